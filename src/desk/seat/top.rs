//! The bar on top: the marking, whose desk it is, the time, what is due next, and NO PLAY.

use egui::{Align, Layout, ScrollArea, Ui};

use super::{Out, SeatInput};
use crate::desk::Theme;
use crate::desk::line::Line;
use crate::desk::theme::Voice;
use crate::desk::widgets::banner;
use crate::desk::widgets::clock::{Run, clock_ui};
use crate::desk::widgets::countdown::{Countdown, countdown_ui};
use crate::desk::widgets::no_play::no_play_button_ui;
use crate::exercise::fact::Phase;
use crate::exercise::view::DutyView;

/// Clocks that stand in the bar; the others stand with our situation.
const CLOCKS: usize = 6;

pub(super) fn top_ui(ui: &mut Ui, input: &SeatInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    let names = input.names();
    ui.horizontal(|ui| {
        ui.set_min_height(theme.grown(theme.shape.control + 4.0));
        let title = names.seat(input.me);
        let heading = ui.label(theme.say(Voice::Heading, title));
        ui.ctx().accesskit_node_builder(heading.id, |node| {
            node.set_role(egui::accesskit::Role::Heading);
            node.set_label(title);
        });
        ui.separator();
        let time = input.directory.clock.show(input.now);
        match run(input).on(input.line) {
            // Until the desk was told how fast it runs, it does not say so.
            Run::Going { pace: 0 } => drop(ui.label(theme.say(Voice::Heading, time))),
            run => drop(clock_ui(ui, &time, run, Voice::Heading)),
        }
        ui.separator();
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            no_play_ui(ui, input, out);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| clocks_ui(ui, input));
        });
    });
    if let Some(why) = input.why_not().filter(|_| input.view.is_out_of_play() || input.line == Line::Halted) {
        banner::banner_ui(ui, banner::Tone::Alert, why, "");
    }
}

fn run(input: &SeatInput<'_>) -> Run {
    match input.view.phase {
        Phase::Ready => Run::Ready,
        Phase::Running => Run::Going { pace: input.view.pace },
        Phase::Paused => Run::Paused,
        Phase::Ended => Run::Over,
    }
}

fn no_play_ui(ui: &mut Ui, input: &SeatInput<'_>, out: &mut Vec<Out>) {
    if no_play_button_ui(ui, "Go on playing", !input.view.no_play) {
        out.push(Out::NoPlay);
    }
}

/// The running clocks, the most urgent first.
fn clocks_ui(ui: &mut Ui, input: &SeatInput<'_>) {
    let theme = Theme::of(ui);
    let duties = open_duties(input);
    if duties.is_empty() {
        ui.label(theme.note("No clock is running for you"));
        return;
    }
    ScrollArea::horizontal().id_salt("clocks").auto_shrink([false, true]).show(ui, |ui| {
        for duty in duties.iter().take(CLOCKS) {
            let response = countdown_ui(ui, &countdown(duty, input));
            response.on_hover_text(owed(duty, input));
        }
        if duties.len() > CLOCKS {
            ui.label(theme.note(format!("and {} more", duties.len() - CLOCKS)));
        }
    });
}

/// Duties that are not done, the most urgent first.
pub(super) fn open_duties<'a>(input: &SeatInput<'a>) -> Vec<&'a DutyView> {
    let mut duties: Vec<&DutyView> = input.view.duties.values().filter(|d| !d.done).collect();
    duties.sort_by_key(|d| d.due);
    duties
}

/// The clock of a duty.
pub(super) fn countdown<'a>(duty: &'a DutyView, input: &SeatInput<'a>) -> Countdown<'a> {
    Countdown {
        name: input.names().step(&duty.regime, &duty.step),
        opened: duty.opened.min(duty.due),
        due: duty.due,
        now: input.now,
    }
}

/// What a duty asks for, in a sentence.
pub(super) fn owed(duty: &DutyView, input: &SeatInput<'_>) -> String {
    let names = input.names();
    let to: Vec<&str> = duty.owed.iter().map(|o| names.org(o)).collect();
    let convention =
        if duty.convention { "; the time is a convention of this exercise, not law" } else { "" };
    format!(
        "{}, {}: tell {} of “{}” by {}{convention}",
        names.mechanism(&duty.regime),
        names.step(&duty.regime, &duty.step),
        to.join(", "),
        names.incident(input.view, duty.incident),
        input.directory.clock.show(duty.due),
    )
}
