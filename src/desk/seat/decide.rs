//! The column where one decides: the verbs, the form of the chosen one, and what was sent.

use egui::{Button, Frame, Margin, Panel, ScrollArea, Ui, Vec2};

use super::draft::Draft;
use super::feedback::feedback_ui;
use super::fields::picker::Picker;
use super::fields::{Cx, said_ui};
use super::verbs::{self, VerbKind};
use super::{Out, SeatDesk, SeatInput, check, forms, orders, team};
use crate::desk::Theme;
use crate::desk::theme::Voice;
use crate::desk::widgets::button::primary_button_ui;
use crate::desk::widgets::foot::foot_ui;
use crate::desk::widgets::{banner, icon, key, section};
use crate::exercise::fact::Phase;
use crate::exercise::refusal::Refusal;
use crate::scenario::words::Help;

/// A form that is open, or was kept for later.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FormState {
    /// Its verb.
    pub kind: VerbKind,
    /// What it says.
    pub draft: Draft,
    pub(super) to: Picker,
    pub(super) announced: Picker,
    /// Its order is on the way.
    pub(super) tag: Option<u32>,
    pub(super) refusal: Option<Refusal>,
    /// What it says is made of this draft of a colleague.
    pub(super) of_draft: Option<u32>,
}

impl FormState {
    pub(super) fn new(kind: VerbKind, draft: Draft) -> Self {
        Self { kind, draft, ..Self::default() }
    }
}

pub(super) fn decide_ui(ui: &mut Ui, desk: &mut SeatDesk, input: &SeatInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    let space = &theme.shape.space;
    let height = if desk.form.is_some() { 0.24 } else { 0.4 } * ui.available_height();
    Panel::bottom("seat orders")
        .exact_size(height.max(theme.grown(110.0)))
        .resizable(false)
        .frame(Frame::new().inner_margin(Margin { top: space.s as i8, ..Margin::ZERO }))
        .show(ui, |ui| orders::orders_ui(ui, desk, input));
    probe_banner_ui(ui, desk, input);
    check::check_ui(ui, desk, input, out);
    if desk.form.is_some() {
        form_ui(ui, desk, input, out);
    } else if input.view.phase == Phase::Ended && !input.directory.questionnaire.is_empty() {
        feedback_ui(ui, desk, input, out);
    } else {
        verbs_ui(ui, desk, input, out);
    }
}

/// A question of the exercise is open: it stands above everything until it is answered.
fn probe_banner_ui(ui: &mut Ui, desk: &mut SeatDesk, input: &SeatInput<'_>) {
    let answered = |n: u32| {
        input.orders.iter().any(|sent| {
            matches!(&sent.verb, crate::exercise::order::Verb::Probe { question, .. } if question.number() == Some(n))
                && !matches!(sent.fate, super::Fate::Refused(_))
        })
    };
    let waits = |n: u32| !input.view.answered.contains(&n) && !answered(n);
    let open = input.view.probes.iter().find(|(n, p)| !p.closed && waits(**n));
    let Some((_, probe)) = open.filter(|_| desk.form.as_ref().is_none_or(|f| f.kind != VerbKind::Probe))
    else {
        return;
    };
    let left = probe.until.since(input.now);
    banner::banner_ui(
        ui,
        banner::Tone::Note,
        &format!("A question of the exercise, {left} left"),
        probe.ask.get("en"),
    );
    ui.horizontal(|ui| {
        if ui.button("Answer the question").clicked() {
            desk.open(VerbKind::Probe, input);
        }
        key::key_ui(ui, VerbKind::Probe.key().name());
    });
    ui.add_space(Theme::of(ui).shape.space.s);
}

/// The verbs in two columns, each with its key.
fn verbs_ui(ui: &mut Ui, desk: &mut SeatDesk, input: &SeatInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    section::section_ui(ui, "Decide", "", |_| {});
    if let Some(why) = input.why_not() {
        ui.add(egui::Label::new(theme.note(format!("{} {why}", icon::INFO))).wrap());
    }
    let offered = verbs::offered(input, desk.inbox.open_asks(input).len());
    let mut chosen = None;
    ScrollArea::vertical().id_salt("verbs").auto_shrink(false).show(ui, |ui| {
        team::team_ui(ui, desk, input, out);
        drafts_ui(ui, desk);
        let gap = theme.shape.space.s;
        let width = (ui.available_width() - gap) / 2.0;
        ui.spacing_mut().item_spacing = Vec2::new(gap, theme.shape.space.xs);
        for pair in offered.chunks(2) {
            ui.horizontal(|ui| {
                for kind in pair {
                    if verb_button_ui(ui, *kind, width, input.directory.help) {
                        chosen = Some(*kind);
                    }
                }
            });
        }
    });
    if let Some(kind) = chosen {
        desk.open(kind, input);
        desk.focus_form = true;
    }
}

