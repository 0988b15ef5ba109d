//! Whether a line is Python source code rather than prose or printed output.

/// Words that Python lines begin with.
const BEGINNINGS: &[&str] = &[
    "import ",
    "def ",
    "class ",
    "return",
    "while ",
    "else:",
    "elif ",
    "try:",
    "except",
    "finally:",
    "print(",
    "plt.",
    "np.",
    "torch.",
    "nn.",
    "optim.",
    "self.",
    "super(",
    "@",
    "%matplotlib",
    "!pip",
    ">>> ",
    "\"\"\"",
    "break",
    "continue",
    "pass",
    "assert ",
    "raise ",
    "lambda ",
];

/// The line behind a line number, as text recognition leaves them in code.
pub(super) fn without_line_number(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &line[digits..];
    ((1..=4).contains(&digits) && (rest.is_empty() || rest.starts_with([' ', '\t'])))
        .then_some(rest)
}

/// Whether a line, with or without a line number, reads as Python.
pub(super) fn is_code(line: &str) -> bool {
    let line = without_line_number(line).filter(|rest| !rest.trim().is_empty()).unwrap_or(line);
    let line = line.trim();
    if line.is_empty() {
        return false;
    }
    let block = |opening: &str, inside: &str| {
        line.starts_with(opening) && line.contains(inside) && line.ends_with(':')
    };
    BEGINNINGS.iter().any(|beginning| line.starts_with(beginning))
        || line.starts_with("# ")
        || line.starts_with("{\"")
        || line.starts_with("{'")
        || (line.starts_with("from ") && line.contains(" import "))
        || block("for ", " in ")
        || block("if ", " ")
        || block("with ", " ")
        || line.chars().all(|c| "()[]{},:".contains(c))
        || is_assignment(line)
        || is_call(line)
}

/// Whether a line is Python beyond doubt, which no program prints as a result.
pub(super) fn is_program(line: &str) -> bool {
    let line = without_line_number(line).filter(|rest| !rest.trim().is_empty()).unwrap_or(line);
    let line = line.trim();
    ["import ", "def ", "class ", "plt.", "np.", "torch.", "nn.", ">>> "]
        .iter()
        .any(|beginning| line.starts_with(beginning))
        || line.starts_with("from ") && line.contains(" import ")
}

/// `name = …`, `a, b = …`, `name[0] += …`.
fn is_assignment(line: &str) -> bool {
    let Some(at) = line.find('=') else { return false };
    let (target, value) = line.split_at(at);
    let target = target.trim_end_matches(['+', '-', '*', '/']).trim_end();
    let names = target.split(',').map(str::trim);
    let name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "_.[]'\":-".contains(c))
    };
    !value.starts_with("==") && value.len() > 1 && names.into_iter().all(name)
}

/// `module.function(…` with nothing before.
fn is_call(line: &str) -> bool {
    let Some(at) = line.find('(') else { return false };
    let name = &line[..at];
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.contains(['.', '_'])
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "_.".contains(c))
}
