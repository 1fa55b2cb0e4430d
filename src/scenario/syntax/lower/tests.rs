//! What items accept, and what is told about those that are wrong.

use serde::{Deserialize, Serialize};

use super::super::super::{FileId, Sink};
use super::super::{NodeId, Spanned, Tree, lower, lower_each, parse, plain_ron};
use crate::base::Text;

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Options {
    a: Option<u32>,
    b: Option<String>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Pair(String, u8);

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Id(String);

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum When {
    LargeScale,
    Not(Box<When>),
    All(Vec<When>),
    Knows(String, String),
    Notify { regime: String, step: Option<u8> },
    With(Options),
    Both(Pair),
    At(Spanned<String>),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Inject {
    id: Spanned<Id>,
    says: Text,
    #[serde(default)]
    users: Option<u64>,
    #[serde(default)]
    weight: Option<f64>,
    #[serde(default)]
    when: Vec<When>,
    #[serde(default)]
    live: bool,
}

/// Code, marked bytes, message, help.
type Said = (&'static str, String, String, String);

fn read<'t, T: Deserialize<'t>>(text: &'t str) -> (Option<T>, Vec<Said>) {
    let mut sink = Sink::new();
    let tree = parse(FileId(3), text, &mut sink);
    let value = lower(&tree, NodeId(0), &mut sink);
    let said = sink.findings().iter().map(|f| {
        let at = text.get(f.span.range()).unwrap_or("?").to_owned();
        (f.code, at, f.message.clone(), f.help.clone().unwrap_or_default())
    });
    (value, said.collect())
}

fn good<'t, T: Deserialize<'t>>(text: &'t str) -> T {
    let (value, said) = read(text);
    assert_eq!(said, []);
    value.unwrap()
}

/// The codes and the bytes they point at.
fn bad<'t, T: Deserialize<'t>>(text: &'t str) -> (Option<T>, Vec<(&'static str, String)>) {
    let (value, said) = read(text);
    (value, said.into_iter().map(|(code, at, _, _)| (code, at)).collect())
}

const SAMPLE: &str = r##"(
    id: "INJ-001", says: { "en": "Gate\n\"west\"", "et": r#"Värav "lääs""# },
    users: 40_000, weight: Some(5), live: true,
    when: [large_scale, not(large_scale), all([knows("LV", "c2")]), notify(regime: "nis2", step: 1), notify(regime: "x"),
           with(a: 1), with(), both("p", 7), at("x"), ],
)"##;

#[test]
fn the_sample_reads_as_the_ron_crate_reads_it() {
    let ours: Inject = good(SAMPLE);
    let theirs: Inject = plain_ron().from_str(SAMPLE).unwrap();
    assert_eq!(ours, theirs);
    assert_eq!(ours.when.len(), 9);
    assert_eq!(theirs.id.span, Default::default());
}

#[test]
fn a_spanned_value_knows_its_bytes_and_file() {
    let ours: Inject = good(SAMPLE);
    assert_eq!(&SAMPLE[ours.id.span.range()], "\"INJ-001\"");
    assert_eq!(ours.id.span.file, FileId(3));
    let When::At(at) = &ours.when[8] else { panic!("{:?}", ours.when) };
    assert_eq!(&SAMPLE[at.span.range()], "\"x\"");
    assert_eq!(serde_json::to_string(&ours.id).unwrap(), "\"INJ-001\"");
    assert_eq!(serde_json::from_str::<Spanned<String>>("\"x\"").unwrap(), Spanned::nowhere("x".to_owned()));
}

#[test]
fn the_content_of_a_variant_may_stand_in_brackets_of_its_own() {
    let of = |text| good::<Vec<When>>(text);
    assert_eq!(of("[with(a: 1), with(b: \"x\"), with()]"), of("[with((a: 1)), with((b: \"x\")), with(())]"));
    assert_eq!(of("[both(\"p\", 7), knows(\"a\", \"b\")]"), of("[both((\"p\", 7)), knows((\"a\", \"b\"))]"));
    assert_eq!(of("[notify(regime: \"x\")]"), of("[notify((regime: \"x\"))]"));
}

#[test]
fn options_need_no_some_and_a_struct_of_options_may_be_empty() {
    assert_eq!(good::<Options>("()"), Options::default());
    assert_eq!(good::<Options>("(a: 1)"), Options { a: Some(1), b: None });
    assert_eq!(good::<Options>("(a: Some(1), b: None)"), Options { a: Some(1), b: None });
    assert_eq!(good::<Option<Options>>("Some(a: 1)"), Some(Options { a: Some(1), b: None }));
}

#[test]
fn every_fault_of_an_item_is_told_at_its_own_node() {
    let text = r#"(id: 5, says: 6, users: "many", weight: [], titel: 1, live: yes, live: true,
        when: [large_scal, knows("a"), knows("a", 7), notify(regim: "x"), notify, large_scale(1), with(a: -1), not(nott)])"#;
    let (value, said) = bad::<Inject>(text);
    assert_eq!(value, None);
    let mut got: Vec<_> = said.iter().map(|(code, at)| (*code, at.as_str())).collect();
    got.sort_unstable();
    let mut expected = vec![
        ("wrong-type", "5"),
        ("wrong-type", "6"),
        ("wrong-type", "\"many\""),
        ("wrong-type", "["),
        ("unknown-field", "titel"),
        ("wrong-type", "yes"),
        ("duplicate-field", "live"),
        ("unknown-word", "large_scal"),
        ("wrong-length", "knows"),
        ("wrong-type", "7"),
        ("unknown-field", "regim"),
        ("missing-field", "notify"),
        ("missing-field", "notify"),
        ("wrong-type", "large_scale"),
        ("bad-value", "-1"),
        ("unknown-word", "nott"),
    ];
    expected.sort_unstable();
    assert_eq!(got, expected);
}

#[test]
fn the_words_say_what_was_expected_what_was_found_and_how_to_mend_it() {
    let said = |text| read::<Inject>(text).1.into_iter().map(|(_, _, m, h)| (m, h)).collect::<Vec<_>>();
    let one = |m: &str, h: &str| vec![(m.to_owned(), h.to_owned())];
    assert_eq!(
        said("(id: 5, says: \"\")"),
        one("expected a text, found the number 5", "write it in quotes: \"5\"")
    );
    assert_eq!(
        said("(id: \"\", says: \"\", users: \"40_000\")"),
        one("expected a whole number, found a text", "write it without quotes: 40_000")
    );
    assert_eq!(
        said("(id: \"\", say: \"\")")[0].1,
        "did you mean `says`? Known are `id`, `says`, `users`, `weight`, `when`, `live`"
    );
    assert_eq!(said("(id: \"\")"), one("`says` is missing", "add `says: …`"));
    assert_eq!(
        said("(id: \"\", says: 5)"),
        one(
            "expected a text: a string, or one string a language like { \"en\": \"…\", \"et\": \"…\" }, found the number 5",
            ""
        )
    );
    assert_eq!(
        said("(id: \"\", says: \"\", when: [\"large_scale\"])")[0],
        (
            "expected one of the words known here, found a text".to_owned(),
            "write it without quotes: large_scale".to_owned()
        )
    );
    assert!(
        said("(id: \"\", says: \"\", when: [lage_scale])")[0].1.starts_with("did you mean `large_scale`?")
    );
}

#[test]
fn a_faulty_optional_part_is_left_out_of_the_item() {
    let (value, said) = bad::<Inject>("(id: \"a\", says: \"b\", users: [], when: [x, large_scale])");
    let value = value.unwrap();
    assert_eq!((value.users, value.when), (None, vec![When::LargeScale]));
    assert_eq!(said.len(), 2);
}

#[test]
fn a_faulty_element_does_not_hide_its_neighbours() {
    let text = "[(id: \"a\", says: \"\"), (id: 1, says: \"\"), (id: \"c\", says: \"\", user: 1), 7, (id: \"e\", says:, )]";
    let mut sink = Sink::new();
    let tree: Tree<'_> = parse(FileId(0), text, &mut sink);
    let items = lower_each::<Inject>(&tree, NodeId(0), &mut sink);
    let got: Vec<_> = items.iter().map(|i| (i.value.id.value.0.as_str(), i.whole)).collect();
    assert_eq!(got, [("a", true), ("c", false)]);
    let codes: Vec<_> = sink.findings().iter().map(|f| f.code).collect();
    assert_eq!(codes, ["missing-value", "wrong-type", "unknown-field", "wrong-type"]);
}

#[test]
fn numbers_keep_to_their_range() {
    assert_eq!(good::<Vec<u8>>("[0, 255, 0x1f, 1_0]"), [0, 255, 31, 10]);
    assert_eq!(good::<Vec<f64>>("[0, -1.5, 1e3, .5]"), [0.0, -1.5, 1000.0, 0.5]);
    assert_eq!(good::<u64>("18446744073709551615"), u64::MAX);
    assert_eq!(good::<i64>("-9223372036854775808"), i64::MIN);
    let (_, said) = read::<Vec<u8>>("[256, -1, 1.5]");
    let told: Vec<_> = said.iter().map(|(_, at, m, _)| (at.as_str(), m.as_str())).collect();
    assert_eq!(
        told,
        [
            ("256", "this number is too large"),
            ("-1", "this number is too small"),
            ("1.5", "expected a whole number, found one with a fraction")
        ]
    );
}

#[test]
fn a_plain_text_is_borrowed() {
    assert_eq!(good::<&str>("\"plain\""), "plain");
    assert_eq!(good::<&str>("r#\"a\"b\"#"), "a\"b");
    assert_eq!(
        good::<String>(
            r#""\u{20AC} a\
        b""#
        ),
        "€ ab"
    );
    assert_eq!(good::<char>("'\\''"), '\'');
}

#[test]
fn what_the_parser_told_is_not_told_again() {
    let (value, said) = bad::<Inject>("(id: \"a\", says: 2h, early-x: 1)");
    assert_eq!(value, None);
    assert_eq!(said.iter().map(|s| s.0).collect::<Vec<_>>(), ["bad-number", "bad-word"]);
}

#[test]
fn a_message_with_a_semicolon_gives_its_help() {
    #[derive(Debug)]
    struct Time;
    impl<'de> Deserialize<'de> for Time {
        fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
            let text = <&str>::deserialize(from)?;
            crate::base::Span::parse(text).map(|_| Time).map_err(serde::de::Error::custom)
        }
    }
    let (_, said) = read::<Time>("\"5x\"");
    assert_eq!(said[0].0, "bad-value");
    assert_eq!(said[0].2, "`5x` is not a length of time");
    assert!(said[0].3.starts_with("write a duration like"));
}

