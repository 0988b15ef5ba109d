//! What the checks are made of, each part by itself: the functions must be the ones that are
//! spoken of, and the error bars no larger than they say.

use faer::mat;

use super::block::{adjoint_error, too_small, worse};
use super::differences::measure;
use super::remainder::{Sweep, line_slope};
use super::{Function, layers, networks, objectives, sample, tangent};
use crate::homework::{Assignment, Net, NetWork};
use crate::mnist::PIXELS;
use crate::nn::Activation;
use crate::nn::kernels::LitPixels;
use crate::objective::{Quadratic, StandardObjective};
use crate::tolerance;

const ROUNDING: f64 = tolerance::FORMULA_ROUNDINGS * f64::EPSILON;

/// A function of one number.
fn curve(value: fn(f64) -> f64, slope: f64, point: f64, noise: f64) -> Function<'static> {
    Function {
        name: "curve".to_owned(),
        columns: 0,
        point: vec![point],
        value: Box::new(move |x| value(x[0])),
        noise,
        signs: None,
        tangent: Box::new(move |v| slope * v[0]),
        gradient: vec![slope],
        single: Vec::new(),
        fused: None,
        coordinates: 1,
    }
}

fn net(layers: &str, activation: &str) -> Net {
    let document = format!(
        r#"
        name = "one"
        title = "One net"
        [[net]]
        part = "9z"
        title = "One net"
        activation = "{activation}"
        initialisation = "xavier-normal"
        batch = 2
        gradient_probe = [{layers}]
        "#
    );
    let assignment = Assignment::parse(&document, "one.toml").expect("valid");
    match &assignment.nets[0].work {
        NetWork::Probe(net) => net.clone(),
        NetWork::Sweep { .. } => unreachable!("a probe was written"),
    }
}

/// The blocks of a net on two images with one pixel in seven lit.
fn blocks(layers: &str, activation: &str) -> Vec<Function<'static>> {
    let pixel = |pixel: usize| if pixel.is_multiple_of(7) { 0.5 } else { 0.0 };
    let image = |label: u8| (label, (0..PIXELS).map(pixel).collect::<Vec<f32>>());
    let images = LitPixels::new(PIXELS, (0..2).map(image));
    networks::subject("9z", &net(layers, activation), &images, 3).1
}

fn every_function() -> Vec<Function<'static>> {
    let subjects = objectives::subjects(None).into_iter().chain(layers::subjects());
    let mut functions: Vec<Function<'static>> =
        subjects.flat_map(|(_, functions)| functions).collect();
    functions.extend(blocks("784, 3, 10", "relu"));
    functions
}

fn named(name: &str) -> Function<'static> {
    let found = every_function().into_iter().find(|function| function.name == name);
    found.unwrap_or_else(|| panic!("no function is called {name}"))
}

#[test]
fn every_gradient_is_as_long_as_its_point() {
    for function in every_function() {
        let size = function.point.len();
        assert_eq!(function.gradient.len(), size, "{}", function.name);
        assert!(function.single.iter().all(|single| single.len() == size), "{}", function.name);
    }
}

/// Half an ε of a value is what its last rounding alone may lose.
#[test]
fn noise_covers_the_rounding_of_every_value() {
    for function in every_function() {
        let value = (function.value)(&function.point).abs();
        let least = tolerance::VALUE_ROUNDINGS * f64::EPSILON * value;
        assert!(function.noise >= least, "{}: {} of {value}", function.name, function.noise);
    }
    // A sum of B·I·O products of numbers up to 1, and of B·O outputs up to 8.
    let magnitude =
        |name: &str| (named(name).noise / (tolerance::VALUE_ROUNDINGS * f64::EPSILON)).round();
    for part in ["input", "weight", "bias"] {
        assert_eq!(magnitude(part), 300.0, "{part}");
    }
    for activation in ["sigmoid", "relu", "identity"] {
        assert_eq!(magnitude(activation), 480.0, "{activation}");
    }
}

#[test]
fn points_lie_all_over_the_range_that_is_spoken_of() {
    let quarters = |name: &str, half: f64| {
        let point = named(name).point;
        assert!(point.iter().all(|x| x.abs() <= half), "{name}");
        for quarter in 0..4 {
            let from = half * (f64::from(quarter) / 2.0 - 1.0);
            let there = point.iter().filter(|x| (from..from + half / 2.0).contains(x)).count();
            assert!(20 * there >= point.len(), "{name}: {there} at {from}");
        }
    };
    for objective in ["rosenbrock", "quadratic", "beale", "himmelblau"] {
        quarters(objective, 4.0);
    }
    for activation in ["sigmoid", "relu", "identity"] {
        quarters(activation, 8.0);
    }
    quarters("logits", 4.0);
    for part in ["input", "weight", "bias"] {
        quarters(part, 1.0);
    }
}

