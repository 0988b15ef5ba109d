use super::part::{PartId, RunId};
use crate::data::DataSet;
use crate::nn::Activation;
use crate::numpy::repr;
use crate::optim::Optimiser;
use crate::torch::Initialisation;

/// A part of the homework that trains or probes nets.
#[derive(Clone, Debug, PartialEq)]
pub struct NetPart {
    /// Part of the homework.
    pub part: PartId,
    /// Other names that headings have for it.
    pub headings: Vec<String>,
    /// One line.
    pub title: String,
    /// What it does.
    pub work: NetWork,
}

impl NetPart {
    /// Its trainings; none of a part that probes.
    pub fn trainings(&self) -> &[Training] {
        match &self.work {
            NetWork::Sweep { trainings, .. } => trainings,
            NetWork::Probe(_) => &[],
        }
    }

    /// What can be said of the sweep's winner: what the document names, and whatever the
    /// trainings differ in. None of a single training.
    pub fn choices(&self) -> Vec<Choice> {
        let NetWork::Sweep { trainings, best } = &self.work else { return Vec::new() };
        let differs = |choice: &Choice| {
            let mut settings = trainings.iter().map(|training| training.setting(*choice));
            let first = settings.next();
            settings.any(|setting| Some(setting) != first)
        };
        let named = |choice: &Choice| best.contains(choice) || differs(choice);
        Choice::ALL.into_iter().filter(named).collect()
    }

    /// The first training's net, or the one that is probed.
    pub fn net(&self) -> Option<&Net> {
        match &self.work {
            NetWork::Sweep { trainings, .. } => trainings.first().map(|training| &training.net),
            NetWork::Probe(net) => Some(net),
        }
    }
}

/// What a part does with nets.
#[derive(Clone, Debug, PartialEq)]
pub enum NetWork {
    /// Trainings side by side, and what is said of the best.
    Sweep {
        /// In the order they draw from the generator.
        trainings: Vec<Training>,
        /// What the notebook prints of the winner.
        best: Vec<Choice>,
    },
    /// The gradients of a fresh net on one batch.
    Probe(Net),
}

/// A property of a sweep's winner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Choice {
    /// Its learning rate.
    LearningRate,
    /// The width of its first hidden layer.
    Hidden,
    /// The name of its rule, `sgd` or `adam`.
    Optimiser,
}

impl Choice {
    /// Every choice.
    pub const ALL: [Self; 3] = [Self::LearningRate, Self::Hidden, Self::Optimiser];

    /// Its name in ids, which is the notebook's.
    pub fn word(self) -> &'static str {
        match self {
            Self::LearningRate => "eta",
            Self::Hidden => "hidden",
            Self::Optimiser => "optimizer",
        }
    }
}

/// A fully connected net before training, and its batches.
#[derive(Clone, Debug, PartialEq)]
pub struct Net {
    /// Units of each layer, from the inputs to the classes; at least two.
    pub layers: Vec<usize>,
    /// Between layers; the last gives logits.
    pub activation: Activation,
    /// How weights are drawn; biases start at zero.
    pub initialisation: Initialisation,
    /// Images in a batch.
    pub batch: usize,
    /// What it is trained on.
    pub data: DataSet,
}

/// Everything about one training.
#[derive(Clone, Debug, PartialEq)]
pub struct Training {
    /// The stem of its measurements' names, such as `2a.sgd.0.1`.
    pub id: RunId,
    /// What is trained.
    pub net: Net,
    /// With which rule.
    pub optimiser: Optimiser,
    /// Passes over the training images.
    pub epochs: usize,
}

impl Net {
    /// Layers between the inputs and the logits.
    pub fn hidden_layers(&self) -> usize {
        self.layers.len() - 2
    }

    /// Weights and biases.
    pub fn parameters(&self) -> usize {
        self.layers.windows(2).map(|pair| (pair[0] + 1) * pair[1]).sum()
    }
}

impl Training {
    /// The rule's name in the notebook.
    pub fn rule_name(&self) -> &'static str {
        match self.optimiser {
            Optimiser::Adam(_) => "adam",
            _ => "sgd",
        }
    }

    /// A setting as the notebook prints it.
    pub fn setting(&self, choice: Choice) -> String {
        match choice {
            Choice::LearningRate => repr(self.optimiser.learning_rate()),
            Choice::Hidden => self.net.layers[1].to_string(),
            Choice::Optimiser => self.rule_name().to_owned(),
        }
    }

    /// A few words for a legend, such as `SGD, rate 0.1, 30 hidden`.
    pub fn label(&self) -> String {
        let rule = match self.optimiser {
            Optimiser::Adam(_) => "Adam".to_owned(),
            Optimiser::Momentum(settings) if settings.decay != 0.0 => {
                format!("SGD, momentum {}", settings.decay)
            }
            _ => "SGD".to_owned(),
        };
        let hidden = &self.net.layers[1..self.net.layers.len() - 1];
        let hidden: Vec<String> = hidden.iter().map(ToString::to_string).collect();
        format!("{rule}, rate {}, {} hidden", self.optimiser.learning_rate(), hidden.join("-"))
    }
}
