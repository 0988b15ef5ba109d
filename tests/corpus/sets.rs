//! The sets of templates: those that the reader was made with, and those that it had not seen.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::slots::Template;

/// A folder of templates.
#[derive(Debug)]
pub struct Set {
    /// The folder's name.
    pub name: String,
    /// Where it is.
    pub folder: PathBuf,
    /// Whether the reader was made without it: then it has a first score.
    pub unseen: bool,
    /// Its templates, by file name.
    pub templates: Vec<Template>,
}

/// The score of an unseen set before anything was mended.
pub const FIRST_SCORE: &str = "first-score.csv";

/// How many reports are made of each template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Samples {
    /// Honest ones, each of another re-run.
    pub honest: usize,
    /// Falsified ones of each kind.
    pub falsified: usize,
}

impl Default for Samples {
    fn default() -> Self {
        Self { honest: 2, falsified: 4 }
    }
}

/// `VERIGRAD_CORPUS_HONEST` and `VERIGRAD_CORPUS_FALSIFIED` ask for more.
pub fn samples() -> Samples {
    let of = |name: &str, usual: usize| {
        let Ok(text) = std::env::var(name) else { return usual };
        text.parse().unwrap_or_else(|_| panic!("{name}={text} is no number"))
    };
    let Samples { honest, falsified } = Samples::default();
    Samples {
        honest: of("VERIGRAD_CORPUS_HONEST", honest),
        falsified: of("VERIGRAD_CORPUS_FALSIFIED", falsified),
    }
}

/// All sets, that of the known templates first.
pub fn sets() -> &'static [Set] {
    static SETS: OnceLock<Vec<Set>> = OnceLock::new();
    SETS.get_or_init(|| {
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
        let unseen = files(&corpus.join("unseen")).into_iter().filter(|path| path.is_dir());
        let mut sets = vec![set(corpus.join("templates"), false)];
        sets.extend(unseen.map(|folder| set(folder, true)));
        sets
    })
}

fn set(folder: PathBuf, unseen: bool) -> Set {
    let is_template = |path: &PathBuf| path.is_file() && !path.ends_with(FIRST_SCORE);
    let template = |path: PathBuf| {
        let text = std::fs::read_to_string(&path);
        let text = text.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Template::read(&name(&path), text).unwrap_or_else(|error| panic!("{error}"))
    };
    let templates = files(&folder).into_iter().filter(is_template).map(template).collect();
    Set { name: name(&folder), folder, unseen, templates }
}

/// What is in a folder, by name; nothing if there is none. Hidden files are not of the corpus.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("listed").path()).collect();
    paths.retain(|path| !name(path).starts_with('.'));
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[test]
fn the_known_templates_are_there() {
    assert_eq!(sets()[0].name, "templates");
    assert!(sets()[0].templates.len() >= 30);
    assert!(sets().iter().all(|set| !set.templates.is_empty()));
}
