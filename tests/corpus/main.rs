//! The corpus: whole reports by many writers, filled with the numbers of honest re-runs, and small
//! cases by fault. Nobody honest may be accused; how much is read and found stands in the README.
//!
//! ```sh
//! cargo test --test corpus                                  # about two minutes on two cores
//! cargo test --test corpus -- --nocapture                   # with a line for each template
//! VERIGRAD_WRITE_DOCS=1 cargo test --test corpus readme     # writes the README's table anew
//! VERIGRAD_CORPUS_HONEST=20 VERIGRAD_CORPUS_FALSIFIED=20 cargo test --test corpus    # more
//! ```

mod board;
mod calibration;

mod cases;
mod diagnosis;
mod draws;

mod falsify;
mod format;
mod names;
mod reader;
mod score;
mod sets;
mod slots;
mod values;

use board::Line;

/// What may not get worse. Shares are per cent of what was asked.
struct Bounds {
    /// The set, by its folder; `cases` are the small cases.
    set: &'static str,
    /// Slots that must be read as what they are.
    read: usize,
    /// Falsified numbers that must be found: one digit, all digits, random numbers.
    found: [usize; 3],
}

const BOUNDS: &[Bounds] = &[
    Bounds { set: "templates", read: 96, found: [85, 83, 48] },
    Bounds { set: "autumn", read: 82, found: [82, 70, 25] },
    Bounds { set: "winter", read: 83, found: [72, 45, 25] },
    Bounds { set: "spring", read: 95, found: [86, 80, 55] },
    Bounds { set: "summer", read: 82, found: [85, 78, 42] },
    Bounds { set: "harvest", read: 90, found: [82, 90, 38] },
    Bounds { set: "cases", read: 92, found: [75, 0, 0] },
];

fn bounds(set: &str) -> Option<&'static Bounds> {
    BOUNDS.iter().find(|bounds| bounds.set == set)
}

#[test]
fn no_honest_report_is_accused() {
    let lines = board::lines().iter();
    let accused: Vec<&str> = lines.flat_map(|line| &line.accusations).map(String::as_str).collect();
    assert!(accused.is_empty(), "{} accusations:\n{}", accused.len(), accused.join("\n"));
}

#[test]
fn no_honest_case_is_accused() {
    let accused = &cases::outcome().accusations;
    assert!(accused.is_empty(), "{} accusations:\n{}", accused.len(), accused.join("\n"));
}

#[test]
fn no_less_is_read_and_found_than_before() {
    for Line { name, today, .. } in board::lines() {
        let Some(bounds) = bounds(name) else { continue };
        let read = today.right.percent();
        assert!(read >= bounds.read as f64, "{name}: {read:.1} % of the slots are read");
        for (found, least) in today.found.iter().zip(bounds.found) {
            let found = found.percent();
            assert!(found >= least as f64, "{name}: {found:.1} % of the falsified are found");
        }
    }
    let cases = cases::outcome();
    let bounds = bounds("cases").expect("bounds of the cases");
    let (read, found) = (cases.read.percent(), cases.found.percent());
    assert!(read >= bounds.read as f64, "cases: {read:.1} % of the numbers are read");
    assert!(found >= bounds.found[0] as f64, "cases: {found:.1} % of the falsified are found");
}

/// `VERIGRAD_WRITE_DOCS=1 cargo test --test corpus readme` writes the table anew.
#[test]
fn the_readme_has_the_scoreboard() {
    let table = board::table(board::lines(), cases::outcome());
    println!("{table}");
    if sets::samples() != sets::Samples::default() {
        return;
    }
    if std::env::var_os("VERIGRAD_WRITE_DOCS").is_some() {
        board::write(&table);
        return;
    }
    assert_eq!(board::written(), table, "README.md is not what was measured");
}
