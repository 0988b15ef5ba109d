//! How the cost of a step grows with the hidden width and the batch, and where faer's product
//! overtakes the fused step: time a sample of plain SGD, one thread, on 784-H-10 and 784-H-H-10.
//!
//! ```sh
//! cargo bench --bench growth               # prints
//! cargo bench --bench growth -- --write    # also writes benches/growth.csv and growth.svg
//! ```
//!
//! The two nets differ by one layer whose inputs are not pixels, so their difference is what
//! such a layer costs.

mod faer_step;
mod figure;

use std::time::Instant;

use faer_step::FaerNetwork;
use verigrad::homework::Net;
use verigrad::measure::images;
use verigrad::mnist::Mnist;
use verigrad::nn::Activation;
use verigrad::nn::kernels::{Level, LitPixels, Network};
use verigrad::nn::train::{epoch, from_draws};
use verigrad::optim::{MomentumSettings, Optimiser};
use verigrad::torch::{Generator, Initialisation, network, train_pass};

const WIDTHS: [usize; 8] = [30, 50, 100, 200, 300, 500, 700, 1000];
const BATCHES: [usize; 8] = [1, 3, 10, 30, 100, 200, 500, 1000];
const RATE: f64 = 0.1;
/// About how long a piece of each path is, in seconds, and how long they take turns.
const PIECE: f64 = 0.002;
const TURNS: f64 = 0.5;
/// Turns at least.
const ROUNDS: usize = 12;

/// One measured point.
#[derive(serde::Serialize)]
pub struct Point {
    /// 1 or 2.
    hidden_layers: usize,
    width: usize,
    batch: usize,
    fused_microseconds_a_sample: f64,
    faer_microseconds_a_sample: f64,
    /// faer's time over the fused step's: above 1 the fused step is faster.
    ratio: f64,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let data = images(&Mnist::built_in()?).train;
    let level = Level::best();
    let order = train_pass(&mut Generator::seeded(0), data.len() as u32);
    println!("{level}, one thread; microseconds a sample, and faer's time over the fused step's");
    println!(
        "{:>13}{:>7}{:>7}{:>10}{:>10}{:>8}",
        "hidden layers", "width", "batch", "fused", "faer", "ratio"
    );
    let mut points = Vec::new();
    for hidden_layers in [1, 2] {
        for width in WIDTHS {
            for batch in BATCHES {
                let point = measured(hidden_layers, width, batch, &data, &order, level);
                println!(
                    "{hidden_layers:>13}{width:>7}{batch:>7}{:>10.3}{:>10.3}{:>8.2}",
                    point.fused_microseconds_a_sample,
                    point.faer_microseconds_a_sample,
                    point.ratio
                );
                points.push(point);
            }
        }
    }
    if std::env::args().any(|argument| argument == "--write") {
        let mut writer = csv::Writer::from_path("benches/growth.csv")?;
        points.iter().try_for_each(|point| writer.serialize(point))?;
        writer.flush()?;
        std::fs::write("benches/growth.svg", figure::figure(&points)?)?;
    }
    Ok(())
}

fn measured(
    hidden_layers: usize,
    width: usize,
    batch: usize,
    data: &LitPixels,
    order: &[u32],
    level: Level,
) -> Point {
    let layers = [&[784], &vec![width; hidden_layers][..], &[10]].concat();
    let initialisation = Initialisation::XavierNormal;
    let draws = network(&mut Generator::seeded(0), &layers, initialisation);
    let mut faer = FaerNetwork::new(&layers, &draws, batch, RATE as f32);
    let data_set = verigrad::data::DataSet::Mnist;
    let net =
        Net { layers, activation: Activation::Sigmoid, initialisation, batch, data: data_set };
    let optimiser = Optimiser::Momentum(MomentumSettings::pytorch(RATE, 0.0));
    let mut fused: Network<f32> = from_draws(&net, optimiser, &draws);

    let start = Instant::now();
    faer.step(data, &order[..batch], level);
    epoch(&mut fused, data, &order[..batch], batch, level);
    let both = start.elapsed().as_secs_f64();
    check_equal(&fused, &faer, width);

    // A first step takes longer than later ones do, by about the factor.
    let steps = ((PIECE / both * 4.0) as usize).clamp(1, (order.len() / batch).min(4000));
    let piece = &order[..steps * batch];
    // The fastest of all pieces: what a shared machine takes away belongs to neither path.
    let (mut ours, mut theirs) = (f64::INFINITY, f64::INFINITY);
    let (first, mut rounds) = (Instant::now(), 0);
    while rounds < ROUNDS || first.elapsed().as_secs_f64() < TURNS {
        let start = Instant::now();
        epoch(&mut fused, data, piece, batch, level);
        let middle = Instant::now();
        for batch in piece.chunks_exact(batch) {
            faer.step(data, batch, level);
        }
        theirs = theirs.min(middle.elapsed().as_secs_f64());
        ours = ours.min((middle - start).as_secs_f64());
        rounds += 1;
    }
    let a_sample = |seconds: f64| seconds * 1e6 / piece.len() as f64;
    Point {
        hidden_layers,
        width,
        batch,
        fused_microseconds_a_sample: a_sample(ours),
        faer_microseconds_a_sample: a_sample(theirs),
        ratio: theirs / ours,
    }
}

/// That both paths made the same step, up to rounding: else their times say nothing.
fn check_equal(fused: &Network<f32>, faer: &FaerNetwork, width: usize) {
    for (place, ours) in fused.weight(0).into_iter().enumerate() {
        let theirs = faer.weight(0, place / 784, place % 784);
        assert!((ours - theirs).abs() < 1e-5, "width {width}: {ours} and {theirs}");
    }
}