fn verb_button_ui(ui: &mut Ui, kind: VerbKind, width: f32, help: Help) -> bool {
    let theme = Theme::of(ui);
    let letter = theme.say(Voice::MonoSmall, kind.key().name()).color(theme.colors.muted.0);
    let button = Button::new(theme.body(format!("{} {}", kind.icon(), kind.name())))
        .right_text(letter)
        .min_size(Vec2::new(width, theme.grown(theme.shape.control)))
        .truncate();
    let response = ui.add_sized([width, theme.grown(theme.shape.control)], button);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Button, true, kind.name()));
    let response = if help == Help::None { response } else { response.on_hover_text(kind.hint()) };
    response.clicked()
}

/// Drafts that were kept.
fn drafts_ui(ui: &mut Ui, desk: &mut SeatDesk) {
    if desk.drafts.is_empty() {
        return;
    }
    let theme = Theme::of(ui);
    ui.label(theme.note("Drafts"));
    let mut opened = None;
    for (place, form) in desk.drafts.iter().enumerate() {
        let words: Vec<&str> = form.draft.text.split_whitespace().take(8).collect();
        let text = format!("{} {}: {}", form.kind.icon(), form.kind.name(), words.join(" "));
        let button = Button::new(theme.body(text)).min_size(Vec2::new(ui.available_width(), 0.0)).truncate();
        if ui.add(button).clicked() {
            opened = Some(place);
        }
    }
    ui.add_space(theme.shape.space.s);
    if let Some(place) = opened {
        desk.form = Some(desk.drafts.remove(place));
    }
}

fn form_ui(ui: &mut Ui, desk: &mut SeatDesk, input: &SeatInput<'_>, out: &mut Vec<Out>) {
    let focus = std::mem::take(&mut desk.focus_form);
    let Some(mut form) = desk.form.take() else { return };
    let theme = Theme::of(ui);
    let title = format!("{} {}", form.kind.icon(), form.kind.name());
    let back = section::section_ui(ui, &title, "", |ui| {
        let back = ui.button(format!("{} All decisions", icon::ARROW_LEFT));
        back.on_hover_text("Escape").clicked()
    });
    let sent = form.tag.is_some();
    let (send, keep) = foot_ui(ui, "seat send", |ui| {
        ui.add_space(theme.shape.space.s);
        send_row_ui(ui, input, (sent, form.of_draft))
    });
    ScrollArea::vertical().id_salt(("form", form.kind)).auto_shrink(false).show(ui, |ui| {
        // Room for the scroll bar, so that fields do not jump when it comes.
        ui.set_max_width(ui.available_width() - theme.shape.space.s);
        ui.spacing_mut().item_spacing.y = theme.shape.space.m;
        let refusal = form.refusal.clone();
        let mut cx = Cx { input: *input, refusal: refusal.as_ref(), focus };
        if cx.hints() {
            ui.add(egui::Label::new(theme.note(form.kind.hint())).wrap());
        }
        if let Some(refusal) = refusal.as_ref().filter(|r| r.field.is_none()) {
            said_ui(ui, refusal);
        }
        ui.add_enabled_ui(!sent, |ui| forms::form_ui(ui, &mut cx, &mut form));
        ui.add_space(theme.shape.space.m);
    });
    desk.form = Some(form);
    if send {
        desk.send(input, out);
    } else if keep {
        desk.keep();
    } else if back && !sent {
        desk.form = None;
    }
}

/// Send and keep; why not, while nothing can be sent.
fn send_row_ui(ui: &mut Ui, input: &SeatInput<'_>, (sent, of_draft): (bool, Option<u32>)) -> (bool, bool) {
    let theme = Theme::of(ui);
    let why = input.why_not();
    if let Some(why) = why {
        ui.add(egui::Label::new(theme.note(format!("{} {why}", icon::INFO))).wrap());
    }
    ui.horizontal(|ui| {
        let text = match (sent, of_draft) {
            (true, _) => "Sending",
            (false, Some(_)) => "Release",
            (false, None) if !input.releases() => "Lay it before who releases",
            (false, None) => "Send",
        };
        let send = ui
            .add_enabled_ui(why.is_none() && !sent, |ui| {
                primary_button_ui(ui, &format!("{} {text}", icon::PAPER_PLANE_RIGHT)).clicked()
            })
            .inner;
        key::key_ui(ui, "Ctrl+Enter");
        ui.add_space(theme.shape.space.s);
        let keep = ui.add_enabled(!sent, Button::new("Save draft")).on_hover_text("Ctrl+S").clicked();
        (send, keep)
    })
    .inner
}

/// The fields of a form alone, for those who put down what a seat said aloud.
pub(in crate::desk) fn fields_ui(ui: &mut Ui, input: &SeatInput<'_>, form: &mut FormState) {
    let refusal = form.refusal.clone();
    let mut cx = Cx { input: *input, refusal: refusal.as_ref(), focus: false };
    if let Some(refusal) = refusal.as_ref().filter(|r| r.field.is_none()) {
        said_ui(ui, refusal);
    }
    forms::form_ui(ui, &mut cx, form);
}
