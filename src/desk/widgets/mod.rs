//! The small parts of which the desks are made: one a file. Each names itself to a screen reader, says
//! nothing by colour alone, and takes its colours from the [`Theme`](super::Theme) of the context.
//!
//! Functions that take a `&mut Ui` end in `_ui`.

pub mod banner;
pub mod button;
mod chip;
pub mod classified;
pub mod clock;
pub mod confirm;
pub mod countdown;
pub mod empty;
pub mod flow;
pub mod foot;
pub mod key;
pub mod list;
pub mod marking;
pub mod measure;
pub mod no_play;
pub mod section;
pub mod service;
pub mod status;
mod steer;
pub mod table;
pub mod tlp;
pub mod toggle;

/// The icons, each a character of the icon face. An icon stands beside a word, or has a tooltip.
pub use egui_phosphor::regular as icon;
