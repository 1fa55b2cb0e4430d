//! Each kind of fault with its exact bytes, and that the reading goes on after it.

use super::super::super::{FileId, Sink};
use super::super::tree::{Kind, NodeId, Tree};
use super::parse;

fn read(text: &str) -> (Tree<'_>, Vec<(&'static str, String, u32)>) {
    let mut sink = Sink::new();
    let tree = parse(FileId(0), text, &mut sink);
    let found = sink
        .findings()
        .iter()
        .map(|f| (f.code, text.get(f.span.range()).unwrap_or("?").to_owned(), f.span.start))
        .collect();
    (tree, found)
}

/// Reads a text in which `^` marks where each fault begins, and checks codes, marked bytes and places.
fn faults(marked: &str, expected: &[(&str, &str)]) -> String {
    let text = marked.replace('^', "");
    let places: Vec<u32> =
        marked.match_indices('^').enumerate().map(|(n, (at, _))| (at - n) as u32).collect();
    let (tree, mut found) = read(&text);
    found.sort_by_key(|f| f.2);
    let got: Vec<_> = found.iter().map(|(code, bytes, _)| (*code, bytes.as_str())).collect();
    assert_eq!(got, expected, "{marked}");
    assert_eq!(found.iter().map(|f| f.2).collect::<Vec<_>>(), places, "{marked}");
    shape(&tree)
}

/// The tree as a text: what each node is and holds.
fn shape(tree: &Tree<'_>) -> String {
    fn write(tree: &Tree<'_>, node: NodeId, out: &mut String) {
        let (open, close) = match tree.kind(node) {
            Kind::List => ("[", "]"),
            Kind::Map => ("{", "}"),
            Kind::Struct => ("<", ">"),
            Kind::Tuple => ("(", ")"),
            Kind::Broken => return out.push('!'),
            _ => return out.push_str(tree.source(node)),
        };
        out.push_str(tree.word(node));
        out.push_str(open);
        for (n, child) in tree.children(node).enumerate() {
            out.push_str(if n == 0 { "" } else { " " });
            write(tree, child, out);
        }
        out.push_str(close);
    }
    let mut out = String::new();
    if let Some(root) = tree.root() {
        write(tree, root, &mut out);
    }
    out
}

