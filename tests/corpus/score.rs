//! What the program makes of the reports of a template: honest ones, and falsified ones.

use std::ops::AddAssign;

use verigrad::verdict::Verdict;

use crate::diagnosis;
use crate::draws::Draws;
use crate::falsify::Kind;
use crate::names::{close, same};
use crate::reader::{Claim, graded};
use crate::sets::Samples;
use crate::slots::{Slot, Template};
use crate::values::Values;

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that are as they should be.
    pub yes: usize,
    /// All of them.
    pub of: usize,
}

/// The score of some templates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Templates.
    pub templates: usize,
    /// Honest reports made from them.
    pub honest: usize,
    /// Honest reports in which nothing was found.
    pub unusable: usize,
    /// Claims of honest reports that are contradicted.
    pub accusations: usize,
    /// Slots of honest reports that were read as what they are.
    pub right: Tally,
    /// Slots that were read as something else.
    pub other: usize,
    /// Falsified numbers that were found, by [`Kind::ALL`].
    pub found: [Tally; 3],
}

/// A score, and what there is to say about it.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The score.
    pub score: Score,
    /// Each accusation.
    pub accusations: Vec<String>,
    /// What was not read, or not found.
    pub remarks: Vec<String>,
}

impl Tally {
    /// One more.
    pub fn count(&mut self, yes: bool) {
        self.yes += usize::from(yes);
        self.of += 1;
    }

    /// The share; of nothing, nothing is missing.
    pub fn percent(self) -> f64 {
        if self.of == 0 { 100.0 } else { 100.0 * self.yes as f64 / self.of as f64 }
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.yes += other.yes;
        self.of += other.of;
    }
}

impl AddAssign for Score {
    fn add_assign(&mut self, other: Self) {
        self.templates += other.templates;
        self.honest += other.honest;
        self.unusable += other.unusable;
        self.accusations += other.accusations;
        self.right += other.right;
        self.other += other.other;
        for (sum, tally) in self.found.iter_mut().zip(other.found) {
            *sum += tally;
        }
    }
}

impl Score {
    /// Its numbers by name, as a file has them.
    pub fn fields(&mut self) -> [(&'static str, &mut usize); 13] {
        let [digit, digits, moved] = &mut self.found;
        [
            ("templates", &mut self.templates),
            ("honest", &mut self.honest),
            ("unusable", &mut self.unusable),
            ("accusations", &mut self.accusations),
            ("slots", &mut self.right.of),
            ("right", &mut self.right.yes),
            ("other", &mut self.other),
            ("digit", &mut digit.of),
            ("digit_found", &mut digit.yes),
            ("digits", &mut digits.of),
            ("digits_found", &mut digits.yes),
            ("moved", &mut moved.of),
            ("moved_found", &mut moved.yes),
        ]
    }
}

/// Grades reports of a template, of some of the honest runs.
pub fn score(template: &Template, runs: &[Values], samples: Samples) -> Outcome {
    let mut draws = Draws::of(&template.file);
    let mut outcome = Outcome::default();
    outcome.score.templates = 1;
    for run in draws.sample(runs.to_vec(), samples.honest) {
        let accused = outcome.accusations.len();
        outcome.honest(template, &run);
        outcome.score.accusations += outcome.accusations.len() - accused;
    }
    if outcome.score.unusable == 0 {
        let run = draws.sample(runs.to_vec(), 1).remove(0);
        outcome.falsified(template, &run, samples.falsified, &mut draws);
    }
    outcome
}

/// The numbers of a run; a template that has none is wrong.
fn numbers(template: &Template, run: &Values) -> Vec<String> {
    template.numbers(run).unwrap_or_else(|error| panic!("{error}"))
}

/// Fewest digits of a number that nothing else can be taken for.
const TELLING_DIGITS: usize = 3;

impl Outcome {
    fn honest(&mut self, template: &Template, run: &Values) {
        let Self { score, accusations, remarks } = self;
        let numbers = numbers(template, run);
        let (report, key) = template.fill(&numbers);
        score.honest += 1;
        let claims = graded(&report, &template.report_name()).unwrap_or_else(|error| {
            score.unusable += 1;
            remarks.push(format!("{}: {}", template.file, first_line(&error)));
            Vec::new()
        });
        for claim in claims.iter().filter(|claim| claim.verdict == Verdict::Contradicted) {
            let Claim { id, reported, reason, places, .. } = claim;
            let file = &template.file;
            accusations.push(format!("{file}: {id}: {reported:?} at {places:?}: {reason}"));
        }
        for (slot, filled) in template.slots.iter().zip(&key) {
            let there = |claim: &&Claim| claim.places.iter().any(|p| close(p, &filled.text));
            let there: Vec<&Claim> = claims.iter().filter(there).collect();
            let mut other = false;
            if let Some(id) = slot.name.quantity() {
                let right = there.iter().any(|claim| same(id, &claim.id, run));
                score.right.count(right);
                other = !right;
            }
            let digits = filled.text.chars().filter(char::is_ascii_digit).count();
            other &= !there.is_empty() && digits >= TELLING_DIGITS;
            score.other += usize::from(other);
            if other {
                let ids: Vec<String> = there.iter().map(|claim| claim.id.to_string()).collect();
                remarks.push(remark(template, slot, &filled.text, &format!("read as {ids:?}")));
            }
        }
    }

    fn falsified(&mut self, template: &Template, run: &Values, count: usize, draws: &mut Draws) {
        let numbers = numbers(template, run);
        for (tally, kind) in self.score.found.iter_mut().zip(Kind::ALL) {
            let slots = template.slots.iter().zip(&numbers).enumerate();
            let fits = slots.filter(|(_, (slot, text))| kind.fits(slot, text));
            for (index, (slot, text)) in draws.sample(fits.collect(), count) {
                let Some(changed) = kind.change(slot, text, draws) else { continue };
                let report = template.fill_with(&numbers, index, &changed);
                let claims = graded(&report, &template.report_name()).unwrap_or_default();
                let hit = claims.iter().any(|claim| {
                    claim.verdict == Verdict::Contradicted
                        && claim.places.iter().any(|place| close(place, &changed))
                });
                tally.count(hit);
                if !hit {
                    let why = diagnosis::why(template, &numbers, index, &changed);
                    let what = format!("{kind:?} not found: {changed}: {why}");
                    self.remarks.push(remark(template, slot, text, &what));
                }
            }
        }
    }
}

fn remark(template: &Template, slot: &Slot, text: &str, what: &str) -> String {
    format!("{}: {} {text} {what}", template.file, template.show(slot))
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
