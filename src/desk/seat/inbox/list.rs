//! The list itself: only what is seen is laid out.

use egui::accesskit::Role;
use egui::{
    Align, CursorIcon, Layout, Rect, Response, ScrollArea, Sense, Stroke, StrokeKind, Ui, UiBuilder, Vec2,
};

use super::{Filter, Inbox, case_of, open_case};
use crate::base::marking;
use crate::desk::Theme;
use crate::desk::fields::line_edit;
use crate::desk::seat::reading::{channel_icon, highest, kind_word};
use crate::desk::seat::{SeatDesk, SeatInput};
use crate::desk::theme::Voice;
use crate::desk::widgets::{empty, icon, section, toggle};
use crate::exercise::entry::PostKind;
use crate::exercise::reference::Handle;
use crate::exercise::view::{Received, View};

/// Height of a message, in points at 100 %.
const ROW: f32 = 60.0;

/// Draws heading, filter, search and list.
pub(in crate::desk::seat) fn inbox_ui(ui: &mut Ui, desk: &mut SeatDesk, input: &SeatInput<'_>) {
    let inbox = &mut desk.inbox;
    let unread = inbox.unread_count();
    let count = if unread == 0 { String::new() } else { format!("{unread} unread") };
    section::section_ui(ui, "Inbox", &count, |_| {});
    let to_do = inbox.waiting(input).count();
    let to_do = if to_do == 0 { "To answer".to_owned() } else { format!("To answer {to_do}") };
    let filters = [(Filter::All, "All"), (Filter::Unread, "Unread"), (Filter::ToDo, to_do.as_str())];
    toggle::choice_chips_ui(ui, &mut inbox.filter, &filters);
    search_ui(ui, &mut inbox.query);
    inbox.seek(input);
    if inbox.hits.is_empty() {
        nothing_ui(ui, inbox);
        return;
    }
    rows_ui(ui, inbox, input);
}

fn search_ui(ui: &mut Ui, query: &mut String) {
    let theme = Theme::of(ui);
    let hint = theme.muted(format!("{} Search the inbox", icon::MAGNIFYING_GLASS));
    let edit = line_edit(&theme, query).hint_text(hint).desired_width(f32::INFINITY);
    let field = ui.add(edit);
    ui.ctx().accesskit_node_builder(field.id, |node| {
        node.set_role(Role::SearchInput);
        node.set_label("Search the inbox");
    });
}

fn nothing_ui(ui: &mut Ui, inbox: &mut Inbox) {
    let (sentence, hint) = match inbox.filter {
        _ if !inbox.query.is_empty() => ("No match", "No message has all of these words"),
        Filter::All => ("No messages yet", "What others send you arrives here"),
        Filter::Unread => ("Nothing unread", "You have read everything"),
        Filter::ToDo => ("Nothing to answer", "Questions and votes that wait for you stand here"),
    };
    let narrowed = inbox.filter != Filter::All || !inbox.query.is_empty();
    let place = empty::Empty { icon: icon::TRAY, sentence, hint, action: narrowed.then_some("Show all") };
    if empty::empty_ui(ui, &place) {
        inbox.query.clear();
        inbox.filter = Filter::All;
    }
}

fn rows_ui(ui: &mut Ui, inbox: &mut Inbox, input: &SeatInput<'_>) {
    let theme = Theme::of(ui);
    let height = theme.grown(ROW);
    let room = ui.available_rect_before_wrap();
    let focus = ui.interact(room, ui.id().with("messages"), Sense::focusable_noninteractive());
    if focus.has_focus() {
        arrows(ui, inbox, input, &focus);
    }
    let count = inbox.hits.len();
    let chosen = inbox.row(input);
    name(&focus, count, inbox.chosen(input).map(|chosen| said(chosen, input.view)));
    let mut area = ScrollArea::vertical().id_salt("messages").auto_shrink(false).animated(!theme.still);
    if let Some(row) = chosen.filter(|_| std::mem::take(&mut inbox.scroll)) {
        let offset = row as f32 * height - (room.height() - height) / 2.0;
        area = area.vertical_scroll_offset(offset.max(0.0));
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut clicked = None;
    area.show_rows(ui, height, count, |ui, seen| {
        for row in seen {
            let received = &input.view.inbox[inbox.hits[count - 1 - row]];
            let (rect, response) =
                ui.allocate_exact_size(Vec2::new(ui.available_width(), height), Sense::CLICK);
            ground(ui, &theme, rect, chosen == Some(row), response.hovered());
            let inner = rect.shrink2(Vec2::new(theme.shape.space.s, theme.shape.space.s));
            let mut place = ui.new_child(UiBuilder::new().id_salt(received.number).max_rect(inner));
            row_ui(&mut place, inbox, received, input);
            if response.on_hover_cursor(CursorIcon::PointingHand).clicked() {
                clicked = Some(received.number);
            }
        }
    });
    if let Some(number) = clicked {
        inbox.choose(number);
        focus.request_focus();
    }
    if focus.has_focus() {
        let stroke = Stroke::new(2.0, theme.colors.accent.0);
        ui.painter().rect_stroke(room, theme.shape.radius, stroke, StrokeKind::Inside);
    }
}

fn arrows(ui: &Ui, inbox: &mut Inbox, input: &SeatInput<'_>, focus: &Response) {
    use egui::{EventFilter, Key, Modifiers};
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(focus.id, filter));
    let far = isize::MAX / 4;
    let keys = [
        (Key::ArrowDown, 1),
        (Key::ArrowUp, -1),
        (Key::PageDown, 10),
        (Key::PageUp, -10),
        (Key::End, far),
        (Key::Home, -far),
    ];
    for (key, by) in keys {
        if ui.input_mut(|i| i.consume_key(Modifiers::NONE, key)) {
            inbox.step(input, by);
        }
    }
}

