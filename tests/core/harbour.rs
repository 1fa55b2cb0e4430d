//! The small scenario of tests/fixtures, for the tests of journal and run.

use std::collections::BTreeMap;
use std::sync::Arc;

use startex::exercise::order::Order;
use startex::exercise::orders_file;
use startex::record::journal::{Header, Options, RULES};
use startex::scenario::script::Script;
use startex::scenario::{FileId, Loaded, Sink, load};

/// Its main file.
pub(crate) const MAIN: &str = "harbour.ron";

/// The scenario as it is read.
pub(crate) fn loaded() -> Loaded {
    let texts = [
        (MAIN, include_str!("../fixtures/harbour.ron")),
        ("doctrine/eu.ron", include_str!("../../assets/doctrine/eu.ron")),
        ("world/europe.ron", include_str!("../../assets/world/europe.ron")),
    ];
    let sources: BTreeMap<String, String> =
        texts.map(|(path, text)| (path.to_owned(), text.to_owned())).into();
    let loaded = load(&sources, MAIN);
    assert_eq!(loaded.errors, 0, "{:?}", loaded.findings);
    loaded
}

/// Its script.
pub(crate) fn script() -> Arc<Script> {
    loaded().script.unwrap()
}

/// The header of a journal of it.
pub(crate) fn header(seed: u64) -> Header {
    let loaded = loaded();
    Header {
        rules: RULES,
        seed,
        scenario: "harbour".to_owned(),
        main: MAIN.to_owned(),
        sources: loaded.sources,
        script: loaded.script.unwrap().hash,
        options: Options::default(),
    }
}

/// The orders that go with it.
pub(crate) fn orders(script: &Script) -> Vec<(startex::base::At, Order)> {
    let mut sink = Sink::new();
    let text = include_str!("../fixtures/harbour-orders.ron");
    let lines = orders_file::read(FileId(0), text, script, &mut sink);
    assert_eq!(sink.errors(), 0, "{:?}", sink.findings());
    orders_file::orders(lines)
}
