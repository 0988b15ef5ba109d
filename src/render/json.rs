//! What `--json` prints and `verdicts.json` holds.

use serde_json::{Map, Value, json};

use crate::judge::{Judgement, Summary};
use crate::measure::Measurements;
use crate::numpy::repr;

/// One object from measurement name to value.
pub fn measurements(measurements: &Measurements) -> Value {
    measurements
        .iter()
        .map(|(name, value)| (name.to_owned(), value.json()))
        .collect::<Map<_, _>>()
        .into()
}

/// `claims`, a list in the ledger's order, and `summary`: counts by verdict, `family_p` and
/// `seed` (null while no claim has needed one).
pub fn verdicts(judgements: &[Judgement]) -> Value {
    let mut summary: Map<String, Value> = Summary::of(judgements)
        .counts
        .iter()
        .map(|(verdict, count)| (verdict.word().to_owned(), json!(count)))
        .collect();
    summary.insert("family_p".to_owned(), Value::Null);
    summary.insert("seed".to_owned(), Value::Null);
    json!({ "claims": judgements, "summary": summary })
}

/// A value as indented text with a final newline.
pub fn text(value: &Value) -> String {
    format!("{value:#}\n")
}

/// `accuracy.csv`: a row for each epoch of each training.
///
/// # Errors
/// Never for a text in memory; the writer's type says so.
pub fn accuracy_csv(measurements: &Measurements) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["training", "epoch", "accuracy"])?;
    for (training, curve) in measurements.accuracy_curves() {
        for (epoch, accuracy) in curve.iter().enumerate() {
            writer.write_record([training, &(epoch + 1).to_string(), &repr(*accuracy)])?;
        }
    }
    finished(writer)
}

/// `measurements.csv`: name and value, as the notebook prints it.
///
/// # Errors
/// Never for a text in memory; the writer's type says so.
pub fn measurements_csv(measurements: &Measurements) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["name", "value"])?;
    for (name, value) in measurements.iter() {
        writer.write_record([name, &value.printed()])?;
    }
    finished(writer)
}

fn finished(writer: csv::Writer<Vec<u8>>) -> Result<String, csv::Error> {
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
