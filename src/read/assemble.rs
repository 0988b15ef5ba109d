//! Puts a report's claims together: for each claim all its places, and what is judged.

use std::ops::Range;

use super::claims::{How, ReadClaim, Readings};
use super::document::Document as Walked;
use super::facet::Facet;
use super::mention::Cost;
use super::number::{Number, Role};
use super::places::{Mention, Mentions, rounds};
use super::printed_claim::printed;
use super::reader::Reader;
use super::report::{Account, Accounted, Assembled};
use super::statements::{Spoken, beside, speaks_of, statements};
use super::submission::Document;
use super::unit::Unit;
use super::views::{View, accuracy_views, any_fits};
use super::words::Basis;
use crate::claim::{Printed, PrintedArray, PrintedNumber};
use crate::homework::{
    self, Axis, Check, Choice, Claim, ClaimId, Kind, PartId, QuantityId, Setting, Training, What,
};
use crate::mnist;

/// Bytes around a phrase that are shown of its sentence.
const WORDS: usize = 200;
/// The coordinates of one point stand no farther apart than that, in bytes of the file.
const POINT_BYTES: usize = 240;
/// The list item right above a text is no farther away than that.
const LIST_ITEM_ABOVE: Cost = 160;
/// A sentence before that, which may introduce a list.
const SENTENCE_BEFORE: Cost = 230;
/// What is said of "best" beyond that distance may be of another number.
const BEST_BESIDE: Cost = 200;

/// The claims found so far.
pub(super) struct Assembly<'a> {
    document: &'a Document,
    reader: &'a Reader<'a>,
    /// Each claim's places, in the order in which claims are found.
    found: Vec<(ClaimId, Vec<Mention>)>,
    /// Predicates or comparisons that words stand for in place of the ledger's.
    bases: Vec<(ClaimId, Basis)>,
    /// What numbers are, by their first byte in the file.
    accounts: Vec<(Range<usize>, Account)>,
}

impl<'a> Assembly<'a> {
    pub(super) fn new(document: &'a Document, reader: &'a Reader<'a>) -> Self {
        Self { document, reader, found: Vec::new(), bases: Vec::new(), accounts: Vec::new() }
    }

    fn add(&mut self, id: ClaimId, mention: Mention) {
        match self.found.iter_mut().find(|(own, _)| *own == id) {
            Some((_, mentions)) => mentions.push(mention),
            None => self.found.push((id, vec![mention])),
        }
    }

    /// The numbers that are read or accused.
    pub(super) fn numbers(&mut self, walked: &Walked, readings: &Readings) {
        let mut single: Vec<(&ReadClaim, Mention)> = Vec::new();
        for claim in &readings.claims {
            let Some(mention) = self.mention(claim, walked) else { continue };
            if let What::Coordinate(_) = claim.id.what {
                single.push((claim, mention));
                continue;
            }
            let id = self.id(claim, walked);
            self.account(claim.source.clone(), Account::Claim(id.clone()));
            self.add(id, mention);
        }
        self.coordinates(single);
        self.last_epochs(readings, walked);
        self.complete_sweeps(walked);
        for open in &readings.open {
            self.account(open.source.clone(), Account::Open(open.why.clone()));
        }
    }

    fn account(&mut self, source: Range<usize>, account: Account) {
        self.accounts.push((source, account));
    }

    fn mention(&self, claim: &ReadClaim, walked: &Walked) -> Option<Mention> {
        let span = self.document.text_span(claim.source.clone());
        let accused = matches!(claim.how, How::Accused(_));
        let reported = claim.printed.split_whitespace().collect::<Vec<_>>().join(" ");
        let Some(index) = claim.mention else {
            let (printed, reported) = self.winner(claim, reported);
            return Some(Mention { span, printed, reported, remark: None, words: None, accused });
        };
        let mention = walked.mentions.get(index)?;
        let number = mention.unit.numbers.get(mention.number)?;
        let of = u32::try_from(mnist::TEST_IMAGES).unwrap_or(u32::MAX);
        let own = printed(number, claim.view, of)?;
        let printed = if claim.id.what == What::Point {
            let other = walked.mentions.get(index + 1)?;
            let second = printed(other.unit.numbers.get(other.number)?, View::Itself, of)?;
            let between = mention.unit.low.get(number.span.end..)?;
            let positional = !number.scientific && !other.printed().scientific;
            let trimmed = positional && !between.trim_start().starts_with([',', ';']);
            Printed::Array(PrintedArray { elements: vec![own, second], trimmed })
        } else {
            Printed::Number(own)
        };
        let remark = match (claim.view, &printed) {
            (View::WrongCount | View::WrongPercent | View::WrongShare, Printed::Number(right)) => {
                Some(format!("{reported} are wrong, so {} are right", right.to_f64()))
            }
            _ => None,
        };
        Some(Mention { span, printed, reported, remark, words: None, accused })
    }

