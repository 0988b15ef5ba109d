//! Whatever is handed in, reading it ends soon: time grows no faster than the text.

use std::time::{Duration, Instant};

use verigrad::grade::Grader;
use verigrad::read::Submission;
use verigrad::read::read;

use crate::shared::{homework7, rows7};

/// Far more than any of these takes, on a machine that does much else besides.
const LIMIT: Duration = Duration::from_secs(20);

/// Lines and paragraphs that no report has, of about so many bytes.
fn inputs(bytes: usize) -> Vec<(&'static str, String)> {
    let filled = |piece: &str| piece.repeat(bytes / piece.len());
    let numbers: String = (0..4900).map(|n| format!("0.{:04} ", 9000 + n % 1000)).collect();
    vec![
        ("a row of cells", filled("|a")),
        ("a setting again and again", filled("lr = 0.1; ")),
        ("open brackets", filled("(0.1 [")),
        ("words of one kind", filled("accuracy adam ")),
        ("numbers of a paragraph", format!("## 2(a)\n\naccuracy {numbers}\n")),
        ("points", filled("[0.99433318 0.98867571] ")),
        ("a list within a list", filled("- a\n  - b 0.5\n")),
        ("macros", filled("\\frac{1}{2} $\\eta$ ")),
    ]
}

#[test]
fn long_inputs_end_soon() {
    let grader = Grader::new(homework7(), rows7(), &|_| {}).expect("reads");
    for (what, text) in inputs(400_000) {
        let Ok(Submission::Report(document)) = read(text.into_bytes(), "report.md") else {
            panic!("{what} is no report");
        };
        let start = Instant::now();
        let _ = grader.grade_report(*document);
        assert!(start.elapsed() < LIMIT, "{what} took {:?}", start.elapsed());
    }
}
