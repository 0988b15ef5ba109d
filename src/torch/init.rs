//! Weights of fully connected layers, as `nn.Linear` and `torch.nn.init` draw them.

use super::normal::{is_counted, normal_words};
use super::{Generator, normal, uniform};

/// How a layer's weight is drawn anew after `nn.Linear` has drawn its own.
///
/// I is the number of inputs (`fan_in`), O that of outputs (`fan_out`). All arithmetic is in
/// f64; only the draw rounds to float32. PyTorch 2.6.0, `torch/nn/init.py`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Initialisation {
    /// `xavier_normal_`: mean 0, deviation √(2/(I+O)).
    XavierNormal,
    /// `xavier_uniform_`: ±√3·√(2/(I+O)).
    XavierUniform,
    /// `kaiming_normal_(nonlinearity='relu')`: mean 0, deviation √2/√I.
    KaimingNormal,
    /// `kaiming_uniform_(nonlinearity='relu')`: ±√3·(√2/√I).
    KaimingUniform,
    /// None: what `nn.Linear` drew, uniform in ±[`default_weight_bound`], stays.
    PytorchDefault,
    /// `normal_(weight, 0, deviation)`.
    Normal {
        /// Of each weight, whatever the layer's size.
        deviation: f64,
    },
}

/// What a layer's biases are after `nn.Linear` has drawn its own.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Biases {
    /// `zeros_`.
    #[default]
    Zero,
    /// What `nn.Linear` drew, uniform in ±[`default_bias_bound`], stays.
    PytorchDefault,
    /// `normal_(bias, 0, deviation)`, drawn after the layer's weight.
    Normal {
        /// Of each bias.
        deviation: f64,
    },
}

/// One layer's parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct LinearDraw {
    /// O rows of I, one row after the other.
    pub weight: Vec<f32>,
    /// O.
    pub bias: Vec<f32>,
}

impl Initialisation {
    /// The deviation of the normal kinds, the bound of the uniform ones.
    pub fn scale(self, inputs: usize, outputs: usize) -> f64 {
        let xavier = || (2.0 / (inputs + outputs) as f64).sqrt();
        // Two roots and a quotient, as PyTorch has it: √(2/I) has other bits.
        let kaiming = || 2.0_f64.sqrt() / (inputs as f64).sqrt();
        match self {
            Self::XavierNormal => xavier(),
            Self::XavierUniform => 3.0_f64.sqrt() * xavier(),
            Self::KaimingNormal => kaiming(),
            Self::KaimingUniform => 3.0_f64.sqrt() * kaiming(),
            Self::PytorchDefault => default_weight_bound(inputs),
            Self::Normal { deviation } => deviation,
        }
    }

    /// Applies the initialiser alone to a weight: O rows of I.
    pub fn draw(self, generator: &mut Generator, inputs: usize, outputs: usize) -> Vec<f32> {
        let mut weight = vec![0.0; outputs * inputs];
        let scale = self.scale(inputs, outputs);
        if self.is_normal() {
            normal(generator, &mut weight, 0.0, scale);
        } else {
            uniform(generator, &mut weight, -scale, scale);
        }
        weight
    }

    fn is_normal(self) -> bool {
        match self {
            Self::XavierNormal | Self::KaimingNormal | Self::Normal { .. } => true,
            Self::XavierUniform | Self::KaimingUniform | Self::PytorchDefault => false,
        }
    }

    fn words(self, inputs: usize, outputs: usize) -> u64 {
        let weights = inputs as u64 * outputs as u64;
        match self {
            Self::PytorchDefault => 0,
            _ if self.is_normal() => normal_words(weights),
            _ => weights,
        }
    }
}

/// What a notebook does for each layer: `nn.Linear(I, O)`, the initialiser on its weight,
/// `zeros_` on its bias.
///
/// The layer's own draws, weight and bias, are thrown away, but they are drawn.
pub fn linear(
    generator: &mut Generator,
    inputs: usize,
    outputs: usize,
    initialisation: Initialisation,
) -> LinearDraw {
    linear_with_biases(generator, inputs, outputs, initialisation, Biases::Zero)
}

