//! Small reports by the fault that they try, `cases.toml`.

use std::sync::OnceLock;

use rayon::prelude::*;
use serde::Deserialize;
use verigrad::verdict::{Standing, Verdict};

use crate::names::{same, same_setting, same_text};
use crate::reader::{Claim, graded, homework, prepare, quantity};
use crate::score::Tally;
use crate::values::{Values, honest};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

/// The head of the file explains the fields.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    kind: String,
    file: String,
    text: String,
    #[serde(default)]
    reads: Vec<(String, String)>,
    #[serde(default)]
    wrong: Vec<(String, String)>,
    note: String,
}

/// What the program makes of all cases.
#[derive(Debug, Default)]
pub struct Cases {
    cases: usize,
    /// Cases without anything false.
    honest: usize,
    /// Honest cases with an accusation, and those with a number that is contradicted.
    accused: usize,
    contradicted: usize,
    /// Numbers that were to be read.
    pub read: Tally,
    /// False numbers and statements that were to be found.
    pub found: Tally,
    /// Cases in which nothing was found at all.
    silent: usize,
    /// Each accusation of an honest case.
    pub accusations: Vec<String>,
}

fn load() -> Vec<Case> {
    let file: File = toml::from_str(include_str!("cases.toml")).expect("cases.toml");
    file.case
}

/// All cases, tried once for all tests.
pub fn outcome() -> &'static Cases {
    static OUTCOME: OnceLock<Cases> = OnceLock::new();
    OUTCOME.get_or_init(|| {
        prepare();
        let cases = load();
        let run = honest()[0];
        let claims: Vec<_> = cases.par_iter().map(|case| graded(&case.text, &case.file)).collect();
        let mut all = Cases { cases: cases.len(), ..Cases::default() };
        for (case, claims) in cases.iter().zip(claims) {
            all.silent += usize::from(claims.is_err());
            all.add(case, &claims.unwrap_or_default(), &run);
        }
        all
    })
}

/// Whether a claim is of what a case names: a quantity, a setting, a statement.
fn is(name: &str, claim: &Claim, run: &Values) -> bool {
    match quantity(name) {
        Some(id) if !name.contains(".setting.") => same(&id, &claim.id, run),
        _ => claim.id == *name || same_setting(name, &claim.id),
    }
}

fn is_accused(claim: &Claim) -> bool {
    claim.verdict.standing() == Standing::Bad
}

impl Cases {
    fn add(&mut self, case: &Case, claims: &[Claim], run: &Values) {
        let Case { name: case_name, kind, .. } = case;
        let at =
            |claim: &Claim, text: &str| claim.places.iter().any(|place| same_text(text, place));
        for (name, text) in &case.reads {
            let read = claims.iter().any(|claim| is(name, claim, run) && at(claim, text));
            self.read.count(read);
            if !read {
                println!("{kind}, {case_name}: not read: {name} {text}");
            }
        }
        for (name, text) in &case.wrong {
            // A statement has no number: the reader may point at any of its words.
            let there = |claim: &Claim| claim.reported == "statement" || at(claim, text);
            let own = |claim: &Claim| is(name, claim, run) && there(claim);
            let found = claims.iter().any(|claim| is_accused(claim) && own(claim));
            self.found.count(found);
            if !found {
                println!("{kind}, {case_name}: not found: {name} {text}");
            }
        }
        if !case.wrong.is_empty() {
            return;
        }
        self.honest += 1;
        let accused: Vec<&Claim> = claims.iter().filter(|claim| is_accused(claim)).collect();
        let contradicted = |claim: &&Claim| claim.verdict == Verdict::Contradicted;
        self.accused += usize::from(!accused.is_empty());
        self.contradicted += usize::from(accused.iter().any(contradicted));
        for Claim { id, verdict, reported, reason, places } in accused {
            let word = verdict.word();
            let what = format!("{id}: {reported:?} at {places:?} {word}: {reason}");
            self.accusations.push(format!("{kind}, {case_name}: {what}"));
        }
    }

    /// The line of the scoreboard.
    pub fn sentence(&self) -> String {
        let Self { cases, honest, accused, contradicted, read, found, silent, .. } = self;
        format!(
            "{cases} small cases: {accused} of {honest} honest ones accused ({contradicted} of a \
             number); {} of {} numbers read as what they are; {} of {} false ones found; {silent} \
             without an answer.",
            read.yes, read.of, found.yes, found.of
        )
    }
}

#[test]
fn cases_are_what_the_head_of_their_file_says() {
    let mut names = Vec::new();
    for Case { name, kind, file, text, reads, wrong, note } in load() {
        let kebab = |text: &str| {
            let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
            text.split('-').all(|word| !word.is_empty() && word.chars().all(fits))
        };
        assert!(kebab(&name) && kebab(&kind), "{name}, {kind}");
        assert!(!file.is_empty() && !file.contains(['/', '\\']), "{name}: {file}");
        assert!(!note.is_empty(), "{name} has no note");
        for (id, number) in reads.iter().chain(&wrong) {
            assert!(text.contains(number.as_str()), "{name}: {number} is not in the text");
            let known = quantity(id).is_some()
                || id.contains(".setting.")
                || homework().ledger.find_written(id).is_some();
            assert!(known, "{name}: {id} is nothing that the homework has");
        }
        assert!(!names.contains(&name), "{name} is there twice");
        names.push(name);
    }
}
