//! Conditions, patterns over decisions, and effects, as a scenario writes them: what rules, injects and the actor's
//! answers are made of. `compile` turns them into [`condition`](super::condition).

use serde::Deserialize;

use crate::base::Text;

use super::syntax::Spanned;
use super::words::{Class, DefenceKind, Judgement, ServiceStep, Vote};

/// A text id, an address or a time, with its place.
pub type Name = Spanned<String>;

/// A condition.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// `all([…])`.
    All(Vec<When>),
    /// `any([…])`.
    Any(Vec<When>),
    /// `not(…)`.
    Not(Box<When>),
    /// `time("4h")` or `time("D1 12:00")`.
    Time(Name),
    /// `flag("grid-islanded")`.
    Flag(Name),
    /// `service("power-lv", degraded)`: at this step or worse.
    Service(Name, ServiceStep),
    /// `knows("LV", "c2-address")`: a state or an address holds the item.
    Knows(Name, Name),
    /// `ordered(by: "LV", what: …)`.
    Ordered {
        /// State or address; anybody where nothing is said.
        #[serde(default)]
        by: Option<Name>,
        /// What.
        what: Act,
        /// How often at least; once where nothing is said.
        #[serde(default)]
        at_least: Option<u32>,
    },
    /// `answered(inject: "INJ-001", within: "30m")`.
    Answered {
        /// Inject.
        inject: Name,
        /// Within.
        within: Name,
    },
    /// `delivered("INJ-001")`.
    Delivered(Name),
    /// `count(2, [..])`: so many of these at least.
    Count(u32, Vec<When>),
    /// `chance(0.3)`.
    Chance(Spanned<f64>),
    /// `mode("cyclone", "alert")`: at this mode or higher.
    Mode(Name, Name),
    /// `adopted("joint-statement")`.
    Adopted(Name),
    /// `landed("joint-statement")`: it was adopted, and takes effect.
    Landed(Name),
    /// `detected("foothold")`: the actor sees that the stage was found: cut off somewhere, or tipped off.
    Detected(Name),
    /// `tipped_off("foothold")`: somebody acted in the open on what may only be watched.
    TippedOff(Name),
    /// `stopped("wiper")`: it began, and is nowhere any more.
    Stopped(Name),
    /// `stolen("payroll")`: records of the service were taken, whether anybody knows it or not.
    Stolen(Name),
    /// `reach(content: "deepfake", at_least: 0.2)`: this share of the audience has met it.
    Reach {
        /// Content.
        content: Name,
        /// Share, 0–1.
        at_least: Spanned<f64>,
    },
    /// `attributed`: somebody was named in public; `attributed(by: "EE", how: premature)`.
    Attributed {
        /// State or address; anybody where nothing is said.
        #[serde(default)]
        by: Option<Name>,
        /// How that is to be judged; in whatever way where nothing is said.
        #[serde(default)]
        how: Option<Judgement>,
    },
    /// `classed(by: "EE", incident: "inc-port", at_least: significant)`.
    Classed {
        /// State or address; anybody where nothing is said.
        #[serde(default)]
        by: Option<Name>,
        /// Incident.
        incident: Name,
        /// Class.
        at_least: Class,
    },
}

