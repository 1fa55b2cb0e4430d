//! The clock of an obligation: how long is left, and how near that is.

use egui::{Label, Response, TextWrapMode, Ui};

use super::chip::{Look, chip_ui};
use super::icon;
use crate::base::{At, Span};
use crate::desk::Theme;
use crate::desk::line::Line;
use crate::desk::theme::Voice;

/// An obligation that runs.
#[derive(Clone, Copy, Debug)]
pub struct Countdown<'a> {
    /// What is due: "early warning".
    pub name: &'a str,
    /// Since when it runs.
    pub opened: At,
    /// The last moment that is in time.
    pub due: At,
    /// The moment of exercise time that is shown.
    pub now: At,
}

/// How near the end is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// More than a quarter of the time is left.
    Calm,
    /// A quarter or less.
    Soon,
    /// A tenth or less.
    Now,
    /// The time has run out.
    Overdue,
}

impl Countdown<'_> {
    /// How near the end is. An act at `due` itself is still in time.
    pub fn urgency(&self) -> Urgency {
        let (left, whole) = (self.due.since(self.now).0, self.due.since(self.opened).0);
        if self.now > self.due {
            Urgency::Overdue
        } else if left.saturating_mul(10) <= whole {
            Urgency::Now
        } else if left.saturating_mul(4) <= whole {
            Urgency::Soon
        } else {
            Urgency::Calm
        }
    }

    /// `early warning, 2 h 11 min left`, as a screen reader says it.
    pub fn said(&self) -> String {
        match self.urgency() {
            Urgency::Overdue => format!("{}, overdue by {}", self.name, self.now.since(self.due)),
            _ => format!("{}, {} left", self.name, self.due.since(self.now)),
        }
    }

    /// `early warning 02:11 left`, as the chip shows it.
    fn shown(&self) -> String {
        format!("{} {}", self.name, self.time())
    }

    /// `02:11 left`.
    fn time(&self) -> String {
        match self.urgency() {
            Urgency::Overdue => format!("{} overdue", hours(self.now.since(self.due))),
            _ => format!("{} left", hours(self.due.since(self.now))),
        }
    }
}

/// `02:11`; whole minutes, rounded up, so that `00:00` is never shown while there is time.
fn hours(span: Span) -> String {
    let mins = span.0.div_ceil(60_000);
    format!("{:02}:{:02}", mins / 60, mins % 60)
}

/// The chip of an obligation. Nearness shows by icon, word and colour.
pub fn countdown_ui(ui: &mut Ui, countdown: &Countdown<'_>) -> Response {
    timed_ui(ui, countdown, &countdown.shown())
}

/// Narrower than this, a line of a list has its name below the time.
const NARROW: f32 = 230.0;

/// The same as a line of a list: the time stands first, and a name too long for the place is cut, never the time.
pub fn countdown_line_ui(ui: &mut Ui, countdown: &Countdown<'_>) -> Response {
    let theme = Theme::of(ui);
    if ui.available_width() < theme.grown(NARROW) {
        let chip = timed_ui(ui, countdown, &countdown.time());
        return chip.union(ui.add(Label::new(theme.note(countdown.name)).wrap()));
    }
    ui.horizontal(|ui| {
        ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
        let chip = timed_ui(ui, countdown, &countdown.time());
        chip.union(ui.label(theme.body(countdown.name)))
    })
    .inner
}

fn timed_ui(ui: &mut Ui, countdown: &Countdown<'_>, shown: &str) -> Response {
    let theme = Theme::of(ui);
    let c = &theme.colors;
    let raised = c.surfaces.raised.0;
    if Line::of(ui.ctx()).is_down() {
        // It goes on where nobody here sees it.
        let look =
            Look { text: c.muted.0, fill: raised, border: c.line.0, font: theme.font(Voice::MonoSmall) };
        let said = format!("{}, when the line broke", countdown.said());
        return chip_ui(ui, &format!("{} {shown}", icon::PLUGS), &said, &look).on_hover_text(said);
    }
    let (icon, text, border) = match countdown.urgency() {
        Urgency::Calm => (icon::TIMER, c.text.0, c.line.0),
        Urgency::Soon => (icon::WARNING, c.warn.0, c.warn.0),
        Urgency::Now => (icon::WARNING_OCTAGON, c.alert.0, c.alert.0),
        Urgency::Overdue => (icon::ALARM, c.surfaces.bg.0, c.alert.0),
    };
    let fill = if countdown.urgency() == Urgency::Overdue { c.alert.0 } else { raised };
    let look = Look { text, fill, border, font: theme.font(Voice::MonoSmall) };
    chip_ui(ui, &format!("{icon} {shown}"), &countdown.said(), &look)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(now: Span) -> Countdown<'static> {
        Countdown { name: "early warning", opened: At(0), due: At(0) + Span::hours(10), now: At(0) + now }
    }

    #[test]
    fn it_grows_urgent_and_an_act_at_the_deadline_is_in_time() {
        let steps =
            [Span::hours(1), Span::mins(450), Span::hours(9), Span::hours(10)].map(|now| at(now).urgency());
        assert_eq!(steps, [Urgency::Calm, Urgency::Soon, Urgency::Now, Urgency::Now]);
        assert_eq!(at(Span(Span::hours(10).0 + 1)).urgency(), Urgency::Overdue);
    }

    #[test]
    fn no_minute_is_shown_as_none_while_there_is_time() {
        assert_eq!(at(Span(Span::hours(10).0 - 1)).shown(), "early warning 00:01 left");
        assert_eq!(at(Span::hours(10)).shown(), "early warning 00:00 left");
        assert_eq!(at(Span::mins(620)).said(), "early warning, overdue by 20 min");
    }
}
