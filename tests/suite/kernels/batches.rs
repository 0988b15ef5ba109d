//! Large logits, the sum of the gradients, batches repeated and reordered.

use super::*;

/// Units so far from zero that a plain e^z would overflow, in a hidden layer and as logits.
#[test]
fn large_logits_stay_finite() {
    fn check<T: Number>() {
        let far = |unit: usize| if unit.is_multiple_of(2) { 1e4 } else { -1e4 };
        let biases: Vec<f32> = (0..10).map(far).collect();
        let weights: Vec<f32> = (0..100).map(far).collect();
        let layer = |inputs: usize| Initial {
            inputs,
            outputs: 10,
            weight: &weights[..inputs * 10],
            bias: &biases,
        };
        let data = LitPixels::new(2, [(1, vec![0.5, 0.0]), (0, vec![0.0, 1.0])].into_iter());
        let optimiser = Optimiser::GradientDescent { learning_rate: 1.0 };
        for layers in [&[layer(2)][..], &[layer(2), layer(10)]] {
            let mut network: Network<T> = Network::new(layers, Activation::Sigmoid, optimiser);
            let loss = network.loss(&data, &[0, 1]);
            assert!(loss.is_finite() && loss > T::one(), "{loss}");
            assert!(network.gradient_norms(&data, &[0, 1]).iter().all(|norm| norm.is_finite()));
            network.step(pulp::Scalar512b, &data, &[0, 1]);
            assert!(parameters(&network, layers.len()).iter().all(|value| value.is_finite()));
        }
    }
    check::<f32>();
    check::<f64>();
}

/// The last layer's biases move against the gradient of the logits, one step at rate 1.
#[test]
fn the_gradient_of_the_logits_sums_to_zero() {
    for widths in SHAPES {
        let bits = &mut Bits(7);
        let classes = widths[widths.len() - 1];
        let data = Sparse::draw(bits, widths[0], classes, 10).lit();
        let mut start = Start::draw(bits, widths, Activation::Sigmoid);
        let last = widths.len() - 2;
        start.layers[last].1.fill(0.0);
        let optimiser = Optimiser::GradientDescent { learning_rate: 1.0 };
        let mut network: Network<f64> = start.network(optimiser);
        for image in 0..10 {
            let before = network.bias(last);
            network.step(pulp::Scalar512b, &data, &[image]);
            let moved: Vec<f64> = network
                .bias(last)
                .iter()
                .zip(before)
                .map(|(after, before)| after - before)
                .collect();
            assert!(
                moved.iter().sum::<f64>().abs() < verigrad::tolerance::LOGIT_SUM,
                "{widths:?}: {moved:?}"
            );
            // Towards the image's class, away from all others.
            let label = data.label(image as usize);
            let mut rises = moved.iter().enumerate();
            assert!(rises.all(|(class, &moved)| (moved > 0.0) == (class == label)), "{moved:?}");
        }
    }
}

proptest! {
    #![proptest_config(strategies::config())]

    #[test]
    fn exactly_the_pixels_that_are_not_zero_are_kept(
        images in vec(
            (any::<u8>(), vec(prop_oneof![Just(0.0_f32), Just(-0.0), -1.0_f32..1.0], 9)),
            0..12,
        ),
    ) {
        let data = LitPixels::new(9, images.iter().cloned());
        prop_assert_eq!((data.len(), data.is_empty(), data.inputs()), (images.len(), images.is_empty(), 9));
        for (index, (label, image)) in images.iter().enumerate() {
            prop_assert_eq!(data.label(index), usize::from(*label));
            let (pixels, values) = data.image(index);
            let kept: Vec<(u16, f32)> = pixels.iter().copied().zip(values.iter().copied()).collect();
            let lit: Vec<(u16, f32)> =
                (0..).zip(image.iter().copied()).filter(|&(_, value)| value != 0.0).collect();
            prop_assert_eq!(kept, lit);
        }
    }

    #[test]
    fn a_batch_twice_or_in_another_order_is_the_same_step(
        seed in any::<u64>(),
        // Not the last: images of one pixel are often equal, and so are their steps.
        shape in 0..SHAPES.len() - 1,
        rule in 0..optimisers().len(),
        (batch, shuffled) in vec(0..20_u32, 1..8).prop_flat_map(|batch| {
            (Just(batch.clone()), Just(batch).prop_shuffle())
        }),
    ) {
        let (widths, optimiser) = (SHAPES[shape], optimisers()[rule].1);
        let bits = &mut Bits(seed);
        let data = Sparse::draw(bits, widths[0], widths[widths.len() - 1], 20).lit();
        let start = Start::draw(bits, widths, Activation::Sigmoid);
        let after = |batch: &[u32]| {
            let mut network: Network<f64> = start.network(optimiser);
            for _ in 0..3 {
                network.step(pulp::Scalar512b, &data, batch);
            }
            parameters(&network, widths.len() - 1)
        };
        let once = after(&batch);
        prop_assert!(gap(&after(&[&batch[..], &batch].concat()), &once) <= REORDERED);
        prop_assert!(gap(&after(&shuffled), &once) <= REORDERED);
        // An image more often than the others is another mean.
        let mut heavier = batch.clone();
        heavier.extend([(batch[0] + 1) % 20; 3]);
        prop_assert!(gap(&after(&heavier), &once) > 10.0 * REORDERED);
    }
}

