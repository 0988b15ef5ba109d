use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::check_optimiser::CheckOptimiserArguments;
use super::options::{
    BudgetOption, FolderOption, ForceOption, HomeworkOption, MnistOption, OutputOption, RowsOption,
    SeedOption, ThreadsOption,
};
use crate::verdict::FailOn;

const EXAMPLES: &str = "\
Examples:
  verigrad                             re-run and grade the built-in homework, write out/
  verigrad run 1b 1d                   print those parts' numbers
  verigrad run 2a 3b --seed 7          those parts as PyTorch gives them under seed 7
  verigrad run --list                  every quantity that a report can state
  verigrad run --json > numbers.json   all numbers, by name
  verigrad grade report.md             grade a report: Markdown, text or notebook
  verigrad grade mine.csv              grade a table with the columns id, reported
  verigrad ensemble --rows 0..199 --out rows.csv
                                       re-run the nets under 199 seeds
  verigrad gradcheck                   hold every gradient against differences
  verigrad check-optimiser -- python3 rule.py
                                       hold anybody's optimiser to its properties
  verigrad new next-year               write a homework to start from
  verigrad check next-year             hold its sample to its expected verdicts
  verigrad grade report.md --homework next-year
                                       grade a report of it

Exit status: 0 every claim got its expected verdict (grade: nothing wrong), 1 some claim did not
(grade: something wrong), 2 the input could not be used, 3 a fault of verigrad itself, or of the system under it.";

/// Re-runs a neural-network and optimisation homework and holds every number and statement
/// of its report against the run.
#[derive(Debug, Parser)]
#[command(version, about, after_help = EXAMPLES, args_conflicts_with_subcommands = true)]
pub struct Arguments {
    /// What to do; without a command, the main job.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Options of the main job.
    #[command(flatten)]
    pub main: MainArguments,
}

/// Options of the main job.
#[derive(Args, Debug)]
pub struct MainArguments {
    #[command(flatten)]
    pub(super) homework: HomeworkOption,
    #[command(flatten)]
    pub(super) rows: RowsOption,
    #[command(flatten)]
    pub(super) seed: SeedOption,
    #[command(flatten)]
    pub(super) budget: BudgetOption,
    #[command(flatten)]
    pub(super) mnist: MnistOption,
    #[command(flatten)]
    pub(super) folder: FolderOption,
    #[command(flatten)]
    pub(super) output: OutputOption,
    #[command(flatten)]
    pub(super) threads: ThreadsOption,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Re-run parts of the homework and print their numbers as the notebook prints them
    Run(RunArguments),
    /// Replay the nets under seed after seed, into a file that random numbers are held against
    #[command(
        after_help = "A kill at any moment loses at most the rows in flight: the same command goes \
        on where it stopped.\n\nExamples:\n  verigrad ensemble --rows 0..199 --out rows.csv\n  \
        verigrad ensemble --rows 0..199 --shard 3/8 --out rows-3.csv\n  \
        verigrad ensemble merge rows-*.csv --out rows.csv"
    )]
    Ensemble(EnsembleArguments),
    /// Grade a report (Markdown, plain or recognised text, a notebook, a PDF) or a table of numbers
    #[command(
        after_help = "A table is a CSV file with the columns id and reported; `verigrad run --list` \
        prints the ids.\n\n\
        Example, mine.csv:\n  id,reported\n  1b.gd.point,[0.99433318 0.98867571]\n  \
        1b.gd.value,3.216465854863436e-05\n\n\
        In a report, a section begins with a heading that names its part, such as 1(b), and \
        numbers follow their labels, such as `Final function value:`. Parts whose code has other \
        settings than the homework are run under the report's own.\n\n\
        For a platform: a file that cannot be used has its document, too, and status 2.\n  \
        verigrad grade report.md --format gradescope > results.json\n\n\
        A whole class:\n  verigrad grade submissions/ --gradebook grades.csv\n  \
        verigrad grade submissions/ --gradebook grades.csv --format canvas --roster export.csv \
        > import.csv"
    )]
    Grade(GradeArguments),
    /// Show what each number of a report was read as, in its line
    #[command(after_help = "✓ read, ✗ its words name a quantity whose digits are others, = a \
        setting, a size or the like, · not read, with the reason.")]
    Read(ReadArguments),
    /// Hold every gradient against differences, and every check against a wrong gradient
    #[command(after_help = "Nets are those of the homework, on their first batch of images.\n\n\
        Exit status: 0 every block passed, 1 some block is wrong or its check vacuous.")]
    Gradcheck(GradcheckArguments),
    /// Find out the convention of somebody's optimiser, and hold it to every property of that
    #[command(after_help = "COMMAND reads lines of JSON and answers each that has \"parameters\" \
        with one line, flushed:\n  {\"start\": {}}                                 forget everything; \
        no answer\n  {\"parameters\": [0.5], \"gradient\": [1.0]}     one step, answered by\n  \
        {\"parameters\": [0.4]}\n\nExample:\n  verigrad check-optimiser --learning-rate 0.1 \
        --momentum 0.9 -- python3 rule.py\n\nExit status: 0 a known convention explains every \
        step and every property of it held, 1 not so, 2 the command could not be used.")]
    CheckOptimiser(CheckOptimiserArguments),
    /// Write a homework to start from: a folder with its experiments, claims, words and a sample
    #[command(after_help = "The folder runs at once: `verigrad check DIR`.\n\n\
        --from takes a document of experiments (TOML), the folder of a homework, or a report or \
        notebook, whose own settings it then has.")]
    New(NewArguments),
    /// Grade a homework's own claims and its sample, and hold them to the expected verdicts
    #[command(after_help = "Exit status: 0 every claim got the verdict that claims.csv expects, \
        1 some did not, 2 the folder could not be used.")]
    Check(CheckArguments),
}

