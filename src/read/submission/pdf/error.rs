//! Why a PDF cannot be read.

/// Why a PDF cannot be read; said after "FILE is a PDF".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum PdfError {
    /// Its structure makes no sense.
    #[error("that cannot be read: it is damaged, or not all of it is there; print it again")]
    Damaged,
    /// It is encrypted.
    #[error("that is locked with a password; save it without one")]
    Locked,
    /// More is packed into it than a report has.
    #[error("that unpacks to more than {} MB; print it again without pictures", .0 / 1_000_000)]
    Unpacked(usize),
    /// More pages than a report has.
    #[error("of {0} pages: this is no report")]
    Pages(usize),
    /// More text than a report has.
    #[error("with more than {} MB of text", .0 / 1_000_000)]
    Text(usize),
    /// More drawing than a report has.
    #[error("that takes too long to draw; print it again")]
    Drawing,
    /// No page has text.
    #[error(
        "whose {} without text (a picture?): not readable; grade the text behind it, or have its \
         text recognised first", pages(*.0)
    )]
    Pictures(usize),
}

fn pages(count: usize) -> String {
    if count == 1 { "only page is".to_owned() } else { format!("{count} pages are all") }
}
