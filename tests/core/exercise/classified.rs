//! Simulated classification: who may have an item, whose consent lets it go further, and the tear-line that goes further
//! still. Breaking it is possible, and costs.

use startex::base::At;
use startex::exercise::entry::{News, PostKind};
use startex::exercise::fact::{CaseEnd, Fact, Marking, Rebuff};
use startex::exercise::order::{Control, Staffing};
use startex::exercise::refusal::Rule;
use startex::scenario::secrecy::Secrecy;

use crate::play::Play;

/// Latvia's defence ministry writes; Estonia may read; Finland may not; the port is not cleared.
const SECRETS: &str = r#"(
    format: 1, id: "secrets", title: "Secrets", summary: "For tests.", licence: "CC0-1.0",
    doctrine: ["eu", "international"], world: "europe",
    startex: "2027-03-02 08:00 Europe/Tallinn", length: "96h", tick: "10m", help: hints,
    states: ["EE", "LV", "FI"],
    organisations: [(path: "EE/operator/port", name: "Port West")],
    seats: [
        (id: "lv-defence", of: "LV/defence"), (id: "lv-csirt", of: "LV/csirt"),
        (id: "ee-csirt", of: "EE/csirt"), (id: "ee-crisis", of: "EE/crisis"), (id: "ee-port", of: "EE/operator/port"),
        (id: "fi-csirt", of: "FI/csirt"), (id: "fi-media", of: "FI/media"),
    ],
    services: [(id: "port", state: "EE", sector: transport_water, operator: "ee-port", users: 1000)],
    defences: [(id: "block", kind: block, takes: "20m")],
    campaign: (actor: "Quiet Tide", stages: [
        (id: "hit", technique: "attack:T1486", at: "1h", reaches: services(["port"]), impact: 0.9, lasts: "90h", stopped_by: ["block"]),
    ]),
    incidents: [(id: "inc", title: "Outage", at: ["port"], concerns: ["EE", "FI"], truth: large_scale)],
    intel: [
        (id: "secret-note", says: "A secret source names the relay.", tlp: amber, about: "inc", found_by: ["lv-defence"], at: "1h",
         needed_by: seats(["ee-csirt", "ee-port", "fi-csirt"]), enables: ["block"], half_life: "12h",
         classification: (level: sim2, originator: "LV/defence", releasable_to: ["LV", "EE"],
            tear_line: (says: "There is a relay in our region.", tlp: green, after: "6h"))),
        (id: "secret-bare", says: "Nothing can be left of this.", tlp: amber, found_by: ["lv-defence"], at: "1h",
         classification: (level: sim3, originator: "LV/defence", releasable_to: "ee-crisis")),
        (id: "secret-amber", says: "A thing of the CSIRT.", tlp: amber_strict, source: "LV/csirt", found_by: ["lv-csirt"], at: "1h"),
    ],
    injects: [(id: "INJ-1", at: "1h05m", to: ["all"], about: "inc", says: "The gates restart in a loop.")],
)"#;

const NOTE: &str = r#"share(items: ["secret-note"], to: [TO])"#;
const TEAR: &str = r#"release(item: "secret-note", tear_line: true, text: "The port must act.")"#;

/// Two hours in, the note is where it may be: in Estonia's CSIRT.
fn begun(text: &str) -> Play {
    let mut play = Play::of(text);
    play.until("2h");
    play.does("lv-defence", &NOTE.replace("TO", "\"ee-csirt\""));
    play
}

fn passes(play: &mut Play, from: &str, to: &str) -> Option<Marking> {
    let facts = play.does(from, &NOTE.replace("TO", &format!("\"{to}\"")));
    facts.iter().find_map(|f| match f {
        Fact::Breached { marking, .. } => Some(*marking),
        _ => None,
    })
}

fn holds(play: &Play, seat: &str, item: &str) -> bool {
    let item = play.script().names.intel[item];
    play.exercise.state.seats[play.seat(seat)].holds.contains_key(&item)
}

