//! Threads for sweeps: each takes the next job, on a copy of the plan that it shares with nobody. What a job comes to
//! depends on the job alone, so that the figures are the same however many threads there are.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use crate::batch::{Figures, Plan};

/// Figures that may wait until the caller takes them.
const WAITING: usize = 64;

/// Does all jobs of a plan; the figures come in the order of the plan. `done` is told on the caller's thread how many
/// are, `after_each` on the worker's, after each job.
pub fn run(
    plan: &Plan,
    threads: usize,
    done: &mut dyn FnMut(usize),
    after_each: &(dyn Fn() + Sync),
) -> Vec<Figures> {
    let jobs = plan.jobs();
    let next = AtomicUsize::new(0);
    let (send, receive) = mpsc::sync_channel(WAITING);
    let mut found: Vec<Option<Figures>> = vec![None; jobs];
    std::thread::scope(|scope| {
        for _ in 0..threads.clamp(1, jobs.max(1)) {
            let (send, next) = (send.clone(), &next);
            scope.spawn(move || {
                let plan = plan.own_copy();
                loop {
                    let job = next.fetch_add(1, Ordering::Relaxed);
                    let Some(figures) = (job < jobs).then(|| plan.run(job)).flatten() else { return };
                    after_each();
                    // Nobody listens any more: the caller is going down.
                    if send.send((job, figures)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        for (count, (job, figures)) in receive.iter().enumerate() {
            if let Some(place) = found.get_mut(job) {
                *place = Some(figures);
            }
            done(count + 1);
        }
    });
    found.into_iter().flatten().collect()
}
