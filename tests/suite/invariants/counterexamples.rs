//! Published examples of rules that fail: properties 16 and 25.

use verigrad::tolerance;

use super::*;

/// Property 16: strongly convex, with curvatures 1 and 25, and yet the heavy ball with the
/// settings best for a quadratic of those curvatures never arrives (Lessard, Recht and
/// Packard 2016). Gradient descent does.
#[test]
fn the_heavy_ball_can_cycle_on_a_convex_function() {
    let slope = |x: f64| match x {
        x if x < 1.0 => 25.0 * x,
        x if x < 2.0 => x + 24.0,
        x => 25.0 * x - 24.0,
    };
    let run = |optimiser: Optimiser| {
        let mut rule = optimiser.start::<f64>(1);
        let mut parameter = [3.3];
        let mut points = Vec::new();
        for _ in 0..600 {
            let gradient = [slope(parameter[0])];
            rule.step(&mut parameter, &gradient);
            points.push(parameter[0]);
        }
        points
    };
    let points = run(momentum(1.0 / 9.0, 4.0 / 9.0, MomentumForm::RateOutside));
    let [.., before, x, y, z] = points[..] else { panic!("600 points") };
    assert!((z - before).abs() < tolerance::LIMIT && (z - x).abs() > 0.1, "{before} {x} {y} {z}");
    assert!([x, y, z].iter().all(|point| point.abs() > 0.1), "{x} {y} {z}");
    assert!(run(descent(1.0 / 25.0)).last().is_some_and(|point| point.abs() < tolerance::LIMIT));
}

/// Property 25 (Reddi, Kale and Kumar, arXiv 1904.09237): the gradient is 3 at every third step
/// and -1 otherwise, so that -1 is best in -1..1. With β₁ = 0, β₂ = 1/(1 + 3²) and a rate that
/// falls like 1/√t, Adam goes to +1: it divides the rare large gradient by its own size. Plain
/// descent with the same rates goes to -1.
#[test]
fn adam_can_go_to_the_worst_point() {
    let end = |optimiser: Optimiser| {
        let mut rule = optimiser.start::<f64>(1);
        let mut point = 0.0_f64;
        for time in 0..6000 {
            let gradient = if time % 3 == 0 { 3.0 } else { -1.0 };
            // What a step is does not depend on where it is taken, so that the rate of the rule
            // can stay 1 and the step be scaled.
            let mut step = [0.0];
            rule.step(&mut step, &[gradient]);
            let rate = 0.5 / f64::from(time + 1).sqrt();
            point = (point + rate * step[0]).clamp(-1.0, 1.0);
        }
        point
    };
    for bias_correction in [BiasCorrection::MomentsDivided, BiasCorrection::StepScaled] {
        let reddi =
            AdamSettings { beta1: 0.0, beta2: 0.1, bias_correction, ..AdamSettings::new(1.0) };
        assert!(end(Optimiser::Adam(reddi)) > 0.98);
        // With the usual memory of a thousand steps the large gradient is not forgotten.
        let usual = AdamSettings { beta2: 0.999, ..reddi };
        assert!(end(Optimiser::Adam(usual)) < -0.95);
    }
    assert!(end(descent(1.0)) < -0.95);
}
