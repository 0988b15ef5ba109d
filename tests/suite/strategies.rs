//! What the property tests draw from, and how much of it.
//!
//! Draws start from one fixed seed, so that a run can be repeated; `PROPTEST_RNG_SEED` and
//! `PROPTEST_CASES` explore further. A failing draw is written to
//! `tests/proptest-regressions/`, to be committed with the fix.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};
use verigrad::arithmetic::Square;
use verigrad::nn::Activation;
use verigrad::objective::{
    Beale, Booth, Himmelblau, Labelled, Logistic, Quadratic, Rastrigin, Rosenbrock,
    StandardObjective, StyblinskiTang,
};

/// The settings of every property test.
pub fn config() -> Config {
    let from_environment = Config::default();
    let rng_seed = match from_environment.rng_seed {
        RngSeed::Random => RngSeed::Fixed(20_240_607),
        fixed => fixed,
    };
    Config { rng_seed, ..from_environment }
}

/// A coordinate where no objective's value overflows even in f32.
pub fn coordinate() -> impl Strategy<Value = f64> {
    -5.0..5.0
}

/// A point of the plane.
pub fn point() -> impl Strategy<Value = [f64; 2]> {
    [coordinate(), coordinate()]
}

/// Both ways to square.
pub fn square() -> impl Strategy<Value = Square> {
    prop_oneof![Just(Square::CLibraryPow), Just(Square::Product)]
}

/// Every objective, with random settings.
pub fn objective() -> impl Strategy<Value = StandardObjective> {
    let curvature = || 0.01..100.0;
    prop_oneof![
        (-2.0..2.0, 0.1..200.0, square())
            .prop_map(|(a, b, square)| StandardObjective::Rosenbrock(Rosenbrock { a, b, square })),
        ([curvature(), curvature()], square()).prop_map(|(curvatures, square)| {
            StandardObjective::Quadratic(Quadratic { curvatures, square })
        }),
        square().prop_map(|square| StandardObjective::Beale(Beale { square })),
        square().prop_map(|square| StandardObjective::Himmelblau(Himmelblau { square })),
        square().prop_map(|square| StandardObjective::Booth(Booth { square })),
        (0.5..20.0, square()).prop_map(|(amplitude, square)| {
            StandardObjective::Rastrigin(Rastrigin { amplitude, square })
        }),
        square().prop_map(|square| StandardObjective::StyblinskiTang(StyblinskiTang { square })),
        (0.05..1.0, square())
            .prop_map(|(ridge, square)| StandardObjective::Logistic(logistic(ridge, square))),
    ]
}

/// On six points that a line can tell apart.
pub fn logistic(ridge: f64, square: Square) -> Logistic {
    let point = |(x, y, label)| Labelled { features: vec![x, y], label };
    let points = [
        (1.5, -0.5, true),
        (0.25, 1.75, true),
        (2.0, 1.0, true),
        (-1.0, 0.5, false),
        (-0.75, -1.25, false),
        (0.5, -2.0, false),
    ];
    Logistic::new(points.map(point).to_vec(), ridge, square).expect("a ridge makes a minimum")
}

/// A learning rate.
pub fn rate() -> impl Strategy<Value = f64> {
    1e-4..1.0
}

/// A curvature of a quadratic.
pub fn curvature() -> impl Strategy<Value = f64> {
    0.1..10.0
}

/// Rate times curvature where gradient descent lowers every smooth function.
pub fn descending_product() -> impl Strategy<Value = f64> {
    0.01..2.0
}

/// Rate times curvature below and above 2.
pub fn any_product() -> impl Strategy<Value = f64> {
    0.01..2.5
}

/// The smaller of two curvatures.
pub fn smallest_curvature() -> impl Strategy<Value = f64> {
    0.1..1.0
}

/// The larger of two curvatures in units of the smaller.
pub fn condition() -> impl Strategy<Value = f64> {
    1.5..100.0
}

/// A factor that makes a best rate clearly not the best.
pub fn off_best() -> impl Strategy<Value = f64> {
    prop_oneof![0.5..0.98, 1.02..1.2]
}

/// A rate at which Adam's steps are small beside a parameter of 1.
pub fn small_rate() -> impl Strategy<Value = f64> {
    1e-3..0.1
}

/// A weight decay that is clearly there.
pub fn weight_decay() -> impl Strategy<Value = f64> {
    1e-3..0.5
}

/// An epsilon of the gradients' own size.
pub fn felt_epsilon() -> impl Strategy<Value = f64> {
    0.01..1.0
}

/// A turn of the plane.
pub fn angle() -> impl Strategy<Value = f64> {
    0.0..std::f64::consts::TAU
}

