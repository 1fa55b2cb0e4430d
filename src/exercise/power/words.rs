//! What bodies say of their powers: refusals and conditions in words.

use crate::base::Span;
use crate::scenario::mechanism::{Mechanism, MechanismId, MechanismKind, Precondition, Reach};
use crate::scenario::script::{Script, SeatId};
use crate::scenario::words::{Class, ContentKind};

use crate::exercise::fact::Rebuff;

/// What the body answers to one who asked for what is not in its power.
pub fn rebuff_text(script: &Script, seat: SeatId, mechanism: MechanismId, rebuff: Rebuff) -> String {
    let spec = &script.mechanisms[mechanism];
    match rebuff {
        Rebuff::NotYourPower => {
            format!("{}: we can take this only from {}. Please go through them.", spec.title, whose(spec))
        }
        Rebuff::NoMember => {
            let outside = match script.seats[seat].state {
                Some(_) => "your state does not take part in this",
                None => "your organisation does not take part in this",
            };
            format!("{}: {outside}, so we cannot act on it.", spec.title)
        }
        Rebuff::Unmet(place) => match spec.needs.get(usize::from(place)) {
            Some(need) => format!("{}: we cannot start yet. {}", spec.title, need_text(script, need)),
            None => format!("{}: we cannot start yet.", spec.title),
        },
        Rebuff::AlreadySo => format!("{}: it stands there already.", spec.title),
        Rebuff::WrongContent(kind) => {
            let (of, others) = contents(script, mechanism, kind);
            let others =
                if others.is_empty() { String::new() } else { format!(" For {kind} there is: {others}.") };
            format!(
                "{}: this is for {of} only, and what you name is {kind}. We cannot act on it.{others}",
                spec.title
            )
        }
        Rebuff::NoEmergency => format!("{}: {}", spec.title, no_emergency(&spec.kind)),
        Rebuff::WrongPlace => format!("{}: {}", spec.title, wrong_place(script, seat, &spec.kind)),
        Rebuff::NotHeard => {
            let whom = spec.steps().iter().find(|step| !step.after_hearing.is_empty());
            let whom = whom.map_or("those concerned", |step| kind_of_those_concerned(&step.after_hearing));
            format!(
                "{}: your side must hear {whom} before the public is told. Write to them, or ask them, first.",
                spec.title
            )
        }
        Rebuff::NoTearLine => {
            "Nothing would be left of it without what is secret in it: there will be no tear-line. Ask for its release to those who are cleared."
                .to_owned()
        }
        Rebuff::WrongInstrument => {
            format!("{}: it does not work in this way. {}", spec.title, right_way(&spec.kind))
        }
        Rebuff::OutOfScope => {
            let causes: Vec<&str> = spec.only_for.iter().map(|cause| cause.label()).collect();
            format!(
                "{}: we have looked into it. It is no case for us, which are for {} only, so we close it.",
                spec.title,
                causes.join(" or ")
            )
        }
    }
}

/// Why it is no emergency.
fn no_emergency(kind: &MechanismKind) -> &'static str {
    match kind {
        MechanismKind::Removal { prior, .. } if *prior > Span::ZERO => {
            "we see no imminent threat to life in this. Please order it without an emergency."
        }
        MechanismKind::Demand { emergency, .. } if *emergency > Span::ZERO => {
            "we see no imminent threat to life or to critical infrastructure. Please order it without an emergency."
        }
        _ => "this knows no emergency. Please send it again without one.",
    }
}

/// Where the instrument does not reach.
fn wrong_place(script: &Script, seat: SeatId, kind: &MechanismKind) -> String {
    let own = script.seats[seat].state.map_or("your state", |state| script.states[state].name.get("en"));
    match kind {
        MechanismKind::Demand { reach: Reach::Home, .. } => {
            format!(
                "we are not established in {own}, and no order of its own law binds us. A European order would."
            )
        }
        _ => format!(
            "we are established in {own}. This is for providers in another state; here the law of {own} applies."
        ),
    }
}

/// Those at whose services an incident is, of a kind.
fn kind_of_those_concerned(kind: &str) -> &str {
    match kind {
        "operator" => "the operator that was hit",
        other => kind_name(other),
    }
}

/// What kinds of content an instrument is for, and which instruments there are for this kind.
fn contents(script: &Script, mechanism: MechanismId, kind: ContentKind) -> (String, String) {
    let of = match &script.mechanisms[mechanism].kind {
        MechanismKind::Removal { of, .. } => of.iter().map(|k| k.label()).collect(),
        _ => Vec::new(),
    };
    let others = crate::exercise::decide::provider::instruments_for(script.mechanisms.rows(), kind);
    (of.join(" and "), others.join(", "))
}

