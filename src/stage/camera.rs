//! The map's own camera: it looks at the states that take part, through the part of the screen that the desk gives.

use bevy::camera::visibility::RenderLayers;
use bevy::camera::{RenderTarget, ScalingMode, Viewport};
use bevy::prelude::*;

use super::atlas::Atlas;
use super::draw::color;
use super::{LAYER, StageArea, StageTarget, StageTheme, StageView};

/// The camera of the map.
#[derive(Component)]
pub(super) struct StageCamera;

/// Kilometres of map to a logical pixel: what is drawn in pixels is as wide at any zoom.
#[derive(Resource, Clone, Copy, Debug, PartialEq)]
pub struct StageScale(pub f32);

/// Room around the states that are looked at, as a share of their size.
const MARGIN: f32 = 0.1;
/// The map shows no less than this many kilometres, so that one small state is seen with its neighbours.
const LEAST_KM: f32 = 900.0;

pub(super) fn spawn(mut commands: Commands, target: Res<StageTarget>) {
    let mut projection = OrthographicProjection::default_2d();
    projection.scaling_mode = ScalingMode::Fixed { width: 1.0, height: 1.0 };
    commands.insert_resource(StageScale(1.0));
    commands.spawn((
        Name::new("Map camera"),
        StageCamera,
        Camera2d,
        // Below the desk, which is drawn over it.
        Camera { order: -1, is_active: false, ..default() },
        RenderTarget::clone(&target.0),
        Projection::from(projection),
        RenderLayers::clone(&LAYER),
    ));
}

/// Follows the area, the theme and the states that take part.
pub(super) fn place(
    area: Res<StageArea>,
    view: Res<StageView>,
    theme: Res<StageTheme>,
    atlas: Res<Atlas>,
    mut scale: ResMut<StageScale>,
    camera: Single<(&mut Camera, &mut Projection, &mut Transform), With<StageCamera>>,
) {
    let (mut camera, mut projection, mut transform) = camera.into_inner();
    let pixel = camera.target_scaling_factor().unwrap_or(1.0);
    let Some((viewport, size)) =
        area.0.zip(camera.physical_target_size()).and_then(|(r, full)| fit(r, pixel, full))
    else {
        if camera.is_active {
            camera.is_active = false;
        }
        return;
    };
    let seen = atlas.bounds(view.states.keys().map(String::as_str));
    let km = kilometres(seen, size);
    let shown = size * km;
    let same = camera.is_active
        && camera.viewport.as_ref().is_some_and(|v| {
            v.physical_position == viewport.physical_position && v.physical_size == viewport.physical_size
        })
        && transform.translation.truncate() == seen.center()
        && scale.0 == km
        && !theme.is_changed();
    if same {
        return;
    }
    camera.is_active = true;
    camera.clear_color = ClearColorConfig::Custom(color(theme.0.colors.map.sea.0));
    camera.viewport = Some(viewport);
    transform.translation = seen.center().extend(0.0);
    if let Projection::Orthographic(flat) = projection.as_mut() {
        flat.scaling_mode = ScalingMode::Fixed { width: shown.x, height: shown.y };
    }
    scale.set_if_neq(StageScale(km));
}

/// Kilometres to a logical pixel at which all of `seen` is in a pane of that size.
fn kilometres(seen: Rect, size: Vec2) -> f32 {
    let wish = (seen.size() * (1.0 + 2.0 * MARGIN)).max(Vec2::splat(LEAST_KM));
    (wish / size).max_element()
}

/// The area in physical pixels, within the target, and its logical size; nothing where it is too small to be seen.
fn fit(area: Rect, pixel: f32, full: UVec2) -> Option<(Viewport, Vec2)> {
    let min = (area.min * pixel).max(Vec2::ZERO).as_uvec2().min(full);
    let max = (area.max * pixel).max(Vec2::ZERO).as_uvec2().min(full);
    let size = max.saturating_sub(min);
    if size.x < 8 || size.y < 8 {
        return None;
    }
    let viewport = Viewport { physical_position: min, physical_size: size, ..default() };
    Some((viewport, size.as_vec2() / pixel))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MEMBERS: &str = "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE";

    #[test]
    fn the_map_ends_nowhere_in_the_pane_however_wide_it_is() {
        let atlas = Atlas::shipped();
        // The pane of exercise control's map in windows of 1600 × 900, 1280 × 720 and 2560 × 1080, and the room's.
        let panes = [(880.0, 352.0), (564.0, 260.0), (1840.0, 452.0), (960.0, 640.0), (1536.0, 760.0)];
        let [west, south, east, north] = atlas.far.frame;
        let land = Rect::new(west, south, east, north);
        for codes in [MEMBERS, "SI HR IT", "EE LV LT FI SE DK PL", "NO IS", "CY", "IE PT"] {
            let seen = atlas.bounds(codes.split(' '));
            for (width, height) in panes {
                let size = Vec2::new(width, height);
                let shown = Rect::from_center_size(seen.center(), size * kilometres(seen, size));
                assert!(land.contains(shown.min) && land.contains(shown.max), "{codes} in {size}: {shown:?}");
                assert!(shown.contains(seen.min) && shown.contains(seen.max), "{codes} in {size}");
            }
        }
    }
}
