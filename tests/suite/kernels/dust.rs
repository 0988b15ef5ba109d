//! Magnitudes too small to matter in a moment.

use verigrad::nn::kernels::Lanes;

use super::*;

/// What is left of a number when dust is taken away, in every lane.
fn kept<T: Number>(value: T, limit: T) -> T {
    let simd = pulp::Scalar512b;
    let mut group = Lanes::splat(value);
    let wide = T::without_less(simd, T::load(simd, &group), limit);
    T::store(simd, wide, &mut group);
    assert!(group.0.iter().all(|&lane| lane == group.0[0]), "{group:?}");
    group.0[0]
}

/// Whatever its sign, a number from the limit on stays, and one below it is zero.
#[test]
fn magnitudes_from_the_limit_on_stay() {
    fn check<T: Number>() {
        for limit in [T::DUST, T::SQUARE_DUST] {
            for share in [0.0, 1e-3, 0.5, 0.999, 1.0, 1.001, 2.0, 1e3, 1e12] {
                let value = limit * T::constant(share);
                let expected = if share < 1.0 { T::zero() } else { value };
                assert_eq!(kept(value, limit), expected, "{share} of {limit}");
                assert_eq!(kept(-value, limit), -expected, "{share} of -{limit}");
            }
            for value in [T::one(), -T::one(), T::max_value(), T::min_value()] {
                assert_eq!(kept(value, limit), value);
            }
        }
    }
    check::<f32>();
    check::<f64>();
}
