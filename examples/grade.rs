//! A table of reported numbers, graded: `cargo run --example grade`.

use verigrad::grade::Grader;
use verigrad::homework::{Homework, Ledger};
use verigrad::measure::Rows;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let homework = Homework::built_in()?;
    let grader = Grader::new(&homework, Rows::default(), &|_| {})?;
    let table = "id,reported\n1b.gd.value,3.216465854863436e-05\n1b.adam.value,2.9e-08\n";
    let claims = Ledger::parse_submission(table, "mine.csv", &homework.ledger, homework.names())?;
    for judgement in grader.grade_ledger(claims)?.judgements {
        println!("{}: {:?}", judgement.id, judgement.verdict);
    }
    Ok(())
}
