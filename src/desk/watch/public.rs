//! What everybody may know: the map over what was said in public.

use egui::{CentralPanel, Frame, Label, Margin, Panel, Rect, ScrollArea, Ui};

use super::WatchInput;
use crate::desk::Theme;
use crate::desk::names::Names;
use crate::desk::theme::Voice;
use crate::desk::widgets::{empty, icon, section, service};
use crate::exercise::entry::PostKind;
use crate::exercise::view::Received;
use crate::scenario::words::ServiceStep;

/// Draws what was said in public; gives the rectangle that it left free for the map.
pub(super) fn public_ui(ui: &mut Ui, input: &WatchInput<'_>) -> Rect {
    let theme = Theme::of(ui);
    let panel = Frame::new()
        .fill(theme.colors.surfaces.panel.0)
        .inner_margin(Margin::same(theme.shape.space.m as i8));
    let mut map = Rect::NOTHING;
    CentralPanel::no_frame().show(ui, |ui| {
        Panel::bottom("public news")
            .exact_size((ui.available_height() * 0.45).max(theme.grown(160.0)))
            .resizable(false)
            .frame(panel)
            .show(ui, |ui| {
                outages_ui(ui, input);
                news_ui(ui, input, Voice::Body);
            });
        map = ui.available_rect_before_wrap();
    });
    map
}

/// Services that fail, as anybody sees it; nothing where none does.
pub(super) fn outages_ui(ui: &mut Ui, input: &WatchInput<'_>) {
    let theme = Theme::of(ui);
    let names = Names::new(input.directory);
    let failing = input.public.view.services.iter().filter(|(_, step)| **step >= ServiceStep::Failing);
    ui.horizontal_wrapped(|ui| {
        for (id, step) in failing {
            let name = names.service(id);
            service::service_mark_ui(ui, name, Some(*step));
            ui.label(theme.body(format!("{name}: {}", service::word(Some(*step)))));
            ui.add_space(theme.shape.space.m);
        }
    });
}

/// What was said in public, the newest first.
pub(super) fn news_ui(ui: &mut Ui, input: &WatchInput<'_>, voice: Voice) {
    let theme = Theme::of(ui);
    let inbox = &input.public.view.inbox;
    section::section_ui(ui, "Said in public", &inbox.len().to_string(), |_| {});
    if inbox.is_empty() {
        let place = empty::Empty {
            icon: icon::NEWSPAPER,
            sentence: "Nothing was said in public yet",
            hint: "News, statements and outages stand here",
            action: None,
        };
        empty::empty_ui(ui, &place);
        return;
    }
    ScrollArea::vertical().id_salt("public news").auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - theme.shape.space.s);
        for received in inbox.iter().rev() {
            news_item_ui(ui, input, received, voice);
            ui.add_space(theme.shape.space.m);
        }
    });
}

fn news_item_ui(ui: &mut Ui, input: &WatchInput<'_>, received: &Received, voice: Voice) {
    let theme = Theme::of(ui);
    let post = &received.post;
    let what = match post.kind {
        PostKind::Statement => ", public statement",
        PostKind::Attribution => ", attribution",
        _ => "",
    };
    let time = input.directory.clock.show(received.at);
    let head = format!("{time}  {}{what}", post.from.get("en"));
    ui.add(Label::new(theme.say(Voice::Small, head).color(theme.colors.muted.0)).wrap());
    ui.add(Label::new(theme.say(voice, post.text.get("en"))).wrap());
    if let Some(actor) = &post.claims.attribution {
        ui.add(Label::new(theme.say(Voice::Strong, format!("Names {actor}"))).wrap());
    }
}