/// The gradient of the cross-entropy is negative at the label alone.
#[test]
fn each_row_of_the_loss_has_a_label_of_its_own() {
    let gradient = named("logits").gradient;
    let labels: Vec<Vec<usize>> = gradient
        .chunks(10)
        .map(|row| (0..10).filter(|&class| row[class] < 0.0).collect())
        .collect();
    assert!(labels.iter().all(|row| row.len() == 1), "{labels:?}");
    let mut distinct = labels.concat();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), labels.len(), "{labels:?}");
}

#[test]
fn an_objective_that_is_not_known_is_checked_too() {
    let names = |objective: StandardObjective| -> Vec<String> {
        let subjects = objectives::subjects(Some(objective));
        subjects[0].1.iter().map(|function| function.name.clone()).collect()
    };
    let known =
        ["rosenbrock", "quadratic", "beale", "himmelblau", "booth", "rastrigin", "styblinski"];
    assert_eq!(names(StandardObjective::Rosenbrock(Default::default())), known);
    let other = StandardObjective::Quadratic(Quadratic { curvatures: [2.0, 3.0], ..bowl() });
    assert_eq!(names(other), [&known[..], &["assignment"]].concat());
}

/// ½(x² + y²).
fn bowl() -> Quadratic {
    Quadratic { curvatures: [1.0, 1.0], square: crate::arithmetic::Square::Product }
}

#[test]
fn the_blocks_of_a_net_are_named_by_row_and_column_and_know_every_kink() {
    let functions = blocks("784, 3, 4, 10", "relu");
    let columns: Vec<(&str, usize)> =
        functions.iter().map(|function| (function.name.as_str(), function.columns)).collect();
    assert_eq!(columns, [("W1", 784), ("b1", 0), ("W2", 3), ("b2", 0), ("W3", 4), ("b3", 0)]);
    // Two images, and the hidden units from there on; the logits have no kink.
    let units = [7, 7, 4, 4, 0, 0];
    for (function, units) in functions.iter().zip(units) {
        let signs = function.signs.as_ref().expect("a net with kinks");
        assert_eq!(signs(&function.point).len(), 2 * units, "{}", function.name);
    }
    assert!(blocks("784, 3, 10", "sigmoid").iter().all(|function| function.signs.is_none()));
    assert_eq!(layers::signs([-2.0, -0.0, 0.0, 3.0].iter()), [-1, 0, 0, 1]);
}

#[test]
fn large_nets_are_looked_at_in_fewer_places() {
    let counts = [23_860, 60_000, 120_000, 240_000, 574_080].map(networks::coordinates);
    assert_eq!(counts, [32, 32, 16, 8, 6]);
}

/// A straight line has no error but rounding, which is least at the largest steps: of f, and of
/// x ± h, ε·|x| times the slope.
#[test]
fn the_bar_of_a_straight_line_is_rounding_over_the_larger_step() {
    for (x, noise) in [(0.0, 1e-9), (8.0, 0.0), (8.0, 1e-14)] {
        let slope = measure(&curve(|x| 2.0 * x, 2.0, x, noise), 0).slope.expect("smooth");
        let expected = (1.1 * noise + f64::EPSILON * x * 2.0) * 64.0;
        assert!((slope.bar / expected - 1.0).abs() <= ROUNDING, "{slope:?}, not {expected}");
    }
}

/// (x+h)³ - (x-h)³ is 2h·(3x² + h²): a difference is off by h², and extrapolation leaves nothing.
#[test]
fn extrapolation_is_exact_for_a_cubic() {
    let slope = measure(&curve(|x| x * x * x, 3.0, 1.0, 0.0), 0).slope.expect("smooth");
    let step = 1.0 / 16384.0;
    let rounding = 3.0 * f64::EPSILON / step;
    assert!((slope.value - 3.0).abs() <= rounding, "{slope:?}");
    assert!(slope.bar >= step * step, "the bar is that of the difference alone: {slope:?}");
}

#[test]
fn a_remainder_that_is_nothing_has_no_order() {
    let flat = curve(|_| 0.0, 0.0, 0.0, 0.0);
    let order = |function: &Function, slope| Sweep::new(function, &[1.0]).order(slope);
    assert_eq!(order(&flat, 0.0), None);
    let parabola = order(&curve(|x| x * x, 0.0, 0.0, 0.0), 0.0).expect("loud");
    assert!((parabola - 2.0).abs() <= ROUNDING, "{parabola}");
    let wrong = order(&curve(|x| x * x, 0.0, 0.0, 0.0), 0.5).expect("loud");
    // log2 of h/2·(1 - 2h) bends by 2h/ln 2 at most, and the tail begins at 2⁻²⁷.
    assert!((wrong - 1.0).abs() <= 2.0_f64.powi(-25), "{wrong}");
}

#[test]
fn the_slope_of_points_is_that_of_least_squares() {
    assert_eq!(line_slope(&[(-3.0, 5.0), (-2.0, 7.0), (-1.0, 9.0)]), 2.0);
    // Worked out by hand: mean 2, (-1·0 + 0·0 + 1·3)/2.
    assert_eq!(line_slope(&[(1.0, 0.0), (2.0, 0.0), (3.0, 3.0)]), 1.5);
}

