//! What benches share: how long something takes, and the middle of several rounds.

use std::hint::black_box;
use std::time::Instant;

/// As the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[path = "../../tests/fixtures/cpu.rs"]
mod cpu;

use cpu::used;

/// Nanoseconds of this thread's own processor time where the system tells them, since others may use the machine
/// as well; else of the wall. And what came of it.
pub(crate) fn timed<T>(run: impl FnOnce() -> T) -> (f64, T) {
    let (wall, before) = (Instant::now(), used());
    let result = black_box(run());
    let took = match (before, used()) {
        (Some(before), Some(now)) if now > before => (now - before).as_nanos() as f64,
        _ => wall.elapsed().as_nanos() as f64,
    };
    (took, result)
}

/// The median; nothing where there are no values.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
