//! What `--json` prints and `verdicts.json` holds.

use serde_json::{Map, Value, json};

use crate::grade::Graded;
use crate::homework::{Catalogue, PartId, Quantity, Truth};
use crate::judge::Summary;
use crate::measure::Measurements;
use crate::shown::Shown;

/// One object from id to value: every quantity of those parts that was measured or is fixed.
pub fn measurements(
    catalogue: &Catalogue,
    measurements: &Measurements,
    wanted: &dyn Fn(&PartId) -> bool,
) -> Value {
    let value = |quantity: &Quantity| match &quantity.truth {
        Truth::Setting(value) => match &value[..] {
            [one] => Some(json!(one)),
            several => Some(json!(several)),
        },
        Truth::Exact | Truth::Random => measurements.get(&quantity.id).map(|value| value.json()),
    };
    let own = catalogue.iter().filter(|quantity| wanted(quantity.id.part()));
    own.filter_map(|quantity| Some((quantity.id.to_string(), value(quantity)?)))
        .collect::<Map<_, _>>()
        .into()
}

/// `claims`, a list in the ledger's order; `summary`: counts by verdict, `family_p` and `seed`
/// (null if there were no rows, or no fresh run of the nets); `families`, the tests of all random
/// numbers; `limits` of the rows at hand and of a PDF; `notes` on how the claims were read.
pub fn verdicts(graded: &Graded) -> Value {
    let judgements = &graded.judgements;
    let mut summary: Map<String, Value> = Summary::of(judgements)
        .counts
        .iter()
        .map(|(verdict, count)| (verdict.word().to_owned(), json!(count)))
        .collect();
    summary.insert("family_p".to_owned(), json!(graded.family_p()));
    summary.insert("seed".to_owned(), json!(graded.seed));
    json!({
        "claims": judgements,
        "summary": summary,
        "families": graded.families,
        "limits": graded.limits,
        "notes": graded.ledger.notes,
    })
}

/// Every quantity of a homework, with its facets, its kind and how it is judged.
pub fn catalogue(quantities: &[&Quantity]) -> Value {
    json!(quantities)
}

/// A value as indented text with a final newline.
pub fn text(value: &Value) -> Shown {
    Shown::json(&format!("{value:#}\n"))
}
