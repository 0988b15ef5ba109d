//! One report in each format: true, falsified, and a file that is no report.

use serde_json::{Value, json};

use crate::place::{REPORT, by, folder, json, output};

const TRUE: &str = "2.4411637529060323e-08";
/// The same but for its eighth digit.
const FALSE: &str = "2.4411638529060323e-08";

fn falsified() -> String {
    REPORT.replace(TRUE, FALSE)
}

fn line_of(report: &str, text: &str) -> usize {
    report.lines().position(|line| line.contains(text)).expect("in the report") + 1
}

#[test]
fn gradescope_has_a_test_for_each_claim_with_its_points() {
    let points =
        "id,points\n1b.adam.value,2.5\n1b.adam.point,1\n3c.accuracy,4\n2a.best.accuracy,1\n";
    let grade = |report: &str| {
        let folder = folder("report.md", report);
        std::fs::write(folder.path().join("points.csv"), points).expect("written");
        json(folder.path(), "grade report.md --format gradescope --points points.csv")
    };
    let (results, status) = grade(REPORT);
    assert_eq!((status, &results["score"]), (0, &json!(4.5)));
    let adam = by(&results["tests"], "name", "1b.adam.value");
    assert_eq!([&adam["score"], &adam["max_score"]], [&json!(2.5), &json!(2.5)]);
    assert_eq!((&adam["status"], &adam["tags"]), (&json!("passed"), &json!(["1b"])));
    let missing = by(&results["tests"], "name", "3c.accuracy");
    assert_eq!([&missing["score"], &missing["max_score"]], [&json!(0), &json!(4)]);
    assert_eq!(missing["status"], "failed");

    let (results, status) = grade(&falsified());
    assert_eq!((status, &results["score"]), (1, &json!(2)));
    let adam = by(&results["tests"], "name", "1b.adam.value");
    assert_eq!((&adam["status"], &adam["score"]), (&json!("failed"), &json!(0)));
    let output = adam["output"].as_str().expect("words");
    assert!(output.contains(FALSE) && output.contains("contradicted"), "{output}");
    assert_eq!(adam["extra_data"]["place"]["line"], line_of(&falsified(), FALSE));
}

/// Gradescope draws a claim without a status as neither right nor wrong.
#[test]
fn what_a_person_decides_has_no_status() {
    let report = format!("{REPORT}\n## 1(b)\n\nAdam converges fast.\n");
    let folder = folder("report.md", &report);
    let (results, _) = json(folder.path(), "grade report.md --format gradescope");
    let tests = results["tests"].as_array().expect("a list");
    let open: Vec<&Value> = tests.iter().filter(|test| test.get("status").is_none()).collect();
    for test in &open {
        let output = test["output"].as_str().expect("words");
        assert!(output.contains("A person decides"), "{output}");
        assert_eq!(test["score"], 0);
    }
    let words = ["passed", "failed"];
    let fine = |test: &&Value| test.get("status").is_none_or(|s| words.iter().any(|w| s == w));
    assert!(tests.iter().all(|test| fine(&test)));
    assert!(!open.is_empty(), "{results:#}");
}

#[test]
fn prairielearn_has_a_share_of_the_points() {
    let folder = folder("report.md", REPORT);
    std::fs::write(folder.path().join("points.csv"), "id,points\n1b.adam.value,3\n3c.accuracy,1\n")
        .expect("written");
    let (results, status) =
        json(folder.path(), "grade report.md --format prairielearn --points points.csv");
    assert_eq!((status, &results["gradable"], &results["score"]), (0, &json!(true), &json!(0.75)));
    let adam = by(&results["tests"], "name", "1b.adam.value");
    assert_eq!([&adam["points"], &adam["max_points"]], [&json!(3), &json!(3)]);
}

#[test]
fn sarif_is_what_its_schema_says() {
    let schema: Value =
        serde_json::from_str(include_str!("sarif-2.1.0.schema.json")).expect("JSON");
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("sarif.json", schema).expect("a schema");
    let index = compiler.compile("sarif.json", &mut schemas).expect("compiles");
    let folder = folder("my report.md", &falsified());
    std::fs::write(folder.path().join("nothing.md"), "no numbers\n").expect("written");
    let grade = |name: &str| {
        let output = crate::place::verigrad(folder.path(), "grade --format sarif")
            .arg(name)
            .output()
            .expect("runs");
        let log: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        schemas.validate(&log, index).unwrap_or_else(|error| panic!("{error}"));
        (log, output.status.code())
    };
    let (log, status) = grade("my report.md");
    assert_eq!(status, Some(1));
    let result = by(&log["runs"][0]["results"], "ruleId", "contradicted");
    assert_eq!(result["level"], "error");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "my%20report.md");
    let column = "Adam, function value: ".len() + 1;
    assert_eq!(
        place["region"],
        json!({ "startLine": line_of(&falsified(), FALSE), "startColumn": column,
            "endColumn": column + FALSE.len() })
    );
    let rules = &log["runs"][0]["tool"]["driver"]["rules"];
    by(rules, "id", "contradicted");
    // Graded again further down, it is the same finding.
    std::fs::write(folder.path().join("moved.md"), format!("\n\n{}", falsified()))
        .expect("written");
    let (moved, _) = grade("moved.md");
    let moved = by(&moved["runs"][0]["results"], "ruleId", "contradicted");
    assert_eq!(moved["partialFingerprints"], result["partialFingerprints"]);
    let (log, status) = grade("nothing.md");
    assert_eq!(status, Some(2));
    assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], false);
    // The check can fail.
    let wrong = json!({ "version": "2.1.0", "runs": [{ "results": [] }] });
    assert!(schemas.validate(&wrong, index).is_err());
}

