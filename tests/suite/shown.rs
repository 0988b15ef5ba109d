//! Whatever somebody wrote: nothing of it that is obeyed, turned around or not seen leaves the
//! program.

use proptest::prelude::*;
use verigrad::shown::{Shown, argument, brief, cell, is_hidden, marked, path, word};

use crate::strategies::config;

/// C0, DEL and C1, the bidirectional controls and the zero-width space, each of them.
fn forbidden() -> Vec<char> {
    let ranges = [0..=0x1f, 0x7f..=0x9f, 0x202a..=0x202e, 0x2066..=0x2069, 0x200b..=0x200b];
    ranges.into_iter().flatten().filter_map(char::from_u32).collect()
}

/// Texts of such characters, of what a spreadsheet or a terminal takes for more, and of any.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(forbidden()).prop_map(String::from),
        prop::sample::select(vec![
            "\u{1b}[31m",
            "\u{1b}[0m",
            "\u{1b}[2J",
            "\u{1b}]8;;x\u{7}",
            "\u{9b}1m",
            "\r\n",
            "\n=",
            ";=",
            ";\"=",
            "'",
            "\"",
            "=1+1",
            "-1",
            "-1.5e-3",
            "\u{ff1d}",
            "\u{ff20}",
            "|@",
            "<b>",
            "&",
            "\\",
            " ",
            "a",
            "é",
            "数",
            "\u{200c}",
            "⟨",
            "\u{e0041}",
            "\u{feff}",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

#[test]
fn each_forbidden_character_is_shown_as_an_escape_and_as_a_mark() {
    let all = forbidden();
    assert_eq!(all.len(), 32 + 33 + 5 + 4 + 1);
    for c in all {
        assert!(is_hidden(c), "{c:?}");
        let text = format!("a{c}b");
        let shown = Shown::text(&text).to_string();
        let page = marked(&text);
        if c == '\n' {
            assert_eq!((shown.as_str(), page.as_str()), ("a\nb", "a\nb"));
            assert_eq!(word(&text), "a\\nb");
            continue;
        }
        assert!(shown.starts_with("a\\") && shown.ends_with('b'), "{shown}");
        assert_eq!(shown, word(&text));
        if c != '\t' {
            assert_eq!(page, format!("a⟨U+{:04X}⟩b", u32::from(c)));
        }
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_terminal_is_sent_lines_and_nothing_else(text in hostile()) {
        for shown in [Shown::text(&text), Shown::coloured(true, |_| text.clone())] {
            prop_assert!(!shown.as_str().contains(|c| c != '\n' && is_hidden(c)), "{shown:?}");
        }
        prop_assert!(!word(&text).contains(is_hidden));
        prop_assert!(!path(text.as_ref()).contains(is_hidden));
        prop_assert!(!argument(text.as_ref()).contains(is_hidden));
    }

    /// Colours are ours alone: around somebody's text they stand if it has no escape of its own,
    /// and otherwise none is there.
    #[test]
    fn nobody_borrows_a_colour(text in hostile()) {
        let render = |colour: bool| match colour {
            true => format!("\u{1b}[1m\u{1b}[38;5;9m{text}\u{1b}[0m"),
            false => text.clone(),
        };
        let shown = Shown::coloured(true, render);
        let clean = !text.contains(|c| c != '\n' && is_hidden(c));
        prop_assert_eq!(shown.as_str().matches('\u{1b}').count(), if clean { 3 } else { 0 });
        let plain = Shown::coloured(false, render);
        prop_assert_eq!(plain.as_str().matches('\u{1b}').count(), 0);
    }

    #[test]
    fn json_reads_back_as_what_it_was(text in hostile()) {
        let value = serde_json::json!({ text.clone(): [text.clone()] });
        let shown = Shown::json(&format!("{value:#}\n"));
        prop_assert!(!shown.as_str().contains(|c| c != '\n' && is_hidden(c)), "{shown:?}");
        let back: serde_json::Value = serde_json::from_str(shown.as_str()).expect("JSON");
        prop_assert_eq!(back, value);
    }

    #[test]
    fn a_page_marks_what_is_not_seen(text in hostile()) {
        let page = marked(&text);
        prop_assert!(!page.contains(|c| is_hidden(c) && c != '\n' && c != '\t'), "{page:?}");
        let marks = page.matches("⟨U+").count() - text.matches("⟨U+").count();
        let lines = text.replace("\r\n", "\n");
        let hidden = lines.chars().filter(|&c| is_hidden(c) && c != '\n' && c != '\t').count();
        prop_assert_eq!(marks, hidden);
    }

    /// At whatever sign a line is split, no piece begins as a formula does.
    #[test]
    fn no_piece_of_a_cell_is_a_formula(text in hostile()) {
        let cell = cell(&text);
        prop_assert!(!cell.contains(is_hidden), "{cell:?}");
        prop_assume!(cell.parse::<f64>().is_err());
        for piece in cell.split([';', '|']) {
            let start = piece.trim_start_matches(|c: char| c.is_whitespace() || c == '"');
            let formula = ['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'];
            prop_assert!(!start.starts_with(formula), "{cell:?}");
        }
    }

    #[test]
    fn a_brief_text_is_brief(text in "\\PC{0,60}", limit in 0..50_usize) {
        let brief = brief(&text, limit);
        let length = text.chars().count();
        prop_assert_eq!(brief == text, length <= limit);
        prop_assert!(brief.chars().count() <= limit.max(length.min(limit)) + 30);
    }
}

/// What a shell makes of an argument is the argument.
#[cfg(unix)]
#[test]
fn a_shell_reads_an_argument_back() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    for bytes in [
        &b"plain.md"[..],
        b"next year/it's.md",
        b"",
        b"a\nb",
        b"a\x1b[2J\x07",
        b"\xff\xfe'\\",
        "ü\u{202e}x".as_bytes(),
        b"$HOME `ls` \"q\" ;rm",
    ] {
        let quoted = argument(OsStr::from_bytes(bytes));
        let mut bash = std::process::Command::new("bash");
        let output = bash.args(["-c", &format!("printf %s {quoted}")]).output().expect("bash");
        assert_eq!(output.stdout, bytes, "{quoted}");
    }
}
