//! P, S, M, U, or not observed: chips of which one is chosen.

use egui::{Label, Ui};

use crate::desk::Theme;
use crate::desk::widgets::toggle::said_chips_ui;
use crate::exercise::order::Rating;

/// A rating that somebody chooses: none yet, not observed, or a letter.
pub(super) type Chosen = Option<Option<Rating>>;

/// The chips, and what the chosen one means. `of` is what is rated, for a screen reader.
pub(super) fn letters_ui(ui: &mut Ui, of: &str, chosen: &mut Chosen, compact: bool) {
    let mut choices: Vec<(Chosen, String, String)> = Rating::ALL
        .map(|rating| (Some(Some(rating)), rating.letter().to_string(), said(of, Some(rating))))
        .into();
    let none = if compact { "–" } else { "Not observed" };
    choices.push((Some(None), none.to_owned(), said(of, None)));
    said_chips_ui(ui, chosen, &choices);
    if !compact {
        let theme = Theme::of(ui);
        let words = match chosen {
            None => "Choose a letter",
            Some(None) => "Could not be observed: counts neither way",
            Some(Some(rating)) => rating.meaning(),
        };
        ui.add(Label::new(theme.note(words)).wrap());
    }
}

fn said(of: &str, rating: Option<Rating>) -> String {
    match rating {
        Some(rating) => format!("{of}: {}, {}", rating.letter(), rating.meaning()),
        None => format!("{of}: not observed"),
    }
}