/// A first moment's memory, up to where the second moment's is still a hundred times as long.
pub fn adam_beta1() -> impl Strategy<Value = f64> {
    0.5..0.9
}

/// β₁ and β₂, the second the longer memory, as long as a hundred steps.
pub fn betas() -> impl Strategy<Value = (f64, f64)> {
    (0.0..0.95, 0.5..0.99)
        .prop_filter("β₁² < β₂", |(beta1, beta2): &(f64, f64)| beta1 * beta1 < 0.9 * beta2)
}

/// An epsilon as libraries have it, and larger.
pub fn small_epsilon() -> impl Strategy<Value = f64> {
    prop_oneof![Just(1e-8), 1e-4..0.1]
}

/// No weight decay, or one.
pub fn any_weight_decay() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), weight_decay()]
}

/// A matrix and a point of four variables.
pub fn small_quadratic() -> impl Strategy<Value = Vec<f64>> {
    vec(-1.0..1.0_f64, 4 * 4 + 4)
}

/// A share of the past to keep, up to a memory of twenty steps.
pub fn decay() -> impl Strategy<Value = f64> {
    0.0..0.95
}

/// A momentum that is clearly there.
pub fn real_decay() -> impl Strategy<Value = f64> {
    0.1..0.95
}

/// A gradient of either sign that is not close to zero.
pub fn gradient() -> impl Strategy<Value = f64> {
    (1e-3..1.0, any::<bool>())
        .prop_map(|(size, negative): (f64, bool)| if negative { -size } else { size })
}

/// The gradients that a run of one parameter sees.
pub fn gradients() -> impl Strategy<Value = Vec<f64>> {
    vec(gradient(), 1..40)
}

/// The gradients that a run of two parameters sees.
pub fn pairs_of_gradients() -> impl Strategy<Value = Vec<(f64, f64)>> {
    vec((gradient(), gradient()), 1..40)
}

/// An exponent k for scaling by 2ᵏ: squares of gradients stay normal in f32.
pub fn binary_exponent() -> impl Strategy<Value = i32> {
    -20..=20
}

/// Rate times curvature for gradient descent, on both sides of the threshold 2 and off the
/// value 1, where the error vanishes and leaves nothing to compare.
pub fn descent_product() -> impl Strategy<Value = f64> {
    prop_oneof![0.01..0.9, 1.1..2.5]
}

/// A fraction of the largest stable rate, from inside the stable range.
pub fn stable_fraction() -> impl Strategy<Value = f64> {
    0.05..0.95
}

/// A multiple of the largest stable rate, from outside the stable range.
pub fn unstable_multiple() -> impl Strategy<Value = f64> {
    1.05..2.0
}

/// A small net with a batch for it.
#[derive(Clone, Debug)]
pub struct NetDraw {
    /// The function between layers.
    pub hidden: Activation,
    /// Width of the input, then of every layer.
    pub widths: Vec<usize>,
    /// Every parameter, in PyTorch's order.
    pub parameters: Vec<f64>,
    /// The batch, row by row.
    pub inputs: Vec<f64>,
    /// A class for each row.
    pub labels: Vec<u8>,
}

/// Every activation.
pub fn activation() -> impl Strategy<Value = Activation> {
    prop_oneof![Just(Activation::Sigmoid), Just(Activation::Relu), Just(Activation::Identity)]
}

/// From one to three layers of that hidden activation and one to four rows.
pub fn net(hidden: impl Strategy<Value = Activation>) -> impl Strategy<Value = NetDraw> {
    (hidden, vec(2..=5_usize, 2..=4), 1..=4_usize).prop_flat_map(|(hidden, widths, rows)| {
        let parameters: usize = widths.windows(2).map(|pair| (pair[0] + 1) * pair[1]).sum();
        let classes = u8::try_from(widths[widths.len() - 1]).expect("few classes");
        let number = || -1.0..1.0;
        let draws =
            (vec(number(), parameters), vec(number(), rows * widths[0]), vec(0..classes, rows));
        draws.prop_map(move |(parameters, inputs, labels)| NetDraw {
            hidden,
            widths: widths.clone(),
            parameters,
            inputs,
            labels,
        })
    })
}

/// Rows of ten logits, with a class for each row.
pub fn logits() -> impl Strategy<Value = (Vec<f64>, Vec<u8>)> {
    vec((vec(-20.0..20.0, 10), 0..10_u8), 1..6).prop_map(|rows| {
        let (logits, labels): (Vec<Vec<f64>>, Vec<u8>) = rows.into_iter().unzip();
        (logits.concat(), labels)
    })
}
