//! The screen of the room: clock, map and public news, to be read from the last row. Nothing can be done at it.

use egui::{CentralPanel, Frame, Margin, Panel, Rect, Ui};

use super::WatchInput;
use super::public::{news_ui, outages_ui};
use crate::base::At;
use crate::desk::Theme;
use crate::desk::theme::Voice;
use crate::desk::widgets::banner::{Tone, banner_ui};
use crate::desk::widgets::clock::clock_ui;
use crate::desk::widgets::marking::marking_panel_ui;

/// Draws the screen; gives the rectangle that it left free for the map.
pub(super) fn room_ui(ui: &mut Ui, input: &WatchInput<'_>) -> Rect {
    let theme = Theme::of(ui);
    let (space, c) = (&theme.shape.space, &theme.colors);
    let side = |fill| Frame::new().fill(fill).inner_margin(Margin::same(space.l as i8));
    marking_panel_ui(ui, input.directory.title.get("en"), input.directory.handling);
    Panel::top("room clock").frame(side(c.surfaces.panel.0)).show(ui, |ui| {
        let time = input.directory.clock.show(input.clock.now.max(At::STARTEX));
        clock_ui(ui, &time, input.run(), Voice::RoomClock);
        if input.clock.no_play {
            banner_ui(ui, Tone::Alert, "NO PLAY: a real matter interrupts the exercise", "");
        }
    });
    Panel::bottom("room outages").frame(side(c.surfaces.panel.0)).show(ui, |ui| outages_ui(ui, input));
    Panel::right("room news")
        .exact_size(ui.available_width() * 0.4)
        .resizable(false)
        .frame(side(c.surfaces.panel.0))
        .show(ui, |ui| news_ui(ui, input, Voice::Title));
    let mut map = Rect::NOTHING;
    CentralPanel::no_frame().show(ui, |ui| map = ui.available_rect_before_wrap());
    map
}
