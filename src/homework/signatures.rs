//! What a statement can mean: predicates with typed arguments, each with a definition of one
//! sentence. How they are decided is the judge's.
//!
//! Where a definition needs a number that people draw differently (how slow is slow?), it is a
//! threshold, and the predicate is asked over all thresholds that a reasonable reader could mean.

use super::predicate::short;

/// What a predicate speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A run of an optimiser on a function, such as `1b.adam`.
    Run,
    /// A training of a net, such as `2a.sgd.0.1`.
    Training,
    /// A part with several trainings, such as `2a`.
    Sweep,
    /// A part that looks at the gradients of a fresh net, such as `3a`.
    Probe,
    /// A ratio of norms, such as `3a.ratio`.
    Ratio,
}

impl Role {
    /// In words.
    pub fn word(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Training => "training",
            Self::Sweep => "sweep",
            Self::Probe => "probe of gradients",
            Self::Ratio => "ratio",
        }
    }
}

/// How thresholds beside the usual one are reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// By factors of the threshold.
    Factor,
    /// By factors of what it lacks to 1: of an error rate.
    Complement,
}

/// A threshold of a predicate: what it is usually, and between what a reader could mean it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ThresholdRole {
    /// What it is a threshold of.
    pub what: &'static str,
    /// What it is if a statement names none; without it, a statement has to.
    pub usual: Option<f64>,
    /// The range as factors.
    pub factors: [f64; 2],
    /// Factors of what.
    pub scale: Scale,
    /// Between what it can be: beyond, the predicate says nothing.
    pub bounds: [f64; 2],
}

impl ThresholdRole {
    /// A share, an accuracy or R²: at most 1.
    const fn share(self) -> Self {
        Self { bounds: [0.0, 1.0], ..self }
    }

    /// A factor by which something is larger: at least 1.
    const fn factor(self) -> Self {
        Self { bounds: [1.0, f64::INFINITY], ..self }
    }

    const fn complement(self) -> Self {
        Self { scale: Scale::Complement, ..self.share() }
    }

    const fn named(self) -> Self {
        Self { usual: None, ..self }
    }

    /// All thresholds that a reader could mean by one.
    pub fn around(&self, value: f64) -> [f64; 2] {
        let [low, high] = match self.scale {
            Scale::Factor => self.factors.map(|factor| factor * value),
            Scale::Complement => self.factors.map(|factor| 1.0 - factor * (1.0 - value)),
        };
        let [least, most] = self.bounds;
        [low.min(high), low.max(high)].map(|edge| edge.clamp(least, most))
    }
}

const fn threshold(what: &'static str, usual: f64, factors: [f64; 2]) -> ThresholdRole {
    let bounds = [0.0, f64::INFINITY];
    ThresholdRole { what, usual: Some(usual), factors, scale: Scale::Factor, bounds }
}

/// A factor of three either way.
const THREEFOLD: [f64; 2] = [1.0 / 3.0, 3.0];

macro_rules! predicates {
    ($($name:ident $word:literal ($($role:ident),*) [$($threshold:expr),*] $definition:literal)*) => {
        /// A predicate, without its arguments.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum PredicateName {
            $(#[doc = $definition] $name,)*
        }

        impl PredicateName {
            /// Every predicate.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// As a ledger writes it.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }

            /// What it speaks of, in order.
            pub fn roles(self) -> &'static [Role] {
                match self { $(Self::$name => &[$(Role::$role),*]),* }
            }

            /// Its thresholds, in order.
            pub fn thresholds(self) -> &'static [ThresholdRole] {
                match self { $(Self::$name => const { &[$($threshold),*] }),* }
            }

            /// What it means; `{0}`, `{1}` stand for the thresholds.
            pub fn definition(self) -> &'static str {
                match self { $(Self::$name => $definition),* }
            }
        }
    };
}

