//! MNIST: 60,000 training and 10,000 test images of handwritten digits, 28 by 28 bytes each.
//!
//! The four IDX files are part of the program; a folder with the same four, plain or gzip, can
//! take their place. Whatever the origin, the unpacked bytes have to be the published ones: a
//! re-run on other images says nothing about a report.

mod error;
mod idx;
mod source;

use std::path::Path;

pub use error::MnistError;
pub use idx::Digest;
pub(crate) use idx::{Content, Published};
use source::Source;

/// Rows of an image, and its columns.
pub const SIDE: usize = 28;
/// Bytes of an image, row by row.
pub const PIXELS: usize = SIDE * SIDE;
/// Images that are trained on.
pub const TRAIN_IMAGES: usize = 60_000;
/// Images that are tested on.
pub const TEST_IMAGES: usize = 10_000;
/// Digits 0 to 9.
pub const CLASSES: usize = 10;
/// Test images of each digit.
pub const TEST_LABELS: [u32; CLASSES] = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009];

/// Both splits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mnist {
    /// 60,000 images.
    pub train: Split,
    /// 10,000 images.
    pub test: Split,
}

/// Images with their labels, in the order of the files.
#[derive(Clone, PartialEq, Eq)]
pub struct Split {
    pixels: Vec<u8>,
    labels: Vec<u8>,
}

impl Mnist {
    /// The data inside the program.
    ///
    /// # Errors
    ///
    /// Any of [`MnistError`] that names a file's content: the program was built from damaged files.
    pub fn built_in() -> Result<Self, MnistError> {
        Self::read(&idx::PUBLISHED.map(Source::Embedded))
    }

    /// The data of a folder that has the four files under their published names, each plain or
    /// with `.gz` added; where there are both, the plain one is read. torchvision's `MNIST/raw`
    /// is such a folder.
    ///
    /// A gzip file may have several members one after the other, as the format allows; anything
    /// else after a member is an error.
    ///
    /// # Errors
    ///
    /// Each variant of [`MnistError`]. All four files are looked for before any is read; then the
    /// first faulty one is named, in the order training labels, test labels, training images,
    /// test images.
    pub fn load(folder: &Path) -> Result<Self, MnistError> {
        let [train_images, train_labels, test_images, test_labels] =
            idx::PUBLISHED.map(|published| Source::find(folder, published));
        Self::read(&[train_images?, train_labels?, test_images?, test_labels?])
    }

    /// The data of another set of the same form, from the four files of a folder.
    pub(crate) fn load_set(folder: &Path, files: &[Published; 4]) -> Result<Self, MnistError> {
        let [train_images, train_labels, test_images, test_labels] =
            files.each_ref().map(|published| Source::find(folder, published));
        Self::read(&[train_images?, train_labels?, test_images?, test_labels?])
    }

    /// Reads the four, in the order of [`idx::PUBLISHED`].
    fn read(sources: &[Source; 4]) -> Result<Self, MnistError> {
        let [train_images, train_labels, test_images, test_labels] = sources;
        // The small files first: what is wrong with them is said at once.
        let train_labels = train_labels.read()?;
        let test_labels = test_labels.read()?;
        let (train_images, test_images) =
            rayon::join(|| train_images.read(), || test_images.read());
        Ok(Self {
            train: Split { pixels: train_images?, labels: train_labels },
            test: Split { pixels: test_images?, labels: test_labels },
        })
    }
}

impl Split {
    /// How many images.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Never, for what [`Mnist`] returns.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// One image, row by row; 0 is the background, 255 the pen.
    ///
    /// # Panics
    ///
    /// If `index` is not below [`len`](Self::len).
    pub fn image(&self, index: usize) -> &[u8; PIXELS] {
        let (images, _) = self.pixels.as_chunks();
        &images[index]
    }

    /// The digit that the image shows, 0 to 9.
    ///
    /// # Panics
    ///
    /// If `index` is not below [`len`](Self::len).
    pub fn label(&self, index: usize) -> u8 {
        self.labels[index]
    }
}

/// Says how many, not which: a failed comparison must not print 47 MB.
impl std::fmt::Debug for Split {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Split of {} images", self.len())
    }
}

/// SHA-256 of the four unpacked files, which whatever is read has to have: training images and
/// labels, test images and labels.
pub fn digests() -> [&'static str; 4] {
    idx::PUBLISHED.map(|published| match &published.digest {
        Digest::Unpacked(digest) | Digest::Packed(digest) => &**digest,
    })
}

/// A byte of an image as torchvision's `ToTensor` gives it to the network: one division in
/// float32, correctly rounded. A product with 1/255 differs in the last bit for some bytes.
pub fn pixel(byte: u8) -> f32 {
    f32::from(byte) / 255.0
}
