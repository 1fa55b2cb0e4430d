//! What stands beside the code of a state: how much of what is known it knows, and how it stands with its duties.

use bevy::prelude::*;
use bevy::sprite::Text2d;
use bevy::text::{FontSize, TextColor, TextFont};
use egui::Color32;

use super::atlas::Shape;
use super::draw::{Brush, color};
use super::geometry::Pieces;
use super::{Duties, LAYER, Share};

/// Size of the letters, in pixels.
const SIZE: f32 = 11.0;
/// Between two marks, in pixels.
const GAP: f32 = 4.0;
/// Half the size of the bar of a share, in pixels.
const SHARE: Vec2 = Vec2::new(21.0, 8.0);

impl Brush<'_, '_, '_> {
    /// The marks of a state in a row, at the right of its code: states lie closer from north to south.
    pub(super) fn marks(
        &mut self,
        shape: &Shape,
        code: Vec2,
        share: Option<&Share>,
        duties: Option<&Duties>,
    ) {
        let mut at = code + Vec2::X * 13.0 * self.km;
        if let Some(share) = share {
            self.share(shape, at + Vec2::X * SHARE.x * self.km, *share);
            at.x += (2.0 * SHARE.x + GAP) * self.km;
        }
        let Some(duties) = duties else { return };
        let c = &self.theme.colors;
        let (late, due) = (c.alert.0, c.surfaces.panel.0);
        for (count, word, fill) in [(duties.late, "late", late), (duties.due, "due", due)] {
            if count > 0 {
                let text = format!("{count} {word}");
                let half = half(&text) * self.km;
                at.x += half.x;
                self.plate(shape, at, half, fill);
                let ink = self.theme.text_on(fill);
                self.words(shape, at, text, ink);
                at.x += half.x + GAP * self.km;
            }
        }
    }

    /// A bar that fills, with its count in it.
    fn share(&mut self, shape: &Shape, at: Vec2, share: Share) {
        let half = SHARE * self.km;
        let (ground, fill) = (self.theme.colors.surfaces.panel.0, self.theme.colors.select.0);
        self.plate(shape, at, half, ground);
        if share.held > 0 {
            let part = (share.held as f32 / share.of.max(1) as f32).min(1.0);
            let filled = Vec2::new(half.x * part, half.y * 0.8);
            let left = at - Vec2::X * (half.x - filled.x);
            self.ink(Pieces::default().rect(left, filled), fill, 9.2, &format!("Share {}", shape.code));
        }
        let ink = self.theme.colors.text.0;
        self.words(shape, at, format!("{} of {}", share.held, share.of), ink);
    }

    /// The ground of a mark, with an edge, so that it stands out on every fill.
    fn plate(&mut self, shape: &Shape, at: Vec2, half: Vec2, fill: Color32) {
        let name = format!("Mark {}", shape.code);
        let edge = self.theme.colors.edge.0;
        self.ink(Pieces::default().rect(at, half + Vec2::splat(self.km)), edge, 9.0, &name);
        self.ink(Pieces::default().rect(at, half), fill, 9.1, &name);
    }

    fn words(&mut self, shape: &Shape, at: Vec2, text: String, ink: Color32) {
        self.commands.spawn((
            Name::new(format!("Mark {}", shape.code)),
            Text2d::new(text),
            TextFont { font: self.font.clone().into(), font_size: FontSize::Px(SIZE), ..default() },
            TextColor(color(ink)),
            Transform::from_translation(at.extend(9.5)).with_scale(Vec3::splat(self.km)),
            LAYER.clone(),
            ChildOf(self.stage),
        ));
    }
}

/// Half the size of a plate for a text, in pixels.
fn half(text: &str) -> Vec2 {
    Vec2::new(text.chars().count() as f32 * SIZE * 0.29 + 5.0, 8.0)
}
