//! Accuracies of a log by epoch: each is that after its epoch, and no word about the final one.

use super::literal::{Literal, LiteralValue};
use super::numbers::{Meaning, Number};
use super::reading::Reading;
use super::rules::Rules;
use crate::claim::{Printed, PrintedNumber};
use crate::homework::{QuantityId, What};

/// What columns and lines call an epoch.
const WORDS: [&str; 3] = ["epoch", "epoche", "ep"];
/// The most characters between the word and its number.
const REACH: usize = 4;

/// "Epoch 3: accuracy 0.94": the number is the accuracy after epoch 3, or that of nothing known.
pub(super) fn by_epoch(reading: &Reading, rules: &Rules, number: &mut Number) {
    let Meaning::Claim { id, close } = &number.meaning else { return };
    let Some(id) = id.quantity() else { return };
    if !matches!(id.what, What::Accuracy | What::BestAccuracy) {
        return;
    }
    let Some(epoch) = epoch(reading, number) else { return };
    let epochs = rules.trainings.iter().find(|training| training.id == id.of).map(|t| t.epochs);
    let other = Meaning::Other("an accuracy after an epoch".to_owned());
    number.meaning = match (id.what, epochs) {
        (What::Accuracy, Some(epochs)) if epoch == epochs => return,
        (What::Accuracy, Some(epochs)) if (1..epochs).contains(&epoch) => {
            let id = QuantityId::of_run(&id.of, What::AccuracyAt(epoch));
            Meaning::Claim { id: id.into(), close: *close }
        }
        _ => other,
    };
}

/// The epoch that a number belongs to: that of its row's column, or the last one named before it
/// in its line or sentence.
fn epoch(reading: &Reading, number: &Number) -> Option<usize> {
    let unit = reading.unit;
    let span = &number.literal.span;
    let whole = |literal: &Literal| match &literal.value {
        LiteralValue::Printed(Printed::Number(PrintedNumber::Finite(decimal))) => {
            let value = decimal.to_f64();
            (decimal.last_place() >= 0 && (0.0..1e6).contains(&value)).then_some(value as usize)
        }
        _ => None,
    };
    let column = unit.header.iter().position(|cell| is_epoch(&reading.text[cell.clone()]));
    if let Some(cell) = column.and_then(|column| unit.cells.get(column)) {
        let inside = |l: &&Literal| cell.start <= l.span.start && l.span.end <= cell.end;
        return reading.literals.iter().find(inside).and_then(whole);
    }
    let sentence = reading.sentence(span.start);
    let before =
        reading.literals.iter().rev().filter(|literal| {
            literal.span.end <= span.start && literal.span.start >= sentence.start
        });
    before
        .filter(|literal| follows_epoch(&reading.text[sentence.start..literal.span.start]))
        .find_map(whole)
}

fn is_epoch(text: &str) -> bool {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    WORDS.contains(&text.trim_end_matches('s'))
}

/// Whether a text ends in the word and a few marks: `Epoch `, `epoch=`, `[epoch `.
fn follows_epoch(text: &str) -> bool {
    let word = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let near = text[word.len()..].chars().count() <= REACH && !text[word.len()..].contains('\n');
    let start = word.rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + 1);
    let start = (start..=word.len()).find(|at| word.is_char_boundary(*at)).unwrap_or(word.len());
    near && WORDS.contains(&word[start..].to_lowercase().as_str())
}
