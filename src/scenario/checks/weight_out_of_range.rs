//! `weight-out-of-range`: shares, chances and weights.

use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink, words};
use crate::scenario::schema::{Reaches, Then, When};
use crate::scenario::syntax::Spanned;

/// Weights and values, at most: their sums must not run over.
const MOST: u32 = 1_000_000;
/// Exercise minutes in a real minute, at most.
const PACE: u32 = 10_000;

pub(super) const CHECK: Check = Check {
    code: "weight-out-of-range",
    severity: Severity::Error,
    cause: "A share or chance is not between 0 and 1, a weight or value is over 1,000,000, all weights are 0, or `pace` is not from 1 to 10,000",
    mend: "Write shares like `0.4`; 1 is the whole",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    let file = cx.file;
    for service in &file.services {
        service.needs.iter().for_each(|need| share(&need.weight, sink));
        service.fallback.iter().for_each(|of| share(of, sink));
    }
    file.defences.iter().filter_map(|d| d.disrupts.as_ref()).for_each(|of| share(of, sink));
    for stage in file.campaign.iter().flat_map(|c| &c.stages) {
        share(&stage.impact, sink);
        if let Reaches::CommonCause { exposure, .. } = &stage.reaches {
            share(exposure, sink);
        }
    }
    cx.conditions(&mut |when| {
        if let When::Chance(chance) = when {
            share(chance, sink);
        }
    });
    let effects = file.injects.iter().flat_map(|i| &i.then).chain(file.rules.iter().flat_map(|r| &r.then));
    for effect in effects {
        if let Then::Shock { lost, .. } = effect {
            share(lost, sink);
        }
    }
    whole(cx, sink);
}

fn share(of: &Spanned<f64>, sink: &mut Sink) {
    if !(0.0..=1.0).contains(&**of) {
        sink.error_with(CHECK.code, of.span, || words(format!("{} is no share", **of), "write a number from 0 to 1, like 0.4"));
    }
}

fn whole(cx: &Context<'_>, sink: &mut Sink) {
    let file = cx.file;
    let values = file.intel.iter().filter_map(|i| i.value.as_ref());
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
        clean("weight-out-of-range", &[("weight: 0.5", "weight: 0"), ("impact: 0.7", "impact: 1")]);
    }
}
