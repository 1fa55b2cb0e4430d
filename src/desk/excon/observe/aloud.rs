//! What a seat decided aloud or by phone, by the very form that the seat would have filled in; and a decision put down
//! again as it should have been, the old one void.

use egui::{Label, Ui};

use super::seats;
use crate::desk::Theme;
use crate::desk::excon::decided::decided;
use crate::desk::excon::sending::{Sending, lacks};
use crate::desk::excon::{ExconInput, Out};
use crate::desk::fields::{drop_down_ui, named_line_ui};
use crate::desk::seat::verbs::VerbKind;
use crate::desk::seat::{FormState, People, SeatInput, fields_ui};
use crate::desk::widgets::banner;
use crate::desk::widgets::button::primary_button_ui;
use crate::desk::widgets::icon;
use crate::exercise::fact::Record;
use crate::exercise::order::Control;
use crate::exercise::refusal::Refusal;

/// What was written so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Form {
    seat: Option<String>,
    kind: Option<VerbKind>,
    /// When it was said, as written.
    at: String,
    form: FormState,
    /// Number of the record that this one takes the place of.
    corrects: Option<u64>,
    /// Why that one is void.
    reason: String,
    sending: Sending,
}

impl Form {
    pub(super) fn correcting(record: &Record, input: &ExconInput<'_>) -> Option<Self> {
        let decided = decided(input.script, record)?;
        let form = FormState::of(decided.verb);
        Some(Self {
            seat: Some(input.script.seats.get(decided.seat)?.id.clone()),
            kind: Some(form.kind),
            at: input.directory.clock.show(decided.at),
            form,
            corrects: Some(record.number),
            ..Self::default()
        })
    }

    fn control(&self, input: &ExconInput<'_>) -> Result<Control, Refusal> {
        let seat = self.seat.clone().ok_or_else(|| lacks("seat", "Choose the seat"))?;
        let kind = self.kind.ok_or_else(|| lacks("kind", "Choose what was decided"))?;
        let occurred_at = match self.at.trim() {
            "" => input.clock.now,
            text => input.directory.clock.parse(text).map_err(|wrong| lacks("occurred_at", wrong))?,
        };
        if self.corrects.is_some() && self.reason.trim().is_empty() {
            return Err(lacks("reason", "Say why it is corrected; it stands in the journal"));
        }
        let verb = Box::new(self.form.draft.verb(kind)?);
        Ok(Control::RecordFor { seat, occurred_at, verb })
    }

    /// What was put down stands: what it takes the place of is void now.
    fn done(&mut self, out: &mut Vec<Out>) {
        if let Some(record) = self.corrects {
            let reason = self.reason.trim().to_owned();
            out.push(Out::Act(Box::new(Control::Void { record, reason })));
        }
        *self = Self::default();
    }
}

pub(super) fn aloud_ui(ui: &mut Ui, form: &mut Form, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    if form.sending.taken(input, out).is_some() {
        form.done(out);
    }
    if let Some(record) = form.corrects {
        corrects_ui(ui, form, record);
    }
    let clock = input.directory.clock;
    let Form { seat, kind, at, form: fields, sending, .. } = form;
    sending.field_ui(ui, "seat", "Seat", |ui| {
        if drop_down_ui(ui, "Seat", "Choose the seat", seat, &seats(input)) {
            *fields = FormState::default();
        }
    });
    sending.field_ui(ui, "occurred_at", "When it was said", |ui| {
        named_line_ui(ui, "When it was said", &clock.show(input.clock.now), at);
    });
    sending.field_ui(ui, "kind", "Decision", |ui| {
        let kinds: Vec<(VerbKind, String)> =
            VerbKind::ALL.iter().map(|k| (*k, k.name().to_owned())).collect();
        if drop_down_ui(ui, "Decision", "Choose the decision", kind, &kinds) {
            *fields = FormState::default();
        }
    });
    let (Some(id), Some(kind)) = (seat.as_deref(), *kind) else {
        let hint = "Choose the seat and what it decided; its own form opens here";
        ui.add(Label::new(Theme::of(ui).note(hint)).wrap());
        return;
    };
    let Some(view) = input.script.names.seats.get(id).and_then(|seat| input.views.get(*seat)) else { return };
    let now = input.clock.now;
    let theirs = SeatInput {
        me: id,
        directory: input.directory,
        view,
        now,
        orders: &[],
        score: None,
        connected: true,
        people: People::default(),
    };
    fields.kind = kind;
    fields.refuse(sending.refusal().filter(|r| !OWN.contains(&r.field.as_deref().unwrap_or(""))).cloned());
    fields_ui(ui, &theirs, fields);
}

/// What ends the form: seen however long it grows.
pub(super) fn foot_ui(ui: &mut Ui, form: &mut Form, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    if form.seat.is_none() || form.kind.is_none() {
        return;
    }
    let sending = &form.sending;
    let act = ui.add_enabled_ui(!sending.busy(), |ui| {
        primary_button_ui(ui, &format!("{} Record for this seat", icon::MICROPHONE)).clicked()
    });
    if act.inner {
        let control = form.control(input);
        form.sending.send(control, out);
    }
}

/// Fields of this form; all others are the seat's own.
const OWN: [&str; 4] = ["seat", "kind", "occurred_at", "reason"];

/// Which record it takes the place of, and why.
fn corrects_ui(ui: &mut Ui, form: &mut Form, record: u64) {
    let title = format!("Corrects record {record}");
    banner::banner_ui(ui, banner::Tone::Note, &title, "Once it is put down, the old record counts no more");
    let Form { reason, sending, .. } = form;
    sending.field_ui(ui, "reason", "Why it is corrected", |ui| {
        named_line_ui(ui, "Why it is corrected", "Heard wrongly on the phone", reason);
    });
    if ui.button("Leave it as it was").clicked() {
        *form = Form::default();
    }
}
