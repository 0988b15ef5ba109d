//! Colours by role. The light hue is written into the SVG, as a hexadecimal that no other
//! role has, so that the page's style sheet can map it to the dark one.

use std::fmt::Write as _;

/// One role's colour on a light and on a dark page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) struct Colour {
    pub(super) light: [u8; 3],
    dark: [u8; 3],
}

const fn colour(light: u32, dark: u32) -> Colour {
    const fn bytes(hex: u32) -> [u8; 3] {
        let [_, red, green, blue] = hex.to_be_bytes();
        [red, green, blue]
    }
    Colour { light: bytes(light), dark: bytes(dark) }
}

/// Marks of the start and of minima.
pub(super) const INK: Colour = colour(0x1C1C21, 0xF1F1F4);
/// Words and numbers.
pub(super) const TEXT: Colour = colour(0x4A4C55, 0xB9BCC6);
/// The plot's border and ticks.
pub(super) const FRAME: Colour = colour(0x8B8E99, 0x71757F);
/// Lines across the plot at ticks.
pub(super) const GRID: Colour = colour(0xE4E5EA, 0x2B2E36);
/// Level lines under a path.
pub(super) const MUTED_LEVEL: Colour = colour(0xCDD0DA, 0x3B3F4A);

/// Curves of one plot: Okabe and Ito's set, told apart by readers of any colour vision,
/// darkened where it would be faint on paper.
const SERIES: [Colour; 8] = [
    colour(0x0072B2, 0x56B4E9),
    colour(0xD55E00, 0xFF8F45),
    colour(0x008F68, 0x34D3A5),
    colour(0xB3508F, 0xE795C8),
    colour(0x947000, 0xE9C64A),
    colour(0x5B4FC7, 0xA79DFF),
    colour(0xB3202A, 0xFF747B),
    colour(0x5C616C, 0xC3C7D0),
];

/// The colour of the curve of that index.
pub(super) fn series(index: usize) -> Colour {
    SERIES[index % SERIES.len()]
}

/// Colours on the scale of levels.
pub(super) const LEVEL_STEPS: usize = 24;

/// Nine equidistant colours of matplotlib's viridis.
const VIRIDIS: [[u8; 3]; 9] = [
    [68, 1, 84],
    [71, 44, 122],
    [59, 81, 139],
    [44, 113, 142],
    [33, 144, 141],
    [39, 173, 129],
    [92, 200, 99],
    [170, 220, 50],
    [253, 231, 37],
];

fn viridis(position: f64) -> [u8; 3] {
    let scaled = position.clamp(0.0, 1.0) * (VIRIDIS.len() - 1) as f64;
    let index = (scaled as usize).min(VIRIDIS.len() - 2);
    let share = scaled - index as f64;
    std::array::from_fn(|channel| {
        let [low, high] = [VIRIDIS[index], VIRIDIS[index + 1]].map(|c| f64::from(c[channel]));
        (low + share * (high - low)).round() as u8
    })
}

/// The colour at a position from 0 to 1 of the scale of levels. The end of viridis that
/// would vanish into the page is left out: yellow on a light one, violet on a dark one.
pub(super) fn level(position: f64) -> Colour {
    let steps = (LEVEL_STEPS - 1) as f64;
    let position = (position.clamp(0.0, 1.0) * steps).round() / steps;
    Colour { light: viridis(position * 0.9), dark: viridis(0.25 + position * 0.75) }
}

fn all() -> impl Iterator<Item = Colour> {
    let levels = (0..LEVEL_STEPS).map(|step| level(step as f64 / (LEVEL_STEPS - 1) as f64));
    [INK, TEXT, FRAME, GRID, MUTED_LEVEL].into_iter().chain(SERIES).chain(levels)
}

/// Style rules that turn every figure's colours into those for a dark page.
pub(in crate::render) fn dark_rules() -> String {
    let mut rules = String::new();
    for Colour { light, dark } in all() {
        let [light, dark] = [light, dark].map(|[r, g, b]| format!("#{r:02X}{g:02X}{b:02X}"));
        for property in ["stroke", "fill"] {
            // Writing to a String cannot fail.
            let _ = write!(rules, "svg [{property}=\"{light}\"]{{{property}:{dark}}}");
        }
    }
    rules
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_roles_share_a_light_colour() {
        let distinct: HashSet<[u8; 3]> = all().map(|colour| colour.light).collect();
        assert_eq!(distinct.len(), all().count());
    }
}
