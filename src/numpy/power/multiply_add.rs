//! a·b + c rounded once, by the processor or in integers: the same bits either way.

use std::sync::LazyLock;

/// Set, to anything, the software path is taken on every processor.
pub(super) const SWITCH: &str = "VERIGRAD_SOFTWARE_FMA";

/// A way to a fused multiply-add.
pub(super) trait MultiplyAdd {
    /// a·b + c, rounded once.
    fn multiply_add(a: f64, b: f64, c: f64) -> f64;
}

/// One instruction, in code that is compiled for a processor that has it. Elsewhere Rust calls
/// the C library, whose result on some platforms (windows-gnu) is rounded twice.
pub(super) enum Hardware {}

impl MultiplyAdd for Hardware {
    #[inline(always)]
    fn multiply_add(a: f64, b: f64, c: f64) -> f64 {
        a.mul_add(b, c)
    }
}

/// The libm crate's, exact in integers, about twenty times as slow: musl's algorithm in Rust,
/// which any target can compile, where a C library's own has been wrong on some.
pub(super) enum Software {}

impl MultiplyAdd for Software {
    #[inline(always)]
    fn multiply_add(a: f64, b: f64, c: f64) -> f64 {
        libm::fma(a, b, c)
    }
}

/// Something that can be computed by either.
pub(super) trait Operation {
    type Output;

    /// By that one.
    fn by<F: MultiplyAdd>(self) -> Self::Output;
}

/// The means that this process has, asked once.
#[derive(Clone, Copy, Debug)]
pub(super) enum Means {
    /// The whole program is compiled for a processor that has the instruction.
    Compiled,
    /// The processor was found to have it.
    #[cfg(target_arch = "x86_64")]
    Detected(pulp::x86::V3),
    /// Neither, or switched off.
    Software,
}

pub(super) static MEANS: LazyLock<Means> = LazyLock::new(|| {
    if std::env::var_os(SWITCH).is_some() {
        return Means::Software;
    }
    if cfg!(any(target_feature = "fma", target_arch = "aarch64")) {
        return Means::Compiled;
    }
    #[cfg(target_arch = "x86_64")]
    if let Some(processor) = pulp::x86::V3::try_new() {
        return Means::Detected(processor);
    }
    Means::Software
});

/// By the best means there is.
#[inline]
pub(super) fn by_best_means<O: Operation>(operation: O) -> O::Output {
    match *MEANS {
        Means::Compiled => operation.by::<Hardware>(),
        #[cfg(target_arch = "x86_64")]
        Means::Detected(processor) => {
            // Compiled once more for processors with the instruction.
            processor.vectorize(
                #[inline(always)]
                || operation.by::<Hardware>(),
            )
        }
        Means::Software => operation.by::<Software>(),
    }
}
