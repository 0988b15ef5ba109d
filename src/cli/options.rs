//! Options that several commands share, each a group that a command takes or does not.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;

use super::failure::Failure;
use super::terminal::note;
use crate::data::DataSet;
use crate::diagnostic::InputError;
use crate::ensemble::{Stored, read};
use crate::homework::{Homework, Memory, Source};
use crate::measure::{Rows, images, point_images};
use crate::mnist::Mnist;
use crate::nn::train::Images;
use crate::output::{Mark, OutputFolder, Overwrite};
use crate::shown;

/// Which homework.
#[derive(Args, Clone, Debug, Default)]
pub struct HomeworkOption {
    /// Another homework: a folder such as `verigrad new DIR` writes
    #[arg(long, value_name = "DIR")]
    homework: Option<PathBuf>,
    /// Another homework of experiments alone: a document such as homework.toml
    #[arg(long, value_name = "FILE", conflicts_with = "homework")]
    assignment: Option<PathBuf>,
}

impl HomeworkOption {
    /// Reads it, and says what memory it takes if that is much.
    pub(super) fn load(&self) -> Result<Homework, Failure> {
        let homework = match (&self.homework, &self.assignment) {
            (Some(folder), _) => Homework::load(folder)?,
            (None, Some(file)) => Homework::load_file(file)?,
            (None, None) => return Homework::built_in().map_err(Failure::internal),
        };
        let memory = homework.assignment.memory(rayon::current_num_threads());
        if memory >= Memory::NOTABLE {
            note(&format!("a run of this homework takes about {memory}"));
        }
        Ok(homework)
    }
}

/// How long anything may take.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct BudgetOption {
    /// Begin nothing that is expected to take longer: 60s, 10m, 2h; no limit if not given
    #[arg(long, value_name = "TIME", value_parser = budget)]
    budget: Option<Duration>,
}

impl BudgetOption {
    /// How far over the budget the expected time must be: it is a rough one.
    const CLEARLY_OVER: f64 = 1.5;

    /// Refuses what clearly takes longer.
    pub(super) fn hold(self, expected: impl FnOnce() -> Duration) -> Result<(), Failure> {
        let Some(budget) = self.budget else { return Ok(()) };
        let expected = expected();
        if expected.as_secs_f64() <= budget.as_secs_f64() * Self::CLEARLY_OVER {
            return Ok(());
        }
        Err(Failure::argument(format!(
            "this would take about {}, and --budget gives {}: fewer steps, epochs or rows, or more \
             time",
            words(expected),
            words(budget)
        )))
    }
}

/// A time in the unit that fits.
fn words(time: Duration) -> String {
    match time.as_secs_f64() {
        seconds if seconds < 120.0 => format!("{seconds:.0} s"),
        seconds if seconds < 7200.0 => format!("{:.0} min", seconds / 60.0),
        seconds => format!("{:.0} h", seconds / 3600.0),
    }
}

/// `60s`, `10m`, `1h`, `90`: seconds without a unit.
pub(super) fn budget(text: &str) -> Result<Duration, String> {
    let (number, unit) = match text.find(|c: char| !c.is_ascii_digit() && c != '.') {
        Some(at) => text.split_at(at),
        None => (text, "s"),
    };
    let seconds = match unit {
        "s" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        _ => return Err("a time such as 60s, 10m or 0".to_owned()),
    };
    let number: f64 = number.parse().map_err(|_| "a time such as 60s, 10m or 0".to_owned())?;
    Duration::try_from_secs_f64(number * seconds).map_err(|error| error.to_string())
}

/// Which re-runs.
#[derive(Args, Clone, Debug, Default)]
pub struct RowsOption {
    /// Rows to hold random numbers against; the stored ones if not given
    #[arg(long, value_name = "FILE")]
    ensemble: Option<PathBuf>,
}

impl RowsOption {
    /// The rows of the file; without one those of the homework's folder, and for parts that it
    /// has none of the built-in ones, where they are the same experiments.
    pub(super) fn load(&self, homework: &Homework) -> Result<Rows, Failure> {
        let nets = &homework.assignment.nets;
        let tested = homework.assignment.data.test_count();
        if let Some(path) = &self.ensemble {
            let stored = read(path, nets)?;
            if stored.ensemble.rows.is_empty() {
                return Err(Failure::argument(format!("{} has no rows", shown::path(path))));
            }
            return Ok(stored.rows(nets, tested));
        }
        let mut rows = match homework.rows() {
            Some(path) => read(&path, nets)?.rows(nets, tested),
            None => Rows::default(),
        };
        let open: Vec<_> =
            nets.iter().filter(|net| rows.of(&net.part).is_empty()).cloned().collect();
        if !open.is_empty() {
            let stored = Stored::built_in(&open).map_err(Failure::internal)?;
            rows.cohorts.extend(stored.rows(&open, tested).cohorts);
        }
        Ok(rows)
    }
}

