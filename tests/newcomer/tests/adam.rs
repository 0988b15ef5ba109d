use newcomer::MyAdam;
use verigrad::check::{self, convention::Rule};

#[test]
fn my_adam_is_adam() {
    let mut adam = MyAdam::new(0.01);
    let rule = move |x: &mut [f64], g: &[f64]| adam.step(x, g);
    check::optimiser(rule).learning_rate(0.01).claims(Rule::ADAM).check().unwrap().assert();
}