/// What `run` takes.
#[derive(Args, Debug)]
pub struct RunArguments {
    /// Parts, such as 1b; all if none is given
    #[arg(value_name = "PART")]
    pub(super) parts: Vec<String>,
    /// Run nothing; list every quantity that a report can state, with its kind
    #[arg(long, conflicts_with_all = ["seed", "budget", "mnist", "out", "threads"])]
    pub(super) list: bool,
    /// Instead of the numbers, a table of what other orders of operations can make of those of
    /// Problem 1, and how many of their digits are decided: a homework's rounding.csv
    #[arg(long, conflicts_with_all = ["seed", "mnist", "out", "list", "json"])]
    pub(super) rounding: bool,
    #[command(flatten)]
    pub(super) homework: HomeworkOption,
    #[command(flatten)]
    pub(super) seed: SeedOption,
    #[command(flatten)]
    pub(super) budget: BudgetOption,
    #[command(flatten)]
    pub(super) mnist: MnistOption,
    #[command(flatten)]
    pub(super) folder: FolderOption,
    #[command(flatten)]
    pub(super) output: OutputOption,
    #[command(flatten)]
    pub(super) threads: ThreadsOption,
}

/// What `grade` takes.
#[derive(Args, Debug)]
pub struct GradeArguments {
    /// The file; with --gradebook any number of files and folders
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// Grade many submissions and write a row for each to this file
    #[arg(long, value_name = "FILE")]
    pub(super) gradebook: Option<PathBuf>,
    /// Table with the columns id and points; one point a claim if not given
    #[arg(long, value_name = "FILE")]
    pub(super) points: Option<PathBuf>,
    /// Print what another program reads, instead of the tables
    #[arg(long, value_enum, value_name = "FORMAT", conflicts_with = "json")]
    pub(super) format: Option<FormatArgument>,
    /// Canvas's own export of its gradebook, for --format canvas
    #[arg(long, value_name = "FILE", requires = "gradebook")]
    pub(super) roster: Option<PathBuf>,
    /// The column of that export that the points go to: its head, or that without Canvas's number;
    /// the homework's title if not given
    #[arg(long, value_name = "NAME", requires = "roster")]
    pub(super) column: Option<String>,
    /// From what verdict on the exit status is 1
    #[arg(long, value_enum, value_name = "VERDICT", default_value = "fails")]
    pub(super) fail_on: FailOnArgument,
    /// Time for re-runs of parts that there are none of, such as parts under the report's own
    /// settings: 60s, 10m, 0 for none; 60s if not given, with --gradebook none
    #[arg(long, value_name = "TIME", value_parser = super::options::budget)]
    pub(super) budget: Option<Duration>,
    /// Write the settings of the report's own code as a homework of their own
    #[arg(long, value_name = "DIR", conflicts_with = "gradebook")]
    pub(super) write_homework: Option<PathBuf>,
    #[command(flatten)]
    pub(super) homework: HomeworkOption,
    #[command(flatten)]
    pub(super) rows: RowsOption,
    #[command(flatten)]
    pub(super) mnist: MnistOption,
    #[command(flatten)]
    pub(super) folder: FolderOption,
    #[command(flatten)]
    pub(super) output: OutputOption,
    #[command(flatten)]
    pub(super) threads: ThreadsOption,
}

/// What another program reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FormatArgument {
    /// The verdicts, or of a class the rows, as JSON: the same as --json
    Json,
    /// A table with a row for each claim
    Csv,
    /// Annotations in the log of a GitHub workflow
    Github,
    /// Gradescope's results.json
    Gradescope,
    /// PrairieLearn's results.json
    Prairielearn,
    /// JUnit's XML
    Junit,
    /// SARIF 2.1.0, for editors and code scanning
    Sarif,
    /// Canvas's export of its gradebook with one column filled in; needs --gradebook and --roster
    Canvas,
}

