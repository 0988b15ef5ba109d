//! The cells of one training in a file of rows: its columns, and how they are written and read.

use crate::homework::{Measurement, RunId, Training};
use crate::mnist::CLASSES;
use crate::nn::Confusion;
use crate::nn::train::Measured;
use crate::shown::cell;

/// The columns of one training.
#[derive(Clone, Debug)]
pub(super) struct TrainingColumns {
    pub(super) id: RunId,
    /// Numbers in the first column.
    pub(super) epochs: usize,
    /// One column each, with how many numbers.
    pub(super) measured: Vec<(Measurement, usize)>,
}

impl TrainingColumns {
    pub(super) fn of(training: &Training) -> Self {
        let layers = training.net.layers.len() - 1;
        let column = |&measurement: &Measurement| match measurement {
            // It follows from the correct images.
            Measurement::Misclassified => None,
            Measurement::TrainingLoss | Measurement::TrainingAccuracy | Measurement::TestLoss => {
                Some((measurement, training.epochs))
            }
            Measurement::Confusion => Some((measurement, CLASSES * CLASSES)),
            Measurement::WeightNorms | Measurement::GradientNorms(_) => Some((measurement, layers)),
        };
        let measured = training.measurements.iter().filter_map(column).collect();
        Self { id: training.id.clone(), epochs: training.epochs, measured }
    }

    /// How many.
    pub(super) fn count(&self) -> usize {
        1 + self.measured.len()
    }

    pub(super) fn names(&self) -> impl Iterator<Item = String> + '_ {
        let step = |measurement: Measurement| match measurement {
            Measurement::GradientNorms(step) => format!("@{step}"),
            _ => String::new(),
        };
        let name = move |(measurement, _): &(Measurement, usize)| {
            quoted(&format!("{} {}{}", self.id, measurement.word(), step(*measurement)))
        };
        std::iter::once(quoted(&self.id.to_string())).chain(self.measured.iter().map(name))
    }

    pub(super) fn cells(&self, measured: &Measured) -> Vec<String> {
        let cell = |(measurement, _): &(Measurement, usize)| match measurement {
            Measurement::TrainingLoss => joined(&measured.training_loss),
            Measurement::TrainingAccuracy => joined(&measured.training_correct),
            Measurement::TestLoss => joined(&measured.test_loss),
            Measurement::Misclassified => String::new(),
            Measurement::Confusion => {
                measured.confusion.as_ref().map(|own| joined(own.counts())).unwrap_or_default()
            }
            Measurement::WeightNorms => joined(&measured.weight_norms),
            Measurement::GradientNorms(step) => {
                let own = measured.gradient_norms.iter().find(|(own, _)| own == step);
                own.map(|(_, norms)| joined(norms)).unwrap_or_default()
            }
        };
        let first = joined(&measured.correct);
        std::iter::once(first).chain(self.measured.iter().map(cell)).collect()
    }
}

/// A training's cells, in the order of its columns.
pub(super) fn measured_of<'a>(
    training: &TrainingColumns,
    cells: &mut impl Iterator<Item = &'a str>,
) -> Result<Measured, String> {
    let TrainingColumns { id, epochs, measured: columns } = training;
    let cell = cells.next().unwrap_or_default();
    let counts = numbers::<u32>(cell, *epochs);
    let mut measured: Measured =
        counts.ok_or_else(|| format!("{id}: expected {epochs} counts"))?.into();
    for &(measurement, count) in columns {
        let cell = cells.next().unwrap_or_default();
        let word = measurement.word();
        let wrong = || format!("{id}: expected {count} numbers of {word}");
        let wide = || numbers::<f64>(cell, count).ok_or_else(wrong);
        let whole = || numbers::<u32>(cell, count).ok_or_else(wrong);
        match measurement {
            Measurement::TrainingLoss => measured.training_loss = wide()?,
            Measurement::TrainingAccuracy => measured.training_correct = whole()?,
            Measurement::TestLoss => measured.test_loss = wide()?,
            Measurement::Misclassified => {}
            Measurement::Confusion => {
                measured.confusion = Some(Confusion::from_counts(CLASSES, whole()?));
            }
            Measurement::WeightNorms => measured.weight_norms = wide()?,
            Measurement::GradientNorms(step) => measured.gradient_norms.push((step, wide()?)),
        }
    }
    Ok(measured)
}

pub(super) fn numbers<N: std::str::FromStr>(field: &str, count: usize) -> Option<Vec<N>> {
    let numbers: Option<Vec<N>> = field.split(' ').map(|word| word.parse().ok()).collect();
    numbers.filter(|numbers| numbers.len() == count)
}

/// A cell of a table; part names may hold commas, and no quotes.
pub(super) fn quoted(text: &str) -> String {
    let cell = cell(text);
    if cell.contains(',') { format!("\"{cell}\"") } else { cell }
}

pub(super) fn joined(numbers: &[impl std::fmt::Debug]) -> String {
    // Debug is the shortest text that reads back as the same float32, with an exponent where
    // that is shorter.
    let words: Vec<String> = numbers.iter().map(|number| format!("{number:?}")).collect();
    words.join(" ")
}
