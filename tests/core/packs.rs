//! The packs that ship: whole, consistent with themselves, and honest about their sources.

mod clearances;
mod matrix;
mod told;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::de::DeserializeOwned;
use startex::scenario::mechanism::{
    Approval, Mechanism, MechanismEffect, MechanismKind, Precondition, SoleAct,
};
use startex::scenario::pack::{DoctrinePack, WorldPack};
use startex::scenario::words::{Class, Sector};

/// Kinds of organisation that only a scenario brings.
const FREE_KINDS: [&str; 3] = ["operator", "vendor", "media"];

fn read<T: DeserializeOwned>(path: &Path) -> T {
    let text = std::fs::read_to_string(path).expect("the pack can be read");
    let read = ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .from_str(&text)
        .map_err(|e| format!("{}: {e}", path.display()));
    read.expect("the pack is whole")
}

fn assets() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets")
}

fn doctrine() -> Vec<DoctrinePack> {
    let mut paths: Vec<_> = std::fs::read_dir(assets().join("doctrine"))
        .expect("there are doctrine packs")
        .map(|entry| entry.expect("the folder can be read").path())
        .filter(|path| path.extension().is_some_and(|e| e == "ron"))
        .collect();
    paths.sort();
    assert!(paths.len() >= 4, "eu, nato, private and international are expected");
    paths
        .iter()
        .map(|path| {
            let pack: DoctrinePack = read(path);
            assert_eq!(
                path.file_stem().and_then(|stem| stem.to_str()),
                Some(pack.id.as_str()),
                "a pack is named as its file"
            );
            assert_eq!(pack.format, 1);
            pack
        })
        .collect()
}

/// All mechanisms, in the order of packs and lines.
pub(crate) fn mechanisms() -> Vec<Mechanism> {
    doctrine().into_iter().flat_map(|pack| pack.mechanisms).collect()
}

fn world() -> WorldPack {
    read(&assets().join("world/europe.ron"))
}

/// Kinds that an organisation of the world pack, or one that scenarios bring, may have.
fn kinds(world: &WorldPack) -> BTreeSet<String> {
    let national = world.national.iter().map(|org| org.kind.clone());
    let bodies = world.bodies.iter().map(|body| body.kind.clone());
    national.chain(bodies).chain(FREE_KINDS.map(String::from)).collect()
}

/// Whether an organisation path of a pack leads somewhere.
fn leads_somewhere(path: &str, world: &WorldPack) -> bool {
    let kind_exists = |kind: &str| kinds(world).contains(kind);
    match path.split_once('/') {
        Some(("{state}" | "{concerned}" | "{established}", kind)) => kind_exists(kind),
        Some(("private", "*")) => true,
        None => ["{reporter}", "{originator}"].contains(&path),
        _ => world.bodies.iter().any(|body| body.path == path),
    }
}

fn no_doubles<'a>(what: &str, ids: impl IntoIterator<Item = &'a str>) {
    let mut seen = BTreeSet::new();
    for id in ids {
        assert!(seen.insert(id), "{what} `{id}` stands twice");
    }
}

#[test]
fn ids_stand_once() {
    let (mechanisms, world) = (mechanisms(), world());
    no_doubles("mechanism", mechanisms.iter().map(|m| m.id.as_str()));
    for m in &mechanisms {
        no_doubles("step", m.steps().iter().map(|s| s.id.as_str()));
        no_doubles("mode", m.modes().iter().map(|mode| mode.id.as_str()));
    }
    no_doubles("state", world.states.iter().map(|s| s.code.as_str()));
    no_doubles("body", world.bodies.iter().map(|b| b.path.as_str()));
    no_doubles("kind", world.national.iter().map(|o| o.kind.as_str()));
    no_doubles("membership", world.memberships.iter().map(|m| m.id.as_str()));
}

#[test]
fn every_fact_names_its_source() {
    for m in mechanisms() {
        assert!(!m.source.trim().is_empty(), "`{}` names no source", m.id);
        assert!(!m.summary.is_empty() && !m.title.is_empty(), "`{}` tells people nothing", m.id);
        for step in m.steps() {
            assert!(!step.source.trim().is_empty(), "`{}/{}` names no source", m.id, step.id);
        }
    }
    for membership in world().memberships {
        assert!(!membership.source.trim().is_empty(), "`{}` names no source", membership.id);
    }
}

