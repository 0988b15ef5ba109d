//! Small nets by hand, equal and huge logits, and what is refused.

use super::*;

/// PyTorch's layout, by hand: x·Wᵀ + b.
#[test]
fn weights_are_read_row_by_row() {
    let weight = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
    let layer = Dense::from_rows(3, &weight, &[10.0, 20.0]).expect("2 x 3");
    assert_eq!((layer.inputs(), layer.outputs()), (3, 2));
    assert_eq!(
        layer.forward(rows::<f64>(&[1.0, 0.0, -1.0], 1).as_ref()),
        rows::<f64>(&[8.0, 18.0], 1)
    );
    let net = Mlp::new(vec![layer], Activation::Relu).expect("one layer");
    assert_eq!(net.parameters(), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 10.0, 20.0]);
    assert_eq!(net.with_parameters(&net.parameters()), Ok(net));
}

#[test]
fn equal_logits_lose_the_logarithm_of_the_classes() {
    let loss = cross_entropy(Mat::<f64>::full(3, 10, 0.7).as_ref(), &[0, 4, 9]).expect("in range");
    assert!((loss.value - 10.0_f64.ln()).abs() <= f64::EPSILON * 2.0, "{}", loss.value);
    assert!((loss.gradient[(1, 4)] - (0.1 - 1.0) / 3.0).abs() <= f64::EPSILON);
    assert!((loss.gradient[(1, 5)] - 0.1 / 3.0).abs() <= f64::EPSILON);
}

#[test]
fn huge_logits_stay_finite() {
    fn check<T: Scalar>() {
        let z = rows::<T>(&[1e4, -1e4, 0.0, -1e4, -1e4, 1e4], 2);
        let right = cross_entropy(z.as_ref(), &[0, 2]).expect("in range");
        assert_eq!(right.value, T::zero());
        let wrong = cross_entropy(z.as_ref(), &[1, 0]).expect("in range");
        assert_eq!(wrong.value, T::constant(2e4));
        assert_eq!(wrong.gradient, rows::<T>(&[0.5, -0.5, 0.0, -0.5, 0.0, 0.5], 2));
    }
    check::<f32>();
    check::<f64>();
}

#[test]
fn activations_at_their_edges() {
    let [sigmoid, relu] = [Activation::Sigmoid, Activation::Relu];
    assert_eq!([-1e4, 0.0, 1e4].map(|z| sigmoid.value(z)), [0.0, 0.5, 1.0]);
    assert!(sigmoid.value(-100.0_f32) > 0.0, "e¹⁰⁰ overflows in f32");
    assert_eq!([-1.0, 0.0, 2.0].map(|z| relu.value(z)), [0.0, 0.0, 2.0]);
    assert_eq!([0.0, 2.0].map(|a| relu.derivative_at_output(a)), [0.0, 1.0]);
    assert!([sigmoid, relu].iter().all(|kind| kind.value(f64::NAN).is_nan()));
    assert_eq!(serde_json::from_str::<Activation>("\"relu\"").ok(), Some(relu));
}

#[test]
fn a_batch_without_a_loss_says_why() {
    let z = rows::<f64>(&[0.0; 6], 2);
    let refused = |labels: &[u8]| cross_entropy(z.as_ref(), labels).map(|loss| loss.value);
    assert_eq!(refused(&[0]), Err(LossError::LabelCount { rows: 2, labels: 1 }));
    let out = LossError::LabelOutOfRange { row: 1, label: 3, classes: 3 };
    assert_eq!(refused(&[2, 3]), Err(out));
    assert_eq!(cross_entropy(Mat::<f64>::zeros(0, 3).as_ref(), &[]), Err(LossError::EmptyBatch));
}

#[test]
fn layers_that_do_not_fit_are_refused() {
    let layer = |inputs, outputs| {
        Dense::new(Mat::<f64>::zeros(outputs, inputs), vec![0.0; outputs]).expect("matching")
    };
    let refused = Mlp::new(vec![layer(4, 3), layer(2, 5)], Activation::Relu);
    let operation = "inputs of the next layer";
    assert_eq!(refused, Err(ShapeError { operation, expected: 3, got: 2 }));
    assert!(Mlp::<f64>::new(Vec::new(), Activation::Relu).is_err());
    assert!(Dense::from_rows(2, &[0.0; 5], &[0.0; 3]).is_err());
    let net = Mlp::new(vec![layer(4, 3)], Activation::Relu).expect("one layer");
    assert!(net.with_parameters(&[0.0; 14]).is_err() && net.with_parameters(&[0.0; 16]).is_err());
}

/// The first of equals, and NaN above all.
#[test]
fn predictions_are_the_first_largest_logit() {
    let identity = Dense::new(Mat::<f64>::identity(3, 3), vec![0.0; 3]).expect("matching");
    let net = Mlp::new(vec![identity], Activation::Sigmoid).expect("one layer");
    let batch = rows::<f64>(&[1.0, 3.0, 2.0, 5.0, 0.0, 5.0, -2.0, -1.0, -1.0], 3);
    assert_eq!(net.predict(batch.as_ref()), [1, 0, 1]);
    assert_eq!(net.count_correct(batch.as_ref(), &[1, 2, 1]), 2);
    let lost = Dense::new(Mat::<f64>::zeros(3, 3), vec![9.0, f64::NAN, f64::NAN]);
    let lost = Mlp::new(vec![lost.expect("matching")], Activation::Sigmoid).expect("one layer");
    assert_eq!(lost.predict(batch.as_ref()), [1, 1, 1]);
}
