//! How long the homework's runs on Rosenbrock's function take, one after the other on one
//! thread. Timing only; the numbers are tested elsewhere.

use std::collections::BTreeMap;
use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use verigrad::homework::{Assignment, Minimisation};
use verigrad::measure::minimise;

/// The runs to make, without the one that two parts share.
fn distinct_runs() -> BTreeMap<String, Minimisation> {
    let homework = Assignment::homework7().expect("the built-in document is valid");
    let problem = homework.minimisation.expect("the homework has a problem 1");
    let mut distinct: BTreeMap<String, Minimisation> = BTreeMap::new();
    for run in problem.comparisons.into_iter().flat_map(|comparison| comparison.runs) {
        if !distinct.values().any(|known| known.same_run(&run)) {
            distinct.insert(run.id.to_string(), run);
        }
    }
    distinct
}

fn rosenbrock(criterion: &mut Criterion) {
    let runs = distinct_runs();
    let mut group = criterion.benchmark_group("rosenbrock");
    group.sample_size(20);
    for (id, run) in &runs {
        group.bench_function(id, |bencher| bencher.iter(|| minimise(black_box(run), &|_| {})));
    }
    group.bench_function("all", |bencher| {
        bencher.iter(|| {
            for run in runs.values() {
                black_box(minimise(black_box(run), &|_| {}));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, rosenbrock);
criterion_main!(benches);
