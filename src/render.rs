//! Turns measurements and judgements into something to read. Measures and judges nothing.

pub mod annotated;
pub mod csv;
pub mod figure;
pub mod formats;
pub mod gradebook;
pub mod gradients;
pub mod json;
mod limits;
mod marks;
pub mod optimiser;
pub mod page;
pub mod places;
pub mod reading;
pub mod source;
pub mod terminal;
pub mod thin;

use plotters::drawing::DrawingAreaErrorKind;

/// A figure or page that cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The SVG writer refused.
    #[error("a figure cannot be drawn: {0}")]
    Drawing(#[from] DrawingAreaErrorKind<std::io::Error>),
    /// The level-line tracer refused the grid.
    #[error("level lines cannot be traced: {0}")]
    Contour(#[from] contour::Error),
}
