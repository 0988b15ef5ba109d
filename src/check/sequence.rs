//! What a rule is shown: where each step starts, and along which gradient.

use std::fmt;

use super::settings::Settings;

/// One step's start and gradient.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown {
    /// Where the step starts.
    pub parameter: f64,
    /// The gradient that it is given.
    pub gradient: f64,
}

/// Steps of one parameter, each from a start of its own: a rule does not know where the step
/// before led to, so that no rounding of the parameter adds up.
#[derive(Clone, Debug, PartialEq)]
pub struct Sequence {
    /// The steps.
    pub steps: Vec<Shown>,
    /// From which step on the rate is another, and which.
    pub rate_change: Option<(usize, f64)>,
}

impl Sequence {
    pub(super) fn new(steps: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let shown = |(parameter, gradient)| Shown { parameter, gradient };
        Self { steps: steps.into_iter().map(shown).collect(), rate_change: None }
    }

    /// All steps from zero.
    pub(super) fn from_zero(gradients: impl IntoIterator<Item = f64>) -> Self {
        Self::new(gradients.into_iter().map(|gradient| (0.0, gradient)))
    }
}

impl fmt::Display for Sequence {
    /// `θ = 0: g = 1, 0.5; θ = 2: g = 0`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut before = None;
        for (index, step) in self.steps.iter().enumerate() {
            if let Some((at, rate)) = self.rate_change
                && at == index
            {
                write!(formatter, "; rate {rate:?}")?;
            }
            if before == Some(step.parameter) {
                write!(formatter, ", {:?}", step.gradient)?;
            } else {
                let semicolon = if index > 0 { "; " } else { "" };
                write!(formatter, "{semicolon}θ = {:?}: g = {:?}", step.parameter, step.gradient)?;
            }
            before = Some(step.parameter);
        }
        Ok(())
    }
}

/// Numbers in -1..1 that look random and are the same in every run.
pub(super) fn numbers(seed: u64) -> impl Iterator<Item = f64> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    std::iter::from_fn(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        Some((state >> 11) as f64 / (1_u64 << 52) as f64 - 1.0)
    })
}

/// Sequences that between them tell every two known conventions apart, as far as one that can
/// not change its rate allows.
pub(super) fn probes(settings: &Settings, with_rate_change: bool) -> Vec<Sequence> {
    let epsilon = if settings.epsilon > 0.0 { settings.epsilon } else { 1e-8 };
    let constant = |gradient: f64, steps| Sequence::from_zero(std::iter::repeat_n(gradient, steps));
    let random = |seed, size: f64, steps| {
        Sequence::from_zero(numbers(seed).take(steps).map(move |number| number * size))
    };
    let mut probes = vec![
        // Bias correction, dampening, the steady velocity.
        constant(1.0, 30),
        // An impulse that is remembered.
        Sequence::from_zero(std::iter::once(1.0).chain(std::iter::repeat_n(0.0, 12))),
        // The same of ε's own size.
        Sequence::from_zero(std::iter::once(2.0 * epsilon).chain(std::iter::repeat_n(0.0, 12))),
        // Where ε is: of its own size outside a root, and of its root's inside.
        constant(epsilon, 12),
        constant(epsilon.sqrt(), 12),
        constant(-1e-3 * epsilon, 4),
        constant(1e-12, 4),
        // Signs.
        Sequence::from_zero((0..20).map(|k| if k % 2 == 0 { 1.0 } else { -0.75 })),
        // AMSGrad's maximum.
        Sequence::from_zero((0..20).map(|k| if k == 2 { 100.0 } else { 0.1 })),
        random(3, 1.0, 30),
        random(5, 1e-3, 12),
        // Decay alone, and beside gradients.
        Sequence::new(std::iter::repeat_n((1.0, 0.0), 6)),
        Sequence::new(numbers(7).zip(numbers(11)).take(20)),
        Sequence::new(numbers(13).zip(numbers(17)).take(12).map(|(x, g)| (8.0 * x, 0.05 * g))),
    ];
    if with_rate_change {
        let rate = settings.learning_rate / 4.0;
        let changed = random(19, 1.0, 8);
        probes.push(Sequence { rate_change: Some((4, rate)), ..changed });
    }
    probes
}
