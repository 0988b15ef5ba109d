//! A folder of its own with a report in it, and the program.

use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

/// Of its numbers, one is reproduced, one contradicted, one consistent; the rest is not stated.
pub const REPORT: &str = "\
# Homework 7

## 1(b)

Gradient descent, final point: [0.99433318 0.98867571]
Momentum, function value at the final point: 2.0850579801122868e-26
Adam, final point: [0.99999479 1.00000519]
Adam, function value: 2.4411637529060323e-08

## 2(a)

The best learning rate is 0.1, with a final test accuracy of 0.9635.
";

/// The program in that folder.
pub fn verigrad(folder: &Path, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_verigrad"));
    command.current_dir(folder).args(arguments.split_whitespace());
    command
}

/// A folder with a report.
pub fn folder(name: &str, report: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join(name), report).expect("written");
    folder
}

/// Standard output and the exit status.
pub fn output(folder: &Path, arguments: &str) -> (String, i32) {
    let output = verigrad(folder, arguments).output().expect("runs");
    let status = output.status.code().expect("ended by itself");
    (String::from_utf8(output.stdout).expect("UTF-8"), status)
}

/// The same, as JSON.
pub fn json(folder: &Path, arguments: &str) -> (Value, i32) {
    let (text, status) = output(folder, arguments);
    (serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}")), status)
}

/// One of the objects of a list, by a member's text.
pub fn by<'v>(list: &'v Value, member: &str, text: &str) -> &'v Value {
    let all = list.as_array().expect("a list");
    all.iter()
        .find(|value| value[member] == text)
        .unwrap_or_else(|| panic!("no {member} {text} in {list:#}"))
}
