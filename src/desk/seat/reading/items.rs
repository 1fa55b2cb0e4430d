//! The items that came with a post: what each says, how it is marked, where it is from.

use egui::{Frame, Label, Margin, Stroke, Ui};

use crate::desk::Theme;
use crate::desk::seat::SeatInput;
use crate::desk::theme::Voice;
use crate::desk::widgets::{classified, icon, tlp};
use crate::exercise::entry::{Marked, Post};
use crate::exercise::view::{IntelView, Received, View};
use crate::scenario::words::Pap;

/// Draws each item as a card.
pub(super) fn items_ui(ui: &mut Ui, received: &Received, input: &SeatInput<'_>) {
    let numbers = received.post.items.iter().map(|item| item.number());
    for item in numbers.filter_map(|number| input.view.intel.get(&number)) {
        item_ui(ui, item, input);
    }
}

fn item_ui(ui: &mut Ui, item: &IntelView, input: &SeatInput<'_>) {
    let theme = Theme::of(ui);
    let (space, c) = (&theme.shape.space, &theme.colors);
    Frame::new()
        .fill(c.surfaces.panel.0)
        .stroke(Stroke::new(theme.shape.hairline, c.edge.0))
        .corner_radius(theme.shape.radius)
        .inner_margin(Margin::same(space.l as i8))
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = space.s;
            ui.horizontal_wrapped(|ui| {
                ui.label(theme.muted(format!("{} Intelligence", icon::SHARE_NETWORK)));
                tlp::tlp_ui(ui, item.tlp);
                let pap = theme.say(Voice::MonoSmall, item.pap.label()).color(c.muted.0);
                ui.label(pap).on_hover_text(may(item.pap));
                if let Some(marked) = &item.classified {
                    classified::classified_ui(ui, marked.level, &marked.marking);
                    ui.label(theme.note(&marked.marking));
                }
            });
            ui.add(Label::new(theme.body(item.says.get("en"))).wrap().selectable(true));
            ui.add(Label::new(theme.note(provenance(item, input))).wrap());
        });
}

/// The highest level among what came with a post, with all of its marking.
pub(in crate::desk::seat) fn highest<'v>(post: &Post, view: &'v View) -> Option<&'v Marked> {
    let items = post.items.iter().filter_map(|item| view.intel.get(&item.number()));
    items.filter_map(|item| item.classified.as_deref()).max_by_key(|marked| marked.level)
}

/// Where it is from, since when it is held, and what it is good for.
fn provenance(item: &IntelView, input: &SeatInput<'_>) -> String {
    let names = input.names();
    let nobody = if item.own { "Own finding" } else { "Not yours: another is its source" };
    let from = item.from.as_deref().map_or(nobody, |seat| names.seat(seat));
    let mut said = format!("{from}, held since {}", input.directory.clock.show(item.since));
    if let Some(about) = item.about {
        said += &format!(". About {}", names.incident(input.view, about));
    }
    if item.tear_line_of.is_some() {
        said += ". A tear-line of what you hold";
    }
    if !item.released.is_empty() {
        let to: Vec<&str> = item.released.iter().map(|seat| names.seat(seat)).collect();
        said += &format!(". Its originator agrees that these get it: {}", to.join("; "));
    }
    if !item.enables.is_empty() {
        let good: Vec<&str> = item.enables.iter().map(|d| names.defence(d)).collect();
        said += &format!(". Makes possible: {}", good.join(", "));
    }
    said
}

/// What the protocol lets one do.
pub(in crate::desk::seat) fn may(pap: Pap) -> &'static str {
    match pap {
        Pap::Clear => "Anything may be done with it",
        Pap::Green => "Active measures are allowed, such as blocking",
        Pap::Amber => "Only look it up in what you have",
        Pap::Red => "Only what nobody outside can notice",
    }
}
