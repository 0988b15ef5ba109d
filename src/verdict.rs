//! What can be said of a claim.

use serde::Serialize;

/// The outcome for one claim. The words are those of `golden/claims.csv` and of `--json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The re-run gives the printed digits.
    Reproduced,
    /// It follows from other numbers of the report.
    #[serde(rename = "consistent with itself")]
    ConsistentWithItself,
    /// The family test does not reject it.
    Consistent,
    /// Re-run sweeps name it, another winner more often.
    Tied,
    /// Re-run sweeps hardly ever name it.
    Beaten,
    /// Rare among re-runs, but not enough to say more.
    Unusual,
    /// A statement that the re-run bears out.
    Holds,
    /// A statement that some re-runs bear out and some do not.
    #[serde(rename = "holds in some")]
    HoldsInSome,
    /// A statement that the re-run does not bear out, in whole or in part.
    Fails,
    /// No honest run of this code gives it.
    Contradicted,
    /// Nothing can be said; the reason says why.
    #[serde(rename = "not checkable")]
    NotCheckable,
}

impl Verdict {
    /// All of them, in the order of the summary line.
    pub const ALL: [Self; 11] = [
        Self::Reproduced,
        Self::ConsistentWithItself,
        Self::Consistent,
        Self::Tied,
        Self::Beaten,
        Self::Unusual,
        Self::Holds,
        Self::HoldsInSome,
        Self::Fails,
        Self::Contradicted,
        Self::NotCheckable,
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reproduced => "reproduced",
            Self::ConsistentWithItself => "consistent with itself",
            Self::Consistent => "consistent",
            Self::Tied => "tied",
            Self::Beaten => "beaten",
            Self::Unusual => "unusual",
            Self::Holds => "holds",
            Self::HoldsInSome => "holds in some",
            Self::Fails => "fails",
            Self::Contradicted => "contradicted",
            Self::NotCheckable => "not checkable",
        }
    }

    /// The verdict of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.word() == word)
    }
}
