//! By the book, those whom a regime of the packs gives duties to do them, once they know of the incident: makers of what
//! failed, and supervisors who pass on what banks tell them.

use startex::base::{Name, Span};
use startex::exercise::fact::Fact;
use startex::exercise::order::Verb;
use startex::scenario::words::DefenceKind;

use super::{Played, SCENARIO, play_it};

/// The habits' exercise with a bank, its supervisors and two makers, over forty days.
fn scenario() -> String {
    let orgs = r#"organisations: [
        (path: "private/gatehouse", name: "Gatehouse", established: "LT"), (path: "private/other", name: "Other"),
        (path: "EE/operator/bank", name: "Bank"),"#;
    let seats = r#"seats: [
        (id: "maker", of: "private/gatehouse"), (id: "other", of: "private/other"), (id: "bank", of: "EE/operator/bank"),
        (id: "ee-financial", of: "EE/financial"), (id: "lv-financial", of: "LV/financial"), (id: "lt-financial", of: "LT/financial"),"#;
    let bank = r#"services: [(id: "bank", name: "Bank", state: "EE", sector: banking, operator: "bank",
         users: 40_000, loss_per_hour: 120_000, uses: ["gates"]),"#;
    let kept = r#"defences: [(id: "images", name: "Keep images", kind: preserve_evidence, takes: "30m"),"#;
    SCENARIO
        .replace("organisations: [", orgs)
        .replacen("seats: [", seats, 1)
        .replace("services: [\n", &format!("{bank}\n"))
        .replace("defences: [", kept)
        .replace(
            r#"(id: "gates", name: "Gate software")"#,
            r#"(id: "gates", name: "Gate software", maker: "private/gatehouse")"#,
        )
        .replace(
            r#"at: ["port-west", "port-south"], concerns"#,
            r#"at: ["port-west", "port-south", "bank"], concerns"#,
        )
        .replace(
            r#"services(["port-west", "port-south"])"#,
            r#"services(["port-west", "port-south", "bank"])"#,
        )
        .replace(r#"regimes: ["nis2"]"#, r#"regimes: ["nis2", "dora", "cra", "cra-vulnerability"]"#)
        .replace(
            r#""ee-port", "lv-port", "ee-crisis"]"#,
            r#""ee-port", "lv-port", "ee-crisis", "maker", "other", "bank"]"#,
        )
        .replace(
            r#"pap: green, found_by: ["ee-csirt"], at: "40m""#,
            r#"pap: green, found_by: ["ee-csirt", "maker"], at: "40m""#,
        )
        .replace(r#"length: "12h", tick: "10m""#, r#"length: "40d", tick: "1h""#)
}

/// The notices of a seat: regime and step, how long after its own first, and to whom.
fn notices(played: &Played, seat: &str) -> Vec<(String, Span, Vec<Name>)> {
    let orders = played.orders(seat);
    let given = orders.iter().filter_map(|(at, verb)| match verb {
        Verb::Notify { regime, step, to, .. } => {
            Some((format!("{regime}/{step}"), at.since(startex::base::At::STARTEX), to.clone()))
        }
        _ => None,
    });
    given.collect()
}

#[test]
fn a_maker_warns_notifies_and_reports_by_the_clock_and_the_maker_of_something_else_owes_nothing() {
    let played = play_it(&scenario(), "by_the_book");
    let given = notices(&played, "maker");
    let of = |step: &str| given.iter().find(|(id, ..)| id == step).map(|(_, at, _)| *at);
    // It heard of it after a quarter of an hour.
    assert!(of("cra/early_warning").unwrap() <= Span::hours(24), "{given:?}");
    assert!(of("cra/incident_notification").unwrap() <= Span::hours(72), "{given:?}");
    assert!(of("cra/final_report").unwrap() <= Span::hours(33 * 24), "{given:?}");
    assert!(of("cra-vulnerability/early_warning").unwrap() <= Span::hours(24), "{given:?}");
    assert_eq!(notices(&played, "other"), []);
    let empty = |f: &Fact| matches!(f, Fact::Notified { empty: true, .. });
    assert!(!played.facts().any(|(_, f)| empty(f)), "a notice that says nothing is none");
    let maker = played.script.names.seats["maker"];
    let duties: Vec<_> = played
        .facts()
        .filter_map(|(_, f)| match f {
            Fact::DutyOpened { duty, seat, .. } if *seat == maker => Some(*duty),
            _ => None,
        })
        .collect();
    assert!(duties.len() >= 5);
    let late = |f: &Fact| matches!(f, Fact::DutyLapsed(d) if duties.contains(d));
    assert!(!played.facts().any(|(_, f)| late(f)));
}

#[test]
fn a_report_that_must_name_the_cause_waits_while_nobody_knows_it() {
    let played = play_it(&scenario().replace(r#"["ee-csirt", "maker"]"#, r#"["ee-csirt"]"#), "by_the_book");
    let given = notices(&played, "maker");
    let at = |step: &str| given.iter().find(|(id, ..)| id == step).map(|(_, at, _)| *at).expect("it reports");
    let waited = Span(at("cra/final_report").0 - at("cra/incident_notification").0);
    assert!(
        waited >= Span::hours(26 * 24) && waited <= Span::hours(28 * 24),
        "nine tenths of a month: {waited}"
    );
    assert!(at("cra/incident_notification") <= Span::hours(19), "what asks for no cause is not held up");
}

#[test]
fn a_supervisor_passes_on_what_the_bank_told_it_to_those_whom_the_pack_names() {
    let played = play_it(&scenario(), "by_the_book");
    assert!(notices(&played, "bank").iter().any(|(id, ..)| id == "dora/initial"));
    let given = notices(&played, "ee-financial");
    let (_, at, to) = given.iter().find(|(id, ..)| id == "dora/forward").expect("it forwards");
    assert_eq!(*to, ["LV/financial", "EE/csirt"], "not to a supervisor whose state it does not concern");
    let told = notices(&played, "bank").iter().find(|(id, ..)| id == "dora/initial").unwrap().1;
    assert!(*at > told && *at <= told + Span::hours(2), "{at} after {told}");
    assert_eq!(notices(&played, "lt-financial"), []);
    let silent = play_it(&scenario(), "by_the_book,ee-financial=withholder");
    let abroad = notices(&silent, "ee-financial").into_iter().flat_map(|(.., to)| to);
    assert!(abroad.into_iter().all(|to| to.starts_with("EE")), "who tells nobody abroad keeps to that");
}

#[test]
fn who_runs_a_struck_service_keeps_the_evidence_before_it_is_restored() {
    let restores = r#"defences: [(id: "rebuild", name: "Rebuild", kind: restore, takes: "10m", destroys_evidence: true),"#;
    let text = scenario().replace("defences: [", restores);
    let kept = |text: &str, mix: &str, service: &str| {
        let played = play_it(text, mix);
        let service = played.script.names.services[service];
        let restored = played.facts().any(|(_, f)| match f {
            Fact::Defended(defence, s, _) if *s == service => {
                played.script.defences[*defence].kind == DefenceKind::Restore
            }
            _ => false,
        });
        let end = played.facts().find_map(|(_, f)| match f {
            Fact::Evidence(s, kept) if *s == service => Some(*kept),
            _ => None,
        });
        (restored, end)
    };
    assert_eq!(kept(&text, "by_the_book", "port-west"), (true, Some(true)), "images first, then the rebuild");
    // Where nobody knows what makes a block possible, it is kept all the same.
    let text = text.replace(r#"enables: ["block"], "#, "");
    assert_eq!(kept(&text, "by_the_book", "bank"), (false, Some(true)));
    assert_eq!(kept(&text, "by_the_book,bank=withholder", "bank").1, None);
}
