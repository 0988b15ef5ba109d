//! Trainings that must end alike, and trainings that must not.

use verigrad::optim::UpdateRule;
use verigrad::torch::LinearDraw;

use super::*;

/// Nets with a hidden layer of several units.
const DEEP: [&[usize]; 4] = [&[37, 17, 10], &[37, 30, 10], &[37, 17, 33, 16, 10], &[20, 50, 7, 3]];

/// A net, its images, and twelve batches of up to ten of them.
struct Case {
    data: LitPixels,
    images: Sparse,
    start: Start,
    batches: Vec<Vec<u32>>,
}

impl Case {
    fn draw(seed: u64, widths: &[usize], hidden: Activation) -> Self {
        let bits = &mut Bits(seed);
        let images = Sparse::draw(bits, widths[0], widths[widths.len() - 1], 20);
        let start = Start::draw(bits, widths, hidden);
        let batches = (0..12).map(|_| {
            let size = 1 + bits.below(10);
            (0..size).map(|_| bits.below(20) as u32).collect()
        });
        Self { data: images.lit(), images, start, batches: batches.collect() }
    }

    fn layers(&self) -> usize {
        self.start.widths.len() - 1
    }

    fn train<T: Number>(&self, network: &mut Network<T>, batches: &[Vec<u32>]) {
        for batch in batches {
            epoch(network, &self.data, batch, batch.len(), Level::best());
        }
    }

    /// Every parameter after those batches.
    fn after<T: Number>(&self, optimiser: Optimiser, batches: &[Vec<u32>]) -> Vec<T> {
        let mut network = self.start.network(optimiser);
        self.train(&mut network, batches);
        parameters(&network, self.layers())
    }
}

/// The same net with the units of one hidden layer in another order: row j of that layer is
/// the old row `order[j]`, and so for the columns of the next layer, if `both`.
fn reordered(start: &Start, layer: usize, order: &[usize], both: bool) -> Start {
    let mut moved = start.clone();
    let inputs = start.widths[layer];
    let (weight, bias) = &start.layers[layer];
    moved.layers[layer] = (
        order.iter().flat_map(|&unit| weight[unit * inputs..][..inputs].to_vec()).collect(),
        order.iter().map(|&unit| bias[unit]).collect(),
    );
    if both {
        let units = order.len();
        let columns = |row: &[f32]| order.iter().map(|&unit| row[unit]).collect::<Vec<f32>>();
        moved.layers[layer + 1].0 =
            start.layers[layer + 1].0.chunks(units).flat_map(columns).collect();
    }
    moved
}

