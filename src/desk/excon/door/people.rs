//! The people of one seat, and who of them releases: for control at every seat, for a moderator at those of the own state.

use egui::{Label, Ui};

use super::Room;
use crate::desk::Theme;
use crate::desk::line::act_button_ui;
use crate::desk::presence::does;
use crate::desk::widgets::icon;
use crate::exercise::order::Control;
use crate::exercise::team::NOBODY;
use crate::wire::Chair;

/// A seat with whoever is there.
#[derive(Clone, Copy)]
pub(in crate::desk) struct SeatPeople<'a> {
    /// Seat id.
    pub(in crate::desk) seat: &'a str,
    /// Who is where, and what they are called.
    pub(in crate::desk) room: Room<'a>,
    /// Who releases; none: each decides alone.
    pub(in crate::desk) releaser: Option<u16>,
    /// Drafts that wait.
    pub(in crate::desk) drafts: usize,
}

impl SeatPeople<'_> {
    /// A line a person, with who may be let release; `more` is what else can be done with somebody.
    pub(in crate::desk) fn ui(&self, ui: &mut Ui, mut more: impl FnMut(&mut Ui, &Chair)) -> Option<Control> {
        let theme = Theme::of(ui);
        let mut act = None;
        let releaser = |person| Control::Releaser { seat: self.seat.to_owned(), person };
        for chair in self.room.at(self.seat) {
            let name = self.room.name(self.seat, chair.person);
            ui.horizontal_wrapped(|ui| {
                ui.label(theme.body(format!("{} {name} {}", icon::USER, does(chair))));
                if chair.person == NOBODY {
                    return;
                }
                let releases = self.releaser == Some(chair.person);
                if !releases && act_button_ui(ui, format!("Let {name} release")) {
                    act = Some(releaser(Some(chair.person)));
                }
                more(ui, chair);
            });
        }
        if let Some(person) = self.releaser {
            let name = self.room.name(self.seat, person);
            let waiting = match self.drafts {
                0 => "no draft waits".to_owned(),
                1 => "1 draft waits".to_owned(),
                n => format!("{n} drafts wait"),
            };
            let words = format!("{name} releases; {waiting}");
            ui.add(Label::new(theme.body(words)).wrap());
            if act_button_ui(ui, "Let each decide alone") {
                act = Some(releaser(None));
            }
        }
        act
    }
}
