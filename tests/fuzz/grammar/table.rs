//! Tables.

use super::{Choices, damage};

/// A table with columns of a ledger, of words or of points.
pub fn table(bytes: &[u8]) -> String {
    let mut choices = Choices::new(bytes);
    let header = choices.one(&[
        "id,reported",
        "reported,id",
        "id,reported,expected,place",
        "note,id,reported",
        "id,points",
        "id,words",
        "id;reported",
        "\"id\",\"reported\"",
        "id,id,reported",
        "\u{feff}id,reported",
    ]);
    let columns = header.split(',').count();
    let ending = choices.one(&["\n", "\n", "\r\n"]);
    let mut text = format!("{header}{ending}");
    for _ in 0..choices.below(12) {
        let more = usize::from(choices.rarely());
        let cells: Vec<String> = (0..columns + more).map(|_| table_cell(&mut choices)).collect();
        text += &cells.join(",");
        text += ending;
    }
    damage(&mut choices, &mut text);
    text
}

fn table_cell(choices: &mut Choices) -> String {
    let inner = match choices.below(6) {
        0 | 1 => choices.one(IDS).to_owned(),
        2 | 3 => choices.number(),
        4 => String::new(),
        _ => choices.words(),
    };
    let quoted = inner.contains([',', '"', '\n', '\r']) || choices.rarely();
    if quoted { format!("\"{}\"", inner.replace('"', "\"\"")) } else { inner }
}

const IDS: &[&str] = &[
    "1b.gd.value",
    "1b.gd.point",
    "1b.adam.value",
    "1c.winner",
    "1b.gd.slow",
    "2a.best.accuracy",
    "2a.best.eta",
    "2b.sgd_beats_adam",
    "3a.ratio",
    "3a.input.gradnorm",
    "1b.gd.first_below.0.1",
    "2a.sgd.0.1.accuracy@17",
    "2a.sgd.0.1.accuracy@18446744073709551615",
    "3a.gradnorm.9",
    "1b.",
    "1b.gd.first_below.nan",
    "",
    "x",
    "2a.best.hidden",
    "1d.minimum",
];
