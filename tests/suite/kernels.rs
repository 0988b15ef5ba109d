//! The fused step: against the reference path, against itself at other instruction sets,
//! and its parts one by one.

use std::sync::OnceLock;

use faer::Mat;
use proptest::collection::vec;
use proptest::prelude::*;
use verigrad::assignment::{Assignment, Net};
use verigrad::measure::{self, Row};
use verigrad::mnist::Mnist;
use verigrad::nn::kernels::{Initial, Level, LitPixels, Network, Number};
use verigrad::nn::train::{Images, correct, epoch, fresh};
use verigrad::nn::{Activation, Dense, Mlp, weight_gradient_norms};
use verigrad::optim::{AdamSettings, MomentumSettings, Optimiser, UpdateRule};
use verigrad::torch::{Generator, Initialisation, train_pass};

use crate::strategies;

/// f64, relative to the net's largest parameter, after [`STEPS`] steps: orders of sums and
/// fused products are all that differs. Seen: 3.4e-15.
const AGREEMENT: f64 = 1e-13;

/// f64, for any draw: where a gradient is close to zero, Adam's first step magnifies its
/// rounding η/ε = 1e5 times.
const REORDERED: f64 = 1e-11;

/// Steps that nets are followed for.
const STEPS: usize = 30;

/// A stream of bits (`SplitMix64`), the same everywhere.
struct Bits(u64);

impl Bits {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// In -1..1.
    fn number(&mut self) -> f32 {
        (self.next() >> 40) as f32 / 8_388_608.0 - 1.0
    }

    /// In 0..limit.
    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }
}

/// Whole images, one in four of their pixels lit, with their classes.
#[derive(Clone)]
struct Sparse {
    inputs: usize,
    images: Vec<(u8, Vec<f32>)>,
}

impl Sparse {
    fn draw(bits: &mut Bits, inputs: usize, classes: usize, count: usize) -> Self {
        let image = |_| {
            let label = bits.below(classes) as u8;
            let pixel = |_| {
                let lit = bits.below(4) == 0;
                if lit { (1 + bits.below(255)) as f32 / 255.0 } else { 0.0 }
            };
            (label, (0..inputs).map(pixel).collect())
        };
        Self { inputs, images: (0..count).map(image).collect() }
    }

    fn lit(&self) -> LitPixels {
        LitPixels::new(self.inputs, self.images.iter().cloned())
    }

    /// Those images as a matrix, with their labels.
    fn batch(&self, batch: &[u32]) -> (Mat<f64>, Vec<u8>) {
        let image = |row: usize| &self.images[batch[row] as usize];
        let matrix = Mat::from_fn(batch.len(), self.inputs, |row, i| f64::from(image(row).1[i]));
        (matrix, (0..batch.len()).map(|row| image(row).0).collect())
    }
}

/// Weights and biases of both paths.
#[derive(Clone)]
struct Start {
    widths: Vec<usize>,
    hidden: Activation,
    layers: Vec<(Vec<f32>, Vec<f32>)>,
}

impl Start {
    fn draw(bits: &mut Bits, widths: &[usize], hidden: Activation) -> Self {
        let layer = |pair: &[usize]| {
            let scale = 2.0 / (pair[0] as f32).sqrt();
            let mut numbers =
                |count: usize| (0..count).map(|_| bits.number() * scale).collect::<Vec<f32>>();
            (numbers(pair[0] * pair[1]), numbers(pair[1]))
        };
        Self { widths: widths.to_vec(), hidden, layers: widths.windows(2).map(layer).collect() }
    }

    fn network<T: Number>(&self, optimiser: Optimiser) -> Network<T> {
        let pairs = self.widths.windows(2).zip(&self.layers);
        let layers: Vec<Initial> = pairs
            .map(|(pair, (weight, bias))| Initial {
                inputs: pair[0],
                outputs: pair[1],
                weight,
                bias,
            })
            .collect();
        Network::new(&layers, self.hidden, optimiser)
    }

