//! The bar on top: the marking, what is looked at, and the exports.

use egui::{Align, Layout, Ui};

use super::{DebriefInput, Format, Out};
use crate::desk::Theme;
use crate::desk::theme::Voice;
use crate::desk::widgets::icon;

pub(super) fn top_ui(ui: &mut Ui, input: &DebriefInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(theme.grown(theme.shape.control + 8.0));
        if ui.button(format!("{} Lobby", icon::ARROW_LEFT)).clicked() {
            out.push(Out::Leave);
        }
        ui.label(theme.say(Voice::Heading, "Debrief"));
        if !input.signed_off {
            let text = theme.say(Voice::Strong, "PRELIMINARY").color(theme.colors.warn.0);
            ui.label(text).on_hover_text("Until a person has gone through it and signed it off");
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for (format, name) in
                [(Format::Json, "JSON"), (Format::Markdown, "Markdown"), (Format::Html, "HTML report")]
            {
                if ui.button(format!("{} {name}", icon::EXPORT)).clicked() {
                    out.push(Out::Export(format));
                }
            }
            ui.separator();
            let overall =
                input.score.overall.map_or("not assessed".to_owned(), |v| format!("{:.2}", v.as_f64()));
            ui.label(theme.say(Voice::Display, overall));
            ui.label(theme.muted(format!("Score at {}", input.directory.clock.show(input.shown))));
        });
    });
}
