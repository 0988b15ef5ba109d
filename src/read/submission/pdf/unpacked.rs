//! How much is packed into a PDF, and how deep it is nested, before anything reads it whole.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};

use super::error::PdfError;

/// The most that all packed pieces of a file come to, in bytes: pictures of a hundred pages.
pub(super) const MOST_UNPACKED: usize = 400_000_000;
/// The most that one piece comes to.
const MOST_OF_ONE: usize = 60_000_000;
/// Packed pieces within packed pieces that are looked into.
const DEPTH: usize = 3;
/// Brackets within brackets; readers recurse into them, and generators nest a dozen.
const MOST_NESTED: usize = 5_000;
/// Bytes that are unpacked at a time.
const CHUNK: usize = 1 << 16;

/// Unpacks every piece and throws it away, counting.
///
/// # Errors
/// One piece or all of them are larger than a report's, or brackets are nested without end.
pub(super) fn check(bytes: &[u8]) -> Result<(), PdfError> {
    const NAME: &[u8] = b"stream";
    let mut nested = Nested::default();
    nested.add(bytes)?;
    let mut total = 0;
    let mut at = 0;
    while let Some(found) = bytes[at..].windows(NAME.len()).position(|name| name == NAME) {
        at += found + NAME.len();
        let piece = &bytes[at..];
        let skipped = piece.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let (size, packed) = size(&piece[skipped.min(2)..], DEPTH)?;
        total += size;
        at += packed;
        if total > MOST_UNPACKED {
            return Err(PdfError::Unpacked(MOST_UNPACKED));
        }
    }
    Ok(())
}

/// What a piece comes to, and how many bytes it takes packed.
fn size(piece: &[u8], depth: usize) -> Result<(usize, usize), PdfError> {
    // Without a header it may be packed all the same: readers try that, too.
    let mut counted = 0;
    let mut head = Vec::new();
    let mut zlib = ZlibDecoder::new(piece);
    count(&mut zlib, &mut counted, &mut head)?;
    let mut packed = usize::try_from(zlib.total_in()).unwrap_or(piece.len());
    if counted == 0 {
        let mut deflate = DeflateDecoder::new(piece);
        count(&mut deflate, &mut counted, &mut head)?;
        // What is no packed piece looks like a short one.
        packed = 0;
    }
    if depth > 0 && ZlibDecoder::new(&head[..]).read(&mut [0]).is_ok_and(|read| read > 0) {
        let mut whole = Vec::new();
        let limit = u64::try_from(counted).unwrap_or(u64::MAX);
        let _ = ZlibDecoder::new(piece).take(limit).read_to_end(&mut whole);
        counted += size(&whole, depth - 1)?.0;
    }
    Ok((counted, packed))
}

fn count(from: &mut impl Read, counted: &mut usize, head: &mut Vec<u8>) -> Result<(), PdfError> {
    let mut chunk = vec![0; CHUNK];
    let mut nested = Nested::default();
    // An error is the end: what came before it is what readers use.
    while let Ok(read) = from.read(&mut chunk)
        && read > 0
    {
        if head.is_empty() {
            head.extend(&chunk[..read.min(CHUNK)]);
        }
        nested.add(&chunk[..read])?;
        *counted += read;
        if *counted > MOST_OF_ONE {
            return Err(PdfError::Unpacked(MOST_OF_ONE));
        }
    }
    Ok(())
}

/// Brackets that are open. What is no text has them by chance, as many that open as that close.
#[derive(Default)]
struct Nested {
    open: usize,
    last: u8,
}

impl Nested {
    fn add(&mut self, bytes: &[u8]) -> Result<(), PdfError> {
        for &byte in bytes {
            match (self.last, byte) {
                (_, b'[') | (b'<', b'<') => self.open += 1,
                (_, b']') | (b'>', b'>') => self.open = self.open.saturating_sub(1),
                _ => {}
            }
            // Four signs in a row are two pairs.
            let is_pair = self.last == byte && matches!(byte, b'<' | b'>');
            self.last = if is_pair { 0 } else { byte };
            if self.open > MOST_NESTED {
                return Err(PdfError::Damaged);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).expect("memory");
        encoder.finish().expect("memory")
    }

    fn file(piece: &[u8]) -> Vec<u8> {
        [b"%PDF-1.4\n1 0 obj <<>> stream\r\n", piece, b"\nendstream"].concat()
    }

    #[test]
    fn what_is_packed_is_counted_before_it_is_read() {
        assert_eq!(check(&file(&packed(&vec![0; MOST_OF_ONE]))), Ok(()));
        let bomb = packed(&vec![0; MOST_OF_ONE + 1]);
        assert_eq!(check(&file(&bomb)), Err(PdfError::Unpacked(MOST_OF_ONE)));
        let twice = packed(&bomb);
        assert_eq!(check(&file(&twice)), Err(PdfError::Unpacked(MOST_OF_ONE)));
        assert_eq!(check(b"%PDF-1.4 stream"), Ok(()));
    }

    #[test]
    fn brackets_are_nested_so_deep_and_no_deeper() {
        for (opening, closing) in [("[", "]"), ("<<", ">>")] {
            let nested =
                |depth: usize| [opening.repeat(depth), closing.repeat(depth)].concat().into_bytes();
            let fine = [nested(MOST_NESTED), nested(MOST_NESTED)].concat();
            assert_eq!(check(&fine), Ok(()));
            assert_eq!(check(&nested(MOST_NESTED + 1)), Err(PdfError::Damaged));
            let inside = file(&packed(&nested(MOST_NESTED + 1)));
            assert_eq!(check(&inside), Err(PdfError::Damaged));
        }
    }
}
