//! How a person wants the window to look: dark or light, and how large its text is.

use bevy::prelude::*;
use bevy_egui::EguiContexts;
use egui::{Key, KeyboardShortcut, Modifiers, Ui};

use crate::desk::Theme;
use crate::desk::theme::Mode;
use crate::desk::widgets::button::tool_button_ui;
use crate::desk::widgets::icon;

/// Sizes of text that a step leads to, in percent of the design.
const STEPS: [u16; 8] = [75, 90, 100, 110, 125, 150, 175, 200];

const MODE: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), Key::L);
const LARGER: [KeyboardShortcut; 2] = [
    KeyboardShortcut::new(Modifiers::COMMAND, Key::Plus),
    // The same key where plus is reached with shift.
    KeyboardShortcut::new(Modifiers::COMMAND, Key::Equals),
];
const SMALLER: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Minus);
const DESIGN: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::Num0);

/// The look that the person chose.
#[derive(Resource, Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Look {
    /// Dark or light.
    pub mode: Mode,
    /// Size of text in percent of the design, from 75 to 200.
    pub text_percent: u16,
    /// Whether nothing moves.
    pub still: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { mode: Mode::Dark, text_percent: 100, still: false }
    }
}

impl Look {
    /// The theme that looks so.
    pub fn theme(self) -> Theme {
        Theme::new(self.mode).scaled(self.text_percent).still(self.still)
    }

    fn turned(self) -> Self {
        let mode = if self.mode == Mode::Dark { Mode::Light } else { Mode::Dark };
        Self { mode, ..self }
    }

    fn larger(self) -> Self {
        let next = STEPS.into_iter().find(|step| *step > self.text_percent);
        Self { text_percent: next.unwrap_or(200), ..self }
    }

    fn smaller(self) -> Self {
        let next = STEPS.into_iter().rev().find(|step| *step < self.text_percent);
        Self { text_percent: next.unwrap_or(75), ..self }
    }

    /// Its switches, for the right end of a bar: what stands first is at the right.
    pub(super) fn ui(&mut self, ui: &mut Ui) {
        let theme = Theme::of(ui);
        let (sign, word) = match self.mode {
            Mode::Dark => (icon::SUN, "Light, Ctrl+Shift+L"),
            Mode::Light => (icon::MOON, "Dark, Ctrl+Shift+L"),
        };
        let mut next = *self;
        if tool_button_ui(ui, sign, word).clicked() {
            next = self.turned();
        }
        ui.add_enabled_ui(self.text_percent < 200, |ui| {
            if tool_button_ui(ui, icon::PLUS, "Larger text, Ctrl+Plus").clicked() {
                next = self.larger();
            }
        });
        ui.label(theme.muted(format!("Text {} %", self.text_percent)));
        ui.add_enabled_ui(self.text_percent > 75, |ui| {
            if tool_button_ui(ui, icon::MINUS, "Smaller text, Ctrl+Minus").clicked() {
                next = self.smaller();
            }
        });
        if next != *self {
            *self = next;
            ui.ctx().request_repaint();
        }
    }
}

/// The keys for it, the same on every screen.
pub(super) fn keys(mut contexts: EguiContexts, mut look: ResMut<Look>) -> Result {
    let ctx = contexts.ctx_mut()?;
    let mut next = *look;
    ctx.input_mut(|input| {
        if input.consume_shortcut(&MODE) {
            next = next.turned();
        }
        if LARGER.iter().any(|keys| input.consume_shortcut(keys)) {
            next = next.larger();
        }
        if input.consume_shortcut(&SMALLER) {
            next = next.smaller();
        }
        if input.consume_shortcut(&DESIGN) {
            next.text_percent = 100;
        }
    });
    if look.set_if_neq(next) {
        ctx.request_repaint();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_goes_in_steps_and_stops_at_the_ends() {
        let mut look = Look::default();
        for _ in 0..20 {
            look = look.larger();
        }
        assert_eq!(look.text_percent, 200);
        for _ in 0..20 {
            look = look.smaller();
        }
        assert_eq!((look.text_percent, look.theme().scale_percent), (75, 75));
        assert_eq!(look.turned().turned(), look);
    }
}
