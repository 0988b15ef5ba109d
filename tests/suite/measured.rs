//! What a homework measures beside accuracies: against PyTorch, in files of rows, in claims and in
//! reports.

use std::collections::BTreeMap;

use verigrad::ensemble::{Columns, Ensemble, parse};
use verigrad::grade::Grader;
use verigrad::homework::{
    Assignment, Homework, Kind, Ledger, QuantityId, Source, Training, What, written,
};
use verigrad::judge::Judgement;
use verigrad::measure::{Measurements, Row, Rows, Value};
use verigrad::mnist::TEST_LABELS;
use verigrad::nn::kernels::{Level, Number};
use verigrad::nn::train::{Measured, train};
use verigrad::nn::{Confusion, Elementary};
use verigrad::read::{Submission, read};
use verigrad::tolerance::{DOUBLE, EARLY_LOSS};
use verigrad::torch::Generator;
use verigrad::verdict::Verdict;

use crate::shared::images;

const DOCUMENT: &str = include_str!("fixtures/measured/homework.toml");

fn homework() -> Homework {
    Homework::of(Assignment::parse(DOCUMENT, "measured.toml").expect("reads"), Source::BuiltIn)
}

fn golden() -> Vec<BTreeMap<String, String>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut reader =
        csv::Reader::from_path(path.join("golden/torch/net_measures.csv")).expect("there");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

fn run<T: Number + Elementary>(training: &Training) -> Measured {
    train::<T>(training, images(), &mut Generator::seeded(0), Level::best(), &|_| {})
}

/// One golden number's counterpart.
fn own(measured: &Measured, measure: &str, index: usize) -> f64 {
    match measure.split_once('@') {
        Some((_, step)) => {
            let step: u64 = step.parse().expect("a step");
            let norms = measured.gradient_norms.iter().find(|(own, _)| *own == step);
            norms.expect("measured").1[index - 1]
        }
        None => match measure {
            "train_loss" => measured.training_loss[index - 1],
            "train_correct" => f64::from(measured.training_correct[index - 1]),
            "test_loss" => measured.test_loss[index - 1],
            "correct" => f64::from(measured.correct[index - 1]),
            "weightnorm" => measured.weight_norms[index - 1],
            "confusion" => {
                let confusion = measured.confusion.as_ref().expect("measured");
                f64::from(confusion.row(index / 10)[index % 10])
            }
            other => panic!("no measure {other}"),
        },
    }
}

/// Images that an epoch's count may be off by in float32, as elsewhere.
const IMAGES: f64 = 15.0;

#[test]
fn everything_that_is_measured_is_pytorchs() {
    let homework = homework();
    let golden = golden();
    assert_eq!(golden.len(), 352);
    for (id, case) in [("4a", "mse-softmax"), ("4b.falling", "nesterov"), ("4c", "dropout")] {
        let training = homework.assignment.trainings().find(|t| t.id == *id);
        let training = training.expect("there");
        let (single, double) = (run::<f32>(training), run::<f64>(training));
        for row in golden.iter().filter(|row| row["case"] == case) {
            let measure = row["measure"].as_str();
            let index: usize = row["index"].parse().expect("an index");
            let number = |column: &str| row[column].parse::<f64>().expect("a number");
            let whole = matches!(measure, "train_correct" | "correct" | "confusion");
            let gap = (own(&double, measure, index) - number("f64_twin")).abs();
            let most = if whole { 0.0 } else { DOUBLE };
            assert!(gap <= most, "{case} {measure} {index}: {gap:e} off in float64");
            let gap = (own(&single, measure, index) - number("f32")).abs();
            let most = match measure {
                _ if whole => IMAGES,
                // Norms are of the size of 8: relative to that.
                "weightnorm" => 10.0 * EARLY_LOSS,
                _ => EARLY_LOSS,
            };
            assert!(gap <= most, "{case} {measure} {index}: {gap:e} off in float32");
        }
    }
}

