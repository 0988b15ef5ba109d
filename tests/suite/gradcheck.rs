//! The gradient checks themselves: they pass what is right, and refuse what is not.

use verigrad::gradcheck::{Block, Function, Verdict, check, check_function};
use verigrad::homework::Assignment;
use verigrad::mnist::PIXELS;
use verigrad::nn::kernels::LitPixels;

/// Ten images with three pixels in ten lit.
fn images() -> LitPixels {
    let pixel = |image: usize, pixel: usize| match (image * 31 + pixel * 17) % 10 {
        lit @ 0..3 => (1 + lit * 50 + pixel % 50) as f32 / 255.0,
        _ => 0.0,
    };
    let image = |image: usize| {
        (image as u8, (0..PIXELS).map(|index| pixel(image, index)).collect::<Vec<f32>>())
    };
    LitPixels::new(PIXELS, (0..10).map(image))
}

fn checked(assignment: &Assignment) -> Vec<(String, Block)> {
    let subjects = check(assignment, &images(), 5, &|_| {});
    let named = subjects.into_iter().flat_map(|subject| {
        subject.blocks.into_iter().map(move |block| (subject.name.clone(), block))
    });
    named.collect()
}

#[test]
fn every_gradient_of_the_homework_passes() {
    let homework = Assignment::homework7().expect("valid");
    let all = checked(&homework);
    let failed: Vec<_> = all.iter().filter(|(_, block)| block.verdict != Verdict::Passed).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    for net in ["784-30-10, sigmoid", "784-100-10, sigmoid", "784-512-256-128-64-10, relu"] {
        assert!(all.iter().any(|(name, _)| name.ends_with(net)), "{net}");
    }
    let deep = |part: &str| all.iter().filter(|(name, _)| name.starts_with(part)).count();
    assert_eq!((deep("3a"), deep("3b")), (18, 18), "nine layers, weight and bias");
    // What a tolerance of 1e-5 would have said of it: nothing.
    let faded = all.iter().find(|(name, block)| name.starts_with("3a") && block.name == "W1");
    assert!(faded.is_some_and(|(_, block)| block.largest_slope < 1e-5), "{faded:?}");
    // ReLUs have kinks, and the differences came across some.
    assert!(all.iter().any(|(name, block)| name.starts_with("3b") && block.kinks > 0));
    assert!(
        all.iter()
            .all(|(name, block)| name.contains("relu") || block.name == "relu" || block.kinks == 0)
    );
}

/// A check of nothing would pass as well: objectives, layers, activations and the loss are there, whole.
#[test]
fn everything_with_a_gradient_is_checked() {
    let homework = Assignment::homework7().expect("valid");
    let all = checked(&homework);
    let whole = |subject: &str, block: &str, coordinates: usize| {
        let found: Vec<_> = all
            .iter()
            .filter(|(name, own)| name.starts_with(subject) && own.name == block)
            .map(|(_, own)| own.checked + own.skipped)
            .collect();
        assert_eq!(found, [coordinates], "{subject}, {block}");
    };
    for objective in ["rosenbrock", "quadratic", "beale", "himmelblau"] {
        whole("gradients of the objectives", objective, 12 * 2);
        whole("Hessians of the objectives", objective, 12 * 2);
    }
    whole("dense layer, 5 to 10, batch of 6", "input", 6 * 5);
    whole("dense layer, 5 to 10, batch of 6", "weight", 10 * 5);
    whole("dense layer, 5 to 10, batch of 6", "bias", 10);
    for activation in ["sigmoid", "relu", "identity"] {
        whole("activations, in -8..8", activation, 6 * 10);
    }
    whole("softmax cross-entropy, 6 rows of 10 logits", "logits", 6 * 10);
}

