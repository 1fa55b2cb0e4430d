//! What seats hear of incidents: that there is one, and from then on whatever more of it they can see for themselves.

use crate::exercise::fact::Fact;
use crate::exercise::state::Thing;
use crate::exercise::veil::Veil;
use crate::scenario::script::{IncidentId, SeatId};

use super::Projection;

impl<'a> Projection<'a> {
    /// The seat hears of the incident, or of what is new about it.
    pub(super) fn aware(&mut self, seat: SeatId, incident: IncidentId) {
        if let Some(handle) = self.handle(seat, Thing::Incident(incident)) {
            let news = self.veil(seat).incident(incident, handle);
            self.tell(seat, news);
        }
    }

    fn veil(&self, seat: SeatId) -> Veil<'a> {
        Veil { script: self.script, roll: self.roll, state: self.state, seat }
    }

    /// What a seat knows of an incident has grown with this record: it has begun, and who held something about it before
    /// hears what it is; or one more of its services is seen to be in trouble.
    pub(super) fn grown(&mut self) {
        let (script, state, number) = (self.script, self.state, self.record.number);
        let news = |fact: &Fact| matches!(fact, Fact::Ticked(_) | Fact::Noticed(_) | Fact::TheftSeen { .. });
        let seen = self.record.facts.iter().any(news);
        for (incident, begun) in &state.begun {
            let begins = *begun == number && script.incidents[*incident].told;
            if !(begins || seen) {
                continue;
            }
            let told_now = |seat: SeatId| self.record.facts.contains(&Fact::Aware(seat, *incident));
            let knows = |seat: &SeatId| state.seats[*seat].aware.contains_key(incident) && !told_now(*seat);
            let grown = |seat: &SeatId| begins || self.veil(*seat).grows(*incident, number);
            let seats = script.seats.ids().filter(|seat| knows(seat) && grown(seat));
            for seat in seats.collect::<Vec<_>>() {
                self.aware(seat, *incident);
            }
        }
    }
}