#[test]
fn every_measured_quantity_has_an_id_that_reads_back() {
    let homework = homework();
    let ids: Vec<String> = homework.catalogue.iter().map(|q| q.id.to_string()).collect();
    for id in [
        "4a.train_loss",
        "4a.train_loss@2",
        "4a.train_loss_by_epoch",
        "4b.falling.train_accuracy@1",
        "4a.test_loss",
        "4a.misclassified",
        "4a.confusion[3]",
        "4a.confusion[3][5]",
        "4a.input.weightnorm",
        "4a.weightnorm_by_layer",
        "4b.constant.output.gradnorm@50",
        "4b.constant.gradnorm_by_layer@300",
    ] {
        assert!(ids.iter().any(|own| own == id), "{id}");
        let read = QuantityId::read(id, &homework.catalogue).expect(id);
        assert_eq!(read.to_string(), id);
    }
    let first = QuantityId::read("4a.gradnorm[1]@50", &homework.catalogue).expect("by number");
    assert_eq!(first.to_string(), "4a.input.gradnorm@50");
    for id in ["4a.train_loss@3", "4a.confusion[10]", "4a.gradnorm[3]@50", "4a.gradnorm[1]@51"] {
        assert!(QuantityId::read(id, &homework.catalogue).is_err(), "{id}");
    }
    let split = |id: &str| {
        let quantity = homework.catalogue.iter().find(|q| q.id == *id).expect(id);
        serde_json::to_value(&quantity.facets).expect("JSON")["split"].clone()
    };
    assert_eq!((split("4a.train_loss"), split("4a.test_loss")), ("training".into(), "test".into()));
    let built_in = Homework::built_in().expect("reads");
    assert!(built_in.catalogue.iter().all(|quantity| !quantity.id.what.is_measured()));
}

#[test]
fn what_is_written_reads_back() {
    for text in [DOCUMENT, include_str!("fixtures/nets/homework.toml")] {
        let assignment = Assignment::parse(text, "one.toml").expect("reads");
        let again = Assignment::parse(&written(&assignment), "written.toml");
        assert_eq!(again.expect("reads back"), assignment);
    }
}

/// The test images of each class, nine in ten of them right, the others taken for the next class.
fn made_up(homework: &Homework) -> Row {
    let mut confusion = Confusion::new(10);
    for image in 0..images().test.len() {
        let label = images().test.label(image);
        confusion.count(label, if image % 10 == 0 { (label + 1) % 10 } else { label });
    }
    let measured = Measured {
        correct: vec![8_000, 9_000],
        training_loss: vec![0.5, 0.25],
        training_correct: vec![40_000, 50_000],
        test_loss: vec![0.375, 1.0 / 3.0],
        confusion: Some(confusion),
        weight_norms: vec![8.0, 5.5],
        gradient_norms: vec![(1, vec![0.5, 0.25]), (50, vec![1.5, 1.0]), (300, vec![2.0, 1e-9])],
    };
    let trainings = homework.assignment.trainings();
    let of = |training: &Training| {
        let mut own = measured.clone();
        // A norm for each layer.
        let layers = training.net.layers.len() - 1;
        own.weight_norms.resize(layers, 7.0);
        own.gradient_norms.iter_mut().for_each(|(_, norms)| norms.resize(layers, 0.125));
        (training.id.clone(), own)
    };
    Row { trainings: trainings.map(of).collect(), probes: Vec::new() }
}

#[test]
fn rows_keep_everything() {
    let homework = homework();
    let nets = &homework.assignment.nets;
    let row = made_up(&homework);
    let ensemble = Ensemble { rows: [(7, row)].into() };
    let text = ensemble.text(&Columns::of(nets));
    let stored = parse(&text, "rows.csv", nets).expect("reads");
    assert_eq!((stored.parts.len(), &stored.ensemble), (3, &ensemble));
    let short = text.replace(" 0.3333333333333333,", ",");
    assert_ne!(short, text);
    assert!(parse(&short, "rows.csv", nets).is_err(), "a number was taken out");
}

#[test]
fn numbers_are_found_by_id() {
    let homework = homework();
    let mut measurements = Measurements::default();
    measurements.add_row(&homework.assignment.nets, &made_up(&homework), 10_000);
    let get = |id: &str| {
        let id = QuantityId::read(id, &homework.catalogue).expect(id);
        measurements.get(&id).expect("measured")
    };
    assert_eq!(get("4a.train_loss"), Value::Number(0.25));
    assert_eq!(get("4a.train_loss@1"), Value::Number(0.5));
    assert_eq!(get("4b.falling.train_accuracy@2"), Value::Number(50_000.0 / 60_000.0));
    assert_eq!(get("4a.misclassified"), Value::Count(1_000));
    assert_eq!(get("4a.output.weightnorm"), Value::Number(5.5));
    assert_eq!(get("4a.output.gradnorm@300"), Value::Number(1e-9));
    let Value::Counts(row) = get("4a.confusion[3]") else { panic!("counts") };
    assert_eq!(row.iter().sum::<u32>(), 1010);
    assert_eq!(get("4a.confusion[3][4]"), Value::Count(row[4] as usize));
    let all = homework.catalogue.iter().filter(|q| q.id.what.is_measured());
    for quantity in all {
        let value = measurements.get(&quantity.id);
        assert!(value.is_some(), "{}", quantity.id);
        let list = matches!(value, Some(Value::Numbers(_) | Value::Counts(_)));
        assert_eq!(list, quantity.kind.length().is_some(), "{}", quantity.id);
    }
    assert_eq!(homework.catalogue.iter().filter(|q| matches!(q.kind, Kind::Loss)).count(), 24);
}

