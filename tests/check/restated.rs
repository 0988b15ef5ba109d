//! Every rule again from explicit sums over all gradients so far, in f64, without a running
//! moment.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestCaseResult};
use verigrad::arithmetic::Real;
use verigrad::check::Settings;
use verigrad::optim::{AmsGradSettings, MaximumOf, UpdateRule, WeightDecayForm};

use crate::rules::{Own, start};

/// Draws start from one seed; `PROPTEST_RNG_SEED` and `PROPTEST_CASES` explore further.
pub fn config() -> Config {
    let from_environment = Config::default();
    let rng_seed = match from_environment.rng_seed {
        RngSeed::Random => RngSeed::Fixed(20_240_607),
        fixed => fixed,
    };
    Config { rng_seed, failure_persistence: None, ..from_environment }
}

fn held<T: Real>(value: f64) -> f64 {
    T::constant(value).to_f64().expect("a float")
}

/// Σ keepᵗ⁻ᵏ·xₖ over the first `until`.
fn faded(keep: f64, numbers: &[f64], until: usize) -> f64 {
    (0..until).map(|k| keep.powi((until - 1 - k) as i32) * numbers[k]).sum()
}

fn squares(numbers: &[f64]) -> Vec<f64> {
    numbers.iter().map(|number| number * number).collect()
}

/// What distinguishes a wrong rule from the right one.
#[derive(Clone, Copy, PartialEq)]
enum Bug {
    None,
    /// The newest gradient is forgotten in the sums.
    OneStepLate,
}

/// How far the `time`-th step from zero goes, from 1.
fn step(own: Own, settings: &Settings, gradients: &[f64], time: usize, bug: Bug) -> f64 {
    let Settings { learning_rate, momentum, beta1, beta2, smoothing, epsilon, .. } = *settings;
    let until = if bug == Bug::OneStepLate { time - 1 } else { time };
    let g = gradients[time - 1];
    let mean = |keep: f64, numbers: &[f64]| (1.0 - keep) * faded(keep, numbers, until);
    let correction = |beta: f64| 1.0 - beta.powi(time as i32);
    match own {
        Own::Nesterov => learning_rate * (g + momentum * faded(momentum, gradients, until)),
        Own::RmsProp { centred } => {
            let divided = |time: usize| {
                let square = (1.0 - smoothing) * faded(smoothing, &squares(gradients), time);
                let mean = (1.0 - smoothing) * faded(smoothing, gradients, time);
                let spread = if centred { square - mean * mean } else { square };
                gradients[time - 1] / (spread.sqrt() + epsilon)
            };
            let all: Vec<f64> = (1..=time).map(divided).collect();
            learning_rate * faded(momentum, &all, until)
        }
        Own::AdaGrad => {
            let sum: f64 = squares(&gradients[..until]).iter().sum();
            learning_rate * g / (sum.sqrt() + epsilon)
        }
        Own::Adadelta => {
            let mut steps: Vec<f64> = Vec::new();
            for time in 1..=time {
                let until = if bug == Bug::OneStepLate { time - 1 } else { time };
                let square = (1.0 - smoothing) * faded(smoothing, &squares(gradients), until);
                let before = (1.0 - smoothing) * faded(smoothing, &squares(&steps), steps.len());
                let ratio = ((before + epsilon) / (square + epsilon)).sqrt();
                steps.push(ratio * gradients[time - 1]);
            }
            learning_rate * steps[time - 1]
        }
        Own::Adam(_) => {
            let root = (mean(beta2, &squares(gradients)) / correction(beta2)).sqrt() + epsilon;
            learning_rate * mean(beta1, gradients) / correction(beta1) / root
        }
        Own::AmsGrad(form) => {
            let largest = (1..=until).map(|earlier| {
                let square = (1.0 - beta2) * faded(beta2, &squares(gradients), earlier);
                match form.maximum_of {
                    MaximumOf::SecondMoment => square / correction(beta2),
                    MaximumOf::CorrectedSecondMoment => square / (1.0 - beta2.powi(earlier as i32)),
                }
            });
            let root = largest.fold(0.0, f64::max).sqrt() + epsilon;
            learning_rate * mean(beta1, gradients) / correction(beta1) / root
        }
        Own::Adamax => {
            let sizes = (0..until)
                .map(|k| beta2.powi((until - 1 - k) as i32) * (gradients[k].abs() + epsilon));
            let largest = sizes.fold(0.0, f64::max);
            learning_rate * mean(beta1, gradients) / correction(beta1) / largest
        }
        Own::NAdam => {
            let at = |time: usize| {
                let power = 0.96_f64.powf(time as f64 * settings.momentum_decay);
                beta1 * (1.0 - 0.5 * power)
            };
            let product: f64 = (1..=time).map(at).product();
            let root = (mean(beta2, &squares(gradients)) / correction(beta2)).sqrt() + epsilon;
            let of_gradient = (1.0 - at(time)) / (1.0 - product) * g;
            let ahead = at(time + 1) / (1.0 - product * at(time + 1)) * mean(beta1, gradients);
            learning_rate * (of_gradient + ahead) / root
        }
        Own::RAdam => {
            let first = mean(beta1, gradients) / correction(beta1);
            let limit = 2.0 / (1.0 - beta2) - 1.0;
            let power = beta2.powi(time as i32);
            let length = limit - 2.0 * time as f64 * power / (1.0 - power);
            if length <= 5.0 {
                return learning_rate * first;
            }
            let term = |length: f64| (length - 4.0) * (length - 2.0) / length;
            let root = mean(beta2, &squares(gradients)).sqrt() + epsilon;
            let rectified = (term(length) / term(limit)).sqrt() * (1.0 - power).sqrt();
            learning_rate * first * rectified / root
        }
        Own::GradientDescent | Own::Momentum(_) => unreachable!("restated in the suite"),
    }
}

