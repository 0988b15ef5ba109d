//! A LaTeX source: its comments, and which brace, bracket and environment ends where. All is found
//! in one pass, so that many that never end take no more time.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::read::language::text::{Edit, Text};
use crate::read::source::pattern::pattern;

static VERBATIM: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\\(begin|end)\{((?:[Vv]erbatim|alltt|lstlisting|minted)\*?)\}"));
static ENVIRONMENT_END: LazyLock<Regex> = LazyLock::new(|| pattern(r"\\end\{([^{}\n]{1,40})\}"));
static OVERLAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"^<[\d,|@+a-z. -]{0,40}>"));

/// The longest options of a command.
const LONGEST_OPTIONS: usize = 2_000;

/// The text without what follows a `%`, except where every sign stands for itself.
pub(super) fn without_comments(text: &Text) -> Text {
    let mut edits = Vec::new();
    let mut verbatim: Option<String> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim_end_matches(['\n', '\r']);
        let comment = comment(words).filter(|_| verbatim.is_none());
        if let Some(comment) = comment {
            // A line that is all comment does not end a paragraph.
            let all = words[..comment].trim().is_empty();
            let range = if all { 0..line.len() } else { comment..words.len() };
            edits.push(Edit::new(start + range.start..start + range.end, ""));
        }
        for found in VERBATIM.captures_iter(&words[..comment.unwrap_or(words.len())]) {
            match &verbatim {
                None if &found[1] == "begin" => verbatim = Some(found[2].to_owned()),
                Some(open) if &found[1] == "end" && *open == found[2] => verbatim = None,
                _ => {}
            }
        }
        start += line.len();
    }
    if edits.is_empty() { text.clone() } else { text.edited(&edits) }
}

/// Where the comment of a line begins.
fn comment(line: &str) -> Option<usize> {
    let mut escaped = false;
    line.bytes().position(|byte| {
        let begins = byte == b'%' && !escaped;
        escaped = byte == b'\\' && !escaped;
        begins
    })
}

/// A text with its braces and environments.
pub(super) struct Source<'a> {
    pub(super) text: &'a Text,
    /// Each brace with that which closes it, ascending.
    braces: Vec<(usize, usize)>,
    /// Where environments of a name end.
    ends: HashMap<&'a str, Vec<usize>>,
    /// Where formulas in lines of their own end.
    formula_ends: Vec<usize>,
}

impl<'a> Source<'a> {
    pub(super) fn of(text: &'a Text) -> Self {
        let (mut braces, mut open, mut formula_ends) = (Vec::new(), Vec::new(), Vec::new());
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            match bytes[at] {
                b'\\' => {
                    if bytes.get(at + 1) == Some(&b']') {
                        formula_ends.push(at);
                    }
                    at += 1;
                }
                b'{' => open.push(at),
                b'}' => braces.extend(open.pop().map(|open| (open, at))),
                _ => {}
            }
            at += 1;
        }
        braces.sort_unstable();
        let mut ends: HashMap<&str, Vec<usize>> = HashMap::new();
        for found in ENVIRONMENT_END.captures_iter(text) {
            if let Some(name) = found.get(1) {
                ends.entry(name.as_str()).or_default().push(found.get_match().start());
            }
        }
        Self { text, braces, ends, formula_ends }
    }

    /// What stands in the braces that open there.
    pub(super) fn group(&self, open: usize) -> Option<Range<usize>> {
        let found = self.braces.binary_search_by_key(&open, |(open, _)| *open).ok()?;
        Some(open + 1..self.braces[found].1)
    }

    /// What stands in the next braces, behind blanks and options.
    pub(super) fn argument(&self, behind: usize) -> Option<Range<usize>> {
        let behind = self.options(behind).map_or(behind, |options| options.end + 1);
        self.group(self.behind_blanks(behind))
    }

    /// What stands in the square brackets that follow.
    pub(super) fn options(&self, behind: usize) -> Option<Range<usize>> {
        self.options_at(self.behind_blanks(behind))
    }

    /// What stands in the square brackets that open there.
    pub(super) fn options_at(&self, open: usize) -> Option<Range<usize>> {
        let inside = self.text[open..].strip_prefix('[')?;
        let mut depth = 0_usize;
        for (length, byte) in inside.bytes().take(LONGEST_OPTIONS).enumerate() {
            match byte {
                b'{' => depth += 1,
                b'}' => depth = depth.saturating_sub(1),
                b']' if depth == 0 => return Some(open + 1..open + 1 + length),
                _ => {}
            }
        }
        None
    }

    /// The byte behind what says on which slides something is seen.
    pub(super) fn overlay(&self, behind: usize) -> usize {
        OVERLAY.find(&self.text[behind..]).map_or(behind, |overlay| behind + overlay.end())
    }

    fn behind_blanks(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        at + rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len()
    }

    /// Where the environment of that name ends that is open there.
    pub(super) fn environment_end(&self, name: &str, at: usize) -> Option<usize> {
        let ends = self.ends.get(name)?;
        ends.get(ends.partition_point(|end| *end < at)).copied()
    }

    /// Where the formula ends that is open there.
    pub(super) fn formula_end(&self, at: usize) -> Option<usize> {
        self.formula_ends.get(self.formula_ends.partition_point(|end| *end < at)).copied()
    }
}
