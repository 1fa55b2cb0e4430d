//! What bodies say of their powers: refusals and conditions in words.

use crate::base::Span;
use crate::scenario::mechanism::{MechanismId, MechanismKind, Precondition, Reach};
use crate::scenario::script::{Script, SeatId};
use crate::scenario::words::{Class, ContentKind};

use crate::exercise::fact::Rebuff;

/// What the body answers to one who asked for what is not in its power.
pub fn rebuff_text(script: &Script, seat: SeatId, mechanism: MechanismId, rebuff: Rebuff) -> String {
    let spec = &script.mechanisms[mechanism];
    let kinds = || spec.who.iter().map(|k| kind_name(k)).collect::<Vec<_>>().join(" or ");
    match rebuff {
        Rebuff::NotYourPower => {
            format!(
                "{}: we can take this only from {} of a member. Please go through them.",
                spec.title,
                kinds()
            )
        }
        Rebuff::NoMember => {
            let outside = match script.seats[seat].state {
                Some(_) => "your state does not take part in this",
                None => "your organisation does not take part in this",
            };
            format!("{}: {outside}, so we cannot act on it.", spec.title)
        }
        Rebuff::Unmet(place) => match spec.needs.get(usize::from(place)) {
            Some(need) => format!("{}: we cannot start yet. {}", spec.title, need_text(need)),
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
        Rebuff::WrongInstrument => format!("{}: this is not what this instrument is for.", spec.title),
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

/// What would have to hold, in words.
pub fn need_text(need: &Precondition) -> String {
    match need {
        Precondition::Classed(class) => match class {
            Class::BelowThreshold => "Your side must have classed the incident.".to_owned(),
            class => format!("Your side must have classed the incident as {class} at least."),
        },
        Precondition::OwnMeasures => {
            "You must first have taken measures of your own, and say which.".to_owned()
        }
        Precondition::Mode(mechanism, mode) => format!("{mechanism} must stand at “{mode}” first."),
        Precondition::HoldsIntel => "Your side must hold some intelligence about the incident.".to_owned(),
        Precondition::SuspectedMalicious => {
            "Somebody of your side must have notified or reported it as suspected malicious.".to_owned()
        }
        Precondition::Membership(m) => format!("It takes a party to “{m}”."),
        Precondition::ExternalThreat => {
            "Your side must hold something that points to an origin or support outside the Union.".to_owned()
        }
        Precondition::Attributed => "It must have been attributed by your side first.".to_owned(),
        Precondition::ConcernedStates(n) => {
            format!("So many states must have classed it as significant at least: {n}.")
        }
        Precondition::Adopted(mechanism) => {
            format!("“{mechanism}” must have been adopted for this incident first.")
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
        "resilience" => "an authority for critical entities",
        "financial" => "a financial supervisor",
        other => other,
    }
}
