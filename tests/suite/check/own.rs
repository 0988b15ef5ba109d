//! The crate's own rules, by the door that anybody's rule goes through.

use verigrad::arithmetic::Real;
use verigrad::check::convention::{Epsilon, RatePlace, Rule, Velocity, WeightDecay};
use verigrad::check::{self, Report, Settings, Stepping, made_by};
use verigrad::optim::{
    Adam, AdamSettings, EpsilonPlace, GradientDescent, Momentum, MomentumForm, MomentumSettings,
    WeightDecayForm,
};

fn adam_settings(settings: &Settings) -> AdamSettings {
    AdamSettings {
        beta1: settings.beta1,
        beta2: settings.beta2,
        epsilon: settings.epsilon,
        weight_decay: settings.weight_decay,
        ..AdamSettings::pytorch(settings.learning_rate)
    }
}

fn adam<T: Real>(settings: Settings) -> Report {
    let make =
        |settings: &Settings, length| Stepping(Adam::<T>::new(adam_settings(settings), length));
    check::optimiser::<T, _>(made_by(make))
        .settings(settings)
        .named("Adam")
        .check()
        .expect("settings")
}

fn momentum<T: Real>(settings: Settings, form: MomentumForm) -> Report {
    let make = move |settings: &Settings, length| {
        Stepping(Momentum::<T>::new(
            MomentumSettings {
                weight_decay: settings.weight_decay,
                form,
                ..MomentumSettings::pytorch(settings.learning_rate, settings.momentum)
            },
            length,
        ))
    };
    check::optimiser::<T, _>(made_by(make))
        .settings(settings)
        .named("Momentum")
        .check()
        .expect("settings")
}

#[test]
fn probe() {
    let settings = Settings { weight_decay: 0.01, ..Settings::new(0.01) };
    println!("{}", adam::<f64>(settings));
    println!("{}", adam::<f32>(settings));
    println!("{}", adam::<f32>(Settings::new(0.001)));
    println!("{}", adam::<f64>(Settings::new(0.001)));
    for form in [MomentumForm::RateOutside, MomentumForm::RateInside, MomentumForm::Average] {
        for decay in [0.0, 0.01] {
            let settings = Settings { momentum: 0.9, weight_decay: decay, ..Settings::new(0.01) };
            println!("{}", momentum::<f64>(settings, form));
            println!("{}", momentum::<f32>(settings, form));
        }
    }
    let make = |settings: &Settings, _| Stepping(GradientDescent::new(settings.learning_rate));
    println!("{}", check::optimiser::<f64, _>(made_by(make)).learning_rate(0.1).check().unwrap());
    let make =
        |settings: &Settings, _| Stepping(GradientDescent::new(settings.learning_rate as f32));
    println!("{}", check::optimiser::<f32, _>(made_by(make)).learning_rate(0.1).check().unwrap());
}
