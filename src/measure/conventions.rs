//! The same run under other conventions that libraries and textbooks use.

use crate::arithmetic::Square;
use crate::homework::Minimisation;
use crate::objective::{Beale, Himmelblau, Quadratic, Rosenbrock, StandardObjective};
use crate::optim::{AdamSettings, EpsilonPlace, MomentumForm, MomentumSettings, Optimiser};

/// Every run that differs from `run` in one convention, with what is different in words.
pub fn other_conventions(run: &Minimisation) -> Vec<(String, Minimisation)> {
    let mut others = Vec::new();
    let with = |optimiser: Optimiser| Minimisation { optimiser, ..run.clone() };
    match run.optimiser {
        Optimiser::Adam(settings) => {
            let (place, words) = match settings.epsilon_place {
                EpsilonPlace::InsideRoot => (EpsilonPlace::OutsideRoot, "epsilon outside the root"),
                EpsilonPlace::OutsideRoot => (EpsilonPlace::InsideRoot, "epsilon inside the root"),
            };
            let adam = |settings: AdamSettings| with(Optimiser::Adam(settings));
            others
                .push((words.to_owned(), adam(AdamSettings { epsilon_place: place, ..settings })));
            for beta2 in [0.999, 0.99] {
                if beta2 != settings.beta2 {
                    others
                        .push((format!("beta2 {beta2}"), adam(AdamSettings { beta2, ..settings })));
                }
            }
        }
        Optimiser::Momentum(settings) => {
            let forms = [
                (MomentumForm::RateInside, "the momentum inside the rate (v = gamma v + eta g)"),
                (MomentumForm::RateOutside, "the momentum outside the rate (v = gamma v + g)"),
                (MomentumForm::Average, "an averaged velocity (v = gamma v + (1 - gamma) g)"),
            ];
            for (form, words) in forms {
                if form != settings.form {
                    let other = MomentumSettings { form, ..settings };
                    others.push((words.to_owned(), with(Optimiser::Momentum(other))));
                }
            }
        }
        Optimiser::GradientDescent { .. } => {}
    }
    let (square, objective) = other_square(run.objective);
    let words = match square {
        Square::Product => "x*x in place of pow",
        Square::CLibraryPow => "pow in place of x*x",
    };
    others.push((words.to_owned(), Minimisation { objective, ..run.clone() }));
    others.push(("one step more".to_owned(), Minimisation { steps: run.steps + 1, ..run.clone() }));
    if run.steps > 1 {
        let fewer = Minimisation { steps: run.steps - 1, ..run.clone() };
        others.push(("one step fewer".to_owned(), fewer));
    }
    others
}

fn other_square(objective: StandardObjective) -> (Square, StandardObjective) {
    let other = |square| match square {
        Square::CLibraryPow => Square::Product,
        Square::Product => Square::CLibraryPow,
    };
    match objective {
        StandardObjective::Rosenbrock(rosenbrock) => {
            let square = other(rosenbrock.square);
            (square, StandardObjective::Rosenbrock(Rosenbrock { square, ..rosenbrock }))
        }
        StandardObjective::Quadratic(quadratic) => {
            let square = other(quadratic.square);
            (square, StandardObjective::Quadratic(Quadratic { square, ..quadratic }))
        }
        StandardObjective::Beale(beale) => {
            let square = other(beale.square);
            (square, StandardObjective::Beale(Beale { square }))
        }
        StandardObjective::Himmelblau(himmelblau) => {
            let square = other(himmelblau.square);
            (square, StandardObjective::Himmelblau(Himmelblau { square }))
        }
    }
}
