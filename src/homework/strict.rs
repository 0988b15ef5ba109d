//! Shapes of a document that are taken as they stand: what is left over is an error, where serde
//! would drop it.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// Two numbers, not three: toml reads a list into an array and forgets the rest.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair<T>(pub(super) [T; 2]);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pair<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let list = Vec::<T>::deserialize(deserializer)?;
        let pair = <[T; 2]>::try_from(list);
        let wrong = |list: Vec<T>| format!("2 numbers are needed, and here are {}", list.len());
        pair.map(Self).map_err(|list| D::Error::custom(wrong(list)))
    }
}

/// A table, not a list of its values: serde takes either for a struct.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table<T>(pub(super) T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Table<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(TableVisitor(PhantomData)).map(Self)
    }
}

struct TableVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for TableVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a table")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
    }
}
