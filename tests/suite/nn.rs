//! The reference path of the nets: against central differences, and against what must hold
//! whatever the parameters are. Products sum in faer's order, so nothing is compared by bits
//! that more than one sum goes into.

mod edges;

use faer::{Mat, MatRef};
use finitediff::vec::central_diff;
use proptest::prelude::*;
use verigrad::nn::{
    Activation, Dense, LossAndGradients, LossError, Mlp, Scalar, ShapeError, cross_entropy,
    weight_gradient_norms,
};
use verigrad::tolerance::{ACTIVATION_SLOPE, DIFFERENCES, LOSS_SLOPE, SUMS};

use crate::strategies::{self, NetDraw};

/// Further from a kink than any pre-activation moves when one parameter moves by h.
const KINK: f64 = 1e-3;

fn rows<T: Scalar>(numbers: &[f64], rows: usize) -> Mat<T> {
    let columns = numbers.len() / rows;
    Mat::from_fn(rows, columns, |i, j| T::constant(numbers[i * columns + j]))
}

impl NetDraw {
    fn batch<T: Scalar>(&self) -> Mat<T> {
        rows(&self.inputs, self.labels.len())
    }

    fn net<T: Scalar>(&self) -> Mlp<T> {
        let layer = |pair: &[usize]| {
            Dense::new(Mat::zeros(pair[1], pair[0]), vec![T::zero(); pair[1]]).expect("matching")
        };
        let blank = Mlp::new(self.widths.windows(2).map(layer).collect(), self.hidden);
        let parameters: Vec<T> = self.parameters.iter().map(|&p| T::constant(p)).collect();
        blank.expect("matching").with_parameters(&parameters).expect("as many as drawn")
    }

    fn gradients<T: Scalar>(&self) -> LossAndGradients<T> {
        let batch = self.batch::<T>();
        self.net().loss_and_gradients(batch.as_ref(), &self.labels).expect("labels in range")
    }

    /// The pre-activation closest to zero in a hidden layer.
    fn closest_to_a_kink(&self) -> f64 {
        let net = self.net::<f64>();
        let mut closest = f64::INFINITY;
        let mut batch = self.batch::<f64>();
        for layer in &net.layers()[..net.layers().len() - 1] {
            let z = layer.forward(batch.as_ref());
            closest =
                z.row_iter().flat_map(|row| row.iter().map(|z| z.abs())).fold(closest, f64::min);
            batch = self.hidden.forward(z.as_ref());
        }
        closest
    }
}

