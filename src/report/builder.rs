//! Puts a report's claims together: for each claim all its places, and what is judged.

use std::collections::HashSet;

use super::literal::LiteralValue;
use super::mentions::{Mention, Mentions};
use super::numbers::{Meaning, Number};
use super::rules::{Rules, Target};
use super::statements::InWords;
use crate::claim::{Claim, Ledger, Printed, PrintedNumber, Rule};

/// The claims found so far.
pub(super) struct Builder<'a> {
    text: &'a str,
    template: &'a Ledger,
    rules: &'a Rules,
    pub(super) claims: Vec<Claim>,
    pub(super) mentions: Vec<Mentions>,
    /// Starts of numbers that only look like a claim.
    pub(super) loose: HashSet<usize>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(text: &'a str, template: &'a Ledger, rules: &'a Rules) -> Self {
        let (claims, mentions, loose) = (Vec::new(), Vec::new(), HashSet::new());
        Self { text, template, rules, claims, mentions, loose }
    }

    /// Everything that is said of one claim.
    pub(super) fn add(&mut self, id: &str, numbers: &[Number], words: &[InWords]) {
        let of_claim = |number: &&Number| matches!(&number.meaning, Meaning::Claim { id: own, .. } if own == id);
        let mut found: Vec<Mention> =
            numbers.iter().filter(of_claim).map(|number| self.of_number(number)).collect();
        let mut basis = None;
        for words in words.iter().filter(|words| words.id == id) {
            found.push(self.of_words(words));
            if basis.is_none() {
                basis.clone_from(&words.basis);
            }
        }
        if found.is_empty() {
            return;
        }
        let mut claim = self.template.find(id).cloned().unwrap_or_else(|| unknown(id));
        let (mut mentions, loose) = Mentions::sort(id, found);
        self.loose.extend(loose.iter().map(|mention| mention.span.start));
        self.round(&mut mentions);
        if let Some(judged) = mentions.judged() {
            if let Some(printed) = &judged.printed {
                claim.printed.clone_from(printed);
            }
            claim.reported.clone_from(&judged.reported);
            if claim.rule == Rule::Unreported {
                claim.rule = Rule::Ensemble;
                claim.basis = self.basis_of(id).unwrap_or_default();
            }
            match basis.as_deref().and_then(|basis| basis.split_once('>')) {
                Some((greater, smaller)) => {
                    claim.reported =
                        format!("{} > {}", self.reported(greater), self.reported(smaller));
                }
                None => claim.basis = basis.unwrap_or(claim.basis),
            }
        } else {
            claim.reported =
                mentions.unreadable.first().map_or(String::new(), |m| m.reported.clone());
            claim.printed = Printed::Statement;
        }
        self.claims.push(claim);
        self.mentions.push(mentions);
    }

    /// The second column of a table row that the extraction table has for a claim.
    fn basis_of(&self, id: &str) -> Option<String> {
        let rules = self.rules.labels.iter().flat_map(|label| &label.rules);
        let mut own = rules.filter(|rule| rule.target == Target::Claim(id.to_owned()));
        own.find_map(|rule| rule.basis.clone())
    }

    fn reported(&self, id: &str) -> String {
        let claim = self.claims.iter().find(|claim| claim.id == id.trim());
        claim.map_or_else(|| id.trim().to_owned(), |claim| claim.reported.clone())
    }

    /// The first mention with fewer digits is a claim of its own where the ledger has one.
    fn round(&mut self, mentions: &mut Mentions) {
        let of_this = |claim: &&Claim| claim.rule == Rule::RoundsTo && claim.basis == mentions.id;
        let Some(rounded) = self.template.claims.iter().find(of_this) else { return };
        let Some(judged) = mentions.judged() else { return };
        let places = |mention: &Mention| match &mention.printed {
            Some(Printed::Number(PrintedNumber::Finite(decimal))) => {
                Some(decimal.significant_digits())
            }
            _ => None,
        };
        let all = places(judged);
        let fewer = |mention: &Mention| places(mention) < all;
        let (mut second, first): (Vec<Mention>, Vec<Mention>) =
            std::mem::take(&mut mentions.agreeing).into_iter().partition(|m| fewer(m));
        let (otherwise, rest): (Vec<Mention>, Vec<Mention>) =
            std::mem::take(&mut mentions.otherwise).into_iter().partition(|m| fewer(m));
        mentions.agreeing = first;
        mentions.otherwise = rest;
        second.extend(otherwise);
        second.sort_by_key(|mention| mention.span.start);
        let (second, _) = Mentions::sort(&rounded.id, second);
        let Some(judged) = second.judged() else { return };
        let mut claim = rounded.clone();
        if let Some(printed) = &judged.printed {
            claim.printed.clone_from(printed);
        }
        claim.reported.clone_from(&judged.reported);
        self.claims.push(claim);
        self.mentions.push(second);
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
        Mention { span, printed, reported, remark, close }
    }

    fn of_words(&self, words: &InWords) -> Mention {
        // Statements agree with each other if they stand for the same thing.
        let meant = words.basis.clone().unwrap_or_else(|| "statement".to_owned());
        let template = self.template.find(&words.id).map(|claim| claim.reported.clone());
        let plain = template.filter(|_| words.basis.is_none() && words.name.is_none());
        Mention {
            span: words.span.clone(),
            printed: Some(Printed::Statement),
            reported: words.name.clone().or(plain).unwrap_or(meant),
            remark: None,
            close: true,
        }
    }

    /// Claims that hold the same text against something else.
    pub(super) fn copies(&mut self) {
        for claim in &self.template.claims {
            let Some(source) = claim.id.strip_suffix(".ensemble") else { continue };
            let index = self.claims.iter().position(|claim| claim.id == source);
            let places = self.mentions.iter().find(|mentions| mentions.id == source);
            let (Some(index), Some(places)) = (index, places) else { continue };
            let (printed, reported) =
                (self.claims[index].printed.clone(), self.claims[index].reported.clone());
            if matches!(printed, Printed::Number(_)) {
                let places =
                    Mentions { id: claim.id.clone(), otherwise: Vec::new(), ..places.clone() };
                self.claims.push(Claim { printed, reported, ..claim.clone() });
                self.mentions.push(places);
            }
        }
        let order = |id: &str| self.template.claims.iter().position(|claim| claim.id == id);
        self.claims.sort_by_key(|claim| order(&claim.id).unwrap_or(usize::MAX));
        self.mentions.sort_by_key(|mentions| order(&mentions.id).unwrap_or(usize::MAX));
    }

    /// Numbers that the report should state, and does not, of the parts it has.
    pub(super) fn unreported(&mut self, parts: &HashSet<&str>) {
        for (rank, claim) in self.template.claims.iter().enumerate() {
            let part = claim.id.split('.').next().unwrap_or_default();
            let known = self.claims.iter().any(|own| own.id == claim.id);
            if claim.rule == Rule::Unreported && parts.contains(part) && !known {
                let before = |own: &Claim| {
                    self.template
                        .claims
                        .iter()
                        .position(|c| c.id == own.id)
                        .is_some_and(|at| at < rank)
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

/// A claim of a measurement that the template lacks.
fn unknown(id: &str) -> Claim {
    match id.rsplit('.').next() {
        Some("point") => Claim::of_measurement(id, Rule::Printed, ""),
        Some("accuracy") => Claim::of_measurement(id, Rule::Ensemble, "share(10000)"),
        _ => Claim::of_measurement(id, Rule::Exact, ""),
    }
}
