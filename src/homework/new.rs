//! The files of a new homework: commented, and ready to run. They are `golden/template/`, which the
//! grading oracle holds to itself like any other homework.

use super::folder::{EXPERIMENTS, LEDGER, ROWS, VOCABULARY};
use super::what::What;
use super::{Catalogue, Homework};

const TEMPLATE: [(&str, &str); 5] = [
    (EXPERIMENTS, include_str!("../../golden/template/homework.toml")),
    (LEDGER, include_str!("../../golden/template/claims.csv")),
    (VOCABULARY, include_str!("../../golden/template/words.csv")),
    (ROWS, include_str!("../../golden/template/rows.csv")),
    ("report.md", include_str!("../../golden/template/report.md")),
];

/// Names and texts of the files of a new folder.
pub fn new_folder() -> Vec<(&'static str, String)> {
    TEMPLATE.iter().map(|(name, text)| (*name, (*text).to_owned())).collect()
}

impl Homework {
    /// The files of a folder for experiments that are a document alone: the document as it is, and
    /// a ledger that lists what a report would state, with nothing stated yet.
    pub fn folder_of(&self, document: &str) -> Vec<(&'static str, String)> {
        vec![(EXPERIMENTS, document.to_owned()), (LEDGER, blank_ledger(&self.catalogue))]
    }
}

/// A ledger with a row for every quantity that reports usually state.
pub(super) fn blank_ledger(catalogue: &Catalogue) -> String {
    let usual = |what: What| {
        matches!(
            what,
            What::Point
                | What::Value
                | What::BestAccuracy
                | What::Winner(_)
                | What::Ratio
                | What::GradientNorm(super::Layer::Input | super::Layer::Output)
        )
    };
    let mut text = "id,says,reported,check,place,expected,note\n".to_owned();
    for quantity in catalogue.iter() {
        let alone = quantity.id.what == What::Accuracy && quantity.id.of.name.is_empty();
        if usual(quantity.id.what) || alone {
            let id = quantity.id.to_string();
            let id = if id.contains(',') { format!("\"{id}\"") } else { id };
            text += &format!("{id},,,,,,\n");
        }
    }
    text
}
