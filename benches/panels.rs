//! What a pass of a desk costs with a long day behind it, without a window.
//!
//! `cargo bench --no-default-features --features panels --bench panels` prints, in microseconds, what 95 of 100 passes
//! of exercise control's desk (100,000 injects and records) and of a seat's desk (5,000 messages) took at most, while
//! somebody walks through the lists, and `ratio panels VALUE`: control's desk with 100,000 rows over the same with 100,
//! both taken in this process in turn.

#![expect(clippy::panic, reason = "a bench that cannot go on should say so")]

#[path = "../tests/fixtures/exercise.rs"]
#[allow(dead_code, reason = "the tests need more of it than this")]
mod exercise;

use std::sync::Arc;
use std::time::Instant;

use egui::{Context, Event, Key, Modifiers, Pos2, RawInput, Rect, Vec2};
use startex::base::{At, Span, Table, Text};
use startex::desk::Theme;
use startex::desk::excon::{ExconDesk, ExconInput, Room, Tab};
use startex::desk::line::Line;
use startex::desk::seat::{People, SeatDesk, SeatInput};
use startex::desk::theme::Mode;
use startex::exercise::fact::Composed;
use startex::exercise::state::InjectState;
use startex::exercise::view::{Received, View};
use startex::scenario::script::SeatId;
use startex::scenario::words::Channel;
use startex::score::{Score, score};
use startex::wire::ClockFace;

use exercise::Played;

const ROUNDS: usize = 5;
const PASSES: usize = 200;

fn main() {
    let (mut few, mut many) = (Control::new(100), Control::new(100_000));
    let mut seat = Seat::new(5_000);
    let (mut fews, mut manys, mut seats) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        for tab in [Tab::NextUp, Tab::Decisions, Tab::Journal] {
            fews.extend(few.passes(tab));
            manys.extend(many.passes(tab));
        }
        seats.extend(seat.passes());
    }
    for (name, costs) in [("excon_100_rows", &mut fews), ("excon_100_000_rows", &mut manys)] {
        println!("us {name} p50 {:.0} p95 {:.0}", share(costs, 50), share(costs, 95));
    }
    println!("us seat_5_000_messages p50 {:.0} p95 {:.0}", share(&mut seats, 50), share(&mut seats, 95));
    println!("ratio panels {:.3}", share(&mut manys, 95) / share(&mut fews, 95));
}

/// What so many of 100 took at most.
fn share(costs: &mut [f64], percent: usize) -> f64 {
    costs.sort_by(f64::total_cmp);
    costs[costs.len() * percent / 100]
}

/// A window of 1600 by 900 that is drawn nowhere.
struct Screen(Context);

impl Screen {
    fn new() -> Self {
        let screen = Self(Context::default());
        Theme::new(Mode::Dark).still(true).apply(&screen.0);
        screen
    }

    /// Draws once, with a key pressed; how long it took, in microseconds.
    fn pass(&self, key: Key, mut draw: impl FnMut(&mut egui::Ui)) -> f64 {
        let event = |pressed| Event::Key {
            key,
            physical_key: None,
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        };
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, Vec2::new(1600.0, 900.0))),
            events: vec![event(true), event(false)],
            ..RawInput::default()
        };
        let start = Instant::now();
        let output = self.0.run_ui(input, &mut draw);
        let took = start.elapsed().as_secs_f64() * 1e6;
        output.drop_without_applying_deltas();
        took
    }
}

/// Exercise control's desk.
struct Control {
    screen: Screen,
    played: Played,
    views: Table<SeatId, View>,
    score: Score,
    desk: ExconDesk,
}

impl Control {
    /// So many injects, and as many records.
    fn new(rows: usize) -> Self {
        let mut played = Played::play("harbour", Span::mins(90), &["ee-port"]);
        let views = played.script.seats.rows().map(|s| played.views[&s.id].clone()).collect();
        let score = score(&played.board, &played.script, &played.exercise.state, played.now());
        let state = &mut played.exercise.state;
        let end = played.script.endex.0;
        while state.injects.len() < rows {
            let place = state.injects.len() as u64;
            let to = played.script.seats.ids().take(1 + place as usize % 3).collect();
            let (from, says) = (Text::plain("Duty editor"), Text::plain("Reporters ask for a line"));
            let composed = Composed { from, to, by: Channel::Mail, says, about: None };
            state.injects.push(InjectState {
                composed: Some(Box::new(composed)),
                due: Some(At(end / rows as u64 * place)),
                ..InjectState::default()
            });
        }
        let records = played.records.clone();
        while played.records.len() < rows {
            played.records.extend(records.iter().take(rows - played.records.len()).map(Arc::clone));
        }
        Self { screen: Screen::new(), played, views, score, desk: ExconDesk::default() }
    }

    fn passes(&mut self, tab: Tab) -> Vec<f64> {
        self.desk.tab = tab;
        let Self { screen, played, views, score, desk } = self;
        let state = &played.exercise.state;
        let clock =
            ClockFace { now: state.now, phase: state.phase, pace: state.pace, no_play: state.no_play };
        let input = ExconInput {
            script: &played.script,
            directory: &played.directory,
            state,
            records: &played.records,
            views,
            score: Some(score),
            history: played.board.history(),
            clock,
            present: &[],
            pending: 0,
            refused: None,
            fault: None,
            room: Room::default(),
            line: Line::Stands,
            controller: None,
        };
        // J walks through the injects; End and the arrows through a table that has the focus.
        let keys = [Key::J, Key::ArrowDown, Key::J, Key::PageDown];
        let mut pass = |key| {
            screen.pass(key, |ui| {
                desk.ui(ui, &input, &mut Vec::new());
            })
        };
        (0..3).for_each(|_| _ = pass(Key::F20));
        (0..PASSES).map(|place| pass(keys[place % keys.len()])).collect()
    }
}

/// A seat's desk.
struct Seat {
    screen: Screen,
    played: Played,
    view: View,
    desk: SeatDesk,
}

impl Seat {
    /// So many messages in its inbox.
    fn new(messages: usize) -> Self {
        let played = Played::play("harbour", Span::mins(90), &["ee-csirt"]);
        let mut view = played.views["ee-csirt"].clone();
        let posts = view.inbox.clone();
        let mut number = view.entries;
        while view.inbox.len() < messages {
            for received in &posts {
                number += 1;
                let at = At(received.at.0 + u64::from(number));
                view.inbox.push(Received { number, at, post: received.post.clone() });
            }
        }
        Self { screen: Screen::new(), played, view, desk: SeatDesk::default() }
    }

    fn passes(&mut self) -> Vec<f64> {
        let Self { screen, played, view, desk } = self;
        let input = SeatInput {
            me: "ee-csirt",
            directory: &played.directory,
            view,
            now: played.now(),
            orders: &[],
            score: None,
            line: Line::Stands,
            people: People::default(),
        };
        let mut pass = |key| screen.pass(key, |ui| desk.ui(ui, &input, &mut Vec::new()));
        (0..3).for_each(|_| _ = pass(Key::F20));
        (0..PASSES).map(|place| pass(if place % 2 == 0 { Key::J } else { Key::ArrowDown })).collect()
    }
}
