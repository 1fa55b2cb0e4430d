//! The desks: egui panels that read views and push what people decide. They change nothing themselves.

pub mod debrief;
mod evaluate;
pub mod excon;
mod fields;
mod judged;
pub mod line;
pub mod lobby;
pub mod names;
pub mod plain;
mod presence;
pub mod seat;
pub mod theme;
pub mod watch;
pub mod widgets;

pub use theme::Theme;
