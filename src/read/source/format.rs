//! Which format a file has: by its ending, or by how it looks.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::pattern;

static HTML: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^(?:<!doctype html|<html)"));
static MARKDOWN: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?m)^(?:#{1,4} |\|.*\|\s*$|```)"));

/// Bytes at the beginning of a file that show its format.
const BEGINNING: usize = 400;
/// Bytes at both ends of a notebook, in one of which its cells are named.
const ENDS: usize = 3_000;
/// Lines with marks of Markdown that a file without a known ending may have as plain text.
const MOST_MARKS_OF_PLAIN_TEXT: usize = 5;

/// The formats of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Notebook,
    Html,
    Latex,
    Rst,
    Org,
    AsciiDoc,
    Typst,
    Delimited(char),
    Script,
    Wiki,
    Markdown,
    Plain,
}

impl Format {
    /// The format of a file of that name.
    pub(super) fn of(file: &str, name: &str) -> Self {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
        let start = file.trim_start_matches('\u{feff}').trim_start();
        let beginning = prefix(start, BEGINNING);
        let has_cells =
            || [prefix(file, ENDS), suffix(file, ENDS)].iter().any(|end| end.contains("\"cells\""));
        if ending == "ipynb" || beginning.starts_with('{') && has_cells() {
            return Self::Notebook;
        }
        if ["html", "htm", "xhtml"].contains(&ending.as_str()) || HTML.is_match(beginning) {
            return Self::Html;
        }
        if beginning.contains(r"\documentclass") {
            return Self::Latex;
        }
        match ending.as_str() {
            "tex" | "ltx" => Self::Latex,
            "rst" | "rest" => Self::Rst,
            "org" => Self::Org,
            "adoc" | "asciidoc" | "asc" => Self::AsciiDoc,
            "typ" => Self::Typst,
            "csv" if file.matches(';').count() > file.matches(',').count() => Self::Delimited(';'),
            "csv" => Self::Delimited(','),
            "tsv" => Self::Delimited('\t'),
            "py" | "r" | "jl" => Self::Script,
            "wiki" | "mediawiki" | "textile" => Self::Wiki,
            "md" | "markdown" | "rmd" | "qmd" | "mdx" | "mkd" => Self::Markdown,
            _ => {
                let marks = MARKDOWN.find_iter(file).take(MOST_MARKS_OF_PLAIN_TEXT + 1).count();
                if marks > MOST_MARKS_OF_PLAIN_TEXT { Self::Markdown } else { Self::Plain }
            }
        }
    }
}

/// The first bytes of a text, whole characters.
fn prefix(text: &str, bytes: usize) -> &str {
    &text[..boundary(text, bytes)]
}

/// The last bytes of a text, whole characters.
fn suffix(text: &str, bytes: usize) -> &str {
    &text[boundary(text, text.len().saturating_sub(bytes))..]
}

/// The last boundary of characters up to a byte.
fn boundary(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_by_ending_and_by_content() {
        assert_eq!(Format::of("a;b;c\n1,5;2;3", "A.CSV"), Format::Delimited(';'));
        assert_eq!(Format::of("\u{feff} {\"cells\": []}", "report"), Format::Notebook);
        assert_eq!(Format::of("<!DOCTYPE html><p>", "report.txt"), Format::Html);
        assert_eq!(Format::of("% x\n\\documentclass{a}", "report.txt"), Format::Latex);
        assert_eq!(Format::of("# one\n", "report.txt"), Format::Plain);
        assert_eq!(Format::of("# one\n# two\n```\n```\n| a |\n## b\n", "log"), Format::Markdown);
        assert_eq!(Format::of("", "x.typ"), Format::Typst);
    }
}
