//! `str(numpy.array([...]))` for float64, under NumPy's default print options
//! (precision 8, `floatmode` maxprec, no suppression).
//! Source: NumPy 2.0, `numpy/_core/arrayprint.py`, `FloatingFormat`; checked against its
//! own output in `golden/numpy/array_print.csv`.

use super::repr::{digits_after_point, shortest};

/// Decimals NumPy keeps at most when it prints an array.
pub const PRECISION: usize = 8;

/// The text NumPy prints for a one-dimensional array of at most a handful of elements
/// (NumPy breaks lines at 75 columns; this does not).
///
/// Scientific when the largest magnitude is 1e8 or more, the smallest non-zero one is
/// below 1e-4, or their ratio is above 1000; elements are padded to one width.
pub fn array_print(values: &[f64]) -> String {
    let magnitudes = || values.iter().map(|v| v.abs()).filter(|v| v.is_finite() && *v != 0.0);
    let largest = magnitudes().fold(0.0, f64::max);
    let smallest = magnitudes().fold(f64::INFINITY, f64::min);
    let scientific =
        largest > 0.0 && (largest >= 1e8 || smallest < 1e-4 || largest / smallest > 1000.0);
    let parts: Vec<Printed> = values
        .iter()
        .map(|&v| if scientific { Printed::scientific(v) } else { Printed::positional(v) })
        .collect();
    let width = |part: fn(&Printed) -> usize| parts.iter().map(part).max().unwrap_or(0);
    let whole = width(|p| if p.finite { p.whole.len() } else { 0 });
    let fraction = width(|p| p.fraction.len());
    let exponent = width(|p| p.exponent.len());
    let finite_width = if whole == 0 { 0 } else { whole + 1 + fraction + exponent };
    let total = finite_width.max(width(|p| if p.finite { 0 } else { p.whole.len() }));
    let texts: Vec<String> =
        parts.iter().map(|p| p.pad(total, fraction, scientific, exponent)).collect();
    format!("[{}]", texts.join(" "))
}

/// One element split where NumPy aligns it.
struct Printed {
    finite: bool,
    whole: String,
    fraction: String,
    exponent: String,
}

impl Printed {
    fn non_finite(value: f64) -> Self {
        Self {
            finite: false,
            whole: super::repr(value),
            fraction: String::new(),
            exponent: String::new(),
        }
    }

    fn positional(value: f64) -> Self {
        if !value.is_finite() {
            return Self::non_finite(value);
        }
        let (digits, exponent) = shortest(value);
        let places = (digits_after_point(&digits) as i32 - exponent).max(0) as usize;
        let (whole, fraction) = split_point(format!("{value:.*}", places.min(PRECISION)));
        Self { finite: true, whole, fraction, exponent: String::new() }
    }

    fn scientific(value: f64) -> Self {
        if !value.is_finite() {
            return Self::non_finite(value);
        }
        let (mut digits, mut exponent) = shortest(value);
        if digits_after_point(&digits) > PRECISION {
            (digits, exponent) = split_exponent(&format!("{value:.PRECISION$e}"));
        }
        let (whole, fraction) = split_point(digits);
        let sign = if exponent < 0 { '-' } else { '+' };
        let exponent = format!("e{sign}{:02}", exponent.abs());
        Self { finite: true, whole, fraction, exponent }
    }

    /// Positional fractions are padded with blanks, scientific ones with zeros.
    fn pad(&self, total: usize, fraction: usize, scientific: bool, exponent: usize) -> String {
        if !self.finite {
            return format!("{:>total$}", self.whole);
        }
        let text = if scientific {
            let (sign, digits) = self.exponent.split_at(2);
            let zeros = "0".repeat(exponent - self.exponent.len());
            format!("{}.{:0<fraction$}{sign}{zeros}{digits}", self.whole, self.fraction)
        } else {
            format!("{}.{:<fraction$}", self.whole, self.fraction)
        };
        format!("{text:>total$}")
    }
}

/// The digits before and after the point, trailing zeros dropped.
fn split_point(text: String) -> (String, String) {
    match text.split_once('.') {
        Some((whole, fraction)) => (whole.to_owned(), fraction.trim_end_matches('0').to_owned()),
        None => (text, String::new()),
    }
}

fn split_exponent(text: &str) -> (String, i32) {
    match text.split_once('e') {
        Some((digits, exponent)) => (digits.to_owned(), exponent.parse().unwrap_or(0)),
        None => (text.to_owned(), 0),
    }
}