#[test]
fn a_regime_is_verified_only_when_all_its_steps_are() {
    for m in mechanisms() {
        if m.verified {
            assert!(m.steps().iter().all(|s| s.verified), "`{}` claims more than its steps", m.id);
        }
        for step in m.steps().iter().filter(|s| s.convention) {
            assert!(!step.verified, "`{}/{}` shows a convention as read law", m.id, step.id);
        }
    }
}

/// What is not law says so: a time to answer, a size of an effect.
#[test]
fn a_convention_is_named_as_one() {
    for m in mechanisms() {
        let invented = m.lead.0 > 0 || !matches!(m.approval, Approval::Alone);
        assert!(!invented || m.note.contains("onvention"), "`{}` hides what is a convention of ours", m.id);
        assert!(
            !m.steps().iter().any(|s| s.convention) || m.note.contains("convention"),
            "`{}` has a step by convention and does not say so",
            m.id
        );
    }
}

#[test]
fn memberships_that_are_named_exist() {
    let world = world();
    let known: BTreeSet<&str> = world.memberships.iter().map(|m| m.id.as_str()).collect();
    for state in &world.states {
        no_doubles(&state.code, state.memberships.iter().map(String::as_str));
        for m in &state.memberships {
            assert!(known.contains(m.as_str()), "{}: `{m}`", state.code);
        }
    }
    for body in &world.bodies {
        for m in &body.memberships {
            assert!(known.contains(m.as_str()), "{}: `{m}`", body.path);
        }
    }
    for mechanism in mechanisms() {
        let needed = mechanism.needs.iter().filter_map(|need| match need {
            Precondition::Membership(m) => Some(m.as_str()),
            _ => None,
        });
        for m in needed.chain([mechanism.members.as_str(), mechanism.agreed_by.as_str()]) {
            assert!(m.is_empty() || known.contains(m), "{}: `{m}`", mechanism.id);
        }
    }
    for id in known {
        assert!(world.states.iter().any(|s| s.memberships.iter().any(|m| m == id)), "nobody is in `{id}`");
    }
}

/// Bodies are members by their pack, not by being bodies: whoever a mechanism calls on must be one.
#[test]
fn bodies_that_a_mechanism_calls_on_are_members_of_it() {
    let world = world();
    for m in mechanisms() {
        for body in &world.bodies {
            let has =
                |membership: &str| membership.is_empty() || body.memberships.iter().any(|b| b == membership);
            let asked_for = |need: &Precondition| match need {
                Precondition::Membership(membership) => has(membership),
                _ => true,
            };
            if m.who.contains(&body.kind) {
                assert!(
                    has(&m.members) && m.needs.iter().all(asked_for),
                    "{} may not start `{}`",
                    body.path,
                    m.id
                );
            }
            if m.body == body.path {
                assert!(has(m.parties()), "{} is no party to `{}`", body.path, m.id);
            }
        }
    }
}

#[test]
fn bodies_and_kinds_that_are_named_exist() {
    let world = world();
    let kinds = kinds(&world);
    for m in mechanisms() {
        assert!(leads_somewhere(&m.body, &world), "{}: body `{}`", m.id, m.body);
        assert_eq!(m.who.is_empty(), m.is_release(), "nobody may start `{}`", m.id);
        assert!(m.who.iter().all(|kind| kinds.contains(kind)), "{}: {:?}", m.id, m.who);
        match &m.approval {
            Approval::Presidency { of, consults, .. } => {
                assert!(leads_somewhere(of, &world), "{}: `{of}`", m.id);
                assert!(consults.iter().all(|path| leads_somewhere(path, &world)), "{}", m.id);
            }
            Approval::Consensus { of, .. } | Approval::Unanimity { of, .. } => {
                assert!(world.national.iter().any(|org| &org.kind == of), "{}: `{of}`", m.id);
            }
            Approval::Alone | Approval::Asked { .. } => {}
        }
        for step in m.steps() {
            assert!(step.by.iter().all(|kind| kinds.contains(kind)), "{}/{}", m.id, step.id);
            assert!(step.to.iter().all(|path| leads_somewhere(path, &world)), "{}/{}", m.id, step.id);
        }
    }
}

