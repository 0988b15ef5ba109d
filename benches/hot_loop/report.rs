//! The measured times beside their arithmetic bounds.

use verigrad::nn::kernels::Level;

use crate::work::Work;

/// One case.
pub struct Row {
    name: &'static str,
    microseconds: f64,
    samples_a_second: f64,
    peak: f64,
    dense: f64,
    lit: f64,
}

/// The median of what was measured, and the bounds at that peak; nothing if there is nothing.
pub fn row(name: &'static str, work: &Work, mut samples: Vec<f64>, peak: f64) -> Option<Row> {
    samples.sort_by(f64::total_cmp);
    let microseconds = *samples.get(samples.len() / 2)?;
    let bound = |operations: f64| operations / peak * 1e6;
    Some(Row {
        name,
        microseconds,
        samples_a_second: work.images_taken as f64 / work.units() as f64 / microseconds * 1e6,
        peak,
        dense: bound(work.operations.dense),
        lit: bound(work.operations.lit),
    })
}

/// A table; the peak is measured after each case, since a shared machine's changes.
pub fn print(level: Level, rows: &[Row]) {
    println!(
        "\nTime and arithmetic bound at {level}, one thread; evaluate is one pass over all test images."
    );
    println!(
        "Bounds: the operations of all pixels (dense) or of lit pixels only, over the peak of"
    );
    println!("separate products and sums in registers, measured after the case.\n");
    println!(
        "{:<27}{:>10}{:>13}{:>10}{:>10}{:>7}{:>10}{:>7}",
        "case", "us/step", "samples/s", "GFLOP/s", "dense us", "ratio", "lit us", "ratio"
    );
    for row in rows {
        println!(
            "{:<27}{:>10.2}{:>13.0}{:>10.0}{:>10.2}{:>7.2}{:>10.2}{:>7.2}",
            row.name,
            row.microseconds,
            row.samples_a_second,
            row.peak / 1e9,
            row.dense,
            row.microseconds / row.dense,
            row.lit,
            row.microseconds / row.lit,
        );
    }
}
