//! What a number of a report can be: the quantities of the homework as a reader sees them.

use crate::homework::{Axis, Layer, Method, PartId, QuantityId, RunId};
use crate::nn::Activation;

use crate::read::lexing::facet::SpokenKind;

/// A quantity with everything that words can say about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Its name; of a coordinate the point's.
    pub id: QuantityId,
    /// What kind of number it is.
    pub kind: SpokenKind,
    /// Its part.
    pub part: PartId,
    /// The update rule.
    pub method: Option<Method>,
    /// The learning rate.
    pub rate: Option<f64>,
    /// Units of the hidden layer, of nets that have one such layer.
    pub hidden: Option<usize>,
    /// Whether it has several hidden layers that get narrower.
    pub tapered: bool,
    /// λ, where trainings of the part differ in it.
    pub weight_decay: Option<f64>,
    /// The share of the velocity that is kept, where trainings of the part differ in it.
    pub momentum: Option<f64>,
    /// After which epoch, and how many there are.
    pub epoch: Option<(usize, usize)>,
    /// Below which distance.
    pub threshold: Option<f64>,
    /// Of which layer.
    pub layer: Option<Layer>,
    /// What the hidden layers do, of probed nets.
    pub activation: Option<Activation>,
    /// Which coordinate.
    pub coordinate: Option<Axis>,
    /// Images that an accuracy is of.
    pub of: u32,
    /// The least and the largest value that a re-run has; equal for an exact one. Accuracies are
    /// counts of right images. Infinite where there are no re-runs.
    pub range: (f64, f64),
    /// Whether each re-run has the same value.
    pub exact: bool,
    /// Whether it is the final accuracy of a sweep's usual winner.
    pub best: bool,
    /// Equal for targets of runs with the same settings: what fits one fits the other.
    pub same: usize,
}

impl Target {
    /// Whether it is an accuracy after the last epoch.
    pub fn is_final(&self) -> bool {
        self.epoch.is_some_and(|(epoch, last)| epoch == last)
    }
}

/// All that the numbers of a homework can be, and the values that its settings have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Targets {
    /// The quantities.
    pub all: Vec<Target>,
    /// The parts, in the homework's order.
    pub parts: Vec<PartId>,
    /// Learning rates.
    pub rates: Vec<f64>,
    /// Thresholds of distances.
    pub thresholds: Vec<f64>,
    /// Hidden units.
    pub hidden: Vec<usize>,
    /// Weight decays.
    pub weight_decays: Vec<f64>,
    /// Coefficients of momentum and the like, β₁ and β₂ among them.
    pub coefficients: Vec<f64>,
    /// The numbers of epochs that there are.
    pub epochs: Vec<usize>,
    /// How many steps the runs take.
    pub steps: Vec<f64>,
    /// Sizes: images, steps, parameters, grid points.
    pub sizes: Vec<f64>,
    /// What runs begin with: the objective, the gradient, the first steps and the distance there.
    pub starts: Vec<f64>,
    /// For each sweep its final accuracies in the assignment's order, as indices into `all`; for
    /// each probe its input and output norms.
    pub sweeps: Vec<(PartId, Vec<usize>)>,
}

/// Nothing has been run.
#[derive(Clone, Copy, Debug, Default)]
pub struct NothingKnown;

/// What the re-run and the re-runs under other seeds say about a quantity.
pub trait Truths {
    /// The least and the largest value, in the quantity's own unit: accuracies are shares.
    fn range(&self, id: &QuantityId) -> Option<(f64, f64)>;

    /// The training that is the best of a part's sweep most often; `None` without re-runs.
    fn winner(&self, _part: &PartId) -> Option<RunId> {
        None
    }
}

impl Truths for NothingKnown {
    fn range(&self, _: &QuantityId) -> Option<(f64, f64)> {
        None
    }
}
