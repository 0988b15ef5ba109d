//! The Rosenbrock function at its minimum: property 40.

use verigrad::objective::{Objective, Rosenbrock, curvatures, distance_to_minimum};

use super::*;

/// Whether a rule that starts a millionth away from (1, 1) is still within a thousandth after
/// 20,000 steps.
fn stays(optimiser: Optimiser) -> bool {
    let rosenbrock = Rosenbrock::default();
    let mut rule = optimiser.start::<f64>(2);
    // Along the steepest direction, (-2, 1).
    let mut point = [1.0 - 2e-6, 1.0 + 1e-6];
    for _ in 0..20_000 {
        let gradient = rosenbrock.gradient(point);
        rule.step(&mut point, &gradient);
    }
    distance_to_minimum(&rosenbrock.minima(), point) < 1e-3
}

/// The largest curvature is 1001.6, so the thresholds are 2/1001.6 = 0.0019968 for descent and
/// 2·1.9/1001.6 = 0.0037939 for momentum at 0.9; a thousandth on either side decides.
#[test]
fn the_minimum_holds_rules_up_to_their_thresholds() {
    let [_, steepest] = curvatures(&Rosenbrock::default(), [1.0, 1.0]);
    assert_eq!(format!("{:.7} {:.7}", 2.0 / steepest, 3.8 / steepest), "0.0019968 0.0037939");
    assert!(stays(descent(0.0019968 * 0.999)) && !stays(descent(0.0019968 * 1.001)));
    let heavy = |rate| momentum(rate, 0.9, MomentumForm::RateOutside);
    assert!(stays(heavy(0.0037939 * 0.999)) && !stays(heavy(0.0037939 * 1.001)));
}
