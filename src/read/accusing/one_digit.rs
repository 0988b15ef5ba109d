//! A number that differs in one digit from what a run ends with.

use crate::homework::Method;
use crate::numpy::repr;

use crate::read::accusing::case::Case;
use crate::read::accusing::patterns::digits_behind_zeros;
use crate::read::accusing::witnesses::Witnesses;
use crate::read::layout::mention::{Cost, Mention};
use crate::read::lexing::facet::{Facet, SpokenKind};
use crate::read::lexing::number::{Number, Reading};
use crate::read::meaning::lookup::Costs;
use crate::read::meaning::target::Target;
use crate::read::meaning::views::View;
use crate::read::meaning::weights::UNSAID;

/// What fits the digits explains them unless it costs this much more.
const FITTING_EXPLAINS: Cost = 250;
/// What fits an exact quantity explains them up to this cost.
const EXACT_EXPLAINS: Cost = 600;
/// Another kind nearer by this much: it is none of these.
const OTHER_KIND_NEARER: Cost = 40;
/// So many digits, all but one right, are no chance.
const MANY_DIGITS: usize = 7;
/// Digits behind the changed one that agree: no other implementation has those.
const DIGITS_BEHIND: usize = 3;
/// How many digits there have to be for that.
const DIGITS_IN_ALL: usize = 5;
/// So many digits of a mantissa, all right, are no chance, whatever the exponent.
const EXPONENT_DIGITS: usize = 3;
/// Other numbers of the run agree so many times more finely.
const FINER: f64 = 3.0;

/// What words are needed, by how many digits there are.
struct Words {
    digits: usize,
    cost: Cost,
    margin: Cost,
    kind: Cost,
    method: Cost,
}

const SOME: Words = Words { digits: 5, cost: 450, margin: 50, kind: 100, method: Cost::MAX };
const FEW: Words = Words { digits: 3, cost: 320, margin: 80, kind: 60, method: 120 };
/// With few digits outside a table the kind stands beside the number.
const KIND_BESIDE: Cost = 40;

/// A quantity that a number misses by one digit.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::read) struct OneDigit {
    pub(in crate::read) target: usize,
    pub(in crate::read) expected: String,
}

/// The quantity, if the words say enough and no other arithmetic can have made the digit.
pub(in crate::read) fn one_digit(index: usize, case: &Case) -> Option<OneDigit> {
    let mention = &case.mentions[index];
    let number = mention.printed();
    if number.first().integer || case.is_known_besides(number) {
        return None;
    }
    let spoken = &case.resolved[index].spoken;
    let mut costs = Costs::new(case.lookup, spoken, number);
    let mut found: Vec<(Cost, usize, Miss)> = Vec::new();
    for (target, quantity) in case.lookup.targets.all.iter().enumerate() {
        if !quantity.exact || quantity.kind == SpokenKind::Step {
            continue;
        }
        let Some(miss) = near_miss(number, quantity) else { continue };
        found.push((costs.of(target, View::Itself).total, target, miss));
    }
    let (at, _) = found.iter().enumerate().min_by_key(|(_, (cost, ..))| *cost)?;
    let (cost, target, miss) = found.swap_remove(at);
    if let Some(first) = case.resolved[index].candidates.first() {
        let exact = case.lookup.target(first.target).exact;
        if first.cost < cost + FITTING_EXPLAINS || exact && first.cost < EXACT_EXPLAINS {
            return None;
        }
    }
    let rivals = found.iter().filter(|(_, other, _)| !case.lookup.same(*other, target));
    let margin = rivals.map(|(rival, ..)| rival - cost).min().unwrap_or(UNSAID);
    let quantity = case.lookup.target(target);
    let enough = words_are_enough(cost, margin, quantity, mention, case, index);
    let own = enough && (miss.digits_agree_behind() || finer(number, target, case));
    own.then_some(OneDigit { target, expected: miss.expected })
}

fn words_are_enough(
    cost: Cost,
    margin: Cost,
    quantity: &Target,
    mention: &Mention,
    case: &Case,
    index: usize,
) -> bool {
    let number = mention.printed();
    let spoken = &case.resolved[index].spoken;
    let kind = spoken.kind(quantity.kind).unwrap_or(UNSAID);
    let nearest = spoken.kinds().map(|(_, cost)| cost).min().unwrap_or(UNSAID);
    let point = quantity.kind == SpokenKind::Point && number.coordinate.is_some();
    if nearest < kind - OTHER_KIND_NEARER && !point {
        return false;
    }
    let printed = number.first().digits.replace('.', "").len();
    if printed >= MANY_DIGITS
        && cost < crate::read::meaning::weights::LIMIT_NOT_A_NUMBER
        && margin > 0
    {
        return true;
    }
    let said = |method: Option<Method>| method.map(Facet::Method);
    let method = said(quantity.method).map_or(UNSAID, |facet| spoken.cost(&facet));
    let digits = digits_behind_zeros(number);
    let suffice = |words: &Words| {
        digits >= words.digits
            && cost <= words.cost
            && margin > words.margin
            && kind <= words.kind
            && method <= words.method
    };
    // With few digits a number may be a value on the way: "at step 500".
    let on_the_way = || mention.unit.says(&Facet::Kind(SpokenKind::Step));
    suffice(&SOME)
        || suffice(&FEW)
            && if mention.cell.is_some() {
                case.table_agrees(mention) || case.witnesses(index) >= Witnesses::Run
            } else {
                kind <= KIND_BESIDE && !on_the_way()
            }
}

