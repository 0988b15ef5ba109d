//! The exponential against the standard library.

use super::*;

const POINTS: u32 = 400_000;

/// Points all over the range in which the exponential is not clamped.
fn exponents<T: Number>() -> impl Iterator<Item = f64> {
    let (low, high) = T::EXPONENT_RANGE;
    let [low, high] = [low, high].map(|bound| bound.to_f64().expect("a float"));
    let even = move |index| low + (high - low) * (f64::from(index) / f64::from(POINTS));
    let small = (0..1000).map(|index| (f64::from(index) - 500.0) * 1e-3);
    (0..=POINTS).map(even).chain(small)
}

#[test]
fn the_exponential_of_float32_is_within_a_unit_and_a_half() {
    // Seen: 1.18, against the exponential of float64.
    let mut worst = 0.0_f64;
    for x in exponents::<f32>().map(|x| x as f32) {
        let exact = f64::from(x).exp();
        let rounded = exact as f32;
        let unit = f64::from(rounded.next_up()) - f64::from(rounded);
        worst = worst.max((f64::from(x.exponential()) - exact).abs() / unit);
    }
    assert!(worst <= 1.5, "{worst} units in the last place");
    // Over so many points even correct rounding is half a unit off somewhere.
    assert!(worst > 0.49, "{worst}: the comparison is blind");
}

#[test]
fn the_exponential_of_float64_is_within_two_units() {
    // Seen: 1, against the C library's, itself within one.
    let mut worst = 0;
    for x in exponents::<f64>() {
        let [ours, theirs] = [x.exponential(), x.exp()].map(|value| value.to_bits() as i64);
        worst = worst.max((ours - theirs).abs());
    }
    assert!(worst <= 2, "{worst} units in the last place");
}

#[test]
fn the_exponential_stays_finite_and_positive() {
    fn check<T: Number>() {
        let (low, high) = T::EXPONENT_RANGE;
        for far in [T::constant(1e4), T::max_value(), T::infinity()] {
            assert_eq!(far.exponential(), high.exponential());
            assert_eq!((-far).exponential(), low.exponential());
        }
        assert!(high.exponential().is_finite() && low.exponential() > T::zero());
        assert_eq!(T::zero().exponential(), T::one());
        assert!(T::nan().exponential().is_nan());
    }
    check::<f32>();
    check::<f64>();
}
