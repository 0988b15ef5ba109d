//! Ids of earlier versions, which had a claim of its own for each check of a number.

use super::Catalogue;
use super::quantity::QuantityId;

/// The quantity that an id of an earlier version was about: `3a.ratio.ensemble` held the ratio
/// against re-runs, `3a.input.rounded` was the second mention of a norm.
pub fn former(text: &str, catalogue: &Catalogue) -> Option<QuantityId> {
    let read = |text: &str| QuantityId::read(text, catalogue).ok();
    if let Some(measured) = text.strip_suffix(".ensemble") {
        return read(measured);
    }
    let stem = text.strip_suffix(".rounded")?;
    read(stem).or_else(|| read(&format!("{stem}.gradnorm")))
}

/// What is said of them, once for all of a file.
pub fn note(former: &[(String, String)]) -> Option<String> {
    let pairs: Vec<String> =
        former.iter().map(|(old, new)| format!("`{old}` as `{new}`")).collect();
    (!pairs.is_empty()).then(|| {
        format!(
            "ids of an earlier version are read: {}; a claim now has all its checks",
            pairs.join(", ")
        )
    })
}
