//! Looking back: the debrief desk, the moment that its scrubber chose, and the report that it writes.

use std::path::PathBuf;

use egui::{Frame, Margin, Panel, Ui};

use super::lobby::Kept;
use super::shelf;
use crate::base::At;
use crate::desk::Theme;
use crate::desk::debrief::{DebriefDesk, DebriefInput, Format, Out};
use crate::desk::line::Line;
use crate::exercise::directory::Directory;
use crate::exercise::fact::{Cause, Phase};
use crate::exercise::order::{Act, Control};
use crate::exercise::refusal::Refusal;
use crate::exercise::state::State;
use crate::record::Tip;
use crate::report::names::capital;
use crate::report::narrate::signed_words;
use crate::report::{self, Audience, Gather, Provenance};
use crate::score::Score;
use crate::wire::{ExconMirror, Open};

/// What the person wants that others must do.
#[derive(Debug)]
pub(super) enum Wish {
    /// An act of control.
    Act(Box<Control>),
    /// The refusal of the last act was read.
    Dismiss,
    /// Back to the lobby.
    Leave,
}

/// What the desk remembers.
#[derive(Debug, Default)]
pub(super) struct Debrief {
    desk: DebriefDesk,
    /// The moment that the scrubber chose; the end where none was chosen.
    chosen: Option<At>,
    /// State and score of the moment last looked at, with the number of records behind them.
    past: Option<(u64, At, Box<State>, Score)>,
    /// The score now, with the number of records that it was made from.
    score: Option<(u64, Score)>,
    /// What became of the last report.
    written: Option<String>,
}

impl Debrief {
    /// Draws the debrief into all of `ui`; `stored` is where the journal ends.
    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        (mirror, line): (&ExconMirror, Line),
        directory: &Directory,
        (kept, stored): (Option<&Kept>, Option<&Tip>),
        refused: Option<(&Control, &Refusal)>,
    ) -> Vec<Wish> {
        let Some(open) = &mirror.open else { return Vec::new() };
        self.written_ui(ui);
        let end = open.state.now;
        let shown = self.chosen.unwrap_or(end).min(end);
        let records = open.state.records;
        if self.past.as_ref().is_none_or(|(of, at, ..)| (*of, *at) != (records, shown)) {
            let (state, score) = open.past(shown);
            self.past = Some((records, shown, Box::new(state), score));
        }
        let Some((_, _, state, score)) = &self.past else { return Vec::new() };
        let signed_off = signed_off(open);
        let input = DebriefInput {
            script: &open.script,
            directory,
            shown,
            end,
            state,
            last: &open.state,
            score,
            records: &open.records,
            history: open.board.history(),
            signed_off: signed_off.as_deref(),
            may_sign: open.state.phase == Phase::Ended,
            pending: mirror.orders.waiting.len(),
            refused,
            line,
        };
        let mut out = Vec::new();
        self.desk.ui(ui, &input, &mut out);
        let mut wishes = Vec::new();
        for out in out {
            match out {
                Out::Show(at) => self.chosen = Some(at),
                Out::Export { format, audience } => {
                    self.written = Some(match export(open, format, audience, (kept, stored)) {
                        Ok(path) => format!("The report is in {}", path.display()),
                        Err(why) => format!("The report could not be written: {why}"),
                    });
                }
                Out::SignOff { by, text } => {
                    wishes.push(Wish::Act(Box::new(Control::SignOff { by, on: today(), text })));
                }
                Out::Reopen { reason } => wishes.push(Wish::Act(Box::new(Control::Reopen { reason }))),
                Out::Act(control) => wishes.push(Wish::Act(control)),
                Out::Dismiss => wishes.push(Wish::Dismiss),
                Out::Leave => wishes.push(Wish::Leave),
            }
        }
        wishes
    }

    fn written_ui(&self, ui: &mut Ui) {
        let Some(written) = &self.written else { return };
        let theme = Theme::of(ui);
        let frame = Frame::new()
            .fill(theme.colors.surfaces.raised.0)
            .inner_margin(Margin::symmetric(theme.shape.space.m as i8, theme.shape.space.s as i8));
        Panel::bottom("debrief written").frame(frame).show(ui, |ui| ui.label(theme.body(written.as_str())));
    }

    /// The score, made anew when there are more records.
    pub(super) fn count(&mut self, open: &Open, now: At) {
        let records = open.state.records;
        if self.score.as_ref().is_none_or(|(of, _)| *of != records) {
            self.score = Some((records, open.score(now)));
        }
    }

    /// The score as it was last made.
    pub(super) fn score(&self) -> Option<&Score> {
        self.score.as_ref().map(|(_, score)| score)
    }
}

/// Who stands for the debrief, in words.
fn signed_off(open: &Open) -> Option<String> {
    let place = usize::try_from(open.state.signed_off?).ok()?.checked_sub(1)?;
    let Cause::Order(order) = &open.records.get(place)?.cause else { return None };
    match &order.act {
        Act::Control(Control::SignOff { by, on, .. }) => Some(capital(&signed_words(by, on))),
        _ => None,
    }
}

/// Day and time by the calendar.
fn today() -> String {
    jiff::Timestamp::now().strftime("%-d %B %Y, %H:%M UTC").to_string()
}

/// Writes the report into the person's data folder, beside the journals.
fn export(
    open: &Open,
    format: Format,
    audience: Audience,
    (kept, stored): (Option<&Kept>, Option<&Tip>),
) -> Result<PathBuf, String> {
    let mut gather = Gather::default();
    open.replay(&mut |state, record| gather.fold(&open.script, state, record));
    let provenance = Provenance {
        seed: open.header.seed,
        journal_hash: stored.map_or("none: this exercise is not kept".to_owned(), |tip| tip.hash.to_string()),
    };
    let report = report::report(&open.script, &open.state, &gather, &provenance, audience);
    let (text, ending) = match format {
        Format::Html => (report::html(&report), "html"),
        Format::Markdown => (report::markdown(&report), "md"),
        Format::Json => (report::json(&report), "json"),
    };
    let kept = kept.map_or_else(|| Err("nothing is kept here".to_owned()), |kept| kept.0.clone())?;
    let folder = shelf::reports_folder(&kept)?;
    // Each audience has a file of its own, so that none is sent to the wrong one.
    let whose = match audience {
        Audience::Excon => String::new(),
        Audience::Plenary => "-plenary".to_owned(),
        Audience::Participants => "-participants".to_owned(),
        Audience::State(state) => format!("-{}", open.script.states[state].code),
    };
    let path = folder.join(format!("{}{whose}.{ending}", open.script.about.id));
    std::fs::write(&path, text).map_err(|why| format!("{}: {why}", path.display()))?;
    Ok(path)
}
