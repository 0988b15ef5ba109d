//! The digits of a number with their marks, and what these can mean.

/// The digits at a place of a text.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::read) struct Mantissa {
    /// The byte behind them.
    pub(in crate::read) end: usize,
    /// What they can mean, with a dot for the decimal mark and without thousands marks; the
    /// likeliest first.
    pub(in crate::read) meanings: Vec<String>,
    /// Whether a dot ends them: `1.`
    pub(in crate::read) trailing_dot: bool,
}

/// What divides thousands beside a comma.
const THOUSANDS: [&str; 7] = ["\u{202f}", "\u{2009}", "\u{a0}", "\\,", "'", "’", "{,}"];

/// Digits of a group of thousands.
const GROUP: usize = 3;

/// The digits that begin at a byte.
pub(in crate::read) fn read(text: &str, start: usize, decimal_comma: bool) -> Option<Mantissa> {
    let first = run(text, start);
    if first == 0 {
        return leading_dot(text, start);
    }
    if first <= GROUP {
        if let Some(found) = marked_thousands(text, start, start + first, decimal_comma) {
            return Some(found);
        }
        if let Some(found) = comma_thousands(text, start, start + first, decimal_comma) {
            return Some(found);
        }
    }
    Some(plain(text, start, start + first, decimal_comma))
}

/// Digits from a byte on.
fn run(text: &str, at: usize) -> usize {
    text[at..].bytes().take_while(u8::is_ascii_digit).count()
}

fn is_group(text: &str, at: usize) -> bool {
    run(text, at) == GROUP
}

/// `.5`
fn leading_dot(text: &str, start: usize) -> Option<Mantissa> {
    let digits = text[start..].starts_with('.').then(|| run(text, start + 1)).filter(|n| *n > 0)?;
    let end = start + 1 + digits;
    let meanings = vec![format!("0{}", &text[start..end])];
    Some(Mantissa { end, meanings, trailing_dot: false })
}

/// Decimals behind a dot, with the dot.
fn decimals(text: &str, at: usize) -> usize {
    let digits = if text[at..].starts_with('.') { run(text, at + 1) } else { 0 };
    if digits > 0 { digits + 1 } else { 0 }
}

/// `54 018` with a thin blank, `54'018`, `54{,}018`.
fn marked_thousands(
    text: &str,
    start: usize,
    first: usize,
    decimal_comma: bool,
) -> Option<Mantissa> {
    let mut digits = text[start..first].to_owned();
    let mut end = first;
    let mut groups = 0;
    let mut braces = 0;
    while let Some(mark) = THOUSANDS.iter().find(|mark| text[end..].starts_with(**mark)) {
        let at = end + mark.len();
        if !is_group(text, at) {
            break;
        }
        digits.push_str(&text[at..at + GROUP]);
        end = at + GROUP;
        groups += 1;
        braces += usize::from(*mark == "{,}");
    }
    if groups == 0 {
        return None;
    }
    let behind = decimals(text, end);
    let decimal = format!("{}.{}", &text[start..first], &text[end - GROUP..end]);
    digits.push_str(&text[end..end + behind]);
    end += behind;
    // TeX has `{,}` for a decimal comma as well.
    let both = braces == 1 && groups == 1 && behind == 0;
    let meanings = match (both, decimal_comma || text[start..].starts_with('0')) {
        (true, true) => vec![decimal, digits],
        (true, false) => vec![digits, decimal],
        _ => vec![digits],
    };
    Some(Mantissa { end, meanings, trailing_dot: false })
}

/// `54,018`, and in a text with decimal commas also 54.018.
fn comma_thousands(
    text: &str,
    start: usize,
    first: usize,
    decimal_comma: bool,
) -> Option<Mantissa> {
    let zero = text[start..first] == *"0";
    let mut digits = text[start..first].to_owned();
    let mut end = first;
    let mut groups = 0;
    while text[end..].starts_with(',') && is_group(text, end + 1) {
        digits.push_str(&text[end + 1..end + 1 + GROUP]);
        end += 1 + GROUP;
        groups += 1;
        if zero {
            break;
        }
    }
    // With decimal commas `1,234,567,8` is no number of thousands.
    if groups > 1 && decimal_comma && text[end..].starts_with(',') {
        groups = 1;
        end = first + 1 + GROUP;
        digits.truncate(first - start + GROUP);
    }
    if groups == 0 {
        return None;
    }
    let decimal =
        format!("{}.{}", &text[start..first], &text[first + 1..end.min(first + 1 + GROUP)]);
    if zero {
        return Some(Mantissa { end, meanings: vec![decimal], trailing_dot: false });
    }
    let behind = decimals(text, end);
    digits.push_str(&text[end..end + behind]);
    end += behind;
    let ambiguous = groups == 1 && behind == 0;
    let meanings = match (ambiguous, decimal_comma) {
        (true, true) => vec![decimal, digits],
        (true, false) => vec![digits, decimal],
        _ => vec![digits],
    };
    Some(Mantissa { end, meanings, trailing_dot: false })
}

/// `12`, `0.5`, `0,5`, `0{,}5`, `1.`
fn plain(text: &str, start: usize, first: usize, decimal_comma: bool) -> Mantissa {
    let whole = &text[start..first];
    let found = |end: usize, meaning: String, trailing_dot: bool| Mantissa {
        end,
        meanings: vec![meaning],
        trailing_dot,
    };
    // `0,5` is one number in any text, but in a list such as `1,0,5`; `9,5` only with decimal
    // commas.
    let listed = text[..start].ends_with(',');
    let comma = decimal_comma || (whole == "0" && !listed);
    for mark in [".", ",", "{,}"] {
        let behind = first + mark.len();
        let allowed = mark != "," || comma;
        if !allowed || !text[first..].starts_with(mark) {
            continue;
        }
        let digits = run(text, behind);
        if digits > 0 {
            let end = behind + digits;
            return found(end, format!("{whole}.{}", &text[behind..end]), false);
        }
    }
    // The dot of `1.` is its own before what can end a number, and before an exponent.
    if let Some(rest) = text[first..].strip_prefix('.') {
        let ends = rest.starts_with(|c: char| c.is_whitespace() || "]),;".contains(c));
        let raised = rest.strip_prefix('e').is_some_and(|rest| {
            rest.trim_start_matches(['-', '+', '−', '–']).starts_with(|c: char| c.is_ascii_digit())
        });
        if ends || raised {
            return found(first + 1, whole.to_owned(), true);
        }
    }
    found(first, whole.to_owned(), false)
}
