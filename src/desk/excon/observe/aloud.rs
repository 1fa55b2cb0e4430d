//! What a seat decided aloud or by phone, by the very form that the seat would have filled in; and a decision put down
//! again as it should have been, the old one void. Control does it for every seat, a moderator for those of the own state.

use egui::{Frame, Label, Panel, ScrollArea, Ui};

use crate::base::At;
use crate::desk::Theme;
use crate::desk::excon::ExconInput;
use crate::desk::excon::decided::decided;
use crate::desk::excon::sending::{Answers, Sending, lacks};
use crate::desk::fields::{drop_down_ui, named_line_ui};
use crate::desk::line::{Line, act_ui};
use crate::desk::names::Names;
use crate::desk::seat::verbs::VerbKind;
use crate::desk::seat::{FormState, People, SeatInput, fields_ui};
use crate::desk::widgets::banner;
use crate::desk::widgets::button::primary_button_ui;
use crate::desk::widgets::icon;
use crate::exercise::directory::Directory;
use crate::exercise::fact::Record;
use crate::exercise::order::Control;
use crate::exercise::refusal::Refusal;
use crate::exercise::view::View;

/// What the form reads.
#[derive(Clone, Copy)]
pub(in crate::desk) struct Aloud<'a> {
    pub(in crate::desk) directory: &'a Directory,
    /// How late it is.
    pub(in crate::desk) now: At,
    /// The seats that may be chosen, by id, with their titles.
    pub(in crate::desk) seats: &'a [(String, String)],
    /// The picture of a seat, by its id.
    pub(in crate::desk) view: &'a dyn Fn(&str) -> Option<&'a View>,
    pub(in crate::desk) answers: Answers<'a>,
}

/// What was written so far.
#[derive(Clone, Debug, Default)]
pub(in crate::desk) struct Form {
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
    pub(in crate::desk::excon) fn correcting(record: &Record, input: &ExconInput<'_>) -> Option<Self> {
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

    fn control(&self, input: &Aloud<'_>) -> Result<Control, Refusal> {
        let seat = self.seat.clone().ok_or_else(|| lacks("seat", "Choose the seat"))?;
        let kind = self.kind.ok_or_else(|| lacks("kind", "Choose what was decided"))?;
        let occurred_at = match self.at.trim() {
            "" => input.now,
            text => input.directory.clock.parse(text).map_err(|wrong| lacks("occurred_at", wrong))?,
        };
        if self.corrects.is_some() && self.reason.trim().is_empty() {
            return Err(lacks("reason", "Say why it is corrected; it stands in the journal"));
        }
        let verb = Box::new(self.form.draft.decision(kind, &Names::new(input.directory), &seat)?);
        Ok(Control::RecordFor { seat, occurred_at, verb })
    }

    /// Hears what became of it: what was put down stands, and what it takes the place of is to be void now. Gives that
    /// act, and whether a refusal stands at its field.
    fn heard(&mut self, answers: Answers<'_>) -> (Option<Control>, bool) {
        let (taken, read) = self.sending.heard(answers);
        if taken.is_none() {
            return (None, read);
        }
        let Self { corrects, reason, .. } = std::mem::take(self);
        (corrects.map(|record| Control::Void { record, reason: reason.trim().to_owned() }), read)
    }

    /// The form, over what ends it: that is seen however long it grows. Gives what is to be ordered, and whether a refusal
    /// stands at its field.
    pub(in crate::desk) fn ui(&mut self, ui: &mut Ui, input: &Aloud<'_>) -> (Option<Control>, bool) {
        let (void, read) = self.heard(input.answers);
        let theme = Theme::of(ui);
        let foot = Panel::bottom("aloud end").frame(Frame::new()).show_separator_line(false).resizable(false);
        let put = foot.show(ui, |ui| self.foot_ui(ui, input)).inner;
        ScrollArea::vertical().id_salt("aloud").auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - theme.shape.space.s);
            ui.spacing_mut().item_spacing.y = theme.shape.space.s;
            self.aloud_ui(ui, input);
        });
        (void.or(put), read)
    }

    fn aloud_ui(&mut self, ui: &mut Ui, input: &Aloud<'_>) {
        if let Some(record) = self.corrects {
            corrects_ui(ui, self, record);
        }
        let clock = input.directory.clock;
        let Self { seat, kind, at, form: fields, sending, .. } = self;
        sending.field_ui(ui, "seat", "Seat", |ui| {
            if drop_down_ui(ui, "Seat", "Choose the seat", seat, input.seats) {
                *fields = FormState::default();
            }
        });
        sending.field_ui(ui, "occurred_at", "When it was said", |ui| {
            named_line_ui(ui, "When it was said", &clock.show(input.now), at);
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
        let Some(view) = (input.view)(id) else { return };
        let theirs = SeatInput {
            me: id,
            directory: input.directory,
            view,
            now: input.now,
            orders: &[],
            score: None,
            line: Line::Stands,
            people: People::default(),
        };
        fields.kind = kind;
        fields
            .refuse(sending.refusal().filter(|r| !OWN.contains(&r.field.as_deref().unwrap_or(""))).cloned());
        fields_ui(ui, &theirs, fields);
    }

    fn foot_ui(&mut self, ui: &mut Ui, input: &Aloud<'_>) -> Option<Control> {
        if self.seat.is_none() || self.kind.is_none() {
            return None;
        }
        let put = act_ui(ui, !self.sending.busy(), |ui| {
            primary_button_ui(ui, &format!("{} Record for this seat", icon::MICROPHONE)).clicked()
        });
        let control = put.inner.then(|| self.control(input))?;
        self.sending.begin(control)
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