#[test]
fn clearances_come_of_the_kind_of_organisation_unless_somebody_says_otherwise() {
    let cleared = |play: &Play, seat: &str| play.script().seats[play.seat(seat)].clearance;
    let play = Play::of(SECRETS);
    let usual = ["lv-defence", "ee-csirt", "ee-port", "fi-media"].map(|seat| cleared(&play, seat));
    assert_eq!(usual, [Secrecy::Sim3, Secrecy::Sim2, Secrecy::Open, Secrecy::Open]);
    let text = SECRETS
        .replace(r#"name: "Port West""#, r#"name: "Port West", clearance: sim1"#)
        .replace(r#"of: "FI/media""#, r#"of: "FI/media", clearance: sim3"#);
    let play = Play::of(&text);
    assert_eq!(["ee-port", "fi-media"].map(|seat| cleared(&play, seat)), [Secrecy::Sim1, Secrecy::Sim3]);
}

#[test]
fn it_goes_to_those_who_are_cleared_and_named_and_back_to_where_it_came_from() {
    let mut play = begun(SECRETS);
    assert!(play.facts().all(|f| !matches!(f, Fact::Breached { .. })), "its originator chooses");
    for to in ["ee-crisis", "lv-csirt", "lv-defence"] {
        assert_eq!(passes(&mut play, "ee-csirt", to), None, "{to}");
    }
}

#[test]
fn without_clearance_or_consent_it_is_a_breach_of_which_the_originator_hears_and_which_costs_trust() {
    let mut play = begun(SECRETS);
    let (lv, ee) = (play.script().names.states["LV"], play.script().names.states["EE"]);
    let before = play.exercise.state.trust.of(lv, ee);
    assert_eq!(passes(&mut play, "ee-csirt", "ee-port"), Some(Marking::Clearance));
    assert_eq!(passes(&mut play, "ee-csirt", "fi-csirt"), Some(Marking::Release));
    assert!(play.exercise.state.trust.of(lv, ee) < before);
    // Whoever got it by a breach has it: that is the breach.
    assert!(holds(&play, "ee-port", "secret-note") && holds(&play, "fi-csirt", "secret-note"));
    let heard: Vec<_> = play
        .view("lv-defence")
        .breaches
        .into_iter()
        .map(|b| (b.marking, b.to.map(|to| to.to_string())))
        .collect();
    let to = |seat: &str| Some(seat.to_owned());
    assert_eq!(heard, [(Marking::Clearance, to("ee-port")), (Marking::Release, to("fi-csirt"))]);
    // Its originator may give it to whom it wants; a clearance it cannot give.
    assert_eq!(passes(&mut play, "lv-defence", "fi-csirt"), None);
    assert_eq!(passes(&mut play, "lv-defence", "fi-media"), Some(Marking::Clearance));
}

#[test]
fn a_marking_is_read_in_whole_and_only_by_those_who_hold_the_item() {
    let play = begun(SECRETS);
    let view = play.view("ee-csirt");
    let held = view.intel.values().next().unwrap();
    let marked = held.classified.as_ref().unwrap();
    assert_eq!(marked.marking, "SIMULATED SIM-2 · releasable to LV, EE · originator LV/defence");
    let releasable: Vec<&str> = marked.releasable.iter().map(startex::base::Name::as_str).collect();
    assert_eq!(releasable, ["lv-defence", "lv-csirt", "ee-csirt", "ee-crisis", "ee-port"]);
    for seat in ["ee-port", "fi-csirt", "fi-media", "lv-csirt"] {
        let entries = serde_json::to_string(&play.entries[&play.seat(seat)]).unwrap();
        assert!(!entries.contains("secret source") && !entries.contains("SIM-"), "{seat}: {entries}");
    }
}

#[test]
fn consent_lets_it_go_to_those_for_whom_it_was_asked() {
    let mut play = begun(SECRETS);
    play.until("3h");
    let ask = r#"release(item: "secret-note", to: ["fi-csirt"], text: "It concerns them.")"#;
    play.does("ee-csirt", ask);
    assert_eq!(play.tries("ee-csirt", ask).unwrap_err().rule, Rule::TooLate, "asked already");
    let view = play.view("lv-defence");
    let (_, case) = view.cases.iter().next().unwrap();
    let asked = case.release.as_ref().unwrap();
    assert_eq!((asked.to.len(), asked.to[0].as_str(), asked.tear_line), (1, "fi-csirt", false));
    assert!(view.intel[&asked.item].says.get("en").contains("relay"));
    assert!(
        view.inbox
            .iter()
            .any(|r| r.post.kind == PostKind::Case && r.post.text.get("en").contains("concerns"))
    );
    assert!(
        !play.view("fi-csirt").inbox.iter().any(|r| r.post.kind == PostKind::Case),
        "nobody else hears of it"
    );
    play.does("lv-defence", r#"vote(case: "originator-consent", vote: for)"#);
    play.until("3h1m");
    let held = play.view("ee-csirt").intel.into_values().next().unwrap();
    assert!(held.has_consent("fi-csirt") && !held.has_consent("fi-media"));
    assert_eq!(passes(&mut play, "ee-csirt", "fi-csirt"), None);
    assert_eq!(play.tries("ee-csirt", ask).unwrap_err().needed.as_deref(), Some("Share it"));
}

#[test]
fn a_no_is_a_no_and_wants_its_reason() {
    let mut play = begun(SECRETS);
    play.does("ee-csirt", r#"release(item: "secret-note", to: ["fi-csirt"], text: "It concerns them.")"#);
    let no = r#"vote(case: "originator-consent", vote: against"#;
    assert_eq!(play.tries("lv-defence", &format!("{no})")).unwrap_err().field.as_deref(), Some("text"));
    play.does("lv-defence", &format!(r#"{no}, text: "The source would be known.")"#));
    play.until("4h");
    let view = play.view("ee-csirt");
    let case = view.cases.values().next().unwrap();
    assert_eq!(case.end, Some((CaseEnd::Objected, false)));
    assert_eq!(&*case.votes["lv-defence"].1, "The source would be known.");
    assert_eq!(passes(&mut play, "ee-csirt", "fi-csirt"), Some(Marking::Release));
}

#[test]
fn a_tear_line_takes_its_time_then_goes_by_its_own_marking_and_makes_possible_what_the_whole_does() {
    let mut play = begun(SECRETS);
    play.does("ee-csirt", TEAR);
    play.until("3h");
    play.does("lv-defence", r#"vote(case: "originator-consent", vote: for)"#);
    let again = play.tries("ee-csirt", TEAR).unwrap_err();
    assert_eq!(again.rule, Rule::TooLate, "it is being written");
    play.until("8h59m");
    assert!(!holds(&play, "ee-csirt", "secret-note-tear-line"));
    play.until("9h1m");
    for seat in ["ee-csirt", "lv-defence"] {
        assert!(holds(&play, seat, "secret-note-tear-line"), "{seat}");
    }
    assert!(!holds(&play, "ee-port", "secret-note-tear-line"), "nobody else has it by itself");
    let view = play.view("ee-csirt");
    let tear = view.intel.values().find(|i| i.tear_line_of.is_some()).unwrap();
    assert!(tear.classified.is_none() && tear.from.as_deref() == Some("lv-defence"));
    assert!(view.intel[&tear.tear_line_of.unwrap()].classified.is_some());
    let facts =
        play.does("ee-csirt", r#"share(items: ["secret-note-tear-line"], to: ["ee-port", "fi-csirt"])"#);
    assert!(!facts.iter().any(|f| matches!(f, Fact::Breached { .. })));
    play.does("ee-port", r#"defend(defence: "block", services: ["port"])"#);
    assert_eq!(play.tries("ee-csirt", TEAR).unwrap_err().needed.as_deref(), Some("Share the tear-line"));
}

#[test]
fn where_nothing_is_left_without_the_secret_the_originator_says_so() {
    let mut play = Play::of(SECRETS);
    play.until("2h");
    play.does("lv-defence", r#"share(items: ["secret-bare"], to: ["ee-csirt"])"#);
    let facts = play.does("ee-csirt", r#"release(item: "secret-bare", tear_line: true)"#);
    assert!(facts.iter().any(|f| matches!(f, Fact::Attempted(_, _, Rebuff::NoTearLine))), "{facts:?}");
    play.until("3h");
    let view = play.view("ee-csirt");
    let answer = view.inbox.iter().find(|r| r.post.kind == PostKind::Rebuff).unwrap();
    assert!(answer.post.text.get("en").contains("there will be no tear-line"));
}

#[test]
fn an_originator_without_a_seat_agrees_to_what_goes_to_the_cleared_and_writes_its_tear_line() {
    let text = SECRETS
        .replace(r#"(id: "lv-defence", of: "LV/defence"), "#, "")
        .replace(r#"["lv-defence"]"#, r#"["ee-csirt"]"#);
    let mut play = Play::of(&text);
    play.until("2h");
    play.does("ee-csirt", r#"release(item: "secret-note", to: ["fi-csirt"])"#);
    play.does("ee-csirt", r#"release(item: "secret-note", to: ["fi-media"])"#);
    play.does("ee-csirt", TEAR);
    play.until("7h59m");
    assert!(!holds(&play, "ee-csirt", "secret-note-tear-line"));
    play.until("8h1m");
    assert!(holds(&play, "ee-csirt", "secret-note-tear-line"), "written at once, in six hours");
    let ends: Vec<_> = play.exercise.state.cases.rows().map(|c| c.end).collect();
    let half = At(8 * 3_600_000);
    assert_eq!(ends[0], Some((CaseEnd::Adopted, true, half)), "half of the time allowed");
    assert_eq!(ends[1], Some((CaseEnd::Objected, false, half)), "the media are not cleared");
    assert_eq!(passes(&mut play, "ee-csirt", "fi-csirt"), None);
}

#[test]
fn what_is_asked_of_an_empty_seat_waits_for_the_white_cell() {
    let mut play = begun(SECRETS);
    play.control(Control::Staff { seat: "lv-defence".into(), staffing: Staffing::Empty });
    play.does("ee-csirt", r#"release(item: "secret-note", to: ["fi-csirt"])"#);
    let queue: Vec<_> = play.exercise.state.white_cell.iter().map(|item| item.to).collect();
    assert_eq!(queue, [play.seat("lv-defence")]);
    play.control(Control::Grant { case: 0, adopted: true, reason: "As the ministry would".into() });
    play.until("3h");
    assert_eq!(passes(&mut play, "ee-csirt", "fi-csirt"), None);
}

#[test]
fn one_does_not_ask_oneself_and_asks_only_for_what_one_holds() {
    let mut play = begun(SECRETS);
    let own = play.tries("lv-defence", r#"release(item: "secret-note", to: ["fi-csirt"])"#).unwrap_err();
    assert_eq!(own.needed.as_deref(), Some("Share it"));
    play.does("lv-defence", TEAR);
    play.until("8h1m");
    assert!(holds(&play, "ee-csirt", "secret-note-tear-line"), "its own tear-line needs nobody's word");
    let hidden = play.tries("fi-csirt", r#"release(item: "secret-note", tear_line: true)"#).unwrap_err();
    let absent = play.tries("fi-csirt", r#"release(item: "no-such-item", tear_line: true)"#).unwrap_err();
    assert_eq!((&hidden, hidden.rule), (&absent, Rule::Unknown));
}

#[test]
fn consent_of_the_source_lets_an_item_go_beyond_its_tlp_too() {
    let mut play = Play::of(SECRETS);
    play.until("2h");
    play.does("lv-csirt", r#"share(items: ["secret-amber"], to: ["ee-csirt"])"#);
    play.does("ee-csirt", r#"release(item: "secret-amber", to: ["ee-port"], text: "They run it.")"#);
    play.does("lv-csirt", r#"vote(case: "originator-consent", vote: for)"#);
    play.until("2h1m");
    let share = |to: &str| format!(r#"share(items: ["secret-amber"], to: ["{to}"])"#);
    let breached = |facts: Vec<Fact>| facts.iter().any(|f| matches!(f, Fact::Breached { .. }));
    assert!(!breached(play.does("ee-csirt", &share("ee-port"))));
    assert!(breached(play.does("ee-csirt", &share("ee-crisis"))), "amber+strict stays in the organisation");
}

/// A network in alert passes on what is green; what is classified it leaves alone.
#[test]
fn a_network_is_no_way_round_a_classification() {
    let text = SECRETS.replace("tlp: amber, about", "tlp: green, about");
    let mut play = begun(&text);
    for seat in ["lv-csirt", "ee-csirt"] {
        play.does(seat, r#"classify(incident: "inc", class: large_scale)"#);
    }
    play.does("ee-csirt", r#"mode(mechanism: "csirts-network", mode: "alert", incident: "inc")"#);
    for seat in ["lv-csirt", "fi-csirt"] {
        play.does(seat, r#"vote(case: "csirts-network", vote: for)"#);
    }
    play.until("3h");
    assert!(
        play.facts().any(|f| matches!(f, Fact::ModeSet { mode: 1.., .. })),
        "the network stands in alert"
    );
    play.does("ee-csirt", &NOTE.replace("TO", "\"lv-csirt\""));
    assert!(holds(&play, "lv-csirt", "secret-note") && !holds(&play, "fi-csirt", "secret-note"));
}

#[test]
fn a_condition_sees_that_an_originator_was_asked() {
    let rule = r#"rules: [
        (id: "r-tear", when: ordered(by: "EE", what: release(item: "secret-note", tear_line: true)), then: [news("A tear-line was asked for.")]),
        (id: "r-let-go", when: ordered(what: release(to: ["fi-csirt"])), then: [news("A release was asked for.")]),
    ], injects: ["#;
    let mut play = begun(&SECRETS.replace("injects: [", rule));
    let news = |play: &Play| play.facts().filter(|f| matches!(f, Fact::News(_))).count();
    play.does("ee-csirt", TEAR);
    play.until("2h30m");
    assert_eq!(news(&play), 1);
    play.does("ee-csirt", r#"release(item: "secret-note", to: ["fi-csirt"])"#);
    play.until("3h");
    assert_eq!(news(&play), 2);
    let asked = |seat: &str| {
        let entries = &play.entries[&play.seat(seat)];
        entries.iter().filter(|e| matches!(e.news, News::ReleaseAsked { .. })).count()
    };
    assert_eq!([asked("ee-csirt"), asked("lv-defence"), asked("fi-csirt")], [2, 2, 0]);
}
