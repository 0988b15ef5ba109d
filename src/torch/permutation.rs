use super::Generator;

/// Where PyTorch goes over to 64-bit draws, which are not replayed here.
const TOO_MANY: u32 = u32::MAX / 20;

/// `torch.randperm(n)`, the numbers 0..n shuffled; n - 1 words, none for n = 0.
///
/// For i in 0..n-1, element i is swapped with element i + (word mod (n - i)). The remainder
/// favours small numbers a little, as it does in PyTorch (2.6.0, `randperm_cpu`).
///
/// # Panics
///
/// If n is 214,748,364 or more.
pub fn permutation(generator: &mut Generator, n: u32) -> Vec<u32> {
    assert!(n < TOO_MANY, "PyTorch permutes {n} numbers by another rule");
    let mut numbers: Vec<u32> = (0..n).collect();
    for (i, left) in (2..=n).rev().enumerate() {
        numbers.swap(i, i + (generator.word() % left) as usize);
    }
    numbers
}
