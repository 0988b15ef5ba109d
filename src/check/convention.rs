//! What libraries that share a name do not share.

mod names;

/// Where ε stands in the denominator of a rule that divides by a root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Epsilon {
    /// √v̂ + ε, or √v + ε where nothing is corrected.
    Outside,
    /// √(v̂ + ε), or √(v + ε).
    Inside,
    /// √v + ε with the correction in the rate, η·√(1 - β₂ᵗ)/(1 - β₁ᵗ): Kingma and Ba's ε-hat.
    OutsideUncorrected,
    /// √(v + ε) with the correction in the rate.
    InsideUncorrected,
}

/// Where the learning rate stands beside a velocity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RatePlace {
    /// θ ← θ - η·v.
    Outside,
    /// v ← μ·v + η·g; θ ← θ - v. Told apart by a change of rate only.
    Inside,
}

/// How a gradient enters a velocity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Velocity {
    /// v ← μ·v + g.
    Sum,
    /// v ← μ·v + (1 - d)·g, but g alone at the first step.
    DampenedAfterFirst,
    /// v ← μ·v + (1 - d)·g from the first step on.
    Dampened,
    /// v ← μ·v + (1 - μ)·g from the first step on.
    Average,
}

/// Which running means of Adam are corrected for having started at zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Correction {
    /// Both.
    Both,
    /// None.
    None,
}

/// What AMSGrad takes the maximum of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maximum {
    /// Of v; the maximum is corrected afterwards.
    BeforeCorrection,
    /// Of v̂.
    AfterCorrection,
}

/// Where ε stands in Adamax.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AdamaxEpsilon {
    /// u ← max(β₂·u, |g| + ε).
    InMaximum,
    /// u ← max(β₂·u, |g|), and m̂/(u + ε).
    Added,
}

/// NAdam's momentum over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NesterovSchedule {
    /// μₜ = β₁·(1 - ½·0.96^(t·ψ)), and products of it.
    Warming,
    /// The same with the product kept in f32, whatever the parameters are.
    WarmingInSingle,
    /// β₁ at every step.
    Constant,
}

/// From what length of the approximated average on RAdam divides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rectification {
    /// ρₜ > 5: PyTorch and optax.
    AboveFive,
    /// ρₜ > 4: the paper.
    AboveFour,
}

/// An update rule, with everything about it that libraries do differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// θ ← θ - η·g.
    GradientDescent,
    /// A velocity; with `nesterov` the step is along g + μ·v.
    Momentum {
        /// How a gradient enters.
        velocity: Velocity,
        /// Where η stands.
        rate: RatePlace,
        /// Nesterov's form.
        nesterov: bool,
    },
    /// Hinton's RMSprop.
    RmsProp {
        /// Where ε stands.
        epsilon: Epsilon,
        /// Whether the squared mean of the gradients is taken off the mean square.
        centred: bool,
        /// Whether the mean square is corrected for its start.
        corrected: bool,
        /// Where η stands beside the velocity of the divided gradients, if there is one.
        momentum: Option<RatePlace>,
    },
    /// Duchi, Hazan and Singer's AdaGrad.
    AdaGrad {
        /// Where ε stands.
        epsilon: Epsilon,
    },
    /// Zeiler's Adadelta.
    Adadelta {
        /// Where ε stands, in both roots.
        epsilon: Epsilon,
    },
    /// Kingma and Ba's Adam; AdamW with a decoupled decay; AMSGrad with a maximum.
    Adam {
        /// Where ε stands.
        epsilon: Epsilon,
        /// What is corrected.
        correction: Correction,
        /// AMSGrad's maximum.
        largest: Option<Maximum>,
    },
    /// Kingma and Ba's Adamax.
    Adamax {
        /// Where ε stands.
        epsilon: AdamaxEpsilon,
    },
    /// Dozat's NAdam.
    NAdam {
        /// Where ε stands.
        epsilon: Epsilon,
        /// Its momentum over time.
        schedule: NesterovSchedule,
    },
    /// Liu and others' RAdam.
    RAdam {
        /// Where ε stands.
        epsilon: Epsilon,
        /// From when on it divides.
        rectification: Rectification,
    },
}

