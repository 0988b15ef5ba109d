//! NumPy's and Python's random streams against themselves, bit for bit.

use verigrad::numpy::random::{
    Bounds, Generator, PythonRandom, RandomState, book_epoch, book_network, scaled_book_network,
};

use crate::golden::{self, Row};

const COLUMNS: [&str; 6] = ["seed", "call", "arguments", "count", "first", "fnv1a64"];

fn fnv1a64(words: &[u64]) -> String {
    let bytes = words.iter().flat_map(|word| word.to_le_bytes());
    let step = |state: u64, byte: u8| (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", bytes.fold(0xcbf2_9ce4_8422_2325, step))
}

/// What a row should hold, of what was drawn.
fn seen(words: &[u64]) -> [String; 3] {
    let first: Vec<String> = words.iter().take(8).map(|word| format!("{word:016x}")).collect();
    [words.len().to_string(), first.join(" "), fnv1a64(words)]
}

fn floats(count: usize, mut draw: impl FnMut() -> f64) -> Vec<u64> {
    (0..count).map(|_| draw().to_bits()).collect()
}

fn whole(numbers: &[usize]) -> Vec<u64> {
    numbers.iter().map(|&number| number as u64).collect()
}

/// `[1 2 3]`; none for a bare number.
fn list(seed: &str) -> Option<Vec<u64>> {
    let inside = seed.strip_prefix('[')?.strip_suffix(']')?;
    Some(inside.split_whitespace().map(|number| number.parse().expect("a number")).collect())
}

fn legacy(seed: &str) -> RandomState {
    match list(seed) {
        Some(seeds) => {
            let seeds: Vec<u32> = seeds.iter().map(|&seed| seed as u32).collect();
            RandomState::seeded_by(&seeds).expect("not empty")
        }
        None => RandomState::seeded(seed.parse().expect("a seed")),
    }
}

fn generator(seed: &str) -> Generator {
    match list(seed) {
        Some(seeds) => Generator::seeded_by(&seeds),
        None => Generator::seeded(seed.parse().expect("a seed")),
    }
}

/// The calls that both streams have under one name.
macro_rules! drawn {
    ($stream:expr, $row:expr) => {{
        let mut stream = $stream;
        let [_, call, arguments, count, ..] = &$row.fields;
        let count: usize = count.parse().expect("a count");
        let argument = |k: usize| arguments.split(' ').nth(k).expect("an argument");
        let float = |k: usize| argument(k).parse::<f64>().expect("a float");
        match &**call {
            "random" => floats(count, || stream.random()),
            "uniform" => floats(count, || stream.uniform(float(0), float(1))),
            "standard_normal" => floats(count, || stream.standard_normal()),
            "normal" => floats(count, || stream.normal(float(0), float(1))),
            "integers" => {
                let high: i128 = argument(1).parse().expect("a bound");
                let low = argument(0).parse().expect("a bound");
                let bounds = Bounds::through(low, (high - 1) as i64).expect("a range");
                (0..count).map(|_| stream.integer(bounds) as u64).collect()
            }
            "permutation" => whole(&stream.permutation(count)),
            "shuffle" => {
                let mut items: Vec<usize> = (100..1100).collect();
                stream.shuffle(&mut items);
                whole(&items)
            }
            "mixed" => {
                let mut mixed = floats(3, || stream.standard_normal());
                mixed.extend(floats(2, || stream.random()));
                mixed.extend(stream.permutation(5).iter().map(|&k| (k as f64).to_bits()));
                mixed.extend(floats(4, || stream.standard_normal()));
                let bounds = Bounds::below(0, 7).expect("a range");
                mixed.extend(floats(3, || stream.integer(bounds) as f64));
                mixed.extend(floats(2, || stream.random()));
                mixed.extend(floats(1, || stream.standard_normal()));
                mixed
            }
            other => panic!("no call {other}"),
        }
    }};
}

fn compare(name: &str, least: usize, draw: impl Fn(&Row<6>) -> Vec<u64>) {
    let rows = golden::read(name, COLUMNS);
    assert!(rows.len() >= least, "{name}: {} rows", rows.len());
    for row in rows {
        let [seed, call, arguments, golden @ ..] = &row.fields;
        let ours = seen(&draw(&row));
        assert_eq!(&ours[..], golden, "{name}, line {}: {seed} {call} {arguments}", row.line);
    }
}

#[test]
fn the_old_stream_is_numpys() {
    compare("numpy/random_legacy.csv", 136, |row| drawn!(legacy(&row.fields[0]), row));
}

#[test]
fn the_new_stream_is_numpys() {
    compare("numpy/random_generator.csv", 170, |row| drawn!(generator(&row.fields[0]), row));
}

#[test]
fn pythons_stream_is_pythons() {
    compare("numpy/random_python.csv", 24, |row| {
        let [seed, call, arguments, count, ..] = &row.fields;
        let mut stream = PythonRandom::seeded(seed.parse().expect("a seed"));
        let count: usize = count.parse().expect("a count");
        let mut items: Vec<usize> = (0..count).collect();
        match &**call {
            "random" => return floats(count, || stream.random()),
            "randbelow" => {
                let below = arguments.parse().expect("a count");
                return (0..count).map(|_| u64::from(stream.below(below))).collect();
            }
            "shuffle" => stream.shuffle(&mut items),
            "shuffle2" => stream.shuffle_of_python2(&mut items),
            other => panic!("no call {other}"),
        }
        whole(&items)
    });
}

#[test]
fn the_books_network_and_epochs_are_drawn_in_its_order() {
    compare("numpy/random_book.csv", 36, |row| {
        let [seed, call, arguments, ..] = &row.fields;
        let seed: u32 = seed.parse().expect("a seed");
        let sizes: Vec<usize> =
            arguments.split(' ').map(|size| size.parse().expect("a size")).collect();
        let (call, index) = call.strip_suffix(']').and_then(|c| c.split_once('[')).expect("[k]");
        let index: usize = index.parse().expect("an index");
        let mut state = RandomState::seeded(seed);
        let bits = |numbers: &[f64]| numbers.iter().map(|number| number.to_bits()).collect();
        let mut order: Vec<usize> = (0..50_000).collect();
        match call {
            "biases" => bits(&book_network(&mut state, &sizes)[index].biases),
            "weights" => bits(&book_network(&mut state, &sizes)[index].weights),
            "scaled" => bits(&scaled_book_network(&mut state, &sizes)[index].weights),
            "epoch" => {
                let mut random = PythonRandom::seeded(u64::from(seed));
                (0..=index).for_each(|_| book_epoch(&mut random, &mut order));
                whole(&order)
            }
            "numpy_epoch" => {
                book_network(&mut state, &sizes);
                (0..=index).for_each(|_| state.shuffle(&mut order));
                whole(&order)
            }
            other => panic!("no call {other}"),
        }
    });
}

/// The other half of the pairs above: what is nearly the stream is not taken for it.
#[test]
fn a_stream_one_off_has_other_hashes() {
    let rows = golden::read("numpy/random_legacy.csv", COLUMNS);
    let row = rows.iter().find(|row| row.fields[1] == "standard_normal").expect("a row");
    let [seed, _, _, count, _, hash] = &row.fields;
    assert_eq!((&**seed, &**count), ("0", "1000000"));
    let of =
        |mut state: RandomState, count: usize| fnv1a64(&floats(count, || state.standard_normal()));
    assert_eq!(&of(RandomState::seeded(0), 1_000_000), hash);
    let mut ahead = RandomState::seeded(0);
    ahead.random();
    let listed = RandomState::seeded_by(&[0]).expect("not empty");
    for other in [ahead, listed, RandomState::seeded(1)] {
        assert_ne!(&of(other, 1_000_000), hash);
    }
    assert_ne!(&of(RandomState::seeded(0), 999_999), hash);
    assert_eq!(RandomState::seeded_by(&[]), None, "NumPy refuses an empty list");
}

/// The two streams of the book draw apart: NumPy's shuffle is not Python's, nor Python 2's.
#[test]
fn shuffles_of_one_seed_differ() {
    let order = |shuffle: &dyn Fn(&mut [usize])| {
        let mut order: Vec<usize> = (0..100).collect();
        shuffle(&mut order);
        order
    };
    let orders = [
        order(&|items| RandomState::seeded(5).shuffle(items)),
        order(&|items| Generator::seeded(5).shuffle(items)),
        order(&|items| PythonRandom::seeded(5).shuffle(items)),
        order(&|items| PythonRandom::seeded(5).shuffle_of_python2(items)),
    ];
    for (index, one) in orders.iter().enumerate() {
        assert!(orders[..index].iter().all(|other| other != one));
        let mut sorted = one.clone();
        sorted.sort_unstable();
        assert!(sorted.into_iter().eq(0..100), "a shuffle loses nothing");
    }
}
