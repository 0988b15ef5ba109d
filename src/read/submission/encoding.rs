//! Bytes of a file as text: UTF-8, UTF-16, or what Windows calls Western.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text has at most this share of bytes above ASCII in Windows-1252, one in so many.
const HIGH_BYTES: usize = 4;
/// Bytes that are looked at to tell UTF-16 without a mark.
const SAMPLE: usize = 400;

/// The text of a file that is not UTF-8, and what it was read as; `None` if it is no text.
pub(super) fn decoded(bytes: &[u8]) -> Option<(String, &'static str)> {
    let encoding = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = encoding.or_else(|| without_mark(bytes))?;
    let (text, own, damaged) = encoding.decode(bytes);
    (!damaged).then(|| (text.into_owned(), own.name()))
}

fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE) & !1];
    let zeros = |odd: usize| sample.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let most = sample.len() / 2;
    // Western letters in UTF-16 have every second byte zero.
    if most > 2 && zeros(1) * 10 >= most * 9 && zeros(0) == 0 {
        return Some(UTF_16LE);
    }
    if most > 2 && zeros(0) * 10 >= most * 9 && zeros(1) == 0 {
        return Some(UTF_16BE);
    }
    let control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    let unused = |byte: &u8| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d | 0x7f);
    let high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    let plain = !bytes.iter().any(|byte| control(byte) || unused(byte));
    (plain && high * HIGH_BYTES <= bytes.len()).then_some(WINDOWS_1252)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Die Testgenauigkeit für η beträgt 0,9652 – gut.";

    #[test]
    fn western_and_wide_texts_are_read() {
        let (bytes, ..) = WINDOWS_1252.encode("für beträgt 0,9652 – gut");
        let found = decoded(&bytes).expect("text");
        assert_eq!(found, ("für beträgt 0,9652 – gut".to_owned(), "windows-1252"));
        for mark in [true, false] {
            let ascii = if mark { TEXT } else { "accuracy 0.9652 in the end" };
            let wide: Vec<u16> =
                mark.then_some(0xfeff).into_iter().chain(ascii.encode_utf16()).collect();
            let little: Vec<u8> = wide.iter().flat_map(|unit| unit.to_le_bytes()).collect();
            let big: Vec<u8> = wide.iter().flat_map(|unit| unit.to_be_bytes()).collect();
            assert_eq!(decoded(&little).expect("text").0, ascii);
            assert_eq!(decoded(&big).expect("text").0, ascii);
        }
    }

    #[test]
    fn what_is_no_text_stays_none() {
        for bytes in
            [&b"\xff\xd8\xff\xe0\x00\x10JFIF"[..], b"\x00\x01\x02", &[0x81; 40], b"caf\xe9\x00"]
        {
            assert_eq!(decoded(bytes), None);
        }
    }
}
