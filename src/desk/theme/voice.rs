//! How a text speaks: its face, weight and size, by what it is for.

use egui::{FontFamily, FontId, RichText};

use super::{Theme, fonts};

/// What a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// Notes, chips, headings of columns.
    Small,
    /// Most text.
    Body,
    /// The same, in the heavier of the two weights.
    Strong,
    /// Title of a section or message.
    Title,
    /// Heading of a panel.
    Heading,
    /// What a screen is about.
    Display,
    /// Clocks, numbers and RON: every figure is as wide as the next.
    Mono,
    /// The same, small.
    MonoSmall,
    /// The clock of a desk where there is little room.
    ClockSmall,
    /// The exercise clock at a desk.
    Clock,
    /// The exercise clock on the room's wall.
    RoomClock,
}

impl Theme {
    /// The face and size of a voice, at the scale that the person chose.
    pub fn font(&self, voice: Voice) -> FontId {
        let (sizes, strong) = (&self.shape.sizes, FontFamily::Name(fonts::STRONG.into()));
        let (size, family) = match voice {
            Voice::Small => (sizes.small, FontFamily::Proportional),
            Voice::Body => (sizes.body, FontFamily::Proportional),
            Voice::Strong => (sizes.body, strong),
            Voice::Title => (sizes.title, strong),
            Voice::Heading => (sizes.heading, strong),
            Voice::Display => (sizes.display, strong),
            Voice::Mono => (sizes.body, FontFamily::Monospace),
            Voice::MonoSmall => (sizes.small, FontFamily::Monospace),
            Voice::ClockSmall => (sizes.display, FontFamily::Monospace),
            Voice::Clock => (sizes.clock, FontFamily::Monospace),
            Voice::RoomClock => (sizes.room_clock, FontFamily::Monospace),
        };
        FontId::new(self.grown(size), family)
    }

    /// `text` in a voice, in the text colour.
    pub fn say(&self, voice: Voice, text: impl Into<String>) -> RichText {
        RichText::new(text).font(self.font(voice)).color(self.colors.text.0)
    }

    /// Most text.
    pub fn body(&self, text: impl Into<String>) -> RichText {
        self.say(Voice::Body, text)
    }

    /// Body text in the heavier weight: what is new, what is chosen.
    pub fn strong(&self, text: impl Into<String>) -> RichText {
        self.say(Voice::Strong, text)
    }

    /// A note: small and muted.
    pub fn note(&self, text: impl Into<String>) -> RichText {
        self.say(Voice::Small, text).color(self.colors.muted.0)
    }

    /// Body text that matters less.
    pub fn muted(&self, text: impl Into<String>) -> RichText {
        self.say(Voice::Body, text).color(self.colors.muted.0)
    }

    /// Times and numbers.
    pub fn mono(&self, text: impl Into<String>) -> RichText {
        self.say(Voice::Mono, text)
    }
}
