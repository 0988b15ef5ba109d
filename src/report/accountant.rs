//! The account of every number: what it is, and of settings whether they are the assignment's.

use std::collections::HashSet;

use super::literal::LiteralValue;
use super::mentions::Mentions;
use super::numbers::{Meaning, Number};
use super::own_assignment::Difference;
use super::settings::{Agreement, agreement, stated};
use super::{Account, Accounted};
use crate::claim::{Printed, PrintedNumber};
use crate::homework::{Assignment, ClaimId, Setting};

/// What numbers are accounted against.
pub(super) struct Accountant<'a> {
    /// The assignment, or what the report's own code makes of it.
    pub(super) assignment: &'a Assignment,
    pub(super) differences: &'a [Difference],
    pub(super) mentions: &'a [Mentions],
    /// Starts of numbers that look like a claim, but are tied to it too loosely.
    pub(super) loose: &'a HashSet<usize>,
}

impl Accountant<'_> {
    pub(super) fn account(&self, number: &Number) -> Accounted {
        let span = number.literal.span.clone();
        let account = match &number.meaning {
            Meaning::Claim { id, .. } => self.claim(id, number),
            Meaning::Setting { name, close, .. } => self.setting(*name, *close, number),
            Meaning::Reference => Account::Reference,
            Meaning::Message => Account::Message,
            Meaning::Other(name) => {
                Account::Unaccounted(Some(format!("{name}, of which the homework says nothing")))
            }
            Meaning::Unknown => self.unknown(number),
        };
        Accounted { span, account }
    }

    fn claim(&self, id: &ClaimId, number: &Number) -> Account {
        let start = number.literal.span.start;
        if !self.loose.contains(&start) {
            let stands_in =
                |mentions: &&Mentions| mentions.all().iter().any(|m| m.span.start == start);
            let own = self.mentions.iter().find(stands_in);
            return Account::Claim(own.map_or_else(|| id.clone(), |own| own.id.clone()));
        }
        let settings = number.otherwise.iter().filter_map(|meaning| match meaning {
            Meaning::Setting { name, .. } => Some(*name),
            _ => None,
        });
        for name in settings {
            let account = self.setting(name, false, number);
            if matches!(account, Account::Setting { .. }) {
                return account;
            }
        }
        Account::Unaccounted(Some(format!("it may be meant as {id}, which is stated otherwise")))
    }

    fn setting(&self, name: Setting, close: bool, number: &Number) -> Account {
        let compares = matches!(number.meaning, Meaning::Setting { compares: true, .. });
        let part = number.part.clone();
        match self.agreement(name, compares, number) {
            Agreement::Differs(expected) if !close => Account::Unaccounted(Some(format!(
                "it may be meant as the {name}, which is {} in the assignment",
                expected.join(", ")
            ))),
            agreement => Account::Setting { name, part, agreement },
        }
    }

    /// The assignment's, or at least that of the report's own code.
    fn agreement(&self, name: Setting, compares: bool, number: &Number) -> Agreement {
        let found = agreement(self.assignment, name, compares, number);
        let shown = stated(&number.literal.value);
        let of_code = |difference: &&Difference| {
            Some(&difference.stated) == shown.as_ref()
                && number.part.as_ref().is_none_or(|part| *part == difference.part)
        };
        match found {
            Agreement::Differs(_) if self.differences.iter().any(|d| of_code(&d)) => {
                Agreement::Agrees
            }
            other => other,
        }
    }

    /// A number without a label.
    fn unknown(&self, number: &Number) -> Account {
        match &number.literal.value {
            // "NaN" and "Inf" are words as well.
            LiteralValue::Printed(Printed::Number(
                PrintedNumber::NotANumber | PrintedNumber::Infinite { .. },
            )) => Account::Reference,
            LiteralValue::Chain(_) => {
                let part = number.part.clone();
                let setting = |name: Setting, agreement| Account::Setting {
                    name,
                    part: part.clone(),
                    agreement,
                };
                let pixels = self.agreement(Setting::Pixels, true, number);
                match self.agreement(Setting::Layers, true, number) {
                    _ if pixels == Agreement::Agrees => setting(Setting::Pixels, pixels),
                    Agreement::Differs(expected) if number.part.is_none() => {
                        let why = format!("sizes; the assignment has {}", expected.join(", "));
                        Account::Unaccounted(Some(why))
                    }
                    layers => setting(Setting::Layers, layers),
                }
            }
            _ => Account::Unaccounted(None),
        }
    }
}
