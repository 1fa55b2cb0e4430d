//! Draws the whole map anew from what it shows.

use bevy::prelude::*;
use bevy::sprite::Text2d;
use bevy::sprite_render::AlphaMode2d;
use bevy::text::{Font, FontSize, TextColor, TextFont};
use egui::Color32;

use super::atlas::{Atlas, Shape};
use super::camera::StageScale;
use super::geometry::Pieces;
use super::label::Place;
use super::{Arc, LAYER, StageTheme, StageView, label};
use crate::desk::Theme;
use crate::desk::theme::{Mode, fonts};
use crate::desk::widgets::service;

/// Everything of the map hangs below this entity: despawn it, and nothing is left.
#[derive(Component)]
pub struct Stage;

/// The face of the labels.
#[derive(Resource)]
pub struct LabelFont(Handle<Font>);

pub(super) fn load_font(mut commands: Commands, mut fonts: ResMut<Assets<Font>>) {
    commands.insert_resource(LabelFont(fonts.add(Font::from_bytes(fonts::INTER_SEMIBOLD.to_vec()))));
}

/// A colour of the theme as Bevy has it.
pub(super) fn color(color: Color32) -> Color {
    let [r, g, b, a] = color.to_srgba_unmultiplied();
    #[expect(clippy::disallowed_methods, reason = "the one place where a token becomes a Bevy colour")]
    Color::srgba_u8(r, g, b, a)
}

/// Whether what is drawn no longer is what should be.
pub(super) fn stale(
    view: Res<StageView>,
    theme: Res<StageTheme>,
    scale: Res<StageScale>,
    stage: Query<(), With<Stage>>,
) -> bool {
    stage.is_empty() || view.is_changed() || theme.is_changed() || scale.is_changed()
}

/// What a drawing needs at hand.
pub(super) struct Brush<'w, 's, 'a> {
    pub(super) commands: Commands<'w, 's>,
    pub(super) stage: Entity,
    meshes: &'a mut Assets<Mesh>,
    inks: &'a mut Assets<ColorMaterial>,
    atlas: &'a Atlas,
    pub(super) theme: &'a Theme,
    pub(super) font: Handle<Font>,
    /// Kilometres to a pixel.
    pub(super) km: f32,
}

/// Half the size of a label, in pixels.
const LABEL_HALF: Vec2 = Vec2::new(11.0, 7.0);

/// From so many arcs on each is drawn thinner.
const MANY: usize = 10;

/// Despawns the map and draws it anew.
#[expect(clippy::too_many_arguments, reason = "a Bevy system takes what it needs as arguments")]
pub fn rebuild(
    mut commands: Commands,
    old: Query<Entity, With<Stage>>,
    view: Res<StageView>,
    theme: Res<StageTheme>,
    atlas: Res<Atlas>,
    scale: Res<StageScale>,
    font: Res<LabelFont>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut inks: ResMut<Assets<ColorMaterial>>,
) {
    for entity in &old {
        commands.entity(entity).despawn();
    }
    let stage = commands.spawn((Name::new("Map"), Stage, Transform::default(), Visibility::default())).id();
    let mut brush = Brush {
        commands,
        stage,
        meshes: &mut meshes,
        inks: &mut inks,
        atlas: &atlas,
        theme: &theme.0,
        font: font.0.clone(),
        km: scale.0,
    };
    // Ground that belongs to somebody else who takes part: no place for the label of a small neighbour.
    let foreign = |code: &str, at: Vec2| {
        atlas.at(at).is_some_and(|other| other.code != code && view.states.contains_key(&other.code))
    };
    brush.backdrop(&atlas.around());
    let part = atlas.shapes.iter().filter(|shape| view.states.contains_key(&shape.code));
    let labels = label::places(part, LABEL_HALF * brush.km, foreign);
    for shape in &atlas.shapes {
        match view.states.get(&shape.code) {
            Some(known) => {
                let chosen = view.chosen.as_deref() == Some(&shape.code);
                brush.state(shape, *known, chosen);
                let Some(place) = labels.get(&*shape.code).copied() else { continue };
                brush.label(shape, *known, place);
                brush.marks(shape, place.at, view.awareness.get(&shape.code), view.duties.get(&shape.code));
            }
            None => brush.backdrop(shape),
        }
    }
    let thin = if view.arcs.len() > MANY { 0.6 } else { 1.0 };
    for arc in &view.arcs {
        if let (Some(from), Some(to)) = (atlas.shape(&arc.from), atlas.shape(&arc.to)) {
            brush.arc(arc, from.label, to.label, thin);
        }
    }
}

