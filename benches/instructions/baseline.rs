//! What was counted when the baseline was recorded, and with which compiler.

use std::process::Command;

use serde::{Deserialize, Serialize};

use crate::count::{Counted, Uncounted};

/// The committed file.
pub const PATH: &str = "benches/baseline.csv";

/// One line of the file.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Rule and hidden widths, or the id of a minimisation.
    pub case: String,
    /// The instruction set, as the kernels name it.
    pub level: String,
    /// How many steps were counted.
    pub steps: usize,
    /// Instructions of those steps; empty where the processor lacks the level.
    pub instructions: Option<u64>,
    /// `rustc --version`: another compiler makes other instructions.
    pub rustc: String,
}

/// All lines, in the order of counting.
pub struct Baseline {
    pub lines: Vec<Line>,
}

impl Baseline {
    /// What was just counted.
    pub fn of(counted: Vec<Counted>) -> Self {
        let rustc = rustc();
        let line = |counted: Counted| Line {
            case: counted.case,
            level: counted.level.to_string(),
            steps: counted.steps,
            instructions: counted.instructions,
            rustc: rustc.clone(),
        };
        Self { lines: counted.into_iter().map(line).collect() }
    }

    /// The committed file.
    pub fn read() -> Result<Self, Uncounted> {
        let mut reader = csv::Reader::from_path(PATH).map_err(unusable)?;
        let lines = reader.deserialize().collect::<Result<_, _>>().map_err(unusable)?;
        Ok(Self { lines })
    }

    /// Replaces the committed file.
    pub fn write(&self) -> Result<(), Uncounted> {
        let mut writer = csv::Writer::from_path(PATH).map_err(unusable)?;
        for line in &self.lines {
            writer.serialize(line).map_err(unusable)?;
        }
        writer.flush().map_err(|error| unusable(error.into()))
    }

    /// The line of that case and level.
    pub fn find(&self, case: &str, level: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.case == case && line.level == level)
    }
}

fn unusable(error: csv::Error) -> Uncounted {
    Uncounted::Baseline { path: PATH, reason: error.to_string() }
}

/// The compiler in use, `unknown` if it does not say.
fn rustc() -> String {
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let said = Command::new(compiler).arg("--version").output();
    let said = said.ok().and_then(|output| String::from_utf8(output.stdout).ok());
    said.map_or_else(|| "unknown".to_owned(), |text| text.trim().to_owned())
}
