//! The file of an ensemble: a header, then a line a row, each with its seed, the fingerprint
//! of what it is a row of, and a check at its end.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::assignment::{NetPart, NetWork};
use crate::diagnostic::{Diagnostic, InputError, read_text};
use crate::measure::Row;

use super::{Ensemble, fingerprint, hexadecimal};

/// Bytes of the largest file that is read.
const LIMIT: u64 = 500_000_000;

/// What a file's columns are.
#[derive(Clone, Debug)]
pub struct Columns {
    /// Ids of the trainings with their epochs.
    trainings: Vec<(String, usize)>,
    /// Parts that probe, with their layers of weights.
    probes: Vec<(String, usize)>,
    fingerprint: String,
}

impl Columns {
    /// Those of an assignment's nets.
    pub fn of(parts: &[NetPart]) -> Self {
        let mut columns =
            Self { trainings: Vec::new(), probes: Vec::new(), fingerprint: fingerprint(parts) };
        for part in parts {
            match &part.work {
                NetWork::Sweep { trainings, .. } => {
                    let columns_of = trainings.iter().map(|t| (t.id.clone(), t.epochs));
                    columns.trainings.extend(columns_of);
                }
                NetWork::Probe(net) => {
                    columns.probes.push((part.part.clone(), net.layers.len() - 1));
                }
            }
        }
        columns
    }

    /// The first line, with its end.
    pub(super) fn header(&self) -> String {
        let ids = self.trainings.iter().chain(&self.probes).map(|(id, _)| id.as_str());
        let names: Vec<&str> = ["seed", "fingerprint"].into_iter().chain(ids).collect();
        format!("{},check\n", names.join(","))
    }

    /// A row's line, with its end.
    pub(super) fn line(&self, seed: i64, row: &Row) -> String {
        let mut fields = vec![seed.to_string(), self.fingerprint.clone()];
        let counts = row.trainings.iter().map(|(_, counts)| joined(counts));
        let norms = row.probes.iter().map(|(_, norms)| joined(norms));
        fields.extend(counts.chain(norms));
        let fields = fields.join(",");
        format!("{fields},{}\n", hexadecimal(&fields, 4))
    }
}

fn joined(numbers: &[impl std::fmt::Debug]) -> String {
    // Debug is the shortest text that reads back as the same float32, with an exponent where
    // that is shorter.
    let words: Vec<String> = numbers.iter().map(|number| format!("{number:?}")).collect();
    words.join(" ")
}

/// Reads a file's rows; a line at its end that was not written whole is left out.
///
/// # Errors
/// No such file; rows of another assignment or arithmetic; anything that is not a row.
pub fn read(path: &Path, columns: &Columns) -> Result<Ensemble, InputError> {
    parse(&read_text(path, LIMIT)?, &path.display().to_string(), columns)
}

pub(super) fn parse(text: &str, origin: &str, columns: &Columns) -> Result<Ensemble, InputError> {
    let reader = Reader { text, origin, columns };
    let mut lines = spans(text);
    let Some(header) = lines.next() else { return Ok(Ensemble::default()) };
    if text[header.clone()] != *columns.header() {
        // A header cut short is a file that was killed at its birth.
        if columns.header().starts_with(&text[header.clone()]) && header.end == text.len() {
            return Ok(Ensemble::default());
        }
        return Err(reader.error(
            header.start..header.end.min(header.start + 60),
            "this is no ensemble of this assignment",
            format!("expected the columns {}", columns.header().trim_end()),
        ));
    }
    let mut rows = BTreeMap::new();
    for span in lines {
        let last = span.end == text.len();
        if last && !text.ends_with('\n') {
            break;
        }
        match reader.row(span.clone()) {
            Ok((seed, row)) => {
                if rows.get(&seed).is_some_and(|known| *known != row) {
                    let label = format!("there is another row of seed {seed}, and it differs");
                    return Err(reader.error(span, "two rows of one seed", label));
                }
                rows.insert(seed, row);
            }
            Err(_) if last => break,
            Err(error) => return Err(error),
        }
    }
    Ok(Ensemble { rows })
}

