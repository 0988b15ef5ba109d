//! How a claim is judged.

use super::Printed;

/// How a claim is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// The re-run's shortest round-trip decimal is the text.
    Exact,
    /// The re-run, formatted as the report formats it, is the text.
    Printed,
    /// A predicate that compares runs holds.
    Ordering,
    /// A predicate over one run's course holds.
    Behaviour,
    /// A second mention is a correct rounding of the first.
    RoundsTo,
    /// Arithmetic on the report's own numbers gives the text.
    Derived,
    /// Re-runs under other seeds give such numbers.
    Ensemble,
    /// Re-run sweeps have such winners.
    Argmax,
    /// A count read off the assignment.
    Structure,
    /// The report does not state it.
    Unreported,
}

impl Rule {
    pub(super) const ALL: [Self; 10] = [
        Self::Exact,
        Self::Printed,
        Self::Ordering,
        Self::Behaviour,
        Self::RoundsTo,
        Self::Derived,
        Self::Ensemble,
        Self::Argmax,
        Self::Structure,
        Self::Unreported,
    ];

    /// The word in the ledger's `rule` column.
    pub fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Printed => "printed",
            Self::Ordering => "ordering",
            Self::Behaviour => "behaviour",
            Self::RoundsTo => "rounds-to",
            Self::Derived => "derived",
            Self::Ensemble => "ensemble",
            Self::Argmax => "argmax",
            Self::Structure => "structure",
            Self::Unreported => "unreported",
        }
    }

    /// Whether a claim under this rule can have such a text.
    pub(super) fn takes(self, printed: &Printed) -> bool {
        match self {
            Self::Printed => matches!(printed, Printed::Number(_) | Printed::Array(_)),
            _ => self.takes_words() || matches!(printed, Printed::Number(_)),
        }
    }

    /// Whether the text may be words, or missing.
    pub(super) fn takes_words(self) -> bool {
        matches!(self, Self::Ordering | Self::Behaviour | Self::Argmax | Self::Unreported)
    }
}
