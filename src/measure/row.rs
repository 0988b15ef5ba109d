//! A row: the notebook's nets replayed from one `torch.manual_seed`.
//!
//! Everything is drawn from one generator in the document's order. Where each item starts in
//! that stream follows from counting, without training, so items run in parallel and an item
//! gives the same numbers alone as in the whole row.

use std::sync::Mutex;

use super::{Listener, Progress};
use crate::data::PointSet;
use crate::homework::{Net, NetPart, NetWork, PartId, RunId, Training};
use crate::mnist::{self, Mnist, Split};
use crate::nn::kernels::{Level, LitPixels};
use crate::nn::train::{Images, probe, train};
use crate::optim::Optimiser;
use crate::torch::{Generator, TEST_PASS_WORDS, TRAIN_PASS_WORDS, linear_words};

/// What one seed gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Correct test images after each epoch, by training id, in the document's order.
    pub trainings: Vec<(RunId, Vec<u32>)>,
    /// Norms of each layer's weight gradient, by part.
    pub probes: Vec<(PartId, Vec<f32>)>,
}

/// The data set as lists of lit pixels.
pub fn images(mnist: &Mnist) -> Images {
    let (train, test) = rayon::join(|| lit(&mnist.train), || lit(&mnist.test));
    Images { train, test }
}

/// Points as images of two values.
pub fn point_images(set: &PointSet) -> Images {
    Images { train: LitPixels::new(2, set.train()), test: LitPixels::new(2, set.test()) }
}

fn lit(split: &Split) -> LitPixels {
    let table: Vec<f32> = (0..=u8::MAX).map(mnist::pixel).collect();
    let image = |index: usize| {
        let bytes = split.image(index).iter();
        (split.label(index), bytes.map(|&byte| table[usize::from(byte)]).collect())
    };
    LitPixels::new(mnist::PIXELS, (0..split.len()).map(image))
}

enum Item<'a> {
    Training(&'a Training),
    Probe(&'a PartId, &'a Net),
}

impl Item<'_> {
    /// Words the notebook draws for it.
    fn words(&self) -> u64 {
        let (net, passes) = match self {
            Self::Training(training) => {
                let epochs = training.epochs as u64;
                (&training.net, epochs * (TRAIN_PASS_WORDS + TEST_PASS_WORDS))
            }
            Self::Probe(_, net) => (*net, TRAIN_PASS_WORDS),
        };
        let layer = |pair: &[usize]| linear_words(pair[0], pair[1], net.initialisation);
        net.layers.windows(2).map(layer).sum::<u64>() + passes
    }

    /// Roughly, for starting the longest first: a weight's moments take as long as itself.
    fn cost(&self) -> usize {
        match self {
            Self::Training(training) => {
                let moments = match training.optimiser {
                    Optimiser::GradientDescent { .. } => 0,
                    Optimiser::Momentum(settings) => usize::from(settings.decay != 0.0),
                    Optimiser::Adam(_) => 2,
                };
                training.epochs * training.net.parameters() * (1 + moments)
            }
            Self::Probe(..) => 0,
        }
    }

    fn steps(&self, images: &Images) -> u64 {
        match self {
            Self::Training(training) => {
                let batches = images.train.len().div_ceil(training.net.batch);
                (training.epochs * batches) as u64
            }
            Self::Probe(..) => 0,
        }
    }
}

/// Training steps of a whole row.
pub fn steps_of_row(parts: &[NetPart], images: &Images) -> u64 {
    parts.iter().flat_map(items).map(|item| item.steps(images)).sum()
}

/// Training steps of a row of the wanted parts.
pub fn steps_of_parts(parts: &[NetPart], wanted: &dyn Fn(&PartId) -> bool, images: &Images) -> u64 {
    let parts = parts.iter().filter(|part| wanted(&part.part));
    parts.flat_map(items).map(|item| item.steps(images)).sum()
}

fn items(part: &NetPart) -> Vec<Item<'_>> {
    match &part.work {
        NetWork::Sweep { trainings, .. } => trainings.iter().map(Item::Training).collect(),
        NetWork::Probe(net) => vec![Item::Probe(&part.part, net)],
    }
}

enum Outcome {
    Training(Vec<u32>),
    Probe(Vec<f32>),
}

/// Replays the wanted parts under a seed, on all threads; the others are drawn, not trained.
///
/// ```
/// use verigrad::homework::Homework;
/// use verigrad::measure::{images, row};
/// use verigrad::mnist::Mnist;
/// use verigrad::nn::kernels::Level;
///
/// let homework = Homework::built_in()?;
/// let images = images(&Mnist::built_in()?);
/// let nets = &homework.assignment.nets;
/// let row = row(nets, &|part| part.as_str() == "3a", 7, &images, Level::best(), &|_| {});
/// let (part, norms) = &row.probes[0];
/// assert_eq!((part.as_str(), norms.len()), ("3a", 9), "a norm for each layer");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn row(
    parts: &[NetPart],
    wanted: &(dyn Fn(&PartId) -> bool + Sync),
    seed: i64,
    images: &Images,
    level: Level,
    listener: Listener,
) -> Row {
    let mut generator = Generator::seeded(seed);
    let mut jobs = Vec::new();
    for part in parts {
        for item in items(part) {
            let words = item.words();
            if wanted(&part.part) {
                jobs.push((jobs.len(), item, generator.clone()));
            }
            generator.skip(words);
        }
    }
    listener(Progress::Planned(jobs.iter().map(|(_, item, _)| item.steps(images)).sum()));
    let mut by_cost: Vec<_> = jobs.iter().collect();
    by_cost.sort_by_key(|(_, item, _)| std::cmp::Reverse(item.cost()));
    let outcomes = Mutex::new(Vec::new());
    rayon::scope_fifo(|scope| {
        for (index, item, start) in by_cost {
            let outcomes = &outcomes;
            scope.spawn_fifo(move |_| {
                let mut generator = start.clone();
                let outcome = match item {
                    Item::Training(training) => {
                        let steps = |made: u64| listener(Progress::Advanced(made));
                        Outcome::Training(train::<f32>(
                            training,
                            images,
                            &mut generator,
                            level,
                            &steps,
                        ))
                    }
                    Item::Probe(_, net) => Outcome::Probe(probe(net, images, &mut generator)),
                };
                if let Ok(mut outcomes) = outcomes.lock() {
                    outcomes.push((*index, outcome));
                }
            });
        }
    });
    let mut outcomes = outcomes.into_inner().unwrap_or_default();
    outcomes.sort_by_key(|(index, _)| *index);
    let mut row = Row::default();
    for ((_, item, _), (_, outcome)) in jobs.iter().zip(outcomes) {
        match (item, outcome) {
            (Item::Training(training), Outcome::Training(correct)) => {
                row.trainings.push((training.id.clone(), correct));
            }
            (Item::Probe(part, _), Outcome::Probe(norms)) => {
                row.probes.push(((*part).clone(), norms));
            }
            _ => {}
        }
    }
    row
}
