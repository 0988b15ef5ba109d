//! Characters that nobody sees: a name or number that holds one reads as if it did not.

use crate::read::language::text::{Edit, Text};

/// Whether a character takes no room and changes nothing of what is seen: soft hyphens, zero-width
/// spaces and joiners, directional marks, embeddings and isolates, selectors of variants, tags.
///
/// Not the overrides U+202D and U+202E, which turn digits around: what is seen then is not what
/// the file says, and is read as the file says it. Not control characters, one of which a minus
/// may have been.
pub(in crate::read) fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202c}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}'
        | '\u{e0100}'..='\u{e01ef}')
}

/// The text without them; what is left keeps its place.
pub(in crate::read) fn read_through(text: Text) -> Text {
    if text.is_ascii() || !text.contains(is_unseen) {
        return text;
    }
    let unseen = text.char_indices().filter(|(_, c)| is_unseen(*c));
    let edits: Vec<Edit> = unseen.map(|(at, c)| Edit::new(at..at + c.len_utf8(), "")).collect();
    text.edited(&edits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_numbers_are_read_through_and_keep_their_places() {
        let file = "\u{2066}accu\u{200b}racy\u{feff}: -\u{2060}0.9\u{ad}635\u{2069} \u{e0041}end";
        let text = read_through(Text::verbatim(file, 0));
        assert_eq!(text.as_str(), "accuracy: -0.9635 end");
        let at = text.find("0.9635").expect("there");
        assert_eq!(&file[text.source(at..at + 6)], "0.9\u{ad}635");
        let at = text.find("end").expect("there");
        assert_eq!(&file[text.source(at..at + 3)], "end");
    }

    #[test]
    fn what_is_seen_stays() {
        for seen in ["0.9\u{202e}635", "\u{3}0.5", "\u{a0}0.5\u{202f}", "η\u{303} = 1", "\u{1b}[0m"]
        {
            assert_eq!(read_through(Text::verbatim(seen, 0)).as_str(), seen);
        }
    }
}
