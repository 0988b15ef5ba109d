//! The trainings that every bench of the nets takes, by name. The peers have the same list.

use verigrad::homework::Net;
use verigrad::nn::Activation;
use verigrad::optim::{AdamSettings, MomentumSettings, Optimiser};
use verigrad::torch::Initialisation;

/// Images of a step.
pub const BATCH: usize = 10;

/// A net of the homework with a rule of the homework.
pub struct Case {
    /// Rule and hidden widths.
    pub name: &'static str,
    pub net: Net,
    pub optimiser: Optimiser,
}

/// All of them; the first is also the one whose evaluation is timed.
pub fn cases() -> Vec<Case> {
    let tapered = net(&[512, 256, 128, 64], Activation::Relu, Initialisation::KaimingUniform);
    [
        ("sgd/30", shallow(30), sgd(0.0)),
        ("momentum/30", shallow(30), sgd(0.9)),
        ("adam/30", shallow(30), adam(0.0)),
        ("momentum/100", shallow(100), sgd(0.9)),
        ("adam-decay/100", shallow(100), adam(1e-4)),
        ("adam-decay/512-256-128-64", tapered, adam(1e-4)),
    ]
    .map(|(name, net, optimiser)| Case { name, net, optimiser })
    .into()
}

fn net(hidden: &[usize], activation: Activation, initialisation: Initialisation) -> Net {
    let layers = [&[784], hidden, &[10]].concat();
    Net { layers, activation, initialisation, batch: BATCH, data: verigrad::data::DataSet::Mnist }
}

fn shallow(hidden: usize) -> Net {
    net(&[hidden], Activation::Sigmoid, Initialisation::XavierNormal)
}

fn sgd(momentum: f64) -> Optimiser {
    Optimiser::Momentum(MomentumSettings::pytorch(0.1, momentum))
}

fn adam(weight_decay: f64) -> Optimiser {
    Optimiser::Adam(AdamSettings { weight_decay, ..AdamSettings::pytorch(0.001) })
}
