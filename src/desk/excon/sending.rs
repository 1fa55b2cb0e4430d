//! An act on its way from a form: what was written stays until the act was taken, and a refusal stands at the field
//! that caused it.

use egui::{Ui, Vec2};

use super::{ExconInput, Out};
use crate::desk::Theme;
use crate::desk::widgets::banner;
use crate::exercise::order::Control;
use crate::exercise::refusal::{Refusal, Rule};

/// What became of the acts of a desk.
#[derive(Clone, Copy)]
pub(in crate::desk) struct Answers<'a> {
    /// Those that are not answered yet.
    pub(in crate::desk) pending: usize,
    /// The last one if it was refused, and why.
    pub(in crate::desk) refused: Option<(&'a Control, &'a Refusal)>,
}

/// What a form remembers of the act that it sent.
#[derive(Clone, Debug, Default)]
pub(in crate::desk) struct Sending {
    sent: Option<Control>,
    refusal: Option<Refusal>,
}

impl Sending {
    /// Sends the act, or says what it lacks.
    pub(super) fn send(&mut self, act: Result<Control, Refusal>, out: &mut Vec<Out>) {
        out.extend(self.begin(act).map(|control| Out::Act(Box::new(control))));
    }

    /// The act, to be sent by whoever calls; none where something is lacking.
    pub(in crate::desk) fn begin(&mut self, act: Result<Control, Refusal>) -> Option<Control> {
        match act {
            Ok(control) => {
                self.refusal = None;
                self.sent = Some(control.clone());
                Some(control)
            }
            Err(refusal) => {
                self.refusal = Some(refusal);
                None
            }
        }
    }

    /// Hears what became of the act: the one that was taken, once.
    pub(super) fn taken(&mut self, input: &ExconInput<'_>, out: &mut Vec<Out>) -> Option<Control> {
        let (taken, read) = self.heard(input.answers());
        if read {
            out.push(Out::Dismiss);
        }
        taken
    }

    /// The same for any desk; and whether a refusal stands at its field from now on.
    pub(in crate::desk) fn heard(&mut self, answers: Answers<'_>) -> (Option<Control>, bool) {
        let Some(sent) = &self.sent else { return (None, false) };
        if let Some((control, refusal)) = answers.refused
            && control == sent
        {
            self.refusal = Some(refusal.clone());
            self.sent = None;
            return (None, true);
        }
        if answers.pending > 0 { (None, false) } else { (self.sent.take(), false) }
    }

    /// What was refused.
    pub(super) fn refusal(&self) -> Option<&Refusal> {
        self.refusal.as_ref()
    }

    /// Whether the act has not been answered yet.
    pub(in crate::desk) fn busy(&self) -> bool {
        self.sent.is_some()
    }

    /// A field: its label, what it holds, and the refusal that it caused.
    pub(in crate::desk) fn field_ui<R>(
        &self,
        ui: &mut Ui,
        field: &str,
        label: &str,
        content: impl FnOnce(&mut Ui) -> R,
    ) -> R {
        let theme = Theme::of(ui);
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing = Vec2::new(theme.shape.space.s, theme.shape.space.xs);
            ui.label(theme.note(label));
            let inner = content(ui);
            if let Some(refusal) = self.refusal.as_ref().filter(|r| r.field.as_deref() == Some(field)) {
                said_ui(ui, refusal);
            }
            inner
        })
        .inner
    }

    /// A refusal that belongs to none of the `fields`.
    pub(in crate::desk) fn rest_ui(&self, ui: &mut Ui, fields: &[&str]) {
        let here = |r: &&Refusal| !r.field.as_deref().is_some_and(|field| fields.contains(&field));
        if let Some(refusal) = self.refusal.as_ref().filter(here) {
            said_ui(ui, refusal);
        }
    }
}

fn said_ui(ui: &mut Ui, refusal: &Refusal) {
    let needed = refusal.needed.as_deref().unwrap_or("");
    let response = banner::banner_ui(ui, banner::Tone::Alert, &refusal.message, needed);
    // What was refused must be seen, however far down its field is.
    let seen = response.id.with(&refusal.message);
    if !ui.data_mut(|d| std::mem::replace(d.get_temp_mut_or_default::<bool>(seen), true)) {
        response.scroll_to_me(Some(egui::Align::Center));
    }
}

/// What a form lacks, at its field, in the shape of any refusal.
pub(in crate::desk) fn lacks(field: &str, message: impl Into<String>) -> Refusal {
    Refusal::at(Rule::Incomplete, field, message)
}
