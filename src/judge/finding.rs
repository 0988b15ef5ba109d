//! What a predicate found: whether it holds for every threshold that a reader could mean.

use crate::homework::{Range, short};
use crate::numpy::pow;

/// The answer over all thresholds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// It holds whichever is meant.
    Holds,
    /// It depends on which is meant.
    Arguable,
    /// It holds with none of them.
    Fails,
}

/// What a predicate found on a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Whether it is true.
    pub answer: Answer,
    /// The quantity it was decided by, in words.
    pub measured: String,
    /// Where an arguable answer turns, in words.
    pub turns: Option<String>,
}

impl Finding {
    /// Of a predicate without a threshold.
    pub(super) fn plain(holds: bool, measured: String) -> Self {
        let answer = if holds { Answer::Holds } else { Answer::Fails };
        Self { answer, measured, turns: None }
    }

    /// In these words.
    pub(super) fn with(self, measured: String) -> Self {
        Self { measured, ..self }
    }

    /// Both have to hold.
    pub(super) fn and(self, other: Self) -> Self {
        let answer = self.answer.max(other.answer);
        let turns = if answer == Answer::Arguable { self.turns.or(other.turns) } else { None };
        Self { answer, measured: self.measured, turns }
    }
}

/// Thresholds between the ends at which an answer is asked for as well.
const BETWEEN: usize = 15;

/// The answer over a range of thresholds. `turning` is the threshold at which it turns, if it
/// turns; `what` is the threshold in words.
pub(super) fn asked(
    range: Range,
    what: &str,
    holds: impl Fn(f64) -> bool,
    turning: f64,
) -> Finding {
    let between = |step: usize| {
        let share = step as f64 / (BETWEEN + 1) as f64;
        if range.low > 0.0 {
            range.low * pow(range.high / range.low, share)
        } else {
            range.low + (range.high - range.low) * share
        }
    };
    let mut thresholds = vec![range.low, range.usual, range.high];
    if !range.is_exact() {
        thresholds.extend((1..=BETWEEN).map(between));
    }
    thresholds.sort_by(f64::total_cmp);
    let answers: Vec<bool> = thresholds.iter().map(|threshold| holds(*threshold)).collect();
    let all = |wanted: bool| answers.iter().all(|answer| *answer == wanted);
    let answer = match (all(true), all(false)) {
        (true, _) => Answer::Holds,
        (_, true) => Answer::Fails,
        _ => Answer::Arguable,
    };
    let turns = (answer == Answer::Arguable).then(|| {
        let changes = answers.windows(2).position(|pair| pair[0] != pair[1]).unwrap_or(0);
        let inside = (range.low..=range.high).contains(&turning);
        let at = if inside { turning } else { thresholds[changes + 1] };
        // The ends, as far as they give that answer.
        let answered = |wanted: bool| {
            let all = [range.low, range.high].into_iter().chain(thresholds.iter().copied());
            all.into_iter().find(|&t| holds(t) == wanted).unwrap_or(f64::NAN)
        };
        let (yes, no) = (answered(true), answered(false));
        format!(
            "it holds if one means {what} of {}, and not if one means {}: it turns at {}",
            short(yes),
            short(no),
            short(at)
        )
    });
    Finding { answer, measured: String::new(), turns }
}
