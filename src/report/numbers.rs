//! Says of every number of a report what it is: a claim, a setting, a reference, or unaccounted.

use std::ops::Range;

use super::literal::{Literal, LiteralValue, Relation};
use super::reading::Reading;
use super::rules::{Label, Rule, Rules, Target};
use super::unit::{Unit, UnitKind};
use crate::claim::{Ledger, Printed, Rule as Judging};

/// The most words between a label and its number.
const REACH: usize = 8;
/// The most words between a number and the label behind it.
const REACH_BEHIND: usize = 2;

/// A number of the report, and what it is.
#[derive(Clone, Debug)]
pub(super) struct Number {
    pub(super) literal: Literal,
    /// The part that it is about.
    pub(super) part: Option<String>,
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
    Claim { id: String, close: bool },
    /// A setting; `other` if the sentence compares with another part.
    Setting { name: String, close: bool, compares: bool },
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
    part: Option<String>,
}

impl Walk {
    /// The numbers of one unit. Call for every unit in order.
    pub(super) fn numbers(
        &mut self,
        reading: &Reading,
        rules: &Rules,
        ledger: &Ledger,
    ) -> Vec<Number> {
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
            if is_message(reading, rules, literal.span.start) {
                number.meaning = Meaning::Message;
            } else if is_reference(reading, rules, literal) {
                number.meaning = Meaning::Reference;
            } else {
                understand(reading, rules, ledger, index, &mut number);
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

/// A label that could belong to a number, and what it costs to believe so.
struct Candidate<'a> {
    label: &'a Label,
    at: Range<usize>,
    gap: usize,
    cost: f64,
}

fn understand(
    reading: &Reading,
    rules: &Rules,
    ledger: &Ledger,
    index: usize,
    number: &mut Number,
) {
    let mut candidates = candidates(reading, index, rules);
    candidates.sort_by(|one, other| {
        let length = |candidate: &Candidate| std::cmp::Reverse(candidate.label.phrase.len());
        one.cost.total_cmp(&other.cost).then(length(one).cmp(&length(other)))
    });
    let literal = &reading.literals[index];
    for candidate in candidates {
        let Some((rule, part)) = choose(reading, ledger, &candidate, number) else { continue };
        let sentence = reading.sentence(literal.span.start);
        let compares = reading.holds(&sentence, &rules.comparisons);
        let close = candidate.gap == 0 && !candidate.label.faint;
        let meaning = match &rule.target {
            Target::Claim(id) => {
                let hedged = !rule.near.is_empty() && reading.holds(&sentence, &rules.hedges);
                let close = close && !hedged && literal.relation == Relation::Equal;
                Meaning::Claim { id: id.clone(), close }
            }
            Target::Setting(name) => Meaning::Setting { name: name.clone(), close, compares },
            Target::Other(name) => Meaning::Other(name.clone()),
        };
        if number.meaning != Meaning::Unknown {
            number.otherwise.push(meaning);
            continue;
        }
        number.meaning = meaning;
        if part.is_some() {
            number.part = part;
        }
    }
}

/// The labels around a number, in its sentence, its table or the line above.
fn candidates<'a>(reading: &Reading<'a>, index: usize, rules: &'a Rules) -> Vec<Candidate<'a>> {
    let literal = &reading.literals[index];
    let span = &literal.span;
    let sentence = reading.sentence(span.start);
    let mut found = Vec::new();
    let column = reading.column(span.start);
    for (at, label) in &reading.labels {
        let within = at.start >= sentence.start && at.end <= sentence.end;
        if !within || column.is_some() && reading.column(at.start) != column {
            continue;
        }
        if at.end <= span.start && !label.follows {
            let between = at.end..span.start;
            if between.len() > 400 {
                continue;
            }
            let others = |l: &&Literal| l.span.start >= between.start && l.span.end <= between.end;
            let literals = reading.literals.iter().filter(others).count() as f64;
            let text = &reading.text[between.clone()];
            let comma = if literals > 0.0 && text.contains([',', ';']) { 0.7 } else { 0.0 };
            let aside = closes(&reading.text[at.start..span.start]);
            let bracket = if aside { 3.0 } else { 0.0 };
            let gap = reading.gap(between);
            if gap <= REACH {
                let cost = gap as f64 + 0.1 * literals + comma + bracket;
                found.push(Candidate { label, at: at.clone(), gap, cost });
            }
        } else if at.start >= span.end && label.follows {
            let between = span.end..at.start;
            let text = &reading.text[between.clone()];
            if between.len() > 60 || text.contains([';', ':']) {
                continue;
            }
            // "50 or 100 hidden units"
            let inside = |l: &&Literal| l.span.start >= between.start && l.span.end <= between.end;
            let listed = reading.literals.iter().filter(inside).count();
            let gap = reading.gap(between.clone());
            let reaches =
                if listed > 0 { gap == 0 } else { gap <= REACH_BEHIND && !text.contains(',') };
            if reaches {
                let cost = gap as f64 + 0.3 + 0.2 * listed as f64;
                found.push(Candidate { label, at: at.clone(), gap, cost });
            }
        }
    }
    let mut outside: Vec<Range<usize>> = Vec::new();
    if let Some(column) = column {
        outside.extend(reading.unit.header.get(column).cloned());
        // A table that lies on its side has its labels in the first column.
        outside.extend(reading.unit.cells.first().filter(|_| column > 0).cloned());
    } else if found.is_empty()
        && index == 0
        && reading.text[reading.unit.span.start..span.start].trim().is_empty()
    {
        outside.extend(reading.unit.lead.clone());
    }
    for (rank, place) in outside.into_iter().enumerate() {
        let squeezed = super::squeezed::Squeezed::new(&reading.text[place.clone()]);
        for label in &rules.labels {
            if let Some(hit) = squeezed.find(&label.phrase).pop() {
                let at = place.start + hit.start..place.start + hit.end;
                let cost = 0.5 + 0.1 * rank as f64 - 0.001 * label.phrase.len() as f64;
                found.push(Candidate { label, at, gap: 0, cost });
            }
        }
    }
    found
}

/// Whether a bracket closes that was not opened: what stands before it is an aside.
fn closes(text: &str) -> bool {
    let mut depth = 0_i32;
    text.chars().any(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth < 0
    })
}

/// The rule of a label that fits the number's part, subject and kind; the most particular one.
fn choose<'a>(
    reading: &Reading,
    ledger: &Ledger,
    candidate: &Candidate<'a>,
    number: &Number,
) -> Option<(&'a Rule, Option<String>)> {
    let span = &number.literal.span;
    let sentence = reading.sentence(span.start);
    let before =
        |found: &&super::part::Found| found.start >= sentence.start && found.end <= span.start;
    let named = reading.parts.iter().rev().find(before).and_then(|found| found.name(None));
    let parts: Vec<Option<String>> = match &named {
        Some(named) => vec![Some(named.clone()), reading.unit.part.clone()],
        None => vec![reading.unit.part.clone()],
    };
    let near = |rule: &Rule| rule.near.is_empty() || is_near(reading, candidate, span, rule);
    for part in parts {
        let fits = |rule: &&Rule| {
            (rule.part.is_none() || part.is_none() || rule.part == part)
                && (rule.subject.is_none() || rule.subject == number.subject)
                && takes(&rule.target, ledger, &number.literal.value)
                && near(rule)
        };
        let rank = |rule: &&Rule| {
            let claim = matches!(rule.target, Target::Claim(_));
            (
                rule.part.is_some() && rule.part == part,
                rule.subject.is_some(),
                !rule.near.is_empty(),
                claim,
            )
        };
        let mut fitting: Vec<&Rule> = candidate.label.rules.iter().filter(fits).collect();
        fitting.sort_by_key(|rule| std::cmp::Reverse(rank(rule)));
        let Some(best) = fitting.first() else { continue };
        // Without a part, or between equals, nothing is guessed.
        let rivals = fitting.iter().filter(|rule| rank(rule) == rank(best));
        if rivals.clone().all(|rival| rival.target == best.target) {
            let other = best.part.clone().filter(|_| part.is_none());
            return Some((best, part.or(other)));
        }
    }
    None
}

