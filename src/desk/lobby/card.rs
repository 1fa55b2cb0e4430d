//! A scenario as a card.

use egui::text::LayoutJob;
use egui::{
    Align, CursorIcon, FontSelection, Frame, Label, Layout, Margin, RichText, Sense, Stroke, StrokeKind, Ui,
    UiBuilder, Vec2, WidgetInfo, WidgetText, WidgetType,
};

use super::model::Card;
use crate::base::excerpt::count;
use crate::desk::Theme;
use crate::desk::theme::Voice;
use crate::desk::widgets::icon;

/// Least width of a card, in points at 100 %.
const WIDTH: f32 = 320.0;
/// Height of a card.
const HEIGHT: f32 = 168.0;

/// The cards in a grid; the id of the one that was chosen.
pub(super) fn cards_ui(ui: &mut Ui, cards: &[Card], chosen: Option<&str>) -> Option<String> {
    let theme = Theme::of(ui);
    let gap = theme.shape.space.l;
    let room = ui.available_width();
    let columns = ((room + gap) / (theme.grown(WIDTH) + gap)).floor().max(1.0);
    let width = ((room - gap * (columns - 1.0)) / columns).min(theme.grown(WIDTH * 1.5));
    let mut picked = None;
    for row in cards.chunks(columns as usize) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            for card in row {
                if card_ui(ui, card, width, chosen == Some(card.id.as_str())) {
                    picked = Some(card.id.clone());
                }
            }
        });
        ui.add_space(gap - theme.shape.space.s);
    }
    picked
}

fn card_ui(ui: &mut Ui, card: &Card, width: f32, chosen: bool) -> bool {
    let theme = Theme::of(ui);
    let c = &theme.colors;
    let (rect, response) = ui.allocate_exact_size(Vec2::new(width, theme.grown(HEIGHT)), Sense::click());
    let fill = if response.hovered() { c.surfaces.raised } else { c.surfaces.panel };
    let border = match (response.has_focus(), chosen) {
        (true, _) => Stroke::new(2.0, c.accent.0),
        (false, true) => Stroke::new(2.0, c.select.0),
        (false, false) => Stroke::new(theme.shape.hairline, c.line.0),
    };
    ui.painter().rect(rect, theme.shape.radius, fill, border, StrokeKind::Inside);
    let inner = rect.shrink(theme.shape.space.l);
    let mut inside =
        ui.new_child(UiBuilder::new().id_salt(&card.id).max_rect(inner).layout(Layout::top_down(Align::Min)));
    inside.set_clip_rect(inner.intersect(ui.clip_rect()));
    words_ui(&mut inside, card);
    let said = format!("{}. {}. {}. {}", card.title, card.summary, facts(card), check(card));
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(WidgetType::RadioButton, enabled, chosen, &said));
    response.on_hover_cursor(CursorIcon::PointingHand).clicked()
}

/// Facts and check stand at the foot, whatever the summary says; what does not fit of it ends in dots.
fn words_ui(ui: &mut Ui, card: &Card) {
    let theme = Theme::of(ui);
    let c = &theme.colors;
    ui.spacing_mut().item_spacing.y = theme.shape.space.xs;
    ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
        let (mark, color) = match (card.errors, card.warnings) {
            (0, 0) => (icon::CHECK_CIRCLE, c.ok.0),
            (0, _) => (icon::WARNING, c.warn.0),
            _ => (icon::WARNING_OCTAGON, c.alert.0),
        };
        ui.label(theme.say(Voice::Small, format!("{mark} {}", check(card))).color(color));
        ui.add(Label::new(theme.note(facts(card))).wrap());
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            ui.add(Label::new(theme.say(Voice::Title, &card.title)).truncate());
            summary_ui(ui, theme.body(&card.summary));
        });
    });
}

/// As many lines as there is room for.
fn summary_ui(ui: &mut Ui, summary: RichText) {
    let text = WidgetText::from(summary).into_layout_job(ui.style(), FontSelection::Default, Align::Center);
    let mut job = LayoutJob::clone(&text);
    job.wrap.max_width = ui.available_width();
    let whole = ui.painter().layout_job(job.clone());
    let line = whole.rect.height() / whole.rows.len().max(1) as f32;
    job.wrap.max_rows = (ui.available_height() / line).floor().max(1.0) as usize;
    ui.add(Label::new(ui.painter().layout_job(job)));
}

/// `2 h · 3 states · 6 seats · introductory`.
fn facts(card: &Card) -> String {
    if card.seats.is_empty() {
        return "cannot be read".to_owned();
    }
    let mut facts = vec![
        format!("{} at {}× real time", card.length, card.pace),
        count(card.states.len(), "state"),
        count(card.seats.len(), "seat"),
    ];
    if !card.difficulty.is_empty() {
        facts.push(card.difficulty.clone());
    }
    facts.join(" · ")
}

/// What the check found, in words.
fn check(card: &Card) -> String {
    match (card.errors, card.warnings) {
        (0, 0) => "checked".to_owned(),
        (0, warnings) => format!("checked, {}", count(warnings, "warning")),
        (errors, _) => count(errors, "error"),
    }
}

/// What was found in a scenario.
pub(super) fn findings_ui(ui: &mut Ui, card: &Card) {
    let theme = Theme::of(ui);
    let c = &theme.colors;
    let frame = Frame::new()
        .fill(c.surfaces.raised.0)
        .corner_radius(theme.shape.radius)
        .inner_margin(Margin::same(theme.shape.space.m as i8));
    let title =
        format!("{} {}", if card.errors > 0 { icon::WARNING_OCTAGON } else { icon::WARNING }, check(card));
    egui::CollapsingHeader::new(theme.strong(title)).default_open(card.errors > 0).show(ui, |ui| {
        frame.show(ui, |ui| {
            for finding in &card.findings {
                let color = if finding.error { c.alert.0 } else { c.warn.0 };
                let word = if finding.error { "error" } else { "warning" };
                ui.label(theme.say(Voice::MonoSmall, format!("{word} · {}", finding.place)).color(color));
                ui.add(Label::new(theme.body(&finding.message)).wrap());
            }
            let more = (card.errors + card.warnings).saturating_sub(card.findings.len());
            if more > 0 {
                ui.label(theme.note(format!("and {more} more: startex check shows all")));
            }
        });
    });
}
