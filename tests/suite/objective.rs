//! Objectives against central differences, their known values, and each other's number types.

use finitediff::vec::{central_diff, central_jacobian};
use proptest::prelude::*;
use verigrad::arithmetic::{Arithmetic, Square};
use verigrad::interval::Interval;
use verigrad::objective::{
    Beale, Booth, Himmelblau, Objective, Point, Quadratic, Rastrigin, Rosenbrock,
    StandardObjective, StyblinskiTang, curvatures, distance_to_minimum,
};

use verigrad::tolerance::{CURVATURE, FORMULA_ROUNDINGS as ROUNDINGS, PUBLISHED};

use crate::magnitude::Magnitude;
use crate::strategies;

/// What a central difference with h = ε^⅓ (finitediff's step) can be off, in units of h²
/// times the function's magnitude M: M for the third Taylor coefficient, `ROUNDINGS`·ε·M/h =
/// `ROUNDINGS`·h²·M for the two values, and ε|x||f'|/h ≤ 8·h²·M for the rounding of x ± h,
/// no objective having a degree above 8.
fn difference_error(magnitude: f64) -> f64 {
    let step = f64::EPSILON.cbrt();
    (1.0 + ROUNDINGS + 8.0) * step * step * magnitude
}

fn all() -> [StandardObjective; 8] {
    let square = Square::CLibraryPow;
    [
        StandardObjective::Rosenbrock(Rosenbrock::default()),
        StandardObjective::Quadratic(Quadratic { curvatures: [0.5, 30.0], square }),
        StandardObjective::Beale(Beale { square }),
        StandardObjective::Himmelblau(Himmelblau { square }),
        StandardObjective::Booth(Booth { square }),
        StandardObjective::Rastrigin(Rastrigin::default()),
        StandardObjective::StyblinskiTang(StyblinskiTang { square }),
        StandardObjective::Logistic(strategies::logistic(0.1, square)),
    ]
}

/// How far `gradient` is from the central differences of the objective's value, as a
/// multiple of the error that differences have; above 1, it is wrong.
fn gradient_excess(objective: &StandardObjective, point: Point<f64>, gradient: Point<f64>) -> f64 {
    let value = |x: &Vec<f64>| Ok(objective.value([x[0], x[1]]));
    let differences = central_diff(&value)(&point.to_vec()).expect("the value never fails");
    let error = difference_error(objective.value(Magnitude::around(point)).0);
    let excess = |k: usize| (gradient[k] - differences[k]).abs() / error;
    excess(0).max(excess(1))
}

/// The same for a Hessian against the differences of the gradient.
fn hessian_excess(
    objective: &StandardObjective,
    point: Point<f64>,
    hessian: [Point<f64>; 2],
) -> f64 {
    let gradient = |x: &Vec<f64>| Ok(objective.gradient([x[0], x[1]]).to_vec());
    let differences = central_jacobian(&gradient)(&point.to_vec()).expect("it never fails");
    let magnitudes = objective.gradient(Magnitude::around(point)).map(|m| m.0);
    let entries = [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(row, column)| {
        let error = difference_error(magnitudes[row]);
        (hessian[row][column] - differences[row][column]).abs() / error
    });
    entries.into_iter().fold(0.0, f64::max)
}

