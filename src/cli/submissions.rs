//! The files of a class: each once, and what is no file as what it is.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::InputError;
use crate::shown;

/// Folders within folders that are searched for submissions.
const DEPTH_LIMIT: usize = 8;

/// What a class was found to consist of.
#[derive(Default)]
pub(super) struct Submissions {
    /// The submissions in the order of their names; those that cannot be opened with the reason.
    pub(super) found: Vec<(PathBuf, Option<InputError>)>,
    /// Files and folders that were met, by their place behind all links; of a submission which of
    /// those found it is.
    met: HashMap<PathBuf, Option<usize>>,
}

impl Submissions {
    /// None yet; the files that the command itself reads or writes are none, if they are there.
    pub(super) fn without(own: &[&Path]) -> Self {
        let own = own.iter().filter_map(|path| fs::canonicalize(path).ok());
        let met = own.map(|place| (place, None)).collect();
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
        let index = metadata.is_file().then_some(self.found.len());
        match self.met.get(&place) {
            None => drop(self.met.insert(place, index)),
            Some(&Some(first)) => return self.add_again(path, first, place),
            Some(None) => return,
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

    /// A file that is among those found: a link to it is no submission of its own, and is said.
    fn add_again(&mut self, path: &Path, first: usize, place: PathBuf) {
        let is_link = |path: &Path| fs::symlink_metadata(path).is_ok_and(|one| one.is_symlink());
        let linked = |link: &Path, to: &Path| {
            let to = shown::path(to);
            let reason = format!("it is a link to {to}, which has a row of its own");
            Some(InputError::file("read", link, io::Error::other(reason)))
        };
        if is_link(path) {
            let reason = linked(path, &self.found[first].0);
            self.found.push((path.to_owned(), reason));
        } else if is_link(&self.found[first].0) {
            // The link came first; the file itself is the submission.
            self.met.insert(place, Some(self.found.len()));
            self.found[first].1 = linked(&self.found[first].0, path);
            self.found.push((path.to_owned(), None));
        }
    }
}

fn hidden(path: &Path) -> bool {
    path.file_name().is_none_or(|name| name.as_encoded_bytes().starts_with(b"."))
}
