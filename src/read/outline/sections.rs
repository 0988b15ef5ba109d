//! Which parts are in force: headings name them, and what stands below is theirs.

use std::rc::Rc;
use std::sync::LazyLock;

use regex::Regex;

use crate::homework::PartId;
use crate::read::hearing::distances::HEADINGS;
use crate::read::hearing::profiles::Profiles;
use crate::read::layout::block::BlockKind;
use crate::read::layout::survey::start;
use crate::read::lexing::facet::Facet;
use crate::read::lexing::unit::Unit;
use crate::read::outline::parts::{NamedParts, PartNames};

/// A paragraph that begins with a part's name: below every real heading.
const OPENING: u8 = 65;
/// Words in bold that name no part: context of what follows, until anything else.
const WORDS: u8 = 70;
/// The most words of a heading that names a part somewhere in its midst.
const HEADING_WORDS: usize = 7;
/// Bytes of a paragraph in which the part has to stand that it opens.
const OPENING_BYTES: usize = 30;

/// A heading that is in force.
#[derive(Clone, Debug)]
struct Section {
    level: u8,
    /// `None` if it says nothing about parts, empty if it is about none.
    parts: Option<Vec<PartId>>,
    /// Whether it names a part that the homework does not have.
    foreign: bool,
    words: Rc<Unit>,
}

/// The headings that are in force.
#[derive(Clone)]
pub(in crate::read) struct Outline<'a> {
    names: &'a PartNames,
    profiles: &'a Profiles,
    /// Whether headings are numbered like the parts: `2.3` is the third of problem 2.
    numbered: bool,
    stack: Vec<Section>,
    problem: Option<String>,
}

impl<'a> Outline<'a> {
    pub fn new(names: &'a PartNames, profiles: &'a Profiles, numbered: bool) -> Self {
        Self { names, profiles, numbered, stack: Vec::new(), problem: None }
    }

    /// The parts in force: those of the innermost heading that says something about parts.
    pub fn parts(&self) -> Option<&Vec<PartId>> {
        self.stack.iter().rev().find_map(|section| section.parts.as_ref())
    }

    /// Whether the innermost section that says something about parts is one that the homework
    /// does not have.
    pub fn is_foreign(&self) -> bool {
        let speaks = |section: &&Section| section.parts.is_some();
        self.stack.iter().rev().find(speaks).is_some_and(|section| {
            section.parts.as_ref().is_some_and(Vec::is_empty) && section.foreign
        })
    }

    /// The innermost headings, the nearest first.
    pub fn headings(&self) -> impl Iterator<Item = &Rc<Unit>> {
        self.stack.iter().rev().take(HEADINGS).map(|section| &section.words)
    }

    /// A heading. Whether it is a lead-in without a part, which is only context.
    pub fn heading(&mut self, level: u8, text: &str, words: &Rc<Unit>) -> bool {
        let named = self.named(text);
        if named.is_none() && level >= BlockKind::LEAD_IN {
            self.enter(WORDS, None, words);
            return true;
        }
        self.leave(level);
        let parts = match named {
            Some(NamedParts { parts, problem }) => {
                self.problem = Some(problem);
                Some(parts)
            }
            None => self.unnamed(text, words),
        };
        self.enter(level, parts, words);
        false
    }

    fn named(&self, text: &str) -> Option<NamedParts> {
        let numbered = if self.numbered { self.names.numbered(text) } else { None };
        numbered.or_else(|| self.names.heading(text, self.problem.as_deref()))
    }

