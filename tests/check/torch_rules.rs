//! The rules against PyTorch's own, every step.

use std::collections::BTreeMap;

use verigrad::arithmetic::Real;
use verigrad::optim::{
    AdaGrad, AdaGradSettings, Adadelta, AdadeltaSettings, Adam, AdamSettings, Adamax,
    AdamaxSettings, AmsGrad, AmsGradSettings, EpsilonPlace, MaximumOf, NAdam, NAdamSettings,
    Nesterov, NesterovSettings, RAdam, RAdamSettings, RmsProp, RmsPropSettings, Rounding,
    UpdateRule, WeightDecayForm,
};

use crate::golden::{double, read, single};

const DECOUPLED: WeightDecayForm = WeightDecayForm::Decoupled;

/// The settings that the generator gave PyTorch, in our terms.
#[derive(Clone, Copy, Debug)]
enum Case {
    Nesterov(NesterovSettings),
    RmsProp(RmsPropSettings),
    AdaGrad(AdaGradSettings),
    Adam(AdamSettings),
    AmsGrad(AmsGradSettings),
    NAdam(NAdamSettings),
    Adadelta(AdadeltaSettings),
    Adamax(AdamaxSettings),
    RAdam(RAdamSettings),
}

fn cases() -> Vec<(&'static str, Case)> {
    let rmsprop = RmsPropSettings::pytorch(1e-3);
    let weight_decay = 1e-3;
    vec![
        ("nesterov", Case::Nesterov(NesterovSettings::pytorch(0.01, 0.9))),
        (
            "nesterov-weight-decay",
            Case::Nesterov(NesterovSettings {
                weight_decay,
                ..NesterovSettings::pytorch(0.1, 0.8)
            }),
        ),
        ("rmsprop", Case::RmsProp(rmsprop)),
        ("rmsprop-centred", Case::RmsProp(RmsPropSettings { centred: true, ..rmsprop })),
        (
            "rmsprop-momentum",
            Case::RmsProp(RmsPropSettings {
                smoothing: 0.9,
                momentum: 0.8,
                weight_decay,
                ..rmsprop
            }),
        ),
        ("rmsprop-all", Case::RmsProp(RmsPropSettings { centred: true, momentum: 0.9, ..rmsprop })),
        ("adagrad", Case::AdaGrad(AdaGradSettings::pytorch(0.01))),
        (
            "adagrad-all",
            Case::AdaGrad(AdaGradSettings {
                learning_rate_decay: 0.1,
                initial_accumulator: 0.1,
                weight_decay,
                ..AdaGradSettings::pytorch(0.01)
            }),
        ),
        ("adamw", Case::Adam(AdamSettings::pytorch_adamw(1e-3))),
        ("amsgrad", Case::AmsGrad(AmsGradSettings::pytorch(1e-3))),
        (
            "amsgrad-weight-decay",
            Case::AmsGrad(AmsGradSettings {
                weight_decay: 1e-2,
                weight_decay_form: DECOUPLED,
                ..AmsGradSettings::pytorch(1e-3)
            }),
        ),
        ("nadam", Case::NAdam(NAdamSettings::pytorch(1e-3))),
        (
            "nadam-weight-decay",
            Case::NAdam(NAdamSettings { weight_decay, ..NAdamSettings::pytorch(1e-3) }),
        ),
        ("adadelta", Case::Adadelta(AdadeltaSettings::pytorch(1.0))),
        (
            "adadelta-weight-decay",
            Case::Adadelta(AdadeltaSettings {
                smoothing: 0.8,
                weight_decay,
                ..AdadeltaSettings::pytorch(0.5)
            }),
        ),
        ("adamax", Case::Adamax(AdamaxSettings::pytorch(1e-3))),
        (
            "adamax-weight-decay",
            Case::Adamax(AdamaxSettings {
                beta1: 0.4,
                beta2: 0.9,
                weight_decay,
                ..AdamaxSettings::pytorch(1e-3)
            }),
        ),
        ("radam", Case::RAdam(RAdamSettings::pytorch(1e-3))),
        (
            "radam-weight-decay",
            Case::RAdam(RAdamSettings {
                beta2: 0.95,
                weight_decay: 1e-2,
                weight_decay_form: DECOUPLED,
                ..RAdamSettings::pytorch(1e-3)
            }),
        ),
    ]
}

