//! From facts to what each seat receives: the audience of every fact, and its reduced form.
//!
//! This is the only door between what is true and what players see.

mod incident;
mod public;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::excerpt::count;
use crate::base::{Id, Name, Ppm, Span, Table, Text};
use crate::scenario::mechanism::{Approval, MechanismId};
use crate::scenario::script::{
    ContentId, DefenceId, IncidentId, InjectId, IntelId, Script, SeatId, ServiceId, StageId,
};
use crate::scenario::secrecy::Classified;
use crate::scenario::words::{Channel, DefenceKind, Help, ServiceStep, Tlp, Vote};

use super::decide::{Resolve, verb_text};
use super::entry::{Entry, Graded, Items, Letter, Marked, News, Post, PostKind};
use super::evidence;
use super::fact::{CaseId, Cause, DutyId, Fact, Marking, Phase, Record, ServiceChange};
use super::handling;
use super::msel;
use super::order::{Act, Claims, Control, Desk, Order, Team, Verb};
use super::own;
use super::power;
use super::reference::Handle;
use super::roll::Roll;
use super::state::{State, Thing};
use super::team::TeamFact;
use super::world::{knowledge, reach};

pub use public::public;

/// What is known of the time before a record.
#[derive(Clone, Copy, Debug)]
pub struct Before<'a> {
    /// Names, and who belongs together.
    pub roll: &'a Roll,
    /// How services stood.
    pub steps: &'a [ServiceStep],
    /// How far content had got.
    pub reached: &'a [Ppm],
}

/// Puts what the seats receive of a record into `out`. `last` is the number of each seat's last entry, and counts on; `state` is the state
/// after the record.
pub fn project(
    script: &Script,
    before: Before<'_>,
    last: &mut Table<SeatId, u32>,
    state: &State,
    record: &Record,
    out: &mut Vec<(SeatId, Entry)>,
) {
    let Before { roll, steps, reached } = before;
    let order = record.order();
    let mut out = Projection { script, roll, steps, reached, last, state, record, order, out };
    for fact in &record.facts {
        out.fact(fact);
    }
    out.grown();
    out.done();
}

struct Projection<'a> {
    script: &'a Script,
    roll: &'a Roll,
    steps: &'a [ServiceStep],
    reached: &'a [Ppm],
    last: &'a mut Table<SeatId, u32>,
    state: &'a State,
    record: &'a Record,
    order: Option<&'a Order>,
    out: &'a mut Vec<(SeatId, Entry)>,
}

impl<'a> Projection<'a> {
    fn tell(&mut self, seat: SeatId, news: News) {
        let number = &mut self.last[seat];
        *number += 1;
        self.out.push((seat, Entry { number: *number, at: self.record.at, news }));
    }

    fn tell_all(&mut self, news: &News) {
        for seat in self.script.seats.ids() {
            self.tell(seat, news.clone());
        }
    }

    fn handle(&self, seat: SeatId, thing: Thing) -> Option<Handle> {
        self.state.seats[seat].handles.get(thing).map(Handle)
    }

    fn seat_id(&self, seat: SeatId) -> Name {
        self.roll.seats[seat].clone()
    }

    /// The seats of the same state; the seat alone where it has none.
    fn side(&self, seat: SeatId) -> Vec<SeatId> {
        match self.script.seats[seat].state {
            Some(state) => self.roll.side(state).to_vec(),
            None => vec![seat],
        }
    }

