//! An objective, a start and noise as a document has them.

use super::Minimisation;
use crate::arithmetic::Square;
use crate::objective::{GradientNoise, NoiseStream, StandardObjective};

/// The objective's name, what its squares are, and its settings, each with a comma before it.
pub(super) fn objective_text(objective: &StandardObjective) -> (&'static str, Square, String) {
    match objective {
        StandardObjective::Rosenbrock(own) => {
            ("rosenbrock", own.square, format!(", a = {:?}, b = {:?}", own.a, own.b))
        }
        StandardObjective::Quadratic(own) => {
            ("quadratic", own.square, format!(", curvatures = {:?}", own.curvatures))
        }
        StandardObjective::Beale(own) => ("beale", own.square, String::new()),
        StandardObjective::Himmelblau(own) => ("himmelblau", own.square, String::new()),
        StandardObjective::Booth(own) => ("booth", own.square, String::new()),
        StandardObjective::Rastrigin(own) => {
            ("rastrigin", own.square, format!(", amplitude = {:?}", own.amplitude))
        }
        StandardObjective::StyblinskiTang(own) => ("styblinski-tang", own.square, String::new()),
        StandardObjective::Logistic(own) => {
            let point = |point: &crate::objective::Labelled| {
                let features: Vec<String> =
                    point.features.iter().map(|x| format!("{x:?}, ")).collect();
                format!("[{}{}]", features.concat(), u8::from(point.label))
            };
            let points: Vec<String> = own.points().iter().map(point).collect();
            let settings = format!(", points = [{}], ridge = {:?}", points.join(", "), own.ridge());
            ("logistic", own.square(), settings)
        }
    }
}

/// All coordinates.
pub(super) fn start_text(run: &Minimisation) -> String {
    format!("{:?}", run.start_in_space())
}

/// As a table.
pub(super) fn noise_text(noise: &GradientNoise) -> String {
    let GradientNoise { deviation, stream, seed } = noise;
    let stream = match stream {
        NoiseStream::DefaultRng => "default-rng",
        NoiseStream::RandomSeed => "random-seed",
    };
    format!("{{ deviation = {deviation:?}, seed = {seed}, stream = \"{stream}\" }}")
}
