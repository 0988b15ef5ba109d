//! Whose arithmetic: honest programs that round otherwise are not accused, numbers that none of
//! them could print are.

use std::path::Path;
use std::sync::OnceLock;

use verigrad::grade::Grader;
use verigrad::homework::{Assignment, HOMEWORK7, Homework, Minimisation, Source};
use verigrad::judge::Judgement;
use verigrad::measure::{EndRange, Rounding, Rows, end_range, measure, roundings};
use verigrad::numpy::{array_print, repr};
use verigrad::read::open;
use verigrad::render::csv;
use verigrad::render::terminal::{self, Style};
use verigrad::verdict::Verdict;

use crate::golden::{self, from_bits};
use crate::shared::homework7;

/// The built-in experiments, of which everyone may write an own program.
fn any() -> &'static Homework {
    static ANY: OnceLock<Homework> = OnceLock::new();
    ANY.get_or_init(|| {
        homework(&HOMEWORK7.replace("arithmetic = \"exact\"", "arithmetic = \"any\""))
    })
}

fn homework(document: &str) -> Homework {
    let assignment = Assignment::parse(document, "made.toml");
    Homework::of(assignment.unwrap_or_else(|error| panic!("{error}")), Source::BuiltIn)
}

fn grader() -> &'static Grader<'static> {
    static GRADER: OnceLock<Grader> = OnceLock::new();
    GRADER.get_or_init(|| Grader::new(any(), Rows::default(), &|_| {}).expect("no words"))
}

/// Of a ledger with these claims.
fn judged(grader: &Grader, claims: &[(String, String)]) -> Vec<Judgement> {
    let row = |(id, text): &(String, String)| format!("{id},{text}\n");
    let ledger = "id,reported\n".to_owned() + &claims.iter().map(row).collect::<String>();
    let ledger = verigrad::homework::Ledger::parse(&ledger, "made.csv", any().names());
    let ledger = ledger.unwrap_or_else(|error| panic!("{}", error.render(false)));
    grader.grade_ledger(ledger).unwrap_or_else(|error| panic!("{error}")).judgements
}

fn verdict_of(id: &str, text: &str) -> (Verdict, String) {
    let judgement = judged(grader(), &[(id.to_owned(), text.to_owned())]).remove(0);
    (judgement.verdict, judgement.reason)
}

fn distinct_runs() -> Vec<&'static Minimisation> {
    let mut distinct: Vec<&Minimisation> = Vec::new();
    for run in any().assignment.runs() {
        if !distinct.iter().any(|known| known.same_run(run)) {
            distinct.push(run);
        }
    }
    distinct
}

/// Measured once for all tests.
fn ranges() -> &'static [(&'static Minimisation, EndRange)] {
    static RANGES: OnceLock<Vec<(&Minimisation, EndRange)>> = OnceLock::new();
    RANGES.get_or_init(|| distinct_runs().into_iter().map(|run| (run, end_range(run))).collect())
}

/// NumPy on arrays, Python's floats in two spellings, C with fused products, JAX: by themselves,
/// in `golden/generate/other_arithmetic.py`.
#[test]
fn honest_programs_are_not_accused() {
    let columns = ["program", "run", "first_below", "x", "y", "value"];
    let mut seen = [0, 0];
    for row in golden::read("numpy/other_arithmetic.csv", columns) {
        let [program, run, first_below, x, y, value] = &row.fields;
        let [x, y, value] = [x, y, value].map(|field| from_bits(field));
        let error = ((x - 1.0) * (x - 1.0) + (y - 1.0) * (y - 1.0)).sqrt();
        let claims = [
            (format!("{run}.point"), array_print(&[x, y])),
            (format!("{run}.x"), repr(x)),
            (format!("{run}.value"), repr(value)),
            (format!("{run}.error"), format!("{error:.4e}").replace("NaN", "nan")),
            (format!("{run}.first_below.0.1"), first_below.clone()),
        ];
        for judgement in judged(grader(), &claims) {
            let Judgement { id, verdict, reason, .. } = judgement;
            match verdict {
                Verdict::Reproduced => seen[0] += 1,
                Verdict::WithinRounding => seen[1] += 1,
                other => panic!("{program} {id}: {other:?}, {reason}"),
            }
        }
    }
    let [reproduced, within] = seen;
    assert!(reproduced >= 60 && within >= 60, "{reproduced} reproduced, {within} within rounding");
}

