//! Which parts of the homework are in force: their names, headings and sections.

pub(super) mod part_forms;
pub(super) mod part_headings;
pub(super) mod part_scanner;
pub mod parts;
pub(super) mod sections;
