//! Plots whose points stand in the source: `\addplot coordinates {(1,7.17) (2,5.65)}`.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::{Reader, pattern, words};
use crate::read::language::text::Text;
use crate::read::layout::block::Block;

static LABEL: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b([xy])label\s*=\s*\{([^{}]*)\}"));
static CURVE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\\addplot[^;{}]*coordinates\s*\{([^{}]*)\}\s*;(?:\s*\\addlegendentry\s*\{((?:[^{}]|\{[^{}]*\})*)\})?",
    )
});
static POINT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\(\s*([-+]?[\d.eE+-]+)\s*,\s*([-+]?[\d.eE+-]+)\s*\)"));

impl Reader<'_> {
    /// The points of an axis are the rows of a table, each behind the name of its curve, if both
    /// axes have names.
    pub(super) fn plot(&mut self, body: Range<usize>) {
        let text = self.source.text.slice(body);
        let label = |axis: &str| {
            let found = LABEL.captures_iter(&text).find(|found| &found[1] == axis)?;
            Some(words(&text.slice(found.get(2)?.range())))
        };
        let (Some(x), Some(y)) = (label("x"), label("y")) else { return };
        let mut rows = vec![vec![Text::default(), x, y]];
        for curve in CURVE.captures_iter(&text) {
            let Some(points) = curve.get(1) else { continue };
            let name = curve.get(2).map(|name| words(&text.slice(name.range())));
            for point in POINT.captures_iter(points.as_str()) {
                let coordinate = |group: usize| {
                    let range = point.get(group).map_or(0..0, |found| found.range());
                    text.slice(points.start() + range.start..points.start() + range.end)
                };
                rows.push(vec![name.clone().unwrap_or_default(), coordinate(1), coordinate(2)]);
            }
        }
        if rows.len() > 1 {
            self.table = Some(self.out.len());
            let caption = std::mem::take(&mut self.caption);
            self.out.push(Block::table(rows, 1, caption));
        }
    }
}
