//! How a document names a training's rule and schedule, and their checks.

use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::document::Reader;
use super::document_nets::TrainingDocument;
use super::schedule::{Each, RateSchedule};
use super::strict::Table;
use crate::diagnostic::InputError;
use crate::optim::{
    AdaGradSettings, AdamSettings, AmsGradSettings, MomentumSettings, NesterovSettings, Optimiser,
    RmsPropSettings, Rule, Schedule,
};

/// The rules that a training can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum RuleDocument {
    Sgd,
    Adam,
    AdamW,
    AmsGrad,
    RmsProp,
    AdaGrad,
}

use RuleDocument::{AdaGrad, Adam, AdamW, AmsGrad, RmsProp, Sgd};

impl RuleDocument {
    fn word(self) -> &'static str {
        match self {
            Sgd => "sgd",
            Adam => "adam",
            AdamW => "adamw",
            AmsGrad => "amsgrad",
            RmsProp => "rmsprop",
            AdaGrad => "adagrad",
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ScheduleDocument {
    name: Spanned<ScheduleName>,
    each: Each,
    factor: Option<Spanned<f64>>,
    every: Option<Spanned<u64>>,
    last: Option<Spanned<f64>>,
    over: Option<Spanned<u64>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum ScheduleName {
    Step,
    Cosine,
}

/// A key, where it stands if it does, and the rules that it is a setting of.
type Setting<'a> = (&'a str, Option<Range<usize>>, &'a [RuleDocument]);

const SHARE: &str = "from 0 up to but not including 1";

fn share(share: f64) -> bool {
    (0.0..1.0).contains(&share)
}

fn small(value: f64) -> bool {
    value.is_finite() && value >= 0.0
}

fn positive(value: f64) -> bool {
    value.is_finite() && value > 0.0
}

impl Reader<'_> {
    /// The rule with PyTorch's settings where the document is silent.
    pub(super) fn net_rule(&self, document: &TrainingDocument) -> Result<Rule, InputError> {
        let rule = *document.rule.get_ref();
        self.own_settings(document, rule)?;
        let rate = self.check(&document.learning_rate, positive, "a rate must be positive")?;
        let standard_decay = if rule == AdamW { 0.01 } else { 0.0 };
        let not_negative = "must not be negative";
        let weight_decay = self.or(&document.weight_decay, standard_decay, small, not_negative)?;
        let momentum = self.or(&document.momentum, 0.0, share, SHARE)?;
        let beta1 = self.or(&document.beta1, 0.9, share, SHARE)?;
        let beta2 = self.or(&document.beta2, 0.999, share, SHARE)?;
        let standard = if rule == AdaGrad { 1e-10 } else { 1e-8 };
        let epsilon = self.or(&document.epsilon, standard, small, not_negative)?;
        let given =
            |flag: &Option<Spanned<bool>>| flag.as_ref().is_some_and(|flag| *flag.get_ref());
        Ok(match rule {
            Sgd if given(&document.nesterov) => {
                if momentum == 0.0 {
                    let label = "Nesterov's rule needs a `momentum` above 0, as in PyTorch";
                    let span = document.nesterov.as_ref().map_or(0..0, Spanned::span);
                    return self.refuse(span, label);
                }
                let settings = NesterovSettings::pytorch(rate, momentum);
                Rule::Nesterov(NesterovSettings { weight_decay, ..settings })
            }
            Sgd => {
                let settings = MomentumSettings::pytorch(rate, momentum);
                Optimiser::Momentum(MomentumSettings { weight_decay, ..settings }).into()
            }
            Adam | AdamW => {
                let settings = match rule {
                    AdamW => AdamSettings::pytorch_adamw(rate),
                    _ => AdamSettings::pytorch(rate),
                };
                let settings = AdamSettings { beta1, beta2, epsilon, weight_decay, ..settings };
                Optimiser::Adam(settings).into()
            }
            AmsGrad => Rule::AmsGrad(AmsGradSettings {
                beta1,
                beta2,
                epsilon,
                weight_decay,
                ..AmsGradSettings::pytorch(rate)
            }),
            RmsProp => Rule::RmsProp(RmsPropSettings {
                smoothing: self.or(&document.smoothing, 0.99, share, SHARE)?,
                epsilon,
                centred: given(&document.centred),
                momentum,
                weight_decay,
                ..RmsPropSettings::pytorch(rate)
            }),
            AdaGrad => Rule::AdaGrad(AdaGradSettings {
                learning_rate_decay: self.or(&document.rate_decay, 0.0, small, not_negative)?,
                initial_accumulator: self.or(
                    &document.initial_accumulator,
                    0.0,
                    small,
                    not_negative,
                )?,
                epsilon,
                weight_decay,
                ..AdaGradSettings::pytorch(rate)
            }),
        })
    }

    /// Refuses settings of other rules.
    fn own_settings(
        &self,
        document: &TrainingDocument,
        rule: RuleDocument,
    ) -> Result<(), InputError> {
        fn at<T>(setting: &Option<Spanned<T>>) -> Option<Range<usize>> {
            setting.as_ref().map(Spanned::span)
        }
        let moments = &[Adam, AdamW, AmsGrad][..];
        let settings: [Setting; 9] = [
            ("momentum", at(&document.momentum), &[Sgd, RmsProp]),
            ("nesterov", at(&document.nesterov), &[Sgd]),
            ("beta1", at(&document.beta1), moments),
            ("beta2", at(&document.beta2), moments),
            ("epsilon", at(&document.epsilon), &[Adam, AdamW, AmsGrad, RmsProp, AdaGrad]),
            ("smoothing", at(&document.smoothing), &[RmsProp]),
            ("centred", at(&document.centred), &[RmsProp]),
            ("rate_decay", at(&document.rate_decay), &[AdaGrad]),
            ("initial_accumulator", at(&document.initial_accumulator), &[AdaGrad]),
        ];
        for (key, span, owners) in settings {
            if let Some(span) = span.filter(|_| !owners.contains(&rule)) {
                let owners: Vec<String> =
                    owners.iter().map(|owner| format!("`{}`", owner.word())).collect();
                let label = format!(
                    "`{key}` is a setting of {}, not of `{}`",
                    owners.join(", "),
                    rule.word()
                );
                return self.refuse(span, label);
            }
        }
        Ok(())
    }

    /// How the rate changes.
    pub(super) fn schedule(
        &self,
        document: &TrainingDocument,
    ) -> Result<Option<RateSchedule>, InputError> {
        let Some(schedule) = &document.schedule else { return Ok(None) };
        let Table(own) = schedule.get_ref();
        let initial = *document.learning_rate.get_ref();
        let of_step = [
            ("factor", own.factor.as_ref().map(Spanned::span)),
            ("every", own.every.as_ref().map(Spanned::span)),
        ];
        let of_cosine = [
            ("last", own.last.as_ref().map(Spanned::span)),
            ("over", own.over.as_ref().map(Spanned::span)),
        ];
        let (others, name, other) = match own.name.get_ref() {
            ScheduleName::Step => (of_cosine, "step", "cosine"),
            ScheduleName::Cosine => (of_step, "cosine", "step"),
        };
        for (key, span) in others {
            if let Some(span) = span {
                let label = format!("`{key}` is a setting of `{other}`, not of `{name}`");
                return self.refuse(span, label);
            }
        }
        let schedule = match (own.name.get_ref(), &own.factor, &own.every, &own.over) {
            (ScheduleName::Step, Some(factor), Some(every), _) => Schedule::Step {
                initial,
                factor: self.check(factor, positive, "must be positive")?,
                every: self.check(every, |every| every > 0, "at least 1")?,
            },
            (ScheduleName::Step, ..) => {
                return self.refuse(own.name.span(), "`step` needs `factor` and `every`");
            }
            (ScheduleName::Cosine, _, _, Some(over)) => Schedule::Cosine {
                initial,
                last: self.or(&own.last, 0.0, small, "must not be negative")?,
                steps: self.check(over, |over| over > 0, "at least 1")?,
            },
            (ScheduleName::Cosine, ..) => {
                return self.refuse(own.name.span(), "`cosine` needs `over`, its length");
            }
        };
        Ok(Some(RateSchedule { schedule, each: own.each }))
    }
}