/// Whether other numbers of the run agree more finely than this one deviates.
fn finer(number: &Number, target: usize, case: &Case) -> bool {
    let value = case.lookup.target(target).range.0;
    let deviation = case.share_of_value(target, (number.value() - value).abs());
    let finest = case.finest.get(case.lookup.run(target));
    deviation.zip(finest).is_some_and(|(deviation, finest)| *finest <= deviation / FINER)
}

/// Printed digits that differ from the true ones in one place.
#[derive(Clone, Debug, PartialEq)]
struct Miss {
    printed: String,
    expected: String,
    place: usize,
    /// Whether all digits of the mantissa agree, and the exponent does not.
    exponent: bool,
}

impl Miss {
    fn of(printed: &str, expected: &str) -> Option<Self> {
        if printed.len() != expected.len() {
            return None;
        }
        let mut places = (0..printed.len())
            .filter(|&place| printed.as_bytes()[place] != expected.as_bytes()[place]);
        let place = places.next()?;
        let (printed, expected) = (printed.to_owned(), expected.to_owned());
        places.next().is_none().then_some(Self { printed, expected, place, exponent: false })
    }

    /// The same mantissa with another exponent.
    fn of_exponent(mantissa: &str, expected: String) -> Self {
        Self { printed: mantissa.to_owned(), expected, place: mantissa.len(), exponent: true }
    }

    fn digits_agree_behind(&self) -> bool {
        if self.exponent {
            return true;
        }
        let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
        let behind = self.printed.get(self.place + 1..).map_or(0, digits);
        behind >= DIGITS_BEHIND && digits(&self.printed) >= DIGITS_IN_ALL
    }
}

/// Whether some reading differs from the target's value in exactly one place.
fn near_miss(number: &Number, target: &Target) -> Option<Miss> {
    let value = target.range.0;
    if !value.is_finite() {
        return None;
    }
    number.readings.iter().find_map(|reading| {
        let same_sign = reading.value.is_sign_negative() == value.is_sign_negative();
        let near = same_sign.then(|| true_digits(reading, number, value.abs()))?;
        let digit = near.into_iter().find_map(|expected| Miss::of(&reading.digits, &expected));
        digit.or_else(|| near_exponent(reading, number, value.abs()))
    })
}

/// The value's own digits with an exponent that is off by one.
fn near_exponent(reading: &Reading, number: &Number, value: f64) -> Option<Miss> {
    let Reading { digits, exponent, .. } = reading;
    if !number.scientific || digits.replace('.', "").len() < EXPONENT_DIGITS {
        return None;
    }
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let rounded = format!("{value:.decimals$e}");
    let (mantissa, power) = rounded.split_once('e')?;
    let off_by_one = power.parse::<i32>().is_ok_and(|power| power.abs_diff(*exponent) == 1);
    let expected = rounded.clone();
    (off_by_one && mantissa == digits).then(|| Miss::of_exponent(digits, expected))
}

/// The digits that the value has in the form of that reading.
fn true_digits(reading: &Reading, number: &Number, value: f64) -> Vec<String> {
    let Reading { digits, exponent, .. } = reading;
    let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    if number.scientific || *exponent != 0 {
        let rounded = format!("{value:.decimals$e}");
        let Some((mantissa, power)) = rounded.split_once('e') else { return Vec::new() };
        if power.parse() != Ok(*exponent) {
            return Vec::new();
        }
        let exact = repr(value);
        let exact = exact.split_once('e').map_or(exact.as_str(), |(mantissa, _)| mantissa);
        return vec![mantissa.to_owned(), exact.to_owned()];
    }
    // Most targets are of another size; writing them out is what takes time.
    let whole = digits.split('.').next().map_or(0, str::len);
    let size = if value < 1.0 { 1 } else { value.log10().floor() as usize + 1 };
    if size.abs_diff(whole) > 1 {
        return Vec::new();
    }
    vec![format!("{value:.decimals$}")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_differs() {
        assert_eq!(Miss::of("3.216", "3.216"), None);
        assert_eq!(Miss::of("3.2", "3.216"), None);
        assert_eq!(Miss::of("3.917", "3.216"), None);
        let miss = Miss::of("3.926465", "3.216465").or(Miss::of("3.916465", "3.216465"));
        assert!(miss.is_some_and(|miss| miss.place == 2 && miss.digits_agree_behind()));
    }
}
