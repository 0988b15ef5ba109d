//! How long experiments take, roughly, before they are begun: counted work, and the time that a
//! little of it takes on this machine.

use std::time::{Duration, Instant};

use super::minimise::minimise;
use crate::homework::{Minimisation, Net, NetPart, RunId, StepPath, Training};
use crate::nn::kernels::Level;
use crate::nn::train::{Images, train};
use crate::torch::Generator;

/// Steps of a run that are timed.
const STEPS: usize = 20_000;
/// The share of pixels that are lit, so that the first layer's weights take part.
const LIT: f64 = 0.2;
/// Work of an image that is none of its weights: in weights.
const IMAGE: f64 = 500.0;
/// Hidden units of the net that is timed.
const HIDDEN: usize = 16;

/// How long those runs take on so many threads.
pub fn expected_runs(runs: &[&Minimisation], threads: usize) -> Duration {
    let Some(first) = runs.first() else { return Duration::ZERO };
    let few = Minimisation { steps: STEPS.min(first.steps), ..(*first).clone() };
    let start = Instant::now();
    minimise(&few, &|_| {});
    let each = start.elapsed().as_secs_f64() / few.steps.max(1) as f64;
    let steps: f64 = runs.iter().map(|run| run.steps as f64).sum();
    let longest = runs.iter().map(|run| run.steps).max().unwrap_or(0) as f64;
    seconds(each * (steps / threads as f64).max(longest))
}

/// How long so many rows of those parts take on so many threads.
pub fn expected_rows(parts: &[&NetPart], images: &Images, rows: f64, threads: usize) -> Duration {
    let all = |path: StepPath| {
        let trainings = parts.iter().flat_map(|part| part.trainings());
        trainings.filter(move |training| training.path() == path)
    };
    let (mut sum, mut longest) = (0.0, 0.0_f64);
    for path in [StepPath::Fused, StepPath::Reference] {
        let Some(first) = all(path).next() else { continue };
        let each = time(first, images);
        sum += each * all(path).map(work).sum::<f64>();
        longest = longest.max(each * all(path).map(work).fold(0.0, f64::max));
    }
    seconds((sum * rows / threads as f64).max(longest))
}

/// Seconds that a unit of work takes in trainings like that one.
fn time(training: &Training, images: &Images) -> f64 {
    let layers = vec![training.net.layers[0], HIDDEN, training.net.data.classes()];
    let net = Net { layers, ..training.net.clone() };
    let id = RunId { name: "timed".into(), ..training.id.clone() };
    let timed = Training { id, net, epochs: 1, ..training.clone() };
    let start = Instant::now();
    train::<f32>(&timed, images, &mut Generator::seeded(0), Level::best(), &|_| {});
    start.elapsed().as_secs_f64() / work(&timed)
}

/// Weights that take part in an epoch's images, times the epochs.
fn work(training: &Training) -> f64 {
    let weights = |pair: &[usize]| pair[0] as f64 * pair[1] as f64;
    let mut layers = training.net.layers.windows(2).map(weights);
    let first = layers.next().unwrap_or(0.0) * LIT;
    training.epochs as f64 * (first + layers.sum::<f64>() + IMAGE)
}

fn seconds(seconds: f64) -> Duration {
    Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX)
}
