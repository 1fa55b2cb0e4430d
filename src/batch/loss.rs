//! What a run's outages came to, folded from the ticks of the world.

use crate::base::{At, Cents, Ppm, Table};
use crate::exercise::fact::{Fact, Phase, Record};
use crate::exercise::state::State;
use crate::model::loss::Tally;
use crate::scenario::script::{Script, ServiceId};

/// The loss so far. Feed it every record.
#[derive(Clone, Debug, Default)]
pub struct Meter {
    lost: Table<ServiceId, Ppm>,
    since: At,
    user_hours: Tally,
    money: Tally,
}

/// What was lost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loss {
    /// Hours of users without the service, whole ones.
    pub user_hours: u64,
    /// Money.
    pub money: Cents,
}

impl Meter {
    /// Nothing is lost yet.
    pub fn new(script: &Script) -> Self {
        Self { lost: script.services.rows().map(|_| Ppm::ZERO).collect(), ..Self::default() }
    }

    /// Takes in a record; `state` is the one behind it.
    pub fn fold(&mut self, script: &Script, state: &State, record: &Record) {
        let changes = |fact: &Fact| matches!(fact, Fact::Ticked(_) | Fact::Phase(Phase::Ended));
        if !record.facts.iter().any(changes) {
            return;
        }
        let time = record.at.since(self.since);
        self.since = record.at;
        for (service, spec) in script.services.iter() {
            let lost = &mut self.lost[service];
            if *lost > Ppm::ZERO {
                self.user_hours.add(spec.users, *lost, time);
                self.money.add(spec.loss_per_hour.0, *lost, time);
            }
            *lost = state.services[service].lost;
        }
    }

    /// What was lost up to the last tick.
    pub fn loss(&self) -> Loss {
        Loss { user_hours: self.user_hours.whole(), money: self.money.cents() }
    }
}
