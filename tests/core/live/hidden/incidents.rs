//! An incident's services are named to a seat when it can see that they are hit, and not before.

use std::collections::BTreeMap;

use startex::base::At;
use startex::exercise::entry::News;
use startex::exercise::fact::Fact;
use startex::scenario::script::{Script, SeatId, ServiceId};
use startex::scenario::words::ServiceStep;
use startex::wire::ToDesk;
use startex::wire::text::Down;

use super::Played;

/// What happened to a service, as the records say: since when it was how badly off at the worst, and who found what there.
#[derive(Default)]
struct Course {
    worst: Vec<(At, ServiceStep)>,
    found: Vec<(At, SeatId)>,
}

fn courses(script: &Script, played: &Played) -> BTreeMap<ServiceId, Course> {
    let mut courses: BTreeMap<ServiceId, Course> = BTreeMap::new();
    for record in &played.records {
        for fact in &record.facts {
            match fact {
                Fact::Ticked(changes) => {
                    for change in changes {
                        let course = courses.entry(change.service).or_default();
                        course.worst.push((record.at, ServiceStep::of(change.lost)));
                    }
                }
                Fact::Noticed(found) => {
                    for (_, service) in found {
                        let home = script.services[*service].state;
                        let seats = script.seats.iter().filter(|(_, seat)| seat.state == Some(home));
                        let course = courses.entry(*service).or_default();
                        course.found.extend(seats.map(|(seat, _)| (record.at, seat)));
                    }
                }
                Fact::TheftSeen { service, by, .. } => {
                    let course = courses.entry(*service).or_default();
                    course.found.extend(by.iter().map(|seat| (record.at, *seat)));
                }
                _ => {}
            }
        }
    }
    courses
}

/// Services that seats read of too early.
pub(super) fn foretold(script: &Script, played: &Played) -> Vec<String> {
    let courses = courses(script, played);
    let (mut wrong, mut named) = (Vec::new(), 0);
    for (id, seat) in script.names.seats.iter() {
        let home = script.seats[*seat].state;
        for (_, text) in &played.sent[id] {
            let Ok(Some(Down::Desk(ToDesk::Entries(entries)))) = Down::decode(text) else { continue };
            for entry in entries {
                let News::Incident { services, .. } = &entry.news else { continue };
                for name in services {
                    let service = script.names.services[name.as_str()];
                    let own = home == Some(script.services[service].state);
                    let least = if own { ServiceStep::Strained } else { ServiceStep::Failing };
                    let seen = courses.get(&service).is_none_or(|course| {
                        course.worst.iter().any(|(at, step)| *at <= entry.at && *step >= least)
                            || course.found.iter().any(|(at, by)| *at <= entry.at && by == seat)
                    });
                    // Of what nothing ever happens to, only its own people read.
                    if !seen || (!own && !courses.contains_key(&service)) {
                        wrong.push(format!("{id} reads of {name} at {}", entry.at.0));
                    }
                    named += 1;
                }
            }
        }
    }
    assert!(named > 50, "{named} services named show nothing");
    wrong
}