    /// The parts that a heading speaks about without naming one.
    fn unnamed(&mut self, text: &str, words: &Unit) -> Option<Vec<PartId>> {
        if names_a_part(text) {
            self.problem = None;
            return Some(Vec::new());
        }
        let mut topics = Vec::new();
        for found in &words.facets {
            if let Facet::Topic(topic) = found.facet
                && !topics.contains(&topic)
            {
                topics.push(topic);
            }
        }
        if topics.is_empty() && words.says(&Facet::CrossCutting) {
            self.problem = None;
            return Some(Vec::new());
        }
        let in_force = self
            .stack
            .iter()
            .any(|section| section.parts.as_ref().is_some_and(|parts| !parts.is_empty()));
        if let (false, [topic]) = (in_force, &topics[..]) {
            let parts = self.names.of_topic(*topic);
            if let Some(first) = parts.first() {
                self.problem = Some(self.names.problem_of(first).to_owned());
                return Some(parts);
            }
        }
        if text.split_whitespace().nth(HEADING_WORDS).is_some() {
            return None;
        }
        self.by_subject(words).map(|part| vec![part])
    }

    /// The part that a heading names in its midst, or the only one with its method.
    fn by_subject(&self, words: &Unit) -> Option<PartId> {
        let mut parts: Vec<&PartId> = Vec::new();
        let mut methods = Vec::new();
        for found in &words.facets {
            match &found.facet {
                Facet::Part(part) if !parts.contains(&part) => parts.push(part),
                Facet::Method(method) if !methods.contains(method) => methods.push(*method),
                _ => {}
            }
        }
        if let [part] = parts[..] {
            return Some(part.clone());
        }
        let parts = self.names.of_problem(self.problem.as_deref()?);
        self.profiles.part_by_method(&parts, &methods).cloned()
    }

    /// A paragraph or printed line that may begin with a part's name. Whether it opens a part.
    pub fn opening(&mut self, text: &str, first: &str, words: impl FnOnce() -> Rc<Unit>) -> bool {
        let bare = text.trim_start_matches(|c: char| c.is_whitespace() || "*_>•-".contains(c));
        let parts = if self.names.starts(bare) {
            let named = self.names.heading(start(first, OPENING_BYTES), self.problem.as_deref());
            named.map(|NamedParts { parts, problem }| {
                self.problem = Some(problem);
                parts
            })
        } else {
            problem_with_bracket(text).and_then(|problem| {
                let parts = self.names.of_problem(problem);
                self.problem = (!parts.is_empty()).then(|| problem.to_owned());
                (!parts.is_empty()).then_some(parts)
            })
        };
        let opens = parts.is_some();
        if opens {
            self.leave(BlockKind::LEAD_IN);
            self.enter(OPENING, parts, &words());
        }
        opens
    }

    fn leave(&mut self, level: u8) {
        while self.stack.last().is_some_and(|section| section.level >= level) {
            self.stack.pop();
        }
    }

    fn enter(&mut self, level: u8, parts: Option<Vec<PartId>>, words: &Rc<Unit>) {
        self.leave(level);
        let nothing = parts.as_ref().is_some_and(Vec::is_empty);
        let foreign = nothing && names_a_part(words.low.as_str());
        self.stack.push(Section { level, parts, foreign, words: words.clone() });
    }
}

/// Whether a heading begins like the name of a part: `7(a)`, `Problem 9`, `Task 4: …`. Asked only of
/// headings that name none of the homework's.
fn names_a_part(text: &str) -> bool {
    static NAME: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let words = "problem|task|exercise|question|part|aufgabe|teil|exercice|ejercicio|tarea";
        Regex::new(&format!(
            r"(?i)^[\s*_#>]*(?:(?:{words})\s*\d{{1,2}}\s*[.,]?\s*\(?[a-h]?\)?(?:\W|$)|\d{{1,2}}\s?\([a-h]\)|\d{{1,2}}[a-h](?:\W|$))"
        ))
        .ok()
    });
    NAME.as_ref().is_some_and(|name| name.is_match(text))
}

/// The problem of a paragraph that begins like `2) The classifier`.
fn problem_with_bracket(text: &str) -> Option<&str> {
    let (number, rest) = text.trim_start().split_once(')')?;
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let title = rest.trim_start();
    let apart = title.len() < rest.len() && title.starts_with(char::is_uppercase);
    (digits && apart).then_some(number)
}
