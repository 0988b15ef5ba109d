//! What can be wrong with MNIST's files.

use std::io;
use std::path::PathBuf;

use crate::diagnostic::InputError;
use crate::shown;

/// A file that is not the published one. Offsets and sizes count unpacked bytes, from 0.
#[derive(Debug, thiserror::Error)]
pub enum MnistError {
    /// The system refuses a file or folder.
    #[error("cannot read {}: {source}", shown::path(path))]
    File {
        /// Which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// What should be a folder is something else.
    #[error("{} is not a folder", shown::path(path))]
    NotAFolder {
        /// Which.
        path: PathBuf,
    },
    /// A folder, a pipe or a device under the name of one of the four.
    #[error("{} is not a file", shown::path(path))]
    NotAFile {
        /// Which.
        path: PathBuf,
    },
    /// Neither the plain nor the packed file is there.
    #[error(
        "{} has neither `{name}` nor `{name}.gz`; name the folder that holds MNIST's four \
         files (below torchvision's root it is `MNIST/raw`)",
        shown::path(folder)
    )]
    Missing {
        /// Where it was looked for.
        folder: PathBuf,
        /// The published name.
        name: String,
    },
    /// Files of another set are not there.
    #[error(
        "{}: {set} is not built in and nothing is downloaded; {} from {source_of}; name the folder \
         that holds the four files, as `folder` in `[data]` or with --mnist",
        shown::path(folder), missing.join(", ")
    )]
    MissingSet {
        /// Where they were looked for.
        folder: PathBuf,
        /// The set's name.
        set: String,
        /// Each with its checksum.
        missing: Vec<String>,
        /// Where they come from.
        source_of: String,
    },
    /// A gzip file so large that it cannot be a sensible packing; it is not opened.
    #[error("{}: {got} bytes of gzip; what it packs has {expected} bytes", shown::path(file))]
    Swollen {
        /// Which file.
        file: PathBuf,
        /// Size of the published file, unpacked.
        expected: u64,
        /// Size of the gzip file.
        got: u64,
    },
    /// Not gzip, damaged, cut off, or followed by something that is not gzip.
    #[error("{}: gzip fails after {offset} unpacked bytes: {source}", shown::path(file))]
    Gzip {
        /// Which file.
        file: PathBuf,
        /// How many bytes were unpacked until then.
        offset: u64,
        /// What the unpacker said.
        source: io::Error,
    },
    /// The first four bytes.
    #[error(
        "{}: magic number at offset 0: expected {expected:#010x} ({}), got {got:#010x} ({})",
        shown::path(file), content(*expected), content(*got)
    )]
    Magic {
        /// Which file.
        file: PathBuf,
        /// The published file's.
        expected: u32,
        /// This file's.
        got: u32,
    },
    /// Another number of the header.
    #[error("{}: {what} at offset {offset}: expected {expected}, got {got}", shown::path(file))]
    Header {
        /// Which file.
        file: PathBuf,
        /// "number of images", "number of labels", "rows" or "columns".
        what: &'static str,
        /// Where the number is.
        offset: u64,
        /// The published file's.
        expected: u32,
        /// This file's.
        got: u32,
    },
    /// The data end too early.
    #[error("{}: ends at offset {got}: expected {expected} bytes, got {got}", shown::path(file))]
    Truncated {
        /// Which file.
        file: PathBuf,
        /// Size of the published file.
        expected: u64,
        /// Size of this one.
        got: u64,
    },
    /// The data go on after the published file's end; how far was not read.
    #[error(
        "{}: goes on at offset {expected}: expected {expected} bytes, got more",
        shown::path(file)
    )]
    Oversized {
        /// Which file.
        file: PathBuf,
        /// Size of the published file.
        expected: u64,
    },
    /// A label that is no digit.
    #[error("{}: label at offset {offset}: expected 0 to 9, got {got}", shown::path(file))]
    Label {
        /// Which file.
        file: PathBuf,
        /// Where the label is.
        offset: u64,
        /// What it says.
        got: u8,
    },
    /// Well formed, and yet other bytes than the published ones.
    #[error(
        "{}: not the published {set}: SHA-256 of the {size} unpacked bytes: \
         expected {expected}, got {got}",
        shown::path(file)
    )]
    Checksum {
        /// Which file.
        file: PathBuf,
        /// The set's name.
        set: String,
        /// How many bytes were hashed: the whole file.
        size: u64,
        /// The published file's, in hexadecimal.
        expected: String,
        /// This file's, in hexadecimal.
        got: String,
    },
    /// A gzip file that is not the published one.
    #[error(
        "{}: not the published {set}: SHA-256 of the {size} bytes of gzip: expected {expected}, got \
         {got}",
        shown::path(file)
    )]
    PackedChecksum {
        /// Which file.
        file: PathBuf,
        /// The set's name.
        set: String,
        /// How many bytes were hashed: the whole file.
        size: u64,
        /// The published file's, in hexadecimal.
        expected: String,
        /// This file's, in hexadecimal.
        got: String,
    },
}

/// What a magic number announces.
fn content(magic: u32) -> &'static str {
    match magic {
        super::idx::IMAGES_MAGIC => "images",
        super::idx::LABELS_MAGIC => "labels",
        _ => "neither images nor labels",
    }
}

impl From<MnistError> for InputError {
    fn from(error: MnistError) -> Self {
        match error {
            MnistError::File { path, source } => Self::File { operation: "read", path, source },
            other => Self::Argument(other.to_string()),
        }
    }
}