proptest! {
    #![proptest_config(strategies::config())]

    /// Property 38: a training does not know the order of hidden units.
    #[test]
    fn hidden_units_have_no_order_in_training(
        seed in any::<u64>(),
        shape in 0..DEEP.len(),
        hidden in strategies::activation(),
        rule in 0..optimisers().len(),
    ) {
        let case = Case::draw(seed, DEEP[shape], hidden);
        let optimiser = optimisers()[rule].1;
        let bits = &mut Bits(seed ^ 1);
        let layer = bits.below(case.layers() - 1);
        let mut order: Vec<usize> = (0..case.start.widths[layer + 1]).collect();
        for place in (1..order.len()).rev() {
            order.swap(place, bits.below(place + 1));
        }
        let loss = |start: Start| {
            let moved = Case { start, data: case.data.clone(), images: case.images.clone(), batches: vec![] };
            let mut network: Network<f64> = moved.start.network(optimiser);
            moved.train(&mut network, &case.batches[..5]);
            network.loss(&case.data, &case.batches[5])
        };
        let plain = loss(case.start.clone());
        let moved = loss(reordered(&case.start, layer, &order, true));
        prop_assert!(gap(&[moved], &[plain]) <= REORDERED, "{} {}", moved, plain);
        // The columns of the next layer left where they were: another net.
        if order.windows(2).any(|pair| pair[0] > pair[1]) {
            let torn = loss(reordered(&case.start, layer, &order, false));
            prop_assert!(gap(&[torn], &[plain]) > REORDERED, "{} {}", torn, plain);
        }
    }

    /// Property 28: a step on a batch is the mean of the steps on its halves, for every rule that
    /// is linear in the gradient. Adam is not.
    #[test]
    fn a_step_is_the_mean_of_the_steps_on_its_parts(
        seed in any::<u64>(),
        shape in 0..DEEP.len(),
        parts in 2..5_usize,
    ) {
        let case = Case::draw(seed, DEEP[shape], Activation::Sigmoid);
        let whole: Vec<u32> = (0..2 * parts as u32).collect();
        for (name, optimiser) in optimisers() {
            let once = case.after::<f64>(optimiser, std::slice::from_ref(&whole));
            let mut mean = vec![0.0; once.len()];
            for part in whole.chunks(2) {
                let of_part = case.after::<f64>(optimiser, &[part.to_vec()]);
                mean.iter_mut().zip(of_part).for_each(|(mean, x)| *mean += x / parts as f64);
            }
            if name.starts_with("adam") {
                prop_assert!(gap(&mean, &once) > 1e3 * AGREEMENT, "{}", name);
            } else {
                prop_assert!(gap(&mean, &once) <= AGREEMENT, "{}", name);
            }
        }
    }

    /// Property 9: momentum 0 and weight decay 0 are plain descent, by bits; a momentum is not.
    #[test]
    fn no_momentum_is_plain_descent(
        seed in any::<u64>(),
        shape in 0..DEEP.len(),
        rate in strategies::small_rate(),
    ) {
        let case = Case::draw(seed, DEEP[shape], Activation::Relu);
        let plain = Optimiser::GradientDescent { learning_rate: rate };
        let momentum = |decay| Optimiser::Momentum(MomentumSettings::pytorch(rate, decay));
        let bits = |optimiser| -> Vec<u32> {
            case.after::<f32>(optimiser, &case.batches).into_iter().map(f32::to_bits).collect()
        };
        prop_assert_eq!(bits(plain), bits(momentum(0.0)));
        prop_assert_ne!(bits(plain), bits(momentum(0.1)));
    }

    /// A momentum kept in a buffer that has nothing in it yet is plain descent for one step:
    /// the first velocity is the first gradient, not a share of it.
    #[test]
    fn the_first_step_of_momentum_is_plain_descent(
        seed in any::<u64>(),
        shape in 0..DEEP.len(),
        rate in strategies::small_rate(),
        decay in strategies::real_decay(),
    ) {
        let case = Case::draw(seed, DEEP[shape], Activation::Sigmoid);
        let after = |optimiser| case.after::<f64>(optimiser, &case.batches[..1]);
        let plain = after(Optimiser::GradientDescent { learning_rate: rate });
        let momentum = after(Optimiser::Momentum(MomentumSettings::pytorch(rate, decay)));
        prop_assert!(gap(&momentum, &plain) <= AGREEMENT);
    }

    /// Property 27: what a decay does in one step of descent is to take ηλθ, beside the gradient;
    /// and the reference path, given the penalty's gradient λθ, does the same for every rule.
    #[test]
    fn a_decay_is_an_added_penalty(
        seed in any::<u64>(),
        shape in 0..DEEP.len(),
        weight_decay in strategies::weight_decay(),
    ) {
        let case = Case::draw(seed, DEEP[shape], Activation::Sigmoid);
        let sgd = MomentumSettings::pytorch(0.05, 0.9);
        let adam = AdamSettings::pytorch(0.001);
        let pairs = [
            (
                Optimiser::Momentum(MomentumSettings { weight_decay, ..sgd }),
                Optimiser::Momentum(sgd),
            ),
            (Optimiser::Adam(AdamSettings { weight_decay, ..adam }), Optimiser::Adam(adam)),
        ];
        for (decayed, plain) in pairs {
            let found = case.after::<f64>(decayed, &case.batches);
            let mut net = case.start.reference();
            let mut values = net.parameters();
            let mut rule: Box<dyn UpdateRule<f64>> = plain.start(values.len());
            for batch in &case.batches {
                let (input, labels) = case.images.batch(batch);
                let loss = net.loss_and_gradients(input.as_ref(), &labels).expect("labels");
                let penalised = loss.parameters().iter().zip(&values)
                    .map(|(gradient, value)| gradient + weight_decay * value).collect::<Vec<f64>>();
                rule.step(&mut values, &penalised);
                net = net.with_parameters(&values).expect("as many as before");
            }
            prop_assert!(gap(&found, &values) <= REORDERED, "{:?}", decayed);
            prop_assert!(gap(&case.after::<f64>(plain, &case.batches), &values) > REORDERED);
        }
    }

    /// Property 17: a copy of the net goes on as the net would have, by bits; with the weights
    /// alone, a rule that remembers something does not.
    #[test]
    fn a_saved_net_goes_on_as_if_nothing_had_happened(
        seed in any::<u64>(),
        shape in 0..DEEP.len(),
        rule in 0..optimisers().len(),
        cut in 1..11_usize,
    ) {
        let case = Case::draw(seed, DEEP[shape], Activation::Relu);
        let (name, optimiser) = optimisers()[rule];
        let (before, after) = case.batches.split_at(cut);
        let bits = |network: &Network<f32>| -> Vec<u32> {
            parameters(network, case.layers()).into_iter().map(f32::to_bits).collect()
        };
        let mut whole: Network<f32> = case.start.network(optimiser);
        case.train(&mut whole, &case.batches);
        let mut first: Network<f32> = case.start.network(optimiser);
        case.train(&mut first, before);
        let mut second = first.clone();
        // What happens to the original after the copy is no concern of the copy's.
        case.train(&mut first, before);
        let weights: Vec<LinearDraw> = (0..case.layers())
            .map(|layer| LinearDraw { weight: second.weight(layer), bias: second.bias(layer) })
            .collect();
        case.train(&mut second, after);
        prop_assert_eq!(bits(&second), bits(&whole));
        let mut fresh = case.start.clone();
        fresh.layers = weights.into_iter().map(|draw| (draw.weight, draw.bias)).collect();
        let mut forgetful: Network<f32> = fresh.network(optimiser);
        case.train(&mut forgetful, after);
        let remembers = name.starts_with("momentum") || name.starts_with("adam");
        prop_assert_eq!(bits(&forgetful) != bits(&whole), remembers, "{}", name);
    }
}
