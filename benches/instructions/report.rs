//! The comparison: one line a case, and what follows from it.

use crate::baseline::{Baseline, Line};

/// A change of that share of the baseline is reported.
const TOLERANCE: f64 = 0.02;

/// Prints the table and what has to be said; false if something is worse, or cannot be told.
pub fn print(baseline: &Baseline, now: &Baseline, filter: &str) -> bool {
    println!(
        "{:<27}{:<10}{:>16}{:>16}{:>9}",
        "case", "level", "baseline a step", "now a step", "change"
    );
    let mut said = Vec::new();
    let mut passed = true;
    for line in &now.lines {
        let Some(instructions) = line.instructions else {
            println!("{:<27}{:<10}{:>16}", line.case, line.level, "SKIPPED");
            said.push(format!("SKIPPED: {}: this processor lacks {}", line.case, line.level));
            continue;
        };
        let known = baseline.find(&line.case, &line.level).filter(|old| old.steps == line.steps);
        let Some((old, count)) = known.and_then(|old| Some((old, old.instructions?))) else {
            print_line(line, None, instructions, "new");
            passed = false;
            said.push(format!("NEW: {} at {} is not in the baseline", line.case, line.level));
            continue;
        };
        let change = instructions as f64 / count as f64 - 1.0;
        print_line(line, Some(count), instructions, &format!("{:+.2} %", 100.0 * change));
        let (sentence, worse) = verdict(line, old, change);
        said.extend(sentence);
        passed &= !worse;
    }
    for old in baseline.lines.iter().filter(|old| old.case.contains(filter)) {
        if now.find(&old.case, &old.level).is_none() {
            passed = false;
            said.push(format!("GONE: {} at {} is only in the baseline", old.case, old.level));
        }
    }
    println!();
    if said.is_empty() {
        println!("No case changed by more than {} %.", 100.0 * TOLERANCE);
    } else {
        said.iter().for_each(|sentence| println!("{sentence}"));
        println!("To record a new baseline: cargo bench --bench instructions -- --record");
    }
    passed
}

fn print_line(line: &Line, old: Option<u64>, now: u64, change: &str) {
    let a_step = |count: u64| format!("{:.1}", count as f64 / line.steps as f64);
    let old = old.map_or_else(|| "-".to_owned(), a_step);
    println!("{:<27}{:<10}{:>16}{:>16}{:>9}", line.case, line.level, old, a_step(now), change);
}

/// What is said of a change, and whether it is a failure: with another compiler than the
/// baseline's nobody's change of the source need be behind it.
fn verdict(line: &Line, old: &Line, change: f64) -> (Option<String>, bool) {
    let Line { case, level, .. } = line;
    let percent = 100.0 * change.abs();
    let same_compiler = line.rustc == old.rustc;
    let compilers = format!("recorded with {}, this is {}", old.rustc, line.rustc);
    if change < -TOLERANCE {
        (Some(format!("better: {case} at {level} by {percent:.2} %: re-record")), false)
    } else if change <= TOLERANCE {
        (None, false)
    } else if same_compiler {
        (Some(format!("WORSE: {case} at {level} by {percent:.2} %")), true)
    } else {
        let sentence = format!("WORSE, not held to it: {case} at {level} by {percent:.2} %");
        (Some(format!("{sentence}; {compilers}")), false)
    }
}
