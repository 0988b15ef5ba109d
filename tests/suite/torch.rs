//! PyTorch's stream, against vectors that PyTorch made. Everything is equal to the bit.

mod draws;
mod normals;

use std::fmt::{Debug, LowerHex};

use verigrad::torch::{
    Generator, Initialisation, LinearDraw, TEST_PASS_WORDS, TRAIN_PASS_WORDS, default_bias_bound,
    default_weight_bound, linear_default, linear_default_words, linear_words, network, permutation,
    test_pass, train_pass, uniform,
};

use crate::golden::{Mismatches, Row};

/// The rows of one of the files that do not state their number, which is given here.
fn read<const N: usize>(name: &str, columns: [&str; N], rows: usize) -> Vec<Row<N>> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("golden").join(name);
    let mut reader = csv::Reader::from_path(path).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(reader.headers().expect("a header"), &columns[..], "columns of {name}");
    let records = reader.into_records().map(|record| record.expect("a record"));
    let read: Vec<Row<N>> = records
        .map(|record| Row {
            line: record.position().map_or(0, csv::Position::line),
            fields: std::array::from_fn(|column| record[column].to_owned()),
        })
        .collect();
    assert_eq!(read.len(), rows, "rows of {name}");
    read
}

fn number<T: std::str::FromStr<Err: Debug>>(field: &str) -> T {
    field.parse().unwrap_or_else(|error| panic!("`{field}`: {error:?}"))
}

fn hexadecimal(field: &str) -> u32 {
    u32::from_str_radix(field, 16).unwrap_or_else(|error| panic!("`{field}`: {error}"))
}

/// Compares bits with the golden file's hexadecimal digits.
fn equal(mismatches: &mut Mismatches, line: u64, what: &str, ours: impl LowerHex, golden: &str) {
    let digits = golden.len();
    mismatches.text(line, what, &format!("{ours:0digits$x}"), golden);
}

