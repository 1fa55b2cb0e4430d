//! docs/scenario-format.md says what the program does: its pieces check clean, its tables are the program's own.

use std::collections::BTreeMap;

use startex::batch::run::Watch;
use startex::batch::{Run, opening};
use startex::exercise::order::{Desk, Order};
use startex::exercise::{Answer, orders_file};
use startex::scenario::syntax::plain_ron;
use startex::scenario::{FileId, Severity, Sink, checks, load};

use crate::harbour;

const PAGE: &str = include_str!("../../docs/scenario-format.md");

/// The blocks of the page in this language.
fn blocks(language: &str) -> Vec<&'static str> {
    let open = format!("```{language}\n");
    PAGE.split(open.as_str()).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

fn packs() -> BTreeMap<String, String> {
    [
        ("doctrine/eu.ron", include_str!("../../assets/doctrine/eu.ron")),
        ("doctrine/nato.ron", include_str!("../../assets/doctrine/nato.ron")),
        ("doctrine/private.ron", include_str!("../../assets/doctrine/private.ron")),
        ("doctrine/international.ron", include_str!("../../assets/doctrine/international.ron")),
        ("world/europe.ron", include_str!("../../assets/world/europe.ron")),
        ("world/dependencies.ron", include_str!("../../assets/world/dependencies.ron")),
    ]
    .map(|(path, text)| (path.to_owned(), text.to_owned()))
    .into()
}

#[test]
fn the_pieces_of_the_page_are_one_scenario_that_checks_clean() {
    let pieces = blocks("ron");
    assert!(pieces.len() >= 8);
    let mut sources = packs();
    sources.insert("s.ron".to_owned(), format!("(\n{})\n", pieces.concat()));
    let loaded = load(&sources, "s.ron");
    let shown: Vec<_> =
        loaded.findings.iter().map(|f| startex::scenario::render::text(f, &loaded.files, false)).collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
    let script = loaded.script.unwrap();
    assert!(
        script.names.injects.contains_key("INJ-002-NO")
            && script.rules.iter().filter(|(_, r)| r.adapts).count() == 4
    );
}

#[test]
fn the_order_files_of_the_page_can_be_read() {
    let mut sources = packs();
    sources.insert("s.ron".to_owned(), format!("(\n{})\n", blocks("ron").concat()));
    let script = load(&sources, "s.ron").script.unwrap();
    let files = blocks("ron,orders");
    assert!(!files.is_empty());
    for file in files {
        let mut sink = Sink::new();
        let lines = orders_file::read(FileId(0), file, &script, &mut sink);
        let shown: Vec<_> = sink.findings().iter().map(|f| f.message.clone()).collect();
        assert!(shown.is_empty(), "{shown:?}");
        assert!(
            lines.iter().any(|l| l.by == Desk::Excon) && lines.len() == file.matches("(at: \"D1").count()
        );
    }
}

/// Notes which orders of seats were refused.
#[derive(Default)]
struct Refused(Vec<String>);

impl Watch for Refused {
    fn answer(&mut self, order: &Order, answer: &Answer) {
        if let Answer::Refused(_, refusal) = answer {
            self.0.push(format!("{:?}: {}", order.act, refusal.message));
        }
    }
}

#[test]
fn every_order_of_the_page_is_taken() {
    let mut sources = packs();
    sources.insert("s.ron".to_owned(), format!("(\n{})\n", blocks("ron").concat()));
    let script = load(&sources, "s.ron").script.unwrap();
    for file in blocks("ron,orders") {
        let lines = orders_file::read(FileId(0), file, &script, &mut Sink::new());
        let people = script.seats.iter().map(|(id, _)| id).collect();
        let mut run = Run::new(script.clone(), harbour::header(1));
        let mut refused = Refused::default();
        for order in opening(&script, &people, None) {
            run.order(&order, &mut refused);
        }
        for (at, order) in orders_file::orders(lines) {
            run.hand_in(at, order);
        }
        run.until(script.endex, &mut refused);
        assert!(refused.0.is_empty(), "{}", refused.0.join("\n"));
    }
}

/// Every act of control has its row.
#[test]
fn the_page_names_every_act_of_control() {
    let acts = [
        "start",
        "pause",
        "pace",
        "skip_to",
        "endex",
        "fire",
        "hold",
        "skip",
        "readdress",
        "retell",
        "compose",
        "play",
        "record_for",
        "staff",
        "no_play",
        "adjust",
        "flag",
        "reveal",
        "grant",
        "void",
        "observe",
        "rate",
        "appoint",
        "rate_task",
        "rate_words",
        "sign_off",
        "reopen",
        "consent",
    ];
    for act in acts {
        let (bare, with_fields) = (format!("`{act}`"), format!("`{act}("));
        assert!(PAGE.contains(&bare) || PAGE.contains(&with_fields), "docs/scenario-format.md lacks `{act}`");
    }
}

#[test]
fn every_finding_code_is_on_the_page_with_its_cause_and_mend() {
    for check in checks::ALL {
        let kind = if check.severity == Severity::Error { "error" } else { "warning" };
        let row =
            format!("| `{}` | {kind} | {} | {} |", check.code, check.cause.replace('|', "\\|"), check.mend);
        assert!(PAGE.contains(&row), "docs/scenario-format.md lacks the row\n{row}");
    }
    for (code, cause, mend) in checks::READING {
        let row = format!("| `{code}` | error | {cause} | {mend} |");
        assert!(PAGE.contains(&row), "docs/scenario-format.md lacks the row\n{row}");
    }
}

#[test]
fn the_page_names_every_mechanism_and_no_other() {
    let mut ids = Vec::new();
    for (path, text) in packs().iter().filter(|(path, _)| path.starts_with("doctrine/")) {
        let pack: startex::scenario::pack::DoctrinePack = plain_ron().from_str(text).unwrap();
        assert!(!pack.mechanisms.is_empty(), "{path}");
        ids.extend(pack.mechanisms.into_iter().map(|m| (pack.id.clone(), m.id)));
    }
    let rows = PAGE.split("## Mechanisms").nth(1).unwrap().split("\n## ").next().unwrap();
    for (pack, id) in &ids {
        assert!(
            rows.contains(&format!("| `{id}` | `{pack}` |")),
            "docs/scenario-format.md lacks `{id}` of `{pack}`"
        );
    }
    assert_eq!(rows.lines().filter(|line| line.starts_with("| `")).count(), ids.len());
}
