//! Where an axis is marked, and with what words.

/// A marked value of an axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tick {
    pub(super) value: f64,
    pub(super) label: String,
}

/// Round values between `low` and `high`, about `most` of them, at least `smallest_step`
/// apart. An axis too short or too long for round values is marked at its ends.
pub(super) fn ticks(low: f64, high: f64, most: usize, smallest_step: f64) -> Vec<Tick> {
    let span = high - low;
    if !(span.is_finite() && span > 1e-9 * low.abs().max(high.abs()) && span > 1e-290) {
        return [low, high].map(|value| Tick { value, label: format!("{value:e}") }).into();
    }
    let rough = (span / most as f64).max(smallest_step);
    let exponent = rough.log10().floor();
    let power = 10f64.powf(exponent);
    let nice = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power);
    let step = nice.into_iter().find(|step| *step >= rough * (1.0 - 1e-9)).unwrap_or(rough);
    let [first, last] = [(low / step - 1e-9).ceil(), (high / step + 1e-9).floor()];
    let decimals = (-step.log10().floor()).max(0.0) as usize;
    let indices = (0..=2 * most).map(|index| first + index as f64);
    indices
        .take_while(|index| *index <= last)
        .map(|index| Tick { value: index * step, label: label(index * step, decimals) })
        .collect()
}

fn label(value: f64, decimals: usize) -> String {
    if value != 0.0 && (value.abs() >= 1e9 || decimals > 4) {
        let text = format!("{value:.3e}");
        let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let digits = digits.trim_end_matches('0').trim_end_matches('.');
        return format!("{digits}e{exponent}").replacen('-', "−", usize::from(value < 0.0));
    }
    let text = format!("{value:.decimals$}");
    if decimals == 0 { thousands(text) } else { text.replace('-', "−") }
}

/// A whole number's digits in groups of three, with a true minus sign.
pub(super) fn thousands(digits: impl ToString) -> String {
    let digits = digits.to_string();
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits.as_str()), |rest| ("−", rest));
    let mut grouped = String::from(sign);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Powers of ten between two positive values, at most nine; the two themselves if fewer
/// than two powers lie between.
pub(super) fn decades(low: f64, high: f64) -> Vec<Tick> {
    let [first, last] = [(low.log10() - 1e-9).ceil(), (high.log10() + 1e-9).floor()];
    let stride = ((last - first) / 8.0).ceil().max(1.0);
    let exponents = (0..9).map(|index| first + f64::from(index) * stride);
    let powers: Vec<f64> =
        exponents.take_while(|e| *e <= last).map(|exponent| 10f64.powf(exponent)).collect();
    let values = if powers.len() < 2 { vec![low, high] } else { powers };
    let label = |value: f64| match value.log10() {
        plain if (-3.5..5.5).contains(&plain) => {
            let text = format!("{value:.4}");
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        _ => label(value, 9),
    };
    values.into_iter().map(|value| Tick { value, label: label(value) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(ticks: &[Tick]) -> Vec<&str> {
        ticks.iter().map(|tick| tick.label.as_str()).collect()
    }

    #[test]
    fn ticks_are_round() {
        let steps = ticks(0.0, 100_000.0, 5, 1.0);
        assert_eq!(labels(&steps), ["0", "20,000", "40,000", "60,000", "80,000", "100,000"]);
        assert_eq!(labels(&ticks(0.0, 1.0, 5, 1.0)), ["0", "1"]);
        assert_eq!(labels(&ticks(-0.31, 0.22, 5, 0.0)), ["−0.2", "0.0", "0.2"]);
        assert_eq!(labels(&ticks(-7.8, 1.2, 5, 1.0)), ["−6", "−4", "−2", "0"]);
    }

    #[test]
    fn strange_axes_are_marked_within_bounds() {
        for (low, high) in [(1.0, 1.0), (-1e308, 1e308), (1e9, 1e9 + 1e-6), (0.0, 1e-300)] {
            let count = ticks(low, high, 5, 0.0).len();
            assert!((1..=11).contains(&count), "{low} {high}: {count}");
        }
    }

    #[test]
    fn decades_between_levels() {
        assert_eq!(labels(&decades(0.1, 1000.0)), ["0.1", "1", "10", "100", "1000"]);
        assert_eq!(labels(&decades(2.0, 5.0)), ["2", "5"]);
        assert!(decades(1e-300, 1e300).len() <= 9);
        assert_eq!(labels(&decades(1e-7, 1e-5)), ["1e-7", "1e-6", "1e-5"]);
    }
}
