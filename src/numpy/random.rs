//! NumPy's random streams, bit for bit: the old one behind `np.random.seed` and the new one of
//! `np.random.default_rng`; and the stream of Python's own `random`.
//!
//! A notebook that states its seed states with it every number that it draws. [`RandomState`]
//! and [`Generator`] draw them again, in the order and with the roundings of NumPy 2.0 (whose old
//! stream is frozen since 1.17 and whose new one since 1.19 for what is here);
//! [`PythonRandom`] draws what `random.seed`, `random.random` and `random.shuffle` draw.
//!
//! | NumPy | here |
//! |---|---|
//! | `np.random.seed(s)`, `RandomState(s)` | [`RandomState::seeded`], [`RandomState::seeded_by`] |
//! | `np.random.default_rng(s)` | [`Generator::seeded`], [`Generator::seeded_by`] |
//! | `rand`, `random_sample`, `random` | `random` |
//! | `uniform(low, high)` | `uniform` |
//! | `randn`, `standard_normal` | `standard_normal` |
//! | `normal(mean, deviation)` | `normal` |
//! | `randint(low, high)`, `integers(low, high)` of int64 | `integer` |
//! | `permutation(n)`, `shuffle(x)` along the first axis | `permutation`, `shuffle` |
//!
//! An array is so many draws in memory order. The golden vectors are NumPy's own, on Linux x86-64
//! with the GNU C library, whose `log` and `log1p` the normals go through; `src/numpy/power` has
//! them on every platform.

mod book;
mod bounded;
mod generator;
mod long_key;
mod pcg64;
mod python;
mod seed_sequence;
mod state;
mod ziggurat;
mod ziggurat_tables;

pub use book::{BookLayer, book_epoch, book_network, scaled_book_network};
pub use bounded::Bounds;
pub use generator::Generator;
pub use python::PythonRandom;
pub use state::RandomState;

/// 2⁻⁵³.
const UNIT: f64 = 1.0 / (1_u64 << 53) as f64;
