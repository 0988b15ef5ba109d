//! Real faults of optimisers in the field, each as a change of a rule that is right: the check
//! finds it, by the property that speaks of it, and the rule without it has that property.

use verigrad::check::convention::{Epsilon, Rule, WeightDecay};
use verigrad::check::{self, Outcome, Property, Report, Settings};
use verigrad::optim::Schedule;

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    Nothing,
    /// The decay is of the first moment or velocity, not of the parameter.
    DecayOfAnotherVariable,
    DecayDoesNothing,
    /// Momentum, dampening and decay are passed in another order.
    SettingsInAnotherOrder,
    /// θ - ηλ.
    DecayByAConstant,
    /// The decay takes the new parameter.
    DecayAfterTheStep,
    /// η²λθ.
    DecayByTheRateTwice,
    NoBiasCorrection,
    CorrectionStartsAtZero,
    EpsilonInTheRoot,
    EpsilonBeforeTheCorrection,
    NoEpsilon,
    FirstStepDampened,
    NoDampening,
    MaximumAfterTheCorrection,
    NoMaximum,
    /// A bit of state of one parameter goes to the next.
    NeighboursMix,
    /// Something is kept that a new start should not know.
    RemembersTheSign,
    /// The squares are of the gradient without the decay.
    DecayOutsideTheSquares,
}

/// Momentum in PyTorch's form with a coupled decay.
fn momentum(settings: Settings, fault: Fault) -> impl FnMut(&mut [f64], &[f64]) + Clone {
    let (mut velocity, mut steps) = (Vec::new(), 0);
    let Settings { learning_rate, mut momentum, mut dampening, mut weight_decay, .. } = settings;
    if fault == Fault::SettingsInAnotherOrder {
        (momentum, dampening, weight_decay) = (dampening, weight_decay, momentum);
    }
    move |parameters: &mut [f64], gradient: &[f64]| {
        velocity.resize(parameters.len(), 0.0);
        steps += 1;
        for ((x, v), g) in parameters.iter_mut().zip(&mut velocity).zip(gradient) {
            let penalty = match fault {
                Fault::DecayDoesNothing => 0.0,
                Fault::DecayOfAnotherVariable => weight_decay * *v,
                _ => weight_decay * *x,
            };
            let g = g + penalty;
            let share = match fault {
                Fault::NoDampening => 1.0,
                Fault::FirstStepDampened => 1.0 - dampening,
                _ if steps == 1 => 1.0,
                _ => 1.0 - dampening,
            };
            *v = momentum * *v + share * g;
            *x -= learning_rate * *v;
        }
    }
}

