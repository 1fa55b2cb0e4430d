//! One fact into its row.

use std::collections::BTreeMap;

use crate::exercise::fact::{Cause, Due, Fact, Marking, Phase, Record};
use crate::exercise::order::{Claims, Staffing, Verb};
use crate::scenario::script::{IncidentId, InjectKind, IntelId, Script, SeatId};

use super::super::windows::Why;
use super::{
    Asking, Burnt, Case, Classing, Duty, Held, Mark, Pass, Raise, ReleaseAsked, Round, Scoreboard, Word,
};

/// Messages kept for one arc: a few, in case the first ones are declared void.
const TRIES: usize = 16;

impl Scoreboard {
    pub(super) fn absorb(
        &mut self,
        script: &Script,
        record: &Record,
        mark: Mark,
        fact: &Fact,
        verb: Option<&Verb>,
    ) {
        let now = Mark { record: record.number, at: record.at };
        match fact {
            Fact::Phase(Phase::Ended) => self.ended = Some(record.at),
            Fact::SkipBegan(_) => self.windows.begin(Why::Skip, record.at),
            Fact::SkipEnded => self.windows.end(Why::Skip, record.at),
            Fact::NoPlay(seat, on) => {
                let why = seat.map_or(Why::NoPlay, Why::Released);
                if *on { self.windows.begin(why, record.at) } else { self.windows.end(why, record.at) }
            }
            Fact::Staffed(seat, staffing) => {
                if matches!(staffing, Staffing::Bot(_)) {
                    self.bots.insert(*seat);
                }
                self.staffing[*seat] = staffing.clone();
            }
            Fact::Aware(seat, incident) => {
                self.aware.entry((*incident, *seat)).or_insert(now);
                self.running.insert(*incident);
            }
            Fact::Hit(_, service, ..) | Fact::Shocked(service, ..) => {
                let hit = script.incidents.iter().filter(|(_, i)| i.services.contains(service));
                self.running.extend(hit.map(|(id, _)| id));
            }
            Fact::Classified(seat, incident, class) => {
                self.classings.push(Classing { mark, seat: *seat, incident: *incident, class: *class });
            }
            Fact::Learned { .. }
            | Fact::Shared { .. }
            | Fact::Breached { .. }
            | Fact::ReleaseAsked { .. } => {
                self.absorb_item(script, record, mark, fact);
            }
            Fact::DutyOpened { duty, seat, incident, regime, step, owed, due } => self.duties.push(Duty {
                mark: now,
                id: *duty,
                seat: *seat,
                incident: *incident,
                regime: *regime,
                step: *step,
                owed: owed.clone(),
                due: *due,
                told: Vec::new(),
            }),
            Fact::DutyMoved(duty, due) => {
                let row = self.duties.iter_mut().rev().find(|d| d.id == *duty);
                row.into_iter().for_each(|row| row.due = *due);
            }
            Fact::DutyTold(duty, org) => {
                if let Some(row) = self.duties.iter_mut().rev().find(|d| d.id == *duty)
                    && !row.told.contains(&(*org, mark))
                {
                    row.told.push((*org, mark));
                }
            }
            // The engine ticks a recipient off once; a later notice counts where the first was declared void.
            Fact::Notified { by, incident, regime, step, to, empty: false } => {
                self.tell_again(script, *by, (*incident, *regime, *step), to, mark);
            }
            Fact::ProbeAsked(question, round) => {
                let row = Round { mark: now, closed: false, answers: BTreeMap::new() };
                self.rounds.insert((*question, *round), row);
            }
            Fact::ProbeAnswered(question, round, seat, answer) => {
                if let Some(row) = self.rounds.get_mut(&(*question, *round)) {
                    row.answers.insert(*seat, (*answer, mark));
                }
            }
            Fact::ProbeClosed(question, round) => {
                if let Some(row) = self.rounds.get_mut(&(*question, *round)) {
                    row.closed = true;
                }
            }
            _ => self.absorb_word(script, mark, fact, verb),
        }
        self.note_message(mark, fact);
        self.note_deed(mark, fact);
    }

    fn absorb_item(&mut self, script: &Script, record: &Record, mark: Mark, fact: &Fact) {
        match fact {
            Fact::Learned { seat, item, from, tlp } => {
                let planned = from.is_none() && planned(script, record, *item, *seat);
                let held = Held { mark, from: *from, tlp: *tlp, planned };
                self.held.entry(*item).or_default().entry(*seat).or_insert(held);
                let Some(from) = from else { return };
                let passed = self.passes.iter().rev().take_while(|p| p.mark.record == mark.record);
                if passed.filter(|p| p.item == *item).any(|p| p.to.contains(seat)) {
                    return;
                }
                let held = (*tlp, true);
                let (item, from, to) = (*item, *from, vec![*seat]);
                let breached = Vec::new();
                self.passes.push(Pass { mark, item, from, to, tlp: *tlp, held, breached, relayed: true });
            }
            Fact::Shared { from, item, to, tlp } => {
                let how = self.held.get(item).and_then(|seats| seats.get(from));
                let held = how.map_or((*tlp, false), |h| (h.tlp, h.from.is_some()));
                let (item, from, to) = (*item, *from, to.clone());
                let breached = Vec::new();
                self.passes.push(Pass { mark, item, from, to, tlp: *tlp, held, breached, relayed: false });
            }
            Fact::Breached { marking: Marking::Pap, by, item, .. } => {
                self.burnt.push(Burnt { mark, by: *by, item: *item });
            }
            Fact::Breached { by, item, to, .. } => {
                let same = |p: &&mut Pass| p.mark.record == mark.record && p.item == *item && p.from == *by;
                if let Some(pass) = self.passes.iter_mut().rev().find(same) {
                    pass.breached.extend(to);
                }
            }
            Fact::ReleaseAsked { case, by, item, to, .. } => {
                let (case, by, item, to) = (*case, *by, *item, to.clone());
                self.releases.push(ReleaseAsked { mark, case, by, item, to });
            }
            _ => {}
        }
    }

