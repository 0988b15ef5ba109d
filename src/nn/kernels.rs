//! The fused training step.

mod images;
mod lanes;
mod level;
mod network;
mod products;
mod update;

pub use images::LitPixels;
pub use lanes::{LANES, Lanes, Number};
pub use level::Level;
pub use network::{Initial, Network};
