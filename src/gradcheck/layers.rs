//! A dense layer, the activations and the loss, each by itself: f = ⟨w, F(x)⟩ with random w,
//! so that its gradient is the backward pass of w.

use faer::{Mat, MatRef};

use super::{Function, sample, tangent};
use crate::nn::{Activation, Dense, DenseGradient, Scalar, cross_entropy};
use crate::tolerance;

/// B of everything here.
const ROWS: usize = 6;
/// I of the dense layer.
const INPUTS: usize = 5;
/// O of the dense layer, and the classes of the loss.
const OUTPUTS: usize = 10;

pub(super) fn subjects() -> Vec<(String, Vec<Function<'static>>)> {
    let activations = [
        ("sigmoid", Activation::Sigmoid),
        ("relu", Activation::Relu),
        ("identity", Activation::Identity),
    ];
    vec![
        (format!("dense layer, {INPUTS} to {OUTPUTS}, batch of {ROWS}"), dense()),
        (
            "activations, in -8..8".to_owned(),
            activations.map(|(name, kind)| activation(name, kind)).into(),
        ),
        (format!("softmax cross-entropy, {ROWS} rows of {OUTPUTS} logits"), vec![loss()]),
    ]
}

/// Input, weight and bias of Y = X·Wᵀ + b.
fn dense() -> Vec<Function<'static>> {
    let x = sample::numbers(11, ROWS * INPUTS);
    let weight = sample::numbers(12, OUTPUTS * INPUTS);
    let bias = sample::numbers(13, OUTPUTS);
    let arriving = sample::numbers(14, ROWS * OUTPUTS);
    let gradient = backward::<f64>(&weight, &bias, &x, &arriving);
    let single = backward::<f32>(&weight, &bias, &x, &arriving);
    // What f is, given the three parts; a part that is zero leaves the layer linear in the
    // others, which is what the tangents are.
    let output = move |weight: &[f64], bias: &[f64], x: &[f64]| {
        dot(layer(weight, bias).forward(rows(x, ROWS).as_ref()).as_ref(), &arriving)
    };
    let part = |name: &str, columns, point: &[f64], [gradient, single]: [Vec<f64>; 2]| Function {
        name: name.to_owned(),
        columns,
        point: point.to_vec(),
        value: Box::new(|_| f64::NAN),
        noise: noise((ROWS * INPUTS * OUTPUTS) as f64),
        signs: None,
        tangent: Box::new(|_| f64::NAN),
        gradient,
        single: vec![single],
        fused: None,
        coordinates: point.len(),
    };
    let [input_part, weight_part, bias_part] = {
        let [g, s] = [&gradient, &single];
        [[g.0.clone(), s.0.clone()], [g.1.clone(), s.1.clone()], [g.2.clone(), s.2.clone()]]
    };
    let no_bias = vec![0.0; OUTPUTS];
    let no_weight = vec![0.0; OUTPUTS * INPUTS];
    let (w, b, f) = (weight.clone(), bias.clone(), output.clone());
    let (w2, none, f2) = (weight.clone(), no_bias.clone(), output.clone());
    let of_input = Function {
        value: Box::new(move |x| f(&w, &b, x)),
        tangent: Box::new(move |v| f2(&w2, &none, v)),
        ..part("input", INPUTS, &x, input_part)
    };
    let (x1, b, f) = (x.clone(), bias.clone(), output.clone());
    let (x2, none, f2) = (x.clone(), no_bias, output.clone());
    let of_weight = Function {
        value: Box::new(move |weight| f(weight, &b, &x1)),
        tangent: Box::new(move |v| f2(v, &none, &x2)),
        ..part("weight", INPUTS, &weight, weight_part)
    };
    let (x1, f, f2) = (x.clone(), output.clone(), output);
    let of_bias = Function {
        value: Box::new(move |bias| f(&weight, bias, &x1)),
        tangent: Box::new(move |v| f2(&no_weight, v, &x)),
        ..part("bias", 0, &bias, bias_part)
    };
    vec![of_input, of_weight, of_bias]
}

/// (input, weight, bias)
fn backward<T: Scalar>(
    weight: &[f64],
    bias: &[f64],
    x: &[f64],
    arriving: &[f64],
) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
    let DenseGradient { weight, bias, input } =
        layer::<T>(weight, bias).backward(rows(x, ROWS).as_ref(), rows(arriving, ROWS).as_ref());
    let bias = bias.into_iter().map(widen).collect();
    (list(input.as_ref()), list(weight.as_ref()), bias)
}