fn judged(table: &str) -> Vec<Judgement> {
    let homework = homework();
    let names = homework.names();
    let ledger = Ledger::parse_submission(table, "mine.csv", &homework.ledger, names);
    let ledger = ledger.unwrap_or_else(|error| panic!("{}", error.render(false)));
    let grader = Grader::new(&homework, Rows::default(), &|_| {}).expect("a grader");
    grader.grade_ledger(ledger).expect("graded").judgements
}

/// The verdict and reason of one claim among some.
fn verdict(table: &str, id: &str) -> (Verdict, String) {
    let judged = judged(&format!("id,reported\n{table}"));
    let one = judged.into_iter().find(|judgement| judgement.id == *id).expect(id);
    (one.verdict, one.reason)
}

const ROW_3: &str = "4a.confusion[3],[0 0 1 909 100 0 0 0 0 0]\n";

#[test]
fn scores_of_one_run_are_possible_together() {
    // Truth, and one unit off.
    for (table, id, possible) in [
        ("4a.accuracy,0.9047\n4a.misclassified,953\n", "4a.misclassified", true),
        ("4a.accuracy,0.9047\n4a.misclassified,954\n", "4a.misclassified", false),
        ("4a.accuracy,0.905\n4a.misclassified,954\n", "4a.misclassified", true),
        ("4a.accuracy@2,0.9047\n4a.misclassified,952\n", "4a.misclassified", false),
        ("4a.accuracy@1,0.9047\n4a.misclassified,100\n", "4a.misclassified", true),
        ("4a.misclassified,10000\n", "4a.misclassified", true),
        ("4a.misclassified,10001\n", "4a.misclassified", false),
        ("4a.misclassified,95.5\n", "4a.misclassified", false),
        (ROW_3, "4a.confusion[3]", true),
        (&ROW_3.replace("909", "908"), "4a.confusion[3]", false),
        ("4a.confusion[5][3],892\n", "4a.confusion[5][3]", true),
        ("4a.confusion[5][3],893\n", "4a.confusion[5][3]", false),
    ] {
        let (verdict, reason) = verdict(table, id);
        let expected = if possible { Verdict::NotCheckable } else { Verdict::Contradicted };
        assert_eq!(verdict, expected, "{table}: {reason}");
    }
}

#[test]
fn the_diagonal_of_all_confusions_is_the_accuracy() {
    let homework = homework();
    let row = made_up(&homework);
    let confusion = row.trainings[0].1.confusion.as_ref().expect("made");
    let rows: String = (0..10)
        .map(|class| {
            let counts: Vec<String> = confusion.row(class).iter().map(u32::to_string).collect();
            format!("4a.confusion[{class}],[{}]\n", counts.join(" "))
        })
        .collect();
    assert_eq!(confusion.correct(), 9_000);
    let sums = (0..10).map(|class| confusion.row(class).iter().sum::<u32>());
    assert_eq!(sums.collect::<Vec<_>>(), TEST_LABELS, "as counted from the labels");
    let of =
        |accuracy: &str| verdict(&format!("{rows}4a.accuracy,{accuracy}\n"), "4a.confusion[0]");
    assert_eq!(of("0.9").0, Verdict::NotCheckable);
    let (verdict, reason) = of("0.9001");
    assert_eq!(verdict, Verdict::Contradicted);
    assert!(reason.contains("9000 of 10000 right are no accuracy of 0.9001"), "{reason}");
}

/// A loss in words is the quantity of its section, where that has one training; of several the
/// homework's own words have to name one.
#[test]
fn measured_numbers_are_read_in_reports() {
    let homework = homework();
    let grader = Grader::new(&homework, Rows::default(), &|_| {}).expect("a grader");
    let report = "# 4a\n\nFinal training loss: 0.0190 and test loss: 0.0157.\n\n# 4b\n\n\
                  The training accuracy is 0.9342.\n\n# 4c\n\n- train accuracy: 0.8123\n";
    let Ok(Submission::Report(document)) = read(report.into(), "report.md") else {
        panic!("a report");
    };
    let graded = grader.grade_report(*document).expect("graded");
    let found: Vec<(String, &str)> = graded
        .judgements
        .iter()
        .filter(|judgement| !judgement.reported.is_empty())
        .map(|judgement| (judgement.id.to_string(), judgement.reported.as_str()))
        .collect();
    let expected =
        [("4a.train_loss", "0.0190"), ("4a.test_loss", "0.0157"), ("4c.train_accuracy", "0.8123")];
    assert_eq!(found, expected.map(|(id, number)| (id.to_owned(), number)));
    let what = |judgement: &Judgement| judgement.id.quantity().map(|id| id.what);
    assert!(graded.judgements.iter().all(|j| what(j) != Some(What::Misclassified)));
}