/// From what verdict on a submission fails.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum FailOnArgument {
    /// A number or statement that no honest run gives
    Contradicted,
    /// That, or a statement that does not hold
    Fails,
    /// That, or anything that a person should look at
    Unusual,
}

impl From<FailOnArgument> for FailOn {
    fn from(argument: FailOnArgument) -> Self {
        match argument {
            FailOnArgument::Contradicted => Self::Contradicted,
            FailOnArgument::Fails => Self::Fails,
            FailOnArgument::Unusual => Self::Unusual,
        }
    }
}

/// What `ensemble` takes.
#[derive(Args, Debug)]
#[command(subcommand_negates_reqs = true, args_conflicts_with_subcommands = true)]
pub struct EnsembleArguments {
    #[command(subcommand)]
    pub(super) action: Option<EnsembleAction>,
    /// Seeds from A to before B, such as 0..199
    #[arg(long, value_name = "A..B", required = true, allow_hyphen_values = true, value_parser = rows)]
    pub(super) rows: Option<std::ops::Range<i64>>,
    /// Only every N-th of them, starting with the I-th, counted from 0
    #[arg(long, value_name = "I/N", value_parser = shard)]
    pub(super) shard: Option<(u64, u64)>,
    /// The file that rows are added to
    #[arg(long, value_name = "FILE", required = true)]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) homework: HomeworkOption,
    #[command(flatten)]
    pub(super) budget: BudgetOption,
    #[command(flatten)]
    pub(super) mnist: MnistOption,
    /// No progress and no closing line: errors only
    #[arg(long)]
    pub(super) quiet: bool,
    #[command(flatten)]
    pub(super) threads: ThreadsOption,
}

/// What else `ensemble` does.
#[derive(Debug, Subcommand)]
pub enum EnsembleAction {
    /// Put files of rows together into the one that --out names; also brings files of an earlier
    /// version into the present form
    Merge {
        /// The files
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
        /// The file that all rows go to
        #[arg(long, value_name = "FILE", required = true)]
        out: PathBuf,
        #[command(flatten)]
        homework: HomeworkOption,
        #[command(flatten)]
        force: ForceOption,
        /// No closing line: errors only
        #[arg(long)]
        quiet: bool,
    },
}

/// What `read` takes.
#[derive(Args, Debug)]
pub struct ReadArguments {
    /// The report
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// Show of each number what is said of it, by which words, and what it could be
    #[arg(long)]
    pub(super) explain: bool,
    #[command(flatten)]
    pub(super) homework: HomeworkOption,
    #[command(flatten)]
    pub(super) rows: RowsOption,
    /// Print JSON instead of lines
    #[arg(long)]
    pub(super) json: bool,
}

/// What `gradcheck` takes.
#[derive(Args, Debug)]
pub struct GradcheckArguments {
    /// Seed of the nets that are checked; 0 if not given
    #[arg(long, value_name = "S", allow_negative_numbers = true, value_parser = super::options::seed)]
    pub(super) seed: Option<i64>,
    #[command(flatten)]
    pub(super) homework: HomeworkOption,
    #[command(flatten)]
    pub(super) mnist: MnistOption,
    #[command(flatten)]
    pub(super) output: OutputOption,
    #[command(flatten)]
    pub(super) threads: ThreadsOption,
}

/// What `new` takes.
#[derive(Args, Debug)]
pub struct NewArguments {
    /// The folder; it must not be there yet, or be empty
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// A document of experiments, a homework's folder, or a report, to start from
    #[arg(long, value_name = "FILE")]
    pub(super) from: Option<PathBuf>,
    /// No closing line: errors only
    #[arg(long)]
    pub(super) quiet: bool,
}

/// What `check` takes.
#[derive(Args, Debug)]
pub struct CheckArguments {
    /// The homework's folder
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    #[command(flatten)]
    pub(super) rows: RowsOption,
    #[command(flatten)]
    pub(super) output: OutputOption,
    #[command(flatten)]
    pub(super) threads: ThreadsOption,
}

fn rows(text: &str) -> Result<std::ops::Range<i64>, String> {
    let number = |text: &str| text.parse::<i64>().ok();
    let (start, end) = text
        .split_once("..")
        .and_then(|(start, end)| Some((number(start)?, number(end)?)))
        .ok_or("two whole numbers such as 0..199")?;
    if start < end { Ok(start..end) } else { Err("the first must be below the second".to_owned()) }
}

fn shard(text: &str) -> Result<(u64, u64), String> {
    let parsed = text
        .split_once('/')
        .and_then(|(index, count)| Some((index.parse::<u64>().ok()?, count.parse::<u64>().ok()?)));
    let (index, count) = parsed.ok_or("two whole numbers such as 0/8")?;
    if index < count { Ok((index, count)) } else { Err("counted from 0, so below N".to_owned()) }
}
