//! False numbers in place of true ones, in three kinds that a reader and a judge should find.

use verigrad::homework::What;

use crate::draws::Draws;
use crate::format::{Format, exponent};
use crate::slots::Slot;
use crate::values::is_accuracy;

/// What is done to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One digit of a number of the minimisations is another, among its first six.
    Digit,
    /// All its digits but the zeros are others: nothing of the number is left but its form.
    Digits,
    /// An accuracy is 2.5 points less, a norm or a ratio ten times as large.
    Moved,
}

impl Kind {
    /// All of them, in the order of the scoreboard.
    pub const ALL: [Self; 3] = [Self::Digit, Self::Digits, Self::Moved];

    /// Whether such a slot is falsified so. Every digit of the minimisations is fixed; of the
    /// nets only what no honest run comes near to is false.
    pub fn fits(self, slot: &Slot, text: &str) -> bool {
        let Some(id) = slot.name.quantity() else { return false };
        match self {
            Self::Digit | Self::Digits => {
                let exact = matches!(id.what, What::Point | What::Value);
                let digits = mantissa(text).chars().filter(|c| matches!(c, '1'..='9')).count();
                exact && digits >= 3 && !text.contains("nan")
            }
            Self::Moved => {
                let plain =
                    !matches!(slot.format, Format::Tex(_) | Format::General(_) | Format::Text);
                let digits = text.chars().filter(char::is_ascii_digit).count();
                match id.what {
                    What::Accuracy | What::BestAccuracy => plain && digits >= 3,
                    What::GradientNorm(_) | What::Ratio => {
                        plain && !matches!(slot.format, Format::Comma(_))
                    }
                    _ => false,
                }
            }
        }
    }

    /// The false text; `None` where nothing comes of it.
    pub fn change(self, slot: &Slot, text: &str, draws: &mut Draws) -> Option<String> {
        let changed = match self {
            Self::Digit => one_digit(text, draws)?,
            Self::Digits => all_digits(text, draws),
            Self::Moved if slot.name.quantity().is_some_and(is_accuracy) => {
                worse(text, slot.format)?
            }
            Self::Moved => ten_times(text)?,
        };
        (changed != text).then_some(changed)
    }
}

/// What stands before an exponent.
fn mantissa(text: &str) -> &str {
    let end = text.find(['e', '\\']).unwrap_or(text.len());
    &text[..end]
}

/// Digits of the first number that count, and how many of them are changed.
const FIRST_DIGITS: usize = 6;

fn one_digit(text: &str, draws: &mut Draws) -> Option<String> {
    let mantissa = mantissa(text);
    // Zeros before the first other digit say nothing but the place of the point.
    let first = mantissa.find(|c: char| matches!(c, '1'..='9'))?;
    let digits = mantissa[first..].char_indices().filter(|(_, c)| c.is_ascii_digit());
    let places: Vec<usize> = digits.map(|(at, _)| first + at).take(FIRST_DIGITS).collect();
    let at = places[draws.below(places.len())];
    let digit = usize::from(text.as_bytes()[at] - b'0');
    let other = (digit + 1 + draws.below(9)) % 10;
    Some(format!("{}{other}{}", &text[..at], &text[at + 1..]))
}

fn all_digits(text: &str, draws: &mut Draws) -> String {
    let mantissa = mantissa(text);
    let other = |c: char| match c.to_digit(10) {
        Some(digit @ 1..) => {
            // One of the eight other digits that are no zero.
            let other = (digit as usize + draws.below(8)) % 9 + 1;
            char::from_digit(other as u32, 10).unwrap_or(c)
        }
        _ => c,
    };
    mantissa.chars().map(other).collect::<String>() + &text[mantissa.len()..]
}

/// An accuracy 2.5 points lower, or an error as much higher, in its own format.
fn worse(text: &str, format: Format) -> Option<String> {
    let (by, least) = match format {
        Format::Count => (-250.0, 0),
        Format::Wrong => (250.0, 0),
        Format::Percent(_) => (-2.5, 1),
        Format::ErrorPercent(_) => (2.5, 1),
        _ => (-0.025, 3),
    };
    let plain = text.replace(',', ".");
    let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len()).max(least);
    let changed = format!("{:.decimals$}", plain.parse::<f64>().ok()? + by);
    Some(if text.contains(',') { changed.replace('.', ",") } else { changed })
}

