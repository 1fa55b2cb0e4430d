//! What a form starts with: what the person has before them.

use super::SeatInput;
use super::draft::Draft;
use super::inbox::Inbox;
use super::verbs::{self, VerbKind};
use crate::base::Name;
use crate::exercise::entry::{Post, PostKind};
use crate::exercise::reference::Handle;
use crate::scenario::words::Help;

/// A draft for `kind`: what the last form had, else what the chosen post and the open duties say.
pub(super) fn prefill(kind: VerbKind, kept: Option<Draft>, inbox: &Inbox, input: &SeatInput<'_>) -> Draft {
    let mut draft = kept.unwrap_or_default();
    let post = inbox.chosen(input).map(|received| &received.post);
    let about = post.and_then(|p| p.about).map(Handle::number);
    let only =
        || (input.view.incidents.len() == 1).then(|| input.view.incidents.keys().next().copied()).flatten();
    draft.incident = about.or(draft.incident).or_else(only);
    match kind {
        VerbKind::Message | VerbKind::Ask => reply(&mut draft, post, kind),
        VerbKind::Answer => {
            let asked = post.filter(|p| p.kind == PostKind::Ask).and_then(thread);
            draft.ask =
                asked.or(draft.ask).or_else(|| inbox.open_asks(input).next().and_then(|r| thread(&r.post)));
        }
        VerbKind::Vote => {
            let open = |n: &u32| input.view.cases.get(n).is_some_and(|c| c.may_vote && c.end.is_none());
            let put = post.filter(|p| p.kind == PostKind::Case).and_then(thread).filter(open);
            let mut cases = input.view.cases.keys().copied().filter(open);
            draft.case = put.or(draft.case).or_else(|| cases.next());
        }
        VerbKind::Probe => {
            let mut open = input.view.probes.iter().filter(|(_, p)| !p.closed).map(|(n, _)| *n);
            draft.question = open.next();
            draft.answer = None;
        }
        VerbKind::Notify => notify(&mut draft, input),
        VerbKind::Release => {
            let mut came = post.into_iter().flat_map(|p| p.items.iter()).map(|item| item.number());
            let classified = |n: &u32| input.view.intel.get(n).is_some_and(|i| i.classified.is_some());
            let mut all = input.view.intel.keys().rev().copied().filter(classified);
            draft.item = came.rfind(classified).or(draft.item).or_else(|| all.next());
        }
        VerbKind::Mode
        | VerbKind::Request
        | VerbKind::Offer
        | VerbKind::Propose
        | VerbKind::Remove
        | VerbKind::Demand => {
            let mut contents = input.view.contents.keys().rev().copied();
            let chosen = post.map(|p| p.post.number()).filter(|n| input.view.contents.contains_key(n));
            draft.content = chosen.or(draft.content).or_else(|| contents.next());
            let fitting = verbs::mechanisms(input, kind);
            if !fitting.iter().any(|m| Some(&m.id) == draft.mechanism.as_ref()) {
                draft.mechanism = fitting.first().filter(|_| fitting.len() == 1).map(|m| m.id.clone());
                draft.mode = None;
            }
        }
        _ => {}
    }
    draft
}

fn thread(post: &Post) -> Option<u32> {
    post.thread.map(Handle::number)
}

/// To whom it came from, unless somebody was chosen already.
fn reply(draft: &mut Draft, post: Option<&Post>, kind: VerbKind) {
    let Some(post) = post else { return };
    if draft.to.is_empty() {
        draft.to.extend(post.from_seat.as_ref().map(Name::to_string));
    }
    if kind == VerbKind::Message {
        draft.reply_to = Some(post.post.into());
    }
}

/// The most urgent duty that is open, for the incident at hand if there is one; its recipients with full help only.
fn notify(draft: &mut Draft, input: &SeatInput<'_>) {
    let duties = input.view.duties.values().filter(|d| !d.done);
    let mine = duties.filter(|d| draft.incident.is_none_or(|i| i == d.incident));
    if let Some(duty) = mine.min_by_key(|d| d.due) {
        draft.incident = Some(duty.incident);
        draft.mechanism = Some(duty.regime.to_string());
        draft.step = Some(duty.step.to_string());
        if draft.to.is_empty() && input.directory.help == Help::Full {
            draft.to = duty.owed.iter().map(Name::to_string).collect();
        }
    } else {
        draft.mechanism = None;
        draft.step = None;
    }
}
