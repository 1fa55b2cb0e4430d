//! The EXERCISE marking: on every screen, from the one function that reports use too.

use egui::text::{LayoutJob, TextFormat};
use egui::{Align2, Response, Sense, Stroke, Ui, Vec2, WidgetInfo, WidgetType};

use crate::base::marking::marking;
use crate::desk::Theme;
use crate::desk::theme::{NONE, Voice};
use crate::scenario::words::Tlp;

/// The marking in a line of other things: a top bar.
pub fn marking_ui(ui: &mut Ui, name: &str, ceiling: Tlp) -> Response {
    let text = marking(name, ceiling);
    let galley = ui.painter().layout_job(job(&Theme::of(ui), &text, ceiling));
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::hover());
    ui.painter().galley(rect.min, galley, Theme::of(ui).colors.exercise.0);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, &text));
    response
}

/// The marking as a panel over the whole width of a desk: the first that a desk draws.
pub fn marking_panel_ui(ui: &mut Ui, name: &str, ceiling: Tlp) {
    let panel = egui::Panel::top("marking").show_separator_line(false).frame(egui::Frame::NONE);
    panel.show(ui, |ui| marking_bar_ui(ui, name, ceiling));
}

/// The marking as a bar over the whole width.
pub fn marking_bar_ui(ui: &mut Ui, name: &str, ceiling: Tlp) -> Response {
    let theme = Theme::of(ui);
    let text = marking(name, ceiling);
    let size = Vec2::new(ui.available_width(), theme.grown(theme.shape.space.xl));
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let galley = ui.painter().layout_job(job(&theme, &text, ceiling));
    let painter = ui.painter().with_clip_rect(rect);
    painter.rect_filled(rect, 0.0, theme.colors.surfaces.bg);
    painter.hline(rect.x_range(), rect.bottom() - 1.0, Stroke::new(2.0, theme.colors.exercise.0));
    let at = Align2::CENTER_CENTER.anchor_size(rect.center() - Vec2::new(0.0, 1.0), galley.size());
    painter.galley(at.min, galley, theme.colors.exercise.0);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, &text));
    response
}

/// The text in the marking's colour; its TLP word as the standard asks.
fn job(theme: &Theme, text: &str, ceiling: Tlp) -> LayoutJob {
    let word = ceiling.to_string();
    let lead = text.strip_suffix(&word).unwrap_or(text);
    let font = theme.font(Voice::Strong);
    let mut job = LayoutJob::default();
    let format =
        |color, background| TextFormat { font_id: font.clone(), color, background, ..Default::default() };
    job.append(lead, 0.0, format(theme.colors.exercise.0, NONE));
    job.append(&format!(" {word} "), 0.0, format(theme.tlp(ceiling), theme.shape.tlp.plate.0));
    job
}