#[test]
fn what_is_nearly_right_is_told_with_the_right_form() {
    let help = |text: &str| read::<u64>(text).1[0].3.clone();
    assert_eq!(help("40.000"), "write `40_000` for thousands, or `40`");
    assert!(help("40.0").starts_with("write it without a point"));
    assert!(read::<bool>("yes").1[0].3.starts_with("write `true` or `false`"));
    assert!(read::<When>("\"Large Scale\"").1[0].3.ends_with("large_scale"));
}

#[test]
fn a_single_thing_is_a_list_of_one() {
    assert_eq!(good::<Vec<String>>("\"a\""), ["a"]);
    assert_eq!(good::<Vec<When>>("large_scale"), [When::LargeScale]);
    assert_eq!(good::<Inject>("(id: \"a\", says: \"\", when: not(large_scale))").when.len(), 1);
    assert_eq!(good::<When>("all(large_scale)"), good::<When>("all([large_scale])"));
    assert_eq!(
        good::<When>("all(large_scale, large_scale)"),
        good::<When>("all([large_scale, large_scale])")
    );
    assert_eq!(good::<Vec<Options>>("(a: 1)"), [Options { a: Some(1), b: None }]);
    assert_eq!(bad::<Vec<u8>>("(1, 2)").1, [("wrong-type", "(".to_owned())]);
    let mut sink = Sink::new();
    let tree = parse(FileId(0), "(a: 1)", &mut sink);
    assert_eq!(lower_each::<Options>(&tree, NodeId(0), &mut sink).len(), 1);
    assert_eq!(sink.errors(), 0);
}

#[test]
fn a_bare_word_is_a_text_where_a_text_is_expected() {
    assert_eq!(good::<String>("cautious"), "cautious");
    assert_eq!(good::<Spanned<String>>("by_the_book").value, "by_the_book");
    assert_eq!(good::<Vec<String>>("states"), ["states"]);
    assert_eq!(good::<Text>("hello"), Text::plain("hello"));
    assert_eq!(bad::<String>("true").1, [("wrong-type", "true".to_owned())]);
    assert_eq!(good::<Option<String>>("None"), None);
}
