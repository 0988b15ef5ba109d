//! What a sentence is read with: words, the names of parts, the values of settings.

use std::ops::Range;
use std::sync::Arc;

use crate::homework::{Assignment, Method, NetPart, PartId, RunId};
use crate::read::language::characters::head;
use crate::read::language::fold::{fold, folded, mend};
use crate::read::language::number_words;
use crate::read::language::text::Text;
use crate::read::language::vocabulary::{Context, Vocabulary, Word};
use crate::read::language::words::Words;
use crate::read::lexing::coordinates::coordinates;
use crate::read::lexing::facet::{Facet, Found, FoundLabel, Real, SpokenKind};
use crate::read::lexing::masks::Masks;
use crate::read::lexing::number::{Number, Role};
use crate::read::lexing::numbers::{Lexed, numbers};
use crate::read::lexing::printed_nets::PrintedNets;
use crate::read::lexing::roles::Sentence;
use crate::read::lexing::settings::Settings;
use crate::read::lexing::unit::Unit;
use crate::read::meaning::target::Targets;
use crate::read::outline::parts::PartNames;

/// Everything that a unit is made with.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    vocabulary: Vocabulary,
    parts: PartNames,
    settings: Settings,
    nets: PrintedNets,
    /// The part that compares whole configurations.
    configurations: Option<PartId>,
    /// The rules of its trainings.
    methods: Vec<Method>,
    /// Names of runs and trainings, from the homework's own words.
    runs: Option<Arc<Words>>,
}

/// So many bytes behind a label of a kind its number has begun.
const KIND_LABEL_BYTES: usize = 16;

/// How near before its coefficient "momentum" is the coefficient's name, not a method.
const BESIDE: usize = 12;

impl Lexicon {
    /// Of a homework, with the built-in words.
    pub fn of(assignment: &Assignment, targets: &Targets) -> Self {
        Self::with(Vocabulary::built_in(), assignment, targets)
    }

    /// Of a homework, with these words.
    pub fn with(vocabulary: Vocabulary, assignment: &Assignment, targets: &Targets) -> Self {
        Self {
            parts: PartNames::with(assignment, vocabulary.clone()),
            settings: Settings::of(targets),
            nets: PrintedNets::of(assignment),
            configurations: configurations(assignment),
            methods: assignment.trainings().map(|training| training.method()).collect(),
            runs: None,
            vocabulary,
        }
    }

    /// The same with a homework's own names of runs.
    pub fn with_runs(mut self, words: Arc<Words>) -> Self {
        self.runs = Some(words);
        self
    }

    /// The names of the parts.
    pub fn parts(&self) -> &PartNames {
        &self.parts
    }

    /// The words.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// What the words of a text say, without its numbers: of a heading or a caption.
    pub fn facets(&self, text: &str) -> Vec<Facet> {
        let low = folded(text);
        let words = self.vocabulary.words().find(&low);
        let facet = |word: &Word| match word {
            Word::Facet(facet) => Some(facet.clone()).filter(|facet| self.knows(facet)),
            Word::Configurations => self.configurations.clone().map(Facet::Part),
            Word::Label(_) | Word::LayerLabel(_) | Word::KindLabel(_) => None,
        };
        words.iter().flat_map(|one| one.meanings).filter_map(facet).collect()
    }

    /// Whether a word can mean that: "RMSprop" is a rule where some training has it, else a word
    /// of the prose.
    fn knows(&self, facet: &Facet) -> bool {
        let Facet::Method(method) = facet else { return true };
        method.is_always_meant() || self.methods.contains(method)
    }