/// Adam, AdamW and AMSGrad in PyTorch's form.
fn adam(
    settings: Settings,
    decoupled: bool,
    amsgrad: bool,
    fault: Fault,
) -> impl FnMut(&mut [f64], &[f64]) + Clone {
    let (mut first, mut second, mut largest) = (Vec::new(), Vec::new(), Vec::new());
    let mut steps = 0;
    let Settings { learning_rate, beta1, beta2, epsilon, weight_decay, .. } = settings;
    move |parameters: &mut [f64], gradient: &[f64]| {
        let length = parameters.len();
        for state in [&mut first, &mut second, &mut largest] {
            state.resize(length, 0.0_f64);
        }
        let corrected_from = i32::from(fault != Fault::CorrectionStartsAtZero);
        let time = steps + corrected_from;
        steps += 1;
        let correction = |beta: f64| match fault {
            Fault::NoBiasCorrection => 1.0,
            _ => 1.0 - beta.powi(time.max(1)),
        };
        let [of_first, of_second] = [beta1, beta2].map(correction);
        for k in 0..length {
            let x = &mut parameters[k];
            let old = *x;
            let plain = gradient[k];
            let g = match fault {
                _ if decoupled => plain,
                Fault::DecayDoesNothing => plain,
                Fault::DecayOfAnotherVariable => plain + weight_decay * first[k],
                _ => plain + weight_decay * old,
            };
            let from = if fault == Fault::NeighboursMix { k.saturating_sub(1) } else { k };
            first[k] = beta1 * first[from] + (1.0 - beta1) * g;
            let squared = if fault == Fault::DecayOutsideTheSquares { plain } else { g };
            second[k] = beta2 * second[k] + (1.0 - beta2) * squared * squared;
            let square = if amsgrad && fault != Fault::NoMaximum {
                let seen = match fault {
                    Fault::MaximumAfterTheCorrection => second[k] / of_second,
                    _ => second[k],
                };
                largest[k] = largest[k].max(seen);
                let later = match fault {
                    Fault::MaximumAfterTheCorrection => 1.0,
                    _ => of_second,
                };
                largest[k] / later
            } else {
                second[k] / of_second
            };
            let root = match fault {
                Fault::EpsilonInTheRoot => (square + epsilon).sqrt(),
                Fault::EpsilonBeforeTheCorrection => {
                    ((square * of_second).sqrt() + epsilon) / of_second.sqrt()
                }
                Fault::NoEpsilon if square == 0.0 => 1.0,
                Fault::NoEpsilon => square.sqrt(),
                _ => square.sqrt() + epsilon,
            };
            let mut step = learning_rate * first[k] / of_first / root;
            if fault == Fault::RemembersTheSign && g < 0.0 {
                step *= 1.0 + 1e-9;
            }
            *x -= step;
            if decoupled {
                *x -= match fault {
                    Fault::DecayDoesNothing => 0.0,
                    Fault::DecayByAConstant => learning_rate * weight_decay,
                    Fault::DecayAfterTheStep => learning_rate * weight_decay * *x,
                    Fault::DecayByTheRateTwice => learning_rate.powi(2) * weight_decay * old,
                    _ => learning_rate * weight_decay * old,
                };
            }
        }
    }
}

/// RMSprop in PyTorch's form.
fn rmsprop(settings: Settings, fault: Fault) -> impl FnMut(&mut [f64], &[f64]) + Clone {
    let mut second = Vec::new();
    let Settings { learning_rate, smoothing, epsilon, .. } = settings;
    move |parameters: &mut [f64], gradient: &[f64]| {
        second.resize(parameters.len(), 0.0_f64);
        for ((x, v), g) in parameters.iter_mut().zip(&mut second).zip(gradient) {
            *v = smoothing * *v + (1.0 - smoothing) * g * g;
            let root = match fault {
                Fault::EpsilonInTheRoot => (*v + epsilon).sqrt(),
                _ => v.sqrt() + epsilon,
            };
            *x -= learning_rate * g / root;
        }
    }
}

/// NAdam in PyTorch's form; at fault, the decay never reaches its gradient.
fn nadam(settings: Settings, fault: Fault) -> impl FnMut(&mut [f64], &[f64]) + Clone {
    let (mut first, mut second, mut product, mut time) = (Vec::new(), Vec::new(), 1.0, 0.0);
    let Settings { learning_rate, beta1, beta2, epsilon, weight_decay, momentum_decay, .. } =
        settings;
    move |parameters: &mut [f64], gradient: &[f64]| {
        for state in [&mut first, &mut second] {
            state.resize(parameters.len(), 0.0_f64);
        }
        time += 1.0;
        let momentum = |time: f64| beta1 * (1.0 - 0.5 * 0.96_f64.powf(time * momentum_decay));
        let (now, next) = (momentum(time), momentum(time + 1.0));
        product *= now;
        for k in 0..parameters.len() {
            let decayed = gradient[k] + weight_decay * parameters[k];
            let g = if fault == Fault::DecayDoesNothing { gradient[k] } else { decayed };
            first[k] = beta1 * first[k] + (1.0 - beta1) * g;
            second[k] = beta2 * second[k] + (1.0 - beta2) * g * g;
            let root = (second[k] / (1.0 - beta2.powf(time))).sqrt() + epsilon;
            let direction =
                (1.0 - now) / (1.0 - product) * g + next / (1.0 - product * next) * first[k];
            parameters[k] -= learning_rate * direction / root;
        }
    }
}

