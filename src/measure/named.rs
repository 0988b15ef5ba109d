//! Gives a row's numbers the ids of quantities.

use super::{Measurements, Row, Value};
use crate::homework::{
    Choice, Curve, Layer, Measurement, NetPart, NetWork, QuantityId, Training, What,
};
use crate::mnist;
use crate::nn::train::Measured;

impl Measurements {
    /// Adds what a row holds of those parts; `images` is how many it was tested on.
    pub fn add_row(&mut self, parts: &[NetPart], row: &Row, images: usize) {
        for part in parts {
            match &part.work {
                NetWork::Sweep { trainings, .. } => self.add_sweep(part, trainings, row, images),
                NetWork::Probe(_) => self.add_probe(part, row),
            }
        }
    }

    fn add_sweep(&mut self, part: &NetPart, trainings: &[Training], row: &Row, images: usize) {
        let mut winner: Option<(&Training, u32)> = None;
        for training in trainings {
            let Some((_, measured)) = row.trainings.iter().find(|(id, _)| *id == training.id)
            else {
                continue;
            };
            let share = |&correct: &u32| f64::from(correct) / images as f64;
            let last = measured.correct.last().copied().unwrap_or(0);
            let by_epoch = measured.correct.iter().map(share).collect();
            let id = |what| QuantityId::of_run(&training.id, what);
            self.add(id(What::Accuracy), Value::Number(share(&last)));
            self.add(id(What::AccuracyByEpoch), Value::Numbers(by_epoch));
            self.add_measured(training, measured, images);
            // Python's max keeps the first of equals.
            if winner.is_none_or(|(_, most)| last > most) {
                winner = Some((training, last));
            }
        }
        let Some((winner, correct)) = winner.filter(|_| trainings.len() > 1) else { return };
        let id = |what| QuantityId::of_part(&part.part, what);
        for choice in part.choices() {
            let value = match choice {
                Choice::LearningRate => Value::Number(winner.optimiser.learning_rate()),
                Choice::Hidden => Value::Count(winner.net.layers[1]),
                Choice::Optimiser => Value::Word(winner.rule_name()),
            };
            self.add(id(What::Winner(choice)), value);
        }
        let accuracy = f64::from(correct) / images as f64;
        self.add(id(What::BestAccuracy), Value::Number(accuracy));
    }

    /// What the homework measures beside accuracies.
    fn add_measured(&mut self, training: &Training, measured: &Measured, images: usize) {
        for measurement in &training.measurements {
            let id = |what| QuantityId::of_run(&training.id, what);
            match *measurement {
                Measurement::TrainingLoss => {
                    let curve = Value::Numbers(measured.training_loss.clone());
                    self.add(id(What::ByEpoch(Curve::TrainingLoss)), curve);
                }
                Measurement::TrainingAccuracy => {
                    let share = |&correct: &u32| f64::from(correct) / mnist::TRAIN_IMAGES as f64;
                    let curve = measured.training_correct.iter().map(share).collect();
                    self.add(id(What::ByEpoch(Curve::TrainingAccuracy)), Value::Numbers(curve));
                }
                Measurement::TestLoss => {
                    let curve = Value::Numbers(measured.test_loss.clone());
                    self.add(id(What::ByEpoch(Curve::TestLoss)), curve);
                }
                Measurement::Misclassified => {
                    let Some(&correct) = measured.correct.last() else { continue };
                    let wrong = images.saturating_sub(correct as usize);
                    self.add(id(What::Misclassified), Value::Count(wrong));
                }
                Measurement::Confusion => {
                    let Some(confusion) = &measured.confusion else { continue };
                    for class in 0..mnist::CLASSES {
                        let row = Value::Counts(confusion.row(class).to_vec());
                        self.add(id(What::ConfusionRow(class)), row);
                    }
                }
                Measurement::WeightNorms => {
                    let norms = Value::Numbers(measured.weight_norms.clone());
                    self.add(id(What::WeightNormByLayer), norms);
                }
                Measurement::GradientNorms(step) => {
                    let of = measured.gradient_norms.iter().find(|(own, _)| *own == step);
                    let Some((_, norms)) = of else { continue };
                    self.add(id(What::StepNormByLayer(step)), Value::Numbers(norms.clone()));
                }
            }
        }
    }

    fn add_probe(&mut self, part: &NetPart, row: &Row) {
        let Some((_, norms)) = row.probes.iter().find(|(id, _)| *id == part.part) else { return };
        let (Some(&first), Some(&last)) = (norms.first(), norms.last()) else { return };
        let (input, output) = (f64::from(first), f64::from(last));
        let id = |what| QuantityId::of_part(&part.part, what);
        self.add(id(What::GradientNorm(Layer::Input)), Value::Number(input));
        self.add(id(What::GradientNorm(Layer::Output)), Value::Number(output));
        let ratio = if output == 0.0 { f64::INFINITY } else { input / output };
        self.add(id(What::Ratio), Value::Number(ratio));
        let by_layer = norms.iter().map(|&norm| f64::from(norm)).collect();
        self.add(id(What::GradientNormByLayer), Value::Numbers(by_layer));
    }
}
