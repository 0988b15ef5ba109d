//! Everything that a report of a homework can state, as it follows from the experiments.

use std::collections::HashMap;

use serde::Serialize;

use super::facets::Facets;
use super::kind::{Kind, Truth};
use super::part::PartId;
use super::quantity::QuantityId;
use super::setting::{Setting, show};
use super::what::{Axis, Layer, Threshold, What};
use super::{Assignment, Choice, Minimisation, Net, NetPart, NetWork, Training};

/// Distances whose first step is listed; any other can be asked for.
const THRESHOLDS: [f64; 7] = [1.0, 0.1, 0.01, 1e-3, 1e-6, 1e-9, 1e-12];

/// One quantity of a homework.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quantity {
    /// Its name.
    pub id: QuantityId,
    /// What it is, in a few words.
    pub says: String,
    /// What tells it from the others.
    pub facets: Facets,
    /// What kind of number it is.
    pub kind: Kind,
    /// What decides about it.
    pub truth: Truth,
}

impl Quantity {
    /// How many numbers it is, for those that are lists.
    pub fn elements(&self) -> Option<usize> {
        self.kind.length()
    }
}

/// All quantities of a homework, in the order of its parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalogue {
    quantities: Vec<Quantity>,
    written: HashMap<String, usize>,
    by_id: HashMap<QuantityId, usize>,
    parts: Vec<PartId>,
}

impl Catalogue {
    /// What follows from those experiments.
    ///
    /// # Errors
    /// An id that two quantities would have.
    pub fn of(assignment: &Assignment) -> Result<Self, QuantityId> {
        let mut parts: Vec<PartId> = assignment.parts().into_iter().cloned().collect();
        let mut builder = Builder::default();
        assignment.runs().for_each(|run| builder.run(run));
        if let Some(contour) = assignment.minimisation.iter().find_map(|p| p.contour.as_ref()) {
            for setting in [Setting::Grid, Setting::Levels] {
                let value = contour.settings(setting).first().cloned();
                builder.setting(QuantityId::of_part(&contour.part, What::Setting(setting)), value);
            }
        }
        assignment.nets.iter().for_each(|part| builder.net_part(part));
        let quantities = builder.quantities;
        let (mut written, mut by_id) = (HashMap::new(), HashMap::new());
        for (index, quantity) in quantities.iter().enumerate() {
            by_id.insert(quantity.id.clone(), index);
            if written.insert(quantity.id.to_string(), index).is_some() {
                return Err(quantity.id.clone());
            }
        }
        // The longest first: `1` is not the part of `1b.gd.value`.
        parts.sort_by_key(|part| std::cmp::Reverse(part.as_str().len()));
        Ok(Self { quantities, written, by_id, parts })
    }

    /// Every quantity that is listed.
    pub fn iter(&self) -> impl Iterator<Item = &Quantity> {
        self.quantities.iter()
    }

    /// The quantity of an id; a first step below any threshold is one too.
    pub fn get(&self, id: &QuantityId) -> Option<Quantity> {
        if let Some(&index) = self.by_id.get(id) {
            return self.quantities.get(index).cloned();
        }
        let What::FirstBelow(threshold) = id.what else { return None };
        let error = self.by_id.get(&id.sibling(What::Error))?;
        let facets = self.quantities.get(*error)?.facets.clone();
        Some(first_below(id.clone(), facets, threshold))
    }

    /// The quantity that is written so.
    pub(super) fn find_written(&self, text: &str) -> Option<&Quantity> {
        self.written.get(text).and_then(|&index| self.quantities.get(index))
    }

    /// The part that an id begins with.
    pub(super) fn part_of(&self, text: &str) -> Option<&PartId> {
        let begins =
            |part: &&PartId| text.strip_prefix(part.as_str()).is_some_and(|r| r.starts_with('.'));
        self.parts.iter().find(begins)
    }

