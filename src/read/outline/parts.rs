//! The names of a homework's parts in a text: `Problem 1 (b)`, `1.b`, `Aufgabe II, Teil c`, or
//! what the homework itself calls them.

use crate::homework::{Assignment, Net, NetPart, PartId};
use crate::read::language::vocabulary::Vocabulary;
use crate::read::lexing::facet::Topic;
use crate::read::outline::part_forms::{after_blanks, number_end, single_letter};

/// The names of a homework's parts.
#[derive(Clone, Debug, Default)]
pub struct PartNames {
    pub(in crate::read) named: Vec<Named>,
    pub(in crate::read) vocabulary: Vocabulary,
}

/// A part with what it is called.
#[derive(Clone, Debug)]
pub(in crate::read) struct Named {
    pub(in crate::read) part: PartId,
    /// The number of its problem in digits, empty if there is none.
    pub(in crate::read) problem: String,
    pub(in crate::read) letter: Option<char>,
    /// Its headings, and its name where that is more than a number and a letter.
    pub(in crate::read) literal: Vec<String>,
    topic: Option<Topic>,
}

/// Parts that a heading names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedParts {
    /// In the homework's order; all of a problem, if only that is named.
    pub parts: Vec<PartId>,
    /// The number of the problem, empty in a homework without any.
    pub problem: String,
}

/// A name of so few letters and digits is nothing but a number and a letter.
const SHORT_NAME: usize = 3;

impl PartNames {
    /// Of a homework's parts.
    pub fn of(assignment: &Assignment) -> Self {
        Self::with(assignment, Vocabulary::built_in())
    }

    /// The same with other words before a name.
    pub fn with(assignment: &Assignment, vocabulary: Vocabulary) -> Self {
        let mut names = Self { named: Vec::new(), vocabulary };
        for part in assignment.parts() {
            let (problem, letter) = names.shape(part.as_str());
            let (_, headings) = assignment.about(part);
            let short = part.key().chars().count() <= SHORT_NAME && letter.is_some();
            let own = (!short).then(|| part.as_str().to_owned());
            names.named.push(Named {
                part: part.clone(),
                problem,
                letter,
                literal: own.into_iter().chain(headings.iter().cloned()).collect(),
                topic: topic(assignment, part),
            });
        }
        names
    }

    /// What a part's own name comes to as a number and a letter: `1b`, `Task 4`, `10(a)`, `c`.
    fn shape(&self, name: &str) -> (String, Option<char>) {
        let behind = self.part_word(name, 0).map_or(0, |(_, end)| end);
        let at = after_blanks(name, behind);
        let end = number_end(name, at);
        let problem = name[at..end].to_owned();
        let open = after_blanks(name, end);
        let open =
            open + name[open..].len() - name[open..].trim_start_matches(['(', '.', '-']).len();
        let letter = single_letter(name, open).map(|(letter, _)| letter);
        let whole = letter.is_none() || key_length(name, at) == problem.len() + 1;
        if whole { (problem, letter) } else { (problem, None) }
    }

    /// The parts of a problem.
    pub fn of_problem(&self, problem: &str) -> Vec<PartId> {
        let own = self.named.iter().filter(|named| named.problem == problem);
        own.map(|named| named.part.clone()).collect()
    }

    /// The number of a part's problem, empty without one.
    pub fn problem_of(&self, part: &PartId) -> &str {
        self.named.iter().find(|named| named.part == *part).map_or("", |named| &named.problem)
    }

    /// The parts that are about something.
    pub fn of_topic(&self, topic: Topic) -> Vec<PartId> {
        let own = self.named.iter().filter(|named| self.problem_topic(named) == Some(topic));
        own.map(|named| named.part.clone()).collect()
    }

    /// What the problem of a part is about: depth, if any of its parts is.
    pub(in crate::read) fn problem_topic(&self, named: &Named) -> Option<Topic> {
        if named.problem.is_empty() {
            return named.topic;
        }
        let same = self.named.iter().filter(|other| other.problem == named.problem);
        same.filter_map(|other| other.topic).max()
    }

    pub(in crate::read) fn find(&self, problem: &str, letter: char) -> Option<&Named> {
        let own = |named: &&Named| named.problem == problem && named.letter == Some(letter);
        self.named.iter().find(own)
    }

    pub(in crate::read) fn has_problem(&self, problem: &str) -> bool {
        !problem.is_empty() && self.named.iter().any(|named| named.problem == problem)
    }

    pub(in crate::read) fn has_letter(&self, letter: char) -> bool {
        self.named.iter().any(|named| named.letter == Some(letter))
    }
}

