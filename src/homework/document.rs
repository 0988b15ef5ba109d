//! The checks between a document and the typed values.

use std::collections::HashSet;
use std::ops::{Range, RangeInclusive};
use std::path::Path;

use toml::Spanned;

use super::memory::Memory;
use super::part::{PartId, RunId};
use super::schema::{
    ComparisonDocument, ContourDocument, Document, LevelsDocument, Problem1, RunDocument,
};
use super::strict::{Pair, Table};
use super::{Assignment, Comparison, Contour, Minimisation, MinimisationProblem, NetPart};
use crate::data::DataSet;
use crate::diagnostic::{Diagnostic, InputError};
use crate::numpy::pow;
use crate::optim::{AdamSettings, MomentumForm, MomentumSettings, Optimiser};

/// Reads and checks a document; `folder` is where files that it names are.
pub(super) fn read(
    text: &str,
    origin: &str,
    folder: Option<&Path>,
) -> Result<Assignment, InputError> {
    let mut reader = Reader { text, origin, folder, data: DataSet::default() };
    let document: Document = toml::from_str(text).map_err(|error| {
        InputError::from(Diagnostic {
            title: "this assignment cannot be read".to_owned(),
            origin: origin.to_owned(),
            text: text.to_owned(),
            span: error.span().unwrap_or(0..0),
            label: error.message().to_owned(),
            help: None,
        })
    })?;
    if let Some(Table(data)) = &document.data {
        reader.data = reader.data(data)?;
    }
    let minimisation =
        document.problem1.map(|Table(problem)| reader.problem1(problem)).transpose()?;
    let mut nets: Vec<NetPart> = Vec::new();
    for Table(net) in document.net {
        let span = net.part.span();
        let net = reader.net_part(net)?;
        let earlier = minimisation.iter().flat_map(MinimisationProblem::parts);
        let earlier: Vec<&PartId> = earlier.chain(nets.iter().map(|net| &net.part)).collect();
        let known = earlier.iter().find(|part| part.key() == net.part.key());
        if let Some(known) = known {
            return reader.refuse(span, format!("this part is there already, as `{known}`"));
        }
        nets.push(net);
    }
    let (name, title, data) = (document.name, document.title, reader.data.clone());
    let assignment = Assignment { name, title, data, minimisation, nets };
    if assignment.parts().is_empty() {
        return reader.refuse(0..0, "a homework needs a part: `problem1` or `[[net]]`");
    }
    reader.names(&assignment)?;
    Ok(assignment)
}

pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    origin: &'a str,
    pub(super) folder: Option<&'a Path>,
    /// What nets are trained on.
    pub(super) data: DataSet,
}

