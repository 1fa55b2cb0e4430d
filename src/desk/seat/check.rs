//! The communications check before STARTEX: whoever sits here says that they read and can send, or what is wrong.

use egui::{Button, Label, TextEdit, Ui};

use super::{Out, SeatDesk, SeatInput};
use crate::desk::Theme;
use crate::desk::line::{act, act_ui};
use crate::desk::widgets::banner;
use crate::desk::widgets::button::primary_button_ui;
use crate::exercise::fact::Phase;
use crate::wire::Check;

/// Draws the question until STARTEX, and what was answered.
pub(super) fn check_ui(ui: &mut Ui, desk: &mut SeatDesk, input: &SeatInput<'_>, out: &mut Vec<Out>) {
    if input.view.phase != Phase::Ready || !input.people.checks {
        return;
    }
    let theme = Theme::of(ui);
    let mine = input.people.here.iter().filter(|chair| chair.person == input.people.me);
    match mine.filter_map(|chair| chair.check.as_ref()).next_back() {
        Some(Check::Ready) => {
            let words = "Exercise control sees that you read and can send. It begins with STARTEX";
            banner::banner_ui(ui, banner::Tone::Good, "You are ready", words);
        }
        Some(Check::Trouble(trouble)) => {
            let words = format!("“{trouble}”. Say so when it is mended");
            banner::banner_ui(ui, banner::Tone::Warn, "Exercise control sees what is wrong", &words);
        }
        None => {
            let words = "Can you read this and send? Exercise control waits for every seat";
            banner::banner_ui(ui, banner::Tone::Note, "Communications check", words);
        }
    }
    ui.horizontal_wrapped(|ui| {
        if act_ui(ui, true, |ui| primary_button_ui(ui, "I read and can send").clicked()).inner {
            out.push(Out::Check(Check::Ready));
        }
        let field = TextEdit::singleline(&mut desk.trouble).hint_text("What is wrong").desired_width(160.0);
        let field = ui.add(field);
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label("What is wrong"));
        let said = !desk.trouble.trim().is_empty();
        if act(ui, said, Button::new("Tell control")).clicked() {
            out.push(Out::Check(Check::Trouble(std::mem::take(&mut desk.trouble).trim().to_owned())));
        }
    });
    ui.add(Label::new(theme.note("This is no part of the exercise, and nothing of it is kept")).wrap());
    ui.add_space(theme.shape.space.s);
}
