//! The tokens as they stand in `assets/theme`. What each colour is for is said there.

use serde::Deserialize;

use super::Hex;

/// The colours of a mode.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Colors {
    /// What things stand on.
    pub surfaces: Surfaces,
    /// Fill of what is under the pointer.
    pub hover: Hex,
    /// Fill of what is chosen.
    pub select: Hex,
    /// Hairlines, for decoration only.
    pub line: Hex,
    /// Border of what can be used.
    pub edge: Hex,
    /// Text.
    pub text: Hex,
    /// Text that matters less.
    pub muted: Hex,
    /// The one accent: what can be done, where the focus is.
    pub accent: Hex,
    /// Text on a fill of the accent.
    pub on_accent: Hex,
    /// As it should be.
    pub ok: Hex,
    /// Needs a look.
    pub warn: Hex,
    /// Needs an act.
    pub alert: Hex,
    /// The EXERCISE marking.
    pub exercise: Hex,
    /// Text on a fill of the marking's colour.
    pub on_exercise: Hex,
    /// The five steps of a service: normal, strained, degraded, failing, down.
    pub service: [Hex; 5],
    /// The map.
    pub map: MapColors,
}

/// What things stand on, from the back to the front.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Surfaces {
    /// The ground, wells and text fields.
    pub bg: Hex,
    /// Panels.
    pub panel: Hex,
    /// Buttons, popups, chips.
    pub raised: Hex,
}

/// The map of Europe.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapColors {
    /// Behind everything.
    pub sea: Hex,
    /// Countries that do not take part.
    pub land: Hex,
    /// Their outline.
    pub coast: Hex,
    /// Outline of a state that takes part.
    pub border: Hex,
    /// Fill of a state whose services this seat does not know.
    pub unknown: Hex,
    /// The hatching over it.
    pub hatch: Hex,
}

/// Sizes and lengths, in points, the same in both modes.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    /// Sizes of type.
    pub sizes: Sizes,
    /// Distances.
    pub space: Space,
    /// Radius of corners.
    pub radius: u8,
    /// Width of a hairline.
    pub hairline: f32,
    /// Height of a row of a list or table.
    pub row: f32,
    /// Least height of what can be clicked.
    pub control: f32,
    /// Greatest width of a reading pane.
    pub reading: f32,
    /// The longest motion, in seconds.
    pub motion_secs: f32,
    /// The colours of TLP 2.0.
    pub tlp: TlpColors,
    /// Colours of categories in charts.
    pub categories: [Hex; 7],
}

/// Sizes of type.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sizes {
    /// Notes, chips, headings of columns.
    pub small: f32,
    /// Most text.
    pub body: f32,
    /// Titles of sections and messages.
    pub title: f32,
    /// Headings of a panel.
    pub heading: f32,
    /// What a screen is about.
    pub display: f32,
    /// The exercise clock at a desk.
    pub clock: f32,
    /// The exercise clock on the room's wall.
    pub room_clock: f32,
}

/// Distances, on a grid of four.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Space {
    /// Between an icon and its word.
    pub xs: f32,
    /// Between things that belong together.
    pub s: f32,
    /// Inside a panel.
    pub m: f32,
    /// Between groups.
    pub l: f32,
    /// Between sections.
    pub xl: f32,
    /// Around what stands alone.
    pub xxl: f32,
}

/// FIRST TLP 2.0.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TlpColors {
    /// What every TLP word stands on.
    pub plate: Hex,
    /// TLP:RED.
    pub red: Hex,
    /// TLP:AMBER and TLP:AMBER+STRICT.
    pub amber: Hex,
    /// TLP:GREEN.
    pub green: Hex,
    /// TLP:CLEAR.
    pub clear: Hex,
}
