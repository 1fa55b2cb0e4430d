//! The figures of an exercise and of a branch of it, side by side: what each audience may see of them.

use serde::Serialize;

use crate::base::Ppm;
use crate::batch::loss::Loss;
use crate::report::Audience;
use crate::scenario::script::{Script, StateId};
use crate::score::release::{Figure as Released, for_state};
use crate::score::{Published, Score, StateScore};

/// One figure in both.
#[derive(Serialize)]
pub(super) struct Figure {
    pub(super) name: String,
    pub(super) as_it_was: Option<f64>,
    pub(super) what_if: Option<f64>,
    pub(super) difference: Option<f64>,
}

impl Figure {
    fn of(name: &str, was: Option<f64>, is: Option<f64>) -> Self {
        let difference = was.zip(is).map(|(was, is)| is - was);
        Self { name: name.to_owned(), as_it_was: was, what_if: is, difference }
    }

    fn share(name: &str, was: Option<Ppm>, is: Option<Ppm>) -> Self {
        Self::of(name, was.map(Ppm::as_f64), is.map(Ppm::as_f64))
    }
}

/// Score, measures, states and losses. The whole and the losses are anybody's; states are control's, a state's own, or
/// under names the participants', where every state has consented. Those under pseudonyms would be told apart by what the
/// other orders changed, so the plenary has none.
pub(super) fn side_by_side(
    script: &Script,
    audience: Audience,
    was: (&Score, Loss),
    is: (&Score, Loss),
) -> Vec<Figure> {
    let mut figures = vec![Figure::share("Coordination", was.0.overall, is.0.overall)];
    for (a, b) in was.0.measures.iter().zip(&is.0.measures) {
        figures.push(Figure::share(a.measure.label(), a.value, b.value));
    }
    match audience {
        Audience::Excon => {
            for (a, b) in was.0.states.iter().zip(&is.0.states) {
                figures.push(Figure::share(&name(script, a.state), a.overall, b.overall));
            }
        }
        Audience::Plenary => {}
        Audience::Participants => {
            for (a, b) in was.0.states.iter().zip(&is.0.states) {
                // Beside the others it is a comparison, from which bots are left out.
                let shown = |of: &StateScore| of.overall.filter(|_| of.published == Published::Yes);
                figures.push(Figure::share(&name(script, a.state), shown(a), shown(b)));
            }
        }
        Audience::State(state) => own(script, state, was.0, is.0, &mut figures),
    }
    let hours = |loss: Loss| Some(loss.user_hours as f64);
    figures.push(Figure::of("User hours lost", hours(was.1), hours(is.1)));
    let euros = |loss: Loss| Some(loss.money.0 as f64 / 100.0);
    figures.push(Figure::of("Euros lost", euros(was.1), euros(is.1)));
    figures
}

/// The state's own vector, as far as it may be shown.
fn own(script: &Script, state: StateId, was: &Score, is: &Score, figures: &mut Vec<Figure>) {
    let (Some(was), Some(is)) = (for_state(was, state), for_state(is, state)) else { return };
    let name = name(script, state);
    figures.push(Figure::share(&name, shown(was.own), shown(is.own)));
    for ((measure, was), (_, is)) in was.measures.iter().zip(&is.measures) {
        let label = format!("{name}: {}", measure.label());
        figures.push(Figure::share(&label, shown(*was), shown(*is)));
    }
}

fn name(script: &Script, state: StateId) -> String {
    script.states[state].name.to_string()
}

fn shown(figure: Released) -> Option<Ppm> {
    match figure {
        Released::Shown(value) => Some(value),
        Released::NotAssessed | Released::Withheld(_) => None,
    }
}
