//! Who wrote to whom, against who should have: message network and doctrinal graph between organisations
//! (doctrine 6.5; recall and precision, so that chatter is no virtue), and the trust of states in each other.
//!
//! Should have written: who owes a notice to whom it owes it; the first to hold an item to those who needed it, unless
//! the scenario told them; who was asked to who asked. Weight in the composite: none.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::base::{At, Id, Ppm};
use crate::exercise::state::State;
use crate::model::network::Graph;
use crate::scenario::script::{OrgId, Script, SeatId, StateId};

use super::board::{Held, Scoreboard};
use super::court::Court;

/// The message network of an exercise. Shares are from 0 to 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    /// Organisations with a seat: the nodes of all figures.
    pub nodes: Vec<OrgId>,
    /// Who wrote to whom.
    pub wrote: BTreeSet<(OrgId, OrgId)>,
    /// Who should have.
    pub wanted: BTreeSet<(OrgId, OrgId)>,
    /// Share of the wanted arcs that were used; none where none was wanted.
    pub recall: Option<Ppm>,
    /// Share of the used arcs that were wanted; none where nobody wrote.
    pub precision: Option<Ppm>,
    /// Arcs over possible arcs.
    pub density: Ppm,
    /// Share of the arcs that run both ways.
    pub reciprocity: Option<Ppm>,
    /// 1 is one hub for all (Freeman).
    pub centralisation: Ppm,
    /// 0 is everybody in contact with everybody, 1 nobody with anybody (Borgatti).
    pub fragmentation: Ppm,
}

/// The network up to `now`.
pub fn network(board: &Scoreboard, script: &Script, now: At) -> Network {
    let court = Court::new(board, script, now, false);
    let nodes: BTreeSet<OrgId> = script.seats.rows().map(|s| s.org).collect();
    let nodes: Vec<OrgId> = nodes.into_iter().collect();
    let (wrote, wanted) = (wrote(&court), wanted(&court));
    let graph = |arcs: &BTreeSet<(OrgId, OrgId)>| {
        let place = |org: &OrgId| nodes.binary_search(org).unwrap_or(usize::MAX);
        Graph::new(nodes.len(), arcs.iter().map(|(from, to)| (place(from), place(to))))
    };
    let (used, doctrine) = (graph(&wrote), graph(&wanted));
    let fit = used.against(&doctrine);
    Network {
        recall: fit.recall,
        precision: fit.precision,
        density: used.density(),
        reciprocity: used.reciprocity(),
        centralisation: used.centralisation(),
        fragmentation: used.fragmentation(),
        nodes,
        wrote,
        wanted,
    }
}

/// Arcs between organisations; one does not write to oneself.
struct Arcs<'a> {
    script: &'a Script,
    found: BTreeSet<(OrgId, OrgId)>,
}

impl Arcs<'_> {
    fn add(&mut self, from: SeatId, to: SeatId) {
        self.add_org(from, self.script.seats[to].org);
    }

    fn add_org(&mut self, from: SeatId, to: OrgId) {
        let from = self.script.seats[from].org;
        if from != to {
            self.found.insert((from, to));
        }
    }
}

fn wrote(court: &Court<'_>) -> BTreeSet<(OrgId, OrgId)> {
    let mut arcs = Arcs { script: court.script, found: BTreeSet::new() };
    for (from, to, marks) in court.board.messages.arcs() {
        if marks.iter().any(|mark| court.counts(*mark)) {
            arcs.add(from, to);
        }
    }
    for ask in &court.board.asks {
        for (seat, _) in ask.answers.iter().filter(|(_, mark)| court.counts(*mark)) {
            arcs.add(*seat, ask.from);
        }
    }
    for case in court.board.cases.iter().filter(|c| court.counts(c.mark)) {
        case.voters.iter().for_each(|seat| arcs.add(case.by, *seat));
        for (seat, ..) in case.votes.iter().filter(|(.., mark)| court.counts(*mark)) {
            arcs.add(*seat, case.by);
        }
    }
    arcs.found
}

fn wanted(court: &Court<'_>) -> BTreeSet<(OrgId, OrgId)> {
    let mut arcs = Arcs { script: court.script, found: BTreeSet::new() };
    for duty in court.board.duties.iter().filter(|d| court.counts(d.mark)) {
        duty.owed.iter().for_each(|org| arcs.add_org(duty.seat, *org));
    }
    for (&item, holders) in &court.board.held {
        let spec = &court.script.intel[item];
        let found = |(_, held): &(&SeatId, &Held)| held.from.is_none() && held.mark.at <= court.now;
        let first = holders.iter().filter(found).min_by_key(|(seat, held)| (held.mark.at, **seat));
        let Some((&holder, _)) = first.filter(|_| !spec.misleading) else { continue };
        let told = |seat: &SeatId| holders.get(seat).is_some_and(|held| held.from.is_none() && held.planned);
        spec.needed_by.iter().filter(|seat| !told(seat)).for_each(|seat| arcs.add(holder, *seat));
    }
    for ask in court.board.asks.iter().filter(|a| court.counts(a.mark)) {
        ask.to.iter().for_each(|seat| arcs.add(*seat, ask.from));
    }
    for case in court.board.cases.iter().filter(|c| court.counts(c.mark)) {
        case.voters.iter().for_each(|seat| arcs.add(*seat, case.by));
    }
    arcs.found
}

/// How far each state trusts each other one, row by row in the order of the script; none towards itself.
pub fn trust(script: &Script, state: &State) -> Vec<Vec<Option<Ppm>>> {
    let row = |who: StateId| {
        script.states.ids().map(|whom| (who != whom).then(|| state.trust.of(who, whom))).collect()
    };
    script.states.ids().map(row).collect()
}

impl Network {
    /// With organisation paths, for exercise control and reports.
    pub fn to_json(&self, script: &Script) -> Value {
        let share = |of: Option<Ppm>| of.map(Ppm::as_f64);
        let path = |org: &OrgId| script.orgs[*org].path.clone();
        let arcs = |of: &BTreeSet<(OrgId, OrgId)>| {
            of.iter().map(|(from, to)| json!([path(from), path(to)])).collect::<Vec<_>>()
        };
        json!({
            "nodes": self.nodes.iter().map(path).collect::<Vec<_>>(),
            "wrote": arcs(&self.wrote),
            "wanted": arcs(&self.wanted),
            "recall": share(self.recall),
            "precision": share(self.precision),
            "density": self.density.as_f64(),
            "reciprocity": share(self.reciprocity),
            "centralisation": self.centralisation.as_f64(),
            "fragmentation": self.fragmentation.as_f64(),
        })
    }
}

/// The trust of states in each other as a matrix with their codes.
pub fn trust_json(script: &Script, state: &State) -> Value {
    let codes: Vec<&str> = script.states.rows().map(|s| s.code.as_str()).collect();
    let rows = trust(script, state);
    let named = script.states.iter().map(|(id, spec)| {
        let row = codes.iter().zip(&rows[id.index()]);
        let row: serde_json::Map<String, Value> =
            row.filter_map(|(code, t)| Some(((*code).to_owned(), json!((*t)?.as_f64())))).collect();
        (spec.code.clone(), Value::Object(row))
    });
    Value::Object(named.collect())
}
