//! Outages: what one cost until somebody set about ending it, and those that nobody set about ending.
//!
//! What brings a service back is a restoration, a fail-over, or a defence that stops a stage which reaches it. How long
//! that takes nobody chose; how long nobody ordered it, the side did. What a service lacks because others are out is theirs.

use crate::base::{At, Ppm, Span};
use crate::exercise::order::Staffing;
use crate::scenario::script::{DefenceId, DefenceSpec, Script, SeatId, ServiceId, StageSpec};
use crate::scenario::words::DefenceKind;

use crate::score::board::{Defence, Mark};
use crate::score::convention;
use crate::score::court::Court;
use crate::score::moment::{Moment, Part, timely};

/// Whether the defence is one that ends the outage of the service: it restores or replaces it, or throws out what may be there.
fn brings_back(script: &Script, defence: DefenceId, service: ServiceId) -> bool {
    let reaches = |stage: &StageSpec| script.could_reach(stage, service);
    let kind = script.defences[defence].kind;
    matches!(kind, DefenceKind::Restore | DefenceKind::FailOver)
        || script.stages.rows().any(|stage| stage.stopped_by.contains(&defence) && reaches(stage))
}

/// The defences that bring the service back.
fn remedies(script: &Script, service: ServiceId) -> impl Iterator<Item = (DefenceId, &DefenceSpec)> {
    script.defences.iter().filter(move |(defence, _)| brings_back(script, *defence, service))
}

/// The services whose outages somebody could end: those whose course the board keeps.
pub(crate) fn services_with_a_remedy(script: &Script) -> impl Iterator<Item = ServiceId> {
    script.services.ids().filter(|service| remedies(script, *service).next().is_some())
}

/// When somebody set about bringing the service back so that it stayed back; never where nobody did, and from the
/// beginning where nobody could.
fn restored(court: &Court<'_>, service: ServiceId) -> At {
    let script = court.script;
    if remedies(script, service).next().is_none() {
        return At::STARTEX;
    }
    let relapsed = court.board.relapses.get(&service).copied();
    let of_it = |d: &&Defence| d.services.contains(&service) && brings_back(script, d.defence, service);
    let ordered = court.board.defences.iter().filter(|d| court.counts(d.mark)).filter(of_it);
    let lasting = ordered.map(|d| d.mark.at).filter(|at| relapsed.is_none_or(|relapsed| *at >= relapsed));
    lasting.min().unwrap_or(At::NEVER)
}

/// 1 − ∫ lost dt ÷ time, over the services together; what is lost once somebody restores is left out.
pub(super) fn availability(court: &Court<'_>, from: At, services: &[ServiceId]) -> Ppm {
    let (mut lost, mut all) = (0_u128, 0_u128);
    for service in services {
        let until = restored(court, *service);
        let course = court.board.courses.get(service).map_or(&[][..], Vec::as_slice);
        let before =
            course.iter().rev().find(|(mark, _)| mark.at <= from).map_or(Ppm::ZERO, |(_, lost)| *lost);
        let (mut since, mut share) = (from, before);
        let later = course.iter().filter(|(mark, _)| mark.at > from && mark.at < court.now);
        for (at, next) in later.map(|(mark, lost)| (mark.at, *lost)).chain([(court.now, Ppm::ZERO)]) {
            let waited = at.min(until.max(since));
            lost += u128::from(share.0) * u128::from(court.board.windows.played(None, since, waited).0);
            all += u128::from(court.board.windows.played(None, since, at).0);
            (since, share) = (at, next);
        }
    }
    lost.checked_div(all).map_or(Ppm::ONE, |share| Ppm(Ppm::ONE.0 - (share as u32).min(Ppm::ONE.0)))
}

/// The outages that a side could have ended and left standing, each a fault, the worst of a service: s is 1 up to the time
/// that the slowest of the remedies takes, and falls to 0 at twice that. To end one earns nothing: who waits is measured.
pub(super) fn left_standing(court: &Court<'_>, of: impl Fn(ServiceId) -> bool) -> Vec<Moment> {
    let courses = court.board.courses.iter().filter(|(service, _)| of(**service));
    let worst = courses.filter_map(|(service, course)| {
        let waited = spells(court, course).into_iter().filter_map(|spell| waited(court, *service, &spell));
        waited.min_by_key(|moment| moment.got)
    });
    worst.collect()
}

/// A time in which a service was out: the record that began it, and its end, now where it goes on.
struct Spell {
    began: Mark,
    ended: At,
}

fn spells(court: &Court<'_>, course: &[(Mark, Ppm)]) -> Vec<Spell> {
    let (mut spells, mut open) = (Vec::new(), None);
    for (mark, lost) in course.iter().filter(|(mark, _)| mark.at < court.now) {
        match (open, *lost >= convention::OUT) {
            (None, true) => open = Some(*mark),
            (Some(began), false) => {
                spells.push(Spell { began, ended: mark.at });
                open = None;
            }
            _ => {}
        }
    }
    spells.extend(open.map(|began| Spell { began, ended: court.now }));
    spells
}

/// How long a side waited in which it could have ended the outage; none where it was not too long, or nobody could.
fn waited(court: &Court<'_>, service: ServiceId, spell: &Spell) -> Option<Moment> {
    let script = court.script;
    let hands = hands(court, service);
    let able = |(id, spec): (DefenceId, &DefenceSpec)| {
        let since = hands.iter().filter_map(|seat| knows(court, *seat, id, spec)).min()?;
        Some((since, spec.takes))
    };
    let (mut since, mut allowed) = (At::NEVER, Span::ZERO);
    for (at, takes) in remedies(script, service).filter_map(able) {
        since = since.min(at);
        allowed = allowed.max(takes);
    }
    let since = since.max(spell.began.at);
    let ended = spell.ended.min(restored(court, service));
    let seat = *hands.first()?;
    if since >= ended {
        return None;
    }
    let taken = court.played(seat, since, ended);
    let got = timely(taken, allowed);
    (got < Ppm::ONE).then(|| {
        let mut moment = court.moment(spell.began, seat, got, || {
            let name = script.services[service].name.get("en");
            format!(
                "{name}: out, and for {taken} nobody ordered what would bring it back ({allowed} allowed)"
            )
        });
        moment.part = Part::Fault;
        moment
    })
}

/// The seats with somebody in them that may defend the service, its operator first.
fn hands(court: &Court<'_>, service: ServiceId) -> Vec<SeatId> {
    let (script, spec) = (court.script, &court.script.services[service]);
    let authorities =
        script.seats.iter().filter(|(_, s)| s.kind != "operator" && s.state == Some(spec.state));
    let staffed = |seat: &SeatId| court.board.staffing.get(*seat).is_some_and(|s| *s != Staffing::Empty);
    spec.operator.into_iter().chain(authorities.map(|(id, _)| id)).filter(staffed).collect()
}

/// From when on the seat knew enough for the defence.
fn knows(court: &Court<'_>, seat: SeatId, defence: DefenceId, spec: &DefenceSpec) -> Option<At> {
    if !spec.needs_knowledge {
        return Some(At::STARTEX);
    }
    let enabling = court.script.intel.iter().filter(|(_, item)| item.enables.contains(&defence));
    let held = enabling.filter_map(|(item, _)| court.board.held.get(&item)?.get(&seat));
    held.filter(|held| court.counts(held.mark)).map(|held| held.mark.at).min()
}