    /// The ids of a part that a person would ask for: no settings, no single epochs or layers.
    pub(super) fn short_list(&self, part: &PartId) -> Vec<String> {
        let plain = |what: What| {
            !matches!(
                what,
                What::Setting(_)
                    | What::AccuracyAt(_)
                    | What::FirstBelow(_)
                    | What::Coordinate(_)
                    | What::GradientNorm(Layer::Number(_))
                    | What::At(..)
                    | What::Confused(..)
                    | What::WeightNorm(_)
                    | What::StepNorm(..)
            )
        };
        let own = self.quantities.iter().filter(|q| q.id.part() == part && plain(q.id.what));
        own.map(|quantity| quantity.id.to_string()).collect()
    }
}

#[derive(Default)]
pub(super) struct Builder {
    quantities: Vec<Quantity>,
}

impl Builder {
    pub(super) fn add(
        &mut self,
        id: QuantityId,
        facets: &Facets,
        kind: Kind,
        truth: Truth,
        says: String,
    ) {
        self.quantities.push(Quantity { id, says, facets: facets.clone(), kind, truth });
    }

    fn setting(&mut self, id: QuantityId, value: Option<Vec<f64>>) {
        let (What::Setting(setting), Some(value)) = (id.what, value) else { return };
        let says = format!("{setting}: {}", show(&value));
        let facets = Facets::of_part(id.part());
        self.add(id, &facets, Kind::Setting, Truth::Setting(value), says);
    }

    fn run(&mut self, run: &Minimisation) {
        let facets = Facets::of_run(run);
        let label = run.label();
        let id = |what| QuantityId::of_run(&run.id, what);
        let exact = [
            (What::Point, Kind::Point, "final point"),
            (What::Coordinate(Axis::X), Kind::Coordinate, "x of the final point"),
            (What::Coordinate(Axis::Y), Kind::Coordinate, "y of the final point"),
            (What::Value, Kind::Objective, "objective at the final point"),
            (What::Error, Kind::Distance, "distance of the final point to the nearest minimum"),
        ];
        let of_the_plane = |kind| matches!(kind, Kind::Point | Kind::Coordinate);
        for (what, kind, says) in exact {
            if !run.beyond.is_empty() && of_the_plane(kind) {
                continue;
            }
            self.add(id(what), &facets, kind, Truth::Exact, format!("{says}; {label}"));
        }
        for threshold in THRESHOLDS.into_iter().filter_map(Threshold::new) {
            let id = id(What::FirstBelow(threshold));
            self.quantities.push(first_below(id, facets.clone(), threshold));
        }
        for &setting in Setting::ALL {
            // The steps of a run are called epochs by some: one quantity all the same.
            if setting != Setting::Epochs {
                self.setting(id(What::Setting(setting)), run.setting(setting));
            }
        }
    }

    fn net_part(&mut self, part: &NetPart) {
        match &part.work {
            NetWork::Sweep { trainings, .. } => {
                trainings.iter().for_each(|training| self.training(training));
                if trainings.len() > 1 {
                    self.sweep(part);
                }
            }
            NetWork::Probe(net) => self.probe(&part.part, net),
        }
        let Some(net) = part.net() else { return };
        let same = part.trainings().iter().all(|training| training.net.layers == net.layers);
        let facets = Facets::of_part(&part.part);
        if same {
            let layers = net.hidden_layers();
            self.add(
                QuantityId::of_part(&part.part, What::HiddenLayers),
                &facets,
                Kind::Count,
                Truth::Setting(vec![layers as f64]),
                "hidden layers".to_owned(),
            );
        }
        for setting in [Setting::Batch, Setting::TrainingImages, Setting::TestImages] {
            let id = QuantityId::of_part(&part.part, What::Setting(setting));
            self.setting(id, net.settings(setting).first().cloned());
        }
    }

