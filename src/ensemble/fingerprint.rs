//! What the rows of a part depend on, as sixteen hexadecimal digits.

use std::fmt;

use sha2::{Digest, Sha256};

use crate::homework::{Net, NetPart, NetWork, Training};
use crate::nn::{Loss, Output};
use crate::optim::{Optimiser, Rule};
use crate::torch::Biases;

/// What the weights hash to after an epoch of each rule: changes with the arithmetic.
const ARITHMETIC: &str = include_str!("../../golden/weights.csv");

/// Stands for everything that a part's rows depend on: its nets, their initialisation, rules,
/// batch and epochs in their order, the images, and the arithmetic. What the part, its runs and
/// the other parts are called or do is no part of it: rows are draws of one law wherever they
/// begin in the stream.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fingerprint(String);

impl Fingerprint {
    /// As a file has it.
    pub(super) fn of_text(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// The fingerprint of a part's rows.
pub fn fingerprint(part: &NetPart) -> Fingerprint {
    let mut text = String::new();
    match &part.work {
        NetWork::Sweep { trainings, .. } => {
            trainings.iter().for_each(|training| text.push_str(&of_training(training)));
        }
        NetWork::Probe(net) => text.push_str(&format!("probe {}\n", of_net(net))),
    }
    let digest = part.net().map(|net| net.data.digest()).unwrap_or_default();
    text.push_str(&format!("images {digest}\n"));
    let arithmetic = ARITHMETIC.lines().filter(|line| !line.starts_with('#'));
    text.extend(arithmetic.flat_map(|line| [line, "\n"]));
    Fingerprint(hexadecimal(&text, 8))
}

fn of_training(training: &Training) -> String {
    let Training { net, optimiser, schedule, epochs, measurements, .. } = training;
    let rule = match optimiser {
        Rule::Basic(Optimiser::GradientDescent { learning_rate }) => {
            format!("gradient-descent {learning_rate:e}")
        }
        Rule::Basic(Optimiser::Momentum(settings)) => format!("{settings:?}"),
        Rule::Basic(Optimiser::Adam(settings)) => format!("{settings:?}"),
        Rule::Nesterov(settings) => format!("{settings:?}"),
        Rule::RmsProp(settings) => format!("{settings:?}"),
        Rule::AdaGrad(settings) => format!("{settings:?}"),
        Rule::AmsGrad(settings) => format!("{settings:?}"),
    };
    // What came later stands there only where it is used: rows from before keep their parts.
    let schedule = schedule.map(|schedule| format!(" at {schedule:?}")).unwrap_or_default();
    let measured =
        if measurements.is_empty() { String::new() } else { format!(" with {measurements:?}") };
    format!("train {} by {rule}{schedule} for {epochs}{measured}\n", of_net(net))
}

fn of_net(net: &Net) -> String {
    let Net { layers, activation, dropout, output, loss, initialisation, biases, batch, data: _ } =
        net;
    let mut text = format!("{layers:?} {activation:?} {initialisation:?} in batches of {batch}");
    if *dropout != 0.0 {
        text += &format!(" without {dropout:e}");
    }
    if *output != Output::LOGITS {
        text += &format!(" to {output:?}");
    }
    if *loss != Loss::CrossEntropy {
        text += &format!(" of {loss:?}");
    }
    if *biases != Biases::Zero {
        text += &format!(" from {biases:?}");
    }
    text
}

/// The first bytes of a text's SHA-256.
pub(super) fn hexadecimal(text: &str, bytes: usize) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(bytes).map(|byte| format!("{byte:02x}")).collect()
}
