//! Notebooks.

use std::fmt::Write;

use super::{Choices, damage};

/// A notebook.
pub fn notebook(bytes: &[u8]) -> String {
    let mut choices = Choices::new(bytes);
    let mut cells = Vec::new();
    for _ in 0..1 + choices.below(8) {
        cells.push(cell(&mut choices));
    }
    let cells = format!("[{}]", cells.join(","));
    let mut text = match choices.below(5) {
        0 => format!("{{\"worksheets\": [{{\"cells\": {cells}}}], \"nbformat\": 3}}"),
        1 => format!("{{\"metadata\": null, \"cells\": {cells}}}"),
        2 => format!("{{\"cells\": {cells}, \"cells\": {cells}, \"metadata\": {{}}}}"),
        _ => format!(
            "{{\"cells\": {cells}, \"metadata\": {{\"kernelspec\": {{\"language\": {}}}}}}}",
            string(choices.one(&["python", "julia", "R", "", "\u{202e}"]))
        ),
    };
    damage(&mut choices, &mut text);
    text
}

fn cell(choices: &mut Choices) -> String {
    let kind = choices.one(&["markdown", "code", "raw", "heading", ""]);
    let source = lines(choices);
    let key = choices.one(&["source", "source", "input", "text"]);
    let mut cell = format!("{{\"cell_type\": \"{kind}\", \"{key}\": {source}");
    if choices.below(3) > 0 {
        let outputs: Vec<String> = (0..choices.below(4)).map(|_| output(choices)).collect();
        let _ = write!(cell, ", \"outputs\": [{}]", outputs.join(","));
    }
    if choices.rarely() {
        cell += ", \"metadata\": NaN, \"id\": -Infinity";
    }
    cell + "}"
}

fn output(choices: &mut Choices) -> String {
    let text = lines(choices);
    match choices.below(5) {
        0 => format!("{{\"output_type\": \"stream\", \"name\": \"stdout\", \"text\": {text}}}"),
        1 => {
            format!("{{\"output_type\": \"execute_result\", \"data\": {{\"text/plain\": {text}}}}}")
        }
        2 => format!(
            "{{\"output_type\": \"display_data\", \"data\": {{\"image/png\": \"iVBORw0KGgo=\", \
             \"text/html\": {text}, \"text/plain\": {text}}}}}"
        ),
        3 => format!("{{\"output_type\": \"error\", \"traceback\": [{text}]}}"),
        _ => format!("{{\"output_type\": \"pyerr\", \"text\": {text}}}"),
    }
}

/// A text, or a list of its lines, in JSON; now and then a thing that is neither.
fn lines(choices: &mut Choices) -> String {
    match choices.below(6) {
        0 => string(&choices.words()),
        1 => "[]".to_owned(),
        2 if choices.rarely() => {
            choices.one(&["null", "1", "{}", "[[\"a\"]]", "\"\\ud800\""]).into()
        }
        _ => {
            let count = 1 + choices.below(5);
            let lines: Vec<String> = (0..count).map(|_| string(&choices.words())).collect();
            format!("[{}]", lines.join(","))
        }
    }
}

fn string(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted += "\\n",
            c if c < ' ' && c != '\t' => quoted += &format!("\\u{:04x}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}
