//! Where the four files come from.

use std::fs::{self, File};
use std::io::{BufReader, ErrorKind};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;

use super::MnistError;
use super::idx::{Digest, Published};

/// What a gzip file may be longer than the file it packs. Deflate adds five bytes to 64 KB that
/// it cannot pack; a file beyond this allowance is made of empty pieces without end.
const ALLOWANCE: u64 = 1 << 20;

/// One of the four, found but not read.
pub enum Source<'a> {
    /// Inside the program.
    Embedded(&'a Published),
    /// A plain file.
    Plain(&'a Published, PathBuf),
    /// A gzip file.
    Packed(&'a Published, PathBuf),
}

impl<'a> Source<'a> {
    /// Looks for the plain file, then for the gzip one.
    pub fn find(folder: &Path, published: &'a Published) -> Result<Self, MnistError> {
        let is_folder = fs::metadata(folder).map_err(|error| unreadable(folder, error))?.is_dir();
        if !is_folder {
            return Err(MnistError::NotAFolder { path: folder.to_owned() });
        }
        let plain = folder.join(&*published.name);
        let packed_alone = matches!(published.digest, Digest::Packed(_));
        if !packed_alone && size(&plain)?.is_some() {
            return Ok(Self::Plain(published, plain));
        }
        let packed = folder.join(format!("{}.gz", published.name));
        match size(&packed)? {
            None => Err(MnistError::Missing {
                folder: folder.to_owned(),
                name: published.name.to_string(),
            }),
            Some(got) if got > published.size() + ALLOWANCE => {
                Err(MnistError::Swollen { file: packed, expected: published.size(), got })
            }
            Some(_) => Ok(Self::Packed(published, packed)),
        }
    }

    /// The checked content after the header.
    pub fn read(&self) -> Result<Vec<u8>, MnistError> {
        match self {
            Self::Embedded(published) => {
                let name = PathBuf::from(format!("built-in {}.gz", published.name));
                published.read(&name, MultiGzDecoder::new(published.packed))
            }
            Self::Plain(published, path) => published.read(path, open(path)?),
            Self::Packed(published, path) if matches!(published.digest, Digest::Packed(_)) => {
                let bytes = fs::read(path).map_err(|error| unreadable(path, error))?;
                published.check_packed(path, &bytes)?;
                published.read(path, MultiGzDecoder::new(&bytes[..]))
            }
            Self::Packed(published, path) => {
                let file = BufReader::with_capacity(1 << 16, open(path)?);
                published.read(path, MultiGzDecoder::new(file))
            }
        }
    }
}

/// Size of a file, if it is there. Opening a pipe would wait for its writer, so the kind is
/// asked first.
fn size(path: &Path) -> Result<Option<u64>, MnistError> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => Ok(Some(metadata.len())),
        Ok(_) => Err(MnistError::NotAFile { path: path.to_owned() }),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(unreadable(path, error)),
    }
}

fn open(path: &Path) -> Result<File, MnistError> {
    File::open(path).map_err(|error| unreadable(path, error))
}

fn unreadable(path: &Path, source: std::io::Error) -> MnistError {
    MnistError::File { path: path.to_owned(), source }
}
