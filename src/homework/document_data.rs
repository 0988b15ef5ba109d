//! The data set of a document.

use std::path::PathBuf;

use serde::Deserialize;
use toml::Spanned;

use super::document::Reader;
use super::table::Table as CsvTable;
use crate::data::{DataSet, ImageSet, KNOWN, LabelledPoints, Made, PointSet};
use crate::diagnostic::{InputError, read_text};
use crate::shown;

/// The most points of a set.
const POINTS_MOST: usize = 100_000;
/// The largest file of points, in bytes.
const FILE_LIMIT: u64 = 20_000_000;
/// The most images of one's own set, either way.
const IMAGES_MOST: u32 = 1_000_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DataDocument {
    name: Spanned<String>,
    folder: Option<Spanned<String>>,
    sha256: Option<Spanned<Vec<String>>>,
    images: Option<Spanned<Vec<u32>>>,
    samples: Option<Spanned<usize>>,
    noise: Option<Spanned<f64>>,
    factor: Option<Spanned<f64>>,
    seed: Option<Spanned<i64>>,
    test: Option<Spanned<usize>>,
    file: Option<Spanned<String>>,
    points: Option<Spanned<Vec<Spanned<Vec<f64>>>>>,
}

impl DataDocument {
    /// The keys that are there, each with its place.
    fn keys(&self) -> Vec<(&'static str, std::ops::Range<usize>)> {
        let all = [
            ("folder", self.folder.as_ref().map(Spanned::span)),
            ("sha256", self.sha256.as_ref().map(Spanned::span)),
            ("images", self.images.as_ref().map(Spanned::span)),
            ("samples", self.samples.as_ref().map(Spanned::span)),
            ("noise", self.noise.as_ref().map(Spanned::span)),
            ("factor", self.factor.as_ref().map(Spanned::span)),
            ("seed", self.seed.as_ref().map(Spanned::span)),
            ("test", self.test.as_ref().map(Spanned::span)),
            ("file", self.file.as_ref().map(Spanned::span)),
            ("points", self.points.as_ref().map(Spanned::span)),
        ];
        all.into_iter().filter_map(|(key, span)| Some((key, span?))).collect()
    }
}

