//! Every mechanism of every pack, played: a rightful seat gets it to work with its clock, its approval and its effects;
//! an outsider is answered by the body, with the reason; each condition that does not hold is named.

mod approvals;
mod contradictions;
mod house;
mod lawyer;
mod regimes;

use std::collections::BTreeSet;

use startex::base::{At, Span};
use startex::exercise::entry::PostKind;
use startex::exercise::fact::{CaseEnd, CaseId, Fact, Rebuff};
use startex::exercise::power::{need_text, rebuff_text};
use startex::exercise::refusal::Rule;
use startex::scenario::mechanism::{Mechanism, MechanismEffect, MechanismKind};

use crate::packs::mechanisms;
use crate::play::Play;
use house::{approve, house, meet, opened, order, spec, start};

/// Who rightfully starts it, and whom it asks. Regimes have their duties played instead.
const TABLE: &[(&str, &str, &[&str])] = &[
    ("nis2", "", &[]),
    ("nis2-trust", "", &[]),
    ("dora", "", &[]),
    ("gdpr", "", &[]),
    ("cer", "", &[]),
    ("cra", "", &[]),
    ("cra-vulnerability", "", &[]),
    ("euiba", "", &[]),
    ("csirts-network", "ee-csirt", &[]),
    ("cyclone", "ee-crisis", &[]),
    ("ipcr", "ee-crisis", &[]),
    ("micnet", "ee-milcert", &[]),
    ("mutual-assistance", "ee-csirt", &["lt-csirt"]),
    ("reserve", "ee-spoc", &[]),
    ("crrt", "ee-crisis", &[]),
    ("ec3", "ee-police", &[]),
    ("enisa-support", "ee-csirt", &[]),
    ("cert-eu", "commission", &[]),
    ("eurojust-jit", "ee-prosecutor", &["lt-prosecutor"]),
    ("enisa-capacity", "ee-csirt", &[]),
    ("capacity-building", "md-csirt", &[]),
    ("solidarity-clause", "ee-government", &[]),
    ("mutual-defence", "ee-government", &["lt-defence"]),
    ("joint-statement", "ee-foreign", &[]),
    ("attribution-coordination", "ee-foreign", &[]),
    ("attribution-declaration", "ee-foreign", &[]),
    ("eu-demarche", "ee-foreign", &[]),
    ("council-conclusions", "ee-foreign", &[]),
    ("sanctions-options", "ee-foreign", &[]),
    ("sanctions", "ee-foreign", &[]),
    ("article-4", "ee-foreign", &[]),
    ("article-5", "ee-foreign", &[]),
    ("nac-statement", "ee-foreign", &[]),
    ("vcisc", "ee-csirt", &["lt-csirt"]),
    ("nato-rapid-reaction", "ee-defence", &[]),
    ("cyoc", "ee-defence", &[]),
    ("nicc", "ee-milcert", &[]),
    ("mou-intel", "ee-csirt", &["vendor"]),
    ("paris-call", "ee-foreign", &[]),
    ("charter-of-trust", "ee-csirt", &["vendor"]),
    ("supplier-replacement", "ee-crisis", &[]),
    ("product-certification", "vendor", &[]),
    ("interpol", "ee-police", &[]),
    ("un-assistance", "ee-foreign", &["lt-foreign"]),
    ("un-territory", "ee-foreign", &["lt-foreign"]),
    ("expel-diplomats", "ee-foreign", &[]),
];

