//! The line to the exercise, as a desk shows it. While it is down nothing goes out, and every clock is as old as the last
//! that was heard: a desk that looked alive would be believed.
//!
//! Whoever draws a desk lays the line down in the context (`Line::lay`), as the theme lies there; the widgets that act or
//! tell the time look it up.

use std::time::Duration;

use egui::{Button, Context, Id, InnerResponse, IntoAtoms, Response, Sense, Ui, Widget};

/// How the line stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Line {
    /// Orders go out, and news comes.
    #[default]
    Stands,
    /// Nothing comes and nothing goes out.
    Down {
        /// How long ago the exercise was last heard; none where that is not known.
        heard: Option<Duration>,
    },
    /// The exercise is there, but cannot store what is sent: its clock stands.
    Halted,
}

/// Between two frames while the line is down, so that what says how long ago it was does not stand still.
const LOOK: Duration = Duration::from_secs(10);

impl Line {
    /// Whether orders go out.
    pub fn stands(self) -> bool {
        self == Self::Stands
    }

    /// Whether all that is shown is as old as the last that was heard.
    pub fn is_down(self) -> bool {
        matches!(self, Self::Down { .. })
    }

    /// Why nothing can be sent; none while it can.
    pub fn why_not(self) -> Option<&'static str> {
        match self {
            Self::Stands => None,
            Self::Down { .. } => Some("The line is down; your text is kept until it is back"),
            Self::Halted => Some("The exercise cannot store anything now; your text is kept until it can"),
        }
    }

    /// As of when a clock is that heard of the exercise so long ago: `as of 2 min ago`.
    pub fn as_of(heard: Option<Duration>) -> String {
        let Some(heard) = heard else { return "as of when the line broke".to_owned() };
        match heard.as_secs() {
            0..10 => "as of a moment ago".to_owned(),
            seconds @ 10..60 => format!("as of {} s ago", seconds / 10 * 10),
            seconds @ 60..3_600 => format!("as of {} min ago", seconds / 60),
            seconds => format!("as of {} h {:02} min ago", seconds / 3_600, seconds / 60 % 60),
        }
    }

    /// Lays it down for all that is drawn from now on.
    pub(in crate::desk) fn lay(self, ui: &Ui) {
        ui.data_mut(|data| data.insert_temp(key(), self));
        if self.is_down() {
            ui.ctx().request_repaint_after(LOOK);
        }
    }

    /// The line as it was laid down.
    pub(in crate::desk) fn of(ctx: &Context) -> Self {
        ctx.data(|data| data.get_temp(key())).unwrap_or_default()
    }
}

fn key() -> Id {
    Id::new("the line to the exercise")
}

/// What goes out to the exercise when it is clicked: only while the line stands, and where it is `ready` by itself. The pointer
/// says why it is not.
pub(in crate::desk) fn act_ui<R>(
    ui: &mut Ui,
    ready: bool,
    content: impl FnOnce(&mut Ui) -> R,
) -> InnerResponse<R> {
    let why = Line::of(ui.ctx()).why_not();
    let InnerResponse { inner, response } = ui.add_enabled_ui(ready && why.is_none(), content);
    if let Some(why) = why {
        // Over what is dead, which hears nothing itself.
        ui.interact(response.rect, response.id.with("why not"), Sense::hover()).on_hover_text(why);
    }
    InnerResponse { inner, response }
}

/// The same for one widget.
pub(in crate::desk) fn act(ui: &mut Ui, ready: bool, widget: impl Widget) -> Response {
    let why = Line::of(ui.ctx()).why_not();
    let response = ui.add_enabled(ready && why.is_none(), widget);
    match why {
        Some(why) => response.on_disabled_hover_text(why),
        None => response,
    }
}

/// A plain button of that kind; true once it was clicked.
pub(in crate::desk) fn act_button_ui<'a>(ui: &mut Ui, text: impl IntoAtoms<'a>) -> bool {
    act(ui, true, Button::new(text)).clicked()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_old_a_clock_is_is_told_as_roughly_as_it_matters() {
        let said = |seconds| Line::as_of(Some(Duration::from_secs(seconds)));
        assert_eq!(said(3), "as of a moment ago");
        assert_eq!(said(47), "as of 40 s ago");
        assert_eq!(said(125), "as of 2 min ago");
        assert_eq!(said(3_900), "as of 1 h 05 min ago");
        assert_eq!(Line::as_of(None), "as of when the line broke");
    }
}
