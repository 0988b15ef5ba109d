//! Puts a report's claims together: for each claim all its places, and what is judged.

mod said;
mod sweeps;

use std::ops::Range;

use crate::claim::{Printed, PrintedArray};
use crate::homework::{self, Axis, Check, Claim, ClaimId, PartId, QuantityId, Setting, What};
use crate::read::claiming::claims::{How, ReadClaim, Readings};
use crate::read::claiming::printed_claim::printed;
use crate::read::language::words::Basis;
use crate::read::layout::document::Document as Walked;
use crate::read::layout::mention::Cost;
use crate::read::layout::places::{Mention, Mentions, rounds};
use crate::read::lexing::facet::Facet;
use crate::read::lexing::number::Role;
use crate::read::meaning::views::View;
use crate::read::reader::Reader;
use crate::read::report::{Account, Accounted, Assembled};
use crate::read::submission::Document;

/// Bytes around a phrase that are shown of its sentence.
const WORDS: usize = 200;
/// The coordinates of one point stand no farther apart than that, in bytes of the file.
const POINT_BYTES: usize = 240;
/// A ratio and its norms need so many digits to be held against each other, and stand so near.
const QUOTIENT_DIGITS: usize = 4;
/// See [`QUOTIENT_DIGITS`]; in bytes of the text.
const QUOTIENT_BYTES: usize = 600;
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
        let end = self.open_end();
        for claim in &readings.claims {
            if end.is_some_and(|end| claim.source.end >= end) {
                let why = "The text ends in it, so it may be cut off.".to_owned();
                self.account(claim.source.clone(), Account::Open(why));
                continue;
            }
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

    /// Where a text ends that does not end with a line: its last number may have lost digits.
    fn open_end(&self) -> Option<usize> {
        let file = self.document.file();
        let end = file
            .trim_end_matches(|c: char| "*`$_]-+.".contains(c) || c.is_ascii_alphabetic())
            .len();
        (!file.ends_with(['\n', '}'])).then_some(end)
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
        let of =
            u32::try_from(self.reader.homework().assignment.data.test_count()).unwrap_or(u32::MAX);
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
        for claim in &mut claims {
            let beside = self.norms_beside(claim, &mentions);
            claim.checks.retain(|check| beside || !matches!(check, Check::Quotient(..)));
        }
        let order = |id: &ClaimId| homework.ledger.claims.iter().position(|claim| claim.id == *id);
        claims.sort_by_key(|claim: &Claim| order(&claim.id).unwrap_or(usize::MAX));
        mentions.sort_by_key(|places: &Mentions| order(&places.id).unwrap_or(usize::MAX));
        self.unreported(&mut claims, walked);
        let numbers = self.accounts(walked);
        Assembled { claims, mentions, numbers }
    }

    /// Whether a ratio stands beside the two norms that it is of, all of them precise and each
    /// stated once: otherwise the report may speak of another run.
    fn norms_beside(&self, claim: &Claim, mentions: &[Mentions]) -> bool {
        let norms = claim.checks.iter().find_map(|check| match check {
            Check::Quotient(one, other) => Some([one, other]),
            _ => None,
        });
        let Some(norms) = norms else { return true };
        let of = |id: &ClaimId| mentions.iter().find(|places| places.id == *id);
        let single = |places: &Mentions| {
            let judged = places.judged()?;
            let one = places.agreeing.iter().all(|m| rounds(&m.printed, &judged.printed));
            let precise = match &judged.printed {
                Printed::Number(number) => {
                    number.decimal().is_some_and(|d| d.significant_digits() >= QUOTIENT_DIGITS)
                }
                _ => false,
            };
            (one && precise).then_some(judged.span.start)
        };
        let Some(own) = of(&claim.id).and_then(single) else { return false };
        norms.into_iter().all(|id| {
            let place = of(&ClaimId::Quantity(id.clone())).and_then(single);
            place.is_some_and(|place| place.abs_diff(own) <= QUOTIENT_BYTES)
        })
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
