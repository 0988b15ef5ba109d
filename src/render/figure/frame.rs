use super::canvas::{Anchor, Canvas, Place, TEXT_SIZE, WIDTH, text_width};
use super::palette::{Colour, FRAME, GRID, INK, TEXT};
use super::ticks::Tick;
use crate::render::RenderError;

/// A plot's rectangle in the figure, and what it shows.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// Left, top, right, bottom in units of the figure.
    pub(super) edges: [f64; 4],
    /// Smallest and largest x shown.
    pub(super) x: [f64; 2],
    /// Smallest and largest y shown.
    pub(super) y: [f64; 2],
}

/// Where a value lies between two others, from 0 to 1; halves, since a span can overflow.
fn share(value: f64, [low, high]: [f64; 2]) -> f64 {
    (value / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0)
}

impl Frame {
    /// Where a point of the plot lies in the figure; not finite if the point is not.
    pub(super) fn place(&self, [x, y]: [f64; 2]) -> Place {
        let [left, top, right, bottom] = self.edges;
        [left + share(x, self.x) * (right - left), bottom - share(y, self.y) * (bottom - top)]
    }

    /// Whether a place of the figure lies in the plot.
    pub(super) fn contains(&self, [x, y]: Place) -> bool {
        let [left, top, right, bottom] = self.edges;
        (left..=right).contains(&x) && (top..=bottom).contains(&y)
    }

    /// What is inside the plot of a line through these places, in pieces.
    pub(super) fn clip(&self, line: &[Place]) -> Vec<Vec<Place>> {
        let mut pieces: Vec<Vec<Place>> = Vec::new();
        for stroke in line.windows(2) {
            let &[from, to] = stroke else { continue };
            let Some([enter, leave]) = self.clip_stroke(from, to) else { continue };
            match pieces.last_mut() {
                Some(piece) if piece.last() == Some(&enter) => piece.push(leave),
                _ => pieces.push(vec![enter, leave]),
            }
        }
        pieces
    }

    /// The part of a stroke that is inside (Liang and Barsky 1984).
    fn clip_stroke(&self, from: Place, to: Place) -> Option<[Place; 2]> {
        let [left, top, right, bottom] = self.edges;
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (axis, low, high) in [(0, left, right), (1, top, bottom)] {
            let travel = to[axis] - from[axis];
            if travel == 0.0 {
                if from[axis] < low || from[axis] > high {
                    return None;
                }
                continue;
            }
            let [one, other] = [low, high].map(|edge| (edge - from[axis]) / travel);
            enter = enter.max(one.min(other));
            leave = leave.min(one.max(other));
        }
        // A stroke that is inside as a whole keeps its own ends, to the bit: pieces are
        // joined where they are equal.
        let at = |t: f64| [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
        let start = if enter == 0.0 { from } else { at(enter) };
        let end = if leave == 1.0 { to } else { at(leave) };
        (enter <= leave).then_some([start, end])
    }

    /// Draws a line given in places of the figure, as far as it is inside.
    pub(super) fn draw_line(
        &self,
        canvas: &Canvas,
        line: &[Place],
        colour: Colour,
        width: f64,
    ) -> Result<(), RenderError> {
        // A single point is a dot: a round line cap.
        let dot = match line {
            [only] if self.contains(*only) => Some(vec![*only, *only]),
            _ => None,
        };
        for piece in self.clip(line).into_iter().chain(dot) {
            canvas.line(&piece, colour, width)?;
        }
        Ok(())
    }

    /// The surface from the lowest to the highest of several curves, whose points are one
    /// apart from `start` on.
    pub(super) fn draw_band(
        &self,
        canvas: &Canvas,
        curves: &[Vec<f64>],
        start: f64,
        colour: Colour,
    ) -> Result<(), RenderError> {
        let length = curves.iter().map(Vec::len).min().unwrap_or(0);
        let edge = |fold: fn(f64, f64) -> f64, index: usize| {
            let y = curves.iter().map(|curve| curve[index]).reduce(fold).unwrap_or(f64::NAN);
            self.place([start + index as f64, y.clamp(self.y[0], self.y[1])])
        };
        let lower = (0..length).map(|index| edge(f64::min, index));
        let upper = (0..length).rev().map(|index| edge(f64::max, index));
        let outline: Vec<Place> = lower.chain(upper).collect();
        if outline.is_empty() { Ok(()) } else { canvas.band(&outline, colour) }
    }

    /// Lines across the plot at the ticks, if `grid`; the ticks with labels; the border; the
    /// axes' names.
    pub(super) fn draw_axes(
        &self,
        canvas: &Canvas,
        x_axis: (&str, &[Tick]),
        y_axis: (&str, &[Tick]),
        grid: bool,
    ) -> Result<(), RenderError> {
        let [left, top, right, bottom] = self.edges;
        for tick in x_axis.1 {
            let [x, _] = self.place([tick.value, self.y[0]]);
            if grid {
                canvas.line(&[[x, top], [x, bottom]], GRID, 1.0)?;
            }
            canvas.line(&[[x, bottom], [x, bottom + 5.0]], FRAME, 1.0)?;
            // The outermost label may not leave the figure.
            let half = text_width(&tick.label) / 2.0;
            let place = [x.min(WIDTH - half - 4.0), bottom + 8.0 + TEXT_SIZE / 2.0];
            canvas.text(&tick.label, place, Anchor::Middle, TEXT)?;
        }
        for tick in y_axis.1 {
            let [_, y] = self.place([self.x[0], tick.value]);
            if grid {
                canvas.line(&[[left, y], [right, y]], GRID, 1.0)?;
            }
            canvas.line(&[[left - 5.0, y], [left, y]], FRAME, 1.0)?;
            canvas.text(&tick.label, [left - 9.0, y], Anchor::End, TEXT)?;
        }
        let border = [[left, top], [right, top], [right, bottom], [left, bottom], [left, top]];
        canvas.line(&border, FRAME, 1.0)?;
        let below = bottom + 14.0 + 1.7 * TEXT_SIZE;
        canvas.text(x_axis.0, [(left + right) / 2.0, below], Anchor::Middle, TEXT)?;
        canvas.text(y_axis.0, [0.7 * TEXT_SIZE, (top + bottom) / 2.0], Anchor::Upwards, TEXT)
    }
}

/// Space between the left edge of a figure and its plot, for labels that long.
pub(super) fn left_margin(ticks: &[Tick]) -> f64 {
    let widest = ticks.iter().map(|tick| text_width(&tick.label)).fold(0.0, f64::max);
    widest + 12.0 + 1.6 * TEXT_SIZE
}

/// Space below a plot for its labels and the axis's name.
pub(super) const BOTTOM_MARGIN: f64 = 54.0;

/// How an entry of a legend is marked.
#[derive(Clone, Copy, Debug)]
pub(super) enum Mark {
    Line(Colour, f64),
    Star,
    Disc,
}

/// Entries above a plot, in as many rows as they need.
pub(super) struct Legend {
    entries: Vec<(Mark, String, Place)>,
    /// Space that it takes from the top of the figure.
    pub(super) height: f64,
}

const MARK_WIDTH: f64 = 26.0;
const ROW: f64 = 1.5 * TEXT_SIZE;

impl Legend {
    pub(super) fn new(entries: impl IntoIterator<Item = (Mark, String)>, left: f64) -> Self {
        let mut placed = Vec::new();
        let (mut x, mut y) = (left, 0.7 * TEXT_SIZE);
        for (mark, label) in entries {
            let width = MARK_WIDTH + 8.0 + text_width(&label);
            if x > left && x + width > WIDTH {
                (x, y) = (left, y + ROW);
            }
            placed.push((mark, label, [x, y]));
            x += width + 20.0;
        }
        let height = if placed.is_empty() { 10.0 } else { y + ROW };
        Self { entries: placed, height }
    }

