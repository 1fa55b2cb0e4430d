//! When injects come, as far as the text says.

use crate::base::time::Clock;
use crate::base::{At, Span};
use crate::scenario::compile::{Times, When};
use crate::scenario::schema::{Inject, ScenarioFile};

/// What makes an inject come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::scenario::checks) enum Comes {
    /// A moment.
    At(At),
    /// So long after the inject at this place.
    After(usize, Span),
    /// A condition.
    When,
    /// Somebody calls it.
    Called,
    /// Nobody can tell: other findings say why.
    Unclear,
}

/// When each inject comes.
pub(in crate::scenario::checks) struct Timeline {
    /// What makes each come.
    pub(in crate::scenario::checks) comes: Vec<Comes>,
    /// The moment, where it is fixed from the start.
    pub(in crate::scenario::checks) at: Vec<Option<At>>,
    /// Whether it waits for itself.
    pub(in crate::scenario::checks) circular: Vec<bool>,
}

impl Timeline {
    pub(super) fn new(file: &ScenarioFile, clock: Clock, place: impl Fn(&str) -> Option<usize>) -> Self {
        let comes: Vec<Comes> = file.injects.iter().map(|inject| comes(inject, clock, &place)).collect();
        let mut timeline = Self { at: vec![None; comes.len()], circular: vec![false; comes.len()], comes };
        timeline.follow();
        timeline
    }

    /// Follows each chain of "so long after" to its first inject. Each waits for one at most, so this is linear.
    fn follow(&mut self) {
        const NEW: u32 = 0;
        let mut seen = vec![NEW; self.comes.len()];
        for start in 0..self.comes.len() {
            let walk = start as u32 + 1;
            let mut chain = Vec::new();
            let mut here = start;
            while seen[here] == NEW {
                seen[here] = walk;
                chain.push(here);
                match self.comes[here] {
                    Comes::After(first, _) => here = first,
                    _ => break,
                }
            }
            let goes_round = seen[here] == walk && matches!(self.comes[here], Comes::After(..));
            if goes_round && let Some(from) = chain.iter().position(|n| *n == here) {
                for n in &chain[from..] {
                    self.circular[*n] = true;
                }
            }
            for &n in chain.iter().rev() {
                self.at[n] = match self.comes[n] {
                    Comes::At(at) => Some(at),
                    Comes::After(first, span) => self.at[first].map(|at| At(at.0.saturating_add(span.0))),
                    _ => None,
                };
            }
        }
    }
}

fn comes(inject: &Inject, clock: Clock, place: impl Fn(&str) -> Option<usize>) -> Comes {
    match (&inject.when, &inject.at) {
        (Some(_), _) => Comes::When,
        (None, None) => Comes::Called,
        (None, Some(at)) => match (Times { clock }).parse(at) {
            Ok(When::At(at)) => Comes::At(at),
            Ok(When::After(span, id)) => place(&id).map_or(Comes::Unclear, |first| Comes::After(first, span)),
            Err(_) => Comes::Unclear,
        },
    }
}
