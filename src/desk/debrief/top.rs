//! The bar on top: the marking, what is looked at, and the exports.

use egui::{Align, Layout, Ui};

use super::sign_off::{SignOff, standing_ui};
use super::{DebriefInput, Format, Out, Part};
use crate::desk::Theme;
use crate::desk::theme::Voice;
use crate::desk::widgets::icon;
use crate::desk::widgets::toggle::choice_chips_ui;

pub(super) fn top_ui(
    ui: &mut Ui,
    part: &mut Part,
    form: &mut SignOff,
    input: &DebriefInput<'_>,
    out: &mut Vec<Out>,
) {
    let theme = Theme::of(ui);
    ui.horizontal(|ui| {
        ui.set_min_height(theme.grown(theme.shape.control + 8.0));
        if ui.button(format!("{} Lobby", icon::ARROW_LEFT)).clicked() {
            out.push(Out::Leave);
        }
        ui.label(theme.say(Voice::Heading, "Debrief"));
        choice_chips_ui(ui, part, &[(Part::HotWash, "Hot wash"), (Part::Scores, "Scores")]);
        standing_ui(ui, form, input, out);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if *part == Part::HotWash {
                ui.label(theme.muted(format!("Looking at {}", input.directory.clock.show(input.shown))));
                return;
            }
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
