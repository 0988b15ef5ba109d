//! The quantities that follow from what a homework measures of its trainings.

use super::Training;
use super::catalogue::Builder;
use super::facets::{Facets, Split};
use super::kind::{Kind, Truth};
use super::measurement::Measurement;
use super::quantity::QuantityId;
use super::what::{Curve, Layer, What};
use crate::mnist;

impl Builder {
    /// All of one training.
    pub(super) fn measured(&mut self, training: &Training, facets: &Facets, label: &str) {
        let of = mnist::TEST_IMAGES as u32;
        let id = |what| QuantityId::of_run(&training.id, what);
        for measurement in &training.measurements {
            match *measurement {
                Measurement::TrainingLoss => {
                    self.curve(Curve::TrainingLoss, training, facets, label);
                }
                Measurement::TrainingAccuracy => {
                    self.curve(Curve::TrainingAccuracy, training, facets, label);
                }
                Measurement::TestLoss => self.curve(Curve::TestLoss, training, facets, label),
                Measurement::Misclassified => {
                    let facets = Facets { split: Some(Split::Test), ..facets.clone() };
                    let says = format!("test images in a wrong class at the end; {label}");
                    let kind = Kind::Amount { of };
                    self.add(id(What::Misclassified), &facets, kind, Truth::Random, says);
                }
                Measurement::Confusion => self.confusion(training, facets, label),
                Measurement::WeightNorms => {
                    let says = format!("weight at the end; {label}");
                    let list = What::WeightNormByLayer;
                    self.norms(training, facets, list, &What::WeightNorm, &says);
                }
                Measurement::GradientNorms(step) => {
                    let facets = Facets { step: Some(step), ..facets.clone() };
                    let says = format!("weight gradient at step {step}; {label}");
                    let one = move |layer| What::StepNorm(layer, step);
                    self.norms(training, &facets, What::StepNormByLayer(step), &one, &says);
                }
            }
        }
    }

    fn curve(&mut self, curve: Curve, training: &Training, facets: &Facets, label: &str) {
        let length = training.epochs;
        let id = |what| QuantityId::of_run(&training.id, what);
        let (split, name, one, all) = match curve {
            Curve::TrainingLoss => {
                (Split::Training, "training loss", Kind::Loss, Kind::Losses { length })
            }
            Curve::TestLoss => (Split::Test, "test loss", Kind::Loss, Kind::Losses { length }),
            Curve::TrainingAccuracy => {
                let of = mnist::TRAIN_IMAGES as u32;
                let all = Kind::Shares { of, length };
                (Split::Training, "training accuracy", Kind::Share { of }, all)
            }
        };
        let facets = Facets { split: Some(split), ..facets.clone() };
        let random = || Truth::Random;
        let says = format!("{name} of the last epoch; {label}");
        self.add(id(What::Final(curve)), &facets, one, random(), says);
        for epoch in 1..=length {
            let facets = Facets { epoch: Some(epoch), ..facets.clone() };
            let says = format!("{name} of epoch {epoch}; {label}");
            self.add(id(What::At(curve, epoch)), &facets, one, random(), says);
        }
        let says = format!("{name} of each epoch; {label}");
        self.add(id(What::ByEpoch(curve)), &facets, all, random(), says);
    }

    fn confusion(&mut self, training: &Training, facets: &Facets, label: &str) {
        let (classes, of) = (mnist::CLASSES, mnist::TEST_IMAGES as u32);
        for class in 0..classes {
            let split = Some(Split::Test);
            let facets = Facets { class: Some(class), split, ..facets.clone() };
            let id = |what| QuantityId::of_run(&training.id, what);
            for taken in 0..classes {
                let says = format!("test images of {class} that are taken for {taken}; {label}");
                let kind = Kind::Amount { of };
                self.add(id(What::Confused(class, taken)), &facets, kind, Truth::Random, says);
            }
            let says = format!("what test images of {class} are taken for; {label}");
            let kind = Kind::Amounts { of, length: classes };
            self.add(id(What::ConfusionRow(class)), &facets, kind, Truth::Random, says);
        }
    }

    fn norms(
        &mut self,
        training: &Training,
        facets: &Facets,
        list: What,
        one: &dyn Fn(Layer) -> What,
        says: &str,
    ) {
        let length = training.net.layers.len() - 1;
        let id = |what| QuantityId::of_run(&training.id, what);
        for layer in (1..=length).filter_map(|number| Layer::of(number, length)) {
            let which = match layer {
                Layer::Input => "the first layer's".to_owned(),
                Layer::Output => "the last layer's".to_owned(),
                Layer::Number(number) => format!("layer {number}'s"),
            };
            let facets = Facets { layer: Some(layer), ..facets.clone() };
            let says = format!("norm of {which} {says}");
            self.add(id(one(layer)), &facets, Kind::Norm, Truth::Random, says);
        }
        let says = format!("norm of each layer's {says}");
        self.add(id(list), facets, Kind::Norms { length }, Truth::Random, says);
    }
}
