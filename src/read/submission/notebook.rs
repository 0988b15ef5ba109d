//! Jupyter notebooks, nbformat 3 and 4: cells and their text outputs, put one after another.

use super::document::{Cell, Cells, Document};
use super::file::with_line_ends;
use super::json::{Json, JsonError, Kind};

/// More text than any homework has; what images and widgets take is not counted.
const TEXT_LIMIT: usize = 2_000_000;

/// Reads a notebook.
///
/// # Errors
/// No JSON, brackets that are not closed or too deep, no list of cells, too much text.
pub(super) fn read(
    source: String,
    origin: &str,
    skipped: usize,
) -> Result<Document, (JsonError, String)> {
    match cells(&source) {
        Ok(cells) => Ok(Document::of_notebook(origin, source, skipped, cells)),
        Err(error) => Err((error, source)),
    }
}

fn cells(source: &str) -> Result<Cells, JsonError> {
    let notebook = Json::new(source);
    let fail = |at, message| Err(JsonError { at, message });
    if notebook.kind() != Kind::Object {
        return fail(notebook.at(), "a notebook begins with `{`");
    }
    notebook.end()?;
    let entries = notebook.entries()?;
    let mut lists: Vec<Json> = values(&entries, "cells").collect();
    for worksheets in values(&entries, "worksheets") {
        for worksheet in worksheets.elements()? {
            lists.extend(values(&worksheet.entries()?, "cells"));
        }
    }
    if lists.is_empty() {
        return fail(notebook.at(), "no list of `cells`, so this is no notebook");
    }
    let mut read = Cells::default();
    for list in lists {
        for cell in list.elements()? {
            let start = read.text.len();
            add_cell(cell, &mut read)?;
            if read.text.len() > TEXT_LIMIT {
                return fail(cell.at(), "more than 2 MB of text in the cells up to here");
            }
            let number = read.cells.len() + 1;
            read.cells.push(Cell { number, span: start..read.text.len() });
        }
    }
    Ok(read)
}

fn values<'a>(entries: &[(&str, Json<'a>)], key: &str) -> impl Iterator<Item = Json<'a>> {
    let found: Vec<Json> =
        entries.iter().filter(|(name, _)| *name == key).map(|(_, value)| *value).collect();
    found.into_iter()
}

fn add_cell(cell: Json, read: &mut Cells) -> Result<(), JsonError> {
    let entries = cell.entries()?;
    let word = |key: &str| values(&entries, key).last().map_or("", Json::word);
    for source in values(&entries, "source").chain(values(&entries, "input")) {
        add(source, read)?;
    }
    if word("cell_type") == "code" {
        for outputs in values(&entries, "outputs") {
            for output in outputs.elements()? {
                add_output(output, read)?;
            }
        }
    }
    Ok(())
}

/// The text of an output: a stream, or the plain form of a value. Errors, images and HTML are
/// left out.
fn add_output(output: Json, read: &mut Cells) -> Result<(), JsonError> {
    let entries = output.entries()?;
    if values(&entries, "output_type").last().map_or("", Json::word) == "pyerr" {
        return Ok(());
    }
    for text in values(&entries, "text") {
        add(text, read)?;
    }
    for data in values(&entries, "data") {
        for text in values(&data.entries()?, "text/plain") {
            add(text, read)?;
        }
    }
    Ok(())
}

/// Adds a text.
fn add(json: Json, read: &mut Cells) -> Result<(), JsonError> {
    let start = read.text.len();
    json.append(&mut read.text, &mut read.anchors)?;
    let text = with_line_ends(read.text.split_off(start).replace('\0', " "));
    read.text.push_str(&text);
    if !text.ends_with('\n') {
        read.text.push('\n');
    }
    // A blank line between pieces: what follows belongs to another paragraph.
    read.text.push('\n');
    Ok(())
}