/// The value with `x * x` in place of `pow`: a student who reads other digits is told why.
#[test]
fn the_terminal_says_why_other_digits_are_taken() {
    let claim = ("1b.adam.value".to_owned(), "2.9008403727577565e-08".to_owned());
    let style = Style { width: 100, colour: false };
    let told = terminal::reasons(&judged(grader(), &[claim]), style);
    assert!(told.starts_with("1b.adam.value within rounding: the re-run gives 2.44"), "{told}");
    let claim = ("1b.adam.value".to_owned(), "2.4411637529060323e-08".to_owned());
    assert_eq!(terminal::reasons(&judged(grader(), &[claim]), style), "");
}

/// The re-run's own digits, without a run being made to see what rounding does.
#[test]
fn the_truth_passes() {
    let assignment = &any().assignment;
    let measured = measure(assignment, &assignment.parts(), &|_| {});
    let claims: Vec<(String, String)> =
        measured.iter().map(|(id, value)| (id.to_string(), value.printed())).collect();
    assert!(claims.len() >= 20);
    for judgement in judged(grader(), &claims) {
        assert_eq!(judgement.verdict, Verdict::Reproduced, "{}", judgement.id);
    }
}

/// Just beyond the range, on both sides, and a digit that the algorithm decides.
#[test]
fn what_no_order_of_operations_gives_is_contradicted() {
    let mut tried = 0;
    for (run, range) in ranges() {
        let id = |what: &str| format!("{}.{what}", run.id);
        for (what, range) in [("value", range.value), ("error", range.error)] {
            let Some(widened) = range.widened() else { continue };
            for (inside, outside) in [
                (widened.low() * 1.000_001, widened.low() / 1.01),
                (widened.high() / 1.000_001, widened.high() * 1.01),
            ] {
                // Nothing is below zero.
                if outside == 0.0 {
                    continue;
                }
                if range.decided_digits() == 0 {
                    let (verdict, reason) = verdict_of(&id(what), &repr(inside));
                    assert_eq!(verdict, Verdict::WithinRounding, "{} {what}: {reason}", run.id);
                }
                let (verdict, reason) = verdict_of(&id(what), &repr(outside));
                assert_eq!(verdict, Verdict::Contradicted, "{} {what}: {reason}", run.id);
                assert!(reason.contains("in whatever order of operations"), "{reason}");
                tried += 1;
            }
        }
    }
    assert!(tried >= 18, "{tried}");
    // 3.216465854863436e-05, the ninth digit changed, and the last.
    let (verdict, reason) = verdict_of("1b.gd.value", "3.216465864863436e-05");
    assert_eq!(verdict, Verdict::Contradicted, "{reason}");
    let (verdict, reason) = verdict_of("1b.gd.value", "3.216465854863437e-05");
    assert_eq!(verdict, Verdict::WithinRounding, "{reason}");
    assert!(reason.contains("of 16 digits are decided by the algorithm"), "{reason}");
    // A printed point that is off in a decimal that no rounding reaches.
    let (verdict, reason) = verdict_of("1b.gd.point", "[0.99433318 0.98867572]");
    assert_eq!(verdict, Verdict::Contradicted, "{reason}");
    // The step is decided.
    let (verdict, reason) = verdict_of("1b.gd.first_below.0.1", "49429");
    assert_eq!(verdict, Verdict::Contradicted, "{reason}");
    let (verdict, _) = verdict_of("1b.gd.first_below.0.1", "never");
    assert_eq!(verdict, Verdict::Contradicted);
}

