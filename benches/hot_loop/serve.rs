//! Cases on request, for `benches/peers/compare`, which takes turns between programs.
//!
//! A request is a line `CASE SECONDS`. The answer is a line of numbers: microseconds of a step
//! or an evaluation, then the dense and the lit-pixels bound in microseconds. A training goes
//! on where the last request for it stopped.

use std::collections::BTreeMap;
use std::io::{BufRead, Write, stdin, stdout};
use std::time::Duration;

use verigrad::nn::kernels::Level;

use crate::peak;
use crate::work::{Work, data};

/// Answers until the input ends.
pub fn serve() {
    let images = data();
    let level = Level::best();
    let mut known: BTreeMap<String, Work> = BTreeMap::new();
    for line in stdin().lock().lines() {
        let Ok(line) = line else { return };
        match answer(&line, &images, level, &mut known) {
            Some(answer) => println!("{answer}"),
            None => println!("not a case and a number of seconds: {line}"),
        }
        if stdout().flush().is_err() {
            return;
        }
    }
}

fn answer<'a>(
    line: &str,
    images: &'a verigrad::nn::train::Images,
    level: Level,
    known: &mut BTreeMap<String, Work<'a>>,
) -> Option<String> {
    let (name, seconds) = line.trim().split_once(' ')?;
    let seconds = Duration::try_from_secs_f64(seconds.parse().ok()?).ok()?;
    if !known.contains_key(name) {
        known.insert(name.to_owned(), Work::named(name, images, level)?);
    }
    let work = known.get_mut(name)?;
    let microseconds = work.microseconds(seconds);
    let peak = peak::operations_per_second(level);
    let bounds = [work.operations.dense, work.operations.lit].map(|count| count / peak * 1e6);
    Some(format!("{microseconds} {} {}", bounds[0], bounds[1]))
}
