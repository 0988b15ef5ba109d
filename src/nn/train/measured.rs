use crate::nn::Confusion;

/// What a training came to. What the homework does not measure is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Measured {
    /// Correct test images after each epoch.
    pub correct: Vec<u32>,
    /// Mean over an epoch's images of the loss of their batch, before its step.
    pub training_loss: Vec<f64>,
    /// Images of an epoch that were right before their step.
    pub training_correct: Vec<u32>,
    /// Mean loss of the test images after each epoch.
    pub test_loss: Vec<f64>,
    /// What test images are taken for after the last epoch.
    pub confusion: Option<Confusion>,
    /// Norm of each layer's weight after the last epoch.
    pub weight_norms: Vec<f64>,
    /// Steps, counted from 1, with the norm of each layer's weight gradient before they are made.
    pub gradient_norms: Vec<(u64, Vec<f64>)>,
}

impl From<Vec<u32>> for Measured {
    /// Correct test images after each epoch, and nothing else.
    fn from(correct: Vec<u32>) -> Self {
        Self { correct, ..Self::default() }
    }
}
