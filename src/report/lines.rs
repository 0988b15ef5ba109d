//! Tells the lines of a Markdown, plain or recognised (OCR) text apart: headings, prose, source
//! code, and what a program printed.

use std::ops::Range;

use super::code::{is_code, is_program, without_line_number};
use super::document::{Line, LineKind};
use super::part::begins_like_a_heading;

/// Every line of `text`, in order; `shift` is added to their bytes.
pub(super) fn lines(text: &str, shift: usize) -> Vec<Line> {
    let spans = spans(text);
    let mut lines: Vec<Line> = Vec::with_capacity(spans.len());
    let any = |is: fn(&str) -> bool| spans.iter().any(|span| is(&text[span.clone()]));
    let bare_code = if any(|line| fence(line).is_some()) {
        BareCode::InFences
    } else if any(is_program) {
        BareCode::AsItStands
    } else {
        BareCode::Absent
    };
    let mut index = 0;
    while index < spans.len() {
        let line = &text[spans[index].clone()];
        if let Some((mark, info)) = fence(line) {
            let closing = |span: &Range<usize>| {
                let line = text[span.clone()].trim();
                line.starts_with(mark) && line.trim_start_matches(&mark[..1]).is_empty()
            };
            let length = spans[index + 1..].iter().position(closing);
            let end = length.map_or(spans.len(), |length| index + 1 + length);
            lines.push(Line { span: spans[index].clone(), kind: LineKind::Blank });
            lines.extend(block(text, &spans[index + 1..end], info));
            if let Some(span) = spans.get(end) {
                lines.push(Line { span: span.clone(), kind: LineKind::Blank });
            }
            index = end + 1;
            continue;
        }
        let before = index.checked_sub(1).map_or("", |index| text[spans[index].clone()].trim());
        let after = spans.get(index + 1).map_or("", |span| text[span.clone()].trim());
        let kind = kind(line, before, after, bare_code);
        lines.push(Line { span: spans[index].clone(), kind });
        index += 1;
    }
    for line in &mut lines {
        line.span = line.span.start + shift..line.span.end + shift;
    }
    lines
}

/// The bytes of each line without its end: `\n`, `\r\n` or a lone `\r`.
fn spans(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut spans = Vec::new();
    let mut start = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        let lone_return = byte == b'\r' && bytes.get(at + 1) != Some(&b'\n');
        if byte == b'\n' || lone_return {
            let end =
                if byte == b'\n' && at > start && bytes[at - 1] == b'\r' { at - 1 } else { at };
            spans.push(start..end);
            start = at + 1;
        }
    }
    spans.push(start..text.len());
    spans
}

/// The mark that opens a fence, and what is said of its language.
fn fence(line: &str) -> Option<(&'static str, &str)> {
    let line = line.trim();
    let marks = ["```", "~~~"];
    let mark = marks.into_iter().find(|mark| line.starts_with(mark))?;
    let info = line.trim_start_matches(&mark[..1]).trim();
    // Code between ticks on one line opens nothing.
    (!info.contains('`')).then_some((mark, info))
}

/// The lines between two fences.
fn block(text: &str, spans: &[Range<usize>], info: &str) -> Vec<Line> {
    let of = |span: &Range<usize>| &text[span.clone()];
    let language = info.split([' ', '{', ',']).next().unwrap_or_default().to_ascii_lowercase();
    let filled: Vec<&str> = spans.iter().map(of).filter(|line| !line.trim().is_empty()).collect();
    let numbered = filled.iter().filter(|line| without_line_number(line).is_some()).count();
    let by_number = numbered * 2 > filled.len() && ascending(&filled);
    let coded = filled.iter().filter(|line| is_code(line)).count();
    let code = match language.as_str() {
        "python" | "py" | "python3" | "ipython" | "ipython3" => true,
        "text" | "txt" | "output" | "console" | "plaintext" | "stdout" => false,
        _ => by_number || coded * 3 > filled.len(),
    };
    let belongs =
        |line: &str| if by_number { without_line_number(line).is_some() } else { is_code(line) };
    let last = spans.iter().rposition(|span| belongs(of(span))).filter(|_| code);
    let mut printing = false;
    let line = |(index, span): (usize, &Range<usize>)| {
        let line = of(span);
        if line.trim_start().starts_with(['→', '↳', '⮕', '➜']) {
            printing = true;
        } else if belongs(line) {
            printing = false;
        }
        let after = last.is_none_or(|last| index > last) && language.is_empty();
        let kind = match () {
            () if line.trim().is_empty() => LineKind::Blank,
            () if !code && line.starts_with('#') && begins_like_a_heading(line) => {
                LineKind::Heading
            }
            () if !code || printing || after => LineKind::Output,
            () => LineKind::Code,
        };
        Line { span: span.clone(), kind }
    };
    spans.iter().enumerate().map(line).collect()
}

/// Whether the numbers that lines begin with are line numbers: each larger than the last.
fn ascending(lines: &[&str]) -> bool {
    let numbers: Vec<u64> = lines
        .iter()
        .filter(|line| without_line_number(line).is_some())
        .filter_map(|line| line.split_whitespace().next()?.parse().ok())
        .collect();
    numbers.windows(2).all(|pair| pair[0] < pair[1])
}

/// Where a text has its source code.
#[derive(Clone, Copy, PartialEq)]
enum BareCode {
    InFences,
    AsItStands,
    /// Nowhere: `x_final = [1. 1.]` is what a program printed.
    Absent,
}

/// A line outside fences.
fn kind(line: &str, before: &str, after: &str, bare_code: BareCode) -> LineKind {
    let trimmed = line.trim();
    let hashes = trimmed.bytes().take_while(|&byte| byte == b'#').count();
    let underlined = |mark: char| after.len() >= 3 && after.chars().all(|c| c == mark);
    let bold = trimmed.len() > 4
        && ["**", "__"].iter().any(|mark| {
            let inside = trimmed.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
            inside.is_some_and(|inside| !inside.contains(mark))
        });
    let numbered_code = || without_line_number(line).is_some_and(is_code);
    match () {
        () if trimmed.is_empty() => LineKind::Blank,
        // What a heading is underlined with.
        () if trimmed.len() >= 3 && trimmed.bytes().all(|byte| byte == b'=') => LineKind::Blank,
        () if (1..=6).contains(&hashes) && trimmed[hashes..].starts_with(' ') => LineKind::Heading,
        () if underlined('=')
            || (underlined('-') && before.is_empty() && !trimmed.contains('|')) =>
        {
            LineKind::Heading
        }
        () if bold => LineKind::Heading,
        () if before.is_empty() && begins_like_a_heading(trimmed) => LineKind::Heading,
        () if bare_code != BareCode::InFences && (is_code(line) || numbered_code()) => {
            match bare_code {
                BareCode::Absent => LineKind::Output,
                _ => LineKind::Code,
            }
        }
        () => LineKind::Text,
    }
}
