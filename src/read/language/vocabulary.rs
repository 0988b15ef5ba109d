//! The words that reports use, as data: one table a language, all languages at once.
//!
//! A row has a dimension, a value and phrases between bars. A phrase means one thing in a
//! dimension, or what a value such as `error+wrong` leaves open.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::diagnostic::Diagnostic;
use crate::homework::Assignment;
use crate::homework::table::{Row, Table};
use crate::read::language::fold::folded;
use crate::read::language::meanings::{Meaning, meanings};
use crate::read::language::phrases::Phrases;
use crate::read::lexing::facet::Facet;

/// What phrases mean.
pub use crate::read::language::meanings::{Context, PartWord, Word};

/// The tables of the program, with their names.
const TABLES: [(&str, &str); 9] = [
    ("general.english.csv", include_str!("../../../golden/words/general.english.csv")),
    ("general.french.csv", include_str!("../../../golden/words/general.french.csv")),
    ("general.german.csv", include_str!("../../../golden/words/general.german.csv")),
    ("general.spanish.csv", include_str!("../../../golden/words/general.spanish.csv")),
    ("general.italian.csv", include_str!("../../../golden/words/general.italian.csv")),
    ("general.dutch.csv", include_str!("../../../golden/words/general.dutch.csv")),
    ("general.portuguese.csv", include_str!("../../../golden/words/general.portuguese.csv")),
    ("general.swedish.csv", include_str!("../../../golden/words/general.swedish.csv")),
    ("general.polish.csv", include_str!("../../../golden/words/general.polish.csv")),
];

/// All phrases.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    words: Phrases<Word>,
    context: Phrases<Context>,
    /// What each phrase means in each dimension, as the tables write it.
    meanings: BTreeMap<(String, String), String>,
}

static BUILT_IN: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut vocabulary = Vocabulary::default();
    for (name, text) in TABLES {
        let read = vocabulary.read(text, name, None);
        read.unwrap_or_else(|error| unreachable!("a table of the program: {error}"));
    }
    vocabulary
});

impl Vocabulary {
    /// The phrases of the program.
    pub fn built_in() -> Self {
        BUILT_IN.clone()
    }

    /// With a homework's own phrases for its parts. A table that has other kinds of rows too calls
    /// these `part`.
    ///
    /// # Errors
    /// No such table; a part that the homework does not have; a phrase with another meaning.
    pub fn with(
        mut self,
        text: &str,
        origin: &str,
        assignment: &Assignment,
    ) -> Result<Self, Box<Diagnostic>> {
        self.read(text, origin, Some(assignment))?;
        Ok(self)
    }

    /// What words say.
    pub(in crate::read) fn words(&self) -> &Phrases<Word> {
        &self.words
    }

    /// What words do beside a number.
    pub(in crate::read) fn context(&self) -> &Phrases<Context> {
        &self.context
    }

    fn read(
        &mut self,
        text: &str,
        origin: &str,
        assignment: Option<&Assignment>,
    ) -> Result<(), Box<Diagnostic>> {
        let table = Table::read(text, origin)?;
        // The homework's table has rows of other kinds, which are not for this reader.
        let mixed = table.optional("kind");
        let dimension = mixed.map_or_else(|| table.column("dimension"), Ok)?;
        let value = match table.optional("name").filter(|_| mixed.is_some()) {
            Some(column) => column,
            None => table.column("value")?,
        };
        let phrases = table.column("phrases")?;
        let places = Places { dimension, value, phrases };
        for row in &table.rows {
            if mixed.is_none() || table.cell(row, dimension).trim() == "part" {
                self.row(&table, row, places, assignment)?;
            }
        }
        Ok(())
    }

    fn row(
        &mut self,
        table: &Table<'_>,
        row: &Row,
        places: Places,
        assignment: Option<&Assignment>,
    ) -> Result<(), Box<Diagnostic>> {
        let cell = |column: usize| table.cell(row, column).trim();
        let (dimension, value) = (cell(places.dimension), cell(places.value));
        let part = || {
            let part = assignment?.find_part(value).filter(|_| dimension == "part")?;
            Some(vec![Meaning::Word(Word::Facet(Facet::Part(part.clone())))])
        };
        let Some(meanings) = meanings(dimension, value).or_else(part) else {
            let title = format!("no meaning is called `{dimension}` `{value}`");
            return Err(table.refuse(row, places.value, title, "unknown"));
        };
        // A layer is said by some words only where they label.
        let dimension = dimension.trim_end_matches(" label");
        for phrase in cell(places.phrases).split(" | ") {
            let phrase = folded(phrase.trim());
            if phrase.is_empty() {
                continue;
            }
            let key = (phrase.clone(), dimension.to_owned());
            let known = self.meanings.entry(key).or_insert_with(|| value.to_owned());
            if known != value {
                let title = format!("`{phrase}` means `{known}` as well as `{value}`");
                return Err(table.refuse(row, places.phrases, title, "in one dimension"));
            }
            for meaning in &meanings {
                match meaning.clone() {
                    Meaning::Word(word) => self.words.add(&phrase, word),
                    Meaning::Context(context) => self.context.add(&phrase, context),
                }
            }
        }
        Ok(())
    }
}

#[derive(Clone, Copy)]
struct Places {
    dimension: usize,
    value: usize,
    phrases: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_means_one_thing_in_a_dimension() {
        let mut vocabulary = Vocabulary::default();
        for (name, text) in TABLES {
            vocabulary.read(text, name, None).expect(name);
        }
        let twice = "dimension,value,phrases\nkind,wrong,accuracy\n";
        let error = vocabulary.read(twice, "twice.csv", None).expect_err("two meanings");
        assert_eq!(error.title, "`accuracy` means `accuracy` as well as `wrong`");
        let unknown = "dimension,value,phrases\nkind,colour,red\n";
        assert!(vocabulary.read(unknown, "unknown.csv", None).is_err());
    }

    #[test]
    fn a_homework_has_phrases_for_its_parts() {
        let assignment = Assignment::homework7().expect("a homework");
        let table = "kind,name,part,subject,phrases,near,basis\n\
                     part,2c,,,\"our own setups | free choice\",,\n\
                     statement,1b.gd.slow,1b,gd,slow,,\n";
        let vocabulary = Vocabulary::built_in().with(table, "words.csv", &assignment);
        let vocabulary = vocabulary.expect("words");
        let found = vocabulary.words().find("with a free choice");
        let part = assignment.parts().into_iter().find(|part| **part == "2c").expect("a part");
        assert_eq!(found[0].meanings, [Word::Facet(Facet::Part(part.clone()))]);
        let table = "dimension,value,phrases\npart,9z,something\n";
        assert!(Vocabulary::built_in().with(table, "words.csv", &assignment).is_err());
    }
}
