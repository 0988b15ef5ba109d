//! The public door for gradients: P10 and what belongs to it.

use verigrad::check::{self, CannotCheckGradient};
use verigrad::gradcheck::Verdict;

type Scalar = fn(f64) -> f64;

/// One formula at arguments of ±200 too.
fn verdicts(value: Scalar, slope: Scalar) -> Result<Vec<Verdict>, CannotCheckGradient> {
    let points = [0.3, -1.2, 3.0, 200.0, -200.0].map(|x| [x]);
    let report = check::gradient(move |x| value(x[0]), move |x| vec![slope(x[0])]);
    Ok(report.at(points).check()?.blocks.iter().map(|block| block.verdict).collect())
}

/// ln(1 + eˣ), whose slope is the sigmoid.
fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

#[test]
fn a_right_slope_passes_wherever_it_can_be_seen() {
    let sigmoid =
        |x: f64| if x < 0.0 { x.exp() / (1.0 + x.exp()) } else { 1.0 / (1.0 + (-x).exp()) };
    let found = verdicts(softplus, sigmoid).expect("finite");
    // At -200 there is a value of 1e-87 and a slope of as much: all of it in sight.
    assert_eq!(found, [Verdict::Passed; 5]);
}

/// candle#1722, burn#1140, tinygrad#1113: eˣ/(1 + eˣ) overflows (from 710 on in f64, from 89 on
/// in f32, which stands here for it).
#[test]
fn a_sigmoid_that_overflows_is_found_far_out() {
    let overflowing = |x: f64| {
        let power = (x as f32).exp();
        f64::from(power / (1.0 + power))
    };
    let error = verdicts(softplus, overflowing).expect_err("NaN at 200");
    let said = error.to_string();
    assert!(said.contains("the gradient is not finite at point 3, [200.0]"), "{said}");
}

/// harvard-edge/cs249r_book#1399: the slope of GELU's approximation with a term missing.
#[test]
fn a_gelu_with_a_term_missing_is_found() {
    const ROOT: f64 = 0.797_884_560_802_865_4;
    let inner = |x: f64| ROOT * (x + 0.044715 * x.powi(3));
    let gelu = move |x: &[f64]| 0.5 * x[0] * (1.0 + inner(x[0]).tanh());
    let slope = move |x: f64, whole: bool| {
        let tanh = inner(x).tanh();
        let own = ROOT * (1.0 + if whole { 3.0 * 0.044715 * x * x } else { 0.0 });
        0.5 * (1.0 + tanh) + 0.5 * x * (1.0 - tanh * tanh) * own
    };
    let points = [[0.7], [-1.3], [2.0]];
    check::gradient(gelu, move |x| vec![slope(x[0], true)])
        .at(points)
        .check()
        .expect("finite")
        .assert();
    let wrong = check::gradient(gelu, move |x| vec![slope(x[0], false)]).at(points).check();
    let wrong = wrong.expect("finite");
    assert!(wrong.blocks.iter().all(|block| block.verdict == Verdict::Wrong), "{wrong}");
}

/// mlpack#2360: log-softmax without the softmax in its slope.
#[test]
fn a_layer_whose_adjoint_forgets_a_term_is_found() {
    let forward = |x: &[f64]| {
        let largest = x.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let total = x.iter().map(|x| (x - largest).exp()).sum::<f64>().ln() + largest;
        x.iter().map(|x| x - total).collect::<Vec<f64>>()
    };
    let backward = move |x: &[f64], w: &[f64]| {
        let sum: f64 = w.iter().sum();
        let log = forward(x);
        w.iter().zip(&log).map(|(w, log)| w - log.exp() * sum).collect::<Vec<f64>>()
    };
    let points = [vec![0.5, -1.0, 2.0], vec![-3.0, 0.0, 0.25]];
    check::layer(forward, backward).at(points.clone()).check().expect("finite").assert();
    let wrong = check::layer(forward, |_: &[f64], w: &[f64]| w.to_vec()).at(points).check();
    assert!(!wrong.expect("finite").is_right());
}

/// Kinks that are known are stepped around; those that are not are taken for errors.
#[test]
fn kinks_are_stepped_around() {
    let relu = |x: &[f64]| x.iter().map(|x| x.max(0.0) * (1.0 + x)).sum::<f64>();
    let slopes = |x: &[f64]| {
        x.iter().map(|&x| if x > 0.0 { 1.0 + 2.0 * x } else { 0.0 }).collect::<Vec<f64>>()
    };
    let point = [[0.5, 1.0 / 40_000.0]];
    let signs = |x: &[f64]| x.iter().map(|&x| i8::from(x > 0.0) - i8::from(x < 0.0)).collect();
    check::gradient(relu, slopes).at(point).kinks(signs).check().expect("finite").assert();
    assert!(!check::gradient(relu, slopes).at(point).check().expect("finite").is_right());
}

#[test]
fn a_tangent_that_disagrees_is_found() {
    let value = |x: &[f64]| x[0].sin() * x[1];
    let slopes = |x: &[f64]| vec![x[0].cos() * x[1], x[0].sin()];
    let tangent = |x: &[f64], v: &[f64]| x[0].cos() * x[1] * v[0] + x[0].sin() * v[1];
    let points = [[0.5, 2.0]];
    let check = || check::gradient(value, slopes).at(points);
    check().tangent(tangent).check().expect("finite").assert();
    let off = move |x: &[f64], v: &[f64]| tangent(x, v) + 1e-9 * v[0];
    let report = check().tangent(off).check().expect("finite");
    assert!(report.to_string().contains("the adjoint"), "{report}");
}

/// A slope below the noise of f is not seen, and not called right.
#[test]
fn a_check_that_sees_nothing_is_vacuous() {
    let value = |x: &[f64]| 1e6 + 1e-9 * x[0].sin();
    let report = check::gradient(value, |x| vec![1e-9 * x[0].cos()]).at([[0.5]]).check();
    let report = report.expect("finite");
    assert_eq!(report.blocks[0].verdict, Verdict::Vacuous, "{report}");
    assert!(!report.is_right());
    // The same slopes without the million are.
    let value = |x: &[f64]| 1e-9 * x[0].sin();
    let report = check::gradient(value, |x| vec![1e-9 * x[0].cos()]).at([[0.5]]).check();
    report.expect("finite").assert();
}

#[test]
fn what_cannot_be_checked_is_said() {
    let value = |x: &[f64]| x[0];
    let slopes = |_: &[f64]| vec![1.0];
    let none: [[f64; 1]; 0] = [];
    let at_none = check::gradient(value, slopes).at(none).check();
    assert_eq!(at_none.expect_err("no point"), CannotCheckGradient::NoPoints);
    let longer = check::gradient(value, |_| vec![1.0, 2.0]).at([[0.0]]).check();
    let said = longer.expect_err("two slopes of one number").to_string();
    assert_eq!(said, "at point 0 the gradient has 2 numbers; expected 1");
    let infinite = check::gradient(|x| 1.0 / x[0], slopes).at([[0.0]]).check();
    assert!(infinite.expect_err("1/0").to_string().starts_with("the function is not finite"));
}