    fn verb(&self) -> Option<&'a Verb> {
        self.order?.act.decision()
    }

    fn fact(&mut self, fact: &Fact) {
        let script = self.script;
        match fact {
            Fact::Phase(phase) => {
                // Whoever hears that the clock runs hears how fast: the pace it begins with was never changed.
                if *phase == Phase::Running {
                    self.tell_all(&News::Pace(self.state.pace));
                }
                self.tell_all(&News::Phase(*phase));
            }
            Fact::Pace(pace) => self.tell_all(&News::Pace(*pace)),
            Fact::SkipBegan(at) => self.tell_all(&News::SkippedTo(*at)),
            Fact::NoPlay(None, on) => self.tell_all(&News::NoPlay(*on)),
            Fact::NoPlay(Some(seat), on) => self.tell(*seat, News::SeatNoPlay(*on)),
            Fact::Delivered(inject, to) => self.delivered(*inject, to),
            Fact::News(text) => {
                let from = Text::plain("News");
                let letter =
                    Letter { by: Channel::News, text: text.clone(), ..letter(PostKind::Inject, from) };
                let letter = Arc::new(letter);
                for seat in self.script.seats.ids() {
                    self.bring(seat, Thing::Post(self.record.number), &letter);
                }
            }
            Fact::Aware(seat, incident) => self.aware(*seat, *incident),
            Fact::Learned { seat, item, from, tlp } => self.learned(*seat, *item, *from, *tlp),
            Fact::Breached { marking, by, item, to: Some(to) } => self.breached(*marking, *by, *item, *to),
            Fact::Classified(seat, incident, class) => {
                for other in self.side(*seat) {
                    if let Some(incident) = self.handle(other, Thing::Incident(*incident)) {
                        let by = self.seat_id(*seat);
                        self.tell(other, News::Class { by, incident, class: *class });
                    }
                }
                self.duties_shown(*seat, Some(*incident));
            }
            Fact::DutyOpened { duty, seat, .. } => {
                if let Some(news) = self.duty(*seat, *duty) {
                    self.tell(*seat, news);
                }
            }
            Fact::DutyTold(duty, _) => {
                let seat = self.state.duties[*duty].seat;
                // The state knows the whole record already: it is done with the last one told, and told once.
                let last = self.record.facts.iter().rfind(|f| matches!(f, Fact::DutyTold(d, _) if d == duty));
                let done = last == Some(fact) && self.state.duties[*duty].owed.values().all(Option::is_some);
                if let Some(handle) = self.handle(seat, Thing::Duty(*duty)).filter(|_| done) {
                    self.tell(seat, News::DutyDone(handle));
                }
            }
            Fact::DutyMoved(duty, _) => {
                let seat = self.state.duties[*duty].seat;
                if let Some(news) = self.duty(seat, *duty) {
                    self.tell(seat, news);
                }
            }
            Fact::DutyLapsed(duty) => {
                let seat = self.state.duties[*duty].seat;
                if let Some(handle) = self.handle(seat, Thing::Duty(*duty)) {
                    self.tell(seat, News::DutyLapsed(handle));
                }
            }
            Fact::Ticked(changes) => self.ticked(changes),
            Fact::Published(content) => {
                let platform = script.contents[*content].platform;
                for (seat, _) in script.seats.iter().filter(|(_, s)| s.org == platform) {
                    self.content(seat, *content, Ppm::ZERO);
                }
            }
            Fact::Spread(spread) => self.spread(spread),
            Fact::Withdrawn(content, leaves) => {
                for seat in script.seats.ids() {
                    if let Some(handle) = self.handle(seat, Thing::Content(*content)) {
                        let news = match *leaves {
                            Ppm::ONE => News::ContentBack(handle),
                            leaves => News::ContentActedOn(handle, leaves == Ppm::ZERO),
                        };
                        self.tell(seat, news);
                    }
                }
            }
            Fact::Noticed(found) => self.noticed(found),
            Fact::TheftSeen { service, records, by, .. } => self.theft_seen(*service, *records, by),
            Fact::Evidence(service, kept) => {
                for &seat in self.roll.owners(*service) {
                    self.tell(seat, News::Evidence(self.roll.services[*service].clone(), *kept));
                }
            }
            Fact::ProbeAsked(question, round) => {
                let spec = &self.script.questions[*question];
                let until = self.record.at + spec.open;
                for seat in &spec.to {
                    if let Some(handle) = self.handle(*seat, Thing::Probe(*question, *round)) {
                        let (ask, answers) = (spec.ask.clone(), spec.answers.clone());
                        self.tell(*seat, News::Probe { question: handle, ask, answers, until });
                    }
                }
            }
            Fact::ProbeAnswered(question, round, seat, _) => {
                self.answered(*seat, Thing::Probe(*question, *round));
            }
            Fact::ProbeClosed(question, round) => {
                for seat in &self.script.questions[*question].to {
                    if let Some(handle) = self.handle(*seat, Thing::Probe(*question, *round)) {
                        self.tell(*seat, News::ProbeClosed(handle));
                    }
                }
            }
            _ => self.decision(fact),
        }
    }

    /// What others read or learn of a seat's decision.
    fn decision(&mut self, fact: &Fact) {
        let script = self.script;
        let record = Thing::Post(self.record.number);
        match fact {
            Fact::Notified { by, incident, regime, step, to, .. } => {
                let step = Name::from(&script.mechanisms[*regime].steps()[usize::from(*step)].id);
                let kind = PostKind::Notice(self.roll.mechanisms[*regime].clone(), step);
                self.post(*by, to, record, kind, Some(*incident), None);
            }
            Fact::Shared { from, to, .. } => {
                // One order may share several items: its words arrive once.
                let first = self.record.facts.iter().find(|f| matches!(f, Fact::Shared { .. }));
                if first.is_some_and(|f| std::ptr::eq(f, fact))
                    && !matches!(self.verb(), Some(Verb::Answer { .. }))
                {
                    self.post(*from, to, record, PostKind::Share, None, None);
                }
            }
            Fact::Asked(ask, from, to) => {
                self.post(*from, to, Thing::Ask(*ask), PostKind::Ask, None, Some(Thing::Ask(*ask)));
            }
            Fact::Answered(ask, by) => {
                let to = [self.state.asks[*ask].from];
                self.post(*by, &to, record, PostKind::Answer, None, Some(Thing::Ask(*ask)));
                self.answered(*by, Thing::Ask(*ask));
            }
            Fact::Reported(by, incident, to) => {
                self.post(*by, to, record, PostKind::Sitrep, Some(*incident), None);
            }
            Fact::Messaged { message, from, to } => self.message(Thing::Message(*message), *from, to),
            Fact::Attributed { by, incident, to, .. } => {
                self.post(*by, to, record, PostKind::Attribution, Some(*incident), None);
            }
            Fact::Stated(by, incident) => {
                let all: Vec<SeatId> = script.seats.ids().filter(|s| s != by).collect();
                self.post(*by, &all, record, PostKind::Statement, *incident, None);
            }
            Fact::ModeSet { mechanism, mode, by } => self.mode_set(*mechanism, *mode, *by),
            Fact::CaseOpened { case, .. } => self.case_opened(*case),
            Fact::ReleaseAsked { case, item, to, tear_line, .. } => {
                self.release_asked(*case, *item, to, *tear_line);
            }
            Fact::Released(item, to) => self.released(*item, to),
            Fact::Team(seat, fact) => self.team(*seat, fact),
            Fact::Voted { case, by, vote, .. } => self.voted(*case, *by, *vote),
            Fact::CaseClosed(case, how, adopted) => {
                for seat in self.parties(*case) {
                    if let Some(handle) = self.handle(seat, Thing::Case(*case)) {
                        self.tell(seat, News::CaseClosed { case: handle, how: *how, adopted: *adopted });
                    }
                }
            }
            Fact::CaseLanded(case) => {
                for seat in self.parties(*case) {
                    if let Some(handle) = self.handle(seat, Thing::Case(*case)) {
                        self.tell(seat, News::CaseLanded(handle));
                    }
                }
            }
            Fact::Contradicted { case, by } => {
                for seat in self.parties(*case) {
                    if let Some(handle) = self.handle(seat, Thing::Case(*case)) {
                        let by = self.seat_id(*by);
                        self.tell(seat, News::Contradicted { case: handle, by });
                    }
                }
            }
            Fact::CaseFell(case) => {
                for seat in self.parties(*case) {
                    if let Some(handle) = self.handle(seat, Thing::Case(*case)) {
                        self.tell(seat, News::CaseFell(handle));
                    }
                }
                // What a provider handed over counts for nothing now.
                let (by, incident) = (self.state.cases[*case].by, self.state.cases[*case].incident);
                if let Some(incident) = incident.filter(|_| self.state.directed.contains_key(case)) {
                    self.bears(by, incident);
                }
            }
            Fact::Rebuffed(seat, mechanism, rebuff) => {
                let spec = &script.mechanisms[*mechanism];
                let body = script.names.orgs.get(&spec.body).map(|o| script.orgs[*o].name.clone());
                let from = body.unwrap_or_else(|| spec.title.clone());
                let text = Text::plain(power::rebuff_text(script, *seat, *mechanism, *rebuff));
                self.bring(*seat, record, &Arc::new(Letter { text, ..letter(PostKind::Rebuff, from) }));
            }
            Fact::Defending { defence, services, by, .. } => self.defence(*defence, services, *by, None),
            Fact::Defended(defence, service, worked) => {
                if let super::fact::Due::Defence(_, _, by) = self.due_of_record() {
                    self.defence(*defence, &[*service], by, Some(self.is_seen_to_work(*defence, *worked)));
                }
            }
            _ => {}
        }
    }

    /// What happens among the people of a seat is told to that seat alone.
    fn team(&mut self, seat: SeatId, fact: &TeamFact) {
        let news = match (fact, self.order.map(|order| &order.act)) {
            (TeamFact::Seated(person, key), _) => News::Seated { person: *person, key: *key },
            (TeamFact::Releases(person), _) => News::Releases(*person),
            (TeamFact::Drafted(by), Some(Act::Team(Team::Draft { verb }))) => {
                let resolve = Resolve { script: self.script, state: self.state, seat };
                let verb = own::told(&resolve, verb);
                News::Draft { draft: self.state.seats[seat].team.last, by: *by, verb }
            }
            (TeamFact::Drafted(_) | TeamFact::Answered(_), _) => return,
            (TeamFact::DraftEnded(draft, how, by), act) => {
                let reason = match act {
                    Some(Act::Team(Team::GiveBack { reason, .. })) => reason.as_str().into(),
                    _ => Arc::default(),
                };
                News::DraftEnded { draft: *draft, how: *how, by: *by, reason }
            }
        };
        self.tell(seat, news);
    }

    fn due_of_record(&self) -> super::fact::Due {
        match &self.record.cause {
            Cause::Due(due) => due.clone(),
            Cause::Order(_) => super::fact::Due::Look,
        }
    }

    /// The seat gave its answer, or control put down that it did: the question waits for it no more.
    fn answered(&mut self, seat: SeatId, question: Thing) {
        if let Some(handle) = self.handle(seat, question) {
            self.tell(seat, News::Answered(handle));
        }
    }

    /// The sender's own acknowledgement.
    fn done(&mut self) {
        let Some(order) = self.order.filter(|_| !self.record.facts.is_empty()) else { return };
        let (Desk::Seat(seat), Some(verb)) = (order.from, order.act.shared_verb()) else { return };
        let resolve = Resolve { script: self.script, state: self.state, seat };
        self.tell(seat, News::Done { order: order.id, verb: own::told(&resolve, verb) });
    }

    fn delivered(&mut self, inject: InjectId, to: &[SeatId]) {
        let spec = self.script.injects.get(inject);
        let Some((letter, about)) = inject_letter(self.script, self.state, inject) else { return };
        let letter = Arc::new(letter);
        for &seat in to {
            let about = about.and_then(|i| self.handle(seat, Thing::Incident(i)));
            let gives = spec.into_iter().flat_map(|spec| &spec.gives);
            let items = gives.filter_map(|item| self.handle(seat, Thing::Intel(*item))).collect();
            let post = Post { about, items, ..self.copy(seat, Thing::Inject(inject), &letter) };
            self.tell(seat, News::Post(post));
        }
    }

    fn learned(&mut self, seat: SeatId, item: IntelId, from: Option<SeatId>, tlp: Tlp) {
        let Some(handle) = self.handle(seat, Thing::Intel(item)) else { return };
        let spec = &self.script.intel[item];
        let news = News::Intel {
            item: handle,
            says: spec.says.clone(),
            tlp,
            pap: spec.pap,
            from: from.map(|s| self.seat_id(s)),
            own: handling::is_source(self.script, item, seat, from),
            about: spec.about.and_then(|i| self.handle(seat, Thing::Incident(i))),
            enables: spec.enables.iter().map(|d| self.roll.defences[*d].clone()).collect(),
            evidence: spec.grade.map(|grade| {
                let (points_to, trace) = (spec.points_to.clone(), spec.trace);
                Arc::new(Graded { grade, points_to, trace })
            }),
            classified: spec.classified.as_ref().map(|c| Arc::new(marked(self.script, c))),
            tear_line_of: spec.tear_line_of.and_then(|whole| self.handle(seat, Thing::Intel(whole))),
        };
        self.tell(seat, news);
        if let (Some(incident), true) = (spec.about, spec.grade.is_some()) {
            self.bears(seat, incident);
        }
    }

    /// What the evidence of the seat's side bears now, told to the side where the desk helps.
    fn bears(&mut self, seat: SeatId, incident: IncidentId) {
        if self.script.help == Help::None {
            return;
        }
        for other in self.side(seat) {
            let Some(handle) = self.handle(other, Thing::Incident(incident)) else { continue };
            for actor in evidence::suspects(self.script, self.state, seat, incident) {
                let confidence = evidence::supports(self.script, self.state, seat, incident, actor);
                let (incident, actor) = (handle, Name::from(actor));
                self.tell(other, News::Bears { incident, actor, confidence });
            }
        }
    }

    /// The source learns that its marking was broken, and so does whoever the item was had from.
    fn breached(&mut self, marking: Marking, by: SeatId, item: IntelId, to: SeatId) {
        let spec = &self.script.intel[item];
        let source = spec.classified.as_ref().map(|c| c.originator).or(spec.source);
        let lender = self.state.seats[by].holds.get(&item).and_then(|h| h.from);
        let told = self
            .script
            .seats
            .iter()
            .filter(|(id, s)| *id != by && (Some(s.org) == source || Some(*id) == lender));
        for seat in told.map(|(id, _)| id).collect::<Vec<_>>() {
            if let Some(handle) = self.handle(seat, Thing::Intel(item)) {
                let (by, to) = (self.seat_id(by), Some(self.seat_id(to)));
                self.tell(seat, News::Breach { item: handle, by, marking, to });
            }
        }
    }

    /// Those who have to do with the case read what it asks for.
    fn release_asked(&mut self, case: CaseId, item: IntelId, to: &[SeatId], tear_line: bool) {
        for seat in self.parties(case) {
            let handles = self.handle(seat, Thing::Case(case)).zip(self.handle(seat, Thing::Intel(item)));
            let Some((case, item)) = handles else { continue };
            let to = to.iter().map(|seat| self.seat_id(*seat)).collect();
            self.tell(seat, News::ReleaseAsked { case, item, to, tear_line });
        }
    }

    /// The originator's consent is known to its own people, and to those who asked for it and hold the item.
    fn released(&mut self, item: IntelId, to: &[SeatId]) {
        let super::fact::Due::Land(case) = self.due_of_record() else { return };
        let case = &self.state.cases[case];
        let mut told = self.side(case.by);
        told.extend(case.voters.iter().copied().filter(|seat| !told.contains(seat)).collect::<Vec<_>>());
        for seat in told {
            if let Some(item) = self.handle(seat, Thing::Intel(item)) {
                let to = to.iter().map(|seat| self.seat_id(*seat)).collect();
                self.tell(seat, News::Released { item, to });
            }
        }
    }

    fn duty(&self, seat: SeatId, duty: DutyId) -> Option<News> {
        let handle = self.handle(seat, Thing::Duty(duty))?;
        let d = &self.state.duties[duty];
        let regime = &self.script.mechanisms[d.regime];
        let step = regime.steps().get(usize::from(d.step))?;
        Some(News::Duty {
            duty: handle,
            regime: self.roll.mechanisms[d.regime].clone(),
            step: Name::from(&step.id),
            incident: self.handle(seat, Thing::Incident(d.incident))?,
            owed: d.owed.keys().map(|o| Name::from(&self.script.orgs[*o].path)).collect(),
            opened: d.opened,
            due: d.due,
            convention: step.convention,
        })
    }

    /// The seat's classification opened its clocks.
    fn duties_shown(&mut self, seat: SeatId, incident: Option<IncidentId>) {
        let mine = self
            .state
            .duties
            .iter()
            .filter(|(_, d)| d.seat == seat && incident.is_none_or(|i| i == d.incident));
        for news in mine.filter_map(|(id, _)| self.duty(seat, id)).collect::<Vec<_>>() {
            self.tell(seat, news);
        }
    }

    /// The seats of the service's state see it as it is; everybody sees that it is failing.
    fn ticked(&mut self, changes: &[ServiceChange]) {
        for change in changes {
            let (was, is) = (self.steps[change.service.index()], ServiceStep::of(change.lost));
            if was == is {
                continue;
            }
            let service = &self.roll.services[change.service];
            let own = self.roll.owners(change.service);
            let public = was.max(is) >= ServiceStep::Failing;
            for seat in self.script.seats.ids() {
                if own.contains(&seat) {
                    self.tell(seat, News::Service { service: service.clone(), step: is });
                } else if public {
                    // From outside one sees an outage, or that it is over, not how far it is from over.
                    let step = if is >= ServiceStep::Failing { is } else { ServiceStep::Normal };
                    self.tell(seat, News::Service { service: service.clone(), step });
                }
            }
        }
    }

    /// Everybody hears of content that has passed another step; the first time it can be read in the inbox.
    fn spread(&mut self, spread: &[(ContentId, Ppm)]) {
        for (content, share) in spread {
            let spec = &self.script.contents[*content];
            let was = self.reached.get(content.0 as usize).copied().unwrap_or_default();
            let (was, is) = (reach::step_of(was), reach::step_of(*share));
            let Some(step) = is.filter(|_| was < is) else { continue };
            let from = self.script.orgs[spec.platform].name.clone();
            let text = spec.says.clone();
            let letter = Letter { by: Channel::Post, text, ..letter(PostKind::Inject, from) };
            let letter = Arc::new(letter);
            for seat in self.script.seats.ids() {
                if was.is_none() {
                    self.bring(seat, Thing::Content(*content), &letter);
                }
                self.content(seat, *content, step);
            }
        }
    }

    fn content(&mut self, seat: SeatId, content: ContentId, reach: Ppm) {
        let Some(handle) = self.handle(seat, Thing::Content(content)) else { return };
        let spec = &self.script.contents[content];
        let platform = Name::from(&self.script.orgs[spec.platform].path);
        let (title, says) = (spec.title.clone(), spec.says.clone());
        self.tell(seat, News::Content { content: handle, title, says, platform, reach });
    }

    /// What was hidden is told to those who looked for it: where, not what it is called behind the scenes.
    fn noticed(&mut self, found: &[(StageId, ServiceId)]) {
        let mut told: BTreeMap<SeatId, Vec<ServiceId>> = BTreeMap::new();
        for (stage, service) in found {
            for seat in knowledge::noticers(self.script, self.state, *stage, *service) {
                told.entry(seat).or_default().push(*service);
            }
        }
        for (seat, services) in told {
            let names: Vec<&str> = services.iter().map(|s| self.script.services[*s].name.get("en")).collect();
            self.alert(&[seat], format!("What you were warned of was found at {}", names.join(", ")));
        }
    }

    /// Those who find that something was taken read where and how much, and not by what.
    fn theft_seen(&mut self, service: ServiceId, records: u64, by: &[SeatId]) {
        let name = self.script.services[service].name.get("en");
        self.alert(by, format!("Data were taken from {name}: {}", count(records as usize, "record")));
    }

    /// What the seats' own people found.
    fn alert(&mut self, to: &[SeatId], text: String) {
        let from = Text::plain("Own analysts");
        let letter = Letter { by: Channel::Alert, text: Text::plain(text), ..letter(PostKind::Inject, from) };
        let letter = Arc::new(letter);
        for &seat in to {
            self.bring(seat, Thing::Post(self.record.number), &letter);
        }
    }

    fn mode_set(&mut self, mechanism: MechanismId, mode: u8, by: Option<SeatId>) {
        let spec = &self.script.mechanisms[mechanism];
        let news = News::Mode {
            mechanism: self.roll.mechanisms[mechanism].clone(),
            mode: Name::from(&spec.modes()[usize::from(mode)].id),
            by: by.map(|s| self.seat_id(s)),
        };
        // Those who take part in it, and the bodies, know how it stands.
        for seat in self.script.seats.ids() {
            let part = spec.who.contains(&self.script.seats[seat].kind)
                && power::is_member(self.script, seat, &spec.members);
            if part || self.script.orgs[self.script.seats[seat].org].path == spec.body || Some(seat) == by {
                self.tell(seat, news.clone());
            }
        }
    }

    fn parties(&self, case: CaseId) -> Vec<SeatId> {
        self.state.cases[case].parties()
    }

    fn case_opened(&mut self, id: CaseId) {
        let case = &self.state.cases[id];
        let mechanism = &self.roll.mechanisms[case.mechanism];
        for seat in self.parties(id) {
            let Some(handle) = self.handle(seat, Thing::Case(id)) else { continue };
            let incident = case.incident.and_then(|i| self.handle(seat, Thing::Incident(i)));
            let may_vote = case.voters.contains(&seat) || case.consulted.contains(&seat);
            let spec = &self.script.mechanisms[case.mechanism];
            let chair = matches!(spec.approval, Approval::Presidency { .. });
            let waits = chair && case.voters.contains(&seat) && !case.consulted.is_empty();
            let scrutinises = spec.scrutiny() > Span::ZERO && case.consulted.contains(&seat);
            let heard_by = Some(case.heard_by).filter(|_| waits || scrutinises);
            let (by, offer, due) = (self.seat_id(case.by), case.offer, case.due);
            self.tell(
                seat,
                News::Case {
                    case: handle,
                    mechanism: mechanism.clone(),
                    by,
                    incident,
                    offer,
                    may_vote,
                    due,
                    heard_by,
                },
            );
        }
        let voters = [case.voters.clone(), case.consulted.clone()].concat();
        self.post(case.by, &voters, Thing::Case(id), PostKind::Case, case.incident, Some(Thing::Case(id)));
    }

    fn voted(&mut self, case: CaseId, by: SeatId, vote: Vote) {
        let text: Arc<str> = self.verb().map(verb_text).unwrap_or_default().into();
        for seat in self.parties(case) {
            if let Some(handle) = self.handle(seat, Thing::Case(case)) {
                self.tell(seat, News::Voted { case: handle, by: self.seat_id(by), vote, text: text.clone() });
            }
        }
    }

    fn defence(&mut self, defence: DefenceId, services: &[ServiceId], by: SeatId, done: Option<bool>) {
        let ids: Vec<Name> = services.iter().map(|s| self.roll.services[*s].clone()).collect();
        // The seat and its colleagues of the same organisation share one picture.
        let mut seats = self.roll.team(self.script.seats[by].org).to_vec();
        for seat in services.iter().flat_map(|s| self.roll.owners(*s)) {
            if !seats.contains(seat) {
                seats.push(*seat);
            }
        }
        for seat in seats {
            let (defence, by) = (self.roll.defences[defence].clone(), self.seat_id(by));
            self.tell(seat, News::Defence { defence, services: ids.clone(), by, done });
        }
    }

    /// Whether there was evidence left to keep, one sees. What a measure keeps out is not seen: that would tell which of
    /// them matter before anything has come.
    fn is_seen_to_work(&self, defence: DefenceId, worked: bool) -> bool {
        worked || self.script.defences[defence].kind != DefenceKind::PreserveEvidence
    }

    fn message(&mut self, thing: Thing, from: Option<SeatId>, to: &[SeatId]) {
        if let Some(from) = from {
            return self.post(from, to, thing, PostKind::Message, None, None);
        }
        let Some(Act::Control(Control::Play { persona, text, .. })) = self.order.map(|o| &o.act) else {
            return;
        };
        let (from, text) = (Text::plain(persona.as_str()), Text::plain(text.as_str()));
        let letter = Arc::new(Letter { text, ..letter(PostKind::Message, from) });
        for &seat in to {
            self.bring(seat, thing, &letter);
        }
    }

    /// The words of the order in the recipients' inboxes.
    fn post(
        &mut self,
        from: SeatId,
        to: &[SeatId],
        thing: Thing,
        kind: PostKind,
        about: Option<IncidentId>,
        thread: Option<Thing>,
    ) {
        let (text, claims, tlp) = self.verb().map_or_else(Default::default, words_of);
        // Who else got it is not for everybody: a message to many is addressed openly, as in a mail's “to”.
        let letter = Arc::new(Letter {
            from_seat: Some(self.seat_id(from)),
            to: to.iter().map(|seat| self.seat_id(*seat)).collect(),
            text: Text::plain(text),
            claims,
            tlp,
            ..letter(kind, self.script.seats[from].title.clone())
        });
        let passed = self.passed_by(from);
        for &seat in to {
            let post = Post {
                about: about.and_then(|i| self.handle(seat, Thing::Incident(i))),
                thread: thread.and_then(|t| self.handle(seat, t)),
                items: self.came_with(&passed, seat),
                ..self.copy(seat, thing, &letter)
            };
            self.tell(seat, News::Post(post));
        }
    }

    /// The items that a seat passes on in this record, each with those who get it.
    fn passed_by(&self, from: SeatId) -> Vec<(IntelId, &'a [SeatId])> {
        let passed = |fact: &'a Fact| match fact {
            Fact::Shared { from: by, item, to, .. } if *by == from => Some((*item, to.as_slice())),
            _ => None,
        };
        self.record.facts.iter().filter_map(passed).collect()
    }

    /// Those of them that come to this seat.
    fn came_with(&self, passed: &[(IntelId, &[SeatId])], to: SeatId) -> Items {
        let here = passed.iter().filter(|(_, all)| all.contains(&to));
        here.filter_map(|(item, _)| self.handle(to, Thing::Intel(*item))).collect()
    }

    /// A seat's copy of a letter that is about nothing that has a handle.
    fn copy(&self, seat: SeatId, thing: Thing, letter: &Arc<Letter>) -> Post {
        let post = self.handle(seat, thing).unwrap_or_default();
        Post { post, about: None, thread: None, items: Items::default(), letter: Arc::clone(letter) }
    }

    /// Brings a seat its copy.
    fn bring(&mut self, seat: SeatId, thing: Thing, letter: &Arc<Letter>) {
        let post = self.copy(seat, thing, letter);
        self.tell(seat, News::Post(post));
    }
}

