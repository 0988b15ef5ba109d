//! Somebody's Adam, held to its properties: `cargo run --example check_optimiser`.

use verigrad::check;
use verigrad::check::convention::Rule;

/// Adam as anybody might write it.
#[derive(Clone)]
struct Adam {
    rate: f64,
    moments: Vec<[f64; 2]>,
    steps: i32,
}

impl Adam {
    fn step(&mut self, parameters: &mut [f64], gradient: &[f64]) {
        self.moments.resize(parameters.len(), [0.0; 2]);
        self.steps += 1;
        for ((x, [m, v]), g) in parameters.iter_mut().zip(&mut self.moments).zip(gradient) {
            *m = 0.9 * *m + 0.1 * g;
            *v = 0.999 * *v + 0.001 * g * g;
            let [m, v] =
                [*m / (1.0 - 0.9_f64.powi(self.steps)), *v / (1.0 - 0.999_f64.powi(self.steps))];
            *x -= self.rate * m / (v.sqrt() + 1e-8);
        }
    }
}

fn main() -> Result<(), check::CannotCheck> {
    let mut adam = Adam { rate: 0.01, moments: Vec::new(), steps: 0 };
    let rule = move |parameters: &mut [f64], gradient: &[f64]| adam.step(parameters, gradient);
    let report =
        check::optimiser(rule).learning_rate(0.01).claims(Rule::ADAM).named("my Adam").check()?;
    print!("{report}");
    report.assert();
    Ok(())
}
