//! Tables for a spreadsheet.

use crate::measure::Measurements;
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

fn finished(writer: ::csv::Writer<Vec<u8>>) -> Result<String, ::csv::Error> {
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
