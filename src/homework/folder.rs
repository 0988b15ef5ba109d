//! A homework as a folder: its experiments, its ledger, its words, its re-runs, a sample.

use std::path::{Path, PathBuf};

use super::decided::decided;
use super::new::blank_ledger;
use super::part::PartId;
use super::quantity::QuantityId;
use super::words;
use super::{Assignment, Catalogue, HOMEWORK7, Ledger, Names, written};
use crate::diagnostic::{InputError, read_text};
use crate::shown;

/// The built-in homework's ledger: what its report says. Accused, never a reference.
const CLAIMS: &str = include_str!("../../golden/homework7/claims.csv");
/// Which of its digits are decided.
const DECIDED: &str = include_str!("../../golden/homework7/rounding.csv");
/// Its words.
const WORDS: &str = include_str!("../../golden/homework7/words.csv");

/// The largest table of a folder, in bytes.
const TABLE_LIMIT: u64 = 20_000_000;

/// Files of a folder, all but the first optional.
pub(super) const EXPERIMENTS: &str = "homework.toml";
pub(super) const LEDGER: &str = "claims.csv";
pub(super) const VOCABULARY: &str = "words.csv";
pub(super) const ROWS: &str = "rows.csv";
const ROUNDING: &str = "rounding.csv";
const SAMPLE: &str = "report.md";

/// The command that makes a homework of a report's own settings.
const WRITE_OWN: &str = "verigrad grade REPORT --write-homework own";

/// Where a homework comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The program itself.
    BuiltIn,
    /// A folder.
    Folder(PathBuf),
    /// A document of experiments alone.
    File(PathBuf),
}

/// A text with the name that errors give it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The text.
    pub text: String,
    /// Its file.
    pub origin: String,
}

/// A homework.
#[derive(Clone, Debug)]
pub struct Homework {
    /// Its experiments.
    pub assignment: Assignment,
    /// Everything that a report of it can state.
    pub catalogue: Catalogue,
    /// What its own report claims; empty if there is none.
    pub ledger: Ledger,
    /// Words of its reports beyond the general vocabulary.
    pub words: Option<Sample>,
    /// Where it comes from.
    pub source: Source,
    /// How many digits of its runs' numbers the algorithms decide, as far as that is known.
    pub decided: Vec<(QuantityId, usize)>,
    /// Parts that a report's own code has changed.
    pub changed: Vec<PartId>,
}

impl Homework {
    /// The built-in one.
    ///
    /// # Errors
    /// Never in a build that passed its tests.
    pub fn built_in() -> Result<Self, InputError> {
        let assignment = Assignment::parse(HOMEWORK7, "golden/homework7/homework.toml")?;
        let mut homework = Self::of(assignment, Source::BuiltIn);
        homework.ledger = Ledger::parse(CLAIMS, "golden/homework7/claims.csv", homework.names())?;
        let (text, origin) = (WORDS.to_owned(), "golden/homework7/words.csv".to_owned());
        homework.words = Some(Sample { text, origin });
        let origin = "golden/homework7/rounding.csv";
        homework.decided = decided(DECIDED, origin, &homework.catalogue)?;
        Ok(homework)
    }

    /// A homework of experiments alone.
    pub fn of(assignment: Assignment, source: Source) -> Self {
        let catalogue = Catalogue::of(&assignment)
            .unwrap_or_else(|id| unreachable!("two quantities are called {id} in a read document"));
        let (ledger, words) = (Ledger::default(), None);
        let (decided, changed) = (Vec::new(), Vec::new());
        Self { assignment, catalogue, ledger, words, source, decided, changed }
    }

    /// A document of experiments alone.
    ///
    /// # Errors
    /// As [`Assignment::load`].
    pub fn load_file(path: &Path) -> Result<Self, InputError> {
        Ok(Self::of(Assignment::load(path)?, Source::File(path.to_owned())))
    }

    /// A folder with `homework.toml` and, if they are there, `claims.csv`, `words.csv` and
    /// `rounding.csv`.
    ///
    /// # Errors
    /// No such folder or document; anything in its files that cannot be used, with its place.
    pub fn load(folder: &Path) -> Result<Self, InputError> {
        let experiments = folder.join(EXPERIMENTS);
        if !experiments.is_file() {
            return Err(InputError::Argument(format!(
                "{} is no homework: it has no {EXPERIMENTS}; `verigrad new DIR` writes a folder to \
                 start from",
                shown::path(folder)
            )));
        }
        let source = Source::Folder(folder.to_owned());
        let mut homework = Self::of(Assignment::load(&experiments)?, source);
        if let Some(Sample { text, origin }) = optional(folder, LEDGER)? {
            homework.ledger = Ledger::parse(&text, &origin, homework.names())?;
        }
        homework.words = optional(folder, VOCABULARY)?;
        if let Some(Sample { text, origin }) = optional(folder, ROUNDING)? {
            homework.decided = decided(&text, &origin, &homework.catalogue)?;
        }
        Ok(homework)
    }

