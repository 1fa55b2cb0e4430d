//! A seat's picture of the exercise, built from its own entries only: what its desk shows and its bot thinks with.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

mod case;
mod held;
mod team;

pub use case::CaseView;
pub use held::{BreachView, IntelView, ReleaseView};
pub use team::{DraftView, EndedDraft, TeamView};

use crate::base::{At, Name, Ppm, Text};
use crate::scenario::words::{Class, Confidence, ServiceStep};

use super::entry::{Entry, News, Post};
use super::fact::Phase;
use super::order::{OrderId, Verb};
use super::reference::Handle;

/// All that a seat knows.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// Number of the last entry.
    pub entries: u32,
    /// Moment of the last entry.
    pub at: At,
    /// Course of the exercise.
    pub phase: Phase,
    /// Exercise minutes in a real minute.
    pub pace: u32,
    /// A real matter interrupts all.
    pub no_play: bool,
    /// A real matter takes this seat alone out of play.
    #[serde(default)]
    pub seat_no_play: bool,
    /// What arrived to read, oldest first.
    pub inbox: Vec<Received>,
    /// Incidents that the seat knows of.
    pub incidents: BTreeMap<u32, IncidentView>,
    /// Items it holds.
    pub intel: BTreeMap<u32, IntelView>,
    /// Its clocks.
    pub duties: BTreeMap<u32, DutyView>,
    /// Requests, offers and proposals that it has to do with.
    pub cases: BTreeMap<u32, CaseView>,
    /// Services as the seat sees them; those it has not heard of are normal or not known to it.
    pub services: BTreeMap<Name, ServiceStep>,
    /// Services whose evidence was kept (true) or destroyed.
    pub evidence: BTreeMap<Name, bool>,
    /// Modes that mechanisms stand in.
    pub modes: BTreeMap<Name, Name>,
    /// Defences under way and done.
    pub defences: Vec<DefenceView>,
    /// Questions of probes.
    pub probes: BTreeMap<u32, ProbeView>,
    /// Questions of seats and of probes that have this seat's answer, by their handles' numbers.
    pub answered: BTreeSet<u32>,
    /// Own orders that were carried out.
    pub done: Vec<(At, OrderId, Arc<Verb>)>,
    /// Breaches of markings that the seat learnt of.
    pub breaches: Vec<BreachView>,
    /// Content on platforms.
    pub contents: BTreeMap<u32, ContentView>,
    /// How sure the own side may be of whom, by the incident's handle: told where the desk helps.
    pub bears: BTreeMap<u32, BTreeMap<Name, Option<Confidence>>>,
    /// The people of the seat.
    pub team: TeamView,
}

/// A post with the moment it came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Received {
    /// Number of the entry.
    pub number: u32,
    /// When it came.
    pub at: At,
    /// The post.
    pub post: Post,
}

/// An incident as the seat sees it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IncidentView {
    /// Name.
    pub title: Text,
    /// Services it is about.
    pub services: Vec<Name>,
    /// Since when the seat knows of it.
    pub since: At,
    /// Classes given, by seat id.
    pub classes: BTreeMap<Name, Class>,
}

/// Content on a platform, as the seat sees it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ContentView {
    /// What people call it.
    pub title: Text,
    /// What it says.
    pub says: Text,
    /// Organisation path of the platform.
    pub platform: Name,
    /// Share of the audience that has met it at least, in steps.
    pub reach: Ppm,
    /// The platform has taken it down (true), or slowed it.
    pub gone: Option<bool>,
}

/// A clock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DutyView {
    /// Regime.
    pub regime: Name,
    /// Step.
    pub step: Name,
    /// Incident: its handle's number.
    pub incident: u32,
    /// Organisations that must be told.
    pub owed: Vec<Name>,
    /// When it began.
    pub opened: At,
    /// Deadline.
    pub due: At,
    /// The time is a convention, not law.
    pub convention: bool,
    /// Everybody owed was told.
    pub done: bool,
    /// The deadline passed.
    pub lapsed: bool,
}

