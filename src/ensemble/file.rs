//! Reads a file of rows: lines about its parts, the columns' names, then a line a row, each with
//! its seed and a check at its end that covers the parts' fingerprints too.
//!
//! A part is known by its fingerprint, whatever it is called: a homework takes those parts of a
//! file that are its own experiments.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use crate::diagnostic::{Diagnostic, InputError, read_text};
use crate::homework::{Assignment, NetPart, PartId};
use crate::measure::Row;
use crate::shown;

use super::cells::{measured_of, numbers};
use super::columns::{Content, MARK, PartColumns, check, salt};
use super::fingerprint::{Fingerprint, hexadecimal};
use super::{Columns, Ensemble};

/// Bytes of the largest file that is read.
pub(super) const LIMIT: u64 = 500_000_000;

/// The fingerprint that files of an earlier version, which had one for all nets, have of the
/// built-in homework.
const FORMER: &str = "89123704494835cc";

/// Rows with the parts that they have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stored {
    /// The rows.
    pub ensemble: Ensemble,
    /// Parts of the homework that the file has rows of.
    pub parts: Vec<PartId>,
}

/// Reads a file's rows of those parts; a line at its end that was not written whole is left out.
///
/// # Errors
/// No such file; no rows of any of the parts; anything that is not a row.
pub fn read(path: &Path, parts: &[NetPart]) -> Result<Stored, InputError> {
    let text = read_text(path, LIMIT)?;
    let origin = shown::path(path);
    let stored = parse(&text, &origin, parts)?;
    if stored.parts.is_empty() && !text.is_empty() {
        let label = "no part of this homework has these experiments and this arithmetic";
        let end = text.find('\n').unwrap_or(text.len());
        return Err(error(&text, &origin, 0..end, "rows of another homework", label.to_owned()));
    }
    Ok(stored)
}

/// Reads a file that rows of just this homework are added to.
///
/// # Errors
/// As [`read`]; other parts than the homework's.
pub fn read_own(path: &Path, parts: &[NetPart]) -> Result<Ensemble, InputError> {
    let text = read_text(path, LIMIT)?;
    Ok(own_rows(&text, &shown::path(path), parts)?.ensemble)
}

/// The rows of a text that rows of just this homework are added to.
pub(super) struct OwnRows {
    pub(super) ensemble: Ensemble,
    /// Bytes of the lines that were written to their end.
    pub(super) whole: usize,
    /// Whether an earlier version wrote it.
    pub(super) former: bool,
}

impl OwnRows {
    /// Whether the text ends in half a row.
    pub(super) fn has_half(&self, text: &str) -> bool {
        self.whole < text.len()
    }
}

/// Reads such a text.
///
/// # Errors
/// As [`read_own`].
pub(super) fn own_rows(text: &str, origin: &str, parts: &[NetPart]) -> Result<OwnRows, InputError> {
    let header = Columns::of(parts).header();
    let former = text.starts_with("seed,fingerprint,");
    if !text.starts_with(&header) && !header.starts_with(text) && !former {
        let label = "its parts, fingerprints or columns are not this homework's".to_owned();
        let end = text.find('\n').unwrap_or(text.len());
        return Err(error(text, origin, 0..end, "rows of another homework", label));
    }
    let stored = parse(text, origin, parts)?;
    if former && stored.parts.len() != parts.len() {
        let label = "rows of an earlier version, of the built-in homework".to_owned();
        return Err(error(text, origin, 0..0, "rows of another homework", label));
    }
    let whole = text.rfind('\n').map_or(0, |end| end + 1);
    Ok(OwnRows { ensemble: stored.ensemble, whole, former })
}

/// A part as a file has it.
struct FilePart {
    fingerprint: Fingerprint,
    columns: Range<usize>,
}

/// The rows of a text; of parts that it does not have there are none.
///
/// # Errors
/// Anything that is not a row.
pub fn parse(text: &str, origin: &str, parts: &[NetPart]) -> Result<Stored, InputError> {
    if Columns::of(parts).header().starts_with(text) {
        // A header cut short is a file that was killed at its birth.
        let parts = parts.iter().map(|part| part.part.clone()).collect();
        return Ok(Stored { parts, ..Stored::default() });
    }
    let mut lines = spans(text);
    let mut reader = Reader { text, origin, file: Vec::new(), own: Vec::new(), former: false };
    let names = reader.head(&mut lines)?;
    if reader.former {
        reader.former_parts(names)?;
    }
    let columns = Columns::of(parts);
    let mut found = Vec::new();
    for part in columns.parts {
        let known = reader.file.iter().find(|known| known.fingerprint == part.fingerprint);
        if let Some(known) = known.filter(|known| known.columns.len() == part.count()) {
            found.push(part.part.clone());
            reader.own.push((part, known.columns.clone()));
        }
    }
    let mut rows = BTreeMap::new();
    for span in lines {
        if !text[span.clone()].ends_with('\n') {
            break;
        }
        let (seed, row) = reader.row(span.clone())?;
        if rows.get(&seed).is_some_and(|known| *known != row) {
            let label = format!("there is another row of seed {seed}, and it differs");
            return Err(error(text, origin, span, "two rows of one seed", label));
        }
        rows.insert(seed, row);
    }
    Ok(Stored { ensemble: Ensemble { rows }, parts: found })
}

