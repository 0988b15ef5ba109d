/// What a rule is set to, in the words that most libraries share. A rule takes from it what it
/// has; the rest stays at the defaults of [`Settings::new`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// η.
    pub learning_rate: f64,
    /// μ, in 0..1: share of the velocity kept at each step. 0 for none.
    pub momentum: f64,
    /// d, in 0..1: the gradient enters the velocity as (1 - d)·g. 0 for none.
    pub dampening: f64,
    /// β₁, in 0..1, of Adam and its relatives.
    pub beta1: f64,
    /// β₂, in 0..1, of Adam and its relatives.
    pub beta2: f64,
    /// α or ρ, in 0..1: share of the mean square that RMSprop and Adadelta keep.
    pub smoothing: f64,
    /// ε, not negative.
    pub epsilon: f64,
    /// λ, not negative; 0 for none.
    pub weight_decay: f64,
    /// What AdaGrad's sum of squares, or RMSprop's mean square, starts from.
    pub initial_accumulator: f64,
    /// ψ of NAdam, where β₁ is scheduled.
    pub momentum_decay: f64,
}

impl Settings {
    /// PyTorch's defaults for all but the rate: μ = d = λ = 0, β = 0.9 and 0.999, α = 0.99,
    /// ε = 1e-8, ψ = 0.004, accumulators zero.
    pub fn new(learning_rate: f64) -> Self {
        Self {
            learning_rate,
            momentum: 0.0,
            dampening: 0.0,
            beta1: 0.9,
            beta2: 0.999,
            smoothing: 0.99,
            epsilon: 1e-8,
            weight_decay: 0.0,
            initial_accumulator: 0.0,
            momentum_decay: 4e-3,
        }
    }

    /// Every setting with its name, for messages and for other processes.
    pub fn named(&self) -> [(&'static str, f64); 10] {
        [
            ("learning_rate", self.learning_rate),
            ("momentum", self.momentum),
            ("dampening", self.dampening),
            ("beta1", self.beta1),
            ("beta2", self.beta2),
            ("smoothing", self.smoothing),
            ("epsilon", self.epsilon),
            ("weight_decay", self.weight_decay),
            ("initial_accumulator", self.initial_accumulator),
            ("momentum_decay", self.momentum_decay),
        ]
    }

    /// What no rule can be checked under, with the range that it should be in.
    pub(super) fn out_of_range(&self) -> Option<String> {
        let share = |value: f64| (0.0..1.0).contains(&value);
        let not_negative = |value: f64| value >= 0.0 && value.is_finite();
        let wrong = self.named().into_iter().find(|&(name, value)| match name {
            "learning_rate" => !(value > 0.0 && value.is_finite()),
            "momentum" | "dampening" | "beta1" | "beta2" | "smoothing" => !share(value),
            _ => !not_negative(value),
        });
        wrong.map(|(name, value)| {
            let range = match name {
                "learning_rate" => "a positive number",
                "momentum" | "dampening" | "beta1" | "beta2" | "smoothing" => "from 0 to below 1",
                _ => "a number that is not negative",
            };
            format!("{name} is {value}; expected {range}")
        })
    }
}
