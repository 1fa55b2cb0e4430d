//! What a sweep tells the trainer: how difficult the scenario is, and whether its load is shared fairly. Thresholds are
//! conventions of ours.

use crate::scenario::script::{InjectKind, Script};

use crate::batch::trial::Figures;

use super::stats::Spread;
use super::summary::{InjectSummary, Summary};

/// From this mean composite on, bots alone find it easy; below the other, hard.
const EASY: f64 = 0.75;
const HARD: f64 = 0.45;
/// A composite that is spread less than this hardly depends on anything.
const FLAT: f64 = 0.01;
/// States further apart than this are not treated alike.
const UNFAIR: f64 = 0.15;
/// A seat with so many times the median's post is overloaded; with so small a part of it, idle.
const MUCH: f64 = 3.0;
const LITTLE: f64 = 0.2;
/// How much of a variance is worth a word.
const DECIDES: f64 = 0.1;
/// How many of a kind are named.
const NAMED: usize = 5;

pub(super) fn of(script: &Script, summary: &Summary, runs: &[Figures]) -> Vec<String> {
    let mut advice = Vec::new();
    if let Some(all) = Spread::of(runs.iter().filter_map(|r| r.overall).map(crate::base::Ppm::as_f64)) {
        difficulty(&all, &mut advice);
    }
    deciders(summary, &mut advice);
    injects(script, summary, &mut advice);
    seats(summary, &mut advice);
    states(summary, &mut advice);
    measures(script, summary, &mut advice);
    advice
}

fn difficulty(all: &Spread, advice: &mut Vec<String>) {
    let word = match all.mean {
        mean if mean >= EASY => "easy",
        mean if mean < HARD => "hard",
        _ => "of middling difficulty",
    };
    advice.push(format!(
        "For these bots the scenario is {word}: coordination is {:.2} on average, {:.2} to {:.2} in nine runs of ten",
        all.mean, all.q05, all.q95
    ));
    if all.n > 1 && all.sd < FLAT {
        advice.push(
            "The score hardly differs from run to run: vary the bots to see what decisions are worth"
                .to_owned(),
        );
    }
}

fn deciders(summary: &Summary, advice: &mut Vec<String>) {
    let share = |explains: Option<f64>| explains.filter(|share| *share >= DECIDES);
    for seat in summary.seats.iter().take(NAMED) {
        if let Some(share) = share(seat.explains_score) {
            let title = &seat.title;
            advice.push(format!(
                "{title} decides: who plays it, or how much, explains {:.0} % of the score's variance",
                share * 100.0
            ));
        }
    }
    for inject in summary.injects.iter().take(NAMED) {
        if let Some(share) = share(inject.explains_score) {
            let InjectSummary { id, title, .. } = inject;
            advice.push(format!(
                "{id} “{title}” decides: what becomes of it explains {:.0} % of the score's variance",
                share * 100.0
            ));
        }
    }
}

fn list<'a>(of: impl Iterator<Item = &'a str>) -> (usize, String) {
    let all: Vec<&str> = of.collect();
    let more = all.len().saturating_sub(NAMED);
    let named = all.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    (all.len(), if more > 0 { format!("{named} and {more} more") } else { named })
}

fn injects(script: &Script, summary: &Summary, advice: &mut Vec<String>) {
    let kind = |i: &&InjectSummary| {
        script.names.injects.get(&i.id).map(|id| script.injects[*id].kind) == Some(InjectKind::Contextual)
    };
    let mut say = |words: &str, fits: &dyn Fn(&InjectSummary) -> bool| {
        let (n, named) = list(summary.injects.iter().filter(kind).filter(|i| fits(i)).map(|i| i.id.as_str()));
        if n > 0 {
            advice.push(format!("{words}: {named}"));
        }
    };
    say("Injects that never came in any run", &|i| i.delivered == 0);
    say("Injects whose expected actions were always done in time, and so tell nobody apart", &|i| {
        i.met > 1 && i.met == i.delivered
    });
    say("Injects whose expected actions were never done in time: too hard, or nobody's task", &|i| {
        i.missed > 1 && i.missed == i.delivered
    });
}

fn seats(summary: &Summary, advice: &mut Vec<String>) {
    let post = |received: Option<Spread>| received.map_or(0.0, |r| r.mean);
    let Some(all) = Spread::of(summary.seats.iter().map(|s| post(s.received))) else { return };
    let busy = summary.seats.iter().filter(|s| post(s.received) > MUCH * all.median);
    for seat in busy.take(NAMED) {
        let times = post(seat.received) / all.median.max(1.0);
        advice.push(format!(
            "{} is overloaded: it receives {times:.1} times what the median seat does",
            seat.title
        ));
    }
    let (n, named) = list(
        summary.seats.iter().filter(|s| post(s.received) < LITTLE * all.median).map(|s| s.title.as_str()),
    );
    if n > 0 {
        advice.push(format!("Nearly idle, with less than a fifth of what the median seat receives: {named}"));
    }
    let decides = |s: &&super::SeatSummary| s.decisions.is_some_and(|d| d.max == 0.0);
    let (n, named) = list(summary.seats.iter().filter(decides).map(|s| s.title.as_str()));
    if n > 0 {
        advice.push(format!("Seats that decided nothing in any run: {named}"));
    }
}

fn states(summary: &Summary, advice: &mut Vec<String>) {
    for cell in &summary.cells {
        let means = || cell.states.iter().filter_map(|s| s.overall.map(|o| (o.mean, s.name.as_str())));
        let best = means().max_by(|a, b| a.0.total_cmp(&b.0));
        let worst = means().min_by(|a, b| a.0.total_cmp(&b.0));
        if let (Some(best), Some(worst)) = (best, worst)
            && best.0 - worst.0 > UNFAIR
        {
            let values: Vec<String> =
                cell.values.iter().map(|(name, value)| format!("{name} = {value}")).collect();
            let under =
                if values.is_empty() { String::new() } else { format!(" with {}", values.join(", ")) };
            advice.push(format!(
                "States are not treated alike{under}: {} reaches {:.2} on average, {} {:.2}; look at what each can do",
                best.1, best.0, worst.1, worst.0
            ));
        }
    }
}

fn measures(script: &Script, summary: &Summary, advice: &mut Vec<String>) {
    let never = |id: &str| {
        let mut of = summary.cells.iter().flat_map(|c| &c.measures).filter(|m| m.id == id);
        of.all(|m| m.value.is_none())
    };
    let counts = script.weights.iter().filter(|(_, weight)| **weight > 0).map(|(measure, _)| *measure);
    let (n, named) = list(counts.filter(|m| never(m.id())).map(crate::scenario::words::Measure::label));
    if n > 0 {
        advice.push(format!("Measures with a weight that no run could assess: {named}"));
    }
}
