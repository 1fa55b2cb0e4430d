//! What a person is about to decide: one sheet of fields that every form writes into, so that going from one
//! form to the next keeps what both have.

use super::verbs::VerbKind;
use crate::base::Name;
use crate::desk::names::Names;
use crate::exercise::order::{Claims, Ref, Verb};
use crate::exercise::refusal::{Refusal, Rule};
use crate::scenario::mechanism::{Approval, MechanismKind};
use crate::scenario::words::{Class, Confidence, Tlp, Vote};

/// The fields of all forms. Things are named by the numbers of the seat's handles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// The incident it is about.
    pub incident: Option<u32>,
    /// Addresses.
    pub to: Vec<String>,
    /// Those who were told of side effects before.
    pub announced_to: Vec<String>,
    /// Items.
    pub items: Vec<u32>,
    /// Marking; none keeps the source's.
    pub tlp: Option<Tlp>,
    /// The words.
    pub text: String,
    /// What is asserted.
    pub claims: Claims,
    /// Class given.
    pub class: Option<Class>,
    /// Mechanism, or regime.
    pub mechanism: Option<String>,
    /// Step of the regime.
    pub step: Option<String>,
    /// Mode asked for.
    pub mode: Option<String>,
    /// Question that is answered.
    pub ask: Option<u32>,
    /// Case voted on.
    pub case: Option<u32>,
    /// The vote.
    pub vote: Option<Vote>,
    /// Defence.
    pub defence: Option<String>,
    /// Services.
    pub services: Vec<String>,
    /// Who is said to be behind it.
    pub actor: String,
    /// How sure that is.
    pub confidence: Option<Confidence>,
    /// Whether it is said in public.
    pub public: bool,
    /// Content on a platform.
    pub content: Option<u32>,
    /// Provider whose data is demanded.
    pub provider: Option<String>,
    /// Whether it cannot wait.
    pub emergency: bool,
    /// The item that an originator is asked about.
    pub item: Option<u32>,
    /// Whether a tear-line is asked for.
    pub tear_line: bool,
    /// Question of a probe.
    pub question: Option<u32>,
    /// Answer to it.
    pub answer: Option<usize>,
    /// Message that is replied to.
    pub reply_to: Option<Ref>,
}

fn missing(field: &str, message: &str) -> Refusal {
    Refusal::at(Rule::Incomplete, field, message)
}

fn need<T: Clone>(value: Option<&T>, field: &str, message: &str) -> Result<T, Refusal> {
    value.cloned().ok_or_else(|| missing(field, message))
}

impl Draft {
    /// The decision, as an order says it.
    ///
    /// # Errors
    /// What has not been chosen yet, at its field, in the shape of any refusal. All else is for the rules to say.
    pub fn verb(&self, kind: VerbKind) -> Result<Verb, Refusal> {
        let names = |of: &[String]| of.iter().map(Name::from).collect::<Vec<_>>();
        let (to, text, claims) = (names(&self.to), self.text.trim().to_owned(), self.claims.clone());
        let about = self.incident.map(Ref::handle);
        let incident = || need(about.as_ref(), "incident", "Choose the incident");
        let mechanism = |message| {
            need(
                self.mechanism.as_ref(),
                if kind == VerbKind::Notify { "regime" } else { "mechanism" },
                message,
            )
        };
        let items: Vec<Ref> = self.items.iter().copied().map(Ref::handle).collect();
        Ok(match kind {
            VerbKind::Classify => Verb::Classify {
                incident: incident()?,
                class: need(self.class.as_ref(), "class", "Choose a class")?,
            },
            VerbKind::Notify => Verb::Notify {
                regime: mechanism("Choose the regime")?,
                step: need(self.step.as_ref(), "step", "Choose the step")?,
                incident: incident()?,
                to,
                claims,
                text,
            },
            VerbKind::Share => Verb::Share { items, to, tlp: self.tlp, text },
            VerbKind::Ask => Verb::Ask { to, about, text },
            VerbKind::Answer => Verb::Answer {
                ask: Ref::handle(need(self.ask.as_ref(), "ask", "Choose the question")?),
                claims,
                items,
                text,
            },
            VerbKind::Sitrep => Verb::Sitrep { to, incident: incident()?, claims, text },
            VerbKind::Mode => Verb::Mode {
                mechanism: mechanism("Choose the network")?,
                mode: need(self.mode.as_ref(), "mode", "Choose the mode")?,
                incident: about,
                text,
            },
            VerbKind::Request => Verb::Request {
                mechanism: mechanism("Choose what you ask for")?,
                incident: incident()?,
                to,
                text,
            },
            VerbKind::Offer => Verb::Offer {
                mechanism: mechanism("Choose what you offer")?,
                to,
                incident: incident()?,
                text,
            },
            VerbKind::Propose => Verb::Propose {
                mechanism: mechanism("Choose the measure")?,
                incident: incident()?,
                claims,
                text,
            },
            VerbKind::Vote => Verb::Vote {
                case: Ref::handle(need(self.case.as_ref(), "case", "Choose what you vote on")?),
                vote: need(self.vote.as_ref(), "vote", "Choose your vote")?,
                text,
            },
            VerbKind::Defend => Verb::Defend {
                defence: need(self.defence.as_ref(), "defence", "Choose the defence")?,
                services: self.services.clone(),
                announced_to: names(&self.announced_to),
                text,
            },
            VerbKind::Attribute => Verb::Attribute {
                incident: incident()?,
                actor: self.actor.trim().to_owned(),
                confidence: need(self.confidence.as_ref(), "confidence", "Say how sure you are")?,
                public: self.public,
                to: if self.public { Vec::new() } else { to },
                text,
            },
            VerbKind::Statement => Verb::Statement { incident: about, claims, text },
            VerbKind::Message => Verb::Message { to, tlp: self.tlp, reply_to: self.reply_to.clone(), text },
            VerbKind::Decide => Verb::Decide { about, text },
            VerbKind::Remove => Verb::Remove {
                mechanism: mechanism("Choose the instrument")?,
                content: Ref::handle(need(self.content.as_ref(), "content", "Choose the content")?),
                emergency: self.emergency,
                text,
            },
            VerbKind::Demand => Verb::Demand {
                mechanism: mechanism("Choose the instrument")?,
                provider: need(self.provider.as_ref(), "provider", "Choose the provider")?,
                incident: incident()?,
                emergency: self.emergency,
                text,
            },
            VerbKind::Release => Verb::Release {
                item: Ref::handle(need(self.item.as_ref(), "item", "Choose the item")?),
                to: if self.tear_line { Vec::new() } else { to },
                tear_line: self.tear_line,
                text,
            },
            VerbKind::Probe => Verb::Probe {
                question: Ref::handle(need(self.question.as_ref(), "question", "Choose the question")?),
                answer: need(self.answer.as_ref(), "answer", "Choose an answer")?,
            },
        })
    }