/// A rule of the table.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Momentum,
    Adam,
    AdamW,
    AmsGrad,
    RmsProp,
    NAdam,
}

impl Kind {
    fn settings(self) -> Settings {
        match self {
            Self::Momentum => {
                Settings { momentum: 0.9, dampening: 0.3, weight_decay: 0.01, ..Settings::new(0.1) }
            }
            Self::Adam | Self::AdamW | Self::NAdam => {
                Settings { weight_decay: 0.01, ..Settings::new(0.01) }
            }
            Self::AmsGrad | Self::RmsProp => Settings::new(0.01),
        }
    }

    fn claim(self) -> (Rule, WeightDecay) {
        match self {
            Self::Momentum => (Rule::DAMPENED_MOMENTUM, WeightDecay::Coupled),
            Self::Adam => (Rule::ADAM, WeightDecay::Coupled),
            Self::AdamW => (Rule::ADAM, WeightDecay::Decoupled),
            Self::AmsGrad => (Rule::AMSGRAD, WeightDecay::None),
            Self::RmsProp => (Rule::RMSPROP, WeightDecay::None),
            Self::NAdam => (Rule::NADAM, WeightDecay::Coupled),
        }
    }

    fn check(self, fault: Fault) -> Report {
        let settings = self.settings();
        let check = match self {
            Self::Momentum => check::optimiser(momentum(settings, fault)),
            Self::Adam => check::optimiser(adam(settings, false, false, fault)),
            Self::AdamW => check::optimiser(adam(settings, true, false, fault)),
            Self::AmsGrad => check::optimiser(adam(settings, false, true, fault)),
            Self::RmsProp => check::optimiser(rmsprop(settings, fault)),
            Self::NAdam => check::optimiser(nadam(settings, fault)),
        };
        let (rule, decay) = self.claim();
        let check = check.settings(settings).claims(rule).claims_decay(decay);
        check.named(format!("{self:?}, {fault:?}")).check().expect("settings in range")
    }
}

/// Where it happened, the rule, the fault, and the property that speaks of it.
const FAULTS: [(&str, Kind, Fault, Property); 24] = {
    use Fault::*;
    use Property::*;
    [
        ("mlverse/torch#821", Kind::Adam, DecayOfAnotherVariable, CoupledDecayIsAPenalty),
        ("NVIDIA/warp#1143", Kind::Momentum, SettingsInAnotherOrder, CoupledDecayIsAPenalty),
        ("ml-explore/mlx#473", Kind::Momentum, DecayDoesNothing, CoupledDecayIsAPenalty),
        ("nntrainer#3565", Kind::Adam, DecayDoesNothing, CoupledDecayIsAPenalty),
        ("apache/mxnet#8925", Kind::NAdam, DecayDoesNothing, CoupledDecayIsAPenalty),
        ("", Kind::Adam, DecayOutsideTheSquares, CoupledDecayIsAPenalty),
        ("jettify/pytorch-optimizer#454", Kind::AdamW, DecayByAConstant, DecoupledDecayAlone),
        ("FlagGems#4989", Kind::AdamW, DecayByTheRateTwice, DecoupledDecayAlone),
        ("", Kind::AdamW, DecayDoesNothing, DecoupledDecayAlone),
        ("huggingface/transformers#14539", Kind::AdamW, DecayAfterTheStep, DecoupledDecayAdds),
        ("bitsandbytes#2010", Kind::AdamW, DecayByTheRateTwice, DecoupledDecayAdds),
        ("mlx#1640", Kind::Adam, NoBiasCorrection, ConstantGradient),
        ("oxiglade/mlx-rs#301", Kind::AdamW, NoBiasCorrection, ConstantGradient),
        ("", Kind::Adam, CorrectionStartsAtZero, ConstantGradient),
        ("pytorch#22628", Kind::Adam, EpsilonBeforeTheCorrection, EpsilonPlace),
        ("karpathy/nanochat#304", Kind::AdamW, EpsilonInTheRoot, EpsilonPlace),
        ("kozistr/pytorch_optimizer#480", Kind::Adam, NoEpsilon, EpsilonPlace),
        ("tensorflow#58412", Kind::RmsProp, EpsilonInTheRoot, EpsilonPlace),
        ("NVIDIA/warp#1143", Kind::Momentum, SettingsInAnotherOrder, VelocityOfConstantGradients),
        ("mlx#473", Kind::Momentum, FirstStepDampened, VelocityOfConstantGradients),
        ("", Kind::Momentum, NoDampening, VelocityOfConstantGradients),
        ("google-deepmind/optax#1389", Kind::AmsGrad, MaximumAfterTheCorrection, LargestStays),
        ("", Kind::AmsGrad, NoMaximum, LargestStays),
        ("", Kind::Adam, NeighboursMix, CoordinatesApart),
    ]
};

