//! How well one colour is told from another: the contrast ratio of WCAG 2.2.

use egui::Color32;

/// What text needs against what it stands on (WCAG 2.2, 1.4.3, level AA).
pub const TEXT: f32 = 4.5;
/// What the border of a control and a mark need (WCAG 2.2, 1.4.11).
pub const MARK: f32 = 3.0;

/// Relative luminance of an opaque colour: 0 is black, 1 is white.
pub fn luminance(color: Color32) -> f32 {
    let [r, g, b, _] = color.to_array().map(|part| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { libm::pow((part + 0.055) / 1.055, 2.4) }
    });
    (0.2126 * r + 0.7152 * g + 0.0722 * b) as f32
}

/// Contrast of two opaque colours, from 1 (the same) to 21 (black and white).
pub fn ratio(one: Color32, other: Color32) -> f32 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::super::{Hex, Mode, Theme};
    use super::*;
    use crate::scenario::words::Tlp;

    fn hex(text: &str) -> Color32 {
        Hex::parse(text).unwrap().0
    }

    #[test]
    fn the_formula_meets_known_pairs() {
        assert!((ratio(hex("#000000"), hex("#FFFFFF")) - 21.0).abs() < 0.01);
        assert!(
            (ratio(hex("#777777"), hex("#FFFFFF")) - 4.48).abs() < 0.01,
            "the classic grey that just fails"
        );
    }

    #[test]
    fn every_text_can_be_read_on_every_surface() {
        for mode in [Mode::Dark, Mode::Light] {
            let c = Theme::new(mode).colors;
            let texts = [c.text, c.muted, c.accent, c.ok, c.warn, c.alert, c.exercise];
            for surface in [c.surfaces.bg, c.surfaces.panel, c.surfaces.raised, c.hover, c.select] {
                for text in texts {
                    let ratio = ratio(text.0, surface.0);
                    assert!(ratio >= TEXT, "{mode:?}: {text:?} on {surface:?} has {ratio:.2}");
                }
            }
            assert!(ratio(c.on_accent.0, c.accent.0) >= TEXT, "{mode:?}: text on the accent");
            assert!(ratio(c.on_exercise.0, c.exercise.0) >= TEXT, "{mode:?}: text on the marking");
        }
    }

    #[test]
    fn what_can_be_used_has_a_border_that_is_seen() {
        for mode in [Mode::Dark, Mode::Light] {
            let c = Theme::new(mode).colors;
            for surface in [c.surfaces.bg, c.surfaces.panel, c.surfaces.raised] {
                assert!(ratio(c.edge.0, surface.0) >= MARK, "{mode:?}: the edge on {surface:?}");
            }
        }
    }

    #[test]
    fn tlp_words_and_service_labels_can_be_read() {
        for mode in [Mode::Dark, Mode::Light] {
            let theme = Theme::new(mode);
            for &tlp in Tlp::ALL {
                assert!(ratio(theme.tlp(tlp), theme.shape.tlp.plate.0) >= TEXT, "{tlp}");
            }
            let map = &theme.colors.map;
            for fill in theme.colors.service.iter().chain([&map.land, &map.unknown]) {
                assert!(ratio(theme.text_on(fill.0), fill.0) >= TEXT, "{mode:?}: a label on {fill:?}");
            }
        }
    }
}
