//! One case, ready to be timed: 100 steps at a time on the real images, or an evaluation.

use std::time::{Duration, Instant};

use verigrad::measure::images;
use verigrad::mnist::Mnist;
use verigrad::nn::kernels::{Level, Network};
use verigrad::nn::train::{Images, correct, epoch, fresh};
use verigrad::torch::{Generator, train_pass};

use crate::bound::{Operations, evaluation, step};
use crate::cases::{BATCH, Case, cases};

/// Steps that are taken between two looks at the clock.
pub const STEPS: usize = 100;
/// Orders drawn before the clock starts, so that shuffling is not timed.
const EPOCHS: usize = 4;
/// The name of the evaluation among the cases.
pub const EVALUATION: &str = "evaluate/30";

/// The data in memory.
pub fn data() -> Images {
    images(&Mnist::built_in().expect("the built-in data set"))
}

/// The trainings, then the evaluation of the first one's net.
pub fn names() -> Vec<&'static str> {
    cases().iter().map(|case| case.name).chain([EVALUATION]).collect()
}

/// A case that can be taken on and on: a training goes on where it stopped.
pub struct Work<'a> {
    images: &'a Images,
    level: Level,
    network: Network<f32>,
    order: Vec<u32>,
    next: usize,
    evaluates: bool,
    /// Images of one [`Work::take`].
    pub images_taken: usize,
    /// Operations of a step, or of the evaluation.
    pub operations: Operations,
}

impl<'a> Work<'a> {
    /// The case of that name.
    pub fn named(name: &str, images: &'a Images, level: Level) -> Option<Self> {
        let cases = cases();
        let evaluates = name == EVALUATION;
        let case = cases.iter().find(|case| case.name == name || evaluates)?;
        let Case { net, optimiser, .. } = case;
        let mut generator = Generator::seeded(0);
        let network = fresh(net, *optimiser, &mut generator);
        let count = u32::try_from(images.train.len()).expect("few images");
        let orders = if evaluates { 0 } else { EPOCHS };
        Some(Self {
            images,
            level,
            network,
            order: (0..orders).flat_map(|_| train_pass(&mut generator, count)).collect(),
            next: 0,
            evaluates,
            images_taken: if evaluates { images.test.len() } else { STEPS * BATCH },
            operations: match evaluates {
                true => evaluation(net, &images.test),
                false => step(net, *optimiser, &images.train),
            },
        })
    }

    /// [`STEPS`] steps, or one evaluation.
    pub fn take(&mut self) {
        if self.evaluates {
            std::hint::black_box(correct(&mut self.network, &self.images.test, self.level));
            return;
        }
        let piece = &self.order[self.next..self.next + self.images_taken];
        epoch(&mut self.network, &self.images.train, piece, BATCH, self.level);
        self.next = (self.next + self.images_taken) % self.order.len();
    }

    /// How many steps or evaluations one [`Work::take`] is.
    pub fn units(&self) -> usize {
        if self.evaluates { 1 } else { STEPS }
    }

    /// Microseconds of processor time of a step or an evaluation, of as many as fit into that
    /// time.
    pub fn microseconds(&mut self, at_least: Duration) -> f64 {
        let (start, before) = (Instant::now(), processor_seconds());
        let mut count = 0;
        while start.elapsed() < at_least || count == 0 {
            self.take();
            count += self.units();
        }
        let elapsed = start.elapsed().as_secs_f64();
        let busy = before.zip(processor_seconds()).map(|(before, after)| after - before);
        busy.unwrap_or(elapsed) * 1e6 / count as f64
    }
}

/// How long this thread has run, waiting for the processor not counted; where the system does
/// not say, as only Linux does, the clock on the wall has to do.
fn processor_seconds() -> Option<f64> {
    let said = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = said.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}
