//! A slope that is right, and one with a term missing: `cargo run --example check_gradient`.

use verigrad::check;

fn main() -> Result<(), check::CannotCheckGradient> {
    let swish = |x: &[f64]| x[0] / (1.0 + (-x[0]).exp());
    let sigmoid = |x: f64| 1.0 / (1.0 + (-x).exp());
    let right = move |x: &[f64]| vec![sigmoid(x[0]) * (1.0 + x[0] * (1.0 - sigmoid(x[0])))];
    let wrong = move |x: &[f64]| vec![sigmoid(x[0])];
    let points = [[0.5], [-3.0], [20.0]];
    let report = check::gradient(swish, right).at(points).named("swish").check()?;
    print!("{report}");
    report.assert();
    print!("{}", check::gradient(swish, wrong).at(points).named("a term short").check()?);
    Ok(())
}
