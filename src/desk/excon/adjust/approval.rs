//! A case that waits is decided by exercise control in the place of those who should.

use egui::{Label, Ui};

use crate::base::Id;
use crate::desk::Theme;
use crate::desk::excon::sending::{Sending, lacks};
use crate::desk::excon::{ExconInput, Out};
use crate::desk::fields::drop_down_ui;
use crate::desk::line::act_ui;
use crate::desk::widgets::button::primary_button_ui;
use crate::desk::widgets::{empty, icon, toggle};
use crate::exercise::fact::CaseId;
use crate::exercise::order::Control;
use crate::exercise::refusal::Refusal;

/// What was written so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    case: Option<u32>,
    adopted: Option<bool>,
    reason: String,
    sending: Sending,
}

impl Form {
    fn control(&self) -> Result<Control, Refusal> {
        let case = self.case.ok_or_else(|| lacks("case", "Choose the case"))?;
        let adopted = self.adopted.ok_or_else(|| lacks("adopted", "Say what is decided"))?;
        Ok(Control::Grant { case, adopted, reason: self.reason.trim().to_owned() })
    }
}

pub(super) fn approval_ui(ui: &mut Ui, form: &mut Form, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    if form.sending.taken(input, out).is_some() {
        *form = Form::default();
    }
    let open = input.state.cases.iter().filter(|(_, case)| case.end.is_none());
    let cases: Vec<(u32, String)> = open.map(|(id, _)| (id.index() as u32, named(id, input))).collect();
    if cases.is_empty() {
        let place = empty::Empty {
            icon: icon::GAVEL,
            sentence: "No case waits for a decision",
            hint: "Requests, offers and proposals that others must agree to stand here",
            action: None,
        };
        empty::empty_ui(ui, &place);
        return;
    }
    // A case that was decided meanwhile is no longer there to choose.
    form.case = form.case.filter(|chosen| cases.iter().any(|(case, _)| case == chosen));
    let Form { case, adopted, reason, sending } = form;
    sending.field_ui(ui, "case", "Case", |ui| {
        drop_down_ui(ui, "Case", "Choose the case", case, &cases);
    });
    if let Some(id) = *case {
        case_ui(ui, CaseId(id), input);
    }
    sending.field_ui(ui, "adopted", "Decision", |ui| {
        let choices = [(Some(true), "Granted"), (Some(false), "Turned down")];
        toggle::choice_chips_ui(ui, adopted, &choices);
    });
    super::reason_ui(ui, sending, reason);
    sending.rest_ui(ui, &["case", "adopted", "text"]);
    let act = act_ui(ui, !sending.busy(), |ui| {
        primary_button_ui(ui, &format!("{} Decide in their place", icon::GAVEL)).clicked()
    });
    if act.inner {
        let control = form.control();
        form.sending.send(control, out);
    }
}

/// What it is and who brought it: `Article 4, Ministry of foreign affairs of Latvia`.
fn named(id: CaseId, input: &ExconInput<'_>) -> String {
    let case = &input.state.cases[id];
    let title = input.script.mechanisms.get(case.mechanism).map_or("A case", |m| m.title.get("en"));
    let by = input.script.seats.get(case.by).map_or("a seat", |s| s.title.get("en"));
    format!("{title}, by {by}")
}

/// Since when it waits, until when, and how the votes stand.
fn case_ui(ui: &mut Ui, id: CaseId, input: &ExconInput<'_>) {
    let theme = Theme::of(ui);
    let Some(case) = input.state.cases.get(id) else { return };
    let clock = input.directory.clock;
    ui.add(Label::new(theme.body(named(id, input))).wrap());
    let votes = format!(
        "Since {}, until {}; {} of {} have voted",
        clock.show(case.opened),
        clock.show(case.due),
        case.votes.keys().filter(|seat| case.voters.contains(seat)).count(),
        case.voters.len()
    );
    ui.add(Label::new(theme.note(votes)).wrap());
    for (seat, (vote, at)) in &case.votes {
        let who = input.script.seats.get(*seat).map_or("a seat", |s| s.title.get("en"));
        ui.add(Label::new(theme.note(format!("{} {who}: {vote}", clock.show(*at)))).wrap());
    }
}