/// Each line with its end.
fn spans(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.split_inclusive('\n').scan(0, |start, line| {
        let span = *start..*start + line.len();
        *start = span.end;
        Some(span)
    })
}

struct Reader<'a> {
    text: &'a str,
    origin: &'a str,
    columns: &'a Columns,
}

impl Reader<'_> {
    fn error(&self, span: Range<usize>, title: &str, label: String) -> InputError {
        Diagnostic {
            title: title.to_owned(),
            origin: self.origin.to_owned(),
            text: self.text.to_owned(),
            span,
            label,
            help: None,
        }
        .into()
    }

    fn row(&self, span: Range<usize>) -> Result<(i64, Row), InputError> {
        let line = self.text[span.clone()].trim_end_matches(['\r', '\n']);
        let wrong = |title: &str, label: String| self.error(span.clone(), title, label);
        let Some((fields, check)) = line.rsplit_once(',') else {
            return Err(wrong("this is no row", "no comma".to_owned()));
        };
        if hexadecimal(fields, 4) != check {
            let label =
                format!("the line's check is {check}, its text's {}", hexadecimal(fields, 4));
            return Err(wrong("a row was changed after it was written", label));
        }
        let fields: Vec<&str> = fields.split(',').collect();
        let Columns { trainings, probes, fingerprint } = self.columns;
        if fields.len() != 2 + trainings.len() + probes.len() {
            return Err(wrong("this is no row", format!("{} fields", fields.len())));
        }
        if fields[1] != fingerprint {
            let label =
                format!("its fingerprint is {}, this assignment's {fingerprint}", fields[1]);
            return Err(wrong("a row of another assignment, or of other arithmetic", label));
        }
        let Ok(seed) = fields[0].parse() else {
            return Err(wrong("this is no row", format!("`{}` is no seed", fields[0])));
        };
        let mut row = Row::default();
        for ((id, epochs), field) in trainings.iter().zip(&fields[2..]) {
            match numbers::<u32>(field, *epochs) {
                Some(counts) => row.trainings.push((id.clone(), counts)),
                None => {
                    return Err(wrong("this is no row", format!("{id}: expected {epochs} counts")));
                }
            }
        }
        for ((id, layers), field) in probes.iter().zip(&fields[2 + trainings.len()..]) {
            match numbers::<f32>(field, *layers) {
                Some(norms) => row.probes.push((id.clone(), norms)),
                None => {
                    return Err(wrong("this is no row", format!("{id}: expected {layers} norms")));
                }
            }
        }
        Ok((seed, row))
    }
}

fn numbers<N: std::str::FromStr>(field: &str, count: usize) -> Option<Vec<N>> {
    let numbers: Option<Vec<N>> = field.split(' ').map(|word| word.parse().ok()).collect();
    numbers.filter(|numbers| numbers.len() == count)
}

/// All rows of several files, ascending by seed.
///
/// # Errors
/// As [`read`]; two files that disagree about a seed.
pub fn merge(paths: &[PathBuf], columns: &Columns) -> Result<Ensemble, InputError> {
    let mut all = Ensemble::default();
    for path in paths {
        for (seed, row) in read(path, columns)?.rows {
            if all.rows.get(&seed).is_some_and(|known| *known != row) {
                let message = format!("{} has another row of seed {seed}", path.display());
                return Err(InputError::Argument(message));
            }
            all.rows.insert(seed, row);
        }
    }
    Ok(all)
}

impl Ensemble {
    /// The whole file.
    pub fn text(&self, columns: &Columns) -> String {
        let rows = self.rows.iter().map(|(seed, row)| columns.line(*seed, row));
        columns.header() + &rows.collect::<String>()
    }
}