    /// What statements can speak of.
    pub fn names(&self) -> Names<'_> {
        Names { assignment: &self.assignment, catalogue: &self.catalogue }
    }

    /// The same homework with other experiments, such as those of a report's own code. Claims of
    /// its ledger that speak of what is not there any more are left out.
    pub fn with(&self, assignment: Assignment) -> Self {
        let mut other = Self::of(assignment, self.source.clone());
        other.words.clone_from(&self.words);
        let claims = self.ledger.claims.iter();
        let known = |id: &QuantityId| other.catalogue.get(id).is_some();
        let kept = claims.filter(|claim| claim.id.quantity().is_none_or(known));
        other.ledger.claims = kept.cloned().collect();
        let differs = |part: &&PartId| !self.assignment.same_part(&other.assignment, part);
        other.changed = other.assignment.parts().into_iter().filter(differs).cloned().collect();
        let same = |(id, _): &&(QuantityId, usize)| !other.changed.contains(id.part());
        other.decided = self.decided.iter().filter(same).cloned().collect();
        other
    }

    /// The file of its own re-runs, if it has one.
    pub fn rows(&self) -> Option<PathBuf> {
        let Source::Folder(folder) = &self.source else { return None };
        Some(folder.join(ROWS)).filter(|path| path.is_file())
    }

    /// Its sample report, if it has one: the first of `report.*` in the order of names.
    pub fn sample(&self) -> Option<PathBuf> {
        let Source::Folder(folder) = &self.source else { return None };
        let entries = std::fs::read_dir(folder).ok()?;
        let mut files: Vec<PathBuf> =
            entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
        files.sort();
        files
            .into_iter()
            .find(|path| path.file_stem().is_some_and(|s| s == "report") && path.is_file())
    }

    /// Its files: the experiments as they are now, and what of its ledger and words still speaks
    /// of them.
    pub fn files(&self) -> Vec<(&'static str, String)> {
        if let Source::Folder(folder) = &self.source
            && self.changed.is_empty()
        {
            // As it stands, with its comments, rows and sample.
            let read =
                |name: &'static str| Some((name, read_text(&folder.join(name), TABLE_LIMIT).ok()?));
            let names = [EXPERIMENTS, LEDGER, VOCABULARY, ROWS, ROUNDING, SAMPLE];
            return names.into_iter().filter_map(read).collect();
        }
        let mut files = vec![(EXPERIMENTS, written(&self.assignment))];
        let claims = match &self.source {
            Source::BuiltIn => Some(CLAIMS.to_owned()),
            Source::Folder(folder) => read_text(&folder.join(LEDGER), TABLE_LIMIT).ok(),
            Source::File(_) => None,
        };
        let readable = |text: &str| Ledger::parse(text, LEDGER, self.names()).is_ok();
        let claims = claims.and_then(|text| rows_that(&text, readable));
        files.push((LEDGER, claims.unwrap_or_else(|| blank_ledger(&self.catalogue))));
        let ledger = files.last().map(|(_, text)| Ledger::parse(text, LEDGER, self.names()));
        let ledger = ledger.and_then(Result::ok).unwrap_or_default();
        let own = Self { ledger, ..self.clone() };
        let speaks = |text: &str| words::speak_of(text, &own);
        let words = self.words.as_ref().and_then(|words| rows_that(&words.text, speaks));
        files.extend(words.map(|words| (VOCABULARY, words)));
        files
    }

    /// The command that shows a part's numbers.
    pub fn command(&self, part: Option<&PartId>) -> String {
        let mut command = "verigrad run".to_owned();
        if part.is_some_and(|part| self.changed.contains(part)) {
            command = format!("{WRITE_OWN}; {command} --homework own");
        }
        match &self.source {
            _ if part.is_some_and(|part| self.changed.contains(part)) => {}
            Source::BuiltIn => {}
            Source::Folder(path) => {
                command += &format!(" --homework {}", shown::argument(path.as_os_str()))
            }
            Source::File(path) => {
                command += &format!(" --assignment {}", shown::argument(path.as_os_str()))
            }
        }
        if let Some(part) = part {
            command += &format!(" {}", part.argument());
        }
        command
    }
}

fn optional(folder: &Path, name: &str) -> Result<Option<Sample>, InputError> {
    let path = folder.join(name);
    if !path.exists() {
        return Ok(None);
    }
    let text = read_text(&path, TABLE_LIMIT)?;
    Ok(Some(Sample { text, origin: shown::path(&path) }))
}

/// A table's rows that can be read by themselves; none if it has none.
fn rows_that(text: &str, readable: impl Fn(&str) -> bool) -> Option<String> {
    let mut lines = text.lines();
    let header = lines.next()?;
    let kept: Vec<&str> = lines.filter(|line| readable(&format!("{header}\n{line}\n"))).collect();
    (!kept.is_empty()).then(|| format!("{header}\n{}\n", kept.join("\n")))
}
