use super::Settings;
use crate::arithmetic::Real;
use crate::optim::UpdateRule;

/// A rule in the middle of its run.
pub trait Running<T: Real> {
    /// One step, in place. `parameters` are what the check puts there, which need not be what
    /// the step before left: whoever asks for a step decides where it starts.
    fn step(&mut self, parameters: &mut [T], gradient: &[T]);

    /// Another rate from the next step on; `false` if that cannot be had.
    fn set_learning_rate(&mut self, _learning_rate: f64) -> bool {
        false
    }

    /// Everything that the rule remembers, saved and loaded; nothing if that cannot be had.
    fn saved<'a>(&self) -> Option<Box<dyn Running<T> + 'a>>
    where
        Self: 'a,
    {
        None
    }
}

/// Something that starts a rule as often as it is asked to.
///
/// A closure `FnMut(&mut [T], &[T])` is a candidate if it can be cloned, as one can that owns
/// what it captures and captures nothing uncloneable: each start is a clone of the closure as it
/// was handed over. [`made_by`] makes one of a function of settings.
pub trait Candidate<T: Real> {
    /// A fresh rule for `length` parameters, before its first step. One that has its own
    /// settings only may disregard the first argument.
    fn start(&self, settings: &Settings, length: usize) -> Box<dyn Running<T> + '_>;

    /// Whether [`start`](Self::start) heeds the settings, so that it can be asked for others
    /// than those that the check was told of.
    fn takes_settings(&self) -> bool {
        false
    }

    /// Whether it can take no step any more, as a process that has ended: it is asked for no
    /// other, and what it gave last counts for nothing.
    fn is_over(&self) -> bool {
        false
    }
}

impl<T: Real, F: FnMut(&mut [T], &[T]) + Clone> Running<T> for F {
    fn step(&mut self, parameters: &mut [T], gradient: &[T]) {
        self(parameters, gradient);
    }

    fn saved<'a>(&self) -> Option<Box<dyn Running<T> + 'a>>
    where
        Self: 'a,
    {
        Some(Box::new(self.clone()))
    }
}

impl<T: Real, F: FnMut(&mut [T], &[T]) + Clone> Candidate<T> for F {
    fn start(&self, _settings: &Settings, _length: usize) -> Box<dyn Running<T> + '_> {
        Box::new(self.clone())
    }
}

/// An [`UpdateRule`] as a running rule.
#[derive(Clone, Debug)]
pub struct Stepping<R>(pub R);

impl<T: Real, R: UpdateRule<T> + Clone> Running<T> for Stepping<R> {
    fn step(&mut self, parameters: &mut [T], gradient: &[T]) {
        self.0.step(parameters, gradient);
    }

    fn set_learning_rate(&mut self, learning_rate: f64) -> bool {
        self.0.set_learning_rate(learning_rate)
    }

    fn saved<'a>(&self) -> Option<Box<dyn Running<T> + 'a>>
    where
        Self: 'a,
    {
        Some(Box::new(self.clone()))
    }
}

/// What [`made_by`] makes.
#[derive(Clone, Debug)]
pub struct MadeBy<F>(F);

/// A candidate from a function of settings and a number of parameters, which the check can ask
/// for other settings too: without momentum, without ε.
pub fn made_by<R, F: Fn(&Settings, usize) -> R>(make: F) -> MadeBy<F> {
    MadeBy(make)
}

impl<T: Real, R: Running<T> + 'static, F: Fn(&Settings, usize) -> R> Candidate<T> for MadeBy<F> {
    fn start(&self, settings: &Settings, length: usize) -> Box<dyn Running<T> + '_> {
        Box::new((self.0)(settings, length))
    }

    fn takes_settings(&self) -> bool {
        true
    }
}
