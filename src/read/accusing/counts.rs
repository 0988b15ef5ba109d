//! How often the words of each pattern were right: `golden/patterns.csv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::read::accusing::patterns::{FEATURES, Pattern};

/// The counts.
const COUNTS: &str = include_str!("../../../golden/patterns.csv");

/// With no wrong use in so many the error is below 1 % with 95 % certainty.
pub const USES_NEEDED: u32 = 300;
/// So many places at least; a place that many rows fill is no new evidence.
pub const PLACES_NEEDED: u32 = 50;
/// So many templates at least: one writer has one way to write.
pub const TEMPLATES_NEEDED: u32 = 8;

/// The core of a pattern has occurred in so many templates…
const CORE_TEMPLATES: u32 = 3;
/// …and places at least.
const CORE_PLACES: u32 = 4;

/// How often a pattern was right and wrong.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Uses in which the words named the right quantity.
    pub right: u32,
    /// Uses in which they named another.
    pub wrong: u32,
    /// Templates that it occurred in.
    pub templates: u32,
    /// Places that it occurred in.
    pub places: u32,
}

impl Count {
    /// Whether it has occurred here and there, and was never wrong.
    fn has_occurred(self) -> bool {
        self.wrong == 0 && self.templates >= CORE_TEMPLATES && self.places >= CORE_PLACES
    }

    /// Whether it is right so often that it may accuse.
    pub fn is_trusted(self) -> bool {
        self.wrong == 0
            && self.right >= USES_NEEDED
            && self.templates >= TEMPLATES_NEEDED
            && self.places >= PLACES_NEEDED
    }
}

/// The counts of all patterns.
#[derive(Clone, Debug, Default)]
pub struct Patterns(HashMap<Pattern, Count>);

impl Patterns {
    /// Those that come with the program.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: LazyLock<Patterns> = LazyLock::new(|| Patterns::read(COUNTS));
        &BUILT_IN
    }

    /// From a table; a line that cannot be read counts nothing.
    pub fn read(text: &str) -> Self {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let mut patterns = Self::default();
        for record in reader.records().flatten() {
            let cell = |index: usize| record.get(index).unwrap_or_default();
            let number = |index: usize| cell(index).parse::<u32>().ok();
            let (Some(right), Some(wrong), Some(templates), Some(places)) = (
                number(FEATURES),
                number(FEATURES + 1),
                number(FEATURES + 2),
                number(FEATURES + 3),
            ) else {
                continue;
            };
            let pattern = Pattern::read(std::array::from_fn(cell));
            patterns.0.insert(pattern, Count { right, wrong, templates, places });
        }
        patterns
    }

    /// The finest generalisation of a pattern that may be trusted; of random numbers only if its core
    /// has occurred and was never wrong: what is common does not speak for what is rare.
    pub fn trusted(&self, pattern: Pattern) -> Option<(Pattern, Count)> {
        let core = self.0.get(&pattern.core()).copied().unwrap_or_default();
        if pattern.is_random() && !core.has_occurred() {
            return None;
        }
        pattern.generalisations().find_map(|coarser| {
            let count = *self.0.get(&coarser)?;
            count.is_trusted().then_some((coarser, count))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str =
        "family,kind,epoch,facets,shape,digits,margin,witnesses,right,wrong,templates,places\n";

    #[test]
    fn what_is_common_does_not_speak_for_what_is_rare() {
        let text =
            |core: &str| format!("{HEAD}r,*,u,*,*,*,*,0,400,0,30,60\nr,a,u,c,*,*,*,0,{core}\n");
        let cells = ["r", "a", "u", "c", "T", "3", "a", "0"];
        let pattern = Pattern::read(cells);
        let trusted = |core: &str| Patterns::read(&text(core)).trusted(pattern).is_some();
        assert!(trusted("24,0,3,4"));
        assert!(!trusted("18,0,3,3"), "too few places");
        assert!(!trusted("24,0,2,4"), "too few writers");
        assert!(!trusted("24,1,3,4"), "wrong once");
    }

    #[test]
    fn a_pattern_needs_three_hundred_uses_of_fifty_places_and_eight_templates() {
        let count = |right, wrong, templates, places| Count { right, wrong, templates, places };
        assert!(count(300, 0, 8, 50).is_trusted());
        assert!(!count(299, 0, 8, 50).is_trusted());
        assert!(!count(300, 1, 8, 50).is_trusted());
        assert!(!count(300, 0, 7, 50).is_trusted());
        assert!(!count(300, 0, 8, 49).is_trusted());
    }
}
