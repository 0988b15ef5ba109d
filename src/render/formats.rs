//! What other programs read: graders' platforms, editors, continuous integration.
//!
//! | format | of | read by |
//! |---|---|---|
//! | [`gradescope`] | a report | Gradescope, `/autograder/results/results.json` |
//! | [`prairielearn`] | a report | PrairieLearn, `/grade/results/results.json` |
//! | [`junit`] | a report | Jenkins, GitLab and other servers of builds |
//! | [`sarif`] | a report | editors and code scanning, SARIF 2.1.0 |
//! | [`github`] | a report | GitHub's log of a workflow |
//! | [`table`] | a report | spreadsheets |
//! | [`canvas`] | a class | Canvas, its own gradebook with one column filled in |
//!
//! All are made from the same [`Finding`]s, so that none can say what another does not.

pub mod canvas;
mod finding;
pub mod github;
pub mod gradescope;
pub mod junit;
pub mod prairielearn;
pub mod sarif;
pub mod table;

pub use finding::{Finding, Findings, Worth};

/// What is made in place of a report's verdicts when the file could not be used.
#[derive(Clone, Copy, Debug)]
pub struct Unusable<'a> {
    /// The file, as the user gave it.
    pub origin: &'a str,
    /// Why.
    pub message: &'a str,
}
