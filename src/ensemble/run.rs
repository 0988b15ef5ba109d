//! Making rows: in parallel, each written as soon as it is there.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::ops::Range;
use std::path::Path;
use std::sync::Mutex;

use tempfile::NamedTempFile;

use crate::diagnostic::InputError;
use crate::homework::{NetPart, PartId};
use crate::measure::{Listener, Progress, row, steps_of_row};
use crate::nn::kernels::Level;
use crate::nn::train::Images;

use super::{Columns, Ensemble, read_own};

/// Which rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Seeds from one to before the other.
    pub rows: Range<i64>,
    /// Which share of them, counted from 0, of how many; row A + k is of share k modulo N.
    pub shard: (u64, u64),
}

impl Plan {
    /// Its seeds.
    pub fn seeds(&self) -> impl Iterator<Item = i64> + '_ {
        let (index, count) = self.shard;
        let mine = move |offset: &u64| offset % count == index;
        let length = self.rows.end.abs_diff(self.rows.start);
        (0..length).filter(mine).map(|offset| self.rows.start + offset as i64)
    }
}

/// Makes the planned rows that the file does not have yet and adds each to it as soon as it is
/// made; returns how many there were and how many were made. A line that an earlier run did
/// not finish is made anew.
///
/// # Errors
/// The file cannot be read as an ensemble of this assignment, or not be written.
pub fn extend(
    path: &Path,
    parts: &[NetPart],
    plan: &Plan,
    images: &Images,
    listener: Listener,
) -> Result<(usize, usize), InputError> {
    let columns = Columns::of(parts);
    let fail = |source| InputError::file("write to", path, source);
    let known = if path.exists() { read_own(path, parts)? } else { Ensemble::default() };
    let mut file = whole(path, &known.text(&columns)).map_err(fail)?;
    let missing: Vec<i64> = plan.seeds().filter(|seed| !known.rows.contains_key(seed)).collect();
    let steps = steps_of_row(parts, images) * missing.len() as u64;
    listener(Progress::Planned(steps));

    let threads = rayon::current_num_threads();
    let workers = threads.min(missing.len()).max(1);
    let waiting = Mutex::new(missing.iter());
    let made: Mutex<Result<&mut File, InputError>> = Mutex::new(Ok(&mut file));
    let work = || {
        // A pool a worker: a row's trainings one after the other keep every core busy to the end.
        let Ok(pool) = rayon::ThreadPoolBuilder::new().num_threads(threads / workers).build()
        else {
            return;
        };
        let advance = |progress| {
            if matches!(progress, Progress::Advanced(_)) {
                listener(progress);
            }
        };
        while let Some(&seed) = waiting.lock().ok().and_then(|mut seeds| seeds.next()) {
            let all = |_: &PartId| true;
            let row = pool.install(|| row(parts, &all, seed, images, Level::best(), &advance));
            let Ok(mut made) = made.lock() else { return };
            let Ok(file) = made.as_mut() else { return };
            let line = columns.line(seed, &row);
            if let Err(source) = file.write_all(line.as_bytes()).and_then(|()| file.sync_data()) {
                *made = Err(InputError::file("write to", path, source));
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(work);
        }
    });
    if let Ok(Err(error)) = made.into_inner() {
        return Err(error);
    }
    Ok((known.rows.len(), missing.len()))
}

/// The file with that text and nothing else, open at its end. It is replaced whole, so that a
/// kill leaves either the old one or the new one.
fn whole(path: &Path, text: &str) -> std::io::Result<File> {
    if std::fs::read(path).ok().as_deref() != Some(text.as_bytes()) {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut file = NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
        file.write_all(text.as_bytes())?;
        crate::render::output::allow_reading(&file)?;
        file.persist(path).map_err(|error| error.error)?;
    }
    OpenOptions::new().append(true).open(path)
}
