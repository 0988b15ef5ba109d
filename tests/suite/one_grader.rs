//! There is one grader: a report, the table of what it claims, and a class give one verdict.

use std::fmt::Write;

use proptest::prelude::*;
use verigrad::grade::Graded;
use verigrad::grade::gradebook::{Entry, Points, Score, entry};
use verigrad::read::read;
use verigrad::verdict::FailOn;

use crate::place::{file, folder, json, verigrad};
use crate::sample::{graded, grader, is_wrong, verdicts};
use crate::shared::homework7;
use crate::strategies::config;

/// Parts, claims, and how a report says each, with `{}` for the number; without, the statement.
const WORDS: &[(&str, &[(&str, &str)])] = &[
    (
        "1(b)",
        &[
            ("1b.gd.point", "Plain gradient descent, final point: {}"),
            ("1b.gd.value", "Plain gradient descent, function value: {}"),
            ("1b.momentum.point", "Momentum, final point: {}"),
            ("1b.momentum.value", "Momentum, function value: {}"),
            ("1b.adam.point", "Adam, final point: {}"),
            ("1b.adam.value", "Adam, function value: {}"),
            ("1b.gd.slow", "Plain gradient descent crawls."),
            ("1b.adam.fluctuates", "Adam starts to jitter towards the end."),
        ],
    ),
    (
        "1(c)",
        &[
            ("1c.momentum.point", "Momentum, final point: {}"),
            ("1c.adam.point", "Adam, final point: {}"),
            ("1c.adam.value", "Adam, function value: {}"),
            ("1c.winner", "At this rate Adam works better."),
        ],
    ),
    (
        "1(d)",
        &[
            ("1d.adam.point", "Adam, final point: {}"),
            ("1d.adam.value", "Adam, function value: {}"),
            ("1d.momentum.value", "Momentum, function value: {}"),
            ("1d.adam.oscillates", "Adam oscillates heavily around the minimum."),
        ],
    ),
    (
        "2(a)",
        &[
            ("2a.best.eta", "Best learning rate: {}"),
            ("2a.best.accuracy", "Final test accuracy: {}"),
        ],
    ),
    (
        "2(b)",
        &[
            ("2b.best.eta", "Best learning rate: {}"),
            ("2b.best.accuracy", "Final test accuracy: {}"),
            ("2b.sgd_beats_adam", "SGD ends slightly above the best of Adam."),
        ],
    ),
    (
        "2(c)",
        &[
            ("2c.best.hidden", "Best configuration, hidden units: {}"),
            ("2c.best.optimizer", "Best configuration, optimizer: sgd"),
            ("2c.best.eta", "Best configuration, learning rate: {}"),
            ("2c.best.accuracy", "Final accuracy: {}"),
        ],
    ),
    (
        "3(a)",
        &[
            ("3a.input.gradnorm", "Gradient norm of the input layer: {}"),
            ("3a.output.gradnorm", "Gradient norm of the output layer: {}"),
            ("3a.ratio", "Ratio: {}"),
            ("3a.hidden_layers", "The net has {} hidden layers."),
            ("3a.vanishes", "The gradient vanishes on its way to the input."),
        ],
    ),
    (
        "3(b)",
        &[
            ("3b.input.gradnorm", "Gradient norm of the input layer: {}"),
            ("3b.output.gradnorm", "Gradient norm of the output layer: {}"),
            ("3b.ratio", "Ratio: {}"),
            ("3b.five_orders", "In 3(a) it was nearly {} orders of magnitude smaller."),
        ],
    ),
];

/// What is done to one claim.
#[derive(Clone, Copy, Debug)]
enum Change {
    Missing,
    True,
    /// One of its digits is another.
    Digit(prop::sample::Index, u8),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        2 => Just(Change::Missing),
        3 => Just(Change::True),
        2 => (any::<prop::sample::Index>(), 1..10_u8).prop_map(|(at, by)| Change::Digit(at, by)),
    ]
}

/// What the homework's own report says of a claim, in its first place.
fn honest(id: &str) -> &'static str {
    let claim = homework7().ledger.find_written(id).unwrap_or_else(|| panic!("no claim {id}"));
    claim.reported()
}

fn changed(text: &str, change: Change) -> Option<String> {
    let Change::Digit(at, by) = change else {
        return matches!(change, Change::True).then(|| text.to_owned());
    };
    let digits: Vec<usize> =
        text.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let mut text = text.to_owned();
    if !digits.is_empty() {
        let at = digits[at.index(digits.len())];
        let digit = (text.as_bytes()[at] - b'0' + by) % 10;
        text.replace_range(at..=at, &digit.to_string());
    }
    Some(text)
}

