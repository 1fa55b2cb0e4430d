//! The faces: Inter for text, JetBrains Mono for clocks, numbers and RON, Phosphor for icons.
//!
//! They are part of the binary, so that a desk looks the same on every machine and in a browser.

use std::sync::Arc;

use egui::{Context, FontData, FontDefinitions, FontFamily, Id};

/// Name of the family with the heavier of the two weights.
pub const STRONG: &str = "strong";

/// Inter, regular. The map's labels use it too.
pub const INTER: &[u8] = include_bytes!("../../../assets/fonts/Inter-Regular.otf");
/// Inter, semi-bold. The map's labels use it too.
pub const INTER_SEMIBOLD: &[u8] = include_bytes!("../../../assets/fonts/Inter-SemiBold.otf");
const MONO: &[u8] = include_bytes!("../../../assets/fonts/JetBrainsMono-Regular.ttf");

/// Gives `ctx` the faces, once: comparing them anew would cost a walk over their bytes.
pub(super) fn install(ctx: &Context) {
    let done = Id::new("startex fonts");
    if ctx.data(|d| d.get_temp(done)).unwrap_or(false) {
        return;
    }
    ctx.set_fonts(definitions());
    ctx.data_mut(|d| d.insert_temp(done, true));
}

/// Every family and what it falls back to. The icons come after the text face, for their font has empty
/// letters; the mono face comes last, for the marks that Inter lacks.
fn definitions() -> FontDefinitions {
    let mut fonts = FontDefinitions::empty();
    let faces: [(&str, &'static [u8]); 4] = [
        ("inter", INTER),
        ("inter-semibold", INTER_SEMIBOLD),
        ("mono", MONO),
        ("phosphor", egui_phosphor::Variant::Regular.font_bytes()),
    ];
    for (name, bytes) in faces {
        fonts.font_data.insert(name.into(), Arc::new(FontData::from_static(bytes)));
    }
    for (family, order) in [
        (FontFamily::Proportional, ["inter", "phosphor", "mono"]),
        (FontFamily::Name(STRONG.into()), ["inter-semibold", "phosphor", "mono"]),
        (FontFamily::Monospace, ["mono", "phosphor", "inter"]),
    ] {
        fonts.families.insert(family, order.map(String::from).to_vec());
    }
    fonts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_of_the_union_and_ukraine_can_be_written() {
        let ctx = Context::default();
        super::super::Theme::new(super::super::Mode::Dark).apply(&ctx);
        let mut missing = String::new();
        let output = ctx.run_ui(egui::RawInput::default(), |ui| {
            for family in [FontFamily::Proportional, FontFamily::Name(STRONG.into()), FontFamily::Monospace] {
                let text = "Põhjavalgus Žemaitija łódź ő ș ğ ħ ċ αβγ ΆΈ Българија їєґ ß æøå ¿¡ – — … “” „” €₂κΣ ≥ ≤ · ▲ ▼ ● ○ → ✓";
                let has = ui.fonts_mut(|f| f.fonts.font(&family).characters().clone());
                missing.extend(text.chars().filter(|c| !has.contains_key(c)));
            }
        });
        output.drop_without_applying_deltas();
        assert_eq!(missing, "", "no face has these");
    }
}
