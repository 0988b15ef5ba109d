use plotters::coord::Shift;
use plotters::prelude::{
    Circle, DrawingArea, IntoDrawingArea, PathElement, Polygon, Rectangle, SVGBackend,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontTransform, IntoFont, IntoTextStyle, RGBColor, ShapeStyle};

use super::palette::Colour;
use crate::render::RenderError;

/// Width of every figure in units; type sizes and line widths are chosen for it.
pub(super) const WIDTH: f64 = 640.0;
/// Height of a line of text at this size, in units.
pub(super) const TEXT_SIZE: f64 = 16.0;
/// The SVG backend writes whole numbers, so a unit is this many of them.
const SCALE: f64 = 3.0;
/// The SVG backend divides the size it is given by this.
const BACKEND_FONT_RATIO: f64 = 1.24;

/// A point in units of the figure, from its upper left corner.
pub(super) type Place = [f64; 2];

/// Which point of a text is put at its place; vertically always the middle.
#[derive(Clone, Copy, Debug)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
    /// Turned to be read from below, its middle at the place.
    Upwards,
}

/// About how wide a text comes out in a usual sans-serif face.
pub(super) fn text_width(text: &str) -> f64 {
    text.chars().count() as f64 * TEXT_SIZE * 0.54
}

/// Primitive shapes in units of the figure, written as SVG.
pub(super) struct Canvas<'a> {
    area: DrawingArea<SVGBackend<'a>, Shift>,
}

impl Canvas<'_> {
    /// Draws a figure of that height; what comes back is the SVG document, named for those
    /// who cannot see it.
    pub(super) fn draw(
        height: f64,
        name: &str,
        content: impl FnOnce(&Canvas) -> Result<(), RenderError>,
    ) -> Result<String, RenderError> {
        let mut text = String::new();
        let [full_width, full_height] = [WIDTH, height].map(|length| (length * SCALE) as u32);
        let backend = SVGBackend::with_string(&mut text, (full_width, full_height));
        let canvas = Canvas { area: backend.into_drawing_area() };
        content(&canvas)?;
        canvas.area.present()?;
        drop(canvas);
        // The backend's own opening tag has no name and a size three times too large.
        let body = text.split_once('>').map_or(text.as_str(), |(_, body)| body);
        let name = maud::html! { (name) }.into_string();
        Ok(format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" \
             viewBox=\"0 0 {full_width} {full_height}\" role=\"img\" aria-label=\"{name}\" \
             stroke-linejoin=\"round\" stroke-linecap=\"round\"><title>{name}</title>{body}"
        ))
    }

    pub(super) fn line(
        &self,
        points: &[Place],
        colour: Colour,
        width: f64,
    ) -> Result<(), RenderError> {
        let style = style(colour).stroke_width((width * SCALE).round() as u32);
        let points: Vec<(i32, i32)> = points.iter().copied().map(pixel).collect();
        Ok(self.area.draw(&PathElement::new(points, style))?)
    }

    pub(super) fn polygon(&self, points: &[Place], colour: Colour) -> Result<(), RenderError> {
        let points: Vec<(i32, i32)> = points.iter().copied().map(pixel).collect();
        Ok(self.area.draw(&Polygon::new(points, style(colour).filled()))?)
    }

    /// A surface that lets what lies under it be seen.
    pub(super) fn band(&self, points: &[Place], colour: Colour) -> Result<(), RenderError> {
        let points: Vec<(i32, i32)> = points.iter().copied().map(pixel).collect();
        Ok(self.area.draw(&Polygon::new(points, faint(colour, BAND_OPACITY)))?)
    }

    /// A disc that shows by its depth how many lie on it.
    pub(super) fn faint_disc(
        &self,
        centre: Place,
        radius: f64,
        colour: Colour,
    ) -> Result<(), RenderError> {
        let radius = (radius * SCALE).round() as i32;
        Ok(self.area.draw(&Circle::new(pixel(centre), radius, faint(colour, DISC_OPACITY)))?)
    }

    pub(super) fn rectangle(
        &self,
        corner: Place,
        opposite: Place,
        colour: Colour,
    ) -> Result<(), RenderError> {
        let corners = [pixel(corner), pixel(opposite)];
        Ok(self.area.draw(&Rectangle::new(corners, style(colour).filled()))?)
    }

    pub(super) fn disc(
        &self,
        centre: Place,
        radius: f64,
        colour: Colour,
    ) -> Result<(), RenderError> {
        let radius = (radius * SCALE).round() as i32;
        Ok(self.area.draw(&Circle::new(pixel(centre), radius, style(colour).filled()))?)
    }

    /// A star with five points.
    pub(super) fn star(
        &self,
        [x, y]: Place,
        radius: f64,
        colour: Colour,
    ) -> Result<(), RenderError> {
        let corners: Vec<Place> = (0..10)
            .map(|corner| {
                let radius = if corner % 2 == 0 { radius } else { radius * 0.42 };
                let angle = f64::from(corner) * std::f64::consts::PI / 5.0;
                [x + radius * angle.sin(), y - radius * angle.cos()]
            })
            .collect();
        self.polygon(&corners, colour)
    }

    pub(super) fn text(
        &self,
        text: &str,
        place: Place,
        anchor: Anchor,
        colour: Colour,
    ) -> Result<(), RenderError> {
        let font = ("system-ui, sans-serif", TEXT_SIZE * SCALE * BACKEND_FONT_RATIO).into_font();
        let (horizontal, transform) = match anchor {
            Anchor::Start => (HPos::Left, FontTransform::None),
            Anchor::Middle => (HPos::Center, FontTransform::None),
            Anchor::End => (HPos::Right, FontTransform::None),
            Anchor::Upwards => (HPos::Center, FontTransform::Rotate270),
        };
        let [red, green, blue] = colour.light;
        let style = font
            .transform(transform)
            .color(&RGBColor(red, green, blue))
            .pos(Pos::new(horizontal, VPos::Center));
        Ok(self.area.draw_text(text, &style.into_text_style(&self.area), pixel(place))?)
    }
}

fn pixel(place: Place) -> (i32, i32) {
    let [x, y] = place.map(|coordinate| (coordinate * SCALE).round() as i32);
    (x, y)
}

const BAND_OPACITY: f64 = 0.22;
const DISC_OPACITY: f64 = 0.45;

fn faint(colour: Colour, opacity: f64) -> ShapeStyle {
    let [red, green, blue] = colour.light;
    RGBColor(red, green, blue).mix(opacity).filled()
}

fn style(colour: Colour) -> ShapeStyle {
    let [red, green, blue] = colour.light;
    RGBColor(red, green, blue).stroke_width(1)
}
