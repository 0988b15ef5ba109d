use serde::Deserialize;

use super::part::{PartId, RunId};
use crate::objective::{GradientNoise, Point, StandardObjective};
use crate::optim::Optimiser;

/// Problem 1: one objective, a contour plot, and comparisons of optimisers on it.
#[derive(Clone, Debug, PartialEq)]
pub struct MinimisationProblem {
    /// What is minimised, in the notebook's arithmetic.
    pub objective: StandardObjective,
    /// The plot of its level lines.
    pub contour: Option<Contour>,
    /// One for each part of the homework that compares runs.
    pub comparisons: Vec<Comparison>,
    /// Whose digits a report has to print.
    pub arithmetic: OwnArithmetic,
    /// Lines of the notebook's own code: a report that shows all of them ran it.
    pub own_code: Vec<String>,
}

/// Whose arithmetic a report's numbers come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OwnArithmetic {
    /// The notebook's: everyone runs its code, and all digits have to be the re-run's.
    Exact,
    /// That of whatever the writer programmed: digits that the order of operations decides can be
    /// others, unless the report shows the notebook's own code.
    #[default]
    Any,
}

impl MinimisationProblem {
    /// Whether a report has to have the re-run's digits: the homework says so, or the report
    /// shows the notebook's own code. Blanks do not count.
    pub fn demands_its_digits(&self, report: &str) -> bool {
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let shown = || {
            let report = bare(report);
            !self.own_code.is_empty()
                && self.own_code.iter().all(|line| report.contains(&bare(line)))
        };
        self.arithmetic == OwnArithmetic::Exact || shown()
    }

    /// The parts in the document's order.
    pub fn parts(&self) -> impl Iterator<Item = &PartId> {
        let contour = self.contour.iter().map(|contour| &contour.part);
        contour.chain(self.comparisons.iter().map(|comparison| &comparison.part))
    }
}

/// Level lines of the objective over a rectangle.
#[derive(Clone, Debug, PartialEq)]
pub struct Contour {
    /// Part of the homework.
    pub part: PartId,
    /// Other names that headings have for it.
    pub headings: Vec<String>,
    /// Smallest and largest x.
    pub x: [f64; 2],
    /// Smallest and largest y.
    pub y: [f64; 2],
    /// Grid points along x and along y, the edges included.
    pub points: [usize; 2],
    /// The least and the greatest value that a line is drawn at, as the document has them.
    pub limits: [f64; 2],
    /// The values to draw lines at, ascending.
    pub levels: Vec<f64>,
}

/// Runs that a part of the homework shows side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Part of the homework.
    pub part: PartId,
    /// Other names that headings have for it.
    pub headings: Vec<String>,
    /// One line.
    pub title: String,
    /// Whether the paths are drawn over the contour plot.
    pub trajectories: bool,
    /// The runs in the document's order.
    pub runs: Vec<Minimisation>,
}

/// Everything about one run of an optimiser on an objective.
#[derive(Clone, Debug, PartialEq)]
pub struct Minimisation {
    /// Part and name, such as `1b.adam`: the stem of its measurements' names.
    pub id: RunId,
    /// What is minimised.
    pub objective: StandardObjective,
    /// The first point, or its first two coordinates.
    pub start: Point<f64>,
    /// Its further coordinates; empty in the plane.
    pub beyond: Vec<f64>,
    /// Noise on its gradients.
    pub noise: Option<GradientNoise>,
    /// How many updates.
    pub steps: usize,
    /// The rule with its settings.
    pub optimiser: Optimiser,
}

impl Minimisation {
    /// Whether both are the same computation, whatever they are called.
    pub fn same_run(&self, other: &Self) -> bool {
        self.objective == other.objective
            && self.start == other.start
            && self.beyond == other.beyond
            && self.noise == other.noise
            && self.steps == other.steps
            && self.optimiser == other.optimiser
    }

    /// Whether it runs in the plane on the gradients as they are.
    pub fn is_plain(&self) -> bool {
        self.beyond.is_empty() && self.noise.is_none()
    }

    /// How many coordinates a point has.
    pub fn dimensions(&self) -> usize {
        self.start.len() + self.beyond.len()
    }

    /// All coordinates of the first point.
    pub fn start_in_space(&self) -> Vec<f64> {
        self.start.iter().chain(&self.beyond).copied().collect()
    }

    /// A few words for a legend, such as `Adam, rate 1e-4`.
    pub fn label(&self) -> String {
        let rule = match self.optimiser {
            Optimiser::GradientDescent { .. } => "Gradient descent",
            Optimiser::Momentum(_) => "Momentum",
            Optimiser::Adam(_) => "Adam",
        };
        let noise = self.noise.map(|noise| format!(", noise {}", noise.deviation));
        let rate = self.optimiser.learning_rate();
        format!("{rule}, rate {rate:e}{}", noise.unwrap_or_default())
    }
}
