use std::path::{Path, PathBuf};

use clap::{Args, Parser, Subcommand};

use super::ensemble::EnsembleArguments;

const EXAMPLES: &str = "\
Examples:
  verigrad                             re-run and grade the built-in homework, write out/
  verigrad run 1b 1d                   print those parts' numbers
  verigrad run 2a 3b --seed 7          those parts as PyTorch gives them under seed 7
  verigrad run --json > numbers.json   all numbers, by name
  verigrad grade report.md             grade a report: Markdown, text or notebook
  verigrad grade mine.csv              grade a table with the columns id, reported
  verigrad ensemble --rows 0..199 --out rows.csv
                                       re-run the nets under 199 seeds
  verigrad gradcheck                   hold every gradient against differences
  verigrad --assignment next-year.toml re-run and plot another homework

Exit status: 0 every claim got its expected verdict (grade: no claim contradicted),
1 some claim did not (grade: some claim contradicted), 2 the input could not be used.";

/// Re-runs a neural-network and optimisation homework and holds every number and statement
/// of its report against the run.
#[derive(Debug, Parser)]
#[command(version, about, after_help = EXAMPLES)]
pub struct Arguments {
    /// What to do; without a command, the main job.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
}

/// Options of every command.
#[derive(Args, Debug)]
pub struct Common {
    /// Another homework, a TOML document like src/assignment/homework7.toml
    #[arg(long, global = true, value_name = "FILE")]
    pub assignment: Option<PathBuf>,
    /// Folder for the page, figures and tables that are written, `out` if not given; for
    /// `ensemble` the file of rows
    #[arg(long, global = true, value_name = "PATH")]
    pub out: Option<PathBuf>,
    /// Rows to hold random numbers against; the stored ones if not given
    #[arg(long, global = true, value_name = "FILE")]
    pub ensemble: Option<PathBuf>,
    /// Seed of the nets, as torch.manual_seed takes it; a fresh one if not given
    #[arg(long, global = true, value_name = "S", allow_negative_numbers = true, value_parser = seed)]
    pub seed: Option<i64>,
    /// Folder with the four MNIST files, such as torchvision's MNIST/raw; built in if not given
    #[arg(long, global = true, value_name = "DIR")]
    pub mnist: Option<PathBuf>,
    /// Print JSON instead of tables
    #[arg(long, global = true)]
    pub json: bool,
    /// No table and no progress: errors only, and JSON if asked for; the exit status tells the rest
    #[arg(long, global = true)]
    pub quiet: bool,
    /// Threads to run on; all cores if not given
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
}

impl Common {
    /// The folder that results go to.
    pub fn folder(&self) -> &Path {
        self.out.as_deref().unwrap_or(Path::new("out"))
    }
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Re-run parts of the homework and print their numbers as the notebook prints them
    Run {
        /// Parts, such as 1b; all if none is given
        #[arg(value_name = "PART")]
        parts: Vec<String>,
    },
    /// Replay the nets under seed after seed, into a file that random numbers are held against
    #[command(
        after_help = "A kill at any moment loses at most the rows in flight: the same command goes \
        on where it stopped.\n\nExamples:\n  verigrad ensemble --rows 0..199 --out rows.csv\n  \
        verigrad ensemble --rows 0..199 --shard 3/8 --out rows-3.csv\n  \
        verigrad ensemble merge rows-*.csv --out rows.csv"
    )]
    Ensemble(EnsembleArguments),
    /// Grade a report (Markdown, plain or recognised text, a notebook) or a table of numbers
    #[command(
        after_help = "A table is a CSV file with the columns id and reported; the ids are those of the \
        built-in ledger and of `verigrad run --json`.\n\n\
        Example, mine.csv:\n  id,reported\n  1b.gd.point,[0.99433318 0.98867571]\n  \
        1b.gd.value,3.216465854863436e-05\n\n\
        In a report, a section begins with a heading that names its part, such as 1(b), and \
        numbers follow their labels, such as `Final function value:`.\n\n\
        A whole class:\n  verigrad grade submissions/ --gradebook grades.csv"
    )]
    Grade {
        /// The file; with --gradebook any number of files and folders
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// Grade many submissions and write a row for each to this file
        #[arg(long, value_name = "FILE")]
        gradebook: Option<PathBuf>,
        /// Table with the columns id and points; one point a claim if not given
        #[arg(long, value_name = "FILE", requires = "gradebook")]
        points: Option<PathBuf>,
    },
    /// Hold every gradient against differences, and every check against a wrong gradient
    #[command(after_help = "Nets are those of the assignment, on their first batch of images.\n\n\
        Exit status: 0 every block passed, 1 some block is wrong or its check vacuous.")]
    Gradcheck,
}

/// Any seed torch.manual_seed takes: from -2^63 to 2^64 - 1, the upper half as two's complement.
fn seed(text: &str) -> Result<i64, String> {
    let signed = text.parse::<i64>().ok();
    let unsigned = || text.parse::<u64>().ok().map(u64::cast_signed);
    signed.or_else(unsigned).ok_or_else(|| "a whole number from -2^63 to 2^64-1".to_owned())
}
