//! Meshes of fills, lines and hatching, in kilometres.

use bevy::asset::RenderAssetUsages;
use bevy::mesh::{Indices, PrimitiveTopology};
use bevy::prelude::*;
use earcut::Earcut;

use super::atlas::Shape;

/// Triangles under construction.
#[derive(Default)]
pub(super) struct Pieces {
    points: Vec<[f32; 3]>,
    corners: Vec<u32>,
}

impl Pieces {
    pub(super) fn mesh(self) -> Mesh {
        let up = vec![[0.0, 0.0, 1.0]; self.points.len()];
        let flat = vec![[0.0, 0.0]; self.points.len()];
        Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
            .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, self.points)
            .with_inserted_attribute(Mesh::ATTRIBUTE_NORMAL, up)
            .with_inserted_attribute(Mesh::ATTRIBUTE_UV_0, flat)
            .with_inserted_indices(Indices::U32(self.corners))
    }

    /// The inside of a state.
    pub(super) fn fill(mut self, shape: &Shape) -> Self {
        let mut earcut = Earcut::<f32>::new();
        for polygon in &shape.polygons {
            let (mut points, mut holes) = (Vec::new(), Vec::new());
            for (i, ring) in Shape::rings(polygon).enumerate() {
                if i > 0 {
                    holes.push(points.len() as u32);
                }
                points.extend(ring.iter().map(|p| [p.x, p.y]));
            }
            let mut corners: Vec<u32> = Vec::new();
            earcut.earcut(points.iter().copied(), &holes, &mut corners);
            let base = self.points.len() as u32;
            self.points.extend(points.iter().map(|[x, y]| [*x, *y, 0.0]));
            self.corners.extend(corners.iter().map(|corner| base + corner));
        }
        self
    }

    /// The outline of a state, `width` kilometres wide, without where the map was cut.
    pub(super) fn outline(mut self, shape: &Shape, width: f32, is_cut: impl Fn(Vec2, Vec2) -> bool) -> Self {
        for ring in shape.polygons.iter().flat_map(|polygon| Shape::rings(polygon)) {
            let next = ring.iter().cycle().skip(1);
            for (a, b) in ring.iter().zip(next).filter(|(a, b)| !is_cut(**a, **b)) {
                self.line(*a, *b, width);
            }
        }
        self
    }

    /// Lines at 45° over the inside of a state, `gap` kilometres apart.
    pub(super) fn hatch(mut self, shape: &Shape, gap: f32, width: f32) -> Self {
        // Turned by 45°, the lines lie flat: each is cut where the outline crosses it.
        let turn = Vec2::from_angle(std::f32::consts::FRAC_PI_4);
        for polygon in &shape.polygons {
            let rings: Vec<Vec<Vec2>> =
                Shape::rings(polygon).map(|ring| ring.iter().map(|p| turn.rotate(*p)).collect()).collect();
            let ys = rings.iter().flatten().map(|p| p.y);
            let (low, high) = ys.fold((f32::MAX, f32::MIN), |(l, h), y| (l.min(y), h.max(y)));
            let mut row = (low / gap).ceil();
            while row * gap < high {
                let y = row * gap + 0.01;
                let mut cuts: Vec<f32> = rings.iter().flat_map(|ring| cuts(ring, y)).collect();
                cuts.sort_by(f32::total_cmp);
                for pair in cuts.chunks_exact(2) {
                    let ends = [pair[0], pair[1]]
                        .map(|x| Vec2::from_angle(-std::f32::consts::FRAC_PI_4).rotate(Vec2::new(x, y)));
                    self.line(ends[0], ends[1], width);
                }
                row += 1.0;
            }
        }
        self
    }

    /// A rectangle around a point, sharp.
    pub(super) fn rect(mut self, at: Vec2, half: Vec2) -> Self {
        let other = half * Vec2::new(1.0, -1.0);
        self.triangle(at - half, at + other, at + half);
        self.triangle(at - half, at + half, at - other);
        self
    }

    /// A rectangle around a point.
    pub(super) fn plate(mut self, at: Vec2, half: Vec2) -> Self {
        let side = Vec2::X * (half.x - half.y / 2.0);
        self.line(at - side, at + side, half.y * 2.0);
        self
    }

    /// A bow from `a` to `b` that ends in an arrow head, or in one at each end, in `dash`es where that is more than none.
    /// It is as long and as bent for every `width`; `unit` is the width that the heads are made for.
    pub(super) fn bow(
        mut self,
        (a, b): (Vec2, Vec2),
        both: bool,
        unit: f32,
        width: f32,
        dash: usize,
    ) -> Self {
        const PARTS: usize = 48;
        let middle = (a + b) / 2.0 + (b - a).perp() * 0.18;
        let at = |t: f32| a.lerp(middle, t).lerp(middle.lerp(b, t), t);
        let tip = (unit * 6.0 / a.distance(b).max(1.0)).min(0.4);
        let (start, end) = (if both { tip } else { 0.0 }, 1.0 - tip);
        let part = |i: usize| at(start + i as f32 / PARTS as f32 * (end - start));
        for i in 0..PARTS {
            if dash == 0 || (i / dash).is_multiple_of(2) {
                self.line(part(i), part(i + 1), width);
            }
        }
        self.head(at(end), b, unit, width);
        if both {
            self.head(at(start), a, unit, width);
        }
        self
    }

    /// An arrow head from its neck to its point.
    fn head(&mut self, neck: Vec2, point: Vec2, unit: f32, width: f32) {
        let along = (point - neck).normalize_or_zero();
        let side = along.perp() * (unit * 1.7 + width * 0.5);
        self.triangle(neck + side, neck - side, point + along * (width - unit));
    }

    fn line(&mut self, a: Vec2, b: Vec2, width: f32) {
        // A little longer at both ends, so that corners have no notch.
        let along = (b - a).normalize_or_zero() * width / 2.0;
        let side = along.perp();
        let (a, b) = (a - along * 0.5, b + along * 0.5);
        self.triangle(a - side, b - side, b + side);
        self.triangle(a - side, b + side, a + side);
    }

    fn triangle(&mut self, a: Vec2, b: Vec2, c: Vec2) {
        let base = self.points.len() as u32;
        self.points.extend([a, b, c].map(|p| [p.x, p.y, 0.0]));
        self.corners.extend([base, base + 1, base + 2]);
    }
}

/// Where a ring crosses a horizontal line.
fn cuts(ring: &[Vec2], y: f32) -> Vec<f32> {
    let next = ring.iter().cycle().skip(1);
    ring.iter()
        .zip(next)
        .filter(|(a, b)| (a.y > y) != (b.y > y))
        .map(|(a, b)| a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x))
        .collect()
}
