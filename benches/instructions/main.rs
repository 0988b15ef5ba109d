//! How many instructions each case takes, counted by callgrind and held against
//! `benches/baseline.csv`. Unlike times, counts are the same on a busy machine.
//!
//! ```sh
//! cargo bench --bench instructions                # compare; exit status 1 if any is worse
//! cargo bench --bench instructions -- adam        # those whose name has that in it
//! cargo bench --bench instructions -- --record    # write the baseline anew
//! ```
//!
//! A count tells nothing of waiting for memory or of slow instructions: it finds the line that
//! made a loop longer, `hot_loop` finds the rest.

mod baseline;
#[path = "../common/cases.rs"]
mod cases;
mod count;
mod report;
mod work;

use std::process::ExitCode;

use baseline::Baseline;
use count::Uncounted;

/// Set where the check may not be skipped, as in `.ci/run`.
const REQUIRED: &str = "VERIGRAD_REQUIRE_CALLGRIND";

fn main() -> ExitCode {
    // cargo adds --bench.
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["--take", name, level, steps] => work::take(name, level, steps),
        ["--record"] => finish(record()),
        [] => finish(compare("")),
        [filter] if !filter.starts_with('-') => finish(compare(filter)),
        _ => {
            eprintln!("usage: cargo bench --bench instructions [-- --record | part of a name]");
            ExitCode::from(2)
        }
    }
}

fn finish(outcome: Result<bool, Uncounted>) -> ExitCode {
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(Uncounted::NoValgrind) if std::env::var_os(REQUIRED).is_none() => {
            println!("==================================================================");
            println!("SKIPPED: no instructions were counted, valgrind is not installed.");
            println!("On Debian: apt-get install valgrind");
            println!("==================================================================");
            ExitCode::SUCCESS
        }
        Err(reason) => {
            eprintln!("FAILED: no instructions were counted: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn record() -> Result<bool, Uncounted> {
    let counted = count::all("")?;
    Baseline::of(counted).write()?;
    println!("recorded: {}", baseline::PATH);
    Ok(true)
}

fn compare(filter: &str) -> Result<bool, Uncounted> {
    let baseline = Baseline::read()?;
    let counted = count::all(filter)?;
    Ok(report::print(&baseline, &Baseline::of(counted), filter))
}
