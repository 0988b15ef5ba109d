//! Weight decay: property 27.

use verigrad::tolerance;

use super::*;

in_both_precisions! {
    descent_cannot_tell_the_weight_decays_apart(
        rate in strategies::rate(),
        weight_decay in strategies::weight_decay(),
        gradients in strategies::gradients()
    );
    adam_without_gradients_only_decays(
        rate in strategies::rate(),
        weight_decay in strategies::weight_decay(),
        start in strategies::gradient()
    );
}

/// Property 27, first half: θ - η(g + λθ) = (1 - ηλ)θ - ηg.
fn descent_cannot_tell_the_weight_decays_apart<T: Real>(
    rate: f64,
    weight_decay: f64,
    gradients: Vec<f64>,
) -> TestCaseResult {
    let decayed = |weight_decay, weight_decay_form| {
        Optimiser::Momentum(MomentumSettings {
            weight_decay,
            weight_decay_form,
            ..MomentumSettings::new(rate, 0.0)
        })
    };
    let coupled = path::<T>(decayed(weight_decay, WeightDecayForm::Coupled), &gradients);
    let decoupled = path::<T>(decayed(weight_decay, WeightDecayForm::Decoupled), &gradients);
    // The parameter, at most η a step, is rounded four times a step.
    let steps = gradients.len() as f64;
    let tolerance = 4.0 * epsilon::<T>() * rate * steps * steps;
    prop_assert!(distance(&coupled, &decoupled) <= tolerance);
    let none = path::<T>(decayed(0.0, WeightDecayForm::Coupled), &gradients);
    prop_assert_eq!(&none, &path::<T>(descent(rate), &gradients));
    let second = |path: &[T]| path.get(1).map(|&point| widen(point));
    if let (Some(with), Some(without)) = (second(&coupled), second(&none)) {
        // From the second step on there is something to decay.
        let pulled = rate * weight_decay * rate * gradients[0].abs();
        prop_assert!(((with - without).abs() - pulled).abs() <= tolerance, "{} {}", with, without);
    }
    Ok(())
}

/// Property 27, second half: decoupled, θₜ = (1 - ηλ)ᵗ·θ₀; coupled, the decay is normalised
/// like any gradient, and Adam takes a step of about η.
fn adam_without_gradients_only_decays<T: Real>(
    rate: f64,
    weight_decay: f64,
    start: f64,
) -> TestCaseResult {
    let first_steps = |weight_decay_form| {
        let settings = AdamSettings::pytorch(rate);
        let settings = AdamSettings { weight_decay, weight_decay_form, ..settings };
        let mut rule = Optimiser::Adam(settings).start::<T>(1);
        let mut parameter = [T::constant(start)];
        rule.step(&mut parameter, &[T::zero()]);
        let first = parameter[0];
        rule.step(&mut parameter, &[T::zero()]);
        [first, parameter[0]]
    };
    let kept = T::constant(1.0 - rate * weight_decay);
    let start = T::constant(start);
    prop_assert_eq!(first_steps(WeightDecayForm::Decoupled), [start * kept, start * kept * kept]);
    let [coupled, _] = first_steps(WeightDecayForm::Coupled);
    let step = (widen(coupled) - widen(start)).abs() / rate;
    prop_assert!((0.9..1.01).contains(&step), "{}", step);
    Ok(())
}

/// No weight decay means no product with zero, which an infinite parameter would show.
#[test]
fn no_weight_decay_leaves_infinity_alone() {
    for optimiser in every_rule(0.1) {
        let mut parameter = [f64::INFINITY];
        optimiser.start::<f64>(1).step(&mut parameter, &[1.0]);
        assert_eq!(parameter[0], f64::INFINITY, "{optimiser:?}");
    }
}

proptest! {
    #![proptest_config(strategies::config())]

    /// A coupled decay is the penalty λ/2·θ²: the rule with decay on f does what the rule without
    /// does on f plus penalty, by bits, whatever the rule.
    #[test]
    fn a_coupled_decay_is_an_added_penalty(
        rate in strategies::rate(),
        weight_decay in strategies::weight_decay(),
        gradients in strategies::gradients(),
    ) {
        let momentum = MomentumSettings::new(rate, 0.9);
        let adam = AdamSettings::new(rate);
        let pairs = [
            (
                Optimiser::Momentum(MomentumSettings { weight_decay, ..momentum }),
                Optimiser::Momentum(momentum),
            ),
            (Optimiser::Adam(AdamSettings { weight_decay, ..adam }), Optimiser::Adam(adam)),
        ];
        for (decayed, plain) in pairs {
            let (mut decayed, mut plain) = (decayed.start::<f64>(1), plain.start::<f64>(1));
            let (mut with_decay, mut with_penalty) = ([1.0], [1.0]);
            for &gradient in &gradients {
                decayed.step(&mut with_decay, &[gradient]);
                let penalised = weight_decay * with_penalty[0] + gradient;
                plain.step(&mut with_penalty, &[penalised]);
                prop_assert_eq!(with_decay[0].to_bits(), with_penalty[0].to_bits());
            }
        }
    }

    /// The negative half of property 27: for Adam the two forms are two rules. Where gradients
    /// are a hundred times the decay, a decoupled one pulls by ηλθ all the same, a coupled one by
    /// a share of a hundredth of that or less.
    #[test]
    fn adam_tells_the_weight_decays_apart(rate in strategies::small_rate(), weight_decay in strategies::weight_decay()) {
        let after = |weight_decay, weight_decay_form| {
            let settings =
                AdamSettings { weight_decay, weight_decay_form, ..AdamSettings::new(rate) };
            let mut rule = Optimiser::Adam(settings).start::<f64>(1);
            let mut parameter = [1.0];
            rule.step(&mut parameter, &[100.0 * settings.weight_decay.max(0.5)]);
            parameter[0]
        };
        let none = after(0.0, WeightDecayForm::Coupled);
        let pull = |form| (none - after(weight_decay, form)) / (rate * weight_decay);
        prop_assert!((pull(WeightDecayForm::Decoupled) - 1.0).abs() < tolerance::SMALL_GRADIENTS);
        prop_assert!(pull(WeightDecayForm::Coupled).abs() < 0.01);
    }
}
