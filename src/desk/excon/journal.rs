//! Every record, searched by its words. A search over many records goes on from pass to pass.

use egui::Ui;

use super::decisions::{Feed, feed_ui};
use super::repair::{Repair, repair_ui};
use super::{Digest, ExconInput, Out};
use crate::base::excerpt;
use crate::desk::fields::line_edit;
use crate::desk::widgets::{icon, section};
use crate::desk::{Theme, plain};

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
    repair: Repair,
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

/// Gives the place of the record that is to be corrected.
pub(super) fn journal_ui(
    ui: &mut Ui,
    tab: &mut Journal,
    digest: &Digest,
    input: &ExconInput<'_>,
    out: &mut Vec<Out>,
) -> Option<usize> {
    let theme = Theme::of(ui);
    if tab.seek(input) {
        ui.ctx().request_repaint();
    }
    let count = if tab.query.trim().is_empty() {
        excerpt::count(input.records.len(), "record")
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
    let feed = Feed { name: "Records", hint: "Everything that happens stands here", digest };
    let mut wrong = false;
    feed_ui(ui, &feed, &tab.hits, &mut tab.chosen, input, |ui, record| {
        wrong = repair_ui(ui, &mut tab.repair, record, digest, input, out);
    });
    tab.chosen.filter(|_| wrong)
}