impl Reader<'_> {
    pub(super) fn refuse<T>(
        &self,
        span: Range<usize>,
        label: impl Into<String>,
    ) -> Result<T, InputError> {
        Err(Diagnostic {
            title: "impossible setting".to_owned(),
            origin: self.origin.to_owned(),
            text: self.text.to_owned(),
            span,
            label: label.into(),
            help: None,
        }
        .into())
    }

    pub(super) fn check<T: Copy>(
        &self,
        value: &Spanned<T>,
        possible: impl Fn(T) -> bool,
        requirement: &str,
    ) -> Result<T, InputError> {
        let inner = *value.get_ref();
        if possible(inner) { Ok(inner) } else { self.refuse(value.span(), requirement) }
    }

    fn problem1(&self, problem: Problem1) -> Result<MinimisationProblem, InputError> {
        let objective = self.objective(&problem.objective.0, problem.square)?;
        let start = self.start(&problem.start, &objective)?;
        let noise = self.noise(&problem.noise)?;
        let steps = self.steps(&problem.steps)?;
        let contour = problem.contour.map(|Table(contour)| self.contour(&contour)).transpose()?;
        if let (Some(contour), false) = (&contour, objective.has_dimensions(2)) {
            let label = format!("part {}: level lines need two coordinates", contour.part);
            return self.refuse(problem.start.span(), label);
        }
        let mut parts: HashSet<String> = contour.iter().map(|c| c.part.key()).collect();
        let mut comparisons = Vec::new();
        for Table(comparison) in problem.comparison {
            let part = self.part(&comparison.part)?;
            if !parts.insert(part.key()) {
                return self.refuse(comparison.part.span(), "this part is there already");
            }
            if comparison.runs.get_ref().is_empty() {
                return self.refuse(comparison.runs.span(), "at least one run is needed");
            }
            let mut ids = HashSet::new();
            let mut runs = Vec::new();
            for Table(run) in comparison.runs.get_ref() {
                let id = RunId::new(&part, &self.identifier(&run.name)?);
                if !ids.insert(id.clone()) {
                    return self
                        .refuse(run.name.span(), "this part has a run of that name already");
                }
                let own_start = run.start.as_ref().map(|own| self.start(own, &objective));
                let (first, beyond) = own_start.transpose()?.unwrap_or_else(|| start.clone());
                if comparison.trajectories && !beyond.is_empty() {
                    let label = "`trajectories` are drawn of runs in the plane only";
                    return self.refuse(run.name.span(), label);
                }
                let own_steps = run.steps.as_ref().map(|own| self.steps(own)).transpose()?;
                runs.push(Minimisation {
                    id,
                    objective: objective.clone(),
                    start: first,
                    beyond,
                    noise: self.noise(&run.noise)?.or(noise),
                    steps: own_steps.unwrap_or(steps),
                    optimiser: self.optimiser(run)?,
                });
            }
            let ComparisonDocument { title, trajectories, heading, .. } = comparison;
            comparisons.push(Comparison { part, headings: heading, title, trajectories, runs });
        }
        let runs = comparisons.iter().flat_map(|comparison: &Comparison| &comparison.runs);
        let memory = Memory(runs.map(|run| run.memory().0).fold(0, u64::saturating_add));
        self.memory(memory, problem.steps.span(), "all steps of all runs need")?;
        let own_code = problem.own_code.map_or(Ok(Vec::new()), |code| {
            if code.get_ref().iter().any(|line| line.trim().is_empty()) {
                return self.refuse(code.span(), "lines of code are needed");
            }
            Ok(code.into_inner())
        })?;
        let arithmetic = problem.arithmetic;
        Ok(MinimisationProblem { objective, contour, comparisons, arithmetic, own_code })
    }

    /// Refuses what takes more memory than anything may.
    pub(super) fn memory(
        &self,
        memory: Memory,
        span: Range<usize>,
        what: &str,
    ) -> Result<(), InputError> {
        if memory <= Memory::LIMIT {
            return Ok(());
        }
        self.refuse(
            span,
            format!(
                "{what} {memory}, and at most {:.0} GB are taken",
                Memory::LIMIT.0 as f64 / 1e9
            ),
        )
    }

    fn steps(&self, steps: &Spanned<usize>) -> Result<usize, InputError> {
        const STEPS: RangeInclusive<usize> = 1..=10_000_000;
        self.check(steps, |steps| STEPS.contains(&steps), "from 1 to 10,000,000 steps")
    }

    pub(super) fn part(&self, name: &Spanned<String>) -> Result<PartId, InputError> {
        PartId::new(name.get_ref()).or_else(|label| self.refuse(name.span(), label))
    }

    pub(super) fn identifier(&self, name: &Spanned<String>) -> Result<String, InputError> {
        self.name_of(name, "_-", "a name has letters, digits, `_` and `-` only")
    }

    /// A name that may hold a rate, such as `sgd.0.1`.
    pub(super) fn dotted_identifier(&self, name: &Spanned<String>) -> Result<String, InputError> {
        self.name_of(name, "_-.", "a name has letters, digits, `_`, `-` and `.` only")
    }

    fn name_of(
        &self,
        name: &Spanned<String>,
        marks: &str,
        requirement: &str,
    ) -> Result<String, InputError> {
        let text = name.get_ref();
        let fits = |c: char| c.is_ascii_alphanumeric() || marks.contains(c);
        if !text.is_empty() && text.chars().all(fits) {
            return Ok(text.clone());
        }
        self.refuse(name.span(), requirement)
    }

    pub(super) fn or(
        &self,
        value: &Option<Spanned<f64>>,
        standard: f64,
        possible: impl Fn(f64) -> bool,
        requirement: &str,
    ) -> Result<f64, InputError> {
        value.as_ref().map_or(Ok(standard), |value| self.check(value, possible, requirement))
    }

    fn contour(&self, contour: &ContourDocument) -> Result<Contour, InputError> {
        let ascending =
            |Pair([low, high]): Pair<f64>| low.is_finite() && high.is_finite() && low < high;
        let Pair(x) = self.check(&contour.x, ascending, "[smallest, largest] is needed")?;
        let Pair(y) = self.check(&contour.y, ascending, "[smallest, largest] is needed")?;
        let sensible = |Pair(points): Pair<usize>| points.iter().all(|n| (2..=2000).contains(n));
        let Pair(points) =
            self.check(&contour.points, sensible, "from 2 to 2000 points each way")?;
        let Table(LevelsDocument { from, to, count }) = *contour.levels.get_ref();
        if !(from > 0.0 && to > from && to.is_finite() && (2..=100).contains(&count)) {
            let requirement = "0 < from < to and from 2 to 100 levels are needed";
            return self.refuse(contour.levels.span(), requirement);
        }
        let (low, high) = (libm::log10(from), libm::log10(to));
        let exponent = |k: usize| low + (high - low) * k as f64 / (count - 1) as f64;
        let levels = (0..count).map(|k| pow(10.0, exponent(k))).collect();
        let headings = contour.heading.clone();
        let (part, limits) = (self.part(&contour.part)?, [from, to]);
        Ok(Contour { part, headings, x, y, points, limits, levels })
    }

    fn optimiser(&self, run: &RunDocument) -> Result<Optimiser, InputError> {
        let rule = run.rule.get_ref().as_str();
        let of_momentum = [
            ("decay", run.decay.as_ref().map(Spanned::span)),
            ("form", run.form.as_ref().map(Spanned::span)),
        ];
        let of_adam = [
            ("beta1", run.beta1.as_ref().map(Spanned::span)),
            ("beta2", run.beta2.as_ref().map(Spanned::span)),
            ("epsilon", run.epsilon.as_ref().map(Spanned::span)),
            ("epsilon_place", run.epsilon_place.as_ref().map(Spanned::span)),
        ];
        for (keys, owner) in [(&of_momentum[..], "momentum"), (&of_adam[..], "adam")] {
            for (key, span) in keys {
                if let (Some(span), true) = (span, rule != owner) {
                    let label = format!("`{key}` is a setting of `{owner}`, not of `{rule}`");
                    return self.refuse(span.clone(), label);
                }
            }
        }
        let positive = |rate: f64| rate.is_finite() && rate > 0.0;
        let learning_rate = self.check(&run.learning_rate, positive, "a rate must be positive")?;
        let share = |share: f64| (0.0..1.0).contains(&share);
        let share_range = "from 0 up to but not including 1";
        match rule {
            "gradient-descent" => Ok(Optimiser::GradientDescent { learning_rate }),
            "momentum" => Ok(Optimiser::Momentum(MomentumSettings {
                form: run.form.as_ref().map_or_else(MomentumForm::default, |form| *form.get_ref()),
                ..MomentumSettings::new(
                    learning_rate,
                    self.or(&run.decay, 0.9, share, share_range)?,
                )
            })),
            "adam" => {
                let small = |epsilon: f64| epsilon.is_finite() && epsilon >= 0.0;
                let place = run.epsilon_place.as_ref().map(|place| *place.get_ref());
                Ok(Optimiser::Adam(AdamSettings {
                    beta1: self.or(&run.beta1, 0.9, share, share_range)?,
                    beta2: self.or(&run.beta2, 0.999, share, share_range)?,
                    epsilon: self.or(&run.epsilon, 1e-8, small, "must not be negative")?,
                    epsilon_place: place.unwrap_or_default(),
                    ..AdamSettings::new(learning_rate)
                }))
            }
            _ => self.refuse(run.rule.span(), "no such rule: gradient-descent, momentum or adam"),
        }
    }
}
