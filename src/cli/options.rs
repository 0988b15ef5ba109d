//! Options that several commands share, each a group that a command takes or does not.

use std::path::{Path, PathBuf};

use clap::Args;

use super::failure::Failure;
use crate::ensemble::{Stored, read};
use crate::homework::Homework;
use crate::measure::{Rows, images};
use crate::mnist::{Mnist, TEST_IMAGES};
use crate::nn::train::Images;

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
    /// Reads it.
    pub(super) fn load(&self) -> Result<Homework, Failure> {
        match (&self.homework, &self.assignment) {
            (Some(folder), _) => Ok(Homework::load(folder)?),
            (None, Some(file)) => Ok(Homework::load_file(file)?),
            (None, None) => Homework::built_in().map_err(Failure::internal),
        }
    }
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
        if let Some(path) = &self.ensemble {
            let stored = read(path, nets)?;
            if stored.ensemble.rows.is_empty() {
                return Err(Failure::argument(format!("{} has no rows", path.display())));
            }
            return Ok(stored.rows(nets, TEST_IMAGES));
        }
        let mut rows = match homework.rows() {
            Some(path) => read(&path, nets)?.rows(nets, TEST_IMAGES),
            None => Rows::default(),
        };
        let open: Vec<_> =
            nets.iter().filter(|net| rows.of(&net.part).is_empty()).cloned().collect();
        if !open.is_empty() {
            let stored = Stored::built_in(&open).map_err(Failure::internal)?;
            rows.cohorts.extend(stored.rows(&open, TEST_IMAGES).cohorts);
        }
        Ok(rows)
    }
}

/// Where the images are.
#[derive(Args, Clone, Debug, Default)]
pub struct MnistOption {
    /// Folder with the four MNIST files, such as torchvision's MNIST/raw; built in if not given
    #[arg(long, value_name = "DIR")]
    mnist: Option<PathBuf>,
}

impl MnistOption {
    /// Reads them.
    pub(super) fn load(&self) -> Result<Images, crate::diagnostic::InputError> {
        let mnist = match &self.mnist {
            Some(folder) => Mnist::load(folder)?,
            None => Mnist::built_in()?,
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
}

impl FolderOption {
    pub(super) fn path(&self) -> &Path {
        self.out.as_deref().unwrap_or(Path::new("out"))
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
    pub(super) fn apply(self) -> Result<(), Failure> {
        let Some(threads) = self.threads else { return Ok(()) };
        let pool = rayon::ThreadPoolBuilder::new().num_threads(usize::from(threads));
        pool.build_global().map_err(|error| Failure::argument(error.to_string()))
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
