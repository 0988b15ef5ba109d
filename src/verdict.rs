//! What can be said of a claim.

use serde::Serialize;

/// The outcome for one claim. The words are those of `golden/claims.csv` and of `--json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The re-run gives the printed digits.
    Reproduced,
    /// Not the re-run's digits, but some that the same formulas give in another order of
    /// operations.
    #[serde(rename = "within rounding")]
    WithinRounding,
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
    /// A statement on which reasonable readers differ: it holds with some thresholds that they
    /// could mean, and fails with others.
    Arguable,
    /// A statement that the re-run does not bear out.
    Fails,
    /// No honest run of this code gives it.
    Contradicted,
    /// Nothing can be said; the reason says why.
    #[serde(rename = "not checkable")]
    NotCheckable,
}

impl Verdict {
    /// All of them, in the order of the summary line.
    pub const ALL: [Self; 13] = [
        Self::Reproduced,
        Self::WithinRounding,
        Self::ConsistentWithItself,
        Self::Consistent,
        Self::Tied,
        Self::Beaten,
        Self::Unusual,
        Self::Holds,
        Self::HoldsInSome,
        Self::Arguable,
        Self::Fails,
        Self::Contradicted,
        Self::NotCheckable,
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reproduced => "reproduced",
            Self::WithinRounding => "within rounding",
            Self::ConsistentWithItself => "consistent with itself",
            Self::Consistent => "consistent",
            Self::Tied => "tied",
            Self::Beaten => "beaten",
            Self::Unusual => "unusual",
            Self::Holds => "holds",
            Self::HoldsInSome => "holds in some",
            Self::Arguable => "arguable",
            Self::Fails => "fails",
            Self::Contradicted => "contradicted",
            Self::NotCheckable => "not checkable",
        }
    }

    /// The verdict of that word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.word() == word)
    }

    /// What it means for whoever wrote the claim: the one place that says so.
    pub fn standing(self) -> Standing {
        match self {
            Self::Reproduced
            | Self::WithinRounding
            | Self::ConsistentWithItself
            | Self::Consistent
            | Self::Tied
            | Self::Holds => Standing::Good,
            Self::NotCheckable => Standing::Open,
            Self::Beaten | Self::Unusual | Self::HoldsInSome | Self::Arguable => Standing::Doubtful,
            Self::Fails | Self::Contradicted => Standing::Bad,
        }
    }

    /// The worse of two checks of one claim. What could not be checked decides only if nothing
    /// else could.
    pub fn worse(self, other: Self) -> Self {
        let rank = |verdict: Self| match verdict {
            Self::NotCheckable => 0,
            Self::Reproduced => 1,
            Self::ConsistentWithItself => 2,
            Self::WithinRounding => 3,
            Self::Holds => 4,
            Self::Consistent => 5,
            Self::Tied => 6,
            Self::HoldsInSome => 7,
            Self::Arguable => 8,
            Self::Beaten => 9,
            Self::Unusual => 10,
            Self::Fails => 11,
            Self::Contradicted => 12,
        };
        if rank(other) > rank(self) { other } else { self }
    }
}

/// Whether a claim is borne out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Standing {
    /// It is.
    Good,
    /// Nothing can be said.
    Open,
    /// A person should look: it is rare, or a matter of words.
    Doubtful,
    /// It is wrong.
    Bad,
}

/// From what on a report fails, by exit status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FailOn {
    /// A number or statement that no honest run gives.
    Contradicted,
    /// That, or a statement that does not hold.
    #[default]
    Fails,
    /// That, or anything doubtful.
    Unusual,
}

impl FailOn {
    /// Whether a verdict makes a report fail.
    pub fn fails(self, verdict: Verdict) -> bool {
        match self {
            Self::Contradicted => verdict == Verdict::Contradicted,
            Self::Fails => verdict.standing() == Standing::Bad,
            Self::Unusual => verdict.standing() >= Standing::Doubtful,
        }
    }
}
