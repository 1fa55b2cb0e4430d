//! A window at rest draws nothing: paused at most two frames in ten seconds, running two a second.

use std::time::Duration;

use bevy::prelude::*;
use bevy::winit::{UpdateMode, WinitSettings};
use bevy_egui::{EguiInput, EguiInputSet};

/// Without anything that moves, a frame each so often, in case somebody forgot to wake the window.
const REST: Duration = Duration::from_secs(60);

pub(super) fn plugin(app: &mut App) {
    app.insert_resource(WinitSettings {
        focused_mode: UpdateMode::reactive_low_power(REST),
        unfocused_mode: UpdateMode::reactive_low_power(REST),
    })
    .add_systems(PreUpdate, drop_unchanged_modifiers.after(EguiInputSet::WriteEguiEvents));
}

/// bevy_egui says every frame which modifier keys are down; egui asks for a frame on each event. Left alone, the two
/// keep each other awake for ever.
fn drop_unchanged_modifiers(
    inputs: Query<(Entity, &mut EguiInput)>,
    mut last: Local<Vec<(Entity, egui::Modifiers)>>,
) {
    for (entity, mut input) in inputs {
        let place = last.iter().position(|(of, _)| *of == entity).unwrap_or_else(|| {
            last.push((entity, egui::Modifiers::default()));
            last.len() - 1
        });
        let known = &mut last[place].1;
        input.events.retain(|event| match event {
            egui::Event::ModifiersChanged(now) => std::mem::replace(known, *now) != *now,
            _ => true,
        });
    }
}
