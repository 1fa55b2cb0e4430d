//! The facts of one record while they are being found: reads the state, changes nothing.

use crate::base::{At, Id, Span, Table};
use crate::scenario::mechanism::{ClockStart, MechanismId, RegimeStep};
use crate::scenario::script::{IncidentId, IntelId, OrgId, Script, SeatId, ServiceId, StateId};
use crate::scenario::words::{Class, Sector, Tlp};

use super::deed::Deed;
use super::fact::{Due, Fact};
use super::power::is_member;
use super::state::{DutyState, State};

/// Facts to be, with what `decide` asks of them again and again.
pub struct Draft<'a> {
    /// The scenario.
    pub script: &'a Script,
    /// The state before the record.
    pub state: &'a State,
    /// What has been found.
    pub facts: Vec<Fact>,
    /// Who came to hold what by these facts, and who to know of what: asked for every recipient.
    learnt: Vec<(SeatId, IntelId)>,
    heard: Vec<(SeatId, IncidentId)>,
}

impl<'a> Draft<'a> {
    /// An empty draft.
    pub fn new(script: &'a Script, state: &'a State) -> Self {
        Self { script, state, facts: Vec::new(), learnt: Vec::new(), heard: Vec::new() }
    }

    /// Adds a fact.
    pub fn push(&mut self, fact: Fact) {
        match &fact {
            Fact::Learned { seat, item, .. } => self.learnt.push((*seat, *item)),
            Fact::Aware(seat, incident) => self.heard.push((*seat, *incident)),
            _ => {}
        }
        self.facts.push(fact);
    }

    /// Puts something on the agenda.
    pub fn schedule(&mut self, at: At, due: Due) {
        self.push(Fact::Scheduled(at, due));
    }

    /// Puts something on the agenda so long from now.
    pub fn schedule_in(&mut self, span: Span, due: Due) {
        self.schedule(self.state.now + span, due);
    }

    /// The number that the next row of `table` gets, with those that this draft adds already.
    pub fn next<I: Id, T>(&self, table: &Table<I, T>, adds: impl Fn(&Fact) -> bool) -> I {
        I::at(table.len() + self.facts.iter().filter(|fact| adds(fact)).count())
    }

    /// Whether the seat knows of the incident, counting this draft.
    pub fn is_aware(&self, seat: SeatId, incident: IncidentId) -> bool {
        self.state.seats[seat].aware.contains_key(&incident) || self.heard.contains(&(seat, incident))
    }

    /// The seats hear of the incident; duties whose clock starts with that begin.
    pub fn aware(&mut self, seats: &[SeatId], incident: IncidentId) {
        for &seat in seats {
            if !self.is_aware(seat, incident) {
                self.push(Fact::Aware(seat, incident));
                self.open_duties(seat, (incident, None), None, &ClockStart::Aware);
            }
        }
    }

    /// The seat gets hold of an item, unless it holds it already.
    pub fn learn(&mut self, seat: SeatId, item: IntelId, from: Option<SeatId>, tlp: Tlp) {
        let known = self.state.seats[seat].holds.contains_key(&item) || self.learnt.contains(&(seat, item));
        if known {
            return;
        }
        self.push(Fact::Learned { seat, item, from, tlp });
        if let Some(incident) = self.script.intel[item].about {
            self.aware(&[seat], incident);
        }
    }

    /// The seat gives the incident a class: clocks that start with that begin, or come to their end sooner.
    pub fn classified(&mut self, seat: SeatId, incident: IncidentId, class: Class) {
        let (script, now) = (self.script, self.state.now);
        for &regime in &script.incidents[incident].regimes {
            for (place, step) in script.mechanisms[regime].steps().iter().enumerate() {
                if step.from != ClockStart::Classified || class < step.class {
                    continue;
                }
                let mut open = self.state.duties.iter();
                let key = (seat, incident, regime, place as u8);
                match open.find(|(_, d)| (d.seat, d.incident, d.regime, d.step) == key) {
                    None if self.owes(seat, incident, regime, step) => {
                        self.open_duty(seat, incident, regime, place as u8, None, step.due);
                    }
                    Some((duty, row)) if now + step.due < row.due => {
                        let due = now + step.due;
                        self.push(Fact::DutyMoved(duty, due));
                        self.schedule(due.lapse(), Due::Duty(duty));
                    }
                    _ => {}
                }
            }
        }
    }

