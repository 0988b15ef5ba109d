//! The fused step against PyTorch 2.6 on the real MNIST: losses, accuracies, gradient norms.
//!
//! Tolerances are what PyTorch itself was seen to differ by between its instruction sets and
//! from its own float64 run (`golden/README.md`), rounded up.

use std::collections::BTreeMap;

use rayon::prelude::*;
use verigrad::homework::{Assignment, Net};
use verigrad::nn::Activation;
use verigrad::nn::kernels::{Level, Network, Number};
use verigrad::nn::train::{correct, epoch, from_draws};
use verigrad::optim::{AdamSettings, MomentumSettings, Optimiser};
use verigrad::tolerance::{DOUBLE, EARLY_LOSS, GRADIENT_NORM, LATE_LOSS};
use verigrad::torch::{
    Generator, Initialisation, LinearDraw, linear_default_words, network, test_pass, train_pass,
};

use crate::shared::images;

/// Test images after an epoch, float32.
const IMAGES: i64 = 15;

/// Rows of a vector file as maps from column to field.
fn rows(name: &str) -> Vec<BTreeMap<String, String>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/torch").join(name);
    let mut reader = csv::Reader::from_path(path).expect(name);
    reader.deserialize().map(|row| row.expect(name)).collect()
}

fn number(row: &BTreeMap<String, String>, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|error| panic!("{column}: {error}"))
}

fn shallow(hidden: usize) -> Net {
    Net {
        layers: vec![784, hidden, 10],
        activation: Activation::Sigmoid,
        initialisation: Initialisation::XavierNormal,
        batch: 10,
        data: verigrad::data::DataSet::Mnist,
    }
}

/// The net's weights in either order of drawing.
fn draws(net: &Net, order: &str, generator: &mut Generator) -> Vec<LinearDraw> {
    if order == "interleaved" {
        return network(generator, &net.layers, net.initialisation);
    }
    let pairs = || net.layers.windows(2).map(|pair| (pair[0], pair[1]));
    for (inputs, outputs) in pairs() {
        generator.skip(linear_default_words(inputs, outputs));
    }
    let draw = |(inputs, outputs): (usize, usize)| LinearDraw {
        weight: net.initialisation.draw(generator, inputs, outputs),
        bias: vec![0.0; outputs],
    };
    pairs().map(draw).collect()
}

struct Trace {
    losses: Vec<f64>,
    correct: Vec<i64>,
}

const STEPS: usize = 100;

/// Losses of steps 1..=100 and of step 6,000, and test images after each epoch.
fn trace<T: Number>(net: &Net, optimiser: Optimiser, order: &str, epochs: usize) -> Trace {
    let (images, level) = (images(), Level::best());
    let mut generator = Generator::seeded(0);
    let draws = draws(net, order, &mut generator);
    let mut network: Network<T> = from_draws(net, optimiser, &draws);
    let mut trace = Trace { losses: Vec::new(), correct: Vec::new() };
    for pass in 0..epochs {
        let order = train_pass(&mut generator, 60_000);
        if pass == 0 {
            let (first, rest) = order.split_at(10 * STEPS);
            for batch in first.chunks(10) {
                trace.losses.push(loss(&mut network, batch));
                epoch(&mut network, &images.train, batch, 10, level);
            }
            let (middle, last) = rest.split_at(rest.len() - 10);
            epoch(&mut network, &images.train, middle, 10, level);
            trace.losses.push(loss(&mut network, last));
            epoch(&mut network, &images.train, last, 10, level);
        } else {
            epoch(&mut network, &images.train, &order, 10, level);
        }
        test_pass(&mut generator);
        trace.correct.push(i64::from(correct(&mut network, &images.test, level)));
    }
    trace
}

fn loss<T: Number>(network: &mut Network<T>, batch: &[u32]) -> f64 {
    network.loss(&images().train, batch).to_f64().expect("a float")
}

fn case(run: &str) -> (Net, Optimiser, usize) {
    let sgd = |rate, momentum| Optimiser::Momentum(MomentumSettings::pytorch(rate, momentum));
    let adam = |weight_decay| {
        Optimiser::Adam(AdamSettings { weight_decay, ..AdamSettings::pytorch(0.001) })
    };
    match run {
        "sgd0.1_h30" => (shallow(30), sgd(0.1, 0.0), 3),
        "adam1e-3_h30" => (shallow(30), adam(0.0), 1),
        "sgd0.1_mom0.9_h100" => (shallow(100), sgd(0.1, 0.9), 1),
        "adam1e-3_wd1e-4_h100" => (shallow(100), adam(1e-4), 1),
        other => panic!("no case for {other}"),
    }
}

