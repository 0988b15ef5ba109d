//! Why a falsified number is not found: what the log says beside it.

use verigrad::read::Passes;
use verigrad::read::accusing::patterns::Patterns;
use verigrad::read::accusing::proof::{accuse, words};

use crate::calibration::{passes, slot_of};
use crate::slots::Template;

/// What the reader lacks to accuse the number of that slot.
pub fn why(template: &Template, numbers: &[String], slot: usize, changed: &str) -> String {
    let mut numbers = numbers.to_vec();
    numbers[slot] = changed.to_owned();
    let (report, key) = template.fill(&numbers);
    passes(template, &report, |passes| {
        let mut places = 0..passes.walked.mentions.len();
        let place = places.find(|place| slot_of(*place, passes, &key) == Some(slot));
        place.map_or_else(|| "No number was seen there.".to_owned(), |place| at(place, passes))
    })
}

/// What is known of a number.
fn describe(place: usize, passes: &Passes) -> String {
    let case = passes.case;
    let mention = &passes.walked.mentions[place];
    let mut said =
        format!("{} in a {:?} of {:?}", mention.printed().text, mention.shape, mention.parts);
    if let Some((target, view)) = passes.resolved[place].read {
        said += &format!(", read as {} {view:?}", passes.lookup.target(target).id);
    }
    if let Some(label) = case.label(place) {
        let named: Vec<String> =
            label.among.iter().map(|&target| passes.lookup.target(target).id.to_string()).collect();
        said += &format!(
            ", label {named:?} {:?}, cost {}, margin {}, dearest {}, kinds {:?}, contradicts {}",
            label.view,
            label.cost,
            label.margin,
            label.dearest,
            label.kinds,
            case.contradicts(mention.printed(), label)
        );
    }
    match words(place, case) {
        Ok((_, pattern)) => said += &format!(", pattern {pattern}"),
        Err(missing) => said += &format!(", words {missing:?}"),
    }
    if let Some(first) = passes.resolved[place].candidates.first() {
        said += &format!(", fits {} at {}", passes.lookup.target(first.target).id, first.cost);
    }
    said
}

fn at(place: usize, passes: &Passes) -> String {
    let case = passes.case;
    let missing = if passes.resolved[place].read.is_some() {
        "It is read".to_owned()
    } else {
        match accuse(place, case, Patterns::built_in()) {
            Ok(proof) => format!("It is accused {proof}"),
            Err(missing) => format!("{missing:?}"),
        }
    };
    let mut said = format!("{missing}: {}", describe(place, passes));
    if missing == "NeighboursDisagree"
        && let Some(other) = case.disagreeing(place)
    {
        said += &format!(" NEIGHBOUR {}", describe(other, passes));
    }
    said
}
