//! Thirty steps of the fused path against the same steps on faer.

use super::*;

/// Follows both paths and compares all that a caller can see; returns how far the parameters
/// are from those of the fused path at a slightly different rate.
fn follow(
    widths: &[usize],
    hidden: Activation,
    rule: &str,
    optimiser: Optimiser,
    batch: usize,
) -> f64 {
    let case = format!("{widths:?} {hidden:?} {rule}, batches of {batch}");
    let bits = &mut Bits((widths.len() * 1000 + widths[1] * 10 + batch) as u64);
    // Not a multiple of any batch but 1: every pass ends in a shorter batch.
    let count = 43;
    let images = Sparse::draw(bits, widths[0], widths[widths.len() - 1], count);
    let lit = images.lit();
    let start = Start::draw(bits, widths, hidden);
    let mut order: Vec<u32> = (0..count as u32).collect();
    for place in (1..count).rev() {
        order.swap(place, bits.below(place + 1));
    }

    let mut network: Network<f64> = start.network(optimiser);
    let mut neighbour: Network<f64> = start.network(slightly_faster(optimiser));
    let mut reference = start.reference();
    let mut values = reference.parameters();
    let mut rule: Box<dyn UpdateRule<f64>> = optimiser.start(values.len());
    for batch in order.chunks(batch).cycle().take(STEPS) {
        let (input, labels) = images.batch(batch);
        let expected = reference.loss_and_gradients(input.as_ref(), &labels).expect("labels");
        let norms = weight_gradient_norms(&reference, input.as_ref(), &labels).expect("labels");
        let loss = network.loss(&lit, batch);
        assert!(gap(&[loss], &[expected.loss]) <= AGREEMENT, "{case}: loss");
        let found = network.gradient_norms(&lit, batch);
        assert!(gap(&found, &norms) <= AGREEMENT, "{case}: {found:?} {norms:?}");
        rule.step(&mut values, &expected.parameters());
        reference = reference.with_parameters(&values).expect("as many as before");
        epoch(&mut network, &lit, batch, batch.len(), Level::best());
        epoch(&mut neighbour, &lit, batch, batch.len(), Level::best());
    }
    let layers = widths.len() - 1;
    let apart = gap(&parameters(&network, layers), &values);
    assert!(apart <= AGREEMENT, "{case}: {apart:e} after {STEPS} steps");
    let all: Vec<u32> = (0..count as u32).collect();
    let (input, labels) = images.batch(&all);
    let expected = reference.count_correct(input.as_ref(), &labels);
    assert_eq!(correct(&mut network, &lit, Level::best()) as usize, expected, "{case}");
    gap(&parameters(&neighbour, layers), &values)
}

#[test]
fn steps_are_those_of_the_reference_path() {
    for widths in SHAPES {
        for hidden in [Activation::Sigmoid, Activation::Relu] {
            for (rule, optimiser) in optimisers() {
                for batch in [1, 3, 10, 11] {
                    let neighbour = follow(widths, hidden, rule, optimiser, batch);
                    // That the comparison would see a rate wrong by a millionth.
                    assert!(
                        neighbour > 10.0 * AGREEMENT,
                        "{widths:?} {hidden:?} {rule} {batch}: {neighbour:e}"
                    );
                }
            }
        }
    }
}

#[test]
#[should_panic = "PyTorch's conventions only"]
fn another_convention_is_refused_rather_than_ignored() {
    use verigrad::optim::EpsilonPlace;
    let settings =
        AdamSettings { epsilon_place: EpsilonPlace::InsideRoot, ..AdamSettings::pytorch(0.001) };
    let (weight, bias) = ([0.0; 2], [0.0; 2]);
    let layer = Initial { inputs: 1, outputs: 2, weight: &weight, bias: &bias };
    Network::<f32>::new(&[layer], Activation::Sigmoid, Optimiser::Adam(settings));
}

/// As `argmax` of PyTorch on the processor: of equal logits the first.
#[test]
fn the_first_of_equal_logits_is_the_class() {
    for (biases, class) in [([0.0, 0.0, 0.0], 0), ([0.0, 2.0, 2.0], 1), ([1.0, 2.0, 3.0], 2)] {
        let layer = Initial { inputs: 1, outputs: 3, weight: &[0.0; 3], bias: &biases };
        let optimiser = Optimiser::GradientDescent { learning_rate: 1.0 };
        let mut network: Network<f32> = Network::new(&[layer], Activation::Sigmoid, optimiser);
        for label in 0..3 {
            let data = LitPixels::new(1, [(label, vec![1.0])].into_iter());
            let found = correct(&mut network, &data, Level::best());
            assert_eq!(found, u32::from(label == class), "{biases:?}, {label}");
        }
    }
}
