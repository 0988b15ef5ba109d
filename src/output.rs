//! Files, written whole or not at all, and never over what somebody else wrote.

use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::diagnostic::InputError;
use crate::shown;

/// Links that lead to links; Linux follows as many.
const LINKS: usize = 40;

/// By what a file is known that this program wrote: it begins with one of these.
#[derive(Clone, Copy, Debug)]
pub struct Mark(&'static [&'static str]);

impl Mark {
    /// The page, now and in earlier versions.
    pub const PAGE: Self = Self(&[
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"generator\" content=\"verigrad\">",
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">",
    ]);
    /// Measurements by name.
    pub const MEASUREMENTS: Self = Self(&["name,value\n"]);
    /// Verdicts, in JSON.
    pub const VERDICTS: Self = Self(&["{\n  \"claims\": ["]);
    /// Accuracies by epoch.
    pub const ACCURACY: Self = Self(&["training,epoch,accuracy\n"]);
    /// A figure on its own.
    pub const FIGURE: Self = Self(&["<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"640\" "]);
    /// A gradebook.
    pub const GRADEBOOK: Self = Self(&["submission,status,points,undecided,possible,"]);
    /// Rows, now and in an earlier version.
    pub const ROWS: Self = Self(&["#,", "seed,fingerprint,"]);
    /// Nothing: files of a folder that was empty.
    pub const NONE: Self = Self(&[]);

    /// Whether a file is empty or begins so.
    fn is_on(self, path: &Path) -> io::Result<bool> {
        let longest = self.0.iter().map(|mark| mark.len()).max().unwrap_or(0).max(1);
        let mut start = Vec::new();
        fs::File::open(path)?.take(longest as u64).read_to_end(&mut start)?;
        Ok(start.is_empty() || self.0.iter().any(|mark| start.starts_with(mark.as_bytes())))
    }
}

/// What may be written over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Overwrite {
    /// Files that this program wrote, and empty ones.
    #[default]
    Own,
    /// Any regular file.
    Any,
}

/// A file that results go to; known to be one that may be written.
#[derive(Debug)]
pub struct OutputFile {
    /// As the user named it.
    named: PathBuf,
    /// Where its links lead.
    target: PathBuf,
}

impl OutputFile {
    /// Looks whether the file may be written; nothing is changed.
    ///
    /// # Errors
    /// It is a folder, a pipe or a device; it was written by something else; its links lead
    /// nowhere.
    pub fn find(path: &Path, mark: Mark, overwrite: Overwrite) -> Result<Self, InputError> {
        let fail = |source| InputError::file("write to", path, source);
        let target = followed(path).map_err(fail)?;
        let found = Self { named: path.to_owned(), target };
        match fs::metadata(&found.target) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(found),
            Err(error) => return Err(fail(error)),
            Ok(metadata) if !metadata.is_file() => {
                return Err(fail(io::Error::other("it is not a regular file")));
            }
            Ok(_) => {}
        }
        if overwrite == Overwrite::Own && !mark.is_on(&found.target).map_err(fail)? {
            return Err(InputError::Argument(format!(
                "{} was not written by verigrad, and stays: give another name, or --force to \
                 replace it",
                shown::path(path)
            )));
        }
        Ok(found)
    }

    /// The folder that it is in.
    pub fn folder(&self) -> &Path {
        let parent = self.target.parent().filter(|folder| !folder.as_os_str().is_empty());
        parent.unwrap_or(Path::new("."))
    }

    /// The file itself, behind all links.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Writes the text beside its place first, then moves it there. A file that is there keeps
    /// its mode; a new one has that of any new file.
    ///
    /// # Errors
    /// What the system says; then the file is as it was.
    pub fn write(&self, text: &str) -> Result<(), InputError> {
        self.ready(text).and_then(|file| self.put(file))
    }

    fn ready(&self, text: &str) -> Result<NamedTempFile, InputError> {
        let write = || -> io::Result<NamedTempFile> {
            let mut file = beside(&self.target)?;
            file.write_all(text.as_bytes())?;
            file.as_file().sync_all()?;
            Ok(file)
        };
        write().map_err(|source| InputError::file("write to", &self.named, source))
    }

    fn put(&self, file: NamedTempFile) -> Result<(), InputError> {
        let moved = file.persist(&self.target);
        moved.map_err(|error| InputError::file("write to", &self.named, error.error))?;
        Ok(())
    }
}

/// A new file in the folder of another, with that one's mode, if it is there.
pub(crate) fn beside(target: &Path) -> io::Result<NamedTempFile> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // Of this the system takes what the user's mask forbids.
        builder.permissions(Permissions::from_mode(0o666));
    }
    let file = builder.tempfile_in(folder.unwrap_or(Path::new(".")))?;
    if let Ok(there) = fs::metadata(target) {
        file.as_file().set_permissions(there.permissions())?;
    }
    Ok(file)
}

/// Where the links of a path's last name lead, whether there is anything or not.
fn followed(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        match fs::symlink_metadata(&path) {
            Ok(metadata) if metadata.is_symlink() => {
                let next = fs::read_link(&path)?;
                path = path.parent().unwrap_or(Path::new("")).join(next);
            }
            _ => return Ok(path),
        }
    }
    Err(io::Error::other("its links lead in a circle"))
}

/// A file for a folder of results.
#[derive(Clone, Copy, Debug)]
pub struct Output<'a> {
    /// Its name.
    pub name: &'a str,
    /// How such a file is known again.
    pub mark: Mark,
    /// What it holds.
    pub text: &'a str,
}

/// A folder that results go to; known to be writable before any work starts.
#[derive(Debug)]
pub struct OutputFolder {
    path: PathBuf,
    overwrite: Overwrite,
}

impl OutputFolder {
    /// Looks whether files of those names may be written to a folder, if it is there; nothing is
    /// changed.
    ///
    /// # Errors
    /// As [`OutputFile::find`].
    pub fn look(
        path: &Path,
        names: &[(&str, Mark)],
        overwrite: Overwrite,
    ) -> Result<(), InputError> {
        let mut files = names.iter();
        files.try_for_each(|(name, mark)| {
            OutputFile::find(&path.join(name), *mark, overwrite).map(drop)
        })
    }

    /// Makes the folder if it is not there and tries whether it can be written to.
    ///
    /// # Errors
    /// It cannot be made or written to.
    pub fn prepare(path: &Path, overwrite: Overwrite) -> Result<Self, InputError> {
        let fail = |source| InputError::file("write to", path, source);
        fs::create_dir_all(path).map_err(fail)?;
        NamedTempFile::new_in(path).map_err(fail)?;
        Ok(Self { path: path.to_owned(), overwrite })
    }

    /// Writes all files beside their places first, then moves each into place.
    ///
    /// # Errors
    /// The first file that may not or could not be written; then none has been replaced, unless
    /// the last move itself failed.
    pub fn write(&self, files: &[Output]) -> Result<(), InputError> {
        let mut ready = Vec::new();
        for Output { name, mark, text } in files {
            let file = OutputFile::find(&self.path(OsStr::new(name)), *mark, self.overwrite)?;
            ready.push((file.ready(text)?, file));
        }
        ready.into_iter().try_for_each(|(written, file)| file.put(written))
    }

    /// Where a file of the folder is.
    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.path.join(name)
    }
}
