//! What goes from state to state on the map: each family of verbs in its own colour and its own stroke.

use egui::{Color32, Sense, Shape, Stroke, Ui, Vec2};

use crate::desk::Theme;

/// A family of verbs that go from one state to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flow {
    /// A message, a question, an answer, a situation report.
    Message,
    /// Shared intelligence.
    Intel,
    /// A notification.
    Notice,
    /// Assistance or a joint measure, asked for or offered.
    Assistance,
}

impl Flow {
    /// Every family.
    pub const ALL: [Self; 4] = [Self::Message, Self::Intel, Self::Notice, Self::Assistance];

    /// Its word in the key.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Message => "messages",
            Self::Intel => "intelligence",
            Self::Notice => "notifications",
            Self::Assistance => "requests and offers",
        }
    }

    /// Its colour.
    pub fn color(self, theme: &Theme) -> Color32 {
        theme.category(match self {
            Self::Message => 1,
            Self::Intel => 0,
            Self::Notice => 6,
            Self::Assistance => 3,
        })
    }

    /// Length of its dashes, in 48ths of the way; 0 is a line without gaps.
    pub const fn dash(self) -> usize {
        match self {
            Self::Message => 0,
            Self::Intel => 8,
            Self::Notice => 4,
            Self::Assistance => 2,
        }
    }
}

/// The families, each with its stroke and word.
pub fn flow_key_ui(ui: &mut Ui) {
    let theme = Theme::of(ui);
    for flow in Flow::ALL {
        ui.horizontal(|ui| {
            let size = Vec2::new(theme.grown(36.0), theme.grown(theme.shape.sizes.small));
            let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
            let ends = [rect.left_center(), rect.right_center()];
            let stroke = Stroke::new(2.0, flow.color(&theme));
            if flow.dash() == 0 {
                ui.painter().line_segment(ends, stroke);
            } else {
                let dash = flow.dash() as f32 * 1.5;
                ui.painter().extend(Shape::dashed_line(&ends, stroke, dash, dash * 0.7));
            }
            ui.label(theme.note(flow.word()));
        });
    }
}
