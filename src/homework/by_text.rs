//! Ids are what they are written as: printed, compared and serialised by their text.

/// `Debug`, `Serialize` and equality with a text, by what `Display` writes.
macro_rules! by_text {
    ($($id:ty),+) => {$(
        impl std::fmt::Debug for $id {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, formatter)
            }
        }

        impl serde::Serialize for $id {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl PartialEq<str> for $id {
            fn eq(&self, other: &str) -> bool {
                self.to_string().as_str() == other
            }
        }

        impl PartialEq<&str> for $id {
            fn eq(&self, other: &&str) -> bool {
                self == *other
            }
        }
    )+};
}

by_text!(super::PartId, super::RunId, super::QuantityId, super::ClaimId);
