//! The key of the map, over its lower left corner: what the layers that are on mean.

use egui::{Align2, Frame, Grid, Margin, Rect, Sense, Stroke, Ui, UiBuilder, Vec2};

use super::Layers;
use crate::desk::Theme;
use crate::desk::widgets::{flow, service};
use crate::scenario::words::ServiceStep;

/// Draws the key into the rectangle of the map.
pub(super) fn legend_ui(ui: &mut Ui, map: Rect, layers: Layers) {
    let theme = Theme::of(ui);
    let space = &theme.shape.space;
    let room = map.shrink(space.s);
    if layers == (Layers { services: false, awareness: false, obligations: false, messages: false })
        || room.height() < theme.grown(160.0)
    {
        return;
    }
    let id = ui.id().with("map key size");
    let size = ui.data(|data| data.get_temp(id)).unwrap_or(room.size());
    let place = Align2::LEFT_BOTTOM.align_size_within_rect(size, room);
    let mut key = ui.new_child(UiBuilder::new().id_salt("map key").max_rect(place));
    let drawn = Frame::new()
        .fill(theme.colors.surfaces.panel.0)
        .stroke(Stroke::new(theme.shape.hairline, theme.colors.line.0))
        .corner_radius(theme.shape.radius)
        .inner_margin(Margin::same(space.s as i8))
        .show(&mut key, |ui| {
            ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Extend);
            ui.spacing_mut().item_spacing.y = 2.0;
            // Rows of text, not of controls: they are as high as their letters.
            ui.spacing_mut().interact_size.y = 0.0;
            rows_ui(ui, layers);
        });
    let drawn = drawn.response.rect.size();
    // The first time it is not known how large it is: it is placed with the next pass.
    if drawn != size {
        ui.data_mut(|data| data.insert_temp(id, drawn));
        ui.ctx().request_discard("the key of the map has another size");
    }
}

/// Narrow, so that it hides as little of the map as can be.
fn rows_ui(ui: &mut Ui, layers: Layers) {
    let theme = Theme::of(ui);
    if layers.services {
        ui.label(theme.note("Fill: the worst service"));
        Grid::new("map key services").num_columns(2).spacing([theme.shape.space.m, 2.0]).show(ui, |ui| {
            let all: Vec<service::Known> = ServiceStep::ALL.iter().copied().map(Some).chain([None]).collect();
            for pair in all.chunks(2) {
                for known in pair {
                    service_ui(ui, *known);
                }
                ui.end_row();
            }
        });
    }
    if layers.messages {
        ui.label(theme.note("Arcs: the last hour"));
        flow::flow_key_ui(ui);
    }
    if layers.awareness {
        ui.label(theme.note("3 of 5: intelligence held,\nof all that anybody holds"));
    }
    if layers.obligations {
        ui.label(theme.note("1 late, 2 due: duties"));
    }
}

fn service_ui(ui: &mut Ui, known: service::Known) {
    let theme = Theme::of(ui);
    ui.horizontal(|ui| {
        let side = theme.grown(theme.shape.sizes.small);
        let (rect, _) = ui.allocate_exact_size(Vec2::splat(side), Sense::hover());
        service::paint_mark(ui.painter(), &theme, rect.center(), side * 0.42, known);
        ui.label(theme.note(service::word(known)));
    });
}