/// A pattern over decisions.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// `anything`.
    Anything,
    /// `classify(incident: "inc-port", at_least: significant)`.
    Classify {
        /// Incident.
        #[serde(default)]
        incident: Option<Name>,
        /// At least this class.
        #[serde(default)]
        at_least: Option<Class>,
    },
    /// `notify(regime: "nis2", step: "early_warning", incident: "inc-port", to: ["EE/csirt"])`.
    Notify {
        /// Regime.
        #[serde(default)]
        regime: Option<Name>,
        /// Step.
        #[serde(default)]
        step: Option<Name>,
        /// Incident.
        #[serde(default)]
        incident: Option<Name>,
        /// To one of these.
        #[serde(default)]
        to: Vec<Name>,
    },
    /// `share(item: "c2-address", to: ["LV/csirt"])`.
    Share {
        /// Item.
        #[serde(default)]
        item: Option<Name>,
        /// To one of these.
        #[serde(default)]
        to: Vec<Name>,
    },
    /// `ask(to: […])`.
    Ask {
        /// To one of these.
        #[serde(default)]
        to: Vec<Name>,
    },
    /// `answer`.
    Answer,
    /// `sitrep(to: […])`.
    Sitrep {
        /// To one of these.
        #[serde(default)]
        to: Vec<Name>,
    },
    /// `mode(mechanism: "cyclone", mode: "alert")`.
    Mode {
        /// Mechanism.
        #[serde(default)]
        mechanism: Option<Name>,
        /// At least this mode.
        #[serde(default)]
        mode: Option<Name>,
    },
    /// `request(mechanism: "crrt")`.
    Request {
        /// Mechanism.
        #[serde(default)]
        mechanism: Option<Name>,
    },
    /// `offer(to: […])`.
    Offer {
        /// To one of these.
        #[serde(default)]
        to: Vec<Name>,
    },
    /// `vote(mechanism: "joint-statement", vote: for)`.
    Vote {
        /// Mechanism.
        #[serde(default)]
        mechanism: Option<Name>,
        /// Vote.
        #[serde(default)]
        vote: Option<Vote>,
    },
    /// `defend(kind: block, defence: "block-c2", service: "port-west")`.
    Defend {
        /// Kind.
        #[serde(default)]
        kind: Option<DefenceKind>,
        /// Defence.
        #[serde(default)]
        defence: Option<Name>,
        /// Service.
        #[serde(default)]
        service: Option<Name>,
    },
    /// `attribute(public: true)`.
    Attribute {
        /// In public.
        #[serde(default)]
        public: Option<bool>,
    },
    /// `propose(mechanism: "joint-statement")`.
    Propose {
        /// Mechanism.
        #[serde(default)]
        mechanism: Option<Name>,
    },
    /// `statement`.
    Statement,
    /// `message(to: […])`.
    Message {
        /// To one of these.
        #[serde(default)]
        to: Vec<Name>,
    },
    /// `decide`.
    Decide,
    /// `remove(mechanism: "tco-removal", content: "call-to-arms")`.
    Remove {
        /// Mechanism.
        #[serde(default)]
        mechanism: Option<Name>,
        /// Content.
        #[serde(default)]
        content: Option<Name>,
    },
    /// `demand(mechanism: "e-evidence")`.
    Demand {
        /// Mechanism.
        #[serde(default)]
        mechanism: Option<Name>,
    },
    /// `release(item: "allied-note", to: ["IT/crisis"])`, `release(item: "allied-note", tear_line: true)`.
    Release {
        /// Item.
        #[serde(default)]
        item: Option<Name>,
        /// To one of these.
        #[serde(default)]
        to: Vec<Name>,
        /// As a tear-line.
        #[serde(default)]
        tear_line: Option<bool>,
    },
}

/// An effect.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    /// `fire("INJ-014")`.
    Fire(Name),
    /// `skip("INJ-014")`.
    Skip(Name),
    /// `set("flag")`.
    Set(Name),
    /// `clear("flag")`.
    Clear(Name),
    /// `shock(service: "power-lv", lost: 0.6, lasts: "3h")`.
    Shock {
        /// Service.
        service: Name,
        /// Loss, 0–1.
        lost: Spanned<f64>,
        /// For how long.
        lasts: Name,
    },
    /// `reveal(item: "c2-address", to: ["LV/csirt"])`.
    Reveal {
        /// Item.
        item: Name,
        /// Addresses.
        to: Vec<Name>,
    },
    /// `start("wiper")`.
    Start(Name),
    /// `stop("wiper")`.
    Stop(Name),
    /// `publish("deepfake")`: the content begins.
    Publish(Name),
    /// `withdraw("deepfake")`: it is gone, by whoever put it there.
    Withdraw(Name),
    /// `news("…")`: everybody reads it.
    News(Text),
    /// `speed(stage: "wiper", factor: 2)`: it spreads, or comes, so much faster; 0 stands still.
    Speed {
        /// Stage.
        stage: Name,
        /// 0–100.
        factor: Spanned<f64>,
    },
    /// `quiet(stage: "wiper", lasts: "6h")`: it sleeps, shows nothing, and goes on afterwards.
    Quiet {
        /// Stage.
        stage: Name,
        /// For how long.
        lasts: Name,
    },
    /// `switch(stage: "wiper", technique: "attack:T1490", stopped_by: ["rebuild"])`: it finds another way in.
    Switch {
        /// Stage.
        stage: Name,
        /// Technique.
        technique: Name,
        /// Defences that stop it from now on.
        #[serde(default)]
        stopped_by: Vec<Name>,
    },
    /// `leak(stage: "foothold", service: "registry", says: "…")`: news, if the stage ever was at the service.
    Leak {
        /// Stage by which the data was taken.
        stage: Name,
        /// Service whose data it is.
        service: Name,
        /// What everybody reads.
        says: Text,
    },
    /// `build_capacity(state: "AL", by: 0.5)`: its teams are so many levels more mature.
    BuildCapacity {
        /// State.
        state: Name,
        /// Levels, 0–4.
        by: Spanned<f64>,
    },
}
