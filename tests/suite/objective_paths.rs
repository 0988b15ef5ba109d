//! Runs on every objective, in the plane and beyond, with noise and without, against NumPy's.

use verigrad::homework::{Assignment, Minimisation, written};
use verigrad::measure::minimise;

use crate::golden::{self, Mismatches, Row, from_bits};

const NAME: &str = "numpy/objectives.csv";
const COLUMNS: [&str; 8] = ["objective", "form", "rule", "rate", "noise", "step", "point", "value"];

const POINTS: &str = "[1.5, -0.5, 1], [0.25, 1.75, 1], [2.0, 1.0, 1], [-1.0, 0.5, 0], \
                      [-0.75, -1.25, 0], [0.5, -2.0, 0]";
const POINTS3: &str = "[1.5, -0.5, 1, 1], [0.25, 1.75, 1, 1], [2.0, 1.0, 1, 1], \
                       [-1.0, 0.5, 1, 0], [-0.75, -1.25, 1, 0], [0.5, -2.0, 1, 0]";

/// The objective as a document names it.
fn objective(name: &str) -> String {
    match name {
        "quadratic" => "{ name = \"quadratic\", curvatures = [0.5, 30] }".to_owned(),
        "logistic" => format!("{{ name = \"logistic\", points = [{POINTS}], ridge = 0.1 }}"),
        "logistic-3" => format!("{{ name = \"logistic\", points = [{POINTS3}], ridge = 0.05 }}"),
        // `rosenbrock-10` is `rosenbrock` from a start of ten coordinates.
        _ => {
            let plain = name.trim_end_matches(|c: char| c.is_ascii_digit());
            let plain = plain.strip_suffix('-').unwrap_or(plain);
            format!("{{ name = \"{plain}\" }}")
        }
    }
}

fn coordinates(point: &str) -> Vec<f64> {
    point.split(' ').map(from_bits).collect()
}

/// The homework of one run of a row, so many steps long.
fn assignment(row: &Row<8>, start: &[f64], steps: usize) -> Assignment {
    let [name, form, rule, rate, noise, ..] = &row.fields;
    let square = if form == "pow" { "c-library-pow" } else { "product" };
    let noise = match &**noise {
        "none" => String::new(),
        stream => format!("noise = {{ deviation = 0.25, seed = 7, stream = \"{stream}\" }}\n"),
    };
    let document = format!(
        "name = \"one\"\ntitle = \"One run\"\n[problem1]\nobjective = {}\nsquare = \"{square}\"\n\
         start = {start:?}\nsteps = {steps}\n{noise}[[problem1.comparison]]\npart = \"1\"\n\
         title = \"One\"\nruns = [{{ name = \"run\", rule = \"{rule}\", learning_rate = {:?} }}]\n",
        objective(name),
        from_bits(rate)
    );
    Assignment::parse(&document, "one.toml").unwrap_or_else(|error| panic!("{document}\n{error}"))
}

fn run(assignment: &Assignment) -> Minimisation {
    assignment.runs().next().expect("one run").clone()
}

#[test]
fn every_objectives_runs_have_numpys_bits() {
    let rows = golden::read(NAME, COLUMNS);
    let mut mismatches = Mismatches::new(NAME);
    let mut start = Vec::new();
    for row in &rows {
        let [name, form, rule, _, noise, step, point, value] = &row.fields;
        let (point, value) = (coordinates(point), from_bits(value));
        let steps: usize = step.parse().expect("a step");
        if steps == 0 {
            start = point;
            let one = run(&assignment(row, &start, 1));
            assert_eq!(one.dimensions(), start.len());
            mismatches.bits(row.line, name, one.objective.value_in(&start), value);
            continue;
        }
        let path = minimise(&run(&assignment(row, &start, steps)), &|_| {});
        let ours = [path.last()[0], path.last()[1], path.final_value];
        let what = format!("{name} {form} {rule} {noise} after {step}");
        for (ours, golden) in ours.into_iter().zip([point[0], point[1], value]) {
            mismatches.bits(row.line, &what, ours, golden);
        }
    }
    mismatches.finish();
}

/// What is nearly the run is not taken for it: another seed, stream, strength or square.
#[test]
fn other_noise_and_other_powers_go_elsewhere() {
    let rows = golden::read(NAME, COLUMNS);
    let row = rows
        .iter()
        .find(|row| row.fields[0] == "styblinski-tang-5" && row.fields[4] == "default-rng")
        .expect("a row");
    let one = run(&assignment(row, &coordinates(&row.fields[6]), 300));
    let end = |run: &Minimisation| minimise(run, &|_| {}).final_value.to_bits();
    let noise = one.noise.expect("noise");
    let mut others = vec![Minimisation { noise: None, ..one.clone() }];
    for seed in [6, 8] {
        let noise = Some(verigrad::objective::GradientNoise { seed, ..noise });
        others.push(Minimisation { noise, ..one.clone() });
    }
    for other in &others {
        assert!(!other.same_run(&one));
        assert_ne!(end(other), end(&one));
    }
    assert_eq!(end(&one.clone()), end(&one), "a run begins its stream anew");
}

/// A document of every objective, start and noise reads back.
#[test]
fn what_is_written_of_an_objective_reads_back() {
    let rows = golden::read(NAME, COLUMNS);
    let mut start = Vec::new();
    let mut compared = 0;
    for row in rows.iter().filter(|row| ["0", "1"].contains(&&*row.fields[5])) {
        if row.fields[5] == "0" {
            start = coordinates(&row.fields[6]);
        }
        let assignment = assignment(row, &start, 5);
        let text = written(&assignment);
        let again = Assignment::parse(&text, "written.toml");
        assert_eq!(again.unwrap_or_else(|e| panic!("{text}\n{e}")), assignment);
        compared += 1;
    }
    assert!(compared > 400);
}
