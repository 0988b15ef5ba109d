//! The door for gradients.

use thiserror::Error;

use crate::gradcheck::{Block, Function, Verdict, check_function};
use crate::tolerance;

/// Why a gradient could not be checked.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum CannotCheckGradient {
    /// There is nothing to look at.
    #[error(
        "cannot check a gradient at no point; expected at least one, each of at least one number"
    )]
    NoPoints,
    /// f or its gradient is not finite at a point.
    #[error("{what} is not finite at point {point}, {at:?}")]
    NotFinite {
        /// Which of the two.
        what: &'static str,
        /// Which point, from 0.
        point: usize,
        /// Where.
        at: Vec<f64>,
    },
    /// The gradient has another length than the point.
    #[error("at point {point} the gradient has {found} numbers; expected {expected}")]
    Length {
        /// Which point, from 0.
        point: usize,
        /// How many it has.
        found: usize,
        /// How many the point has.
        expected: usize,
    },
}

type Scalar<'a> = Box<dyn Fn(&[f64]) -> f64 + Send + Sync + 'a>;
type Vector<'a> = Box<dyn Fn(&[f64]) -> Vec<f64> + Send + Sync + 'a>;
type Tangent<'a> = Box<dyn Fn(&[f64], &[f64]) -> f64 + Send + Sync + 'a>;
type Signs<'a> = Box<dyn Fn(&[f64]) -> Vec<i8> + Send + Sync + 'a>;

/// A check of a gradient that is about to be made.
pub struct GradientCheck<'a> {
    name: String,
    value: Scalar<'a>,
    gradient: Vector<'a>,
    points: Vec<Vec<f64>>,
    tangent: Option<Tangent<'a>>,
    signs: Option<Signs<'a>>,
    noise: Option<f64>,
    coordinates: usize,
}

/// Starts a check of `gradient`, which is said to be that of `value`.
///
/// ```
/// use verigrad::check;
///
/// let value = |x: &[f64]| x[0] * x[0] * x[1] + x[1].sin();
/// let gradient = |x: &[f64]| vec![2.0 * x[0] * x[1], x[0] * x[0] + x[1].cos()];
/// let points = [[0.5, -1.0], [3.0, 2.0]];
/// check::gradient(value, gradient).at(points).check()?.assert();
///
/// let wrong = |x: &[f64]| vec![2.0 * x[0] * x[1], x[0] * x[0] - x[1].cos()];
/// let report = check::gradient(value, wrong).at(points).check()?;
/// assert!(!report.is_right());
/// assert_eq!(report.blocks[0].worst_at, "[1]");
/// # Ok::<(), check::CannotCheckGradient>(())
/// ```
///
/// At each point the gradient is held against central differences, coordinate by coordinate,
/// with an error bar that is found from f alone, and against a Taylor remainder along a direction
/// that no coordinate is left out of; with a [tangent](GradientCheck::tangent) also against
/// forward differentiation. The first two are asked again of 0, -g and 1.01·g, and a point at
/// which either accepts one of those counts as [`Verdict::Vacuous`]: see
/// [`gradcheck`](crate::gradcheck).
pub fn gradient<'a>(
    value: impl Fn(&[f64]) -> f64 + Send + Sync + 'a,
    gradient: impl Fn(&[f64]) -> Vec<f64> + Send + Sync + 'a,
) -> GradientCheck<'a> {
    GradientCheck {
        name: "gradient".to_owned(),
        value: Box::new(value),
        gradient: Box::new(gradient),
        points: Vec::new(),
        tangent: None,
        signs: None,
        noise: None,
        coordinates: 64,
    }
}

/// Starts a check of a layer with many outputs: `forward` from inputs to outputs, and `backward`
/// from inputs and a cotangent, one number an output, to Jᵀw.
///
/// ```
/// use verigrad::check;
///
/// let forward = |x: &[f64]| vec![x[0] * x[1], x[0] + x[1]];
/// let backward = |x: &[f64], w: &[f64]| vec![x[1] * w[0] + w[1], x[0] * w[0] + w[1]];
/// check::layer(forward, backward).at([[2.0, 3.0]]).check()?.assert();
/// # Ok::<(), check::CannotCheckGradient>(())
/// ```
///
/// Checked is ⟨w, F(x)⟩ with numbers w that look random, one for each output, none of them
/// zero.
pub fn layer<'a>(
    forward: impl Fn(&[f64]) -> Vec<f64> + Send + Sync + Clone + 'a,
    backward: impl Fn(&[f64], &[f64]) -> Vec<f64> + Send + Sync + 'a,
) -> GradientCheck<'a> {
    let outputs = forward.clone();
    let value = move |x: &[f64]| {
        let outputs = outputs(x);
        outputs.iter().zip(cotangent(outputs.len())).map(|(y, w)| y * w).sum()
    };
    gradient(value, move |x| backward(x, &cotangent(forward(x).len())))
}

/// Numbers of either sign from ½ to 1, the same for the same count.
fn cotangent(count: usize) -> Vec<f64> {
    let numbers = super::sequence::numbers(count as u64 + 1);
    numbers.take(count).map(|number| number.signum() * (0.5 + 0.5 * number.abs())).collect()
}

impl<'a> GradientCheck<'a> {
    /// Adds points to check at. Take some far out, ±200 for an activation: formulas that overflow
    /// do so there.
    pub fn at<P: Into<Vec<f64>>>(mut self, points: impl IntoIterator<Item = P>) -> Self {
        self.points.extend(points.into_iter().map(Into::into));
        self
    }

