//! How a document names what a net's units do and begin with, and its checks.

use serde::Deserialize;
use toml::Spanned;

use super::document::Reader;
use super::document_nets::NetDocument;
use crate::diagnostic::InputError;
use crate::nn::{Nonlinearity, Output};
use crate::torch::{Biases, Initialisation};

/// PyTorch's slope of a leaky ReLU.
const SLOPE: f64 = 0.01;

#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ActivationName {
    Sigmoid,
    Tanh,
    Relu,
    LeakyRelu,
    Identity,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum OutputName {
    Logits,
    Softmax,
    Sigmoid,
    Tanh,
    Relu,
    LeakyRelu,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum InitialisationName {
    XavierNormal,
    XavierUniform,
    KaimingNormal,
    KaimingUniform,
    PytorchDefault,
    Normal,
}

/// `"zero"`, `"pytorch-default"`, or the deviation of normal ones.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, expecting = "`zero`, `pytorch-default` or a deviation")]
pub(super) enum BiasDocument {
    Deviation(f64),
    Name(String),
}

impl Reader<'_> {
    /// The functions of hidden and last layers.
    pub(super) fn units(
        &self,
        document: &NetDocument,
    ) -> Result<(Nonlinearity, Output), InputError> {
        let slope = match &document.slope {
            None => SLOPE,
            Some(slope) => {
                let leaky = *document.activation.get_ref() == ActivationName::LeakyRelu
                    || document.output.as_ref().map(Spanned::get_ref)
                        == Some(&OutputName::LeakyRelu);
                if !leaky {
                    return self.refuse(slope.span(), "`slope` is a setting of `leaky-relu`");
                }
                let share = |slope: f64| (0.0..1.0).contains(&slope);
                self.check(slope, share, "from 0 up to but not including 1")?
            }
        };
        let activation = match document.activation.get_ref() {
            ActivationName::Sigmoid => Nonlinearity::Sigmoid,
            ActivationName::Tanh => Nonlinearity::Tanh,
            ActivationName::Relu => Nonlinearity::Relu,
            ActivationName::LeakyRelu => Nonlinearity::LeakyRelu { slope },
            ActivationName::Identity => Nonlinearity::Identity,
        };
        let output = match document.output.as_ref().map(Spanned::get_ref) {
            None | Some(OutputName::Logits) => Output::LOGITS,
            Some(OutputName::Softmax) => Output::Softmax,
            Some(OutputName::Sigmoid) => Output::Units(Nonlinearity::Sigmoid),
            Some(OutputName::Tanh) => Output::Units(Nonlinearity::Tanh),
            Some(OutputName::Relu) => Output::Units(Nonlinearity::Relu),
            Some(OutputName::LeakyRelu) => Output::Units(Nonlinearity::LeakyRelu { slope }),
        };
        Ok((activation, output))
    }

    /// How weights and biases begin. Biases are zero if the document is silent, but for those
    /// that PyTorch drew where it drew the weights too.
    pub(super) fn initialisation(
        &self,
        document: &NetDocument,
    ) -> Result<(Initialisation, Biases), InputError> {
        let name = *document.initialisation.get_ref();
        let small = |deviation: f64| deviation.is_finite() && deviation >= 0.0;
        let deviation = match (&document.deviation, name) {
            (Some(deviation), InitialisationName::Normal) => {
                self.check(deviation, small, "must not be negative")?
            }
            (Some(deviation), _) => {
                let label = "`deviation` is a setting of the initialisation `normal`";
                return self.refuse(deviation.span(), label);
            }
            (None, InitialisationName::Normal) => {
                return self.refuse(document.initialisation.span(), "`normal` needs a `deviation`");
            }
            (None, _) => 0.0,
        };
        let weights = match name {
            InitialisationName::XavierNormal => Initialisation::XavierNormal,
            InitialisationName::XavierUniform => Initialisation::XavierUniform,
            InitialisationName::KaimingNormal => Initialisation::KaimingNormal,
            InitialisationName::KaimingUniform => Initialisation::KaimingUniform,
            InitialisationName::PytorchDefault => Initialisation::PytorchDefault,
            InitialisationName::Normal => Initialisation::Normal { deviation },
        };
        let biases = match document.biases.as_ref().map(|biases| (biases, biases.get_ref())) {
            None if weights == Initialisation::PytorchDefault => Biases::PytorchDefault,
            None => Biases::Zero,
            Some((_, BiasDocument::Deviation(deviation))) if small(*deviation) => {
                Biases::Normal { deviation: *deviation }
            }
            Some((_, BiasDocument::Name(name))) if name == "zero" => Biases::Zero,
            Some((_, BiasDocument::Name(name))) if name == "pytorch-default" => {
                Biases::PytorchDefault
            }
            Some((biases, _)) => {
                let label = "biases are `zero`, `pytorch-default`, or a deviation of at least 0";
                return self.refuse(biases.span(), label);
            }
        };
        Ok((weights, biases))
    }
}