predicates! {
    Slow "slow" (Run) [threshold("error", 1e-3, THREEFOLD)]
        "the error is still above {0} after the last step"
    Linear "linear" (Run)
        [threshold("R²", 0.999, THREEFOLD).complement()]
        "over the second half of the run log10 of the error is a straight line in the step, R² at least {0}"
    Steady "steady" (Run) []
        "the error never grows from one step to the next"
    Fast "fast" (Run, Run) [threshold("times as fast", 2.0, [0.625, 2.0])]
        "it reaches the second run's final error {0} times as fast as the second run"
    FasterTo "faster_to" (Run, Run)
        [threshold("error", 1.0, THREEFOLD).named()]
        "its error falls below {0} in fewer steps than the second's"
    SlowerTo "slower_to" (Run, Run)
        [threshold("error", 1.0, THREEFOLD).named()]
        "its error falls below {0} in more steps than the second's"
    FastMiddle "fast_middle" (Run) [threshold("factor", 1000.0, THREEFOLD).factor()]
        "within the middle half of the run the error falls by a factor of {0} over some twentieth of the steps"
    MorePrecise "more_precise" (Run, Run) []
        "it ends with the smaller error; a run that left f64 has none"
    LessPrecise "less_precise" (Run, Run) []
        "it ends with the larger error, but within f64"
    SlightlyApart "slightly_apart" (Run, Run) [threshold("factor", 10.0, THREEFOLD).factor()]
        "the final errors are within a factor of {0}"
    NearMachinePrecision "near_machine_precision" (Run)
        [threshold("objective", f64::EPSILON, THREEFOLD)]
        "the objective ends below {0}; the machine epsilon of f64 is 2.2e-16"
    StaysStable "stays_stable" (Run) [threshold("error", 1e-3, THREEFOLD)]
        "the error falls below {0} and stays below to the end"
    FluctuatesAtEnd "fluctuates_at_end" (Run) [threshold("share of the steps", 0.1, [0.4, 2.0]).share()]
        "over the last tenth of the run the error turns between falling and rising at a share of {0} of the steps or more"
    Oscillates "oscillates" (Run)
        [threshold("share of the steps", 0.25, [0.4, 2.0]).share(), threshold("factor", 10.0, THREEFOLD).factor()]
        "over the second half of the run the error turns at a share of {0} of the steps or more and spans a factor of {1} or more"
    MinimalNoise "minimal_noise" (Run) [threshold("share of the steps", 1e-3, THREEFOLD).share()]
        "the error grows at a share of {0} of the steps or less"
    EarlySpike "early_spike" (Run)
        [threshold("factor", 10.0, THREEFOLD).factor(), threshold("share of the steps", 0.01, THREEFOLD).share()]
        "within the first {1} of the run the error exceeds {0} times its first value"
    Overflows "overflows" (Run) []
        "a coordinate leaves the range of f64"
    LearnsSlowly "learns_slowly" (Training)
        [threshold("accuracy", 0.8, [0.5, 1.5]).complement()]
        "after the first epoch the accuracy is below {0}"
    LearnsFast "learns_fast" (Training)
        [threshold("accuracy", 0.8, [0.5, 1.5]).complement()]
        "after the first epoch the accuracy is {0} or more"
    StartsBelow "starts_below" (Training, Training) []
        "after the first epoch its accuracy is the lower one"
    StartsAbove "starts_above" (Training, Training) []
        "after the first epoch its accuracy is the higher one"
    EndsHigh "ends_high" (Training)
        [threshold("accuracy", 0.95, [1.0, 2.0]).complement()]
        "the final accuracy is {0} or more"
    EndsBelow "ends_below" (Training, Training) []
        "its final accuracy is the lower one"
    Stable "stable" (Training) [threshold("fall", 0.005, [0.5, 2.0]).share()]
        "the accuracy never falls by {0} from one epoch to the next"
    Unstable "unstable" (Training) [threshold("fall", 0.005, [0.5, 2.0]).share()]
        "at least once the accuracy falls by {0} from one epoch to the next"
    LessConsistent "less_consistent" (Training, Training) []
        "from one epoch to the next the accuracy falls by more in all than the other's"
    FlattensEarlier "flattens_earlier" (Training, Training)
        [threshold("distance", 0.005, [0.5, 2.0]).share()]
        "it comes within {0} of its final accuracy, to stay, in an earlier epoch"
    BestAbove "best_above" (Sweep, Sweep) []
        "the best final accuracy of the one sweep is above that of the other"
    Vanishes "vanishes" (Probe) [threshold("ratio", 0.01, THREEFOLD)]
        "the first layer's norm is below {0} times the last layer's"
    FirstLarger "first_larger" (Probe) []
        "the first layer's norm is larger than the last layer's"
    Decades "decades" (Ratio) []
        "so many powers of ten are between the report's own ratio and 1, as a whole number"
}

impl PredicateName {
    /// The predicate that a ledger writes so.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|name| name.word() == word)
    }

    /// How it is called: `faster_to(run, run, error)`.
    pub fn usage(self) -> String {
        let roles = self.roles().iter().map(|role| role.word());
        let thresholds = self.thresholds().iter().map(|threshold| match threshold.usual {
            Some(usual) => format!("[{} {}]", threshold.what, short(usual)),
            None => threshold.what.to_owned(),
        });
        let arguments: Vec<String> = roles.map(str::to_owned).chain(thresholds).collect();
        format!("{}({})", self.word(), arguments.join(", "))
    }
}
