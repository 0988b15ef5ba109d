//! Which instructions the kernels are compiled to, chosen when the program runs.

use std::fmt;

use pulp::{Scalar512b, Simd, WithSimd};

/// A set of vector instructions. Results are the same bits at every level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Level {
    /// 16 float32 at once (x86-64-v4).
    Avx512,
    /// 8 float32 at once (x86-64-v3).
    Avx2,
    /// What every processor of the target has.
    Portable,
}

impl Level {
    /// The widest level of this machine.
    pub fn best() -> Self {
        Self::available()[0]
    }

    /// All levels of this machine, the widest first.
    pub fn available() -> Vec<Self> {
        let mut levels = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            if pulp::x86::V4::try_new().is_some() {
                levels.push(Self::Avx512);
            }
            if pulp::x86::V3::try_new().is_some() {
                levels.push(Self::Avx2);
            }
        }
        levels.push(Self::Portable);
        levels
    }

    /// Calls `work` compiled for this level; for the portable one if the machine lacks it.
    /// All that `work` calls must be inlined into it, else it is portable code. At every
    /// level a register stands for 16 float32, whatever the processor makes of it.
    pub fn run<Work: WithSimd>(self, work: Work) -> Work::Output {
        #[cfg(target_arch = "x86_64")]
        match self {
            Self::Avx512 => {
                if let Some(v4) = pulp::x86::V4::try_new() {
                    return Simd::vectorize(v4, work);
                }
            }
            Self::Avx2 => {
                if let Some(v3) = pulp::x86::V3::try_new() {
                    return v3.vectorize(InPairs { work, v3 });
                }
            }
            Self::Portable => {}
        }
        work.with_simd(Scalar512b)
    }
}

/// Work on pairs of 8-lane registers. pulp's own `V3_512b::vectorize` would hand its work
/// single registers of 8 lanes.
#[cfg(target_arch = "x86_64")]
struct InPairs<Work> {
    work: Work,
    v3: pulp::x86::V3,
}

#[cfg(target_arch = "x86_64")]
impl<Work: WithSimd> pulp::NullaryFnOnce for InPairs<Work> {
    type Output = Work::Output;

    #[inline(always)]
    fn call(self) -> Work::Output {
        self.work.with_simd(pulp::x86::V3_512b(self.v3))
    }
}

impl fmt::Display for Level {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Avx512 => "AVX-512",
            Self::Avx2 => "AVX2",
            Self::Portable => "portable",
        })
    }
}
