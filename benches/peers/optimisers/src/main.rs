//! Other people's optimisers, held to the properties of their conventions: `table` in this folder
//! runs all of it, and `docs/optimisers.md` shows what comes of it.

#[cfg(feature = "burn")]
mod burn;
#[cfg(feature = "candle")]
mod candle;
#[cfg(feature = "dfdx")]
mod dfdx;
#[cfg(feature = "optirs")]
mod optirs;
mod processes;
mod row;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let python = |option: &str| {
        let at = arguments.iter().position(|argument| argument == option)?;
        arguments.get(at + 1).cloned()
    };
    let verbose = arguments.iter().any(|argument| argument == "--reports");
    let mut rows = Vec::new();
    #[cfg(feature = "candle")]
    rows.extend(candle::rows());
    #[cfg(feature = "burn")]
    rows.extend(burn::rows());
    #[cfg(feature = "optirs")]
    rows.extend(optirs::rows());
    #[cfg(feature = "dfdx")]
    rows.extend(dfdx::rows());
    for (option, script, rules) in processes::ALL {
        match python(option) {
            Some(program) => rows.extend(processes::rows(&program, script, rules)),
            None => eprintln!("{script}: not asked; {option} PYTHON asks it"),
        }
    }
    if verbose {
        rows.iter().for_each(|row| eprintln!("{}\n", row.report));
    }
    match row::write(&rows, std::io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("cannot write the table: {error}");
            ExitCode::FAILURE
        }
    }
}
