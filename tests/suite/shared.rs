//! What several subjects need.

use std::sync::OnceLock;

use verigrad::measure::images as of_mnist;
use verigrad::mnist::Mnist;
use verigrad::nn::train::Images;

/// The real data set, read once.
pub fn images() -> &'static Images {
    static IMAGES: OnceLock<Images> = OnceLock::new();
    IMAGES.get_or_init(|| of_mnist(&Mnist::built_in().expect("the built-in data set")))
}

/// Snapshots lie beside the crate's other rooms.
pub fn snapshots() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}