#[test]
fn losses_and_accuracies_are_pytorchs() {
    let losses = rows("trace_loss_seed0.csv");
    let accuracies = rows("trace_accuracy_seed0.csv");
    let mut cases: Vec<(&str, &str)> =
        losses.iter().map(|row| (row["run"].as_str(), row["order"].as_str())).collect();
    cases.dedup();
    assert_eq!(cases.len(), 8);
    // Loading runs on the same threads: were it left to the cases, they would wait for it.
    images();
    cases.par_iter().for_each(|&(run, order)| {
        let (net, optimiser, epochs) = case(run);
        let single = trace::<f32>(&net, optimiser, order, epochs);
        let double = trace::<f64>(&net, optimiser, order, epochs);
        let of_case = |row: &&BTreeMap<String, String>| row["run"] == run && row["order"] == order;
        let mut compared = 0;
        for row in losses.iter().filter(of_case) {
            let step = number(row, "step") as usize;
            let index = if step <= STEPS { step - 1 } else { STEPS };
            let tolerance = if step <= STEPS { EARLY_LOSS } else { LATE_LOSS };
            let gap = (single.losses[index] - number(row, "loss_f32")).abs();
            assert!(gap <= tolerance, "{run} {order} step {step}: f32 loss is {gap:e} off");
            let gap = (double.losses[index] - number(row, "loss_f64_twin")).abs();
            assert!(gap <= DOUBLE, "{run} {order} step {step}: f64 loss is {gap:e} off");
            compared += 1;
        }
        assert_eq!(compared, 101);
        for row in accuracies.iter().filter(of_case) {
            let index = number(row, "epoch") as usize - 1;
            let gap = single.correct[index] - number(row, "test_correct_of_10000_f32") as i64;
            assert!(gap.abs() <= IMAGES, "{run} {order}: {gap} images off in float32");
            let gap = double.correct[index] - number(row, "test_correct_f64_twin") as i64;
            assert_eq!(gap, 0, "{run} {order}: images off in float64");
        }
    });
}

#[test]
fn the_first_net_after_seed_0_ends_its_epochs_as_pytorchs() {
    let (net, optimiser, epochs) = case("sgd0.1_h30");
    let trace = trace::<f32>(&net, optimiser, "interleaved", epochs);
    assert_eq!(trace.correct, [9319, 9443, 9523]);
}

fn deep(name: &str) -> Net {
    let part = if name == "deep_sigmoid" { "3a" } else { "3b" };
    let assignment = Assignment::homework7().expect("the built-in assignment");
    let net = assignment.nets.iter().find(|net| net.part == part).expect("a probe");
    match &net.work {
        verigrad::homework::NetWork::Probe(net) => net.clone(),
        other => panic!("{part} is no probe: {other:?}"),
    }
}

fn deep_gradients<T: Number>(net: &Net, order: &str, seed: i64) -> [f64; 3] {
    let mut generator = Generator::seeded(seed);
    let draws = draws(net, order, &mut generator);
    let unused = Optimiser::Momentum(MomentumSettings::pytorch(0.01, 0.0));
    let mut network: Network<T> = from_draws(net, unused, &draws);
    let batch = train_pass(&mut generator, 60_000)[..10].to_vec();
    let norms = network.gradient_norms(&images().train, &batch);
    let [first, last] = [norms[0], norms[norms.len() - 1]].map(|norm| norm.to_f64().unwrap());
    [loss(&mut network, &batch), first, last]
}

#[test]
fn gradient_norms_of_the_deep_nets_are_pytorchs() {
    for row in rows("deep_grad_norms.csv") {
        let net = deep(&row["net"]);
        let seed = number(&row, "seed") as i64;
        let single = deep_gradients::<f32>(&net, &row["order"], seed);
        let double = deep_gradients::<f64>(&net, &row["order"], seed);
        let columns = ["loss", "gradnorm_W1", "gradnorm_Wlast"];
        for ((column, single), double) in columns.iter().zip(single).zip(double) {
            let (golden, twin) = (
                number(&row, &format!("{column}_f32")),
                number(&row, &format!("{column}_f64_twin")),
            );
            let relative = (single / golden - 1.0).abs();
            assert!(relative <= GRADIENT_NORM, "{column} {row:?}: f32 is {relative:e} off");
            let relative = (double / twin - 1.0).abs();
            assert!(relative <= DOUBLE, "{column} {row:?}: f64 is {relative:e} off");
        }
    }
}
