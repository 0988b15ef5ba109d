//! Which instructions the kernels are compiled to, chosen when the program runs.

use std::fmt;

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
    /// All that `work` calls must be inlined into it, else it is portable code.
    #[inline(always)]
    pub fn run<Work: pulp::NullaryFnOnce>(self, work: Work) -> Work::Output {
        #[cfg(target_arch = "x86_64")]
        match self {
            Self::Avx512 => {
                if let Some(v4) = pulp::x86::V4::try_new() {
                    return v4.vectorize(work);
                }
            }
            Self::Avx2 => {
                if let Some(v3) = pulp::x86::V3::try_new() {
                    return v3.vectorize(work);
                }
            }
            Self::Portable => {}
        }
        work.call()
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