#[test]
fn an_adjoint_error_is_a_share_of_all_terms() {
    let mut function = curve(|x| x, 2.0, 0.0, 0.0);
    function.gradient = vec![2.0, -3.0];
    function.tangent = Box::new(|v| 2.0 * v[0] - 3.0 * v[1] + 6.5);
    assert_eq!(adjoint_error(&function, &[0.5, 4.0]), 0.5, "6.5 of |2·0.5| + |-3·4|");
    assert_eq!(adjoint_error(&function, &[0.5, -4.0]), 0.5);
}

#[test]
fn nan_is_the_worst_of_errors_and_too_small_a_margin() {
    assert_eq!((worse(1.0, 2.0), worse(2.0, 1.0)), (2.0, 2.0));
    assert!(worse(f64::NAN, 1.0).is_nan() && worse(1.0, f64::NAN).is_nan());
    let least = tolerance::LEAST_MARGIN;
    assert!(too_small(least).is_none() && too_small(f64::INFINITY).is_none());
    assert!(too_small(least.next_down()).is_some() && too_small(f64::NAN).is_some());
}

#[test]
fn half_of_the_coordinates_are_the_largest_and_the_rest_are_anywhere() {
    let mut hits = [0.0_f64; 4];
    for size in 100..500 {
        // Falling, so that the largest come first.
        let gradient: Vec<f64> = (0..size).map(|i| 1.0 / (1.0 + i as f64)).collect();
        for count in [1, 2, 9, 10] {
            let chosen = sample::coordinates(&gradient, count);
            let half = count.div_ceil(2);
            assert_eq!(chosen.len(), count);
            assert!(chosen.windows(2).all(|pair| pair[0] < pair[1]), "{chosen:?}");
            assert_eq!(chosen[..half], (0..half).collect::<Vec<_>>());
            // All others are equally likely.
            for place in &chosen[half..] {
                let quarter = 4 * (place - half) / (size - half);
                hits[quarter] += 1.0 / 400.0;
            }
        }
    }
    // 1 + 4 + 5 others in each size: 1000 a quarter, give or take 27.
    assert!(hits.iter().all(|hits| (*hits - 2.5).abs() < 0.3), "{hits:?}");
    assert_eq!(sample::coordinates(&[3.0, 2.0, 1.0], 3), [0, 1, 2]);
}

/// The first of the rest is as likely as any of them, however often it is asked.
#[test]
fn no_coordinate_is_preferred() {
    let sizes = 200..1000;
    let first = sizes.clone().filter(|&size| {
        let gradient: Vec<f64> = (0..size).map(|i| 1.0 / (1.0 + i as f64)).collect();
        sample::coordinates(&gradient, 20).contains(&10)
    });
    let (first, expected) = (first.count() as f64, sizes.map(|size| 10.0 / (size - 10) as f64));
    let expected: f64 = expected.sum();
    assert!((first - expected).abs() < 5.0 * expected.sqrt(), "{first} of {expected}");
}

#[test]
fn tangents_neither_overflow_nor_pass_a_kink() {
    let far = mat![[400.0, -400.0, 0.0]];
    let one = mat![[1.0, 1.0, 1.0]];
    let sigmoid = tangent::of_activation(Activation::Sigmoid, far.as_ref(), one.as_ref());
    let end = (-400.0_f64).exp();
    assert_eq!((sigmoid[(0, 0)], sigmoid[(0, 1)], sigmoid[(0, 2)]), (end, end, 0.25));
    let relu = tangent::of_activation(Activation::Relu, far.as_ref(), one.as_ref());
    assert_eq!((relu[(0, 0)], relu[(0, 1)], relu[(0, 2)]), (1.0, 0.0, 0.0));
    // p is (1, 0), so the loss of label 1 rises by the first motion and falls by the second.
    let logits = mat![[800.0, 0.0]];
    assert_eq!(tangent::of_loss(logits.as_ref(), &[1], mat![[5.0, 3.0]].as_ref()), 2.0);
}

/// The Hessian of a round bowl is a multiple of 1, so that Σ ⟨wₖ, ∇value(pₖ)⟩ is that multiple of
/// ⟨w, x⟩: no sign is lost.
#[test]
fn hessians_are_weighed_with_both_coordinates() {
    let subjects = objectives::subjects(Some(StandardObjective::Quadratic(bowl())));
    let function = subjects[1].1.last().expect("the bowl");
    let weights = sample::numbers(2, function.point.len());
    let product: f64 = weights.iter().zip(&function.point).map(|(w, x)| w * x).sum();
    let curvature = function.gradient[0] / weights[0];
    let error = (function.value)(&function.point) / curvature - product;
    let magnitude = 4.0 * function.point.len() as f64;
    assert!(error.abs() <= ROUNDING * magnitude, "{error}");
}
