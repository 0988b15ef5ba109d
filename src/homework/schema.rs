//! The shape of an assignment's document.

use serde::Deserialize;
use toml::Spanned;

use super::document_data::DataDocument;
use super::document_nets::NetDocument;
use super::document_objective::{NoiseDocument, ObjectiveDocument};
use super::minimisation::OwnArithmetic;
use super::strict::{Pair, Table};
use crate::arithmetic::Square;
use crate::optim::{EpsilonPlace, MomentumForm};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) data: Option<Table<DataDocument>>,
    pub(super) problem1: Option<Table<Problem1>>,
    #[serde(default)]
    pub(super) net: Vec<Table<NetDocument>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Problem1 {
    pub(super) objective: Table<ObjectiveDocument>,
    #[serde(default)]
    pub(super) square: Square,
    #[serde(default)]
    pub(super) arithmetic: OwnArithmetic,
    pub(super) own_code: Option<Spanned<Vec<String>>>,
    pub(super) start: Spanned<Vec<f64>>,
    pub(super) noise: Option<Table<NoiseDocument>>,
    pub(super) steps: Spanned<usize>,
    pub(super) contour: Option<Table<ContourDocument>>,
    pub(super) comparison: Vec<Table<ComparisonDocument>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContourDocument {
    pub(super) part: Spanned<String>,
    #[serde(default)]
    pub(super) heading: Vec<String>,
    pub(super) x: Spanned<Pair<f64>>,
    pub(super) y: Spanned<Pair<f64>>,
    pub(super) points: Spanned<Pair<usize>>,
    pub(super) levels: Spanned<Table<LevelsDocument>>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LevelsDocument {
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) count: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ComparisonDocument {
    pub(super) part: Spanned<String>,
    #[serde(default)]
    pub(super) heading: Vec<String>,
    pub(super) title: String,
    #[serde(default)]
    pub(super) trajectories: bool,
    pub(super) runs: Spanned<Vec<Table<RunDocument>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RunDocument {
    pub(super) name: Spanned<String>,
    pub(super) rule: Spanned<String>,
    pub(super) learning_rate: Spanned<f64>,
    /// In place of the problem's.
    pub(super) start: Option<Spanned<Vec<f64>>>,
    pub(super) noise: Option<Table<NoiseDocument>>,
    pub(super) steps: Option<Spanned<usize>>,
    pub(super) decay: Option<Spanned<f64>>,
    pub(super) form: Option<Spanned<MomentumForm>>,
    pub(super) beta1: Option<Spanned<f64>>,
    pub(super) beta2: Option<Spanned<f64>>,
    pub(super) epsilon: Option<Spanned<f64>>,
    pub(super) epsilon_place: Option<Spanned<EpsilonPlace>>,
}
