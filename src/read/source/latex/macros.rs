//! A report's own macros: `\newcommand{\acc}{0.96}`. Those without arguments are written out, and
//! what they say keeps the place where it is defined.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::pattern;
use super::source::Source;
use crate::read::language::text::Text;

static DEFINITION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\\(?:(?:re)?newcommand|providecommand|def)\*?\s*(?:\{\s*\\([A-Za-z]+)\s*\}|\\([A-Za-z]+))\s*(\[\d\]|#\d)?",
    )
});
static COMMAND: LazyLock<Regex> = LazyLock::new(|| pattern(r"\\(?:([A-Za-z]+)(\{\})?|.)"));

/// Macros within macros that are written out.
const DEEPEST: usize = 3;
/// The longest text that stands for a macro.
const LONGEST: usize = 300;
/// Bytes that all macros together may add.
const MOST_ADDED: usize = 200_000;

/// The text with its macros written out.
pub(super) fn expanded(text: &Text) -> Text {
    let mut text = text.clone();
    let mut left = MOST_ADDED;
    for _ in 0..DEEPEST {
        let (next, added) = once(&text, left);
        left -= added;
        if added == 0 {
            break;
        }
        text = next;
    }
    text
}

/// Writes out one level, and says how many bytes that added.
fn once(text: &Text, most: usize) -> (Text, usize) {
    let (bodies, definitions) = definitions(text);
    let mut result = Text::default();
    let (mut at, mut added, mut next) = (0, 0, 0);
    if bodies.is_empty() {
        return (result, 0);
    }
    for found in COMMAND.captures_iter(text) {
        let whole = found.get_match().range();
        while definitions.get(next).is_some_and(|definition| definition.end <= whole.start) {
            next += 1;
        }
        let is_defined = definitions.get(next).is_some_and(|one| one.start <= whole.start);
        let body = found.get(1).and_then(|name| bodies.get(name.as_str()));
        let Some(body) = body.filter(|body| !is_defined && added + body.len() <= most) else {
            continue;
        };
        result.push(&text.slice(at..whole.start));
        result.push(&text.slice(body.clone()));
        added += body.len();
        at = whole.end;
    }
    result.push(&text.slice(at..text.len()));
    (result, added)
}

/// What stands for each macro, and where definitions are.
fn definitions(text: &Text) -> (HashMap<&str, Range<usize>>, Vec<Range<usize>>) {
    let mut bodies = HashMap::new();
    let mut places: Vec<Range<usize>> = Vec::new();
    if !DEFINITION.is_match(text) {
        return (bodies, places);
    }
    let source = Source::of(text);
    for found in DEFINITION.captures_iter(text) {
        let whole = found.get_match().range();
        let Some(body) = source.argument(whole.end) else { continue };
        if places.last().is_some_and(|last| whole.start < last.end) {
            continue;
        }
        places.push(whole.start..body.end + 1);
        let name = found.get(1).or(found.get(2)).map_or("", |name| name.as_str());
        let takes_none = found.get(3).is_none() && !text[body.clone()].contains('#');
        if takes_none && !body.is_empty() && body.len() <= LONGEST {
            bodies.insert(name, body);
        }
    }
    (bodies, places)
}
