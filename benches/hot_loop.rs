//! How long the homework's nets take: 100 training steps at a time on the real images, in
//! batches of ten, and one look at all test images. Timing only; `tests/suite/kernels.rs`
//! holds the numbers.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use verigrad::assignment::Net;
use verigrad::measure::images;
use verigrad::mnist::Mnist;
use verigrad::nn::Activation;
use verigrad::nn::kernels::{Level, Network};
use verigrad::nn::train::{correct, epoch, fresh};
use verigrad::optim::{AdamSettings, MomentumSettings, Optimiser};
use verigrad::torch::{Generator, Initialisation, train_pass};

const BATCH: usize = 10;
/// Images of 100 steps.
const IMAGES: usize = 100 * BATCH;
/// Orders drawn before the clock starts, so that shuffling is not timed.
const EPOCHS: usize = 4;

fn net(hidden: &[usize], activation: Activation, initialisation: Initialisation) -> Net {
    let layers = [&[784], hidden, &[10]].concat();
    Net { layers, activation, initialisation, batch: BATCH }
}

fn shallow(hidden: usize) -> Net {
    net(&[hidden], Activation::Sigmoid, Initialisation::XavierNormal)
}

fn sgd(momentum: f64) -> Optimiser {
    Optimiser::Momentum(MomentumSettings::pytorch(0.1, momentum))
}

fn adam(weight_decay: f64) -> Optimiser {
    Optimiser::Adam(AdamSettings { weight_decay, ..AdamSettings::pytorch(0.001) })
}

fn hot_loop(criterion: &mut Criterion) {
    let images = images(&Mnist::built_in().expect("the built-in data set"));
    let level = Level::best();
    let count = u32::try_from(images.train.len()).expect("few images");
    let tapered = net(&[512, 256, 128, 64], Activation::Relu, Initialisation::KaimingUniform);
    let cases = [
        ("sgd/30", shallow(30), sgd(0.0)),
        ("momentum/30", shallow(30), sgd(0.9)),
        ("adam/30", shallow(30), adam(0.0)),
        ("momentum/100", shallow(100), sgd(0.9)),
        ("adam-decay/100", shallow(100), adam(1e-4)),
        ("adam-decay/512-256-128-64", tapered, adam(1e-4)),
    ];

    let mut group = criterion.benchmark_group("train");
    group.sample_size(20).warm_up_time(Duration::from_millis(500));
    group.measurement_time(Duration::from_secs(3));
    group.throughput(Throughput::Elements(IMAGES as u64));
    for (name, net, optimiser) in &cases {
        let mut generator = Generator::seeded(0);
        let mut network: Network<f32> = fresh(net, *optimiser, &mut generator);
        let order: Vec<u32> = (0..EPOCHS).flat_map(|_| train_pass(&mut generator, count)).collect();
        let mut pieces = order.chunks_exact(IMAGES).cycle();
        group.bench_function(*name, |bencher| {
            bencher.iter(|| {
                let piece = pieces.next().expect("a cycle has no end");
                epoch(&mut network, &images.train, black_box(piece), BATCH, level);
            });
        });
    }
    group.finish();

    let mut group = criterion.benchmark_group("evaluate");
    group.sample_size(20).warm_up_time(Duration::from_millis(500));
    group.measurement_time(Duration::from_secs(3));
    group.throughput(Throughput::Elements(images.test.len() as u64));
    let mut network: Network<f32> = fresh(&shallow(30), sgd(0.0), &mut Generator::seeded(0));
    group.bench_function("30", |bencher| {
        bencher.iter(|| correct(&mut network, black_box(&images.test), level));
    });
    group.finish();
}

criterion_group!(benches, hot_loop);
criterion_main!(benches);
