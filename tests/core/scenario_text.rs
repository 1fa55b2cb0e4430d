//! Whatever happens to the text of a scenario, reading it ends, and the tree stays true to the text.

use proptest::prelude::*;
use serde::Deserialize;
use startex::base::{Text, limits};
use startex::scenario::syntax::{Kind, NodeId, Spanned, Tree, lower, parse};
use startex::scenario::{FileId, Files, Sink, render};

const SAMPLE: &str = r##"// A sample with all that the language has.
(
    format: 1, id: "harbour-lights", title: { "en": "Harbour \"lights\"", "et": "Sadamatuled põhjas" },
    /* remarks /* nest */ here */
    seats: [(id: "ee-csirt", says: r#"a "raw" text"#), (id: "lv-csirt", says: "over
 two lines", users: 40_000, loss: -0.5e3, live: true)],
    when: all([knows("LV", "c2"), not(ordered(by: "LV", what: block("c2")))]), mark: 'x', none: (),
)
"##;

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "read for the faults it may give")]
struct Scenario {
    id: Spanned<String>,
    title: Text,
    seats: Vec<Seat>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "read for the faults it may give")]
struct Seat {
    id: Spanned<String>,
    says: Text,
    users: Option<u32>,
    loss: Option<f64>,
    live: Option<bool>,
}

/// Children lie within their parent, one after the other, on the borders of characters.
fn is_true_to_the_text(tree: &Tree<'_>, node: NodeId) -> Result<usize, TestCaseError> {
    let span = tree.span(node);
    prop_assert!(span.start <= span.end && tree.text().get(span.range()).is_some());
    let (mut at, mut count) = (span.start, 1);
    for child in tree.children(node) {
        let inner = tree.span(child);
        prop_assert!(at <= inner.start && inner.end <= span.end, "{inner:?} in {span:?} after {at}");
        at = inner.end;
        count += is_true_to_the_text(tree, child)?;
    }
    if matches!(tree.kind(node), Kind::Map | Kind::Struct) {
        prop_assert_eq!(tree.children(node).count() % 2, 0);
    }
    Ok(count)
}

fn reads_to_the_end(text: &str) -> Result<Sink, TestCaseError> {
    let (mut files, mut sink) = (Files::new(), Sink::new());
    let file = files.add("sample.ron", text);
    let tree = parse(file, text, &mut sink);
    if let Some(root) = tree.root() {
        prop_assert_eq!(is_true_to_the_text(&tree, root)?, tree.len());
        let _: Option<Scenario> = lower(&tree, root, &mut sink);
    }
    for finding in sink.findings() {
        prop_assert!(finding.span.end as usize <= text.len());
        let shown = render::text(finding, &files, false);
        prop_assert!(shown.contains("sample.ron:") && shown.contains('^'), "{}", shown);
    }
    Ok(sink)
}

proptest! {
    #[test]
    fn a_truncated_text_is_read_and_its_end_is_missed(at in 60..SAMPLE.len() - 2) {
        let text = &SAMPLE[..SAMPLE.floor_char_boundary(at)];
        prop_assert!(reads_to_the_end(text)?.errors() > 0);
    }

    #[test]
    fn random_changes_never_stop_the_reading(
        changes in prop::collection::vec((0..SAMPLE.len(), 0..3_u8, "[\\PC\n\"'(){}\\[\\],:=#/*\\\\r]"), 1..12),
    ) {
        let mut text = SAMPLE.to_owned();
        for (at, what, new) in changes {
            let at = text.floor_char_boundary(at.min(text.len().saturating_sub(1)));
            let end = text.ceil_char_boundary((at + 1).min(text.len()));
            match what {
                0 => text.replace_range(at..end, ""),
                1 => text.insert_str(at, &new),
                _ => text.replace_range(at..end, &new),
            }
        }
        reads_to_the_end(&text)?;
    }

    #[test]
    fn any_text_at_all_is_read(text in "([()\\[\\]{},:=\"'r#/*\\\\ \n.+-]|[a1õ€“]|\\PC){0,200}") {
        reads_to_the_end(&text)?;
    }
}

#[test]
fn the_sample_itself_is_without_fault() {
    let mut sink = Sink::new();
    let tree = parse(FileId(0), SAMPLE, &mut sink);
    assert_eq!(sink.findings(), []);
    let id = tree.field(NodeId(0), "id").map(|id| tree.source(id));
    assert_eq!(id, Some("\"harbour-lights\""));
}

#[test]
fn hostile_texts_are_read_in_linear_time() {
    let started = std::time::Instant::now();
    let hostile = [
        "(", "[{(", ")", "()", "[(a:1),", "1,", "\"", "\\\"", "\n\\\"", "'", "r#\"", "/*", "a-", "“", "a:",
        "a=\"", "\"x",
    ];
    for piece in hostile {
        for (head, tail) in [("", ""), ("[", "]"), ("(", ""), ("\"", "\"x")] {
            let text = format!("{head}{}{tail}", piece.repeat((1 << 20) / piece.len()));
            let mut sink = Sink::new();
            let tree = parse(FileId(0), &text, &mut sink);
            assert!(tree.len() <= limits::NODES && sink.findings().len() <= limits::FINDINGS);
        }
    }
    // 68 MB in all; what is quadratic in one of them takes hours.
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