#[test]
fn the_rules_without_a_fault_are_sound() {
    for kind in [Kind::Momentum, Kind::Adam, Kind::AdamW, Kind::AmsGrad, Kind::RmsProp, Kind::NAdam]
    {
        kind.check(Fault::Nothing).assert();
    }
}

#[test]
fn every_fault_of_the_table_is_found_by_the_property_that_speaks_of_it() {
    for (issue, kind, fault, property) in FAULTS {
        let right = kind.check(Fault::Nothing);
        let held = right.finding(property).map(|finding| finding.outcome);
        assert_eq!(held, Some(Outcome::Held), "{kind:?} without a fault\n{right}");
        let wrong = kind.check(fault);
        assert!(wrong.failed().contains(&property), "{issue} {property}\n{wrong}");
        let example = wrong.finding(property).and_then(|finding| finding.counterexample.clone());
        assert!(example.is_some_and(|example| !example.shown.is_empty()), "{wrong}");
    }
}

/// Where nothing is claimed, another known convention is no fault; anything else is.
#[test]
fn a_convention_is_no_fault_and_a_fault_is_no_convention() {
    let without_claim = |kind: Kind, fault| {
        let settings = kind.settings();
        let rule =
            adam(settings, matches!(kind, Kind::AdamW), matches!(kind, Kind::AmsGrad), fault);
        check::optimiser(rule).settings(settings).check().expect("settings in range")
    };
    for (kind, fault, name) in [
        (Kind::Adam, Fault::EpsilonInTheRoot, "epsilon inside the root"),
        (Kind::Adam, Fault::EpsilonBeforeTheCorrection, "ε-hat"),
        (Kind::Adam, Fault::NoBiasCorrection, "no bias correction"),
        (Kind::AmsGrad, Fault::MaximumAfterTheCorrection, "maximum after the correction"),
    ] {
        let report = without_claim(kind, fault);
        report.assert();
        assert!(report.to_string().contains(name), "{name}\n{report}");
    }
    for (kind, fault) in [
        (Kind::Adam, Fault::DecayDoesNothing),
        (Kind::Adam, Fault::DecayOfAnotherVariable),
        (Kind::Adam, Fault::CorrectionStartsAtZero),
        (Kind::Adam, Fault::NoEpsilon),
        (Kind::AdamW, Fault::DecayAfterTheStep),
        (Kind::AdamW, Fault::DecayByAConstant),
    ] {
        let report = without_claim(kind, fault);
        let identified = report.identified.as_ref().expect("an optimiser");
        assert!(identified.fitting.is_empty(), "{report}");
        assert!(identified.departure.is_some(), "{report}");
        assert!(!report.is_sound() && !report.failed().is_empty(), "{report}");
        assert!(report.to_string().contains("explains it"), "{report}");
    }
}

/// What no probe of a convention would show.
#[test]
fn a_step_that_knows_the_sign_is_not_odd() {
    let report = Kind::Adam.check(Fault::RemembersTheSign);
    assert!(report.failed().contains(&Property::Odd), "{report}");
}