/// The figure behind the rule: in the first layer of a deep sigmoid net the usual absolute
/// tolerance of 1e-5 is above every slope. Deep enough, and no difference sees anything.
#[test]
fn a_net_too_deep_to_check_is_vacuous() {
    let hidden = ["30"; 24].join(", ");
    let document = format!(
        r#"
        name = "deep"
        title = "Too deep"
        [[net]]
        part = "9z"
        title = "Too deep"
        activation = "sigmoid"
        initialisation = "xavier-normal"
        batch = 10
        gradient_probe = [784, {hidden}, 10]
        "#
    );
    let deep = Assignment::parse(&document, "deep.toml").expect("valid");
    let all = checked(&deep);
    let first = all.iter().find(|(name, block)| name.starts_with("9z") && block.name == "W1");
    let (_, first) = first.expect("a first layer");
    assert_eq!(first.verdict, Verdict::Vacuous, "{first:?}");
    let last = all.iter().find(|(_, block)| block.name == "W25").expect("a last layer");
    assert_eq!(last.1.verdict, Verdict::Passed, "{last:?}");
}

/// f(x) = Σ sin(xᵢ) + x₀·x₁, right in every respect.
fn right() -> Function<'static> {
    let point: Vec<f64> = (0..8).map(|i| 0.3 * f64::from(i) - 1.0).collect();
    let mut gradient: Vec<f64> = point.iter().map(|x| x.cos()).collect();
    gradient[0] += point[1];
    gradient[1] += point[0];
    let slopes = gradient.clone();
    Function {
        name: "sines".to_owned(),
        columns: 4,
        value: Box::new(|x| x.iter().map(|x| x.sin()).sum::<f64>() + x[0] * x[1]),
        noise: 8.0 * f64::EPSILON,
        signs: None,
        tangent: Box::new(move |v| slopes.iter().zip(v).map(|(g, v)| g * v).sum()),
        single: vec![gradient.iter().map(|&g| f64::from(g as f32)).collect()],
        fused: Some(gradient.clone()),
        coordinates: 8,
        gradient,
        point,
    }
}

fn verdict(function: &Function) -> Verdict {
    check_function(function).verdict
}

#[test]
fn a_slope_that_is_slightly_off_is_refused_and_found() {
    assert_eq!(verdict(&right()), Verdict::Passed, "{:?}", check_function(&right()));
    for coordinate in 0..8 {
        let mut wrong = right();
        wrong.gradient[coordinate] += 1e-7;
        let block = check_function(&wrong);
        assert_eq!(block.verdict, Verdict::Wrong, "{coordinate}");
        assert_eq!(block.worst_at, format!("[{},{}]", coordinate / 4, coordinate % 4));
        assert!(block.reasons.iter().any(|reason| reason.contains("differences")), "{block:?}");
    }
}

#[test]
fn zero_a_flipped_sign_and_nan_are_refused() {
    for factor in [0.0, -1.0, 2.0, 0.99, f64::NAN] {
        let mut wrong = right();
        wrong.gradient.iter_mut().for_each(|slope| *slope *= factor);
        assert_eq!(verdict(&wrong), Verdict::Wrong, "{factor}");
    }
}

/// Large steps show order 2 all the same: only the tail tells.
#[test]
fn a_remainder_of_first_order_is_refused() {
    let block = check_function(&right());
    assert!((block.order.expect("a remainder") - 2.0).abs() < 0.1, "{block:?}");
    for error in [1e-2, 1e-4, 1e-6] {
        let mut wrong = right();
        wrong.coordinates = 0;
        wrong.gradient[2] *= 1.0 + error;
        let block = check_function(&wrong);
        assert!(block.order.expect("a remainder") < 1.5, "{error}: {block:?}");
        assert!(block.reasons.iter().any(|reason| reason.contains("Taylor")), "{block:?}");
    }
}

#[test]
fn another_adjoint_another_path_and_another_precision_are_refused() {
    let slopes = right().gradient;
    let off = move |v: &[f64]| slopes.iter().zip(v).map(|(g, v)| g * v * (1.0 + 1e-9)).sum();
    let adjoint = Function { tangent: Box::new(off), ..right() };
    let mut fused = right();
    fused.fused.as_mut().expect("one")[3] += 1e-9;
    let mut single = right();
    single.single[0][7] += 1e-3;
    let short = Function { single: vec![vec![1.0]], ..right() };
    for (function, said) in
        [(adjoint, "the adjoint"), (fused, "the fused step"), (single, "f32"), (short, "f32")]
    {
        let block = check_function(&function);
        assert_eq!(block.verdict, Verdict::Wrong, "{said}");
        assert!(block.reasons[0].starts_with(said) && block.reasons.len() == 1, "{block:?}");
    }
}

