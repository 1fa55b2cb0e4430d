//! What everything looks like: one set of tokens a theme, read from `assets/theme`, and nothing raw beside it.
//!
//! [`Theme::apply`] makes an egui context look so; a widget asks for the tokens with [`Theme::of`].

mod apply;
pub mod contrast;
pub mod fonts;
mod hex;
mod tokens;
mod voice;

use std::ops::RangeInclusive;
use std::sync::Arc;

use egui::{Color32, Context, Id};

pub use hex::Hex;
pub use tokens::{Colors, MapColors, Shape, Sizes, Space, Surfaces, TlpColors};
pub use voice::Voice;

use crate::scenario::words::Tlp;

/// The text scale that a person may choose, in percent.
pub const SCALE_PERCENT: RangeInclusive<u16> = 75..=200;

/// Nothing painted. The one colour that is none.
pub const NONE: Color32 = Color32::TRANSPARENT;

/// Dark or light.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Light text on dark surfaces: the operations room.
    #[default]
    Dark,
    /// Dark text on light surfaces: the bright room, the projector.
    Light,
}

/// The tokens of one look, with what the person at the desk chose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Theme {
    /// Dark or light.
    pub mode: Mode,
    /// Every colour.
    pub colors: Colors,
    /// Sizes, spacing, radius: the same in both modes.
    pub shape: Shape,
    /// Size of text against the design, in percent, within [`SCALE_PERCENT`].
    pub scale_percent: u16,
    /// Whether nothing moves (the person's wish).
    pub still: bool,
}

impl Theme {
    /// The shipped theme of a mode, at 100 %, with motion.
    ///
    /// The texts are part of the binary and tests read them, so that the empty theme is never met.
    pub fn new(mode: Mode) -> Self {
        Self::shipped(mode).unwrap_or_default()
    }

    fn shipped(mode: Mode) -> Result<Self, String> {
        let colors = match mode {
            Mode::Dark => include_str!("../../../assets/theme/dark.ron"),
            Mode::Light => include_str!("../../../assets/theme/light.ron"),
        };
        Self::read(mode, colors, include_str!("../../../assets/theme/shape.ron"))
    }

    /// A theme from its two texts, as they stand in `assets/theme`.
    ///
    /// # Errors
    /// What stands wrong in which of the two, with its line and column.
    pub fn read(mode: Mode, colors: &str, shape: &str) -> Result<Self, String> {
        let colors = ron::from_str(colors).map_err(|e| format!("the theme's colours cannot be read: {e}"))?;
        let shape = ron::from_str(shape).map_err(|e| format!("the theme's shape cannot be read: {e}"))?;
        Ok(Self { mode, colors, shape, scale_percent: 100, still: false })
    }

    /// The same with its text at `percent` of the design, held within [`SCALE_PERCENT`].
    #[must_use]
    pub fn scaled(mut self, percent: u16) -> Self {
        self.scale_percent = percent.clamp(*SCALE_PERCENT.start(), *SCALE_PERCENT.end());
        self
    }

    /// The same without any motion.
    #[must_use]
    pub fn still(mut self, still: bool) -> Self {
        self.still = still;
        self
    }

    /// The theme that was last applied to `ctx`; the shipped dark one where none was.
    pub fn of(ctx: &Context) -> Arc<Self> {
        let id = Id::new("startex theme");
        if let Some(theme) = ctx.data(|d| d.get_temp::<Arc<Self>>(id)) {
            return theme;
        }
        let theme = Arc::new(Self::new(Mode::Dark));
        ctx.data_mut(|d| d.insert_temp(id, Arc::clone(&theme)));
        theme
    }

    /// Makes `ctx` look so: fonts, colours, sizes, motion. Call it at the start and when a setting changes.
    pub fn apply(&self, ctx: &Context) {
        fonts::install(ctx);
        let style = Arc::new(apply::style(self));
        for theme in [egui::Theme::Dark, egui::Theme::Light] {
            ctx.set_style_of(theme, Arc::clone(&style));
        }
        ctx.data_mut(|d| d.insert_temp(Id::new("startex theme"), Arc::new(self.clone())));
    }

    /// A length that grows with the text, in points.
    pub fn grown(&self, points: f32) -> f32 {
        points * f32::from(self.scale_percent) / 100.0
    }

    /// The colour of a TLP word, to be set on [`TlpColors::plate`].
    pub fn tlp(&self, tlp: Tlp) -> Color32 {
        let colors = &self.shape.tlp;
        match tlp {
            Tlp::Clear => colors.clear,
            Tlp::Green => colors.green,
            Tlp::Amber | Tlp::AmberStrict => colors.amber,
            Tlp::Red => colors.red,
        }
        .0
    }

    /// The colour of the `nth` category of a chart; they come round again after seven.
    pub fn category(&self, nth: usize) -> Color32 {
        self.shape.categories[nth % self.shape.categories.len()].0
    }

    /// What can be read on `fill`: the text colour or its opposite, whichever stands out more.
    pub fn text_on(&self, fill: Color32) -> Color32 {
        let (one, other) = (self.colors.text.0, self.opposite());
        if contrast::ratio(one, fill) >= contrast::ratio(other, fill) { one } else { other }
    }

    /// The surface that is farthest from the text colour.
    fn opposite(&self) -> Color32 {
        match self.mode {
            Mode::Dark => self.colors.surfaces.bg.0,
            Mode::Light => self.colors.surfaces.panel.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_themes_are_read() {
        for mode in [Mode::Dark, Mode::Light] {
            assert_eq!(Theme::shipped(mode).err(), None);
        }
    }

    #[test]
    fn a_wrong_colour_is_named() {
        let error = Theme::read(Mode::Dark, "(surfaces: (bg: \"grey\"))", "()").unwrap_err();
        assert!(error.contains("`grey` is not a colour"), "{error}");
    }
}
