//! A colour as designers write it, `"#5AA9FF"`: the only place where a colour is made of numbers.

use egui::Color32;
use serde::{Deserialize, Deserializer, de};

/// An opaque colour of a theme.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hex(pub Color32);

impl Hex {
    /// Reads `#RRGGBB`.
    ///
    /// # Errors
    /// A sentence that says how to write it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not a colour; write it like \"#5AA9FF\"");
        let digits = text
            .strip_prefix('#')
            .filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit()))
            .ok_or_else(wrong)?;
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| wrong());
        let (r, g, b) = (part(0)?, part(2)?, part(4)?);
        #[expect(clippy::disallowed_methods, reason = "the theme file is where colours come from")]
        Ok(Self(Color32::from_rgb(r, g, b)))
    }

    /// The same colour, `share` (0–1) of it, over whatever is behind.
    pub fn faded(self, share: f32) -> Color32 {
        self.0.gamma_multiply(share)
    }
}

impl From<Hex> for Color32 {
    fn from(hex: Hex) -> Self {
        hex.0
    }
}

impl<'de> Deserialize<'de> for Hex {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_six_digits_behind_a_hash() {
        assert_eq!(Hex::parse("#0A0b0C").map(|h| h.0.to_array()), Ok([10, 11, 12, 255]));
        for wrong in ["", "#", "5AA9FF", "#5AA9F", "#5AA9FFF", "#5AA9FG", "#é1234", "#+1+1+1"] {
            assert!(Hex::parse(wrong).is_err(), "{wrong} was taken");
        }
    }
}
