use super::measurement::Measurement;
use super::part::{PartId, RunId};
use super::schedule::RateSchedule;
use crate::data::DataSet;
use crate::nn::{Activation, Loss, Nonlinearity, Output};
use crate::numpy::repr;
use crate::optim::{Optimiser, Rule};
use crate::torch::{Biases, Generator, Initialisation, LinearDraw, network_with_biases};

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
    /// The name of its rule, such as `sgd`.
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

/// A fully connected net before training, its loss and its batches.
#[derive(Clone, Debug, PartialEq)]
pub struct Net {
    /// Units of each layer, from the inputs to the classes; at least two.
    pub layers: Vec<usize>,
    /// Between layers.
    pub activation: Nonlinearity,
    /// The share of each hidden layer's outputs that a step leaves out, in 0..1; 0 for none.
    pub dropout: f64,
    /// After the last layer.
    pub output: Output,
    /// Of the outputs.
    pub loss: Loss,
    /// How weights are drawn.
    pub initialisation: Initialisation,
    /// How biases begin.
    pub biases: Biases,
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
    pub optimiser: Rule,
    /// How its rate changes; `None` if it does not.
    pub schedule: Option<RateSchedule>,
    /// Passes over the training images.
    pub epochs: usize,
    /// What is measured besides the accuracy after each epoch, each once, in their order.
    pub measurements: Vec<Measurement>,
}

/// Which code makes a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepPath {
    /// [`kernels`](crate::nn::kernels): logits and cross-entropy between sigmoid or ReLU layers,
    /// gradient descent, momentum and Adam at one rate, accuracies alone.
    Fused,
    /// [`Reference`](crate::nn::Reference): everything else.
    Reference,
}

impl Net {
    /// A net with logits and cross-entropy, its biases zero.
    pub fn new(
        layers: Vec<usize>,
        activation: Activation,
        initialisation: Initialisation,
        batch: usize,
    ) -> Self {
        Self {
            layers,
            activation: activation.into(),
            dropout: 0.0,
            output: Output::LOGITS,
            loss: Loss::CrossEntropy,
            initialisation,
            biases: Biases::Zero,
            batch,
            data: DataSet::Mnist,
        }
    }

    /// Layers between the inputs and the logits.
    pub fn hidden_layers(&self) -> usize {
        self.layers.len() - 2
    }

    /// Weights and biases.
    pub fn parameters(&self) -> usize {
        self.layers.windows(2).map(|pair| (pair[0] + 1) * pair[1]).sum()
    }

    /// The activation of the fused step, if that serves this net.
    pub fn fused(&self) -> Option<Activation> {
        let logits = self.output == Output::LOGITS && self.loss == Loss::CrossEntropy;
        self.activation.fused().filter(|_| logits && self.dropout == 0.0)
    }

    /// Words that a step draws: one for each layer that drops.
    pub fn words_of_step(&self) -> u64 {
        if self.dropout == 0.0 { 0 } else { self.hidden_layers() as u64 }
    }

    /// Its weights, as the notebook draws them.
    pub fn draw(&self, generator: &mut Generator) -> Vec<LinearDraw> {
        network_with_biases(generator, &self.layers, self.initialisation, self.biases)
    }

    /// Which code looks at it.
    pub fn path(&self) -> StepPath {
        if self.fused().is_some() { StepPath::Fused } else { StepPath::Reference }
    }
}

impl Training {
    /// A training at a constant rate, of which only accuracies are measured.
    pub fn new(id: RunId, net: Net, optimiser: impl Into<Rule>, epochs: usize) -> Self {
        let optimiser = optimiser.into();
        Self { id, net, optimiser, schedule: None, epochs, measurements: Vec::new() }
    }

    /// The rule of the fused step, if that serves this training.
    pub fn fused(&self) -> Option<Optimiser> {
        let plain = self.schedule.is_none() && self.measurements.is_empty();
        self.optimiser.fused().filter(|_| plain && self.net.fused().is_some())
    }

    /// Which code makes its steps.
    pub fn path(&self) -> StepPath {
        if self.fused().is_some() { StepPath::Fused } else { StepPath::Reference }
    }

    /// Another rate, at which a schedule begins as well.
    pub fn set_rate(&mut self, rate: f64) {
        self.optimiser = self.optimiser.with_learning_rate(rate);
        self.schedule = self.schedule.map(|schedule| schedule.from_rate(rate));
    }

    /// The rule's name in the notebook.
    pub fn rule_name(&self) -> &'static str {
        self.optimiser.word()
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
        let rule = match (self.optimiser, self.optimiser.momentum()) {
            (Rule::Basic(Optimiser::Adam(_)), _) if self.rule_name() == "adam" => "Adam".to_owned(),
            (Rule::Basic(Optimiser::Adam(_)), _) => "AdamW".to_owned(),
            (Rule::AmsGrad(_), _) => "AMSGrad".to_owned(),
            (Rule::AdaGrad(_), _) => "AdaGrad".to_owned(),
            (Rule::RmsProp(_), 0.0) => "RMSprop".to_owned(),
            (Rule::RmsProp(_), momentum) => format!("RMSprop, momentum {momentum}"),
            (Rule::Nesterov(_), momentum) => format!("SGD, Nesterov momentum {momentum}"),
            (Rule::Basic(_), 0.0) => "SGD".to_owned(),
            (Rule::Basic(_), momentum) => format!("SGD, momentum {momentum}"),
        };
        let hidden = &self.net.layers[1..self.net.layers.len() - 1];
        let hidden: Vec<String> = hidden.iter().map(ToString::to_string).collect();
        format!("{rule}, rate {}, {} hidden", self.optimiser.learning_rate(), hidden.join("-"))
    }
}
