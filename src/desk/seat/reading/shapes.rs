//! The shape of a text: a mail reads unlike a headline, a call note unlike a letter.

use egui::{Frame, Label, Margin, Stroke, Ui};

use crate::desk::Theme;
use crate::desk::seat::SeatInput;
use crate::desk::theme::{NONE, Voice};
use crate::exercise::entry::{Post, PostKind};
use crate::exercise::view::Received;
use crate::scenario::words::Channel;

/// What the post is, in words: "Notification: NIS2 incident notification, Early warning".
pub(super) fn what(post: &Post, input: &SeatInput<'_>) -> String {
    let names = input.names();
    match (&post.kind, post.by) {
        (PostKind::Notice(regime, step), _) => {
            format!("Notification: {}, {}", names.mechanism(regime), names.step(regime, step))
        }
        (PostKind::Inject | PostKind::Message, by) => match by {
            Channel::Mail => "Mail",
            Channel::Phone => "Note of a call",
            Channel::News => "News",
            Channel::Post => "Post on a platform",
            Channel::Letter => "Letter",
            Channel::Alert => "Alert of a monitoring system",
            Channel::Chat => "Chat message",
        }
        .to_owned(),
        (kind, _) => super::kind_word(kind).to_owned(),
    }
}

/// The words in their shape.
pub(super) fn body_ui(ui: &mut Ui, received: &Received) {
    let post = &received.post;
    let text = post.text.get("en");
    if text.trim().is_empty() {
        // What came instead stands below: items, claims, a case.
        let alone = post.items.is_empty() && post.claims.is_empty() && post.kind != PostKind::Case;
        if alone {
            let theme = Theme::of(ui);
            ui.label(theme.muted("No words came with it"));
        }
        return;
    }
    match (&post.kind, post.by) {
        (PostKind::Inject | PostKind::Message, Channel::Phone) => call_ui(ui, text),
        (PostKind::Inject | PostKind::Message, Channel::News) => news_ui(ui, text),
        (PostKind::Inject | PostKind::Message, Channel::Post | Channel::Chat) => bubble_ui(ui, text),
        (PostKind::Inject | PostKind::Message, Channel::Letter) => letter_ui(ui, text),
        (PostKind::Inject | PostKind::Message, Channel::Alert) => alert_ui(ui, text),
        (PostKind::Statement | PostKind::Attribution, _) => quote_ui(ui, text),
        _ => words_ui(ui, text, Voice::Body),
    }
}

fn words_ui(ui: &mut Ui, text: &str, voice: Voice) {
    let theme = Theme::of(ui);
    ui.spacing_mut().item_spacing.y = theme.shape.space.s;
    for part in text.split("\n\n") {
        ui.add(Label::new(theme.say(voice, part.trim_end())).wrap().selectable(true));
    }
}

/// A bar at the left: somebody's spoken words, noted down.
fn call_ui(ui: &mut Ui, text: &str) {
    barred_ui(ui, text, "Noted down during the call");
}

fn quote_ui(ui: &mut Ui, text: &str) {
    barred_ui(ui, text, "In their own words");
}

fn barred_ui(ui: &mut Ui, text: &str, note: &str) {
    let theme = Theme::of(ui);
    let space = &theme.shape.space;
    let inside = Frame::new().inner_margin(Margin { left: space.l as i8, ..Margin::ZERO });
    let rect = inside
        .show(ui, |ui| {
            words_ui(ui, text, Voice::Body);
            ui.label(theme.note(note));
        })
        .response
        .rect;
    ui.painter().vline(rect.left() + 2.0, rect.y_range(), Stroke::new(3.0, theme.colors.edge.0));
}

/// The first line is the headline.
fn news_ui(ui: &mut Ui, text: &str) {
    let theme = Theme::of(ui);
    let (head, rest) = headline(text);
    ui.add(Label::new(theme.say(Voice::Display, head)).wrap().selectable(true));
    if !rest.is_empty() {
        words_ui(ui, rest, Voice::Body);
    }
}

/// The headline: the first line, or the first sentence where all stands in one line.
fn headline(text: &str) -> (&str, &str) {
    let text = text.trim();
    if let Some((head, rest)) = text.split_once('\n') {
        return (head, rest.trim());
    }
    match text.find(". ") {
        Some(end) if end < 120 => (&text[..end], text[end + 2..].trim()),
        _ if text.chars().count() <= 120 => (text.trim_end_matches('.'), ""),
        _ => ("", text),
    }
}

fn bubble_ui(ui: &mut Ui, text: &str) {
    framed_ui(ui, text, Voice::Body, |theme| (theme.colors.surfaces.raised.0, Stroke::NONE));
}

/// A sheet with a wide margin.
fn letter_ui(ui: &mut Ui, text: &str) {
    framed_ui(ui, text, Voice::Body, |theme| {
        (theme.colors.surfaces.panel.0, Stroke::new(theme.shape.hairline, theme.colors.edge.0))
    });
}

fn alert_ui(ui: &mut Ui, text: &str) {
    framed_ui(ui, text, Voice::Mono, |theme| (NONE, Stroke::new(theme.shape.hairline, theme.colors.warn.0)));
}

fn framed_ui(ui: &mut Ui, text: &str, voice: Voice, look: impl Fn(&Theme) -> (egui::Color32, Stroke)) {
    let theme = Theme::of(ui);
    let (fill, stroke) = look(&theme);
    Frame::new()
        .fill(fill)
        .stroke(stroke)
        .corner_radius(theme.shape.radius)
        .inner_margin(Margin::same(theme.shape.space.l as i8))
        .show(ui, |ui| words_ui(ui, text, voice));
}

#[cfg(test)]
mod tests {
    use super::headline;

    #[test]
    fn a_headline_is_the_first_line_or_sentence() {
        assert_eq!(headline("Power out in port\nMore follows."), ("Power out in port", "More follows."));
        assert_eq!(headline("Power out in port. Trains stand."), ("Power out in port", "Trains stand."));
        assert_eq!(headline("Power out in port."), ("Power out in port", ""));
        let long = "word ".repeat(60);
        assert_eq!(headline(&long), ("", long.trim()));
    }
}
