//! The objective of a document, where its runs start, and the noise on their gradients.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::document::Reader;
use super::strict::{Pair, Table};
use crate::arithmetic::Square;
use crate::diagnostic::InputError;
use crate::objective::{
    Beale, Booth, GradientNoise, Himmelblau, Labelled, Logistic, LogisticError, NoiseStream,
    Quadratic, Rastrigin, Rosenbrock, StandardObjective, StyblinskiTang,
};

/// The most points of a logistic regression.
const POINTS_MOST: usize = 10_000;
/// The most coordinates of a point.
const COORDINATES_MOST: usize = 1000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ObjectiveDocument {
    name: Spanned<String>,
    a: Option<Spanned<f64>>,
    b: Option<Spanned<f64>>,
    curvatures: Option<Spanned<Pair<f64>>>,
    amplitude: Option<Spanned<f64>>,
    points: Option<Spanned<Vec<Spanned<Vec<f64>>>>>,
    ridge: Option<Spanned<f64>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NoiseDocument {
    deviation: Spanned<f64>,
    seed: Spanned<i64>,
    #[serde(default)]
    stream: NoiseStream,
}

const KNOWN: [&str; 8] = [
    "rosenbrock",
    "quadratic",
    "beale",
    "himmelblau",
    "booth",
    "rastrigin",
    "styblinski-tang",
    "logistic",
];

impl Reader<'_> {
    pub(super) fn objective(
        &self,
        document: &ObjectiveDocument,
        square: Square,
    ) -> Result<StandardObjective, InputError> {
        let name = document.name.get_ref().as_str();
        let belongs = |key: &str, span: Option<Range<usize>>, to: &str| match span {
            Some(span) if name != to => {
                self.refuse(span, format!("`{key}` is a setting of `{to}`, not of `{name}`"))
            }
            _ => Ok(()),
        };
        if !KNOWN.contains(&name) {
            let label = format!("no such objective: there are {}", KNOWN.join(", "));
            return self.refuse(document.name.span(), label);
        }
        belongs("a", document.a.as_ref().map(Spanned::span), "rosenbrock")?;
        belongs("b", document.b.as_ref().map(Spanned::span), "rosenbrock")?;
        belongs("curvatures", document.curvatures.as_ref().map(Spanned::span), "quadratic")?;
        belongs("amplitude", document.amplitude.as_ref().map(Spanned::span), "rastrigin")?;
        belongs("points", document.points.as_ref().map(Spanned::span), "logistic")?;
        belongs("ridge", document.ridge.as_ref().map(Spanned::span), "logistic")?;
        let positive = |number: f64| number.is_finite() && number > 0.0;
        match name {
            "rosenbrock" => {
                let standard = Rosenbrock::default();
                let a = self.or(&document.a, standard.a, f64::is_finite, "must be finite")?;
                let b = self.or(&document.b, standard.b, positive, "must be positive")?;
                Ok(StandardObjective::Rosenbrock(Rosenbrock { a, b, square }))
            }
            "quadratic" => {
                let Some(curvatures) = &document.curvatures else {
                    return self.refuse(document.name.span(), "needs `curvatures = [p, q]`");
                };
                let bowl = |Pair(c): Pair<f64>| c.into_iter().all(positive);
                let Pair(curvatures) = self.check(curvatures, bowl, "both must be positive")?;
                Ok(StandardObjective::Quadratic(Quadratic { curvatures, square }))
            }
            "beale" => Ok(StandardObjective::Beale(Beale { square })),
            "himmelblau" => Ok(StandardObjective::Himmelblau(Himmelblau { square })),
            "booth" => Ok(StandardObjective::Booth(Booth { square })),
            "rastrigin" => {
                let usual = Rastrigin::default().amplitude;
                let amplitude =
                    self.or(&document.amplitude, usual, positive, "must be positive")?;
                Ok(StandardObjective::Rastrigin(Rastrigin { amplitude, square }))
            }
            "styblinski-tang" => Ok(StandardObjective::StyblinskiTang(StyblinskiTang { square })),
            // The last of the known ones.
            _ => self.logistic(document, square),
        }
    }

    fn logistic(
        &self,
        document: &ObjectiveDocument,
        square: Square,
    ) -> Result<StandardObjective, InputError> {
        let Some(points) = &document.points else {
            let label = "needs `points = [[x, y, label], …]`, the label 0 or 1";
            return self.refuse(document.name.span(), label);
        };
        if points.get_ref().len() > POINTS_MOST {
            return self.refuse(points.span(), format!("at most {POINTS_MOST} points"));
        }
        let mut labelled = Vec::new();
        for point in points.get_ref() {
            let read = match point.get_ref().split_last() {
                Some((&label, features)) if [0.0, 1.0].contains(&label) => {
                    Labelled { features: features.to_vec(), label: label == 1.0 }
                }
                _ => return self.refuse(point.span(), "the last number is a label, 0 or 1"),
            };
            if !read.features.iter().all(|x| x.is_finite()) {
                return self.refuse(point.span(), "coordinates must be finite");
            }
            labelled.push(read);
        }
        let small = |value: f64| value.is_finite() && value >= 0.0;
        let ridge = self.or(&document.ridge, 0.0, small, "must not be negative")?;
        match Logistic::new(labelled, ridge, square) {
            Ok(logistic) if logistic.features() <= COORDINATES_MOST => {
                Ok(StandardObjective::Logistic(logistic))
            }
            Ok(_) => self.refuse(points.span(), format!("at most {COORDINATES_MOST} features")),
            Err(error @ (LogisticError::Shape | LogisticError::NoMinimum)) => {
                self.refuse(points.span(), error.to_string())
            }
        }
    }

    /// The first point of a run: its first two coordinates, and the further ones.
    pub(super) fn start(
        &self,
        start: &Spanned<Vec<f64>>,
        objective: &StandardObjective,
    ) -> Result<([f64; 2], Vec<f64>), InputError> {
        let point = start.get_ref();
        let count = point.len();
        if !objective.has_dimensions(count) {
            let needed = match objective {
                StandardObjective::Logistic(logistic) => logistic.features().to_string(),
                StandardObjective::Rosenbrock(rosenbrock) if count > 2 && rosenbrock.a != 1.0 => {
                    let label = "beyond two coordinates the minimum is known for `a = 1` only";
                    return self.refuse(start.span(), label);
                }
                _ => "2".to_owned(),
            };
            let label = format!("{needed} numbers are needed, and here are {count}");
            return self.refuse(start.span(), label);
        }
        if count > COORDINATES_MOST {
            return self.refuse(start.span(), format!("at most {COORDINATES_MOST} coordinates"));
        }
        match point[..] {
            [x, y, ref beyond @ ..] if point.iter().all(|c| c.is_finite()) => {
                Ok(([x, y], beyond.to_vec()))
            }
            _ => self.refuse(start.span(), "all coordinates must be finite"),
        }
    }

    pub(super) fn noise(
        &self,
        noise: &Option<Table<NoiseDocument>>,
    ) -> Result<Option<GradientNoise>, InputError> {
        let Some(Table(NoiseDocument { deviation, seed, stream })) = noise else {
            return Ok(None);
        };
        let positive = |number: f64| number.is_finite() && number > 0.0;
        let deviation = self.check(deviation, positive, "must be positive")?;
        let stream = *stream;
        match u64::try_from(*seed.get_ref()) {
            Ok(number) if stream.takes(number) => {
                Ok(Some(GradientNoise { deviation, stream, seed: number }))
            }
            Ok(_) => self.refuse(seed.span(), "`np.random.seed` takes 0 to 4294967295"),
            Err(_) => self.refuse(seed.span(), "a seed must not be negative"),
        }
    }
}
