//! The targets of a homework: its catalogue with the settings that words can name.

use std::collections::HashMap;

use crate::homework::{
    Assignment, Axis, Homework, Kind, Layer, Method, Net, NetPart, NetWork, PartId, Quantity,
    QuantityId, RunId, Training, What,
};

use crate::read::lexing::facet::SpokenKind;
use crate::read::meaning::target::{Target, Targets, Truths};

impl Targets {
    /// Everything that a number in a report of the homework can be.
    pub fn of(homework: &Homework, truths: &dyn Truths) -> Self {
        let assignment = &homework.assignment;
        let mut targets = Self::settings_of(homework);
        for quantity in homework.catalogue.iter() {
            let found = target(quantity, assignment, truths);
            targets.all.extend(found.map(|target| Target { same: targets.all.len(), ..target }));
        }
        targets.join_equal_runs(assignment);
        for part in &assignment.nets {
            targets.add_sweep(part, truths);
        }
        targets
    }

    /// A report may state a run where another part has the same one: each target learns which
    /// was the first.
    fn join_equal_runs(&mut self, assignment: &Assignment) {
        let runs: Vec<_> = assignment.runs().collect();
        let mut first: HashMap<&RunId, &RunId> = HashMap::new();
        for run in &runs {
            if let Some(known) = runs.iter().find(|known| known.same_run(run)) {
                first.insert(&run.id, &known.id);
            }
        }
        let mut places: HashMap<(RunId, What, Option<Axis>), usize> = HashMap::new();
        for (index, target) in self.all.iter_mut().enumerate() {
            let run = first.get(&target.id.of).map_or(&target.id.of, |run| *run).clone();
            target.same = *places.entry((run, target.id.what, target.coordinate)).or_insert(index);
        }
    }

    fn add_sweep(&mut self, part: &NetPart, truths: &dyn Truths) {
        let find = |id: QuantityId| self.all.iter().position(|target| target.id == id);
        let members: Vec<usize> = match &part.work {
            NetWork::Sweep { trainings, .. } => {
                let of = |training: &Training| QuantityId::of_run(&training.id, What::Accuracy);
                trainings.iter().filter_map(|training| find(of(training))).collect()
            }
            NetWork::Probe(_) => {
                let of = |layer| QuantityId::of_part(&part.part, What::GradientNorm(layer));
                [Layer::Input, Layer::Output]
                    .into_iter()
                    .filter_map(|layer| find(of(layer)))
                    .collect()
            }
        };
        if members.len() < 2 {
            return;
        }
        let trains = matches!(part.work, NetWork::Sweep { .. });
        let best = Some(()).filter(|()| trains);
        if let Some(best) = best.and_then(|()| self.usual_winner(&part.part, &members, truths)) {
            self.all[best].best = true;
        }
        self.sweeps.push((part.part.clone(), members));
    }

    /// The training that wins most rows; without rows the one whose range lies highest.
    fn usual_winner(&self, part: &PartId, members: &[usize], truths: &dyn Truths) -> Option<usize> {
        if let Some(winner) = truths.winner(part) {
            return members.iter().copied().find(|&member| self.all[member].id.of == winner);
        }
        let middle = |member: usize| {
            let (least, largest) = self.all[member].range;
            (least + largest) / 2.0
        };
        let known = members.iter().copied().filter(|&member| middle(member).is_finite());
        known.max_by(|&one, &other| middle(one).total_cmp(&middle(other)))
    }
}

fn target(quantity: &Quantity, assignment: &Assignment, truths: &dyn Truths) -> Option<Target> {
    let id = &quantity.id;
    let facets = &quantity.facets;
    let part = assignment.net_part(id.part());
    let trainings = part.map_or(&[][..], NetPart::trainings);
    let training = trainings.iter().find(|training| training.id == id.of);
    let (mut of, mut epoch, mut coordinate) = (1, None, None);
    let kind = match quantity.kind {
        Kind::Coordinate => {
            let What::Coordinate(axis) = id.what else { return None };
            coordinate = Some(axis);
            SpokenKind::Point
        }
        Kind::Objective => SpokenKind::Value,
        Kind::Distance => SpokenKind::Error,
        Kind::Step => SpokenKind::Step,
        Kind::Norm if !id.what.is_measured() => SpokenKind::Norm,
        Kind::Ratio => SpokenKind::Ratio,
        Kind::Share { of: images } => {
            of = images;
            let last = training?.epochs;
            epoch = match id.what {
                What::Accuracy => Some((last, last)),
                // After the last epoch it is the final accuracy, which has its own name.
                What::AccuracyAt(epoch) if epoch != last => Some((epoch, last)),
                _ => return None,
            };
            SpokenKind::Accuracy
        }
        _ => return None,
    };
    let exact = training.is_none() && assignment.runs().any(|run| run.id == id.of);
    let range = match truths.range(id) {
        Some((least, largest)) => (least * f64::from(of), largest * f64::from(of)),
        // A threshold that is never reached, a run that was not made.
        None if exact => return None,
        None => (f64::NEG_INFINITY, f64::INFINITY),
    };
    let differ =
        |of: fn(&Training) -> Option<f64>| trainings.iter().any(|t| of(t) != of(&trainings[0]));
    let net = training.map(|training| &training.net);
    let probed = part.filter(|part| matches!(part.work, NetWork::Probe(_))).and_then(NetPart::net);
    Some(Target {
        id: if coordinate.is_some() { id.sibling(What::Point) } else { id.clone() },
        kind,
        part: id.part().clone(),
        method: facets.method,
        rate: facets.rate,
        hidden: net.filter(|net| net.hidden_layers() == 1).map(|net| net.layers[1]),
        tapered: net.is_some_and(tapers),
        weight_decay: facets.weight_decay.filter(|_| differ(weight_decay)),
        momentum: facets.momentum.filter(|_| training.is_some() && differ(momentum)),
        epoch,
        threshold: facets.threshold.map(|threshold| threshold.value()),
        layer: facets.layer,
        activation: probed.and_then(|net| net.activation.fused()),
        coordinate,
        of,
        range,
        exact,
        best: false,
        same: 0,
    })
}

