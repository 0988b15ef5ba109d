//! What the code of Nielsen's book (Neural Networks and Deep Learning, 2015) draws, in its order.
//!
//! `Network(sizes)` of chapter 1 (`network.py`) draws from NumPy's old stream all biases first,
//! layer by layer, then all weights, layer by layer and row by row:
//!
//! ```text
//! biases  = [np.random.randn(y, 1) for y in sizes[1:]]
//! weights = [np.random.randn(y, x) for x, y in zip(sizes[:-1], sizes[1:])]
//! ```
//!
//! Each epoch then shuffles the training images in place with Python's own `random.shuffle`, the
//! order of the epoch before being where the next begins, and takes batches from the front. The
//! book's programs set neither seed; a report that reproduces one has to set both.

use super::{PythonRandom, RandomState};

/// A layer's parameters as the book draws them.
#[derive(Clone, Debug, PartialEq)]
pub struct BookLayer {
    /// One a unit.
    pub biases: Vec<f64>,
    /// Row by row, a row for each unit, a column for each input.
    pub weights: Vec<f64>,
}

/// `network.Network(sizes)` (`network2`'s `large_weight_initializer`): normals of deviation 1.
///
/// ```
/// use verigrad::numpy::random::{RandomState, book_network};
///
/// let layers = book_network(&mut RandomState::seeded(0), &[2, 3, 1]);
/// assert_eq!(layers[0].biases[0], 1.764052345967664);
/// assert_eq!((layers[0].weights.len(), layers[1].biases.len()), (6, 1));
/// ```
pub fn book_network(state: &mut RandomState, sizes: &[usize]) -> Vec<BookLayer> {
    let mut draw = |count: usize| (0..count).map(|_| state.standard_normal()).collect();
    let biases: Vec<Vec<f64>> = sizes.iter().skip(1).map(|&units| draw(units)).collect();
    let weights = sizes.windows(2).map(|pair| draw(pair[0] * pair[1]));
    let weights: Vec<Vec<f64>> = weights.collect();
    let layers = biases.into_iter().zip(weights);
    layers.map(|(biases, weights)| BookLayer { biases, weights }).collect()
}

/// `network2.Network(sizes)` of chapter 3, its default: the same draws, each weight divided by the
/// root of its unit's inputs.
pub fn scaled_book_network(state: &mut RandomState, sizes: &[usize]) -> Vec<BookLayer> {
    let mut layers = book_network(state, sizes);
    for (layer, &inputs) in layers.iter_mut().zip(sizes) {
        let root = (inputs as f64).sqrt();
        layer.weights.iter_mut().for_each(|weight| *weight /= root);
    }
    layers
}

/// The next epoch's order of the training images, from the last one's: `random.shuffle` of
/// Python 3. Start from 0, 1, 2, ….
pub fn book_epoch(random: &mut PythonRandom, order: &mut [usize]) {
    random.shuffle(order);
}
