//! A decision that was made, back in the fields of its form: what is corrected is not written anew.

use super::decide::FormState;
use super::draft::Draft;
use super::verbs::VerbKind as V;
use crate::base::Name;
use crate::exercise::order::{Ref, Verb};
use crate::exercise::refusal::Refusal;

impl FormState {
    /// The form that would have led to this decision. Things are found by the seat's own handles only.
    pub(in crate::desk) fn of(verb: &Verb) -> Self {
        let (kind, draft) = draft(verb);
        Self::new(kind, draft)
    }

    /// What was refused, to stand at its field; none takes it away.
    pub(in crate::desk) fn refuse(&mut self, refusal: Option<Refusal>) {
        self.refusal = refusal;
    }
}

fn draft(verb: &Verb) -> (V, Draft) {
    let mut draft = Draft::default();
    let kind = match verb.clone() {
        Verb::Classify { incident, class } => {
            draft.incident = incident.number();
            draft.class = Some(class);
            V::Classify
        }
        Verb::Notify { regime, step, incident, to, claims, text } => {
            (draft.mechanism, draft.step, draft.incident) = (Some(regime), Some(step), incident.number());
            (draft.to, draft.claims, draft.text) = (texts(to), claims, text);
            V::Notify
        }
        Verb::Share { items, to, tlp, text } => {
            draft.items = items.iter().filter_map(Ref::number).collect();
            (draft.to, draft.tlp, draft.text) = (texts(to), tlp, text);
            V::Share
        }
        Verb::Ask { to, about, text } => {
            (draft.to, draft.incident, draft.text) = (texts(to), about.as_ref().and_then(Ref::number), text);
            V::Ask
        }
        Verb::Answer { ask, claims, items, text } => {
            (draft.ask, draft.claims, draft.text) = (ask.number(), claims, text);
            draft.items = items.iter().filter_map(Ref::number).collect();
            V::Answer
        }
        Verb::Sitrep { to, incident, claims, text } => {
            (draft.to, draft.incident, draft.claims, draft.text) =
                (texts(to), incident.number(), claims, text);
            V::Sitrep
        }
        Verb::Mode { mechanism, mode, incident, text } => {
            (draft.mechanism, draft.mode, draft.text) = (Some(mechanism), Some(mode), text);
            draft.incident = incident.as_ref().and_then(Ref::number);
            V::Mode
        }
        Verb::Request { mechanism, incident, to, text } => {
            (draft.mechanism, draft.incident) = (Some(mechanism), incident.number());
            (draft.to, draft.text) = (texts(to), text);
            V::Request
        }
        Verb::Offer { mechanism, to, incident, text } => {
            (draft.mechanism, draft.incident) = (Some(mechanism), incident.number());
            (draft.to, draft.text) = (texts(to), text);
            V::Offer
        }
        Verb::Propose { mechanism, incident, claims, text } => {
            (draft.mechanism, draft.incident) = (Some(mechanism), incident.number());
            (draft.claims, draft.text) = (claims, text);
            V::Propose
        }
        Verb::Vote { case, vote, text } => {
            (draft.case, draft.vote, draft.text) = (case.number(), Some(vote), text);
            V::Vote
        }
        Verb::Defend { defence, services, announced_to, text } => {
            (draft.defence, draft.services) = (Some(defence), services);
            (draft.announced_to, draft.text) = (texts(announced_to), text);
            V::Defend
        }
        Verb::Attribute { incident, actor, confidence, public, to, text } => {
            (draft.incident, draft.actor, draft.confidence) = (incident.number(), actor, Some(confidence));
            (draft.public, draft.to, draft.text) = (public, texts(to), text);
            V::Attribute
        }
        Verb::Statement { incident, claims, text } => {
            draft.incident = incident.as_ref().and_then(Ref::number);
            (draft.claims, draft.text) = (claims, text);
            V::Statement
        }
        Verb::Message { to, tlp, reply_to, text } => {
            (draft.to, draft.tlp, draft.reply_to, draft.text) = (texts(to), tlp, reply_to, text);
            V::Message
        }
        Verb::Decide { about, text } => {
            (draft.incident, draft.text) = (about.as_ref().and_then(Ref::number), text);
            V::Decide
        }
        Verb::Remove { mechanism, content, emergency, text } => {
            (draft.mechanism, draft.content) = (Some(mechanism), content.number());
            (draft.emergency, draft.text) = (emergency, text);
            V::Remove
        }
        Verb::Demand { mechanism, provider, incident, emergency, text } => {
            (draft.mechanism, draft.provider) = (Some(mechanism), Some(provider));
            (draft.incident, draft.emergency, draft.text) = (incident.number(), emergency, text);
            V::Demand
        }
        Verb::Release { item, to, tear_line, text } => {
            (draft.item, draft.to) = (item.number(), texts(to));
            (draft.tear_line, draft.text) = (tear_line, text);
            V::Release
        }
        Verb::Probe { question, answer } => {
            (draft.question, draft.answer) = (question.number(), Some(answer));
            V::Probe
        }
    };
    (kind, draft)
}

fn texts(names: Vec<Name>) -> Vec<String> {
    names.into_iter().map(String::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::order::Claims;
    use crate::scenario::words::{Class, Tlp, Vote};

    #[test]
    fn a_decision_goes_into_its_form_and_out_again_unchanged() {
        let (one, two) = (Ref::handle(1), Ref::handle(2));
        let to = vec!["LV/csirt".into()];
        let claims = Claims { severity: Some(Class::LargeScale), ..Claims::default() };
        let text = "As agreed on the phone".to_owned();
        for verb in [
            Verb::Classify { incident: one.clone(), class: Class::LargeScale },
            Verb::Notify {
                regime: "nis2".into(),
                step: "early_warning".into(),
                incident: one.clone(),
                to: to.clone(),
                claims: claims.clone(),
                text: text.clone(),
            },
            Verb::Share {
                items: vec![two.clone()],
                to: to.clone(),
                tlp: Some(Tlp::Green),
                text: text.clone(),
            },
            Verb::Answer { ask: two.clone(), claims, items: vec![one.clone()], text: text.clone() },
            Verb::Vote { case: two.clone(), vote: Vote::Against, text: text.clone() },
            Verb::Defend {
                defence: "block".into(),
                services: vec!["grid".into()],
                announced_to: to.clone(),
                text: text.clone(),
            },
            Verb::Remove {
                mechanism: "tco-removal".into(),
                content: Ref::handle(3),
                emergency: true,
                text: text.clone(),
            },
            Verb::Demand {
                mechanism: "e-evidence".into(),
                provider: "private/host".into(),
                incident: one.clone(),
                emergency: false,
                text: text.clone(),
            },
            Verb::Release { item: two.clone(), to: to.clone(), tear_line: false, text: text.clone() },
            Verb::Release { item: two, to: Vec::new(), tear_line: true, text: text.clone() },
            Verb::Message { to, tlp: None, reply_to: Some(one), text },
        ] {
            let form = FormState::of(&verb);
            assert_eq!(form.draft.verb(form.kind), Ok(verb));
        }
    }
}
