//! The crate's own tests of optimisers and gradients, for anybody's optimiser and gradient.
//!
//! [`optimiser()`] finds out which convention a rule has (libraries that share a name do not share
//! an arithmetic), says who shares it, and holds the rule to every property of that convention:
//!
//! ```
//! use verigrad::check;
//!
//! let (mut velocity, rate, momentum) = (vec![], 0.1, 0.9);
//! let rule = move |parameters: &mut [f64], gradient: &[f64]| {
//!     velocity.resize(parameters.len(), 0.0);
//!     for ((x, v), g) in parameters.iter_mut().zip(&mut velocity).zip(gradient) {
//!         *v = momentum * *v + g;
//!         *x -= rate * *v;
//!     }
//! };
//! let report = check::optimiser(rule).learning_rate(0.1).momentum(0.9).check()?;
//! assert_eq!(
//!     report.identified.as_ref().unwrap().fitting[0].to_string(),
//!     "momentum, undampened, rate outside"
//! );
//! report.assert();
//! # Ok::<(), check::CannotCheck>(())
//! ```
//!
//! A difference of convention is no fault. A fault is a step that no known convention explains,
//! or a property of the convention (the one found, or the one that the author
//! [claims](optimiser::OptimiserCheck::claims)) that some draw contradicts. Every property says
//! how small a deviation it would have seen, and one that would have seen none is no success.
//!
//! Tolerances are nobody's guess: the convention is computed again with every operation off by a
//! random rounding of the rule's own number type (Monte Carlo arithmetic), and a step may be off
//! by a few times what that does to it.

mod bench;
mod candidate;
pub mod convention;
mod family;
mod gradient;
mod identify;
mod lines;
mod model;
mod noise;
pub mod optimiser;
mod process;
mod properties;
mod property;
mod report;
mod schedule;
mod sequence;
mod settings;
mod trial;

pub use candidate::{Candidate, MadeBy, Running, Stepping, made_by};
pub use gradient::{CannotCheckGradient, GradientCheck, GradientReport, gradient, layer};
pub use identify::{Departure, Identified};
pub use optimiser::{CannotCheck, OptimiserCheck, optimiser};
pub use process::{Process, ProcessError};
pub use property::Property;
pub use report::{Counterexample, Finding, Outcome, Report};
pub use schedule::{schedule, sum_and_mean};
pub use sequence::{Sequence, Shown};
pub use settings::Settings;
