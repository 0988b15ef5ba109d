//! Settings as a report's own source code states them. A setting is told by its name and its
//! role: the batch of a loader of test images is none of the training, and the default of a
//! function's argument counts like any other value.

mod assigned;
mod own_assignment;
mod python;

use std::ops::Range;

use crate::homework::{Assignment, PartId, Setting};
use crate::read::language::text::Text;
use crate::read::language::words::{CodeSetting, Words};

pub use assigned::values;
pub use own_assignment::{Difference, own_assignment};
pub use python::PythonValue;

/// Words in a call that say that it only evaluates.
const EVALUATION: [&str; 4] = ["test", "val", "eval", "dev_"];
/// The most lines of one call, behind its opening bracket.
const CALL_LIMIT: usize = 2_000;

/// Source code where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Code<'a> {
    /// Its lines.
    pub text: &'a Text,
    /// The parts in force.
    pub parts: &'a [PartId],
}

/// A setting in source code.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeStated {
    /// Which.
    pub name: Setting,
    /// The part whose section it stands in; of several the first.
    pub part: PartId,
    /// The rule that it is of, if it is of one only.
    pub subject: Option<String>,
    /// What it is set to.
    pub value: PythonValue,
    /// The value's bytes in the file.
    pub span: Range<usize>,
}

/// The settings of one piece of source code.
pub fn code_settings(code: &Code, words: &Words, assignment: &Assignment) -> Vec<CodeStated> {
    let source = Source::of(code.text);
    let mut found: Vec<CodeStated> = Vec::new();
    for setting in &words.code {
        let Some(part) = part_of(setting, code.parts, assignment) else { continue };
        for before in &setting.before {
            for (value, span) in source.values(before, setting) {
                found.push(CodeStated {
                    name: setting.setting,
                    part: part.clone(),
                    subject: setting.subject.clone(),
                    value,
                    span: code.text.source(span),
                });
            }
        }
    }
    found.sort_by_key(|stated| stated.span.start);
    found.dedup();
    found
}

/// The part that a setting is of. Code above several parts sets what lasts for all of them.
fn part_of<'a>(
    setting: &CodeSetting,
    parts: &'a [PartId],
    assignment: &Assignment,
) -> Option<&'a PartId> {
    let own = |part: &&PartId| setting.part.as_ref().is_none_or(|own| own == *part);
    match parts {
        [] => None,
        [part] => Some(part).filter(own),
        [first, .., last] => {
            let lasting = own_assignment::covers(setting.setting, first, last, assignment);
            parts.iter().find(own).filter(|_| lasting)
        }
    }
}

/// Source code without comments and, where text recognition kept them, line numbers; with as many
/// bytes, so that places stay.
struct Source {
    code: String,
    /// The same in small letters.
    low: String,
}

impl Source {
    fn of(text: &str) -> Self {
        let filled = text.lines().filter(|line| !line.trim().is_empty());
        let numbered = filled.clone().filter(|line| line_number(line) > 0).count();
        let numbered = numbered * 2 > filled.count();
        let mut code = String::with_capacity(text.len());
        for line in text.split_inclusive('\n') {
            let number = if numbered { line_number(line) } else { 0 };
            let kept = line.find('#').unwrap_or(line.len()).max(number);
            code.extend(std::iter::repeat_n(' ', number));
            code.push_str(&line[number..kept]);
            for character in line[kept..].chars() {
                if character == '\n' {
                    code.push('\n');
                } else {
                    code.extend(std::iter::repeat_n(' ', character.len_utf8()));
                }
            }
        }
        let low = code.to_ascii_lowercase();
        Self { code, low }
    }

    /// The literals that stand behind `name=`, `name(` or, as a default, `def name(setting=`.
    fn values(&self, before: &str, setting: &CodeSetting) -> Vec<(PythonValue, Range<usize>)> {
        let before = before.to_ascii_lowercase();
        let default = before.strip_prefix("def ").and_then(|rest| rest.split_once('('));
        let name = default.map_or(before.as_str(), |(_, name)| name);
        let word = name.trim_end_matches(['=', '(', ' ']);
        let mark = name[word.len()..].trim_start();
        let mut found = Vec::new();
        for (at, _) in self.low.match_indices(word) {
            let boundary =
                !self.low[..at].ends_with(|c: char| c.is_alphanumeric() || "_.'\"".contains(c));
            if !boundary || !self.fits(at, default.map(|(function, _)| function), setting) {
                continue;
            }
            let rest = self.low[at + word.len()..].trim_start_matches([' ', '\t']);
            let Some(after) = rest.strip_prefix(mark) else { continue };
            if mark == "=" && after.starts_with('=') {
                continue;
            }
            let start = self.low.len() - after.trim_start_matches([' ', '\t']).len();
            if let Some((value, length)) = python::value(&self.code[start..]) {
                found.push((value, start..start + length));
            }
        }
        found
    }

    /// Whether the statement around a name is one that sets it.
    fn fits(&self, at: usize, function: Option<&str>, setting: &CodeSetting) -> bool {
        let line = self.low[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let whole = self.low[line..].lines().next().unwrap_or_default();
        let near = &setting.near;
        if !near.is_empty() && !near.iter().any(|near| whole.contains(&near.to_lowercase())) {
            return false;
        }
        let defined = self.low[line..].trim_start().strip_prefix("def ");
        let called = function.is_none_or(|function| {
            defined
                .is_some_and(|own| own.split('(').next().is_some_and(|own| own.trim() == function))
        });
        called && (setting.setting != Setting::Batch || !self.evaluates(at))
    }

    /// Whether a name stands in a call that only evaluates.
    fn evaluates(&self, at: usize) -> bool {
        let from = at.saturating_sub(CALL_LIMIT);
        let from = (from..=at).find(|byte| self.low.is_char_boundary(*byte)).unwrap_or(at);
        let mut depth = 0_i32;
        let opening = self.low[from..at].bytes().rposition(|byte| match byte {
            b')' => {
                depth += 1;
                false
            }
            b'(' => {
                depth -= 1;
                depth < 0
            }
            _ => false,
        });
        let Some(opening) = opening.map(|opening| from + opening) else { return false };
        let start = self.low[..opening].rfind('\n').map_or(0, |newline| newline + 1);
        let end = self.low[at..].find(')').map_or(self.low.len(), |closing| at + closing);
        let call = &self.low[start..end];
        let has = |word: &str| {
            let found = call.match_indices(word);
            found.into_iter().any(|(at, _)| !call[..at].ends_with(|c: char| c.is_alphanumeric()))
        };
        !has("train") && EVALUATION.iter().any(|word| has(word))
    }
}

/// Bytes of the number that a line begins with, as text recognition leaves them in code.
fn line_number(line: &str) -> usize {
    let start = line.len() - line.trim_start_matches([' ', '\t']).len();
    let digits = line[start..].bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[start + digits..];
    let ends = rest.trim_end_matches(['\r', '\n']).is_empty() || rest.starts_with([' ', '\t']);
    if (1..=4).contains(&digits) && ends { start + digits } else { 0 }
}
