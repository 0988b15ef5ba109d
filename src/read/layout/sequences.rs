//! Printed lines with one number each and no names follow the order of the assignment's sweep, if
//! all of them fit.

use crate::read::layout::mention::Mention;
use crate::read::lexing::facet::Dimension;
use crate::read::lexing::facet::SpokenKind;
use crate::read::meaning::target::{Target, Targets};
use crate::read::meaning::views::{View, any_fits, views};

/// A line without names is short.
const LINE_BYTES_MOST: usize = 40;
/// Two numbers in order say nothing.
const MEMBERS_LEAST: usize = 3;
/// What a line without names does not say.
const NAMES: [Dimension; 4] =
    [Dimension::Method, Dimension::Hidden, Dimension::Rate, Dimension::Best];

/// Gives the numbers of such runs of lines the target of their place.
pub fn line_runs(mentions: &mut [Mention], targets: &Targets) {
    let mut start = 0;
    while start < mentions.len() {
        let Some(sweep) = sweep_of(&mentions[start], targets) else {
            start += 1;
            continue;
        };
        let same = |mention: &&Mention| {
            sweep_of(mention, targets).is_some_and(|other| std::ptr::eq(other, sweep))
        };
        let length = mentions[start..].iter().take_while(same).count();
        if length == sweep.len() {
            place(&mut mentions[start..start + length], sweep, targets);
        }
        start += length;
    }
}

/// The sweep of a line that names nothing.
fn sweep_of<'t>(mention: &Mention, targets: &'t Targets) -> Option<&'t [usize]> {
    let [part] = mention.parts.as_deref()? else { return None };
    let unit = &mention.unit;
    let bare = mention.cell.is_none()
        && unit.low.len() < LINE_BYTES_MOST
        && unit.claims().count() == 1
        && !unit.facets.iter().any(|found| NAMES.contains(&found.facet.dimension()));
    let (_, sweep) = targets.sweeps.iter().filter(|_| bare).find(|(own, _)| own == part)?;
    let accuracies = sweep.iter().all(|&one| targets.all[one].kind == SpokenKind::Accuracy);
    (accuracies && sweep.len() >= MEMBERS_LEAST).then_some(sweep)
}

fn place(mentions: &mut [Mention], sweep: &[usize], targets: &Targets) {
    let fit: Vec<bool> = mentions
        .iter()
        .zip(sweep)
        .map(|(mention, &target)| right_images_fit(mention, &targets.all[target]))
        .collect();
    let misses = fit.iter().filter(|fits| !**fits).count();
    for ((mention, &target), fits) in mentions.iter_mut().zip(sweep).zip(fit) {
        mention.sequence = (misses == 0).then_some(target);
        mention.sequence_of_others = (misses == usize::from(!fits)).then_some(target);
    }
}

/// Whether it is the target's accuracy; an error rate does not tell a sweep.
fn right_images_fit(mention: &Mention, target: &Target) -> bool {
    let number = mention.printed();
    let right = |view: &View| !view.is_wrong() && any_fits(number, target, *view);
    views(target, number, mention.percent).iter().any(right)
}