    fn reference(&self) -> Mlp<f64> {
        let wide = |numbers: &[f32]| numbers.iter().map(|&x| f64::from(x)).collect::<Vec<f64>>();
        let layer = |(pair, (weight, bias)): (&[usize], &(Vec<f32>, Vec<f32>))| {
            Dense::from_rows(pair[0], &wide(weight), &wide(bias)).expect("matching")
        };
        let layers = self.widths.windows(2).zip(&self.layers).map(layer).collect();
        Mlp::new(layers, self.hidden).expect("matching")
    }
}

/// In PyTorch's order, as [`Mlp::parameters`] has them.
fn parameters<T: Number>(network: &Network<T>, layers: usize) -> Vec<T> {
    (0..layers).flat_map(|layer| [network.weight(layer), network.bias(layer)].concat()).collect()
}

/// The largest difference, in units of the largest number (1, if that is smaller).
fn gap(left: &[f64], right: &[f64]) -> f64 {
    assert_eq!(left.len(), right.len());
    let largest = right.iter().fold(1.0, |largest: f64, x| largest.max(x.abs()));
    let apart = |(a, b): (&f64, &f64)| (a - b).abs();
    let worst = left.iter().zip(right).map(apart).fold(0.0, |worst: f64, x| {
        // A NaN must not be passed over.
        if worst.is_nan() || x <= worst { worst } else { x }
    });
    worst / largest
}

