//! `verigrad check-optimiser`: somebody's rule, over a pipe.

use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, ValueEnum};

use super::failure::Failure;
use super::options::OutputOption;
use super::terminal::{print, status};
use crate::check::convention::{Rule, WeightDecay};
use crate::check::{self, Process, ProcessError, Report, Settings};
use crate::render::{json, optimiser};
use crate::shown::Shown;

/// What `check-optimiser` takes.
#[derive(Args, Debug)]
pub struct CheckOptimiserArguments {
    /// The command that runs the rule, after `--`
    #[arg(required = true, last = true, value_name = "COMMAND")]
    command: Vec<String>,
    /// Rate that the rule is set to
    #[arg(long, value_name = "X", default_value_t = 0.001)]
    learning_rate: f64,
    /// Momentum
    #[arg(long, value_name = "X")]
    momentum: Option<f64>,
    /// Dampening of the momentum
    #[arg(long, value_name = "X")]
    dampening: Option<f64>,
    /// β₁ of Adam and its relatives; 0.9 if not given
    #[arg(long, value_name = "X")]
    beta1: Option<f64>,
    /// β₂ of Adam and its relatives; 0.999 if not given
    #[arg(long, value_name = "X")]
    beta2: Option<f64>,
    /// α of RMSprop, ρ of Adadelta; 0.99 if not given
    #[arg(long, value_name = "X")]
    smoothing: Option<f64>,
    /// ε; 1e-8 if not given
    #[arg(long, value_name = "X")]
    epsilon: Option<f64>,
    /// Weight decay; how it enters is found out
    #[arg(long, value_name = "X")]
    weight_decay: Option<f64>,
    /// What AdaGrad's or RMSprop's squares start from
    #[arg(long, value_name = "X")]
    initial_accumulator: Option<f64>,
    /// ψ of NAdam; 0.004 if not given
    #[arg(long, value_name = "X")]
    momentum_decay: Option<f64>,
    /// What the rule is said to be, in PyTorch's convention; found out if not given
    #[arg(long, value_enum, value_name = "RULE")]
    claims: Option<ClaimedRule>,
    /// How the weight decay is said to enter
    #[arg(long, value_enum, value_name = "FORM", requires = "weight_decay")]
    claims_decay: Option<ClaimedDecay>,
    /// The rule computes in f32
    #[arg(long)]
    float32: bool,
    /// The only number of parameters that the rule takes
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    parameters: Option<u16>,
    /// The command heeds settings in `start`, and `learning_rate` on its way
    #[arg(long)]
    heeds_settings: bool,
    /// Draws for each property
    #[arg(long, value_name = "N", default_value_t = 24, value_parser = clap::value_parser!(u32).range(1..))]
    draws: u32,
    /// Seed of the draws
    #[arg(long, value_name = "S", default_value_t = 20_240_607)]
    seed: u64,
    /// Seconds after which no step is asked for
    #[arg(long, value_name = "S", default_value_t = 120)]
    time: u64,
    /// Seconds that one answer may take
    #[arg(long, value_name = "S", default_value_t = 60)]
    patience: u64,
    #[command(flatten)]
    output: OutputOption,
}

/// A rule as `--claims` names it.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ClaimedRule {
    GradientDescent,
    Momentum,
    DampenedMomentum,
    Nesterov,
    Rmsprop,
    CentredRmsprop,
    Adagrad,
    Adadelta,
    Adam,
    Amsgrad,
    Adamax,
    Nadam,
    Radam,
}

impl From<ClaimedRule> for Rule {
    fn from(claimed: ClaimedRule) -> Self {
        match claimed {
            ClaimedRule::GradientDescent => Self::GradientDescent,
            ClaimedRule::Momentum => Self::MOMENTUM,
            ClaimedRule::DampenedMomentum => Self::DAMPENED_MOMENTUM,
            ClaimedRule::Nesterov => Self::NESTEROV,
            ClaimedRule::Rmsprop => Self::RMSPROP,
            ClaimedRule::CentredRmsprop => Self::CENTRED_RMSPROP,
            ClaimedRule::Adagrad => Self::ADAGRAD,
            ClaimedRule::Adadelta => Self::ADADELTA,
            ClaimedRule::Adam => Self::ADAM,
            ClaimedRule::Amsgrad => Self::AMSGRAD,
            ClaimedRule::Adamax => Self::ADAMAX,
            ClaimedRule::Nadam => Self::NADAM,
            ClaimedRule::Radam => Self::RADAM,
        }
    }
}

/// A decay as `--claims-decay` names it.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ClaimedDecay {
    Coupled,
    Decoupled,
    DecoupledFromRate,
}

impl From<ClaimedDecay> for WeightDecay {
    fn from(claimed: ClaimedDecay) -> Self {
        match claimed {
            ClaimedDecay::Coupled => Self::Coupled,
            ClaimedDecay::Decoupled => Self::Decoupled,
            ClaimedDecay::DecoupledFromRate => Self::DecoupledFromRate,
        }
    }
}

impl CheckOptimiserArguments {
    fn settings(&self) -> Settings {
        let usual = Settings::new(self.learning_rate);
        Settings {
            learning_rate: self.learning_rate,
            momentum: self.momentum.unwrap_or(usual.momentum),
            dampening: self.dampening.unwrap_or(usual.dampening),
            beta1: self.beta1.unwrap_or(usual.beta1),
            beta2: self.beta2.unwrap_or(usual.beta2),
            smoothing: self.smoothing.unwrap_or(usual.smoothing),
            epsilon: self.epsilon.unwrap_or(usual.epsilon),
            weight_decay: self.weight_decay.unwrap_or(usual.weight_decay),
            initial_accumulator: self.initial_accumulator.unwrap_or(usual.initial_accumulator),
            momentum_decay: self.momentum_decay.unwrap_or(usual.momentum_decay),
        }
    }

    fn report<T: crate::arithmetic::Real>(&self, process: &Process) -> Result<Report, Failure> {
        let mut check = check::optimiser::<T, _>(process)
            .settings(self.settings())
            .named(self.command.join(" "))
            .cases(self.draws)
            .seed(self.seed)
            .time(Duration::from_secs(self.time));
        if let Some(rule) = self.claims {
            check = check.claims(rule.into());
        }
        if let Some(decay) = self.claims_decay {
            check = check.claims_decay(decay.into());
        }
        if let Some(length) = self.parameters {
            check = check.parameters(usize::from(length));
        }
        let report = check.check();
        // Whatever else is said of a process that failed, this is why.
        match process.failure() {
            Some(failure) => Err(unusable(&failure)),
            None => report.map_err(|error| Failure::argument(error.to_string())),
        }
    }
}

fn unusable(error: &ProcessError) -> Failure {
    Failure::argument(error.to_string())
}

pub(super) fn check_optimiser(arguments: &CheckOptimiserArguments) -> Result<ExitCode, Failure> {
    let [program, rest @ ..] = &arguments.command[..] else {
        return Err(Failure::argument("no command is given after --"));
    };
    let process = Process::start(program, rest, arguments.heeds_settings);
    let process = process.map_err(|error| unusable(&error))?;
    let process = process.patience(Duration::from_secs(arguments.patience));
    let report = match arguments.float32 {
        true => arguments.report::<f32>(&process)?,
        false => arguments.report::<f64>(&process)?,
    };
    if arguments.output.json {
        print(&json::text(&optimiser::json(&report).into()))?;
    } else if !arguments.output.quiet {
        print(&Shown::text(report.to_string()))?;
    }
    Ok(status(report.is_sound()))
}
