//! What a report says in words: statements, and numbers beside words of the homework's own.

use std::ops::Range;

use super::{Assembly, LIST_ITEM_ABOVE, SENTENCE_BEFORE, WORDS};
use crate::claim::{Decimal, Printed, PrintedNumber};
use crate::homework::{self, Check, Claim, ClaimId, Kind, QuantityId};
use crate::read::claiming::printed_claim::printed;
use crate::read::claiming::statements::{Spoken, beside, speaks_of, statements};
use crate::read::language::number_words::count_before;
use crate::read::language::words::{Basis, QuantityWords};
use crate::read::layout::document::Document as Walked;
use crate::read::layout::mention::Cost;
use crate::read::layout::places::Mention;
use crate::read::lexing::number::Number;
use crate::read::lexing::unit::Unit;
use crate::read::meaning::views::{View, accuracy_views, any_fits};
use crate::read::report::Account;

impl Assembly<'_> {
    /// Numbers beside words that the homework has for one quantity.
    pub(in crate::read) fn quantity_words(&mut self, walked: &Walked) {
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
                if self.count_in_words(unit, &at, named) {
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

    /// "Eight hidden layers": a count in words before those of a quantity. Whether there is one.
    fn count_in_words(&mut self, unit: &Unit, at: &Range<usize>, named: &QuantityWords) -> bool {
        let counts = self.reader.homework().catalogue.get(&named.id);
        let counts = counts.is_some_and(|entry| entry.kind == Kind::Count);
        if !counts || !named.follows || unit.of_others {
            return false;
        }
        let vocabulary = self.reader.vocabulary();
        let Some((span, number)) = count_before(&unit.low, at.start, vocabulary) else {
            return false;
        };
        let source = unit.low.source(span);
        let span = self.document.text_span(source.clone());
        let reported = self.document.text.get(span.clone()).unwrap_or_default().to_owned();
        let id = ClaimId::Quantity(named.id.clone());
        self.account(source, Account::Claim(id.clone()));
        let printed = Printed::Number(PrintedNumber::Finite(Decimal::new(number as i128, 0)));
        let mention =
            Mention { span, printed, reported, remark: None, words: None, accused: false };
        self.add(id, mention);
        true
    }

    /// A number in the form that its size has for a quantity.
    fn of_words(&self, number: &Number, id: &QuantityId) -> Option<PrintedNumber> {
        let kind = self.reader.homework().catalogue.get(id)?.kind;
        let Kind::Share { of } = kind else { return printed(number, View::Itself, 0) };
        let views = accuracy_views(number, number.percent);
        printed(number, *views.first()?, of)
    }

    /// Statements in words.
    pub(in crate::read) fn statements(&mut self, walked: &Walked) {
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

    /// What a statement's words stand for in place of the ledger's predicates.
    pub(super) fn base(&self, claim: &mut Claim, claims: &[Claim]) {
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
}
