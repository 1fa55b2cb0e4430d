//! Every record, searched by its words. A search over many records goes on from pass to pass.

use egui::Ui;

use super::{ExconInput, Out, decisions};
use crate::desk::fields::line_edit;
use crate::desk::widgets::confirm::{Confirm, confirm_button_ui};
use crate::desk::widgets::{icon, section};
use crate::desk::{Theme, plain};
use crate::exercise::order::Control;

/// Records that a pass looks at.
const A_PASS: usize = 2_000;

/// What the tab remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct Journal {
    query: String,
    sought: String,
    looked: usize,
    hits: Vec<usize>,
    chosen: Option<usize>,
    reason: String,
}

impl Journal {
    fn seek(&mut self, input: &ExconInput<'_>) -> bool {
        if self.sought != self.query || self.looked > input.records.len() {
            self.hits.clear();
            self.looked = 0;
            self.sought.clone_from(&self.query);
        }
        let words: Vec<String> = self.query.split_whitespace().map(str::to_lowercase).collect();
        let upto =
            (self.looked + if words.is_empty() { usize::MAX / 2 } else { A_PASS }).min(input.records.len());
        let names = input.names();
        for place in self.looked..upto {
            let fits = words.is_empty() || {
                let line = plain::record(input.script, &names, &input.records[place]);
                let text = format!("{} {}", line.who, line.what).to_lowercase();
                words.iter().all(|word| text.contains(word.as_str()))
            };
            if fits {
                self.hits.push(place);
            }
        }
        self.looked = upto;
        upto < input.records.len()
    }
}

pub(super) fn journal_ui(ui: &mut Ui, tab: &mut Journal, input: &ExconInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    if tab.seek(input) {
        ui.ctx().request_repaint();
    }
    let count = if tab.query.trim().is_empty() {
        format!("{} records", input.records.len())
    } else {
        format!("{} of {}", tab.hits.len(), input.records.len())
    };
    section::section_ui(ui, "Journal", &count, |_| {});
    let hint = theme.muted(format!("{} Search the journal", icon::MAGNIFYING_GLASS));
    let field = ui.add(line_edit(&theme, &mut tab.query).hint_text(hint).desired_width(f32::INFINITY));
    ui.ctx().accesskit_node_builder(field.id, |node| {
        node.set_role(egui::accesskit::Role::SearchInput);
        node.set_label("Search the journal");
    });
    if let Some(record) = tab.chosen.and_then(|place| input.records.get(place)) {
        ui.horizontal(|ui| {
            let width = ui.available_width() - theme.grown(110.0);
            let edit = line_edit(&theme, &mut tab.reason).hint_text(theme.muted("Why it should not count"));
            let reason = ui.add(edit.desired_width(width.max(80.0)));
            ui.ctx().accesskit_node_builder(reason.id, |node| node.set_label("Why it should not count"));
            let question = Confirm {
                question: "Declare this record void?",
                consequence: "It counts no more for the score. It stays in the journal, with your reason",
                act: "Declare it void",
                back: "Let it count",
            };
            ui.add_enabled_ui(!tab.reason.trim().is_empty(), |ui| {
                if confirm_button_ui(ui, "Void…", &question) {
                    let reason = std::mem::take(&mut tab.reason).trim().to_owned();
                    out.push(Out::Act(Box::new(Control::Void { record: record.number, reason })));
                }
            });
        });
    }
    decisions::feed_ui(
        ui,
        ("Records", "Everything that happens stands here"),
        &tab.hits,
        &mut tab.chosen,
        input,
    );
}