const RULES: [Own; 8] = [
    Own::Nesterov,
    Own::RmsProp { centred: false },
    Own::RmsProp { centred: true },
    Own::AdaGrad,
    Own::Adadelta,
    Own::Adamax,
    Own::NAdam,
    Own::RAdam,
];

fn rules() -> Vec<Own> {
    let amsgrad =
        |maximum_of| Own::AmsGrad(AmsGradSettings { maximum_of, ..AmsGradSettings::pytorch(0.0) });
    let maxima = [MaximumOf::SecondMoment, MaximumOf::CorrectedSecondMoment];
    RULES.into_iter().chain(maxima.map(amsgrad)).collect()
}

/// What rounding can make of a step, as a share of the largest step so far. Means remember for
/// 1/(1 - keep) steps, each of three roundings, and a share of 1 - keep has lost as many digits;
/// what a centre leaves of a mean square is at least (1 - keep) of it after a first step, and a
/// twentieth where gradients differ in size; NAdam's product is kept in f32.
fn tolerance<T: Real>(own: Own, settings: &Settings, time: usize) -> f64 {
    let epsilon = T::epsilon().to_f64().expect("a float");
    let keeps = [settings.momentum, settings.beta1, settings.beta2, settings.smoothing];
    let memory = keeps.iter().map(|keep| 1.0 / (1.0 - keep)).fold(1.0, f64::max);
    let own = match own {
        Own::RmsProp { centred: true } => 1e3,
        Own::NAdam => 1.0 + f64::from(f32::EPSILON) / epsilon,
        _ => 1.0,
    };
    8.0 * epsilon * own * (time as f64 + memory)
}

fn restated<T: Real>(settings: Settings, gradients: Vec<f64>) -> TestCaseResult {
    let gradients: Vec<f64> = gradients.into_iter().map(held::<T>).collect();
    let held_settings = Settings {
        learning_rate: held::<T>(settings.learning_rate),
        momentum: held::<T>(settings.momentum),
        epsilon: held::<T>(settings.epsilon),
        ..settings
    };
    for own in rules() {
        let mut rule = start::<T>(own, &settings, WeightDecayForm::Coupled, 1);
        let mut longest = 0.0_f64;
        let mut told_apart = false;
        for time in 1..=gradients.len() {
            let mut parameter = [T::zero()];
            rule.step(&mut parameter, &[T::constant(gradients[time - 1])]);
            let found = -parameter[0].to_f64().expect("a float");
            let expected = step(own, &held_settings, &gradients, time, Bug::None);
            longest = longest.max(expected.abs());
            let allowed = tolerance::<T>(own, &settings, time) * longest;
            prop_assert!(
                (found - expected).abs() <= allowed,
                "{:?}, step {}: {:e}, not {:e}",
                own,
                time,
                found,
                expected
            );
            // The neighbour: sums that are late by a step.
            let late = step(own, &held_settings, &gradients, time, Bug::OneStepLate);
            told_apart |= late.is_nan() || (late - expected).abs() > 2.0 * allowed;
        }
        prop_assert!(told_apart, "{:?} could be a step late", own);
    }
    Ok(())
}

fn settings() -> impl Strategy<Value = Settings> {
    let share = || 0.5..0.95_f64;
    (1e-3..1.0_f64, share(), share(), 0.8..0.99_f64, 0.8..0.95_f64, 1e-6..1e-2_f64).prop_map(
        |(rate, momentum, beta1, beta2, smoothing, epsilon)| Settings {
            momentum,
            beta1,
            beta2,
            smoothing,
            epsilon,
            ..Settings::new(rate)
        },
    )
}

/// Gradients that change sign and size, so that a centre leaves something.
fn gradients() -> impl Strategy<Value = Vec<f64>> {
    let gradient = (0.1..2.0_f64, any::<bool>());
    let signed = gradient.prop_map(|(size, negative)| if negative { -size } else { size });
    proptest::collection::vec(signed, 2..30)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_rule_is_its_explicit_sums_in_f64(settings in settings(), gradients in gradients()) {
        restated::<f64>(settings, gradients)?;
    }

    #[test]
    fn every_rule_is_its_explicit_sums_in_f32(settings in settings(), gradients in gradients()) {
        restated::<f32>(settings, gradients)?;
    }
}