    /// A winner's setting as a number, its rule by the homework's word for it: only the usual
    /// winner is read as one, so that its words may be any.
    fn winner(&self, claim: &ReadClaim, reported: String) -> (Printed, String) {
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
    fn last_epochs(&mut self, readings: &Readings, walked: &Walked) {
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

    /// A winner's accuracy that is called the best is the best.
    fn id(&self, claim: &ReadClaim, walked: &Walked) -> ClaimId {
        let best = || {
            let id = QuantityId::of_part(claim.id.part(), What::BestAccuracy);
            let wins = self.reader.targets().all.iter().any(|t| t.best && t.id == claim.id);
            let said = claim
                .mention
                .is_some_and(|index| self.reader.says(walked, index, &Facet::Best, BEST_BESIDE));
            (wins && said && self.reader.homework().catalogue.get(&id).is_some()).then_some(id)
        };
        ClaimId::Quantity(best().unwrap_or_else(|| claim.id.clone()))
    }

    /// Coordinates that stand apart: of each run x with the y that follows it.
    fn coordinates(&mut self, single: Vec<(&ReadClaim, Mention)>) {
        let mut used = vec![false; single.len()];
        for (index, (claim, mention)) in single.iter().enumerate() {
            if used[index] {
                continue;
            }
            let axis = |claim: &ReadClaim| match claim.id.what {
                What::Coordinate(axis) => Some(axis),
                _ => None,
            };
            let partner = (index + 1..single.len()).find(|&other| {
                let next = single[other].0;
                let near = next.source.start.abs_diff(claim.source.end) <= POINT_BYTES;
                near && !used[other] && next.id.of == claim.id.of && axis(next) != axis(claim)
            });
            let Some(partner) = partner else {
                let id = ClaimId::Quantity(claim.id.clone());
                self.account(claim.source.clone(), Account::Claim(id.clone()));
                self.add(id, mention.clone());
                continue;
            };
            used[partner] = true;
            let (other, second) = &single[partner];
            let id = ClaimId::Quantity(claim.id.sibling(What::Point));
            let (x, y) =
                if axis(claim) == Some(Axis::X) { (mention, second) } else { (second, mention) };
            let (Printed::Number(one), Printed::Number(two)) = (&x.printed, &y.printed) else {
                continue;
            };
            let elements = vec![one.clone(), two.clone()];
            let printed = Printed::Array(PrintedArray { elements, trimmed: false });
            let reported = format!("[{} {}]", x.reported, y.reported);
            let accused = mention.accused || second.accused;
            for (claim, mention) in [(claim, mention), (other, second)] {
                let (printed, reported) = (printed.clone(), reported.clone());
                self.account(claim.source.clone(), Account::Claim(id.clone()));
                self.add(id.clone(), Mention { printed, reported, accused, ..mention.clone() });
            }
        }
    }

    /// A best accuracy that is not named follows from a sweep that is printed whole.
    fn complete_sweeps(&mut self, walked: &Walked) {
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

    /// Numbers beside words that the homework has for one quantity.
    pub(super) fn quantity_words(&mut self, walked: &Walked) {
        let words = self.reader.words();
        for window in walked.windows.iter().filter(|window| !window.heading) {
            let unit = &window.unit;
            let parts = window.parts.as_deref().unwrap_or_default();
            let spoken = Spoken { unit, above: None, parts, heading: false };
            for (at, named) in words.quantities.find(&unit.low) {
                let (part, subject) = (named.part.as_ref(), named.subject.as_ref());
                if !speaks_of(&spoken, &at, part.or(Some(named.id.part())), subject) {
                    continue;
                }
                let Some(number) = beside(unit, &at, named.follows) else { continue };
                let source = unit.low.source(number.span.clone());
                let id = ClaimId::Quantity(named.id.clone());
                let known = |(own, account): &(Range<usize>, Account)| {
                    own.start == source.start && matches!(account, Account::Claim(_))
                };
                if self.accounts.iter().any(known) {
                    continue;
                }
                let Some(printed) = self.of_words(number, &named.id) else { continue };
                let span = self.document.text_span(source.clone());
                let reported = number.text.clone();
                self.account(source, Account::Claim(id.clone()));
                // The homework's own words name the quantity beyond doubt.
                let mut targets = self.reader.targets().all.iter();
                let exact = targets.find(|target| target.id == named.id && target.exact);
                let accused = exact.is_some_and(|target| !any_fits(number, target, View::Itself));
                let (remark, words) = (None, None);
                let printed = Printed::Number(printed);
                self.add(id, Mention { span, printed, reported, remark, words, accused });
            }
        }
    }

    /// A number in the form that its size has for a quantity.
    fn of_words(&self, number: &Number, id: &QuantityId) -> Option<PrintedNumber> {
        let kind = self.reader.homework().catalogue.get(id)?.kind;
        let Kind::Share { of } = kind else { return printed(number, View::Itself, 0) };
        let views = accuracy_views(number, number.percent);
        printed(number, *views.first()?, of)
    }

    /// Statements in words.
    pub(super) fn statements(&mut self, walked: &Walked) {
        let words = self.reader.words();
        for window in &walked.windows {
            let parts = window.parts.as_deref().unwrap_or_default();
            let introduces = |unit: &Unit, cost: Cost| {
                cost <= LIST_ITEM_ABOVE
                    || (cost <= SENTENCE_BEFORE && unit.low.trim().ends_with(':'))
            };
            let above = window.far.iter().find(|(unit, cost)| introduces(unit, *cost));
            let above = above.map(|(unit, _)| &**unit);
            let spoken = Spoken { unit: &window.unit, above, parts, heading: window.heading };
            for found in statements(&spoken, words) {
                let low = &window.unit.low;
                let span = self.document.text_span(low.source(found.span.clone()));
                let sentence = self.document.text_span(low.source(0..low.len()));
                let said = self.sentence(&sentence, &span);
                let number =
                    window.unit.numbers.iter().find(|n| found.number && n.span == found.span);
                let printed = number.and_then(|number| printed(number, View::Itself, 0));
                let (printed, reported) = match (printed, &found.basis) {
                    (Some(number), _) => {
                        let text = self.document.text[span.clone()].to_owned();
                        self.account(
                            low.source(found.span.clone()),
                            Account::Claim(found.id.clone()),
                        );
                        (Printed::Number(number), text)
                    }
                    (None, _) => (Printed::Statement, "statement".to_owned()),
                };
                if let Some(basis) = &found.basis
                    && !self.found.iter().any(|(id, _)| *id == found.id)
                {
                    self.bases.push((found.id.clone(), basis.clone()));
                }
                let words = Some(said);
                self.add(
                    found.id,
                    Mention { span, printed, reported, remark: None, words, accused: false },
                );
            }
        }
    }

    /// The sentence around a phrase, on one line; of a long one the words around the phrase.
    fn sentence(&self, sentence: &Range<usize>, at: &Range<usize>) -> String {
        let text = &self.document.text;
        let boundary = |mut byte: usize, up: bool| {
            while !text.is_char_boundary(byte) {
                byte = if up { byte + 1 } else { byte - 1 };
            }
            byte
        };
        let from = boundary(sentence.start.min(at.start).max(at.start.saturating_sub(WORDS)), true);
        let to = boundary(sentence.end.max(at.end).min(at.end + WORDS).min(text.len()), false);
        let marks = |c: char| matches!(c, '*' | '_' | '`' | '|' | '#');
        let shown = text[from.min(at.start)..to.max(at.end)].replace(marks, " ");
        let words: Vec<&str> = shown.split_whitespace().collect();
        let words = words.join(" ");
        let words = words.trim_start_matches(['-', '•', ' ']);
        let (before, after) = (
            if from > sentence.start { "… " } else { "" },
            if to < sentence.end { " …" } else { "" },
        );
        format!("{before}{words}{after}")
    }

    /// The claims with what is judged of each, in the order of the homework's ledger.
    pub(super) fn finish(mut self, walked: &Walked) -> Assembled {
        let homework = self.reader.homework();
        let (mut claims, mut mentions) = (Vec::new(), Vec::new());
        for (id, found) in std::mem::take(&mut self.found) {
            let known = homework.ledger.find(&id).cloned();
            let quantity = || homework.catalogue.get(id.quantity()?);
            let Some(mut claim) = known.or_else(|| quantity().map(|quantity| Claim::of(&quantity)))
            else {
                continue;
            };
            let places = Mentions::sort(id.clone(), found);
            let Some(judged) = places.judged() else { continue };
            claim.mentions.clear();
            for mention in places.agreeing.iter().filter(|m| rounds(&m.printed, &judged.printed)) {
                let (reported, printed) = (mention.reported.clone(), mention.printed.clone());
                claim.mention(homework::Mention { reported, printed });
            }
            if claim.is_statement() {
                claim.says = judged.words.clone().unwrap_or_default();
                self.base(&mut claim, &claims);
            }
            claims.push(claim);
            mentions.push(places);
        }
        let order = |id: &ClaimId| homework.ledger.claims.iter().position(|claim| claim.id == *id);
        claims.sort_by_key(|claim: &Claim| order(&claim.id).unwrap_or(usize::MAX));
        mentions.sort_by_key(|places: &Mentions| order(&places.id).unwrap_or(usize::MAX));
        self.unreported(&mut claims, walked);
        let numbers = self.accounts(walked);
        Assembled { claims, mentions, numbers }
    }

    /// What a statement's words stand for in place of the ledger's predicates.
    fn base(&self, claim: &mut Claim, claims: &[Claim]) {
        let basis = self.bases.iter().find(|(id, _)| *id == claim.id).map(|(_, basis)| basis);
        let predicates = match basis {
            None => return,
            Some(Basis::Predicates(predicates)) => predicates,
            Some(Basis::Above(greater, smaller, predicates)) => {
                let number = |id: &QuantityId| {
                    let claim = claims.iter().find(|claim| claim.id.quantity() == Some(id))?;
                    Some((claim.reported().to_owned(), claim.number()?.clone()))
                };
                if let (Some((one, greater)), Some((other, smaller))) =
                    (number(greater), number(smaller))
                {
                    let printed = Printed::Comparison(greater, smaller);
                    let reported = format!("{one} > {other}");
                    claim.mentions = vec![homework::Mention { reported, printed }];
                }
                predicates
            }
        };
        if !predicates.is_empty() {
            claim.checks = vec![Check::Statement(predicates.clone())];
        }
    }

    /// Numbers that the report should state, and does not, of the parts it has.
    fn unreported(&self, claims: &mut Vec<Claim>, walked: &Walked) {
        let ledger = &self.reader.homework().ledger;
        let said = |part: &PartId| {
            walked
                .windows
                .iter()
                .any(|window| window.parts.as_ref().is_some_and(|p| p.contains(part)))
        };
        for (rank, claim) in ledger.claims.iter().enumerate() {
            let unstated = claim.mentions.is_empty() && !claim.is_statement();
            let known = claims.iter().any(|own| own.id == claim.id);
            if unstated && !known && claim.id.part().is_some_and(said) {
                let before = |own: &Claim| {
                    let at = ledger.claims.iter().position(|claim| claim.id == own.id);
                    at.is_some_and(|at| at < rank)
                };
                let at = claims.iter().take_while(|own| before(own)).count();
                claims.insert(at, claim.clone());
            }
        }
    }

    /// Every number of the report, once, in order.
    fn accounts(&mut self, walked: &Walked) -> Vec<Accounted> {
        let mut accounts = std::mem::take(&mut self.accounts);
        for window in &walked.windows {
            for number in &window.unit.numbers {
                let account = match number.role {
                    Role::Claim => Account::Open("It stands in a heading.".to_owned()),
                    Role::Rate => Account::Setting(Setting::Rate),
                    Role::Epoch => Account::Setting(Setting::Epochs),
                    Role::Hidden => Account::Setting(Setting::Hidden),
                    Role::WeightDecay => Account::Setting(Setting::WeightDecay),
                    Role::Momentum => Account::Setting(Setting::Momentum),
                    Role::Threshold | Role::Difference | Role::Size | Role::Masked => {
                        Account::Reference
                    }
                };
                accounts.push((window.unit.low.source(number.span.clone()), account));
            }
        }
        // What is known of a number comes before what its role says.
        accounts.sort_by_key(|(source, account)| {
            let rank = match account {
                Account::Claim(_) => 0,
                Account::Open(_) => 1,
                Account::Setting(_) | Account::Reference => 2,
            };
            (source.start, rank)
        });
        let mut end = 0;
        accounts.retain(|(source, _)| {
            let free = source.start >= end && !source.is_empty();
            if free {
                end = source.end;
            }
            free
        });
        let to_text = |(source, account): (Range<usize>, Account)| Accounted {
            span: self.document.text_span(source),
            account,
        };
        let mut numbers: Vec<Accounted> = accounts.into_iter().map(to_text).collect();
        numbers.sort_by_key(|number| number.span.start);
        numbers.dedup_by_key(|number| number.span.start);
        numbers
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