    pub(super) fn draw(&self, canvas: &Canvas) -> Result<(), RenderError> {
        for (mark, label, [x, y]) in &self.entries {
            let centre = [x + MARK_WIDTH / 2.0, *y];
            match *mark {
                Mark::Line(colour, width) => {
                    canvas.line(&[[*x, *y], [x + MARK_WIDTH, *y]], colour, width)?;
                }
                Mark::Star => canvas.star(centre, 9.0, INK)?,
                Mark::Disc => canvas.disc(centre, 5.0, INK)?,
            }
            canvas.text(label, [x + MARK_WIDTH + 8.0, *y], Anchor::Start, TEXT)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: Frame = Frame { edges: [0.0, 0.0, 10.0, 10.0], x: [0.0, 1.0], y: [0.0, 1.0] };

    #[test]
    fn a_line_is_cut_at_the_border() {
        let line = [[-5.0, 5.0], [5.0, 5.0], [5.0, 20.0], [8.0, 20.0], [8.0, 5.0]];
        let pieces = [vec![[0.0, 5.0], [5.0, 5.0], [5.0, 10.0]], vec![[8.0, 10.0], [8.0, 5.0]]];
        assert_eq!(FRAME.clip(&line), pieces);
        assert!(FRAME.clip(&[[-1.0, 0.0], [-1.0, 9.0]]).is_empty());
        assert_eq!(FRAME.clip(&[[5.0, 5.0], [5.0, 1e200]]), [vec![[5.0, 5.0], [5.0, 10.0]]]);
    }

    #[test]
    fn a_span_beyond_the_largest_number_is_placed() {
        let frame = Frame { x: [-1.5e308, 1.5e308], ..FRAME };
        assert_eq!(frame.place([0.0, 0.5]), [5.0, 5.0]);
    }

    #[test]
    fn a_legend_takes_another_row_when_it_must() {
        let entry = |_| (Mark::Star, "Gradient descent, rate 1e-4".to_owned());
        let [one, five] = [1, 5].map(|count| Legend::new((0..count).map(entry), 60.0));
        assert!(five.height > one.height);
        assert!(five.entries.iter().all(|(_, _, [x, _])| *x < WIDTH));
    }
}
