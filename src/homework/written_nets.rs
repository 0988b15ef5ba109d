//! Parts with nets as a document has them.

use super::written::{headings, kebab, list, quoted};
use super::{Measurement, Net, NetPart, NetWork, RateSchedule, Training};
use crate::nn::{Loss, Nonlinearity, Output};
use crate::optim::{Optimiser, Rule, Schedule};
use crate::torch::{Biases, Initialisation};

/// A part.
pub(super) fn net_part(part: &NetPart) -> String {
    let NetPart { part: name, headings: names, title, work } = part;
    let mut text = format!(
        "\n[[net]]\npart = {}\n{}title = {}\n",
        quoted(name.as_str()),
        headings(names),
        quoted(title)
    );
    text += &part.net().map(net_text).unwrap_or_default();
    match work {
        NetWork::Probe(net) => text += &format!("gradient_probe = {}\n", list(&net.layers)),
        NetWork::Sweep { trainings, best } => {
            let epochs = trainings.first().map_or(1, |training| training.epochs);
            text += &format!("epochs = {epochs}\n");
            text += &measured(trainings.first().map_or(&[], |training| &training.measurements));
            if !best.is_empty() {
                let words: Vec<&str> = best.iter().map(|choice| choice.word()).collect();
                text += &format!("best = {}\n", list(&words));
            }
            let rows: Vec<String> = trainings
                .iter()
                .map(|training| format!("    {},\n", training_text(training)))
                .collect();
            text += &format!("trainings = [\n{}]\n", rows.concat());
        }
    }
    text
}

fn unit(function: Nonlinearity) -> &'static str {
    match function {
        Nonlinearity::Sigmoid => "sigmoid",
        Nonlinearity::Tanh => "tanh",
        Nonlinearity::Relu => "relu",
        Nonlinearity::LeakyRelu { .. } => "leaky-relu",
        Nonlinearity::Identity => "identity",
    }
}

fn net_text(net: &Net) -> String {
    let Net { activation, dropout, output, loss, initialisation, biases, batch, .. } = *net;
    let mut text = format!("activation = \"{}\"\n", unit(activation));
    let slope = |function: Nonlinearity| match function {
        Nonlinearity::LeakyRelu { slope } => Some(slope),
        _ => None,
    };
    let output_slope = match output {
        Output::Units(function) => slope(function),
        Output::Softmax => None,
    };
    text += &match output {
        Output::LOGITS => String::new(),
        Output::Units(function) => format!("output = \"{}\"\n", unit(function)),
        Output::Softmax => "output = \"softmax\"\n".to_owned(),
    };
    if let Some(slope) = slope(activation).or(output_slope) {
        text += &format!("slope = {slope:?}\n");
    }
    if dropout != 0.0 {
        text += &format!("dropout = {dropout:?}\n");
    }
    if loss != Loss::CrossEntropy {
        text += &format!("loss = \"{}\"\n", kebab(loss));
    }
    text += &match initialisation {
        Initialisation::Normal { deviation } => {
            format!("initialisation = \"normal\"\ndeviation = {deviation:?}\n")
        }
        other => format!("initialisation = \"{}\"\n", kebab(other)),
    };
    text += &match (biases, initialisation) {
        (Biases::PytorchDefault, Initialisation::PytorchDefault) => String::new(),
        (Biases::Zero, Initialisation::PytorchDefault) => "biases = \"zero\"\n".to_owned(),
        (Biases::Zero, _) => String::new(),
        (Biases::PytorchDefault, _) => "biases = \"pytorch-default\"\n".to_owned(),
        (Biases::Normal { deviation }, _) => format!("biases = {deviation:?}\n"),
    };
    text + &format!("batch = {batch}\n")
}

fn measured(measurements: &[Measurement]) -> String {
    let (mut words, mut steps) = (Vec::new(), Vec::new());
    for measurement in measurements {
        match measurement {
            Measurement::GradientNorms(step) => steps.push(*step),
            named => words.push(named.word()),
        }
    }
    let mut text = String::new();
    if !words.is_empty() {
        text += &format!("measure = {}\n", list(&words));
    }
    if !steps.is_empty() {
        text += &format!("gradient_norms_at = {}\n", list(&steps));
    }
    text
}

fn training_text(training: &Training) -> String {
    let name = match &*training.id.name {
        "" => String::new(),
        name => format!("name = {}, ", quoted(name)),
    };
    let rule = training.optimiser;
    let mut settings =
        format!("rule = \"{}\", learning_rate = {:?}", rule.word(), rule.learning_rate());
    let mut add = |key: &str, value: f64, standard: f64| {
        if value != standard {
            settings += &format!(", {key} = {value:?}");
        }
    };
    match rule {
        Rule::Basic(Optimiser::GradientDescent { .. }) => {}
        Rule::Basic(Optimiser::Momentum(_)) | Rule::Nesterov(_) => {
            add("momentum", rule.momentum(), 0.0);
        }
        Rule::Basic(Optimiser::Adam(_)) | Rule::AmsGrad(_) => {
            let [beta1, beta2] = rule.betas().unwrap_or_default();
            add("beta1", beta1, f64::NAN);
            add("beta2", beta2, f64::NAN);
            add("epsilon", rule.epsilon().unwrap_or_default(), f64::NAN);
        }
        Rule::RmsProp(own) => {
            add("smoothing", own.smoothing, 0.99);
            add("epsilon", own.epsilon, 1e-8);
            add("momentum", own.momentum, 0.0);
        }
        Rule::AdaGrad(own) => {
            add("rate_decay", own.learning_rate_decay, 0.0);
            add("initial_accumulator", own.initial_accumulator, 0.0);
            add("epsilon", own.epsilon, 1e-10);
        }
    }
    let standard = if rule.word() == "adamw" { 0.01 } else { 0.0 };
    add("weight_decay", rule.weight_decay(), standard);
    match rule {
        Rule::Nesterov(_) => settings += ", nesterov = true",
        Rule::RmsProp(own) if own.centred => settings += ", centred = true",
        _ => {}
    }
    let schedule = training.schedule.map(schedule_text).unwrap_or_default();
    format!("{{ {name}layers = {}, {settings}{schedule} }}", list(&training.net.layers))
}

fn schedule_text(schedule: RateSchedule) -> String {
    let each = kebab(schedule.each);
    let rest = match schedule.schedule {
        Schedule::Constant(_) => return String::new(),
        Schedule::Step { factor, every, .. } => {
            format!("name = \"step\", factor = {factor:?}, every = {every}")
        }
        Schedule::Cosine { last, steps, .. } => {
            format!("name = \"cosine\", last = {last:?}, over = {steps}")
        }
    };
    format!(", schedule = {{ {rest}, each = \"{each}\" }}")
}
