//! Puts a report's claims together: for each claim all its places, and what is judged.

use std::collections::HashSet;

use super::literal::LiteralValue;
use super::mentions::{Mention, Mentions};
use super::numbers::{Meaning, Number};
use super::rules::Basis;
use super::statements::InWords;
use crate::claim::Printed;
use crate::homework::{self, Check, Claim, ClaimId, Homework, PartId, QuantityId};

/// The claims found so far.
pub(super) struct Builder<'a> {
    text: &'a str,
    homework: &'a Homework,
    pub(super) claims: Vec<Claim>,
    pub(super) mentions: Vec<Mentions>,
    /// Starts of numbers that only look like a claim.
    pub(super) loose: HashSet<usize>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(text: &'a str, homework: &'a Homework) -> Self {
        let (claims, mentions, loose) = (Vec::new(), Vec::new(), HashSet::new());
        Self { text, homework, claims, mentions, loose }
    }

    /// Everything that is said of one claim.
    pub(super) fn add(&mut self, id: &ClaimId, numbers: &[Number], words: &[InWords]) {
        let of_claim = |number: &&Number| matches!(&number.meaning, Meaning::Claim { id: own, .. } if own == id);
        let mut found: Vec<Mention> =
            numbers.iter().filter(of_claim).map(|number| self.of_number(number)).collect();
        let mut basis = None;
        for words in words.iter().filter(|words| words.id == *id) {
            found.push(self.of_words(words));
            if basis.is_none() {
                basis.clone_from(&words.basis);
            }
        }
        if found.is_empty() {
            return;
        }
        let known = self.homework.ledger.find(id).cloned();
        let Some(mut claim) = known.or_else(|| {
            self.homework.catalogue.get(id.quantity()?).map(|quantity| Claim::of(&quantity))
        }) else {
            return;
        };
        let (mentions, loose) = Mentions::sort(id, found);
        self.loose.extend(loose.iter().map(|mention| mention.span.start));
        claim.mentions.clear();
        for mention in &mentions.agreeing {
            if let Some(printed) = &mention.printed {
                let (reported, printed) = (mention.reported.clone(), printed.clone());
                claim.mention(homework::Mention { reported, printed });
            }
        }
        if let Some(judged) = mentions.judged() {
            if let Some(words) = judged.words.as_ref().filter(|_| claim.is_statement()) {
                claim.says.clone_from(words);
                if judged.printed == Some(Printed::Statement) {
                    // Which words make the statement is the reader's; the report's own are `says`.
                    let (reported, printed) = ("statement".to_owned(), Printed::Statement);
                    claim.mentions = vec![homework::Mention { reported, printed }];
                }
            }
            match basis {
                Some(Basis::Above(greater, smaller, predicates)) => {
                    self.compare(&mut claim, &greater, &smaller);
                    if !predicates.is_empty() {
                        claim.checks = vec![Check::Statement(predicates)];
                    }
                }
                Some(Basis::Predicates(predicates)) => {
                    claim.checks = vec![Check::Statement(predicates)];
                }
                None => {}
            }
        } else {
            let unreadable = mentions.unreadable.first();
            let reported = unreadable.map_or(String::new(), |m| m.reported.clone());
            claim.mentions = vec![homework::Mention { reported, printed: Printed::Statement }];
        }
        self.claims.push(claim);
        self.mentions.push(mentions);
    }

    /// A winner by two of the report's own numbers.
    fn compare(&self, claim: &mut Claim, greater: &QuantityId, smaller: &QuantityId) {
        let number = |id: &QuantityId| {
            let claim = self.claims.iter().find(|claim| claim.id.quantity() == Some(id))?;
            Some((claim.reported().to_owned(), claim.number()?.clone()))
        };
        if let (Some((one, greater)), Some((other, smaller))) = (number(greater), number(smaller)) {
            let printed = Printed::Comparison(greater, smaller);
            claim.mentions =
                vec![homework::Mention { reported: format!("{one} > {other}"), printed }];
        }
    }

    fn of_number(&self, number: &Number) -> Mention {
        let span = number.literal.span.clone();
        let text = self.text[span.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
        let (printed, reported, remark) = match &number.literal.value {
            LiteralValue::Printed(printed) => (Some(printed.clone()), text, None),
            LiteralValue::Repaired(printed, repaired) => {
                let remark = format!("`{text}` is read as {repaired}");
                (Some(printed.clone()), repaired.clone(), Some(remark))
            }
            LiteralValue::Separated(_) => {
                let why = "it has separators between its digits, which can mean several numbers";
                (None, text, Some(why.to_owned()))
            }
            LiteralValue::Chain(_) => (None, text, Some("it is a list of sizes".to_owned())),
            LiteralValue::Unclear(why) => (None, text, Some((*why).to_owned())),
        };
        let close = matches!(number.meaning, Meaning::Claim { close: true, .. });
        let reported =
            if let Some(Printed::Array(_)) = &printed { bracketed(&reported) } else { reported };
        Mention { span, printed, reported, remark, words: None, close }
    }

    fn of_words(&self, words: &InWords) -> Mention {
        // Statements agree with each other if they stand for the same thing.
        let meant = match &words.basis {
            None => "statement".to_owned(),
            Some(Basis::Predicates(predicates)) => {
                predicates.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
            }
            Some(Basis::Above(greater, smaller, _)) => format!("{greater} > {smaller}"),
        };
        Mention {
            span: words.span.clone(),
            printed: Some(Printed::Statement),
            reported: words.name.clone().unwrap_or(meant),
            remark: None,
            words: Some(words.sentence.clone()),
            close: true,
        }
    }

    /// The claims in the order of the homework's ledger; those that it lacks come last.
    pub(super) fn sort(&mut self) {
        let ledger = &self.homework.ledger;
        let order = |id: &ClaimId| ledger.claims.iter().position(|claim| claim.id == *id);
        self.claims.sort_by_key(|claim| order(&claim.id).unwrap_or(usize::MAX));
        self.mentions.sort_by_key(|mentions| order(&mentions.id).unwrap_or(usize::MAX));
    }

    /// Numbers that the report should state, and does not, of the parts it has.
    pub(super) fn unreported(&mut self, parts: &HashSet<&PartId>) {
        let ledger = &self.homework.ledger;
        for (rank, claim) in ledger.claims.iter().enumerate() {
            let unstated = claim.mentions.is_empty() && !claim.is_statement();
            let of_part = claim.id.part().is_some_and(|part| parts.contains(part));
            let known = self.claims.iter().any(|own| own.id == claim.id);
            if unstated && of_part && !known {
                let before = |own: &Claim| {
                    let at = ledger.claims.iter().position(|claim| claim.id == own.id);
                    at.is_some_and(|at| at < rank)
                };
                let at = self.claims.iter().take_while(|own| before(own)).count();
                self.claims.insert(at, claim.clone());
            }
        }
    }
}

/// A list in parentheses as one in brackets.
fn bracketed(text: &str) -> String {
    match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inside) => format!("[{inside}]"),
        None => text.to_owned(),
    }
}
