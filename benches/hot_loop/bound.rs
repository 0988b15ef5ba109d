//! How many floating-point operations a step or an evaluation takes, by formula.
//!
//! Counted are the products of the layers and the update; of B images, I inputs, O units:
//!
//! ```text
//! forward           2·B·I·O    each layer
//! weight gradient   2·B·I·O    each layer
//! back to inputs    2·B·I·O    each layer but the first
//! update            per weight: SGD 2, momentum 4, Adam 13; 2 more with decay
//! ```
//!
//! Biases, activations and softmax are left out, and a root or a division counts as one
//! operation, so the bound is lower than any program can reach.
//!
//! Two counts are made. *Dense* takes all pixels, which is what a library's matrix product
//! has to do. *Lit* takes, in the first layer, only the pixels that are not zero, and where
//! plain SGD adds the gradient to the weights directly, no update of its own: what is left
//! for a program that knows its data.

use verigrad::homework::Net;
use verigrad::nn::kernels::LitPixels;
use verigrad::optim::Optimiser;

/// Operations of the same work, counted in two ways.
#[derive(Clone, Copy, Debug)]
pub struct Operations {
    pub dense: f64,
    pub lit: f64,
}

/// Of one step on a batch.
pub fn step(net: &Net, optimiser: Optimiser, data: &LitPixels) -> Operations {
    let batch = net.batch as f64;
    let per_weight = update(optimiser);
    let counted = |first_inputs: f64, first_update: f64| {
        let layers = net.layers.windows(2).enumerate();
        let layer = |(index, pair): (usize, &[usize])| {
            let [inputs, outputs] = [pair[0] as f64, pair[1] as f64];
            if index == 0 {
                4.0 * batch * first_inputs * outputs + first_update * inputs * outputs
            } else {
                6.0 * batch * inputs * outputs + per_weight * inputs * outputs
            }
        };
        layers.map(layer).sum()
    };
    let direct = per_weight == PLAIN;
    Operations {
        dense: counted(data.inputs() as f64, per_weight),
        lit: counted(mean_lit(data), if direct { 0.0 } else { per_weight }),
    }
}

/// Of all images forward.
pub fn evaluation(net: &Net, data: &LitPixels) -> Operations {
    let images = data.len() as f64;
    let counted = |first_inputs: f64| {
        let layers = net.layers.windows(2).enumerate();
        let inputs = |(index, pair): (usize, &[usize])| {
            let inputs = if index == 0 { first_inputs } else { pair[0] as f64 };
            2.0 * images * inputs * pair[1] as f64
        };
        layers.map(inputs).sum()
    };
    Operations { dense: counted(data.inputs() as f64), lit: counted(mean_lit(data)) }
}

/// Pixels of an image that are not zero.
fn mean_lit(data: &LitPixels) -> f64 {
    let lit: usize = (0..data.len()).map(|image| data.image(image).0.len()).sum();
    lit as f64 / data.len() as f64
}

/// θ - η·g.
const PLAIN: f64 = 2.0;

/// Operations on a weight and what is remembered of it, as the formulas of the kernels'
/// rules are written.
fn update(optimiser: Optimiser) -> f64 {
    let (rule, decay) = match optimiser {
        Optimiser::GradientDescent { .. } => (PLAIN, 0.0),
        Optimiser::Momentum(settings) if settings.decay == 0.0 => (PLAIN, settings.weight_decay),
        Optimiser::Momentum(settings) => (4.0, settings.weight_decay),
        Optimiser::Adam(settings) => (13.0, settings.weight_decay),
    };
    if decay == 0.0 { rule } else { rule + 2.0 }
}
