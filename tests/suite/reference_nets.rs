//! The reference step against PyTorch 2.6 on the real MNIST: initial weights, losses, and
//! everything that is measured, in float32 and float64.

use std::collections::BTreeMap;

use rayon::prelude::*;
use sha2::{Digest, Sha256};
use verigrad::check;
use verigrad::gradcheck::{self, Verdict};
use verigrad::homework::{Assignment, Measurement, Net, NetWork, PartId, StepPath, Training};
use verigrad::measure::initial_weights;
use verigrad::nn::kernels::{Level, Number};
use verigrad::nn::train::{Measured, train};
use verigrad::nn::{Activation, Elementary, Reference};
use verigrad::tolerance::{DOUBLE, EARLY_LOSS};
use verigrad::torch::{
    Generator, Initialisation, LinearDraw, TEST_PASS_WORDS, TRAIN_PASS_WORDS, train_pass,
};

use crate::place::{file, folder, printed, verigrad};
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
    assert_eq!(rows.len(), 63);
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
        net.step(rule.as_mut(), data, batch, &mut generator).loss.wide()
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
    assert_eq!((trainings.len(), rows.len()), (21, 2100));
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

type Change<'a> = &'a dyn Fn(&mut Training);

/// A wrong setting is seen: every case under the settings of another is far from its own losses.
#[test]
fn another_rule_loss_or_unit_has_other_losses() {
    let (homework, rows) = (homework(), rows("net_losses.csv"));
    let changed: [(&str, Change); 6] = [
        ("dropout", &|t| t.net.dropout = 0.51),
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
    let fused = built_in.trainings().find(|t| t.id == "2b.adam.0.001").expect("there");
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

/// Small nets with every activation, output and loss, whose gradients are held against
/// differences, remainders and forward differentiation.
#[test]
fn gradients_of_every_unit_and_loss_are_right() {
    let mut document = "name = \"g\"\ntitle = \"Gradients\"\n".to_owned();
    let cases = [
        ("tanh", "softmax", "mean-squared-error"),
        ("leaky-relu", "leaky-relu", "quadratic"),
        ("sigmoid", "softmax", "cross-entropy"),
        ("relu", "tanh", "mean-squared-error"),
        ("sigmoid", "sigmoid", "quadratic"),
        ("tanh", "logits", "cross-entropy"),
    ];
    for (index, (activation, output, loss)) in cases.iter().enumerate() {
        document += &format!(
            "[[net]]\npart = \"{index}\"\ntitle = \"{index}\"\nactivation = \"{activation}\"\n\
             output = \"{output}\"\nloss = \"{loss}\"\ninitialisation = \"pytorch-default\"\n\
             batch = 10\ngradient_probe = [784, 6, 5, 10]\n"
        );
    }
    let assignment = Assignment::parse(&document, "gradients.toml").expect("reads");
    let subjects = gradcheck::check(&assignment, &images().train, 3, &|_| {});
    let nets: Vec<_> = subjects.iter().filter(|s| s.name.contains("784-6-5-10")).collect();
    assert_eq!(nets.len(), cases.len());
    for subject in nets {
        assert_eq!(subject.blocks.len(), 6, "{}", subject.name);
        for block in &subject.blocks {
            assert_eq!(block.verdict, Verdict::Passed, "{} {block:?}", subject.name);
        }
    }
}

#[test]
fn a_run_says_which_step_it_took_and_what_it_began_with() {
    let place = folder();
    file(place.path(), "nets.toml", DOCUMENT);
    let run = |arguments: &[&str]| {
        printed(&verigrad(place.path()).arg("run").args(arguments).assert().success())
    };
    let text = run(&["nielsen", "--assignment", "nets.toml", "--seed", "0"]);
    let rows = rows("net_weights.csv");
    let golden = rows.iter().find(|row| row["case"] == "nielsen" && row["seed"] == "0");
    assert!(text.contains(&golden.expect("there")["sha256"]), "{text}");
    assert!(text.contains("reference step: nielsen\n") && !text.contains("fused"), "{text}");
    let text = run(&["3a", "--seed", "0"]);
    assert!(text.contains("fused step: 3a\n") && !text.contains("reference"), "{text}");
    let text = run(&["3a"]);
    assert!(!text.contains("SHA-256"), "only a seed that was asked for is proven: {text}");
}

/// With what is dropped held still, the loss is a function of the weights as any other.
#[test]
fn gradients_through_dropout_are_right() {
    let net = Net {
        dropout: 0.4,
        ..Net::new(vec![784, 6, 5, 10], Activation::Sigmoid, Initialisation::PytorchDefault, 10)
    };
    let reference = Reference::<f64>::new(&net, &net.draw(&mut Generator::seeded(2)));
    let at = |x: &[f64]| {
        let mut own = reference.clone();
        let start = own.parameters().len() - x.len();
        let parameters = [&own.parameters()[..start], x].concat();
        own.set_parameters(&parameters);
        let batch: Vec<u32> = (0..10).collect();
        let loss = own.loss_and_gradient(&images().train, &batch, Some(&mut Generator::seeded(5)));
        (loss, own.gradient()[start..].to_vec())
    };
    // All but the first layer's, and its biases.
    let point = reference.parameters()[784 * 6..].to_vec();
    let report = check::gradient(|x: &[f64]| at(x).0, |x: &[f64]| at(x).1).at([point.clone()]);
    report.check().expect("finite").assert();
    let wrong = check::gradient(
        |x: &[f64]| at(x).0,
        |x: &[f64]| {
            let mut own = reference.clone();
            let batch: Vec<u32> = (0..10).collect();
            let start = own.parameters().len() - x.len();
            let parameters = [&own.parameters()[..start], x].concat();
            own.set_parameters(&parameters);
            own.loss_and_gradient(&images().train, &batch, None);
            own.gradient()[start..].to_vec()
        },
    );
    assert!(!wrong.at([point]).check().expect("finite").is_right(), "nothing was dropped");
}

/// Small normal draws keep a normal for the next part: what follows begins where PyTorch has it.
#[test]
fn a_part_begins_where_the_one_before_leaves_the_generator() {
    let homework = homework();
    let odd = training(&homework, "nielsen-odd");
    let mut two = homework.nets[1].clone();
    two.part = PartId::new("again").expect("a name");
    let NetWork::Sweep { trainings, .. } = &mut two.work else { panic!("a sweep") };
    trainings[0].id.part = two.part.clone();
    let parts = [homework.nets[1].clone(), two];
    let digests = initial_weights(&parts, &|_| true, 0);
    let mut generator = Generator::seeded(0);
    let first = odd.net.draw(&mut generator);
    generator.skip(TRAIN_PASS_WORDS + TEST_PASS_WORDS);
    let second = odd.net.draw(&mut generator);
    let digests: Vec<&str> = digests.iter().map(|(_, digest)| digest.as_str()).collect();
    assert_eq!(digests, [digest(&first), digest(&second)]);
}
