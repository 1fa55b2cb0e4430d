//! The largest exercise known: 28,000 injects to 5,000 seats in 72 hours, let through as fast as it goes.

use std::time::{Duration, Instant};

use startex::exercise::order::Control;

use super::program::{Program, scenario};

/// Injects, each to one seat.
const INJECTS: usize = 28_000;
/// Exercise minutes in a real minute: 72 hours in 72 seconds where the server keeps up.
const PACE: u32 = 3_600;
/// It is given up then.
const PATIENCE: Duration = Duration::from_secs(400);

pub(crate) async fn measure(seats: usize) {
    let program = Program::serve(&scenario(seats, INJECTS), false);
    let mut all = program.crowd(1);
    all.join(&program.seats(), seats).await.expect("desks");
    let mut control = program.control().await;
    control.order(Control::Pace { minutes: PACE }).await;
    let before = program.cpu();
    let began = Instant::now();
    control.start().await;
    let through = all.board.until(PATIENCE, |board| board.mark(0).readers >= INJECTS).await;
    assert!(through, "{} injects arrived", all.board.mark(0).readers);
    let took = all.board.mark(0).last - began;
    println!("s exercise_through {:.1}", took.as_secs_f64());
    println!("s exercise_cpu {:.1}", (program.cpu() - before).as_secs_f64());
    println!("ratio exercise_through {:.2}", took.as_secs_f64() / 300.0);
}
