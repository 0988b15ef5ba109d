//! The door for optimisers.

use std::time::{Duration, Instant};

use thiserror::Error;

use super::bench::{Bench, unit};
use super::candidate::Candidate;
use super::convention::{Rule, WeightDecay};
use super::identify::{Unobserved, identify, observe};
use super::properties::{Answer, Context, Path, ask};
use super::property::Property;
use super::report::{Finding, Report};
use super::settings::Settings;
use super::trial::Effort;
use crate::arithmetic::Real;

/// Draws start from here, if no other seed is asked for: the same check every time.
const SEED: u64 = 20_240_607;

/// How long the first sequences may take at least, whatever time is allowed.
const LEAST_TIME: Duration = Duration::from_secs(1);

/// Why a check could not be made.
#[derive(Clone, Debug, Error, PartialEq)]
pub enum CannotCheck {
    /// A setting that no rule can have.
    #[error("cannot check an optimiser: {0}")]
    Setting(String),
    /// A fixed number of parameters that is none.
    #[error("cannot check an optimiser of no parameters; expected 1 or more")]
    NoParameters,
    /// It panicked on the first sequences that it was shown.
    #[error("cannot check an optimiser that panics, {said:?}, at a step of {shown}")]
    Panicked {
        /// What it was shown.
        shown: String,
        /// What it said.
        said: String,
    },
    /// It can take no step any more: a [`Process`](super::Process) says why.
    #[error("cannot check an optimiser that ended before it was asked to")]
    Ended,
    /// It took too long over the first sequences that it was shown.
    #[error(
        "cannot check an optimiser that is so slow: the first {sequences} sequences of steps, of \
         which its convention is told, were not over after {seconds} s; allow more time"
    )]
    TooSlow {
        /// How many sequences there are.
        sequences: usize,
        /// How long it was waited for.
        seconds: f64,
    },
}

/// A check of an optimiser that is about to be made. Settings that are not stated are those of
/// [`Settings::new`].
pub struct OptimiserCheck<'a, T: Real> {
    candidate: Box<dyn Candidate<T> + 'a>,
    settings: Settings,
    length: Option<usize>,
    rule: Option<Rule>,
    weight_decay: Option<WeightDecay>,
    paths: Vec<Path<'a, T>>,
    name: String,
    cases: u32,
    seed: u64,
    time: Duration,
}

/// Starts a check of a rule: a closure `FnMut(&mut [T], &[T])` over f32 or f64 that changes
/// parameters along a gradient and can be cloned, a function of settings ([`made_by`]), or a
/// [`Candidate`].
///
/// The rate is taken to be 0.001 until [`learning_rate`](OptimiserCheck::learning_rate) says
/// otherwise.
///
/// [`made_by`]: super::made_by
pub fn optimiser<'a, T: Real, C: Candidate<T> + 'a>(candidate: C) -> OptimiserCheck<'a, T> {
    OptimiserCheck {
        candidate: Box::new(candidate),
        settings: Settings::new(1e-3),
        length: None,
        rule: None,
        weight_decay: None,
        paths: Vec::new(),
        name: "optimiser".to_owned(),
        cases: 64,
        seed: SEED,
        time: Duration::from_secs(20),
    }
}

