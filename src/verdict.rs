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
    /// Such a number can exist.
    Possible,
    /// A statement that the re-run bears out.
    Holds,
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
    pub const ALL: [Self; 7] = [
        Self::Reproduced,
        Self::ConsistentWithItself,
        Self::Possible,
        Self::Holds,
        Self::Fails,
        Self::Contradicted,
        Self::NotCheckable,
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reproduced => "reproduced",
            Self::ConsistentWithItself => "consistent with itself",
            Self::Possible => "possible",
            Self::Holds => "holds",
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
