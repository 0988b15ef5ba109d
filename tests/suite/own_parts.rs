//! Rows belong to parts: a setting of the report's own code changes what is said of the parts it
//! holds for, and of no other.

use verigrad::judge::Judgement;
use verigrad::verdict::Verdict;

use crate::sample::{REPORT, graded};

/// The sample with another number of epochs in the code of 3(c).
fn six_epochs() -> String {
    let (right, wrong) = ("epochs = 5\n", "epochs = 6\n");
    assert_eq!(REPORT.matches(right).count(), 1);
    REPORT.replace(right, wrong)
}

fn is_of(judgement: &Judgement, parts: &[&str]) -> bool {
    judgement.part.as_ref().is_some_and(|part| parts.contains(&part.as_str()))
}

#[test]
fn epochs_of_one_part_leave_the_others_as_they_are() {
    let parts = ["1b", "1c", "1d", "2a", "2b", "2c", "3a", "3b"];
    let (before, after) = (graded(REPORT, "report.md"), graded(six_epochs(), "six.md"));
    let of = |graded: &verigrad::grade::Graded| -> Vec<Judgement> {
        graded.judgements.iter().filter(|j| is_of(j, &parts)).cloned().collect()
    };
    assert!(of(&before).len() >= 68, "{}", of(&before).len());
    assert_eq!(of(&after), of(&before));
    let differences = &after.report.as_ref().expect("a report").differences;
    assert_eq!(differences.len(), 1);
    assert!(differences[0].runs && differences[0].part == "3c", "{differences:?}");
    assert_eq!(after.families, before.families);
    assert!(after.rows.of(&differences[0].part).is_empty(), "3(c) has no rows any more");
}

/// Nothing is made in a library call that does not ask for it: the part itself is left open.
#[test]
fn the_changed_part_itself_is_not_judged_without_rows() {
    let copy = six_epochs() + "\n```\nFinal test accuracy: 0.9777\n```\n";
    let graded = graded(copy, "six.md");
    let judgement = graded.judgements.iter().find(|j| j.id == "3c.accuracy").expect("judged");
    assert_eq!(judgement.reported, "0.9777");
    assert_eq!(judgement.verdict, Verdict::NotCheckable, "{}", judgement.reason);
    assert!(graded.unfinished.is_empty());
}
