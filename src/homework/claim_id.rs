//! What a claim is about: a quantity, a statement, a setting in words.

use std::fmt;

use super::Catalogue;
use super::part::PartId;
use super::quantity::QuantityId;
use super::setting::Setting;
use super::what::What;

/// A statement of a homework: its part, and its name in the part.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StatementId {
    /// The part.
    pub part: PartId,
    /// The name in it, such as `adam.fluctuates`.
    pub name: String,
}

/// What a claim is about.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ClaimId {
    /// A quantity.
    Quantity(QuantityId),
    /// A statement of the homework's ledger.
    Statement(StatementId),
    /// A setting that a report states in words, and states wrongly; of a part, if one is meant.
    Setting(Option<PartId>, Setting),
}

impl ClaimId {
    /// Its part.
    pub fn part(&self) -> Option<&PartId> {
        match self {
            Self::Quantity(id) => Some(id.part()),
            Self::Statement(id) => Some(&id.part),
            Self::Setting(part, _) => part.as_ref(),
        }
    }

    /// The quantity, if it is one.
    pub fn quantity(&self) -> Option<&QuantityId> {
        match self {
            Self::Quantity(id) => Some(id),
            _ => None,
        }
    }

    /// The same for anchors and file names.
    pub fn slug(&self) -> String {
        super::part::slug(&self.to_string())
    }

    /// The statement of that id: a part's name, a dot, and any name that is no quantity's.
    pub(super) fn statement(text: &str, catalogue: &Catalogue) -> Option<Self> {
        let part = catalogue.part_of(text)?;
        let name = text.strip_prefix(part.as_str())?.strip_prefix('.')?;
        let fits = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        let named = !name.is_empty() && name.chars().all(fits);
        named.then(|| Self::Statement(StatementId { part: part.clone(), name: name.to_owned() }))
    }
}

impl fmt::Display for ClaimId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quantity(id) => id.fmt(formatter),
            Self::Statement(StatementId { part, name }) => write!(formatter, "{part}.{name}"),
            Self::Setting(Some(part), setting) => {
                write!(formatter, "{part}.{}", What::Setting(*setting).written())
            }
            Self::Setting(None, setting) => formatter.write_str(&What::Setting(*setting).written()),
        }
    }
}

impl From<QuantityId> for ClaimId {
    fn from(id: QuantityId) -> Self {
        Self::Quantity(id)
    }
}
