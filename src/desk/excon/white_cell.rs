//! What was sent to those whom nobody plays, and the answers in their role.

use egui::{Label, ScrollArea, Ui};

use super::decisions::state_code;
use super::sending::Sending;
use super::{Digest, ExconInput, Out};
use crate::desk::fields::{named_line_ui, text_edit};
use crate::desk::line::{act, act_ui};
use crate::desk::theme::Voice;
use crate::desk::widgets::button::primary_button_ui;
use crate::desk::widgets::table::{Table, Width, tall_table_ui, two_lines_ui};
use crate::desk::widgets::{empty, icon, section};
use crate::desk::{Theme, plain};
use crate::exercise::decide::verb_text;
use crate::exercise::fact::{Cause, Record};
use crate::exercise::order::Control;
use crate::exercise::state::WhiteCellItem;
use crate::scenario::script::SeatId;

/// What the tab remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct WhiteCell {
    /// Place in the queue.
    chosen: Option<usize>,
    persona: String,
    text: String,
    sending: Sending,
}

const COLUMNS: &[(&str, Width)] =
    &[("Time", Width::Fixed(76.0)), ("", Width::Fixed(24.0)), ("To, and from whom", Width::Rest)];

pub(super) fn white_cell_ui(
    ui: &mut Ui,
    tab: &mut WhiteCell,
    digest: &Digest,
    input: &ExconInput<'_>,
    out: &mut Vec<Out>,
) {
    if tab.sending.taken(input, out).is_some() {
        *tab = WhiteCell::default();
    }
    let waiting = &digest.white_cell;
    section::section_ui(ui, "White Cell", &format!("{} waiting", waiting.len()), |_| {});
    if waiting.is_empty() {
        let place = empty::Empty {
            icon: icon::MASK_HAPPY,
            sentence: "Nobody waits for an answer",
            hint: "What is sent to seats that nobody plays stands here",
            action: None,
        };
        empty::empty_ui(ui, &place);
        return;
    }
    let title = |seat| input.script.seats.get(seat).map_or("a seat", |s| s.title.get("en"));
    let queue = &input.state.white_cell;
    let row = tab.chosen.and_then(|place| waiting.binary_search(&place).ok());
    let table =
        Table { name: "White Cell queue", columns: COLUMNS, rows: waiting.len(), chosen: row, follow: false };
    let size =
        egui::Vec2::new(ui.available_width(), ui.available_height() * if row.is_some() { 0.4 } else { 1.0 });
    let picked = ui
        .allocate_ui(size, |ui| {
            let said = |row: usize| {
                let item = &queue[waiting[row]];
                format!("{} to {}", title(item.from), title(item.to))
            };
            tall_table_ui(ui, &table, said, |ui, row, column| {
                let theme = Theme::of(ui);
                let item = &queue[waiting[row]];
                match column {
                    0 => {
                        let time = input.directory.clock.show(item.at);
                        ui.label(theme.say(Voice::MonoSmall, time).color(theme.colors.muted.0));
                    }
                    1 => code_ui(ui, input, item.from),
                    _ => two_lines_ui(
                        ui,
                        theme.body(title(item.to)),
                        theme.note(format!("from {}", title(item.from))),
                    ),
                }
            })
        })
        .inner;
    if let Some(place) = picked.chosen.map(|row| waiting[row])
        && tab.chosen != Some(place)
    {
        let persona = title(queue[place].to).to_owned();
        *tab = WhiteCell { chosen: Some(place), persona, ..WhiteCell::default() };
    }
    if let Some(place) = tab.chosen.filter(|place| waiting.binary_search(place).is_ok()) {
        ui.separator();
        answer_ui(ui, tab, place, &queue[place], input, out);
    }
}

fn code_ui(ui: &mut Ui, input: &ExconInput<'_>, seat: SeatId) {
    let theme = Theme::of(ui);
    let code = state_code(input.script, seat);
    ui.label(theme.say(Voice::MonoSmall, code).color(theme.colors.muted.0));
}

/// The record that the item came in.
fn record<'a>(input: &ExconInput<'a>, item: &WhiteCellItem) -> Option<&'a Record> {
    let place = usize::try_from(item.record).ok()?.checked_sub(1)?;
    input.records.get(place).map(AsRef::as_ref)
}

fn answer_ui(
    ui: &mut Ui,
    tab: &mut WhiteCell,
    place: usize,
    item: &WhiteCellItem,
    input: &ExconInput<'_>,
    out: &mut Vec<Out>,
) {
    let theme = Theme::of(ui);
    ScrollArea::vertical().id_salt("white cell answer").auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = theme.shape.space.s;
        if let Some(record) = record(input, item) {
            let line = plain::record(input.script, &input.names(), record);
            ui.add(Label::new(theme.strong(line.what)).wrap());
            if let Cause::Order(order) = &record.cause
                && let Some(verb) = order.act.verb()
            {
                ui.add(Label::new(theme.body(verb_text(verb))).wrap());
            }
        }
        let WhiteCell { persona, text, sending, .. } = tab;
        sending.field_ui(ui, "persona", "Answer as", |ui| {
            named_line_ui(ui, "Answer as", "Who it seems to come from", persona);
        });
        sending.field_ui(ui, "text", "Answer", |ui| {
            let field = ui.add(text_edit(&Theme::of(ui), text, 5));
            ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("Answer"));
        });
        sending.rest_ui(ui, &["persona", "text"]);
        let ready = !text.trim().is_empty() && !persona.trim().is_empty() && !sending.busy();
        let send = act_ui(ui, ready, |ui| {
            primary_button_ui(ui, &format!("{} Send in this role", icon::PAPER_PLANE_RIGHT)).clicked()
        });
        if send.inner
            && let Some(from) = input.script.seats.get(item.from)
        {
            let control = Control::Play {
                persona: persona.trim().to_owned(),
                to: vec![from.id.clone()],
                text: text.trim().to_owned(),
                settles: u32::try_from(place).ok(),
            };
            sending.send(Ok(control), out);
        }
        let aside = act(ui, !sending.busy(), egui::Button::new("Needs no answer"));
        if aside.clicked()
            && let Ok(item) = u32::try_from(place)
        {
            sending.send(Ok(Control::Settle { item }), out);
        }
    });
}
