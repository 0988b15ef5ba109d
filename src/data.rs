//! What a homework's nets are trained and tested on: MNIST, another set of images in its format,
//! or points of the plane.

mod known;
mod points;

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

pub use crate::mnist::Digest;
use crate::mnist::{self, Content, Mnist, MnistError, Published};
pub use known::{KNOWN, KnownSet};
pub use points::{LabelledPoints, circles, moons};

/// A data set, known before it is read.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum DataSet {
    /// MNIST, which is built in.
    #[default]
    Mnist,
    /// Another set of images of 28 by 28 bytes in ten classes.
    Images(Arc<ImageSet>),
    /// Points of the plane.
    Points(Arc<PointSet>),
}

/// A set in four IDX files.
#[derive(Clone, Debug, PartialEq)]
pub struct ImageSet {
    /// As the document names it.
    pub name: String,
    /// Where its files come from.
    pub source: String,
    /// Where they are, if the document says so.
    pub folder: Option<PathBuf>,
    /// Training images and labels, test images and labels.
    files: [Published; 4],
}

impl ImageSet {
    /// A known set; `digests` are those of the unpacked files, in place of the published ones.
    /// None if neither are there.
    pub fn known(
        set: &KnownSet,
        digests: Option<[String; 4]>,
        folder: Option<PathBuf>,
    ) -> Option<Self> {
        let own = digests.map(|digests| digests.map(|own| Digest::Unpacked(Cow::Owned(own))));
        let published = || {
            let borrowed = |digest| match digest {
                Digest::Unpacked(text) => Digest::Unpacked(Cow::Borrowed(text)),
                Digest::Packed(text) => Digest::Packed(Cow::Borrowed(text)),
            };
            set.digests.map(|digests| digests.map(borrowed))
        };
        let digests = own.or_else(published)?;
        let names = set.files.map(Cow::Borrowed);
        Some(Self::of(
            set.name.to_owned(),
            set.source.to_owned(),
            folder,
            names,
            digests,
            set.counts,
        ))
    }

    /// Any other set with MNIST's file names, by the digests of its unpacked files.
    pub fn own(
        name: String,
        counts: [u32; 2],
        digests: [String; 4],
        folder: Option<PathBuf>,
    ) -> Self {
        let names = KNOWN[0].files.map(Cow::Borrowed);
        let digests = digests.map(|own| Digest::Unpacked(Cow::Owned(own)));
        Self::of(
            name,
            "wherever the homework has it from".to_owned(),
            folder,
            names,
            digests,
            counts,
        )
    }

    fn of(
        name: String,
        source: String,
        folder: Option<PathBuf>,
        names: [Cow<'static, str>; 4],
        digests: [Digest<Cow<'static, str>>; 4],
        counts: [u32; 2],
    ) -> Self {
        let contents = [Content::Images, Content::Labels, Content::Images, Content::Labels];
        let [one, two, three, four] = names;
        let [d1, d2, d3, d4] = digests;
        let mut parts = [(one, d1), (two, d2), (three, d3), (four, d4)].into_iter();
        let files = std::array::from_fn(|index| {
            let (file, digest) = parts.next().unwrap_or_else(|| unreachable!("four of each"));
            let (content, count) = (contents[index], counts[index / 2]);
            Published {
                set: Cow::Owned(name.clone()),
                name: file,
                content,
                count,
                digest,
                packed: &[],
            }
        });
        Self { name, source, folder, files }
    }

    /// Training and test images.
    pub fn counts(&self) -> [usize; 2] {
        [self.files[0].count as usize, self.files[2].count as usize]
    }

    /// The digests of the unpacked files, if the document states them.
    pub fn own_digests(&self) -> Option<[&str; 4]> {
        let digests = self.files.each_ref().map(|file| match &file.digest {
            Digest::Unpacked(digest) => &**digest,
            Digest::Packed(_) => "",
        });
        digests.iter().all(|digest| !digest.is_empty()).then_some(digests)
    }

    /// Reads the four files of a folder, whose bytes have to be the published ones.
    ///
    /// # Errors
    /// As [`Mnist::load`]; where files are missing, which, from where, and their checksums.
    pub fn load(&self, folder: &Path) -> Result<Mnist, MnistError> {
        let missing: Vec<String> = self
            .files
            .iter()
            .filter_map(|file| {
                let packed = folder.join(format!("{}.gz", file.name));
                let plain = folder.join(&*file.name);
                match &file.digest {
                    Digest::Packed(digest) if !packed.exists() => {
                        Some(format!("{}.gz (SHA-256 {digest})", file.name))
                    }
                    Digest::Unpacked(digest) if !packed.exists() && !plain.exists() => {
                        Some(format!("{} (SHA-256 of the unpacked file {digest})", file.name))
                    }
                    _ => None,
                }
            })
            .collect();
        if !missing.is_empty() {
            return Err(MnistError::MissingSet {
                folder: folder.to_owned(),
                set: self.name.clone(),
                missing,
                source_of: self.source.clone(),
            });
        }
        Mnist::load_set(folder, &self.files)
    }
}

/// How points came to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Made {
    /// By [`moons`].
    Moons {
        /// Deviation of the noise.
        noise: f64,
        /// Seed.
        seed: u32,
    },
    /// By [`circles`].
    Circles {
        /// Deviation of the noise.
        noise: f64,
        /// The inner circle's radius.
        factor: f64,
        /// Seed.
        seed: u32,
    },
    /// They were given.
    Given,
}

/// Points of the plane, the last of which are tested on.
#[derive(Clone, Debug, PartialEq)]
pub struct PointSet {
    /// How they came to be.
    pub made: Made,
    /// The points.
    pub all: LabelledPoints,
    /// How many of the last ones are tested on.
    pub test: usize,
}

impl PointSet {
    /// Made points.
    pub fn made(made: Made, samples: usize, test: usize) -> Self {
        let all = match made {
            Made::Moons { noise, seed } => moons(samples, noise, seed),
            Made::Circles { noise, factor, seed } => circles(samples, noise, factor, seed),
            Made::Given => LabelledPoints { points: Vec::new(), labels: Vec::new() },
        };
        Self { made, all, test }
    }

