//! What a pass of a desk costs.

use std::fmt;
use std::time::Instant;

use egui_kittest::Harness;

use super::cpu;

/// What passes cost, in microseconds.
pub(crate) struct Passes {
    /// CPU time of this thread a pass, where the machine tells it; other work on the machine does not count.
    pub(crate) cpu_us: u128,
    /// By the wall clock: half of the passes took no longer.
    pub(crate) p50_us: u128,
    /// 95 of 100 took no longer.
    pub(crate) p95_us: u128,
}

impl fmt::Display for Passes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} µs of CPU a pass; wall clock p50 {} µs, p95 {} µs",
            self.cpu_us, self.p50_us, self.p95_us
        )
    }
}

/// Two hundred passes, `before` each of which something may be done.
pub(crate) fn passes(harness: &mut Harness<'_>, before: impl Fn(&mut Harness<'_>, usize)) -> Passes {
    const PASSES: usize = 200;
    let (start, wall) = (cpu::used(), Instant::now());
    let mut costs: Vec<u128> = (0..PASSES)
        .map(|i| {
            before(harness, i);
            let start = Instant::now();
            harness.step();
            start.elapsed().as_micros()
        })
        .collect();
    let spent = start.and_then(|start| cpu::used()?.checked_sub(start)).unwrap_or_else(|| wall.elapsed());
    costs.sort_unstable();
    Passes {
        cpu_us: spent.as_micros() / PASSES as u128,
        p50_us: costs[PASSES / 2],
        p95_us: costs[PASSES * 95 / 100],
    }
}
