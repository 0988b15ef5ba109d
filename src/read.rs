//! Reading a report: every number of it with what it is, by unification of what the words say
//! with what the homework can say.
//!
//! ```text
//! source -> blocks -> units (words, numbers) -> mentions (facets) -> candidates -> claims
//! ```
//!
//! The reader knows no homework: what a number can be comes from the catalogue.
//!
//! | room | pass |
//! |---|---|
//! | [`submission`], [`source`], [`code`] | a file as text, text as blocks, code as settings |
//! | [`language`], [`lexing`] | words of the vocabulary; units with their numbers, each with its role |
//! | [`outline`], [`layout`] | parts in force; every number in its place |
//! | [`hearing`] | what speaks for a number |
//! | [`meaning`] | what it can be, what that costs, what it is |
//! | [`accusing`] | when a number that fits nothing is false |
//! | [`claiming`] | claims, winners, statements; why the rest is open |

pub mod accusing;
mod assemble;
pub mod claiming;
pub mod code;
pub mod hearing;
pub mod language;
pub mod layout;
pub mod lexing;
pub mod meaning;
mod nothing;
pub mod outline;
pub mod reader;
pub mod report;
pub mod source;
pub mod submission;

pub use claiming::explain::{Explained, Likely, Meaning, Said, explain};
pub use code::Difference;
pub use language::words::Words;
pub use layout::places::{Mention as PlacedMention, Mentions};
pub use meaning::target::NothingKnown;
pub use meaning::truths::Measured;
pub use reader::{Passes, Reader};
pub use report::{Account, Accounted, OwnSettings, Report, own_settings};
pub use submission::{Document, PageBox, Place, Submission, open, read};