    /// What the report calls it.
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// (x, v) ↦ ⟨∇f(x), v⟩ by forward differentiation, written apart from the gradient.
    pub fn tangent(mut self, tangent: impl Fn(&[f64], &[f64]) -> f64 + Send + Sync + 'a) -> Self {
        self.tangent = Some(Box::new(tangent));
        self
    }

    /// How far one value of f may be off by rounding. Without this it is ε times 16 of the
    /// largest value seen around a point, which a sum of large terms that cancel exceeds.
    pub fn noise(mut self, noise: f64) -> Self {
        self.noise = Some(noise);
        self
    }

    /// What decides which side of each kink a point is on, as -1, 0 and 1: steps across one are
    /// left out, exactly.
    pub fn kinks(mut self, signs: impl Fn(&[f64]) -> Vec<i8> + Send + Sync + 'a) -> Self {
        self.signs = Some(Box::new(signs));
        self
    }

    /// How many coordinates of each point to look at one by one; 64 if not given. The Taylor
    /// remainder looks at all of them.
    pub fn coordinates(mut self, coordinates: usize) -> Self {
        self.coordinates = coordinates;
        self
    }

    /// Makes the check.
    ///
    /// # Errors
    ///
    /// If there is no point, or at some point f or the gradient is not finite, or the gradient
    /// has another length than the point.
    pub fn check(self) -> Result<GradientReport, CannotCheckGradient> {
        if self.points.is_empty() || self.points.iter().any(Vec::is_empty) {
            return Err(CannotCheckGradient::NoPoints);
        }
        let points = self.points.iter().enumerate();
        let blocks = points.map(|(index, point)| self.block(index, point));
        Ok(GradientReport { name: self.name.clone(), blocks: blocks.collect::<Result<_, _>>()? })
    }

    fn block(&self, index: usize, point: &[f64]) -> Result<Block, CannotCheckGradient> {
        let not_finite =
            |what| CannotCheckGradient::NotFinite { what, point: index, at: point.to_vec() };
        let here = (self.value)(point);
        if !here.is_finite() {
            return Err(not_finite("the function"));
        }
        let gradient = (self.gradient)(point);
        if gradient.len() != point.len() {
            return Err(CannotCheckGradient::Length {
                point: index,
                found: gradient.len(),
                expected: point.len(),
            });
        }
        if gradient.iter().any(|slope| !slope.is_finite()) {
            return Err(not_finite("the gradient"));
        }
        let noise = self.noise.unwrap_or_else(|| self.usual_noise(point, here));
        let tangent: Scalar<'_> = match &self.tangent {
            Some(tangent) => Box::new(move |v| tangent(point, v)),
            None => {
                let slopes = gradient.clone();
                Box::new(move |v| slopes.iter().zip(v).map(|(slope, v)| slope * v).sum())
            }
        };
        let function = Function {
            name: format!("point {index}"),
            columns: 0,
            point: point.to_vec(),
            value: Box::new(|x| (self.value)(x)),
            noise,
            signs: match &self.signs {
                Some(signs) => Some(Box::new(move |x: &[f64]| signs(x))),
                None => None,
            },
            tangent,
            gradient,
            single: Vec::new(),
            fused: None,
            coordinates: self.coordinates,
        };
        Ok(check_function(&function))
    }

    /// Values a sixteenth away in all coordinates at once are as large as any that is taken.
    fn usual_noise(&self, point: &[f64], here: f64) -> f64 {
        let beside = |step: f64| {
            let moved: Vec<f64> = point.iter().map(|x| x + step).collect();
            (self.value)(&moved).abs()
        };
        let around = [-0.0625, 0.0625].map(beside).into_iter().filter(|value| value.is_finite());
        let largest = around.fold(here.abs(), f64::max);
        // Arguments are rounded too, at most by ε of themselves and times the slope.
        let slopes = (self.gradient)(point);
        let terms: f64 = slopes.iter().zip(point).map(|(slope, x)| (slope * x).abs()).sum();
        tolerance::VALUE_ROUNDINGS * f64::EPSILON * (largest + terms).max(f64::MIN_POSITIVE)
    }
}

/// What a check of a gradient found.
#[derive(Clone, Debug)]
pub struct GradientReport {
    /// What was checked.
    pub name: String,
    /// One for each point.
    pub blocks: Vec<Block>,
}

impl GradientReport {
    /// Whether every point passed; a check that could not have failed has not.
    pub fn is_right(&self) -> bool {
        self.blocks.iter().all(|block| block.verdict == Verdict::Passed)
    }

    /// For tests.
    ///
    /// # Panics
    ///
    /// With the table, if some point is wrong or its check vacuous.
    #[track_caller]
    pub fn assert(&self) {
        assert!(self.is_right(), "\n{self}");
    }
}

impl std::fmt::Display for GradientReport {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(formatter, "{}, f64, central differences and Taylor remainder", self.name)?;
        for block in &self.blocks {
            let verdict = match block.verdict {
                Verdict::Passed => "right",
                Verdict::Wrong => "WRONG",
                Verdict::Vacuous => "vacuous",
            };
            let order = block.order.map_or("-".to_owned(), |order| format!("{order:.2}"));
            writeln!(
                formatter,
                "{}: {verdict}, {} of {} coordinates, error {:.0e} at {}, order {order}, margin {:.0e}",
                block.name,
                block.checked,
                block.size,
                block.worst_error,
                block.worst_at,
                block.margin
            )?;
            for reason in &block.reasons {
                writeln!(formatter, "    {reason}")?;
            }
        }
        Ok(())
    }
}
