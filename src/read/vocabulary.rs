//! The words that reports use, as data: one table a language, all languages at once.
//!
//! A row has a dimension, a value and phrases between bars. A phrase means one thing in a
//! dimension, or what a value such as `error+wrong` leaves open.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::facet::{Facet, Label, SpokenKind, Topic};
use super::fold::folded;
use super::phrases::Phrases;
use crate::diagnostic::Diagnostic;
use crate::homework::table::{Row, Table};
use crate::homework::{Assignment, Layer, Method};
use crate::nn::Activation;

/// The tables of the program, with their names.
const TABLES: [(&str, &str); 9] = [
    ("general.english.csv", include_str!("../../golden/words/general.english.csv")),
    ("general.french.csv", include_str!("../../golden/words/general.french.csv")),
    ("general.german.csv", include_str!("../../golden/words/general.german.csv")),
    ("general.spanish.csv", include_str!("../../golden/words/general.spanish.csv")),
    ("general.italian.csv", include_str!("../../golden/words/general.italian.csv")),
    ("general.dutch.csv", include_str!("../../golden/words/general.dutch.csv")),
    ("general.portuguese.csv", include_str!("../../golden/words/general.portuguese.csv")),
    ("general.swedish.csv", include_str!("../../golden/words/general.swedish.csv")),
    ("general.polish.csv", include_str!("../../golden/words/general.polish.csv")),
];

/// What a phrase says of the numbers around it.
#[derive(Clone, Debug, PartialEq)]
pub enum Word {
    /// A facet.
    Facet(Facet),
    /// What the number beside it sets.
    Label(Label),
    /// A layer, where it stands as a label: `in = 0.01`.
    LayerLabel(Layer),
    /// The part that compares whole configurations.
    Configurations,
}

/// What a phrase does beside a number or a part's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// A number in words, as an ordinal or a cardinal.
    Number(usize),
    /// What such a number counts.
    Epochs,
    /// May stand between them: `five full epochs`.
    BetweenNumberAndEpochs,
    /// May stand between a label and its number: `of`.
    Connector,
    /// A unit of measurement: the number before it is none of the homework's.
    Measure,
    /// The same, if there are not hundreds of them.
    MeasureUnlessMany,
    /// What is counted, so that even a small number may be a result.
    Counted,
    /// A small number behind it is a threshold.
    BeforeThreshold,
    /// A small number behind it is a learning rate.
    BeforeRate,
    /// The same, unless the first is nearer at hand.
    PerhapsBeforeRate,
    /// Percentage points.
    Points,
    /// A word before a part's name.
    PartWord(PartWord),
    /// A part's number in words.
    Numeral(usize),
    /// Joins the names of parts.
    And,
}

/// What a word such as `Problem` can stand before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartWord {
    /// The number of a problem: `Problem 2`.
    Problem,
    /// A number or a letter: `Part 2`, `part b`.
    Part,
    /// A letter, or a number with a letter: `Teilaufgabe b`.
    PartOnly,
}

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
    pub(super) fn words(&self) -> &Phrases<Word> {
        &self.words
    }

    /// What words do beside a number.
    pub(super) fn context(&self) -> &Phrases<Context> {
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

#[derive(Clone, Debug)]
enum Meaning {
    Word(Word),
    Context(Context),
}

/// What a row's first two cells mean; several things where the value leaves it open.
fn meanings(dimension: &str, value: &str) -> Option<Vec<Meaning>> {
    if dimension == "kind" {
        let kinds = value.split('+').map(kind).collect::<Option<Vec<_>>>()?;
        let say = |kind| Meaning::Word(Word::Facet(Facet::Kind(kind)));
        return Some(kinds.into_iter().map(say).collect());
    }
    let word = word(dimension, value).map(Meaning::Word);
    word.or_else(|| context(dimension, value).map(Meaning::Context)).map(|one| vec![one])
}

fn word(dimension: &str, value: &str) -> Option<Word> {
    let facet = match (dimension, value) {
        ("method", "gradient-descent") => Facet::Method(Method::GradientDescent),
        ("method", "momentum") => Facet::Method(Method::Momentum),
        ("method", "sgd") => Facet::Method(Method::Sgd),
        ("method", "adam") => Facet::Method(Method::Adam),
        ("layer", _) => Facet::Layer(layer(value)?),
        ("layer label", _) => return Some(Word::LayerLabel(layer(value)?)),
        ("activation", "sigmoid") => Facet::Activation(Activation::Sigmoid),
        ("activation", "relu") => Facet::Activation(Activation::Relu),
        ("net", "tapered") => Facet::Tapered,
        ("part", "configurations") => return Some(Word::Configurations),
        ("best", "") => Facet::Best,
        ("epoch", "last") => Facet::LastEpoch,
        ("hedge", "") => Facet::Hedge,
        ("summary", "") => Facet::CrossCutting,
        ("topic", "minimisation") => Facet::Topic(Topic::Minimisation),
        ("topic", "training") => Facet::Topic(Topic::Training),
        ("topic", "depth") => Facet::Topic(Topic::Depth),
        ("label", _) => return label(value).map(Word::Label),
        _ => return None,
    };
    Some(Word::Facet(facet))
}

fn layer(value: &str) -> Option<Layer> {
    match value {
        "input" => Some(Layer::Input),
        "output" => Some(Layer::Output),
        _ => None,
    }
}

fn label(value: &str) -> Option<Label> {
    Some(match value {
        "rate" => Label::Rate,
        "epoch" => Label::Epoch,
        "hidden" => Label::Hidden,
        "threshold" => Label::Threshold,
        "weight-decay" => Label::WeightDecay,
        "momentum" => Label::Momentum,
        "ignore" => Label::Ignore,
        _ => return None,
    })
}

fn kind(value: &str) -> Option<SpokenKind> {
    Some(match value {
        "accuracy" => SpokenKind::Accuracy,
        "wrong" => SpokenKind::Wrong,
        "value" => SpokenKind::Value,
        "point" => SpokenKind::Point,
        "error" => SpokenKind::Error,
        "step" => SpokenKind::Step,
        "norm" => SpokenKind::Norm,
        "ratio" => SpokenKind::Ratio,
        "difference" => SpokenKind::Difference,
        "other" => SpokenKind::Other,
        _ => return None,
    })
}

fn context(dimension: &str, value: &str) -> Option<Context> {
    Some(match (dimension, value) {
        ("number", _) => Context::Number(value.parse().ok()?),
        ("numeral", _) => Context::Numeral(value.parse().ok()?),
        ("epochs", "") => Context::Epochs,
        ("between number and epochs", "") => Context::BetweenNumberAndEpochs,
        ("connector", "") => Context::Connector,
        ("measure", "") => Context::Measure,
        ("measure unless many", "") => Context::MeasureUnlessMany,
        ("counted", "") => Context::Counted,
        ("before", "threshold") => Context::BeforeThreshold,
        ("before", "rate") => Context::BeforeRate,
        ("before", "perhaps-rate") => Context::PerhapsBeforeRate,
        ("points", "") => Context::Points,
        ("part word", "problem") => Context::PartWord(PartWord::Problem),
        ("part word", "part") => Context::PartWord(PartWord::Part),
        ("part word", "part only") => Context::PartWord(PartWord::PartOnly),
        ("and", "") => Context::And,
        _ => return None,
    })
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
