//! Separators within whole numbers: `100,000` can be a count, a decimal in another country, or
//! two numbers. Nothing is guessed here; a reader that knows it wants a count may use the digits.

/// The digits of a whole number in groups of three at the start of a text, and its bytes.
pub(super) fn separated(text: &str) -> Option<(String, usize)> {
    let head = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&head) {
        return None;
    }
    let mut digits = text[..head].to_owned();
    let mut at = head;
    let separator = text[at..].chars().next().filter(|c| is_separator(*c))?;
    while let Some(rest) = separator_stripped(&text[at..], separator) {
        let count = rest.bytes().take_while(u8::is_ascii_digit).count();
        if count != 3 {
            break;
        }
        digits.push_str(&rest[..3]);
        at = text.len() - rest.len() + 3;
    }
    let decimals =
        text[at..].starts_with('.') && text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
    (at > head && !decimals).then_some((digits, at))
}

/// Commas, with or without TeX's braces, apostrophes, underscores, and blanks that do not break.
fn is_separator(c: char) -> bool {
    matches!(c, ',' | '\'' | '_' | '’' | '{' | '\\' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

fn separator_stripped(text: &str, separator: char) -> Option<&str> {
    match separator {
        '{' => text.strip_prefix("{,}"),
        '\\' => text.strip_prefix("\\,"),
        _ => text.strip_prefix(separator),
    }
}
