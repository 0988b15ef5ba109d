//! What each number of a report was read as, in its line, for a terminal.

use std::fmt::Write;

use super::terminal::Style;
use crate::read::Document;
use crate::read::Explained;
use crate::read::Meaning;

/// Characters around a number that are shown of its line.
const AROUND: usize = 34;
/// The least width of a place.
const PLACE: usize = 9;
/// The widest number that keeps the columns aligned.
const NUMBER: usize = 22;

/// One line a number; with `why` everything that spoke for it. The numbers that are open come
/// last again, by reason.
pub fn text(document: &Document, numbers: &[Explained], why: bool, style: Style) -> String {
    let mut text = String::new();
    let (bold, plain) = if style.colour { ("\u{1b}[1m", "\u{1b}[0m") } else { ("", "") };
    let places = numbers.iter().map(|number| number.place.short());
    let places: Vec<String> = places.collect();
    let width = places.iter().map(|place| place.len()).max().unwrap_or(0).max(PLACE);
    for (number, place) in numbers.iter().zip(places) {
        let (mark, meaning) = meaning(&number.is);
        let _ = writeln!(
            text,
            "{place:>width$}  {bold}{:<NUMBER$}{plain} {mark} {meaning}",
            shortened(&number.text)
        );
        if why {
            explain(&mut text, document, number, style);
        }
    }
    text.push_str(&summary(numbers));
    if let Some(pages) = document.unreadable() {
        let _ = writeln!(text, "{pages}");
    }
    text
}

fn shortened(number: &str) -> String {
    let words = number.split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(NUMBER).collect()
}

fn meaning(is: &Meaning) -> (char, String) {
    match is {
        Meaning::Read(id) => ('✓', id.clone()),
        Meaning::Accused(id) => ('✗', format!("{id}, but its digits are others")),
        Meaning::Setting(word) => ('=', (*word).to_owned()),
        Meaning::Open(why) => ('·', why.clone()),
    }
}

fn explain(text: &mut String, document: &Document, number: &Explained, style: Style) {
    let (mark, plain) = if style.colour { ("\u{1b}[7m", "\u{1b}[0m") } else { ("»", "«") };
    let (before, own, after) = line(document, &number.span);
    let _ = writeln!(text, "             │ {before}{mark}{own}{plain}{after}");
    for said in &number.said {
        let words =
            if said.words.is_empty() { String::new() } else { format!(" “{}”", said.words) };
        let line = said.line.map(|line| format!(", line {line}")).unwrap_or_default();
        let _ = writeln!(
            text,
            "             {:<28} {:>5}  {}{words}{line}",
            said.what,
            hundredths(said.cost),
            said.level
        );
    }
    for (index, likely) in number.candidates.iter().enumerate() {
        let first = if index == 0 { "could be" } else { "or" };
        let _ = writeln!(
            text,
            "             {first:<8} {} as {}: {}",
            likely.id,
            likely.view,
            hundredths(likely.cost)
        );
    }
    text.push('\n');
}

fn hundredths(cost: i32) -> String {
    format!("{:.2}", f64::from(cost) / 100.0)
}

/// A number's surroundings in its line.
fn line(document: &Document, span: &std::ops::Range<usize>) -> (String, String, String) {
    let text = &document.text;
    let start = text[..span.start].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[span.end..].find('\n').map_or(text.len(), |newline| span.end + newline);
    let before: Vec<char> = text[start..span.start].chars().rev().take(AROUND).collect();
    let before: String = before.into_iter().rev().collect();
    let after: String = text[span.end..end].chars().take(AROUND).collect();
    // A tab in a line is a blank to whoever reads it.
    let blanks = |text: &str| text.replace('\t', " ");
    (blanks(before.trim_start()), blanks(&text[span.clone()]), blanks(after.trim_end()))
}

/// How many numbers are what, and the open ones by reason.
fn summary(numbers: &[Explained]) -> String {
    let count = |is: fn(&Meaning) -> bool| numbers.iter().filter(|number| is(&number.is)).count();
    let read = count(|is| matches!(is, Meaning::Read(_)));
    let accused = count(|is| matches!(is, Meaning::Accused(_)));
    let settings = count(|is| matches!(is, Meaning::Setting(_)));
    let open = count(|is| matches!(is, Meaning::Open(_)));
    let mut text = format!(
        "\n{} numbers: {read} read, {accused} read by their words alone, {settings} settings and \
         the like, {open} open\n",
        numbers.len()
    );
    let mut reasons: Vec<(&str, usize)> = Vec::new();
    for number in numbers {
        if let Meaning::Open(why) = &number.is {
            match reasons.iter_mut().find(|(known, _)| known == why) {
                Some((_, count)) => *count += 1,
                None => reasons.push((why, 1)),
            }
        }
    }
    reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for (why, count) in reasons {
        let _ = writeln!(text, "{count:>6}  {why}");
    }
    text
}