proptest! {
    #![proptest_config(strategies::config())]

    #[test]
    fn gradients_are_the_slopes_of_values(
        objective in strategies::objective(),
        point in strategies::point(),
    ) {
        let excess = gradient_excess(&objective, point, objective.gradient(point));
        prop_assert!(excess <= 1.0, "{excess} times the admissible error");
    }

    #[test]
    fn hessians_are_the_slopes_of_gradients(
        objective in strategies::objective(),
        point in strategies::point(),
    ) {
        let hessian = objective.hessian(point);
        let excess = hessian_excess(&objective, point, hessian);
        prop_assert!(excess <= 1.0, "{excess} times the admissible error");
        prop_assert_eq!(hessian[0][1].to_bits(), hessian[1][0].to_bits());
    }

    /// At a minimum that is known exactly or rounded to f64.
    #[test]
    fn values_and_gradients_vanish_at_the_minima(objective in strategies::objective()) {
        for minimum in objective.minima() {
            let around = Magnitude::around(minimum);
            let value = objective.value(minimum) - objective.least();
            prop_assert!((0.0..=ROUNDINGS * f64::EPSILON * objective.value(around).0).contains(&value));
            for (slope, magnitude) in
                objective.gradient(minimum).into_iter().zip(objective.gradient(around))
            {
                prop_assert!(slope.abs() <= ROUNDINGS * f64::EPSILON * magnitude.0, "{}", slope);
            }
            let [low, high] = curvatures(&objective, minimum);
            prop_assert!(0.0 < low && low <= high, "{} {}", low, high);
            prop_assert_eq!(distance_to_minimum(&objective.minima(), minimum), 0.0);
        }
    }

    #[test]
    fn single_precision_follows_double(
        objective in strategies::objective(),
        point in strategies::point(),
    ) {
        let single = point.map(|coordinate| coordinate as f32);
        let point = single.map(f64::from);
        let admissible = |magnitude: Magnitude| ROUNDINGS * f64::from(f32::EPSILON) * magnitude.0;
        let around = Magnitude::around(point);
        let value = f64::from(objective.value(single)) - objective.value(point);
        prop_assert!(value.abs() <= admissible(objective.value(around)), "value {}", value);
        let (narrow, wide) = (objective.gradient(single), objective.gradient(point));
        let magnitudes = objective.gradient(around);
        for k in 0..2 {
            let difference = f64::from(narrow[k]) - wide[k];
            prop_assert!(difference.abs() <= admissible(magnitudes[k]), "slope {}", difference);
        }
    }

    /// Any point of a box, and the box itself.
    #[test]
    fn intervals_contain_every_value(
        objective in strategies::objective(),
        corner in strategies::point(),
        other in strategies::point(),
        within in [0.0..=1.0_f64, 0.0..=1.0],
    ) {
        let interval = |k: usize| Interval::new(corner[k], other[k]).expect("no NaN");
        let region = [interval(0), interval(1)];
        let inside = [0, 1].map(|k| {
            let (low, high): (f64, f64) = (region[k].low(), region[k].high());
            (low + (high - low) * within[k]).clamp(low, high)
        });
        for point in [inside, corner] {
            let (value, values) = (objective.value(point), objective.value(region));
            prop_assert!(values.contains(value), "{} outside {:?}", value, values);
            let (gradient, gradients) = (objective.gradient(point), objective.gradient(region));
            let (hessian, hessians) = (objective.hessian(point), objective.hessian(region));
            for k in 0..2 {
                prop_assert!(gradients[k].contains(gradient[k]));
                prop_assert!((0..2).all(|l| hessians[k][l].contains(hessian[k][l])));
            }
        }
    }
}

/// The tolerance must leave room for a verdict: each of these is a gradient that somebody
/// could write, and the check refuses it at every point.
#[test]
fn wrong_gradients_are_refused() {
    for objective in all() {
        for point in [[-4.0, -1.9], [0.7, 1.3], [2.5, -0.5]] {
            let [x, y] = objective.gradient(point);
            assert!(gradient_excess(&objective, point, [x, y]) <= 1.0);
            let wrong = [[-x, y], [x, -y], [0.0, 0.0], [y, x], [x * 1.001, y], [x, y * 0.999]];
            for gradient in wrong {
                let excess = gradient_excess(&objective, point, gradient);
                assert!(excess > 10.0, "{objective:?} at {point:?}: {gradient:?} {excess}");
            }
        }
    }
}

