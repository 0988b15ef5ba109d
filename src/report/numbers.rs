//! Says of every number of a report what it is: a claim, a setting, a reference, or unaccounted.

use std::ops::Range;

use super::by_epoch::by_epoch;
use super::labels::understand;
use super::literal::{Literal, LiteralValue};
use super::reading::Reading;
use super::rules::Rules;
use super::single_out::single_out;
use super::unit::{Unit, UnitKind};
use crate::claim::Printed;
use crate::homework::{ClaimId, PartId, Setting};

/// A number of the report, and what it is.
#[derive(Clone, Debug)]
pub(super) struct Number {
    pub(super) literal: Literal,
    /// The part that it is about.
    pub(super) part: Option<PartId>,
    /// What is spoken of.
    pub(super) subject: Option<String>,
    /// Whether the subject stands in the same unit.
    pub(super) own_subject: bool,
    pub(super) meaning: Meaning,
    /// What else it could be, best first.
    pub(super) otherwise: Vec<Meaning>,
}

/// What a number is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Meaning {
    /// What a claim says; `close` if nothing but the label and connecting words lead to it.
    Claim { id: ClaimId, close: bool },
    /// A setting; `other` if the sentence compares with another part.
    Setting { name: Setting, close: bool, compares: bool },
    /// The number of a heading, a list item, a part or a figure.
    Reference,
    /// A part of a program's own message: a warning, a progress bar.
    Message,
    /// Something the homework says nothing about.
    Other(String),
    /// Nothing known.
    Unknown,
}

/// Where the walk through the report stands.
#[derive(Default)]
pub(super) struct Walk {
    /// The subject that the label of an earlier unit under the same heading named.
    label_subject: Option<String>,
    heading: Option<Range<usize>>,
    lead: Option<Range<usize>>,
    part: Option<PartId>,
}

impl Walk {
    /// The numbers of one unit. Call for every unit in order.
    pub(super) fn numbers(&mut self, reading: &Reading, rules: &Rules) -> Vec<Number> {
        let unit = reading.unit;
        let moved =
            self.heading != unit.heading || self.lead != unit.lead || self.part != unit.part;
        if moved {
            self.label_subject = None;
            self.heading.clone_from(&unit.heading);
            self.lead.clone_from(&unit.lead);
            self.part.clone_from(&unit.part);
        }
        let mut numbers = Vec::new();
        for (index, literal) in reading.literals.iter().enumerate() {
            let (subject, own_subject) = self.subject(reading, &literal.span);
            let mut number = Number {
                literal: literal.clone(),
                part: unit.part.clone(),
                subject: subject.map(str::to_owned),
                own_subject,
                meaning: Meaning::Unknown,
                otherwise: Vec::new(),
            };
            if unit.foreign {
                let what = "a section of a part that the homework does not have";
                number.meaning = Meaning::Other(what.to_owned());
            } else if is_message(reading, rules, literal.span.start) {
                number.meaning = Meaning::Message;
            } else if is_reference(reading, rules, literal) {
                number.meaning = Meaning::Reference;
            } else {
                understand(reading, rules, index, &mut number);
                single_out(reading, rules, &numbers, &mut number);
                by_epoch(reading, rules, &mut number);
            }
            numbers.push(number);
        }
        self.remember_label(reading);
        numbers
    }

    /// The subject of a number or phrase, and whether the unit itself names it.
    pub(super) fn subject<'a>(
        &'a self,
        reading: &Reading<'a>,
        span: &Range<usize>,
    ) -> (Option<&'a str>, bool) {
        if let Some(subject) = table_subject(reading, span) {
            return (Some(subject), true);
        }
        if let Some(subject) = reading.own_subject(span) {
            return (Some(subject), true);
        }
        let above = self.label_subject.as_deref().or_else(|| above(reading));
        (above.or_else(|| reading.later_subject(span)), false)
    }

    /// What stands before a colon names the subject of the units that follow.
    fn remember_label(&mut self, reading: &Reading) {
        if reading.unit.kind == UnitKind::Row {
            return;
        }
        let own = &reading.text[reading.unit.span.clone()];
        let Some(colon) = own.find(':').filter(|&colon| colon <= 120) else { return };
        let start = reading.unit.span.start;
        if let Some(subject) = reading.only_subject(&(start..start + colon)) {
            self.label_subject = Some(subject.to_owned());
        }
    }
}