/// Batches in one call, with the next one asked for ahead and a short one at the end. Small
/// enough for Miri, which goes through the one place of the crate that is not safe Rust:
/// `cargo +nightly miri test --test suite kernels::batches::training_at_once`.
#[test]
fn training_at_once_is_a_step_for_each_batch() {
    let bits = &mut Bits(11);
    let widths = [7, 18, 3];
    let data = Sparse::draw(bits, widths[0], 3, 5).lit();
    let start = Start::draw(bits, &widths, Activation::Sigmoid);
    for (name, optimiser) in optimisers() {
        let order = [3, 0, 4, 1, 2];
        let mut at_once: Network<f32> = start.network(optimiser);
        at_once.train(pulp::Scalar512b, &data, &order, 2);
        let untouched = parameters(&start.network::<f32>(optimiser), 2);
        let mut by_steps: Network<f32> = start.network(optimiser);
        for batch in order.chunks(2) {
            by_steps.step(pulp::Scalar512b, &data, batch);
        }
        assert_eq!(parameters(&at_once, 2), parameters(&by_steps, 2), "{name}");
        assert_ne!(parameters(&at_once, 2), untouched, "{name}");
    }
}

/// Softmax sees differences only: with all biases of the last layer 1,000 higher, beyond what e^z
/// can hold, the weights move to the same bits.
#[test]
fn a_shift_of_all_logits_changes_no_step() {
    fn moved<T: Number>(outputs: usize, shift: f32) -> Vec<T> {
        let weights = vec![0.0; 2 * outputs];
        let biases: Vec<f32> = (0..outputs).map(|unit| shift + unit as f32).collect();
        let layer = [Initial { inputs: 2, outputs, weight: &weights, bias: &biases }];
        let data = LitPixels::new(2, [(1, vec![0.5, 0.25]), (4, vec![0.0, 1.0])].into_iter());
        let optimiser = Optimiser::GradientDescent { learning_rate: 1.0 };
        let mut network: Network<T> = Network::new(&layer, Activation::Sigmoid, optimiser);
        network.step(pulp::Scalar512b, &data, &[0, 1]);
        network.weight(0)
    }
    fn check<T: Number>() {
        for outputs in [5, 40] {
            let plain = moved::<T>(outputs, 0.0);
            assert!(plain.iter().all(|&weight| weight != T::zero()));
            for shift in [1000.0, -1000.0] {
                assert_eq!(moved::<T>(outputs, shift), plain, "{outputs} classes, {shift}");
            }
        }
    }
    check::<f32>();
    check::<f64>();
}

/// More classes than lanes, and the two largest logits in the first group: the shift is by the
/// largest of all, so that one of them has all the weight.
#[test]
fn the_largest_of_all_classes_is_taken_away() {
    fn check<T: Number>() {
        let mut biases = [1.0; 40];
        biases[..2].copy_from_slice(&[500.0, 400.0]);
        let layer = [Initial { inputs: 1, outputs: 40, weight: &[0.0; 40], bias: &biases }];
        let data = LitPixels::new(1, [(39, vec![1.0])].into_iter());
        let optimiser = Optimiser::GradientDescent { learning_rate: 1.0 };
        let mut network: Network<T> = Network::new(&layer, Activation::Sigmoid, optimiser);
        network.step(pulp::Scalar512b, &data, &[0]);
        biases[0] -= 1.0;
        biases[39] += 1.0;
        let expected: Vec<T> = biases.iter().map(|&bias| T::constant(f64::from(bias))).collect();
        assert_eq!(network.bias(0), expected);
    }
    check::<f32>();
    check::<f64>();
}
