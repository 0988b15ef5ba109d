//! A few neighbouring groups of a row at once: as many as stay in registers.

use pulp::Simd;

use super::lanes::Lanes;
use super::number::Number;

/// Calls `$body` with `$width` groups at a time as a constant, at most `$most` (8 or 2), until
/// all are done.
macro_rules! for_groups {
    ($groups:expr, $most:tt, |$at:ident, $width:ident| $body:expr) => {{
        let groups: usize = $groups;
        let mut $at = 0;
        while $at < groups {
            let rest = groups - $at;
            $at += for_groups!(@pick $most, rest, $width, $body);
        }
    }};
    (@pick 8, $rest:ident, $width:ident, $body:expr) => {
        match $rest {
            1 => { const $width: usize = 1; $body; 1 }
            2 => { const $width: usize = 2; $body; 2 }
            3 => { const $width: usize = 3; $body; 3 }
            4 => { const $width: usize = 4; $body; 4 }
            5 => { const $width: usize = 5; $body; 5 }
            6 => { const $width: usize = 6; $body; 6 }
            7 => { const $width: usize = 7; $body; 7 }
            _ => { const $width: usize = 8; $body; 8 }
        }
    };
    (@pick 4, $rest:ident, $width:ident, $body:expr) => {
        if $rest < 4 {
            const $width: usize = 1;
            $body;
            1
        } else {
            const $width: usize = 4;
            $body;
            4
        }
    };
    (@pick 2, $rest:ident, $width:ident, $body:expr) => {
        match $rest {
            1 => { const $width: usize = 1; $body; 1 }
            _ => { const $width: usize = 2; $body; 2 }
        }
    };
}

pub(super) use for_groups;

/// W groups, starting at group `at`.
#[inline(always)]
pub(super) fn block<T, const W: usize>(rows: &[Lanes<T>], at: usize) -> &[Lanes<T>; W] {
    match rows[at..].first_chunk() {
        Some(block) => block,
        None => unreachable!("a block ends inside its row"),
    }
}

/// W groups in registers.
#[inline(always)]
pub(super) fn load_block<T: Number, S: Simd, const W: usize>(
    simd: S,
    rows: &[Lanes<T>],
    at: usize,
) -> [T::Wide<S>; W] {
    let block: &[Lanes<T>; W] = block(rows, at);
    let mut loaded = [T::spread(simd, T::zero()); W];
    for group in 0..W {
        loaded[group] = T::load(simd, &block[group]);
    }
    loaded
}

/// W groups to be written.
#[inline(always)]
pub(super) fn block_mut<T, const W: usize>(rows: &mut [Lanes<T>], at: usize) -> &mut [Lanes<T>; W] {
    match rows[at..].first_chunk_mut() {
        Some(block) => block,
        None => unreachable!("a block ends inside its row"),
    }
}
