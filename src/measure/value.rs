use serde_json::json;

use crate::numpy::{array_print, repr};
use crate::objective::Point;

/// One measured quantity.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// An f64, or a float32 widened to one.
    Number(f64),
    /// A point of the plane.
    Point(Point<f64>),
    /// A whole number.
    Count(usize),
    /// A name.
    Word(&'static str),
    /// A curve.
    Numbers(Vec<f64>),
    /// Whole numbers.
    Counts(Vec<u32>),
}

impl Value {
    /// The text the notebook's `print` gives.
    pub fn printed(&self) -> String {
        match self {
            Self::Number(number) => repr(*number),
            Self::Point(point) => array_print(point),
            Self::Count(count) => count.to_string(),
            Self::Word(word) => (*word).to_owned(),
            Self::Numbers(numbers) => {
                let numbers: Vec<String> = numbers.iter().map(|&number| repr(number)).collect();
                format!("[{}]", numbers.join(", "))
            }
            Self::Counts(counts) => format!("{counts:?}"),
        }
    }

    /// For `--json`: numbers as numbers, those that are not finite as the text `nan`, `inf`
    /// or `-inf`, since JSON has no word for them.
    pub fn json(&self) -> serde_json::Value {
        let number =
            |number: f64| if number.is_finite() { json!(number) } else { json!(repr(number)) };
        match self {
            Self::Number(value) => number(*value),
            Self::Point(point) => point.iter().map(|&c| number(c)).collect(),
            Self::Count(count) => json!(count),
            Self::Word(word) => json!(word),
            Self::Numbers(numbers) => numbers.iter().map(|&value| number(value)).collect(),
            Self::Counts(counts) => json!(counts),
        }
    }
}