    /// The decision for the exercise: also somebody is addressed, where the rules ask for that. What goes out without a
    /// recipient would stand in the journal as refused, and nobody gains by that.
    ///
    /// # Errors
    /// As for [`Self::verb`]; at `to` where the addresses mean nobody but `me`.
    pub(in crate::desk) fn decision(
        &self,
        kind: VerbKind,
        names: &Names<'_>,
        me: &str,
    ) -> Result<Verb, Refusal> {
        let verb = self.verb(kind)?;
        if self.is_addressed(kind, names) && names.seats_of(&self.to, me).is_empty() {
            return Err(missing("to", "Nobody is addressed")
                .needing("Choose at least one recipient other than yourself"));
        }
        Ok(verb)
    }

    /// Whether this decision goes to somebody who is chosen.
    fn is_addressed(&self, kind: VerbKind, names: &Names<'_>) -> bool {
        match kind {
            VerbKind::Notify
            | VerbKind::Share
            | VerbKind::Ask
            | VerbKind::Sitrep
            | VerbKind::Offer
            | VerbKind::Message => true,
            VerbKind::Attribute => !self.public,
            VerbKind::Release => !self.tear_line,
            // Who is asked: the body itself, where it has a seat.
            VerbKind::Request => {
                let spec = self.mechanism.as_deref().and_then(|id| names.directory.mechanism(id));
                spec.is_some_and(|spec| {
                    let helps = matches!(spec.kind, MechanismKind::Assistance | MechanismKind::Consultation);
                    let asks = matches!(spec.approval, Approval::Asked { .. });
                    helps && asks && names.seats_of(std::slice::from_ref(&spec.body), "").is_empty()
                })
            }
            VerbKind::Classify
            | VerbKind::Answer
            | VerbKind::Mode
            | VerbKind::Propose
            | VerbKind::Vote
            | VerbKind::Defend
            | VerbKind::Statement
            | VerbKind::Decide
            | VerbKind::Remove
            | VerbKind::Demand
            | VerbKind::Probe => false,
        }
    }

    /// What the next decision keeps of this one: the incident that the person is at.
    #[must_use]
    pub fn next(&self) -> Self {
        Self { incident: self.incident, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_chosen_yet_is_said_at_its_field() {
        let empty = Draft::default();
        let field = |kind| empty.verb(kind).unwrap_err().field.unwrap();
        assert_eq!(field(VerbKind::Classify), "incident");
        assert_eq!(field(VerbKind::Notify), "regime");
        assert_eq!(field(VerbKind::Vote), "case");
        assert!(empty.verb(VerbKind::Message).is_ok(), "an empty text is for the rules to refuse");
    }

    #[test]
    fn a_public_attribution_is_addressed_to_nobody_in_particular() {
        let draft = Draft {
            incident: Some(3),
            to: vec!["LV/csirt".into()],
            actor: " GREY HERON ".into(),
            confidence: Some(Confidence::Low),
            public: true,
            ..Draft::default()
        };
        let Ok(Verb::Attribute { incident, actor, to, .. }) = draft.verb(VerbKind::Attribute) else {
            panic!("no attribution");
        };
        assert_eq!((incident, actor.as_str(), to.len()), (Ref::handle(3), "GREY HERON", 0));
    }
}
