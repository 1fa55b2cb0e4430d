//! Which state is under the pointer, and which was clicked.

use bevy::prelude::*;
use bevy::window::PrimaryWindow;

use super::atlas::Atlas;
use super::camera::StageCamera;
use super::{StageArea, StageView};

/// The state under the pointer, by ISO code, if it takes part.
#[derive(Resource, Clone, Debug, Default, PartialEq, Eq)]
pub struct StageHover(pub Option<String>);

/// A state was clicked.
#[derive(Message, Clone, Debug, PartialEq, Eq)]
pub struct StageClicked(pub String);

pub(super) fn look(
    window: Option<Single<&Window, With<PrimaryWindow>>>,
    camera: Single<(&Camera, &GlobalTransform), With<StageCamera>>,
    buttons: Res<ButtonInput<MouseButton>>,
    (area, view, atlas): (Res<StageArea>, Res<StageView>, Res<Atlas>),
    mut hover: ResMut<StageHover>,
    mut clicked: MessageWriter<StageClicked>,
) {
    let (camera, place) = *camera;
    let pointer = window.and_then(|w| w.cursor_position()).filter(|p| area.0.is_some_and(|r| r.contains(*p)));
    let under = pointer
        .and_then(|p| camera.viewport_to_world_2d(place, p).ok())
        .and_then(|p| atlas.at(p))
        .filter(|shape| view.states.contains_key(&shape.code))
        .map(|shape| shape.code.clone());
    if let Some(code) = under.as_ref().filter(|_| buttons.just_pressed(MouseButton::Left)) {
        clicked.write(StageClicked(code.clone()));
    }
    hover.set_if_neq(StageHover(under));
}
