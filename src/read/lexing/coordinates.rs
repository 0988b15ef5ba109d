//! Names of coordinates: `x`, `y_final`, `x_1`, `θ₂`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::homework::Axis;
use crate::read::language::characters::is_word;

/// What a coordinate's name may end in: `x_t`, `x_{final}`, `x*`, `x_{1000}`.
static ENDING: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:_?\{?[tn]\}?|_?\{?\\?(?:mathrm)?\{?(?:final|end|fin)\}*|\*|_?\{?\d{3,9}\}?)")
        .ok()
});

/// An index of a coordinate.
static INDEX: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"^_?\{?([12₁₂])\}?").ok());

/// What x and y are only arguments of: `f(x, y)`, `‖x‖`.
static ARGUMENTS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:f|log|norm|dist)\s*\([^()]*\)|‖[^‖]*‖|\|\|[^|]*\|\|").ok());

/// The coordinates that a folded text names outside those bytes, which are in order.
pub(in crate::read) fn coordinates(
    text: &str,
    values: &[Range<usize>],
) -> Vec<(Range<usize>, Axis)> {
    let (Some(ending), Some(index), Some(arguments)) =
        (ENDING.as_ref(), INDEX.as_ref(), ARGUMENTS.as_ref())
    else {
        return Vec::new();
    };
    let mut excluded: Vec<Range<usize>> = values.to_vec();
    excluded.extend(arguments.find_iter(text).map(|found| found.range()));
    excluded.sort_by_key(|span| span.start);
    let mut found = Vec::new();
    let (mut before, mut next_excluded, mut covered) = (None, 0, 0);
    for (at, character) in text.char_indices() {
        let starts = !before.is_some_and(|c| is_word(c) || c == '^');
        before = Some(character);
        if !starts || !matches!(character, 'x' | 'y' | 'w' | 'θ') {
            continue;
        }
        while excluded.get(next_excluded).is_some_and(|span| span.start <= at) {
            covered = covered.max(excluded[next_excluded].end);
            next_excluded += 1;
        }
        let behind = at + character.len_utf8();
        let rest = &text[behind..];
        let indexed = index.captures(rest).filter(|_| character != 'y');
        let one = indexed.and_then(|captures| {
            let end = behind + captures.get_match().end();
            let axis = if matches!(&captures[1], "1" | "₁") { Axis::X } else { Axis::Y };
            closed(text, end, "²").then_some((at..end, axis))
        });
        let plain = || {
            let axis = match character {
                'x' => Axis::X,
                'y' => Axis::Y,
                _ => return None,
            };
            let long = ending.find(rest).map(|ending| behind + ending.end());
            let end = long.filter(|end| closed(text, *end, "(²"));
            let end = end.or_else(|| closed(text, behind, "(²").then_some(behind))?;
            Some((at..end, axis))
        };
        found.extend(one.or_else(plain).filter(|(span, _)| span.end > covered));
    }
    found
}

/// Whether a name can end at a byte.
fn closed(text: &str, end: usize, marks: &str) -> bool {
    !text[end..].starts_with(|c: char| is_word(c) || c == '^' || marks.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_arguments() {
        let found = |text: &str| {
            let found = coordinates(text, &[]);
            found.into_iter().map(|(span, _)| text[span].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            found("x = 1, y_final = 2, x_1, x_{2}, x*"),
            ["x", "y_final", "x_1", "x_{2}", "x*"]
        );
        assert_eq!(found("f(x, y) = 3, ‖x‖, x^2, max, x(t)"), [""; 0]);
        let axes: Vec<Axis> = coordinates("θ₁ w2", &[]).into_iter().map(|(_, axis)| axis).collect();
        assert_eq!(axes, [Axis::X, Axis::Y]);
    }
}
