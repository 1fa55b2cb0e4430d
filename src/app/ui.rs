//! What every screen draws on: the theme, once, and egui's root.

use bevy::prelude::*;
use bevy_egui::{EguiContext, EguiContexts, EguiPreUpdateSet, EguiPrimaryContextPass, PrimaryEguiContext};
use egui::{Id, LayerId, Ui, UiBuilder};

use super::look::{self, Look};
use crate::stage::StageTheme;

/// A button that is down longer than this was not clicked.
const CLICK_SECS: f64 = 10.0;

/// Before the screens draw: what holds on all of them.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct BeforeScreens;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Look>()
        .add_systems(
            PreUpdate,
            dress.after(EguiPreUpdateSet::InitContexts).before(EguiPreUpdateSet::ProcessInput),
        )
        .add_systems(EguiPrimaryContextPass, look::keys.in_set(BeforeScreens));
}

/// Gives a new context its look, and all of them when the person chose another: before the pass, since fonts come with
/// the next one.
fn dress(
    look: Res<Look>,
    mut stage: ResMut<StageTheme>,
    all: Query<&mut EguiContext, With<PrimaryEguiContext>>,
    new: Query<(), Added<PrimaryEguiContext>>,
) {
    if !look.is_changed() && new.is_empty() {
        return;
    }
    let theme = look.theme();
    for mut context in all {
        let ctx = context.get_mut();
        theme.apply(ctx);
        ctx.options_mut(|options| {
            // The same keys grow the text, without growing what should stay.
            options.zoom_with_keyboard = false;
            // Between two slow frames (software rendering, a busy machine) a click would be taken for a long press.
            options.input_options.max_click_duration = CLICK_SECS;
        });
    }
    stage.set_if_neq(StageTheme(theme));
}

/// Draws on the root of the window: bevy_egui throws egui's own away. One call a frame.
pub(super) fn root_ui(contexts: &mut EguiContexts<'_, '_>, draw: impl FnOnce(&mut Ui)) -> Result {
    let ctx = contexts.ctx_mut()?.clone();
    let builder = UiBuilder::new().layer_id(LayerId::background()).max_rect(ctx.viewport_rect());
    draw(&mut Ui::new(ctx, Id::new("root"), builder));
    Ok(())
}
