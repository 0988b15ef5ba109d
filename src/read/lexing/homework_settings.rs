//! The values that a homework's settings have: a number that is one of them is seldom a result.

use crate::homework::{Homework, Minimisation, Net, NetPart, NetWork, Setting, What};
use crate::objective::distance_in_space;
use crate::optim::Rule;

use crate::read::meaning::target::Targets;

impl Targets {
    /// Everything but the quantities themselves.
    pub(in crate::read) fn settings_of(homework: &Homework) -> Self {
        let assignment = &homework.assignment;
        let mut targets =
            Self { parts: assignment.parts().into_iter().cloned().collect(), ..Self::default() };
        for quantity in homework.catalogue.iter() {
            if let What::FirstBelow(threshold) = quantity.id.what {
                add(&mut targets.thresholds, threshold.value());
            }
        }
        for run in assignment.runs() {
            targets.add_rule(&run.optimiser.into());
            add(&mut targets.sizes, run.steps as f64);
            add(&mut targets.steps, run.steps as f64);
            targets.add_start(run);
        }
        let contour = assignment.minimisation.iter().find_map(|problem| problem.contour.as_ref());
        if let Some(contour) = contour {
            let points = contour.points.map(|points| points as f64);
            [points[0], points[1], points[0] * points[1]]
                .into_iter()
                .for_each(|size| add(&mut targets.sizes, size));
        }
        for part in &assignment.nets {
            targets.add_nets(part);
        }
        targets
    }

    fn add_nets(&mut self, part: &NetPart) {
        let NetWork::Sweep { trainings, .. } = &part.work else {
            part.net().into_iter().for_each(|net| self.add_net(net));
            return;
        };
        for training in trainings {
            self.add_rule(&training.optimiser);
            self.add_net(&training.net);
            add(&mut self.epochs, training.epochs);
            let batches = training.net.data.train_count().div_ceil(training.net.batch);
            add(&mut self.sizes, batches as f64);
            add(&mut self.sizes, (batches * training.epochs) as f64);
        }
    }

    fn add_net(&mut self, net: &Net) {
        for &units in &net.layers[1..net.layers.len() - 1] {
            add(&mut self.hidden, units);
        }
        for setting in [Setting::Images, Setting::Pixels, Setting::Parameters] {
            let values = net.settings(setting);
            values.into_iter().flatten().for_each(|size| add(&mut self.sizes, size));
        }
    }

    fn add_rule(&mut self, rule: &Rule) {
        add(&mut self.rates, rule.learning_rate());
        weight_decay(rule).into_iter().for_each(|decay| add(&mut self.weight_decays, decay));
        momentum(rule).into_iter().for_each(|kept| add(&mut self.coefficients, kept));
        rule.betas().into_iter().flatten().for_each(|beta| add(&mut self.coefficients, beta));
    }

    fn add_start(&mut self, run: &Minimisation) {
        let start = run.start_in_space();
        let gradient = run.objective.gradient_in(&start);
        let rate = run.optimiser.learning_rate();
        add(&mut self.starts, run.objective.value_in(&start));
        let minima = run.objective.minima_in(start.len());
        add(&mut self.starts, distance_in_space(&minima, &start));
        add(&mut self.starts, gradient.iter().copied().fold(0.0, f64::hypot));
        for slope in gradient.into_iter().map(f64::abs) {
            add(&mut self.starts, slope);
            add(&mut self.starts, slope * rate);
        }
    }
}

/// λ, if there is any.
pub(in crate::read) fn weight_decay(rule: &Rule) -> Option<f64> {
    Some(rule.weight_decay()).filter(|decay| *decay != 0.0)
}

/// The share of the velocity that is kept, if any is.
pub(in crate::read) fn momentum(rule: &Rule) -> Option<f64> {
    Some(rule.momentum()).filter(|kept| *kept != 0.0)
}

fn add<T: PartialEq>(values: &mut Vec<T>, value: T) {
    if !values.contains(&value) {
        values.push(value);
    }
}
