//! Fixtures of the checks: the starting scenario with something changed. `§` marks where a finding must stand.

use std::collections::BTreeMap;

use crate::scenario::load::{Loaded, load};
use crate::scenario::template;

/// The packs that come with the program, and one scenario.
pub(crate) fn load_text(text: &str) -> Loaded {
    let pack = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let sources: BTreeMap<String, String> = [
        pack("doctrine/eu.ron", include_str!("../../../assets/doctrine/eu.ron")),
        pack("doctrine/nato.ron", include_str!("../../../assets/doctrine/nato.ron")),
        pack("doctrine/private.ron", include_str!("../../../assets/doctrine/private.ron")),
        pack("doctrine/international.ron", include_str!("../../../assets/doctrine/international.ron")),
        pack("world/europe.ron", include_str!("../../../assets/world/europe.ron")),
        pack("world/dependencies.ron", include_str!("../../../assets/world/dependencies.ron")),
        pack("s.ron", text),
    ]
    .into();
    load(&sources, "s.ron")
}

/// The starting scenario with some words changed.
pub(crate) fn changed(changes: &[(&str, &str)]) -> String {
    let mut text = template::TEXT.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "the starting scenario does not say {from}");
        text = text.replacen(from, to, 1);
    }
    text
}

/// Asserts that the changed scenario has exactly one finding of the code, and that it stands at the mark.
#[track_caller]
pub(crate) fn found(code: &str, changes: &[(&str, &str)]) {
    let text = changed(changes);
    let at = text.find('§').expect("a mark § in the fixture");
    let line = text[..at].matches('\n').count() as u32 + 1;
    let column = text[..at].rsplit('\n').next().unwrap_or("").chars().count() as u32 + 1;
    let loaded = load_text(&text.replace('§', ""));
    let places: Vec<_> = loaded
        .findings
        .iter()
        .filter(|f| f.code == code)
        .map(|f| f.json(&loaded.files))
        .map(|f| (f.line, f.column))
        .collect();
    assert_eq!(places, [(line, column)], "{:#?}", loaded.findings);
}

/// Asserts that the changed scenario has no finding of the code.
#[track_caller]
pub(crate) fn clean(code: &str, changes: &[(&str, &str)]) {
    let loaded = load_text(&changed(changes));
    let said: Vec<_> = loaded.findings.iter().filter(|f| f.code == code).collect();
    assert!(said.is_empty(), "{said:#?}");
}
