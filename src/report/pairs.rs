//! Points that are printed without brackets: `Final point: 0.99433318 0.98867571`, and
//! `x = 0.99433318, y = 0.98867571`.

use std::ops::Range;

use super::literal::{Literal, LiteralValue};
use super::rules::{Label, Target};
use crate::claim::{Printed, PrintedNumber};
use crate::homework::Kind;

/// Makes one literal of two numbers side by side behind the label of a point.
pub(super) fn join_pairs(
    text: &str,
    literals: Vec<Literal>,
    labels: &[(Range<usize>, &Label)],
) -> Vec<Literal> {
    let mut joined: Vec<Literal> = Vec::with_capacity(literals.len());
    let mut at = 0;
    while let Some(first) = literals.get(at) {
        let adjacent = |index: usize| {
            let (Some(one), Some(other)) = (literals.get(index), literals.get(index + 1)) else {
                return false;
            };
            let between = &text[one.span.end..other.span.start];
            matches!(between.trim_matches([' ', '\u{a0}']), "" | ",")
        };
        let pair = adjacent(at) && !adjacent(at + 1) && (at == 0 || !adjacent(at - 1));
        let pair = pair && is_led(text, first, labels);
        if (pair || literals.get(at + 1).is_some_and(|second| is_x_and_y(text, first, second)))
            && let Some(point) = point(text, first, &literals[at + 1])
        {
            joined.push(point);
            at += 2;
        } else {
            joined.push(first.clone());
            at += 1;
        }
    }
    joined
}

/// `x = 1.0, y = 1.0`.
fn is_x_and_y(text: &str, first: &Literal, second: &Literal) -> bool {
    let is = |text: &str, name: char| {
        let bare: String = text.chars().filter(|c| !c.is_whitespace() && *c != '$').collect();
        let bare = bare.strip_suffix(['=', '≈', ':']).and_then(|text| text.strip_suffix(name));
        bare.map(|rest| rest.trim_end_matches(['*', '_']).to_owned())
    };
    let start = text[..first.span.start].char_indices().rev().take(12).last();
    let before = start.map_or("", |(start, _)| &text[start..first.span.start]);
    let led = is(before, 'x').is_some_and(|rest| !before.contains('\n') && !rest.ends_with('\\'));
    let between = &text[first.span.end..second.span.start];
    let and = is(between, 'y');
    led && between.len() <= 16
        && and.is_some_and(|rest| matches!(&*rest, "" | "," | "and" | ",and"))
}

/// Whether nothing but marks stands between a point's label and the number.
fn is_led(text: &str, first: &Literal, labels: &[(Range<usize>, &Label)]) -> bool {
    labels.iter().any(|(at, label)| {
        let of_point = label
            .rules
            .iter()
            .any(|rule| matches!(rule.target, Target::Claim(_)) && rule.kind == Some(Kind::Point));
        let marks = text.get(at.end..first.span.start);
        of_point
            && !label.follows
            && marks.is_some_and(|marks| {
                marks.len() <= 12 && !marks.contains(|c: char| c.is_alphanumeric() || c == '\n')
            })
    })
}

fn point(text: &str, first: &Literal, second: &Literal) -> Option<Literal> {
    let element = |literal: &Literal| match &literal.value {
        LiteralValue::Printed(Printed::Number(number)) => {
            let own = &text[literal.span.clone()];
            let printed = own.contains('.') || !matches!(number, PrintedNumber::Finite(_));
            printed.then_some(own)
        }
        _ => None,
    };
    let (one, other) = (element(first)?, element(second)?);
    let array = Printed::parse(&format!("[{one} {other}]")).ok()?;
    let span = first.span.start..second.span.end;
    Some(Literal { span, value: LiteralValue::Printed(array), relation: first.relation })
}
