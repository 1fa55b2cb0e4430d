//! Whole estates that are switched off: nothing gets in, nothing gets on, and nobody works. What was done before stays
//! done. A service is switched on again by restoring it.

use crate::base::Ppm;
use crate::exercise::state::State;
use crate::scenario::script::{Script, ServiceId, StageId};

use super::{World, users};

/// The service is switched off, losing so much.
pub(super) fn off(script: &Script, state: &mut State, service: ServiceId, lost: Ppm) {
    state.world.off.insert(service, lost);
    state.world.power(script, service, true);
}

/// The service is switched on again.
pub(super) fn on(script: &Script, state: &mut State, service: ServiceId) {
    state.world.off.remove(&service);
    state.world.power(script, service, false);
}

impl World {
    /// Whether the service is switched off.
    pub(super) fn is_off(&self, service: ServiceId) -> bool {
        self.off.contains_key(&service)
    }

    /// A stage that begins finds the estates as they are.
    pub(super) fn power_of(&mut self, script: &Script, stage: StageId) {
        for service in self.off.keys().copied().collect::<Vec<_>>() {
            self.set(script, stage, service, true);
        }
    }

    fn power(&mut self, script: &Script, service: ServiceId, off: bool) {
        for stage in self.infections.keys().copied().collect::<Vec<_>>() {
            self.set(script, stage, service, off);
        }
    }

    fn set(&mut self, script: &Script, stage: StageId, service: ServiceId, off: bool) {
        let class = self.infections.get_mut(&stage).into_iter().flatten();
        users(script, &script.stages[stage])
            .zip(class)
            .filter(|(s, _)| *s == service)
            .for_each(|(_, estate)| estate.switch_off(off));
    }
}
