//! The weights after one epoch, by hash: the same on every machine and at every level.
//!
//! `golden/weights.csv` is the one golden file that this code made itself. It proves nothing
//! about being right (`parity` does), only that nothing moved by a bit: a change of the
//! arithmetic on purpose records it anew with `VERIGRAD_RECORD=1 cargo test weights`.

use rayon::prelude::*;
use verigrad::homework::Net;
use verigrad::measure::images;
use verigrad::mnist::Mnist;
use verigrad::nn::Activation;
use verigrad::nn::kernels::{Level, Network};
use verigrad::nn::train::{Images, epoch, fresh};
use verigrad::optim::{AdamSettings, MomentumSettings, Optimiser};
use verigrad::torch::{Generator, Initialisation, train_pass};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/golden/weights.csv");

fn cases() -> Vec<(&'static str, Net, Optimiser)> {
    let sgd = |rate, momentum| Optimiser::Momentum(MomentumSettings::pytorch(rate, momentum));
    let adam = |weight_decay| {
        Optimiser::Adam(AdamSettings { weight_decay, ..AdamSettings::pytorch(0.001) })
    };
    let net = |hidden: &[usize], activation| Net {
        layers: [&[784], hidden, &[10]].concat(),
        activation,
        initialisation: match activation {
            Activation::Relu => Initialisation::KaimingUniform,
            _ => Initialisation::XavierNormal,
        },
        batch: 10,
        data: verigrad::data::DataSet::Mnist,
    };
    let sigmoid = |hidden: &[usize]| net(hidden, Activation::Sigmoid);
    let decayed = MomentumSettings { weight_decay: 1e-4, ..MomentumSettings::pytorch(0.1, 0.0) };
    vec![
        ("sgd 784-30-10", sigmoid(&[30]), sgd(0.1, 0.0)),
        ("sgd with decay 784-30-10", sigmoid(&[30]), Optimiser::Momentum(decayed)),
        ("momentum 784-30-10", sigmoid(&[30]), sgd(0.1, 0.9)),
        ("adam 784-30-10", sigmoid(&[30]), adam(0.0)),
        ("momentum 784-100-10", sigmoid(&[100]), sgd(0.1, 0.9)),
        ("adam with decay 784-100-10", sigmoid(&[100]), adam(1e-4)),
        ("adam with decay 784-40-20-10 relu", net(&[40, 20], Activation::Relu), adam(1e-4)),
    ]
}

/// FNV-1a-64 over the little-endian bytes of every layer's weights, then biases.
fn hash(network: &Network<f32>, layers: usize) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for layer in 0..layers {
        for value in network.weight(layer).into_iter().chain(network.bias(layer)) {
            for byte in value.to_le_bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
            }
        }
    }
    format!("{hash:016x}")
}

fn trained(net: &Net, optimiser: Optimiser, level: Level, images: &Images) -> String {
    let mut generator = Generator::seeded(0);
    let mut network: Network<f32> = fresh(net, optimiser, &mut generator);
    let order = train_pass(&mut generator, images.train.len() as u32);
    epoch(&mut network, &images.train, &order, net.batch, level);
    hash(&network, net.layers.len() - 1)
}

#[test]
fn weights_after_an_epoch_are_the_recorded_ones_at_every_level() {
    let images = images(&Mnist::built_in().expect("the built-in data set"));
    let cases = cases();
    let found: Vec<(&str, Vec<(Level, String)>)> = cases
        .par_iter()
        .map(|(name, net, optimiser)| {
            let at = |level| (level, trained(net, *optimiser, level, &images));
            (*name, Level::available().into_iter().map(at).collect())
        })
        .collect();
    if std::env::var_os("VERIGRAD_RECORD").is_some() {
        let rows = found.iter().map(|(name, hashes)| format!("{name},{}\n", hashes[0].1));
        let head = "# Hashes of float32 weights after epoch 1 under seed 0; made by verigrad itself, \
                    see tests/suite/weights.rs\n";
        let text = format!("{head}case,fnv1a64\n{}", rows.collect::<String>());
        std::fs::write(FILE, text).expect("written");
    }
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_path(FILE).expect(FILE);
    let golden: Vec<(String, String)> =
        reader.deserialize().map(|row| row.expect("a row")).collect();
    assert_eq!(golden.len(), found.len(), "cases of {FILE}");
    for ((name, hashes), (golden_name, golden)) in found.iter().zip(&golden) {
        assert_eq!(name, golden_name);
        for (level, hash) in hashes {
            assert_eq!(hash, golden, "{name} at {level}");
        }
    }
    let mut distinct: Vec<&String> = golden.iter().map(|(_, hash)| hash).collect();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), golden.len(), "two cases have one hash");
}
