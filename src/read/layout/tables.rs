//! Tables: what the heads of a cell's row and column say about its numbers.

use std::rc::Rc;

use crate::homework::PartId;
use crate::read::hearing::distances::ROW_FACETS;
use crate::read::language::text::Text;
use crate::read::layout::axes::{Axes, has_words, speaks_of_thresholds};
use crate::read::layout::block::Table;
use crate::read::layout::columns::{Column, PartName, is_part_head};
use crate::read::lexing::facet::{Dimension, Facet, Label, Real, SpokenKind};
use crate::read::lexing::number::{Number, Role};
use crate::read::lexing::unit::Unit;
use crate::read::meaning::target::Targets;
use crate::read::outline::parts::PartNames;

/// A table with every cell read.
pub(in crate::read) struct Grid {
    pub columns: Vec<Column>,
    /// The body; blank cells are `None`.
    pub rows: Vec<Vec<Option<Rc<Unit>>>>,
    /// For each column what rows of settings say of it.
    settings: Vec<Vec<Facet>>,
    /// Whether a head says that what is there is the best of a sweep.
    best: bool,
    /// Whether its first column counts epochs without saying so.
    counted: bool,
}

/// What surrounds a table.
pub(in crate::read) struct Surroundings<'a> {
    pub targets: &'a Targets,
    pub names: &'a PartNames,
    pub captions: &'a [Rc<Unit>],
    /// The sentence before.
    pub before: Option<&'a Unit>,
    /// The part of the problem that is in force.
    pub problem: Option<&'a str>,
    /// How many epochs the trainings of the parts in force have, if all have as many.
    pub epochs: Option<usize>,
}

impl Grid {
    /// Reads the cells of a table. `unit` makes units of them.
    pub fn of(table: &Table, around: &Surroundings, unit: &dyn Fn(&Text) -> Rc<Unit>) -> Self {
        let filled = |row: &&Vec<Text>| row.iter().any(|cell| !cell.trim().is_empty());
        let (heads, body) = table.rows.split_at(table.heads.min(table.rows.len()));
        let mut heads: Vec<&Vec<Text>> = heads.iter().filter(filled).collect();
        let mut body: Vec<&Vec<Text>> = body.iter().filter(filled).collect();
        if body.is_empty() {
            // A table has a body.
            body.extend(heads.pop());
        }
        let width = heads.iter().chain(&body).map(|row| row.len()).max().unwrap_or_default();
        let head_units: Vec<Rc<Unit>> =
            (0..width).map(|column| unit(&head_text(&heads, column))).collect();
        let cell = |cell: &Text| (!cell.trim().is_empty()).then(|| unit(cell));
        let rows: Vec<Vec<Option<Rc<Unit>>>> =
            body.iter().map(|row| row.iter().map(cell).collect()).collect();
        let counted = counts_epochs(&head_units, &rows, around);
        let axes = axes(&head_units, around, counted);
        let mut columns = Column::all(&head_units, &rows, around, &axes);
        if heads.is_empty() {
            epochs_in_order(&mut columns, around);
        }
        let best = head_units.iter().any(|head| head.says(&Facet::Best));
        let mut settings = vec![Vec::new(); columns.len()];
        for row in &rows {
            for (says, facet) in settings.iter_mut().zip(settings_of_row(row, &axes)) {
                says.extend(facet);
            }
        }
        Self { columns, rows, settings, best, counted }
    }

    /// What the settings of a row say.
    pub fn row_says(&self, row: usize, around: &Surroundings, axes: &Axes) -> Vec<Facet> {
        let mut says = Vec::new();
        for (index, (cell, column)) in self.rows[row].iter().zip(&self.columns).enumerate() {
            if let (true, Some(cell)) = (column.is_key, cell) {
                says.extend(key_says(cell, column, index, around, axes));
                if says.len() >= ROW_FACETS {
                    says.truncate(ROW_FACETS);
                    break;
                }
            }
        }
        says
    }