fn start<T: Real>(case: Case) -> Box<dyn UpdateRule<T>> {
    match case {
        Case::Nesterov(settings) => Box::new(Nesterov::new(settings, 1)),
        Case::RmsProp(settings) => Box::new(RmsProp::new(settings, 1)),
        Case::AdaGrad(settings) => Box::new(AdaGrad::new(settings, 1)),
        Case::Adam(settings) => Box::new(Adam::new(settings, 1)),
        Case::AmsGrad(settings) => Box::new(AmsGrad::new(settings, 1)),
        Case::NAdam(settings) => Box::new(NAdam::new(settings, 1)),
        Case::Adadelta(settings) => Box::new(Adadelta::new(settings, 1)),
        Case::Adamax(settings) => Box::new(Adamax::new(settings, 1)),
        Case::RAdam(settings) => Box::new(RAdam::new(settings, 1)),
    }
}

/// One parameter's way: the gradients, and the points before the first and after each.
#[derive(Default)]
struct Path {
    gradients: Vec<f64>,
    float64: Vec<f64>,
    float32: Vec<f32>,
}

fn paths() -> BTreeMap<(String, usize), Path> {
    let columns = ["case", "step", "parameter", "gradient", "float64", "float32"];
    let mut paths: BTreeMap<(String, usize), Path> = BTreeMap::new();
    for [case, step, parameter, gradient, float64, float32] in read("optimisers/rules.csv", columns)
    {
        let path = paths.entry((case, parameter.parse().expect("an index"))).or_default();
        assert_eq!(step.parse(), Ok(path.float64.len()));
        if step != "0" {
            path.gradients.push(f64::from(single(&gradient)));
        }
        path.float64.push(double(&float64));
        path.float32.push(single(&float32));
    }
    paths
}

fn run<T: Real>(case: Case, start_at: T, gradients: &[f64]) -> Vec<f64> {
    let mut rule = start::<T>(case);
    let mut parameter = [start_at];
    let mut points = vec![start_at];
    for &gradient in gradients {
        rule.step(&mut parameter, &[T::constant(gradient)]);
        points.push(parameter[0]);
    }
    points.into_iter().map(|point| point.to_f64().expect("a float")).collect()
}

/// The largest difference from PyTorch's, in f64 and f32, in units of ε times what a path has
/// covered by then: steps times the longest step, and the parameter.
fn departures(name: &str, case: Case) -> [f64; 2] {
    let all = paths();
    let of_case = all.iter().filter(|((own, _), _)| own == name).map(|(_, path)| path);
    let mut worst = [0.0_f64; 2];
    let mut count = 0;
    for path in of_case {
        assert_eq!(path.gradients.len(), 50, "{name}");
        count += 1;
        let wide: Vec<f64> = path.float32.iter().map(|&point| f64::from(point)).collect();
        let found = [
            run(case, path.float64[0], &path.gradients),
            run(case, path.float32[0], &path.gradients),
        ];
        for (precision, (found, golden)) in found.iter().zip([&path.float64, &wide]).enumerate() {
            let epsilon = [f64::EPSILON, f64::from(f32::EPSILON)][precision];
            let steps = golden.windows(2).map(|pair| (pair[1] - pair[0]).abs());
            let longest = steps.fold(0.0, f64::max);
            for (step, (found, golden)) in found.iter().zip(golden).enumerate() {
                let covered = golden.abs() + step as f64 * longest;
                if found != golden {
                    worst[precision] =
                        worst[precision].max((found - golden).abs() / (epsilon * covered));
                }
            }
        }
    }
    assert_eq!(count, 4, "{name}");
    worst
}

