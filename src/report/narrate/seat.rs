//! A seat's entries in plain words: what it learned, in public names and out of its own picture alone.

use crate::base::Name;
use crate::exercise::directory::Directory;
use crate::exercise::entry::{Entry, News, Post, PostKind};
use crate::exercise::fact::{CaseEnd, Phase};
use crate::exercise::reference::Handle;
use crate::exercise::team::{DraftEnd, NOBODY};
use crate::exercise::view::View;
use crate::report::names::{list, quoted, said};
use crate::scenario::mechanism::Mechanism;

/// One entry in words; `view` is the seat's picture with the entry in it.
pub fn entry(directory: &Directory, view: &View, entry: &Entry) -> String {
    Own { directory, view }.news(&entry.news)
}

/// What the seat knows.
struct Own<'a> {
    directory: &'a Directory,
    view: &'a View,
}

impl Own<'_> {
    fn news(&self, news: &News) -> String {
        match news {
            News::Phase(Phase::Ready) => "The exercise is open".to_owned(),
            News::Phase(Phase::Running) => "The clock runs".to_owned(),
            News::Phase(Phase::Paused) => "The clock stands".to_owned(),
            News::Phase(Phase::Ended) => "ENDEX: the exercise is over".to_owned(),
            News::Pace(minutes) => format!("The pace is {minutes} exercise minutes in a real minute"),
            News::SkippedTo(at) => format!("Time was skipped to {}", self.directory.clock.show(*at)),
            News::NoPlay(true) => "NO PLAY: everything stops for a real matter".to_owned(),
            News::NoPlay(false) => "NO PLAY is over; the exercise goes on".to_owned(),
            News::SeatNoPlay(true) => {
                "This seat is released for a real matter; the others play on".to_owned()
            }
            News::SeatNoPlay(false) => "This seat is back in play".to_owned(),
            News::Post(post) => self.post(post),
            News::Incident { incident, services, .. } => {
                let at = if services.is_empty() {
                    String::new()
                } else {
                    format!(" at {}", self.services(services))
                };
                format!("An incident is known as {}{at}", self.incident(incident))
            }
            News::Class { by, incident, class } => {
                format!("{} classed {} as {class}", self.seat(by), self.incident(incident))
            }
            News::Intel { says, tlp, pap, from, .. } => {
                let from = from.as_ref().map(|id| format!(" from {}", self.seat(id))).unwrap_or_default();
                format!("Learned{from}, {tlp}, {pap}: {}", quoted(&says.to_string()))
            }
            News::Content { title, platform, reach, .. } => {
                let share = crate::report::names::percent(*reach);
                format!("{} on {platform} was met by {share} or more", quoted(&title.to_string()))
            }
            News::ContentActedOn(content, gone) => {
                let seen = self.view.contents.get(&content.number());
                let title = seen.map(|c| c.title.to_string()).unwrap_or_default();
                let what = if *gone { "was taken down" } else { "spreads less from now on" };
                format!("{} {what}", quoted(&title))
            }
            News::ContentBack(content) => {
                let seen = self.view.contents.get(&content.number());
                let title = seen.map(|c| c.title.to_string()).unwrap_or_default();
                format!("{} stands there again", quoted(&title))
            }
            News::Later => "Something that this release does not know".to_owned(),
            News::Bears { incident, actor, confidence } => {
                let bears = confidence.map_or("no confidence at all".to_owned(), |c| c.to_string());
                format!("What the own side holds on {} bears {bears} in {actor}", self.incident(incident))
            }
            News::Service { service, step } => format!("{} is {step}", self.service(service)),
            News::Evidence(service, kept) => {
                format!(
                    "Evidence at {} was {}",
                    self.service(service),
                    if *kept { "kept" } else { "destroyed" }
                )
            }
            News::Defence { defence, services, by, done } => {
                let how = match done {
                    None => "is under way",
                    Some(true) => "is done",
                    Some(false) => "is done; nothing was left to keep",
                };
                format!("{} of {} at {} {how}", self.defence(defence), self.seat(by), self.services(services))
            }
            News::Probe { ask, .. } => format!("A question to answer: {}", quoted(&ask.to_string())),
            News::ProbeClosed(question) => {
                let ask = self.view.probes.get(&question.number()).map(|p| p.ask.to_string());
                format!("The question {} closed", quoted(&ask.unwrap_or_default()))
            }
            News::Done { .. } => "An own decision was carried out".to_owned(),
            News::Seated { person, .. } => format!("Person {person} sat down at this seat"),
            News::Releases(Some(person)) => format!("Person {person} releases what this seat decides"),
            News::Releases(None) => "Everybody at this seat decides for themselves".to_owned(),
            News::Draft { draft, by: NOBODY, .. } => format!("Draft {draft} waits to be released"),
            News::Draft { draft, by, .. } => format!("Draft {draft} of person {by} waits to be released"),
            News::DraftEnded { draft, how: DraftEnd::GivenBack, reason, .. } => {
                format!("Draft {draft} was given back{}", said(reason))
            }
            News::DraftEnded { draft, .. } => format!("Draft {draft} was released"),
            News::Breach { item, by, to, .. } => {
                let to = to.as_ref().map(|to| format!(": it went to {}", self.seat(to))).unwrap_or_default();
                format!("{} broke the marking of {}{to}", self.seat(by), self.item(item))
            }
            _ => self.obligation(news),
        }
    }

    /// Duties, modes and cases.
    fn obligation(&self, news: &News) -> String {
        match news {
            News::Duty { duty, due, .. } => {
                format!("{} is due by {}", self.duty(duty), self.directory.clock.show(*due))
            }
            News::DutyDone(duty) => format!("{} is done", self.duty(duty)),
            News::DutyLapsed(duty) => format!("The time for {} is over", self.duty(duty)),
            News::Mode { mechanism, mode, by } => {
                let by = by.as_ref().map(|id| format!(" by {}", self.seat(id))).unwrap_or_default();
                let ladder = self.directory.mechanism(mechanism).map(Mechanism::modes).unwrap_or_default();
                let title = ladder.iter().find(|m| m.id == *mode).map(|m| m.title.to_string());
                let title = quoted(&title.unwrap_or_else(|| mode.to_string()));
                format!("{} was set to {title}{by}", self.mechanism(mechanism))
            }
            News::ReleaseAsked { item, to, tear_line, .. } => match tear_line {
                true => format!("A tear-line of {} is asked for", self.item(item)),
                false => format!("{} would go to {}", self.item(item), self.seats(to)),
            },
            News::Released { item, to } => {
                format!("The originator agrees that {} get {}", self.seats(to), self.item(item))
            }
            News::Case { case, due, may_vote, .. } => {
                let vote = if *may_vote { "; this seat may answer" } else { "" };
                format!("{} is open until {}{vote}", self.case(case), self.directory.clock.show(*due))
            }
            News::Voted { case, by, vote, text } => {
                format!("{} voted {vote} on {}{}", self.seat(by), self.case(case), said(text))
            }
            News::CaseClosed { case, how, adopted } => {
                let how = match (how, adopted) {
                    (CaseEnd::ByControl, true) => "was granted by exercise control",
                    (CaseEnd::ByControl, false) => "was turned down by exercise control",
                    (CaseEnd::Objected, _) => "failed: somebody who may objected",
                    (CaseEnd::Lapsed, _) => "ran out of time",
                    (CaseEnd::Adopted, true) => "was adopted",
                    (CaseEnd::Adopted, false) => "was not adopted",
                };
                format!("{} {how}", self.case(case))
            }
            News::CaseLanded(case) => format!("{} took effect", self.case(case)),
            News::Contradicted { case, by } => {
                format!("{} acted alone, against {}", self.seat(by), self.case(case))
            }
            News::CaseFell(case) => format!("{} stands no more", self.case(case)),
            _ => "Something happened".to_owned(),
        }
    }

    fn post(&self, post: &Post) -> String {
        let kind = match &post.kind {
            PostKind::Inject => format!("By {}", post.by),
            PostKind::Message => "Message".to_owned(),
            PostKind::Notice(regime, _) => format!("Notice under {}", self.mechanism(regime)),
            PostKind::Share => "Intelligence passed on".to_owned(),
            PostKind::Ask => "Question".to_owned(),
            PostKind::Answer => "Answer".to_owned(),
            PostKind::Sitrep => "Situation report".to_owned(),
            PostKind::Case => "Request, offer or proposal".to_owned(),
            PostKind::Attribution => "Attribution".to_owned(),
            PostKind::Statement => "Statement to the public".to_owned(),
            PostKind::Rebuff => "Turned down".to_owned(),
        };
        let tlp = post.tlp.map(|tlp| format!(", {tlp}")).unwrap_or_default();
        format!("{kind} from {}{tlp}{}", post.from, said(&post.text.to_string()))
    }

    fn seat(&self, id: &str) -> String {
        self.directory.seats.get(id).map_or_else(|| id.to_owned(), |s| s.title.to_string())
    }

    fn seats(&self, ids: &[Name]) -> String {
        list(ids.iter().map(|id| self.seat(id)), "nobody")
    }

    fn service(&self, id: &str) -> String {
        self.directory.services.get(id).map_or_else(|| id.to_owned(), |s| s.name.to_string())
    }

    fn services(&self, ids: &[Name]) -> String {
        list(ids.iter().map(|id| self.service(id)), "no service")
    }

    fn defence(&self, id: &str) -> String {
        let name = self.directory.defences.get(id).map(|d| d.name.to_string());
        quoted(&name.unwrap_or_else(|| id.to_owned()))
    }

    fn mechanism(&self, id: &str) -> String {
        self.directory.mechanism(id).map_or_else(|| id.to_owned(), |m| m.title.to_string())
    }

    fn incident(&self, of: &Handle) -> String {
        let known = self.view.incidents.get(&of.number());
        known.map_or("an incident".to_owned(), |i| quoted(&i.title.to_string()))
    }

    fn item(&self, of: &Handle) -> String {
        let held = self.view.intel.get(&of.number());
        held.map_or("an item of intelligence".to_owned(), |i| quoted(&i.says.to_string()))
    }

    fn duty(&self, of: &Handle) -> String {
        let Some(duty) = self.view.duties.get(&of.number()) else {
            return "A duty".to_owned();
        };
        let mechanism = self.directory.mechanism(&duty.regime);
        let steps = mechanism.map(Mechanism::steps).unwrap_or_default();
        let step = steps.iter().find(|s| s.id == duty.step).map(|s| s.title.to_string()).unwrap_or_default();
        format!("{}: {step}", self.mechanism(&duty.regime))
    }

    fn case(&self, of: &Handle) -> String {
        let Some(case) = self.view.cases.get(&of.number()) else {
            return "A case".to_owned();
        };
        let what = if case.offer { "offer" } else { "request" };
        format!("The {what} of {} under {}", self.seat(&case.by), self.mechanism(&case.mechanism))
    }
}