/// A report with these changes of the honest one.
fn written(changes: &[Change]) -> String {
    let mut report = "# A report\n".to_owned();
    let mut changes = changes.iter();
    for (part, claims) in WORDS {
        let _ = write!(report, "\n### {part}\n\n");
        for (id, words) in *claims {
            let change = *changes.next().expect("a change for each claim");
            let change = match change {
                Change::Digit(..) if !words.contains("{}") => Change::True,
                change => change,
            };
            let Some(text) = changed(honest(id), change) else { continue };
            let _ = write!(report, "{}\n\n", words.replace("{}", &text));
        }
    }
    report
}

/// What a report is read to claim, handed in as a table.
fn as_table(graded: &Graded) -> String {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["id", "reported"]).expect("written");
    for judgement in &graded.judgements {
        let id = judgement.id.to_string();
        table.write_record([id.as_str(), judgement.reported.as_str()]).expect("written");
    }
    String::from_utf8(table.into_inner().expect("written")).expect("UTF-8")
}

fn score(graded: &Graded) -> Score {
    let ledger = &homework7().ledger;
    let points = Points::equal(ledger);
    let book = entry("x".to_owned(), Ok(graded.clone()), ledger, &points, FailOn::Fails);
    let Entry { outcome, .. } = book;
    outcome.expect("graded")
}

fn claims() -> usize {
    WORDS.iter().map(|(_, claims)| claims.len()).sum()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn one_grader(changes in prop::collection::vec(change(), claims())) {
        prop_assume!(changes.iter().any(|change| !matches!(change, Change::Missing)));
        let report = written(&changes);
        let submission = read(report.clone().into(), "a.md").expect("text");
        let Ok(of_report) = grader().grade(submission, "a.md") else {
            return Err(TestCaseError::reject("no claim is read"));
        };
        // A ratio is held against its norms only where each is stated once, which no table says.
        let places = of_report.report.iter().flat_map(|report| &report.mentions);
        let mut norms = places.filter(|places| places.id.to_string().ends_with("gradnorm"));
        prop_assume!(norms.all(|places| places.all().len() == 1));
        let table = as_table(&of_report);
        let of_table = graded(table.as_str(), "a.csv");
        prop_assert_eq!(verdicts(&of_table), verdicts(&of_report), "{}\n{}", table, report);
        let said = |graded: &Graded| -> Vec<String> {
            graded.judgements.iter().map(|j| format!("{} {}", j.id, j.reported)).collect()
        };
        let (mut one, mut other) = (said(&of_table), said(&of_report));
        one.sort();
        other.sort();
        prop_assert_eq!(one, other);
        let wrong: Vec<_> =
            of_table.judgements.iter().filter(|j| is_wrong(j.verdict)).map(|j| &j.id).collect();
        for graded in [&of_table, &of_report] {
            let score = score(graded);
            prop_assert_eq!(graded.fails(FailOn::Fails), !wrong.is_empty());
            prop_assert_eq!(score.fails, !wrong.is_empty());
            let mut found: Vec<_> = score.wrong.iter().collect();
            found.sort_by_key(|id| wrong.iter().position(|known| known == id));
            prop_assert_eq!(&found, &wrong);
        }
        let [one, other] = [score(&of_table), score(&of_report)];
        prop_assert_eq!((one.points, one.undecided), (other.points, other.undecided));
    }
}

/// The honest report is read, and judged like the homework's own ledger.
#[test]
fn the_honest_report_has_the_verdicts_of_the_ledger() {
    let of_report = verdicts(&graded(written(&vec![Change::True; claims()]), "a.md"));
    let mut table = "id,reported\n".to_owned();
    for (id, _) in WORDS.iter().flat_map(|(_, claims)| *claims) {
        let _ = writeln!(table, "{id},{}", honest(id));
    }
    assert_eq!(of_report, verdicts(&graded(table, "a.csv")));
}

/// An accuracy that no run gives, compared with another: wrong as a table and in a class.
#[test]
fn a_comparison_of_impossible_numbers_is_contradicted_everywhere() {
    let place = folder();
    let id = "2b.sgd_beats_adam";
    let table = format!("id,reported\n{id},0.90 > 0.9624\n");
    file(place.path(), "mine.csv", table);
    let grade = |more: &[&str]| {
        let mut command = verigrad(place.path());
        json(&command.args(["grade", "mine.csv", "--json"]).args(more).assert().code(1))
    };
    let found = grade(&[]);
    let claims = found["claims"].as_array().expect("a list");
    let claim = claims.iter().find(|claim| claim["id"] == id).expect("judged");
    assert_eq!(claim["reported"], "0.90 > 0.9624");
    assert_eq!(claim["verdict"], "contradicted", "{claim}");
    let rows = grade(&["--gradebook", "grades.csv"]);
    let wrong = rows[0]["wrong"].as_array().expect("a list");
    assert!(wrong.iter().any(|wrong| wrong == id), "{wrong:?}");
    // The honest comparison of the same two.
    file(place.path(), "fine.csv", format!("id,reported\n{id},0.9635 > 0.9624\n"));
    verigrad(place.path()).args(["grade", "fine.csv", "--quiet"]).assert().code(0);
}
