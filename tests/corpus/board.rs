//! The scoreboard: a line for each set of templates and one for the cases, in the README.

use std::path::Path;
use std::sync::OnceLock;

use rayon::prelude::*;

use crate::cases::Cases;
use crate::reader;
use crate::score::{Outcome, Score, Tally, score};
use crate::sets::{FIRST_SCORE, Samples, Set, samples, sets};
use crate::values::honest;

/// One set of templates.
#[derive(Debug)]
pub struct Line {
    /// The set.
    pub name: &'static str,
    /// The score of an unseen set before anything was mended.
    pub first: Option<Score>,
    /// The score now.
    pub today: Score,
    /// Each accusation of an honest report.
    pub accusations: Vec<String>,
}

/// Every set, scored once for all tests.
pub fn lines() -> &'static [Line] {
    static LINES: OnceLock<Vec<Line>> = OnceLock::new();
    LINES.get_or_init(|| {
        reader::prepare();
        sets().iter().map(line).collect()
    })
}

fn line(set: &'static Set) -> Line {
    let runs = honest();
    let templates = set.templates.par_iter();
    let outcomes: Vec<Outcome> =
        templates.map(|template| score(template, &runs, samples())).collect();
    let (mut today, mut accusations) = (Score::default(), Vec::new());
    for (template, outcome) in set.templates.iter().zip(outcomes) {
        println!("{:16} {}", template.file, row(&outcome.score));
        outcome.remarks.iter().for_each(|remark| println!("    {remark}"));
        today += outcome.score;
        accusations.extend(outcome.accusations);
    }
    let first = set.unseen.then(|| first_score(&set.folder.join(FIRST_SCORE), today));
    Line { name: &set.name, first, today, accusations }
}

/// The committed first score of a set; `VERIGRAD_FIRST_SCORE=1` writes that of a new one.
fn first_score(path: &Path, today: Score) -> Score {
    let asked = std::env::var_os("VERIGRAD_FIRST_SCORE").is_some();
    if asked && !path.exists() && samples() == Samples::default() {
        std::fs::write(path, to_csv(today)).expect("written");
    }
    let text = std::fs::read_to_string(path);
    let help = "VERIGRAD_FIRST_SCORE=1 writes it, once, before the reader is mended";
    let text = text.unwrap_or_else(|error| panic!("{}: {error}; {help}", path.display()));
    from_csv(&text).unwrap_or_else(|| panic!("{} is no score", path.display()))
}

fn to_csv(mut score: Score) -> String {
    let fields = score.fields();
    let line = |cells: Vec<String>| cells.join(",") + "\n";
    line(fields.iter().map(|(name, _)| (*name).to_owned()).collect())
        + &line(fields.iter().map(|(_, number)| number.to_string()).collect())
}

fn from_csv(text: &str) -> Option<Score> {
    let (names, numbers) = text.trim_end().split_once('\n')?;
    let cells: Vec<(&str, &str)> = names.trim_end().split(',').zip(numbers.split(',')).collect();
    let mut score = Score::default();
    for (name, number) in score.fields() {
        *number = cells.iter().find(|(known, _)| *known == name)?.1.parse().ok()?;
    }
    Some(score)
}

/// A score for whoever works on the reader.
fn row(score: &Score) -> String {
    let Score { honest, unusable, accusations, right, other, found, .. } = score;
    let [digit, digits, moved] = found.map(of);
    format!(
        "honest {honest}, unusable {unusable}, accusations {accusations}, read right {}, as \
         another {other}; found: one digit {digit}, all digits {digits}, moved {moved}",
        of(*right)
    )
}

fn of(tally: Tally) -> String {
    format!("{} of {}", tally.yes, tally.of)
}

const BEGIN: &str = "<!-- corpus: begin -->\n";
const END: &str = "<!-- corpus: end -->";

const HEAD: &str = "\
| set | templates | honest reports | accusations | read right | read as another | one digit found | all digits found | random number found |
|---|---:|---:|---:|---:|---:|---:|---:|---:|
";

/// The columns of a score, as the README has them.
fn columns(score: &Score) -> [String; 8] {
    let honest = match score.unusable {
        0 => score.honest.to_string(),
        unusable => format!("{}, {unusable} unusable", score.honest),
    };
    let other = Tally { yes: score.other, of: score.right.of.max(1) };
    let [digit, digits, moved] = score.found.map(of);
    [
        score.templates.to_string(),
        honest,
        score.accusations.to_string(),
        format!("{:.1} %", score.right.percent()),
        format!("{:.1} %", other.percent()),
        digit,
        digits,
        moved,
    ]
}

/// What the README has between its marks.
pub fn table(lines: &[Line], cases: &Cases) -> String {
    let mut table = HEAD.to_owned();
    for Line { name, first, today, .. } in lines {
        let today = columns(today);
        let first = first.as_ref().map_or_else(|| today.clone(), columns);
        let cell = |(first, today): (&String, &String)| match first == today {
            true => today.clone(),
            false => format!("{first} → {today}"),
        };
        let cells: Vec<String> = first.iter().zip(&today).map(cell).collect();
        table += &format!("| `{name}` | {} |\n", cells.join(" | "));
    }
    format!("{table}\n{}\n", cases.sentence())
}

const README: &str = include_str!("../../README.md");

/// The README before, between and behind the marks.
fn readme() -> (&'static str, &'static str, &'static str) {
    let (head, rest) = README.split_once(BEGIN).expect("a mark where the scoreboard begins");
    let (table, tail) = rest.split_once(END).expect("a mark where the scoreboard ends");
    (head, table, tail)
}

/// What the README has now.
pub fn written() -> &'static str {
    readme().1
}

/// Writes that into the README.
pub fn write(table: &str) {
    let (head, _, tail) = readme();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    std::fs::write(path, format!("{head}{BEGIN}{table}{END}{tail}")).expect("written");
}

#[test]
fn a_score_is_read_as_it_was_written() {
    let mut score = Score::default();
    for (place, (_, number)) in score.fields().into_iter().enumerate() {
        *number = 3 * place;
    }
    assert_eq!(from_csv(&to_csv(score)), Some(score));
    assert_eq!(from_csv("templates\n3\n"), None);
}