    /// Trained on: a float32 of each coordinate, and the class.
    pub fn train(&self) -> impl Iterator<Item = (u8, Vec<f32>)> {
        self.range(0..self.train_count())
    }

    /// Tested on.
    pub fn test(&self) -> impl Iterator<Item = (u8, Vec<f32>)> {
        self.range(self.train_count()..self.all.points.len())
    }

    fn train_count(&self) -> usize {
        self.all.points.len() - self.test
    }

    fn range(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = (u8, Vec<f32>)> {
        range.map(|index| {
            let coordinates = self.all.points[index].map(|coordinate| coordinate as f32);
            (self.all.labels[index], coordinates.to_vec())
        })
    }

    /// The SHA-256 of all points and labels.
    fn digest(&self) -> String {
        let mut hasher = Sha256::new();
        for (point, label) in self.all.points.iter().zip(&self.all.labels) {
            point.iter().for_each(|coordinate| hasher.update(coordinate.to_bits().to_le_bytes()));
            hasher.update([*label]);
        }
        let mut text = String::new();
        for byte in hasher.finalize() {
            // Writing to a text does not fail.
            let _ = write!(text, "{byte:02x}");
        }
        text
    }
}

impl DataSet {
    /// Numbers in an example.
    pub fn inputs(&self) -> usize {
        match self {
            Self::Mnist | Self::Images(_) => mnist::PIXELS,
            Self::Points(_) => 2,
        }
    }

    /// Classes.
    pub fn classes(&self) -> usize {
        match self {
            Self::Mnist | Self::Images(_) => mnist::CLASSES,
            Self::Points(set) => {
                set.all.labels.iter().map(|&label| usize::from(label) + 1).max().unwrap_or(1).max(2)
            }
        }
    }

    /// Examples that are trained on.
    pub fn train_count(&self) -> usize {
        match self {
            Self::Mnist => mnist::TRAIN_IMAGES,
            Self::Images(set) => set.counts()[0],
            Self::Points(set) => set.train_count(),
        }
    }

    /// Examples that are tested on.
    pub fn test_count(&self) -> usize {
        match self {
            Self::Mnist => mnist::TEST_IMAGES,
            Self::Images(set) => set.counts()[1],
            Self::Points(set) => set.test,
        }
    }

    /// What rows of it depend on.
    pub fn digest(&self) -> String {
        match self {
            Self::Mnist => mnist::digests().join(" "),
            Self::Images(set) => {
                let digest = |file: &Published| match &file.digest {
                    Digest::Unpacked(digest) => digest.to_string(),
                    Digest::Packed(digest) => format!("gz {digest}"),
                };
                set.files.each_ref().map(digest).join(" ")
            }
            Self::Points(set) => format!("{} test {}", set.digest(), set.test),
        }
    }
}
