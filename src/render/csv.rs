//! Tables for a spreadsheet.

use crate::homework::ROUNDING_COLUMNS;
use crate::measure::{Measurements, Rounding};
use crate::numpy::repr;
use crate::shown::cell;

/// `accuracy.csv`: a row for each epoch of each training.
///
/// # Errors
/// Never for a text in memory; the writer's type says so.
pub fn accuracy_by_epoch(measurements: &Measurements) -> Result<String, ::csv::Error> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    writer.write_record(["training", "epoch", "accuracy"])?;
    for (training, curve) in measurements.accuracy_curves() {
        for (epoch, accuracy) in curve.iter().enumerate() {
            writer.write_record([
                &cell(&training.to_string()),
                &(epoch + 1).to_string(),
                &repr(*accuracy),
            ])?;
        }
    }
    finished(writer)
}

/// `measurements.csv`: name and value, as the notebook prints it.
///
/// # Errors
/// Never for a text in memory; the writer's type says so.
pub fn measurements(measurements: &Measurements) -> Result<String, ::csv::Error> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    writer.write_record(["name", "value"])?;
    for (name, value) in measurements.iter() {
        writer.write_record([name.to_string(), value.printed()].map(|text| cell(&text)))?;
    }
    finished(writer)
}

/// `rounding.csv`: a row for each number of a run, with the lowest and the highest that was found.
/// A run of which some leave the range of f64 has no digits.
///
/// # Errors
/// Never for a text in memory; the writer's type says so.
pub fn rounding(roundings: &[Rounding]) -> Result<String, ::csv::Error> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    writer.write_record(ROUNDING_COLUMNS)?;
    for Rounding { id, value, range } in roundings {
        let hull = range.hull().map(|hull| [hull.low(), hull.high()].map(repr));
        let [low, high] = hull.unwrap_or_default();
        let digits =
            if range.leaves() { String::new() } else { range.decided_digits().to_string() };
        writer.write_record([id.to_string(), repr(*value), low, high, digits])?;
    }
    finished(writer)
}

fn finished(writer: ::csv::Writer<Vec<u8>>) -> Result<String, ::csv::Error> {
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
