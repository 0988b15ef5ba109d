//! The numbers of one honest run, by the names of slots.

use verigrad::homework::{QuantityId, What};
use verigrad::measure::{Measurements, Value as Measured};
use verigrad::mnist::TEST_IMAGES;
use verigrad::numpy::repr;

use crate::reader::{fixed, quantity, rows};

/// Re-runs in which these are the winners are the ones that the templates' words are true of.
const WINNERS: [(&str, &str); 5] = [
    ("2a.best.eta", "0.1"),
    ("2b.best.eta", "0.001"),
    ("2c.best.eta", "0.1"),
    ("2c.best.hidden", "100"),
    ("2c.best.optimizer", "sgd"),
];

/// From the best to the worst, as the templates say.
const ORDER: [&str; 3] = ["2c.best.accuracy", "2a.best.accuracy", "2b.best.accuracy"];

/// What a slot is filled with.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number.
    Number(f64),
    /// A whole number.
    Whole(usize),
    /// Correct test images, or the difference of two such counts.
    Images(i64),
    /// A point of the plane.
    Point([f64; 2]),
    /// A name.
    Word(&'static str),
}

/// A run: what is fixed, and one row of the nets.
#[derive(Clone, Copy, Debug)]
pub struct Values<'a> {
    fixed: &'a Measurements,
    row: &'a Measurements,
}

/// Stored re-runs with the usual winners, in the order of their seeds.
pub fn honest() -> Vec<Values<'static>> {
    let all = rows().cohorts.first().expect("stored rows").rows.iter();
    all.map(|row| Values { fixed: fixed(), row }).filter(Values::is_usual).collect()
}

impl Values<'_> {
    /// The value of a quantity, if the run has it.
    pub fn of(&self, id: &QuantityId) -> Option<Value> {
        match self.row.get(id).or_else(|| self.fixed.get(id))? {
            Measured::Number(share) if is_accuracy(id) => {
                Some(Value::Images((share * TEST_IMAGES as f64).round() as i64))
            }
            Measured::Number(number) => Some(Value::Number(number)),
            Measured::Point(point) => Some(Value::Point(point)),
            Measured::Count(count) => Some(Value::Whole(count)),
            Measured::Word(word) => Some(Value::Word(word)),
            Measured::Numbers(_) | Measured::Counts(_) => None,
        }
    }

    /// Correct test images, of an accuracy.
    pub fn images(&self, id: &QuantityId) -> Option<i64> {
        match self.of(id) {
            Some(Value::Images(images)) => Some(images),
            _ => None,
        }
    }

    fn is_usual(&self) -> bool {
        let named = |name: &str| quantity(name).expect("a quantity of the homework");
        let won = |(name, winner): &(&str, &str)| match self.of(&named(name)) {
            Some(Value::Number(rate)) => repr(rate) == *winner,
            Some(Value::Whole(count)) => count.to_string() == *winner,
            Some(Value::Word(word)) => word == *winner,
            _ => false,
        };
        let best = ORDER.map(|name| self.images(&named(name)));
        WINNERS.iter().all(won) && best.windows(2).all(|pair| pair[0] > pair[1])
    }
}

/// Whether a quantity is the share of test images that are right.
pub fn is_accuracy(id: &QuantityId) -> bool {
    matches!(id.what, What::Accuracy | What::AccuracyAt(_) | What::BestAccuracy)
}

#[test]
fn most_re_runs_have_the_usual_winners() {
    assert_eq!(honest().len(), 159, "of 199");
}

#[test]
fn values_are_those_of_the_run() {
    let run = honest()[0];
    let value = |name: &str| run.of(&quantity(name).expect("a quantity")).expect("a value");
    assert_eq!(value("1b.momentum.first_below.1e-6"), Value::Whole(44767));
    assert_eq!(value("1b.gd.first_below.0.1"), Value::Whole(49428));
    assert_eq!(value("1b.gd.value"), Value::Number(3.216465854863436e-05));
    assert_eq!(value("2a.sgd.0.1.accuracy@30"), value("2a.sgd.0.1.accuracy"));
    assert_eq!(value("2a.best.accuracy"), value("2a.sgd.0.1.accuracy"));
    assert_eq!(value("2c.best.optimizer"), Value::Word("sgd"));
    let Value::Number(error) = value("1b.gd.error") else { panic!("no number") };
    assert_eq!(format!("{error:.2e}"), "1.27e-2");
}
