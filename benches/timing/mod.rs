//! What benches share: how long something takes, and the middle of several rounds.

use std::hint::black_box;
use std::time::Instant;

/// Wall time in nanoseconds, and what came of it.
pub(crate) fn timed<T>(run: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let result = black_box(run());
    (start.elapsed().as_nanos() as f64, result)
}

/// The median; nothing where there are no values.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