#[test]
fn wrong_hessians_are_refused() {
    for objective in all() {
        let point = [-1.7, 2.2];
        let [[xx, xy], [_, yy]] = objective.hessian(point);
        let wrong = [
            [[-xx, xy], [xy, yy]],
            [[xx * 1.001, xy], [xy, yy]],
            [[xx, xy + 0.01], [xy + 0.01, yy]],
            [[xx, xy], [xy, yy * 0.999]],
            [[0.0; 2]; 2],
        ];
        for hessian in wrong {
            let excess = hessian_excess(&objective, point, hessian);
            assert!(excess > 10.0, "{objective:?}: {hessian:?} {excess}");
        }
    }
}

/// Values of Moré, Garbow and Hillstrom 1981, problems 1 and 5, and others by hand.
#[test]
fn published_values() {
    let near = |value: f64, published: f64| (value - published).abs() <= PUBLISHED * published;
    let rosenbrock = Rosenbrock::default();
    assert!(near(rosenbrock.value([-1.2, 1.0]), 24.2));
    assert_eq!(rosenbrock.value([-4.0, -2.0]), 32_425.0);
    assert_eq!(rosenbrock.gradient([-4.0, -2.0]), [-28_810.0, -3_600.0]);
    let square = Square::default();
    assert_eq!(Beale { square }.value([1.0, 1.0]), 14.203_125);
    assert_eq!(Himmelblau { square }.value([0.0, 0.0]), 170.0);
    assert_eq!(Quadratic { curvatures: [2.0, 8.0], square }.value([3.0, 0.5]), 10.0);
}

#[test]
fn curvatures_of_the_valleys_end() {
    let [low, high] = curvatures(&Rosenbrock::default(), [1.0, 1.0]);
    // The Hessian is [[802, -400], [-400, 200]]: trace 1002, determinant 400.
    let root = (1002.0_f64 * 1002.0 - 1600.0).sqrt();
    assert!((high - (1002.0 + root) / 2.0).abs() <= CURVATURE * high, "{high}");
    assert!((low - 800.0 / (1002.0 + root)).abs() <= CURVATURE * high, "{low}");
    assert_eq!(format!("{low:.4} {high:.1}"), "0.3994 1001.6");
}

#[test]
fn each_objective_has_its_known_number_of_minima() {
    assert_eq!(all().map(|objective| objective.minima().len()), [1, 1, 1, 4, 1, 1, 1, 1]);
}

#[test]
fn distance_is_to_the_nearest_minimum() {
    let minima = [[0.0, 0.0], [10.0, 0.0]];
    assert_eq!(distance_to_minimum(&minima, [3.0, 4.0]), 5.0);
    assert_eq!(distance_to_minimum(&minima, [10.0, 2.0]), 2.0);
    assert!(distance_to_minimum(&minima, [f64::NAN, 0.0]).is_nan());
    assert_eq!(distance_to_minimum(&minima, [1e200, 0.0]), f64::INFINITY);
}

/// An interval's square is not its product with itself, which may be negative.
#[test]
fn interval_squares_are_not_negative() {
    let straddling = Interval::new(-1.0, 2.0).expect("no NaN");
    let square = straddling.square(Square::Product);
    assert_eq!((square.low(), square.high()), (0.0, 4.0_f64.next_up()));
    assert!((straddling * straddling).low() < -1.0);
}

/// The exact results lie strictly beyond the rounded ones, which `contains` of computed
/// values cannot notice: rounding is monotone.
#[test]
fn intervals_round_outwards() {
    let exactly = <Interval as Arithmetic>::constant;
    let (one, tiny) = (exactly(1.0), exactly(1e-20));
    assert!((one + tiny).high() > 1.0 && (one - tiny).low() < 1.0);
    let (above, below) = (1.0 + f64::EPSILON, 1.0 - f64::EPSILON);
    assert!((exactly(above) * exactly(above)).high() > above * above);
    assert!((exactly(above) * exactly(below)).low() < 1.0);
    let square = exactly(above).square(Square::Product);
    assert!(square.low() < above * above && above * above < square.high());
}
