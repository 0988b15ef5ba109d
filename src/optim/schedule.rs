use std::f64::consts::PI;

/// How a learning rate changes over steps, as a formula of the step: nothing adds up.
///
/// PyTorch computes the same recursively from the rate before (`StepLR`, `CosineAnnealingLR`,
/// version 2.6), which differs by the roundings of all steps so far.
///
/// ```
/// use verigrad::optim::{GradientDescent, Schedule, UpdateRule};
///
/// let schedule = Schedule::Step { initial: 0.1, factor: 0.1, every: 30 };
/// let mut rule = GradientDescent::new(schedule.rate(0));
/// let mut x = [1.0];
/// for step in 0..90 {
///     rule.set_learning_rate(schedule.rate(step));
///     let gradient = [2.0 * x[0]];
///     rule.step(&mut x, &gradient);
/// }
/// assert!((schedule.rate(89) - 1e-3).abs() < 1e-15);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Schedule {
    /// The same at every step.
    Constant(f64),
    /// initial·factor^⌊t/every⌋: `torch.optim.lr_scheduler.StepLR`. The first fall is at step
    /// `every`, counted from 0.
    Step {
        /// The rate of step 0.
        initial: f64,
        /// What it is multiplied with at each fall.
        factor: f64,
        /// Steps between falls; 0 is taken as 1.
        every: u64,
    },
    /// last + ½·(initial - last)·(1 + cos(π·t/steps)) (Loshchilov and Hutter,
    /// arXiv 1608.03983): `torch.optim.lr_scheduler.CosineAnnealingLR` up to step `steps`, from
    /// which on it stays at `last` (PyTorch's rises again).
    Cosine {
        /// The rate of step 0.
        initial: f64,
        /// The rate of step `steps` and after.
        last: f64,
        /// Steps from the first rate to the last.
        steps: u64,
    },
}

impl Schedule {
    /// The rate of a step, counted from 0.
    pub fn rate(&self, step: u64) -> f64 {
        match *self {
            Self::Constant(rate) => rate,
            Self::Step { initial, factor, every } => {
                let falls = step / every.max(1);
                initial * factor.powi(i32::try_from(falls).unwrap_or(i32::MAX))
            }
            Self::Cosine { last, steps, .. } if step >= steps => last,
            Self::Cosine { initial, last, steps } => {
                let part = step as f64 / steps as f64;
                last + 0.5 * (initial - last) * (1.0 + (PI * part).cos())
            }
        }
    }
}
