//! The only place that changes the state: one fact after the other, total, without dice.

use crate::base::{At, Ppm};
use crate::scenario::mechanism::MechanismEffect;
use crate::scenario::script::{IncidentId, InjectId, Script, SeatId, ServiceId, StageId};
use crate::scenario::words::{ServiceStep, Vote};

use super::deed::Deed;
use super::evaluation::Rater;
use super::fact::{CaseId, Cause, Due, Fact, Marking, Phase, Record, ServiceChange, Watch};
use super::fits::fits;
use super::land;
use super::msel;
use super::order::{Act, Control, Order, Staffing};
use super::state::{
    ActState, AskState, Cascade, CaseState, Directed, DutyState, ExpectState, Holding, InjectState, Judged,
    LastOrder, MessageState, ReleaseAsk, State, Thing, WhiteCellItem,
};
use super::world::{effect, knowledge, reach};

/// Applies a stored record to the state that the records before it led to.
///
/// # Errors
/// Words where the record is not what the agenda has next, or names what there is not: the journal was altered, or is of
/// another script.
pub fn replay(script: &Script, state: &mut State, record: &Record) -> Result<(), String> {
    fits(script, state, record)?;
    if let Cause::Due(due) = &record.cause {
        let next = state.agenda.pop_due(record.at);
        if next.as_ref().map(|(_, item)| item) != Some(due) {
            return Err(format!(
                "record {} says that {due:?} was due, the agenda has {next:?}",
                record.number
            ));
        }
    }
    apply_record(script, state, record);
    Ok(())
}

/// Applies a whole record whose due thing was taken from the agenda already.
pub fn apply_record(script: &Script, state: &mut State, record: &Record) {
    if state.now != record.at {
        state.cascade = Cascade::default();
    }
    state.now = record.at;
    state.records = record.number;
    match &record.cause {
        Cause::Due(due) => {
            state.cascade.depth = 0;
            if let Some(place) = state.cascade.pending.iter().position(|(d, _)| d == due) {
                state.cascade.depth = state.cascade.pending.remove(place).1;
            }
        }
        Cause::Order(order) => {
            state.cascade.depth = 0;
            let last = LastOrder {
                counter: order.id.counter,
                record: record.number,
                refused: record.facts.is_empty(),
            };
            state.clients.insert((order.from, order.id.key), last);
            settle_white_cell(state, order);
            among_people(state, order, record);
        }
    }
    apply_rest(script, state, record, 0);
}

/// Applies the facts of a record from the `first`-th on; those before it were applied already.
pub fn apply_rest(script: &Script, state: &mut State, record: &Record, first: usize) {
    let mut said_at = record.at;
    for (place, fact) in record.facts.iter().enumerate() {
        if let Fact::SaidEarlier(_, at) = fact {
            said_at = *at;
        }
        if place < first {
            continue;
        }
        apply(script, state, fact, said_at, record.number);
        if let Some((by, deed)) = Deed::of(&record.facts, place, script) {
            let about = matter(fact, state);
            state.acts.push(ActState { by, at: said_at, record: record.number, deed, about });
        }
    }
}

/// The incident of a fact whose deed does not keep it.
fn matter(fact: &Fact, state: &State) -> Option<IncidentId> {
    match fact {
        Fact::CaseOpened { incident, .. } | Fact::Stated(_, incident) => *incident,
        Fact::Attributed { incident, .. } => Some(*incident),
        Fact::Voted { case, .. } => state.cases[*case].incident,
        _ => None,
    }
}

fn settle_white_cell(state: &mut State, order: &Order) {
    if let Act::Control(Control::Play { settles: Some(place), .. } | Control::Settle { item: place }) =
        &order.act
        && let Some(item) = state.white_cell.get_mut(*place as usize)
    {
        item.settled = true;
    }
}

