//! How a slot's number is written.

use verigrad::mnist::TEST_IMAGES;
use verigrad::numpy::{array_print, repr};

use crate::values::Value;

/// The format of a slot, with its digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// As Python prints a float.
    Repr,
    /// Decimals.
    Fixed(usize),
    /// `%.Ne`.
    Scientific(usize),
    /// Significant digits, as `%.Ng`.
    General(usize),
    /// Times 100; the template has the sign.
    Percent(usize),
    /// Correct test images.
    Count,
    /// Test images that are wrong.
    Wrong,
    /// Their share, times 100.
    ErrorPercent(usize),
    /// A point as NumPy prints it.
    NumpyPoint,
    /// The first coordinate of a point.
    X(usize),
    /// The second.
    Y(usize),
    /// A power of ten in TeX.
    Tex(usize),
    /// Decimals behind a comma.
    Comma(usize),
    /// A whole number.
    Whole,
    /// A winner.
    Text,
}

impl Format {
    /// Reads `f:4`, `repr`.
    pub fn read(text: &str) -> Option<Self> {
        let (kind, digits) = match text.split_once(':') {
            Some((kind, digits)) => (kind, Some(digits.parse().ok()?)),
            None => (text, None),
        };
        Some(match (kind, digits) {
            ("repr", None) => Self::Repr,
            ("f", Some(digits)) => Self::Fixed(digits),
            ("e", Some(digits)) => Self::Scientific(digits),
            ("g", Some(digits)) => Self::General(digits),
            ("pct", Some(digits)) => Self::Percent(digits),
            ("count", None) => Self::Count,
            ("wrong", None) => Self::Wrong,
            ("errpct", Some(digits)) => Self::ErrorPercent(digits),
            ("npoint", None) => Self::NumpyPoint,
            ("x", Some(digits)) => Self::X(digits),
            ("y", Some(digits)) => Self::Y(digits),
            ("tex", Some(digits)) => Self::Tex(digits),
            ("comma", Some(digits)) => Self::Comma(digits),
            ("int", None) => Self::Whole,
            ("text", None) => Self::Text,
            _ => return None,
        })
    }

    /// The number in that format; `None` if such a value is not written so.
    pub fn write(self, value: &Value) -> Option<String> {
        let all = TEST_IMAGES as i64;
        let per_cent = |images: i64, digits| fixed(images as f64 / 100.0, digits);
        match (self, value) {
            (Self::Count, Value::Images(images)) => return Some(images.to_string()),
            (Self::Wrong, Value::Images(images)) => return Some((all - images).to_string()),
            (Self::Percent(digits), Value::Images(images)) => {
                return Some(per_cent(*images, digits));
            }
            (Self::ErrorPercent(digits), Value::Images(images)) => {
                return Some(per_cent(all - images, digits));
            }
            (Self::NumpyPoint, Value::Point(point)) => return Some(array_print(point)),
            (Self::X(digits), Value::Point([x, _])) => return Some(fixed(*x, digits)),
            (Self::Y(digits), Value::Point([_, y])) => return Some(fixed(*y, digits)),
            (Self::Text, Value::Word(word)) => return Some((*word).to_owned()),
            (Self::Whole | Self::Text, Value::Whole(count)) => return Some(count.to_string()),
            _ => {}
        }
        let number = match value {
            Value::Number(number) => *number,
            Value::Images(images) => *images as f64 / TEST_IMAGES as f64,
            Value::Whole(_) | Value::Point(_) | Value::Word(_) => return None,
        };
        match self {
            Self::Repr | Self::Text => Some(repr(number)),
            Self::Fixed(digits) => Some(fixed(number, digits)),
            Self::Scientific(digits) => Some(scientific(number, digits)),
            Self::General(digits) => Some(general(number, digits)),
            Self::Comma(digits) => Some(fixed(number, digits).replace('.', ",")),
            Self::Tex(digits) => {
                let (mantissa, exponent) = parts(number, digits)?;
                Some(format!("{mantissa}\\times 10^{{{exponent}}}"))
            }
            _ => None,
        }
    }
}

fn fixed(number: f64, digits: usize) -> String {
    if number.is_finite() { format!("{number:.digits$}") } else { repr(number) }
}

/// Mantissa and exponent.
fn parts(number: f64, digits: usize) -> Option<(String, i32)> {
    let text = format!("{number:.digits$e}");
    let (mantissa, exponent) = text.split_once('e')?;
    Some((mantissa.to_owned(), exponent.parse().ok()?))
}

