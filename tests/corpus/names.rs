//! Whether a claim is what a slot or a case is about, and whether its text is the number.

use verigrad::homework::{ClaimId, QuantityId, RunId, What};

use crate::reader::homework;
use crate::values::{Values, is_accuracy};

/// Whether a claim is of that quantity, or of another with the same number by its meaning: the best
/// of a sweep and its winner, the last epoch and the end, a run that another part has too, a
/// coordinate and its point, an epoch and the list of all.
pub fn same(asked: &QuantityId, claim: &ClaimId, run: &Values) -> bool {
    let Some(claimed) = claim.quantity() else { return false };
    if asked == claimed {
        return true;
    }
    if is_accuracy(asked) && is_accuracy(claimed) {
        let (one, other) = (run.images(asked), run.images(claimed));
        return asked.part() == claimed.part() && one.is_some() && one == other;
    }
    let holds = match claimed.what {
        What::AccuracyByEpoch => is_accuracy(asked),
        What::GradientNormByLayer => matches!(asked.what, What::GradientNorm(_)),
        What::Coordinate(_) => asked.what == What::Point,
        what => what == asked.what,
    };
    holds && (asked.of == claimed.of || same_run(&asked.of, &claimed.of))
}

/// Whether two parts have the same minimisation.
fn same_run(one: &RunId, other: &RunId) -> bool {
    let find = |id: &RunId| homework().assignment.runs().find(|run| run.id == *id);
    matches!((find(one), find(other)), (Some(one), Some(other)) if one.same_run(other))
}

/// Whether a claim is of that setting, `2b.setting.batch`, in any part of its problem.
pub fn same_setting(asked: &str, claim: &ClaimId) -> bool {
    let split = |text: &str| -> Option<(char, String)> {
        let (part, setting) = text.split_once(".setting.")?;
        Some((part.chars().next()?, setting.to_owned()))
    };
    split(asked).is_some_and(|asked| split(&claim.to_string()) == Some(asked))
}

/// What wraps a number, and says nothing of it.
const WRAPPERS: [char; 12] = ['[', ']', '(', ')', '{', '}', '$', '*', '_', '`', '%', '\\'];

fn without(text: &str, words: &[&str]) -> String {
    words.iter().fold(text.to_owned(), |text, word| text.replace(word, ""))
}

/// Shortest text that may stand within another.
const SHORTEST: usize = 3;

/// Whether two texts are one number but for what wraps it, or one holds the other.
pub fn close(one: &str, other: &str) -> bool {
    let bare = |text: &str| {
        let text = without(text, &["times", "np.float64"]);
        text.replace(|c: char| c.is_whitespace() || WRAPPERS.contains(&c), "")
    };
    let (one, other) = (bare(one), bare(other));
    let holds = |long: &str, short: &str| short.chars().count() >= SHORTEST && long.contains(short);
    one == other || holds(&one, &other) || holds(&other, &one)
}

/// Words of programs and of TeX around a number.
const WORDS: [&str; 8] =
    ["np.float64", "tensor", "array", "\\num", "\\qty", "\\SI", "\\mathbf", "\\textbf"];

/// Marks with or without blanks around them.
const MARKS: [char; 5] = ['×', '·', '/', ',', ';'];

/// Without what only wraps or spaces a number.
fn plain(text: &str) -> String {
    let text = without(&text.replace("\\times", "×").replace("\\cdot", "×"), &WORDS);
    let text = text.replace(WRAPPERS, "");
    let mut plain = String::new();
    for word in text.split_whitespace() {
        let joined = plain.ends_with(MARKS) || word.starts_with(MARKS);
        if !plain.is_empty() && !joined {
            plain.push(' ');
        }
        plain.push_str(word);
    }
    plain
}

/// Whether two texts are one number, or one stands within the other at the bounds of a number:
/// 9612 in 9612 / 10000, a coordinate in its point.
pub fn same_text(one: &str, other: &str) -> bool {
    let (one, other) = (plain(one), plain(other));
    one == other || within(&one, &other) || within(&other, &one)
}

fn within(short: &str, long: &str) -> bool {
    let in_number = |c: char| c.is_alphanumeric() || matches!(c, '_' | '+' | '-');
    let bounded = |(at, found): (usize, &str)| {
        let before = long[..at].chars().next_back();
        let mut after = long[at + found.len()..].chars();
        let (next, second) = (after.next(), after.next());
        let goes_on = next == Some('.') && second.is_some_and(|c| c.is_ascii_digit());
        !before.is_some_and(|c| in_number(c) || c == '.')
            && !next.is_some_and(in_number)
            && !goes_on
    };
    !short.is_empty() && long.match_indices(short).any(bounded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::quantity;
    use crate::values::honest;

    fn id(name: &str) -> QuantityId {
        quantity(name).unwrap_or_else(|| panic!("no quantity {name}"))
    }

    #[test]
    fn other_names_of_a_quantity_are_known() {
        let run = honest()[0];
        let same = |asked: &str, claim: &str| same(&id(asked), &id(claim).into(), &run);
        assert!(same("2a.best.accuracy", "2a.sgd.0.1.accuracy"));
        assert!(same("2a.sgd.0.1.accuracy@30", "2a.best.accuracy"));
        assert!(same("3c.accuracy@5", "3c.accuracy"));
        assert!(same("2a.sgd.0.1.accuracy@3", "2a.sgd.0.1.accuracy_by_epoch"));
        assert!(same("1b.momentum.value", "1d.momentum.value"));
        assert!(same("1b.gd.point", "1b.gd.y"));
        assert!(same("1b.gd.first_below.0.1", "1b.gd.first_below(0.1)"));
        assert!(!same("1b.adam.value", "1d.adam.value"));
        assert!(!same("1b.gd.first_below.0.1", "1b.gd.first_below.1"));
        assert!(!same("2a.sgd.0.1.accuracy", "2a.sgd.0.5.accuracy"));
        assert!(!same("3a.input.gradnorm", "3b.input.gradnorm"));
        assert!(!same("3a.input.gradnorm", "3a.output.gradnorm"));
    }

    #[test]
    fn texts_are_compared_without_their_marks() {
        assert!(close("$4.66 \\times 10^{-5}$", "4.66\\times 10^{-5}"));
        assert!(close("96.35%", "96.35"));
        assert!(close("(0.994333, 0.988676)", "0.994333"));
        assert!(!close("0.9635", "0.9653"));
        assert!(!close("12", "2"));
        assert!(same_text("9612 / 10000", "9612"));
        assert!(same_text("[0.994333, 0.988676]", "0.988676"));
        assert!(same_text("4.66 \\cdot 10^{-5}", "4.66 × 10^-5"));
        assert!(!same_text("0.9612", "9612"));
        assert!(!same_text("1.5", "1"));
        assert!(!same_text("-3", "3"));
        assert!(same_text("**0.1**", "0.1"));
    }

    #[test]
    fn a_setting_may_stand_in_any_part_of_its_problem() {
        let claim = ClaimId::from(id("2a.sgd.0.1.setting.epochs"));
        assert!(!same_setting("3c.setting.epochs", &claim));
        assert!(!same_setting("2a.setting.batch", &claim));
        assert!(!same_setting("2a.best.eta", &claim));
        let batch = ClaimId::from(id("2b.setting.batch"));
        assert!(same_setting("2a.setting.batch", &batch));
    }
}
