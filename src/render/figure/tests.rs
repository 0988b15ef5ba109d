use super::*;
use crate::measure::measure;

fn drawn(document: &str) -> Vec<Figure> {
    let assignment = Assignment::parse(document, "test").unwrap();
    let measurements = measure(&assignment, &assignment.parts(), &|_| {});
    let figures = figures(&assignment, &measurements).unwrap();
    for Figure { id, svg, .. } in &figures {
        assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"), "{id}");
        assert!(svg.contains("viewBox") && svg.contains("role=\"img\""), "{id}");
        assert!(svg.len() < 400_000, "{id}: {} bytes", svg.len());
        assert!(!svg.contains("NaN") && !svg.contains("2147483647"), "{id}");
    }
    figures
}

fn document(objective: &str, start: &str, steps: u32, rate: &str, contour: &str) -> String {
    format!(
        "name = \"t\"\ntitle = \"t\"\n[problem1]\nobjective = {{ {objective} }}\n\
         start = {start}\nsteps = {steps}\n{contour}\n\
         [[problem1.comparison]]\npart = \"1b\"\ntitle = \"rules\"\ntrajectories = true\nruns = [\n\
         {{ name = \"gd\", rule = \"gradient-descent\", learning_rate = {rate} }},\n\
         {{ name = \"adam\", rule = \"adam\", learning_rate = {rate} }} ]\n"
    )
}

const CONTOUR: &str = "[problem1.contour]\npart = \"1a\"\nx = [-4.5, 4.5]\ny = [-3.0, 3.0]\n\
    points = [60, 40]\nlevels = { from = 0.1, to = 1000, count = 20 }";

#[test]
fn the_homework_has_a_figure_of_each_kind() {
    let figures = drawn(crate::homework::HOMEWORK7);
    let ids: Vec<&str> = figures.iter().map(|figure| figure.id.as_str()).collect();
    assert_eq!(ids, ["1a-contour", "1b-trajectories", "1b-errors", "1c-errors", "1d-errors"]);
}

#[test]
fn an_overflow_is_named_with_its_step() {
    let figures = drawn(&document("name = \"rosenbrock\"", "[-4, -2]", 50, "0.1", CONTOUR));
    let errors = figures.last().unwrap();
    assert!(errors.caption.contains("overflow at step"), "{}", errors.caption);
    assert!(errors.svg.contains("overflow at step"));
}

#[test]
fn unusual_assignments_are_drawn() {
    for objective in [
        "name = \"rosenbrock\"",
        "name = \"himmelblau\"",
        "name = \"beale\"",
        "name = \"quadratic\", curvatures = [1, 50]",
    ] {
        for start in ["[-4, -2]", "[90, -70]", "[0, 0]", "[3, 2]", "[1e200, 1]", "[-1e308, 1e308]"]
        {
            for steps in [1, 300] {
                for rate in ["1e-3", "0.04", "7.5"] {
                    for contour in ["", CONTOUR] {
                        drawn(&document(objective, start, steps, rate, contour));
                    }
                }
            }
        }
    }
}

#[test]
fn a_run_that_starts_at_the_minimum_has_no_logarithm() {
    let objective = "name = \"quadratic\", curvatures = [1, 2]";
    let figures = drawn(&document(objective, "[0, 0]", 5, "0.1", ""));
    assert!(figures.iter().any(|figure| figure.caption.contains("error 0 from step 0")));
}

#[test]
fn a_title_cannot_break_out_of_the_drawing() {
    let text = document("name = \"beale\"", "[1, 1]", 3, "0.01", "")
        .replace("\"rules\"", "'</title><b \"x\" & y'");
    assert!(drawn(&text).iter().all(|figure| !figure.svg.contains("<b ")));
}

#[test]
fn restless_paths_and_many_runs_stay_small() {
    for (rule, first, step) in [("gradient-descent", 0.0135, 0.0003), ("adam", 0.5, 0.4)] {
        for count in [1, 3, 24] {
            let runs: Vec<String> = (0..count)
                .map(|k| {
                    let rate = first + step * f64::from(k);
                    format!("{{ name = \"r{k}\", rule = \"{rule}\", learning_rate = {rate} }}")
                })
                .collect();
            drawn(&format!(
                "name = \"t\"\ntitle = \"t\"\n[problem1]\n\
                 objective = {{ name = \"himmelblau\" }}\nstart = [1, 0.3]\nsteps = 60000\n\
                 [[problem1.comparison]]\npart = \"1b\"\ntitle = \"t\"\ntrajectories = true\n\
                 runs = [{}]\n",
                runs.join(",\n")
            ));
        }
    }
}
