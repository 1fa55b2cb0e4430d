//! Observations, and what a seat decided aloud or by phone, put down with its time.

use egui::{ScrollArea, Ui};

use super::compose::line_ui;
use super::{Digest, ExconInput, Out, decisions};
use crate::desk::Theme;
use crate::desk::fields::{drop_down_ui, text_edit};
use crate::desk::seat::verbs::VerbKind;
use crate::desk::seat::{FormState, SeatInput, fields_ui};
use crate::desk::widgets::button::primary_button_ui;
use crate::desk::widgets::{banner, icon, section, toggle};
use crate::exercise::order::Control;

/// What is being put down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum What {
    /// Something that was seen.
    #[default]
    Observation,
    /// What a seat said aloud.
    Aloud,
}

/// What the tab remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct Observe {
    what: What,
    seat: Option<String>,
    objective: Option<String>,
    text: String,
    /// When it was said, as written.
    at: String,
    kind: Option<VerbKind>,
    form: FormState,
    wrong: Option<String>,
    chosen: Option<usize>,
}

pub(super) fn observe_ui(
    ui: &mut Ui,
    tab: &mut Observe,
    digest: &Digest,
    input: &ExconInput<'_>,
    out: &mut Vec<Out>,
) {
    let choices = [(What::Observation, "Observation"), (What::Aloud, "Said aloud by a seat")];
    toggle::choice_chips_ui(ui, &mut tab.what, &choices);
    let theme = Theme::of(ui);
    let share = if tab.what == What::Aloud { 0.8 } else { 0.5 };
    let height = ui.available_height() * share;
    ScrollArea::vertical().id_salt("observe").max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - theme.shape.space.s);
        ui.spacing_mut().item_spacing.y = theme.shape.space.s;
        ui.label(theme.note("Seat"));
        let seats: Vec<(String, String)> =
            input.script.seats.rows().map(|s| (s.id.clone(), s.title.get("en").to_owned())).collect();
        if drop_down_ui(ui, "Seat", "Choose the seat", &mut tab.seat, &seats) {
            tab.form = FormState::default();
        }
        match tab.what {
            What::Observation => observation_ui(ui, tab, input, out),
            What::Aloud => aloud_ui(ui, tab, input, out),
        }
        if let Some(wrong) = &tab.wrong {
            banner::banner_ui(ui, banner::Tone::Alert, wrong, "");
        }
    });
    ui.add_space(theme.shape.space.s);
    section::section_ui(ui, "Put down so far", &digest.observations.len().to_string(), |_| {});
    let hint = "What you and the evaluators put down";
    decisions::feed_ui(ui, ("Observations", hint), &digest.observations, &mut tab.chosen, input);
}

fn observation_ui(ui: &mut Ui, tab: &mut Observe, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    if !input.script.objectives.is_empty() {
        ui.label(theme.note("Objective"));
        let choices: Vec<(String, String)> =
            input.script.objectives.rows().map(|o| (o.id.clone(), o.text.get("en").to_owned())).collect();
        drop_down_ui(ui, "Objective", "None in particular", &mut tab.objective, &choices);
    }
    ui.label(theme.note("Observation"));
    let field = ui.add(text_edit(&Theme::of(ui), &mut tab.text, 4));
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Observation"));
    let ready = !tab.text.trim().is_empty();
    let put = ui.add_enabled_ui(ready, |ui| primary_button_ui(ui, "Put it down").clicked());
    if put.inner {
        out.push(Out::Act(Box::new(Control::Observe {
            seat: tab.seat.clone(),
            objective: tab.objective.clone(),
            text: std::mem::take(&mut tab.text).trim().to_owned(),
        })));
    }
}

/// The time, the decision, and the very form that the seat would have filled in.
fn aloud_ui(ui: &mut Ui, tab: &mut Observe, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    let clock = input.directory.clock;
    line_ui(ui, "When it was said", &clock.show(input.clock.now), &mut tab.at);
    ui.label(theme.note("Decision"));
    let kinds: Vec<(VerbKind, String)> = VerbKind::ALL.iter().map(|k| (*k, k.name().to_owned())).collect();
    if drop_down_ui(ui, "Decision", "Choose the decision", &mut tab.kind, &kinds) {
        tab.form = FormState::default();
    }
    let (Some(id), Some(kind)) = (tab.seat.clone(), tab.kind) else {
        ui.add(
            egui::Label::new(theme.note("Choose the seat and what it decided; its own form opens here"))
                .wrap(),
        );
        return;
    };
    let Some(seat) = input.script.names.seats.get(&id) else { return };
    let Some(view) = input.views.get(*seat) else { return };
    let theirs = SeatInput {
        me: &id,
        directory: input.directory,
        view,
        now: input.clock.now,
        orders: &[],
        score: None,
        connected: true,
    };
    tab.form.kind = kind;
    fields_ui(ui, &theirs, &mut tab.form);
    if primary_button_ui(ui, &format!("{} Record for this seat", icon::MICROPHONE)).clicked() {
        let at = match tab.at.trim() {
            "" => Ok(input.clock.now),
            text => clock.parse(text),
        };
        match (at, tab.form.draft.verb(kind)) {
            (Err(wrong), _) => tab.wrong = Some(wrong),
            (_, Err(refusal)) => tab.wrong = Some(refusal.message),
            (Ok(at), Ok(verb)) => {
                let verb = Box::new(verb);
                out.push(Out::Act(Box::new(Control::RecordFor { seat: id, occurred_at: at, verb })));
                *tab = Observe { what: What::Aloud, ..Observe::default() };
            }
        }
    }
}
