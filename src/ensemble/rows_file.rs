//! A file of rows that this process alone writes to.
//!
//! The lock is the system's advisory one on the file itself: it goes with the process, however
//! that ends, and leaves nothing behind. A file that is replaced is another file to the system,
//! so its successor is locked before it takes the place, and whoever gets a lock looks whether
//! the file it locked is still the one of that name.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use super::file::{LIMIT, OwnRows, own_rows};
use super::{Columns, Ensemble};
use crate::diagnostic::{InputError, decode};
use crate::homework::NetPart;
use crate::output::{Mark, OutputFile, Overwrite, beside};
use crate::shown;

/// How often a file that was just replaced is looked for again.
const ATTEMPTS: usize = 100;

/// The file, locked.
#[derive(Debug)]
pub(super) struct RowsFile {
    file: File,
    /// As the user named it.
    named: PathBuf,
    /// Behind all links.
    target: PathBuf,
    /// Bytes that are in it, if nobody else writes to it.
    length: u64,
}

impl RowsFile {
    /// Opens the file, or makes an empty one, and locks it.
    ///
    /// # Errors
    /// Another process writes to it; it is no regular file; what the system says.
    pub(super) fn open(path: &Path) -> Result<Self, InputError> {
        let fail = |source| InputError::file("write to", path, source);
        for _ in 0..ATTEMPTS {
            let found = OutputFile::find(path, Mark::NONE, Overwrite::Any)?;
            let target = found.target().to_owned();
            let open = OpenOptions::new().read(true).append(true).create(true).open(&target);
            let file = open.map_err(fail)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::Error(source)) => {
                    return Err(InputError::file("lock", path, source));
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(InputError::Argument(format!(
                        "another verigrad is writing to {}: wait for it, or give this one a file \
                         of its own and put both together with `verigrad ensemble merge`",
                        shown::path(path)
                    )));
                }
            }
            if same(&file, &target).map_err(fail)? {
                let length = file.metadata().map_err(fail)?.len();
                return Ok(Self { file, named: path.to_owned(), target, length });
            }
        }
        Err(fail(io::Error::other("it is replaced again and again")))
    }

    /// Its rows; then it holds them as this version writes them, and nothing else: half a line at
    /// its end is cut off.
    pub(super) fn rows(&mut self, parts: &[NetPart]) -> Result<Ensemble, InputError> {
        let text = self.text()?;
        let OwnRows { ensemble, whole, former } =
            own_rows(&text, &shown::path(&self.named), parts)?;
        let columns = Columns::of(parts);
        if former {
            self.replace(&ensemble.text(&columns))?;
            return Ok(ensemble);
        }
        let header = columns.header();
        let mut tidy = || -> io::Result<()> {
            if whole < header.len() {
                self.file.set_len(0)?;
                self.file.write_all(header.as_bytes())?;
            } else if whole < text.len() {
                self.file.set_len(whole as u64)?;
            }
            self.length = whole.max(header.len()) as u64;
            self.file.sync_data()
        };
        tidy().map_err(|source| InputError::file("write to", &self.named, source))?;
        Ok(ensemble)
    }

    /// Adds a line; it is on the disk when this returns.
    ///
    /// # Errors
    /// As [`Self::still_whole`]; what the system says.
    pub(super) fn add(&mut self, line: &str) -> Result<(), InputError> {
        self.still_whole()?;
        let written = self.file.write_all(line.as_bytes()).and_then(|()| self.file.sync_data());
        self.length += line.len() as u64;
        written.map_err(|source| InputError::file("write to", &self.named, source))
    }

    /// Whether everything that was written is still there, under that name. A lock holds up only
    /// who asks for it.
    ///
    /// # Errors
    /// Something else removed, replaced or changed it.
    pub(super) fn still_whole(&self) -> Result<(), InputError> {
        let fail = |source| InputError::file("write to", &self.named, source);
        let gone = !same(&self.file, &self.target).map_err(fail)?;
        let length = self.file.metadata().map_err(fail)?.len();
        let reason = match (gone, length == self.length) {
            (true, _) => "something else removed or replaced it while rows were written",
            (_, false) => "something else changed it while rows were written",
            _ => return Ok(()),
        };
        Err(fail(io::Error::other(reason)))
    }

    /// Puts another file in its place, locked as well.
    pub(super) fn replace(&mut self, text: &str) -> Result<(), InputError> {
        let replace = || -> io::Result<File> {
            let mut file = beside(&self.target)?;
            file.as_file().try_lock().map_err(io::Error::from)?;
            file.write_all(text.as_bytes())?;
            file.as_file().sync_all()?;
            Ok(file.persist(&self.target)?)
        };
        let file = replace();
        self.file = file.map_err(|source| InputError::file("write to", &self.named, source))?;
        self.length = text.len() as u64;
        Ok(())
    }

    pub(super) fn text(&mut self) -> Result<String, InputError> {
        let fail = |source| InputError::file("read", &self.named, source);
        let mut bytes = Vec::new();
        (&self.file).take(LIMIT + 1).read_to_end(&mut bytes).map_err(fail)?;
        if bytes.len() as u64 > LIMIT {
            return Err(fail(io::Error::other(format!("larger than {} MB", LIMIT / 1_000_000))));
        }
        decode(bytes, &shown::path(&self.named))
    }
}

/// Whether that open file is the one of that name.
#[cfg(unix)]
fn same(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let own = file.metadata()?;
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
        Ok(there) => Ok((there.dev(), there.ino()) == (own.dev(), own.ino())),
    }
}

/// Elsewhere an open file is not replaced.
#[cfg(not(unix))]
fn same(_: &File, path: &Path) -> io::Result<bool> {
    fs::metadata(path).map(|_| true)
}