impl Reader<'_> {
    pub(super) fn data(&self, document: &DataDocument) -> Result<DataSet, InputError> {
        let name = document.name.get_ref().as_str();
        let known = KNOWN.iter().find(|set| set.name == name);
        let keys: &[&str] = match name {
            "mnist" => &[],
            "moons" => &["samples", "noise", "seed", "test"],
            "circles" => &["samples", "noise", "factor", "seed", "test"],
            "points" => &["file", "points", "test"],
            _ if known.is_some() => &["folder", "sha256"],
            _ => &["folder", "sha256", "images"],
        };
        if keys.contains(&"images") && document.sha256.is_none() {
            return self.unknown_data(document);
        }
        if let Some((key, span)) = document.keys().into_iter().find(|(key, _)| !keys.contains(key))
        {
            let own = if keys.is_empty() { "no settings".to_owned() } else { keys.join(", ") };
            return self
                .refuse(span, format!("`{key}` is no setting of `{name}`, which has {own}"));
        }
        match (name, known) {
            ("mnist", _) => Ok(DataSet::Mnist),
            ("moons" | "circles", _) => self.made_points(document),
            ("points", _) => self.given_points(document),
            _ => self.image_set(document),
        }
    }

    fn unknown_data(&self, document: &DataDocument) -> Result<DataSet, InputError> {
        let known: Vec<&str> = KNOWN.iter().map(|set| set.name).collect();
        let label = format!(
            "no such data: there are mnist, {}, moons, circles, points, and any name with `sha256` \
             and `images`",
            known.join(", ")
        );
        self.refuse(document.name.span(), label)
    }

    fn image_set(&self, document: &DataDocument) -> Result<DataSet, InputError> {
        let name = document.name.get_ref().clone();
        let folder = document.folder.as_ref().map(|folder| PathBuf::from(folder.get_ref()));
        let digests = document.sha256.as_ref().map(|digests| self.digests(digests)).transpose()?;
        let known = KNOWN.iter().find(|set| set.name == name);
        let set = match (known, digests, &document.images) {
            (Some(known), digests, _) => ImageSet::known(known, digests, folder),
            (None, Some(digests), Some(images)) => {
                let [train, test] = images.get_ref()[..] else {
                    return self.refuse(images.span(), "training and test images: two numbers");
                };
                if ![train, test].iter().all(|count| (1..=IMAGES_MOST).contains(count)) {
                    return self.refuse(images.span(), "from 1 to 1,000,000 images");
                }
                Some(ImageSet::own(name, [train, test], digests, folder))
            }
            (None, ..) => return self.unknown_data(document),
        };
        set.map_or_else(
            || {
                let label = "nobody publishes the checksums of its files: state them as `sha256`";
                self.refuse(document.name.span(), label)
            },
            |set| Ok(DataSet::Images(set.into())),
        )
    }

    fn digests(&self, digests: &Spanned<Vec<String>>) -> Result<[String; 4], InputError> {
        let is_digest =
            |text: &String| text.len() == 64 && text.chars().all(|c| c.is_ascii_hexdigit());
        let lower: Vec<String> = digests.get_ref().iter().map(|text| text.to_lowercase()).collect();
        match <[String; 4]>::try_from(lower) {
            Ok(four) if four.iter().all(is_digest) => Ok(four),
            _ => self.refuse(
                digests.span(),
                "four SHA-256 of 64 hexadecimal digits: training images and labels, test images \
                 and labels, unpacked",
            ),
        }
    }

    fn made_points(&self, document: &DataDocument) -> Result<DataSet, InputError> {
        let name = document.name.get_ref().as_str();
        let (Some(samples), Some(seed)) = (&document.samples, &document.seed) else {
            return self.refuse(document.name.span(), "needs `samples` and `seed`");
        };
        let most = |samples| (2..=POINTS_MOST).contains(&samples);
        let samples = self.check(samples, most, "from 2 to 100,000 points")?;
        let Ok(number) = u32::try_from(*seed.get_ref()) else {
            return self.refuse(seed.span(), "a seed is from 0 to 4294967295");
        };
        let small = |noise: f64| noise.is_finite() && noise >= 0.0;
        let noise = self.or(&document.noise, 0.0, small, "must not be negative")?;
        let inside = |factor: f64| (0.0..1.0).contains(&factor);
        let factor = self.or(&document.factor, 0.8, inside, "from 0 up to but not including 1")?;
        let test = self.test_count(document, samples)?;
        let made = match name {
            "moons" => Made::Moons { noise, seed: number },
            _ => Made::Circles { noise, factor, seed: number },
        };
        Ok(DataSet::Points(PointSet::made(made, samples, test).into()))
    }

    /// How many of the last points are tested on.
    fn test_count(&self, document: &DataDocument, samples: usize) -> Result<usize, InputError> {
        let Some(test) = &document.test else {
            return self.refuse(document.name.span(), "needs `test`, how many are tested on");
        };
        let inside = |test: usize| (1..samples).contains(&test);
        self.check(test, inside, "at least one to test on and one to train on")
    }

    fn given_points(&self, document: &DataDocument) -> Result<DataSet, InputError> {
        let all = match (&document.file, &document.points) {
            (Some(file), None) => self.points_of_file(file)?,
            (None, Some(points)) => self.inline_points(points)?,
            _ => {
                let label = "needs `file = \"points.csv\"` or `points = [[x, y, label], …]`";
                return self.refuse(document.name.span(), label);
            }
        };
        let samples = all.points.len();
        if !(2..=POINTS_MOST).contains(&samples) {
            return self.refuse(document.name.span(), "from 2 to 100,000 points");
        }
        let test = self.test_count(document, samples)?;
        Ok(DataSet::Points(PointSet { made: Made::Given, all, test }.into()))
    }

    fn inline_points(
        &self,
        points: &Spanned<Vec<Spanned<Vec<f64>>>>,
    ) -> Result<LabelledPoints, InputError> {
        let mut all = LabelledPoints { points: Vec::new(), labels: Vec::new() };
        for point in points.get_ref() {
            let read = match point.get_ref()[..] {
                [x, y, label] if x.is_finite() && y.is_finite() => {
                    class(label).map(|class| ([x, y], class))
                }
                _ => None,
            };
            let Some((coordinates, class)) = read else {
                return self.refuse(point.span(), "[x, y, label], the label from 0 to 9");
            };
            all.points.push(coordinates);
            all.labels.push(class);
        }
        Ok(all)
    }

    /// A table with the columns `x`, `y` and `label`, beside the document.
    fn points_of_file(&self, file: &Spanned<String>) -> Result<LabelledPoints, InputError> {
        let Some(folder) = self.folder else {
            return self.refuse(file.span(), "a text without a folder has no files beside it");
        };
        let path = folder.join(file.get_ref());
        if !path.is_file() {
            return self.refuse(file.span(), format!("{} is not there", shown::path(&path)));
        }
        let (text, origin) = (read_text(&path, FILE_LIMIT)?, shown::path(&path));
        let table = CsvTable::read(&text, &origin)?;
        table.only(&["x", "y", "label"])?;
        let columns = [table.column("x")?, table.column("y")?, table.column("label")?];
        let mut all = LabelledPoints { points: Vec::new(), labels: Vec::new() };
        for row in &table.rows {
            let number = |column: usize| {
                let parsed: Option<f64> = table.cell(row, column).trim().parse().ok();
                parsed.filter(|number| number.is_finite()).ok_or_else(|| {
                    table.refuse(row, column, "no number", "a finite number is needed")
                })
            };
            let point = [number(columns[0])?, number(columns[1])?];
            let Some(label) = class(number(columns[2])?) else {
                let title = "no class";
                return Err(table.refuse(row, columns[2], title, "a label is from 0 to 9").into());
            };
            all.points.push(point);
            all.labels.push(label);
        }
        Ok(all)
    }
}

fn class(label: f64) -> Option<u8> {
    (0..=9).find(|&class| f64::from(class) == label)
}
