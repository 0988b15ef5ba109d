//! PyTorch's float32 Box-Muller transform of 16 uniforms at a time.

use pulp::Arch;

const HALF: usize = 8;

/// Elements of a block.
pub(super) const BLOCK: usize = 2 * HALF;

/// Turns uniforms in 0..1 into normals, in place, a block of 16 at a time.
///
/// What is left after the last full block stays as it is. For i in 0..8 of a block d:
///
/// ```text
/// r = √(-2·log(1 - d[i]))          θ = 2π·d[i+8], a float32 product
/// d[i]   ← fma(r·cos θ, deviation, mean)
/// d[i+8] ← fma(r·sin θ, deviation, mean)
/// ```
///
/// log, sin and cos are not a C library's but the Cephes polynomials of `avx_mathfun.h`
/// (Julien Pommier's and Giovanni Garberoglio's, which PyTorch includes), fused where the
/// compiler of the Linux builds fused them; each is off by one unit in the last place for a
/// tenth of its arguments. PyTorch 2.6.0, `normal_fill_AVX2` in `DistributionTemplates.h`.
pub fn normal_from_uniform(values: &mut [f32], mean: f32, deviation: f32) {
    let (blocks, _) = values.as_chunks_mut::<BLOCK>();
    // Compiled once more for processors with fused multiply-add. The others get the same
    // bits from software, slowly.
    Arch::new().dispatch(
        #[inline(always)]
        move || {
            for block in blocks {
                transform(block, mean, deviation);
            }
        },
    );
}

/// One block. A loop per step, so that each becomes vector instructions.
#[inline(always)]
fn transform(block: &mut [f32; BLOCK], mean: f32, deviation: f32) {
    const TWO_PI: f32 = f32::from_bits(0x40c9_0fdb);
    let mut cosines = [0.0; HALF];
    let mut sines = [0.0; HALF];
    for lane in 0..HALF {
        let radius = (-2.0 * log(1.0 - block[lane])).sqrt();
        let (sine, cosine) = sin_cos(block[lane + HALF] * TWO_PI);
        cosines[lane] = radius * cosine;
        sines[lane] = radius * sine;
    }
    for lane in 0..HALF {
        block[lane] = cosines[lane].mul_add(deviation, mean);
        block[lane + HALF] = sines[lane].mul_add(deviation, mean);
    }
}

/// Natural logarithm of a normal number that is greater than zero.
///
/// With u = m·2ᵉ, m in √½..√2, and x = m - 1: log u = x - x²/2 + x³·P(x) + e·log 2, where
/// log 2 is the sum of a short number, whose multiples are exact, and a correction.
#[inline(always)]
fn log(argument: f32) -> f32 {
    const COEFFICIENTS: [u32; 9] = [
        0x3d90_21bb,
        0xbdeb_d1b8,
        0x3def_251a,
        0xbdfe_5d4f,
        0x3e11_e9bf,
        0xbe2a_ae50,
        0x3e4c_ceac,
        0xbe7f_fffc,
        0x3eaa_aaaa,
    ];
    const SQRT_HALF: f32 = f32::from_bits(0x3f35_04f3);
    const LOG_TWO_SHORT: f32 = f32::from_bits(0x3f31_8000);
    const LOG_TWO_REST: f32 = f32::from_bits(0xb95e_8083);

    let bits = argument.to_bits();
    let mantissa = f32::from_bits(bits & 0x007f_ffff | 0x3f00_0000);
    let exponent = ((bits >> 23) as i32 - 126) as f32;
    let small = mantissa < SQRT_HALF;
    let exponent = if small { exponent - 1.0 } else { exponent };
    let x = (mantissa - 1.0) + if small { mantissa } else { 0.0 };

    let square = x * x;
    let mut sum = f32::from_bits(COEFFICIENTS[0]);
    for bits in &COEFFICIENTS[1..] {
        sum = sum.mul_add(x, f32::from_bits(*bits));
    }
    sum *= x;
    sum = sum.mul_add(square, exponent * LOG_TWO_REST);
    sum = square.mul_add(-0.5, sum);
    exponent.mul_add(LOG_TWO_SHORT, x + sum)
}

/// Sine and cosine of an angle that is not negative.
///
/// The nearest even number of eighths of a turn is taken off in three steps, which leaves x
/// in -π/4..π/4 for a polynomial each; that number says which polynomial is which, and the
/// signs.
#[inline(always)]
fn sin_cos(angle: f32) -> (f32, f32) {
    const FOUR_OVER_PI: f32 = f32::from_bits(0x3fa2_f983);
    const MINUS_QUARTER_PI: [u32; 3] = [0xbf49_0000, 0xb97d_a000, 0xb322_2169];
    const COSINE: [u32; 3] = [0x37cc_f5ce, 0xbab6_061a, 0x3d2a_aaa5];
    const SINE: [u32; 3] = [0xb94c_a1f9, 0x3c08_839e, 0xbe2a_aaa3];

    let octant = ((angle * FOUR_OVER_PI) as i32 + 1) & !1;
    let eighths = octant as f32;
    let mut x = angle;
    for bits in MINUS_QUARTER_PI {
        x = eighths.mul_add(f32::from_bits(bits), x);
    }

    let square = x * x;
    let cosine = square * horner(COSINE, square);
    let cosine = 1.0 + cosine.mul_add(square, -(0.5 * square));
    let sine = (square * horner(SINE, square)).mul_add(x, x);

    let (sine, cosine) = if octant & 2 == 0 { (sine, cosine) } else { (cosine, sine) };
    let sine = if octant & 4 == 0 { sine } else { -sine };
    let cosine = if (octant - 2) & 4 == 0 { -cosine } else { cosine };
    (sine, cosine)
}

/// a·z² + b·z + c, fused.
#[inline(always)]
fn horner(coefficients: [u32; 3], z: f32) -> f32 {
    // `coefficients.map` would keep the caller from becoming vector instructions.
    let [a, b, c] = coefficients;
    let (a, b, c) = (f32::from_bits(a), f32::from_bits(b), f32::from_bits(c));
    a.mul_add(z, b).mul_add(z, c)
}
