//! An act on its way from a form: what was written stays until the act was taken, and a refusal stands at the field
//! that caused it.

use egui::{Ui, Vec2};

use super::{ExconInput, Out};
use crate::desk::Theme;
use crate::desk::widgets::banner;
use crate::exercise::order::Control;
use crate::exercise::refusal::{Refusal, Rule};

/// What a form remembers of the act that it sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Sending {
    sent: Option<Control>,
    refusal: Option<Refusal>,
}

impl Sending {
    /// Sends the act, or says what it lacks.
    pub(super) fn send(&mut self, act: Result<Control, Refusal>, out: &mut Vec<Out>) {
        match act {
            Ok(control) => {
                self.refusal = None;
                out.push(Out::Act(Box::new(control.clone())));
                self.sent = Some(control);
            }
            Err(refusal) => self.refusal = Some(refusal),
        }
    }

    /// Hears what became of the act: the one that was taken, once.
    pub(super) fn taken(&mut self, input: &ExconInput<'_>, out: &mut Vec<Out>) -> Option<Control> {
        let sent = self.sent.as_ref()?;
        if let Some((control, refusal)) = input.refused
            && control == sent
        {
            self.refusal = Some(refusal.clone());
            self.sent = None;
            // It stands at its field from now on.
            out.push(Out::Dismiss);
            return None;
        }
        if input.pending > 0 { None } else { self.sent.take() }
    }

    /// What was refused.
    pub(super) fn refusal(&self) -> Option<&Refusal> {
        self.refusal.as_ref()
    }

    /// Whether the act has not been answered yet.
    pub(super) fn busy(&self) -> bool {
        self.sent.is_some()
    }

    /// A field: its label, what it holds, and the refusal that it caused.
    pub(super) fn field_ui<R>(
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
    pub(super) fn rest_ui(&self, ui: &mut Ui, fields: &[&str]) {
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
pub(super) fn lacks(field: &str, message: impl Into<String>) -> Refusal {
    Refusal::at(Rule::Incomplete, field, message)
}
