//! Every rule of the crate under settings in one form.

use verigrad::arithmetic::Real;
use verigrad::check::Settings;

use verigrad::optim::{
    AdaGrad, AdaGradSettings, Adadelta, AdadeltaSettings, Adam, AdamSettings, Adamax,
    AdamaxSettings, AmsGrad, AmsGradSettings, GradientDescent, Momentum, MomentumForm,
    MomentumSettings, NAdam, NAdamSettings, Nesterov, NesterovSettings, RAdam, RAdamSettings,
    RmsProp, RmsPropSettings, UpdateRule, WeightDecayForm,
};

/// A rule that is started with settings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Own {
    GradientDescent,
    Momentum(MomentumForm),
    Nesterov,
    RmsProp { centred: bool },
    AdaGrad,
    Adadelta,
    Adam(AdamSettings),
    AmsGrad(AmsGradSettings),
    Adamax,
    NAdam,
    RAdam,
}

/// A rule in the middle of its run, whichever it is.
#[derive(Clone)]
pub enum Started<T> {
    GradientDescent(GradientDescent<T>),
    Momentum(Momentum<T>),
    Nesterov(Nesterov<T>),
    RmsProp(RmsProp<T>),
    AdaGrad(AdaGrad<T>),
    Adadelta(Adadelta<T>),
    Adam(Adam<T>),
    AmsGrad(AmsGrad<T>),
    Adamax(Adamax<T>),
    NAdam(NAdam<T>),
    RAdam(RAdam<T>),
}

macro_rules! every {
    ($started:expr, $rule:ident => $value:expr) => {
        match $started {
            Started::GradientDescent($rule) => $value,
            Started::Momentum($rule) => $value,
            Started::Nesterov($rule) => $value,
            Started::RmsProp($rule) => $value,
            Started::AdaGrad($rule) => $value,
            Started::Adadelta($rule) => $value,
            Started::Adam($rule) => $value,
            Started::AmsGrad($rule) => $value,
            Started::Adamax($rule) => $value,
            Started::NAdam($rule) => $value,
            Started::RAdam($rule) => $value,
        }
    };
}

impl<T: Real> UpdateRule<T> for Started<T> {
    fn step(&mut self, parameters: &mut [T], gradient: &[T]) {
        every!(self, rule => rule.step(parameters, gradient));
    }

    fn set_learning_rate(&mut self, learning_rate: f64) -> bool {
        every!(self, rule => rule.set_learning_rate(learning_rate))
    }
}

/// The rule in PyTorch's arithmetic, with these settings.
pub fn start<T: Real>(
    own: Own,
    settings: &Settings,
    weight_decay_form: WeightDecayForm,
    length: usize,
) -> Started<T> {
    let Settings {
        learning_rate,
        momentum,
        beta1,
        beta2,
        smoothing,
        epsilon,
        weight_decay,
        initial_accumulator,
        momentum_decay,
        ..
    } = *settings;
    match own {
        Own::GradientDescent => {
            Started::GradientDescent(GradientDescent::new(T::constant(learning_rate)))
        }
        Own::Momentum(form) => Started::Momentum(Momentum::new(
            MomentumSettings {
                form,
                weight_decay,
                weight_decay_form,
                ..MomentumSettings::pytorch(learning_rate, momentum)
            },
            length,
        )),
        Own::Nesterov => Started::Nesterov(Nesterov::new(
            NesterovSettings {
                weight_decay,
                weight_decay_form,
                ..NesterovSettings::pytorch(learning_rate, momentum)
            },
            length,
        )),
        Own::RmsProp { centred } => Started::RmsProp(RmsProp::new(
            RmsPropSettings {
                smoothing,
                epsilon,
                centred,
                momentum,
                weight_decay,
                weight_decay_form,
                ..RmsPropSettings::pytorch(learning_rate)
            },
            length,
        )),
        Own::AdaGrad => Started::AdaGrad(AdaGrad::new(
            AdaGradSettings {
                epsilon,
                initial_accumulator,
                weight_decay,
                weight_decay_form,
                ..AdaGradSettings::pytorch(learning_rate)
            },
            length,
        )),
        Own::Adadelta => Started::Adadelta(Adadelta::new(
            AdadeltaSettings {
                smoothing,
                epsilon,
                weight_decay,
                weight_decay_form,
                ..AdadeltaSettings::pytorch(learning_rate)
            },
            length,
        )),
        Own::Adam(form) => Started::Adam(Adam::new(
            AdamSettings {
                learning_rate,
                beta1,
                beta2,
                epsilon,
                weight_decay,
                weight_decay_form,
                ..form
            },
            length,
        )),
        Own::AmsGrad(form) => Started::AmsGrad(AmsGrad::new(
            AmsGradSettings {
                learning_rate,
                beta1,
                beta2,
                epsilon,
                weight_decay,
                weight_decay_form,
                ..form
            },
            length,
        )),
        Own::Adamax => Started::Adamax(Adamax::new(
            AdamaxSettings {
                beta1,
                beta2,
                epsilon,
                weight_decay,
                weight_decay_form,
                ..AdamaxSettings::pytorch(learning_rate)
            },
            length,
        )),
        Own::NAdam => Started::NAdam(NAdam::new(
            NAdamSettings {
                beta1,
                beta2,
                epsilon,
                momentum_decay,
                weight_decay,
                weight_decay_form,
                ..NAdamSettings::pytorch(learning_rate)
            },
            length,
        )),
        Own::RAdam => Started::RAdam(RAdam::new(
            RAdamSettings {
                beta1,
                beta2,
                epsilon,
                weight_decay,
                weight_decay_form,
                ..RAdamSettings::pytorch(learning_rate)
            },
            length,
        )),
    }
}
