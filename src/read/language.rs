//! Words, letters and sentences, in any language of the vocabulary.

pub(super) mod characters;
pub(super) mod fold;
pub mod meanings;
pub(super) mod number_words;
pub mod phrases;
pub mod sentences;
pub mod text;
pub(super) mod unseen;
pub mod vocabulary;
pub mod words;
pub(super) mod words_reader;