    fn absorb_word(&mut self, script: &Script, mark: Mark, fact: &Fact, verb: Option<&Verb>) {
        match fact {
            Fact::Reported(seat, incident, _) => self.reports.push(word(mark, *seat, *incident, verb)),
            Fact::Stated(seat, Some(incident))
            | Fact::Attributed { by: seat, incident, public: true, .. } => {
                self.public.push(word(mark, *seat, *incident, verb));
            }
            Fact::ModeSet { mechanism, mode, by } => {
                let before = self.modes.insert(*mechanism, *mode).unwrap_or(0);
                if let (Some(by), true) = (by, *mode > before) {
                    let warranted = self.running.iter().map(|i| script.incidents[*i].truth).max();
                    let (mechanism, mode, by) = (*mechanism, *mode, *by);
                    self.raises.push(Raise { mark, mechanism, mode, by, warranted });
                }
            }
            Fact::CaseOpened { case, mechanism, by, incident, offer, voters, due, .. } => {
                let staffed = |seat: &&SeatId| self.staffing[**seat] != Staffing::Empty;
                let voters = voters.iter().filter(staffed).copied().collect();
                self.cases.push(Case {
                    mark,
                    id: *case,
                    mechanism: *mechanism,
                    by: *by,
                    incident: *incident,
                    offer: *offer,
                    voters,
                    due: *due,
                    votes: Vec::new(),
                    end: None,
                    contradicted: Vec::new(),
                });
            }
            Fact::Contradicted { case, by } => {
                if let Some(row) = self.cases.iter_mut().rev().find(|c| c.id == *case) {
                    row.contradicted.push((*by, mark));
                }
            }
            Fact::Voted { case, by, vote, .. } => {
                if let Some(row) = self.cases.iter_mut().rev().find(|c| c.id == *case) {
                    row.votes.push((*by, *vote, mark));
                }
            }
            Fact::CaseClosed(case, end, adopted) => {
                if let Some(row) = self.cases.iter_mut().rev().find(|c| c.id == *case) {
                    row.end = Some((*end, *adopted, mark));
                }
            }
            Fact::Asked(ask, from, to) => {
                let (id, from, to) = (*ask, *from, to.clone());
                self.asks.push(Asking { mark, id, from, to, answers: Vec::new() });
            }
            Fact::Answered(ask, by) => {
                if let Some(row) = self.asks.iter_mut().rev().find(|a| a.id == *ask) {
                    row.answers.push((*by, mark));
                }
            }
            _ => {}
        }
    }

    /// Notices after the first: the engine ticks a recipient off once, the board keeps every notice.
    fn tell_again(
        &mut self,
        script: &Script,
        by: SeatId,
        what: (IncidentId, crate::scenario::mechanism::MechanismId, u8),
        to: &[SeatId],
        mark: Mark,
    ) {
        let me = &script.seats[by];
        for duty in self.duties.iter_mut().filter(|d| (d.incident, d.regime, d.step) == what) {
            let other = &script.seats[duty.seat];
            let colleague = me.state.is_some() && me.state == other.state && other.kind != "operator";
            if duty.seat != by && !colleague {
                continue;
            }
            for seat in to {
                let org = script.seats[*seat].org;
                if duty.owed.contains(&org) && !duty.told.contains(&(org, mark)) {
                    duty.told.push((org, mark));
                }
            }
        }
    }

    fn note_message(&mut self, mark: Mark, fact: &Fact) {
        let (from, to) = match fact {
            Fact::Shared { from, to, .. } => (from, to),
            Fact::Notified { by, to, .. }
            | Fact::Reported(by, _, to)
            | Fact::Asked(_, by, to)
            | Fact::Attributed { by, public: false, to, .. }
            | Fact::Messaged { from: Some(by), to, .. } => (by, to),
            _ => return,
        };
        for seat in to {
            let marks = self.messages.of(*from, *seat);
            if marks.len() < TRIES {
                marks.push(mark);
            }
        }
    }
}

/// Whether the scenario meant the seat to have the item anyway: not by an inject that comes because nobody acted,
/// and not by control's hand.
fn planned(script: &Script, record: &Record, item: IntelId, seat: SeatId) -> bool {
    match &record.cause {
        Cause::Due(Due::Inject(inject)) => {
            script.injects.get(*inject).is_some_and(|i| i.kind != InjectKind::Contingency)
        }
        Cause::Due(_) => true,
        Cause::Order(_) => script.intel[item].found.iter().any(|(who, _)| *who == seat),
    }
}

/// What a decision asserts. An attribution asserts its culprit.
fn word(mark: Mark, seat: SeatId, incident: IncidentId, verb: Option<&Verb>) -> Word {
    let claims = match verb {
        Some(Verb::Sitrep { claims, .. } | Verb::Statement { claims, .. }) => claims.clone(),
        Some(Verb::Attribute { actor, .. }) => {
            Claims { attribution: Some(actor.trim().to_owned()), ..Claims::default() }
        }
        _ => Claims::default(),
    };
    Word { mark, seat, incident, claims }
}
