//! One block's checks put together, and what they amount to.

use serde::Serialize;

use super::differences::{self, Measured, Slope};
use super::remainder::Sweep;
use super::{Function, sample};
use crate::tolerance;

/// Blocks that belong together, such as all layers of a net.
#[derive(Clone, Debug, Serialize)]
pub struct Subject {
    /// What was checked.
    pub name: String,
    /// Its parts.
    pub blocks: Vec<Block>,
}

/// What the checks of one block found. Errors of gradients are relative to the largest slope.
#[derive(Clone, Debug, Serialize)]
pub struct Block {
    /// Such as `W1`.
    pub name: String,
    /// How many numbers the block has.
    pub size: usize,
    /// How many of them were compared with differences one by one.
    pub checked: usize,
    /// How many met a kink of a ReLU at some step, which was then left out.
    pub kinks: usize,
    /// How many could not be compared, as every step met a kink.
    pub skipped: usize,
    /// The worst difference between gradient and slope.
    pub worst_error: f64,
    /// Where it is.
    pub worst_at: String,
    /// The order of the Taylor remainder; none if it is nothing but rounding.
    pub order: Option<f64>,
    /// |⟨w, Jv⟩ - ⟨v, Jᵀw⟩|, relative to Σ|vᵢ·(Jᵀw)ᵢ|.
    pub adjoint_error: f64,
    /// The worst difference of the fused step's gradient, in f64.
    pub fused_error: Option<f64>,
    /// The worst difference of any f32 gradient.
    pub single_error: f64,
    /// The largest slope, by differences.
    pub largest_slope: f64,
    /// The largest slope over the largest error bar: how small an error would have been seen.
    pub margin: f64,
    /// What it amounts to.
    pub verdict: Verdict,
    /// Why it is not passed.
    pub reasons: Vec<String>,
}

/// What the checks of one block amount to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Every check agrees, and would have noticed an error.
    Passed,
    /// Some check refuses the gradient.
    Wrong,
    /// The checks agree, but would have agreed with a wrong gradient as well.
    Vacuous,
}

/// What differences say about the coordinates that were looked at.
struct Evidence {
    slopes: Vec<(usize, Slope)>,
    sweep: Sweep,
    direction: Vec<f64>,
}

impl Evidence {
    /// The largest slope, by differences.
    fn largest(&self) -> f64 {
        self.slopes.iter().map(|(_, slope)| slope.value.abs()).fold(0.0, f64::max)
    }

    fn largest_bar(&self) -> f64 {
        self.slopes.iter().map(|(_, slope)| slope.bar).fold(0.0, f64::max)
    }

    /// The coordinate with the worst error, and that error.
    fn worst(&self, gradient: &[f64]) -> Option<(usize, f64)> {
        let errors = self.slopes.iter().map(|(i, slope)| (*i, (gradient[*i] - slope.value).abs()));
        // NaN is the worst of all.
        errors.max_by(|left, right| left.1.total_cmp(&right.1))
    }

    fn within_bars(&self, gradient: &[f64]) -> bool {
        self.slopes.iter().all(|(i, slope)| (gradient[*i] - slope.value).abs() <= slope.bar)
    }

    fn order(&self, gradient: &[f64]) -> Option<f64> {
        self.sweep.order(dot(gradient, &self.direction))
    }

    fn of_second_order(&self, gradient: &[f64]) -> bool {
        self.order(gradient).is_none_or(|order| order >= tolerance::LEAST_ORDER)
    }
}

/// Asks everything of one function's gradient.
pub fn check_function(function: &Function) -> Block {
    let gradient = &function.gradient;
    let chosen = sample::coordinates(gradient, function.coordinates);
    let measured: Vec<(usize, Measured)> =
        chosen.iter().map(|&i| (i, differences::measure(function, i))).collect();
    let direction = sample::numbers(41, function.point.len());
    let evidence = Evidence {
        slopes: measured.iter().filter_map(|(i, m)| Some((*i, m.slope?))).collect(),
        sweep: Sweep::new(function, &direction),
        direction,
    };
    let largest = evidence.largest();
    // Without a single slope, errors are shares of what is claimed.
    let scale = if evidence.slopes.is_empty() {
        distance(gradient, &vec![0.0; gradient.len()])
    } else {
        largest
    };
    let (at, worst) = evidence.worst(gradient).unwrap_or((0, f64::NAN));
    let adjoint_error = adjoint_error(function, &evidence.direction);
    let fused_error =
        function.fused.as_ref().map(|fused| relative(distance(fused, gradient), scale));
    let singles = function.single.iter().map(|single| relative(distance(single, gradient), scale));
    let mut block = Block {
        name: function.name.clone(),
        size: function.point.len(),
        checked: evidence.slopes.len(),
        kinks: measured.iter().filter(|(_, measured)| measured.kink).count(),
        skipped: measured.len() - evidence.slopes.len(),
        worst_error: relative(worst, scale),
        worst_at: function.place(at),
        order: evidence.order(gradient),
        adjoint_error,
        fused_error,
        single_error: singles.fold(0.0, worse),
        largest_slope: largest,
        margin: largest / evidence.largest_bar(),
        verdict: Verdict::Passed,
        reasons: Vec::new(),
    };
    // The gradients of the fused step and of f32 come last: where slopes are too small to be
    // seen in differences, they are lost in rounding too.
    let findings = [
        (Verdict::Wrong, refused(&block, &evidence, gradient)),
        (Verdict::Vacuous, blind(&block, &evidence, gradient)),
        (Verdict::Wrong, differs(&block)),
    ];
    if let Some((verdict, reasons)) = findings.into_iter().find(|(_, reasons)| !reasons.is_empty())
    {
        block.verdict = verdict;
        block.reasons = reasons;
    }
    block
}

