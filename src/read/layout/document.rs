//! A report walked through: every number that may be a result, in its place.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;

use regex::Regex;

use crate::homework::PartId;
use crate::read::hearing::distances::{CONTEXT_BYTES, EARLIER_UNITS, PARENTS};
use crate::read::hearing::profiles::Profiles;
use crate::read::language::sentences::sentences;
use crate::read::language::text::Text;
use crate::read::layout::block::{Block, BlockKind, Table};
use crate::read::layout::epoch_runs::counted_from_zero;
use crate::read::layout::mention::{Mention, Shape};
use crate::read::layout::surroundings::{Far, far};
use crate::read::layout::survey::Survey;
use crate::read::lexing::facet::Dimension;
use crate::read::lexing::lexicon::Lexicon;
use crate::read::lexing::unit::Unit;
use crate::read::meaning::target::Targets;
use crate::read::outline::part_forms::bracketed;
use crate::read::outline::sections::Outline;

/// A report as it is resolved.
pub struct Document {
    /// The numbers that may be results, in order.
    pub mentions: Vec<Mention>,
    /// Every unit with its surroundings: what winners of sweeps are looked for in.
    pub windows: Vec<Window>,
    /// Source code, with the parts in force.
    pub code: Vec<(Text, Vec<PartId>)>,
    /// Whether a comma is the decimal mark.
    pub decimal_comma: bool,
    /// What the parts of the homework imply.
    pub profiles: Profiles,
    /// What is known of each unit, by its address: units live as long as the document.
    surveys: HashMap<*const Unit, Survey>,
}

/// A unit in its place.
#[derive(Clone, Debug)]
pub struct Window {
    /// The unit.
    pub unit: Rc<Unit>,
    /// The parts in force, as in [`Mention::parts`].
    pub parts: Option<Vec<PartId>>,
    /// Of a cell the head of its column and the first cell of its row.
    pub heads: Vec<Rc<Unit>>,
    /// What stands farther away, as in [`Mention::far`].
    pub far: Far,
    /// Whether it is a heading.
    pub heading: bool,
}

impl Document {
    /// Walks through the blocks of a report.
    pub fn of(blocks: &[Block], lexicon: &Lexicon, targets: &Targets) -> Self {
        let profiles = Profiles::of(targets);
        let names = lexicon.parts();
        let headings = blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::Heading { text, .. } => Some(text.as_str()),
            _ => None,
        });
        let numbered = names.numbers_sections(headings);
        let decimal_comma = crate::read::lexing::decimal_mark::is_comma(blocks);
        let mut document = Self {
            mentions: Vec::new(),
            windows: Vec::new(),
            code: Vec::new(),
            decimal_comma,
            profiles: profiles.clone(),
            surveys: HashMap::new(),
        };
        let line = |block: &Block| match &block.kind {
            BlockKind::Line(text) => Some(Rc::new(lexicon.unit(text, decimal_comma))),
            _ => None,
        };
        let lines: Vec<Option<Rc<Unit>>> = blocks.iter().map(line).collect();
        let from_zero = counted_from_zero(blocks, &lines, targets);
        let mut walk = Walk {
            lexicon,
            targets,
            document: &mut document,
            outline: Outline::new(names, &profiles, numbered),
            earlier: Vec::new(),
            head_line: None,
            parents: Vec::new(),
            block: 0,
            in_heading: false,
        };
        for (index, block) in blocks.iter().enumerate() {
            let same = index > 0
                && matches!(block.kind, BlockKind::Line(_))
                && matches!(blocks[index - 1].kind, BlockKind::Line(_));
            if !same {
                walk.block = index;
            }
            match (&block.kind, &lines[index]) {
                (BlockKind::Line(text), Some(unit)) => {
                    walk.line(text, unit, block, from_zero[index]);
                }
                (BlockKind::Table(table), _) => walk.table(table, blocks, index),
                _ => walk.other(block),
            }
        }
        document
    }

    /// What is known of a unit of this document.
    pub fn survey(&self, unit: &Rc<Unit>) -> Option<&Survey> {
        self.surveys.get(&Rc::as_ptr(unit))
    }

    pub(in crate::read) fn know(&mut self, unit: &Rc<Unit>) -> &Survey {
        self.surveys.entry(Rc::as_ptr(unit)).or_insert_with(|| Survey::of(unit))
    }
}

/// A walk through the blocks of a report.
pub(in crate::read) struct Walk<'a> {
    pub lexicon: &'a Lexicon,
    pub targets: &'a Targets,
    pub document: &'a mut Document,
    pub outline: Outline<'a>,
    /// The last sentences of the section, the last one last.
    pub earlier: Vec<Rc<Unit>>,
    /// The line without results that printed lines stand below.
    head_line: Option<Rc<Unit>>,
    /// The list items of the last block, which most often are those of the next one.
    parents: Vec<(Text, Rc<Unit>)>,
    /// The block whose numbers are met.
    pub block: usize,
    /// Whether a heading is met.
    in_heading: bool,
}