/// What happened among the people of a seat; the words of a draft stand in the order.
fn among_people(state: &mut State, order: &Order, record: &Record) {
    let drafted = match &order.act {
        Act::Team(team) => team.verb(),
        Act::Verb(_) | Act::Control(_) => None,
    };
    for fact in &record.facts {
        if let Fact::Team(seat, fact) = fact {
            state.seats[*seat].team.apply(fact, record.at, drafted);
        }
    }
}

/// Applies one fact. `when` is the moment at which it counts, `record` the number of its record.
fn apply(script: &Script, state: &mut State, fact: &Fact, when: At, record: u64) {
    let now = state.now;
    match fact {
        Fact::Phase(phase) => state.phase = *phase,
        Fact::Pace(pace) => state.pace = *pace,
        Fact::NoPlay(None, on) => state.no_play = *on,
        Fact::NoPlay(Some(seat), on) => state.seats[*seat].no_play = *on,
        Fact::Staffed(seat, staffing) => state.seats[*seat].staffing = staffing.clone(),
        Fact::Scheduled(at, due) => schedule(state, *at, due),
        Fact::Cancelled(due) => {
            let key = state.agenda.iter().find(|(_, d)| *d == due).map(|(key, _)| key);
            if let Some(key) = key {
                state.agenda.cancel(key);
            }
        }
        Fact::Delivered(inject, to) => delivered(script, state, *inject, to, record),
        Fact::Held(inject, on) => state.injects[*inject].held = *on,
        Fact::Skipped(inject) => state.injects[*inject].skipped = true,
        Fact::Readdressed(inject, to) => {
            state.injects[*inject].to = Some(to.clone());
            msel::number(script, state, *inject);
        }
        Fact::Retold(inject, says) => state.injects[*inject].says = Some(says.clone()),
        Fact::Composed(composed) => {
            let now = InjectState { composed: Some(composed.clone()), ..InjectState::default() };
            let inject = state.injects.push(now);
            msel::number(script, state, inject);
        }
        Fact::ExpectOpened { inject, place, due, .. } => {
            state.expects.push(ExpectState {
                inject: *inject,
                place: *place,
                opened: now,
                due: *due,
                met: None,
                lapsed: false,
            });
        }
        Fact::ExpectMet(expect, seat) => state.expects[*expect].met = Some((*seat, when)),
        Fact::ExpectLapsed(expect) => state.expects[*expect].lapsed = true,
        Fact::Became(watch) => {
            state.became.insert(*watch);
        }
        Fact::NoLonger(watch) => {
            state.became.remove(watch);
            if let Watch::Inject(inject) = watch {
                state.injects[*inject].due = None;
            }
        }
        Fact::RuleActed(rule) => {
            state.rules.insert(*rule);
        }
        Fact::Flag(flag, on) => {
            if *on {
                state.flags.insert(*flag);
            } else {
                state.flags.remove(flag);
            }
        }
        Fact::ProbeAsked(question, round) => {
            let spec = &script.questions[*question];
            state.probes.insert(*question, (*round, now + spec.open));
            for seat in &spec.to {
                state.sight(*seat, Thing::Probe(*question, *round));
            }
        }
        Fact::ProbeAnswered(question, round, seat, answer) => {
            state.answers.insert((*question, *round, *seat), *answer);
        }
        Fact::ProbeClosed(question, _) => {
            state.probes.remove(question);
        }
        Fact::News(_) => {
            let all: Vec<SeatId> = state.seats.ids().collect();
            post(state, &all, record);
        }
        Fact::Voided(number) => state.trust.void(record, *number),
        Fact::SignedOff(on) => state.signed_off = on.then_some(record),
        Fact::Appointed { rater, role: Some(role), states } => {
            let states = states.clone();
            state.raters.insert(rater.clone(), Rater { role: *role, states });
        }
        Fact::Appointed { rater, role: None, .. } => drop(state.raters.remove(rater)),
        Fact::Consented(of, true) => drop(state.consents.insert(*of, record)),
        Fact::Consented(of, false) => drop(state.consents.remove(of)),
        Fact::SkipBegan(_)
        | Fact::SkipEnded
        | Fact::CascadeCut
        | Fact::Noted
        | Fact::SaidEarlier(..)
        | Fact::Attempted(..)
        | Fact::Rebuffed(..)
        | Fact::Leaked(..)
        | Fact::Team(..) => {}
        Fact::StageBegan(_)
        | Fact::StageEnded(_)
        | Fact::Hit(..)
        | Fact::Shocked(..)
        | Fact::Ticked(_)
        | Fact::TippedOff(_)
        | Fact::Defended(..)
        | Fact::Evidence(..)
        | Fact::Reinfected(..)
        | Fact::Replaced(_)
        | Fact::Sped(..)
        | Fact::Quieted(..)
        | Fact::Switched { .. }
        | Fact::Lent { .. }
        | Fact::CapacityBuilt(..)
        | Fact::Stolen { .. }
        | Fact::Crept(..)
        | Fact::SwitchedOff(..)
        | Fact::SwitchedOn(_) => {
            effect::apply(script, state, fact);
            if let Fact::Ticked(changes) = fact {
                begin(script, state, changes, record);
                show(state, changes, record);
            }
        }
        Fact::Published(content) => {
            reach::apply(script, state, fact);
            let platform = script.contents[*content].platform;
            for (seat, _) in script.seats.iter().filter(|(_, s)| s.org == platform) {
                state.sight(seat, Thing::Content(*content));
            }
        }
        Fact::Spread(spread) => {
            reach::apply(script, state, fact);
            for (content, _) in spread.iter().filter(|(_, share)| reach::step_of(*share).is_some()) {
                for seat in script.seats.ids() {
                    state.sight(seat, Thing::Content(*content));
                }
            }
        }
        Fact::Withdrawn(..) | Fact::Line { .. } => reach::apply(script, state, fact),
        Fact::Noticed(found) => {
            effect::apply(script, state, fact);
            for (stage, service) in found {
                let seats = knowledge::noticers(script, state, *stage, *service);
                post(state, &seats, record);
                find(state, &seats, *service, record);
                begins(script, state, *stage, record);
            }
        }
        Fact::TheftSeen { stage, service, by, .. } => {
            effect::apply(script, state, fact);
            post(state, by, record);
            find(state, by, *service, record);
            begins(script, state, *stage, record);
        }
        _ => apply_decision(script, state, fact, when, record),
    }
}

