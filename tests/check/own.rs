//! The crate's own rules, by the door that anybody's rule goes through: the convention that each
//! documents is the one that is found, and every property of that convention holds.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use verigrad::arithmetic::Real;
use verigrad::check::convention::{
    Correction, Epsilon, Maximum, RatePlace, Rule, Velocity, WeightDecay,
};
use verigrad::check::{self, Property, Report, Settings, Stepping, made_by};
use verigrad::optim::{
    AdamSettings, AmsGradSettings, BiasCorrection, EpsilonPlace, MaximumOf, MomentumForm, Rounding,
    WeightDecayForm,
};

use crate::rules::{Own, start};

fn momentum(velocity: Velocity, rate: RatePlace) -> Rule {
    Rule::Momentum { velocity, rate, nesterov: false }
}

/// Every rule, what it is documented to be, and its settings.
fn table() -> Vec<(Own, Rule, Settings)> {
    let with_momentum = Settings { momentum: 0.9, ..Settings::new(0.05) };
    let adam = Settings::new(0.01);
    let inside = |correction| AdamSettings {
        epsilon_place: EpsilonPlace::InsideRoot,
        bias_correction: correction,
        ..AdamSettings::pytorch(0.0)
    };
    let corrected = AmsGradSettings {
        maximum_of: MaximumOf::CorrectedSecondMoment,
        ..AmsGradSettings::pytorch(0.0)
    };
    let by = |epsilon, largest| Rule::Adam { epsilon, correction: Correction::Both, largest };
    let kept = |largest| by(Epsilon::Outside, Some(largest));
    let sum = Velocity::Sum;
    vec![
        (Own::GradientDescent, Rule::GradientDescent, Settings::new(0.1)),
        (
            Own::Momentum(MomentumForm::RateOutside),
            momentum(sum, RatePlace::Outside),
            with_momentum,
        ),
        (Own::Momentum(MomentumForm::RateInside), momentum(sum, RatePlace::Inside), with_momentum),
        (
            Own::Momentum(MomentumForm::Average),
            momentum(Velocity::Average, RatePlace::Outside),
            with_momentum,
        ),
        (Own::Nesterov, Rule::NESTEROV, with_momentum),
        (Own::RmsProp { centred: false }, Rule::RMSPROP, adam),
        (Own::RmsProp { centred: true }, Rule::CENTRED_RMSPROP, adam),
        (
            Own::RmsProp { centred: false },
            Rule::RMSPROP_WITH_MOMENTUM,
            Settings { momentum: 0.8, ..adam },
        ),
        (Own::AdaGrad, Rule::ADAGRAD, Settings { epsilon: 1e-10, ..adam }),
        (Own::AdaGrad, Rule::ADAGRAD, Settings { initial_accumulator: 0.1, epsilon: 0.01, ..adam }),
        (
            Own::Adadelta,
            Rule::ADADELTA,
            Settings { smoothing: 0.9, epsilon: 1e-6, ..Settings::new(0.5) },
        ),
        (Own::Adam(AdamSettings::pytorch(0.0)), Rule::ADAM, adam),
        (
            Own::Adam(AdamSettings {
                rounding: Rounding::EachOperation,
                ..AdamSettings::pytorch(0.0)
            }),
            Rule::ADAM,
            Settings { beta1: 0.5, ..adam },
        ),
        (Own::Adam(AdamSettings::new(0.0)), Rule::ADAM, adam),
        (Own::Adam(inside(BiasCorrection::StepScaled)), by(Epsilon::Inside, None), adam),
        (Own::Adam(inside(BiasCorrection::MomentsDivided)), by(Epsilon::Inside, None), adam),
        (Own::AmsGrad(AmsGradSettings::pytorch(0.0)), kept(Maximum::BeforeCorrection), adam),
        (Own::AmsGrad(corrected), kept(Maximum::AfterCorrection), adam),
        (Own::Adamax, Rule::ADAMAX, adam),
        (Own::NAdam, Rule::NADAM, adam),
        (Own::RAdam, Rule::RADAM, adam),
    ]
}

fn report<T: Real>(own: Own, form: WeightDecayForm, settings: Settings) -> Report {
    let make = move |settings: &Settings, length| Stepping(start::<T>(own, settings, form, length));
    let check = check::optimiser::<T, _>(made_by(make)).settings(settings);
    check.named(format!("{own:?}")).check().expect("settings in range")
}

