//! A folder of its own, the program in it, and a homework whose rows take milliseconds.

use std::path::{Path, PathBuf};
use std::time::Duration;

use assert_cmd::Command;

/// One probe of a small net: a row takes less than it takes to write it.
pub const QUICK: &str = r#"name = "quick"
title = "A probe"
[[net]]
part = "3a"
title = "A probe"
activation = "sigmoid"
initialisation = "xavier-normal"
batch = 1
gradient_probe = [784, 2, 10]
"#;

/// Lines of its file of rows before the rows.
pub const HEAD: usize = 2;

/// A report with one number that is random and has enough digits to be somebody's own.
pub const REPORT: &str = "# 3(a)\n\nInput layer gradient norm: 0.0000451\n";

/// Longer than anything here takes, however busy the machine is.
const PATIENCE: Duration = Duration::from_secs(120);

/// The program, run in a folder; what takes too long is killed and fails.
pub fn verigrad(folder: &Path, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_verigrad"));
    command.current_dir(folder).timeout(PATIENCE);
    command.args(arguments.split(' ').filter(|word| !word.is_empty()));
    command
}

/// A fresh folder with the quick homework.
pub fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    file(folder.path(), "quick.toml", QUICK);
    folder
}

/// A file in it, with the folders on the way.
pub fn file(folder: &Path, name: &str, contents: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("in a folder")).expect("made");
    std::fs::write(&path, contents).expect("written");
    path
}

/// A file's text.
pub fn text(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Another program of the system, which must be there and succeed.
pub fn system(folder: &Path, command: &str) {
    let mut words = command.split(' ');
    let program = words.next().expect("a program");
    let status = std::process::Command::new(program).args(words).current_dir(folder).status();
    assert!(status.unwrap_or_else(|error| panic!("{program}: {error}")).success(), "{command}");
}

/// What came of a run.
pub struct Ran {
    pub status: Option<i32>,
    pub out: String,
    pub error: String,
}

/// Runs it to its end.
pub fn ran(command: &mut Command) -> Ran {
    let output = command.output().expect("started");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran { status: output.status.code(), out: text(output.stdout), error: text(output.stderr) }
}

impl Ran {
    /// It ended with that status, and said so.
    #[track_caller]
    pub fn said(&self, status: i32, words: &str) {
        let Self { out, error, .. } = self;
        assert_eq!(self.status, Some(status), "{out}\n{error}");
        assert!(out.contains(words) || error.contains(words), "no “{words}” in\n{out}\n{error}");
        assert!(!error.contains("panicked"), "{error}");
    }
}

/// A user who may not do everything, for tests of what is not allowed: root is nobody then.
/// The program is copied to where such a user can run it.
pub fn ordinary_user(folder: &Path, wrapper: &[&str], arguments: &str) -> Command {
    let root = std::process::Command::new("id").arg("-u").output().expect("id").stdout == b"0\n";
    let program = folder.join("verigrad-copy");
    if !program.exists() {
        std::fs::copy(env!("CARGO_BIN_EXE_verigrad"), &program).expect("copied");
        system(folder, "chmod -R a+rwX .");
        system(folder, "chmod a+x verigrad-copy");
    }
    let mut words: Vec<&str> = Vec::new();
    if root {
        words.extend(["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]);
    }
    words.extend(wrapper);
    let path = program.to_str().expect("a plain path");
    words.push(path);
    words.extend(arguments.split(' '));
    let mut command = Command::new(words[0]);
    command.args(&words[1..]).current_dir(folder).timeout(PATIENCE);
    command
}
