//! What programs print, and code around it.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::aligned::{aligned, columns, is_rule};
use super::frames::frame;
use super::head_lines::under_heads;
use super::literals::{literal, named_lists};
use super::pattern::pattern;
use crate::read::language::text::Text;
use crate::read::layout::block::Block;

static CODE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^\s*(?:import |from \w[\w.]* import|def |class |for .*:\s*$|while .*:\s*$|if .*:\s*$",
        r"|else:|return\b|print\s*\(|with .*:\s*$|@|#include|\$ |>>> |In \[|%%|!pip|pip ",
        r"|python3? |make |library\(|try:|except|elif )",
        // An assignment of a call, a list or an index; a call alone.
        r#"|^\s*[A-Za-z_][\w.\[\], ]*\s*(?:=|\+=)\s*[A-Za-z_(\[{'"].*[()\[\]]"#,
        r"|^\s*[\w.]+\(.*\)\s*$"
    ))
});
/// Output that stands in code, as a comment.
static OUTPUT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*(?:#>|##|# ?->|# ?=>|# out:|#→)\s?"));
/// What stands before each command of a session: `>>> `, `$ `, `user@host:~$ `.
static PROMPT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^\s*(?:>>>|\$|[\w.-]+@[\w.-]+:?\S*\s?[$#%])(?:\s|$)"));
/// What stands before the further lines of a command.
static FURTHER: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(?:\.\.\.|>)(?:\s|$)"));
static MEASURED: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d\.\d{3,}|\de-\d\d"));
static KEYWORD: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\b(?:import|def|for|return|lambda|if|while|print)(?:[^\w:]|$)"));

/// Languages whose blocks are code unless a line is marked as output.
const LANGUAGES: [&str; 23] = [
    "python",
    "py",
    "r",
    "bash",
    "sh",
    "julia",
    "c",
    "cpp",
    "matlab",
    "rust",
    "makefile",
    "yaml",
    "json",
    "toml",
    "javascript",
    "ipython",
    "ipython3",
    "python3",
    "shell",
    "zsh",
    "code-cell",
    "numpy",
    "octave",
];

/// Whether a line is code, not output: measured digits without a call or a keyword are output.
pub(super) fn is_code(line: &str) -> bool {
    if MEASURED.is_match(line) && !calls(line) && !KEYWORD.is_match(line) {
        return false;
    }
    CODE.is_match(line)
}

/// Whether a function is called with a word or a number; how NumPy prints an array is no call.
fn calls(line: &str) -> bool {
    line.match_indices('(').any(|(at, _)| {
        let name = &line[..at];
        let named = name.chars().next_back().is_none_or(|last| last.is_alphabetic() || last == '_');
        let printed = ["array", "tensor", "float64", "float32"];
        let argument = line[at + 1..].chars().next();
        named
            && !printed.iter().any(|printed| name.ends_with(printed))
            && argument.is_some_and(|one| one.is_alphanumeric() || matches!(one, '_' | '\'' | '"'))
    })
}

fn is_prompt(line: &Text) -> bool {
    PROMPT.is_match(line)
}

/// Lines of a fenced block: first its code, then what it prints.
pub fn code_or_output(lines: &[Text], language: &str, out: &mut Vec<Block>) {
    let known = LANGUAGES.contains(&language.to_lowercase().as_str());
    let filled = lines.iter().filter(|line| !line.trim().is_empty()).count();
    let coded = lines.iter().filter(|line| is_code(line)).count();
    let is_session = lines.iter().find(|line| !line.trim().is_empty()).is_some_and(is_prompt);
    let is_all_code = !is_session && (known || coded * 2 >= filled.max(1));
    let (mut code, mut printed) = (Vec::new(), Vec::new());
    for line in lines {
        if let Some(mark) = OUTPUT.find(line) {
            printed.push(line.slice(mark.end()..line.len()));
        } else if is_session
            && !is_prompt(line)
            && !FURTHER.is_match(line)
            && !KEYWORD.is_match(line)
        {
            printed.push(line.clone());
        } else if is_all_code || is_code(line) {
            code.push(line);
        } else {
            printed.push(line.clone());
        }
    }
    out.push(Block::code(Text::join(code, "\n")));
    text_lines(&printed, out);
}

/// Printed lines: tables and literals are found, every other line stands for itself.
pub fn text_lines(lines: &[Text], out: &mut Vec<Block>) {
    for group in lines.split(|line| line.trim().is_empty()) {
        let mut start = 0;
        let mut at = 0;
        while at < group.len() {
            let mut found = Vec::new();
            let Some(next) = literal(group, at, &mut found) else {
                at += 1;
                continue;
            };
            without_literals(&group[start..at], out);
            out.append(&mut found);
            (start, at) = (next, next);
        }
        without_literals(&group[start..], out);
    }
}

fn without_literals(lines: &[Text], out: &mut Vec<Block>) {
    let mut rest = lines;
    for _ in 0..MOST_TABLES {
        if rest.is_empty() || whole_table(rest, out) {
            return;
        }
        let mut table = Vec::new();
        let inner = under_heads(rest, &mut table)
            .or_else(|| named_lists(rest, &mut table))
            .or_else(|| inner_table(rest, &mut table));
        let Some(inner) = inner else { break };
        let before = &rest[..inner.start];
        if !before.is_empty() && !whole_table(before, out) {
            each_line(before, out);
        }
        out.append(&mut table);
        rest = &rest[inner.end..];
    }
    each_line(rest, out);
}

fn whole_table(lines: &[Text], out: &mut Vec<Block>) -> bool {
    frame(lines, out) || aligned(lines, out)
}

/// Lines that stand for themselves.
fn each_line(lines: &[Text], out: &mut Vec<Block>) {
    let filled = lines.iter().filter(|line| !is_rule(line));
    out.extend(filled.map(|line| Block::line(line.trimmed())));
}

/// The first aligned table between other lines: rows with as many columns, and what is above them.
fn inner_table(lines: &[Text], out: &mut Vec<Block>) -> Option<Range<usize>> {
    let counts: Vec<usize> = lines.iter().map(|line| columns(line).len()).collect();
    let mut at = 0;
    for run in counts.chunk_by(|one, other| one == other) {
        let (first, end) = (at, at + run.len());
        at = end;
        let width = run[0];
        if width < INNER_COLUMNS || run.len() < 2 {
            continue;
        }
        let before = |back: usize| first.checked_sub(back).map(|above| (above, counts[above]));
        let named = before(1).filter(|(_, count)| *count == 1).and_then(|_| before(2));
        let named = named.filter(|(_, count)| *count == width || *count + 1 == width);
        let short = before(1).filter(|(_, count)| *count + 1 == width);
        let starts = [named, short].into_iter().flatten().map(|(above, _)| above).chain([first]);
        for start in starts {
            if end - start > 2 && end - start < lines.len() && aligned(&lines[start..end], out) {
                return Some(start..end);
            }
        }
    }
    None
}

/// The most tables among lines without a gap; it bounds how often the lines are looked through.
const MOST_TABLES: usize = 20;
/// Fewer columns between other lines are hardly a table.
const INNER_COLUMNS: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::layout::block::BlockKind;

    fn read(source: &str, language: &str) -> (String, Vec<String>) {
        let mut out = Vec::new();
        code_or_output(&Text::verbatim(source, 0).lines(), language, &mut out);
        let BlockKind::Code { text, .. } = &out[0].kind else { panic!("code first") };
        let rest = out[1..].iter().map(|block| block.text().to_owned()).collect();
        (text.to_string(), rest)
    }

    #[test]
    fn code_and_what_it_prints_are_told_apart() {
        let (code, printed) = read("x = train(0.1)\nprint(x)\n#> 0.9635", "python");
        assert_eq!(code, "x = train(0.1)\nprint(x)");
        assert_eq!(printed, ["0.9635"]);
        let (code, printed) = read("$ python main.py\nfinal: 0.9635\n-----\nbest 0.9701", "");
        assert_eq!(code, "$ python main.py");
        assert_eq!(printed, ["final: 0.9635", "best 0.9701"]);
        let frame = "rate  0.1  0.5\nepoch\n1  0.91  0.92\n30  0.93  0.94\nbest 0.94";
        let (_, printed) = read(frame, "text");
        assert_eq!(printed, ["", "best 0.94"]);
        let session = ">>> p = run(0.1)\n>>> p, f(p)\n(array([0.9943, 0.9886]), 3.2e-05)\n";
        assert_eq!(read(session, "python").1, ["(array([0.9943, 0.9886]), 3.2e-05)"]);
        assert_eq!(read("$ python a.py\nadam [1. 1.] 2.1e-26\n$ python b.py\nnan", "").1.len(), 2);
        assert_eq!(read("point = array([0.9943, 0.9886])", "").1.len(), 1);
        assert_eq!(read("point = fit(rate=0.0001)", "").1.len(), 0);
    }
}
