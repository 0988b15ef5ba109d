//! Everything but the grading oracle: one file per subject.

/// Runs each property in f32 and in f64, as tests of their own.
macro_rules! in_both_precisions {
    ($($property:ident($($argument:ident in $strategy:expr),+);)+) => {
        $(mod $property {
            use super::*;
            proptest! {
                #![proptest_config(strategies::config())]
                #[test]
                fn f32($($argument in $strategy),+) {
                    super::$property::<f32>($($argument),+)?;
                }
                #[test]
                fn f64($($argument in $strategy),+) {
                    super::$property::<f64>($($argument),+)?;
                }
            }
        })+
    };
}

mod assignment;
mod claim;
mod ensemble;
mod ensemble_command;
mod falsified;
mod golden;
mod gradcheck;
mod harmless;
mod hostile;
mod invariants;
mod judge;
mod kernels;
mod made_rows;
mod magnitude;
mod mnist;
mod nn;
mod numpy;
mod objective;
mod parity;
mod program;
mod program_reports;
mod report;
mod restated;
mod rows;
mod sample;
mod shared;
mod statistics;
mod strategies;
mod torch;
mod torch_optimisers;
mod trajectories;
mod weights;
mod wordings;