/// What a mechanism says of others is true of them.
#[test]
fn mechanisms_name_others_that_exist() {
    let mechanisms = mechanisms();
    let known = |id: &str| mechanisms.iter().any(|m| m.id == id);
    for m in &mechanisms {
        for need in &m.needs {
            assert!(!matches!(need, Precondition::Adopted(id) if !known(id)), "{}: {need:?}", m.id);
        }
        for rule in &m.contradicted_by {
            assert!(!matches!(&rule.act, SoleAct::Measure(id) if !known(id)), "{}: {rule:?}", m.id);
        }
        for effect in &m.effects {
            if let MechanismEffect::Raise(other, mode) = effect {
                let ladder = mechanisms.iter().find(|x| &x.id == other);
                assert!(ladder.and_then(|x| x.mode(mode)).is_some(), "{}: `{other}` `{mode}`", m.id);
            }
        }
        if let Approval::Presidency { waived_by, within, hears, consults, .. } = &m.approval {
            assert!(waived_by.is_empty() || known(waived_by), "{}: `{waived_by}`", m.id);
            assert!(hears < within && consults.is_empty() == (hears.0 == 0), "{}", m.id);
        }
        if let MechanismKind::Regime { instead_of, .. } = &m.kind {
            assert!(instead_of.iter().all(|id| known(id)), "{}", m.id);
        }
    }
}

/// The four classes of the rules stand in the ladder once each, in their order, with their source.
#[test]
fn the_ladder_of_classes_is_data_and_whole() {
    let ladders: Vec<_> = doctrine().into_iter().filter(|p| !p.severity.is_empty()).collect();
    assert_eq!(ladders.len(), 1, "one pack has the ladder");
    let classes: Vec<Class> = ladders[0].severity.iter().map(|c| c.class).collect();
    assert_eq!(classes, Class::ALL);
    for class in &ladders[0].severity {
        assert!(!class.source.is_empty() && !class.meaning.is_empty() && !class.title.is_empty());
    }
}

/// Its words are a default: a scenario may call the classes as its own players do.
#[test]
fn a_scenario_may_call_the_classes_otherwise() {
    let own = r#"severity: [(class: crisis, title: "National emergency", meaning: "Loss of life, or sustained loss of what people need.",
        source: "Scale of the exercise")], states: ["EE"#;
    let script = crate::play::load(&crate::exercise::TWO_STATES.replacen("states: [\"EE", own, 1));
    let ladder = startex::exercise::directory::Directory::new(&script).severity;
    let titles: Vec<&str> = ladder.iter().map(|line| line.title.get("en")).collect();
    assert_eq!(titles, ["Below the threshold", "Significant", "Large-scale", "National emergency"]);
    assert!(!ladder[3].verified && ladder[3].class == Class::Crisis);
}

#[test]
fn every_sector_has_an_operator_by_default() {
    let world = world();
    for sector in Sector::ALL {
        assert_eq!(world.operators.iter().filter(|o| o.sector == *sector).count(), 1, "{sector}");
    }
    assert_eq!(Sector::EnergyElectricity.word(), "energy_electricity");
}

#[test]
fn a_mode_that_is_needed_exists() {
    let mechanisms = mechanisms();
    for m in &mechanisms {
        for need in &m.needs {
            if let Precondition::Mode(other, mode) = need {
                let ladder = mechanisms.iter().find(|x| &x.id == other);
                assert!(ladder.and_then(|x| x.mode(mode)).is_some(), "{}: `{other}` `{mode}`", m.id);
            }
        }
        if let MechanismKind::Ladder { modes } = &m.kind {
            assert!(modes.len() >= 2, "`{}` has nowhere to go", m.id);
            assert!(modes.is_sorted_by_key(|mode| mode.warranted), "`{}` does not rise", m.id);
        }
    }
}

#[test]
fn neighbours_know_each_other() {
    let world = world();
    let by_code: BTreeMap<&str, &Vec<String>> =
        world.states.iter().map(|s| (s.code.as_str(), &s.neighbours)).collect();
    for state in &world.states {
        for other in &state.neighbours {
            assert_ne!(other, &state.code);
            let back = by_code.get(other.as_str()).unwrap_or_else(|| panic!("{}: `{other}`", state.code));
            assert!(back.contains(&state.code), "{other} does not know {}", state.code);
        }
    }
}

