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

mod arrays;
mod assignment;
mod claim;
mod data;
mod docs;
mod ensemble;
mod ensemble_command;
mod ensemble_parts;
mod experiments_page;
mod falsified;
mod few_rows;
mod golden;
mod gradcheck;
mod harmless;
mod headings;
mod hostile;
mod ids;
mod invariants;
mod judge;
mod kernels;
mod ledgers;
mod long_inputs;
mod made_rows;
mod magnitude;
mod measured;
mod mnist;
mod net_documents;
mod nn;
mod numpy;
mod objective;
mod objective_paths;
mod one_grader;
mod own_parts;
mod own_rates;
mod parity;
#[cfg(feature = "pdf")]
mod pdf;
mod place;
mod program;
mod program_options;
mod program_reports;
mod random;
mod readme;
mod reference_nets;
mod report;
mod restated;
mod rounding;
mod rows;
mod run_list;
mod sample;
mod sequential;
mod shared;
mod shown;
mod statistics;
mod strategies;
mod submissions;
mod system_pow;
mod thresholds;
mod torch;
mod torch_optimisers;
mod trajectories;
mod verdicts;
mod weights;
mod wordings;
