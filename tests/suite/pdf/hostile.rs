//! Files that are damaged, locked or made to do harm: refused in words, and soon.

use std::io::Write;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use verigrad::read::read;

use super::written::{file, lines, pdf};
use super::{BROWSER, LATEX};
use crate::sample::Draws;

fn refused(bytes: Vec<u8>) -> String {
    let start = Instant::now();
    let error = read(bytes, "mine.pdf").map(|_| ()).expect_err("refused").to_string();
    assert!(start.elapsed() < Duration::from_secs(60), "{error}");
    assert!(error.starts_with("mine.pdf is a PDF "), "{error}");
    error
}

#[test]
fn damaged_files_are_refused_or_read() {
    assert!(refused(b"%PDF-1.7".to_vec()).contains("damaged"));
    assert!(refused(b"%PDF-1.7\ntrailer << /Root 1 0 R >>".to_vec()).contains("damaged"));
    let mut draws = Draws(16);
    for whole in [BROWSER, LATEX] {
        assert!(refused(whole[..2_000].to_vec()).contains("damaged"));
        for _ in 0..40 {
            // Whatever comes of it, it comes back.
            let cut = draws.below(whole.len());
            let _ = read(whole[..cut.max(8)].to_vec(), "mine.pdf");
            let mut changed = whole.to_vec();
            for _ in 0..20 {
                let at = 8 + draws.below(whole.len() - 8);
                changed[at] = u8::try_from(draws.below(256)).expect("a byte");
            }
            let _ = read(changed, "mine.pdf");
        }
    }
}

#[test]
fn locked_files_are_refused() {
    let text = String::from_utf8(pdf(&[lines(&["rate 0.1"])])).expect("ASCII");
    let locked = text.replace("/Root 1 0 R", "/Root 1 0 R /Encrypt << /Filter /Standard >>");
    assert!(refused(locked.into_bytes()).contains("password"));
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    for _ in 0..70 {
        encoder.write_all(&[b' '; 1_000_000]).expect("memory");
    }
    let packed = encoder.finish().expect("memory");
    let mut bytes = format!("%PDF-1.4\n4 0 obj << /Length {} ", packed.len()).into_bytes();
    bytes.extend(b"/Filter /FlateDecode >>\nstream\n");
    bytes.extend(packed);
    bytes.extend(b"\nendstream\nendobj\n");
    assert!(refused(bytes).contains("unpacks to more than 60 MB"));
}

/// Forms that draw forms, each twice as often: 2^40 of them.
#[test]
fn drawing_without_end_is_stopped() {
    let form = |at: usize| {
        let content = "/G Do /G Do";
        let dictionary = "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 11";
        let next = at + 1;
        format!(
            "<< {dictionary} /Resources << /XObject << /G {next} 0 R >> >> >>\nstream\n{content}\n\
             endstream"
        )
    };
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents 4 0 R /Resources << \
         /XObject << /G 5 0 R >> >> >>"
            .to_owned(),
        "<< /Length 5 >>\nstream\n/G Do\nendstream".to_owned(),
    ];
    objects.extend((5..45).map(form));
    objects.push("<< /Length 0 >>\nstream\n\nendstream".to_owned());
    assert!(refused(file(&objects)).contains("too long to draw"));
}

#[test]
fn deep_brackets_and_many_repeats_come_back() {
    let deep = format!("<< /Type /Catalog /Pages {} >>", "[".repeat(200_000));
    let _ = read(file(&[deep]), "mine.pdf");
    let names: String = (0..20_000).map(|_| "5 0 R ").collect();
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 1 >>".to_owned(),
        format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] /Contents [{names}] >>"),
        "<< >>".to_owned(),
        format!("<< /Length 100000 >>\nstream\n{}\nendstream", " ".repeat(100_000)),
    ];
    assert!(refused(file(&objects)).contains("more than 60 MB"));
}