/// The same with biases of another kind, which are drawn after the weight.
pub fn linear_with_biases(
    generator: &mut Generator,
    inputs: usize,
    outputs: usize,
    initialisation: Initialisation,
    biases: Biases,
) -> LinearDraw {
    let stays =
        initialisation == Initialisation::PytorchDefault || biases == Biases::PytorchDefault;
    let own = if stays {
        linear_default(generator, inputs, outputs)
    } else {
        generator.skip(linear_default_words(inputs, outputs));
        LinearDraw { weight: Vec::new(), bias: Vec::new() }
    };
    let weight = match initialisation {
        Initialisation::PytorchDefault => own.weight,
        drawn => drawn.draw(generator, inputs, outputs),
    };
    let bias = match biases {
        Biases::Zero => vec![0.0; outputs],
        Biases::PytorchDefault => own.bias,
        Biases::Normal { deviation } => {
            let mut bias = vec![0.0; outputs];
            normal(generator, &mut bias, 0.0, deviation);
            bias
        }
    };
    LinearDraw { weight, bias }
}

/// Words that [`linear`] draws.
///
/// A normal initialiser of fewer than 16 weights may draw four fewer than this, if a normal
/// was kept from a small draw before.
pub fn linear_words(inputs: usize, outputs: usize, initialisation: Initialisation) -> u64 {
    linear_default_words(inputs, outputs) + initialisation.words(inputs, outputs)
}

/// Words that a network's layers draw, if that can be counted without drawing: a normal draw of
/// fewer than 16 numbers takes four words fewer where one was kept, and keeps one itself.
pub fn network_words(
    sizes: &[usize],
    initialisation: Initialisation,
    biases: Biases,
) -> Option<u64> {
    let layer = |pair: &[usize]| {
        let (inputs, outputs) = (pair[0], pair[1]);
        let weights = inputs as u64 * outputs as u64;
        let counted = !initialisation.is_normal() || is_counted(weights);
        let biases = match biases {
            Biases::Zero | Biases::PytorchDefault => Some(0),
            Biases::Normal { .. } => {
                is_counted(outputs as u64).then(|| normal_words(outputs as u64))
            }
        };
        let words = linear_words(inputs, outputs, initialisation);
        biases.filter(|_| counted).map(|biases| words + biases)
    };
    sizes.windows(2).map(layer).sum()
}

/// `nn.Linear(I, O)` left as it is: uniform weight, then uniform bias; I at least 1.
pub fn linear_default(generator: &mut Generator, inputs: usize, outputs: usize) -> LinearDraw {
    let mut weight = vec![0.0; outputs * inputs];
    let bound = default_weight_bound(inputs);
    uniform(generator, &mut weight, -bound, bound);
    let mut bias = vec![0.0; outputs];
    let bound = default_bias_bound(inputs);
    uniform(generator, &mut bias, -bound, bound);
    LinearDraw { weight, bias }
}

/// Words that [`linear_default`] draws: O·I for the weight, O for the bias.
pub fn linear_default_words(inputs: usize, outputs: usize) -> u64 {
    outputs as u64 * (inputs as u64 + 1)
}

/// `nn.Linear`'s own weights are uniform in ± this: `kaiming_uniform_(a=√5)`,
/// √3·(√(2/(1 + a²))/√I).
///
/// On paper that is 1/√I, the bias's bound; in f64 it is so only up to the last bit.
pub fn default_weight_bound(inputs: usize) -> f64 {
    let slope = 5.0_f64.sqrt();
    let gain = (2.0 / (1.0 + slope * slope)).sqrt();
    3.0_f64.sqrt() * (gain / (inputs as f64).sqrt())
}

/// `nn.Linear`'s own biases are uniform in ± this: 1/√I.
pub fn default_bias_bound(inputs: usize) -> f64 {
    1.0 / (inputs as f64).sqrt()
}

/// The layers of a network from input to output, `sizes` counting both ends: each is made
/// and initialised before the next is made.
///
/// A notebook that makes all layers first and initialises them afterwards draws as many
/// words, but gets other weights.
pub fn network(
    generator: &mut Generator,
    sizes: &[usize],
    initialisation: Initialisation,
) -> Vec<LinearDraw> {
    network_with_biases(generator, sizes, initialisation, Biases::Zero)
}

/// The same with biases of another kind.
pub fn network_with_biases(
    generator: &mut Generator,
    sizes: &[usize],
    initialisation: Initialisation,
    biases: Biases,
) -> Vec<LinearDraw> {
    let pairs = sizes.windows(2);
    let layer =
        |pair: &[usize]| linear_with_biases(generator, pair[0], pair[1], initialisation, biases);
    pairs.map(layer).collect()
}