    /// A text, searched.
    pub fn unit(&self, text: &Text, decimal_comma: bool) -> Unit {
        let plain = fold(text);
        let masks = Masks::of(&plain.low, &self.nets.inputs);
        let mut lexed = numbers(&plain.low, decimal_comma, &masks, &self.settings);
        let is_word = |word: &str| !self.vocabulary.words().whole(word).is_empty();
        let low = mend(&plain.low, &is_word);
        let masked = masked(&low, &lexed, &masks);

        let (mut facets, mut labels) = self.said(&low, &masked);
        if let Some(words) = &self.runs {
            let names: Vec<_> = words.runs.find(&low).collect();
            // "The heavy ball" is not "the ball".
            let within = |span: &Range<usize>| {
                names.iter().any(|(other, _)| {
                    other.start <= span.start && span.end <= other.end && other != span
                })
            };
            let whole = names.iter().filter(|(span, _)| !within(span));
            let run = |(span, run): &(Range<usize>, &RunId)| {
                found(Facet::Run((*run).clone()), span.clone(), false)
            };
            facets.extend(whole.map(run));
        }
        let in_words = number_words::epochs(&low, &self.vocabulary);
        // "The first epoch": "epoch" is no label of what follows.
        labels.retain(|label| {
            let next = in_words.partition_point(|(span, _)| span.end <= label.span.start);
            in_words.get(next).is_none_or(|(span, _)| label.span.end <= span.start)
        });
        for (span, epoch) in in_words {
            if self.nets.tapered_epochs.contains(&epoch) {
                facets.push(found(Facet::Tapered, span.clone(), true));
            }
            facets.push(found(Facet::Epoch(epoch), span, true));
        }
        for (span, units) in number_words::hidden_units(&low, &self.vocabulary) {
            if self.settings.is_hidden(units as f64) {
                facets.push(found(Facet::Hidden(units), span, true));
            }
        }
        for (span, part) in self.parts.within(text) {
            let span = plain.place(span.start)..plain.place(span.end);
            facets.push(found(Facet::Part(part), span, false));
        }
        facets.sort_by_key(|found| found.span.start);

        let sentence = Sentence {
            low: &low,
            masked: &masked,
            labels: &labels,
            facets: &facets,
            settings: &self.settings,
            vocabulary: &self.vocabulary,
        };
        sentence.assign(&mut lexed);
        let numbers: Vec<Number> = lexed.into_iter().map(|lexed| lexed.number).collect();
        forget_names_of_coefficients(&numbers, &mut facets);
        for (index, number) in numbers.iter().enumerate() {
            facets.extend(set(number).map(|facet| Found {
                facet,
                span: number.span.clone(),
                number: Some(index),
                in_words: false,
            }));
        }
        facets.sort_by_key(|found| found.span.start);
        let context = self.vocabulary.context().find(&masked);
        let speaks_of = |word| context.iter().any(|one| one.meanings.contains(&word));
        let (of_start, of_others) = (speaks_of(Context::Start), speaks_of(Context::Others));
        let counts_steps = number_words::counts_steps(&low, &self.vocabulary);
        Unit { low, masked, numbers, facets, labels, of_start, of_others, counts_steps }
    }

    /// What words, nets and names of coordinates say.
    fn said(&self, low: &str, masked: &str) -> (Vec<Found>, Vec<FoundLabel>) {
        let (mut facets, mut labels) = (Vec::new(), Vec::new());
        for one in self.vocabulary.words().find(masked) {
            let span = one.span;
            for word in one.meanings {
                match word {
                    Word::Facet(facet) if !self.knows(facet) => {}
                    Word::Facet(facet) => facets.push(found(facet.clone(), span.clone(), false)),
                    Word::Label(label) => {
                        labels.push(FoundLabel { label: *label, span: span.clone() });
                    }
                    Word::LayerLabel(layer) if labels_a_layer(low, &span) => {
                        facets.push(found(Facet::Layer(*layer), span.clone(), false));
                    }
                    Word::KindLabel(kind) if labels_a_kind(low, &span) => {
                        facets.push(found(Facet::Kind(*kind), span.clone(), false));
                    }
                    Word::LayerLabel(_) | Word::KindLabel(_) => {}
                    Word::Configurations => facets.extend(
                        self.configurations
                            .clone()
                            .map(|part| found(Facet::Part(part), span.clone(), false)),
                    ),
                }
            }
        }
        let is_value = |found: &&Found| found.facet == Facet::Kind(SpokenKind::Value);
        let values: Vec<Range<usize>> =
            facets.iter().filter(is_value).map(|found| found.span.clone()).collect();
        for (span, facet) in self.nets.facets(low).into_iter().chain(self.nets.last_layers(masked))
        {
            facets.push(found(facet, span, false));
        }
        for (span, axis) in coordinates(low, &values) {
            facets.push(found(Facet::Coordinate(axis), span.clone(), false));
            facets.push(found(Facet::Kind(SpokenKind::Point), span, false));
        }
        (facets, labels)
    }
}

fn found(facet: Facet, span: Range<usize>, in_words: bool) -> Found {
    Found { facet, span, number: None, in_words }
}

