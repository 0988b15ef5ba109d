//! Sine and cosine of k/128, computed at compile time in fixed-point integers.

use super::tables::{power_of_two, product};

/// Sine and cosine of one angle, each as a sum of two numbers.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) sine: f64,
    pub(super) sine_low: f64,
    pub(super) cosine: f64,
    pub(super) cosine_low: f64,
}

/// Of the angles 0, 1/128, …, 110/128: up to 0.855 and the rounding of it.
pub(super) static CIRCLE: [Place; 111] = {
    let mut table = [place(0); 111];
    let mut index = 1;
    while index < table.len() {
        table[index] = place(index as u128);
        index += 1;
    }
    table
};

const SCALE: u32 = 126;

/// By their series: 1 - x²/2 + x⁴/24 - …, and x times 1 - x²/6 + ….
const fn place(index: u128) -> Place {
    let angle = index << (SCALE - 7);
    let square = product(angle, angle, SCALE);
    let (mut cosine, mut sine) = (0_i128, 0_i128);
    let (mut even, mut odd) = (1_u128 << SCALE, angle);
    let mut order = 0;
    let mut sign = 1;
    while even != 0 || odd != 0 {
        cosine += sign * even as i128;
        sine += sign * odd as i128;
        even = product(even, square, SCALE) / ((order + 1) * (order + 2));
        odd = product(odd, square, SCALE) / ((order + 2) * (order + 3));
        order += 2;
        sign = -sign;
    }
    let [sine, sine_low] = split(sine);
    let [cosine, cosine_low] = split(cosine);
    Place { sine, sine_low, cosine, cosine_low }
}

/// The nearest number, and what is left.
const fn split(value: i128) -> [f64; 2] {
    let high = value as f64;
    let rest = value - high as i128;
    [high * power_of_two(-(SCALE as i64)), rest as f64 * power_of_two(-(SCALE as i64))]
}
