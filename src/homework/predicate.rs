//! A predicate with its arguments: what a statement of a ledger comes to.

use super::part::{PartId, RunId};
use super::quantity::QuantityId;
use super::signatures::{PredicateName, ThresholdRole};

/// What an argument names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A run.
    Run(RunId),
    /// A training.
    Training(RunId),
    /// A part with several trainings.
    Sweep(PartId),
    /// A part that probes gradients.
    Probe(PartId),
    /// A quantity.
    Quantity(QuantityId),
}

impl Argument {
    /// The part it belongs to.
    pub fn part(&self) -> &PartId {
        match self {
            Self::Run(id) | Self::Training(id) => &id.part,
            Self::Sweep(part) | Self::Probe(part) => part,
            Self::Quantity(id) => id.part(),
        }
    }
}

impl std::fmt::Display for Argument {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Run(id) | Self::Training(id) => id.fmt(formatter),
            Self::Sweep(part) | Self::Probe(part) => part.fmt(formatter),
            Self::Quantity(id) => id.fmt(formatter),
        }
    }
}

/// All thresholds that a predicate is asked with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The smallest.
    pub low: f64,
    /// The one that is meant first of all.
    pub usual: f64,
    /// The largest.
    pub high: f64,
}

impl Range {
    /// Whether there is only one.
    pub fn is_exact(self) -> bool {
        self.low == self.high
    }
}

impl std::fmt::Display for Range {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_exact() {
            formatter.write_str(&short(self.usual))
        } else {
            write!(formatter, "{} to {}", short(self.low), short(self.high))
        }
    }
}

/// A threshold with two significant digits, or as many as it needs near 1.
pub fn short(value: f64) -> String {
    let magnitude = value.abs();
    if magnitude == 0.0 || !(1e-3..1e4).contains(&magnitude) {
        return format!("{value:.1e}").replace(".0e", "e");
    }
    let places = if (0.9..1.0).contains(&magnitude) {
        4
    } else {
        usize::try_from(1 - libm::log10(magnitude).floor() as i32).unwrap_or(0)
    };
    let text = format!("{value:.places$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// A predicate with its arguments.
#[derive(Clone, Debug, PartialEq)]
pub struct Predicate {
    /// Which.
    pub name: PredicateName,
    /// What it speaks of.
    pub arguments: Vec<Argument>,
    /// The thresholds it is asked with.
    pub thresholds: Vec<Range>,
}

impl Predicate {
    /// What it means, with its usual thresholds.
    pub fn definition(&self) -> String {
        let mut text = self.name.definition().to_owned();
        for (index, range) in self.thresholds.iter().enumerate() {
            text = text.replace(&format!("{{{index}}}"), &short(range.usual));
        }
        text
    }

    /// Whether it is decided by the rows of nets.
    pub fn speaks_of_rows(&self) -> bool {
        let row = |argument: &Argument| !matches!(argument, Argument::Run(_));
        self.name != PredicateName::Decades && self.arguments.iter().any(row)
    }
}

impl std::fmt::Display for Predicate {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut pieces: Vec<String> = self.arguments.iter().map(ToString::to_string).collect();
        let own = |(range, role): (&Range, &ThresholdRole)| {
            let Range { low, usual, high } = *range;
            match () {
                () if range.is_exact() => Some(format!("={}", short(usual))),
                () if role.around(usual) != [low, high] => {
                    Some(format!("{}..{}", short(low), short(high)))
                }
                () => (Some(usual) != role.usual).then(|| short(usual)),
            }
        };
        pieces.extend(self.thresholds.iter().zip(self.name.thresholds()).filter_map(own));
        write!(formatter, "{}({})", self.name.word(), pieces.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_are_asked_around_their_value() {
        let slow = PredicateName::Slow.thresholds()[0];
        let [low, top] = slow.around(3e-3);
        assert!((low - 1e-3).abs() < 1e-12 && (top - 9e-3).abs() < 1e-12);
        let high = PredicateName::EndsHigh.thresholds()[0];
        let [low, top] = high.around(0.95);
        assert!((low - 0.9).abs() < 1e-12 && (top - 0.95).abs() < 1e-12);
    }

    #[test]
    fn every_usual_threshold_is_within_its_range() {
        for name in PredicateName::ALL {
            assert_eq!(PredicateName::from_word(name.word()), Some(*name));
            for (index, threshold) in name.thresholds().iter().enumerate() {
                assert!(name.definition().contains(&format!("{{{index}}}")), "{name:?}");
                if let Some(usual) = threshold.usual {
                    let [low, high] = threshold.around(usual);
                    let slack = 1e-12 * usual;
                    assert!(low <= usual + slack && usual <= high + slack, "{name:?}");
                }
            }
        }
    }

    #[test]
    fn thresholds_are_short() {
        for (value, text) in [
            (1e-3, "0.001"),
            (3.3333e-4, "3.3e-4"),
            (0.95, "0.95"),
            (0.9993, "0.9993"),
            (2.0, "2"),
            (30.0, "30"),
            (3000.0, "3000"),
            (0.08, "0.08"),
            (f64::EPSILON, "2.2e-16"),
            (1e-6, "1e-6"),
        ] {
            assert_eq!(short(value), text);
        }
    }
}