/// Where the images are.
#[derive(Args, Clone, Debug, Default)]
pub struct MnistOption {
    /// Folder with the four files of the images, such as torchvision's MNIST/raw; MNIST is built in
    #[arg(long, value_name = "DIR")]
    mnist: Option<PathBuf>,
}

impl MnistOption {
    /// Reads those of a homework, or makes its points.
    pub(super) fn load(&self, homework: &Homework) -> Result<Images, InputError> {
        let mnist = match (&homework.assignment.data, &self.mnist) {
            (DataSet::Mnist, Some(folder)) => Mnist::load(folder)?,
            (DataSet::Mnist, None) => Mnist::built_in()?,
            (DataSet::Images(set), Some(folder)) => set.load(folder)?,
            (DataSet::Images(set), None) => {
                let own = set.folder.clone().unwrap_or_default();
                set.load(&beside(homework, &own))?
            }
            (DataSet::Points(set), _) => return Ok(point_images(set)),
        };
        Ok(images(&mnist))
    }
}

/// What is printed.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct OutputOption {
    /// Print JSON instead of tables
    #[arg(long)]
    pub(super) json: bool,
    /// No table and no progress: errors only, and JSON if asked for; the exit status tells the rest
    #[arg(long)]
    pub(super) quiet: bool,
}

/// Where results go.
#[derive(Args, Clone, Debug, Default)]
pub struct FolderOption {
    /// Folder for the page, figures and tables that are written, `out` if not given
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) force: ForceOption,
}

impl FolderOption {
    /// Looks whether those files may be written there; changes nothing.
    pub(super) fn look(&self, names: &[(&str, Mark)]) -> Result<(), InputError> {
        OutputFolder::look(self.path(), names, self.force.overwrite())
    }

    /// Makes it.
    pub(super) fn prepare(&self) -> Result<OutputFolder, InputError> {
        OutputFolder::prepare(self.path(), self.force.overwrite())
    }

    fn path(&self) -> &Path {
        self.out.as_deref().unwrap_or(Path::new("out"))
    }
}

/// What may be written over.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct ForceOption {
    /// Write over files that verigrad did not write, too
    #[arg(long)]
    force: bool,
}

impl ForceOption {
    pub(super) fn overwrite(self) -> Overwrite {
        if self.force { Overwrite::Any } else { Overwrite::Own }
    }
}

/// How many threads.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct ThreadsOption {
    /// Threads to run on; all cores if not given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

impl ThreadsOption {
    /// Makes the pool; once, before anything runs.
    ///
    /// # Errors
    /// The system does not give so many threads.
    pub(super) fn apply(self) -> Result<(), Failure> {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.count());
        let failed = |error| Failure::system("start a thread", std::io::Error::other(error));
        pool.build_global().map_err(failed)
    }

    /// How many there are to be.
    pub(super) fn count(self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        self.threads.map_or_else(cores, usize::from)
    }
}

/// The seed of the nets.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct SeedOption {
    /// Seed of the nets, as torch.manual_seed takes it; a fresh one if not given
    #[arg(long, value_name = "S", allow_negative_numbers = true, value_parser = seed)]
    pub(super) seed: Option<i64>,
}

/// Any seed torch.manual_seed takes: from -2^63 to 2^64 - 1, the upper half as two's complement.
pub(super) fn seed(text: &str) -> Result<i64, String> {
    let signed = text.parse::<i64>().ok();
    let unsigned = || text.parse::<u64>().ok().map(u64::cast_signed);
    signed.or_else(unsigned).ok_or_else(|| "a whole number from -2^63 to 2^64-1".to_owned())
}

/// A folder that a homework names: from the homework's own on.
fn beside(homework: &Homework, folder: &Path) -> PathBuf {
    let own = match &homework.source {
        Source::Folder(own) => Some(own.as_path()),
        Source::File(file) => file.parent(),
        Source::BuiltIn => None,
    };
    let joined = own.map_or_else(|| folder.to_owned(), |own| own.join(folder));
    if joined.as_os_str().is_empty() { PathBuf::from(".") } else { joined }
}