/// A defence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DefenceView {
    /// When this was heard.
    pub at: At,
    /// Defence.
    pub defence: Name,
    /// Services.
    pub services: Vec<Name>,
    /// By whom.
    pub by: Name,
    /// Done, or (false) too late to keep any evidence.
    pub done: Option<bool>,
}

/// A question of a probe.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProbeView {
    /// The question.
    pub ask: Text,
    /// The answers offered.
    pub answers: Vec<Text>,
    /// Until when.
    pub until: At,
    /// Closed.
    pub closed: bool,
}

impl View {
    /// Whether the seat may decide nothing for a real matter's sake, its own or everybody's.
    pub fn is_out_of_play(&self) -> bool {
        self.no_play || self.seat_no_play
    }

    /// Takes in the next entry.
    pub fn apply(&mut self, entry: &Entry) {
        if let News::Post(post) = &entry.news {
            self.inbox.push(Received { number: entry.number, at: entry.at, post: post.clone() });
        }
        self.note(entry);
    }

    /// The same without what there is to read: for whoever keeps of that what they need.
    pub fn note(&mut self, entry: &Entry) {
        self.entries = entry.number;
        self.at = entry.at;
        let at = entry.at;
        match &entry.news {
            News::Phase(phase) => self.phase = *phase,
            News::Pace(pace) => self.pace = *pace,
            News::SkippedTo(_) | News::Later | News::Post(_) => {}
            News::NoPlay(on) => self.no_play = *on,
            News::SeatNoPlay(on) => self.seat_no_play = *on,
            News::Incident { incident, title, services } => {
                let seen = self.incidents.entry(incident.number()).or_insert_with(|| IncidentView {
                    title: title.clone(),
                    services: Vec::new(),
                    since: at,
                    classes: BTreeMap::new(),
                });
                seen.title.clone_from(title);
                seen.services.clone_from(services);
            }
            News::Class { by, incident, class } => {
                if let Some(seen) = self.incidents.get_mut(&incident.number()) {
                    seen.classes.insert(by.clone(), *class);
                }
            }
            News::Intel {
                item,
                says,
                tlp,
                pap,
                from,
                own,
                about,
                enables,
                evidence,
                classified,
                tear_line_of,
            } => {
                let held = IntelView {
                    says: says.clone(),
                    tlp: *tlp,
                    pap: *pap,
                    from: from.clone(),
                    own: *own,
                    since: at,
                    about: about.map(Handle::number),
                    enables: enables.clone(),
                    evidence: evidence.clone(),
                    classified: classified.clone(),
                    tear_line_of: tear_line_of.map(Handle::number),
                    released: BTreeSet::new(),
                };
                self.intel.insert(item.number(), held);
            }
            News::Content { content, title, says, platform, reach } => {
                let seen = self.contents.entry(content.number()).or_default();
                (seen.title, seen.says) = (title.clone(), says.clone());
                (seen.platform, seen.reach) = (platform.clone(), *reach);
            }
            News::ContentActedOn(content, gone) => {
                let seen = self.contents.entry(content.number()).or_default();
                seen.gone = Some(*gone || seen.gone == Some(true));
            }
            News::ContentBack(content) => self.contents.entry(content.number()).or_default().gone = None,
            News::Bears { incident, actor, confidence } => {
                let of = self.bears.entry(incident.number()).or_default();
                of.insert(actor.clone(), *confidence);
            }
            News::Service { service, step } => match self.services.get_mut(service.as_str()) {
                Some(known) => *known = *step,
                None => drop(self.services.insert(service.clone(), *step)),
            },
            News::Evidence(service, kept) => {
                self.evidence.insert(service.clone(), *kept);
            }
            News::Mode { mechanism, mode, .. } => {
                self.modes.insert(mechanism.clone(), mode.clone());
            }
            News::Defence { defence, services, by, done } => self.defences.push(DefenceView {
                at,
                defence: defence.clone(),
                services: services.clone(),
                by: by.clone(),
                done: *done,
            }),
            News::Probe { question, ask, answers, until } => {
                let probe =
                    ProbeView { ask: ask.clone(), answers: answers.clone(), until: *until, closed: false };
                self.probes.insert(question.number(), probe);
            }
            News::ProbeClosed(question) => {
                if let Some(probe) = self.probes.get_mut(&question.number()) {
                    probe.closed = true;
                }
            }
            News::Answered(question) => {
                self.answered.insert(question.number());
            }
            News::Done { order, verb } => self.done.push((at, *order, verb.clone())),
            News::Breach { item, by, marking, to } => self.breaches.push(BreachView {
                at,
                item: item.number(),
                by: by.clone(),
                marking: *marking,
                to: to.clone(),
            }),
            News::Released { item, to } => {
                if let Some(held) = self.intel.get_mut(&item.number()) {
                    held.released.extend(to.iter().cloned());
                }
            }
            News::Seated { .. } | News::Releases(_) | News::Draft { .. } | News::DraftEnded { .. } => {
                self.team.apply(at, &entry.news);
            }
            _ => self.apply_obligation(at, &entry.news),
        }
    }