/// P8, as in pytorch#106615, where NAdam's foreach path had another product of momenta.
#[test]
fn another_path_that_takes_other_steps_is_found() {
    let settings = Kind::NAdam.settings();
    let with_path = |other: Settings| {
        let check = check::optimiser(nadam(settings, Fault::Nothing)).settings(settings);
        let check = check.path("foreach", nadam(other, Fault::Nothing)).claims(Rule::NADAM);
        check.check().expect("settings in range")
    };
    with_path(settings).assert();
    let wrong = with_path(Settings { momentum_decay: 4.1e-3, ..settings });
    assert_eq!(wrong.failed(), [Property::PathsAgree], "{wrong}");
}

/// P9, as in pytorch#23480, #91765 and tracel-ai/burn#1198.
#[test]
fn a_schedule_that_ends_elsewhere_or_a_step_late_is_found() {
    let cosine = Schedule::Cosine { initial: 0.1, last: 1e-3, steps: 20 };
    let step = Schedule::Step { initial: 0.1, factor: 0.5, every: 10 };
    for expected in [cosine, step, Schedule::Constant(0.1)] {
        check::schedule(|at| expected.rate(at), expected).assert();
    }
    let faults: [(Schedule, &dyn Fn(u64) -> f64); 5] = [
        (cosine, &|at| cosine.rate(at + 1)),
        (cosine, &|at| cosine.rate(at.saturating_sub(1))),
        (cosine, &|at| cosine.rate(at) - 1e-3),
        (step, &|at| step.rate(at + 1)),
        (step, &|at| 0.1 * 0.5_f64.powi(at as i32)),
    ];
    for (expected, rate) in faults {
        let report = check::schedule(rate, expected);
        assert_eq!(report.failed(), [Property::ScheduleEndsAndCount], "{report}");
    }
}

/// P11, as in paiml/aprender#2182.
#[test]
fn a_sum_that_is_a_mean_is_found() {
    let sum = |losses: &[f64]| losses.iter().sum::<f64>();
    let mean = |losses: &[f64]| losses.iter().sum::<f64>() / losses.len() as f64;
    check::sum_and_mean(sum, mean).assert();
    for report in [check::sum_and_mean(mean, mean), check::sum_and_mean(sum, sum)] {
        assert_eq!(report.failed(), [Property::SumIsCountTimesMean], "{report}");
    }
}

/// A claim is a claim about epsilon too.
#[test]
fn what_is_claimed_must_be_what_is_found() {
    let inside = Rule::Adam {
        epsilon: Epsilon::Inside,
        correction: check::convention::Correction::Both,
        largest: None,
    };
    let settings = Settings::new(0.01);
    let check = |fault| {
        let rule = adam(settings, false, false, fault);
        check::optimiser(rule).settings(settings).claims(inside).check().expect("settings")
    };
    check(Fault::EpsilonInTheRoot).assert();
    assert!(check(Fault::Nothing).failed().contains(&Property::EpsilonPlace));
}

#[test]
fn settings_out_of_range_are_refused_by_name() {
    let rule = || momentum(Settings::new(0.1), Fault::Nothing);
    for (settings, said) in [
        (Settings { beta2: 1.0, ..Settings::new(0.1) }, "beta2 is 1; expected from 0 to below 1"),
        (Settings::new(0.0), "learning_rate is 0; expected a positive number"),
        (Settings { epsilon: f64::NAN, ..Settings::new(0.1) }, "epsilon is NaN"),
        (Settings { weight_decay: -1.0, ..Settings::new(0.1) }, "weight_decay is -1"),
    ] {
        let error = check::optimiser(rule()).settings(settings).check().expect_err(said);
        assert!(error.to_string().contains(said), "{error}");
    }
    let none = check::optimiser(rule()).parameters(0).check().expect_err("no parameters");
    assert!(none.to_string().contains("expected 1 or more"), "{none}");
}