    fn training(&mut self, training: &Training) {
        let facets = Facets::of_training(training);
        let label = training.label();
        let of = training.net.data.test_count() as u32;
        let id = |what| QuantityId::of_run(&training.id, what);
        self.add(
            id(What::Accuracy),
            &facets,
            Kind::Share { of },
            Truth::Random,
            format!("final test accuracy; {label}"),
        );
        for epoch in 1..=training.epochs {
            let facets = Facets { epoch: Some(epoch), ..facets.clone() };
            let says = format!("test accuracy after epoch {epoch}; {label}");
            self.add(id(What::AccuracyAt(epoch)), &facets, Kind::Share { of }, Truth::Random, says);
        }
        self.add(
            id(What::AccuracyByEpoch),
            &facets,
            Kind::Shares { of, length: training.epochs },
            Truth::Random,
            format!("test accuracy after each epoch; {label}"),
        );
        self.measured(training, &facets, &label);
        self.parameters(id(What::Parameters), &facets, &training.net, &label);
        for &setting in Setting::ALL {
            // What all trainings share is a setting of the part; steps are the epochs.
            let own = !matches!(
                setting,
                Setting::Batch
                    | Setting::Parameters
                    | Setting::Steps
                    | Setting::Images
                    | Setting::TrainingImages
                    | Setting::TestImages
                    | Setting::Pixels
                    | Setting::Classes
            );
            let values = training.settings(setting);
            if own && values.len() == 1 {
                self.setting(id(What::Setting(setting)), values.first().cloned());
            }
        }
    }

    fn parameters(&mut self, id: QuantityId, facets: &Facets, net: &Net, label: &str) {
        let count = net.parameters() as f64;
        let says = format!("weights and biases; {label}");
        self.add(id, facets, Kind::Count, Truth::Setting(vec![count]), says);
    }

    fn sweep(&mut self, part: &NetPart) {
        let facets = Facets { best: true, ..Facets::of_part(&part.part) };
        let id = |what| QuantityId::of_part(&part.part, what);
        for choice in part.choices() {
            let (kind, says) = match choice {
                Choice::LearningRate => (Kind::Rate, "learning rate of the best training"),
                Choice::Hidden => (Kind::Count, "hidden units of the best training"),
                Choice::Optimiser => (Kind::Name, "rule of the best training"),
            };
            self.add(id(What::Winner(choice)), &facets, kind, Truth::Random, says.to_owned());
        }
        let tested = part.net().map_or(0, |net| net.data.test_count());
        let share = Kind::Share { of: tested as u32 };
        let says = "final test accuracy of the best training".to_owned();
        self.add(id(What::BestAccuracy), &facets, share, Truth::Random, says);
    }

    fn probe(&mut self, part: &PartId, net: &Net) {
        let facets = Facets::of_net(part, net);
        let id = |what| QuantityId::of_part(part, what);
        let layers = net.layers.len() - 1;
        let inner = (2..layers).map(Layer::Number);
        for layer in [Layer::Input, Layer::Output].into_iter().chain(inner) {
            let facets = Facets { layer: Some(layer), ..facets.clone() };
            let which = match layer {
                Layer::Input => "the first layer's".to_owned(),
                Layer::Output => "the last layer's".to_owned(),
                Layer::Number(number) => format!("layer {number}'s"),
            };
            let says = format!("norm of {which} weight gradient");
            self.add(id(What::GradientNorm(layer)), &facets, Kind::Norm, Truth::Random, says);
        }
        let says = "first layer's norm over the last layer's".to_owned();
        self.add(id(What::Ratio), &facets, Kind::Ratio, Truth::Random, says);
        self.add(
            id(What::GradientNormByLayer),
            &facets,
            Kind::Norms { length: layers },
            Truth::Random,
            "norm of each layer's weight gradient".to_owned(),
        );
        self.parameters(id(What::Parameters), &facets, net, "the net that is probed");
        for setting in [Setting::Layers, Setting::WeightLayers] {
            self.setting(id(What::Setting(setting)), net.settings(setting).first().cloned());
        }
    }
}

fn first_below(id: QuantityId, facets: Facets, threshold: Threshold) -> Quantity {
    Quantity {
        id,
        says: format!("first step with a distance below {threshold}"),
        facets: Facets { threshold: Some(threshold), ..facets },
        kind: Kind::Step,
        truth: Truth::Exact,
    }
}
