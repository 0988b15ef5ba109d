//! Jupyter notebooks, nbformat 3 and 4: their cells and what they print, in order.

use std::sync::LazyLock;

use regex::Regex;

use super::blanks::collapsed;
use super::html::html;
use super::inline::inline;
use super::json::{Json, Kind};
use super::markdown::markdown;
use super::pattern::pattern;
use super::printed::text_lines;
use crate::read::language::text::Text;
use crate::read::language::unseen::read_through;
use crate::read::layout::block::Block;

pub use super::json::JsonError;

/// More text than any homework has; what images and widgets take is not counted.
const TEXT_LIMIT: usize = 4_000_000;

/// The most states of a bar that are read, some for each epoch.
const STATES_LIMIT: usize = 100;

/// Colours and moves of the cursor; backspaces.
static CONTROL: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[()][A-Z0-9]|[\x08\x00]"));
/// How an object shows itself that has nothing to say in plain text.
static OBJECT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^<(?:Figure size .*|.* at 0x[0-9a-fA-F]+|.* object)>$"));
/// What a progress bar says that reports results; other messages of the error stream do not.
static PROGRESS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)acc|epoch"));

/// Reads a notebook; places are those of the file itself.
///
/// # Errors
/// No JSON, brackets that are not closed or too deep, no list of cells, too much text.
pub fn notebook(file: &str, out: &mut Vec<Block>) -> Result<(), JsonError> {
    let notebook = Json::new(file);
    let fail = |at, message| Err(JsonError { at, message });
    if notebook.kind() != Kind::Object {
        return fail(notebook.at(), "a notebook begins with `{`");
    }
    notebook.end()?;
    let fields = Fields(notebook.entries()?);
    let mut lists: Vec<Json> = fields.all("cells").collect();
    for worksheets in fields.all("worksheets") {
        for worksheet in worksheets.elements()? {
            lists.extend(Fields(worksheet.entries()?).all("cells"));
        }
    }
    if lists.is_empty() {
        return fail(notebook.at(), "no list of `cells`, so this is no notebook");
    }
    let mut reader = Reader { out, length: 0 };
    for list in lists {
        for cell in list.elements()? {
            reader.cell(cell)?;
            if reader.length > TEXT_LIMIT {
                return fail(cell.at(), "more than 4 MB of text in the cells up to here");
            }
        }
    }
    Ok(())
}

/// The fields of an object; a key may come more than once.
struct Fields<'a>(Vec<(&'a str, Json<'a>)>);

impl<'a> Fields<'a> {
    fn all(&self, key: &str) -> impl Iterator<Item = Json<'a>> {
        self.0.iter().filter(move |(name, _)| *name == key).map(|(_, value)| *value)
    }

    fn word(&self, key: &str) -> &'a str {
        self.all(key).last().map_or("", Json::word)
    }
}

struct Reader<'a> {
    out: &'a mut Vec<Block>,
    /// Bytes of text so far.
    length: usize,
}

impl Reader<'_> {
    /// The first text under one of these keys; empty if there is none.
    fn text(&mut self, fields: &Fields, keys: [&str; 2]) -> Result<Text, JsonError> {
        for key in keys {
            for value in fields.all(key) {
                let text = read_through(value.text()?);
                self.length += text.len();
                if !text.is_empty() {
                    return Ok(text);
                }
            }
        }
        Ok(Text::default())
    }

    fn cell(&mut self, cell: Json) -> Result<(), JsonError> {
        let fields = Fields(cell.entries()?);
        let source = self.text(&fields, ["source", "input"])?;
        match fields.word("cell_type") {
            "code" => {
                self.out.push(Block::code(source));
                for outputs in fields.all("outputs") {
                    for output in outputs.elements()? {
                        self.output(output)?;
                    }
                }
            }
            "heading" => {
                let level = fields.word("level").parse().unwrap_or(2);
                let words = collapsed(&inline(&source));
                if !words.is_empty() {
                    self.out.push(Block::heading(level, words));
                }
            }
            _ => markdown(&source, self.out),
        }
        Ok(())
    }

    /// A stream, or a value in its best form. Tracebacks and images say nothing.
    fn output(&mut self, output: Json) -> Result<(), JsonError> {
        let mut fields = Fields(output.entries()?);
        let streams = [fields.word("name"), fields.word("stream")];
        // nbformat 4 has the forms in an object of their own, nbformat 3 beside the rest.
        let data: Vec<Json> = fields.all("data").collect();
        for forms in data {
            fields.0.extend(forms.entries()?);
        }
        let page = self.text(&fields, ["text/html", "html"])?;
        if page.contains("<table") {
            html(&page, self.out);
        }
        let words = self.text(&fields, ["text/markdown", "markdown"])?;
        if !words.is_empty() {
            markdown(&words, self.out);
            return Ok(());
        }
        let plain = self.text(&fields, ["text", "text/plain"])?;
        let formula = self.text(&fields, ["text/latex", "latex"])?;
        if !formula.is_empty() && (plain.is_empty() || OBJECT.is_match(plain.trim())) {
            self.out.push(Block::line(collapsed(&inline(&formula))));
            return Ok(());
        }
        if !streams.contains(&"stderr") || PROGRESS.is_match(&plain) {
            self.printed(&plain);
        }
        Ok(())
    }

    fn printed(&mut self, text: &Text) {
        let lines = text.replace(&CONTROL, "").lines();
        let states = lines.iter().flat_map(states);
        let lines: Vec<Text> = states.filter(|line| !OBJECT.is_match(line.trim())).collect();
        text_lines(&lines, self.out);
    }
}