/// Those who may start it, as people call them.
fn whose(spec: &Mechanism) -> String {
    let (bodies, national): (Vec<&str>, Vec<&str>) = spec
        .who
        .iter()
        .map(|kind| kind_name(kind))
        .partition(|name| !name.starts_with("a ") && !name.starts_with("an "));
    let national = one_of(&national);
    let national = match (national.is_empty(), spec.members.is_empty()) {
        (false, false) => format!("{national} of a state that takes part"),
        _ => national,
    };
    let parts = [national, one_of(&bodies)];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", or from ")
}

/// “a, b or c”.
fn one_of(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// By which decision a mechanism is used.
const fn right_way(kind: &MechanismKind) -> &'static str {
    match kind {
        MechanismKind::Regime { .. } => "Send a notification under it.",
        MechanismKind::Ladder { .. } => "Ask for one of its modes.",
        MechanismKind::Assistance => "Request it, or offer help under it.",
        MechanismKind::Consultation => "Request it.",
        MechanismKind::Joint | MechanismKind::Sovereign => "Propose it.",
        MechanismKind::Removal { .. } => "Ask a platform to act on content under it.",
        MechanismKind::Demand { .. } => "Demand a provider's data under it.",
        MechanismKind::Release => "Ask an originator to let an item go further under it.",
    }
}

/// What would have to hold, in words.
pub fn need_text(script: &Script, need: &Precondition) -> String {
    let title = |id: &str| {
        let known = script.names.mechanisms.get(id).map(|m| script.mechanisms[*m].title.get("en"));
        known.unwrap_or(id).to_owned()
    };
    match need {
        Precondition::Classed(class) => match class {
            Class::BelowThreshold => "Your side must have classed the incident.".to_owned(),
            class => format!("Your side must have classed the incident as “{class}” at least."),
        },
        Precondition::OwnMeasures => {
            "Your side must first have taken measures of its own.".to_owned()
        }
        Precondition::Mode(mechanism, mode) => format!("{} must stand at “{mode}” first.", title(mechanism)),
        Precondition::HoldsIntel => "Your side must hold some intelligence about the incident.".to_owned(),
        Precondition::SuspectedMalicious => {
            "Your side must have said in a notification or a situation report that it is suspected to be malicious."
                .to_owned()
        }
        Precondition::Membership(m) => format!("It takes a party to “{m}”."),
        Precondition::ExternalThreat => {
            "Your side must hold something that points to an origin or support outside the Union.".to_owned()
        }
        Precondition::Attributed => "Your side must first have said who is behind it.".to_owned(),
        Precondition::ConcernedStates(n) => {
            let states = if *n == 1 { "one state".to_owned() } else { format!("{n} states") };
            format!("At least {states} must have classed the incident as significant or higher.")
        }
        Precondition::Adopted(mechanism) => {
            format!("“{}” must have been adopted for this incident first.", title(mechanism))
        }
    }
}

/// What people call a kind of organisation.
pub fn kind_name(kind: &str) -> &str {
    match kind {
        "csirt" => "a national CSIRT",
        "spoc" => "a single point of contact",
        "crisis" => "a cyber-crisis authority",
        "foreign" => "a foreign ministry",
        "interior" => "an interior ministry",
        "defence" => "a defence ministry",
        "police" => "a police cyber unit",
        "regulator" => "a regulator",
        "operator" => "an operator",
        "government" => "a head of government's office",
        "milcert" => "a military CERT",
        "prosecutor" => "a public prosecutor",
        "vendor" => "a supplier",
        "telecom" => "a telecoms regulator",
        "energy-regulator" => "an energy regulator",
        "transport-regulator" => "a transport regulator",
        "data-protection" => "a data protection authority",
        "health" => "a health ministry",
        "energy" => "an energy ministry",
        "media" => "a newsroom",
        "platform" => "a platform",
        "hosting" => "a hosting provider",
        "commission" => "the Commission",
        "council" => "the Council's secretariat",
        "presidency" => "the Presidency of the Council",
        "eeas" => "the European External Action Service",
        "enisa" => "ENISA",
        "cert-eu" => "CERT-EU",
        "cyclone" => "the chair of EU-CyCLONe",
        "csirts-network" => "the chair of the CSIRTs network",
        "ec3" => "Europol",
        "eurojust" => "Eurojust",
        "eda" => "the European Defence Agency",
        "nac" => "the North Atlantic Council",
        "resilience" => "an authority for critical entities",
        "financial" => "a financial supervisor",
        other => other,
    }
}
