//! What everybody may know of a record: the picture of the room's screen, and of whoever watches and has no seat. All of
//! it reaches every seat too, but for the one that says it. It names nothing by handles: nobody orders by it.

use crate::base::{Ppm, Text};
use crate::exercise::entry::{Items, Letter, News, Post, PostKind};
use crate::exercise::fact::{Fact, Phase, Record, ServiceChange};
use crate::exercise::state::State;
use crate::scenario::script::{ContentId, InjectId, Script, SeatId};
use crate::scenario::words::{Channel, ServiceStep, Tlp};

use super::{Before, inject_letter, letter, reach, words_of};

/// What the public learns of a record; `state` is the state after it.
pub fn public(script: &Script, before: Before<'_>, state: &State, record: &Record) -> Vec<News> {
    let mut told = Vec::new();
    for fact in &record.facts {
        match fact {
            Fact::Phase(phase) => {
                if *phase == Phase::Running {
                    told.push(News::Pace(state.pace));
                }
                told.push(News::Phase(*phase));
            }
            Fact::Pace(pace) => told.push(News::Pace(*pace)),
            Fact::SkipBegan(at) => told.push(News::SkippedTo(*at)),
            Fact::NoPlay(None, on) => told.push(News::NoPlay(*on)),
            Fact::News(text) => {
                let from = letter(PostKind::Inject, Text::plain("News"));
                told.push(post(Letter { by: Channel::News, text: text.clone(), ..from }));
            }
            Fact::Delivered(inject, to) => told.extend(news(script, state, *inject, to.len())),
            Fact::Stated(by, _) => told.extend(said(script, before, record, *by, PostKind::Statement)),
            Fact::Attributed { by, public: true, .. } => {
                told.extend(said(script, before, record, *by, PostKind::Attribution));
            }
            Fact::Ticked(changes) => outages(before, changes, &mut told),
            Fact::Spread(spread) => content(script, before, spread, &mut told),
            _ => {}
        }
    }
    told
}

/// What the press or a platform brought to every seat, under no marking: everybody has read it.
fn news(script: &Script, state: &State, inject: InjectId, readers: usize) -> Option<News> {
    if readers < script.seats.len() {
        return None;
    }
    let (letter, _) = inject_letter(script, state, inject)?;
    let open = letter.tlp.is_none_or(|tlp| tlp == Tlp::Clear);
    (open && matches!(letter.by, Channel::News | Channel::Post)).then(|| post(letter))
}

fn post(letter: Letter) -> News {
    let (post, letter) = (Default::default(), letter.into());
    News::Post(Post { post, about: None, thread: None, items: Items::default(), letter })
}

/// Words of a seat to the public, without the handle of what they are about.
fn said(script: &Script, before: Before<'_>, record: &Record, by: SeatId, kind: PostKind) -> Option<News> {
    let (text, claims, tlp) = words_of(record.order()?.act.decision()?);
    let from_seat = Some(before.roll.seats[by].clone());
    let from = letter(kind, script.seats[by].title.clone());
    Some(post(Letter { from_seat, text: Text::plain(text), claims, tlp, ..from }))
}

/// From outside one sees an outage, or that it is over.
fn outages(before: Before<'_>, changes: &[ServiceChange], told: &mut Vec<News>) {
    for change in changes {
        let was = before.steps.get(change.service.0 as usize).copied().unwrap_or(ServiceStep::Normal);
        let is = ServiceStep::of(change.lost);
        if was == is || was.max(is) < ServiceStep::Failing {
            continue;
        }
        let step = if is >= ServiceStep::Failing { is } else { ServiceStep::Normal };
        told.push(News::Service { service: before.roll.services[change.service].clone(), step });
    }
}

/// Content on a platform, once it has gone so far that people speak of it.
fn content(script: &Script, before: Before<'_>, spread: &[(ContentId, Ppm)], told: &mut Vec<News>) {
    for (content, share) in spread {
        let was = before.reached.get(content.0 as usize).copied().unwrap_or_default();
        if reach::step_of(was).is_none() && reach::step_of(*share).is_some() {
            let spec = &script.contents[*content];
            let from = letter(PostKind::Inject, script.orgs[spec.platform].name.clone());
            told.push(post(Letter { by: Channel::Post, text: spec.says.clone(), ..from }));
        }
    }
}
