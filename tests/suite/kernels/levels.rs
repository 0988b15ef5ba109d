//! The same bits at every instruction set.

use super::*;

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
        data: verigrad::data::DataSet::Mnist,
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

/// The best comes first, and the one that every processor has last.
#[test]
fn levels_have_the_names_of_their_instruction_sets() {
    let names: Vec<String> = Level::available().iter().map(Level::to_string).collect();
    assert!(
        ["AVX-512", "AVX2", "portable"]
            .ends_with(&names.iter().map(String::as_str).collect::<Vec<_>>())
    );
    assert_eq!(Level::available()[0], Level::best());
}
