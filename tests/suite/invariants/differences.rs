//! The schemes that gradients are checked with: property 29.

use finitediff::vec::{central_diff, forward_diff};
use verigrad::arithmetic::Arithmetic;
use verigrad::gradcheck::Dual;

use super::*;

/// exp(x)·sin(x) at 1.3, the classical example (Squire and Trapp 1998), with the errors that
/// the steps are known for: √ε forward, ε^⅔ central, rounding for forward differentiation.
#[test]
fn each_scheme_has_its_known_error() {
    let x = 1.3_f64;
    let slope = x.exp() * (x.sin() + x.cos());
    let value = |x: &Vec<f64>| Ok(x[0].exp() * x[0].sin());
    let error = |found: f64| (found / slope - 1.0).abs();
    let forward = forward_diff(&value)(&vec![x]).expect("a value")[0];
    assert!((1e-10..1e-7).contains(&error(forward)), "{:e}", error(forward));
    let central = central_diff(&value)(&vec![x]).expect("a value")[0];
    assert!((1e-13..1e-9).contains(&error(central)), "{:e}", error(central));
}

proptest! {
    #![proptest_config(strategies::config())]

    /// Forward differentiation of x³y - 2(y² - x): no error but rounding, which is why it stands
    /// in for the complex step.
    #[test]
    fn dual_numbers_have_the_slopes_of_polynomials(
        [x, y] in strategies::point(),
        [along_x, along_y] in strategies::point(),
        square in strategies::square(),
    ) {
        let number = |value, slope| Dual { value, slope };
        let (dx, dy) = (number(x, along_x), number(y, along_y));
        let found = dx * dx * dx * dy - Dual::constant(2.0) * (dy.square(square) + -dx);
        let value = x * x * x * y - 2.0 * (y * y - x);
        let slope = (3.0 * x * x * y + 2.0) * along_x + (x * x * x - 4.0 * y) * along_y;
        let rounding = 16.0 * f64::EPSILON * 5.0_f64.powi(5);
        prop_assert!((found.value - value).abs() <= rounding);
        prop_assert!((found.slope - slope).abs() <= rounding, "{} {}", found.slope, slope);
    }
}