fn distance(one: &[f64], other: &[f64]) -> f64 {
    assert_eq!(one.len(), other.len());
    one.iter().zip(other).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

fn apart(one: &Mat<f64>, other: &Mat<f64>) -> f64 {
    (one - other).norm_max()
}

fn dot(one: MatRef<'_, f64>, other: MatRef<'_, f64>) -> f64 {
    let pairs = one.row_iter().zip(other.row_iter());
    pairs.flat_map(|(a, b)| a.iter().zip(b.iter()).map(|(a, b)| a * b).collect::<Vec<_>>()).sum()
}

proptest! {
    #![proptest_config(strategies::config())]

    /// Properties 33 to 35.
    #[test]
    fn gradients_are_the_differences_of_the_loss(draw in strategies::net(strategies::activation())) {
        prop_assume!(draw.hidden != Activation::Relu || draw.closest_to_a_kink() > KINK);
        let (net, batch) = (draw.net::<f64>(), draw.batch::<f64>());
        let loss = |parameters: &Vec<f64>| {
            let net = net.with_parameters(parameters)?;
            Ok(net.loss_and_gradients(batch.as_ref(), &draw.labels)?.loss)
        };
        let differences = central_diff(&loss)(&draw.parameters).expect("a valid net");
        let mut gradient = draw.gradients::<f64>().parameters();
        prop_assert!(distance(&gradient, &differences) <= DIFFERENCES);
        // Neither vacuous nor blind: the gradient is there, and one hundredth more is wrong.
        let largest = gradient.iter().map(|g| g.abs()).fold(0.0, f64::max);
        prop_assert!(largest > 1000.0 * DIFFERENCES, "{}", largest);
        gradient.iter_mut().for_each(|g| *g *= 1.01);
        prop_assert!(distance(&gradient, &differences) > DIFFERENCES);
    }

    /// Property 32 for the three arguments of a dense layer: each is linear, J being the
    /// forward pass itself with the other two held or left out.
    #[test]
    fn a_dense_layers_backward_is_its_adjoint(
        numbers in proptest::collection::vec(-1.0..1.0_f64, 59)
    ) {
        let (x, rest) = numbers.split_at(3 * 4);
        let (v, rest) = rest.split_at(3 * 4);
        let (w, rest) = rest.split_at(4 * 5);
        let (g, _) = rest.split_at(3 * 5);
        let dense = |weight: &[f64], bias: &[f64]| Dense::from_rows(4, weight, bias).expect("20");
        let [x, v, g] = [x, v, g].map(|numbers| rows::<f64>(numbers, 3));
        let gradient = dense(w, &[0.5; 5]).backward(x.as_ref(), g.as_ref());
        let along_input = dense(w, &[0.0; 5]).forward(v.as_ref());
        let close = |a: f64, b: f64| (a - b).abs() <= SUMS;
        prop_assert!(close(
            dot(along_input.as_ref(), g.as_ref()),
            dot(v.as_ref(), gradient.input.as_ref())
        ));
        let (direction, bias) = (&numbers[..20], &numbers[20..25]);
        let along_parameters = dense(direction, bias).forward(x.as_ref());
        let of_bias: f64 = bias.iter().zip(&gradient.bias).map(|(a, b)| a * b).sum();
        let of_weight = dot(rows(direction, 5).as_ref(), gradient.weight.as_ref());
        prop_assert!(close(dot(along_parameters.as_ref(), g.as_ref()), of_weight + of_bias));
    }

    #[test]
    fn activations_have_their_slopes(kind in strategies::activation(), z in -30.0..30.0_f64) {
        prop_assume!(kind != Activation::Relu || z.abs() > KINK);
        let differences = central_diff(&|z: &Vec<f64>| Ok(kind.value(z[0])))(&vec![z]);
        let slope = kind.derivative_at_output(kind.value(z));
        prop_assert!((differences.expect("a value")[0] - slope).abs() <= ACTIVATION_SLOPE, "{}", slope);
    }

    #[test]
    fn sigmoid_mirrors_and_keeps_small_values(z in 0.0..700.0_f64) {
        let [low, high] = [-z, z].map(|z| Activation::Sigmoid.value(z));
        prop_assert!((low + high - 1.0).abs() <= f64::EPSILON);
        // ln σ(-z) = -z - ln(1 + e⁻ᶻ): relative accuracy, far below where 1 - σ(z) is 0.
        prop_assert!((low.ln() + z + (-z).exp().ln_1p()).abs() <= 4.0 * f64::EPSILON * (1.0 + z));
    }

    /// Property 37.
    #[test]
    fn softmax_sees_only_differences_of_logits(
        (logits, labels) in strategies::logits(),
        shift in -1000.0..1000.0_f64
    ) {
        let z = rows::<f64>(&logits, labels.len());
        let shifted: Vec<f64> = logits.iter().map(|z| z + shift).collect();
        let plain = cross_entropy(z.as_ref(), &labels).expect("labels in range");
        let moved = rows::<f64>(&shifted, labels.len());
        let moved = cross_entropy(moved.as_ref(), &labels).expect("labels in range");
        // The shifted logits are rounded at the shift's size.
        let tolerance = 4.0 * f64::EPSILON * (1000.0 + 40.0);
        prop_assert!((plain.value - moved.value).abs() <= tolerance);
        prop_assert!(apart(&plain.gradient, &moved.gradient) <= tolerance);
        for (row, &label) in plain.gradient.row_iter().zip(&labels) {
            prop_assert!(row.iter().sum::<f64>().abs() <= 10.0 * f64::EPSILON);
            let signs = row.iter().enumerate().all(|(j, &g)| (g <= 0.0) == (j == usize::from(label)));
            prop_assert!(signs, "only the label's logit is pushed up");
        }
        let loss = |z: &Vec<f64>| {
            Ok(cross_entropy(rows::<f64>(z, labels.len()).as_ref(), &labels)?.value)
        };
        let differences = central_diff(&loss)(&logits).expect("labels in range");
        prop_assert!(apart(&plain.gradient, &rows(&differences, labels.len())) <= LOSS_SLOPE);
    }

    /// A mean does not know the order of a batch, nor that it came twice (property 28).
    #[test]
    fn a_batch_is_a_bag(draw in strategies::net(strategies::activation())) {
        let plain = draw.gradients::<f64>();
        let width = draw.widths[0];
        let reversed = NetDraw {
            inputs: draw.inputs.chunks(width).rev().flatten().copied().collect(),
            labels: draw.labels.iter().rev().copied().collect(),
            ..draw.clone()
        };
        let doubled = NetDraw {
            inputs: [draw.inputs.clone(), draw.inputs.clone()].concat(),
            labels: [draw.labels.clone(), draw.labels.clone()].concat(),
            ..draw
        };
        for same in [reversed, doubled] {
            let same = same.gradients::<f64>();
            prop_assert!((plain.loss - same.loss).abs() <= SUMS);
            prop_assert!(distance(&plain.parameters(), &same.parameters()) <= SUMS);
        }
    }

    /// Property 38: units of a hidden layer have no order.
    #[test]
    fn hidden_units_have_no_order(draw in strategies::net(strategies::activation())) {
        let net = draw.net::<f64>();
        let mut layers = net.layers().to_vec();
        prop_assume!(layers.len() > 1);
        let first = layers[0].weight().reverse_rows().to_owned();
        let bias = layers[0].bias().iter().rev().copied().collect();
        let second = layers[1].weight().reverse_cols().to_owned();
        let kept = layers[1].bias().to_vec();
        layers[1] = Dense::new(second, kept).expect("matching");
        let half = Mlp::new(layers.clone(), draw.hidden).expect("matching");
        layers[0] = Dense::new(first, bias).expect("matching");
        let whole = Mlp::new(layers, draw.hidden).expect("matching");
        let batch = draw.batch::<f64>();
        let logits = net.forward(batch.as_ref());
        prop_assert!(apart(&logits, &whole.forward(batch.as_ref())) <= SUMS);
        // Moving one side only is another net, unless the units agree or are all silent.
        let silent = draw.hidden == Activation::Relu;
        prop_assert!(silent || apart(&logits, &half.forward(batch.as_ref())) > SUMS);
    }

    /// Property 36: scaling what enters a ReLU unit up and what leaves it down changes
    /// nothing, so Σ_in w∂w + b∂b = Σ_out w∂w.
    #[test]
    fn relu_units_balance(draw in strategies::net(Just(Activation::Relu))) {
        let (net, gradients) = (draw.net::<f64>(), draw.gradients::<f64>());
        let pairs = net.layers().windows(2).zip(gradients.layers.windows(2));
        for (layers, gradients) in pairs {
            for unit in 0..layers[0].outputs() {
                let row = |m: MatRef<'_, f64>| m.row(unit).iter().copied().collect::<Vec<_>>();
                let column = |m: MatRef<'_, f64>| m.col(unit).iter().copied().collect::<Vec<_>>();
                let dot = |a: Vec<f64>, b: Vec<f64>| -> f64 {
                    a.iter().zip(&b).map(|(a, b)| a * b).sum()
                };
                let inward = dot(row(layers[0].weight()), row(gradients[0].weight.as_ref()))
                    + layers[0].bias()[unit] * gradients[0].bias[unit];
                let outward =
                    dot(column(layers[1].weight()), column(gradients[1].weight.as_ref()));
                prop_assert!((inward - outward).abs() <= SUMS, "{} {}", inward, outward);
            }
        }
    }

    /// Property 39, for one row, where a bias's gradient is the layer's δ itself.
    #[test]
    fn sigmoids_pass_on_a_quarter_at_most(draw in strategies::net(Just(Activation::Sigmoid))) {
        let one = NetDraw {
            inputs: draw.inputs[..draw.widths[0]].to_vec(),
            labels: draw.labels[..1].to_vec(),
            ..draw
        };
        let (net, gradients) = (one.net::<f64>(), one.gradients::<f64>());
        let norm = |delta: &[f64]| delta.iter().map(|d| d * d).sum::<f64>().sqrt();
        for (layer, pair) in net.layers()[1..].iter().zip(gradients.layers.windows(2)) {
            let bound = 0.25 * layer.weight().norm_l2() * norm(&pair[1].bias);
            prop_assert!(norm(&pair[0].bias) <= bound * (1.0 + SUMS));
        }
    }

    /// The same draw in f32. A ReLU near its kink may fall on the other side.
    #[test]
    fn single_precision_follows_double(draw in strategies::net(strategies::activation())) {
        prop_assume!(draw.hidden != Activation::Relu || draw.closest_to_a_kink() > KINK);
        let (single, double) = (draw.gradients::<f32>(), draw.gradients::<f64>());
        let widened: Vec<f64> = single.parameters().iter().map(|&g| f64::from(g)).collect();
        let tolerance = 200.0 * f64::from(f32::EPSILON);
        let loss = (f64::from(single.loss) - double.loss).abs();
        prop_assert!(loss <= tolerance * double.loss.max(1.0), "{}", loss);
        prop_assert!(distance(&widened, &double.parameters()) <= tolerance);
        prop_assert!(distance(&widened, &double.parameters()) > 0.0, "computed in f64?");
    }

    #[test]
    fn norms_are_those_of_the_weights_gradients(draw in strategies::net(strategies::activation())) {
        let batch = draw.batch::<f64>();
        let norms = weight_gradient_norms(&draw.net(), batch.as_ref(), &draw.labels);
        let gradients = draw.gradients::<f64>();
        let expected: Vec<f64> =
            gradients.layers.iter().map(|layer| dot(layer.weight.as_ref(), layer.weight.as_ref()).sqrt()).collect();
        prop_assert!(distance(&norms.expect("labels in range"), &expected) <= SUMS);
    }
}
