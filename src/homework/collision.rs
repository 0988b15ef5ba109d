//! Names that would be taken for something else: a training called `best` beside the best one.

use std::collections::BTreeSet;

use super::{Assignment, Catalogue, PartId};

/// A name, and the id that it would be taken for.
pub(super) struct Collision {
    pub(super) name: String,
    pub(super) with: String,
}

/// The first name of a run, a training or a part that is the id of something else, or the start of
/// one up to a point.
pub(super) fn collision(assignment: &Assignment, catalogue: &Catalogue) -> Option<Collision> {
    let of_parts = catalogue.iter().filter(|quantity| quantity.id.of.name.is_empty());
    let of_parts: BTreeSet<String> = of_parts.map(|quantity| quantity.id.to_string()).collect();
    let trainings = assignment.trainings().map(|training| &training.id);
    for run in assignment.runs().map(|run| &run.id).chain(trainings) {
        let with = (!run.name.is_empty()).then(|| taken(&of_parts, &run.to_string())).flatten();
        if let Some(with) = with {
            return Some(Collision { name: run.name.to_string(), with });
        }
    }
    // A part called `2a.best` beside a part `2a`; `1` and `1.2` are told apart by the longer one.
    let parts = assignment.parts();
    for part in &parts {
        let begins = |other: &&&PartId| {
            part.as_str().strip_prefix(other.as_str()).is_some_and(|rest| rest.starts_with('.'))
        };
        for other in parts.iter().filter(begins) {
            let own = catalogue.iter().filter(|quantity| quantity.id.part() == *other);
            let own = own.map(|quantity| quantity.id.to_string()).collect();
            if let Some(with) = taken(&own, part.as_str()) {
                return Some(Collision { name: part.to_string(), with });
            }
        }
    }
    None
}

/// The id that is that name, or that goes on with a point or an epoch behind it.
fn taken(ids: &BTreeSet<String>, name: &str) -> Option<String> {
    let ids = ids.range(name.to_owned()..).take_while(|id| id.starts_with(name));
    let mut ids = ids.filter(|id| {
        let rest = &id[name.len()..];
        rest.is_empty() || rest.starts_with(['.', '@'])
    });
    ids.next().cloned()
}
