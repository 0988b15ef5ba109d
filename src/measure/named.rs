//! Gives a row's numbers the names that claims have.

use super::{Measurements, Row, Value};
use crate::assignment::{Choice, NetPart, NetWork, Training};

impl Measurements {
    /// Adds what a row holds of those parts; `images` is how many it was tested on.
    pub fn add_row(&mut self, parts: &[NetPart], row: &Row, images: usize) {
        for part in parts {
            match &part.work {
                NetWork::Sweep { trainings, best } => {
                    self.add_sweep(part, trainings, best, row, images)
                }
                NetWork::Probe(_) => self.add_probe(&part.part, row),
            }
        }
    }

    fn add_sweep(
        &mut self,
        part: &NetPart,
        trainings: &[Training],
        best: &[Choice],
        row: &Row,
        images: usize,
    ) {
        let mut winner: Option<(&Training, u32)> = None;
        for training in trainings {
            let Some((_, correct)) = row.trainings.iter().find(|(id, _)| *id == training.id) else {
                continue;
            };
            let share = |&correct: &u32| f64::from(correct) / images as f64;
            let last = correct.last().copied().unwrap_or(0);
            let by_epoch = correct.iter().map(share).collect();
            self.add(format!("{}.accuracy", training.id), Value::Number(share(&last)));
            self.add(format!("{}.accuracy_by_epoch", training.id), Value::Numbers(by_epoch));
            // Python's max keeps the first of equals.
            if winner.is_none_or(|(_, most)| last > most) {
                winner = Some((training, last));
            }
        }
        let Some((winner, correct)) = winner.filter(|_| !best.is_empty()) else { return };
        for (choice, name) in Choice::ALL.iter().filter(|(choice, _)| best.contains(choice)) {
            let value = match choice {
                Choice::LearningRate => Value::Number(winner.optimiser.learning_rate()),
                Choice::Hidden => Value::Count(winner.net.layers[1]),
                Choice::Optimiser => Value::Word(winner.rule_name()),
            };
            self.add(format!("{}.best.{name}", part.part), value);
        }
        let accuracy = f64::from(correct) / images as f64;
        self.add(format!("{}.best.accuracy", part.part), Value::Number(accuracy));
    }

    fn add_probe(&mut self, part: &str, row: &Row) {
        let Some((_, norms)) = row.probes.iter().find(|(id, _)| id == part) else { return };
        let (Some(&first), Some(&last)) = (norms.first(), norms.last()) else { return };
        let (input, output) = (f64::from(first), f64::from(last));
        self.add(format!("{part}.input.gradnorm"), Value::Number(input));
        self.add(format!("{part}.output.gradnorm"), Value::Number(output));
        let ratio = if output == 0.0 { f64::INFINITY } else { input / output };
        self.add(format!("{part}.ratio"), Value::Number(ratio));
        let by_layer = norms.iter().map(|&norm| f64::from(norm)).collect();
        self.add(format!("{part}.gradnorm_by_layer"), Value::Numbers(by_layer));
    }

    fn add(&mut self, name: String, value: Value) {
        self.values.push((name, value));
    }
}