    /// A remedy works at a service of these incidents: clocks that start with that begin.
    pub fn patched(&mut self, service: ServiceId) {
        let script = self.script;
        for (incident, _) in script.incidents.iter().filter(|(_, i)| i.services.contains(&service)) {
            for seat in script.seats.ids().filter(|s| self.state.seats[*s].aware.contains_key(&incident)) {
                self.open_duties(seat, (incident, None), None, &ClockStart::Patched);
            }
        }
    }

    /// Opens the duties of the seat whose clock starts so, under this regime where a step of it started the clock: others
    /// may have a step of the same name. `other` is who gave or gets the step before.
    pub fn open_duties(
        &mut self,
        seat: SeatId,
        (incident, under): (IncidentId, Option<MechanismId>),
        other: Option<SeatId>,
        start: &ClockStart,
    ) {
        let script = self.script;
        let regimes = script.incidents[incident].regimes.iter().copied();
        for regime in regimes.filter(|regime| under.is_none_or(|under| under == *regime)) {
            for (place, step) in script.mechanisms[regime].steps().iter().enumerate() {
                // What is due from classification on may have a second deadline, which runs from awareness.
                let second = step.from == ClockStart::Classified
                    && *start == ClockStart::Aware
                    && step.no_later > Span::ZERO;
                if (step.from == *start || second) && self.owes(seat, incident, regime, step) {
                    let due = if second { step.no_later } else { step.due };
                    self.open_duty(seat, incident, regime, place as u8, other, due);
                }
            }
        }
    }

    /// Whether the seat, by its kind and state and in truth, owes the step.
    fn owes(&self, seat: SeatId, incident: IncidentId, regime: MechanismId, step: &RegimeStep) -> bool {
        let (spec, seat_spec) = (&self.script.incidents[incident], &self.script.seats[seat]);
        // What is cheap to ask comes first: this is asked for every step whenever somebody hears of an incident.
        if step.optional || !step.by.contains(&seat_spec.kind) || spec.truth < step.class {
            return false;
        }
        let authority =
            seat_spec.kind != "operator" && seat_spec.state.is_some_and(|s| spec.concerns.contains(&s));
        let mine = authority && self.binds(seat, regime)
            || self.operates(seat, incident, regime)
            || self.made_what_failed(seat, incident);
        let concerned = self.concerned(incident, regime).count();
        let abroad = !step.cross_border || concerned > 1 && self.is_told_of(seat, incident, regime);
        mine && abroad && concerned >= step.states as usize
    }

    /// Whether the seat's state is one where somebody reports the incident under the regime: it passes on to the others
    /// what it was told, and those whom it tells pass on nothing. Where no such service is in the incident, the scenario
    /// leaves open who heard of it first, and every state concerned is one.
    fn is_told_of(&self, seat: SeatId, incident: IncidentId, regime: MechanismId) -> bool {
        let script = self.script;
        let services = script.incidents[incident].services.iter().map(|s| &script.services[*s]);
        let mut reported =
            services.filter(|s| script.mechanisms[regime].covers(s.sector)).map(|s| s.state).peekable();
        reported.peek().is_none() || reported.any(|place| script.seats[seat].state == Some(place))
    }

    /// The states concerned in which the regime is law.
    fn concerned(&self, incident: IncidentId, regime: MechanismId) -> impl Iterator<Item = StateId> {
        let script = self.script;
        script.incidents[incident]
            .concerns
            .iter()
            .copied()
            .filter(move |place| is_law(script, *place, regime))
    }

    /// Whether the regime binds the organisation of the seat: it is law in its state, or for the body.
    fn binds(&self, seat: SeatId, regime: MechanismId) -> bool {
        let script = self.script;
        match script.seats[seat].state {
            Some(place) => is_law(script, place, regime),
            None => is_member(script, seat, &script.mechanisms[regime].members),
        }
    }

    /// Whether the seat operates a service of the incident that the regime covers, and no other regime of the incident
    /// comes in its place there. An organisation of no state, a private one say, is bound where its service is.
    fn operates(&self, seat: SeatId, incident: IncidentId, regime: MechanismId) -> bool {
        let (script, spec) = (self.script, &self.script.incidents[incident]);
        let mut own = spec.services.iter().map(|s| &script.services[*s]).filter(|s| s.operator == Some(seat));
        let special = |sector: Sector| {
            let mut others = spec.regimes.iter().map(|other| &script.mechanisms[*other]);
            others.any(|other| other.displaces(&script.mechanisms[regime].id) && other.covers(sector))
        };
        let bound = |place: StateId| {
            self.binds(seat, regime) || script.seats[seat].state.is_none() && is_law(script, place, regime)
        };
        own.any(|service| {
            script.mechanisms[regime].covers(service.sector)
                && !special(service.sector)
                && bound(service.state)
        })
    }

