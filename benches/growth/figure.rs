//! The measured ratios as a figure: one panel a net, one curve a batch, both axes by powers.

use plotters::prelude::*;

use crate::{Point, WIDTHS};

/// The batches that are drawn; all would be too many curves.
const DRAWN: [usize; 5] = [1, 10, 30, 100, 1000];
/// Okabe and Ito's hues, told apart by readers of any colour vision.
const HUES: [RGBColor; 5] = [
    RGBColor(0x00, 0x72, 0xB2),
    RGBColor(0xD5, 0x5E, 0x00),
    RGBColor(0x00, 0x8F, 0x68),
    RGBColor(0xB3, 0x50, 0x8F),
    RGBColor(0x5C, 0x61, 0x6C),
];
const RATIOS: std::ops::Range<f64> = 0.1..20.0;

/// An SVG document.
pub fn figure(points: &[Point]) -> Result<String, Box<dyn std::error::Error>> {
    let mut text = String::new();
    {
        let area = SVGBackend::with_string(&mut text, (900, 420)).into_drawing_area();
        area.fill(&WHITE)?;
        let panels = area.split_evenly((1, 2));
        for (panel, hidden_layers) in panels.iter().zip([1, 2]) {
            draw(panel, hidden_layers, points)?;
        }
        area.present()?;
    }
    Ok(text)
}

fn draw(
    panel: &DrawingArea<SVGBackend, plotters::coord::Shift>,
    hidden_layers: usize,
    points: &[Point],
) -> Result<(), Box<dyn std::error::Error>> {
    let net = if hidden_layers == 1 { "784-H-10" } else { "784-H-H-10" };
    let face = |size: i32| ("system-ui, sans-serif", size).into_font();
    let widths = (WIDTHS[0] as f64..WIDTHS[WIDTHS.len() - 1] as f64).log_scale();
    let mut chart = ChartBuilder::on(panel)
        .caption(net, face(17))
        .margin(10)
        .margin_right(22)
        .x_label_area_size(42)
        .y_label_area_size(52)
        .build_cartesian_2d(widths.with_key_points(vec![30.0, 100.0, 300.0, 1000.0]), {
            RATIOS.log_scale().with_key_points(vec![0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0])
        })?;
    chart
        .configure_mesh()
        .x_desc("hidden width H")
        .y_desc("faer's time / fused step's")
        .x_label_formatter(&f64::to_string)
        .y_label_formatter(&f64::to_string)
        .light_line_style(TRANSPARENT)
        .label_style(face(14))
        .axis_desc_style(face(15))
        .draw()?;
    let ends = [WIDTHS[0], WIDTHS[WIDTHS.len() - 1]];
    chart.draw_series(LineSeries::new(ends.map(|width| (width as f64, 1.0)), BLACK))?;
    for (batch, hue) in DRAWN.into_iter().zip(HUES) {
        let curve = points
            .iter()
            .filter(|point| point.hidden_layers == hidden_layers && point.batch == batch)
            .map(|point| (point.width as f64, point.ratio.clamp(RATIOS.start, RATIOS.end)));
        chart
            .draw_series(LineSeries::new(curve, hue.stroke_width(2)))?
            .label(format!("batch {batch}"))
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], hue.stroke_width(2)));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::LowerLeft)
        .label_font(face(14))
        .background_style(WHITE.mix(0.85))
        .draw()?;
    Ok(())
}
