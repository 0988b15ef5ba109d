//! The files of a class: each once, and what is no file as what it is.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::InputError;

/// Folders within folders that are searched for submissions.
const DEPTH_LIMIT: usize = 8;

/// What a class was found to consist of.
#[derive(Default)]
pub(super) struct Submissions {
    /// The submissions in the order of their names; those that cannot be opened with the reason.
    pub(super) found: Vec<(PathBuf, Option<InputError>)>,
    /// Files and folders that were met, by their place behind all links.
    met: HashSet<PathBuf>,
}

impl Submissions {
    /// None yet; the files that the command itself reads or writes are none, if they are there.
    pub(super) fn without(own: &[&Path]) -> Self {
        let met = own.iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
        Self { met, ..Self::default() }
    }

    /// Adds a file, or those of a folder without the hidden ones.
    pub(super) fn add(&mut self, path: &Path) {
        self.add_at(path, 0);
    }

    fn add_at(&mut self, path: &Path, depth: usize) {
        let refuse = |source| Some(InputError::file("read", path, source));
        let metadata = match fs::metadata(path) {
            Ok(metadata) => metadata,
            Err(error) => return self.found.push((path.to_owned(), refuse(error))),
        };
        let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        if !self.met.insert(place) {
            return;
        }
        if metadata.is_file() {
            return self.found.push((path.to_owned(), None));
        }
        if !metadata.is_dir() {
            let error = io::Error::other("it is not a regular file");
            return self.found.push((path.to_owned(), refuse(error)));
        }
        if depth > DEPTH_LIMIT {
            let error =
                io::Error::other(format!("folders are nested more than {DEPTH_LIMIT} deep"));
            return self.found.push((path.to_owned(), refuse(error)));
        }
        let items = fs::read_dir(path).and_then(|items| {
            items.map(|item| item.map(|item| item.path())).collect::<io::Result<Vec<_>>>()
        });
        match items {
            Err(error) => self.found.push((path.to_owned(), refuse(error))),
            Ok(mut items) => {
                items.sort();
                items.iter().filter(|item| !hidden(item)).for_each(|item| {
                    self.add_at(item, depth + 1);
                });
            }
        }
    }
}

fn hidden(path: &Path) -> bool {
    path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b"."))
}
