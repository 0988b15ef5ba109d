//! Settings as a report's own source code states them.

use std::ops::Range;

use crate::homework::{PartId, Setting};

use super::code::without_line_number;
use super::python::{PythonValue, value};
use super::rules::{CodeSetting, Rules};
use super::unit::Unit;

/// A setting in source code.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeStated {
    /// Which.
    pub name: Setting,
    /// The part whose section it stands in.
    pub part: PartId,
    /// The rule that it is of, if it is of one only.
    pub subject: Option<String>,
    /// What it is set to.
    pub value: PythonValue,
    /// The value's bytes in the document's text.
    pub span: Range<usize>,
}

/// The settings of one piece of source code.
pub(super) fn code_settings(unit: &Unit, text: &str, rules: &Rules) -> Vec<CodeStated> {
    let Some(part) = unit.part.as_ref().filter(|_| !unit.foreign) else { return Vec::new() };
    let source = Source::of(&text[unit.span.clone()], unit.span.start);
    let of_part = |setting: &&CodeSetting| setting.part.as_ref().is_none_or(|own| own == part);
    let mut found: Vec<CodeStated> = Vec::new();
    for setting in rules.code.iter().filter(of_part) {
        for before in &setting.before {
            for (value, span) in source.values(before, &setting.near) {
                found.push(CodeStated {
                    name: setting.setting,
                    part: part.clone(),
                    subject: setting.subject.clone(),
                    value,
                    span,
                });
            }
        }
    }
    found.sort_by_key(|stated| stated.span.start);
    found.dedup();
    found
}

/// Source code without line numbers and comments, and where its lines stand.
struct Source {
    code: String,
    /// Start of a line in `code`, and in the document.
    lines: Vec<(usize, usize)>,
}

impl Source {
    fn of(text: &str, start: usize) -> Self {
        let mut source = Self { code: String::new(), lines: Vec::new() };
        let filled = text.lines().filter(|line| !line.trim().is_empty());
        let numbered = filled.clone().filter(|line| without_line_number(line).is_some()).count();
        let numbered = numbered * 2 > filled.count();
        let mut at = start;
        for line in text.split_inclusive('\n') {
            let code = without_line_number(line).filter(|_| numbered).unwrap_or(line);
            source.lines.push((source.code.len(), at + line.len() - code.len()));
            source.code.push_str(code.split('#').next().unwrap_or_default().trim_end());
            source.code.push('\n');
            at += line.len();
        }
        source
    }

    /// The literals that stand behind `name=`, `name(` or, as a default, `def name(setting=`.
    fn values(&self, before: &str, near: &[String]) -> Vec<(PythonValue, Range<usize>)> {
        let default = before.strip_prefix("def ").and_then(|rest| rest.split_once('('));
        let name = default.map_or(before, |(_, name)| name);
        let word = name.trim_end_matches(['=', '(']);
        let mut found = Vec::new();
        for (at, _) in self.code.match_indices(word) {
            let line = self.code[..at].rfind('\n').map_or(0, |newline| newline + 1);
            let defined = self.code[line..].trim_start().strip_prefix("def ");
            let whole = self.code[line..].lines().next().unwrap_or_default();
            if !near.is_empty() && !near.iter().any(|near| whole.contains(near.as_str())) {
                continue;
            }
            let fits = match (default, defined) {
                (Some((function, _)), Some(defined)) => {
                    defined.split('(').next().is_some_and(|own| own.trim() == function)
                }
                (None, None) => true,
                _ => false,
            };
            let boundary =
                !self.code[..at].ends_with(|c: char| c.is_alphanumeric() || "_.'\"".contains(c));
            if !fits || !boundary {
                continue;
            }
            let rest = &self.code[at + word.len()..];
            let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            let mark = &name[word.len()..];
            let Some(after) = rest[blanks..].strip_prefix(mark) else { continue };
            let indent = after.len() - after.trim_start_matches([' ', '\t']).len();
            if let Some((value, length)) = value(&after[indent..]) {
                let start = at + word.len() + blanks + mark.len() + indent;
                found.push((value, self.place(start)..self.place(start + length)));
            }
        }
        found
    }

    /// The byte of the document that a byte of the code stands at.
    fn place(&self, at: usize) -> usize {
        let index = self.lines.partition_point(|(code, _)| *code <= at);
        let line = index.checked_sub(1).and_then(|index| self.lines.get(index));
        line.map_or(0, |(code, document)| document + (at - code))
    }
}