impl Rule {
    /// Momentum as `torch.optim.SGD` has it without dampening, `optax.trace` and the textbooks.
    pub const MOMENTUM: Self =
        Self::Momentum { velocity: Velocity::Sum, rate: RatePlace::Outside, nesterov: false };
    /// `torch.optim.SGD` with dampening.
    pub const DAMPENED_MOMENTUM: Self = Self::Momentum {
        velocity: Velocity::DampenedAfterFirst,
        rate: RatePlace::Outside,
        nesterov: false,
    };
    /// `torch.optim.SGD(nesterov=True)`.
    pub const NESTEROV: Self =
        Self::Momentum { velocity: Velocity::Sum, rate: RatePlace::Outside, nesterov: true };
    /// Kingma and Ba's algorithm 1; `torch.optim.Adam` and `AdamW`; `optax.adam`.
    pub const ADAM: Self =
        Self::Adam { epsilon: Epsilon::Outside, correction: Correction::Both, largest: None };
    /// `torch.optim.Adam(amsgrad=True)`.
    pub const AMSGRAD: Self = Self::Adam {
        epsilon: Epsilon::Outside,
        correction: Correction::Both,
        largest: Some(Maximum::BeforeCorrection),
    };
    /// `torch.optim.RMSprop`.
    pub const RMSPROP: Self = Self::RmsProp {
        epsilon: Epsilon::Outside,
        centred: false,
        corrected: false,
        momentum: None,
    };
    /// `torch.optim.RMSprop(centered=True)`.
    pub const CENTRED_RMSPROP: Self = Self::RmsProp {
        epsilon: Epsilon::Outside,
        centred: true,
        corrected: false,
        momentum: None,
    };
    /// `torch.optim.RMSprop(momentum=μ)`.
    pub const RMSPROP_WITH_MOMENTUM: Self = Self::RmsProp {
        epsilon: Epsilon::Outside,
        centred: false,
        corrected: false,
        momentum: Some(RatePlace::Outside),
    };
    /// `torch.optim.Adagrad`.
    pub const ADAGRAD: Self = Self::AdaGrad { epsilon: Epsilon::Outside };
    /// `torch.optim.Adadelta`.
    pub const ADADELTA: Self = Self::Adadelta { epsilon: Epsilon::Inside };
    /// `torch.optim.Adamax`.
    pub const ADAMAX: Self = Self::Adamax { epsilon: AdamaxEpsilon::InMaximum };
    /// `torch.optim.NAdam` as documented.
    pub const NADAM: Self =
        Self::NAdam { epsilon: Epsilon::Outside, schedule: NesterovSchedule::Warming };
    /// `torch.optim.NAdam` as it is on f64 parameters: its product of momenta is in f32.
    pub const PYTORCH_NADAM: Self =
        Self::NAdam { epsilon: Epsilon::Outside, schedule: NesterovSchedule::WarmingInSingle };
    /// `torch.optim.RAdam`.
    pub const RADAM: Self = Self::RAdam {
        epsilon: Epsilon::OutsideUncorrected,
        rectification: Rectification::AboveFive,
    };

    /// Whether a step is linear in the gradients.
    pub(super) fn is_linear(self) -> bool {
        matches!(self, Self::GradientDescent | Self::Momentum { .. })
    }

    /// Where ε stands, for rules that have one in a root's neighbourhood.
    pub(super) fn epsilon(self) -> Option<Epsilon> {
        match self {
            Self::GradientDescent | Self::Momentum { .. } | Self::Adamax { .. } => None,
            Self::RmsProp { epsilon, .. }
            | Self::AdaGrad { epsilon }
            | Self::Adadelta { epsilon }
            | Self::Adam { epsilon, .. }
            | Self::NAdam { epsilon, .. }
            | Self::RAdam { epsilon, .. } => Some(epsilon),
        }
    }

    /// The same rule with ε elsewhere.
    pub(super) fn with_epsilon(self, epsilon: Epsilon) -> Self {
        match self {
            Self::RmsProp { centred, corrected, momentum, .. } => {
                Self::RmsProp { epsilon, centred, corrected, momentum }
            }
            Self::AdaGrad { .. } => Self::AdaGrad { epsilon },
            Self::Adadelta { .. } => Self::Adadelta { epsilon },
            Self::Adam { correction, largest, .. } => Self::Adam { epsilon, correction, largest },
            Self::NAdam { schedule, .. } => Self::NAdam { epsilon, schedule },
            Self::RAdam { rectification, .. } => Self::RAdam { epsilon, rectification },
            other => other,
        }
    }
}

/// How a weight decay λ enters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WeightDecay {
    /// There is none.
    None,
    /// g ← g + λ·θ, before anything else.
    Coupled,
    /// θ ← θ - η·λ·θ beside the step.
    Decoupled,
    /// θ ← θ - λ·θ beside the step, whatever the rate: Loshchilov and Hutter's own form under a
    /// constant schedule.
    DecoupledFromRate,
}

/// A rule with its weight decay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Convention {
    /// The rule.
    pub rule: Rule,
    /// How λ enters.
    pub weight_decay: WeightDecay,
}