    /// What the heads of row and column say about a cell.
    pub fn cell_says(&self, index: usize, row: &[Facet]) -> Vec<Facet> {
        let column = &self.columns[index];
        let mut says = row.to_vec();
        says.extend(self.settings[index].iter().cloned());
        says.extend(column.small_epoch.map(Facet::Epoch));
        if self.best {
            says.push(Facet::Best);
        }
        says.extend(column.says.iter().cloned());
        says
    }

    /// The axes of the table that was read.
    pub fn axes<'a>(&self, around: &Surroundings<'a>) -> Axes<'a> {
        let heads: Vec<Rc<Unit>> = self.columns.iter().map(|column| column.head.clone()).collect();
        axes(&heads, around, self.counted)
    }
}

/// What a row of settings says of each column: its first cell is the name of a setting, all
/// others are values of it, or blank.
fn settings_of_row(row: &[Option<Rc<Unit>>], axes: &Axes) -> Vec<Option<Facet>> {
    let none = vec![None; row.len()];
    let Some((Some(head), cells)) = row.split_first() else { return none };
    let named = labels(head);
    if named.is_empty() || named.contains(&Label::Epoch) || !head.numbers.is_empty() {
        return none;
    }
    let mut says = vec![None];
    for cell in cells {
        let Some(cell) = cell else {
            says.push(None);
            continue;
        };
        match axes.bare(cell, &named, false) {
            Some(facet) => says.push(Some(facet)),
            None if cell.numbers.is_empty() => says.push(None),
            None => return none,
        }
    }
    if says.iter().flatten().count() < 2 { none } else { says }
}

/// The heads of a column, each once.
fn head_text(heads: &[&Vec<Text>], column: usize) -> Text {
    let mut parts: Vec<&Text> = Vec::new();
    for cell in heads.iter().filter_map(|row| row.get(column)) {
        if !cell.trim().is_empty() && parts.iter().all(|other| other.as_str() != cell.as_str()) {
            parts.push(cell);
        }
    }
    Text::join(parts, " ")
}

/// Whether numbers without a word for them count epochs: those of the first column up to the last
/// epoch, beside a column for each rate up to any training's, beside a single one up to that of the
/// parts in force; or the heads, if the first column has the rates, with or without their methods.
fn counts_epochs(
    heads: &[Rc<Unit>],
    rows: &[Vec<Option<Rc<Unit>>>],
    around: &Surroundings,
) -> bool {
    let Some((corner, others)) = heads.split_first() else { return false };
    let known = |last: usize| around.targets.epochs.contains(&last);
    let is_rate = |unit: &Rc<Unit>| {
        let numbers = unit.numbers.iter().filter(|_| !has_words(&unit.low));
        let rate = |number: &Number| around.targets.rates.contains(&number.value());
        unit.numbers.len() == 1 && numbers.take(1).any(rate)
    };
    let first: Option<Vec<&Rc<Unit>>> = rows.iter().map(|row| row.first()?.as_ref()).collect();
    let Some(first) = first.filter(|first| first.len() > 1) else { return false };
    if let Some(last) =
        last_of_count(first.iter().copied()).filter(|_| corner.low.trim().is_empty())
    {
        let rates = others.len() > 1 && others.iter().all(is_rate);
        let counted = first.len() >= COUNTED && others.len() == 1 && Some(last) == around.epochs;
        return rates && known(last) || counted;
    }
    let last = last_of_count(others.iter()).filter(|_| others.len() > 1);
    let is_run = |unit: &Rc<Unit>| {
        let method = unit.facets.iter().any(|f| f.facet.dimension() == Dimension::Method);
        let settings = || unit.numbers.iter().all(|number| number.role != Role::Claim);
        is_rate(unit) || method && !unit.numbers.is_empty() && settings()
    };
    last.is_some_and(known) && first.into_iter().all(is_run)
}

/// The last of whole numbers that ascend from at least 1.
fn last_of_count<'u>(units: impl Iterator<Item = &'u Rc<Unit>>) -> Option<usize> {
    let mut last = 0;
    for unit in units {
        last = count(unit).filter(|count| *count > last)?;
    }
    (last > 0).then_some(last)
}

/// The fewest numbers of a count of epochs that have no rate beside them.
const COUNTED: usize = 3;

