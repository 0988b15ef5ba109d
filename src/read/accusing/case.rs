//! All that can speak for or against an accusation: what the other numbers of the report are, and
//! what else a number could be.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap, HashSet};

use crate::homework::RunId;

use crate::read::accusing::ballot::Ballot;
use crate::read::accusing::explanations::Values;
use crate::read::accusing::labels::{Label, label};
use crate::read::layout::mention::{Cost, Evidence, Mention};
use crate::read::lexing::facet::SpokenKind;
use crate::read::meaning::lookup::Lookup;
use crate::read::meaning::resolve::Resolved;
use crate::read::meaning::views::View;

/// What the words name less well by this much is not what they name; a label with a narrower
/// margin names nothing.
pub(in crate::read) const MARGIN_NEEDED: Cost = 50;

/// The numbers of a report, read, with what follows from all of them together.
pub struct Case<'c> {
    pub(in crate::read) mentions: &'c [Mention],
    pub(in crate::read) resolved: &'c [Resolved],
    pub(in crate::read) lookup: &'c Lookup<'c>,
    blind: &'c dyn Fn(&Mention) -> Evidence,
    labels: Vec<OnceCell<Option<Label>>>,
    /// How all numbers stand to their words.
    pub(in crate::read) ballot: OnceCell<Ballot<'c>>,
    /// The printed values of what is read, by kind and form.
    pub(in crate::read) values: HashMap<(SpokenKind, View), Values>,
    /// How finely numbers of a run reproduce: the least printed unit as a share of the value.
    pub(in crate::read) finest: HashMap<&'c RunId, f64>,
    /// Columns and rows of tables with an exact number that is read.
    columns: HashSet<(usize, usize)>,
    rows: HashSet<(usize, usize)>,
    /// What is read, each quantity once.
    read: HashSet<usize>,
}

impl<'c> Case<'c> {
    /// Of a report that is read; `blind` is the evidence of a number that its own digits have no
    /// part in.
    pub fn new(
        mentions: &'c [Mention],
        resolved: &'c [Resolved],
        lookup: &'c Lookup<'c>,
        blind: &'c dyn Fn(&Mention) -> Evidence,
    ) -> Self {
        let mut case = Self {
            mentions,
            resolved,
            lookup,
            blind,
            labels: mentions.iter().map(|_| OnceCell::new()).collect(),
            ballot: OnceCell::new(),
            values: HashMap::new(),
            finest: HashMap::new(),
            columns: HashSet::new(),
            rows: HashSet::new(),
            read: HashSet::new(),
        };
        let mut values: HashMap<(SpokenKind, View), BTreeSet<u64>> = HashMap::new();
        for (index, mention) in mentions.iter().enumerate() {
            let Some((target, view)) = resolved[index].read else { continue };
            let quantity = lookup.target(target);
            case.read.insert(quantity.same);
            if let Some(cell) = mention.cell.filter(|_| quantity.exact) {
                case.columns.insert((cell.table, cell.column));
                case.rows.insert((cell.table, cell.row));
            }
            let number = mention.printed();
            if number.not_a_number {
                continue;
            }
            // Only positive numbers have differences and ratios that somebody prints; their bits
            // are in their order.
            if number.value() >= 0.0 {
                values.entry((quantity.kind, view)).or_default().insert(number.value().to_bits());
            }
            if let Some(share) = case.share_of_value(target, number.first().unit) {
                let finest = case.finest.entry(lookup.run(target)).or_insert(f64::INFINITY);
                *finest = finest.min(share);
            }
        }
        let values = values.into_iter().map(|(key, bits)| (key, Values::of(bits)));
        case.values = values.collect();
        case
    }

    /// A deviation as a share of what an exact quantity is: of a coordinate, of its distance to
    /// the minimum. Of others that have an arithmetic there is none.
    pub(in crate::read) fn share_of_value(&self, target: usize, deviation: f64) -> Option<f64> {
        let quantity = self.lookup.target(target);
        let scale = match quantity.kind {
            SpokenKind::Value | SpokenKind::Error if quantity.exact => quantity.range.0,
            SpokenKind::Point if quantity.exact => {
                let error = |other: &&crate::read::meaning::target::Target| {
                    other.kind == SpokenKind::Error && other.id.of == quantity.id.of
                };
                self.lookup.targets.all.iter().find(error)?.range.0
            }
            _ => return None,
        };
        Some(if scale == 0.0 { f64::INFINITY } else { (deviation / scale).abs() })
    }

    /// What a number is by its words alone.
    pub fn label(&self, index: usize) -> Option<&Label> {
        let reckon = || {
            let mention = &self.mentions[index];
            label(mention, (self.blind)(mention), self.lookup)
        };
        self.labels[index].get_or_init(reckon).as_ref()
    }

    /// Whether some number of the report is read as that quantity.
    pub(in crate::read) fn is_read(&self, target: usize) -> bool {
        self.read.contains(&self.lookup.target(target).same)
    }

    /// Whether exact numbers of its column and of its row are read.
    pub(in crate::read) fn table_agrees(&self, mention: &Mention) -> bool {
        mention.cell.is_some_and(|cell| {
            self.columns.contains(&(cell.table, cell.column))
                && self.rows.contains(&(cell.table, cell.row))
        })
    }
}