/// Bits, except where PyTorch's square root is the vendor's (MKL), which rounds one float32 root
/// in five and one float64 root in seventy to the wrong neighbour; where no such root shows in
/// these paths, nothing is allowed. Seen: 0.23 at most.
fn allowed(case: Case) -> f64 {
    match case {
        Case::Nesterov(_) | Case::AdaGrad(_) | Case::Adamax(_) | Case::RAdam(_) => 0.0,
        Case::RmsProp(RmsPropSettings { centred: true, .. }) => 0.0,
        _ => 0.5,
    }
}

/// Vector loop and remainder loop alike.
#[test]
fn every_step_is_pytorchs() {
    for (name, case) in cases() {
        let found = departures(name, case);
        assert!(found.iter().all(|found| *found <= allowed(case)), "{name}: {found:?}");
    }
    let all = paths();
    assert!(all.keys().all(|(own, _)| cases().iter().any(|(name, _)| name == own)));
}

/// Each of these is another convention, and the comparison above tells it from PyTorch's.
#[test]
fn a_neighbouring_convention_is_told_apart() {
    let of = |name: &str| cases().into_iter().find(|(own, _)| *own == name).expect("a case").1;
    let (Case::Nesterov(nesterov), Case::RmsProp(rmsprop)) =
        (of("nesterov-weight-decay"), of("rmsprop"))
    else {
        panic!("other cases")
    };
    let (Case::AdaGrad(adagrad), Case::AmsGrad(amsgrad)) = (of("adagrad-all"), of("amsgrad"))
    else {
        panic!("other cases")
    };
    let (Case::NAdam(nadam), Case::Adadelta(adadelta)) = (of("nadam"), of("adadelta")) else {
        panic!("other cases")
    };
    let (Case::Adamax(adamax), Case::RAdam(radam)) = (of("adamax-weight-decay"), of("radam"))
    else {
        panic!("other cases")
    };
    let inside = EpsilonPlace::InsideRoot;
    let neighbours = [
        (
            "nesterov-weight-decay",
            Case::Nesterov(NesterovSettings { weight_decay_form: DECOUPLED, ..nesterov }),
        ),
        (
            "nesterov-weight-decay",
            Case::Nesterov(NesterovSettings { rounding: Rounding::EachOperation, ..nesterov }),
        ),
        ("rmsprop", Case::RmsProp(RmsPropSettings { epsilon_place: inside, ..rmsprop })),
        ("rmsprop", Case::RmsProp(RmsPropSettings { smoothing: 0.9900001, ..rmsprop })),
        ("rmsprop-centred", Case::RmsProp(rmsprop)),
        ("adagrad-all", Case::AdaGrad(AdaGradSettings { learning_rate_decay: 0.0, ..adagrad })),
        ("adagrad-all", Case::AdaGrad(AdaGradSettings { initial_accumulator: 0.0, ..adagrad })),
        (
            "amsgrad",
            Case::AmsGrad(AmsGradSettings {
                maximum_of: MaximumOf::CorrectedSecondMoment,
                ..amsgrad
            }),
        ),
        ("amsgrad", Case::Adam(AdamSettings::pytorch(1e-3))),
        ("nadam", Case::NAdam(NAdamSettings { momentum_decay: 4.001e-3, ..nadam })),
        ("adadelta", Case::Adadelta(AdadeltaSettings { epsilon: 1.00001e-6, ..adadelta })),
        ("adamax-weight-decay", Case::Adamax(AdamaxSettings { epsilon: 0.0, ..adamax })),
        ("radam", Case::RAdam(RAdamSettings { beta2: 0.9990001, ..radam })),
    ];
    for (name, case) in neighbours {
        let [double, _] = departures(name, case);
        assert!(double > allowed(of(name)), "{case:?} reproduces {name}: {double}");
    }
}