/// Whether a byte stands in a warning or a progress bar, or in the source line that Python shows
/// behind a warning.
pub(super) fn is_message(reading: &Reading, rules: &Rules, byte: usize) -> bool {
    let text = reading.text;
    let start = text[..byte].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[byte..].find('\n').map_or(text.len(), |newline| byte + newline);
    let (line, before) = (&text[start..end], text[..start].trim_end_matches(['\r', '\n']));
    let before = &before[before.rfind('\n').map_or(0, |newline| newline + 1)..];
    let hit = |line: &str| rules.messages.iter().any(|message| line.contains(message.as_str()));
    let echo = before.contains("Warning: ") && line.contains('=') && !line.contains(": ");
    hit(line) || (echo && hit(before))
}

/// The subject of the line above the list, or of the heading.
fn above<'a>(reading: &Reading<'a>) -> Option<&'a str> {
    let unit = reading.unit;
    let of =
        |span: &Option<Range<usize>>| span.as_ref().and_then(|span| reading.only_subject(span));
    of(&unit.lead).or_else(|| of(&unit.heading))
}

/// In a table the subject stands in the first cell of the row or on top of the column.
fn table_subject<'a>(reading: &Reading<'a>, span: &Range<usize>) -> Option<&'a str> {
    let unit: &Unit = reading.unit;
    let column = reading.column(span.start)?;
    let cell = &unit.cells[column];
    let own = reading.subjects.iter().find(|(at, _)| cell.start <= at.start && at.end <= cell.end);
    own.map(|(_, name)| *name)
        .or_else(|| reading.only_subject(unit.cells.first()?))
        .or_else(|| reading.only_subject(unit.header.get(column)?))
}

/// `2025-03-14`.
fn is_date(text: &str) -> bool {
    let fields: Vec<&str> = text.split('-').collect();
    let digits = |field: &str| field.bytes().all(|byte| byte.is_ascii_digit());
    fields.iter().all(|field| digits(field)) && fields.iter().map(|f| f.len()).eq([4, 2, 2])
}

/// `Problem 1`, `2(a)`, a list's or heading's number, `log₁₀`.
fn is_reference(reading: &Reading, rules: &Rules, literal: &Literal) -> bool {
    let span = &literal.span;
    let within = |outer: &Range<usize>| outer.start <= span.start && span.start < outer.end;
    if reading.unit.numbering.as_ref().is_some_and(within) {
        return true;
    }
    if reading.parts.iter().any(|found| within(&(found.start..found.end))) {
        return true;
    }
    if is_date(&reading.text[span.clone()]) {
        return true;
    }
    let mut from = span.start.saturating_sub(40).max(reading.unit.span.start);
    while !reading.text.is_char_boundary(from) {
        from -= 1;
    }
    let before = &reading.text[from..span.start];
    if before.ends_with("log<sub>") || before.ends_with("log_") || before.ends_with("log_{") {
        return true;
    }
    let whole = matches!(&literal.value, LiteralValue::Printed(Printed::Number(number))
        if number.decimal().is_some_and(|decimal| decimal.last_place() == 0));
    let word = before.trim_end_matches([' ', '(', '#', '.', '\u{a0}']);
    let start = word.rfind(|c: char| !c.is_alphabetic()).map_or(0, |at| at + 1);
    let start = (start..=word.len()).find(|&at| word.is_char_boundary(at)).unwrap_or(word.len());
    let range = from + start..from + word.len();
    (whole || matches!(literal.value, LiteralValue::Unclear(_)))
        && !range.is_empty()
        && reading.holds(&range, &rules.references)
}
