use super::Elementary;

/// What a training makes small: the loss of a batch of outputs a, B x O, with labels y.
///
/// ```
/// use verigrad::nn::Loss;
///
/// // One row, two classes, label 1: ½·(0.2² + 0.4²), and half of 0.2² + 0.4².
/// let mut gradient = [0.0; 2];
/// let outputs = [0.2, 0.6];
/// assert!((Loss::Quadratic.of(&outputs, &[1], 2, &mut gradient) - 0.1_f64).abs() < 1e-15);
/// assert!((gradient[0] - 0.2).abs() < 1e-15 && (gradient[1] + 0.4).abs() < 1e-15);
/// assert!((Loss::MeanSquaredError.of(&outputs, &[1], 2, &mut gradient) - 0.1).abs() < 1e-15);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Loss {
    /// Mean over the batch of ln Σⱼ e^aⱼ - a_y: `torch.nn.CrossEntropyLoss`, which takes a
    /// softmax of its own, of whatever outputs it is given.
    #[default]
    CrossEntropy,
    /// Mean over all B·O numbers of (a - onehot(y))²: `torch.nn.MSELoss`.
    MeanSquaredError,
    /// Mean over the batch of ½·Σⱼ (aⱼ - onehot(y)ⱼ)²: Nielsen, Neural Networks and Deep
    /// Learning (2015), eq. 6, O/2 times the one above.
    Quadratic,
}

impl Loss {
    /// The loss of B rows of O outputs, one after the other, and in `gradient` its derivative by
    /// each output.
    ///
    /// With z = a - max a and s = Σⱼ e^zⱼ from the first to the last, cross-entropy is ln s - z_y,
    /// its gradient e^z/s - onehot(y). Rows are added from the first to the last; the divisor, B or
    /// B·O, comes last. Rows without a label, and labels without an output, count as nothing.
    pub fn of<T: Elementary>(
        self,
        outputs: &[T],
        labels: &[u8],
        classes: usize,
        gradient: &mut [T],
    ) -> T {
        let count = match self {
            Self::CrossEntropy | Self::Quadratic => labels.len(),
            Self::MeanSquaredError => labels.len() * classes,
        };
        let divisor = T::constant(count as f64);
        let rows = outputs.chunks_exact(classes).zip(gradient.chunks_exact_mut(classes));
        let mut total = T::zero();
        for ((outputs, gradient), &label) in rows.zip(labels) {
            total = total + self.row(outputs, usize::from(label), gradient);
            gradient.iter_mut().for_each(|g| *g = *g / divisor);
        }
        total / divisor
    }

    /// The sum of one row, and its derivatives.
    fn row<T: Elementary>(self, outputs: &[T], label: usize, gradient: &mut [T]) -> T {
        let target = |unit: usize| if unit == label { T::one() } else { T::zero() };
        let two = T::constant(2.0);
        match self {
            Self::CrossEntropy => {
                let largest = outputs.iter().fold(T::neg_infinity(), |most, &a| most.max(a));
                let mut sum = T::zero();
                for (g, &a) in gradient.iter_mut().zip(outputs) {
                    *g = (a - largest).exponential();
                    sum = sum + *g;
                }
                for (unit, g) in gradient.iter_mut().enumerate() {
                    *g = *g / sum - target(unit);
                }
                let own = outputs.get(label).copied().unwrap_or(largest);
                sum.logarithm() - (own - largest)
            }
            Self::MeanSquaredError | Self::Quadratic => {
                let mut sum = T::zero();
                for (unit, (g, &a)) in gradient.iter_mut().zip(outputs).enumerate() {
                    let gap = a - target(unit);
                    sum = sum + gap * gap;
                    *g = if self == Self::Quadratic { gap } else { two * gap };
                }
                if self == Self::Quadratic { sum / two } else { sum }
            }
        }
    }
}
