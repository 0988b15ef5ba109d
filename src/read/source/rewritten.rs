//! A format that is read as Markdown: its lines become such lines, and keep their places.

use super::blanks::collapsed;
use super::inline::inline;
use super::markdown::markdown;
use crate::read::language::text::Text;
use crate::read::layout::block::Block;

/// Lines of Markdown up to the next table, which is made at once.
#[derive(Default)]
pub(super) struct Rewritten {
    lines: Vec<Text>,
}

impl Rewritten {
    /// A line as it is.
    pub(super) fn line(&mut self, line: Text) {
        self.lines.push(line);
    }

    /// A line behind a mark of Markdown.
    pub(super) fn marked(&mut self, mark: &str, line: &Text) {
        let place = line.source(0..0).start;
        self.lines.push(Text::join([&Text::standing_for(mark, place..place), line], ""));
    }

    /// A mark of Markdown in a line of its own.
    pub(super) fn mark(&mut self, mark: &str) {
        self.lines.push(Text::standing_for(mark, 0..0));
    }

    /// An empty line.
    pub(super) fn gap(&mut self) {
        self.lines.push(Text::default());
    }

    /// A paragraph of its own.
    pub(super) fn paragraph(&mut self, line: Text) {
        self.gap();
        self.line(line);
        self.gap();
    }

    /// A heading; the highest level is 1.
    pub(super) fn heading(&mut self, level: usize, words: &Text) {
        self.gap();
        self.marked(&format!("{} ", "#".repeat(level.clamp(1, 6))), words);
        self.gap();
    }

    /// Printed lines, or code.
    pub(super) fn fenced(&mut self, language: &str, lines: impl IntoIterator<Item = Text>) {
        self.mark(&format!("~~~~~~{language}"));
        self.lines.extend(lines);
        self.mark("~~~~~~");
    }

    /// A table behind what was said so far. Its cells and caption are still marked up.
    pub(super) fn table(
        &mut self,
        rows: &[Vec<Text>],
        heads: usize,
        caption: &Text,
        out: &mut Vec<Block>,
    ) {
        self.read(out);
        let cell = |cell: &Text| collapsed(&inline(cell));
        let rows: Vec<Vec<Text>> = rows.iter().map(|row| row.iter().map(cell).collect()).collect();
        if !rows.is_empty() {
            out.push(Block::table(rows, heads, cell(caption)));
        }
    }

    /// Reads the lines so far.
    pub(super) fn read(&mut self, out: &mut Vec<Block>) {
        if self.lines.iter().any(|line| !line.trim().is_empty()) {
            // The empty line before them: what a file begins with would be its front matter.
            let first = Text::default();
            let text = Text::join(std::iter::once(&first).chain(&self.lines), "\n");
            markdown(&text, out);
        }
        self.lines.clear();
    }
}
