//! Nets as reports print them, and what they say: `784-50-10` has 50 hidden units.

use std::ops::Range;

use crate::homework::{Assignment, Layer, Net, NetPart, NetWork};
use crate::read::lexing::facet::Facet;

/// The homework's nets.
#[derive(Clone, Debug, Default)]
pub(in crate::read) struct PrintedNets {
    layers: Vec<Vec<usize>>,
    /// Sizes of first layers, each once.
    pub(in crate::read) inputs: Vec<usize>,
    /// Layers of weights of the nets that are probed, each once.
    depths: Vec<usize>,
    /// Epochs that only nets which get narrower are trained for.
    pub(in crate::read) tapered_epochs: Vec<usize>,
}

/// Characters between two layers at most.
const GAP: usize = 4;

/// Whether a net has several hidden layers that get narrower.
pub(in crate::read) fn is_tapered(layers: &[usize]) -> bool {
    let hidden = layers.get(1..layers.len().saturating_sub(1)).unwrap_or(&[]);
    hidden.len() > 1 && hidden.windows(2).all(|pair| pair[0] > pair[1])
}

impl PrintedNets {
    pub(in crate::read) fn of(assignment: &Assignment) -> Self {
        let mut nets = Self::default();
        for net in assignment.trainings().map(|t| &t.net).chain(probes(assignment)) {
            once(&mut nets.layers, net.layers.clone());
        }
        for layers in &nets.layers {
            once(&mut nets.inputs, layers[0]);
        }
        for net in probes(assignment) {
            once(&mut nets.depths, net.layers.len() - 1);
        }
        for training in assignment.trainings() {
            let same = || assignment.trainings().filter(|t| t.epochs == training.epochs);
            let all = same().all(|training| is_tapered(&training.net.layers));
            if all && is_tapered(&training.net.layers) {
                once(&mut nets.tapered_epochs, training.epochs);
            }
        }
        nets
    }

    /// What the nets printed in a text say.
    pub(in crate::read) fn facets(&self, text: &str) -> Vec<(Range<usize>, Facet)> {
        let runs = integers(text);
        let mut found = Vec::new();
        for (index, (span, value)) in runs.iter().enumerate() {
            if !self.inputs.contains(value) {
                continue;
            }
            let mut read = vec![*value];
            let mut end = span.end;
            for (next, value) in &runs[index + 1..] {
                let gap = text[end..next.start].chars().take(GAP + 1).count();
                let longest = self.layers.iter().map(Vec::len).max().unwrap_or(0);
                if !(1..=GAP).contains(&gap) || read.len() == longest {
                    break;
                }
                read.push(*value);
                end = next.end;
            }
            found.extend(self.says(&read).map(|facet| (span.start..end, facet)));
        }
        found
    }

    /// What a net whose first layers are printed is, if it is the homework's.
    fn says(&self, read: &[usize]) -> Option<Facet> {
        let begins = |layers: &&Vec<usize>| layers.starts_with(read) || read.starts_with(layers);
        let fitting: Vec<&Vec<usize>> = self.layers.iter().filter(begins).collect();
        let first = fitting.first()?;
        if read.len() >= 2 && fitting.iter().all(|layers| is_tapered(layers)) {
            return Some(Facet::Tapered);
        }
        let whole = first.len() == 3 && read.starts_with(first);
        whole.then(|| Facet::Hidden(first[1]))
    }

    /// `w9`, `fc9`, `l9`: the last layer by its number.
    pub(in crate::read) fn last_layers(&self, text: &str) -> Vec<(Range<usize>, Facet)> {
        let mut found = Vec::new();
        for depth in &self.depths {
            for start in ["w", "fc", "l", "layer"] {
                let name = format!("{start}{depth}");
                for (at, _) in text.match_indices(&name) {
                    let end = at + name.len();
                    let inside = |c: char| c.is_ascii_alphanumeric();
                    if !text[..at].ends_with(inside) && !text[end..].starts_with(inside) {
                        found.push((at..end, Facet::Layer(Layer::Output)));
                    }
                }
            }
        }
        found
    }
}

fn probes(assignment: &Assignment) -> impl Iterator<Item = &Net> {
    let probe = |part: &'_ NetPart| match &part.work {
        NetWork::Probe(_) => true,
        NetWork::Sweep { .. } => false,
    };
    assignment.nets.iter().filter(move |part| probe(part)).filter_map(NetPart::net)
}

fn once<T: PartialEq>(all: &mut Vec<T>, value: T) {
    if !all.contains(&value) {
        all.push(value);
    }
}

/// Runs of digits with their values.
fn integers(text: &str) -> Vec<(Range<usize>, usize)> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let digits = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits > 0 {
            // A longer one is no layer's size.
            let value = text[at..at + digits].parse().unwrap_or(0);
            found.push((at..at + digits, value));
        }
        at += digits.max(1);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_nets_say_what_they_are() {
        let nets = PrintedNets::of(&Assignment::homework7().expect("a homework"));
        let said =
            |text: &str| nets.facets(text).into_iter().map(|(_, facet)| facet).collect::<Vec<_>>();
        assert_eq!(said("a 784-50-10 net"), [Facet::Hidden(50)]);
        assert_eq!(
            said("784 -> 100 -> 10, [784, 30, 10]"),
            [Facet::Hidden(100), Facet::Hidden(30)]
        );
        assert_eq!(said("784 × 512 × 256"), [Facet::Tapered]);
        assert_eq!(said("784-30-30-30, 784 inputs"), []);
        assert_eq!(nets.tapered_epochs, [5]);
        assert_eq!(nets.last_layers("fc9, w9x").len(), 1);
    }
}
