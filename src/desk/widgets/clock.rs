//! The exercise clock, big enough for its room. Its figures do not dance.

use std::time::Duration;

use egui::{Response, Ui, WidgetInfo, WidgetType};

use super::icon;
use crate::desk::Theme;
use crate::desk::line::Line;
use crate::desk::theme::Voice;

/// How the clock runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    /// Before STARTEX.
    Ready,
    /// At so many times real time.
    Going {
        /// Exercise seconds a real second.
        pace: u32,
    },
    /// It stands while people discuss, or until somebody goes on.
    Paused,
    /// After ENDEX.
    Over,
    /// The line is down: nobody here knows how late it is.
    Stale {
        /// How long ago the exercise was last heard, where that is known.
        heard: Option<Duration>,
    },
}

impl Run {
    /// The same while the line stands; else nobody knows.
    #[must_use]
    pub fn on(self, line: Line) -> Self {
        match line {
            Line::Down { heard } => Self::Stale { heard },
            Line::Stands | Line::Halted => self,
        }
    }

    /// What it does, in words.
    pub fn word(self) -> String {
        match self {
            Self::Ready => "not started".into(),
            Self::Going { pace: 1 } => "real time".into(),
            Self::Going { pace } => format!("{pace}× real time"),
            Self::Paused => "paused".into(),
            Self::Over => "ended".into(),
            Self::Stale { heard } => Line::as_of(heard),
        }
    }

    fn icon(self) -> &'static str {
        match self {
            Self::Ready => icon::HOURGLASS,
            Self::Going { .. } => icon::PLAY,
            Self::Paused => icon::PAUSE,
            Self::Over => icon::STOP,
            Self::Stale { .. } => icon::PLUGS,
        }
    }
}

/// The clock (`D1 09:42:10`) in a voice ([`Voice::Mono`], [`Voice::Clock`], [`Voice::RoomClock`]), with how it runs.
pub fn clock_ui(ui: &mut Ui, time: &str, run: Run, voice: Voice) -> Response {
    let theme = Theme::of(ui);
    let c = &theme.colors;
    let note = match run {
        Run::Paused | Run::Stale { .. } => c.warn.0,
        _ => c.muted.0,
    };
    let shown = ui
        .horizontal(|ui| {
            let color = if matches!(run, Run::Going { .. }) { c.text.0 } else { c.muted.0 };
            let time = ui.label(theme.say(voice, time).color(color));
            ui.label(theme.say(Voice::Body, format!("{} {}", run.icon(), run.word())).color(note));
            time
        })
        .inner;
    let said = format!("exercise time {time}, {}", run.word());
    shown.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, &said));
    shown
}
