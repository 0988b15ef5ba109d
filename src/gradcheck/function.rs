/// A scalar function of a block of numbers.
pub type Value<'a> = Box<dyn Fn(&[f64]) -> f64 + Send + Sync + 'a>;
/// The signs of every pre-activation, as -1, 0 and 1.
pub type Signs<'a> = Box<dyn Fn(&[f64]) -> Vec<i8> + Send + Sync + 'a>;

/// A scalar function of a block of numbers, and all that the crate claims of its gradient.
pub struct Function<'a> {
    /// What the block is, such as `W1`.
    pub name: String,
    /// Columns of a block that is a matrix, kept row by row; 0 for a list.
    pub columns: usize,
    /// Where the gradient is taken, x.
    pub point: Vec<f64>,
    /// f.
    pub value: Value<'a>,
    /// How far one value may be off by rounding.
    pub noise: f64,
    /// What decides which side of each kink a point is on; nothing for a smooth f.
    pub signs: Option<Signs<'a>>,
    /// v ↦ ⟨∇f(x), v⟩ by forward differentiation, which shares no line with the gradient.
    pub tangent: Value<'a>,
    /// ∇f(x), as claimed.
    pub gradient: Vec<f64>,
    /// The same from f32, by each path that has one.
    pub single: Vec<Vec<f64>>,
    /// The same from the fused training step in f64, where there is one.
    pub fused: Option<Vec<f64>>,
    /// How many coordinates to look at one by one.
    pub coordinates: usize,
}

impl Function<'_> {
    /// f(x + h·v).
    pub(super) fn along(&self, direction: &[f64], step: f64) -> f64 {
        (self.value)(&self.moved(direction, step))
    }

    /// Whether the straight way from x - h·v to x + h·v has no kink on it.
    pub(super) fn is_smooth(&self, direction: &[f64], step: f64) -> bool {
        self.signs.as_ref().is_none_or(|signs| {
            let here = signs(&self.point);
            [-step, step].into_iter().all(|step| signs(&self.moved(direction, step)) == here)
        })
    }

    fn moved(&self, direction: &[f64], step: f64) -> Vec<f64> {
        self.point.iter().zip(direction).map(|(x, v)| x + step * v).collect()
    }

    /// Where a coordinate is, such as `[12,345]`, from 0.
    pub(super) fn place(&self, coordinate: usize) -> String {
        match self.columns {
            0 => format!("[{coordinate}]"),
            columns => format!("[{},{}]", coordinate / columns, coordinate % columns),
        }
    }
}
