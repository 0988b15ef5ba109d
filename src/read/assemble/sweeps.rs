//! What follows from a whole sweep: its best accuracy, its winner, the last epoch of a curve.

use super::{Assembly, BEST_BESIDE};
use crate::claim::Printed;
use crate::homework::{Choice, ClaimId, QuantityId, Training, What};
use crate::read::claiming::claims::{ReadClaim, Readings};
use crate::read::claiming::printed_claim::printed;
use crate::read::layout::document::Document as Walked;
use crate::read::layout::places::Mention;
use crate::read::lexing::facet::Facet;
use crate::read::lexing::number::{Number, Role};
use crate::read::meaning::views::View;

impl Assembly<'_> {
    /// A winner's setting as a number, its rule by the homework's word for it: only the usual
    /// winner is read as one, so that its words may be any.
    pub(super) fn winner(&self, claim: &ReadClaim, reported: String) -> (Printed, String) {
        let number = reported.replace(',', ".");
        let part = claim.id.part();
        match claim.id.what {
            What::Winner(Choice::Optimiser) => {
                let best = self.reader.targets().all.iter().find(|t| t.best && t.part == *part);
                let homework = self.reader.homework();
                let run = best.and_then(|best| {
                    homework.assignment.trainings().find(|training| training.id == best.id.of)
                });
                let name = run.map_or(reported, |training| training.rule_name().to_owned());
                (Printed::Statement, name)
            }
            _ => match Printed::parse(&number) {
                Ok(printed) => (printed, number),
                Err(_) => (Printed::Statement, reported),
            },
        }
    }

    /// A curve states its last epoch as well as the final accuracy: where another epoch of the
    /// same run is read, one that is called the last is both.
    pub(super) fn last_epochs(&mut self, readings: &Readings, walked: &Walked) {
        let epoch = |claim: &&ReadClaim| matches!(claim.id.what, What::AccuracyAt(_));
        for claim in readings.claims.iter().filter(|claim| claim.id.what == What::Accuracy) {
            let others =
                readings.claims.iter().filter(epoch).any(|other| other.id.of == claim.id.of);
            let target = self.reader.targets().all.iter().find(|target| target.id == claim.id);
            let (Some(index), Some((_, last))) = (claim.mention, target.and_then(|t| t.epoch))
            else {
                continue;
            };
            let said = self.reader.says(walked, index, &Facet::Epoch(last), BEST_BESIDE);
            if let (true, true, Some(mention)) = (others, said, self.mention(claim, walked)) {
                self.add(ClaimId::Quantity(claim.id.sibling(What::AccuracyAt(last))), mention);
            }
        }
    }

    /// A best accuracy that is not named follows from a sweep that is printed whole.
    pub(super) fn complete_sweeps(&mut self, walked: &Walked) {
        let homework = self.reader.homework();
        for part in &homework.assignment.nets {
            let trainings = part.trainings();
            let id = ClaimId::Quantity(QuantityId::of_part(&part.part, What::BestAccuracy));
            let named = self.found.iter().any(|(own, _)| *own == id);
            if trainings.len() < 2 || named {
                continue;
            }
            let accuracy = |run| {
                let id = ClaimId::Quantity(QuantityId::of_run(run, What::Accuracy));
                let (_, mentions) = self.found.iter().find(|(own, _)| *own == id)?;
                mentions.iter().find(|mention| !mention.accused).cloned()
            };
            let all: Vec<Option<Mention>> = trainings.iter().map(|t| accuracy(&t.id)).collect();
            let value = |mention: &Mention| match &mention.printed {
                Printed::Number(number) => number.to_f64(),
                _ => f64::NAN,
            };
            let all: Option<Vec<Mention>> = all.into_iter().collect();
            let best = all.into_iter().flatten();
            if let Some(best) = best.max_by(|a, b| value(a).total_cmp(&value(b))) {
                let winner = training_of(trainings, &best, &self.found);
                let remark = Some("it is not named, but the whole sweep is printed".to_owned());
                for choice in part.choices() {
                    let id = QuantityId::of_part(&part.part, What::Winner(choice));
                    let mention = winner.and_then(|winner| {
                        self.setting_of(choice, winner, best.span.start, walked)
                    });
                    let named = self.found.iter().any(|(own, _)| own.quantity() == Some(&id));
                    if let Some(mention) = mention.filter(|_| !named) {
                        let remark = remark.clone();
                        self.add(ClaimId::Quantity(id), Mention { remark, ..mention });
                    }
                }
                self.add(id, Mention { remark, ..best });
            }
        }
    }

    /// Where a winner's setting stands: nearest before its accuracy.
    fn setting_of(
        &self,
        choice: Choice,
        winner: &Training,
        before: usize,
        walked: &Walked,
    ) -> Option<Mention> {
        let wanted = match choice {
            Choice::LearningRate => winner.optimiser.learning_rate(),
            Choice::Hidden => *winner.net.layers.get(1)? as f64,
            Choice::Optimiser => return None,
        };
        let role = if choice == Choice::Hidden { Role::Hidden } else { Role::Rate };
        let numbers = walked.windows.iter().flat_map(|window| {
            let own = window.unit.numbers.iter();
            let fits = move |number: &&Number| number.role == role && number.value() == wanted;
            own.filter(fits).map(move |number| (window, number))
        });
        let places = numbers.map(|(window, number)| {
            (self.document.text_span(window.unit.low.source(number.span.clone())), number)
        });
        let near = places.filter(|(span, _)| span.end <= before);
        let (span, number) = near.max_by_key(|(span, _)| span.start)?;
        let printed = Printed::Number(printed(number, View::Itself, 0)?);
        let reported = number.text.clone();
        Some(Mention { span, printed, reported, remark: None, words: None, accused: false })
    }
}

/// The training whose final accuracy that is.
fn training_of<'t>(
    trainings: &'t [Training],
    best: &Mention,
    found: &[(ClaimId, Vec<Mention>)],
) -> Option<&'t Training> {
    trainings.iter().find(|training| {
        let id = ClaimId::Quantity(QuantityId::of_run(&training.id, What::Accuracy));
        let own = found.iter().find(|(own, _)| *own == id);
        own.is_some_and(|(_, mentions)| mentions.iter().any(|m| m.span == best.span))
    })
}
