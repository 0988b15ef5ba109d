//! Reads the predicates of a statement: `slow(1b.gd); faster_to(1b.adam, 1b.gd, 0.1)`.
//!
//! A threshold is one number, asked over what a reader could mean by it; `0.05..0.2`, asked over
//! just that; or `=0.1`, asked alone. An argument with a comma in its name stands in quotes.

use std::ops::Range as Span;

use super::predicate::{Argument, Predicate, Range};
use super::quantity::QuantityId;
use super::signatures::{PredicateName, Role, ThresholdRole};
use super::what::What;
use super::{Assignment, Catalogue, NetWork};

/// What is wrong in a list of predicates, and at which bytes of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{title}: {label}")]
pub struct StatementError {
    /// The bytes.
    pub span: Span<usize>,
    /// What is wrong, in a few words.
    pub title: String,
    /// Said at the place.
    pub label: String,
    /// What there is instead.
    pub help: Option<String>,
}

impl StatementError {
    fn new(span: Span<usize>, title: impl Into<String>, label: impl Into<String>) -> Self {
        Self { span, title: title.into(), label: label.into(), help: None }
    }
}

/// What predicates can speak of.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// The experiments.
    pub assignment: &'a Assignment,
    /// Their quantities.
    pub catalogue: &'a Catalogue,
}

/// The predicates of a statement.
///
/// # Errors
/// Anything that is not a list of known predicates with fitting arguments; with its place.
pub fn predicates(text: &str, names: Names) -> Result<Vec<Predicate>, StatementError> {
    let mut found = Vec::new();
    for span in pieces(text, 0..text.len(), ';') {
        if !text[span.clone()].trim().is_empty() {
            found.push(predicate(text, trimmed(text, span), names)?);
        }
    }
    Ok(found)
}

fn trimmed(text: &str, span: Span<usize>) -> Span<usize> {
    let piece = &text[span.clone()];
    let start = span.start + piece.len() - piece.trim_start().len();
    start..(start + piece.trim().len())
}

