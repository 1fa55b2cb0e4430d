//! Plays a run of a plan, and keeps what plans ask about.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use startex::base::time::Clock;
use startex::base::{At, Ppm};
use startex::batch::run::{Step, Watch};
use startex::batch::{Run as Batch, opening};
use startex::exercise::Answer;
use startex::exercise::fact::Fact;
use startex::exercise::order::{Desk, Order};
use startex::exercise::orders_file;
use startex::record::journal::{Header, Options, RULES};
use startex::scenario::compile::{Times, When};
use startex::scenario::script::{Script, ServiceId};
use startex::scenario::words::{Measure, ServiceStep};
use startex::scenario::{Files, Finding, Severity, Sink, render};
use startex::score::Score;

use super::leaks::Leaks;
use super::plan::{Plan, Run};
use crate::shipped::{self, file};

/// Orders, each with its moment.
pub(super) type Orders = Vec<(At, Order)>;

/// A scenario, read and compiled.
pub(super) struct Stage {
    folder: String,
    script: Arc<Script>,
    sources: BTreeMap<String, String>,
}

/// What a run came to.
pub(super) struct Played {
    pub(super) score: Score,
    pub(super) clock: Clock,
    pub(super) refusals: Vec<String>,
    /// Entries that told a seat what it may not know.
    pub(super) told: Vec<String>,
    pub(super) orders: usize,
    script: Arc<Script>,
    delivered: BTreeSet<String>,
    met: BTreeSet<String>,
    modes: BTreeMap<String, u8>,
    lost: BTreeMap<ServiceId, Vec<(At, Ppm)>>,
}

impl Stage {
    /// Loads the scenario; it must be without error, and warn of nothing that its plan does not name.
    pub(super) fn open(folder: &str, plan: &Plan) -> Self {
        let sources = shipped::sources(folder);
        let loaded = startex::scenario::load(&sources, &plan.scenario);
        let meant =
            |f: &&Finding| f.severity == Severity::Warning && plan.warnings.iter().any(|code| code == f.code);
        let texts: Vec<String> = loaded
            .findings
            .iter()
            .filter(|f| !meant(f))
            .map(|f| render::text(f, &loaded.files, false))
            .collect();
        assert!(texts.is_empty(), "{}", texts.join("\n"));
        Self { folder: folder.to_owned(), script: loaded.script.unwrap(), sources: loaded.sources }
    }

    fn orders(&self, name: &str) -> Orders {
        let text = std::fs::read_to_string(file(&self.folder, name)).unwrap();
        let (mut files, mut sink) = (Files::new(), Sink::new());
        let id = files.add(name, text);
        let lines = orders_file::read(id, files.text(id), &self.script, &mut sink);
        let texts: Vec<String> = sink.findings().iter().map(|f| render::text(f, &files, false)).collect();
        assert!(texts.is_empty(), "{}", texts.join("\n"));
        orders_file::orders(lines)
    }

    /// Plays the run to ENDEX; where asked, with an eye on what its entries tell.
    pub(super) fn play(&self, plan: &Run, looks_for_leaks: bool) -> Played {
        self.carry_out(plan, looks_for_leaks, |_, orders| orders)
    }

    /// The same, with the orders of the plan as `changed` has them.
    pub(super) fn play_as(&self, plan: &Run, changed: impl Fn(&Script, Orders) -> Orders) -> Played {
        self.carry_out(plan, false, changed)
    }

    fn carry_out(
        &self,
        plan: &Run,
        looks_for_leaks: bool,
        changed: impl Fn(&Script, Orders) -> Orders,
    ) -> Played {
        let bots = (plan.bots != "scenario").then(|| plan.bots.clone());
        let header = Header {
            rules: RULES,
            seed: plan.seed,
            scenario: self.script.about.id.clone(),
            main: String::new(),
            sources: self.sources.clone(),
            script: self.script.hash,
            options: Options { bots: bots.clone() },
        };
        let mut run = Batch::new(self.script.clone(), header);
        let mut people = BTreeSet::new();
        let orders: Orders = plan.orders.iter().flat_map(|name| self.orders(name)).collect();
        people.extend(orders.iter().filter_map(|(_, order)| order.from.seat()));
        for (at, order) in changed(&self.script, orders) {
            run.hand_in(at, order);
        }
        let mut keeper = Keeper::new(&self.script, &run, looks_for_leaks);
        for order in opening(&self.script, &people, bots.as_deref()) {
            run.order(&order, &mut keeper);
        }
        run.until(self.script.endex, &mut keeper);
        keeper.played(&run)
    }
}

