//! The documentation says what the program does: its tables are made here, its commands run here.

use verigrad::grade::Grader;
use verigrad::homework::{PredicateName, short};
use verigrad::judge::Judgement;
use verigrad::verdict::Standing;

use crate::shared::{homework7, rows7};

const GUIDE: &str = include_str!("../../docs/homework.md");

/// A row a predicate, as the guide has it.
fn predicates() -> String {
    let row = |name: &PredicateName| {
        let mut definition = name.definition().to_owned();
        for (index, threshold) in name.thresholds().iter().enumerate() {
            let value = threshold.usual.map_or_else(|| format!("the {}", threshold.what), short);
            definition = definition.replace(&format!("{{{index}}}"), &value);
        }
        format!("| `{}` | {definition} |\n", name.usage())
    };
    PredicateName::ALL.iter().map(row).collect()
}

/// `VERIGRAD_WRITE_DOCS=1 cargo test --test suite docs` writes the table anew.
#[test]
fn the_guide_has_every_predicate() {
    let (head, rest) =
        GUIDE.split_once("| predicate | holds when |\n|---|---|\n").expect("a table");
    let end = rest.find("\n\n").map_or(rest.len(), |at| at + 1);
    if std::env::var_os("VERIGRAD_WRITE_DOCS").is_some() {
        let text = format!(
            "{head}| predicate | holds when |\n|---|---|\n{}{}",
            predicates(),
            &rest[end..]
        );
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/homework.md");
        std::fs::write(path, text).expect("written");
        return;
    }
    assert_eq!(&rest[..end], predicates(), "docs/homework.md is not what the program does");
}

const README: &str = include_str!("../../README.md");

/// The verdicts of the built-in report, from Problem 1 run again and the stored rows: a row a claim.
fn verdicts() -> String {
    let homework = homework7();
    let grader = Grader::new(homework, rows7(), &|_| {}).expect("reads");
    let graded = grader.grade_ledger(homework.ledger.clone()).expect("judged");
    let row = |judgement: &Judgement| {
        let word = judgement.verdict.word();
        let word = match judgement.verdict.standing() {
            Standing::Bad => format!("**{word}**"),
            _ => word.to_owned(),
        };
        let detail = match (judgement.p, &judgement.measured) {
            (Some(p), _) => format!(", p = {p:.2}"),
            (None, Some(measured)) if judgement.is_statement() => {
                format!(": {}", measured.split("; ").next().unwrap_or(measured))
            }
            (None, Some(measured)) if word.contains("contradicted") => format!(": {measured}"),
            _ => String::new(),
        };
        let said = match judgement.said() {
            "" => "nothing".to_owned(),
            said if judgement.is_statement() && said == judgement.says => said.to_owned(),
            said => format!("`{said}`"),
        };
        format!("| `{}` | {said} | {word}{detail} |\n", judgement.id)
    };
    graded.judgements.iter().map(row).collect()
}

#[test]
fn the_readme_has_every_verdict() {
    let header = "| claim | reported | verdict |\n|---|---|---|\n";
    let (head, rest) = README.split_once(header).expect("a table");
    let end = rest.find("\n\n").map_or(rest.len(), |at| at + 1);
    if std::env::var_os("VERIGRAD_WRITE_DOCS").is_some() {
        let text = format!("{head}{header}{}{}", verdicts(), &rest[end..]);
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
        std::fs::write(path, text).expect("written");
        return;
    }
    assert_eq!(&rest[..end], verdicts(), "README.md is not what the program says");
}