fn optimisers() -> [(&'static str, Optimiser); 7] {
    let sgd = |momentum, weight_decay| {
        let settings = MomentumSettings::pytorch(0.1, momentum);
        Optimiser::Momentum(MomentumSettings { weight_decay, ..settings })
    };
    let adam = |weight_decay| {
        Optimiser::Adam(AdamSettings { weight_decay, ..AdamSettings::pytorch(0.001) })
    };
    [
        ("plain", Optimiser::GradientDescent { learning_rate: 0.1 }),
        ("sgd", sgd(0.0, 0.0)),
        ("momentum", sgd(0.9, 0.0)),
        ("sgd with decay", sgd(0.0, 1e-3)),
        ("momentum with decay", sgd(0.9, 1e-3)),
        ("adam", adam(0.0)),
        ("adam with decay", adam(1e-3)),
    ]
}

/// The same rule at a rate one in a million off.
fn slightly_faster(optimiser: Optimiser) -> Optimiser {
    let faster = |rate: f64| rate * (1.0 + 1e-6);
    match optimiser {
        Optimiser::GradientDescent { learning_rate } => {
            Optimiser::GradientDescent { learning_rate: faster(learning_rate) }
        }
        Optimiser::Momentum(settings) => Optimiser::Momentum(MomentumSettings {
            learning_rate: faster(settings.learning_rate),
            ..settings
        }),
        Optimiser::Adam(settings) => Optimiser::Adam(AdamSettings {
            learning_rate: faster(settings.learning_rate),
            ..settings
        }),
    }
}

/// Inputs, hidden layers, classes: one group and less, whole groups, several, and more groups
/// than one pass over a row takes (eight in the first layer, two in the others).
const SHAPES: [&[usize]; 12] = [
    &[37, 10],
    &[37, 1, 10],
    &[37, 16, 10],
    &[37, 17, 10],
    &[37, 30, 10],
    &[37, 50, 10],
    &[37, 100, 10],
    &[37, 130, 10],
    &[37, 17, 33, 16, 10],
    &[20, 50, 1, 20, 3],
    &[64, 20, 33],
    &[1, 5, 2],
];

/// Follows both paths and compares all that a caller can see; returns how far the parameters
/// are from those of the fused path at a slightly different rate.
fn follow(
    widths: &[usize],
    hidden: Activation,
    rule: &str,
    optimiser: Optimiser,
    batch: usize,
) -> f64 {
    let case = format!("{widths:?} {hidden:?} {rule}, batches of {batch}");
    let bits = &mut Bits((widths.len() * 1000 + widths[1] * 10 + batch) as u64);
    // Not a multiple of any batch but 1: every pass ends in a shorter batch.
    let count = 43;
    let images = Sparse::draw(bits, widths[0], widths[widths.len() - 1], count);
    let lit = images.lit();
    let start = Start::draw(bits, widths, hidden);
    let mut order: Vec<u32> = (0..count as u32).collect();
    for place in (1..count).rev() {
        order.swap(place, bits.below(place + 1));
    }

    let mut network: Network<f64> = start.network(optimiser);
    let mut neighbour: Network<f64> = start.network(slightly_faster(optimiser));
    let mut reference = start.reference();
    let mut values = reference.parameters();
    let mut rule: Box<dyn UpdateRule<f64>> = optimiser.start(values.len());
    for batch in order.chunks(batch).cycle().take(STEPS) {
        let (input, labels) = images.batch(batch);
        let expected = reference.loss_and_gradients(input.as_ref(), &labels).expect("labels");
        let norms = weight_gradient_norms(&reference, input.as_ref(), &labels).expect("labels");
        let loss = network.loss(&lit, batch);
        assert!(gap(&[loss], &[expected.loss]) <= AGREEMENT, "{case}: loss");
        let found = network.gradient_norms(&lit, batch);
        assert!(gap(&found, &norms) <= AGREEMENT, "{case}: {found:?} {norms:?}");
        rule.step(&mut values, &expected.parameters());
        reference = reference.with_parameters(&values).expect("as many as before");
        epoch(&mut network, &lit, batch, batch.len(), Level::best());
        epoch(&mut neighbour, &lit, batch, batch.len(), Level::best());
    }
    let layers = widths.len() - 1;
    let apart = gap(&parameters(&network, layers), &values);
    assert!(apart <= AGREEMENT, "{case}: {apart:e} after {STEPS} steps");
    let all: Vec<u32> = (0..count as u32).collect();
    let (input, labels) = images.batch(&all);
    let expected = reference.count_correct(input.as_ref(), &labels);
    assert_eq!(correct(&mut network, &lit, Level::best()) as usize, expected, "{case}");
    gap(&parameters(&neighbour, layers), &values)
}

#[test]
fn steps_are_those_of_the_reference_path() {
    for widths in SHAPES {
        for hidden in [Activation::Sigmoid, Activation::Relu] {
            for (rule, optimiser) in optimisers() {
                for batch in [1, 3, 10, 11] {
                    let neighbour = follow(widths, hidden, rule, optimiser, batch);
                    // That the comparison would see a rate wrong by a millionth.
                    assert!(
                        neighbour > 10.0 * AGREEMENT,
                        "{widths:?} {hidden:?} {rule} {batch}: {neighbour:e}"
                    );
                }
            }
        }
    }
}

fn fnv_1a(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// A number type whose bits can be looked at.
trait Bytes: Number {
    fn bytes(self) -> [u8; 8];
}

impl Bytes for f32 {
    fn bytes(self) -> [u8; 8] {
        u64::from(self.to_bits()).to_le_bytes()
    }
}

impl Bytes for f64 {
    fn bytes(self) -> [u8; 8] {
        self.to_bits().to_le_bytes()
    }
}

/// The parameters' hash after batches of ten, and how many test images are then right.
fn outcome<T: Bytes>(
    mut network: Network<T>,
    layers: usize,
    (train, test): (&LitPixels, &LitPixels),
    order: &[u32],
    level: Level,
) -> (u64, u32) {
    epoch(&mut network, train, order, 10, level);
    let hash = fnv_1a(parameters(&network, layers).into_iter().flat_map(Bytes::bytes));
    (hash, correct(&mut network, test, level))
}

fn same_at_every_level(what: &str, outcome: impl Fn(Level) -> (u64, u32)) -> u64 {
    let best = outcome(Level::best());
    for level in Level::available() {
        assert_eq!(outcome(level), best, "{what}: {level} and {}", Level::best());
    }
    best.0
}

fn mnist() -> &'static Images {
    static IMAGES: OnceLock<Images> = OnceLock::new();
    IMAGES.get_or_init(|| measure::images(&Mnist::built_in().expect("the built-in data set")))
}

#[test]
fn levels_give_the_same_bits_on_mnist() {
    let net = |hidden: &[usize], activation, initialisation| Net {
        layers: [&[784], hidden, &[10]].concat(),
        activation,
        initialisation,
        batch: 10,
    };
    let shallow = net(&[30], Activation::Sigmoid, Initialisation::XavierNormal);
    let deep = net(&[30; 4], Activation::Relu, Initialisation::KaimingUniform);
    let [_, sgd, momentum, .., adam, adam_with_decay] = optimisers();
    let mut hashes = Vec::new();
    for (net, (rule, optimiser)) in
        [(&shallow, sgd), (&shallow, momentum), (&shallow, adam), (&deep, adam_with_decay)]
    {
        let mut generator = Generator::seeded(1);
        let single: Network<f32> = fresh(net, optimiser, &mut generator.clone());
        let double: Network<f64> = fresh(net, optimiser, &mut generator);
        let order = &train_pass(&mut generator, 60_000)[..5_000];
        let layers = net.layers.len() - 1;
        let data = (&mnist().train, &mnist().test);
        let hash =
            same_at_every_level(rule, |level| outcome(single.clone(), layers, data, order, level));
        hashes.push((format!("{rule} f32"), hash));
        let hash =
            same_at_every_level(rule, |level| outcome(double.clone(), layers, data, order, level));
        hashes.push((format!("{rule} f64"), hash));
    }
    // The hash tells the trainings apart, so equal ones above mean something.
    for (index, (what, hash)) in hashes.iter().enumerate() {
        assert!(hashes[..index].iter().all(|(_, other)| other != hash), "{what}");
    }
}

#[test]
fn levels_give_the_same_bits_for_odd_shapes() {
    for widths in SHAPES {
        for hidden in [Activation::Sigmoid, Activation::Relu] {
            for (rule, optimiser) in optimisers() {
                let bits = &mut Bits(widths.iter().sum::<usize>() as u64);
                let data = Sparse::draw(bits, widths[0], widths[widths.len() - 1], 53).lit();
                let start = Start::draw(bits, widths, hidden);
                let order: Vec<u32> = (0..500).map(|_| bits.below(53) as u32).collect();
                let layers = widths.len() - 1;
                let what = format!("{widths:?} {hidden:?} {rule}");
                same_at_every_level(&what, |level| {
                    outcome(start.network::<f32>(optimiser), layers, (&data, &data), &order, level)
                });
                same_at_every_level(&what, |level| {
                    outcome(start.network::<f64>(optimiser), layers, (&data, &data), &order, level)
                });
            }
        }
    }
}

const POINTS: u32 = 400_000;

/// Points all over the range in which the exponential is not clamped.
fn exponents<T: Number>() -> impl Iterator<Item = f64> {
    let (low, high) = T::EXPONENT_RANGE;
    let [low, high] = [low, high].map(|bound| bound.to_f64().expect("a float"));
    let even = move |index| low + (high - low) * (f64::from(index) / f64::from(POINTS));
    let small = (0..1000).map(|index| (f64::from(index) - 500.0) * 1e-3);
    (0..=POINTS).map(even).chain(small)
}

#[test]
fn the_exponential_of_float32_is_within_a_unit_and_a_half() {
    // Seen: 1.18, against the exponential of float64.
    let mut worst = 0.0_f64;
    for x in exponents::<f32>().map(|x| x as f32) {
        let exact = f64::from(x).exp();
        let rounded = exact as f32;
        let unit = f64::from(rounded.next_up()) - f64::from(rounded);
        worst = worst.max((f64::from(x.exponential()) - exact).abs() / unit);
    }
    assert!(worst <= 1.5, "{worst} units in the last place");
    // Over so many points even correct rounding is half a unit off somewhere.
    assert!(worst > 0.49, "{worst}: the comparison is blind");
}

#[test]
fn the_exponential_of_float64_is_within_two_units() {
    // Seen: 1, against the C library's, itself within one.
    let mut worst = 0;
    for x in exponents::<f64>() {
        let [ours, theirs] = [x.exponential(), x.exp()].map(|value| value.to_bits() as i64);
        worst = worst.max((ours - theirs).abs());
    }
    assert!(worst <= 2, "{worst} units in the last place");
}

#[test]
fn the_exponential_stays_finite_and_positive() {
    fn check<T: Number>() {
        let (low, high) = T::EXPONENT_RANGE;
        for far in [T::constant(1e4), T::max_value(), T::infinity()] {
            assert_eq!(far.exponential(), high.exponential());
            assert_eq!((-far).exponential(), low.exponential());
        }
        assert!(high.exponential().is_finite() && low.exponential() > T::zero());
        assert_eq!(T::zero().exponential(), T::one());
        assert!(T::nan().exponential().is_nan());
    }
    check::<f32>();
    check::<f64>();
}

/// Units so far from zero that a plain e^z would overflow, in a hidden layer and as logits.
#[test]
fn large_logits_stay_finite() {
    fn check<T: Number>() {
        let far = |unit: usize| if unit.is_multiple_of(2) { 1e4 } else { -1e4 };
        let biases: Vec<f32> = (0..10).map(far).collect();
        let weights: Vec<f32> = (0..100).map(far).collect();
        let layer = |inputs: usize| Initial {
            inputs,
            outputs: 10,
            weight: &weights[..inputs * 10],
            bias: &biases,
        };
        let data = LitPixels::new(2, [(1, vec![0.5, 0.0]), (0, vec![0.0, 1.0])].into_iter());
        let optimiser = Optimiser::GradientDescent { learning_rate: 1.0 };
        for layers in [&[layer(2)][..], &[layer(2), layer(10)]] {
            let mut network: Network<T> = Network::new(layers, Activation::Sigmoid, optimiser);
            let loss = network.loss(&data, &[0, 1]);
            assert!(loss.is_finite() && loss > T::one(), "{loss}");
            assert!(network.gradient_norms(&data, &[0, 1]).iter().all(|norm| norm.is_finite()));
            network.step(pulp::Scalar512b, &data, &[0, 1]);
            assert!(parameters(&network, layers.len()).iter().all(|value| value.is_finite()));
        }
    }
    check::<f32>();
    check::<f64>();
}

/// The last layer's biases move against the gradient of the logits, one step at rate 1.
#[test]
fn the_gradient_of_the_logits_sums_to_zero() {
    for widths in SHAPES {
        let bits = &mut Bits(7);
        let classes = widths[widths.len() - 1];
        let data = Sparse::draw(bits, widths[0], classes, 10).lit();
        let mut start = Start::draw(bits, widths, Activation::Sigmoid);
        let last = widths.len() - 2;
        start.layers[last].1.fill(0.0);
        let optimiser = Optimiser::GradientDescent { learning_rate: 1.0 };
        let mut network: Network<f64> = start.network(optimiser);
        for image in 0..10 {
            let before = network.bias(last);
            network.step(pulp::Scalar512b, &data, &[image]);
            let moved: Vec<f64> = network
                .bias(last)
                .iter()
                .zip(before)
                .map(|(after, before)| after - before)
                .collect();
            assert!(moved.iter().sum::<f64>().abs() < 1e-14, "{widths:?}: {moved:?}");
            // Towards the image's class, away from all others.
            let label = data.label(image as usize);
            let mut rises = moved.iter().enumerate();
            assert!(rises.all(|(class, &moved)| (moved > 0.0) == (class == label)), "{moved:?}");
        }
    }
}

proptest! {
    #![proptest_config(strategies::config())]

    #[test]
    fn exactly_the_pixels_that_are_not_zero_are_kept(
        images in vec(
            (any::<u8>(), vec(prop_oneof![Just(0.0_f32), Just(-0.0), -1.0_f32..1.0], 9)),
            0..12,
        ),
    ) {
        let data = LitPixels::new(9, images.iter().cloned());
        prop_assert_eq!((data.len(), data.is_empty(), data.inputs()), (images.len(), images.is_empty(), 9));
        for (index, (label, image)) in images.iter().enumerate() {
            prop_assert_eq!(data.label(index), usize::from(*label));
            let (pixels, values) = data.image(index);
            let kept: Vec<(u16, f32)> = pixels.iter().copied().zip(values.iter().copied()).collect();
            let lit: Vec<(u16, f32)> =
                (0..).zip(image.iter().copied()).filter(|&(_, value)| value != 0.0).collect();
            prop_assert_eq!(kept, lit);
        }
    }

    #[test]
    fn a_batch_twice_or_in_another_order_is_the_same_step(
        seed in any::<u64>(),
        // Not the last: images of one pixel are often equal, and so are their steps.
        shape in 0..SHAPES.len() - 1,
        rule in 0..optimisers().len(),
        (batch, shuffled) in vec(0..20_u32, 1..8).prop_flat_map(|batch| {
            (Just(batch.clone()), Just(batch).prop_shuffle())
        }),
    ) {
        let (widths, optimiser) = (SHAPES[shape], optimisers()[rule].1);
        let bits = &mut Bits(seed);
        let data = Sparse::draw(bits, widths[0], widths[widths.len() - 1], 20).lit();
        let start = Start::draw(bits, widths, Activation::Sigmoid);
        let after = |batch: &[u32]| {
            let mut network: Network<f64> = start.network(optimiser);
            for _ in 0..3 {
                network.step(pulp::Scalar512b, &data, batch);
            }
            parameters(&network, widths.len() - 1)
        };
        let once = after(&batch);
        prop_assert!(gap(&after(&[&batch[..], &batch].concat()), &once) <= REORDERED);
        prop_assert!(gap(&after(&shuffled), &once) <= REORDERED);
        // An image more often than the others is another mean.
        let mut heavier = batch.clone();
        heavier.extend([(batch[0] + 1) % 20; 3]);
        prop_assert!(gap(&after(&heavier), &once) > 10.0 * REORDERED);
    }
}

const NETS: &str = r#"name = "nets"
title = "Small nets"

[[net]]
part = "2a"
title = "Two trainings"
activation = "sigmoid"
initialisation = "xavier-normal"
batch = 7
epochs = 2
trainings = [
    { name = "sgd", layers = [784, 8, 10], rule = "sgd", learning_rate = 0.1, momentum = 0.5 },
    { name = "adam", layers = [784, 20, 10], rule = "adam", learning_rate = 0.01 },
]

[[net]]
part = "2b"
title = "A probe"
activation = "relu"
initialisation = "kaiming-uniform"
batch = 10
gradient_probe = [784, 17, 17, 10]

[[net]]
part = "2c"
title = "One more training"
activation = "relu"
initialisation = "kaiming-uniform"
batch = 10
epochs = 1
trainings = [
    { layers = [784, 16, 10], rule = "adam", learning_rate = 0.001, weight_decay = 1e-4 },
]
"#;

#[test]
fn a_row_does_not_depend_on_threads_or_on_what_else_is_wanted() {
    let assignment = Assignment::parse(NETS, "nets.toml").expect("a valid document");
    let bits = &mut Bits(3);
    let mut images = |count| Sparse::draw(bits, 784, 10, count).lit();
    let images = Images { train: images(200), test: images(301) };
    let row = |threads: usize, wanted: &(dyn Fn(&str) -> bool + Sync), seed: i64| -> Row {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| {
            measure::row(&assignment.nets, wanted, seed, &images, Level::best(), &|_| {})
        })
    };
    let whole = row(1, &|_| true, 5);
    let ids: Vec<&str> = whole.trainings.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["2a.sgd", "2a.adam", "2c"]);
    assert_eq!(whole.trainings.iter().map(|(_, curve)| curve.len()).collect::<Vec<_>>(), [2, 2, 1]);
    assert_eq!(whole.probes.len(), 1);
    assert_eq!(whole.probes[0].1.len(), 3);
    for threads in [1, 2, 5] {
        assert_eq!(row(threads, &|_| true, 5), whole, "{threads} threads");
        for part in ["2a", "2b", "2c"] {
            let mut expected = whole.clone();
            expected.trainings.retain(|(id, _)| id.starts_with(part));
            expected.probes.retain(|(id, _)| id == part);
            let alone = row(threads, &|wanted| wanted == part, 5);
            assert_eq!(alone, expected, "{part} alone, {threads} threads");
        }
    }
    assert_ne!(row(2, &|_| true, 6), whole);
}
