//! What the parts of a homework are called, and the runs and trainings in them.

use std::fmt;
use std::sync::Arc;

use crate::shown::is_hidden;

/// The most characters of a part's name.
const LENGTH_LIMIT: usize = 60;

/// The name of a part in the homework's own words: `1b`, `10a`, `Task 4`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartId(Arc<str>);

impl PartId {
    /// A part of that name.
    ///
    /// # Errors
    /// What such a name must be, in words: one to 60 characters, a letter or digit among them, no
    /// characters that are not seen, no quotes, no blanks at its ends.
    pub fn new(name: &str) -> Result<Self, &'static str> {
        if name.chars().count() > LENGTH_LIMIT {
            return Err("a part's name has at most 60 characters");
        }
        if name.trim() != name || name.chars().any(|c| is_hidden(c) || matches!(c, '"' | '`')) {
            return Err(
                "a part's name has no quotes, blanks around it or characters that are not seen",
            );
        }
        if key(name).is_empty() {
            return Err("a part's name needs a letter or a digit");
        }
        Ok(Self(name.into()))
    }

    /// As the homework writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What stays of a name if case, blanks and marks do not matter: `1(b)` and `1b` are one.
    pub fn key(&self) -> String {
        key(&self.0)
    }

    /// A name for files and anchors: letters and digits, with `-` for everything else.
    pub fn slug(&self) -> String {
        slug(&self.0)
    }

    /// The problem that the part belongs to: the number its name begins with, else the name.
    pub fn problem(&self) -> &str {
        let digits = self.0.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 { &self.0[..digits] } else { &self.0 }
    }

    /// As a word of a command line, in quotes where it needs them.
    pub fn argument(&self) -> String {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-');
        let bare = self.0.chars().all(plain) && !self.0.starts_with('-');
        if bare { self.0.to_string() } else { format!("'{}'", self.0.replace('\'', "'\\''")) }
    }
}

/// Letters and digits in small letters.
pub fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Letters, digits and `_`; one `-` for each run of anything else.
pub fn slug(text: &str) -> String {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let pieces = text.split(|c: char| !word(c)).filter(|piece| !piece.is_empty());
    pieces.collect::<Vec<_>>().join("-")
}

impl fmt::Display for PartId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// A run of an optimiser or a training of a net: its part, and its name in the part, which is
/// empty where a part has only one.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RunId {
    /// The part.
    pub part: PartId,
    /// The name in it, such as `adam` or `sgd.0.1`.
    pub name: Arc<str>,
}

impl RunId {
    /// The run of that name in a part.
    pub fn new(part: &PartId, name: &str) -> Self {
        Self { part: part.clone(), name: name.into() }
    }
}

impl fmt::Display for RunId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.part.fmt(formatter)?;
        if self.name.is_empty() { Ok(()) } else { write!(formatter, ".{}", self.name) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_homeworks_own() {
        for name in ["1b", "10a", "Task 4", "1(b)", "Aufgabe 2, Teil ä", "第四"] {
            assert_eq!(PartId::new(name).map(|part| part.to_string()), Ok(name.to_owned()));
        }
        for name in
            ["", " ", "!?", " 1b", "a\nb", "1\u{202e}b", "1\u{200b}b", "say \"b\"", &"x".repeat(61)]
        {
            assert!(PartId::new(name).is_err(), "{name:?}");
        }
    }

    #[test]
    fn marks_and_case_do_not_tell_parts_apart() {
        let part = |name| PartId::new(name).expect("a name");
        assert_eq!(part("1(b)").key(), part("1b").key());
        assert_ne!(part("1b").key(), part("1c").key());
        assert_eq!(part("Task 4: nets").slug(), "Task-4-nets");
        assert_eq!((part("10a").problem(), part("Task 4").problem()), ("10", "Task 4"));
        assert_eq!(
            (part("1b").argument(), part("Task 4").argument()),
            ("1b".into(), "'Task 4'".into())
        );
        assert_eq!(part("it's").argument(), "'it'\\''s'");
    }
}