/// A cell that is a whole number and nothing else.
fn count(cell: &Unit) -> Option<usize> {
    let text = cell.low.trim();
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// Without any heads, as many columns of results as the parts in force have epochs are those.
fn epochs_in_order(columns: &mut [Column], around: &Surroundings) {
    let results = columns.iter_mut().filter(|column| !column.is_key);
    let results: Vec<&mut Column> = results.collect();
    if results.len() >= COUNTED && Some(results.len()) == around.epochs {
        for (place, column) in results.into_iter().enumerate() {
            column.small_epoch = Some(place + 1);
        }
    }
}

fn axes<'a>(heads: &[Rc<Unit>], around: &Surroundings<'a>, counted: bool) -> Axes<'a> {
    let has = |unit: &Unit, label| unit.labels.iter().any(|found| found.label == label);
    let texts = || {
        let before = around.before.into_iter();
        heads.iter().chain(around.captions).map(|unit| &**unit).chain(before)
    };
    let epochs = texts().any(|unit| {
        has(unit, Label::Epoch) || unit.facets.iter().any(|f| matches!(f.facet, Facet::Epoch(_)))
    });
    Axes {
        targets: around.targets,
        rates: heads.first().is_some_and(|corner| has(corner, Label::Rate)),
        epochs: epochs || counted,
        thresholds: texts().any(crate::read::layout::columns::names_thresholds),
    }
}

/// What a cell of a column of settings says.
fn key_says(
    cell: &Unit,
    column: &Column,
    index: usize,
    around: &Surroundings,
    axes: &Axes,
) -> Vec<Facet> {
    let settings = column.labels.iter().any(|label| {
        matches!(label, Label::Rate | Label::Epoch | Label::Hidden | Label::Threshold)
    });
    if column.labels.contains(&Label::Ignore) && !settings && cell.facets.is_empty() {
        return Vec::new();
    }
    if let Some(setting) = axes.bare(cell, &column.labels, true) {
        return vec![setting];
    }
    let text = cell.low.trim();
    let name = PartName::read(text);
    let letter = name.and_then(|name| name.part(&around.targets.parts, around.problem));
    if is_part_head(&column.head) || index == 0 && letter.is_some() {
        let named = letter.map(|part| vec![part.clone()]).or_else(|| named_parts(text, around));
        let parts = named.into_iter().flatten().map(Facet::Part);
        let words = cell.facets.iter().map(|found| &found.facet);
        let words = words.filter(|facet| !matches!(facet, Facet::Part(_))).cloned();
        return parts.chain(words).collect();
    }
    let mut says: Vec<Facet> = cell
        .facets
        .iter()
        .map(|found| found.facet.clone())
        .filter(|facet| {
            !(column.is_extra && *facet == Facet::Method(crate::homework::Method::Momentum))
        })
        .collect();
    for number in &cell.numbers {
        coefficient(number, column, around.targets, &mut says);
    }
    says
}

fn named_parts(text: &str, around: &Surroundings) -> Option<Vec<PartId>> {
    around.names.heading(text, around.problem).map(|named| named.parts)
}

/// A bare coefficient below `momentum` or `weight decay`.
fn coefficient(number: &Number, column: &Column, targets: &Targets, says: &mut Vec<Facet>) {
    let value = number.value();
    if column.is_momentum
        && matches!(number.role, Role::Claim | Role::Masked)
        && targets.coefficients.contains(&value)
    {
        says.push(Facet::Momentum(Real::new(value)));
    }
    if column.is_decay && matches!(number.role, Role::Claim | Role::Rate | Role::Threshold) {
        let real = Real::new(value);
        says.retain(|facet| *facet != Facet::Rate(real) && *facet != Facet::Threshold(real));
        says.push(Facet::WeightDecay(real));
    }
}

