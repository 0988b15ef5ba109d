//! Training by the reference step.

use super::{Images, Measured, REPORT_EVERY};
use crate::homework::{Measurement, Training};
use crate::nn::{Elementary, Reference};
use crate::torch::{Generator, test_pass, train_pass};

/// Trains as [`super::train`] does, and measures what the training asks for.
pub(super) fn train<T: Elementary>(
    training: &Training,
    images: &Images,
    generator: &mut Generator,
    steps: &(dyn Fn(u64) + Sync),
) -> Measured {
    let wanted = |measurement| training.measurements.contains(&measurement);
    let mut net = Reference::<T>::new(&training.net, &training.net.draw(generator));
    let mut rule = training.optimiser.start::<T>(net.parameters().len());
    let mut measured = Measured::default();
    let batch = training.net.batch;
    let of_epoch = images.train.len().div_ceil(batch) as u64;
    let mut step = 0;
    for epoch in 1..=training.epochs {
        let order = train_pass(generator, images.train.len() as u32);
        let (mut loss, mut correct) = (0.0, 0);
        for part in order.chunks(batch * REPORT_EVERY) {
            for batch in part.chunks(batch) {
                if let Some(schedule) = training.schedule {
                    rule.set_learning_rate(schedule.rate(step, of_epoch));
                }
                let stepped = net.step(rule.as_mut(), &images.train, batch, generator);
                step += 1;
                loss += stepped.loss.wide() * batch.len() as f64;
                correct += stepped.correct;
                if wanted(Measurement::GradientNorms(step)) {
                    measured.gradient_norms.push((step, widened(&net.gradient_norms())));
                }
            }
            steps(part.len().div_ceil(batch) as u64);
        }
        test_pass(generator);
        let evaluation = net.evaluate(&images.test);
        measured.correct.push(evaluation.confusion.correct());
        if wanted(Measurement::TrainingLoss) {
            measured.training_loss.push(loss / images.train.len() as f64);
        }
        if wanted(Measurement::TrainingAccuracy) {
            measured.training_correct.push(correct);
        }
        if wanted(Measurement::TestLoss) {
            measured.test_loss.push(evaluation.loss);
        }
        if epoch == training.epochs && wanted(Measurement::Confusion) {
            measured.confusion = Some(evaluation.confusion);
        }
    }
    if wanted(Measurement::WeightNorms) {
        measured.weight_norms = widened(&net.weight_norms());
    }
    measured
}

fn widened<T: Elementary>(numbers: &[T]) -> Vec<f64> {
    numbers.iter().map(|&number| number.wide()).collect()
}
