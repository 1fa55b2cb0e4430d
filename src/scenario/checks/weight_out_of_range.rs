//! `weight-out-of-range`: shares, chances and weights.

use super::{Check, Context};
use crate::scenario::compile::WIDEST;
use crate::scenario::finding::{Severity, Sink, words};
use crate::scenario::schema::{Dependencies, Reaches, Recovers, Then, When};
use crate::scenario::syntax::Spanned;

/// Weights and values, at most: their sums must not run over.
const MOST: u32 = 1_000_000;
/// Levels of maturity.
const LEVELS: f64 = 4.0;
/// How much faster a stage may go.
const FASTEST: f64 = 100.0;
/// Services that intruders get into by hand, at most.
const HOPS: u32 = 1_000;
/// Exercise minutes in a real minute, at most.
const PACE: u32 = 10_000;

pub(super) const CHECK: Check = Check {
    code: "weight-out-of-range",
    severity: Severity::Error,
    cause: "A share or chance is not between 0 and 1, a weight, value or staff is over 1,000,000, all weights are 0, a maturity is not from 0 to 4, a factor not from 0 to 100, a lognormal spread not from 0 to 3, `hops` not from 1 to 1,000, or `pace` is not from 1 to 10,000",
    mend: "Write shares like `0.4`; 1 is the whole",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let file = cx.file;
    for service in &file.services {
        service.needs.iter().for_each(|need| share(&need.weight, sink));
        service.fallback.iter().for_each(|of| share(of, sink));
        if let Some(Recovers::Lognormal(spread)) = &service.recovers {
            up_to(spread, WIDEST, "spread", sink);
        }
    }
    file.defences.iter().filter_map(|d| d.disrupts.as_ref()).for_each(|of| share(of, sink));
    for stage in file.campaign.iter().flat_map(|c| &c.stages) {
        share(&stage.impact, sink);
        stage.steals.iter().for_each(|of| share(of, sink));
        match &stage.reaches {
            Reaches::CommonCause { exposure, .. } => share(exposure, sink),
            Reaches::Contagion { by_hand: Some(by), .. } => hops(&by.hops, sink),
            _ => {}
        }
    }
    file.contents.iter().flat_map(|c| c.start.iter().chain(&c.plateau)).for_each(|of| share(of, sink));
    cx.conditions(&mut |when| {
        if let When::Chance(of) | When::Reach { at_least: of, .. } = when {
            share(of, sink);
        }
    });
    let effects = file.injects.iter().flat_map(|i| &i.then).chain(file.rules.iter().flat_map(|r| &r.then));
    for effect in effects {
        match effect {
            Then::Shock { lost, .. } => share(lost, sink),
            Then::Speed { factor, .. } => up_to(factor, FASTEST, "factor", sink),
            Then::BuildCapacity { by, .. } => up_to(by, LEVELS, "level", sink),
            _ => {}
        }
    }
    for capacity in file.capacity.values() {
        capacity.maturity.iter().chain(&capacity.built).for_each(|of| up_to(of, LEVELS, "level", sink));
    }
    if let Some(Dependencies::Changed { sectors, .. }) = file.dependencies.as_ref().map(|d| &d.value) {
        sectors.iter().for_each(|line| share(&line.weight, sink));
    }
    whole(cx, sink);
}

fn share(of: &Spanned<f64>, sink: &mut Sink) {
    if !(0.0..=1.0).contains(&**of) {
        sink.error_with(CHECK.code, of.span, || words(format!("{} is no share", **of), "write a number from 0 to 1, like 0.4"));
    }
}

fn up_to(of: &Spanned<f64>, most: f64, what: &str, sink: &mut Sink) {
    if !(0.0..=most).contains(&**of) {
        sink.error_with(CHECK.code, of.span, || words(format!("{} is no {what}", **of), format!("write a number from 0 to {most}")));
    }
}

fn hops(of: &Spanned<u32>, sink: &mut Sink) {
    if !(1..=HOPS).contains(&**of) {
        sink.error_with(CHECK.code, of.span, || words("by so many hops nobody gets the keys", format!("write 1 to {HOPS}, or leave `by_hand` out")));
    }
}

fn whole(cx: &Context<'_>, sink: &mut Sink) {
    let file = cx.file;
    let staff = file.capacity.values().filter_map(|c| c.staff.as_ref());
    let values = file.intel.iter().filter_map(|i| i.value.as_ref()).chain(staff);
    for number in file.weights.values().chain(values).filter(|n| ***n > MOST) {
        sink.error_with(CHECK.code, number.span, || words("this is too much", format!("at most {MOST}")));
    }
    if let Some(first) = file.weights.values().next().filter(|_| file.weights.values().all(|w| **w == 0)) {
        sink.error_with(CHECK.code, first.span, || words("all weights are 0: nothing would count", "give one of them a weight"));
    }
    if let Some(pace) = file.pace.as_ref().filter(|pace| !(1..=PACE).contains(&***pace)) {
        sink.error_with(CHECK.code, pace.span, || words("no exercise runs at this pace", format!("write 1 to {PACE} exercise minutes a real minute")));
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    #[test]
    fn a_share_that_is_none_is_found_where_it_stands() {
        found("weight-out-of-range", &[("weight: 0.5", "weight: §1.5")]);
        found("weight-out-of-range", &[("impact: 0.7", "impact: §-0.1")]);
        found("weight-out-of-range", &[("pace: 3", "pace: §0")]);
        found("weight-out-of-range", &[("pace: 3", "pace: 3, weights: {classification: §0}")]);
        let states = "    states: [\"EE\", \"LV\"],";
        found("weight-out-of-range", &[(states, "    states: [\"EE\", \"LV\"], capacity: { \"EE\": (maturity: §5) },")]);
        found("weight-out-of-range", &[(r#"then: [news("#, r#"then: [speed(stage: "wiper", factor: §101), news("#)]);
        found("weight-out-of-range", &[(r#"operator: "ee-port","#, r#"operator: "ee-port", recovers: lognormal(§3.5),"#)]);
        found("weight-out-of-range", &[(r#"doubling: "1h""#, r#"doubling: "1h", by_hand: (hop: "1h", hops: §0)"#)]);
        clean("weight-out-of-range", &[("weight: 0.5", "weight: 0"), ("impact: 0.7", "impact: 1")]);
    }
}
