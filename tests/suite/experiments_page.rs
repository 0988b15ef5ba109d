//! `docs/experiments.md`: every block is a document that reads, and what it says holds.

use verigrad::data::DataSet;
use verigrad::homework::{Assignment, Catalogue, QuantityId, What};
use verigrad::measure::measure;
use verigrad::objective::Objective;
use verigrad::render::figure::figures;

const PAGE: &str = include_str!("../../docs/experiments.md");

fn blocks() -> Vec<&'static str> {
    let pieces = PAGE.split("```toml\n").skip(1);
    pieces.map(|piece| piece.split("```").next().expect("an end")).collect()
}

/// A whole homework of a block: data get a net.
fn homework(block: &str) -> Assignment {
    let layers = if block.contains("mnist") || block.contains("sha256") {
        "[784, 4, 10]"
    } else {
        "[2, 4, 2]"
    };
    let net = format!(
        "[[net]]\npart = \"2\"\ntitle = \"A net\"\nactivation = \"relu\"\ninitialisation = \
         \"kaiming-normal\"\nbatch = 2\nepochs = 1\ntrainings = [{{ layers = {layers}, rule = \
         \"sgd\", learning_rate = 0.1 }}]\n"
    );
    let net = if block.starts_with("[data]") { net } else { String::new() };
    let text = format!("name = \"page\"\ntitle = \"A block\"\n\n{block}\n{net}");
    Assignment::parse(&text, "page.toml").unwrap_or_else(|error| panic!("{text}\n{error}"))
}

#[test]
fn every_block_reads() {
    let read: Vec<Assignment> = blocks().into_iter().map(homework).collect();
    assert_eq!(read.len(), 9);
    let data = |assignment: &&Assignment| assignment.data != DataSet::Mnist;
    assert_eq!(read.iter().filter(data).count(), 5);
}

#[test]
fn every_block_of_minimisations_runs_and_has_its_figures() {
    for block in blocks().into_iter().filter(|block| block.starts_with("[problem1]")) {
        let assignment = homework(block);
        let measured = measure(&assignment, &assignment.parts(), &|_| {});
        let catalogue = Catalogue::of(&assignment).expect("distinct names");
        for run in assignment.runs() {
            let start = run.objective.value_in(&run.start_in_space());
            let value = measured.number(&QuantityId::of_run(&run.id, What::Value));
            assert!(value.is_some_and(|value| value < start), "{}: {value:?}", run.id);
            let point = catalogue.get(&QuantityId::of_run(&run.id, What::Point));
            assert_eq!(point.is_some(), run.beyond.is_empty(), "points are of the plane");
        }
        let figures = figures(&assignment, &measured).expect("drawn");
        assert_eq!(figures.len(), if block.contains("contour") { 3 } else { 1 });
        if block.contains("contour") {
            let above = |text: &str| text.contains("above the least value, −78.3323");
            assert!(above(&figures[0].caption), "{}", figures[0].caption);
            assert!(figures[0].svg.contains("f − min f") && figures[0].svg.len() > 10_000);
        }
    }
}

/// Each objective of the table is one, with the settings that it names and no others.
#[test]
fn the_table_has_every_objective() {
    let rows: Vec<&str> = PAGE.lines().filter(|line| line.starts_with("| `")).collect();
    let text = "name = \"a\"\ntitle = \"b\"\n[problem1]\nobjective = { name = \"none\" }\n\
                start = [0, 0]\nsteps = 1\n[[problem1.comparison]]\npart = \"1\"\ntitle = \"c\"\n\
                runs = [{ name = \"gd\", rule = \"gradient-descent\", learning_rate = 1 }]\n";
    let message = Assignment::parse(text, "page.toml").expect_err("no objective").to_string();
    let (_, known) = message.split_once("there are ").expect("the names");
    for name in known.trim().split(", ") {
        let row = format!("| `{name}` |");
        assert!(rows.iter().any(|line| line.starts_with(&row)), "no row of {name}");
    }
}

/// What the page says of minima.
#[test]
fn the_tables_minima_are_the_objectives() {
    let assignment = homework(blocks()[0]);
    let run = assignment.runs().next().expect("a run");
    let [[x, y]] = run.objective.minima()[..] else { panic!("one minimum") };
    assert_eq!((format!("{x:.4}"), x), ("-2.9035".to_owned(), y));
    assert_eq!(format!("{:.3}", run.objective.least() / 2.0), "-39.166");
}
