use super::Generator;

/// M = 2³¹ - 1.
const MODULUS: u64 = (1 << 31) - 1;
/// The multiplier of MCG31m1 (L'Ecuyer 1999).
const MULTIPLIER: u64 = 1_132_489_760;

/// What `torch.nn.functional.dropout` keeps of one tensor, element by element in memory order.
///
/// A call takes one word of the default generator, however large the tensor: it seeds a stream of
/// its own, Intel MKL's `MCG31m1`, whose `viRngBernoulli` PyTorch calls where it was built with
/// MKL, as its x86-64 packages are.
///
/// ```text
/// x₀ = word mod M, 1 in place of 0          M = 2³¹ - 1
/// element i is kept if xᵢ/M < 1 - p         xᵢ₊₁ = 1132489760·xᵢ mod M
/// ```
///
/// Threads skip ahead in the one stream, so their number changes nothing. Builds without MKL draw
/// each element from the default generator, and keep others. What is kept is divided by 1 - p.
///
/// ```
/// use verigrad::torch::{Dropout, Generator};
///
/// let mut generator = Generator::seeded(0);
/// let mut dropout = Dropout::draw(&mut generator, 0.5);
/// let kept: Vec<u8> = (0..10).map(|_| u8::from(dropout.keeps())).collect();
/// assert_eq!(kept, [1, 0, 0, 1, 1, 0, 0, 1, 1, 1], "F.dropout(torch.ones(10), 0.5) > 0");
/// assert_eq!(generator.words_drawn(), 1);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Dropout {
    state: u64,
    keep: f64,
}

impl Dropout {
    /// For one tensor; p is the share that is dropped.
    pub fn draw(generator: &mut Generator, p: f64) -> Self {
        Self { state: (u64::from(generator.word()) % MODULUS).max(1), keep: 1.0 - p }
    }

    /// Whether the next element stays.
    #[inline]
    pub fn keeps(&mut self) -> bool {
        let unit = self.state as f64 / MODULUS as f64;
        self.state = self.state * MULTIPLIER % MODULUS;
        unit < self.keep
    }
}
