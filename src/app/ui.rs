//! What every screen draws on: the theme, once, and egui's root.

use bevy::prelude::*;
use bevy_egui::{EguiContext, EguiContexts, EguiPreUpdateSet, PrimaryEguiContext};
use egui::{Id, LayerId, Ui, UiBuilder};

use crate::desk::Theme;
use crate::desk::theme::Mode;

/// The theme of the window, as the person chose it.
#[derive(Resource, Clone, Debug)]
pub(super) struct WindowTheme(pub(super) Theme);

pub(super) fn plugin(app: &mut App) {
    app.insert_resource(WindowTheme(Theme::new(Mode::Dark))).add_systems(
        PreUpdate,
        dress.after(EguiPreUpdateSet::InitContexts).before(EguiPreUpdateSet::ProcessInput),
    );
}

/// Gives a new context its look, and all of them when the person chose another: before the pass, since fonts come with
/// the next one.
fn dress(
    theme: Res<WindowTheme>,
    all: Query<&mut EguiContext, With<PrimaryEguiContext>>,
    new: Query<(), Added<PrimaryEguiContext>>,
) {
    if !theme.is_changed() && new.is_empty() {
        return;
    }
    for mut context in all {
        theme.0.apply(context.get_mut());
    }
}

/// Draws on the root of the window: bevy_egui throws egui's own away. One call a frame.
pub(super) fn root_ui(contexts: &mut EguiContexts<'_, '_>, draw: impl FnOnce(&mut Ui)) -> Result {
    let ctx = contexts.ctx_mut()?.clone();
    let builder = UiBuilder::new().layer_id(LayerId::background()).max_rect(ctx.viewport_rect());
    draw(&mut Ui::new(ctx, Id::new("root"), builder));
    Ok(())
}
