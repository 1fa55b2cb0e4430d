//! The bar at the bottom: is it stored, who is here, which script, and NO PLAY.

use egui::{Align, Layout, Ui};

use super::{ExconInput, Out};
use crate::base::excerpt::count;
use crate::desk::Theme;
use crate::desk::theme::Voice;
use crate::desk::widgets::confirm::{Confirm, confirm_button_ui};
use crate::desk::widgets::icon;
use crate::exercise::order::Control;

pub(super) fn status_ui(ui: &mut Ui, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    let c = &theme.colors;
    ui.horizontal(|ui| {
        let (mark, word, color) = match input.fault {
            Some(_) => (icon::WARNING_OCTAGON, "not stored", c.alert.0),
            // What became of it since nobody here knows.
            None if input.line.is_down() => (icon::PLUGS, "stored when last heard", c.muted.0),
            None => (icon::CHECK, "stored", c.ok.0),
        };
        ui.label(theme.say(Voice::Small, format!("{mark} {word}")).color(color));
        ui.label(theme.note(count(input.records.len(), "record")));
        ui.label(theme.note(format!("{} of {} seats here", input.present.len(), input.script.seats.len())));
        let hash: String = input.script.hash.iter().take(4).map(|b| format!("{b:02x}")).collect();
        ui.label(theme.note(format!("script {hash}"))).on_hover_text("The exercise is pinned to this text");
        if input.pending > 0 {
            ui.label(theme.note(format!("{} on the way", input.pending)));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let question = Confirm {
                question: "Stop the exercise for a real matter?",
                consequence: match input.leads() {
                    true => "Every seat stops until you declare it over. Nothing is lost",
                    false => "Every seat stops until exercise control declares it over. Nothing is lost",
                },
                act: "NO PLAY: stop everything",
                back: "Go on playing",
            };
            ui.add_enabled_ui(!input.clock.no_play, |ui| {
                if confirm_button_ui(ui, "NO PLAY", &question) {
                    out.push(Out::Act(Box::new(Control::NoPlay { seat: None, on: true })));
                }
            });
        });
    });
}