/// What is found of every rule in one precision, without a decay and with either.
fn all<T: Real>() -> Vec<(Rule, WeightDecay, Report)> {
    let mut reports = Vec::new();
    for (own, rule, settings) in table() {
        let coupled = WeightDecayForm::Coupled;
        reports.push((rule, WeightDecay::None, report::<T>(own, coupled, settings)));
        if own == Own::GradientDescent {
            continue;
        }
        let decayed = Settings { weight_decay: 0.1, ..settings };
        reports.push((rule, WeightDecay::Coupled, report::<T>(own, coupled, decayed)));
        let decoupled = WeightDecayForm::Decoupled;
        reports.push((rule, WeightDecay::Decoupled, report::<T>(own, decoupled, decayed)));
    }
    reports
}

fn every_rule_is_what_it_says<T: Real>() {
    let mut asked = BTreeSet::new();
    for (rule, decay, report) in all::<T>() {
        report.assert();
        let identified = report.identified.as_ref().expect("an optimiser");
        let [found] = identified.fitting[..] else { panic!("one convention\n{report}") };
        // PyTorch's product of momenta is in f32, which f32 parameters do not show.
        let rule = match rule {
            Rule::NADAM if T::epsilon() < T::constant(1e-10) => Rule::PYTORCH_NADAM,
            rule => rule,
        };
        assert_eq!((found.rule, found.weight_decay), (rule, decay), "{report}");
        assert!(identified.margin > 10.0, "{report}");
        assert!(report.not_asked.is_empty(), "all can be asked\n{report}");
        asked.extend(report.findings.iter().map(|(property, _)| *property));
    }
    // Paths, schedules and sums are asked elsewhere; everything else is asked of some rule here.
    let elsewhere =
        [Property::PathsAgree, Property::ScheduleEndsAndCount, Property::SumIsCountTimesMean];
    let all: BTreeSet<Property> = Property::ALL.iter().copied().collect();
    let open: Vec<Property> = all.difference(&asked).copied().collect();
    assert_eq!(open, elsewhere);
}

#[test]
fn every_rule_is_what_it_says_in_f64() {
    every_rule_is_what_it_says::<f64>();
}

#[test]
fn every_rule_is_what_it_says_in_f32() {
    every_rule_is_what_it_says::<f32>();
}

/// Under settings of all kinds, a rule is explained by what it is documented to be, and nothing
/// that is asked of it fails.
fn every_rule_is_sound_under<T: Real>(drawn: Settings) -> TestCaseResult {
    for (own, rule, usual) in table() {
        let settings = Settings {
            momentum: if usual.momentum > 0.0 { drawn.momentum } else { 0.0 },
            initial_accumulator: usual.initial_accumulator,
            weight_decay: if own == Own::GradientDescent { 0.0 } else { drawn.weight_decay },
            ..drawn
        };
        let make = move |settings: &Settings, length| {
            Stepping(start::<T>(own, settings, WeightDecayForm::Decoupled, length))
        };
        let check = check::optimiser::<T, _>(made_by(make)).settings(settings).cases(12);
        let report = check.named(format!("{own:?}")).check().expect("settings in range");
        let identified = report.identified.as_ref().expect("an optimiser");
        let rules: Vec<Rule> = identified.fitting.iter().map(|fitting| fitting.rule).collect();
        let documented = rules.contains(&rule) || rules.contains(&Rule::PYTORCH_NADAM);
        prop_assert!(documented, "{:?}\n{}", settings, report);
        prop_assert!(report.is_sound(), "{:?}\n{}", settings, report);
    }
    Ok(())
}

fn any_settings() -> impl Strategy<Value = Settings> {
    let exponent = |range: std::ops::Range<f64>| range.prop_map(|exponent| 10_f64.powf(exponent));
    let rate = exponent(-4.0..-0.3);
    let decay = prop_oneof![Just(0.0), 0.01..0.5_f64];
    let means = (0.0..0.95_f64, 0.9..0.9995_f64, 0.8..0.999_f64);
    (rate, 0.1..0.95_f64, means, exponent(-10.0..-4.0), decay).prop_map(
        |(rate, momentum, (beta1, beta2, smoothing), epsilon, weight_decay)| Settings {
            momentum,
            beta1,
            beta2,
            smoothing,
            epsilon,
            weight_decay,
            ..Settings::new(rate)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..crate::restated::config() })]

    #[test]
    fn every_rule_is_sound_under_any_settings_in_f64(settings in any_settings()) {
        every_rule_is_sound_under::<f64>(settings)?;
    }

    #[test]
    fn every_rule_is_sound_under_any_settings_in_f32(settings in any_settings()) {
        every_rule_is_sound_under::<f32>(settings)?;
    }
}

