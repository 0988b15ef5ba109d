//! What several subjects need.

use std::sync::OnceLock;

use verigrad::ensemble::Stored;
use verigrad::homework::{Homework, PartId, QuantityId};
use verigrad::measure::{Rows, images as of_mnist};
use verigrad::mnist::{Mnist, TEST_IMAGES};
use verigrad::nn::train::Images;

/// The real data set, read once.
pub fn images() -> &'static Images {
    static IMAGES: OnceLock<Images> = OnceLock::new();
    IMAGES.get_or_init(|| of_mnist(&Mnist::built_in().expect("the built-in data set")))
}

/// The built-in homework, read once.
pub fn homework7() -> &'static Homework {
    static HOMEWORK: OnceLock<Homework> = OnceLock::new();
    HOMEWORK.get_or_init(|| Homework::built_in().expect("the built-in homework"))
}

/// A quantity of it.
pub fn quantity(text: &str) -> QuantityId {
    QuantityId::read(text, &homework7().catalogue).unwrap_or_else(|error| panic!("{error}"))
}

/// A part of that name.
pub fn part(name: &str) -> PartId {
    PartId::new(name).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The rows that come with the program.
pub fn rows7() -> Rows {
    let nets = &homework7().assignment.nets;
    Stored::built_in(nets).expect("the stored rows").rows(nets, TEST_IMAGES)
}

/// Snapshots lie beside the crate's other rooms.
pub fn snapshots() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}
