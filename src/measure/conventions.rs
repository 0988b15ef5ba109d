//! The same run under other conventions that libraries and textbooks use.

use crate::arithmetic::Square;
use crate::homework::Minimisation;
use crate::objective::{
    Beale, Booth, Himmelblau, Quadratic, Rastrigin, Rosenbrock, StandardObjective, StyblinskiTang,
};
use crate::optim::{AdamSettings, EpsilonPlace, MomentumForm, MomentumSettings, Optimiser};

/// A run under another convention.
#[derive(Clone, Debug)]
pub struct Convention {
    /// What is different, in words.
    pub words: String,
    /// The run.
    pub run: Minimisation,
    /// Whether the formulas are the same, so that only roundings differ.
    pub same_formulas: bool,
}

/// Every run that differs from `run` in one convention.
pub fn other_conventions(run: &Minimisation) -> Vec<Convention> {
    let mut others = Vec::new();
    let mut add = |words: &str, run, same_formulas| {
        others.push(Convention { words: words.to_owned(), run, same_formulas });
    };
    let with = |optimiser: Optimiser| Minimisation { optimiser, ..run.clone() };
    match run.optimiser {
        Optimiser::Adam(settings) => {
            let (place, words) = match settings.epsilon_place {
                EpsilonPlace::InsideRoot => (EpsilonPlace::OutsideRoot, "epsilon outside the root"),
                EpsilonPlace::OutsideRoot => (EpsilonPlace::InsideRoot, "epsilon inside the root"),
            };
            let adam = |settings: AdamSettings| with(Optimiser::Adam(settings));
            add(words, adam(AdamSettings { epsilon_place: place, ..settings }), false);
            for beta2 in [0.999, 0.99] {
                if beta2 != settings.beta2 {
                    add(&format!("beta2 {beta2}"), adam(AdamSettings { beta2, ..settings }), false);
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
                    let averages = [form, settings.form].contains(&MomentumForm::Average);
                    add(words, with(Optimiser::Momentum(other)), !averages);
                }
            }
        }
        Optimiser::GradientDescent { .. } => {}
    }
    let (square, objective) = other_square(run.objective.clone());
    let words = match square {
        Square::Product => "x*x in place of pow",
        Square::CLibraryPow => "pow in place of x*x",
    };
    add(words, Minimisation { objective, ..run.clone() }, true);
    add("one step more", Minimisation { steps: run.steps + 1, ..run.clone() }, false);
    if run.steps > 1 {
        add("one step fewer", Minimisation { steps: run.steps - 1, ..run.clone() }, false);
    }
    others
}

pub(super) fn other_square(objective: StandardObjective) -> (Square, StandardObjective) {
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
        StandardObjective::Booth(booth) => {
            let square = other(booth.square);
            (square, StandardObjective::Booth(Booth { square }))
        }
        StandardObjective::Rastrigin(rastrigin) => {
            let square = other(rastrigin.square);
            (square, StandardObjective::Rastrigin(Rastrigin { square, ..rastrigin }))
        }
        StandardObjective::StyblinskiTang(tang) => {
            let square = other(tang.square);
            (square, StandardObjective::StyblinskiTang(StyblinskiTang { square }))
        }
        StandardObjective::Logistic(logistic) => {
            let square = other(logistic.square());
            (square, StandardObjective::Logistic(logistic.with_square(square)))
        }
    }
}
