//! What is said of the score: nothing where there is too little to judge, and who it was in full where there is something.

use std::cell::RefCell;

use egui::Shape;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use startex::base::{Ppm, Span};
use startex::desk::excon::Tab;
use startex::score::Score;
use startex::score::convention::FEWEST;

use super::desk::harness;
use super::exercise::Played;
use super::watch::shown;
use super::{debrief, excon};

/// One assessment in all, and it went badly.
fn thin(score: &mut Score, assessed: u32) {
    score.overall = Some(Ppm::ZERO);
    for measure in &mut score.measures {
        (measure.assessed, measure.opportunities, measure.value) = (0, 0, None);
    }
    if let Some(first) = score.measures.first_mut() {
        (first.assessed, first.opportunities, first.value) = (assessed, assessed, Some(Ppm::ZERO));
    }
}

#[test]
fn control_reads_of_one_assessment_that_it_is_too_little_to_judge() {
    let bench = RefCell::new(excon::Bench::new(Played::play("harbour", Span::mins(90), &["ee-port"])));
    thin(&mut bench.borrow_mut().score, 1);
    bench.borrow_mut().desk.tab = Tab::Score;
    let mut harness = harness(&bench);
    harness.get_by_label("Score: too little to judge yet");
    assert!(harness.query_by_label("0.00").is_none(), "a figure that means nothing");
    assert!(shown(&harness, "overall too little to judge yet, 1 of"));
    assert!(shown(&harness, "1 opportunity was assessed so far"));
    thin(&mut bench.borrow_mut().score, FEWEST);
    harness.run();
    harness.get_by_label("0.00");
    assert!(!shown(&harness, "too little to judge"));
}

#[test]
fn the_debrief_says_so_too() {
    let bench = RefCell::new(debrief::Bench::of(Played::play("harbour", Span::hours(1), &["ee-port"])));
    thin(&mut bench.borrow_mut().score, FEWEST - 1);
    let mut harness = harness(&bench);
    harness.get_by_label("too little to judge yet");
    thin(&mut bench.borrow_mut().score, FEWEST);
    harness.run();
    harness.get_by_label("0.00");
}

/// What is painted of each text, as far as it was not cut off.
fn painted(harness: &Harness<'_>) -> Vec<String> {
    let texts = harness.output().shapes.iter().filter_map(|clipped| match &clipped.shape {
        Shape::Text(text) => Some(&text.galley),
        _ => None,
    });
    let visible =
        |row: &egui::epaint::text::PlacedRow| row.glyphs.iter().map(|glyph| glyph.chr).collect::<String>();
    texts.map(|galley| galley.rows.iter().map(visible).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn why_something_counted_names_whoever_it_was_in_full() {
    let bench = RefCell::new(debrief::Bench::of(Played::play("northern-lights", Span::hours(9), &[])));
    let harness = harness(&bench);
    let bench = bench.borrow();
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let painted: Vec<String> = painted(&harness).iter().map(|text| words(text)).collect();
    let titles: Vec<String> =
        bench.played.script.seats.rows().map(|seat| words(seat.title.get("en"))).collect();
    let mut seen = 0;
    for entry in bench.score.measures.iter().flat_map(|measure| &measure.evidence) {
        let why = words(&entry.why);
        let is_it = |row: &&String| row.len() > 20 && why.starts_with(row.trim_end_matches('…').trim_end());
        for row in painted.iter().filter(is_it) {
            for title in titles.iter().filter(|title| why.contains(title.as_str())) {
                seen += 1;
                assert!(row.contains(title), "“{title}” in “{row}”");
            }
        }
    }
    assert!(seen > 2, "no row with a long title is on the screen: {painted:?}");
}