macro_rules! stated {
    ($($(#[doc = $doc:literal])+ $name:ident;)+) => {
        $($(#[doc = $doc])+
        pub fn $name(mut self, $name: f64) -> Self {
            self.settings.$name = $name;
            self
        })+
    };
}

impl<'a, T: Real> OptimiserCheck<'a, T> {
    stated! {
        /// η.
        learning_rate;
        /// μ.
        momentum;
        /// d.
        dampening;
        /// α of RMSprop, ρ of Adadelta.
        smoothing;
        /// ε.
        epsilon;
        /// λ; how it enters is found out.
        weight_decay;
        /// What AdaGrad's or RMSprop's squares start from.
        initial_accumulator;
        /// ψ of NAdam.
        momentum_decay;
    }

    /// β₁ and β₂.
    pub fn betas(mut self, beta1: f64, beta2: f64) -> Self {
        (self.settings.beta1, self.settings.beta2) = (beta1, beta2);
        self
    }

    /// All settings at once.
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// The only number of parameters that the rule takes. Without this it is asked for 1, 2, and
    /// up to 64, as vector loops have remainders.
    pub fn parameters(mut self, length: usize) -> Self {
        self.length = Some(length);
        self
    }

    /// What the rule is said to be: a step that is not that rule's is a fault even if another
    /// convention explains it.
    pub fn claims(mut self, rule: Rule) -> Self {
        self.rule = Some(rule);
        self
    }

    /// How the weight decay is said to enter.
    pub fn claims_decay(mut self, weight_decay: WeightDecay) -> Self {
        self.weight_decay = Some(weight_decay);
        self
    }

    /// Another path of the same rule under the same settings, such as a fused one: its steps
    /// must be the same to rounding.
    pub fn path(mut self, name: impl Into<String>, other: impl Candidate<T> + 'a) -> Self {
        self.paths.push((name.into(), Box::new(other)));
        self
    }

    /// What the report calls it.
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Draws for each property, at least one; 64 if not given.
    pub fn cases(mut self, cases: u32) -> Self {
        self.cases = cases.max(1);
        self
    }

    /// Where draws start from.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// After which time no step is taken any more; 20 s if not given. A draw that is not over by
    /// then counts for nothing, and a property without a draw is reported as such. Its
    /// convention is found before; that may take as long again, and a second at least.
    ///
    /// One step is waited for as long as it takes: a rule that never returns never ends, unless it
    /// runs in a [`Process`](super::Process).
    pub fn time(mut self, time: Duration) -> Self {
        self.time = time;
        self
    }

    /// Makes the check.
    ///
    /// # Errors
    ///
    /// If a setting is out of its range, with the setting and the range; if the rule panics, or
    /// time is up, before its convention can be told.
    pub fn check(self) -> Result<Report, CannotCheck> {
        if let Some(wrong) = self.settings.out_of_range() {
            return Err(CannotCheck::Setting(wrong));
        }
        if self.length == Some(0) {
            return Err(CannotCheck::NoParameters);
        }
        let patience = self.time.max(LEAST_TIME);
        let mut bench = Bench {
            candidate: self.candidate.as_ref(),
            settings: self.settings,
            length: self.length,
            until: after(patience),
        };
        let observed = observe(&bench).map_err(|failed| match failed {
            Unobserved::Panicked { shown, said } => CannotCheck::Panicked { shown, said },
            Unobserved::Over { .. } if bench.candidate.is_over() => CannotCheck::Ended,
            Unobserved::Over { sequences } => {
                CannotCheck::TooSlow { sequences, seconds: patience.as_secs_f64() }
            }
        })?;
        bench.until = after(self.time);
        let identified = identify(&bench, &observed, None, None);
        let claimed = self.rule.is_some() || self.weight_decay.is_some();
        let convention = if claimed {
            identify(&bench, &observed, self.rule, self.weight_decay).nearest
        } else {
            identified.fitting.first().copied().unwrap_or(identified.nearest)
        };
        let (until, candidate) = (bench.until, bench.candidate);
        let is_over = || Instant::now() > until || candidate.is_over();
        let effort = Effort { cases: self.cases, seed: self.seed, is_over: &is_over };
        let context = Context { bench, convention, effort, paths: &self.paths };
        let (findings, not_asked) = ask_all(&context);
        let held_to = match (claimed, identified.fitting.is_empty()) {
            (true, _) => Some(format!("{convention} (claimed)")),
            (false, true) => Some(format!("{convention} (the nearest)")),
            (false, false) => None,
        };
        Ok(Report {
            subject: self.name,
            settings: Some(self.settings),
            precision: if unit::<T>() > 1e-10 { "f32" } else { "f64" },
            seed: self.seed,
            identified: Some(identified),
            held_to,
            findings,
            not_asked,
        })
    }
}

/// That long from now; a century if there is no such time.
fn after(time: Duration) -> Instant {
    let now = Instant::now();
    now.checked_add(time).unwrap_or(now + Duration::from_secs(3_000_000_000))
}

type Answers = (Vec<(Property, Finding)>, Vec<(Property, String)>);

/// Every property that the convention has.
fn ask_all<T: Real>(context: &Context<'_, T>) -> Answers {
    let (mut findings, mut not_asked) = (Vec::new(), Vec::new());
    for &property in Property::ALL {
        match ask(context, property) {
            Answer::NotItsOwn => {}
            Answer::Cannot(reason) => not_asked.push((property, reason.to_owned())),
            Answer::Found(finding) => findings.push((property, finding)),
        }
    }
    (findings, not_asked)
}
