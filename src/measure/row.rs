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
use crate::nn::train::{Images, Measured, probe, train};
use crate::torch::{Generator, TEST_PASS_WORDS, TRAIN_PASS_WORDS, digest, network_words};

/// What one seed gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// What each training came to, by its id, in the document's order.
    pub trainings: Vec<(RunId, Measured)>,
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
    /// Leaves the generator where the notebook has it afterwards, without training.
    /// `images` is how many are trained on.
    fn pass(&self, generator: &mut Generator, images: usize) {
        let (net, passes) = match self {
            Self::Training(training) => {
                let epochs = training.epochs as u64;
                let steps = images.div_ceil(training.net.batch) as u64;
                let steps = steps * training.net.words_of_step();
                (&training.net, epochs * (TRAIN_PASS_WORDS + steps + TEST_PASS_WORDS))
            }
            Self::Probe(_, net) => (*net, TRAIN_PASS_WORDS),
        };
        match network_words(&net.layers, net.initialisation, net.biases) {
            Some(words) => generator.skip(words + passes),
            // What small normal draws take, and what they keep, shows only in drawing them.
            None => {
                net.draw(generator);
                generator.skip(passes);
            }
        }
    }

    /// Roughly, for starting the longest first: a weight's moments take as long as itself.
    fn cost(&self) -> usize {
        match self {
            Self::Training(training) => {
                let moments = training.optimiser.moments();
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

/// The SHA-256 of the initial weights of each net of those parts under a seed, with the training's
/// id or the probing part's: of the bytes of `net.parameters()`, one tensor after the other.
pub fn initial_weights(
    parts: &[NetPart],
    wanted: &dyn Fn(&PartId) -> bool,
    seed: i64,
) -> Vec<(RunId, String)> {
    let mut generator = Generator::seeded(seed);
    let mut digests = Vec::new();
    for part in parts {
        for item in items(part) {
            if wanted(&part.part) {
                let (id, net) = match item {
                    Item::Training(training) => (training.id.clone(), &training.net),
                    Item::Probe(part, net) => (RunId::new(part, ""), net),
                };
                digests.push((id, digest(&net.draw(&mut generator.clone()))));
            }
            item.pass(&mut generator, mnist::TRAIN_IMAGES);
        }
    }
    digests
}

enum Outcome {
    Training(Measured),
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
            let start = generator.clone();
            item.pass(&mut generator, images.train.len());
            if wanted(&part.part) {
                jobs.push((jobs.len(), item, start));
            }
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
            (Item::Training(training), Outcome::Training(measured)) => {
                row.trainings.push((training.id.clone(), measured));
            }
            (Item::Probe(part, _), Outcome::Probe(norms)) => {
                row.probes.push(((*part).clone(), norms));
            }
            _ => {}
        }
    }
    row
}
