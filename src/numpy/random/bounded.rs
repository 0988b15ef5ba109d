//! Whole numbers of a range from words: NumPy's two ways.

/// The range of a whole number that is drawn: from the least to the greatest, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    least: i64,
    /// Greatest less least.
    width: u64,
}

impl Bounds {
    /// `low` up to but not including `high`, as `integers(low, high)` has it; none if there is
    /// nothing between.
    pub fn below(low: i64, high: i64) -> Option<Self> {
        Self::through(low, high.checked_sub(1)?)
    }

    /// `low` to `high`, as `integers(low, high, endpoint=True)` has it; none if `high` is less.
    pub fn through(low: i64, high: i64) -> Option<Self> {
        (low <= high).then(|| Self { least: low, width: high.wrapping_sub(low) as u64 })
    }

    /// The number that stands so far above the least.
    pub(super) fn at(self, offset: u64) -> i64 {
        self.least.wrapping_add(offset as i64)
    }

    pub(super) fn width(self) -> u64 {
        self.width
    }
}

/// What a range is drawn from: NumPy's bit generators.
pub(super) trait Words {
    fn word32(&mut self) -> u32;
    fn word64(&mut self) -> u64;
}

/// 0 to `most`, by masking and drawing again: the old stream's way, and that of every shuffle.
///
/// The mask is the least 2ᵏ - 1 that holds `most`; words of 32 bits as long as `most` has no more.
pub(super) fn masked(words: &mut impl Words, most: u64) -> u64 {
    if most == 0 {
        return 0;
    }
    let mask = u64::MAX >> most.leading_zeros();
    loop {
        let word = match u32::try_from(most) {
            Ok(_) => u64::from(words.word32()),
            Err(_) => words.word64(),
        };
        if word & mask <= most {
            return word & mask;
        }
    }
}

/// 0 to `most`, by multiplying and keeping the high half: the new stream's way with whole numbers.
///
/// The low half says whether to draw again. Source: Lemire, Fast Random Integer Generation in an
/// Interval, 2019, algorithm 5.
pub(super) fn multiplied(words: &mut impl Words, most: u64) -> u64 {
    if most == 0 {
        return 0;
    }
    let Ok(most32) = u32::try_from(most) else { return multiplied64(words, most) };
    let Some(count) = most32.checked_add(1) else { return u64::from(words.word32()) };
    // The number of words that would make some results likelier than others.
    let surplus = (u32::MAX - most32) % count;
    loop {
        let product = u64::from(words.word32()) * u64::from(count);
        if product as u32 >= surplus {
            return product >> 32;
        }
    }
}

fn multiplied64(words: &mut impl Words, most: u64) -> u64 {
    let Some(count) = most.checked_add(1) else { return words.word64() };
    let surplus = (u64::MAX - most) % count;
    loop {
        let product = u128::from(words.word64()) * u128::from(count);
        if product as u64 >= surplus {
            return (product >> 64) as u64;
        }
    }
}

/// Fisher and Yates from the end, each place swapped with one up to itself.
pub(super) fn shuffle<T>(items: &mut [T], mut up_to: impl FnMut(u64) -> u64) {
    for last in (1..items.len()).rev() {
        items.swap(last, up_to(last as u64) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_hold_what_they_say() {
        assert_eq!(Bounds::below(3, 3), None);
        assert_eq!(Bounds::below(3, 2), None);
        assert_eq!(Bounds::below(0, i64::MIN), None);
        assert_eq!(Bounds::below(3, 4), Bounds::through(3, 3));
        let all = Bounds::through(i64::MIN, i64::MAX).expect("a range");
        assert_eq!((all.width(), all.at(0), all.at(u64::MAX)), (u64::MAX, i64::MIN, i64::MAX));
    }
}