/// Facts that come of players' decisions and of what they know.
fn apply_decision(script: &Script, state: &mut State, fact: &Fact, when: At, record: u64) {
    let now = state.now;
    let state_of = |seat: SeatId| script.seats[seat].state;
    match fact {
        Fact::Aware(seat, incident) => {
            state.seats[*seat].aware.insert(*incident, now);
            state.sight(*seat, Thing::Incident(*incident));
        }
        Fact::Learned { seat, item, from, tlp } => {
            let holding = Holding { since: when, from: *from, tlp: *tlp };
            state.seats[*seat].holds.insert(*item, holding);
            state.sight(*seat, Thing::Intel(*item));
            knowledge::inform(script, state, *seat, *item);
            if let Some(from) = from
                && script.intel[*item].needed_by.contains(seat)
            {
                state.trust.credit(record, state_of(*seat), state_of(*from));
            }
        }
        Fact::Shared { from: by, to, .. } | Fact::Notified { by, to, .. } | Fact::Reported(by, _, to) => {
            post(state, to, record);
            to_white_cell(state, *by, to, record);
        }
        Fact::Breached { marking, by, item, .. } => {
            let spec = &script.intel[*item];
            let owner = spec.classified.as_ref().map(|c| c.originator).or(spec.source);
            let owner = owner.and_then(|org| script.orgs[org].state);
            let lender = state.seats[*by].holds.get(item).and_then(|h| h.from).and_then(state_of);
            if *marking != Marking::Pap {
                state.trust.debit(record, owner.or(lender), state_of(*by));
            }
        }
        Fact::Classified(seat, incident, class) => {
            state.seats[*seat].classes.insert(*incident, *class);
            show_duties(script, state, *seat);
        }
        Fact::Suspected(seat, incident) => {
            state.seats[*seat].suspects.insert(*incident);
        }
        Fact::DutyOpened { seat, incident, regime, step, owed, due, .. } => {
            state.duties.push(DutyState {
                seat: *seat,
                incident: *incident,
                regime: *regime,
                step: *step,
                owed: owed.iter().map(|org| (*org, None)).collect(),
                opened: now,
                due: *due,
                lapsed: false,
            });
            show_duties(script, state, *seat);
        }
        Fact::DutyTold(duty, org) => {
            state.duties[*duty].owed.entry(*org).or_insert(None).get_or_insert(when);
        }
        Fact::DutyLapsed(duty) => state.duties[*duty].lapsed = true,
        Fact::DutyMoved(duty, due) => state.duties[*duty].due = *due,
        Fact::Asked(_, from, to) => {
            let ask = state.asks.push(AskState {
                from: *from,
                to: to.clone(),
                at: when,
                answered: Default::default(),
            });
            for seat in to.iter().chain([from]) {
                state.sight(*seat, Thing::Ask(ask));
            }
            to_white_cell(state, *from, to, record);
        }
        Fact::Answered(ask, by) => {
            let from = state.asks[*ask].from;
            state.asks[*ask].answered.insert(*by, when);
            post(state, &[from], record);
            state.trust.credit(record, state_of(from), state_of(*by));
        }
        Fact::Messaged { from, to, .. } => {
            let message = state.messages.push(MessageState { from: *from, to: to.clone(), at: when });
            for seat in to {
                state.sight(*seat, Thing::Message(message));
            }
            if let Some(from) = from {
                state.sight(*from, Thing::Message(message));
                to_white_cell(state, *from, to, record);
            }
        }
        Fact::Attributed { to, .. } => {
            post(state, to, record);
        }
        Fact::AttributionJudged { by, incident, premature, unilateral, wrong, .. } => {
            let (by, premature, unilateral, wrong) = (*by, *premature, *unilateral, *wrong);
            state.judged.push(Judged { by, premature, unilateral, wrong });
            if premature || unilateral {
                // Those who are concerned as well were not asked, or see a claim that cannot be shown.
                for place in &script.incidents[*incident].concerns {
                    state.trust.debit(record, Some(*place), state_of(by));
                }
            }
        }
        Fact::Stated(..) => {
            let all: Vec<SeatId> = state.seats.ids().collect();
            post(state, &all, record);
        }
        Fact::Defending { .. } => {
            effect::apply(script, state, fact);
        }
        _ => apply_case(script, state, fact, when, record),
    }
}