/// FNV-1a-64 over little-endian bytes.
fn hash(words: impl IntoIterator<Item = u32>) -> u64 {
    words.into_iter().flat_map(u32::to_le_bytes).fold(0xcbf2_9ce4_8422_2325, |value, byte| {
        (value ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn hash_floats(values: &[f32]) -> u64 {
    hash(values.iter().map(|value| value.to_bits()))
}

/// The networks of the golden files: each layer made and initialised before the next, all
/// made before any is initialised, or not initialised at all.
fn layers(order: &str, sizes: &str, kind: &str) -> Vec<LinearDraw> {
    let sizes: Vec<usize> = sizes.split('-').map(number).collect();
    let generator = &mut Generator::seeded(0);
    let pairs = || sizes.windows(2).map(|pair| (pair[0], pair[1]));
    if kind == "default" {
        return pairs().map(|(i, o)| linear_default(generator, i, o)).collect();
    }
    let initialisation = initialisation(kind);
    if order == "interleaved" {
        return network(generator, &sizes, initialisation);
    }
    assert_eq!(order, "build_then_init");
    pairs().for_each(|(i, o)| generator.skip(linear_default_words(i, o)));
    pairs()
        .map(|(i, o)| LinearDraw {
            weight: initialisation.draw(generator, i, o),
            bias: vec![0.0; o],
        })
        .collect()
}

fn initialisation(kind: &str) -> Initialisation {
    match kind {
        "xavier_normal" => Initialisation::XavierNormal,
        "kaiming_uniform_relu" => Initialisation::KaimingUniform,
        other => panic!("no initialisation `{other}`"),
    }
}

/// `W2` is the second layer's weight, `b1` the first one's bias.
fn tensor<'a>(layers: &'a [LinearDraw], name: &str) -> &'a [f32] {
    let (kind, layer) = name.split_at(1);
    let layer = &layers[number::<usize>(layer) - 1];
    if kind == "W" { &layer.weight } else { &layer.bias }
}

#[test]
fn words_are_mt19937s() {
    let name = "torch/mt19937.csv";
    let mut mismatches = Mismatches::new(name);
    for row in read(name, ["seed", "nth_output_1based", "word_hex"], 66) {
        let [seed, nth, word] = &row.fields;
        let mut generator = Generator::seeded(number(seed));
        generator.skip(number::<u64>(nth) - 1);
        equal(&mut mismatches, row.line, "word", generator.word(), word);
    }
    mismatches.finish();
}

#[test]
fn uniforms_are_pytorchs() {
    let name = "torch/uniform.csv";
    let mut mismatches = Mismatches::new(name);
    for row in read(name, ["seed", "from_f64", "to_f64", "i", "f32_bits"], 320) {
        let [seed, from, to, i, bits] = &row.fields;
        let mut values = [0.0; 40];
        uniform(&mut Generator::seeded(number(seed)), &mut values, number(from), number(to));
        let value = values[number::<usize>(i)];
        equal(&mut mismatches, row.line, "uniform", value.to_bits(), bits);
    }
    mismatches.finish();
}

#[test]
fn permutations_are_pytorchs() {
    let name = "torch/randperm60000.csv";
    let mut mismatches = Mismatches::new(name);
    let permuted = |seed: &str| permutation(&mut Generator::seeded(number(seed)), 60_000);
    for row in read(name, ["seed", "position", "value_hex", "value"], 50) {
        let [seed, position, value, _] = &row.fields;
        let ours = permuted(seed)[number::<usize>(position)];
        equal(&mut mismatches, row.line, "element", ours, value);
    }
    let name = "torch/randperm60000_hash.csv";
    for row in read(name, ["seed", "n", "fnv1a64_of_le_u32"], 2) {
        let [seed, n, golden] = &row.fields;
        assert_eq!(n, "60000");
        equal(&mut mismatches, row.line, "hash", hash(permuted(seed)), golden);
    }
    mismatches.finish();
}

#[test]
fn scales_are_pytorchs() {
    use Initialisation::{KaimingNormal, KaimingUniform, XavierNormal, XavierUniform};
    let name = "torch/init_scales.csv";
    let mut mismatches = Mismatches::new(name);
    for row in read(name, ["what", "fan_in", "fan_out", "f64_bits", "f32_bits"], 48) {
        let [what, inputs, outputs, double, single] = &row.fields;
        let (inputs, outputs) = (number(inputs), number(outputs));
        let scale = match what.as_str() {
            "xavier_normal std" => XavierNormal.scale(inputs, outputs),
            "xavier_uniform bound" => XavierUniform.scale(inputs, outputs),
            "kaiming_normal relu std" => KaimingNormal.scale(inputs, outputs),
            "kaiming_uniform relu bound" => KaimingUniform.scale(inputs, outputs),
            "Linear default weight bound" => default_weight_bound(inputs),
            "Linear default bias bound" => default_bias_bound(inputs),
            other => panic!("no scale `{other}`"),
        };
        equal(&mut mismatches, row.line, what, scale.to_bits(), double);
        equal(&mut mismatches, row.line, what, (scale as f32).to_bits(), single);
    }
    mismatches.finish();
}

#[test]
fn first_weights_are_pytorchs() {
    let name = "torch/init_weights_784-30-10_seed0.csv";
    let mut mismatches = Mismatches::new(name);
    for row in read(name, ["order", "tensor", "i_row_major", "f32_bits"], 80) {
        let [order, which, i, bits] = &row.fields;
        let layers = layers(order, "784-30-10", "xavier_normal");
        let weight = tensor(&layers, which)[number::<usize>(i)];
        equal(&mut mismatches, row.line, which, weight.to_bits(), bits);
    }
    mismatches.finish();
}

#[test]
fn whole_layers_are_pytorchs() {
    let name = "torch/init_hashes_seed0.csv";
    let columns = ["order", "sizes", "init", "tensor", "numel", "fnv1a64_of_le_f32"];
    let mut mismatches = Mismatches::new(name);
    for row in read(name, columns, 52) {
        let [order, sizes, kind, which, elements, golden] = &row.fields;
        let layers = layers(order, sizes, kind);
        let values = tensor(&layers, which);
        mismatches.text(row.line, "elements", &values.len().to_string(), elements);
        equal(&mut mismatches, row.line, which, hash_floats(values), golden);
    }
    mismatches.finish();
}

/// The generator at the start of that epoch of the 784-30-10 network's training, seed 0, each
/// train pass before it followed by a test pass or not.
fn at_epoch(epoch: &str, test_passes: &str) -> Generator {
    let mut generator = Generator::seeded(0);
    network(&mut generator, &[784, 30, 10], Initialisation::XavierNormal);
    for _ in 1..number::<u32>(epoch) {
        train_pass(&mut generator, 60_000);
        if test_passes == "1" {
            test_pass(&mut generator);
        }
    }
    generator
}

#[test]
fn loaders_draw_pytorchs_seeds() {
    let name = "torch/loader_seeds_seed0.csv";
    let columns = ["test_pass_between_epochs", "epoch", "base_seed_u64", "sampler_seed_u64"];
    let mut mismatches = Mismatches::new(name);
    for row in read(name, columns, 4) {
        let [test_passes, epoch, base, sampler] = &row.fields;
        let mut generator = at_epoch(epoch, test_passes);
        let pass = train_pass(&mut generator.clone(), 60_000);
        equal(&mut mismatches, row.line, "base seed", generator.random_int64(), base);
        let sampler_seed = generator.random_int64();
        equal(&mut mismatches, row.line, "sampler seed", sampler_seed, sampler);
        assert_eq!(pass, permutation(&mut Generator::seeded(sampler_seed), 60_000));
    }
    mismatches.finish();
}

#[test]
fn batches_are_pytorchs() {
    const BATCH: usize = 10;
    let name = "torch/loader_batches_seed0.csv";
    let columns = ["test_pass_between_epochs", "epoch", "batch", "i", "index_hex", "index"];
    let mut mismatches = Mismatches::new(name);
    for row in read(name, columns, 120) {
        let [test_passes, epoch, batch, i, image, _] = &row.fields;
        let order = train_pass(&mut at_epoch(epoch, test_passes), 60_000);
        let position = (number::<usize>(batch) - 1) * BATCH + number::<usize>(i);
        equal(&mut mismatches, row.line, "image", order[position], image);
    }
    mismatches.finish();
}

#[test]
fn as_many_words_are_drawn_as_pytorch_draws() {
    let name = "torch/word_counts.csv";
    let mut mismatches = Mismatches::new(name);
    for row in read(name, ["what", "words"], 7) {
        let [what, words] = &row.fields;
        let mut generator = Generator::seeded(0);
        let foreseen = match what.split(' ').collect::<Vec<_>>()[..] {
            ["net", sizes, kind] => {
                let sizes: Vec<usize> = sizes.split('-').map(number).collect();
                network(&mut generator, &sizes, initialisation(kind));
                let pairs = sizes.windows(2);
                pairs.map(|pair| linear_words(pair[0], pair[1], initialisation(kind))).sum()
            }
            ["one", "pass", "DataLoader(train", ..] => {
                train_pass(&mut generator, 60_000);
                TRAIN_PASS_WORDS
            }
            ["one", "pass", "DataLoader(test", ..] => {
                test_pass(&mut generator);
                TEST_PASS_WORDS
            }
            _ => panic!("no such draw: `{what}`"),
        };
        mismatches.text(row.line, what, &generator.words_drawn().to_string(), words);
        mismatches.text(row.line, what, &foreseen.to_string(), words);
    }
    mismatches.finish();
}
