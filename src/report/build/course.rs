//! What happened, and how the score went.

use crate::report::model::{Event, Point, Share, Timeline};
use crate::report::narrate::{Line, Weight};

use crate::scenario::script::StateId;
use crate::score::release::{Figure, for_state};

use super::{Audience, Source};

/// Most events of a timeline: beyond, only those at which the exercise took a turn.
const EVENTS: usize = 400;

/// Exercise control reads all; a state what its own seats did.
pub(super) fn timeline(source: &Source<'_>) -> Timeline {
    let wanted = |line: &&Line| source.excon() || line.by.is_some_and(|seat| source.own(seat));
    let lines: Vec<&Line> = source.gather.lines.iter().filter(wanted).collect();
    let least = if lines.len() > EVENTS && source.excon() { Weight::Turn } else { Weight::Act };
    let kept: Vec<Event> = lines
        .iter()
        .filter(|line| line.weight >= least)
        .map(|line| Event {
            record: line.record,
            at: source.moment(line.at),
            // What came of an order is what is true: a state reads what it ordered, in its own words.
            text: match source.audience {
                Audience::Excon => line.text.clone(),
                _ => source.gather.ordered(line.record).unwrap_or_default().to_owned(),
            },
            turn: source.excon() && line.weight == Weight::Turn,
        })
        .collect();
    Timeline { left_out: (lines.len() - kept.len()) as u32, events: kept }
}

/// Whether the state may see its own composite: what is withheld at the end is withheld all along.
fn released(source: &Source<'_>, state: StateId) -> bool {
    for_state(&source.score, state).is_some_and(|own| matches!(own.own, Figure::Shown(_)))
}

/// The score over time, its end among it. A state sees the overall figure and its own.
pub(super) fn history(source: &Source<'_>) -> Vec<Point> {
    let own = |states: &mut dyn Iterator<Item = Share>| -> Vec<Share> {
        match source.audience {
            Audience::Excon => states.collect(),
            Audience::State(state) if released(source, state) => {
                states.nth(state.0 as usize).into_iter().collect()
            }
            Audience::State(_) | Audience::Plenary | Audience::Participants => Vec::new(),
        }
    };
    let mut points: Vec<Point> = source
        .gather
        .board
        .history()
        .iter()
        .filter(|sample| sample.at < source.now)
        .map(|sample| Point {
            at: source.moment(sample.at),
            overall: Share(sample.overall),
            states: own(&mut sample.states.iter().map(|share| Share(*share))),
        })
        .collect();
    points.push(Point {
        at: source.moment(source.now),
        overall: Share(source.score.overall),
        states: own(&mut source.score.states.iter().map(|s| Share(s.overall))),
    });
    points
}