/// The sweep whose trainings differ in more than the rate, if there is one such.
fn configurations(assignment: &Assignment) -> Option<PartId> {
    let differs = |part: &&NetPart| {
        let trainings = part.trainings();
        let shape = |training: &crate::homework::Training| {
            (training.net.layers.clone(), training.rule_name())
        };
        trainings.windows(2).any(|pair| shape(&pair[0]) != shape(&pair[1]))
    };
    let mut parts = assignment.nets.iter().filter(differs);
    let first = parts.next()?;
    parts.next().is_none().then(|| first.part.clone())
}

/// The folded text with zeros for numbers and `~` for what has digits and is none.
fn masked(low: &str, lexed: &[Lexed], masks: &Masks) -> String {
    let mut bytes = low.as_bytes().to_vec();
    for one in lexed {
        let mark = if one.number.not_a_number { b'~' } else { b'0' };
        bytes[one.number.span.start..one.until].fill(mark);
    }
    for span in masks.silent() {
        for (at, character) in low[span.clone()].char_indices() {
            if character.is_alphabetic() {
                let start = span.start + at;
                bytes[start..start + character.len_utf8()].fill(b'~');
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| low.to_owned())
}

/// Whether a word such as "in" stands for a layer: alone, or before a mark or a number.
fn labels_a_layer(low: &str, span: &Range<usize>) -> bool {
    let word = &low[span.clone()];
    let alone = low.trim_matches(|c: char| " :|*`=".contains(c)) == word;
    if alone {
        return true;
    }
    let right = head(low, span.end, 8);
    let next = right.trim_start();
    let digit = next.starts_with(|c: char| c.is_ascii_digit());
    // "in 2015", "in 5 steps"
    if matches!(word, "in" | "out") {
        let real = right.contains(['.', 'e']);
        return next.starts_with(['=', ':', ')']) || (digit && real);
    }
    let digits = next.trim_start_matches(|c: char| c.is_ascii_digit());
    let counts = digit && digits.starts_with(char::is_whitespace);
    (next.is_empty() || digit || next.starts_with(['=', ':', ')', '(', ','])) && !counts
}

/// Whether a word such as "test" stands for a kind of number: alone, before a mark and a number, or
/// right before a share or a percentage.
fn labels_a_kind(low: &str, span: &Range<usize>) -> bool {
    let alone = low.trim_matches(|c: char| " :|*`=%()[]/".contains(c)) == &low[span.clone()];
    if alone {
        return true;
    }
    let right = head(low, span.end, KIND_LABEL_BYTES).trim_start();
    let value = right.trim_start_matches(['=', ':', ' ', '\t', '\'', '"']);
    let digit = value.starts_with(|c: char| c.is_ascii_digit());
    let marked = right.starts_with(['=', ':', '\'', '"']);
    let decimals = value.trim_start_matches(|c: char| c.is_ascii_digit());
    let share = decimals
        .strip_prefix(['.', ','])
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    digit && (marked || share)
}

/// In "SGD with momentum 0.9" the rule is SGD.
fn forget_names_of_coefficients(numbers: &[Number], facets: &mut Vec<Found>) {
    let stochastic = facets.iter().any(|found| found.facet == Facet::Method(Method::Sgd));
    if !stochastic {
        return;
    }
    let starts: Vec<usize> = numbers
        .iter()
        .filter(|number| number.role == Role::Momentum)
        .map(|number| number.span.start)
        .collect();
    facets.retain(|found| {
        let names = found.facet == Facet::Method(Method::Momentum);
        let next = starts.partition_point(|start| *start < found.span.end);
        let beside = starts.get(next).is_some_and(|start| start - found.span.end < BESIDE);
        !(names && beside)
    });
}

/// What a setting's number says.
fn set(number: &Number) -> Option<Facet> {
    let value = number.value();
    let real = Real::new(value);
    // Counts are not negative and far below that limit.
    let count = value as usize;
    Some(match number.role {
        Role::Rate => Facet::Rate(real),
        Role::Epoch => Facet::Epoch(count),
        Role::Hidden => Facet::Hidden(count),
        Role::Threshold => Facet::Threshold(real),
        Role::WeightDecay => Facet::WeightDecay(real),
        Role::Momentum => Facet::Momentum(real),
        Role::Claim | Role::Difference | Role::Size | Role::Masked => return None,
    })
}
