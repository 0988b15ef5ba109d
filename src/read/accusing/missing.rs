//! Why a number that fits nothing is not accused.

/// Why a number that fits nothing is not accused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum Missing {
    NotANumber,
    Hedged,
    NoLabel,
    NarrowLabel,
    OtherKind,
    KindNotBeside,
    FacetsNotNear,
    EpochUnsaid,
    NeighboursDisagree,
    SaidBesides,
    KnownBesides,
    AtTheStart,
    OfOthers,
    Elsewhere,
    FewDigits,
    NoWitnesses,
    NearTheRange,
    SomethingFits,
    FollowsFromOthers,
    OtherArithmetic,
    PatternNotTrusted,
}

impl Missing {
    /// In one sentence.
    pub fn says(self) -> &'static str {
        match self {
            Self::NotANumber => "No run that ends with nan is named.",
            Self::Hedged => "It is said to be about that, or might be.",
            Self::NoLabel => "No quantity of the homework has such a form.",
            Self::NarrowLabel => "The words name several quantities.",
            Self::OtherKind => "Words for another kind of number are nearer.",
            Self::KindNotBeside => "No word beside it says what kind of number it is.",
            Self::FacetsNotNear => "The words that name the run are not all near it.",
            Self::EpochUnsaid => "Nothing says after which epoch.",
            Self::NeighboursDisagree => "A number beside it is not what its words name either.",
            Self::SaidBesides => "Another number beside it is what its words name.",
            Self::KnownBesides => "It is a size, a step or a value at the start of a run.",
            Self::Elsewhere => "What is said of it is of another part or step.",
            Self::AtTheStart => "The sentence speaks of the start of a run.",
            Self::OfOthers => {
                "The sentence speaks of somebody else's run, or of one that nobody asked for."
            }
            Self::FewDigits => "It has too few digits.",
            Self::NoWitnesses => "Too few numbers beside it are what their words name.",
            Self::NearTheRange => "It is near what the words name.",
            Self::SomethingFits => {
                "Its digits fit a quantity nearly as well as the words name one."
            }
            Self::FollowsFromOthers => "It is a difference or a ratio of numbers of the report.",
            Self::OtherArithmetic => "Another implementation may round so.",
            Self::PatternNotTrusted => "Such words have not been right often enough.",
        }
    }
}
