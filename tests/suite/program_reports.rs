//! `verigrad grade` on written reports and on whole classes, as a user runs it.

use std::path::Path;

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use serde_json::Value;

use crate::place::{file, folder, verigrad};
use crate::sample::REPORT;

#[test]
fn a_finding_is_shown_at_its_place() {
    let place = folder();
    let wrong = REPORT.replace("3.1256313541136063e-07", "3.1256313541136073e-07");
    file(place.path(), "mine.md", &wrong);
    let output = verigrad(place.path()).args(["grade", "mine.md"]).assert().code(1);
    let text = String::from_utf8(output.get_output().stdout.clone()).expect("UTF-8");
    let line = wrong.lines().position(|line| line.contains("541136073e-07")).expect("there") + 1;
    for said in [
        &format!("mine.md:{line}:17"),
        "^^^^^^^^^^^^^^^^^^^^^^ re-run: 3.1256313541136063e-07",
        "see: verigrad run 1c",
        "0 not read",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    verigrad(place.path()).args(["grade", "mine.md", "--quiet"]).assert().code(1).stdout("");
}

#[test]
fn json_has_the_place_of_every_occurrence() {
    let place = folder();
    let text = format!("\u{feff}{}", REPORT.replace('\n', "\r\n"));
    file(place.path(), "mine.md", &text);
    let output = verigrad(place.path()).args(["grade", "mine.md", "--json"]).assert().code(1);
    let json: Value = serde_json::from_slice(&output.get_output().stdout).expect("JSON");
    let claims = json["claims"].as_array().expect("a list");
    let mut occurrences = 0;
    for claim in claims {
        for occurrence in claim["occurrences"].as_array().expect("a list") {
            let at = |key: &str| occurrence[key].as_u64().expect(key) as usize;
            let said = occurrence["text"].as_str().expect("text");
            assert!(text[at("byte")..].starts_with(said), "{occurrence}");
            let line = text.split('\n').nth(at("line") - 1).expect("a line");
            let line = line.strip_prefix('\u{feff}').unwrap_or(line);
            let column: String = line.chars().skip(at("column") - 1).collect();
            assert!(column.starts_with(said.lines().next().unwrap_or("")), "{occurrence}");
            occurrences += 1;
        }
    }
    assert!(occurrences > 80, "{occurrences} places");
    assert_eq!(json["unstated"], Value::Array(vec![]));
    assert!(json["numbers"].as_array().is_some_and(|numbers| numbers.len() > 80));
}

#[test]
fn nothing_of_a_report_runs_or_loads_in_the_page() {
    let place = folder();
    let hostile = "<script>alert(1)</script><img src=http://x/ onerror=alert(2)> \
                   <style>@import 'http://x/'</style>\" onmouseover=\"alert(3) ]]>--></pre>";
    let text = REPORT
        .replace("What the curves show:", hostile)
        .replace("# Homework 7, retold", &format!("# {hostile}"))
        .replace("Adam starts better", &format!("Adam starts better {hostile}"));
    file(place.path(), "a<b>&\".md", text);
    verigrad(place.path()).args(["grade", "a<b>&\".md", "--quiet"]).assert().code(1);
    let page = std::fs::read_to_string(place.path().join("out/report.html")).expect("written");
    for raw in ["<script", "<img", "<style>@import", "\" onmouseover", "a<b>&", "]]></pre>"] {
        assert!(!page.contains(raw), "{raw}");
    }
    assert!(page.contains("&lt;script&gt;alert(") && page.contains("default-src 'none'"));
    let policy = page.find("Content-Security-Policy").expect("a policy");
    assert!(policy < page.find("<body").expect("a body"), "the policy stands in the head");
}

/// The page of a hostile report as a browser has it after three seconds; `None` without a browser.
fn in_a_browser(page: &Path, profile: &Path) -> Option<String> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let run = |name: &str| {
        Command::new(name)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=3000"])
            .arg(format!("--user-data-dir={}", profile.display()))
            .args(["--dump-dom", &format!("file://{}", page.display())])
            .timeout(std::time::Duration::from_secs(60))
            .ok()
            .ok()
    };
    let output = names.into_iter().find_map(run)?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned()).filter(|dom| dom.contains("<html"))
}

