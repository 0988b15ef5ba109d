//! TeX macros become readable words and signs; powers and `\times` stay for the reader of numbers.

use self::macros::{Kind, Second, kind};
use crate::read::language::text::{Edit, Text};

mod macros;

/// Rewrites macros, signs of mathematics and braces.
pub fn tex(text: &Text) -> Text {
    if !text.contains(['\\', '$']) {
        return text.clone();
    }
    let mut scan = Scan { text, at: 0, last: None, groups: Vec::new(), edits: Vec::new() };
    scan.run();
    scan.edits.sort_by_key(|edit| edit.range.start);
    text.edited(&scan.edits)
}

/// One pass over a text. An edit of a brace is made when the brace is closed, so that braces
/// without a partner stay.
struct Scan<'a> {
    text: &'a str,
    at: usize,
    /// The last character that stays.
    last: Option<char>,
    groups: Vec<Group>,
    edits: Vec<Edit>,
}

/// What stands between an index in braces and a word behind it.
const BEHIND_INDEX: &str = " ";

/// A brace that is open.
struct Group {
    /// What becomes of its start; `None` if its braces stay.
    opening: Option<Edit>,
    /// What stands for its closing brace.
    closing: &'static str,
    /// What stands between it and a second group right behind it, if it takes one.
    second: Option<Second>,
}

impl<'a> Scan<'a> {
    fn run(&mut self) {
        while let Some(character) = self.rest().chars().next() {
            match character {
                '\\' => self.command(),
                '$' => self.put(1, " "),
                '{' => self.open(),
                '}' => self.close(),
                _ => {
                    self.last = Some(character);
                    self.at += character.len_utf8();
                }
            }
        }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// The next bytes become that.
    fn put(&mut self, length: usize, put: &str) {
        self.edits.push(Edit::new(self.at..self.at + length, put));
        self.last = put.chars().last().or(self.last);
        self.at += length;
    }

    /// Braces stay behind what they belong to: `^{-5}` and the comma of `0{,}98`.
    fn open(&mut self) {
        let stays =
            self.last.is_some_and(|last| matches!(last, '^' | ',') || last.is_ascii_digit());
        let opening = (!stays).then(|| Edit::new(self.at..self.at + 1, ""));
        let closing = if self.last == Some('_') { BEHIND_INDEX } else { "" };
        self.groups.push(Group { opening, closing, second: None });
        if stays {
            self.last = Some('{');
        }
        self.at += 1;
    }

    fn close(&mut self) {
        let at = self.at;
        self.at += 1;
        let Some(Group { opening, closing, second }) = self.groups.pop() else {
            self.last = Some('}');
            return;
        };
        let Some(opening) = opening else {
            self.last = Some('}');
            return;
        };
        // What follows an index is a word of its own.
        let joins = !self.rest().starts_with(|next: char| next.is_alphanumeric());
        let closing = if closing == BEHIND_INDEX && joins { "" } else { closing };
        self.edits.push(opening);
        self.edits.push(Edit::new(at..at + 1, closing));
        self.last = closing.chars().last().or(self.last);
        if let Some(second) = second.filter(|_| self.rest().starts_with('{')) {
            self.second(second);
        }
    }

    fn second(&mut self, second: Second) {
        let put = match second {
            Second::Unit => " ",
            Second::Denominator => "/",
        };
        let opening = Some(Edit::new(self.at..self.at + 1, put));
        self.groups.push(Group { opening, closing: "", second: None });
        self.last = Some(' ');
        self.at += 1;
        // A unit's macro is its word.
        let rest = self.rest();
        let word = second == Second::Unit && rest.starts_with('\\');
        if word && !rest.starts_with("\\percent") && !rest.starts_with("\\%") {
            self.put(1, "");
        }
    }

    fn command(&mut self) {
        let rest = &self.rest()[1..];
        let length = rest.find(|character: char| !character.is_ascii_alphabetic());
        let name = &rest[..length.unwrap_or(rest.len())];
        if name.is_empty() {
            return self.escape();
        }
        let end = self.at + 1 + name.len();
        let argument = self.argument(end);
        match (kind(name), argument) {
            (Kind::Stays, _) => {
                self.last = name.chars().last();
                self.at = end;
            }
            (Kind::Wraps { opening, closing, second }, Some(brace)) => {
                let opening = Some(Edit::new(self.at..brace + 1, opening));
                self.groups.push(Group { opening, closing, second });
                self.at = brace + 1;
            }
            (Kind::Drops, Some(brace)) => {
                let inside = &self.text[brace + 1..];
                let close = inside.find(['{', '}']).filter(|at| inside[*at..].starts_with('}'));
                let end = close.map_or(end, |close| brace + 1 + close + 1);
                self.put(end - self.at, " ");
            }
            (Kind::Sign(sign), _) => self.put(end - self.at, sign),
            (Kind::Wraps { .. } | Kind::Drops, None) => self.put(end - self.at, " "),
        }
    }

    /// The brace of a macro's argument, behind a star, blanks and options.
    fn argument(&self, name_end: usize) -> Option<usize> {
        let mut rest = &self.text[name_end..];
        rest = rest.strip_prefix('*').unwrap_or(rest).trim_start();
        if let Some(options) = rest.strip_prefix('[') {
            let close = options.bytes().take(OPTIONS_LENGTH).position(|byte| byte == b']')?;
            rest = &options[close + 1..];
        }
        rest.starts_with('{').then(|| self.text.len() - rest.len())
    }

    /// A backslash before something that is no letter.
    fn escape(&mut self) {
        let mut characters = self.rest()[1..].chars();
        let Some(escaped) = characters.next() else {
            self.last = Some('\\');
            self.at += 1;
            return;
        };
        let next = characters.next();
        let letter = next.is_some_and(|next| next.is_alphabetic() || next == '{');
        let length = 1 + escaped.len_utf8();
        match escaped {
            '%' | '#' | '_' | '&' | '[' | ']' => {
                self.put(1, "");
                self.at += escaped.len_utf8();
                self.last = Some(escaped);
            }
            '|' => self.put(length, "‖"),
            '!' | '$' => self.put(length, ""),
            // It separates, as in the corner of a table.
            ' ' if self.last.is_some_and(char::is_whitespace) => self.at += length,
            ',' | ';' | ':' | ' ' | '\\' | '(' | ')' | '{' | '}' => self.put(length, " "),
            // An accent; the words are compared without them.
            '"' | '\'' | '`' | '^' | '~' | '=' if letter => self.put(length, ""),
            '-' | '^' | '~' if next.is_some_and(|next| next.is_ascii_digit() || next == '-') => {
                self.put(1, "");
            }
            _ => {
                self.last = Some(escaped);
                self.at += length;
            }
        }
    }
}

/// No macro's options are longer, so that many open brackets take no quadratic time.
const OPTIONS_LENGTH: usize = 500;

#[cfg(test)]
mod tests {
    use super::*;