fn ground(ui: &Ui, theme: &Theme, rect: Rect, chosen: bool, hovered: bool) {
    let c = &theme.colors;
    if chosen || hovered {
        ui.painter().rect_filled(rect, theme.shape.radius, if chosen { c.select } else { c.surfaces.raised });
    }
    let line = Stroke::new(theme.shape.hairline, c.line.0);
    ui.painter().hline(rect.x_range(), rect.bottom(), line);
}

/// Icon and sender, the time at the right; under it what it says and what it wants.
fn row_ui(ui: &mut Ui, inbox: &Inbox, received: &Received, input: &SeatInput<'_>) {
    let unread = inbox.unread(received);
    let theme = Theme::of(ui);
    let post = &received.post;
    ui.spacing_mut().item_spacing = Vec2::new(theme.shape.space.s, theme.shape.space.xs);
    // Rows of text, not of controls: they are as high as their letters.
    ui.spacing_mut().interact_size.y = 0.0;
    ui.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
    ui.horizontal(|ui| {
        let color = if unread { theme.colors.accent } else { theme.colors.muted };
        ui.label(theme.body(channel_icon(post)).color(color.0));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(
                theme
                    .say(Voice::MonoSmall, input.directory.clock.show(received.at))
                    .color(theme.colors.muted.0),
            );
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let from = post.from.get("en");
                ui.label(if unread { theme.strong(from) } else { theme.body(from) });
            });
        });
    });
    ui.horizontal(|ui| {
        ui.add_space(theme.grown(theme.shape.sizes.body) + theme.shape.space.s);
        if let Some(wants) = wants(inbox, received, input) {
            ui.label(theme.say(Voice::Small, wants).color(theme.colors.warn.0));
        }
        if let Some(marked) = highest(post, input.view) {
            let level = theme.say(Voice::MonoSmall, marking::simulated(marked.level));
            ui.label(level.color(theme.colors.text.0));
        }
        let line = first_words(words(received, input.view));
        // The icon says that it is a notice: what kind of notice is news.
        let text = match &post.kind {
            _ if !line.is_empty() => line,
            PostKind::Notice(regime, step) => input.names().step(regime, step).to_owned(),
            kind => match case_of(input, received) {
                Some(case) if *kind == PostKind::Case => input.names().mechanism(&case.mechanism).to_owned(),
                _ => kind_word(kind).to_owned(),
            },
        };
        let look = theme.note(text);
        ui.label(if unread { look.color(theme.colors.text.0) } else { look });
    });
}

/// What the message waits for, in words.
fn wants(inbox: &Inbox, received: &Received, input: &SeatInput<'_>) -> Option<String> {
    match received.post.kind {
        PostKind::Ask if !inbox.was_answered(received) => Some("Answer".to_owned()),
        PostKind::Case if open_case(input, received) => {
            let case = received.post.thread.map(Handle::number)?;
            let left = input.view.cases.get(&case)?.due.since(input.now);
            Some(format!("Vote, {left} left"))
        }
        _ => None,
    }
}

/// The first line, short enough to be laid out in a row.
fn first_words(text: &str) -> String {
    text.split_whitespace().take(24).collect::<Vec<_>>().join(" ")
}

/// The message as a screen reader says it and the search reads it.
pub(super) fn said(received: &Received, view: &View) -> String {
    let post = &received.post;
    let level = highest(post, view).map(|m| format!("{}, ", marking::simulated(m.level))).unwrap_or_default();
    format!("{level}{} from {}: {}", kind_word(&post.kind), post.from.get("en"), words(received, view))
}

/// What it says: its own words, or those of the item that came without any.
fn words<'v>(received: &'v Received, view: &'v View) -> &'v str {
    let own = received.post.text.get("en");
    let item = || {
        let number = received.post.items.first()?.number();
        view.intel.get(&number).map(|item| item.says.get("en"))
    };
    if own.trim().is_empty() { item().unwrap_or_default() } else { own }
}

fn name(focus: &Response, count: usize, chosen: Option<String>) {
    focus.ctx.accesskit_node_builder(focus.id, |node| {
        node.set_role(Role::ListBox);
        node.set_label("Messages");
        node.set_size_of_set(count);
        if let Some(said) = chosen {
            node.set_value(said);
        }
    });
}