/// Facts about mechanisms and their cases.
fn apply_case(script: &Script, state: &mut State, fact: &Fact, when: At, record: u64) {
    let now = state.now;
    match fact {
        Fact::ModeSet { mechanism, mode, .. } => {
            state.modes.insert(*mechanism, *mode);
        }
        Fact::CaseOpened { mechanism, by, incident, mode, offer, voters, due, .. } => {
            let case = state.cases.push(CaseState {
                mechanism: *mechanism,
                by: *by,
                incident: *incident,
                mode: *mode,
                offer: *offer,
                voters: voters.clone(),
                opened: when,
                due: *due,
                votes: Default::default(),
                end: None,
                landed: None,
                consulted: Vec::new(),
                heard_by: when,
                contradicted: Vec::new(),
                fell: None,
            });
            for seat in voters.iter().chain([by]) {
                state.sight(*seat, Thing::Case(case));
            }

            to_white_cell(state, *by, voters, record);
        }
        Fact::Voted { case, by: voter, vote, .. } => {
            state.cases[*case].votes.insert(*voter, (*vote, when));
            let by = state.cases[*case].by;
            if *vote == Vote::For {
                state.trust.credit(record, script.seats[by].state, script.seats[*voter].state);
            }
        }
        Fact::Directed { case, provider, content, emergency } => {
            let directed = Directed { provider: *provider, content: *content, emergency: *emergency };
            state.directed.insert(*case, directed);
            if let Some(content) = content {
                for seat in state.cases[*case].voters.clone() {
                    state.sight(seat, Thing::Content(*content));
                }
            }
        }
        Fact::ReleaseAsked { case, item, to, tear_line, .. } => {
            let ask = ReleaseAsk { item: *item, to: to.clone(), tear_line: *tear_line };
            state.release_asks.insert(*case, ask);
        }
        Fact::Released(item, to) => state.released.entry(*item).or_default().extend(to),
        Fact::Preserved(provider) => {
            state.preserved.entry(*provider).or_insert(now);
        }
        Fact::CaseClosed(case, end, adopted) => state.cases[*case].end = Some((*end, *adopted, now)),
        Fact::Consulted { case, seats, until } => {
            (state.cases[*case].consulted, state.cases[*case].heard_by) = (seats.clone(), *until);
            let content = state.directed.get(case).and_then(|directed| directed.content);
            for seat in seats {
                state.sight(*seat, Thing::Case(*case));
                if let Some(content) = content {
                    state.sight(*seat, Thing::Content(content));
                }
            }
            to_white_cell(state, state.cases[*case].by, seats, record);
        }
        Fact::Contradicted { case, by } => contradicted(script, state, *case, *by, record),
        Fact::CaseFell(case) => state.cases[*case].fell = Some(now),
        Fact::CaseLanded(case) => {
            state.cases[*case].landed = Some(now);
            land(script, state, *case);
        }
        _ => {}
    }
}

