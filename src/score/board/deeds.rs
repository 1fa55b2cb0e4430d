//! Deeds that measures of care look at: notices, attempts that went astray, defences, words before them, evidence.

use crate::base::Ppm;
use crate::exercise::evidence;
use crate::exercise::fact::{Fact, ServiceChange};
use crate::exercise::order::Verb;
use crate::exercise::state::State;
use crate::scenario::script::Script;
use crate::scenario::words::Confidence;

use super::{Astray, Defence, Mark, Naming, Notice, Scoreboard, Spoken, Traces};

impl Scoreboard {
    /// A row for a deed.
    pub(super) fn note_deed(&mut self, mark: Mark, fact: &Fact) {
        match fact {
            Fact::Notified { by, incident, regime, step, to, empty } => {
                let (by, incident, regime, step, empty) = (*by, *incident, *regime, *step, *empty);
                self.notices.push(Notice { mark, by, incident, regime, step, to: to.clone(), empty });
            }
            Fact::Attempted(by, mechanism, why) => {
                self.astray.push(Astray { mark, by: *by, mechanism: *mechanism, why: *why });
            }
            Fact::Defending { defence, services, by, announced_to } => self.defences.push(Defence {
                mark,
                by: *by,
                defence: *defence,
                services: services.clone(),
                announced_to: announced_to.clone(),
            }),
            Fact::Reported(by, _, to)
            | Fact::Asked(_, by, to)
            | Fact::Messaged { from: Some(by), to, .. } => {
                self.spoken.push(Spoken { mark, by: *by, to: to.clone() });
            }
            Fact::Shared { from, to, .. } => self.spoken.push(Spoken { mark, by: *from, to: to.clone() }),
            Fact::AttributionJudged { by, incident, premature, unilateral, wrong, .. } => {
                let (by, incident) = (*by, *incident);
                let (premature, unilateral, wrong) = (*premature, *unilateral, *wrong);
                self.namings.push(Naming { mark, by, incident, premature, unilateral, wrong });
            }
            Fact::Reinfected(_, service) => {
                self.relapses.insert(*service, mark.at);
            }
            Fact::Evidence(service, kept) => {
                self.traces.push(Traces { mark, service: *service, kept: *kept });
            }
            _ => {}
        }
    }

    /// A statement to the public that names somebody is an attribution too, and says so without any doubt.
    pub(super) fn note_claim(
        &mut self,
        script: &Script,
        state: &State,
        mark: Mark,
        fact: &Fact,
        verb: Option<&Verb>,
    ) {
        let Fact::Stated(by, Some(incident)) = fact else { return };
        let Some(Verb::Statement { claims, .. }) = verb else { return };
        let Some(actor) = claims.attribution.as_deref().map(str::trim).filter(|a| !a.is_empty()) else {
            return;
        };
        if !evidence::same_actor(actor, "unknown") {
            let judged = evidence::judge(script, state, *by, *incident, actor, Confidence::High);
            self.note_deed(mark, &judged);
        }
    }

    /// What services that somebody can bring back lose from now on by trouble of their own.
    pub(super) fn note_losses(&mut self, mark: Mark, changes: &[ServiceChange]) {
        for change in changes {
            let Some(course) = self.courses.get_mut(&change.service) else { continue };
            if course.last().map_or(Ppm::ZERO, |(_, lost)| *lost) != change.direct {
                course.push((mark, change.direct));
            }
        }
    }
}
