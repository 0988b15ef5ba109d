//! The reference step against PyTorch 2.6 on the real MNIST: initial weights, losses, and
//! everything that is measured, in float32 and float64.

use std::collections::BTreeMap;

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use verigrad::homework::{Assignment, Measurement, StepPath, Training};
use verigrad::nn::kernels::{Level, Number};
use verigrad::nn::train::{Measured, train};
use verigrad::nn::{Elementary, Reference};
use verigrad::tolerance::{DOUBLE, EARLY_LOSS};
use verigrad::torch::{Generator, LinearDraw, train_pass};

use crate::shared::images;

const DOCUMENT: &str = include_str!("fixtures/nets/homework.toml");

fn rows(name: &str) -> Vec<BTreeMap<String, String>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/torch").join(name);
    let mut reader = csv::Reader::from_path(path).expect(name);
    reader.deserialize().map(|row| row.expect(name)).collect()
}

fn number(row: &BTreeMap<String, String>, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|error| panic!("{column}: {error}"))
}

fn homework() -> Assignment {
    Assignment::parse(DOCUMENT, "nets.toml").expect("the fixture reads")
}

fn training<'a>(homework: &'a Assignment, case: &str) -> &'a Training {
    let training = homework.trainings().find(|training| training.id.part == case);
    training.unwrap_or_else(|| panic!("no part {case}"))
}

/// What PyTorch's parameters are in memory, one tensor after the other.
fn digest(draws: &[LinearDraw]) -> String {
    let numbers = draws.iter().flat_map(|draw| draw.weight.iter().chain(&draw.bias));
    let bytes: Vec<u8> = numbers.flat_map(|number| number.to_le_bytes()).collect();
    Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn initial_weights_are_pytorchs() {
    let homework = homework();
    let rows = rows("net_weights.csv");
    assert_eq!(rows.len(), 57);
    for row in &rows {
        let seed = number(row, "seed") as i64;
        let net = &training(&homework, &row["case"]).net;
        let own = digest(&net.draw(&mut Generator::seeded(seed)));
        assert_eq!(own, row["sha256"], "{} under seed {seed}", row["case"]);
        let other = digest(&net.draw(&mut Generator::seeded(seed + 1)));
        assert_ne!(other, row["sha256"]);
    }
}

const STEPS: usize = 100;

/// Losses of the first steps after seed 0.
fn losses<T: Elementary>(training: &Training) -> Vec<f64> {
    let data = &images().train;
    let mut generator = Generator::seeded(0);
    let mut net = Reference::<T>::new(&training.net, &training.net.draw(&mut generator));
    let mut rule = training.optimiser.start::<T>(net.parameters().len());
    let order = train_pass(&mut generator, 60_000);
    let step = |(step, batch): (usize, &[u32])| {
        if let Some(schedule) = training.schedule {
            rule.set_learning_rate(schedule.rate(step as u64, 6000));
        }
        net.step(rule.as_mut(), data, batch).loss.wide()
    };
    order.chunks(10).take(STEPS).enumerate().map(step).collect()
}

/// The largest distance to a column of the golden losses.
fn furthest(case: &str, losses: &[f64], column: &str, rows: &[BTreeMap<String, String>]) -> f64 {
    let own = rows.iter().filter(|row| row["case"] == case);
    let gaps: Vec<f64> =
        own.zip(losses).map(|(row, loss)| (number(row, column) - loss).abs()).collect();
    assert_eq!(gaps.len(), STEPS, "{case}");
    gaps.into_iter().fold(0.0, f64::max)
}

#[test]
fn losses_of_a_hundred_steps_are_pytorchs() {
    let (homework, rows) = (homework(), rows("net_losses.csv"));
    let trainings: Vec<&Training> = homework.trainings().collect();
    assert_eq!((trainings.len(), rows.len()), (19, 1900));
    images();
    trainings.par_iter().for_each(|training| {
        let case = training.id.part.as_str();
        let single = furthest(case, &losses::<f32>(training), "loss_f32", &rows);
        assert!(single <= EARLY_LOSS, "{case}: f32 losses are up to {single:e} off");
        let double = furthest(case, &losses::<f64>(training), "loss_f64_twin", &rows);
        assert!(double <= DOUBLE, "{case}: f64 losses are up to {double:e} off");
        println!("{case}: f32 {single:e}, f64 {double:e}");
    });
}

/// A wrong setting is seen: every case under the settings of another is far from its own losses.
#[test]
fn another_rule_loss_or_unit_has_other_losses() {
    let (homework, rows) = (homework(), rows("net_losses.csv"));
    let changed: [(&str, &dyn Fn(&mut Training)); 5] = [
        ("nielsen", &|t| t.net.loss = verigrad::nn::Loss::MeanSquaredError),
        ("mse-softmax", &|t| t.net.output = verigrad::nn::Output::LOGITS),
        ("adamw", &|t| t.optimiser = t.optimiser.with_weight_decay(0.02)),
        ("nesterov", &|t| t.optimiser = training(&homework, "mse-logits").optimiser),
        ("cosine", &|t| t.schedule = None),
    ];
    for (case, change) in changed {
        let mut training = training(&homework, case).clone();
        change(&mut training);
        let gap = furthest(case, &losses::<f64>(&training), "loss_f64_twin", &rows);
        assert!(gap > 10.0 * EARLY_LOSS, "{case}: {gap:e} after a change");
    }
}

#[test]
fn only_what_the_fused_step_lacks_takes_the_reference_step() {
    let fixture = homework();
    assert!(fixture.trainings().all(|training| training.path() == StepPath::Reference));
    let built_in = Assignment::homework7().expect("reads");
    assert!(built_in.trainings().all(|training| training.path() == StepPath::Fused));
}

/// Where both serve a training, they agree: to the image over an epoch in f64.
#[test]
fn the_reference_step_agrees_with_the_fused_one() {
    let built_in = Assignment::homework7().expect("reads");
    let fused = built_in.trainings().find(|t| t.id.to_string() == "2b.adam.0.001").expect("there");
    let mut fused = fused.clone();
    fused.epochs = 1;
    fused.net.batch = 100;
    let mut measured = fused.clone();
    measured.measurements = vec![Measurement::Confusion];
    assert_eq!((fused.path(), measured.path()), (StepPath::Fused, StepPath::Reference));
    let [one, other] = [&fused, &measured].map(run::<f64>);
    assert_eq!(one.correct, other.correct);
    let confusion = other.confusion.expect("asked for");
    assert_eq!((confusion.correct(), confusion.total()), (one.correct[0], 10_000));
}

fn run<T: Number + Elementary>(training: &Training) -> Measured {
    train::<T>(training, images(), &mut Generator::seeded(0), Level::best(), &|_| {})
}
