//! The homework's runs on Rosenbrock's function: `cargo run --example rosenbrock`.

use verigrad::homework::Assignment;
use verigrad::measure::minimise;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let homework = Assignment::homework7()?;
    let problem = homework.minimisation.ok_or("a homework of nets alone")?;
    for run in problem.comparisons.iter().flat_map(|comparison| &comparison.runs) {
        let path = minimise(run, &|_| {});
        println!("{}: {:?}, value {:e}", run.id, path.last(), path.final_value);
    }
    Ok(())
}
