//! The reading pane: a post shaped as what it is, and what can be done with it.

mod claims;
mod items;
mod shapes;
mod wants;

pub(super) use items::{highest, may};
pub(in crate::desk) use wants::ended;

use egui::{Align, Layout, ScrollArea, Ui};

use super::verbs::VerbKind;
use super::{SeatDesk, SeatInput};
use crate::desk::Theme;
use crate::desk::theme::Voice;
use crate::desk::widgets::{classified, empty, icon, key, tlp};
use crate::exercise::entry::{Post, PostKind};
use crate::exercise::reference::Handle;
use crate::exercise::view::Received;
use crate::scenario::words::Channel;

/// Draws the chosen post, or what to do while none is.
pub(super) fn reading_ui(ui: &mut Ui, desk: &mut SeatDesk, input: &SeatInput<'_>) {
    let Some(received) = desk.inbox.chosen(input) else {
        return nothing_ui(ui, input);
    };
    let mut open = None;
    ScrollArea::vertical().id_salt(("reading", received.number)).auto_shrink(false).show(ui, |ui| {
        let theme = Theme::of(ui);
        ui.set_max_width(theme.grown(theme.shape.reading + 80.0).min(ui.available_width()));
        ui.spacing_mut().item_spacing.y = theme.shape.space.s;
        head_ui(ui, received, input);
        ui.add_space(theme.shape.space.xs);
        shapes::body_ui(ui, received);
        items::items_ui(ui, received, input);
        if !received.post.claims.is_empty() {
            claims::claims_ui(ui, &received.post.claims);
        }
        ui.add_space(theme.shape.space.s);
        if desk.looks {
            return;
        }
        if !desk.inbox.was_answered(received) {
            open = wants::wants_ui(ui, received, input);
        } else {
            ui.label(theme.note("You have answered this"));
        }
        if let Some(kind) = actions_ui(ui, received, input) {
            open = Some(wants::Want::Form(kind));
        }
    });
    match open {
        Some(wants::Want::Form(kind)) => desk.open(kind, input),
        Some(wants::Want::Vote(vote)) => {
            desk.open(VerbKind::Vote, input);
            if let Some(form) = &mut desk.form {
                form.draft.vote = Some(vote);
            }
        }
        None => {}
    }
}

fn nothing_ui(ui: &mut Ui, input: &SeatInput<'_>) {
    let (sentence, hint) = if input.view.inbox.is_empty() {
        ("Nothing to read yet", "Messages open here. Until then, read the briefing of the exercise")
    } else {
        ("No message is open", "Choose one at the left, or press J for the newest")
    };
    empty::empty_ui(ui, &empty::Empty { icon: icon::ENVELOPE_OPEN, sentence, hint, action: None });
    let briefing = input.directory.briefing.get("en");
    if input.view.inbox.is_empty() && !briefing.is_empty() {
        let theme = Theme::of(ui);
        ui.vertical_centered(|ui| {
            ui.set_max_width(theme.grown(theme.shape.reading));
            ui.add_space(theme.shape.space.m);
            ui.add(egui::Label::new(theme.body(briefing)).wrap());
        });
    }
}

/// What it is, from whom, to whom, when, under which marking.
fn head_ui(ui: &mut Ui, received: &Received, input: &SeatInput<'_>) {
    let theme = Theme::of(ui);
    let post = &received.post;
    ui.horizontal(|ui| {
        let what = format!("{} {}", channel_icon(post), shapes::what(post, input));
        ui.label(theme.muted(what));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if let Some(marking) = post.tlp {
                tlp::tlp_ui(ui, marking);
            }
            if let Some(marked) = highest(post, input.view) {
                classified::classified_ui(ui, marked.level, &marked.marking);
            }
            let time = input.directory.clock.show(received.at);
            ui.label(theme.say(Voice::MonoSmall, time).color(theme.colors.muted.0));
        });
    });
    let from = ui.add(egui::Label::new(theme.say(Voice::Heading, post.from.get("en"))).wrap());
    ui.ctx().accesskit_node_builder(from.id, |node| {
        node.set_role(egui::accesskit::Role::Heading);
        node.set_label(post.from.get("en"));
    });
    if !post.to.is_empty() {
        let names = input.names();
        let to: Vec<&str> =
            post.to.iter().map(|s| if s == input.me { "you" } else { names.seat(s) }).collect();
        ui.add(egui::Label::new(theme.note(format!("To {}", to.join("; ")))).wrap());
    }
    if let Some(about) = post.about.map(Handle::number) {
        ui.label(theme.note(format!("About {}", names_incident(input, about))));
    }
    ui.separator();
}

fn names_incident<'a>(input: &SeatInput<'a>, number: u32) -> &'a str {
    input.names().incident(input.view, number)
}

/// What one does most with a post: answer it, ask back, class what it is about.
fn actions_ui(ui: &mut Ui, received: &Received, input: &SeatInput<'_>) -> Option<VerbKind> {
    let post = &received.post;
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        let reply = post.from_seat.is_some().then_some((VerbKind::Message, "Reply"));
        let about = post.about.is_some();
        let offers = [
            reply,
            post.from_seat.is_some().then_some((VerbKind::Ask, "Ask back")),
            about.then_some((VerbKind::Classify, "Classify the incident")),
            about.then_some((VerbKind::Sitrep, "Report on it")),
            highest(post, input.view).map(|_| (VerbKind::Release, VerbKind::Release.name())),
        ];
        for (kind, text) in offers.into_iter().flatten() {
            let words = format!("{} {text}", kind.icon());
            if key::keyed_button_ui(ui, &words, kind.key().name()).clicked() {
                chosen = Some(kind);
            }
            ui.add_space(Theme::of(ui).shape.space.s);
        }
    });
    chosen
}

/// The icon of how a post came.
pub(super) fn channel_icon(post: &Post) -> &'static str {
    match (&post.kind, post.by) {
        (PostKind::Ask, _) => icon::QUESTION,
        (PostKind::Notice(..), _) => icon::BELL,
        (PostKind::Case, _) => icon::CHECK_SQUARE,
        (PostKind::Sitrep, _) => icon::CLIPBOARD_TEXT,
        (PostKind::Share, _) => icon::SHARE_NETWORK,
        (PostKind::Statement, _) => icon::MEGAPHONE,
        (PostKind::Attribution, _) => icon::FINGERPRINT,
        (_, Channel::Mail) => icon::ENVELOPE,
        (_, Channel::Phone) => icon::PHONE,
        (_, Channel::News) => icon::NEWSPAPER,
        (_, Channel::Post) => icon::HASH,
        (_, Channel::Letter) => icon::SCROLL,
        (_, Channel::Alert) => icon::SIREN,
        (_, Channel::Chat) => icon::CHAT_DOTS,
    }
}

/// What a post is, in a word or two.
pub(super) fn kind_word(kind: &PostKind) -> &'static str {
    match kind {
        PostKind::Inject | PostKind::Message => "Message",
        PostKind::Notice(..) => "Notification",
        PostKind::Share => "Shared intelligence",
        PostKind::Ask => "Question",
        PostKind::Answer => "Answer",
        PostKind::Sitrep => "Situation report",
        PostKind::Case => "For decision",
        PostKind::Attribution => "Attribution",
        PostKind::Statement => "Public statement",
        PostKind::Rebuff => "Reply",
    }
}
