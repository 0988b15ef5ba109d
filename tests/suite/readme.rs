//! Follows the README's section on another homework, and the guide's commands, to the letter: each
//! command of a console block is run, and prints what stands there (`…` for what is left out).

use std::path::Path;

use assert_cmd::Command;

const README: &str = include_str!("../../README.md");
const GUIDE: &str = include_str!("../../docs/homework.md");

/// The console blocks of a text: each command with the lines it prints.
fn commands(text: &str) -> Vec<(&str, Vec<&str>)> {
    let mut found: Vec<(&str, Vec<&str>)> = Vec::new();
    for block in text.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap_or_default();
        for line in block.lines() {
            match (line.strip_prefix("$ "), found.last_mut()) {
                (Some(command), _) => found.push((command, Vec::new())),
                (None, Some((_, printed))) => printed.push(line),
                (None, None) => panic!("{line} is printed by no command"),
            }
        }
    }
    found
}

/// Runs a command as it stands, in that folder.
fn run(command: &str, folder: &Path) -> String {
    let words = command.strip_prefix("cargo run -- ").or_else(|| command.strip_prefix("verigrad "));
    let words = words.unwrap_or_else(|| panic!("{command} is no command of verigrad"));
    let mut verigrad = Command::new(env!("CARGO_BIN_EXE_verigrad"));
    verigrad.current_dir(folder).env("NO_COLOR", "1").args(words.split(' '));
    let output = verigrad.output().expect("runs");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(0), "{command}: {error}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Whether the lines stand in the text in that order, one directly after the other but for `…`.
fn prints(text: &str, expected: &[&str]) -> bool {
    let lines: Vec<&str> = text.lines().collect();
    let (mut at, mut skips) = (0, false);
    for line in expected {
        if *line == "…" {
            skips = true;
            continue;
        }
        let Some(place) = lines[at..].iter().position(|own| own == line) else { return false };
        if place > 0 && !skips {
            return false;
        }
        (at, skips) = (at + place + 1, false);
    }
    skips || at == lines.len()
}

/// A copy of the homeworks, in a folder of their own.
fn place() -> tempfile::TempDir {
    let place = tempfile::tempdir().expect("a temporary folder");
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden");
    for homework in ["lab2", "template"] {
        let target = place.path().join("golden").join(homework);
        std::fs::create_dir_all(&target).expect("made");
        for file in std::fs::read_dir(golden.join(homework)).expect("there") {
            let file = file.expect("read").path();
            let name = file.file_name().expect("a name");
            std::fs::copy(&file, target.join(name)).expect("copied");
        }
    }
    place
}

fn follow(text: &str) -> usize {
    let place = place();
    let commands = commands(text);
    for (command, expected) in &commands {
        let printed = run(command, place.path());
        assert!(prints(&printed, expected), "{command} prints\n{printed}\nand not\n{expected:#?}");
    }
    commands.len()
}

#[test]
fn the_readmes_section_on_another_homework_can_be_followed() {
    let (_, section) = README.split_once("\n## Another homework\n").expect("a section");
    let section = section.split("\n## ").next().unwrap_or_default();
    assert!(follow(section) >= 5);
}

#[test]
fn the_guides_commands_print_what_it_says() {
    assert!(follow(GUIDE) >= 1);
}

#[test]
fn what_the_readme_shows_of_a_report_read_is_what_is_read() {
    let place = place();
    let read = commands(README).into_iter().filter(|(command, _)| command.contains(" read "));
    let mut count = 0;
    for (command, expected) in read {
        let printed = run(command, place.path());
        assert!(prints(&printed, &expected), "{command} prints\n{printed}\nand not\n{expected:#?}");
        count += 1;
    }
    assert_eq!(count, 1);
}
