//! Cuts a report into units of speech, each with the part of the homework it belongs to and what
//! stands above it.

use std::ops::Range;

use super::columns::{cells, columns};
use super::document::{Document, Line, LineKind};
use super::part::{self, Meant, PartNames};
use super::unit::{Unit, UnitKind, is_item, is_title, numbering};
use crate::homework::PartId;

/// The most bytes of a unit.
const UNIT_LIMIT: usize = 4_000;

/// The units of a document, in order.
pub(super) fn units(document: &Document, names: &PartNames) -> Vec<Unit> {
    let text = &document.text;
    let named = |line: &Line| {
        line.kind == LineKind::Heading
            && names
                .at_start(&text[line.span.clone()])
                .is_some_and(|found| found.problem.is_some() && found.letter.is_some())
    };
    let explicit = document.lines.iter().any(named);
    let mut cutter = Cutter::new(text, names, explicit);
    let mut before = 0;
    for (index, line) in document.lines.iter().enumerate() {
        let count = |line: &Line| columns(&text[line.span.clone()]).len();
        let own = if line.kind == LineKind::Text { count(line) } else { 0 };
        let after = document.lines.get(index + 1).map_or(0, count);
        let aligned = own >= 2 && (own == before || own == after);
        before = own;
        cutter.line(line.span.clone(), line.kind, aligned);
    }
    cutter.close();
    cutter.units
}

struct Cutter<'a> {
    text: &'a str,
    names: &'a PartNames,
    /// Headings name the problem and the part, so that a bare `(b)` is part of an enumeration.
    explicit: bool,
    units: Vec<Unit>,
    open: Option<(Range<usize>, UnitKind)>,
    part: Option<PartId>,
    /// Whether the section is of a part that the homework does not have.
    foreign: bool,
    problem: Option<u32>,
    heading: Option<Range<usize>>,
    lead: Option<Range<usize>>,
    /// Units since then.
    led: usize,
    header: Vec<Range<usize>>,
}

impl<'a> Cutter<'a> {
    fn new(text: &'a str, names: &'a PartNames, explicit: bool) -> Self {
        Self {
            text,
            names,
            explicit,
            units: Vec::new(),
            open: None,
            part: None,
            foreign: false,
            problem: None,
            heading: None,
            lead: None,
            led: 0,
            header: Vec::new(),
        }
    }

    fn line(&mut self, span: Range<usize>, kind: LineKind, aligned: bool) {
        let line = &self.text[span.clone()];
        let mut cells = cells(line, span.start);
        if cells.is_empty() && aligned {
            cells = columns(line);
            cells
                .iter_mut()
                .for_each(|cell| *cell = cell.start + span.start..cell.end + span.start);
        }
        if cells.len() < 2 || !matches!(kind, LineKind::Text | LineKind::Output) {
            self.header.clear();
        }
        match kind {
            LineKind::Blank => {
                // Blank lines of source code belong to it.
                if !matches!(self.open, Some((_, UnitKind::Code))) || line.contains(['`', '~']) {
                    self.close();
                }
            }
            LineKind::Code => match &mut self.open {
                Some((open, UnitKind::Code)) => open.end = span.end,
                _ => {
                    self.close();
                    self.open = Some((span, UnitKind::Code));
                }
            },
            LineKind::Heading => {
                self.close();
                self.open = Some((span, UnitKind::Heading));
                self.close();
            }
            LineKind::Output | LineKind::Text if cells.len() >= 2 => {
                self.close();
                self.row(span, cells);
            }
            LineKind::Output => {
                let title = match &self.open {
                    Some((open, UnitKind::Text)) if is_title(&self.text[open.clone()]) => {
                        Some(open.clone())
                    }
                    _ => None,
                };
                self.close();
                if title.is_some() {
                    (self.lead, self.led) = (title, 0);
                }
                self.open = Some((span, UnitKind::Output));
                self.close();
            }
            LineKind::Text => {
                if is_item(line) || self.begins_a_part(line) {
                    self.close();
                }
                match &mut self.open {
                    Some((open, UnitKind::Text)) => open.end = span.end,
                    _ => {
                        self.close();
                        self.open = Some((span, UnitKind::Text));
                    }
                }
                if line.trim_end().trim_end_matches(['*', '_']).ends_with(':') {
                    self.close();
                }
            }
        }
    }