#[test]
fn a_browser_runs_nothing_of_a_report() {
    let place = folder();
    let hostile = "<script>document.title='ran'</script><img src=x onerror=\"document.title='ran'\">\
                   <svg onload=\"document.title='ran'\"></svg></pre></span>\
                   <iframe src=\"javascript:parent.document.title='ran'\"></iframe>\
                   \" onmouseover=\"document.title='ran'\" autofocus onfocus=\"document.title='ran'";
    let text = REPORT
        .replace("What the curves show:", hostile)
        .replace("final point [1.00001807", &format!("final point {hostile} [1.00001807"));
    file(place.path(), "mine.md", text);
    verigrad(place.path()).args(["grade", "mine.md", "--quiet"]).assert().code(1);
    let profile = folder();
    let page = place.path().join("out/report.html");
    let Some(dom) = in_a_browser(&page, profile.path()) else {
        let required = std::env::var_os("VERIGRAD_REQUIRE_BROWSER").is_some();
        assert!(!required, "no browser here, and VERIGRAD_REQUIRE_BROWSER asks for one");
        eprintln!("no browser here: not tried");
        return;
    };
    let head = &dom[..dom.find("</head>").expect("a head")];
    assert!(head.contains("<title>Optimisation") && !dom.contains("<title>ran"), "{head}");
    for element in ["<script", "<img", "<iframe"] {
        assert!(!dom.contains(element), "{element}");
    }
}

#[test]
fn files_that_are_no_report_leave_no_trace() {
    let place = folder();
    let huge = vec![b'1'; 3_000_000];
    let pdf = if cfg!(feature = "pdf") { "damaged" } else { "pdftotext" };
    let cases: [(&str, &[u8], &str); 6] = [
        ("a.pdf", b"%PDF-1.7\n", pdf),
        ("empty.md", b"", "nothing to grade"),
        ("nul.md", b"## 1(b)\nvalue\0", "NUL"),
        ("latin.md", b"caf\xe9", "no claim of the homework"),
        ("huge.md", &huge, "more than 2 MB"),
        ("cut.ipynb", b"{\"cells\": [{\"cell_type\": \"code\", \"source\": \"1", "the text ends"),
    ];
    for (name, bytes, said) in cases {
        file(place.path(), name, bytes);
        verigrad(place.path())
            .args(["grade", name])
            .assert()
            .code(2)
            .stdout("")
            .stderr(contains(said).and(contains(name)));
        assert!(!place.path().join("out").exists(), "{name} left something behind");
    }
}

#[test]
fn a_class_has_a_row_for_every_submission() {
    let place = folder();
    file(place.path(), "class/anna.md", REPORT);
    file(place.path(), "class/ben.md", REPORT.replace("3.216465854863436e-05", "3.2168e-05"));
    file(place.path(), "class/=cleo.md", REPORT.replace("4.663690197048709e-05", "4.6e-05"));
    file(place.path(), "class/deep/dora.csv", "id,reported\n1b.gd.value,3.216465854863436e-05\n");
    file(place.path(), "class/emil.pdf", b"%PDF-1.7");
    file(place.path(), "class/.hidden", b"nothing");
    file(
        place.path(),
        "points.csv",
        "id,points\n1b.gd.value,2.5\n1b.gd.point,0.1\n3c.accuracy,1\n",
    );
    let arguments = ["grade", "class", "--gradebook", "grades.csv", "--points", "points.csv"];
    verigrad(place.path()).args(arguments).assert().code(1).stdout(contains("could not be used"));
    let text = std::fs::read_to_string(place.path().join("grades.csv")).expect("written");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let cell = |row: usize, name: &str| -> &str {
        let column = header.iter().position(|known| known == name).expect(name);
        &rows[row][column]
    };
    let names: Vec<&str> = (0..rows.len()).map(|row| cell(row, "submission")).collect();
    let expected = [
        "class/=cleo.md",
        "class/anna.md",
        "class/ben.md",
        "class/deep/dora.csv",
        "class/emil.pdf",
    ];
    assert_eq!(names, expected);
    assert_eq!((cell(1, "points"), cell(1, "undecided"), cell(1, "possible")), ("2.6", "1", "3.6"));
    assert_eq!(cell(2, "points"), "0.1", "exact decimals, and the wrong value earns nothing");
    assert!(cell(2, "wrong").contains("1b.gd.value"));
    assert!(cell(4, "status").contains("a PDF"));
    let shared = cell(1, "same random numbers");
    assert!(shared.contains("class/ben.md: 3a.input.gradnorm"), "{shared}");
    assert!(!cell(0, "same random numbers").contains("3a.input.gradnorm"));
    let again = verigrad(place.path()).args(arguments).arg("--json").assert().code(1);
    let json: Value = serde_json::from_slice(&again.get_output().stdout).expect("JSON");
    assert_eq!((json[1]["points"].as_str(), json[4]["points"].as_str()), (Some("2.6"), None));
    for (arguments, said) in [
        (&["grade", "class"][..], "--gradebook"),
        (&["grade", "class/emil.pdf", "--gradebook", "g.csv"], "none of the files"),
        (&["grade", "class", "--gradebook", "g.csv", "--points", "absent.csv"], "absent.csv"),
        (&["grade", "class/anna.md", "--points", "points.csv"], "--gradebook"),
    ] {
        verigrad(place.path()).args(arguments).assert().code(2).stderr(contains(said));
        assert!(!place.path().join("g.csv").exists());
    }
}