/// Each line with its end.
fn spans(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.split_inclusive('\n').scan(0, |start, line| {
        let span = *start..*start + line.len();
        *start = span.end;
        Some(span)
    })
}

fn error(text: &str, origin: &str, span: Range<usize>, title: &str, label: String) -> InputError {
    Diagnostic {
        title: title.to_owned(),
        origin: origin.to_owned(),
        text: text.to_owned(),
        span,
        label,
        help: None,
    }
    .into()
}

struct Reader<'a> {
    text: &'a str,
    origin: &'a str,
    file: Vec<FilePart>,
    /// Parts of the homework, and where their columns are.
    own: Vec<(PartColumns, Range<usize>)>,
    /// Whether it is a file of an earlier version.
    former: bool,
}

impl Reader<'_> {
    fn error(&self, span: Range<usize>, title: &str, label: String) -> InputError {
        error(self.text, self.origin, span, title, label)
    }

    /// Reads the lines before the rows; gives that of the columns' names.
    fn head(
        &mut self,
        lines: &mut impl Iterator<Item = Range<usize>>,
    ) -> Result<Range<usize>, InputError> {
        let mut next = 1;
        for span in lines {
            let line = self.text[span.clone()].trim_end();
            if line.starts_with("seed,") {
                self.former = self.file.is_empty() && line.starts_with("seed,fingerprint,");
                if self.former || !self.file.is_empty() {
                    return Ok(span);
                }
            }
            let fields: Vec<&str> = line.splitn(4, ',').collect();
            let [MARK, fingerprint, count, _] = fields[..] else {
                let label = "a line about a part, or the names of the columns".to_owned();
                let span = span.start..span.end.min(span.start + 60);
                return Err(self.error(span, "this is no file of rows", label));
            };
            let count_of: Option<usize> = count.parse().ok();
            let Some(count) = count_of.filter(|count| (1..1000).contains(count)) else {
                let label = format!("`{count}` columns");
                return Err(self.error(span, "this is no file of rows", label));
            };
            let fingerprint = Fingerprint::of_text(fingerprint);
            self.file.push(FilePart { fingerprint, columns: next..next + count });
            next += count;
        }
        let end = self.text.len();
        Err(self.error(end..end, "this is no file of rows", "no columns".to_owned()))
    }

    /// The parts of a file of an earlier version: those of the built-in homework, trainings first.
    fn former_parts(&mut self, names: Range<usize>) -> Result<(), InputError> {
        let built_in = Columns::of(&Assignment::homework7()?.nets);
        let probes = |part: &&PartColumns| matches!(part.content, Content::Norms(_));
        let trained = built_in.parts.iter().filter(|part| !probes(part));
        let mut next = 2;
        for part in trained.chain(built_in.parts.iter().filter(probes)) {
            let columns = next..next + part.count();
            next = columns.end;
            self.file.push(FilePart { fingerprint: part.fingerprint.clone(), columns });
        }
        if self.text[names.clone()].trim_end().split(',').count() == next + 1 {
            return Ok(());
        }
        let label = "other columns than the built-in homework's".to_owned();
        Err(self.error(names, "rows of an earlier version", label))
    }

    fn row(&self, span: Range<usize>) -> Result<(i64, Row), InputError> {
        let line = self.text[span.clone()].trim_end_matches(['\r', '\n']);
        let wrong = |title: &str, label: String| self.error(span.clone(), title, label);
        let Some((fields, own)) = line.rsplit_once(',') else {
            return Err(wrong("this is no row", "no comma".to_owned()));
        };
        let expected = match self.former {
            true => hexadecimal(fields, 4),
            false => check(&salt(self.file.iter().map(|part| &part.fingerprint)), fields),
        };
        if expected != own {
            let label = format!("the line's check is {own}, its text's {expected}");
            return Err(wrong("a row was changed after it was written", label));
        }
        let fields: Vec<&str> = fields.split(',').collect();
        let last = self.file.iter().map(|part| part.columns.end).max().unwrap_or(0);
        if fields.len() != last {
            return Err(wrong("this is no row", format!("{} fields", fields.len())));
        }
        if self.former && fields[1] != FORMER {
            let label = format!("its fingerprint is {}", fields[1]);
            return Err(wrong("a row of another homework, or of other arithmetic", label));
        }
        let Ok(seed) = fields[0].parse() else {
            return Err(wrong("this is no row", format!("`{}` is no seed", fields[0])));
        };
        let mut row = Row::default();
        for (part, columns) in &self.own {
            let cells = &fields[columns.clone()];
            match &part.content {
                Content::Trainings(trainings) => {
                    let mut cells = cells.iter().copied();
                    for training in trainings {
                        let read = measured_of(training, &mut cells);
                        let measured = read.map_err(|label| wrong("this is no row", label))?;
                        row.trainings.push((training.id.clone(), measured));
                    }
                }
                Content::Norms(layers) => {
                    let norms = cells.first().and_then(|field| numbers::<f32>(field, *layers));
                    let Some(norms) = norms else {
                        let label = format!("{}: expected {layers} norms", part.part);
                        return Err(wrong("this is no row", label));
                    };
                    row.probes.push((part.part.clone(), norms));
                }
            }
        }
        Ok((seed, row))
    }
}
