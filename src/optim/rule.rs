use super::{
    AdaGrad, AdaGradSettings, AdamSettings, AmsGrad, AmsGradSettings, EpsilonPlace, MomentumForm,
    Nesterov, NesterovSettings, Optimiser, RmsProp, RmsPropSettings, UpdateRule, WeightDecayForm,
};
use crate::arithmetic::Real;

/// A rule that a training of a homework can name.
///
/// ```
/// use verigrad::optim::{AdamSettings, Optimiser, Rule};
///
/// let adam = Rule::from(Optimiser::Adam(AdamSettings::pytorch(0.001)));
/// assert!(adam.fused().is_some());
/// let adamw = Rule::from(Optimiser::Adam(AdamSettings::pytorch_adamw(0.001)));
/// assert!(adamw.fused().is_none(), "a decoupled decay");
/// assert_eq!((adam.word(), adamw.word()), ("adam", "adamw"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// Gradient descent, with momentum or without, and Adam.
    Basic(Optimiser),
    /// `torch.optim.SGD(nesterov=True)`.
    Nesterov(NesterovSettings),
    /// `torch.optim.RMSprop`.
    RmsProp(RmsPropSettings),
    /// `torch.optim.Adagrad`.
    AdaGrad(AdaGradSettings),
    /// `torch.optim.Adam(amsgrad=True)`.
    AmsGrad(AmsGradSettings),
}

impl From<Optimiser> for Rule {
    fn from(optimiser: Optimiser) -> Self {
        Self::Basic(optimiser)
    }
}

impl Rule {
    /// A fresh rule for `length` parameters, all state zero.
    pub fn start<T: Real>(&self, length: usize) -> Box<dyn UpdateRule<T>> {
        match *self {
            Self::Basic(optimiser) => optimiser.start(length),
            Self::Nesterov(settings) => Box::new(Nesterov::new(settings, length)),
            Self::RmsProp(settings) => Box::new(RmsProp::new(settings, length)),
            Self::AdaGrad(settings) => Box::new(AdaGrad::new(settings, length)),
            Self::AmsGrad(settings) => Box::new(AmsGrad::new(settings, length)),
        }
    }

    /// The same for the fused step, which has gradient descent, momentum and Adam as PyTorch
    /// computes them, with a coupled weight decay.
    pub fn fused(&self) -> Option<Optimiser> {
        let Self::Basic(optimiser) = *self else { return None };
        let pytorchs = match optimiser {
            Optimiser::GradientDescent { .. } => true,
            Optimiser::Momentum(settings) => {
                settings.form == MomentumForm::RateOutside
                    && settings.weight_decay_form == WeightDecayForm::Coupled
            }
            Optimiser::Adam(settings) => {
                settings.epsilon_place == EpsilonPlace::OutsideRoot
                    && settings.weight_decay_form == WeightDecayForm::Coupled
            }
        };
        pytorchs.then_some(optimiser)
    }

    /// Its name in a homework's document.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Basic(Optimiser::Adam(AdamSettings {
                weight_decay_form: WeightDecayForm::Decoupled,
                ..
            })) => "adamw",
            Self::Basic(Optimiser::Adam(_)) => "adam",
            Self::Basic(_) | Self::Nesterov(_) => "sgd",
            Self::RmsProp(_) => "rmsprop",
            Self::AdaGrad(_) => "adagrad",
            Self::AmsGrad(_) => "amsgrad",
        }
    }

    /// η.
    pub fn learning_rate(&self) -> f64 {
        match self {
            Self::Basic(optimiser) => optimiser.learning_rate(),
            Self::Nesterov(settings) => settings.learning_rate,
            Self::RmsProp(settings) => settings.learning_rate,
            Self::AdaGrad(settings) => settings.learning_rate,
            Self::AmsGrad(settings) => settings.learning_rate,
        }
    }

    /// The same rule at another rate.
    pub fn with_learning_rate(mut self, rate: f64) -> Self {
        match &mut self {
            Self::Basic(Optimiser::GradientDescent { learning_rate }) => *learning_rate = rate,
            Self::Basic(Optimiser::Momentum(settings)) => settings.learning_rate = rate,
            Self::Basic(Optimiser::Adam(settings)) => settings.learning_rate = rate,
            Self::Nesterov(settings) => settings.learning_rate = rate,
            Self::RmsProp(settings) => settings.learning_rate = rate,
            Self::AdaGrad(settings) => settings.learning_rate = rate,
            Self::AmsGrad(settings) => settings.learning_rate = rate,
        }
        self
    }

    /// λ; 0 for none.
    pub fn weight_decay(&self) -> f64 {
        match self {
            Self::Basic(Optimiser::GradientDescent { .. }) => 0.0,
            Self::Basic(Optimiser::Momentum(settings)) => settings.weight_decay,
            Self::Basic(Optimiser::Adam(settings)) => settings.weight_decay,
            Self::Nesterov(settings) => settings.weight_decay,
            Self::RmsProp(settings) => settings.weight_decay,
            Self::AdaGrad(settings) => settings.weight_decay,
            Self::AmsGrad(settings) => settings.weight_decay,
        }
    }

    /// The same rule with another λ; plain gradient descent has none.
    pub fn with_weight_decay(mut self, decay: f64) -> Self {
        match &mut self {
            Self::Basic(Optimiser::GradientDescent { .. }) => {}
            Self::Basic(Optimiser::Momentum(settings)) => settings.weight_decay = decay,
            Self::Basic(Optimiser::Adam(settings)) => settings.weight_decay = decay,
            Self::Nesterov(settings) => settings.weight_decay = decay,
            Self::RmsProp(settings) => settings.weight_decay = decay,
            Self::AdaGrad(settings) => settings.weight_decay = decay,
            Self::AmsGrad(settings) => settings.weight_decay = decay,
        }
        self
    }

    /// The share of the velocity that is kept; 0 for none.
    pub fn momentum(&self) -> f64 {
        match self {
            Self::Basic(Optimiser::Momentum(settings)) => settings.decay,
            Self::Nesterov(settings) => settings.momentum,
            Self::RmsProp(settings) => settings.momentum,
            _ => 0.0,
        }
    }

    /// β₁ and β₂, of rules with moments.
    pub fn betas(&self) -> Option<[f64; 2]> {
        match self {
            Self::Basic(Optimiser::Adam(settings)) => Some([settings.beta1, settings.beta2]),
            Self::AmsGrad(settings) => Some([settings.beta1, settings.beta2]),
            _ => None,
        }
    }

    /// ε, of rules that have one.
    pub fn epsilon(&self) -> Option<f64> {
        match self {
            Self::Basic(Optimiser::Adam(settings)) => Some(settings.epsilon),
            Self::AmsGrad(settings) => Some(settings.epsilon),
            Self::RmsProp(settings) => Some(settings.epsilon),
            Self::AdaGrad(settings) => Some(settings.epsilon),
            Self::Basic(_) | Self::Nesterov(_) => None,
        }
    }

    /// How many numbers it remembers of each parameter.
    pub fn moments(&self) -> usize {
        match self {
            Self::Basic(Optimiser::GradientDescent { .. }) => 0,
            Self::Basic(Optimiser::Momentum(settings)) => usize::from(settings.decay != 0.0),
            Self::Basic(Optimiser::Adam(_)) => 2,
            Self::Nesterov(_) | Self::AdaGrad(_) => 1,
            Self::RmsProp(_) | Self::AmsGrad(_) => 3,
        }
    }
}
