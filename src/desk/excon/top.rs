//! The bar on top: the marking, the clock and what drives it, who is late, how it goes.

use egui::{Align, Layout, Ui};

use super::{ExconDesk, ExconInput, Out};
use crate::base::{At, Ppm, Span};
use crate::desk::Theme;
use crate::desk::fields::line_edit;
use crate::desk::judged::Judged;
use crate::desk::line::{act_button_ui, act_ui};
use crate::desk::theme::Voice;
use crate::desk::widgets::button::primary_button_ui;
use crate::desk::widgets::clock::{Run, clock_ui};
use crate::desk::widgets::confirm::{Confirm, confirm_button_ui};
use crate::desk::widgets::{banner, icon};
use crate::exercise::fact::Phase;
use crate::exercise::order::Control;

/// Points, at 100 % text, from which the clock has its full size.
const WIDE: f32 = 1400.0;
/// Points, at 100 % text, under which what drives the clock goes to a row of its own.
const SNUG: f32 = 1130.0;
/// Paces that are offered, in exercise minutes a real minute.
const PACES: [u32; 9] = [1, 2, 6, 12, 30, 60, 120, 360, 720];
/// The trend of the score is against so long ago.
const TREND: Span = Span::mins(30);

/// What the bar remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct Top {
    skip_to: String,
    wrong: Option<String>,
}

pub(super) fn top_ui(ui: &mut Ui, desk: &mut ExconDesk, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    let wide = ui.available_width() / theme.grown(1.0);
    let (voice, high) = if wide >= WIDE {
        (Voice::Clock, theme.shape.sizes.clock)
    } else {
        (Voice::ClockSmall, theme.shape.control)
    };
    ui.horizontal(|ui| {
        ui.set_min_height(theme.grown(high + 8.0));
        clock_ui(ui, &input.directory.clock.show_secs(input.clock.now), run(input).on(input.line), voice);
        if wide >= SNUG {
            ui.separator();
            lead_ui(ui, desk, input, out);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            score_now_ui(ui, input);
            ui.separator();
            late_ui(ui, desk, input, wide >= SNUG);
        });
    });
    if wide < SNUG {
        ui.horizontal_wrapped(|ui| lead_ui(ui, desk, input, out));
    }
    if let Some(wrong) = &desk.top.wrong {
        banner::banner_ui(ui, banner::Tone::Alert, wrong, "");
    }
    if let Some(fault) = input.fault {
        banner::banner_ui(ui, banner::Tone::Alert, "The journal cannot be written: the clock stands", fault);
    }
    if input.clock.no_play {
        no_play_ui(ui, input, out);
    }
}

/// What drives the exercise, or whose that is.
fn lead_ui(ui: &mut Ui, desk: &mut ExconDesk, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    let Some(name) = input.controller else { return drive_ui(ui, desk, input, out) };
    let theme = Theme::of(ui);
    ui.label(theme.strong(name));
    ui.label(theme.muted("plays the injects and the White Cell; exercise control has the clock"));
}

fn act(out: &mut Vec<Out>, control: Control) {
    out.push(Out::Act(Box::new(control)));
}

fn run(input: &ExconInput<'_>) -> Run {
    match input.clock.phase {
        Phase::Ready => Run::Ready,
        Phase::Running => Run::Going { pace: input.clock.pace },
        Phase::Paused => Run::Paused,
        Phase::Ended => Run::Over,
    }
}

fn no_play_ui(ui: &mut Ui, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    banner::banner_ui(
        ui,
        banner::Tone::Alert,
        "NO PLAY: a real matter interrupts",
        "Nobody can act until it is declared over",
    );
    if input.leads() && act_button_ui(ui, "The real matter is over") {
        act(out, Control::NoPlay { seat: None, on: false });
    }
}

/// Start and pause, pace, skips, ENDEX.
fn drive_ui(ui: &mut Ui, desk: &mut ExconDesk, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    let phase = input.clock.phase;
    act_ui(ui, phase != Phase::Ended, |ui| {
        let (text, control) = match phase {
            Phase::Running => (format!("{} Pause", icon::PAUSE), Control::Pause),
            Phase::Ready => (format!("{} Start", icon::PLAY), Control::Start),
            Phase::Paused | Phase::Ended => (format!("{} Go on", icon::PLAY), Control::Start),
        };
        if primary_button_ui(ui, &text).on_hover_text("Space").clicked() {
            act(out, control);
        }
        pace_ui(ui, input, out);
        skip_ui(ui, desk, input, out);
        let end = Confirm {
            question: "End the exercise for everybody?",
            consequence: "Every seat stops at once. The journal is kept, the debrief opens",
            act: "End the exercise",
            back: "Keep going",
        };
        if confirm_button_ui(ui, "ENDEX", &end) {
            act(out, Control::Endex);
        }
    });
}

