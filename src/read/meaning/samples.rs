//! The built-in homework's targets, for tests.

use std::sync::LazyLock;

use crate::ensemble::Stored;
use crate::homework::Homework;
use crate::measure::measure;
use crate::mnist;

use crate::read::meaning::target::Targets;
use crate::read::meaning::truths::Measured;

/// Made once: the runs on the function take a moment.
pub(in crate::read) static HOMEWORK: LazyLock<Homework> =
    LazyLock::new(|| Homework::built_in().expect("the built-in homework"));

pub(in crate::read) static TARGETS: LazyLock<Targets> = LazyLock::new(|| {
    let parts = HOMEWORK.assignment.parts();
    let measurements = measure(&HOMEWORK.assignment, &parts, &|_| {});
    let nets = &HOMEWORK.assignment.nets;
    let rows = Stored::built_in(nets).expect("stored rows").rows(nets, mnist::TEST_IMAGES);
    Targets::of(&HOMEWORK, &Measured { measurements: &measurements, rows: &rows })
});

/// The place of a target.
pub(in crate::read) fn index(id: &str) -> usize {
    let found = TARGETS.all.iter().position(|target| target.id == *id);
    found.unwrap_or_else(|| panic!("no target {id}"))
}
