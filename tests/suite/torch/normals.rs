//! Normals against PyTorch's.

use verigrad::torch::{Generator, normal, normal_from_uniform, uniform};

use super::{equal, hash_floats, hexadecimal, number, read};
use crate::golden::{self, Mismatches};

#[test]
fn normals_are_pytorchs() {
    let name = "torch/normal.csv";
    let mut mismatches = Mismatches::new(name);
    for row in read(name, ["seed", "size", "mean_f64", "std_f64", "i", "f32_bits"], 2370) {
        let [seed, size, mean, deviation, i, bits] = &row.fields;
        let mut values = vec![0.0; number(size)];
        let generator = &mut Generator::seeded(number(seed));
        normal(generator, &mut values, number(mean), number(deviation));
        let value = values[number::<usize>(i)];
        equal(&mut mismatches, row.line, "normal", value.to_bits(), bits);
    }
    mismatches.finish();
}

/// Calls of all sizes share one generator and its kept normal.
#[test]
fn a_kept_normal_outlives_other_draws() {
    let name = "torch/normal_sequence_seed0.csv";
    let mut mismatches = Mismatches::new(name);
    let mut generator = Generator::seeded(0);
    let mut values = Vec::new();
    for row in read(name, ["call", "op", "size", "i", "f32_bits"], 54) {
        let [_, operation, size, i, bits] = &row.fields;
        if i == "0" {
            values = vec![0.0; number(size)];
            match operation.as_str() {
                "normal" => normal(&mut generator, &mut values, 0.25, 1.5),
                _ => uniform(&mut generator, &mut values, 0.0, 1.0),
            }
        }
        let value = values[number::<usize>(i)];
        equal(&mut mismatches, row.line, operation, value.to_bits(), bits);
    }
    mismatches.finish();
}

/// The uniform made of the low 24 bits of a word.
fn unit(word: u32) -> f32 {
    word as f32 / (1 << 24) as f32
}

#[test]
fn corners_of_the_block_transform_are_pytorchs() {
    let name = "torch/normal_kernel_corners.csv";
    let columns = ["u1_word_low24", "u2_word_low24", "cos_lane_bits", "sin_lane_bits"];
    let mut mismatches = Mismatches::new(name);
    for row in read(name, columns, 128) {
        let [first, second, cosine, sine] = &row.fields;
        let mut block = [unit(hexadecimal(first)); 16];
        block[8..].fill(unit(hexadecimal(second)));
        normal_from_uniform(&mut block, 0.0, 1.0);
        for lane in 0..8 {
            equal(&mut mismatches, row.line, "cosine", block[lane].to_bits(), cosine);
            equal(&mut mismatches, row.line, "sine", block[lane + 8].to_bits(), sine);
        }
    }
    mismatches.finish();
}

/// Every radius and every angle: the words and their order are told in
/// `golden/generate/torch_normal_exhaustive.py`.
#[test]
fn every_uniform_becomes_pytorchs_normal() {
    const RADIUS_ONE: u32 = 0x64_ba68;
    let name = "torch/normal_exhaustive_hash.csv";
    let mut mismatches = Mismatches::new(name);
    let mut seen = 0;
    for row in golden::read(name, ["varied", "first", "values", "fnv1a64_of_le_f32"]) {
        let [varied, first, values, golden] = &row.fields;
        let (first, values) = (hexadecimal(first), number::<u32>(values));
        let blocks = (first..first + values).step_by(8).flat_map(|start| {
            let every: [f32; 8] = std::array::from_fn(|lane| unit(start + lane as u32));
            let halves = match varied.as_str() {
                "radius" => [every, [0.0; 8]],
                _ => [[unit(RADIUS_ONE); 8], every],
            };
            halves.into_iter().flatten()
        });
        let mut normals: Vec<f32> = blocks.collect();
        normal_from_uniform(&mut normals, 0.0, 1.0);
        equal(&mut mismatches, row.line, varied, hash_floats(&normals), golden);
        seen += values;
    }
    mismatches.finish();
    assert_eq!(seen, 2 << 24);
}
