//! What a run's outages and thefts came to, folded from the ticks of the world and what was taken.

use crate::base::{At, Cents, Ppm, Table};
use crate::exercise::fact::{Fact, Phase, Record};
use crate::exercise::state::State;
use crate::model::loss::Tally;
use crate::model::theft;
use crate::scenario::script::{Script, ServiceId};

/// The loss so far. Feed it every record.
#[derive(Clone, Debug, Default)]
pub struct Meter {
    lost: Table<ServiceId, Ppm>,
    since: At,
    user_hours: Tally,
    money: Tally,
    stolen: Loss,
}

/// What was lost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Loss {
    /// Hours of users without the service, whole ones.
    pub user_hours: u64,
    /// Money: of outages, and of records that were taken.
    pub money: Cents,
    /// Records of people that were taken.
    pub records: u64,
}

impl Meter {
    /// Nothing is lost yet.
    pub fn new(script: &Script) -> Self {
        Self { lost: script.services.rows().map(|_| Ppm::ZERO).collect(), ..Self::default() }
    }

    /// Takes in a record; `state` is the one behind it.
    pub fn fold(&mut self, script: &Script, state: &State, record: &Record) {
        for fact in &record.facts {
            if let Fact::Stolen { service, records, .. } = fact {
                let cost = theft::cost(*records, script.services[*service].loss_per_record);
                self.stolen.records = self.stolen.records.saturating_add(*records);
                self.stolen.money = Cents(self.stolen.money.0.saturating_add(cost.0));
            }
        }
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
        let money = Cents(self.money.cents().0.saturating_add(self.stolen.money.0));
        Loss { user_hours: self.user_hours.whole(), money, records: self.stolen.records }
    }
}
