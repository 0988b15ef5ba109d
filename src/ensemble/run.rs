//! Making rows: in parallel, each written as soon as it is there.

use std::io;
use std::ops::Range;
use std::path::Path;
use std::sync::Mutex;

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::diagnostic::InputError;
use crate::homework::{NetPart, PartId};
use crate::measure::{Listener, Progress, row, steps_of_row};
use crate::nn::kernels::Level;
use crate::nn::train::Images;

use super::Columns;
use super::rows_file::RowsFile;

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
        let step = usize::try_from(count).unwrap_or(usize::MAX);
        let offsets = (index..self.length()).step_by(step);
        offsets.map(|offset| self.rows.start.wrapping_add_unsigned(offset))
    }

    /// How many they are.
    pub fn count(&self) -> u64 {
        let (index, count) = self.shard;
        self.length().saturating_sub(index).div_ceil(count)
    }

    /// Whether a seed is one of them.
    pub fn has(&self, seed: i64) -> bool {
        let (index, count) = self.shard;
        self.rows.contains(&seed) && seed.abs_diff(self.rows.start) % count == index
    }

    fn length(&self) -> u64 {
        self.rows.end.abs_diff(self.rows.start)
    }
}

/// What came of [`extend`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extended {
    /// Rows that were in the file.
    pub known: usize,
    /// Rows that were made and are in the file now.
    pub made: usize,
}

/// Makes the planned rows that the file does not have yet and adds each to it as soon as it is
/// made, on so many threads, or on fewer if the system gives no more. A line that an earlier run
/// did not finish is made anew. Rows are written in the order in which they are finished.
///
/// # Errors
/// The file cannot be read as an ensemble of this assignment, or not be written, or another
/// process writes to it, removes or replaces it; the system gives not one thread. What was
/// written until then is there, if nobody took it away.
pub fn extend(
    path: &Path,
    parts: &[NetPart],
    plan: &Plan,
    images: &Images,
    threads: usize,
    listener: Listener,
) -> Result<Extended, InputError> {
    let columns = Columns::of(parts);
    let mut file = RowsFile::open(path)?;
    let known = file.rows(parts)?;
    let planned = known.rows.keys().filter(|seed| plan.has(**seed)).count();
    let missing = plan.count().saturating_sub(planned as u64);
    listener(Progress::Planned(steps_of_row(parts, images).saturating_mul(missing)));
    if missing == 0 {
        return Ok(Extended { known: known.rows.len(), made: 0 });
    }

    let workers = threads.min(usize::try_from(missing).unwrap_or(usize::MAX)).max(1);
    let pools = pools(workers, (threads / workers).max(1))?;
    let waiting = Mutex::new(plan.seeds().filter(|seed| !known.rows.contains_key(seed)));
    let written: Mutex<(RowsFile, Result<usize, InputError>)> = Mutex::new((file, Ok(0)));
    let work = |pool: &ThreadPool| {
        let advance = |progress| {
            if matches!(progress, Progress::Advanced(_)) {
                listener(progress);
            }
        };
        while let Some(seed) = waiting.lock().ok().and_then(|mut seeds| seeds.next()) {
            let all = |_: &PartId| true;
            let row = pool.install(|| row(parts, &all, seed, images, Level::best(), &advance));
            let Ok(mut written) = written.lock() else { return };
            let (file, made) = &mut *written;
            let Ok(count) = made else { return };
            match file.add(&columns.line(seed, &row)) {
                Ok(()) => *count += 1,
                Err(error) => *made = Err(error),
            }
        }
    };
    std::thread::scope(|scope| {
        for pool in pools.iter().skip(1) {
            // Without a thread of its own a pool is left alone: the others make its rows.
            if std::thread::Builder::new().spawn_scoped(scope, || work(pool)).is_err() {
                break;
            }
        }
        if let Some(pool) = pools.first() {
            work(pool);
        }
    });
    let (file, made) = written.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    let made = made?;
    file.still_whole()?;
    Ok(Extended { known: known.rows.len(), made })
}

/// A pool a worker: a row's trainings one after the other keep every core busy to the end. As
/// many as the system gives, but one at least.
fn pools(workers: usize, threads: usize) -> Result<Vec<ThreadPool>, InputError> {
    let mut pools = Vec::new();
    while pools.len() < workers {
        match ThreadPoolBuilder::new().num_threads(threads).build() {
            Ok(pool) => pools.push(pool),
            Err(_) if !pools.is_empty() => break,
            Err(error) => {
                return Err(InputError::System {
                    what: "start a thread",
                    source: io::Error::other(error),
                });
            }
        }
    }
    Ok(pools)
}
