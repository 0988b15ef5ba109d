//! MNIST: the built-in data are the published ones, folders give the same, damage is named.

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use tempfile::TempDir;
use verigrad::diagnostic::InputError;
use verigrad::mnist::{Mnist, PIXELS, Split, pixel};

const TRAIN_IMAGES: &str = "train-images-idx3-ubyte";
const TRAIN_LABELS: &str = "train-labels-idx1-ubyte";
const TEST_IMAGES: &str = "t10k-images-idx3-ubyte";
const TEST_LABELS: &str = "t10k-labels-idx1-ubyte";
const NAMES: [&str; 4] = [TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS];

fn packed_path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("data/mnist/{name}.gz"))
}

fn packed(name: &str) -> Vec<u8> {
    fs::read(packed_path(name)).unwrap()
}

fn unpacked(name: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    MultiGzDecoder::new(&packed(name)[..]).read_to_end(&mut bytes).unwrap();
    bytes
}

fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn histogram(split: &Split) -> [usize; 10] {
    let mut counts = [0; 10];
    (0..split.len()).for_each(|index| counts[usize::from(split.label(index))] += 1);
    counts
}

#[test]
fn the_built_in_data_are_mnist() {
    let Mnist { train, test } = Mnist::built_in().unwrap();
    assert_eq!((train.len(), test.len()), (60_000, 10_000));
    assert_eq!((train.label(0), test.label(0)), (5, 7));
    assert_eq!(histogram(&train), [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    assert_eq!(histogram(&test), [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
    for (split, name) in [(&train, TRAIN_IMAGES), (&test, TEST_IMAGES)] {
        let file = unpacked(name);
        assert_eq!(file.len(), 16 + split.len() * PIXELS);
        for (index, image) in file[16..].chunks(PIXELS).enumerate() {
            assert_eq!(split.image(index), image, "{name}, image {index}");
        }
    }
}

/// The quotient rounded once, from exact integers: |p - q/255| is at most half a unit in the
/// last place of p. All of it is exact in float64: 255 p has 32 bits.
#[test]
fn a_pixel_is_the_nearest_float32_to_its_quotient() {
    for byte in 0..=255_u8 {
        let value = pixel(byte);
        let unit = f64::from(value.next_up()) - f64::from(value);
        let residue = 255.0 * f64::from(value) - f64::from(byte);
        assert!(residue.abs() <= 255.0 * unit / 2.0, "{byte}: {value}");
    }
    assert_eq!((pixel(0), pixel(255)), (0.0, 1.0));
}

#[test]
fn plain_packed_and_mixed_folders_give_the_same() {
    let built_in = Mnist::built_in().unwrap();
    for plain in [&NAMES[..], &[], &[TRAIN_LABELS, TEST_IMAGES]] {
        let folder = TempDir::new().unwrap();
        for name in NAMES {
            if plain.contains(&name) {
                fs::write(folder.path().join(name), unpacked(name)).unwrap();
            } else {
                fs::copy(packed_path(name), folder.path().join(format!("{name}.gz"))).unwrap();
            }
        }
        assert!(Mnist::load(folder.path()).unwrap() == built_in, "plain: {plain:?}");
    }
}

#[test]
fn the_plain_file_comes_first_and_members_may_follow_each_other() {
    let folder = TempDir::new().unwrap();
    let place = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    for name in [TRAIN_IMAGES, TEST_IMAGES, TEST_LABELS] {
        place(&format!("{name}.gz"), &packed(name));
    }
    let labels = unpacked(TRAIN_LABELS);
    let members = [pack(&labels[..5]), pack(&[]), pack(&labels[5..])].concat();
    place(&format!("{TRAIN_LABELS}.gz"), &members);
    place(TEST_LABELS, &unpacked(TEST_LABELS));
    place(&format!("{TEST_LABELS}.gz"), b"never read");
    assert!(Mnist::load(folder.path()).unwrap() == Mnist::built_in().unwrap());
}

/// What stands in a folder of good files in place of one of them.
struct Damage {
    name: String,
    bytes: Vec<u8>,
    /// All of them have to be in the message, after the file's path.
    says: &'static [&'static str],
}

fn damage(name: impl Into<String>, bytes: Vec<u8>, says: &'static [&'static str]) -> Damage {
    Damage { name: name.into(), bytes, says }
}

/// `bytes` with `change` in place of what stands at `offset`.
fn changed(bytes: &[u8], offset: usize, change: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[offset..offset + change.len()].copy_from_slice(change);
    bytes
}

/// 90 MB of zeros in less than 1 MB of gzip, ending in rubbish: a reader that goes on to the end
/// reports the rubbish.
fn bomb(start: &[u8]) -> Vec<u8> {
    let zeros = pack(&[0; 1 << 20]);
    [pack(start), zeros.repeat(90), b"rubbish".to_vec()].concat()
}

fn damages() -> Vec<Damage> {
    let labels = unpacked(TEST_LABELS);
    let images = unpacked(TEST_IMAGES);
    let packed_labels = packed(TEST_LABELS);
    let gz = |name: &str| format!("{name}.gz");
    vec![
        damage(gz(TEST_LABELS), packed_labels[..4000].to_vec(), &["gzip fails after", "unpacked"]),
        // All labels are there, but not the whole checksum after them.
        damage(
            gz(TEST_LABELS),
            packed_labels[..packed_labels.len() - 1].to_vec(),
            &["gzip fails after 10008 unpacked bytes"],
        ),
        damage(
            gz(TEST_LABELS),
            changed(&packed_labels, packed_labels.len() - 8, &[1, 2, 3, 4]),
            &["gzip fails after 10008 unpacked bytes", "checksum"],
        ),
        damage(
            gz(TEST_LABELS),
            [&packed_labels[..], b"more"].concat(),
            &["gzip fails after 10008 unpacked bytes"],
        ),
        damage(gz(TEST_LABELS), b"GIF89a".to_vec(), &["gzip fails after 0 unpacked bytes"]),
        damage(gz(TEST_LABELS), vec![0; 2_000_000], &["2000000 bytes of gzip", "10008"]),
        damage(gz(TEST_LABELS), bomb(&[]), &["offset 0", "0x00000801", "got 0x00000000"]),
        damage(gz(TEST_LABELS), bomb(&labels[..8]), &["goes on at offset 10008", "got more"]),
        damage(gz(TRAIN_IMAGES), bomb(&TRAIN_HEADER), &["goes on at offset 47040016"]),
        damage(TEST_LABELS, Vec::new(), &["ends at offset 0: expected 10008 bytes, got 0"]),
        damage(TEST_LABELS, labels[..6].to_vec(), &["ends at offset 6"]),
        damage(TEST_LABELS, labels[..10_007].to_vec(), &["expected 10008 bytes, got 10007"]),
        damage(TEST_LABELS, [&labels[..], &[0]].concat(), &["goes on at offset 10008"]),
        damage(TEST_LABELS, changed(&labels, 2, &[9]), &["offset 0", "got 0x00000901 (neither"]),
        damage(TEST_LABELS, images.clone(), &["0x00000801 (labels), got 0x00000803 (images)"]),
        damage(TEST_IMAGES, labels.clone(), &["0x00000803 (images), got 0x00000801 (labels)"]),
        damage(
            TEST_LABELS,
            unpacked(TRAIN_LABELS),
            &["number of labels at offset 4: expected 10000, got 60000"],
        ),
        damage(
            TEST_IMAGES,
            changed(&images, 4, &9_999_u32.to_be_bytes()),
            &["number of images at offset 4: expected 10000, got 9999"],
        ),
        damage(
            TEST_IMAGES,
            changed(&images, 8, &27_u32.to_be_bytes()),
            &["rows at offset 8: expected 28, got 27"],
        ),
        damage(
            TEST_IMAGES,
            changed(&images, 12, &u32::MAX.to_be_bytes()),
            &["columns at offset 12: expected 28, got 4294967295"],
        ),
        damage(
            TEST_LABELS,
            changed(&labels, 5_000, &[10]),
            &["label at offset 5000: expected 0 to 9, got 10"],
        ),
        damage(
            TEST_LABELS,
            changed(&labels, 8, &[1]),
            &["SHA-256", "expected ff7bcfd4", "got ", "10008"],
        ),
        damage(
            TEST_IMAGES,
            changed(&images, 16 + 1_000_000, &[images[16 + 1_000_000] ^ 1]),
            &["not the published MNIST", "expected 0fa7898d", "got ", "7840016"],
        ),
    ]
}

/// Header of the training images.
const TRAIN_HEADER: [u8; 16] = [0, 0, 8, 3, 0, 0, 0xea, 0x60, 0, 0, 0, 28, 0, 0, 0, 28];

/// A folder that has the four files through links, so that it costs nothing.
fn linked(plain: &Path, except: &str) -> TempDir {
    let folder = TempDir::new_in(plain).unwrap();
    for name in NAMES.into_iter().filter(|&name| !except.starts_with(name)) {
        fs::hard_link(plain.join(name), folder.path().join(name)).unwrap();
    }
    folder
}

/// The four as plain files.
fn plain_folder() -> TempDir {
    let folder = TempDir::new().unwrap();
    for name in NAMES {
        fs::write(folder.path().join(name), unpacked(name)).unwrap();
    }
    folder
}

fn refusal(folder: &Path) -> String {
    match Mnist::load(folder) {
        Ok(_) => "accepted".to_owned(),
        Err(error) => InputError::from(error).to_string(),
    }
}

#[test]
fn damage_is_named_with_its_file_and_place() {
    let plain = plain_folder();
    let mut wrong = Vec::new();
    for Damage { name, bytes, says } in damages() {
        let folder = linked(plain.path(), &name);
        let path = folder.path().join(&name);
        fs::write(&path, bytes).unwrap();
        let message = refusal(folder.path());
        let place = path.display().to_string();
        if !message.starts_with(&place) || !says.iter().all(|part| message.contains(part)) {
            wrong.push(format!("{name}: {says:?}\n    {message}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_not_a_folder_of_files_is_refused() {
    let folder = TempDir::new().unwrap();
    let message = refusal(folder.path());
    assert!(message.contains(&format!("neither `{TRAIN_IMAGES}` nor")), "{message}");
    assert!(message.contains("MNIST/raw"), "{message}");

    fs::create_dir(folder.path().join(TRAIN_IMAGES)).unwrap();
    let message = refusal(folder.path());
    assert!(message.ends_with(&format!("{TRAIN_IMAGES} is not a file")), "{message}");

    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    assert!(refusal(&file).ends_with("file is not a folder"));
    let message = refusal(&folder.path().join("absent"));
    assert!(message.starts_with("cannot read ") && message.contains("absent: "), "{message}");
}