/// A member acted alone against a measure: those who carried it trust that state less, and endorse it no more. One act
/// costs a pair's trust once: a culprit that is named alone was judged in the same record.
fn contradicted(script: &Script, state: &mut State, case: CaseId, by: SeatId, record: u64) {
    let row = &mut state.cases[case];
    let carried = row.votes.iter().filter(|(_, (vote, _))| *vote == Vote::For).map(|(seat, _)| *seat);
    let mut carried: Vec<SeatId> = carried.chain([row.by]).collect();
    carried.dedup();
    row.contradicted.push(by);
    if row.end.is_none() {
        row.votes.clear();
    }
    for seat in carried {
        state.trust.debit_once(record, script.seats[seat].state, script.seats[by].state);
    }
}

/// What the world feels of a case that takes effect.
fn land(script: &Script, state: &mut State, case: CaseId) {
    let CaseState { mechanism, incident, .. } = state.cases[case];
    let services = land::helped_services(script, &land::takers(&state.cases[case]), incident);
    for effect in &script.mechanisms[mechanism].effects {
        if let MechanismEffect::Recovery(faster) = effect {
            services.iter().for_each(|service| effect::boost(state, *service, *faster));
        }
    }
}

fn schedule(state: &mut State, at: At, due: &Due) {
    if let Due::Inject(inject) = due {
        state.injects[*inject].due = Some(at);
    }
    if at <= state.now {
        let depth = state.cascade.depth + 1;
        state.cascade.pending.push((due.clone(), depth));
    }
    state.agenda.push(at, class(due), due.clone());
}

/// Ties of one instant: the world first, then what players get, deadlines, and ENDEX last.
fn class(due: &Due) -> u8 {
    match due {
        Due::Stage(_) | Due::Content(_) | Due::Defence(..) | Due::Strike(..) | Due::Hop(_) => 0,
        Due::Tick => 1,
        Due::Look | Due::Rule(_) => 2,
        Due::Find(..) | Due::Seen(..) | Due::Inject(_) | Due::Probe(..) => 3,
        Due::Land(_) | Due::Rebuff(..) | Due::Provider(_) => 4,
        Due::Expect(_) | Due::Duty(_) | Due::Vote(_) | Due::ProbeEnd(..) => 5,
        Due::SkipEnd => 6,
        Due::Endex => 7,
    }
}

