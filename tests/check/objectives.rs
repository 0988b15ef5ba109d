//! Every objective's gradient through the public door, in the plane and beyond.

use verigrad::arithmetic::Square;
use verigrad::check;
use verigrad::objective::{
    Beale, Booth, Himmelblau, Labelled, Logistic, Quadratic, Rastrigin, Rosenbrock,
    StandardObjective, StyblinskiTang,
};

/// Points with three features, the last an intercept.
fn logistic() -> StandardObjective {
    let point = |(x, y, label)| Labelled { features: vec![x, y, 1.0], label };
    let points = [(1.5, -0.5, true), (0.25, 1.75, true), (-1.0, 0.5, false), (0.5, -2.0, false)];
    let regression = Logistic::new(points.map(point).to_vec(), 0.1, Square::Product);
    StandardObjective::Logistic(regression.expect("a ridge makes a minimum"))
}

fn all() -> Vec<(StandardObjective, Vec<usize>)> {
    let square = Square::Product;
    vec![
        (StandardObjective::Rosenbrock(Rosenbrock::default()), vec![2, 3, 10]),
        (StandardObjective::Quadratic(Quadratic { curvatures: [0.5, 30.0], square }), vec![2]),
        (StandardObjective::Beale(Beale { square }), vec![2]),
        (StandardObjective::Himmelblau(Himmelblau { square }), vec![2]),
        (StandardObjective::Booth(Booth { square }), vec![2]),
        (StandardObjective::Rastrigin(Rastrigin::default()), vec![2, 5]),
        (StandardObjective::StyblinskiTang(StyblinskiTang { square }), vec![2, 5]),
        (logistic(), vec![3]),
    ]
}

/// Somewhere in general position.
fn points(dimensions: usize) -> Vec<Vec<f64>> {
    let coordinate = |k: usize, i: usize| 1.3 * ((7 * k + 3 * i + 1) as f64).sin() + 0.11;
    (0..4).map(|k| (0..dimensions).map(|i| coordinate(k, i)).collect()).collect()
}

#[test]
fn every_gradient_is_right_and_a_wrong_one_is_noticed() {
    for (objective, dimensions) in all() {
        for count in dimensions {
            assert!(objective.has_dimensions(count) && !objective.has_dimensions(1));
            let value = |x: &[f64]| objective.value_in(x);
            let right = |x: &[f64]| objective.gradient_in(x);
            let report = check::gradient(value, right).at(points(count)).check().expect("finite");
            report.assert();
            // Two slopes exchanged.
            let wrong = |x: &[f64]| {
                let mut slopes = objective.gradient_in(x);
                slopes.swap(0, 1);
                slopes
            };
            let report = check::gradient(value, wrong).at(points(count)).check().expect("finite");
            assert!(!report.is_right(), "{objective:?} of {count}");
        }
    }
}

#[test]
fn minima_are_where_slopes_vanish_and_values_are_least() {
    for (objective, dimensions) in all() {
        for count in dimensions {
            for minimum in objective.minima_in(count) {
                assert_eq!(minimum.len(), count);
                let least = objective.value_in(&minimum);
                let slopes = objective.gradient_in(&minimum);
                assert!(slopes.iter().all(|slope| slope.abs() < 1e-12), "{objective:?} {slopes:?}");
                for index in 0..count {
                    for shift in [-0.01, 0.01] {
                        let mut beside = minimum.clone();
                        beside[index] += shift;
                        assert!(objective.value_in(&beside) > least, "{objective:?} of {count}");
                    }
                }
            }
        }
    }
}
