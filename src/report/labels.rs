//! Which label belongs to a number: the nearest in its sentence, its table or the line above, whose
//! rules fit the part, the subject and the kind of the number.

use std::ops::Range;

use super::kinds::takes;
use super::literal::{Literal, Relation};
use super::numbers::{Meaning, Number};
use super::part::Found;
use super::reading::Reading;
use super::rules::{Label, Rule, Rules, Target};
use super::squeezed::Squeezed;
use crate::homework::{ClaimId, PartId, What};

/// The most words between a label and its number.
const REACH: usize = 8;
/// The most words between a number and the label behind it.
const REACH_BEHIND: usize = 2;

/// A label that could belong to a number, and what it costs to believe so.
struct Candidate<'a> {
    label: &'a Label,
    at: Range<usize>,
    gap: usize,
    cost: f64,
}

/// Says what a number is by the labels around it.
pub(super) fn understand(reading: &Reading, rules: &Rules, index: usize, number: &mut Number) {
    let mut candidates = candidates(reading, index, rules);
    candidates.sort_by(|one, other| {
        let length = |candidate: &Candidate| std::cmp::Reverse(candidate.label.phrase.len());
        one.cost.total_cmp(&other.cost).then(length(one).cmp(&length(other)))
    });
    let literal = &reading.literals[index];
    for candidate in candidates {
        let Some((rule, part)) = choose(reading, rules, &candidate, number) else { continue };
        let sentence = reading.sentence(literal.span.start);
        let compares = reading.holds(&sentence, &rules.comparisons);
        let close = candidate.gap == 0 && !candidate.label.faint;
        let meaning = match &rule.target {
            Target::Claim(id) => {
                let hedged = !rule.near.is_empty() && reading.holds(&sentence, &rules.hedges);
                let close = close && !hedged && literal.relation == Relation::Equal;
                Meaning::Claim { id: id.clone(), close }
            }
            // "9635 of 10000 test images" counts, it does not set.
            Target::Setting(_) if is_out_of(reading.text, literal.span.end) => {
                Meaning::Other("a count out of another".to_owned())
            }
            Target::Setting(name) => {
                // "0.02 was too large in a first try" is no word about the homework's rates.
                let close = close && !reading.holds(&sentence, &rules.asides);
                Meaning::Setting { name: *name, close, compares }
            }
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

/// Whether a number is so many of another: `9635 of 10000`, `9635 / 10000`.
fn is_out_of(text: &str, end: usize) -> bool {
    let rest = text[end..].trim_start_matches([' ', '*', '$']);
    let rest = ["out of ", "of the ", "of ", "/"].iter().find_map(|word| rest.strip_prefix(word));
    rest.is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
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
            let gap = reading.gap(between.clone()) + usize::from(is_led(text));
            if gap <= REACH && !has_moved_on(reading, at, &between) {
                // "9 hidden layers of 30": the label has its number already.
                let taken = reading.literals.iter().any(|l| {
                    l.span.end <= at.start && reading.text[l.span.end..at.start].trim().is_empty()
                });
                let taken = if taken { 0.5 } else { 0.0 };
                let cost = gap as f64 + 0.5 * literals + comma + bracket + taken;
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
        } else if at.start >= span.end && is_bracketed(reading.text, span.end..at.start, at.end) {
            found.push(Candidate { label, at: at.clone(), gap: 0, cost: 0.2 });
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
        let squeezed = Squeezed::new(&reading.text[place.clone()]);
        for label in &rules.labels {
            if let Some(hit) = squeezed.find(&label.phrase).pop() {
                let at = place.start + hit.start..place.start + hit.end;
                // The name of a method in a table is no label, even if it is a setting's name too.
                if reading.is_subject(&at) {
                    continue;
                }
                let cost = 0.5 + 0.1 * rank as f64 - 0.001 * label.phrase.len() as f64;
                found.push(Candidate { label, at, gap: 0, cost });
            }
        }
    }
    found
}

/// Whether the words of another line lead to the number, with a colon.
fn is_led(between: &str) -> bool {
    let line = between.rfind('\n').map_or("", |newline| &between[newline..]);
    line.split_once(':').is_some_and(|(words, _)| words.contains(char::is_alphabetic))
}

/// Whether a label is done with before a number: it has one, and another method is named since;
/// or it stands behind its own, "4.66e-05 in the first layer and 1.08".
fn has_moved_on(reading: &Reading, label: &Range<usize>, between: &Range<usize>) -> bool {
    let inside = |at: &Range<usize>| at.start >= between.start && at.end <= between.end;
    let number = reading.literals.iter().find(|literal| inside(&literal.span));
    let next = number.is_some_and(|number| {
        // In brackets it belongs to the number before: "0.1 (SGD), 0.001 (Adam)".
        let begins = |at: &Range<usize>| {
            at.start >= number.span.end && !reading.text[..at.start].ends_with('(')
        };
        reading.subjects.iter().any(|(at, _)| inside(at) && begins(at))
    });
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let own = reading.literals.iter().rev().find(|literal| literal.span.end <= label.start);
    let behind = own.is_some_and(|own| {
        let tie = words(&reading.text[own.span.end..label.start]);
        let bracketed = is_bracketed(reading.text, own.span.end..label.start, label.end);
        let tied = bracketed
            || matches!(tie.first().map(String::as_str), Some("in" | "at" | "for" | "on"));
        tied && tie.len() <= 2 && !reading.text[own.span.end..label.start].contains([',', ';', ':'])
    });
    let text = reading.text[between.clone()].trim_start_matches(['*', '_', '`', '$', ' ']);
    let first = words(text);
    let parts = text.starts_with([',', ';', ')'])
        || matches!(first.first().map(String::as_str), Some("and" | "while" | "but" | "versus"));
    next || (behind && parts)
}

/// `4.05 (first layer)`: whether a label stands in brackets of its own behind a number.
fn is_bracketed(text: &str, between: Range<usize>, end: usize) -> bool {
    let marks = ['*', '_', '`', '$', ' '];
    text[between].trim_matches(marks) == "("
        && text[end..].trim_start_matches(marks).starts_with(')')
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
    rules: &Rules,
    candidate: &Candidate<'a>,
    number: &Number,
) -> Option<(&'a Rule, Option<PartId>)> {
    let span = &number.literal.span;
    let sentence = reading.sentence(span.start);
    let before = |found: &&Found| found.start >= sentence.start && found.end <= span.start;
    let named = reading.parts.iter().rev().find(before);
    let named = named.and_then(|found| rules.parts.part(found, None));
    let parts: Vec<Option<PartId>> = match &named {
        Some(named) => vec![Some(named.clone()), reading.unit.part.clone()],
        None => vec![reading.unit.part.clone()],
    };
    let printed = &reading.text[span.clone()];
    let percent = printed.ends_with(['%', '\u{ff05}']) || printed.ends_with("cent");
    // "Of 0.0001, 0.001 and 0.01 the best": the sweep, not its winner.
    let listed = is_listed(reading, span);
    let near = |rule: &Rule| {
        let winner = matches!(&rule.target, Target::Claim(id) if is_of_winner(id));
        rule.near.is_empty() || !(listed && winner) && is_near(reading, candidate, span, rule)
    };
    let own = reading.holds(&candidate.at, &rules.best);
    let says_best = own || reading.holds(&(sentence.start..span.start), &rules.best);
    for part in parts {
        let fits = |rule: &&Rule| {
            (rule.part.is_none() || part.is_none() || rule.part == part)
                && (rule.subject.is_none() || rule.subject == number.subject)
                && takes(rule, &number.literal.value, percent)
                && near(rule)
        };
        let rank = |rule: &&Rule| {
            let claim = matches!(rule.target, Target::Claim(_));
            (
                // "The best test accuracy" is the winner's, whatever is spoken of.
                matches!(&rule.target, Target::Claim(id) if is_of_winner(id)) && says_best,
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

/// Whether a claim is about the winner of a sweep.
fn is_of_winner(id: &ClaimId) -> bool {
    let what = id.quantity().map(|id| id.what);
    matches!(what, Some(What::Winner(_) | What::BestAccuracy))
}

/// Whether a number is one of three or more in a row.
fn is_listed(reading: &Reading, span: &Range<usize>) -> bool {
    let literals = &reading.literals;
    let Some(index) = literals.iter().position(|literal| literal.span == *span) else {
        return false;
    };
    let joined = |index: usize| {
        let (Some(one), Some(other)) = (literals.get(index), literals.get(index + 1)) else {
            return false;
        };
        let between: String = reading.text[one.span.end..other.span.start]
            .chars()
            .filter(|c| !c.is_whitespace() && !"$*`_\\,;/".contains(*c))
            .collect();
        matches!(&*between, "" | "and" | "or")
    };
    let after = (index..literals.len()).take_while(|&index| joined(index)).count();
    let before = (0..index).rev().take_while(|&index| joined(index)).count();
    before + after >= 2
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