/// The states of a line that was written over, such as a bar of epochs; a bar of batches has too
/// many, and its last counts.
fn states(line: &Text) -> Vec<Text> {
    if !line.contains('\r') {
        return vec![line.clone()];
    }
    let mut states = line.split_on('\r');
    states.retain(|state| !state.trim().is_empty());
    if states.len() > STATES_LIMIT {
        states.drain(..states.len() - 1);
    }
    states
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::layout::block::BlockKind;

    fn read(file: &str) -> Vec<String> {
        let mut out = Vec::new();
        notebook(file, &mut out).unwrap();
        let found = |text: &Text| {
            for number in pattern(r"\d+\.\d+").find_iter(text) {
                assert_eq!(&file[text.source(number.range())], number.as_str());
            }
            text.to_string()
        };
        let shown = |block: &Block| match &block.kind {
            BlockKind::Heading { level, text } => format!("h{level} {}", found(text)),
            BlockKind::Code { text, .. } => format!("c {}", found(text)),
            BlockKind::Table(table) => {
                let cells: Vec<_> = table.rows.iter().flatten().map(found).collect();
                format!("t {}", cells.join("|"))
            }
            BlockKind::Paragraph(text) => format!("p {}", found(text)),
            BlockKind::Line(text) => format!("l {}", found(text)),
        };
        out.iter().map(shown).collect()
    }

    #[test]
    fn cells_and_outputs_in_order() {
        let file = r###"{"nbformat": 4, "cells": [
            {"cell_type": "markdown", "source": ["## 2a\n", "\n", "Gr\u00f6\u00dfe **0.96**\ttext"]},
            {"cell_type": "code", "source": "x = 0.5\nprint(x)", "outputs": [
                {"output_type": "stream", "name": "stdout", "text": ["acc 0.9635\n", "\u001b[32mok 0.97\u001b[0m\r\n"]},
                {"output_type": "stream", "name": "stderr", "text": "Warning: 0.1\n"},
                {"output_type": "stream", "name": "stderr", "text": "\r 10% acc=0.11\r100% acc=0.93\r"},
                {"output_type": "error", "traceback": ["\u001b[0;31m 0.2"]},
                {"output_type": "execute_result", "data": {"text/plain": "<Figure size 640x480 with 1 Axes>", "image/png": "0.3"}},
                {"output_type": "execute_result", "data": {"text/markdown": "*0.91*", "text/plain": "0.92"}},
                {"output_type": "display_data", "data": {"text/latex": "$4.5 \\times 10^{-5}$", "text/plain": "<IPython.core.display.Math object>"}},
                {"output_type": "execute_result", "data": {"text/html": ["<table><tr><th>a</th></tr>\n", "<tr><td>0.75</td></tr></table>"], "text/plain": "a\n0.75"}}
            ]}], "metadata": {"x": NaN}}"###;
        let expected = [
            "h2 2a",
            "p Größe  0.96 \ttext",
            "c x = 0.5\nprint(x)",
            "l acc 0.9635",
            "l ok 0.97",
            "l 10% acc=0.11",
            "l 100% acc=0.93",
            "p 0.91",
            "l 4.5 \\times 10^{-5}",
            "t a|0.75",
            "l a",
            "l 0.75",
        ];
        assert_eq!(read(file), expected);
    }

    #[test]
    fn the_third_format() {
        let file = r#"{"nbformat": 3, "worksheets": [{"cells": [
            {"cell_type": "heading", "level": 3, "source": ["Problem 1 (a)"]},
            {"cell_type": "code", "input": ["f(0.5)"], "outputs": [
                {"output_type": "stream", "stream": "stdout", "text": ["value 0.25"]},
                {"output_type": "pyout", "html": "<table><tr><td>0.1</table>", "text": ["0.1"]}]}]}]}"#;
        let expected = ["h3 Problem 1 (a)", "c f(0.5)", "l value 0.25", "t 0.1", "l 0.1"];
        assert_eq!(read(file), expected);
    }

    #[test]
    fn what_is_no_notebook() {
        for file in ["", "[]", "{}", "{\"cells\": [", "{\"cells\": []} x"] {
            assert!(notebook(file, &mut Vec::new()).is_err());
        }
    }
}