/// An inject as it is read, and the incident that it is about; none where it says nothing.
fn inject_letter(script: &Script, state: &State, inject: InjectId) -> Option<(Letter, Option<IncidentId>)> {
    let (from, by, about, tlp) = match (&state.injects[inject].composed, script.injects.get(inject)) {
        (Some(c), _) => (c.from.clone(), c.by, c.about, None),
        (None, Some(s)) => (s.from.clone(), s.by, s.about, Some(s.tlp)),
        (None, None) => return None,
    };
    let text = msel::says(script, state, inject).filter(|says| !says.is_empty())?.clone();
    Some((Letter { by, text, tlp, ..letter(PostKind::Inject, from) }, about))
}

/// A letter by mail without words.
fn letter(kind: PostKind, from: Text) -> Letter {
    Letter {
        kind,
        from,
        from_seat: None,
        to: Arc::default(),
        by: Channel::Mail,
        text: Text::default(),
        tlp: None,
        claims: Claims::default(),
    }
}

/// Simulated classification as it is read.
fn marked(script: &Script, classified: &Classified) -> Marked {
    let originator = &script.orgs[classified.originator].path;
    Marked {
        level: classified.level,
        marking: classified.marking(originator),
        originator: originator.clone(),
        releasable: classified.releasable.iter().map(|seat| Name::from(&script.seats[*seat].id)).collect(),
    }
}

/// The words, claims and marking that travel with a verb.
fn words_of(verb: &Verb) -> (&str, Claims, Option<Tlp>) {
    let claims = match verb {
        Verb::Notify { claims, .. }
        | Verb::Answer { claims, .. }
        | Verb::Sitrep { claims, .. }
        | Verb::Propose { claims, .. }
        | Verb::Statement { claims, .. } => claims.clone(),
        Verb::Attribute { actor, .. } => Claims { attribution: Some(actor.clone()), ..Claims::default() },
        _ => Claims::default(),
    };
    let tlp = match verb {
        Verb::Message { tlp, .. } | Verb::Share { tlp, .. } => *tlp,
        _ => None,
    };
    (verb_text(verb), claims, tlp)
}
