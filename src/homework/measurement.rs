//! What a homework measures of a training, besides the accuracy after each epoch.

/// One thing to be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measurement {
    /// Mean over an epoch's images of the loss of their batch, before its step: what a notebook
    /// has that adds up `loss.item() * len(batch)`.
    TrainingLoss,
    /// Share of an epoch's images that were right before their step.
    TrainingAccuracy,
    /// Mean loss of the test images after an epoch.
    TestLoss,
    /// Test images in a wrong class after the last epoch.
    Misclassified,
    /// Which test images are taken for what after the last epoch.
    Confusion,
    /// Norm of each layer's weight after the last epoch.
    WeightNorms,
    /// Norm of each layer's weight gradient at a step, counted from 1, before it is made.
    GradientNorms(u64),
}

impl Measurement {
    /// All that a document names by a word.
    pub const NAMED: [Self; 6] = [
        Self::TrainingLoss,
        Self::TrainingAccuracy,
        Self::TestLoss,
        Self::Misclassified,
        Self::Confusion,
        Self::WeightNorms,
    ];

    /// Its name in a document.
    pub fn word(self) -> &'static str {
        match self {
            Self::TrainingLoss => "training-loss",
            Self::TrainingAccuracy => "training-accuracy",
            Self::TestLoss => "test-loss",
            Self::Misclassified => "misclassified",
            Self::Confusion => "confusion",
            Self::WeightNorms => "weight-norms",
            Self::GradientNorms(_) => "gradient-norms",
        }
    }
}