/// The lines of the table that are no regimes.
fn lines() -> impl Iterator<Item = (Mechanism, &'static str, &'static [&'static str])> {
    TABLE.iter().filter(|(_, by, _)| !by.is_empty()).map(|(id, by, to)| (spec(id), *by, *to))
}

fn until(play: &mut Play, at: At) {
    play.until(&format!("{}s", at.0.div_ceil(1_000)));
}

#[test]
fn every_mechanism_of_every_pack_has_its_line() {
    // What goes to platforms and providers is played in `content`, what goes to originators in `classified`.
    let provider = |m: &Mechanism| {
        matches!(
            m.kind,
            MechanismKind::Removal { .. } | MechanismKind::Demand { .. } | MechanismKind::Release
        )
    };
    let known: BTreeSet<String> = mechanisms().into_iter().filter(|m| !provider(m)).map(|m| m.id).collect();
    let lines: BTreeSet<String> = TABLE.iter().map(|(id, ..)| (*id).to_owned()).collect();
    assert_eq!(known, lines);
    for m in mechanisms().into_iter().filter(|m| !provider(m)) {
        let by = TABLE.iter().find(|(id, ..)| *id == m.id).map_or("", |(_, by, _)| by);
        assert_eq!(by.is_empty(), !m.steps().is_empty(), "{}: only regimes have duties to be played", m.id);
    }
}

#[test]
fn a_rightful_seat_gets_it_to_work_with_its_approval_clock_and_effects() {
    for (m, by, to) in lines() {
        let mut play = house("", &[]);
        m.needs.iter().for_each(|need| meet(&mut play, by, need));
        let facts = start(&mut play, &m, by, to);
        let case = opened(&facts);
        let row = play.exercise.state.cases[case].clone();
        assert_eq!(row.due.since(row.opened), m.approval.within(), "{}: the time to decide", m.id);
        let decided_at_once = row.end.is_some();
        assert_eq!(decided_at_once, m.approval.within() == Span::ZERO, "{}: somebody must agree", m.id);
        approve(&mut play, &m, case);
        let row = play.exercise.state.cases[case].clone();
        let (how, adopted, at) = row.end.unwrap_or_else(|| panic!("{}: nobody decided", m.id));
        assert!(how == CaseEnd::Adopted && adopted, "{}: {how:?}", m.id);
        if m.lead > Span::hours(1) {
            until(&mut play, At((at + m.lead).0 - 60_000));
            assert!(play.exercise.state.cases[case].landed.is_none(), "{}: it takes its time", m.id);
        }
        until(&mut play, at + m.lead + Span::mins(1));
        assert!(play.exercise.state.cases[case].landed.is_some(), "{}: it never landed", m.id);
        assert!(!m.effects.is_empty() || row.mode.is_some(), "{}: it does nothing", m.id);
        works(&mut play, &m, by, case);
    }
}

/// That each effect is there.
fn works(play: &mut Play, m: &Mechanism, by: &str, case: CaseId) {
    let (id, seat) = (&m.id, play.seat(by));
    let has = |play: &Play, fits: &dyn Fn(&Fact) -> bool| play.facts().any(fits);
    if let Some(mode) = play.exercise.state.cases[case].mode {
        assert!(has(play, &|f| matches!(f, Fact::ModeSet { mode: set, .. } if *set == mode)), "{id}");
    }
    for effect in &m.effects {
        let works = match effect {
            MechanismEffect::Recovery(_) => {
                let world = serde_json::to_value(&play.exercise.state.world).unwrap();
                world["boosts"].as_object().is_some_and(|boosts| !boosts.is_empty())
            }
            MechanismEffect::Capacity(_) => has(play, &|f| matches!(f, Fact::CapacityBuilt(..))),
            MechanismEffect::Relay(kind) => relays(play, kind),
            MechanismEffect::Intelligence => {
                let theirs = play.script().names.intel["theirs"];
                play.exercise.state.seats[seat].holds.contains_key(&theirs)
            }
            MechanismEffect::Evidence => has(play, &|f| matches!(f, Fact::Evidence(_, true))),
            MechanismEffect::Announce => {
                let title = m.title.get("en");
                has(play, &|f| matches!(f, Fact::News(text) if text.get("en").contains(title)))
            }
            MechanismEffect::Flag(flag) => play
                .exercise
                .state
                .flags
                .contains(&play.script().flags.iter().find(|(_, f)| *f == flag).unwrap().0),
            MechanismEffect::Raise(other, mode) => {
                let number = play.script().names.mechanisms[other];
                play.exercise.state.modes.get(&number).copied() == spec(other).mode(mode)
            }
            MechanismEffect::Hinder(_) => {
                has(play, &|f| matches!(f, Fact::Sped(_, left) if left.0 == 500_000))
            }
            MechanismEffect::Replace => has(play, &|f| matches!(f, Fact::Replaced(_))),
            // A line in the name of all, and notes that were compared: others read these off the case that stands.
            MechanismEffect::Statement | MechanismEffect::Attribution => {
                play.exercise.state.cases[case].stands()
            }
        };
        assert!(works, "{id}: {effect:?}");
    }
}

/// What goes to one of the kind reaches a third that nobody addressed.
fn relays(play: &mut Play, kind: &str) -> bool {
    let giver = format!("ee-{kind}");
    play.control(startex::exercise::order::Control::Reveal { item: "note".into(), to: vec![giver.clone()] });
    play.does(&giver, &format!(r#"share(items: ["note"], to: ["lt-{kind}"])"#));
    let third = play.seat(&format!("fi-{kind}"));
    play.exercise.state.seats[third].holds.contains_key(&play.script().names.intel["note"])
}

/// A body answers in its own words after a while; where the desk helps fully, it is refused at once.
fn is_turned_away(m: &Mechanism, by: &str, to: &[&str], why: Rebuff, words: &str) {
    let mut play = house("", &[]);
    let facts = play.does(by, &order(m, to));
    let attempted = facts.iter().any(|f| matches!(f, Fact::Attempted(_, _, reason) if *reason == why));
    assert!(attempted, "{} by {by}: {facts:?}", m.id);
    answered(&mut play, m, by, words);
    let refusal = house("", &[("help: hints", "help: full")]).tries(by, &order(m, to)).unwrap_err();
    assert_eq!(refusal.rule, Rule::NotYourPower, "{} by {by}", m.id);
    assert!(refusal.message.contains(words), "{} by {by}: {}", m.id, refusal.message);
}

fn answered(play: &mut Play, m: &Mechanism, by: &str, words: &str) {
    let inbox = |play: &Play| play.view(by).inbox.into_iter().filter(|r| r.post.kind == PostKind::Rebuff);
    assert_eq!(inbox(play).count(), 0, "{}: it takes time", m.id);
    let now = play.exercise.state.now;
    until(play, now + Span::mins(21));
    let said: Vec<String> = inbox(play).map(|r| r.post.text.get("en").to_owned()).collect();
    let title = m.title.get("en");
    assert!(said.iter().any(|s| s.contains(title) && s.contains(words)), "{} by {by}: {said:?}", m.id);
}

#[test]
fn an_outsider_is_answered_by_the_body_with_the_reason() {
    for (m, _, to) in lines() {
        assert!(!m.who.iter().any(|kind| kind == "health"), "{}", m.id);
        is_turned_away(&m, "ee-health", to, Rebuff::NotYourPower, "go through them");
        let national = ["csirt", "spoc", "crisis", "foreign", "government", "defence", "milcert", "police"];
        let Some(kind) = m.who.iter().find(|kind| national.contains(&kind.as_str())) else { continue };
        let outside = match m.members.as_str() {
            // No state of this pack is outside.
            "" | "interpol" => continue,
            "candidate" => "ee",
            // Opt-outs are data.
            "europol" | "eurojust" => "dk",
            _ => "ba",
        };
        let by = format!("{outside}-{kind}");
        is_turned_away(&m, &by, to, Rebuff::NoMember, "your state does not take part in this");
    }
}

#[test]
fn each_condition_that_does_not_hold_is_named() {
    let mut named = 0;
    for (m, by, to) in lines() {
        for (place, missing) in m.needs.iter().enumerate() {
            // A memorandum is a matter of membership, which every seat of the house has.
            if matches!(missing, startex::scenario::mechanism::Precondition::Membership(_)) {
                continue;
            }
            let mut play = house("", &[]);
            let others = m.needs.iter().enumerate().filter(|(other, _)| *other != place);
            others.for_each(|(_, need)| meet(&mut play, by, need));
            let facts = play.does(by, &order(&m, to));
            let unmet =
                |f: &Fact| matches!(f, Fact::Attempted(_, _, Rebuff::Unmet(n)) if usize::from(*n) == place);
            assert!(facts.iter().any(unmet), "{} without {missing:?}: {facts:?}", m.id);
            let words = need_text(play.script(), missing);
            answered(&mut play, &m, by, &words);
            named += 1;
        }
    }
    assert!(named >= 30, "{named}");
}

#[test]
fn partners_that_got_a_rapid_response_team_may_ask_for_one() {
    let m = spec("crrt");
    for by in ["md-crisis", "eeas"] {
        let asks = |play: &mut Play| start(play, &m, by, &[]);
        let mut play = house("", &[]);
        let unmet = asks(&mut play);
        assert!(
            unmet.iter().any(|f| matches!(f, Fact::Attempted(_, _, Rebuff::Unmet(0)))),
            "{by}: {unmet:?}"
        );
    }
    let mut play = house("", &[]);
    play.does("md-crisis", r#"classify(incident: "inc", class: significant)"#);
    play.does("md-crisis", r#"defend(defence: "block", services: ["registry"])"#);
    let case = opened(&start(&mut play, &m, "md-crisis", &[]));
    approve(&mut play, &m, case);
    let now = play.exercise.state.now;
    until(&mut play, now + m.lead + Span::mins(1));
    assert!(play.exercise.state.cases[case].landed.is_some());
}

#[test]
fn what_a_body_answers_is_plain_english_whoever_may_start_it() {
    let play = house("", &[]);
    let script = play.script();
    for (number, m) in script.mechanisms.iter() {
        for rebuff in [Rebuff::NotYourPower, Rebuff::WrongInstrument, Rebuff::NoMember] {
            let text = rebuff_text(script, play.seat("ee-health"), number, rebuff);
            let ids = m.who.iter().filter(|kind| kind.contains('-') || *kind == "eeas" || *kind == "eda");
            for id in ids.filter(|id| *id != "cert-eu") {
                assert!(!text.contains(id.as_str()), "{}: “{id}” is no word: {text}", m.id);
            }
            assert!(text.starts_with(m.title.get("en")) && text.ends_with('.'), "{}: {text}", m.id);
        }
        for need in &m.needs {
            assert!(need_text(script, need).ends_with('.'), "{}", m.id);
        }
    }
    let cyclone = script.names.mechanisms["cyclone"];
    assert_eq!(
        rebuff_text(script, play.seat("ee-health"), cyclone, Rebuff::NotYourPower),
        "EU-CyCLONe: we can take this only from a cyber-crisis authority of a state that takes part, or from the chair of \
         EU-CyCLONe, the chair of the CSIRTs network or the Commission. Please go through them."
    );
    let sanctions = script.names.mechanisms["sanctions"];
    let last = &script.mechanisms[sanctions].needs[2];
    assert_eq!(
        need_text(script, last),
        "“Sanctions: options paper and mandate” must have been adopted for this incident first."
    );
}

#[test]
fn the_wrong_verb_is_told_the_right_one() {
    let mut play = house("", &[]);
    play.does("ee-csirt", r#"propose(mechanism: "mutual-assistance", incident: "inc", text: "Help.")"#);
    play.until("30m");
    let says = play.view("ee-csirt").inbox.last().unwrap().post.text.get("en").to_owned();
    assert_eq!(says, "Mutual assistance: it does not work in this way. Request it, or offer help under it.");
}
