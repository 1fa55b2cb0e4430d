//! Measure 12, evidence: what investigators need was kept, together with the outage that it cost (doctrine O11).
//!
//! Moments that the author marked as due (`counts: evidence`, on a defence that preserves): s · kept · availability. Kept
//! is 0 where the evidence at one of the services was destroyed and not kept before. Availability is 1 − ∫ lost dt ÷
//! time, over the same services, from when it was due: images are worth little where nobody ever restores, and a quick
//! restoration is worth nothing where it wiped the traces. What a service lacks because others are out is theirs. Only the outage that waiting cost counts: until somebody set
//! about bringing the service back, the last time where the attack came back. How long that takes, nobody chose; and
//! where nothing in the scenario brings a service back, no outage counts. Time in skips and NO PLAY is left out.
//!
//! An outage that no mark is about, that a side could have ended and left standing is a fault ([`outage`]): one more in
//! the denominator, so that never to restore pays nobody. Where nothing was marked and nothing left standing, nobody is judged.

use std::collections::BTreeSet;

use crate::base::Ppm;
use crate::scenario::condition::What;
use crate::scenario::script::{ExpectSpec, InjectId, InjectSpec, Script, ServiceId};
use crate::scenario::words::Measure;

use super::outage;
use crate::score::board::Expected;
use crate::score::court::Court;
use crate::score::expected;
use crate::score::moment::{Figure, Moment, Tally};

/// As people read it.
pub(super) const FORMULA: &str = "(Σ s · kept · availability over marked moments + Σ s over outages left standing) ÷ (marked moments + outages left standing); availability = 1 − ∫ share lost until somebody set about restoring ÷ time since it was due";

/// Judges the marked moments.
pub(crate) fn judge(court: &Court<'_>) -> Tally {
    let mut tally = Tally::default();
    expected::judge_by(court, Measure::Evidence, &mut tally, |row, spec, m| weigh(court, row, spec, m));
    let services: BTreeSet<ServiceId> = services_of_evidence(court.script).collect();
    // What a mark is about is judged there, by its availability.
    tally.moments.extend(outage::left_standing(court, |service| !services.contains(&service)));
    let ends = services.iter().filter_map(|service| kept(court, *service));
    let (kept, destroyed): (Vec<bool>, Vec<bool>) = ends.partition(|kept| *kept);
    tally.detail("services_kept", Figure::Count(kept.len() as u32));
    tally.detail("services_destroyed", Figure::Count(destroyed.len() as u32));
    tally
}

/// All services whose evidence some expected action asks for.
pub(crate) fn services_of_evidence(script: &Script) -> impl Iterator<Item = ServiceId> {
    let marked =
        script.injects.iter().flat_map(|(id, inject)| inject.expects.iter().map(move |e| (id, inject, e)));
    let marked = marked.filter(|(.., spec)| spec.counts == Some(Measure::Evidence));
    marked.flat_map(|(_, inject, spec)| services(script, inject, spec))
}

/// The services that one expected action is about: the one that it names, else those of the inject's incident that
/// belong to the states asked.
fn services(script: &Script, inject: &InjectSpec, spec: &ExpectSpec) -> Vec<ServiceId> {
    if let What::Defend { service: Some(service), .. } = spec.what {
        return vec![service];
    }
    let of_them = |service: &&ServiceId| {
        let place = script.services[**service].state;
        spec.who.iter().any(|seat| script.seats[*seat].state == Some(place))
    };
    let about = inject.about.map(|incident| &script.incidents[incident].services);
    about.into_iter().flatten().filter(of_them).copied().collect()
}

/// What came first at a service: true where evidence was kept; none where nothing was done to it.
fn kept(court: &Court<'_>, service: ServiceId) -> Option<bool> {
    let here = court.board.traces.iter().filter(|t| t.service == service && court.counts(t.mark));
    here.min_by_key(|t| (t.mark.at, t.mark.record)).map(|t| t.kept)
}

fn weigh(court: &Court<'_>, row: &Expected, spec: &ExpectSpec, moment: &mut Moment) {
    let inject: InjectId = row.inject;
    let services = services(court.script, &court.script.injects[inject], spec);
    if moment.got == Ppm::ZERO || services.is_empty() {
        return;
    }
    if services.iter().any(|service| kept(court, *service) == Some(false)) {
        moment.got = Ppm::ZERO;
        moment.why.push_str(&court.why(|| ", but the evidence was destroyed before".to_owned()));
        return;
    }
    let available = outage::availability(court, row.mark.at, &services);
    moment.got = Ppm(moment.got.of(u64::from(available.0)) as u32);
    moment
        .why
        .push_str(&court.why(|| format!(", availability until it was restored {:.2}", available.as_f64())));
}
