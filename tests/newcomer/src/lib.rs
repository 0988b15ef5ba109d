//! Somebody's Adam, with the faults that are known of others to choose from.

/// What is wrong with it, if anything.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fault {
    Nothing,
    /// The decay is of the first moment.
    DecayOfAnotherVariable,
    /// θ - ηλ instead of θ(1 - ηλ).
    DecayByAConstant,
    /// The decay takes what the step has left.
    DecayAfterTheStep,
    NoBiasCorrection,
    EpsilonInTheRoot,
    /// The maximum of AMSGrad forgets.
    NoMaximum,
}

/// Adam, with a decay that is decoupled.
#[derive(Clone)]
pub struct MyAdam {
    pub rate: f64,
    pub weight_decay: f64,
    pub amsgrad: bool,
    pub fault: Fault,
    first: Vec<f64>,
    second: Vec<f64>,
    largest: Vec<f64>,
    steps: i32,
}

impl MyAdam {
    pub fn new(rate: f64) -> Self {
        let (first, second, largest) = (Vec::new(), Vec::new(), Vec::new());
        let (weight_decay, amsgrad, fault) = (0.0, false, Fault::Nothing);
        Self { rate, weight_decay, amsgrad, fault, first, second, largest, steps: 0 }
    }

    pub fn step(&mut self, parameters: &mut [f64], gradient: &[f64]) {
        for state in [&mut self.first, &mut self.second, &mut self.largest] {
            state.resize(parameters.len(), 0.0);
        }
        self.steps += 1;
        let time = if self.fault == Fault::NoBiasCorrection { 1_000_000 } else { self.steps };
        let (whole1, whole2) = (1.0 - 0.9_f64.powi(time), 1.0 - 0.999_f64.powi(time));
        for (i, (x, g)) in parameters.iter_mut().zip(gradient).enumerate() {
            let decay = self.rate * self.weight_decay;
            match self.fault {
                Fault::DecayOfAnotherVariable => self.first[i] *= 1.0 - decay,
                Fault::DecayByAConstant => *x -= decay,
                Fault::DecayAfterTheStep => {}
                _ => *x *= 1.0 - decay,
            }
            self.first[i] = 0.9 * self.first[i] + 0.1 * g;
            self.second[i] = 0.999 * self.second[i] + 0.001 * g * g;
            let mut second = self.second[i];
            if self.amsgrad {
                self.largest[i] = match self.fault {
                    Fault::NoMaximum => second,
                    _ => self.largest[i].max(second),
                };
                second = self.largest[i];
            }
            let root = match self.fault {
                Fault::EpsilonInTheRoot => (second / whole2 + 1e-8).sqrt(),
                _ => (second / whole2).sqrt() + 1e-8,
            };
            *x -= self.rate * self.first[i] / whole1 / root;
            if self.fault == Fault::DecayAfterTheStep {
                *x *= 1.0 - decay;
            }
        }
    }
}

/// The rate on the way down, one step early if asked to.
pub fn cosine(step: u64, steps: u64, early: bool) -> f64 {
    let step = (step + u64::from(early)).min(steps);
    0.05 * (1.0 + (std::f64::consts::PI * step as f64 / steps as f64).cos())
}

/// ln(1 + eˣ).
pub fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

/// Its slope, which overflows in f32 if asked to.
pub fn sigmoid(x: f64, overflows: bool) -> f64 {
    if overflows {
        let power = (x as f32).exp();
        return f64::from(power / (1.0 + power));
    }
    if x < 0.0 { x.exp() / (1.0 + x.exp()) } else { 1.0 / (1.0 + (-x).exp()) }
}
