//! One part of the homework as PyTorch gives it under a seed: `cargo run --release --example row`.

use verigrad::homework::Homework;
use verigrad::measure::{images, row};
use verigrad::mnist::Mnist;
use verigrad::nn::kernels::Level;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let homework = Homework::built_in()?;
    let images = images(&Mnist::built_in()?);
    // The gradient norms of one net: a single batch, so that it is quick.
    let wanted = |part: &verigrad::homework::PartId| part.as_str() == "3a";
    let row = row(&homework.assignment.nets, &wanted, 7, &images, Level::best(), &|_| {});
    for (part, norms) in row.probes {
        println!("{part}: {norms:?}");
    }
    Ok(())
}
