//! Data sets: points as scikit-learn makes them, sets of images by their checksums, and nets on
//! either.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use verigrad::data::{DataSet, KNOWN, circles, moons};
use verigrad::diagnostic::InputError;
use verigrad::homework::{Assignment, Homework, written};
use verigrad::measure::{point_images, row};
use verigrad::nn::kernels::Level;

use crate::golden;

fn fnv1a64(bytes: &[u8]) -> String {
    let step = |state: u64, byte: &u8| (state ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    format!("{:016x}", bytes.iter().fold(0xcbf2_9ce4_8422_2325, step))
}

#[test]
fn points_are_scikit_learns() {
    let name = "numpy/points.csv";
    let columns = ["shape", "samples", "noise", "factor", "seed", "first", "labels", "fnv1a64"];
    let rows = golden::read(name, columns);
    assert!(rows.len() > 200);
    for row in &rows {
        let [shape, samples, noise, factor, seed, first, labels, hash] = &row.fields;
        let samples: usize = samples.parse().expect("a count");
        let [noise, factor]: [f64; 2] = [noise, factor].map(|text| text.parse().expect("a float"));
        let seed: u32 = seed.parse().expect("a seed");
        let made = match &**shape {
            "moons" => moons(samples, noise, seed),
            _ => circles(samples, noise, factor, seed),
        };
        let words: Vec<u64> = made.points.iter().flatten().map(|x| x.to_bits()).collect();
        let seen: Vec<String> = words.iter().take(8).map(|word| format!("{word:016x}")).collect();
        assert_eq!(&seen.join(" "), first, "{name}, line {}", row.line);
        let text: String = made.labels.iter().take(64).map(ToString::to_string).collect();
        assert_eq!(&text, labels, "{name}, line {}", row.line);
        let mut bytes: Vec<u8> = words.iter().flat_map(|word| word.to_le_bytes()).collect();
        bytes.extend(&made.labels);
        assert_eq!(&fnv1a64(&bytes), hash, "{name}, line {}", row.line);
    }
    let made = moons(600, 0.1, 42);
    let others = [moons(600, 0.1, 43), moons(601, 0.1, 42), circles(600, 0.1, 0.8, 42)];
    assert!(others.iter().all(|other| *other != made), "the seed, the number and the shape count");
}

/// A homework of nets on points; lines are counted from the one after the opening quotes.
const POINTS: &str = r#"name = "moons"
title = "Two moons"

[data]
name = "moons"
samples = 600
noise = 0.1
seed = 42
test = 200

[[net]]
part = "1"
title = "A small net"
activation = "relu"
initialisation = "kaiming-normal"
batch = 10
epochs = 20
trainings = [
    { name = "sgd", layers = [2, 16, 2], rule = "sgd", learning_rate = 0.1 },
    { name = "adam", layers = [2, 16, 2], rule = "adam", learning_rate = 0.01 },
]
"#;

#[test]
fn a_net_learns_two_moons_in_a_moment() {
    let assignment = Assignment::parse(POINTS, "moons.toml").expect("reads");
    let DataSet::Points(set) = &assignment.data else { panic!("points") };
    let images = point_images(set);
    assert_eq!((images.train.len(), images.test.len(), images.train.inputs()), (400, 200, 2));
    let replay = |seed| row(&assignment.nets, &|_| true, seed, &images, Level::best(), &|_| {});
    let one = replay(0);
    for (id, correct) in &one.trainings {
        assert_eq!(correct.correct.len(), 20);
        let last = correct.correct.last().expect("an epoch");
        assert!((190..=200).contains(last), "{id}: {last} of 200");
    }
    assert_eq!(one, replay(0));
    assert_ne!(one, replay(1));
    let homework = Homework::of(assignment, verigrad::homework::Source::BuiltIn);
    let share = homework.catalogue.iter().find(|q| q.id == "1.sgd.accuracy");
    assert_eq!(share.map(|quantity| quantity.kind.word()), Some("share of 200".to_owned()));
}

#[test]
fn other_data_are_other_fingerprints() {
    let of = |text: &str| {
        let assignment = Assignment::parse(text, "moons.toml").expect("reads");
        verigrad::ensemble::fingerprint(&assignment.nets[0]).to_string()
    };
    let own = of(POINTS);
    assert_eq!(of(&POINTS.replace("\"Two moons\"", "\"Moons\"")), own, "a title is no data");
    for (right, wrong) in [
        ("seed = 42", "seed = 41"),
        ("noise = 0.1", "noise = 0.2"),
        ("test = 200", "test = 199"),
        ("name = \"moons\"\nsamples", "name = \"circles\"\nsamples"),
    ] {
        assert_ne!(of(&POINTS.replace(right, wrong)), own, "{wrong}");
    }
}

#[test]
fn what_is_written_of_data_reads_back() {
    let digest = "0123456789abcdef".repeat(4);
    let own = format!("sha256 = [\"{digest}\", \"{digest}\", \"{digest}\", \"{digest}\"]");
    let images = "layers = [784, 16, 10]";
    let texts = [
        POINTS.to_owned(),
        POINTS.replace("name = \"moons\"\nsamples", "name = \"circles\"\nfactor = 0.3\nsamples"),
        POINTS.replace(MOONS, "name = \"points\"\npoints = [[0, 1, 0], [0.5, 2, 1]]\ntest = 1\n"),
        with_images("name = \"fashion-mnist\"\nfolder = \"data/fashion\"\n", images),
        with_images(&format!("name = \"emnist-digits\"\n{own}\n"), images),
        with_images(&format!("name = \"ours\"\n{own}\nimages = [50000, 300]\n"), images),
    ];
    for text in texts {
        let text = text.replace("batch = 10", "batch = 1");
        let assignment = Assignment::parse(&text, "data.toml");
        let assignment = assignment.unwrap_or_else(|error| panic!("{text}\n{error}"));
        let again = Assignment::parse(&written(&assignment), "written.toml");
        assert_eq!(again.expect("reads back"), assignment);
    }
}

const MOONS: &str = "name = \"moons\"\nsamples = 600\nnoise = 0.1\nseed = 42\ntest = 200\n";

fn with_images(data: &str, layers: &str) -> String {
    POINTS.replace(MOONS, data).replace("layers = [2, 16, 2]", layers)
}

/// What is changed in the document, where the error must point, and what it must say.
#[test]
fn impossible_data_are_refused_with_their_place() {
    let refused = [
        ("\"moons\"\nsamples", "\"mooons\"\nsamples", 5, 8, "no such data: there are mnist"),
        (MOONS, "name = \"mooons\"\n", 5, 8, "mnist, fashion-mnist, kmnist, emnist-digits, moons"),
        (MOONS, "name = \"emnist-digits\"\n", 5, 8, "nobody publishes the checksums"),
        (MOONS, "name = \"kmnist\"\nsha256 = [\"abc\"]\n", 6, 10, "four SHA-256"),
        (MOONS, "name = \"mnist\"\nfolder = \"x\"\n", 6, 10, "which has no settings"),
        (MOONS, "name = \"points\"\ntest = 1\n", 5, 8, "needs `file = \"points.csv\"`"),
        (MOONS, "name = \"points\"\nfile = \"p.csv\"\ntest = 1\n", 6, 8, "without a folder"),
        (MOONS, "name = \"points\"\npoints = [[1, 2]]\ntest = 1\n", 6, 11, "[x, y, label]"),
        ("samples = 600", "samples = 1", 6, 11, "from 2 to 100,000 points"),
        ("samples = 600\n", "", 5, 8, "needs `samples` and `seed`"),
        ("seed = 42", "seed = -1", 8, 8, "0 to 4294967295"),
        ("noise = 0.1", "noise = -0.1", 7, 9, "must not be negative"),
        ("noise = 0.1", "factor = 0.1", 7, 10, "samples, noise, seed, test"),
        ("test = 200", "test = 600", 9, 8, "at least one to test on and one to train on"),
        ("test = 200", "tests = 200", 9, 1, "unknown field `tests`"),
        ("batch = 10", "batch = 401", 16, 9, "from 1 to 400 images"),
        (
            "name = \"sgd\", layers = [2,",
            "name = \"sgd\", layers = [3,",
            19,
            30,
            "from 2 inputs to 2",
        ),
    ];
    Assignment::parse(POINTS, "class.toml").expect("unchanged, the document is valid");
    for (from, to, line, column, fragment) in refused {
        assert_eq!(POINTS.matches(from).count(), 1, "`{from}` must stand there once");
        match Assignment::parse(&POINTS.replace(from, to), "class.toml") {
            Err(InputError::At(diagnostic)) => {
                let message = diagnostic.to_string();
                assert_eq!(diagnostic.position(), (line, column), "{to}: {message}");
                assert!(message.contains(fragment), "{to}: {message}");
            }
            other => panic!("{to}: {other:?}"),
        }
    }
}

#[test]
fn points_of_a_file_are_read_and_its_faults_placed() {
    let folder = tempfile::tempdir().expect("a folder");
    let document = POINTS
        .replace(MOONS, "name = \"points\"\nfile = \"points.csv\"\ntest = 2\n")
        .replace("batch = 10", "batch = 2");
    fs::write(folder.path().join("homework.toml"), document).expect("written");
    let points = folder.path().join("points.csv");
    let load = |text: &str| {
        fs::write(&points, text).expect("written");
        Homework::load(folder.path())
    };
    let good = "x,y,label\n0,1,0\n0.5,-2,1\n1e-3,4,0\n7,8,1\n";
    let homework = load(good).expect("reads");
    let DataSet::Points(set) = &homework.assignment.data else { panic!("points") };
    assert_eq!(set.all.points[2], [1e-3, 4.0]);
    assert_eq!(
        (set.all.labels.clone(), homework.assignment.data.test_count()),
        (vec![0, 1, 0, 1], 2)
    );
    for (from, to, place) in [
        ("1e-3", "one", "points.csv:4:1"),
        ("0.5,-2,1", "0.5,-2,1.5", "points.csv:3:8"),
        ("x,y,label", "x,y,class", "points.csv:1:5"),
        ("7,8,1", "7,inf,1", "points.csv:5:3"),
    ] {
        let message = load(&good.replace(from, to)).expect_err("refused").to_string();
        assert!(message.contains(place), "{to}: {message}");
    }
    fs::remove_file(&points).expect("removed");
    let message = Homework::load(folder.path()).expect_err("refused").to_string();
    assert!(message.contains("homework.toml:6:8") && message.contains("is not there"), "{message}");
}

/// An IDX file of so many images or labels, each byte from its place.
fn idx(images: bool, count: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let size = if images {
        [0x0803, count, 28, 28].iter().for_each(|word: &u32| bytes.extend(word.to_be_bytes()));
        784
    } else {
        [0x0801, count].iter().for_each(|word: &u32| bytes.extend(word.to_be_bytes()));
        1
    };
    bytes.extend((0..count as usize * size).map(|k| if images { k % 251 } else { k % 10 } as u8));
    bytes
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("packed");
    encoder.finish().expect("packed")
}

fn image_set(text: &str) -> std::sync::Arc<verigrad::data::ImageSet> {
    match Assignment::parse(text, "data.toml").map(|assignment| assignment.data) {
        Ok(DataSet::Images(set)) => set,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_set_of_ones_own_is_read_by_its_digests() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [idx(true, 20), idx(false, 20), idx(true, 10), idx(false, 10)];
    let digests = files.each_ref().map(|bytes| sha256(bytes));
    let text = with_images(
        &format!("name = \"ours\"\nsha256 = {digests:?}\nimages = [20, 10]\n"),
        "layers = [784, 4, 10]",
    );
    let set = image_set(&text);
    for (name, bytes) in KNOWN[0].files.iter().zip(&files) {
        fs::write(folder.path().join(format!("{name}.gz")), pack(bytes)).expect("written");
    }
    let read = set.load(folder.path()).expect("reads");
    assert_eq!((read.train.len(), read.test.len(), read.train.label(13)), (20, 10, 3));
    let mut damaged = files[1].clone();
    damaged[12] ^= 1;
    fs::write(folder.path().join(KNOWN[0].files[1]), damaged).expect("written");
    let message = set.load(folder.path()).expect_err("refused").to_string();
    assert!(message.contains("not the published ours: SHA-256 of the 28 unpacked"), "{message}");
}

#[test]
fn missing_files_are_named_with_their_source_and_checksums() {
    let folder = tempfile::tempdir().expect("a folder");
    for set in KNOWN.iter().filter(|set| set.digests.is_some()) {
        let document = with_images(&format!("name = \"{}\"\n", set.name), "layers = [784, 4, 10]");
        let own = image_set(&document);
        let message = own.load(folder.path()).expect_err("nothing is there").to_string();
        let wanted = [set.name, set.source, "nothing is downloaded", "--mnist"];
        assert!(wanted.iter().all(|word| message.contains(word)), "{message}");
        assert!(set.files.iter().all(|file| message.contains(&format!("{file}.gz"))), "{message}");
        assert_eq!(message.matches("SHA-256").count(), 4, "{message}");
        assert_is_refused_if_other(&own, folder.path(), set.files);
    }
}

/// Files of the right shape and name that are not the published ones.
fn assert_is_refused_if_other(set: &verigrad::data::ImageSet, folder: &Path, names: [&str; 4]) {
    for name in names {
        fs::write(folder.join(format!("{name}.gz")), pack(&idx(false, 3))).expect("written");
    }
    let message = set.load(folder).expect_err("refused").to_string();
    assert!(message.contains("SHA-256 of the") && message.contains("bytes of gzip"), "{message}");
    for name in names {
        fs::remove_file(folder.join(format!("{name}.gz"))).expect("removed");
    }
}
