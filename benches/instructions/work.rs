//! The work that is counted: so many steps of one case, in a process of its own.

use std::io::Read;
use std::process::ExitCode;

use flate2::read::GzDecoder;
use verigrad::homework::{Assignment, Minimisation};
use verigrad::measure::minimise;
use verigrad::mnist::{PIXELS, pixel};
use verigrad::nn::kernels::{Level, LitPixels, Network};
use verigrad::nn::train::{correct, epoch, fresh};
use verigrad::torch::Generator;

use crate::cases::{BATCH, Case, cases};

/// Images taken in turn: enough that no two batches of a count are alike, few enough to be
/// unpacked in a moment when every instruction is simulated.
const IMAGES: usize = 200;

/// One pass over those images with the first case's net.
const EVALUATION: &str = "evaluate/30";
/// The exit status that says that the processor does not have the level.
pub const LACKS_LEVEL: u8 = 3;

/// Names of all work with the count of its steps: some tenths of a second under callgrind.
pub fn names() -> Vec<(String, usize)> {
    let steps = |case: &Case| if case.net.layers.len() > 3 { 4 } else { 40 };
    let trainings = cases().into_iter().map(|case| (case.name.to_owned(), steps(&case)));
    let minimisers = minimisations().into_iter().map(|run| (run.id.to_string(), 2_000));
    trainings.chain([(EVALUATION.to_owned(), 4)]).chain(minimisers).collect()
}

/// One run of Problem 1 for each update rule.
fn minimisations() -> Vec<Minimisation> {
    let homework = Assignment::homework7().expect("the built-in document is valid");
    let problem = homework.minimisation.expect("the homework has a problem 1");
    problem.comparisons.into_iter().take(1).flat_map(|comparison| comparison.runs).collect()
}

/// Whether that is the name of a minimisation and not of a net's work.
pub fn is_minimisation(name: &str) -> bool {
    !name.contains('/')
}

/// Takes that many steps of the work of that name at that level. Exit status [`LACKS_LEVEL`]
/// where the processor does not have it.
pub fn take(name: &str, level: &str, steps: &str) -> ExitCode {
    let Some(level) = Level::available().into_iter().find(|known| known.to_string() == level)
    else {
        return ExitCode::from(LACKS_LEVEL);
    };
    let Ok(steps) = steps.parse::<usize>() else { return ExitCode::from(2) };
    // The document is read only where it is needed: its reader hashes with random keys, so that
    // its own count is never twice the same.
    let wanted = |run: &Minimisation| run.id == name;
    if let Some(run) = is_minimisation(name).then(minimisations).into_iter().flatten().find(wanted)
    {
        std::hint::black_box(minimise(&Minimisation { steps, ..run }, &|_| {}));
        return ExitCode::SUCCESS;
    }
    let cases = cases();
    let evaluates = name == EVALUATION;
    let Some(Case { net, optimiser, .. }) =
        cases.iter().find(|case| case.name == name || evaluates)
    else {
        return ExitCode::from(2);
    };
    let data = first_images();
    let mut network: Network<f32> = fresh(net, *optimiser, &mut Generator::seeded(0));
    if evaluates {
        for _ in 0..steps {
            std::hint::black_box(correct(&mut network, &data, level));
        }
        return ExitCode::SUCCESS;
    }
    let order: Vec<u32> = (0..IMAGES as u32).cycle().take(steps * BATCH).collect();
    epoch(&mut network, &data, &order, BATCH, level);
    ExitCode::SUCCESS
}

/// The first training images, without a look at the other 59,800.
fn first_images() -> LitPixels {
    let unpacked = |packed: &[u8], header: usize, length: usize| {
        let mut bytes = vec![0; header + length];
        GzDecoder::new(packed).read_exact(&mut bytes).expect("the built-in data set");
        bytes.split_off(header)
    };
    let pixels = include_bytes!("../../data/mnist/train-images-idx3-ubyte.gz");
    let labels = include_bytes!("../../data/mnist/train-labels-idx1-ubyte.gz");
    let pixels = unpacked(pixels, 16, IMAGES * PIXELS);
    let labels = unpacked(labels, 8, IMAGES);
    let images = pixels
        .chunks_exact(PIXELS)
        .zip(labels)
        .map(|(image, label)| (label, image.iter().map(|&byte| pixel(byte)).collect()));
    LitPixels::new(PIXELS, images)
}
