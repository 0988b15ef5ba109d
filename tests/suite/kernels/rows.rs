//! A row does not depend on threads, nor on what else is wanted.

use std::sync::atomic::{AtomicU64, Ordering};

use verigrad::homework::{PartId, RunId, Training};
use verigrad::nn::train::train;
use verigrad::torch::test_pass;

use super::*;
use crate::shared::part;

const NETS: &str = r#"name = "nets"
title = "Small nets"

[[net]]
part = "2a"
title = "Two trainings"
activation = "sigmoid"
initialisation = "xavier-normal"
batch = 7
epochs = 2
trainings = [
    { name = "sgd", layers = [784, 8, 10], rule = "sgd", learning_rate = 0.1, momentum = 0.5 },
    { name = "adam", layers = [784, 20, 10], rule = "adam", learning_rate = 0.01 },
]

[[net]]
part = "2b"
title = "A probe"
activation = "relu"
initialisation = "kaiming-uniform"
batch = 10
gradient_probe = [784, 17, 17, 10]

[[net]]
part = "2c"
title = "One more training"
activation = "relu"
initialisation = "kaiming-uniform"
batch = 10
epochs = 1
trainings = [
    { layers = [784, 16, 10], rule = "adam", learning_rate = 0.001, weight_decay = 1e-4 },
]
"#;

#[test]
fn a_row_does_not_depend_on_threads_or_on_what_else_is_wanted() {
    let assignment = Assignment::parse(NETS, "nets.toml").expect("a valid document");
    let bits = &mut Bits(3);
    let mut images = |count| Sparse::draw(bits, 784, 10, count).lit();
    let images = Images { train: images(200), test: images(301) };
    let row = |threads: usize, wanted: &(dyn Fn(&PartId) -> bool + Sync), seed: i64| -> Row {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| {
            measure::row(&assignment.nets, wanted, seed, &images, Level::best(), &|_| {})
        })
    };
    let whole = row(1, &|_| true, 5);
    let ids: Vec<String> = whole.trainings.iter().map(|(id, _)| id.to_string()).collect();
    assert_eq!(ids, ["2a.sgd", "2a.adam", "2c"]);
    assert_eq!(whole.trainings.iter().map(|(_, curve)| curve.len()).collect::<Vec<_>>(), [2, 2, 1]);
    assert_eq!(whole.probes.len(), 1);
    assert_eq!(whole.probes[0].1.len(), 3);
    for threads in [1, 2, 5] {
        assert_eq!(row(threads, &|_| true, 5), whole, "{threads} threads");
        for part in ["2a", "2b", "2c"].map(part) {
            let mut expected = whole.clone();
            expected.trainings.retain(|(id, _)| id.part == part);
            expected.probes.retain(|(id, _)| *id == part);
            let alone = row(threads, &|wanted| *wanted == part, 5);
            assert_eq!(alone, expected, "{part} alone, {threads} threads");
        }
    }
    assert_ne!(row(2, &|_| true, 6), whole);
}

/// Progress is told in between, and takes no part in where a batch ends: every step is told of,
/// whatever the batch, and the net is the one that takes each epoch's order at once.
#[test]
fn telling_progress_cuts_no_batch() {
    let bits = &mut Bits(17);
    let widths = [4, 3];
    let images = Images {
        train: Sparse::draw(bits, 4, 3, 1300).lit(),
        test: Sparse::draw(bits, 4, 3, 400).lit(),
    };
    for (batch, steps) in [(1, 1300), (2, 650), (7, 186), (64, 21), (2000, 1)] {
        let training = Training {
            id: RunId::new(&part("2a"), "one"),
            net: Net {
                layers: widths.to_vec(),
                activation: Activation::Sigmoid,
                initialisation: Initialisation::XavierNormal,
                batch,
                data: verigrad::data::DataSet::Mnist,
            },
            optimiser: Optimiser::GradientDescent { learning_rate: 0.3 },
            epochs: 2,
        };
        let told = AtomicU64::new(0);
        let count = |steps| {
            told.fetch_add(steps, Ordering::Relaxed);
        };
        let draws = &mut Generator::seeded(1);
        let curve = train::<f32>(&training, &images, draws, Level::best(), &count);
        assert_eq!(told.into_inner(), 2 * steps, "batch of {batch}");
        let generator = &mut Generator::seeded(1);
        let mut whole: Network<f32> = fresh(&training.net, training.optimiser, generator);
        let expected = [(); 2].map(|()| {
            let order = train_pass(generator, 1300);
            epoch(&mut whole, &images.train, &order, batch, Level::best());
            test_pass(generator);
            correct(&mut whole, &images.test, Level::best())
        });
        assert_eq!(curve, expected, "batch of {batch}");
    }
}