/// An exponent with its sign and two digits, as C writes it.
pub fn exponent(exponent: i32) -> String {
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("e{sign}{:02}", exponent.abs())
}

fn scientific(number: f64, digits: usize) -> String {
    match parts(number, digits) {
        Some((mantissa, power)) => mantissa + &exponent(power),
        None => repr(number),
    }
}

fn general(number: f64, digits: usize) -> String {
    let digits = digits.max(1);
    let Some((mantissa, power)) = parts(number, digits - 1) else { return repr(number) };
    let bare = |text: &str| match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text.to_owned(),
    };
    // The least exponent that C still writes as decimals is -4.
    if power < -4 || power >= digits as i32 {
        return bare(&mantissa) + &exponent(power);
    }
    bare(&fixed(number, (digits as i32 - 1 - power).max(0) as usize))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(format: &str, value: Value) -> String {
        let format = Format::read(format).unwrap_or_else(|| panic!("{format} is no format"));
        format.write(&value).unwrap_or_else(|| panic!("{format:?} does not write {value:?}"))
    }

    #[test]
    fn numbers_are_written_as_the_guide_says() {
        let norm = Value::Number(4.663690197048709e-05);
        let of_norm = [
            ("repr", "4.663690197048709e-05"),
            ("f:6", "0.000047"),
            ("e:2", "4.66e-05"),
            ("e:0", "5e-05"),
            ("g:3", "4.66e-05"),
            ("g:5", "4.6637e-05"),
            ("tex:2", "4.66\\times 10^{-5}"),
            ("tex:3", "4.664\\times 10^{-5}"),
        ];
        for (format, expected) in of_norm {
            assert_eq!(written(format, norm.clone()), expected, "{format}");
        }
        let large = Value::Number(4.0457539558410645);
        let of_large = [
            ("repr", "4.0457539558410645"),
            ("f:4", "4.0458"),
            ("e:1", "4.0e+00"),
            ("g:2", "4"),
            ("g:3", "4.05"),
            ("comma:3", "4,046"),
            ("tex:1", "4.0\\times 10^{0}"),
        ];
        for (format, expected) in of_large {
            assert_eq!(written(format, large.clone()), expected, "{format}");
        }
        assert_eq!(written("g:3", Value::Number(0.0001)), "0.0001");
        assert_eq!(written("g:3", Value::Number(12345.0)), "1.23e+04");
    }

    #[test]
    fn accuracies_are_written_as_the_guide_says() {
        let expected = [
            ("repr", "0.9635"),
            ("f:3", "0.964"),
            ("f:4", "0.9635"),
            ("pct:2", "96.35"),
            ("pct:1", "96.3"),
            ("pct:0", "96"),
            ("count", "9635"),
            ("wrong", "365"),
            ("errpct:2", "3.65"),
            ("comma:4", "0,9635"),
        ];
        for (format, expected) in expected {
            assert_eq!(written(format, Value::Images(9635)), expected, "{format}");
        }
        // Ties go to the even digit, and a difference may be negative.
        assert_eq!(written("pct:1", Value::Images(9625)), "96.2");
        assert_eq!(written("pct:2", Value::Images(-47)), "-0.47");
        assert_eq!(written("f:4", Value::Images(11)), "0.0011");
    }

    #[test]
    fn points_and_winners_are_written_as_the_guide_says() {
        let point = Value::Point([0.9943331768010728, 0.9886757127226283]);
        assert_eq!(written("npoint", point.clone()), "[0.99433318 0.98867571]");
        assert_eq!(written("x:6", point.clone()), "0.994333");
        assert_eq!(written("y:4", point), "0.9887");
        let nowhere = Value::Point([f64::NAN; 2]);
        assert_eq!(written("npoint", nowhere.clone()), "[nan nan]");
        assert_eq!(written("x:3", nowhere), "nan");
        assert_eq!(written("e:2", Value::Number(f64::NAN)), "nan");
        assert_eq!(written("repr", Value::Number(f64::NAN)), "nan");
        assert_eq!(written("text", Value::Number(0.001)), "0.001");
        assert_eq!(written("text", Value::Whole(100)), "100");
        assert_eq!(written("text", Value::Word("sgd")), "sgd");
        assert_eq!(written("int", Value::Whole(44767)), "44767");
    }

    #[test]
    fn other_formats_are_refused() {
        for format in ["", "f", "f:x", "repr:3", "percent:2", "f:-1"] {
            assert_eq!(Format::read(format), None, "{format}");
        }
        assert_eq!(Format::Count.write(&Value::Number(1.0)), None);
        assert_eq!(Format::Whole.write(&Value::Word("never")), None);
    }
}
