//! The message network against the doctrinal graph: who wrote to whom, who should have, and what the whole looks like.

use egui::{Label, Ui};

use super::DebriefInput;
use crate::base::Ppm;
use crate::desk::Theme;
use crate::desk::theme::Voice;
use crate::desk::widgets::table::{Table, Width, table_ui};
use crate::desk::widgets::toggle::choice_chips_ui;
use crate::desk::widgets::{empty, icon};
use crate::scenario::script::OrgId;
use crate::score::network::Network;

/// Which contacts are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Which {
    /// Wanted, and not made.
    #[default]
    Missing,
    /// Made, and wanted.
    Met,
    /// Made, and not wanted.
    Beyond,
}

/// What the chart remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct Pane {
    which: Which,
    chosen: Option<usize>,
}

/// What each figure says, low and high.
const FIGURES: [(&str, &str); 5] = [
    ("Recall", "share of the contacts wanted by doctrine that were made"),
    ("Precision", "share of the contacts made that doctrine wants"),
    ("Reciprocity", "share of the contacts that run both ways"),
    ("Centralisation", "1: everything goes over one hub"),
    ("Fragmentation", "0: everybody can reach everybody; 1: nobody anybody"),
];

pub(super) fn network_ui(ui: &mut Ui, pane: &mut Pane, input: &DebriefInput<'_>) {
    let theme = Theme::of(ui);
    let network = &input.score.network;
    if network.wrote.is_empty() && network.wanted.is_empty() {
        let place = empty::Empty {
            icon: icon::GRID_NINE,
            sentence: "Nobody has written to anybody yet",
            hint: "Nor was anybody to be told of anything",
            action: None,
        };
        empty::empty_ui(ui, &place);
        return;
    }
    figures_ui(ui, network);
    ui.add_space(theme.shape.space.s);
    let met: Vec<(OrgId, OrgId)> = network.wrote.intersection(&network.wanted).copied().collect();
    let missing: Vec<(OrgId, OrgId)> = network.wanted.difference(&network.wrote).copied().collect();
    let beyond: Vec<(OrgId, OrgId)> = network.wrote.difference(&network.wanted).copied().collect();
    let words = [
        (Which::Missing, format!("Wanted, not made {}", missing.len())),
        (Which::Met, format!("Wanted and made {}", met.len())),
        (Which::Beyond, format!("Made beyond {}", beyond.len())),
    ];
    let choices: Vec<(Which, &str)> = words.iter().map(|(which, text)| (*which, text.as_str())).collect();
    if choice_chips_ui(ui, &mut pane.which, &choices) {
        pane.chosen = None;
    }
    let arcs = match pane.which {
        Which::Missing => missing,
        Which::Met => met,
        Which::Beyond => beyond,
    };
    arcs_ui(ui, &mut pane.chosen, &arcs, input);
}

/// The five figures, each with what it says.
fn figures_ui(ui: &mut Ui, network: &Network) {
    let theme = Theme::of(ui);
    let values: [Option<Ppm>; 5] = [
        network.recall,
        network.precision,
        network.reciprocity,
        Some(network.centralisation),
        Some(network.fragmentation),
    ];
    egui::Grid::new("network figures").num_columns(3).show(ui, |ui| {
        for ((name, meaning), value) in FIGURES.into_iter().zip(values) {
            let figure = value.map_or("–".to_owned(), |v| format!("{:.2}", v.as_f64()));
            ui.label(theme.say(Voice::Mono, figure));
            ui.label(theme.strong(name));
            ui.add(Label::new(theme.note(meaning)).wrap());
            ui.end_row();
        }
    });
}

fn arcs_ui(ui: &mut Ui, chosen: &mut Option<usize>, arcs: &[(OrgId, OrgId)], input: &DebriefInput<'_>) {
    const COLUMNS: &[(&str, Width)] = &[("From", Width::Fixed(340.0)), ("To", Width::Rest)];
    let name = |org: OrgId| input.script.orgs.get(org).map_or("", |o| o.name.get("en"));
    let rows = arcs.len();
    let table = Table { name: "Contacts", columns: COLUMNS, rows, chosen: *chosen, follow: false };
    let said = |row: usize| format!("{} to {}", name(arcs[row].0), name(arcs[row].1));
    let picked = table_ui(ui, &table, said, |ui, row, column| {
        let org = if column == 0 { arcs[row].0 } else { arcs[row].1 };
        ui.label(Theme::of(ui).body(name(org))).on_hover_text(name(org));
    });
    *chosen = picked.chosen.or(*chosen);
}
