//! Counting with callgrind: this program runs itself under it, once a case and length.

use std::process::{Command, Stdio};

use rayon::prelude::*;
use thiserror::Error;
use verigrad::nn::kernels::Level;

use crate::work::{LACKS_LEVEL, is_minimisation, names};

/// The levels that are counted. Not AVX-512: valgrind does not know its instructions and tells
/// programs that the processor has none. The kernels are one source for all levels, so what
/// makes AVX2 longer makes AVX-512 longer; portable code is what every machine can count.
pub const LEVELS: [Level; 2] = [Level::Avx2, Level::Portable];

/// What one case costs.
#[derive(Clone, Debug)]
pub struct Counted {
    pub case: String,
    pub level: Level,
    /// How many steps were counted.
    pub steps: usize,
    /// Instructions of those steps; none where the processor lacks the level.
    pub instructions: Option<u64>,
}

/// Why nothing was counted.
#[derive(Debug, Error)]
pub enum Uncounted {
    #[error("valgrind is not installed")]
    NoValgrind,
    #[error("{0}: {1}")]
    Failed(String, String),
    #[error("{path}: {reason}; `cargo bench --bench instructions -- --record` writes it")]
    Baseline { path: &'static str, reason: String },
}

/// All cases with that in their name at each level. They are counted in parallel: unlike a
/// time, a count does not depend on what else runs.
pub fn all(filter: &str) -> Result<Vec<Counted>, Uncounted> {
    let version = Command::new("valgrind").arg("--version").stdout(Stdio::null()).status();
    if !version.is_ok_and(|status| status.success()) {
        return Err(Uncounted::NoValgrind);
    }
    let work: Vec<(String, usize, Level)> = LEVELS
        .into_iter()
        .flat_map(|level| names().into_iter().map(move |(case, steps)| (case, steps, level)))
        // The minimisers are scalar code, the same at every level.
        .filter(|(case, _, level)| !is_minimisation(case) || *level == Level::Portable)
        .filter(|(case, ..)| case.contains(filter))
        .collect();
    work.into_par_iter()
        .map(|(case, steps, level)| {
            // The difference of two lengths is the steps alone, without reading and drawing.
            let [once, twice] = [steps, 2 * steps].map(|steps| total(&case, level, steps));
            let instructions = match (once?, twice?) {
                (Some(once), Some(twice)) => Some(twice - once),
                _ => None,
            };
            Ok(Counted { case, level, steps, instructions })
        })
        .collect()
}

/// Instructions of a whole process that takes so many steps.
fn total(case: &str, level: Level, steps: usize) -> Result<Option<u64>, Uncounted> {
    let failed = |reason: String| Uncounted::Failed(format!("{case} at {level}"), reason);
    let program = std::env::current_exe().map_err(|error| failed(error.to_string()))?;
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args(["--take", case, &level.to_string(), &steps.to_string()])
        .output()
        .map_err(|error| failed(error.to_string()))?;
    if output.status.code() == Some(i32::from(LACKS_LEVEL)) {
        return Ok(None);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    // callgrind ends with a line such as `==12345== Collected : 9876543`.
    let collected = said.lines().find_map(|line| line.split_once("Collected : "));
    let instructions = collected.and_then(|(_, count)| count.trim().parse().ok());
    match instructions {
        Some(instructions) if output.status.success() => Ok(Some(instructions)),
        _ => Err(failed(format!("valgrind, {}: {}", output.status, said.trim()))),
    }
}
