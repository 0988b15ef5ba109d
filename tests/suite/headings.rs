//! Sections of a report and the parts of the homework: under any names that a homework gives
//! them, and those that it does not have.

use verigrad::ensemble::Stored;
use verigrad::grade::{Graded, Grader};
use verigrad::homework::{Assignment, HOMEWORK7, Homework, Source};
use verigrad::mnist::TEST_IMAGES;
use verigrad::read::read;

use crate::ensemble_parts::task_4;
use crate::place::{file, folder, json, verigrad};
use crate::sample::{REPORT, graded, verdicts};

/// The document with its parts 1(b) and 2(a) renamed.
fn renamed() -> String {
    let text = HOMEWORK7.replace("part = \"1b\"", "part = \"10a\"");
    text.replace("part = \"2a\"", "part = \"Task 4\"")
}

fn of_homework(document: &str, report: &str) -> Graded {
    let assignment = Assignment::parse(document, "x.toml").unwrap_or_else(|e| panic!("{e}"));
    let nets = &assignment.nets;
    let rows = Stored::built_in(nets).expect("the stored rows").rows(nets, TEST_IMAGES);
    let homework = Homework::of(assignment, Source::File("x.toml".into()));
    let grader = Grader::new(&homework, rows, &|_| {}).expect("reads");
    grader.grade(read(report.into(), "x.md").expect("text"), "x.md").expect("graded")
}

fn said(graded: &Graded) -> Vec<String> {
    graded.judgements.iter().map(|j| format!("{} {}", j.id, j.reported)).collect()
}

#[test]
fn parts_are_found_under_the_homeworks_own_names() {
    for (task, ten) in [
        ("## Task 4", "### 10(a)"),
        ("## Task 4: SGD", "### 10a. Three rules"),
        ("## task 4", "### Problem 10 (a)"),
        ("**Task 4**", "**10(a)**"),
    ] {
        let report = format!(
            "{ten}\n\nAdam, final function value: 2.4411637529060323e-08\n\n\
             {task}\n\nBest learning rate: 0.1\n\nFinal test accuracy: 0.9635\n"
        );
        let graded = of_homework(&renamed(), &report);
        let expected = [
            "10a.adam.value 2.4411637529060323e-08",
            "Task 4.best.accuracy 0.9635",
            "Task 4.best.eta 0.1",
        ];
        let mut found = said(&graded);
        found.sort();
        assert_eq!(found, expected, "{task}, {ten}");
    }
}

#[test]
fn sections_that_the_homework_does_not_have_are_not_judged() {
    let before = verdicts(&graded(REPORT, "report.md"));
    for heading in ["### 2(d) More", "## 4(a)", "### Problem 10 (b)", "## Problem 4", "## Task 5"] {
        let more = format!(
            "{REPORT}\n{heading}\n\nThe best learning rate is 0.7, with a final test accuracy of \
             0.1234.\n\nAdam, final point: [7. 7.], function value: 7.5\n\nGradient norm of the \
             input layer: 77.7\n\nThe net has 77 hidden layers and was trained for 77 epochs.\n"
        );
        assert_eq!(verdicts(&graded(more, "more.md")), before, "{heading}");
    }
}

/// A homework cut to one part, under another name, is graded against the built-in rows.
#[test]
fn a_folder_with_one_part_of_the_built_in_homework_has_its_rows() {
    let place = folder();
    file(place.path(), "cut/homework.toml", task_4());
    for (accuracy, verdict, status) in
        [("0.9635", "consistent", 0), ("0.9721", "contradicted", 1), ("0.90", "contradicted", 1)]
    {
        let report =
            format!("## Task 4\n\nBest learning rate: 0.1\n\nFinal test accuracy: {accuracy}\n");
        file(place.path(), "mine.md", report);
        let table = format!("id,reported\nTask 4.best.eta,0.1\nTask 4.best.accuracy,{accuracy}\n");
        file(place.path(), "mine.csv", table);
        // Of so short a report only the honest number is sure to be read.
        let names = if status == 0 { &["mine.md", "mine.csv"][..] } else { &["mine.csv"] };
        for name in names {
            let arguments = ["grade", *name, "--homework", "cut", "--budget", "0", "--json"];
            let found = json(&verigrad(place.path()).args(arguments).assert().code(status));
            let claims = found["claims"].as_array().expect("a list");
            let of = |id: &str| claims.iter().find(|claim| claim["id"] == id).expect(id);
            assert_eq!(of("Task 4.best.accuracy")["verdict"], verdict, "{name}: {accuracy}");
            assert_eq!(of("Task 4.best.eta")["verdict"], "consistent", "{name}");
            assert_eq!(found["families"][0]["rows"], 199, "{name}");
            let reproduce = of("Task 4.best.eta")["reproduce"].as_str().expect("a command");
            assert_eq!(reproduce, "verigrad run --homework cut 'Task 4'");
        }
    }
}
