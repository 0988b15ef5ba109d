//! The objectives' gradients and Hessians, at several points at once.

use super::{Dual, Function, sample};
use crate::arithmetic::{Arithmetic, Square};
use crate::objective::{
    Beale, Booth, Himmelblau, Objective, Point, Quadratic, Rastrigin, Rosenbrock,
    StandardObjective, StyblinskiTang,
};
use crate::tolerance;

/// How many points each objective is checked at.
const POINTS: usize = 12;

pub(super) fn subjects(
    of_the_assignment: Option<StandardObjective>,
) -> Vec<(String, Vec<Function<'static>>)> {
    let square = Square::Product;
    let mut objectives = vec![
        ("rosenbrock", StandardObjective::Rosenbrock(Rosenbrock::default())),
        ("quadratic", StandardObjective::Quadratic(Quadratic { curvatures: [0.5, 30.0], square })),
        ("beale", StandardObjective::Beale(Beale { square })),
        ("himmelblau", StandardObjective::Himmelblau(Himmelblau { square })),
        ("booth", StandardObjective::Booth(Booth { square })),
        ("rastrigin", StandardObjective::Rastrigin(Rastrigin::default())),
        ("styblinski", StandardObjective::StyblinskiTang(StyblinskiTang { square })),
    ];
    if let Some(objective) = of_the_assignment
        && objective.has_dimensions(2)
        && objectives.iter().all(|(_, known)| *known != objective)
    {
        objectives.push(("assignment", objective));
    }
    let each = |make: fn(&str, StandardObjective) -> Function<'static>| {
        objectives.iter().map(|(name, objective)| make(name, objective.clone())).collect()
    };
    vec![
        (format!("gradients of the objectives, {POINTS} points each"), each(gradient)),
        (format!("Hessians of the objectives, {POINTS} points each"), each(hessian)),
    ]
}

/// f = Σ wₖ·value(pₖ); its gradient is wₖ·∇value(pₖ).
fn gradient(name: &str, objective: StandardObjective) -> Function<'static> {
    let weights = sample::numbers(1, POINTS);
    let value = {
        let (weights, objective) = (weights.clone(), objective.clone());
        move |x: &[f64]| {
            weights.iter().zip(points(x)).map(|(w, point)| w * objective.value(point)).sum()
        }
    };
    let by_hand = |x: &[f64]| {
        let terms = weights.iter().zip(points(x));
        terms.flat_map(|(w, point)| objective.gradient(point).map(|slope| w * slope)).collect()
    };
    let single = |x: &[f64]| -> Vec<f64> {
        let slopes = |point: Point<f64>| objective.gradient(point.map(|x| x as f32)).map(f64::from);
        let terms = weights.iter().zip(points(x));
        terms.flat_map(|(w, point)| slopes(point).map(|slope| w * slope)).collect()
    };
    let x = start();
    let (gradient, single) = (by_hand(&x), single(&x));
    let magnitude = points(&x).map(|point| objective.value(point).abs()).sum();
    let along = {
        let (x, weights) = (x.clone(), weights.clone());
        move |v: &[f64]| {
            let term = |(w, point): (&f64, Point<Dual>)| w * objective.value(point).slope;
            weights.iter().zip(duals(&x, v)).map(term).sum()
        }
    };
    function(name, x, magnitude, Box::new(value), Box::new(along), gradient, single)
}

/// f = Σ ⟨wₖ, ∇value(pₖ)⟩; its gradient is H(pₖ)·wₖ, the Hessian being symmetric.
fn hessian(name: &str, objective: StandardObjective) -> Function<'static> {
    let weights = sample::numbers(2, 2 * POINTS);
    let value = {
        let (weights, objective) = (weights.clone(), objective.clone());
        move |x: &[f64]| {
            let term = |(w, point)| dot(w, objective.gradient(point));
            points(&weights).zip(points(x)).map(term).sum()
        }
    };
    let x = start();
    let gradient = points(&weights)
        .zip(points(&x))
        .flat_map(|(w, point)| objective.hessian(point).map(|row| dot(w, row)))
        .collect();
    let single = points(&weights)
        .zip(points(&x))
        .flat_map(|(w, point)| {
            let rows = objective.hessian(point.map(|x| x as f32));
            rows.map(|row| dot(w, row.map(f64::from)))
        })
        .collect();
    let magnitude = points(&x).flat_map(|point| objective.gradient(point)).map(f64::abs).sum();
    let along = {
        let x = x.clone();
        move |v: &[f64]| {
            let term = |(w, point): (Point<f64>, Point<Dual>)| {
                dot(w, objective.gradient(point).map(|slope| slope.slope))
            };
            points(&weights).zip(duals(&x, v)).map(term).sum()
        }
    };
    function(name, x, magnitude, Box::new(value), Box::new(along), gradient, single)
}

fn function(
    name: &str,
    point: Vec<f64>,
    magnitude: f64,
    value: super::function::Value<'static>,
    tangent: super::function::Value<'static>,
    gradient: Vec<f64>,
    single: Vec<f64>,
) -> Function<'static> {
    Function {
        name: name.to_owned(),
        columns: 2,
        coordinates: point.len(),
        point,
        value,
        noise: tolerance::VALUE_ROUNDINGS * f64::EPSILON * magnitude,
        signs: None,
        tangent,
        gradient,
        single: vec![single],
        fused: None,
    }
}

/// In a square of side 8 around the origin.
fn start() -> Vec<f64> {
    sample::numbers(3, 2 * POINTS).into_iter().map(|x| 4.0 * x).collect()
}

fn points(x: &[f64]) -> impl Iterator<Item = Point<f64>> {
    x.chunks_exact(2).map(|pair| [pair[0], pair[1]])
}

fn duals(x: &[f64], v: &[f64]) -> impl Iterator<Item = Point<Dual>> {
    let number = |x: f64, v: f64| Dual { slope: v, ..Dual::constant(x) };
    points(x).zip(points(v)).map(move |(x, v)| [number(x[0], v[0]), number(x[1], v[1])])
}

fn dot(left: Point<f64>, right: Point<f64>) -> f64 {
    left[0] * right[0] + left[1] * right[1]
}