/// Which properties are asked of which rules: a property that is asked of nobody, or of a rule
/// that has it not, would be no property.
#[test]
fn properties_are_asked_of_the_rules_that_have_them() {
    let asked = |own, settings| -> BTreeSet<Property> {
        let report = report::<f64>(own, WeightDecayForm::Coupled, settings);
        report.findings.iter().map(|(property, _)| *property).collect()
    };
    let descent = asked(Own::GradientDescent, Settings::new(0.1));
    let momentum = asked(
        Own::Momentum(MomentumForm::RateOutside),
        Settings { momentum: 0.9, ..Settings::new(0.1) },
    );
    let adam = asked(Own::Adam(AdamSettings::pytorch(0.0)), Settings::new(0.1));
    for property in [Property::PowersOnAQuadratic, Property::BestRate, Property::Linear] {
        assert!(descent.contains(&property) && !adam.contains(&property), "{property}");
    }
    for property in
        [Property::VelocityOfConstantGradients, Property::HeavyBallThreshold, Property::Cycle]
    {
        assert!(momentum.contains(&property) && !descent.contains(&property), "{property}");
    }
    for property in [Property::ConstantGradient, Property::EpsilonPlace, Property::Reddi] {
        assert!(adam.contains(&property) && !momentum.contains(&property), "{property}");
    }
}

/// A draw that fails is shrunk: to the fewest and plainest steps that still show it.
#[test]
fn a_counterexample_is_small() {
    let rule = |parameters: &mut [f64], gradient: &[f64]| {
        for (x, g) in parameters.iter_mut().zip(gradient) {
            *x -= 0.1 * if *g < 0.0 { 1.001 * g } else { *g };
        }
    };
    let report = check::optimiser(rule).learning_rate(0.1).check().expect("a rate");
    let odd = report.finding(Property::Odd).and_then(|odd| odd.counterexample.clone());
    assert_eq!(odd.expect("not odd").shown, "θ = 0.0: g = 1.0", "{report}");
    let steps = report.finding(Property::EveryStep).and_then(|steps| steps.counterexample.clone());
    assert_eq!(steps.expect("a negative gradient").shown, "θ = 0.0: g = -1.0", "{report}");
}

/// The same check twice is the same report, and another seed draws otherwise.
#[test]
fn a_report_can_be_made_again() {
    let make = || {
        let rule = |x: &mut [f64], g: &[f64]| x[0] -= 0.1 * g[0].clamp(-1.0, 1.0);
        check::optimiser(rule).learning_rate(0.1).parameters(1)
    };
    let shown = |report: &Report| report.to_string();
    let [one, two] = [(); 2].map(|()| make().check().expect("a rate"));
    assert_eq!(shown(&one), shown(&two));
    assert!(!one.is_sound() && shown(&one).contains("seed 20240607"), "{one}");
    let other = make().seed(7).check().expect("a rate");
    assert!(shown(&other).contains("seed 7"), "{other}");
}

/// Time is bounded, and what was not drawn by then is not called held.
#[test]
fn what_time_does_not_allow_is_said() {
    let rule = |x: &mut [f64], g: &[f64]| x.iter_mut().zip(g).for_each(|(x, g)| *x -= 0.1 * g);
    let check = check::optimiser(rule).learning_rate(0.1).time(std::time::Duration::ZERO);
    let report = check.check().expect("a rate");
    assert!(!report.is_sound() && report.with(check::Outcome::Held).is_empty(), "{report}");
    assert!(report.to_string().contains("out of time"), "{report}");
}

/// A rule of a fixed number of parameters is asked for that many.
#[test]
fn a_fixed_number_of_parameters_is_kept_to() {
    let mut velocity = [0.0; 5];
    let rule = move |x: &mut [f64], g: &[f64]| {
        assert_eq!((x.len(), g.len()), (5, 5));
        for k in 0..5 {
            velocity[k] = 0.9 * velocity[k] + g[k];
            x[k] -= 0.1 * velocity[k];
        }
    };
    let check = check::optimiser(rule).learning_rate(0.1).momentum(0.9);
    check.parameters(5).check().expect("a rate").assert();
}

/// A rule that panics is a fault, not the end of the check.
#[test]
fn a_rule_that_panics_is_a_fault() {
    let rule = |x: &mut [f64], g: &[f64]| {
        assert!(x.len() < 17, "too long");
        x.iter_mut().zip(g).for_each(|(x, g)| *x -= 0.1 * g);
    };
    let report = check::optimiser(rule).learning_rate(0.1).check().expect("a rate");
    assert_eq!(report.failed(), [Property::CoordinatesApart], "{report}");
    assert!(report.to_string().contains("too long"), "{report}");
}
