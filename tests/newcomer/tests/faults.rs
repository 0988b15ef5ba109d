//! A fault of each kind that optimisers in the field have had, planted in `MyAdam` and what is
//! around it: found with what docs/optimisers.md says, and by the property that speaks of it.
//! Momentum's and PyTorch's own ones are in verigrad's tests/check/faults.rs.

use newcomer::{Fault, MyAdam, cosine, sigmoid, softplus};
use verigrad::check::convention::{Rule, WeightDecay};
use verigrad::check::{self, Property, Report};
use verigrad::optim::Schedule;

fn checked(fault: Fault, weight_decay: f64, amsgrad: bool) -> Report {
    let mut adam = MyAdam { fault, weight_decay, amsgrad, ..MyAdam::new(0.01) };
    let rule = move |x: &mut [f64], g: &[f64]| adam.step(x, g);
    let mut check = check::optimiser(rule).learning_rate(0.01);
    if weight_decay > 0.0 {
        check = check.weight_decay(weight_decay).claims_decay(WeightDecay::Decoupled);
    }
    check.claims(if amsgrad { Rule::AMSGRAD } else { Rule::ADAM }).check().unwrap()
}

#[test]
fn every_planted_fault_is_found_and_nothing_without_it() {
    for (fault, weight_decay, amsgrad, property) in [
        (Fault::DecayOfAnotherVariable, 0.1, false, Property::DecoupledDecayAlone),
        (Fault::DecayByAConstant, 0.1, false, Property::DecoupledDecayAlone),
        (Fault::DecayAfterTheStep, 0.1, false, Property::DecoupledDecayAdds),
        (Fault::NoBiasCorrection, 0.0, false, Property::ConstantGradient),
        (Fault::EpsilonInTheRoot, 0.0, false, Property::EpsilonPlace),
        (Fault::NoMaximum, 0.0, true, Property::LargestStays),
    ] {
        checked(Fault::Nothing, weight_decay, amsgrad).assert();
        let report = checked(fault, weight_decay, amsgrad);
        assert!(report.failed().contains(&property), "{fault:?}\n{report}");
        assert!(report.finding(property).unwrap().counterexample.is_some(), "{fault:?}\n{report}");
    }
}

#[test]
fn another_path_that_goes_elsewhere_is_found() {
    for fault in [Fault::Nothing, Fault::EpsilonInTheRoot] {
        let [mut one, mut other] =
            [Fault::Nothing, fault].map(|fault| MyAdam { fault, ..MyAdam::new(0.01) });
        let rule = move |x: &mut [f64], g: &[f64]| one.step(x, g);
        let fused = move |x: &mut [f64], g: &[f64]| other.step(x, g);
        let report = check::optimiser(rule).learning_rate(0.01).path("fused", fused);
        let failed = report.check().unwrap().failed();
        assert_eq!(failed.contains(&Property::PathsAgree), fault != Fault::Nothing);
    }
}

#[test]
fn schedules_gradients_and_sums() {
    let published = Schedule::Cosine { initial: 0.1, last: 0.0, steps: 10 };
    check::schedule(|step| cosine(step, 10, false), published).assert();
    assert!(!check::schedule(|step| cosine(step, 10, true), published).is_sound());

    let points = [[0.3], [-1.2], [200.0], [-200.0]];
    let gradient = |overflows| {
        let check = check::gradient(|x| softplus(x[0]), move |x| vec![sigmoid(x[0], overflows)]);
        check.at(points).check()
    };
    gradient(false).unwrap().assert();
    assert!(gradient(true).unwrap_err().to_string().contains("not finite"));

    let sum = |losses: &[f64]| losses.iter().sum::<f64>();
    let mean = |losses: &[f64]| losses.iter().sum::<f64>() / losses.len() as f64;
    check::sum_and_mean(sum, mean).assert();
    assert!(!check::sum_and_mean(mean, mean).is_sound());
}
