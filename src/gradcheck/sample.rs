//! Numbers and coordinates that look random and are the same in every run.

use crate::torch::{Generator, uniform};

/// Numbers in -1..1 that f32 holds exactly.
pub(super) fn numbers(seed: i64, count: usize) -> Vec<f64> {
    let mut numbers = vec![0.0_f32; count];
    uniform(&mut Generator::seeded(seed), &mut numbers, -1.0, 1.0);
    numbers.into_iter().map(f64::from).collect()
}

/// `count` coordinates of a block: half of them where the claimed gradient is largest, so that
/// there is something to see, the others anywhere, so that nothing claimed to be zero is safe.
pub(super) fn coordinates(gradient: &[f64], count: usize) -> Vec<usize> {
    let size = gradient.len();
    if count >= size {
        return (0..size).collect();
    }
    let mut by_size: Vec<usize> = (0..size).collect();
    by_size.sort_by(|&i, &j| gradient[j].abs().total_cmp(&gradient[i].abs()));
    let (largest, others) = by_size.split_at(count.div_ceil(2));
    let mut others = others.to_vec();
    let mut generator = Generator::seeded(size as i64);
    for place in 0..count / 2 {
        let left = others.len() - place;
        others.swap(place, place + generator.word() as usize % left);
    }
    let mut chosen = [largest, &others[..count / 2]].concat();
    chosen.sort_unstable();
    chosen
}