/// The slopes are right and nothing disagrees, but they drown in the rounding of f.
#[test]
fn a_check_that_could_not_fail_is_vacuous() {
    let drowned = Function {
        value: Box::new(|x| 1e6 + 1e-9 * x[0].sin()),
        noise: 1e6 * f64::EPSILON,
        columns: 0,
        point: vec![0.5],
        gradient: vec![1e-9 * 0.5_f64.cos()],
        tangent: Box::new(|v| 1e-9 * 0.5_f64.cos() * v[0]),
        single: vec![vec![1e-9 * 0.5_f64.cos()]],
        fused: None,
        coordinates: 1,
        ..right()
    };
    let block = check_function(&drowned);
    assert_eq!(block.verdict, Verdict::Vacuous, "{block:?}");
    assert!(block.reasons.iter().any(|reason| reason.contains("accepted zero")), "{block:?}");
    assert!(block.margin < 100.0, "{block:?}");
    let blind = Function { coordinates: 0, ..right() };
    assert_eq!(verdict(&blind), Verdict::Vacuous);
}

/// Σ max(xᵢ, 0)·(1 + xᵢ), so that every step that does cross a kink shows.
fn bent(point: Vec<f64>, knows_its_kinks: bool) -> Function<'static> {
    let slope = |x: f64| if x > 0.0 { 1.0 + 2.0 * x } else { 0.0 };
    let gradient: Vec<f64> = point.iter().map(|&x| slope(x)).collect();
    let slopes = gradient.clone();
    let mut function = Function {
        value: Box::new(|x| x.iter().map(|x| x.max(0.0) * (1.0 + x)).sum()),
        columns: 0,
        tangent: Box::new(move |v| slopes.iter().zip(v).map(|(g, v)| g * v).sum()),
        single: vec![gradient.clone()],
        fused: None,
        coordinates: point.len(),
        gradient,
        point,
        ..right()
    };
    if knows_its_kinks {
        function.signs =
            Some(Box::new(|x| x.iter().map(|&x| i8::from(x > 0.0) - i8::from(x < 0.0)).collect()));
    }
    function
}

#[test]
fn steps_across_a_kink_are_left_out_exactly() {
    // Steps are 1/16, 1/64, …, 1/16384. The second point meets one of them, the third all but
    // the two smallest, the fourth leaves a single step, which is none, and the fifth all.
    let point = vec![0.5, 1.0 / 32.0, -1.0 / 4000.0, 1.0 / 8000.0, 0.0];
    let block = check_function(&bent(point.clone(), true));
    assert_eq!((block.checked, block.kinks, block.skipped), (3, 4, 2), "{block:?}");
    let off_the_kink = check_function(&bent(point[..4].to_vec(), true));
    assert_eq!(off_the_kink.verdict, Verdict::Passed, "{off_the_kink:?}");
    // On the kink itself no step of the Taylor sweep is smooth.
    assert_eq!(block.verdict, Verdict::Vacuous, "{block:?}");
    let said = "every step of the Taylor sweep meets a kink".to_owned();
    assert!(block.reasons.contains(&said) && !off_the_kink.reasons.contains(&said), "{block:?}");
    // Closer than any step: whoever does not know of the kink takes the slope for wrong.
    assert_eq!(verdict(&bent(vec![0.5, 1.0 / 40_000.0], false)), Verdict::Wrong);
    assert_eq!(verdict(&bent(vec![0.5, 1.0 / 40_000.0], true)), Verdict::Passed);
    assert_eq!(verdict(&bent(vec![0.5, 0.75], false)), Verdict::Passed, "no kink is near");
}