impl Brush<'_, '_, '_> {
    /// A neighbour that does not take part, and the land around.
    fn backdrop(&mut self, shape: &Shape) {
        let map = &self.theme.colors.map;
        let (land, coast) = (map.land.0, map.coast.0);
        let name = format!("Backdrop {}", shape.code);
        self.ink(Pieces::default().fill(shape), land, 0.0, &name);
        self.ink(self.outline(shape, 1.0), coast, 1.0, &name);
    }

    /// Coasts and borders, so many pixels wide.
    fn outline(&self, shape: &Shape, pixels: f32) -> Pieces {
        Pieces::default().outline(shape, pixels * self.km, |a, b| self.atlas.is_cut(a, b))
    }

    /// A state that takes part: its fill, its border, hatching where nothing is known.
    fn state(&mut self, shape: &Shape, known: service::Known, chosen: bool) {
        let fill = service::color(self.theme, known);
        let name = format!("State {}", shape.code);
        self.ink(Pieces::default().fill(shape), fill, 2.0, &name);
        if known.is_none() {
            let lines = Pieces::default().hatch(shape, 7.0 * self.km, self.km);
            self.ink(lines, self.theme.colors.map.hatch.0, 3.0, &name);
        }
        self.ink(self.outline(shape, 1.5), self.theme.colors.map.border.0, 4.0, &name);
        if chosen {
            self.ink(self.outline(shape, 3.0), self.theme.colors.accent.0, 5.0, &name);
        }
    }

    /// The code of a state: on a plate where it stands beside it.
    fn label(&mut self, shape: &Shape, known: service::Known, Place { at, fits }: Place) {
        const SIZE: f32 = 13.0;
        let half = LABEL_HALF * self.km;
        let fill = service::color(self.theme, known);
        let ink = if fits { self.theme.text_on(fill) } else { self.theme.colors.text.0 };
        let name = format!("Label {}", shape.code);
        if !fits {
            let plate = Pieces::default().plate(at, half * 1.15);
            self.ink(plate, self.theme.colors.surfaces.panel.faded(0.9), 8.5, &name);
        }
        self.commands.spawn((
            Name::new(name),
            Text2d::new(shape.code.clone()),
            TextFont { font: self.font.clone().into(), font_size: FontSize::Px(SIZE), ..default() },
            TextColor(color(ink)),
            // The camera shrinks kilometres to pixels: the text is made as much larger before.
            Transform::from_translation(at.extend(9.0)).with_scale(Vec3::splat(self.km)),
            LAYER.clone(),
            ChildOf(self.stage),
        ));
    }

    /// Something on its way; it fades with age. Kinds differ in colour and in stroke.
    /// Where there are many they are `thin`ner.
    fn arc(&mut self, arc: &Arc, from: Vec2, to: Vec2, thin: f32) {
        let share = 1.0 - 0.75 * arc.age.clamp(0.0, 1.0);
        let ink = arc.kind.color(self.theme).gamma_multiply(share);
        // Under each arc lies a wider dark one, so that it is seen on every fill and in both themes.
        let dark = match self.theme.mode {
            Mode::Dark => self.theme.colors.surfaces.bg,
            Mode::Light => self.theme.colors.text,
        };
        // Ends short of the labels, so that both stay readable.
        let gap = (to - from).normalize_or_zero() * (13.0 * self.km).min(from.distance(to) * 0.2);
        let name = format!("Arc {} to {}", arc.from, arc.to);
        let (from, to) = (from + gap, to - gap);
        for (width, color, height) in [(4.0, dark.faded(share), 7.9), (2.0, ink, 8.0)] {
            let (unit, width) = (2.0 * thin * self.km, width * thin * self.km);
            let bow = Pieces::default().bow((from, to), arc.both, unit, width, arc.kind.dash());
            self.ink(bow, color, height, &name);
        }
    }

    pub(super) fn ink(&mut self, pieces: Pieces, ink: Color32, height: f32, name: &str) {
        let alpha_mode = if ink.a() == 255 { AlphaMode2d::Opaque } else { AlphaMode2d::Blend };
        let material = ColorMaterial { color: color(ink), alpha_mode, ..default() };
        self.commands.spawn((
            Name::new(name.to_owned()),
            Mesh2d(self.meshes.add(pieces.mesh())),
            MeshMaterial2d(self.inks.add(material)),
            Transform::from_xyz(0.0, 0.0, height),
            LAYER.clone(),
            ChildOf(self.stage),
        ));
    }
}
