//! There is one grader: a table, a report and a class give one verdict for the same numbers.

use std::fmt::Write;

use proptest::prelude::*;
use verigrad::grade::Graded;
use verigrad::grade::gradebook::{Entry, Points, Score, entry};
use verigrad::verdict::FailOn;

use crate::place::{file, folder, json, verigrad};
use crate::sample::{graded, is_wrong, verdicts};
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

/// The same claims as a table and as a report.
fn written(changes: &[Change]) -> (String, String) {
    let (mut table, mut report) = ("id,reported\n".to_owned(), "# A report\n".to_owned());
    let mut changes = changes.iter();
    let mut accuracies = [None, None];
    for (part, claims) in WORDS {
        let _ = write!(report, "\n### {part}\n\n");
        for (id, words) in *claims {
            let change = *changes.next().expect("a change for each claim");
            let in_words = !words.contains("{}");
            let change = match change {
                Change::Digit(..) if in_words => Change::True,
                change => change,
            };
            let Some(mut text) = changed(honest(id), change) else { continue };
            match *id {
                "2a.best.accuracy" => accuracies[0] = Some(text.clone()),
                "2b.best.accuracy" => accuracies[1] = Some(text.clone()),
                // A report that has both numbers says this of them.
                "2b.sgd_beats_adam" => {
                    text = match &accuracies {
                        [Some(sgd), Some(adam)] => format!("{sgd} > {adam}"),
                        _ => "statement".to_owned(),
                    }
                }
                _ => {}
            }
            let _ = writeln!(table, "{id},{text}");
            let _ = write!(report, "{}\n\n", words.replace("{}", &text));
        }
    }
    (table, report)
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
        let (table, report) = written(&changes);
        let (of_table, of_report) = (graded(table.as_str(), "a.csv"), graded(report.as_str(), "a.md"));
        prop_assert_eq!(verdicts(&of_table), verdicts(&of_report), "{}\n{}", table, report);
        let said = |graded: &Graded| -> Vec<String> {
            // Without the two numbers a report's comparison is one of what they are of.
            let bare = |text: &str| text.replace("2a.best.accuracy > 2b.best.accuracy", "statement");
            graded.judgements.iter().map(|j| format!("{} {}", j.id, bare(&j.reported))).collect()
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

/// An accuracy that no run gives, compared with another: wrong as a table, in a report, in a class.
#[test]
fn a_comparison_of_impossible_numbers_is_contradicted_everywhere() {
    let place = folder();
    let id = "2b.sgd_beats_adam";
    let table = format!("id,reported\n{id},0.90 > 0.9624\n");
    let report = "### 2(b)\n\n| optimiser | final accuracy |\n|---|---|\n| SGD | 0.90 |\n\
                  | Adam | 0.9624 |\n\nSGD ends slightly above the best of Adam.\n";
    for (name, text) in [("mine.csv", table.as_str()), ("mine.md", report)] {
        file(place.path(), name, text);
        let found = json(&verigrad(place.path()).args(["grade", name, "--json"]).assert().code(1));
        let claims = found["claims"].as_array().expect("a list");
        let claim = claims.iter().find(|claim| claim["id"] == id).expect("judged");
        assert_eq!(claim["reported"], "0.90 > 0.9624", "{name}");
        assert_eq!(claim["verdict"], "contradicted", "{name}: {claim}");
        let book = ["grade", name, "--gradebook", "grades.csv", "--json"];
        let rows = json(&verigrad(place.path()).args(book).assert().code(1));
        let wrong = rows[0]["wrong"].as_array().expect("a list");
        assert!(wrong.iter().any(|wrong| wrong == id), "{name}: {wrong:?}");
    }
    // The honest comparison of the same two.
    file(place.path(), "fine.csv", format!("id,reported\n{id},0.9635 > 0.9624\n"));
    verigrad(place.path()).args(["grade", "fine.csv", "--quiet"]).assert().code(0);
}
