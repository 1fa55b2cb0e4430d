//! The connection to an exercise on another machine: who this desk is, once the other side says so, and how the line stands.

use egui::{Align2, CentralPanel, Frame, Margin, Panel, Ui};

use crate::desk::Theme;
use crate::desk::line::Line;
use crate::desk::theme::Voice;
use crate::desk::widgets::banner::{Tone, banner_ui};
use crate::desk::widgets::marking::marking_panel_ui;
use crate::net::DeskEnd;
use crate::net::remote::{Connection, Remote};
use crate::scenario::words::Tlp;
use crate::wire::{Hello, ToDesk};

/// A line to another machine.
pub(super) struct Far {
    remote: Remote,
    /// The server, without anything secret.
    server: String,
    /// The end of the line, until it is known whose desk this is.
    pub(super) unknown: Option<DeskEnd>,
    /// What came before `hello`.
    early: Vec<ToDesk>,
}

impl Far {
    /// A line that is being made.
    pub(super) fn new(remote: Remote, end: DeskEnd, server: String) -> Self {
        Self { remote, server, unknown: Some(end), early: Vec::new() }
    }

    /// `hello`, and what came before it; none while it has not come.
    pub(super) fn greeting(&mut self) -> Option<(Box<Hello>, Vec<ToDesk>)> {
        let end = self.unknown.as_ref()?;
        loop {
            match end.next() {
                Ok(Some(ToDesk::Hello(hello))) => return Some((hello, std::mem::take(&mut self.early))),
                Ok(Some(frame)) => self.early.push(frame),
                Ok(None) | Err(_) => return None,
            }
        }
    }

    /// Says how the line stands, while it does not: at the foot, so that the marking stays on top.
    pub(super) fn ui(&self, ui: &mut Ui) {
        let (tone, title, words) = match self.remote.connection() {
            Connection::Connected => return,
            Connection::Connecting => (Tone::Note, "Connecting", self.server.clone()),
            Connection::Waiting(words) => (Tone::Note, "Please wait", words),
            Connection::Broken { why, again_in } => (
                Tone::Warn,
                "The line is down",
                format!("{why}. What you write is kept; another try comes in {}", seconds(again_in)),
            ),
            Connection::Ended(why) => (Tone::Alert, "This desk was let go", why),
        };
        let theme = Theme::of(ui);
        let frame = Frame::new()
            .fill(theme.colors.surfaces.bg.0)
            .inner_margin(Margin::symmetric(theme.shape.space.m as i8, theme.shape.space.s as i8));
        Panel::bottom("far line").frame(frame).show(ui, |ui| banner_ui(ui, tone, title, &words));
    }

    /// The screen while it is not known yet whose desk this is.
    pub(super) fn waiting_ui(&self, ui: &mut Ui) {
        let theme = Theme::of(ui);
        marking_panel_ui(ui, "", Tlp::default());
        self.ui(ui);
        CentralPanel::default().frame(Frame::new().fill(theme.colors.surfaces.bg.0)).show(ui, |ui| {
            let place = ui.max_rect().center();
            let words = match self.remote.connection() {
                Connection::Ended(_) => "Leave to the lobby, and join with another link",
                _ => "Joining the exercise",
            };
            let font = theme.font(Voice::Heading);
            ui.painter().text(place, Align2::CENTER_CENTER, words, font, theme.colors.muted.0);
        });
    }

    /// How the line stands, for the desk at its end.
    pub(super) fn line(&self) -> Line {
        match self.remote.connection() {
            Connection::Connected => Line::Stands,
            _ => Line::Down { heard: self.remote.heard() },
        }
    }
}

fn seconds(n: u64) -> String {
    crate::base::excerpt::count(usize::try_from(n).unwrap_or(usize::MAX), "second")
}