    /// Whether the seat's organisation makes a product that a service of the incident uses.
    fn made_what_failed(&self, seat: SeatId, incident: IncidentId) -> bool {
        let org = self.script.seats[seat].org;
        let services = self.script.incidents[incident].services.iter();
        services
            .flat_map(|s| &self.script.services[*s].uses)
            .any(|p| self.script.products[*p].maker == Some(org))
    }

    fn open_duty(
        &mut self,
        seat: SeatId,
        incident: IncidentId,
        regime: MechanismId,
        step: u8,
        other: Option<SeatId>,
        allowed: Span,
    ) {
        let spec = &self.script.mechanisms[regime].steps()[usize::from(step)];
        let same =
            |s: SeatId, i: IncidentId, r: MechanismId, p: u8| (s, i, r, p) == (seat, incident, regime, step);
        let owed = self.owed(seat, incident, (regime, spec), other);
        // Each of those who gave the step before is owed its own answer. What is passed on is owed again for whoever
        // reports for the first time once the last letter is out: until then one letter tells of all. All else is owed once.
        let answers = spec.answers_reporter();
        let again =
            !answers && other.is_some_and(|reporter| !self.has_given(reporter, incident, regime, spec));
        let stands = |d: &DutyState| match (answers, again) {
            (true, _) => d.owed.keys().eq(&owed),
            (_, true) => !d.lapsed && d.owed.values().any(Option::is_none),
            _ => true,
        };
        let open = self.state.duties.rows().any(|d| same(d.seat, d.incident, d.regime, d.step) && stands(d))
            || self.facts.iter().any(|f| matches!(f, Fact::DutyOpened { seat, incident, regime, step, owed: to, .. } if same(*seat, *incident, *regime, *step) && (!answers || *to == owed)));
        if open || owed.is_empty() {
            return;
        }
        let duty = self.next(&self.state.duties, |f| matches!(f, Fact::DutyOpened { .. }));
        let due = self.state.now + allowed;
        self.push(Fact::DutyOpened { duty, seat, incident, regime, step, owed, due });
        self.schedule(due.lapse(), Due::Duty(duty));
    }

    /// Whether the seat gave before what starts the clock of the step.
    fn has_given(&self, seat: SeatId, incident: IncidentId, regime: MechanismId, step: &RegimeStep) -> bool {
        let ClockStart::Received(before) = &step.from else { return false };
        let before = self.script.mechanisms[regime].step(before);
        self.state.acts.iter().any(|act| {
            act.by == seat
                && matches!(&act.deed, Deed::Notify(r, s, i, _) if (*r, Some(*s), *i) == (regime, before, incident))
        })
    }

    /// The organisations that must be told: those of the step that have a seat in this exercise.
    pub fn owed(
        &self,
        seat: SeatId,
        incident: IncidentId,
        (regime, step): (MechanismId, &RegimeStep),
        other: Option<SeatId>,
    ) -> Vec<OrgId> {
        let script = self.script;
        let state = script.seats[seat].state;
        let mut owed = Vec::new();
        let mut add = |path: &str| {
            if let Some(&org) = script.names.orgs.get(path)
                && !owed.contains(&org)
                && script.seats.rows().any(|s| s.org == org)
            {
                owed.push(org);
            }
        };
        for path in &step.to {
            if let (Some(other), "{reporter}") = (other, path.as_str()) {
                add(&script.orgs[script.seats[other].org].path);
            } else if let Some(rest) = path.strip_prefix("{concerned}") {
                for place in self.concerned(incident, regime).filter(|place| Some(*place) != state) {
                    add(&format!("{}{rest}", script.states[place].code));
                }
            } else if let Some(rest) = path.strip_prefix("{established}") {
                add(&format!("{}{rest}", script.orgs[script.seats[seat].org].established));
            } else if let (Some(rest), Some(state)) = (path.strip_prefix("{state}"), state) {
                add(&format!("{}{rest}", script.states[state].code));
            } else {
                add(path);
            }
        }
        owed
    }
}

/// Whether the regime is law in the state: it is a member, or has made it its own.
fn is_law(script: &Script, place: StateId, regime: MechanismId) -> bool {
    let (state, spec) = (&script.states[place], &script.mechanisms[regime]);
    spec.members.is_empty() || state.memberships.contains(&spec.members) || state.law.contains(&spec.id)
}
