//! How far the words of a number can be trusted, measured: `golden/patterns.csv`.
//!
//! Every number of honest reports is read by its words alone and held against the key. Of a number
//! that is no slot, words are wrong if the number would be accused by them.
//!
//! ```sh
//! VERIGRAD_WRITE_DOCS=1 cargo test --test corpus calibration    # writes the table anew
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use verigrad::homework::ClaimId;
use verigrad::read::Measured;
use verigrad::read::Passes;
use verigrad::read::Reader;
use verigrad::read::Submission;
use verigrad::read::Words;
use verigrad::read::accusing::case::Case;
use verigrad::read::accusing::patterns::{Pattern, Patterns};
use verigrad::read::accusing::proof::{accuse, is_contradicted, is_other_than_named, words};
use verigrad::read::read;

use crate::draws::Draws;
use crate::falsify::Kind;
use crate::names::same;
use crate::reader::{fixed, homework, prepare, rows};
use crate::score::Tally;
use crate::sets::sets;
use crate::slots::{Filled, Template};
use crate::values::{Values, honest};

/// Honest reports of each template.
const ROWS: usize = 6;
/// Numbers of each kind that are falsified in a template where some are left out.
const FALSIFIED: usize = 4;
/// A third of the templates is left out at a time.
const FOLDS: usize = 3;

const HEAD: &str = "family,kind,epoch,facets,shape,digits,margin,witnesses,right,wrong,templates,\
                    places\n";
const COMMITTED: &str = include_str!("../../golden/patterns.csv");

/// One number of an honest report that its words alone name.
#[derive(Clone, Debug)]
struct Use {
    pattern: Pattern,
    right: bool,
    /// The same in all fills of a template: its place among the report's numbers.
    place: usize,
    /// The number, and what its words name.
    what: String,
}

/// The uses of all honest reports of a template.
struct Observed<'t> {
    template: &'t Template,
    uses: Vec<Use>,
}

fn reader() -> &'static Reader<'static> {
    static READER: OnceLock<Reader<'static>> = OnceLock::new();
    READER.get_or_init(|| {
        let words = Arc::new(Words::of(homework()).expect("the built-in words"));
        Reader::new(homework(), words, &Measured { measurements: fixed(), rows: rows() })
    })
}

/// What the reader makes of a template's report.
pub fn passes<T>(template: &Template, report: &str, use_it: impl FnOnce(&Passes) -> T) -> T {
    let submission = read(report.as_bytes().to_vec(), &template.report_name());
    let Ok(Submission::Report(document)) = submission else {
        panic!("{} is no report", template.file)
    };
    reader().read(&document, use_it)
}

/// The slot that a number stands in.
pub fn slot_of(index: usize, passes: &Passes, key: &[Filled]) -> Option<usize> {
    let mention = &passes.walked.mentions[index];
    let span = mention.unit.low.source(mention.printed().span.clone());
    key.iter().position(|filled| filled.span.start < span.end && span.start < filled.span.end)
}

fn uses(template: &Template, run: &Values) -> Vec<Use> {
    let numbers = template.numbers(run).unwrap_or_else(|error| panic!("{error}"));
    let (report, key) = template.fill(&numbers);
    passes(template, &report, |passes| {
        let case: &Case = passes.case;
        let own = |place: usize| {
            let (label, pattern) = words(place, case).ok()?;
            let number = passes.walked.mentions[place].printed();
            let slot = slot_of(place, passes, &key).map(|slot| &template.slots[slot]);
            let right = match slot.and_then(|slot| slot.name.quantity()) {
                Some(id) => {
                    let named = |target: &usize| {
                        let named = ClaimId::from(passes.lookup.target(*target).id.clone());
                        same(id, &named, run)
                    };
                    label.of_kind.iter().any(named) && !case.contradicts(number, label)
                }
                None if is_contradicted(place, label, case) => false,
                None => return None,
            };
            let named = &passes.lookup.target(label.target).id;
            Some(Use { pattern, right, place, what: format!("{} as {named}", number.text) })
        };
        (0..passes.walked.mentions.len()).filter_map(own).collect()
    })
}

/// Re-runs of a template's honest reports.
pub fn drawn(template: &Template) -> Vec<Values<'static>> {
    Draws::of(&format!("calibration {}", template.file)).sample(honest(), ROWS)
}

fn observed() -> &'static [Observed<'static>] {
    static OBSERVED: OnceLock<Vec<Observed<'static>>> = OnceLock::new();
    OBSERVED.get_or_init(|| {
        prepare();
        reader();
        let templates: Vec<&Template> = sets().iter().flat_map(|set| &set.templates).collect();
        let one = |template: &&'static Template| Observed {
            template,
            uses: drawn(template).iter().flat_map(|run| uses(template, run)).collect(),
        };
        templates.par_iter().map(one).collect()
    })
}

#[derive(Default)]
struct Count {
    right: usize,
    wrong: usize,
    templates: BTreeSet<usize>,
    places: BTreeSet<(usize, usize)>,
}

/// The table of some templates.
fn table(counts: impl Fn(usize) -> bool) -> String {
    let mut patterns: BTreeMap<Pattern, Count> = BTreeMap::new();
    for (template, observed) in observed().iter().enumerate().filter(|(index, _)| counts(*index)) {
        for Use { pattern, right, place, .. } in &observed.uses {
            for coarser in pattern.generalisations() {
                let count = patterns.entry(coarser).or_default();
                count.right += usize::from(*right);
                count.wrong += usize::from(!right);
                count.templates.insert(template);
                count.places.insert((template, *place));
            }
        }
    }
    let line = |(pattern, count): (&Pattern, &Count)| {
        let features = pattern.to_string().replace(' ', ",");
        let Count { right, wrong, templates, places } = count;
        format!("{features},{right},{wrong},{},{}\n", templates.len(), places.len())
    };
    HEAD.to_owned() + &patterns.iter().map(line).collect::<String>()
}