/// What a part is about.
fn topic(assignment: &Assignment, part: &PartId) -> Option<Topic> {
    let Some(net) = assignment.net_part(part) else { return Some(Topic::Minimisation) };
    let hidden = |net: &NetPart| net.net().map_or(0, Net::hidden_layers);
    Some(if hidden(net) > 1 { Topic::Depth } else { Topic::Training })
}

/// Letters and digits from a byte on.
fn key_length(text: &str, at: usize) -> usize {
    text[at..].chars().filter(|c| c.is_alphanumeric()).map(char::len_utf8).sum()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn homework7() -> PartNames {
        PartNames::of(&Assignment::homework7().expect("a homework"))
    }

    fn lab() -> PartNames {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let assignment = Assignment::load(&root.join("golden/lab2/homework.toml"));
        PartNames::of(&assignment.expect("a homework"))
    }

    fn within(names: &PartNames, text: &str) -> Vec<String> {
        names.within(text).iter().map(|(_, part)| part.to_string()).collect()
    }

    #[test]
    fn names_in_a_text() {
        let names = homework7();
        for (text, parts) in [
            ("Problem 1 (b)", &["1b"][..]),
            ("Aufgabe II, Teil a", &["2a"]),
            ("Question three part c: nets", &["3c"]),
            ("Q2a and 1.c, see 2(a), (b) and c.", &["2a", "1c", "2a", "2b", "2c"]),
            ("Exercise 1.2 Momentum", &["1b"]),
            ("Übung 3b)", &["3b"]),
            ("2a", &["2a"]),
            // Neither is any of these.
            ("Problem 2: a classifier; 0.1b, 784-1a, 12a, 1 apple, 4a", &[]),
            ("de 2 a 3, 1d-array, 3c3, p1a.pdf, 2a.png", &[]),
        ] {
            assert_eq!(within(&names, text), parts, "{text}");
        }
    }

    #[test]
    fn names_in_headings() {
        let names = homework7();
        let parts = |text: &str, problem| {
            let named = names.heading(text, problem)?;
            Some((named.parts.iter().map(ToString::to_string).collect::<String>(), named.problem))
        };
        let some = |parts: &str, problem: &str| Some((parts.to_owned(), problem.to_owned()));
        assert_eq!(parts("## Problem 2: MNIST", None), some("2a2b2c", "2"));
        assert_eq!(parts("(b) Adam", Some("2")), some("2b", "2"));
        assert_eq!(parts("Parts b and c", Some("1")), some("1b1c", "1"));
        assert_eq!(parts("b) Adam", None), None);
        assert_eq!(parts("2. Classifying digits", None), some("2a2b2c", "2"));
        assert_eq!(parts("3. Classifying digits", None), None);
        assert_eq!(parts("1", None), some("1a1b1c1d", "1"));
        assert_eq!(parts("2. Results", None), None);
        assert_eq!(parts("4. Rosenbrock", None), None);
    }

    #[test]
    fn lines_that_start_with_a_name() {
        let names = homework7();
        for text in ["1b) GD", "(c) Adam", "Part b: SGD", "Problem 2", "2.a) SGD", "2a SGD"] {
            assert!(names.starts(text), "{text}");
        }
        for text in ["1. GD", "e) more", "Partly", "problematic", "0.5", "a comparison", "2 a"] {
            assert!(!names.starts(text), "{text}");
        }
    }

    #[test]
    fn sections_numbered_like_the_parts() {
        let names = homework7();
        let headings =
            ["1.1 Contours", "1.2 GD", "1.3 Adam", "2.1 SGD", "2.2 Adam", "3.1 Deep", "3.2 ReLU"];
        assert!(names.numbers_sections(headings.into_iter()));
        assert!(!names.numbers_sections(["1.1 Contours", "1.2 GD"].into_iter()));
        let named = names.numbered("2.3 Others").map(|named| named.parts);
        assert_eq!(named.map(|parts| parts[0].to_string()), Some("2c".to_owned()));
        assert_eq!(names.numbered("2.35 s"), None);
    }

    #[test]
    fn a_homework_has_names_of_its_own() {
        let names = lab();
        assert_eq!(within(&names, "As in Task 2b, a heavy ball"), ["Task 2b", "Task 2b"]);
        assert_eq!(within(&names, "Task 1 and 2 (a)"), ["Task 1", "Task 2a"]);
        let named = names.heading("Adam on the landscape", None).expect("a part");
        assert_eq!((named.parts[0].as_str(), named.problem.as_str()), ("Task 2c", "2"));
        assert!(names.starts("The landscape: level lines"));
        assert_eq!(names.of_topic(Topic::Minimisation).len(), 4);
        assert_eq!(names.problem_of(&names.of_problem("3")[0]), "3");
    }
}
