//! What `--json` prints and `verdicts.json` holds.

use serde_json::{Map, Value, json};

use crate::judge::{Judgement, Summary};
use crate::measure::Measurements;

/// One object from measurement name to value.
pub fn measurements(measurements: &Measurements) -> Value {
    measurements
        .iter()
        .map(|(name, value)| (name.to_owned(), value.json()))
        .collect::<Map<_, _>>()
        .into()
}

/// `claims`, a list in the ledger's order, and `summary`: counts by verdict, `family_p` and
/// `seed` (null if there was no ensemble, or no fresh run of the nets).
pub fn verdicts(judgements: &[Judgement], family_p: Option<f64>, seed: Option<i64>) -> Value {
    let mut summary: Map<String, Value> = Summary::of(judgements)
        .counts
        .iter()
        .map(|(verdict, count)| (verdict.word().to_owned(), json!(count)))
        .collect();
    summary.insert("family_p".to_owned(), json!(family_p));
    summary.insert("seed".to_owned(), json!(seed));
    json!({ "claims": judgements, "summary": summary })
}

/// A value as indented text with a final newline.
pub fn text(value: &Value) -> String {
    format!("{value:#}\n")
}