/// The stretches between separators that stand outside brackets and quotes.
fn pieces(text: &str, span: Span<usize>, separator: char) -> Vec<Span<usize>> {
    let (mut found, mut start, mut depth, mut quoted) = (Vec::new(), span.start, 0_i32, false);
    for (at, character) in text[span.clone()].char_indices() {
        let at = at + span.start;
        match character {
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            c if c == separator && depth <= 0 => {
                found.push(start..at);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    found.push(start..span.end);
    found
}

fn predicate(text: &str, span: Span<usize>, names: Names) -> Result<Predicate, StatementError> {
    let own = &text[span.clone()];
    let form = || {
        let label = "a predicate has the form `slow(1b.gd)`";
        StatementError::new(span.clone(), "this is no predicate", label)
    };
    let open = own.find('(').ok_or_else(form)?;
    if !own.ends_with(')') {
        return Err(form());
    }
    let word = own[..open].trim_end();
    let Some(name) = PredicateName::from_word(word) else {
        let place = span.start..span.start + word.len();
        let title = format!("no predicate is called `{word}`");
        let known: Vec<&str> = PredicateName::ALL.iter().map(|name| name.word()).collect();
        let help = Some(format!("there are {}", known.join(", ")));
        return Err(StatementError { help, ..StatementError::new(place, title, "unknown") });
    };
    let inside = span.start + open + 1..span.end - 1;
    let arguments: Vec<Span<usize>> = pieces(text, inside.clone(), ',')
        .into_iter()
        .map(|piece| trimmed(text, piece))
        .filter(|piece| !piece.is_empty() || inside.clone().count() > 0)
        .collect();
    let (roles, thresholds) = (name.roles(), name.thresholds());
    let needed = roles.len() + thresholds.iter().filter(|t| t.usual.is_none()).count();
    if !(needed..=roles.len() + thresholds.len()).contains(&arguments.len()) {
        let title = format!("`{word}` takes other arguments");
        let label = format!("{} here; it is `{}`", arguments.len(), name.usage());
        return Err(StatementError::new(span, title, label));
    }
    let named = roles.iter().zip(&arguments);
    let named = named.map(|(role, place)| argument(text, place.clone(), *role, names));
    let given = arguments.get(roles.len()..).unwrap_or_default();
    let ranges = thresholds.iter().enumerate().map(|(index, role)| match given.get(index) {
        Some(place) => range(text, place.clone(), role),
        None => Ok(around(role, role.usual.unwrap_or(f64::NAN))),
    });
    let ranges: Result<Vec<Range>, _> = ranges.collect();
    let named: Vec<Argument> = named.collect::<Result<_, _>>()?;
    if let [one, other] = &named[..]
        && one == other
    {
        let label = "the same here twice";
        return Err(StatementError::new(span, format!("`{word}` compares two"), label));
    }
    Ok(Predicate { name, arguments: named, thresholds: ranges? })
}

fn around(role: &ThresholdRole, usual: f64) -> Range {
    let [low, high] = role.around(usual);
    Range { low, usual, high }
}

fn range(text: &str, span: Span<usize>, role: &ThresholdRole) -> Result<Range, StatementError> {
    let own = &text[span.clone()];
    let number = |text: &str| {
        let value: Option<f64> = text.trim().parse().ok();
        let [least, most] = role.bounds;
        let possible =
            |value: &f64| value.is_finite() && *value > 0.0 && (least..=most).contains(value);
        value.filter(possible).ok_or_else(|| {
            let title = format!("`{own}` is no {}", role.what);
            let bound = match (least > 0.0, most.is_finite()) {
                (true, _) => format!("a number from {least} on"),
                (_, true) => format!("a positive number up to {most}"),
                _ => "a positive number".to_owned(),
            };
            let label = format!("{bound}, `low..high`, or `=number`");
            StatementError::new(span.clone(), title, label)
        })
    };
    if let Some(alone) = own.strip_prefix('=') {
        let value = number(alone)?;
        return Ok(Range { low: value, usual: value, high: value });
    }
    if let Some((low, high)) = own.split_once("..") {
        let (low, high) = (number(low)?, number(high)?);
        if low > high {
            let label = "the first is above the second";
            return Err(StatementError::new(span, "a range goes upwards", label));
        }
        return Ok(Range { low, usual: (low * high).sqrt(), high });
    }
    Ok(around(role, number(own)?))
}

fn argument(
    text: &str,
    span: Span<usize>,
    role: Role,
    names: Names,
) -> Result<Argument, StatementError> {
    let own = &text[span.clone()];
    let own = own.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(own);
    let Names { assignment, catalogue } = names;
    let nets = || assignment.nets.iter();
    let probes = || nets().filter(|part| matches!(part.work, NetWork::Probe(_)));
    let sweeps = || nets().filter(|part| part.trainings().len() > 1);
    let ratio = |part: &super::NetPart| QuantityId::of_part(&part.part, What::Ratio);
    let found = match role {
        Role::Run => {
            assignment.runs().find(|run| run.id == own).map(|run| Argument::Run(run.id.clone()))
        }
        Role::Training => {
            let training = assignment.trainings().find(|training| training.id == own);
            training.map(|training| Argument::Training(training.id.clone()))
        }
        Role::Sweep => {
            let part = assignment.find_part(own).filter(|part| sweeps().any(|s| s.part == **part));
            part.map(|part| Argument::Sweep(part.clone()))
        }
        Role::Probe => {
            let part = assignment.find_part(own).filter(|part| probes().any(|p| p.part == **part));
            part.map(|part| Argument::Probe(part.clone()))
        }
        Role::Ratio => {
            let id = QuantityId::read(own, catalogue).ok();
            id.filter(|id| id.what == What::Ratio).map(Argument::Quantity)
        }
    };
    found.ok_or_else(|| {
        let known: Vec<String> = match role {
            Role::Run => assignment.runs().map(|run| run.id.to_string()).collect(),
            Role::Training => assignment.trainings().map(|t| t.id.to_string()).collect(),
            Role::Sweep => sweeps().map(|part| part.part.to_string()).collect(),
            Role::Probe => probes().map(|part| part.part.to_string()).collect(),
            Role::Ratio => probes().map(|part| ratio(part).to_string()).collect(),
        };
        let there = if known.is_empty() {
            format!("the homework has no {}", role.word())
        } else {
            format!("there are {}", known.join(", "))
        };
        let title = format!("no {} is called `{own}`", role.word());
        let error = StatementError::new(span, title, "unknown");
        StatementError { help: Some(there), ..error }
    })
}
