//! An assignment as a document that reads back as the same assignment.

use std::fmt::Debug;

use super::written_data::data_text;
use super::written_nets::net_part;
use super::written_objective::{noise_text, objective_text, start_text};
use super::{Assignment, Comparison, Contour, Minimisation, MinimisationProblem, OwnArithmetic};
use crate::arithmetic::Square;
use crate::optim::Optimiser;

/// The document.
pub fn written(assignment: &Assignment) -> String {
    let Assignment { name, title, data, minimisation, nets } = assignment;
    let mut text = format!("name = {}\ntitle = {}\n", quoted(name), quoted(title));
    text += &data_text(data);
    if let Some(problem) = minimisation {
        text += &problem1(problem);
    }
    nets.iter().for_each(|part| text += &net_part(part));
    text
}

/// A text as TOML writes it.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

pub(super) fn list<T: Debug>(items: &[T]) -> String {
    format!("{items:?}")
}

/// A variant as documents spell it: `RateOutside` is `rate-outside`.
pub(super) fn kebab(variant: impl Debug) -> String {
    let mut text = String::new();
    for character in format!("{variant:?}").chars() {
        if character.is_uppercase() && !text.is_empty() {
            text.push('-');
        }
        text.extend(character.to_lowercase());
    }
    text
}

pub(super) fn headings(headings: &[String]) -> String {
    if headings.is_empty() {
        return String::new();
    }
    let names: Vec<String> = headings.iter().map(|heading| quoted(heading)).collect();
    format!("heading = [{}]\n", names.join(", "))
}

fn problem1(problem: &MinimisationProblem) -> String {
    let (name, square, settings) = objective_text(&problem.objective);
    let square = match square {
        Square::CLibraryPow => "c-library-pow",
        Square::Product => "product",
    };
    let mut text = format!("\n[problem1]\nobjective = {{ name = \"{name}\"{settings} }}\n");
    text += &format!("square = \"{square}\"\n");
    if problem.arithmetic == OwnArithmetic::Exact {
        text += "arithmetic = \"exact\"\n";
    }
    if !problem.own_code.is_empty() {
        let lines: Vec<String> = problem.own_code.iter().map(|line| quoted(line)).collect();
        text += &format!("own_code = [{}]\n", lines.join(", "));
    }
    // A start and a number of steps stand once for all runs; runs of their own come with them.
    let runs = || problem.comparisons.iter().flat_map(|comparison| &comparison.runs);
    if let Some(first) = runs().next() {
        text += &format!("start = {}\nsteps = {}\n", start_text(first), first.steps);
    }
    if let Some(contour) = &problem.contour {
        text += &contour_text(contour);
    }
    let shared = runs().next().map(|run| (start_text(run), run.steps));
    problem
        .comparisons
        .iter()
        .for_each(|comparison| text += &comparison_text(comparison, shared.as_ref()));
    text
}

fn contour_text(contour: &Contour) -> String {
    let Contour { part, headings: names, x, y, points, limits: [from, to], levels } = contour;
    format!(
        "\n[problem1.contour]\npart = {}\n{}x = {}\ny = {}\npoints = {}\nlevels = {{ from = \
         {from:?}, to = {to:?}, count = {} }}\n",
        quoted(part.as_str()),
        headings(names),
        list(x),
        list(y),
        list(points),
        levels.len()
    )
}

fn comparison_text(comparison: &Comparison, shared: Option<&(String, usize)>) -> String {
    let Comparison { part, headings: names, title, trajectories, runs } = comparison;
    let mut text = format!(
        "\n[[problem1.comparison]]\npart = {}\n{}title = {}\n",
        quoted(part.as_str()),
        headings(names),
        quoted(title)
    );
    if *trajectories {
        text += "trajectories = true\n";
    }
    let runs: Vec<String> =
        runs.iter().map(|run| format!("    {},\n", run_text(run, shared))).collect();
    text + &format!("runs = [\n{}]\n", runs.concat())
}

fn run_text(run: &Minimisation, shared: Option<&(String, usize)>) -> String {
    let name = quoted(&run.id.name);
    let rule = match run.optimiser {
        Optimiser::GradientDescent { learning_rate } => {
            format!("rule = \"gradient-descent\", learning_rate = {learning_rate:?}")
        }
        Optimiser::Momentum(settings) => format!(
            "rule = \"momentum\", learning_rate = {:?}, decay = {:?}, form = \"{}\"",
            settings.learning_rate,
            settings.decay,
            kebab(settings.form)
        ),
        Optimiser::Adam(settings) => format!(
            "rule = \"adam\", learning_rate = {:?}, beta1 = {:?}, beta2 = {:?}, epsilon = {:?}, \
             epsilon_place = \"{}\"",
            settings.learning_rate,
            settings.beta1,
            settings.beta2,
            settings.epsilon,
            kebab(settings.epsilon_place)
        ),
    };
    let own = start_text(run);
    let own_start = match shared {
        Some((start, _)) if *start != own => format!(", start = {own}"),
        _ => String::new(),
    };
    let own_steps = match shared {
        Some((_, steps)) if *steps != run.steps => format!(", steps = {}", run.steps),
        _ => String::new(),
    };
    let noise = run.noise.as_ref().map(|noise| format!(", noise = {}", noise_text(noise)));
    let noise = noise.unwrap_or_default();
    format!("{{ name = {name}, {rule}{own_start}{own_steps}{noise} }}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let assignment = Assignment::homework7().expect("reads");
        let again = Assignment::parse(&written(&assignment), "written.toml");
        assert_eq!(again.expect("reads back"), assignment);
    }
}