impl Played {
    pub(super) fn overall(&self) -> f64 {
        self.score.overall.map_or(0.0, Ppm::as_f64)
    }

    pub(super) fn value(&self, measure: Measure) -> Option<f64> {
        self.score.measure(measure)?.value.map(Ppm::as_f64)
    }

    pub(super) fn is_delivered(&self, inject: &str) -> bool {
        assert!(self.script.names.injects.contains_key(inject), "there is no inject {inject}");
        self.delivered.contains(inject)
    }

    pub(super) fn is_met(&self, inject: &str) -> bool {
        assert!(self.script.names.injects.contains_key(inject), "there is no inject {inject}");
        self.met.contains(inject)
    }

    pub(super) fn reached(&self, mechanism: &str) -> &str {
        let spec = &self.script.mechanisms[self.script.names.mechanisms[mechanism]];
        let mode = self.modes.get(mechanism).copied().unwrap_or(0);
        &spec.modes()[usize::from(mode)].id
    }

    pub(super) fn step(&self, service: &str, at: &str) -> ServiceStep {
        let Ok(When::At(at)) = (Times { clock: self.script.clock }).parse(at) else {
            panic!("`{at}` is no moment")
        };
        let lost = self.lost.get(&self.script.names.services[service]);
        let then = lost.and_then(|all| all.iter().rev().find(|(when, _)| *when <= at));
        ServiceStep::of(then.map_or(Ppm::ZERO, |(_, lost)| *lost))
    }
}

/// Looks on while a run is played.
struct Keeper {
    leaks: Option<Leaks>,
    played: Played,
}

impl Keeper {
    fn new(script: &Arc<Script>, run: &Batch, looks_for_leaks: bool) -> Self {
        let played = Played {
            score: run.score(),
            clock: script.clock,
            refusals: Vec::new(),
            told: Vec::new(),
            orders: 0,
            script: script.clone(),
            delivered: BTreeSet::new(),
            met: BTreeSet::new(),
            modes: BTreeMap::new(),
            lost: BTreeMap::new(),
        };
        Self { leaks: looks_for_leaks.then(|| Leaks::new(script)), played }
    }

    fn played(mut self, run: &Batch) -> Played {
        self.played.score = run.score();
        self.played.told = self.leaks.map(|leaks| leaks.found).unwrap_or_default();
        self.played
    }
}

impl Watch for Keeper {
    fn step(&mut self, step: &Step<'_>) {
        let script = self.played.script.clone();
        if let Some(leaks) = &mut self.leaks {
            leaks.step(step);
        }
        for fact in &step.record.facts {
            match fact {
                Fact::Delivered(inject, _) => {
                    self.played.delivered.extend(script.injects.get(*inject).map(|spec| spec.id.clone()));
                }
                Fact::ExpectMet(expect, _) => {
                    let inject = step.state.expects[*expect].inject;
                    self.played.met.extend(script.injects.get(inject).map(|spec| spec.id.clone()));
                }
                Fact::ModeSet { mechanism, mode, .. } => {
                    let id = script.mechanisms[*mechanism].id.clone();
                    let highest = self.played.modes.entry(id).or_default();
                    *highest = (*highest).max(*mode);
                }
                Fact::Ticked(changes) => {
                    for change in changes {
                        let series = self.played.lost.entry(change.service).or_default();
                        series.push((step.record.at, change.lost));
                    }
                }
                _ => {}
            }
        }
    }

    fn answer(&mut self, order: &Order, answer: &Answer) {
        let Desk::Seat(seat) = order.from else { return };
        self.played.orders += 1;
        if let Answer::Refused(_, refusal) = answer {
            let id = &self.played.script.seats[seat].id;
            self.played.refusals.push(format!("{id}: {:?} was refused: {refusal:?}", order.act));
        }
    }
}