    fn read(source: &str) -> String {
        let text = tex(&Text::verbatim(source, 0));
        // The way back of every number is that number.
        for (at, digits) in text.match_indices("96") {
            assert_eq!(&source[text.source(at..at + digits.len())], digits);
        }
        text.as_str().to_owned()
    }

    #[test]
    fn macros_and_braces() {
        assert_eq!(read(r"$4.96\times 10^{-5}$"), r" 4.96\times 10^{-5} ");
        assert_eq!(read(r"\textbf{\num{0.96}}, \emph{best}"), "0.96, best");
        assert_eq!(read(r"\SI{96.35}{\percent} in \SI{23}{\minute}"), "96.35 % in 23 minute");
        assert_eq!(read(r"\SI[mode=text]{96}{\%}"), "96 %");
        assert_eq!(read(r"$0{,}96$ and 10\,096"), " 0{,}96  and 10 096");
        assert_eq!(read(r"$\lVert\nabla_{W_1}\rVert = 96$"), " ‖∇_W_1‖ = 96 ");
        assert_eq!(read(r"$\nabla_{W_{\mathrm{in}}}L = 96$"), " ∇_W_in L = 96 ");
        assert_eq!(read(r"\frac{96}{10000}"), "96/10000");
        assert_eq!(read(r"x\footnote{see \ref{a}} 96\%"), "x (see  ) 96%");
        assert_eq!(read(r"\label{tab:9}\eta=0.96 \unknown{96}"), " η=0.96  96");
    }

    #[test]
    fn what_is_no_tex_stays() {
        assert_eq!(read("{x} 96"), "{x} 96");
        assert_eq!(read(r"\textbf{open 96"), r"\textbf{open 96");
        assert_eq!(read(r"96 \ rate"), r"96 \ rate");
        assert_eq!(read("} $ {"), "}   {");
        assert_eq!(read("\\"), "\\");
        assert_eq!(read(r"H\'ector \[0.96\]"), "Hector [0.96]");
    }
}