impl Walk<'_> {
    /// A unit of a text.
    pub fn unit(&self, text: &Text) -> Rc<Unit> {
        Rc::new(self.lexicon.unit(text, self.document.decimal_comma))
    }

    fn other(&mut self, block: &Block) {
        self.head_line = None;
        match &block.kind {
            BlockKind::Heading { level, text } => self.heading(*level, text, block),
            BlockKind::Paragraph(text) => self.paragraph(text, block),
            BlockKind::Code { text, .. } => {
                let parts = self.outline.parts().cloned().unwrap_or_default();
                self.document.code.push((text.clone(), parts));
            }
            _ => {}
        }
    }

    fn heading(&mut self, level: u8, text: &Text, block: &Block) {
        let unit = self.unit(text);
        self.earlier.clear();
        let lead_in = self.outline.heading(level, text, &unit);
        let results = HEADING_RESULT.is_match(text);
        self.in_heading = true;
        self.scan(&unit, &[], shape(block), results, false);
        self.in_heading = false;
        if lead_in {
            self.earlier.push(unit);
        }
    }

    fn paragraph(&mut self, text: &Text, block: &Block) {
        let sentences = sentences(text);
        self.open(text, sentences.first().unwrap_or(text));
        let parents = self.parents(block);
        let answers = is_lettered(text);
        let outline = self.outline.clone();
        for (index, sentence) in sentences.iter().enumerate() {
            // "(a) 0.1. (b) 0.001."
            if index > 0 && answers && is_lettered(sentence) {
                self.open(sentence, sentence);
            }
            let unit = self.unit(sentence);
            self.scan(&unit, &parents, shape(block), true, false);
            self.remember(unit);
        }
        if answers {
            // What follows is of the part that the paragraph begins with.
            self.outline = outline;
        }
    }

    fn line(&mut self, text: &Text, unit: &Rc<Unit>, block: &Block, from_zero: bool) {
        self.open(text, text);
        let heads = unit.claims().next().is_none()
            && unit.facets.iter().any(|found| {
                matches!(
                    found.facet.dimension(),
                    Dimension::Rate
                        | Dimension::Method
                        | Dimension::Hidden
                        | Dimension::Epoch
                        | Dimension::Activation
                )
            });
        if heads {
            self.head_line = Some(unit.clone());
        }
        let mut parents = self.parents(block);
        let other = |head: &&Rc<Unit>| head.low.as_str() != unit.low.as_str();
        parents.extend(self.head_line.iter().filter(other).cloned());
        self.scan(unit, &parents, Shape::Line, true, from_zero);
        self.remember(unit.clone());
    }

    /// A paragraph or line that begins with the name of a part.
    fn open(&mut self, text: &Text, first: &Text) {
        let (lexicon, comma) = (self.lexicon, self.document.decimal_comma);
        let words = || {
            let words = if text.len() <= CONTEXT_BYTES { text } else { first };
            Rc::new(lexicon.unit(words, comma))
        };
        if self.outline.opening(text, first, words) {
            self.earlier.clear();
        }
    }

    fn remember(&mut self, unit: Rc<Unit>) {
        if self.earlier.len() == EARLIER_UNITS {
            self.earlier.remove(0);
        }
        self.earlier.push(unit);
    }

    /// The list items above a block, the outermost first.
    fn parents(&mut self, block: &Block) -> Vec<Rc<Unit>> {
        let from = block.parents.len().saturating_sub(PARENTS);
        let mut parents = Vec::new();
        for text in &block.parents[from..] {
            let known = self.parents.iter().find(|(own, _)| own == text);
            let unit = known.map(|(_, unit)| unit.clone());
            parents.push((text.clone(), unit.unwrap_or_else(|| self.unit(text))));
        }
        self.parents = parents;
        self.parents.iter().map(|(_, unit)| unit.clone()).collect()
    }

    /// A unit with its surroundings; `results` says whether its numbers may be results.
    fn scan(
        &mut self,
        unit: &Rc<Unit>,
        parents: &[Rc<Unit>],
        shape: Shape,
        results: bool,
        from_zero: bool,
    ) {
        let far = far(unit, parents, &self.earlier, self.outline.headings());
        self.know(unit, &far);
        let parts = self.outline.parts().cloned();
        // What a homework does not ask for is never judged.
        if self.outline.is_foreign() {
            return;
        }
        if results {
            for (number, _) in unit.claims() {
                self.document.mentions.push(Mention {
                    unit: unit.clone(),
                    number,
                    parts: parts.clone(),
                    near: Vec::new(),
                    far: far.to_vec(),
                    percent: false,
                    cell: None,
                    block: self.block,
                    shape,
                    epochs_from_zero: from_zero,
                    sequence: None,
                    sequence_of_others: None,
                });
            }
        }
        let window =
            Window { unit: unit.clone(), parts, heads: Vec::new(), far, heading: self.in_heading };
        self.document.windows.push(window);
    }

    /// Learns what there is to know of a unit and of what surrounds it.
    pub fn know(&mut self, unit: &Rc<Unit>, far: &Far) {
        self.document.know(unit);
        for (unit, _) in far.iter() {
            self.document.know(unit);
        }
    }

    fn table(&mut self, table: &Table, blocks: &[Block], index: usize) {
        self.head_line = None;
        crate::read::layout::table_walk::walk(self, table, blocks, index);
        let kept =
            self.earlier.len().saturating_sub(crate::read::hearing::distances::BEFORE_TABLE_UNITS);
        self.earlier.drain(..kept);
    }
}

/// A heading's numbers are settings, unless one is printed like a result.
static HEADING_RESULT: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d\.\d{3}|\d %"));
static PERCENT: LazyLock<Regex> = LazyLock::new(|| pattern(r"%|percent|per cent|prozent"));

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this file")
}

/// Whether a head says per cent.
pub(in crate::read) fn says_percent(low: &str) -> bool {
    PERCENT.is_match(low)
}

fn shape(block: &Block) -> Shape {
    if block.parents.is_empty() { Shape::Sentence } else { Shape::Item }
}

/// Whether a text begins with a letter in brackets, and goes on.
fn is_lettered(text: &str) -> bool {
    bracketed(text, 0).is_some_and(|(_, end)| text[end..].starts_with(char::is_whitespace))
}