/// What refuses the gradient.
fn refused(block: &Block, evidence: &Evidence, gradient: &[f64]) -> Vec<String> {
    let mut reasons = Vec::new();
    if !evidence.within_bars(gradient) {
        reasons.push(format!("differences refuse the slope at {}", block.worst_at));
    }
    if !evidence.of_second_order(gradient) {
        let order = block.order.unwrap_or(f64::NAN);
        reasons.push(format!("the Taylor remainder is of order {order:.2}, not 2"));
    }
    reasons.extend(beyond(block.adjoint_error, tolerance::ADJOINT, "the adjoint"));
    reasons
}

/// Which other computations of the gradient it is not.
fn differs(block: &Block) -> Vec<String> {
    let fused = block.fused_error.unwrap_or(0.0);
    let fused = beyond(fused, tolerance::FUSED_GRADIENT, "the fused step");
    fused.into_iter().chain(beyond(block.single_error, tolerance::SINGLE_GRADIENT, "f32")).collect()
}

/// Written so that NaN is beyond everything.
fn beyond(error: f64, most: f64, what: &str) -> Option<String> {
    let within = error <= most;
    (!within).then(|| format!("{what} is {error:.1e} off; {most:.0e} would be rounding"))
}

/// Why the checks could not have refused a wrong gradient.
fn blind(block: &Block, evidence: &Evidence, gradient: &[f64]) -> Vec<String> {
    let mut reasons = Vec::new();
    if evidence.slopes.is_empty() {
        return vec!["no coordinate could be compared".to_owned()];
    }
    if evidence.sweep.steps() == 0 {
        reasons.push("every step of the Taylor sweep meets a kink".to_owned());
    }
    for (factor, name) in [(0.0, "zero"), (-1.0, "the opposite sign"), (1.01, "one hundredth more")]
    {
        let altered: Vec<f64> = gradient.iter().map(|g| g * factor).collect();
        if evidence.within_bars(&altered) {
            reasons.push(format!("the differences would have accepted {name}"));
        }
        if evidence.of_second_order(&altered) {
            reasons.push(format!("the Taylor remainder would have accepted {name}"));
        }
    }
    reasons.extend(too_small(block.margin));
    reasons
}

/// Written so that NaN is too small.
pub(super) fn too_small(margin: f64) -> Option<String> {
    let enough = margin >= tolerance::LEAST_MARGIN;
    (!enough).then(|| format!("the largest slope is {margin:.1} error bars"))
}

pub(super) fn adjoint_error(function: &Function, direction: &[f64]) -> f64 {
    let gradient = &function.gradient;
    let size: f64 = gradient.iter().zip(direction).map(|(g, v)| (g * v).abs()).sum();
    relative(((function.tangent)(direction) - dot(gradient, direction)).abs(), size)
}

/// An error in units of `size`; none is none, whatever the size.
fn relative(error: f64, size: f64) -> f64 {
    if error == 0.0 { 0.0 } else { error / size }
}

fn dot(left: &[f64], right: &[f64]) -> f64 {
    left.iter().zip(right).map(|(a, b)| a * b).sum()
}

/// The largest difference; infinite if the lengths differ.
fn distance(left: &[f64], right: &[f64]) -> f64 {
    if left.len() != right.len() {
        return f64::INFINITY;
    }
    left.iter().zip(right).map(|(a, b)| (a - b).abs()).fold(0.0, worse)
}

/// The larger; NaN if either is.
pub(super) fn worse(left: f64, right: f64) -> f64 {
    if left.is_nan() {
        left
    } else if right.is_nan() {
        right
    } else {
        left.max(right)
    }
}
