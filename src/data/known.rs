//! Sets of images in the IDX format whose checksums are published.

use super::Digest;

/// A set that a homework can name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KnownSet {
    /// As documents name it.
    pub name: &'static str,
    /// Where its files come from.
    pub source: &'static str,
    /// Training images and labels, test images and labels: names without `.gz`.
    pub files: [&'static str; 4],
    /// Of each file; none where nobody publishes them.
    pub digests: Option<[Digest<&'static str>; 4]>,
    /// Training and test images.
    pub counts: [u32; 2],
}

const MNIST_FILES: [&str; 4] = [
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
];

const fn packed(digests: [&'static str; 4]) -> Option<[Digest<&'static str>; 4]> {
    let [one, two, three, four] = digests;
    Some([Digest::Packed(one), Digest::Packed(two), Digest::Packed(three), Digest::Packed(four)])
}

/// All but MNIST itself, which is built in. The SHA-256 of the `.gz` files are those that
/// TensorFlow Datasets publishes (`url_checksums/fashion_mnist.txt` and `kmnist.txt`). Of EMNIST only
/// the archive's is published (`emnist.txt`), so a homework states those of the files itself.
pub const KNOWN: [KnownSet; 3] = [
    KnownSet {
        name: "fashion-mnist",
        source: "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
        files: MNIST_FILES,
        digests: packed([
            "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
            "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
            "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
            "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
        ]),
        counts: [60_000, 10_000],
    },
    KnownSet {
        name: "kmnist",
        source: "http://codh.rois.ac.jp/kmnist/dataset/kmnist/",
        files: MNIST_FILES,
        digests: packed([
            "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4",
            "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17",
            "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5",
            "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c",
        ]),
        counts: [60_000, 10_000],
    },
    KnownSet {
        name: "emnist-digits",
        source: "https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip (SHA-256 of the archive: \
                 fb9bb67e33772a9cc0b895e4ecf36d2cf35be8b709693c3564cea2a019fcda8e)",
        files: [
            "emnist-digits-train-images-idx3-ubyte",
            "emnist-digits-train-labels-idx1-ubyte",
            "emnist-digits-test-images-idx3-ubyte",
            "emnist-digits-test-labels-idx1-ubyte",
        ],
        digests: None,
        counts: [240_000, 40_000],
    },
];