/// What a table of patterns does to the templates that it was not measured on.
#[derive(Default)]
struct Trial {
    accused: Vec<String>,
    found: [Tally; 3],
    /// Why the others are not found: how many of each kind of falsification.
    lost: BTreeMap<String, [usize; 3]>,
}

/// Why a falsified number is not accused.
fn why_lost(place: usize, passes: &Passes, patterns: &Patterns) -> String {
    if passes.resolved[place].read.is_some() {
        return "It is read, its digits fit.".to_owned();
    }
    let missing = accuse(place, passes.case, patterns).err();
    missing.map_or("accused", |missing| missing.says()).to_owned()
}

fn trial(template: &Template, patterns: &Patterns) -> Trial {
    let mut trial = Trial::default();
    let fill = |run: &Values| template.numbers(run).unwrap_or_else(|error| panic!("{error}"));
    let proofs = |report: &str, key: &[Filled]| -> Vec<(Option<usize>, String)> {
        passes(template, report, |passes| {
            let proof = |place: usize| {
                let proof = match passes.resolved[place].read {
                    Some((target, _)) => is_other_than_named(place, target, passes.case, patterns)?,
                    None => accuse(place, passes.case, patterns).ok()?,
                };
                let text = &passes.walked.mentions[place].printed().text;
                let id = &passes.lookup.target(proof.target()).id;
                Some((slot_of(place, passes, key), format!("{text} as {id}: {proof}")))
            };
            (0..passes.walked.mentions.len()).filter_map(proof).collect()
        })
    };
    for run in drawn(template) {
        let (report, key) = template.fill(&fill(&run));
        let accused = proofs(&report, &key).into_iter();
        trial.accused.extend(accused.map(|(_, what)| format!("{}: {what}", template.file)));
    }
    let mut draws = Draws::of(&template.file);
    let run = draws.sample(honest(), 1).remove(0);
    let numbers = fill(&run);
    for (column, kind) in Kind::ALL.into_iter().enumerate() {
        let slots = template.slots.iter().zip(&numbers).enumerate();
        let fits = slots.filter(|(_, (slot, text))| kind.fits(slot, text));
        for (index, (slot, text)) in draws.sample(fits.collect(), FALSIFIED) {
            let Some(changed) = kind.change(slot, text, &mut draws) else { continue };
            let mut numbers = numbers.clone();
            numbers[index] = changed;
            let (report, key) = template.fill(&numbers);
            let found = proofs(&report, &key).iter().any(|(slot, _)| *slot == Some(index));
            trial.found[column].count(found);
            if !found {
                let why = passes(template, &report, |passes| {
                    let mut places = 0..passes.walked.mentions.len();
                    let place = places.find(|place| slot_of(*place, passes, &key) == Some(index));
                    place.map_or_else(String::new, |place| why_lost(place, passes, patterns))
                });
                trial.lost.entry(why).or_default()[column] += 1;
            }
        }
    }
    trial
}

/// Templates that the patterns are not counted on: nobody honest is accused.
#[test]
fn calibration_holds_for_templates_that_are_left_out() {
    let mut all = Trial::default();
    for fold in 0..FOLDS {
        let patterns = Patterns::read(&table(|index| index % FOLDS != fold));
        let left_out: Vec<&Template> =
            observed().iter().skip(fold).step_by(FOLDS).map(|own| own.template).collect();
        let trials: Vec<Trial> =
            left_out.par_iter().map(|template| trial(template, &patterns)).collect();
        for trial in trials {
            all.accused.extend(trial.accused);
            all.found.iter_mut().zip(trial.found).for_each(|(sum, own)| *sum += own);
            for (why, counts) in trial.lost {
                let sums = all.lost.entry(why).or_default();
                sums.iter_mut().zip(counts).for_each(|(sum, own)| *sum += own);
            }
        }
    }
    let [digit, digits, moved] = all.found.map(|tally| format!("{} of {}", tally.yes, tally.of));
    println!("left out: one digit {digit}, all digits {digits}, moved {moved}");
    all.lost.iter().for_each(|(why, [digit, digits, moved])| {
        println!("    {digit:3} {digits:3} {moved:3}  {why}");
    });
    let accused = &all.accused;
    assert!(accused.is_empty(), "{} accusations:\n{}", accused.len(), accused.join("\n"));
}

/// `VERIGRAD_WRITE_DOCS=1 cargo test --test corpus calibration` writes the table anew.
#[test]
fn calibration_is_what_is_measured() {
    let measured = table(|_| true);
    for Observed { template, uses } in observed() {
        let mut wrong: Vec<&Use> = uses.iter().filter(|own| !own.right).collect();
        wrong.sort_by_key(|own| own.place);
        wrong.dedup_by_key(|own| own.place);
        for Use { pattern, what, .. } in wrong {
            println!("{}: wrong by its words: {what} ({pattern})", template.file);
        }
    }
    if std::env::var_os("VERIGRAD_WRITE_DOCS").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/golden/patterns.csv");
        std::fs::write(path, measured).expect("written");
        return;
    }
    assert!(COMMITTED == measured, "golden/patterns.csv is not what was measured");
}