/// Conventions are tried first: the same formulas are excused, another algorithm is named.
#[test]
fn conventions_are_named_before_rounding_is_asked() {
    let (verdict, reason) = verdict_of("1b.adam.value", "2.9008403727577565e-08");
    assert_eq!(verdict, Verdict::WithinRounding);
    assert!(reason.ends_with("this is the value with x*x in place of pow"), "{reason}");
    let run = any().assignment.runs().find(|run| run.id == "1b.adam").expect("a run");
    let shorter = Minimisation { steps: run.steps - 1, ..run.clone() };
    let value = verigrad::measure::minimise(&shorter, &|_| {}).final_value;
    let (verdict, reason) = verdict_of("1b.adam.value", &repr(value));
    assert_eq!(verdict, Verdict::Contradicted);
    assert!(reason.ends_with("this is the value with one step fewer"), "{reason}");
}

/// The built-in homework says so; another report shows the notebook's own line.
#[test]
fn the_notebooks_own_digits_are_demanded_where_it_was_run() {
    let claims = [("1b.adam.value".to_owned(), "2.9008403727577565e-08".to_owned())];
    let exact = Grader::new(homework7(), Rows::default(), &|_| {}).expect("its words read");
    assert_eq!(judged(&exact, &claims)[0].verdict, Verdict::Contradicted);

    let own = "arithmetic = \"any\"\nown_code = [\"y - x**2\", \"10**-8\"]";
    let experiments = homework(&HOMEWORK7.replace("arithmetic = \"exact\"", own));
    let shown = Homework { assignment: experiments.assignment, ..homework7().clone() };
    let grader = Grader::new(&shown, Rows::default(), &|_| {}).expect("its words read");
    let folder = tempfile::tempdir().expect("a folder");
    let report = include_str!("../../golden/homework7/report.md");
    let report = report.replace("2.4411637529060323e-08", "2.9008403727577565e-08");
    for (code, verdict) in [
        ("v = y - x ** 2\nroot = np.sqrt(v + 10**-8)", Verdict::Contradicted),
        ("v = y - x*x\nroot = np.sqrt(v + 10**-8)", Verdict::WithinRounding),
    ] {
        let text = format!("{report}\n\n## Appendix\n\n```python\n{code}\n```\n");
        let path = folder.path().join("report.md");
        std::fs::write(&path, text).expect("a file");
        let submission = open(Path::new(&path)).unwrap_or_else(|error| panic!("{error}"));
        let graded = grader.grade(submission, "report.md");
        let graded = graded.unwrap_or_else(|error| panic!("{error}"));
        let of_value = |judgement: &&Judgement| judgement.id == "1b.adam.value";
        let found = graded.judgements.iter().find(of_value).expect("the number is read");
        assert_eq!(found.verdict, verdict, "{code}: {}", found.reason);
    }
}

/// What is said of the built-in runs: `rounding.csv`, beside the measurements on the page, and the
/// table of `docs/rounding.md`.
#[test]
fn the_table_of_decided_digits_is_what_is_measured() {
    let found = roundings(&homework7().assignment, |_| true);
    let table = csv::rounding(&found).expect("a table");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| std::fs::read_to_string(root.join(path)).expect("a file");
    let remake = "verigrad run --rounding > golden/homework7/rounding.csv makes it anew";
    assert_eq!(read("golden/homework7/rounding.csv"), table, "{remake}");

    let text = read("docs/rounding.md");
    let stated: Vec<&str> = text.lines().filter(|line| line.starts_with("| `1")).collect();
    let mut rows = Vec::new();
    for (run, _) in ranges() {
        for Rounding { id, value, range } in found.iter().filter(|found| found.id.of == run.id) {
            let decimals = range.decided_digits() + 1;
            let number = |number: f64| format!("{number:.decimals$e}");
            let ends = match range.hull() {
                Some(hull) => format!("{} | {}", number(hull.low()), number(hull.high())),
                None => "none | none".to_owned(),
            };
            let digits =
                if range.leaves() { String::new() } else { range.decided_digits().to_string() };
            rows.push(format!("| `{id}` | {} | {ends} | {digits} |", repr(*value)));
        }
    }
    assert_eq!(stated, rows, "the table should be\n{}\n", rows.join("\n"));
}
