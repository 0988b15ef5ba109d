//! What a homework fixes: the names of its settings, and what they are in an experiment.

use std::fmt;

use serde::{Serialize, Serializer};

use super::{Contour, Minimisation, Net, Training};
use crate::mnist;
use crate::numpy::repr;
use crate::optim::{Optimiser, Rule};

/// One value of a setting: a number, or several such as the sizes of layers.
pub type SettingValue = Vec<f64>;

macro_rules! settings {
    ($($name:ident $word:literal $description:literal)*) => {
        /// A setting that a homework fixes and a report or its code can state.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Setting {
            $(#[doc = $description] $name,)*
        }

        impl Setting {
            /// Every setting.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its name in tables and words.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }
        }
    };
}

settings! {
    Rate "rate" "Learning rate η."
    Rates "rates" "The learning rates of a sweep."
    Steps "steps" "Updates of a run, or epochs of a training."
    Epochs "epochs" "Passes over the training images."
    Start "start" "The first point."
    Minimum "minimum" "Where the objective is least."
    Beta1 "beta1" "Adam's β₁."
    Beta2 "beta2" "Adam's β₂."
    Epsilon "epsilon" "Adam's ε."
    Momentum "momentum" "The share of the velocity that is kept, γ."
    WeightDecay "weight decay" "λ."
    Hidden "hidden" "Units of a hidden layer."
    HiddenLayers "hidden layers" "How many layers stand between inputs and classes."
    WeightLayers "weight layers" "How many matrices of weights there are."
    LayerCount "layer count" "How many layers there are, inputs and classes among them."
    Layers "layers" "Units of each layer."
    Trainings "trainings" "The configurations of a sweep."
    Batch "batch" "Images in a batch."
    Images "images" "Images of the data set."
    TrainingImages "training images" "Images that are trained on."
    TestImages "test images" "Images that are tested on."
    Pixels "pixels" "Inputs of a net, or the side of an image."
    Classes "classes" "Outputs of a net."
    Parameters "parameters" "Weights and biases."
    Grid "grid" "Points of a contour plot each way."
    Levels "levels" "Level lines of a contour plot."
    XRange "x range" "Smallest and largest x of a contour plot."
    YRange "y range" "Smallest and largest y of a contour plot."
}

impl Setting {
    /// The setting of that name.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|setting| setting.word() == word)
    }

    /// Its name in an id: `weight-decay`.
    pub(super) fn id_word(self) -> String {
        self.word().replace(' ', "-")
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

impl Serialize for Setting {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

/// A setting as text.
pub fn show(value: &[f64]) -> String {
    let number = |number: &f64| {
        if number.fract() == 0.0 && number.abs() < 1e15 {
            format!("{number:.0}")
        } else {
            repr(*number)
        }
    };
    match value {
        [one] => number(one),
        several => {
            let several: Vec<String> = several.iter().map(number).collect();
            format!("[{}]", several.join(", "))
        }
    }
}

impl Minimisation {
    /// What a setting is in this run, if it has it.
    pub fn setting(&self, setting: Setting) -> Option<SettingValue> {
        let one = |value: f64| Some(vec![value]);
        match (setting, self.optimiser) {
            (Setting::Rate, rule) => one(rule.learning_rate()),
            (Setting::Steps | Setting::Epochs, _) => one(self.steps as f64),
            (Setting::Start, _) => Some(self.start_in_space()),
            (Setting::Minimum, _) => self.objective.minima_in(self.dimensions()).first().cloned(),
            (Setting::Beta1, Optimiser::Adam(settings)) => one(settings.beta1),
            (Setting::Beta2, Optimiser::Adam(settings)) => one(settings.beta2),
            (Setting::Epsilon, Optimiser::Adam(settings)) => one(settings.epsilon),
            (Setting::Momentum, Optimiser::Momentum(settings)) => one(settings.decay),
            _ => None,
        }
    }
}

impl Contour {
    /// What a setting can be in this plot.
    pub fn settings(&self, setting: Setting) -> Vec<SettingValue> {
        match setting {
            Setting::Grid => self.points.iter().map(|&n| vec![n as f64]).collect(),
            Setting::Levels => vec![vec![self.levels.len() as f64]],
            Setting::XRange | Setting::YRange => vec![self.x.to_vec(), self.y.to_vec()],
            _ => Vec::new(),
        }
    }
}

impl Training {
    /// What a setting can be in this training.
    pub fn settings(&self, setting: Setting) -> Vec<SettingValue> {
        let one = |value: f64| vec![vec![value]];
        let rule = self.optimiser;
        let betas = rule.betas();
        let beta = |index: usize| betas.map_or_else(Vec::new, |betas| one(betas[index]));
        match setting {
            Setting::Rate => one(rule.learning_rate()),
            Setting::Epochs | Setting::Steps => one(self.epochs as f64),
            Setting::Beta1 => beta(0),
            Setting::Beta2 => beta(1),
            Setting::Epsilon => rule.epsilon().map_or_else(Vec::new, one),
            Setting::WeightDecay => one(rule.weight_decay()),
            Setting::Momentum => match rule {
                Rule::Basic(Optimiser::Momentum(_)) | Rule::Nesterov(_) | Rule::RmsProp(_) => {
                    one(rule.momentum())
                }
                _ => Vec::new(),
            },
            _ => self.net.settings(setting),
        }
    }
}

impl Net {
    /// What a setting can be in this net.
    pub fn settings(&self, setting: Setting) -> Vec<SettingValue> {
        let one = |value: usize| vec![vec![value as f64]];
        match setting {
            Setting::Layers => vec![self.layers.iter().map(|&units| units as f64).collect()],
            Setting::Hidden => {
                let hidden = &self.layers[1..self.layers.len() - 1];
                hidden.iter().map(|&units| vec![units as f64]).collect()
            }
            Setting::WeightLayers => one(self.layers.len() - 1),
            Setting::LayerCount => one(self.layers.len()),
            Setting::Batch => one(self.batch),
            Setting::TrainingImages => one(self.data.train_count()),
            Setting::TestImages => one(self.data.test_count()),
            Setting::Images => {
                let train = self.data.train_count() as f64;
                let test = self.data.test_count() as f64;
                vec![vec![train], vec![test], vec![train + test]]
            }
            Setting::Pixels if self.data.inputs() != mnist::PIXELS => one(self.data.inputs()),
            Setting::Pixels => {
                let side = mnist::SIDE as f64;
                vec![vec![mnist::PIXELS as f64], vec![side], vec![side, side]]
            }
            Setting::Classes => one(self.data.classes()),
            Setting::Parameters => one(self.parameters()),
            _ => Vec::new(),
        }
    }
}
