//! Every convention that is known, and who has it.

use super::convention::{
    AdamaxEpsilon, Convention, Correction, Epsilon, Maximum, NesterovSchedule, RatePlace,
    Rectification, Rule, Velocity, WeightDecay,
};
use super::settings::Settings;

const ROOTS: [Epsilon; 2] = [Epsilon::Outside, Epsilon::Inside];
const CORRECTED_ROOTS: [Epsilon; 4] =
    [Epsilon::Outside, Epsilon::Inside, Epsilon::OutsideUncorrected, Epsilon::InsideUncorrected];
const RATES: [RatePlace; 2] = [RatePlace::Outside, RatePlace::Inside];

/// Every rule that these settings do not make the same as a simpler one.
fn rules(settings: &Settings, in_double: bool) -> Vec<Rule> {
    let mut rules = vec![Rule::GradientDescent];
    if settings.momentum > 0.0 {
        let velocities = match settings.dampening > 0.0 {
            true => &[
                Velocity::DampenedAfterFirst,
                Velocity::Dampened,
                Velocity::Sum,
                Velocity::Average,
            ][..],
            false => &[Velocity::Sum, Velocity::Average],
        };
        for &velocity in velocities {
            for nesterov in [false, true] {
                rules.extend(RATES.map(|rate| Rule::Momentum { velocity, rate, nesterov }));
            }
        }
    }
    for epsilon in ROOTS {
        // A mean that is corrected leaves nothing of a corrected first square to divide by.
        for (centred, corrected) in [(false, false), (true, false), (false, true)] {
            let with = |momentum| Rule::RmsProp { epsilon, centred, corrected, momentum };
            rules.push(with(None));
            if settings.momentum > 0.0 {
                rules.extend(RATES.map(|rate| with(Some(rate))));
            }
        }
        rules.push(Rule::AdaGrad { epsilon });
        rules.push(Rule::Adadelta { epsilon });
        let correction = Correction::None;
        rules.push(Rule::Adam { epsilon, correction, largest: None });
        let largest = Some(Maximum::BeforeCorrection);
        rules.push(Rule::Adam { epsilon, correction, largest });
    }
    for epsilon in CORRECTED_ROOTS {
        let largest = [None, Some(Maximum::BeforeCorrection), Some(Maximum::AfterCorrection)];
        let sensible = largest.into_iter().filter(|largest| {
            // The maximum of a corrected square is not under an uncorrected root.
            *largest != Some(Maximum::AfterCorrection) || ROOTS.contains(&epsilon)
        });
        let correction = Correction::Both;
        rules.extend(sensible.map(|largest| Rule::Adam { epsilon, correction, largest }));
        let schedules = [NesterovSchedule::Warming, NesterovSchedule::Constant];
        rules.extend(schedules.map(|schedule| Rule::NAdam { epsilon, schedule }));
        if in_double {
            let schedule = NesterovSchedule::WarmingInSingle;
            rules.push(Rule::NAdam { epsilon, schedule });
        }
        rules.extend(
            [Rectification::AboveFive, Rectification::AboveFour]
                .map(|rectification| Rule::RAdam { epsilon, rectification }),
        );
    }
    rules.extend(
        [AdamaxEpsilon::InMaximum, AdamaxEpsilon::Added].map(|epsilon| Rule::Adamax { epsilon }),
    );
    rules
}

/// Every convention that these settings and the number type do not make the same as a simpler one, the usual ones
/// first.
pub(super) fn conventions(
    settings: &Settings,
    rule: Option<Rule>,
    weight_decay: Option<WeightDecay>,
    in_double: bool,
) -> Vec<Convention> {
    let rules = rule.map_or_else(|| rules(settings, in_double), |rule| vec![rule]);
    let decays = if settings.weight_decay == 0.0 {
        vec![WeightDecay::None]
    } else if let Some(decay) = weight_decay {
        vec![decay]
    } else {
        vec![WeightDecay::Coupled, WeightDecay::Decoupled, WeightDecay::DecoupledFromRate]
    };
    let with = |rule| decays.iter().map(move |&weight_decay| Convention { rule, weight_decay });
    rules.into_iter().flat_map(with).collect()
}

/// Who was found to have it by `benches/peers/optimisers`, in the versions of the table in
/// `docs/optimisers.md`.
pub(super) fn libraries(convention: &Convention) -> &'static [&'static str] {
    match convention.rule {
        Rule::GradientDescent => &["every library"],
        Rule::Momentum { velocity, rate, .. } => match (velocity, rate) {
            (Velocity::Sum, RatePlace::Outside) => &["PyTorch", "optax", "candle-optimisers"],
            (Velocity::Sum, RatePlace::Inside) => &["Keras"],
            (Velocity::DampenedAfterFirst, RatePlace::Outside) => &["PyTorch"],
            _ => &[],
        },
        Rule::RmsProp { corrected: true, .. } => &[],
        Rule::RmsProp { epsilon: Epsilon::Outside, momentum, .. } => match momentum {
            Some(RatePlace::Inside) => &[],
            _ => &["PyTorch"],
        },
        Rule::RmsProp { momentum: Some(RatePlace::Inside), .. } => &["Keras"],
        Rule::RmsProp { momentum: Some(RatePlace::Outside), .. } => &[],
        Rule::RmsProp { .. } => &["Keras", "optax"],
        Rule::AdaGrad { epsilon: Epsilon::Outside } => &["PyTorch"],
        Rule::AdaGrad { .. } => &["Keras", "optax"],
        Rule::Adadelta { epsilon: Epsilon::Inside } => &["PyTorch", "Keras", "optax"],
        Rule::Adam { epsilon, correction: Correction::Both, largest } => match (epsilon, largest) {
            (Epsilon::Outside, None) => &["PyTorch", "optax", "candle-nn", "candle-optimisers"],
            (Epsilon::Outside, Some(Maximum::BeforeCorrection)) => &["PyTorch"],
            (Epsilon::Outside, Some(Maximum::AfterCorrection)) => &["optax"],
            (Epsilon::OutsideUncorrected, _) => &["Keras"],
            _ => &[],
        },
        Rule::Adamax { epsilon: AdamaxEpsilon::InMaximum } => &["PyTorch", "optax"],
        Rule::Adamax { epsilon: AdamaxEpsilon::Added } => &["Keras"],
        Rule::NAdam { epsilon: Epsilon::Outside, schedule } => match schedule {
            NesterovSchedule::Warming => &["PyTorch (f32)", "Keras"],
            NesterovSchedule::WarmingInSingle => &["PyTorch (f64)"],
            NesterovSchedule::Constant => &["optax"],
        },
        Rule::RAdam { epsilon, rectification: Rectification::AboveFive } => match epsilon {
            Epsilon::Outside => &["optax"],
            Epsilon::OutsideUncorrected => &["PyTorch"],
            _ => &[],
        },
        Rule::Adadelta { .. } | Rule::Adam { .. } | Rule::NAdam { .. } | Rule::RAdam { .. } => &[],
    }
}
