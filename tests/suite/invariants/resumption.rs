//! Save and go on, against going on: property 17.

use verigrad::optim::{Adam, Momentum, UpdateRule};

use super::*;

in_both_precisions! {
    a_saved_rule_goes_on_as_if_nothing_had_happened(
        rate in strategies::rate(),
        gradients in strategies::gradients(),
        cut in strategies::stable_fraction()
    );
}

/// Parameters after each step, with the rule and the parameters saved after `cut` of them and
/// thrown away. `forget` starts a fresh rule instead.
fn interrupted<T: Real, R: UpdateRule<T> + Clone>(
    fresh: R,
    gradients: &[f64],
    cut: usize,
    forget: bool,
) -> Vec<T> {
    let mut parameter = [T::one()];
    let (before, after) = gradients.split_at(cut);
    let mut points = Vec::new();
    let mut first = fresh.clone();
    let mut step = |rule: &mut R, gradient: f64| {
        rule.step(&mut parameter, &[T::constant(gradient)]);
        points.push(parameter[0]);
    };
    before.iter().for_each(|&gradient| step(&mut first, gradient));
    let mut second = if forget { fresh } else { first.clone() };
    drop(first);
    after.iter().for_each(|&gradient| step(&mut second, gradient));
    points
}

fn a_saved_rule_goes_on_as_if_nothing_had_happened<T: Real>(
    rate: f64,
    gradients: Vec<f64>,
    cut: f64,
) -> TestCaseResult {
    let cut = (cut * gradients.len() as f64) as usize;
    for form in FORMS {
        let settings =
            MomentumSettings { form, weight_decay: 0.01, ..MomentumSettings::new(rate, 0.9) };
        same::<T, _>(Momentum::new(settings, 1), &gradients, cut)?;
    }
    for bias_correction in [BiasCorrection::MomentsDivided, BiasCorrection::StepScaled] {
        let settings = AdamSettings { bias_correction, ..AdamSettings::new(rate) };
        same::<T, _>(Adam::new(settings, 1), &gradients, cut)?;
    }
    Ok(())
}

/// By bits; and a rule that is started afresh has forgotten something.
fn same<T: Real, R: UpdateRule<T> + Clone>(
    fresh: R,
    gradients: &[f64],
    cut: usize,
) -> TestCaseResult {
    let whole = interrupted(fresh.clone(), gradients, 0, true);
    prop_assert_eq!(&interrupted(fresh.clone(), gradients, cut, false), &whole);
    if 0 < cut && cut < gradients.len() {
        prop_assert_ne!(&interrupted(fresh, gradients, cut, true), &whole);
    }
    Ok(())
}
