//! Numbers that belong together: thousands apart by a plain blank, the coordinates of a point.

use std::ops::Range;

use crate::homework::Axis;
use crate::read::language::characters::tail;
use crate::read::lexing::number::Number;
use crate::read::lexing::numbers::Lexed;
use crate::read::lexing::settings::Settings;

/// `54 018`: a plain blank inside a number that the homework has.
pub(in crate::read) fn join(text: &str, found: &mut Vec<Lexed>, settings: &Settings) {
    let mut joined: Vec<Lexed> = Vec::with_capacity(found.len());
    for next in found.drain(..) {
        if let Some(last) = joined.last_mut()
            && let Some(value) = joins(text, last, &next)
            && settings.is_known(value)
        {
            let digits = format!("{}{}", last.number.text, next.number.text);
            last.number.span.end = next.number.span.end;
            last.number.text = text[last.number.span.clone()].to_owned();
            last.number.percent = next.number.percent;
            last.until = next.until;
            last.number.readings[0].value = value;
            last.number.readings[0].digits = digits;
            continue;
        }
        joined.push(next);
    }
    *found = joined;
}

fn joins(text: &str, one: &Lexed, other: &Lexed) -> Option<f64> {
    let plain = |number: &Number, digits: Range<usize>| {
        digits.contains(&number.text.len())
            && number.first().integer
            && number.text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let beside = text[one.until..other.number.span.start] == *" " && !one.number.percent;
    let fits = beside && plain(&one.number, 1..4) && plain(&other.number, 3..4);
    fits.then(|| format!("{}{}", one.number.text, other.number.text).parse().ok())?
}

/// Digits that a coordinate has at least, so that `(0.1, 0.5)` is no point.
const POINT_DIGITS: usize = 4;

/// Marks the coordinates of printed points: `(0.9943, 0.9887)`, `[1. 1.]`.
pub(in crate::read) fn points(text: &str, found: &mut [Lexed], settings: &Settings) {
    for index in 1..found.len() {
        let (one, other) = (&found[index - 1], &found[index]);
        if !settings.is_rate(one.number.value()) && is_point(text, one, other) {
            found[index - 1].number.coordinate = Some(Axis::X);
            found[index].number.coordinate = Some(Axis::Y);
        }
    }
}

fn is_point(text: &str, one: &Lexed, other: &Lexed) -> bool {
    let (x, y) = (&one.number, &other.number);
    if x.coordinate.is_some() || x.percent || y.percent {
        return false;
    }
    let left = tail(text, x.span.start, 12).trim_end();
    let left = left.strip_suffix('=').map_or(left, |rest| {
        let rest = rest.trim_end();
        rest.strip_suffix('x').map_or("", str::trim_end)
    });
    let right = text[other.until..].trim_start();
    let between = text.get(one.until..y.span.start).unwrap_or("");
    if !left.ends_with(['(', '[']) || !right.starts_with([')', ']']) || !divides(between) {
        return false;
    }
    let real = |number: &Number| number.not_a_number || !number.first().integer;
    let near_minimum = x.text.starts_with("0.") || x.text.starts_with("1.");
    // `[3. 2.]` is NumPy's print of a point.
    let bare = |number: &Number| number.first().digits.ends_with('.');
    let near_minimum = near_minimum || (bare(x) && bare(y));
    let fine = x.not_a_number || near_minimum || x.significant() >= 3;
    let digits = x.first().digits.bytes().filter(|byte| *byte != b'.').count();
    // `[1.0, 1.0]` is a list's print of one; in round brackets it is the minimum itself.
    let listed = left.ends_with('[') && [x, y].iter().all(|n| n.first().digits.ends_with(".0"));
    let long =
        x.not_a_number || x.first().digits.ends_with('.') || digits >= POINT_DIGITS || listed;
    real(x) && real(y) && fine && long
}

/// Whether that stands between two coordinates.
fn divides(between: &str) -> bool {
    let words = between.trim().trim_end_matches(['=', ' ']);
    let words = words.strip_suffix('y').map_or(words, str::trim_end);
    let named = words.len() < between.trim().len();
    match words {
        "," | ";" => true,
        "" => named || between.starts_with(char::is_whitespace),
        ",\\" | "\\" => !named,
        _ => false,
    }
}
