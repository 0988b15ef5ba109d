//! How long the homework's nets take: 100 training steps at a time on the real images, in
//! batches of ten, and one look at all test images; each beside the time that its arithmetic
//! would take at the processor's peak. Timing only; `tests/suite/kernels.rs` holds the numbers.
//!
//! ```sh
//! cargo bench --bench hot_loop               # all cases, with criterion's statistics
//! cargo bench --bench hot_loop -- adam       # those whose name has that in it
//! cargo bench --bench hot_loop -- --serve    # case names on standard input: see `serve`
//! ```

mod bound;
#[path = "../common/cases.rs"]
mod cases;
mod peak;
mod report;
mod serve;
mod work;

use std::time::{Duration, Instant};

use criterion::{Criterion, Throughput};
use verigrad::nn::kernels::Level;

fn main() {
    if std::env::args().any(|argument| argument == "--serve") {
        serve::serve();
        return;
    }
    let mut criterion = Criterion::default().configure_from_args();
    hot_loop(&mut criterion);
    criterion.final_summary();
}

fn hot_loop(criterion: &mut Criterion) {
    let images = work::data();
    let level = Level::best();
    let mut rows = Vec::new();
    let mut group = criterion.benchmark_group("nets");
    group.sample_size(20).warm_up_time(Duration::from_millis(500));
    group.measurement_time(Duration::from_secs(3));
    for name in work::names() {
        let mut work = work::Work::named(name, &images, level).expect("a name of the list");
        group.throughput(Throughput::Elements(work.images_taken as u64));
        let mut samples = Vec::new();
        group.bench_function(name, |bencher| {
            bencher.iter_custom(|iterations| {
                let start = Instant::now();
                for _ in 0..iterations {
                    work.take();
                }
                let elapsed = start.elapsed();
                let units = iterations as f64 * work.units() as f64;
                samples.push(elapsed.as_secs_f64() * 1e6 / units);
                elapsed
            });
        });
        // Empty where the command line's filter left the case out.
        if let Some(row) = report::row(name, &work, samples, peak::operations_per_second(level)) {
            rows.push(row);
        }
    }
    group.finish();
    report::print(level, &rows);
}
