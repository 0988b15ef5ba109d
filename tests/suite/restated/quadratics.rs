//! Descent and momentum on ½·(x - x*)ᵀA(x - x*), followed along A's eigenvectors.

use faer::{Mat, Side};
use verigrad::optim::{MomentumForm, MomentumSettings, UpdateRule};
use verigrad::tolerance;

use super::*;

/// Variables of the quadratic.
const SIZE: usize = 4;
/// How long it is followed.
const STEPS: usize = 60;

struct Quadratic {
    matrix: Mat<f64>,
    minimum: [f64; SIZE],
    /// Eigenvectors, one a column, by faer.
    directions: Mat<f64>,
    curvatures: Vec<f64>,
}

impl Quadratic {
    /// BᵀB + ¼ from the entries of B and the minimum.
    fn new(numbers: &[f64]) -> Self {
        let (entries, minimum) = numbers.split_at(SIZE * SIZE);
        let b = Mat::from_fn(SIZE, SIZE, |i, j| entries[i * SIZE + j]);
        let matrix = b.transpose() * &b + Mat::<f64>::identity(SIZE, SIZE) * faer::Scale(0.25);
        let eigen = matrix.self_adjoint_eigen(Side::Lower).expect("it converges");
        Self {
            minimum: minimum.try_into().expect("four"),
            directions: eigen.U().to_owned(),
            curvatures: eigen.S().column_vector().iter().copied().collect(),
            matrix,
        }
    }

    fn largest(&self) -> f64 {
        self.curvatures.iter().fold(0.0, |largest: f64, &curvature| largest.max(curvature))
    }

    /// A·(x - x*), by plain loops.
    fn gradient(&self, x: &[f64]) -> Vec<f64> {
        let error = |j: usize| x[j] - self.minimum[j];
        (0..SIZE).map(|i| (0..SIZE).map(|j| self.matrix[(i, j)] * error(j)).sum()).collect()
    }

    /// x - x* along each eigenvector.
    fn errors(&self, x: &[f64]) -> Vec<f64> {
        let along =
            |k: usize| (0..SIZE).map(|i| self.directions[(i, k)] * (x[i] - self.minimum[i])).sum();
        (0..SIZE).map(along).collect()
    }

    /// The errors along each eigenvector at the start and after each step.
    fn follow(&self, optimiser: Optimiser) -> Vec<Vec<f64>> {
        let mut rule: Box<dyn UpdateRule<f64>> = optimiser.start(SIZE);
        let mut x = vec![1.0; SIZE];
        let mut errors = vec![self.errors(&x)];
        for _ in 0..STEPS {
            let gradient = self.gradient(&x);
            rule.step(&mut x, &gradient);
            errors.push(self.errors(&x));
        }
        errors
    }
}

proptest! {
    #![proptest_config(strategies::config())]

    /// Property 1: along an eigenvector with curvature λ the error after t steps is
    /// (1 - ηλ)ᵗ times the first.
    #[test]
    fn descent_is_the_powers_of_its_eigenvalues(
        numbers in strategies::small_quadratic(),
        fraction in strategies::stable_fraction(),
    ) {
        let quadratic = Quadratic::new(&numbers);
        let rate = fraction * 2.0 / quadratic.largest();
        let errors = quadratic.follow(Optimiser::GradientDescent { learning_rate: rate });
        for (time, errors) in errors.iter().enumerate() {
            for (k, &curvature) in quadratic.curvatures.iter().enumerate() {
                let first = quadratic.errors(&[1.0; SIZE])[k];
                let expected = (1.0 - rate * curvature).powi(time as i32) * first;
                prop_assert!((errors[k] - expected).abs() <= tolerance::EIGEN, "step {}", time);
                // One step less is elsewhere, as long as there is something left to lose.
                let before = expected / (1.0 - rate * curvature);
                if time > 0 && (before - expected).abs() > 10.0 * tolerance::EIGEN {
                    prop_assert!((errors[k] - before).abs() > tolerance::EIGEN);
                }
            }
        }
    }

    /// The heavy ball, by the recurrence of its companion matrix
    /// eₜ₊₁ = (1 + γ - ηλ)·eₜ - γ·eₜ₋₁ along each eigenvector, at rest before the first step.
    #[test]
    fn momentum_is_the_powers_of_its_companion_matrix(
        numbers in strategies::small_quadratic(),
        fraction in strategies::stable_fraction(),
        decay in strategies::decay(),
    ) {
        let quadratic = Quadratic::new(&numbers);
        let rate = fraction * 2.0 * (1.0 + decay) / quadratic.largest();
        for (form, rate) in [
            (MomentumForm::RateOutside, rate),
            (MomentumForm::RateInside, rate),
            (MomentumForm::Average, rate / (1.0 - decay)),
        ] {
            let settings = MomentumSettings { form, ..MomentumSettings::new(rate, decay) };
            let found = quadratic.follow(Optimiser::Momentum(settings));
            let rate = if form == MomentumForm::Average { rate * (1.0 - decay) } else { rate };
            for (k, &curvature) in quadratic.curvatures.iter().enumerate() {
                let [mut before, mut now] = [found[0][k]; 2];
                for (time, errors) in found.iter().enumerate() {
                    // Roundings of a mode last as long as the memory of the velocity.
                    let tolerance = tolerance::EIGEN / (1.0 - decay);
                    prop_assert!((errors[k] - now).abs() <= tolerance, "{:?} {}", form, time);
                    (before, now) = (now, (1.0 + decay - rate * curvature) * now - decay * before);
                }
            }
        }
    }
}