#[test]
fn junit_counts_what_it_holds() {
    let report = falsified().replace("# Homework 7", "# Homework <7> & \"more\" \u{1b}[31m");
    let folder = folder("a&b.md", &report);
    let (text, status) = output(folder.path(), "grade a&b.md --format junit");
    assert_eq!(status, 1);
    let document = roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{error}"));
    let root = document.root_element();
    let count = |tag: &str| document.descendants().filter(|node| node.has_tag_name(tag)).count();
    let said = |name: &str| root.attribute(name).and_then(|n| n.parse::<usize>().ok());
    assert_eq!(said("tests"), Some(count("testcase")));
    assert_eq!(said("failures"), Some(count("failure")));
    assert_eq!(said("skipped"), Some(count("skipped")));
    let case = document.descendants().find(|n| n.attribute("name") == Some("1b.adam.value"));
    let case = case.expect("a case");
    assert_eq!(case.attribute("file"), Some("a&b.md"));
    assert_eq!(case.attribute("classname"), Some("1b"));
    let failure = case.children().find(|node| node.has_tag_name("failure")).expect("wrong");
    assert_eq!(failure.attribute("type"), Some("contradicted"));
}

#[test]
fn github_is_told_where_in_escaped_words() {
    let folder = folder("report.md", &falsified());
    let (text, status) = output(folder.path(), "grade report.md --format github");
    assert_eq!(status, 1);
    let line = line_of(&falsified(), FALSE);
    let column = "Adam, function value: ".len() + 1;
    let start = format!("::error file=report.md,line={line},col={column},");
    assert!(text.lines().any(|line| line.starts_with(&start)), "{text}");
    assert!(text.lines().all(|line| line.starts_with("::")), "{text}");
}

#[test]
fn a_table_has_a_row_for_each_claim_of_the_homework() {
    let folder = folder("report.md", &falsified());
    let (text, _) = output(folder.path(), "grade report.md --format csv");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let row = |id: &str| rows.iter().find(|row| &row[0] == id).expect("a row");
    assert_eq!(&row("1b.adam.value")[1], FALSE);
    assert_eq!(&row("1b.adam.value")[3], "contradicted");
    assert_eq!(&row("3c.accuracy")[3], "not stated");
}

/// A platform that finds no document takes the submission for lost.
#[test]
fn a_file_that_cannot_be_used_has_its_document_and_status_2() {
    let folder = folder("nothing.md", "no numbers here\n");
    let grade = |format: &str| json(folder.path(), &format!("grade nothing.md --format {format}"));
    let (results, status) = grade("gradescope");
    assert_eq!((status, &results["score"]), (2, &json!(0)));
    assert!(results["output"].as_str().is_some_and(|words| words.contains("nothing.md")));
    let (results, status) = grade("prairielearn");
    assert_eq!((status, &results["gradable"]), (2, &json!(false)));
    assert!(results["format_errors"][0].is_string());
    let (text, status) = output(folder.path(), "grade nothing.md --format junit");
    assert_eq!(status, 2);
    let document = roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(document.root_element().attribute("errors"), Some("1"));
    let (text, status) = output(folder.path(), "grade nothing.md --format github");
    assert!(status == 2 && text.starts_with("::error file=nothing.md"), "{text}");
    assert!(!folder.path().join("out").exists());
}

#[test]
fn options_that_do_not_go_together_are_refused() {
    let folder = folder("report.md", REPORT);
    for arguments in [
        "grade report.md --format canvas",
        "grade report.md --points report.md",
        "grade report.md --gradebook g.csv --format sarif",
        "grade report.md --gradebook g.csv --roster report.md",
        "grade report.md --gradebook g.csv --format canvas",
        "grade report.md --json --format csv",
    ] {
        let (text, status) = output(folder.path(), arguments);
        assert_eq!((text.as_str(), status), ("", 2), "{arguments}");
    }
}