fn is_near(reading: &Reading, candidate: &Candidate, span: &Range<usize>, rule: &Rule) -> bool {
    let unit = reading.unit;
    let mut places = vec![reading.sentence(span.start), candidate.at.clone()];
    places.extend(unit.lead.clone());
    places.extend(unit.heading.clone());
    if let Some(column) = reading.column(span.start) {
        places.extend(unit.header.get(column).cloned());
        places.extend(unit.cells.first().cloned());
    }
    places.iter().any(|place| reading.holds(place, &rule.near))
}

/// Whether a claim or setting can have such a value.
fn takes(target: &Target, ledger: &Ledger, value: &LiteralValue) -> bool {
    use LiteralValue::{Chain, Printed as Plain, Repaired, Separated, Unclear};
    let array = match value {
        Plain(printed) | Repaired(printed, _) => matches!(printed, Printed::Array(_)),
        Chain(_) => {
            let sizes = |name: &str| matches!(name, "layers" | "pixels");
            return matches!(target, Target::Setting(name) if sizes(name));
        }
        Separated(_) | Unclear(_) => return true,
    };
    match target {
        Target::Setting(name) => match name.as_str() {
            "start" | "minimum" | "layers" => array,
            "rate" => true,
            _ => !array,
        },
        Target::Claim(id) => match ledger.find(id).map(|claim| claim.rule) {
            Some(Judging::Printed) => array,
            Some(_) => !array,
            None => array == id.ends_with(".point"),
        },
        Target::Other(_) => true,
    }
}
