//! Gradients against differences: of every layer, activation, loss and objective, and of
//! whole nets.
//!
//! Each claim about a derivative is turned into one about a scalar function f of a block of
//! numbers x ([`Function`]): the loss as a function of one layer's weight, or ⟨w, F(x)⟩ with
//! random w where F has many outputs, whose gradient is then Jᵀw, the backward pass. Four
//! questions are asked of its gradient g, in f64 but for the last:
//!
//! | question | file | error if g is right |
//! |---|---|---|
//! | is gᵢ the central difference of f, coordinate by coordinate? | `differences` | a bar found from f alone |
//! | does f(x + hv) - f(x) - h⟨g, v⟩ shrink like h²? | `remainder` | order 2 in the tail |
//! | is ⟨g, v⟩ what forward differentiation gives, ⟨w, Jv⟩ = ⟨v, Jᵀw⟩? | `tangent`, `dual` | rounding |
//! | do f32 and the fused training step give the same g? | `fused` | rounding |
//!
//! The first looks at a few coordinates, the next two at all of them at once, along a random
//! direction v.
//!
//! **A check that could not have failed is a failure.** The first two questions are asked again
//! of 0, -g and 1.01·g; a block for which either says yes is [`Verdict::Vacuous`], and so is
//! one whose largest slope is no hundred times the largest error bar. The usual absolute
//! tolerance of 1e-5 would accept 0 for the first layer of a deep sigmoid net.
//!
//! **Kinks are recognised, not guessed.** A step in one layer moves that layer's
//! pre-activations on straight lines, so one that has the same sign at both ends never changed
//! it in between; then the activations are affine too, and so on through the net. A step is
//! left out exactly if some pre-activation's sign differs between its ends and its middle.

mod block;
mod differences;
mod dual;
mod function;
mod fused;
mod layers;
mod networks;
mod objectives;
mod reference_nets;
mod remainder;
mod sample;
mod tangent;
#[cfg(test)]
mod tests;

pub use block::{Block, Subject, Verdict, check_function};
pub use dual::Dual;
pub use function::Function;

use rayon::prelude::*;

use crate::homework::{Assignment, Net, NetWork};
use crate::measure::{Listener, Progress};
use crate::nn::kernels::LitPixels;

/// Checks everything: objectives, layers, activations, the loss, and each net of the
/// assignment, drawn under `seed`, on the first images, one batch of them.
pub fn check(
    assignment: &Assignment,
    images: &LitPixels,
    seed: i64,
    listener: Listener,
) -> Vec<Subject> {
    let problem = assignment.minimisation.as_ref().map(|problem| problem.objective.clone());
    let mut subjects = objectives::subjects(problem);
    subjects.extend(layers::subjects());
    for (part, net) in distinct_nets(assignment) {
        subjects.push(networks::subject(part, net, images, seed));
    }
    let blocks = subjects.iter().map(|(_, functions)| functions.len()).sum::<usize>();
    listener(Progress::Planned(blocks as u64));
    let checked = |(name, functions): (String, Vec<Function>)| Subject {
        name,
        blocks: functions
            .par_iter()
            .map(|function| {
                let block = check_function(function);
                listener(Progress::Advanced(1));
                block
            })
            .collect(),
    };
    subjects.into_iter().map(checked).collect()
}

/// Each net once, with the first part that has it.
fn distinct_nets(assignment: &Assignment) -> Vec<(&str, &Net)> {
    let mut nets: Vec<(&str, &Net)> = Vec::new();
    for part in &assignment.nets {
        let of_part: Vec<&Net> = match &part.work {
            NetWork::Sweep { trainings, .. } => trainings.iter().map(|t| &t.net).collect(),
            NetWork::Probe(net) => vec![net],
        };
        for net in of_part {
            if nets.iter().all(|(_, known)| *known != net) {
                nets.push((part.part.as_str(), net));
            }
        }
    }
    nets
}