    /// Ends the open unit.
    fn close(&mut self) {
        let Some((span, kind)) = self.open.take() else { return };
        if kind == UnitKind::Code {
            return self.push_one(span, kind, Vec::new(), None);
        }
        let unit = &self.text[span.clone()];
        let mut numbering = numbering(unit).map(|n| n.start + span.start..n.end + span.start);
        if (kind != UnitKind::Text || self.runs_in(unit))
            && let Some(found) = self.names.at_start(unit)
        {
            let meant = self.names.meant(&found, self.problem);
            let named = found.start + span.start..found.end + span.start;
            let (name, foreign) = match meant {
                Meant::Part(part) => (Some(part), false),
                Meant::Problem => (None, false),
                Meant::Foreign => (None, true),
            };
            if kind == UnitKind::Heading || name.is_some() || foreign {
                self.problem = found.problem.or(self.problem);
                if kind == UnitKind::Heading || self.part != name {
                    (self.heading, self.lead) = (None, None);
                }
                (self.part, self.foreign) = (name, foreign);
                numbering = Some(named);
            }
        } else if kind == UnitKind::Heading {
            (self.heading, self.lead) = (Some(span.clone()), None);
        }
        // What a line with a colon leads in ends with the list or the output behind it.
        if kind == UnitKind::Text && self.led > 0 && !is_item(unit) {
            self.lead = None;
        }
        self.push(span.clone(), kind, Vec::new(), numbering);
        self.led += 1;
        let ends = unit.trim_end().trim_end_matches(['*', '_']).trim_end();
        if kind != UnitKind::Heading && ends.ends_with(':') {
            (self.lead, self.led) = (Some(span), 0);
        }
    }

    /// Whether a paragraph begins with the name of a part, as a heading that runs in: `(b) With`,
    /// `2(a): `, but not `2(a) was`.
    fn runs_in(&self, text: &str) -> bool {
        let Some(found) = self.names.at_start(text).filter(|found| found.letter.is_some()) else {
            return false;
        };
        let rest = text[found.end..].trim_start_matches(['*', '_', ' ', '\n']);
        let opens = rest
            .starts_with(|c: char| c.is_uppercase() || matches!(c, ':' | '.' | ')' | '-' | '–'));
        opens && (found.problem.is_some() || !self.explicit)
    }

    /// Whether a line within a paragraph begins the next part: `(c) With`, after a line that is
    /// complete.
    fn begins_a_part(&self, line: &str) -> bool {
        let Some((open, UnitKind::Text)) = &self.open else { return false };
        let before = self.text[open.clone()].trim_end();
        let complete = before.ends_with(['.', ':', '!', '?', ')', '%', '$', '*', '`']);
        let enumerates = self.names.at_start(before).is_some_and(|found| found.letter.is_some());
        (complete || enumerates) && self.runs_in(line)
    }

    fn row(&mut self, span: Range<usize>, cells: Vec<Range<usize>>) {
        let rule = self.text[span.clone()].chars().all(|c| "|-:+= \t".contains(c));
        if rule {
            return;
        }
        let outer = (self.part.clone(), self.foreign);
        let named = self.part_of_row(&cells);
        let numbering = named.as_ref().map(|(_, cell)| cell.clone());
        match named {
            Some((Meant::Part(part), _)) => (self.part, self.foreign) = (Some(part), false),
            Some((Meant::Foreign, _)) => (self.part, self.foreign) = (None, true),
            Some((Meant::Problem, _)) | None => {}
        }
        self.push(span, UnitKind::Row, cells.clone(), numbering);
        (self.part, self.foreign) = outer;
        if self.header.is_empty() {
            self.header = cells;
        }
    }

    /// The part that a row of a table is about, where a column says so: `b` below `part`.
    fn part_of_row(&self, cells: &[Range<usize>]) -> Option<(Meant, Range<usize>)> {
        let column = self.header.iter().position(|cell| part::is_word(&self.text[cell.clone()]))?;
        let cell = cells.get(column)?;
        let found = self.names.alone(&self.text[cell.clone()])?;
        Some((self.names.meant(&found, self.problem), cell.clone()))
    }

    /// Adds a unit; a very long one in pieces, which keeps hostile input cheap.
    fn push(
        &mut self,
        mut span: Range<usize>,
        kind: UnitKind,
        cells: Vec<Range<usize>>,
        numbering: Option<Range<usize>>,
    ) {
        while span.len() > UNIT_LIMIT {
            let mut cut = span.start + UNIT_LIMIT;
            while !self.text.is_char_boundary(cut) {
                cut -= 1;
            }
            let blank = self.text[span.start..cut].rfind(char::is_whitespace);
            let cut = blank.filter(|&at| at > 0).map_or(cut, |at| span.start + at);
            self.push_one(span.start..cut, kind, cells.clone(), numbering.clone());
            span.start = cut;
        }
        self.push_one(span, kind, cells, numbering);
    }

    fn push_one(
        &mut self,
        span: Range<usize>,
        kind: UnitKind,
        cells: Vec<Range<usize>>,
        numbering: Option<Range<usize>>,
    ) {
        self.units.push(Unit {
            span,
            kind,
            part: self.part.clone(),
            foreign: self.foreign,
            heading: self.heading.clone(),
            lead: self.lead.clone(),
            header: if kind == UnitKind::Row { self.header.clone() } else { Vec::new() },
            cells,
            numbering,
        });
    }
}
