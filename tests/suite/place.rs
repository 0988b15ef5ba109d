//! A folder of its own in which the program runs as a user runs it.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use assert_cmd::assert::Assert;
use serde_json::Value;

/// The program, run in a folder.
pub fn verigrad(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_verigrad"));
    command.current_dir(folder).env("NO_COLOR", "1");
    command
}

/// A fresh folder.
pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// A file in it, with the folders on the way.
pub fn file(folder: &Path, name: &str, contents: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("in a folder")).expect("made");
    std::fs::write(&path, contents).expect("written");
    path
}

/// What was printed, as text.
pub fn printed(run: &Assert) -> String {
    String::from_utf8(run.get_output().stdout.clone()).expect("UTF-8")
}

/// What was printed, as JSON.
pub fn json(run: &Assert) -> Value {
    serde_json::from_slice(&run.get_output().stdout).expect("JSON")
}