fn activation(name: &str, kind: Activation) -> Function<'static> {
    let count = ROWS * OUTPUTS;
    let z: Vec<f64> = sample::numbers(21, count).into_iter().map(|z| 8.0 * z).collect();
    let arriving = sample::numbers(22, count);
    let gradient = activated_backward::<f64>(kind, &z, &arriving);
    let single = activated_backward::<f32>(kind, &z, &arriving);
    let (w, here, w2) = (arriving.clone(), z.clone(), arriving);
    Function {
        name: name.to_owned(),
        columns: OUTPUTS,
        value: Box::new(move |z| dot(kind.forward(rows::<f64>(z, ROWS).as_ref()).as_ref(), &w)),
        noise: noise(8.0 * count as f64),
        signs: (kind == Activation::Relu)
            .then(|| -> super::function::Signs<'static> { Box::new(|z| signs(z.iter())) }),
        tangent: Box::new(move |v| {
            let [z, v] = [&here[..], v].map(|numbers| rows::<f64>(numbers, ROWS));
            dot(tangent::of_activation(kind, z.as_ref(), v.as_ref()).as_ref(), &w2)
        }),
        gradient,
        single: vec![single],
        fused: None,
        coordinates: count,
        point: z,
    }
}

fn activated_backward<T: Scalar>(kind: Activation, z: &[f64], arriving: &[f64]) -> Vec<f64> {
    let output = kind.forward(rows::<T>(z, ROWS).as_ref());
    list(kind.backward(output.as_ref(), rows(arriving, ROWS).as_ref()).as_ref())
}

fn loss() -> Function<'static> {
    let logits: Vec<f64> =
        sample::numbers(31, ROWS * OUTPUTS).into_iter().map(|z| 4.0 * z).collect();
    let labels: Vec<u8> = (0..ROWS as u8).map(|row| row * 7 % OUTPUTS as u8).collect();
    let (asked, here, known) = (labels.clone(), logits.clone(), labels.clone());
    Function {
        name: "logits".to_owned(),
        columns: OUTPUTS,
        value: Box::new(move |z| {
            let loss = cross_entropy(rows::<f64>(z, ROWS).as_ref(), &asked);
            loss.map_or(f64::NAN, |loss| loss.value)
        }),
        // At most 8 + ln 10, for logits in -4..4.
        noise: noise(10.0),
        signs: None,
        tangent: Box::new(move |v| {
            let [z, v] = [&here[..], v].map(|numbers| rows::<f64>(numbers, ROWS));
            tangent::of_loss(z.as_ref(), &known, v.as_ref())
        }),
        gradient: loss_gradient::<f64>(&logits, &labels),
        single: vec![loss_gradient::<f32>(&logits, &labels)],
        fused: None,
        coordinates: logits.len(),
        point: logits,
    }
}

fn loss_gradient<T: Scalar>(logits: &[f64], labels: &[u8]) -> Vec<f64> {
    let loss = cross_entropy(rows::<T>(logits, ROWS).as_ref(), labels);
    loss.map_or_else(|_| Vec::new(), |loss| list(loss.gradient.as_ref()))
}

fn noise(magnitude: f64) -> f64 {
    tolerance::VALUE_ROUNDINGS * f64::EPSILON * magnitude
}

/// The sides of their kinks that pre-activations are on.
pub(super) fn signs<'a>(z: impl Iterator<Item = &'a f64>) -> Vec<i8> {
    z.map(|&z| i8::from(z > 0.0) - i8::from(z < 0.0)).collect()
}

fn layer<T: Scalar>(weight: &[f64], bias: &[f64]) -> Dense<T> {
    let bias = bias.iter().map(|&b| T::constant(b)).collect();
    // The lengths are constants of this file.
    Dense::new(rows(weight, OUTPUTS), bias).unwrap_or_else(|error| unreachable!("{error}"))
}

fn rows<T: Scalar>(numbers: &[f64], rows: usize) -> Mat<T> {
    let columns = numbers.len() / rows;
    Mat::from_fn(rows, columns, |i, j| T::constant(numbers[i * columns + j]))
}

fn widen<T: Scalar>(number: T) -> f64 {
    num_traits::ToPrimitive::to_f64(&number).unwrap_or(f64::NAN)
}

/// Row by row.
pub(super) fn list<T: Scalar>(matrix: MatRef<'_, T>) -> Vec<f64> {
    matrix.row_iter().flat_map(|row| row.iter().map(|&number| widen(number))).collect()
}

fn dot(matrix: MatRef<'_, f64>, weights: &[f64]) -> f64 {
    list(matrix).iter().zip(weights).map(|(a, b)| a * b).sum()
}