#[test]
fn a_good_text_has_no_faults_and_keeps_its_shape() {
    let text = r##"#![enable(implicit_some)]
        // A remark.
        Scenario( id: "a", n: -4_0.5e1, l: [1, 'x', true,], /* in /* deep */ */ m: { "en": r#"a"b"#, },
          v: all([knows("LV", "c2"), not(x), none()]), u: (), )"##;
    assert_eq!(
        faults(text, &[]),
        r##"Scenario<id "a" n -4_0.5e1 l [1 'x' true] m {"en" r#"a"b"#} v all([knows("LV" "c2") not(x) none()]) u ()>"##
    );
}

#[test]
fn a_missing_comma_is_told_where_it_should_stand() {
    assert_eq!(faults("[1^ 2, 3]", &[("missing-comma", "")]), "[1 2 3]");
    assert_eq!(faults("(a: 1^\n b: \"x\"^ /* so */ c: 2)", &[("missing-comma", ""); 2]), "<a 1 b \"x\" c 2>");
}

#[test]
fn an_unclosed_bracket_is_told_at_its_opening() {
    assert_eq!(faults("(a: ^[1, 2, b: 3)", &[("unclosed-bracket", "[")]), "<a [1 2] b 3>");
    assert_eq!(faults("(a: [^(id: 1, (id: 2)])", &[("unclosed-bracket", "(")]), "<a [<id 1> <id 2>]>");
    assert_eq!(faults("(a: ^[1, 2)", &[("unclosed-bracket", "[")]), "<a [1 2]>");
    assert_eq!(faults("(a: [(b: ^(c: 1", &[("unclosed-bracket", "(")]), "<a [<b <c 1>>]>");
}

#[test]
fn a_bracket_that_closes_nothing_is_told_and_skipped() {
    assert_eq!(faults("[1, ^}2]", &[("stray-bracket", "}")]), "[1 2]");
    assert_eq!(faults("(a: 1^), b: 2)", &[("stray-bracket", ")")]), "<a 1 b 2>");
}

#[test]
fn a_text_without_its_end_stops_at_its_line() {
    let text = "(a: ^\"one,\n b: \"two\",\n c: 3)";
    assert_eq!(faults(text, &[("unclosed-text", "\"one")]), "<a ! b \"two\" c 3>");
    let item = "([(says: ^\"Gate (west)),\n(says: \"b\")])";
    assert_eq!(faults(item, &[("unclosed-text", "\"Gate (west)")]), "([<says !> <says \"b\">])");
    assert_eq!(faults("[^\"end]", &[("unclosed-text", "\"end")]), "[!]");
    assert_eq!(faults("^[^r#\"end\"]", &[("unclosed-bracket", "["), ("unclosed-text", "r#\"end\"]")]), "[!]");
}

#[test]
fn a_text_over_several_lines_is_fine() {
    assert_eq!(faults("(a: \"one\n two\", b: 1)", &[]), "<a \"one\n two\" b 1>");
}

#[test]
fn a_comment_without_an_end_is_told_at_its_beginning() {
    assert_eq!(faults("[1] ^/* for ever", &[("unclosed-comment", "/*")]), "[1]");
}

#[test]
fn each_bad_escape_is_told_by_itself() {
    let text = r#"["a^\q b^\u{110000} c^\xff", "\n\t\\\"\u{20AC}\x41\xc3\xb5"]"#;
    let expected = [("bad-escape", "\\q"), ("bad-escape", "\\u{110000}"), ("bad-escape", "\\x")];
    assert_eq!(faults(text, &expected), r#"[! "\n\t\\\"\u{20AC}\x41\xc3\xb5"]"#);
}

#[test]
fn a_bad_number_is_one_fault() {
    assert_eq!(
        faults(
            "[^2h30m, ^1.2.3, ^0x, 0x1f]",
            &[("bad-number", "2h30m"), ("bad-number", "1.2.3"), ("bad-number", "0x")]
        ),
        "[! ! ! 0x1f]"
    );
    assert_eq!(faults("(a: 5^€)", &[("bad-character", "€")]), "<a 5>");
}

#[test]
fn strange_characters_in_a_row_are_one_fault() {
    assert_eq!(faults("[1, ^@#@2]", &[("bad-character", "@#@")]), "[1 2]");
    assert_eq!(
        faults("(a: ^“text”, b: ^'text')", &[("bad-character", "“text”"), ("bad-character", "'text'")]),
        "<a ! b !>"
    );
}

#[test]
fn a_word_with_a_hyphen_is_told_whole() {
    assert_eq!(faults("(a: ^early-warning, b: 1)", &[("bad-word", "early-warning")]), "<a ! b 1>");
}

#[test]
fn names_and_values_that_are_missing_are_told() {
    assert_eq!(
        faults(
            "(a:^, b^ 2, c ^= 3)",
            &[("missing-value", ""), ("missing-colon", ""), ("missing-colon", "=")]
        ),
        "<a ! b 2 c 3>"
    );
    assert_eq!(faults("{\"en\"^, \"et\": 1}", &[("missing-colon", "")]), "{\"en\" ! \"et\" 1}");
    assert_eq!(faults("[1,^,2]", &[("missing-value", ",")]), "[1 2]");
    assert_eq!(faults("(a: 1, ^2, c: 3)", &[("missing-name", "2")]), "<a 1 c 3>");
    assert_eq!(faults("(^\"a\": 1)", &[("quoted-name", "\"a\"")]), "<a 1>");
    assert_eq!(faults("[^a: 1]", &[("stray-name", "a")]), "[1]");
}

#[test]
fn what_other_languages_write_is_one_fault_each() {
    assert_eq!(faults("(a: 1^; b: 2)", &[("bad-character", ";")]), "<a 1 b 2>");
    assert_eq!(faults("(a: 1, ^# when it starts\n b: 2)", &[("bad-character", "#")]), "<a 1 b 2>");
    assert_eq!(faults("(a: ^50%, b: 2)", &[("bad-number", "50%")]), "<a ! b 2>");
    assert_eq!(faults("(a: 0,^5, b: 2)", &[("missing-name", "5")]), "<a 0 b 2>");
    assert_eq!(faults("(a: f(1) ^and g(2), b: 2)", &[("missing-comma", "and")]), "<a f(1) b 2>");
}

#[test]
fn a_quote_inside_a_text_is_one_fault() {
    let text = "(a: \"It says ^\"error\" again.\", b: [\"x\"])";
    assert_eq!(faults(text, &[("missing-comma", "\"")]), "<a \"It says \" b [\"x\"]>");
}

#[test]
fn a_bracket_of_another_shape_is_told_where_it_stands() {
    assert_eq!(faults("[(a: [\"x\"^), b: 1), (a: 2)]", &[("wrong-bracket", ")")]), "[<a [\"x\"] b 1> <a 2>]");
    assert_eq!(faults("[(a: 1^], (a: 2)]", &[("wrong-bracket", "]")]), "[<a 1> <a 2>]");
}

#[test]
fn what_follows_the_end_is_told_once() {
    assert_eq!(faults("[1] ^2 3 4", &[("text-after-end", "2")]), "[1]");
    assert_eq!(faults("^", &[("empty-file", "")]), "");
}

#[test]
fn nesting_past_the_limit_is_stepped_over() {
    let deep = format!("({}{}, b: 1)", "a: (".repeat(200), ")".repeat(200));
    let (tree, found) = read(&deep);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, "too-deep");
    assert!(tree.field(NodeId(0), "b").is_some());
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    assert_eq!(faults("\u{feff}(a: 1)", &[]), "<a 1>");
}