fn delivered(script: &Script, state: &mut State, inject: InjectId, to: &[SeatId], record: u64) {
    let row = &mut state.injects[inject];
    row.delivered = Some(state.now);
    let spec = script.injects.get(inject);
    if spec.is_some_and(|spec| spec.says.is_empty()) {
        return;
    }
    let about = row.composed.as_ref().map_or_else(|| spec.and_then(|s| s.about), |composed| composed.about);
    if let Some(incident) = about {
        state.begun.entry(incident).or_insert(record);
    }
    for seat in to {
        state.sight(*seat, Thing::Inject(inject));
    }
}

/// Incidents begin when a service of theirs is lost.
fn begin(script: &Script, state: &mut State, changes: &[ServiceChange], record: u64) {
    let lost: Vec<ServiceId> = changes.iter().filter(|c| c.lost > Ppm::ZERO).map(|c| c.service).collect();
    for (incident, spec) in script.incidents.iter() {
        if spec.services.iter().any(|service| lost.contains(service)) {
            state.begun.entry(incident).or_insert(record);
        }
    }
}

/// Services show that they are in trouble: to their own people first, and to all once they fail.
fn show(state: &mut State, changes: &[ServiceChange], record: u64) {
    for ServiceChange { service, lost, .. } in changes {
        let step = ServiceStep::of(*lost);
        if step > ServiceStep::Normal {
            state.struck.entry(*service).or_insert(record);
        }
        if step >= ServiceStep::Failing {
            state.failed.entry(*service).or_insert(record);
        }
    }
}

fn find(state: &mut State, by: &[SeatId], service: ServiceId, record: u64) {
    for seat in by {
        state.seats[*seat].found.entry(service).or_insert(record);
    }
}

/// An incident begins too when somebody finds the stage that it is.
fn begins(script: &Script, state: &mut State, stage: StageId, record: u64) {
    if let Some(incident) = script.stages[stage].about {
        state.begun.entry(incident).or_insert(record);
    }
}

fn post(state: &mut State, to: &[SeatId], record: u64) {
    for seat in to {
        state.sight(*seat, Thing::Post(record));
    }
}

/// Duties get their handles once the seat's own classification opens their clocks.
fn show_duties(script: &Script, state: &mut State, seat: SeatId) {
    let shown: Vec<_> = state
        .duties
        .iter()
        .filter(|(_, d)| d.seat == seat && state.shows(script, d))
        .map(|(id, _)| id)
        .collect();
    for duty in shown {
        state.sight(seat, Thing::Duty(duty));
    }
}

fn to_white_cell(state: &mut State, from: SeatId, to: &[SeatId], record: u64) {
    for &seat in to {
        if state.seats[seat].staffing == Staffing::Empty && state.phase != Phase::Ended {
            state.white_cell.push(WhiteCellItem { record, at: state.now, from, to: seat, settled: false });
        }
    }
}

impl State {
    /// The seat comes across a thing; the first time, it gets the next handle.
    pub(super) fn sight(&mut self, seat: SeatId, thing: Thing) {
        self.seats[seat].handles.sight(thing);
    }

    /// Whether a duty's clock is shown: the seat itself gave the incident a class that opens it, as the step has it. Some
    /// are owed whatever the class.
    pub fn shows(&self, script: &Script, duty: &DutyState) -> bool {
        let least = script.mechanisms[duty.regime].steps().get(usize::from(duty.step)).map(|step| step.class);
        let given = self.seats[duty.seat].classes.get(&duty.incident);
        given.is_some_and(|class| least.is_some_and(|least| *class >= least))
    }
}
