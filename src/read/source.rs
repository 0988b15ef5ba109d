//! Source to blocks: every format becomes one list of headings, paragraphs, printed lines,
//! tables and code.

pub mod aligned;
pub mod asciidoc;
mod blanks;
mod columns;
pub mod delimited;
mod ditto;
mod entities;
mod format;
mod frames;
mod grid;
mod head_lines;
pub mod html;
pub mod inline;
mod json;
mod labelled;
pub mod latex;
mod legends;
mod literals;
pub mod markdown;
mod markers;
pub mod notebook;
pub mod org;
mod pattern;
pub mod plain;
pub mod printed;
mod rewritten;
pub mod rst;
mod scanned;
pub mod script;
mod section_rows;
mod shapes;
#[cfg(test)]
mod shown;
mod single_blanks;
mod stacked;
pub mod tex;
mod turned;
pub mod typst;
pub mod wiki;

use crate::read::language::text::{Edit, Text};
use crate::read::language::unseen::read_through;
use crate::read::layout::block::{Block, BlockKind};
use format::Format;

/// The blocks of a report, whatever its format.
pub fn blocks(file: &str, name: &str) -> Vec<Block> {
    let text = decoded(file);
    let mut out = Vec::new();
    match Format::of(file, name) {
        Format::Notebook => {
            if notebook::notebook(file, &mut out).is_err() {
                out.clear();
                plain::plain(&text, &mut out);
            }
        }
        Format::Html => html::html(&text, &mut out),
        Format::Latex => latex::latex(&text, &mut out),
        Format::Rst => rst::rst(&text, &mut out),
        Format::Org => org::org(&text, &mut out),
        Format::AsciiDoc => asciidoc::asciidoc(&text, &mut out),
        Format::Typst => typst::typst(&text, &mut out),
        Format::Delimited(separator) => delimited::delimited(&text, separator, &mut out),
        Format::Script => script::script(&text, &mut out),
        Format::Wiki => wiki::wiki(&text, &mut out),
        Format::Markdown => markdown::markdown(&text, &mut out),
        Format::Plain => plain::plain(&text, &mut out),
    }
    out.retain(says_something);
    for block in &mut out {
        if let BlockKind::Table(table) = &mut block.kind {
            ditto::written_out(table);
            section_rows::spread(table);
            turned::turned(table);
        }
    }
    legends::explained(&mut out);
    out
}

/// The text without the mark of its encoding and what else nobody sees; a lone return ends a
/// line, too.
fn decoded(file: &str) -> Text {
    let content = file.strip_prefix('\u{feff}').unwrap_or(file);
    let text = Text::verbatim(content, file.len() - content.len());
    let returns = content.match_indices('\r').map(|(at, _)| at);
    let lone = returns.filter(|at| content.as_bytes().get(at + 1) != Some(&b'\n'));
    let edits: Vec<Edit> = lone.map(|at| Edit::new(at..at + 1, "\n")).collect();
    read_through(if edits.is_empty() { text } else { text.edited(&edits) })
}

fn says_something(block: &Block) -> bool {
    match &block.kind {
        BlockKind::Paragraph(text) | BlockKind::Line(text) => text.contains(char::is_alphanumeric),
        BlockKind::Heading { text, .. } => !text.trim().is_empty(),
        BlockKind::Table(table) => !table.rows.is_empty(),
        BlockKind::Code { .. } => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_encoding_and_lone_returns() {
        let file = "\u{feff}one 0.5\rtwo 0.25\r\nthree";
        let lines = decoded(file).lines();
        let texts: Vec<&str> = lines.iter().map(|line| line.as_str()).collect();
        assert_eq!(texts, ["one 0.5", "two 0.25", "three"]);
        let at = lines[1].find("0.25").expect("there");
        assert_eq!(&file[lines[1].source(at..at + 4)], "0.25");
    }

    #[test]
    fn no_format_chokes_on_nothing_or_on_halves() {
        let halves = "== {| |- [ ( {{ }} \\begin{tabular} & \\\\ ``` | a | .. list-table:: :: $ #table( é \u{a0}";
        let names =
            "a.tex a.rst a.org a.adoc a.typ a.csv a.tsv a.py a.wiki a.txt a.md a.html a.ipynb";
        for name in names.split(' ') {
            assert!(blocks("", name).is_empty(), "{name}");
            for (at, _) in halves.char_indices() {
                blocks(&halves[at..], name);
                blocks(&halves[..at], name);
                blocks(&halves[at..].replace(' ', "\n"), name);
            }
        }
    }
}