/// Whether a head of a column is about accuracies and says nothing else of a small number in it:
/// `accuracy 5` is that after the fifth epoch.
pub(in crate::read) fn small_epoch(
    head: &Unit,
    labels: &[Label],
    targets: &Targets,
) -> Option<usize> {
    let last = targets.epochs.iter().copied().max().unwrap_or_default();
    let mut small = head
        .numbers
        .iter()
        .filter(|number| number.first().integer && (1.0..=last as f64).contains(&number.value()));
    let (Some(number), None) = (small.next(), small.next()) else { return None };
    let accuracy = head.says(&Facet::Kind(SpokenKind::Accuracy));
    let epoch = |facet: &Facet| matches!(facet, Facet::Epoch(_) | Facet::LastEpoch);
    let said = head.facets.iter().any(|found| epoch(&found.facet));
    let setting = labels.iter().any(|label| matches!(label, Label::Hidden | Label::Rate));
    (accuracy && !said && !setting).then(|| number.value() as usize)
}

/// What a head labels, `<` among it.
pub(in crate::read) fn labels(head: &Unit) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    for found in &head.labels {
        if !labels.contains(&found.label) {
            labels.push(found.label);
        }
    }
    if speaks_of_thresholds(head) && !labels.contains(&Label::Threshold) {
        labels.push(Label::Threshold);
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::super::block::Block;
    use super::super::document::Document;
    use super::*;
    use crate::read::lexing::facet::Facet;
    use crate::read::lexing::lexicon::Lexicon;
    use crate::read::meaning::samples::{HOMEWORK, TARGETS};

    /// The epochs that the heads say of the numbers of a table under a heading, row by row.
    fn epochs(heading: &str, rows: &[&str]) -> Vec<Option<usize>> {
        let text = |text: &str| Text::verbatim(text, 0);
        let rows = rows.iter().map(|row| row.split('|').map(text).collect()).collect();
        let blocks = [Block::heading(2, text(heading)), Block::table(rows, 1, Text::default())];
        let lexicon = Lexicon::of(&HOMEWORK.assignment, &TARGETS);
        let document = Document::of(&blocks, &lexicon, &TARGETS);
        let epoch = |facet: &Facet| match facet {
            Facet::Epoch(epoch) => Some(*epoch),
            _ => None,
        };
        document.mentions.iter().map(|mention| mention.near.iter().find_map(epoch)).collect()
    }

    #[test]
    fn a_count_up_to_the_last_epoch_beside_rates_is_of_epochs() {
        let rows = ["|0.0001|0.1", "1|0.8689|0.7839", "30|0.9550|0.9111"];
        assert_eq!(epochs("2b", &rows), [Some(1), Some(1), Some(30), Some(30)]);
        let heads = ["rate|1|30", "0.0001|0.2013|0.7744", "0.1|0.9283|0.9677"];
        assert_eq!(epochs("2a", &heads), [Some(1), Some(30), Some(1), Some(30)]);
        let named = ["|1|2|30", "SGD 0.0001|0.2013|0.3|0.7744", "Adam 0.1|0.9283|0.93|0.9677"];
        assert_eq!(epochs("2", &named)[..3], [Some(1), Some(2), Some(30)]);
        let up_to_29 = ["|0.0001|0.1", "1|0.8689|0.7839", "29|0.9550|0.9111"];
        assert_eq!(epochs("2b", &up_to_29), [None; 4]);
        let down = ["|0.0001|0.1", "30|0.8689|0.7839", "1|0.9550|0.9111"];
        assert_eq!(epochs("2b", &down), [None; 4]);
    }

    #[test]
    fn a_count_beside_a_single_column_is_of_the_part_in_force() {
        let rows = ["|", "1|0.9591", "2|0.9697", "3|0.9638", "4|0.9734", "5|0.9764"];
        assert_eq!(epochs("3c", &rows), [Some(1), Some(2), Some(3), Some(4), Some(5)]);
        assert_eq!(epochs("2a", &rows), [None; 5]);
    }

    #[test]
    fn without_heads_as_many_results_as_epochs_are_those() {
        let rows = ["|||||", "acc|0.9591|0.9697|0.9638|0.9734|0.9764"];
        assert_eq!(epochs("3c", &rows), [Some(1), Some(2), Some(3), Some(4), Some(5)]);
        assert_eq!(epochs("2a", &rows), [None; 5]);
    }
}