fn ten_times(text: &str) -> Option<String> {
    if let Some((mantissa, power)) = text.split_once('e') {
        return Some(format!("{mantissa}{}", exponent(power.parse::<i32>().ok()? + 1)));
    }
    let decimals = text.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let decimals = decimals.saturating_sub(1).max(1);
    Some(format!("{:.decimals$}", 10.0 * text.parse::<f64>().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::slots::Template;
    use crate::values::honest;

    /// The slot, and what an honest run has in it.
    fn slot(text: &str) -> (Slot, String) {
        let template = Template::read("a.md", text.to_owned()).expect("a template");
        let number = template.numbers(&honest()[0]).expect("numbers").remove(0);
        (template.slots[0].clone(), number)
    }

    /// Places at which two texts of one length differ.
    fn differing(one: &str, other: &str) -> Vec<usize> {
        assert_eq!(one.len(), other.len(), "{one}, {other}");
        let pairs = one.bytes().zip(other.bytes()).enumerate();
        pairs.filter(|(_, (a, b))| a != b).map(|(at, _)| at).collect()
    }

    const EXACT: [&str; 6] = [
        "⟦1b.gd.value|repr⟧",
        "⟦1b.gd.value|e:3⟧",
        "⟦1b.adam.value|tex:2⟧",
        "⟦1b.gd.point|npoint⟧",
        "⟦1b.gd.point|y:6⟧",
        "⟦1c.adam.value|e:2⟧",
    ];

    #[test]
    fn one_digit_is_another() {
        let mut draws = Draws::of("one digit");
        for text in EXACT {
            let (slot, number) = slot(text);
            assert!(Kind::Digit.fits(&slot, &number), "{text}");
            for _ in 0..20 {
                let changed = Kind::Digit.change(&slot, &number, &mut draws).expect("a change");
                let [at] = differing(&number, &changed)[..] else { panic!("{number}, {changed}") };
                assert!(at < mantissa(&number).len() && changed.as_bytes()[at].is_ascii_digit());
            }
        }
    }

    #[test]
    fn all_digits_are_others_but_the_zeros() {
        let mut draws = Draws::of("all digits");
        for text in EXACT {
            let (slot, number) = slot(text);
            let changed = Kind::Digits.change(&slot, &number, &mut draws).expect("a change");
            let places = differing(&number, &changed);
            let digits = |c: &(usize, char)| matches!(c.1, '1'..='9');
            let expected: Vec<usize> =
                mantissa(&number).char_indices().filter(digits).map(|(at, _)| at).collect();
            assert_eq!(places, expected, "{number}, {changed}");
            assert!(places.iter().all(|&at| changed.as_bytes()[at].is_ascii_digit()));
        }
    }

    #[test]
    fn random_numbers_are_moved() {
        let moved = |text: &str| {
            let (slot, number) = slot(text);
            assert!(Kind::Moved.fits(&slot, &number), "{text}");
            let changed = Kind::Moved.change(&slot, &number, &mut Draws::of("")).expect("a change");
            (number, changed)
        };
        let pair = |one: &str, other: &str| (one.to_owned(), other.to_owned());
        assert_eq!(moved("⟦2a.best.accuracy|repr⟧"), pair("0.9683", "0.9433"));
        assert_eq!(moved("⟦2a.best.accuracy|comma:4⟧"), pair("0,9683", "0,9433"));
        assert_eq!(moved("⟦2a.best.accuracy|count⟧"), pair("9683", "9433"));
        assert_eq!(moved("⟦2a.best.accuracy|wrong⟧"), pair("317", "567"));
        assert_eq!(moved("⟦2a.best.accuracy|pct:2⟧"), pair("96.83", "94.33"));
        assert_eq!(moved("⟦2a.best.accuracy|errpct:2⟧"), pair("3.17", "5.67"));
        assert_eq!(
            moved("⟦3a.ratio|repr⟧"),
            pair("7.049672190561265e-05", "7.049672190561265e-04")
        );
        assert_eq!(moved("⟦3b.input.gradnorm|f:4⟧"), pair("1.9702", "19.702"));
        assert_eq!(moved("⟦3b.input.gradnorm|e:2⟧"), pair("1.97e+00", "1.97e+01"));
    }

    #[test]
    fn what_has_no_honest_digits_is_left_alone() {
        let fits = |kind: Kind, text: &str| {
            let (slot, number) = slot(text);
            kind.fits(&slot, &number)
        };
        assert!(!fits(Kind::Digit, "⟦1c.momentum.point|npoint⟧"), "nan");
        assert!(!fits(Kind::Digit, "⟦1b.momentum.point|npoint⟧"), "a rounded minimum");
        assert!(!fits(Kind::Digit, "⟦2a.best.accuracy|pct:2⟧"), "random");
        assert!(!fits(Kind::Digit, "⟦1b.gd.first_below.0.1|int⟧"), "steps are told in many ways");
        assert!(!fits(Kind::Moved, "⟦2a.best.accuracy|pct:0⟧"), "two digits");
        assert!(!fits(Kind::Moved, "⟦1b.gd.value|repr⟧"), "not random");
        assert!(!fits(Kind::Moved, "⟦2a.best.accuracy - 2b.best.accuracy|pct:2⟧"), "no claim");
    }
}
