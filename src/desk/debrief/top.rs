//! The bar on top: the marking, what is looked at, and the exports.

use egui::{Align, Layout, Ui};

use super::sign_off::{SignOff, standing_ui};
use super::{DebriefInput, Format, Out, Part};
use crate::desk::Theme;
use crate::desk::fields::drop_down_ui;
use crate::desk::judged::Judged;
use crate::desk::theme::Voice;
use crate::desk::widgets::icon;
use crate::desk::widgets::toggle::choice_chips_ui;
use crate::report::Audience;
use crate::score::release::missing_consents;

pub(super) fn top_ui(
    ui: &mut Ui,
    part: &mut Part,
    form: &mut SignOff,
    audience: &mut Option<Audience>,
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
                    out.push(Out::Export { format, audience: audience.unwrap_or(Audience::Excon) });
                }
            }
            audience_ui(ui, audience, input);
            ui.separator();
            let overall = Judged::overall(input.score);
            let measures = &input.score.measures;
            let assessed = measures.iter().filter(|m| m.value.is_some()).count();
            ui.label(theme.note(format!("{assessed} of {} measures assessed", measures.len())));
            match overall.figure() {
                Some(_) => drop(ui.label(theme.say(Voice::Display, overall.words()))),
                None => drop(ui.label(theme.strong(overall.words())).on_hover_text(overall.why())),
            }
            ui.label(theme.muted(format!("Score at {}", input.directory.clock.show(input.shown))));
        });
    });
}

/// Whom an export is for: names go to the participants only by the consent of every state.
fn audience_ui(ui: &mut Ui, audience: &mut Option<Audience>, input: &DebriefInput<'_>) {
    let missing = missing_consents(input.script, input.last).len();
    let mut choices = vec![
        (Audience::Excon, "For exercise control".to_owned()),
        (Audience::Plenary, "For the plenary, pseudonyms".to_owned()),
    ];
    if missing == 0 {
        choices.push((Audience::Participants, "For the participants, names".to_owned()));
    }
    choices.extend(
        input.script.states.iter().map(|(id, s)| (Audience::State(id), format!("For {} alone", s.name))),
    );
    // A consent that was taken back takes its audience with it.
    *audience =
        audience.filter(|chosen| choices.iter().any(|(known, _)| known == chosen)).or(Some(Audience::Excon));
    ui.scope(|ui| {
        ui.set_max_width(Theme::of(ui).grown(190.0));
        drop_down_ui(ui, "Export for", "For exercise control", audience, &choices);
    });
}