fn pace_ui(ui: &mut Ui, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    let shown = format!("{}×", input.clock.pace);
    let combo =
        egui::ComboBox::from_id_salt("pace").selected_text(theme.mono(shown)).width(theme.grown(72.0));
    let response = combo.show_ui(ui, |ui| {
        for pace in PACES {
            let text =
                if pace == input.script.pace { format!("{pace}×, as planned") } else { format!("{pace}×") };
            if ui.selectable_label(pace == input.clock.pace, text).clicked() && pace != input.clock.pace {
                act(out, Control::Pace { minutes: pace });
            }
        }
    });
    ui.ctx().accesskit_node_builder(response.response.id, |node| node.set_label("Pace"));
}

fn skip_ui(ui: &mut Ui, desk: &mut ExconDesk, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    let clock = input.directory.clock;
    let next = desk.digest.next(input.clock.now).and_then(|line| line.at);
    let text = next.map_or(format!("{} Next inject", icon::SKIP_FORWARD), |at| {
        format!("{} Next inject {}", icon::SKIP_FORWARD, clock.show(at))
    });
    let started = matches!(input.clock.phase, Phase::Running | Phase::Paused);
    let skip = ui.add_enabled(started && next.is_some(), egui::Button::new(text));
    if skip
        .on_disabled_hover_text(if started {
            "No inject has a time any more"
        } else {
            "Start the exercise first"
        })
        .clicked()
        && let Some(at) = next
    {
        act(out, Control::SkipTo { at });
    }
    ui.add_enabled_ui(started, |ui| skip_to_ui(ui, desk, input, out));
}

/// A moment of one's own to skip to.
fn skip_to_ui(ui: &mut Ui, desk: &mut ExconDesk, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    let clock = input.directory.clock;
    let hint = theme.muted(clock.show(At(input.clock.now.0 + Span::hours(1).0)));
    let edit = line_edit(&theme, &mut desk.top.skip_to).hint_text(hint).desired_width(theme.grown(84.0));
    let field = ui.add(edit);
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Skip to this moment"));
    let enter = field.lost_focus() && ui.input(|i| i.key_pressed(egui::Key::Enter));
    if (ui.button("Skip to").clicked() || enter) && !desk.top.skip_to.trim().is_empty() {
        match moment(input, &desk.top.skip_to) {
            Ok(at) => {
                act(out, Control::SkipTo { at });
                desk.top = Top::default();
            }
            Err(wrong) => desk.top.wrong = Some(wrong),
        }
    }
}

/// Reads a moment that must lie ahead.
fn moment(input: &ExconInput<'_>, text: &str) -> Result<At, String> {
    let at = input.directory.clock.parse(text.trim())?;
    if at <= input.clock.now {
        return Err(format!("{} has passed; time goes forward only", text.trim()));
    }
    Ok(at)
}

fn late_ui(ui: &mut Ui, desk: &ExconDesk, input: &ExconInput<'_>, words: bool) {
    let theme = Theme::of(ui);
    let c = &theme.colors;
    let idle = desk.digest.idle_count(input);
    let text = match idle {
        _ if !words => format!("{idle} idle"),
        1 => "1 idle seat".to_owned(),
        _ => format!("{idle} idle seats"),
    };
    ui.label(theme.say(Voice::Body, text).color(if idle > 0 { c.warn.0 } else { c.muted.0 }));
    let overdue = desk.digest.overdue_count();
    let (mark, color) =
        if overdue > 0 { (icon::WARNING_OCTAGON, c.alert.0) } else { (icon::CHECK, c.muted.0) };
    ui.label(theme.say(Voice::Strong, format!("{mark} {overdue} overdue")).color(color));
}

fn score_now_ui(ui: &mut Ui, input: &ExconInput<'_>) {
    let theme = Theme::of(ui);
    let judged = input.score.map_or(Judged::NotYet, Judged::overall);
    let Some(now) = judged.figure() else {
        ui.label(theme.muted(format!("Score: {}", judged.words()))).on_hover_text(judged.why());
        return;
    };
    let (text, said) = trend(input, now);
    let label = ui.label(theme.say(Voice::Strong, text));
    label.on_hover_text(said);
    ui.label(theme.say(Voice::Display, format!("{:.2}", now.as_f64())));
    ui.label(theme.muted("Score"));
}

/// Against half an hour of exercise ago.
fn trend(input: &ExconInput<'_>, now: Ppm) -> (String, String) {
    let then = At(input.clock.now.0.saturating_sub(TREND.0));
    let place = input.history.partition_point(|s| s.at <= then);
    let before = place.checked_sub(1).map(|p| &input.history[p]);
    let Some(before) = before.and_then(|then| Judged::of(then.overall, then.assessed).figure()) else {
        return (String::new(), "No score half an hour ago".to_owned());
    };
    let change = now.as_f64() - before.as_f64();
    let mark = if change > 0.005 {
        icon::TREND_UP
    } else if change < -0.005 {
        icon::TREND_DOWN
    } else {
        icon::MINUS
    };
    (format!("{mark} {:.2}", change.abs()), "Against half an hour of exercise ago".to_owned())
}