fn weight_decay(training: &Training) -> Option<f64> {
    crate::read::lexing::homework_settings::weight_decay(&training.optimiser)
}

fn momentum(training: &Training) -> Option<f64> {
    crate::read::lexing::homework_settings::momentum(&training.optimiser)
}

fn tapers(net: &Net) -> bool {
    let hidden = &net.layers[1..net.layers.len() - 1];
    hidden.len() > 1 && hidden.windows(2).all(|pair| pair[1] < pair[0])
}

/// Whether a rule is one of those that trainings have, not runs on a function.
pub(in crate::read) fn trains(method: Method) -> bool {
    !matches!(method, Method::GradientDescent | Method::Momentum)
}

/// Whether a rule is one of those that runs on a function have.
pub(in crate::read) fn minimises(method: Method) -> bool {
    matches!(method, Method::GradientDescent | Method::Momentum | Method::Adam)
}

#[cfg(test)]
mod tests {
    use super::super::samples::{TARGETS, index};
    use super::*;

    fn target(id: &str) -> &'static Target {
        &TARGETS.all[index(id)]
    }

    #[test]
    fn quantities_have_what_words_can_say() {
        let value = target("1b.adam.value");
        assert!(value.exact && value.range.0 == value.range.1);
        assert_eq!((value.method, value.rate), (Some(Method::Adam), Some(1e-4)));
        assert!(target("1c.momentum.value").range.0.is_nan());
        let step = target("1b.momentum.first_below.1e-6");
        assert_eq!((step.range.0, step.threshold), (44767.0, Some(1e-6)));
        let never = |target: &&Target| target.id == "1b.gd.first_below.1e-6";
        assert!(TARGETS.all.iter().find(never).is_none(), "it is never reached");
        let accuracy = target("2c.sgd.50.accuracy@7");
        assert_eq!((accuracy.hidden, accuracy.momentum), (Some(50), Some(0.8)));
        assert_eq!((accuracy.epoch, accuracy.of), (Some((7, 30)), 10_000));
        assert!(accuracy.range.0 > 9000.0 && accuracy.range.1 < 10_000.0);
        assert!(target("3c.accuracy").tapered && target("3c.accuracy").hidden.is_none());
        assert_eq!(target("3c.accuracy").weight_decay, None, "no other training there");
    }

    #[test]
    fn equal_runs_are_joined() {
        assert_eq!(target("1d.momentum.value").same, index("1b.momentum.value"));
        assert_ne!(target("1d.adam.value").same, index("1b.adam.value"));
        let coordinates: Vec<&Target> =
            TARGETS.all.iter().filter(|t| t.id == "1d.momentum.point").collect();
        assert_eq!(coordinates.len(), 2);
        assert_ne!(coordinates[0].same, coordinates[1].same);
    }

    #[test]
    fn winners_and_sweeps() {
        let best: Vec<String> =
            TARGETS.all.iter().filter(|t| t.best).map(|t| t.id.to_string()).collect();
        let expected = ["2a.sgd.0.1.accuracy", "2b.adam.0.001.accuracy", "2c.sgd.100.accuracy"];
        assert_eq!(best, expected);
        let sweeps: Vec<(String, usize)> =
            TARGETS.sweeps.iter().map(|(part, all)| (part.to_string(), all.len())).collect();
        let expected = [("2a", 5), ("2b", 4), ("2c", 4), ("3a", 2), ("3b", 2)];
        assert_eq!(sweeps, expected.map(|(part, length)| (part.to_owned(), length)));
        let (_, rates) = &TARGETS.sweeps[0];
        assert_eq!(TARGETS.all[rates[4]].rate, Some(0.5));
    }

    #[test]
    fn settings_are_known() {
        assert_eq!(TARGETS.rates, [1e-4, 1e-3, 1e-2, 0.1, 0.5]);
        assert_eq!(TARGETS.epochs, [30, 5]);
        assert_eq!(TARGETS.coefficients, [0.9, 0.99, 0.999, 0.8]);
        assert_eq!(TARGETS.weight_decays, [1e-5, 1e-4]);
        for size in [60_000.0, 10_000.0, 100_000.0, 160_000.0, 23_860.0, 30_370.0, 180_000.0] {
            assert!(TARGETS.sizes.contains(&size), "{size}");
        }
        for start in [32425.0, 28810.0, 3600.0, 34f64.sqrt()] {
            assert!(TARGETS.starts.contains(&start), "{start}: {:?}", TARGETS.starts);
        }
    }
}