#[test]
fn every_state_has_a_code_and_a_time_zone_that_exists() {
    for state in world().states {
        assert!(
            state.code.len() == 2 && state.code.bytes().all(|b| b.is_ascii_uppercase()),
            "{}",
            state.code
        );
        assert!(!["EL", "UK"].contains(&state.code.as_str()), "ISO says GR and GB");
        assert!(jiff::tz::TimeZone::get(&state.time_zone).is_ok(), "{}: {}", state.code, state.time_zone);
    }
}

#[test]
fn the_unions_and_alliances_are_counted_right() {
    let world = world();
    let members = |id: &str| -> BTreeSet<&str> {
        let is_in = |s: &&startex::scenario::pack::WorldState| s.memberships.iter().any(|m| m == id);
        world.states.iter().filter(is_in).map(|s| s.code.as_str()).collect()
    };
    let (eu, nato) = (members("eu"), members("nato"));
    assert_eq!(eu.len(), 27);
    assert_eq!(nato.len(), 32);
    assert_eq!(members("eea").len(), 30);
    assert_eq!(eu.difference(&nato).copied().collect::<Vec<_>>(), ["AT", "CY", "IE", "MT"]);
    assert_eq!(
        nato.difference(&eu).copied().collect::<Vec<_>>(),
        ["AL", "CA", "GB", "IS", "ME", "MK", "NO", "TR", "US"]
    );
    assert_eq!(members("crrt"), BTreeSet::from(["BE", "HR", "EE", "LT", "NL", "PL", "RO", "SI", "DK"]));
    assert_eq!(members("crrt_observer"), BTreeSet::from(["FI", "FR", "GR", "IT", "ES"]));
    assert_eq!(members("vcisc").len(), 11);
    for opt_out in ["europol", "eurojust", "e_evidence"] {
        assert_eq!(
            eu.difference(&members(opt_out)).copied().collect::<Vec<_>>(),
            ["DK"],
            "Denmark's opt-out"
        );
    }
    let outside = ["CZ", "DK", "HU", "PL", "RO", "SE"];
    assert_eq!(eu.difference(&members("euro")).copied().collect::<Vec<_>>(), outside);
    assert!(members("candidate").is_disjoint(&eu) && members("candidate").contains("MD"));
    assert!(["AL", "UA", "MD"].iter().all(|code| members("interpol").contains(code)));
}

#[test]
fn what_states_can_do_has_a_prior_that_says_it_is_a_convention() {
    let usual = world().capacity;
    assert!((0.0..=4.0).contains(&usual.maturity) && usual.staff > 0);
    assert!(usual.source.contains("onvention") && !usual.verified);
    assert!(world().states.iter().all(|s| s.maturity.is_none_or(|m| (0.0..=4.0).contains(&m))));
}

/// The page that people read says what the packs say. To write it anew: `UPDATE_DOCS=1 cargo test --test core`.
#[test]
fn the_page_of_mechanisms_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/mechanisms.md");
    let mut page = String::from(
        "# Mechanisms\n\n\
         Written from the packs in assets/doctrine/ by the tests; do not edit by hand. \
         *Not verified* means that the official text was not read. \
         A convention is a number of ours where the law gives none. \
         Who agrees: `crrt/defence` are the ministries of defence of the states in `crrt`. \
         The tables of a pack are its mechanisms, its duties with their clocks, and what is a convention or left out.\n",
    );
    for pack in doctrine() {
        page.push_str(&format!(
            "\n## {}\n\nPack `{}`.\n\n{}",
            pack.title,
            pack.id,
            startex::scenario::mechanism_table(&pack.mechanisms)
        ));
        page.push_str(&startex::scenario::severity_table(&pack.severity));
    }
    page.push_str(
        "\n## Memberships\n\nWhom the world pack counts as a member of what. A list that is *not verified* was not read: it is general knowledge or a convention of this pack, and no claim about any one state.\n\n",
    );
    page.push_str(&startex::scenario::membership_table(&world()));
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == page, "docs/mechanisms.md is out of date: UPDATE_DOCS=1 cargo test --test core");
}
