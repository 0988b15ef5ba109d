//! The IDX format as MNIST uses it: big-endian 32-bit words (magic number, number of items, for
//! images also rows and columns), then one byte an item or pixel.

use std::borrow::Cow;
use std::io::{ErrorKind, Read};
use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::{CLASSES, MnistError, PIXELS, SIDE};

/// Third byte: unsigned bytes. Fourth: three dimensions.
pub const IMAGES_MAGIC: u32 = 0x0803;
/// The same with one dimension.
pub const LABELS_MAGIC: u32 = 0x0801;

/// Bytes of a word.
const WORD: usize = 4;

/// Read, and hashed while the processor's cache still holds it.
const CHUNK: usize = 1 << 16;

/// A SHA-256 in hexadecimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digest<T> {
    /// Of the unpacked file.
    Unpacked(T),
    /// Of the `.gz` as it is published; the plain file has none.
    Packed(T),
}

/// One of the four files of a set.
#[derive(Clone, Debug, PartialEq)]
pub struct Published {
    /// The set's name, for messages.
    pub set: Cow<'static, str>,
    /// Without `.gz`.
    pub name: Cow<'static, str>,
    pub content: Content,
    pub count: u32,
    pub digest: Digest<Cow<'static, str>>,
    /// The file inside the program, gzip; empty of the sets that are not.
    pub packed: &'static [u8],
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Content {
    Images,
    Labels,
}

/// Training images and labels, test images and labels.
pub static PUBLISHED: [&Published; 4] = [
    &Published {
        set: Cow::Borrowed("MNIST"),
        name: Cow::Borrowed("train-images-idx3-ubyte"),
        content: Content::Images,
        count: 60_000,
        digest: Digest::Unpacked(Cow::Borrowed(
            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        )),
        packed: include_bytes!("../../data/mnist/train-images-idx3-ubyte.gz"),
    },
    &Published {
        set: Cow::Borrowed("MNIST"),
        name: Cow::Borrowed("train-labels-idx1-ubyte"),
        content: Content::Labels,
        count: 60_000,
        digest: Digest::Unpacked(Cow::Borrowed(
            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
        )),
        packed: include_bytes!("../../data/mnist/train-labels-idx1-ubyte.gz"),
    },
    &Published {
        set: Cow::Borrowed("MNIST"),
        name: Cow::Borrowed("t10k-images-idx3-ubyte"),
        content: Content::Images,
        count: 10_000,
        digest: Digest::Unpacked(Cow::Borrowed(
            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        )),
        packed: include_bytes!("../../data/mnist/t10k-images-idx3-ubyte.gz"),
    },
    &Published {
        set: Cow::Borrowed("MNIST"),
        name: Cow::Borrowed("t10k-labels-idx1-ubyte"),
        content: Content::Labels,
        count: 10_000,
        digest: Digest::Unpacked(Cow::Borrowed(
            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
        )),
        packed: include_bytes!("../../data/mnist/t10k-labels-idx1-ubyte.gz"),
    },
];

impl Published {
    /// Name and value of each word of the header.
    fn header(&self) -> Vec<(&'static str, u32)> {
        match self.content {
            Content::Images => vec![
                ("magic number", IMAGES_MAGIC),
                ("number of images", self.count),
                ("rows", SIDE as u32),
                ("columns", SIDE as u32),
            ],
            Content::Labels => {
                vec![("magic number", LABELS_MAGIC), ("number of labels", self.count)]
            }
        }
    }

    /// Bytes after the header.
    fn payload(&self) -> usize {
        let item = match self.content {
            Content::Images => PIXELS,
            Content::Labels => 1,
        };
        self.count as usize * item
    }

    /// Bytes of the unpacked file.
    pub fn size(&self) -> u64 {
        (self.header().len() * WORD + self.payload()) as u64
    }

    /// Checks a gzip file whose own checksum is published.
    pub fn check_packed(&self, file: &Path, bytes: &[u8]) -> Result<(), MnistError> {
        let got = hexadecimal(&Sha256::digest(bytes));
        match &self.digest {
            Digest::Packed(expected) if got != *expected => {
                let (file, set) = (file.to_owned(), self.set.to_string());
                let (size, expected) = (bytes.len() as u64, expected.to_string());
                Err(MnistError::PackedChecksum { file, set, size, expected, got })
            }
            _ => Ok(()),
        }
    }

    /// Reads and checks the unpacked file; gives what follows the header. Takes no more than one
    /// byte beyond the published size from `reader`, and no memory for it.
    pub fn read(&self, file: &Path, reader: impl Read) -> Result<Vec<u8>, MnistError> {
        let mut bytes = Bytes { file, reader, offset: 0, hasher: Sha256::new() };
        let truncated =
            |got| MnistError::Truncated { file: file.to_owned(), expected: self.size(), got };
        for (what, expected) in self.header() {
            let offset = bytes.offset;
            let mut word = [0; WORD];
            if bytes.fill(&mut word)? < WORD {
                return Err(truncated(bytes.offset));
            }
            let got = u32::from_be_bytes(word);
            if got != expected {
                let file = file.to_owned();
                return Err(match offset {
                    0 => MnistError::Magic { file, expected, got },
                    _ => MnistError::Header { file, what, offset, expected, got },
                });
            }
        }
        let start = bytes.offset;
        let mut payload = vec![0; self.payload()];
        if bytes.fill(&mut payload)? < payload.len() {
            return Err(truncated(bytes.offset));
        }
        // Asking for one byte more also has a gzip file's own checksum verified.
        if bytes.fill(&mut [0])? > 0 {
            return Err(MnistError::Oversized { file: file.to_owned(), expected: self.size() });
        }
        if self.content == Content::Labels {
            for (offset, &got) in (start..).zip(&payload) {
                if usize::from(got) >= CLASSES {
                    return Err(MnistError::Label { file: file.to_owned(), offset, got });
                }
            }
        }
        let got = hexadecimal(&bytes.hasher.finalize());
        match &self.digest {
            Digest::Unpacked(expected) if got != *expected => {
                let (file, set) = (file.to_owned(), self.set.to_string());
                let (size, expected) = (self.size(), expected.to_string());
                Err(MnistError::Checksum { file, set, size, expected, got })
            }
            _ => Ok(payload),
        }
    }
}

fn hexadecimal(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Unpacked bytes on their way in.
struct Bytes<'a, R> {
    file: &'a Path,
    reader: R,
    /// How many have been read.
    offset: u64,
    /// Has seen them all.
    hasher: Sha256,
}

impl<R: Read> Bytes<'_, R> {
    /// Fills `buffer` as far as there are bytes; says how far.
    fn fill(&mut self, buffer: &mut [u8]) -> Result<usize, MnistError> {
        let mut filled = 0;
        while filled < buffer.len() {
            let end = buffer.len().min(filled + CHUNK);
            let space = &mut buffer[filled..end];
            match self.reader.read(space) {
                Ok(0) => break,
                Ok(count) => {
                    self.hasher.update(&space[..count]);
                    self.offset += count as u64;
                    filled += count;
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(self.fault(error)),
            }
        }
        Ok(filled)
    }

    /// The unpacker's errors have no number of the system's, the system's have one.
    fn fault(&self, source: std::io::Error) -> MnistError {
        let file = self.file.to_owned();
        match source.raw_os_error() {
            Some(_) => MnistError::File { path: file, source },
            None => MnistError::Gzip { file, offset: self.offset, source },
        }
    }
}
