//! The verbs as the desk offers them: name, key, what each is for, and which the seat may use.

use egui::Key;

use super::SeatInput;
use crate::desk::widgets::icon;
use crate::scenario::mechanism::{Mechanism, MechanismKind};
use crate::scenario::words::Help;

/// A verb that has a form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VerbKind {
    /// Give an incident a class.
    #[default]
    Classify,
    /// Notify under a regime.
    Notify,
    /// Pass intel on.
    Share,
    /// Ask other seats.
    Ask,
    /// Answer a question.
    Answer,
    /// Send a situation report.
    Sitrep,
    /// Raise or lower a mechanism's mode.
    Mode,
    /// Ask for help or a consultation.
    Request,
    /// Offer help.
    Offer,
    /// Propose a joint measure.
    Propose,
    /// Vote on a case.
    Vote,
    /// Order a defence.
    Defend,
    /// Say who is behind it.
    Attribute,
    /// Speak to the public.
    Statement,
    /// Send a message.
    Message,
    /// Decide in words.
    Decide,
    /// Order, notify or ask a platform to act on content.
    Remove,
    /// Demand a provider's data as evidence.
    Demand,
    /// Ask the originator of an item to let it go further.
    Release,
    /// Answer a question of a probe.
    Probe,
}

use VerbKind as V;

impl VerbKind {
    /// Every verb, in the order of the desk.
    pub const ALL: [Self; 20] = [
        V::Classify,
        V::Notify,
        V::Share,
        V::Ask,
        V::Answer,
        V::Sitrep,
        V::Mode,
        V::Request,
        V::Offer,
        V::Propose,
        V::Vote,
        V::Defend,
        V::Attribute,
        V::Statement,
        V::Message,
        V::Decide,
        V::Remove,
        V::Demand,
        V::Release,
        V::Probe,
    ];

    /// Its name on the desk.
    pub const fn name(self) -> &'static str {
        match self {
            V::Classify => "Classify",
            V::Notify => "Notify",
            V::Share => "Share",
            V::Ask => "Ask",
            V::Answer => "Answer",
            V::Sitrep => "Situation report",
            V::Mode => "Set a mode",
            V::Request => "Request",
            V::Offer => "Offer help",
            V::Propose => "Propose",
            V::Vote => "Vote",
            V::Defend => "Defend",
            V::Attribute => "Attribute",
            V::Statement => "Public statement",
            V::Message => "Message",
            V::Decide => "Decide in words",
            V::Remove => "Online content",
            V::Demand => "E-evidence",
            V::Release => "Ask the originator",
            V::Probe => "Exercise question",
        }
    }

    /// The key that opens its form while no text field has the focus.
    pub const fn key(self) -> Key {
        match self {
            V::Classify => Key::C,
            V::Notify => Key::N,
            V::Share => Key::S,
            V::Ask => Key::A,
            V::Answer => Key::W,
            V::Sitrep => Key::R,
            V::Mode => Key::L,
            V::Request => Key::Q,
            V::Offer => Key::O,
            V::Propose => Key::G,
            V::Vote => Key::V,
            V::Defend => Key::D,
            V::Attribute => Key::T,
            V::Statement => Key::P,
            V::Message => Key::M,
            V::Decide => Key::X,
            V::Remove => Key::B,
            V::Demand => Key::U,
            V::Release => Key::F,
            V::Probe => Key::E,
        }
    }

    /// Its icon; the name stands beside it.
    pub const fn icon(self) -> &'static str {
        match self {
            V::Classify => icon::TAG,
            V::Notify => icon::BELL,
            V::Share => icon::SHARE_NETWORK,
            V::Ask => icon::QUESTION,
            V::Answer => icon::CHAT_TEXT,
            V::Sitrep => icon::CLIPBOARD_TEXT,
            V::Mode => icon::STAIRS,
            V::Request => icon::HAND_PALM,
            V::Offer => icon::HANDSHAKE,
            V::Propose => icon::USERS_THREE,
            V::Vote => icon::CHECK_SQUARE,
            V::Defend => icon::SHIELD,
            V::Attribute => icon::FINGERPRINT,
            V::Statement => icon::MEGAPHONE,
            V::Message => icon::ENVELOPE,
            V::Decide => icon::PENCIL_LINE,
            V::Remove => icon::PROHIBIT,
            V::Demand => icon::MAGNIFYING_GLASS,
            V::Release => icon::LOCK_OPEN,
            V::Probe => icon::LIST_CHECKS,
        }
    }

    /// What it is for, in one sentence; shown where the desk helps.
    pub const fn hint(self) -> &'static str {
        match self {
            V::Classify => "Say how grave an incident is; your classification starts your clocks",
            V::Notify => "Tell those whom the law says must be told; say what the step asks for",
            V::Share => "Pass on what you hold; mind the marking",
            V::Ask => "Put a question to others; they see who else was asked",
            V::Answer => "Answer a question that was put to you",
            V::Sitrep => "Tell others how you see the incident; facts first, words second",
            V::Mode => "Raise or lower the mode of a network; its members may have to agree",
            V::Request => "Ask for help or a consultation under a mechanism",
            V::Offer => "Offer help before it is asked for; the other side may decline",
            V::Propose => "Propose a measure that states take together",
            V::Vote => "Agree, object or abstain; give a reason for all but agreement",
            V::Defend => {
                "Order a defence at services that are yours; tell neighbours whom it may touch first"
            }
            V::Attribute => "Say who is behind it; a sovereign act of your state",
            V::Statement => "Speak to the public; everybody reads it, also in other states",
            V::Message => "Write to others",
            V::Decide => "Decide something that has no form; an evaluator rates it",
            V::Remove => {
                "Order, notify or ask a platform to act on content; each instrument has its own content"
            }
            V::Demand => "Demand what a provider holds as evidence, or have it kept until you can",
            V::Release => {
                "Ask whose item it is to let it go to others, or for a tear-line that may go further"
            }
            V::Probe => "A question of the exercise about how you see things; it is not part of the play",
        }
    }
}