    /// Duties and cases.
    fn apply_obligation(&mut self, at: At, news: &News) {
        match news {
            News::Duty { duty, regime, step, incident, owed, opened, due, convention } => {
                let clock = DutyView {
                    regime: regime.clone(),
                    step: step.clone(),
                    incident: incident.number(),
                    owed: owed.clone(),
                    opened: *opened,
                    due: *due,
                    convention: *convention,
                    done: false,
                    lapsed: false,
                };
                self.duties.entry(duty.number()).or_insert(clock);
            }
            News::DutyDone(duty) => {
                if let Some(clock) = self.duties.get_mut(&duty.number()) {
                    clock.done = true;
                }
            }
            News::DutyLapsed(duty) => {
                if let Some(clock) = self.duties.get_mut(&duty.number()) {
                    clock.lapsed = true;
                }
            }
            News::Case { case, mechanism, by, incident, offer, may_vote, due, heard_by } => {
                let seen = CaseView {
                    mechanism: mechanism.clone(),
                    by: by.clone(),
                    incident: incident.map(Handle::number),
                    offer: *offer,
                    may_vote: *may_vote,
                    opened: at,
                    due: *due,
                    votes: BTreeMap::new(),
                    end: None,
                    landed: false,
                    heard_by: *heard_by,
                    contradicted: Vec::new(),
                    fell: false,
                    release: None,
                };
                self.cases.insert(case.number(), seen);
            }
            News::ReleaseAsked { case, item, to, tear_line } => {
                if let Some(seen) = self.cases.get_mut(&case.number()) {
                    let (item, tear_line) = (item.number(), *tear_line);
                    seen.release = Some(ReleaseView { item, to: to.clone(), tear_line });
                }
            }
            News::Voted { case, by, vote, text } => {
                if let Some(seen) = self.cases.get_mut(&case.number()) {
                    seen.votes.insert(by.clone(), (*vote, text.clone()));
                }
            }
            News::CaseClosed { case, how, adopted } => {
                if let Some(seen) = self.cases.get_mut(&case.number()) {
                    seen.end = Some((*how, *adopted));
                }
            }
            News::CaseLanded(case) => {
                if let Some(seen) = self.cases.get_mut(&case.number()) {
                    seen.landed = true;
                }
            }
            News::Contradicted { case, by } => {
                if let Some(seen) = self.cases.get_mut(&case.number()) {
                    seen.contradicted.push(by.clone());
                    if seen.end.is_none() {
                        seen.votes.clear();
                    }
                }
            }
            News::CaseFell(case) => {
                if let Some(seen) = self.cases.get_mut(&case.number()) {
                    seen.fell = true;
                }
            }
            _ => {}
        }
    }
}