/// The mechanisms that a verb is used with; with full help only those that are lawful for the seat.
pub fn mechanisms<'a>(input: &SeatInput<'a>, kind: VerbKind) -> Vec<&'a Mechanism> {
    let fits = |m: &&Mechanism| match kind {
        V::Notify => matches!(m.kind, MechanismKind::Regime { .. }),
        V::Mode => matches!(m.kind, MechanismKind::Ladder { .. }),
        V::Request => matches!(m.kind, MechanismKind::Assistance | MechanismKind::Consultation),
        V::Offer => matches!(m.kind, MechanismKind::Assistance),
        V::Propose => matches!(m.kind, MechanismKind::Joint | MechanismKind::Sovereign),
        V::Remove => matches!(m.kind, MechanismKind::Removal { .. }),
        V::Demand => matches!(m.kind, MechanismKind::Demand { .. }),
        V::Release => m.is_release(),
        _ => false,
    };
    let full = input.directory.help == Help::Full;
    input.directory.mechanisms.iter().filter(fits).filter(|m| !full || lawful(input, kind, m)).collect()
}

/// Whether the seat may use the mechanism with this verb, as far as the directory tells.
pub fn lawful(input: &SeatInput<'_>, kind: VerbKind, mechanism: &Mechanism) -> bool {
    let Some(me) = input.directory.seats.get(input.me) else { return false };
    let member = |membership: &str| input.directory.is_member(me, membership);
    match kind {
        V::Notify => mechanism.steps().iter().any(|s| s.by.contains(&me.kind)) && member(&mechanism.members),
        V::Offer => member(mechanism.parties()),
        V::Release => true,
        _ => mechanism.who.contains(&me.kind) && member(&mechanism.members),
    }
}

/// The verbs that the desk offers: all of them, or with full help those that the seat can use now.
pub fn offered(input: &SeatInput<'_>, asks: usize) -> Vec<VerbKind> {
    let full = input.directory.help == Help::Full;
    VerbKind::ALL.into_iter().filter(|kind| !full || can_use(input, *kind, asks)).collect()
}

fn can_use(input: &SeatInput<'_>, kind: VerbKind, asks: usize) -> bool {
    let view = input.view;
    let me = input.directory.seats.get(input.me);
    match kind {
        V::Classify | V::Sitrep => !view.incidents.is_empty(),
        V::Share => !view.intel.is_empty(),
        V::Answer => asks > 0,
        V::Vote => view.cases.values().any(|c| c.may_vote && c.end.is_none()),
        V::Probe => view.probes.values().any(|p| !p.closed),
        V::Attribute => me.is_some_and(|m| m.state.is_some()) && !view.incidents.is_empty(),
        V::Defend => defendable(input).next().is_some(),
        V::Remove => !view.contents.is_empty() && !mechanisms(input, kind).is_empty(),
        V::Demand => {
            let (directory, known) = (input.directory, !view.incidents.is_empty());
            known && !directory.providers.is_empty() && !mechanisms(input, kind).is_empty()
        }
        V::Release => !view.intel.is_empty() && !mechanisms(input, kind).is_empty(),
        V::Notify | V::Mode | V::Request | V::Offer | V::Propose => !mechanisms(input, kind).is_empty(),
        V::Ask | V::Statement | V::Message | V::Decide => true,
    }
}

/// Services that the seat may defend by its place: its own, or those of its state for an authority.
pub fn defendable<'a>(input: &SeatInput<'a>) -> impl Iterator<Item = &'a str> {
    let me = input.directory.seats.get(input.me);
    let id = input.me;
    input
        .directory
        .services
        .iter()
        .filter(move |(_, s)| {
            s.operator.as_deref() == Some(id)
                || me.is_some_and(|m| m.kind != "operator" && m.state.as_ref() == Some(&s.state))
        })
        .map(|(id, _)| id.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_has_a_key_of_its_own_that_the_inbox_does_not_use() {
        let mut keys: Vec<Key> = VerbKind::ALL.iter().map(|v| v.key()).collect();
        assert!(!keys.contains(&Key::J) && !keys.contains(&Key::K));
        keys.sort_unstable_by_key(|k| k.name());
        keys.dedup();
        assert_eq!(keys.len(), VerbKind::ALL.len());
    }
}
