//! Every name that an inject, a condition, an act or an effect mentions, with the part it plays: to be looked up
//! ([`read`]), or to be changed in place ([`change`]).

/// What a name must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Seats by any kind of address.
    Address,
    /// A seat's own id.
    Seat,
    /// An organisation's path.
    Organisation,
    /// The ISO code of a state that takes part.
    State,
    /// A service.
    Service,
    /// A product.
    Product,
    /// A defence.
    Defence,
    /// A stage of the campaign.
    Stage,
    /// An intel item.
    Intel,
    /// An incident.
    Incident,
    /// Content on a platform.
    Content,
    /// An inject.
    Inject,
    /// An objective.
    Objective,
    /// A mechanism of the packs.
    Mechanism,
    /// A step of a regime.
    Step,
    /// A mode of a ladder.
    Mode,
    /// A flag that is set or cleared.
    FlagSet,
    /// A flag that is asked for.
    FlagRead,
    /// A moment, or so long after an inject.
    Trigger,
    /// A moment.
    Moment,
    /// A length of time, nothing included.
    Duration,
    /// A length of time that is more than nothing.
    Length,
}

macro_rules! walkers {
    ($(#[$doc:meta])* $module:ident $(, $m:tt)?) => {
        $(#[$doc])*
        pub mod $module {
            use super::Role;
            use crate::scenario::schema::{Act, Expect, Inject, Name, Then, When};

            /// Takes a name and the part it plays.
            pub type See<'f, 'a> = &'f mut dyn FnMut(Role, &'a $($m)? Name);

            fn each<'a>(
                role: Role,
                names: impl IntoIterator<Item = &'a $($m)? Name>,
                see: See<'_, 'a>,
            ) {
                for name in names {
                    see(role, name);
                }
            }

            /// The names in a pattern over decisions.
            pub fn act<'a>(act: &'a $($m)? Act, see: See<'_, 'a>) {
                match act {
                    Act::Anything | Act::Answer | Act::Statement | Act::Decide | Act::Attribute { .. } => {}
                    Act::Classify { incident, .. } => each(Role::Incident, incident, see),
                    Act::Notify { regime, step, incident, to } => {
                        each(Role::Mechanism, regime, see);
                        each(Role::Step, step, see);
                        each(Role::Incident, incident, see);
                        each(Role::Address, to, see);
                    }
                    Act::Share { item, to } | Act::Release { item, to, .. } => {
                        each(Role::Intel, item, see);
                        each(Role::Address, to, see);
                    }
                    Act::Ask { to } | Act::Sitrep { to } | Act::Offer { to } | Act::Message { to } => {
                        each(Role::Address, to, see);
                    }
                    Act::Mode { mechanism, mode } => {
                        each(Role::Mechanism, mechanism, see);
                        each(Role::Mode, mode, see);
                    }
                    Act::Request { mechanism }
                    | Act::Propose { mechanism }
                    | Act::Demand { mechanism }
                    | Act::Vote { mechanism, .. } => {
                        each(Role::Mechanism, mechanism, see);
                    }
                    Act::Remove { mechanism, content } => {
                        each(Role::Mechanism, mechanism, see);
                        each(Role::Content, content, see);
                    }
                    Act::Defend { defence, service, .. } => {
                        each(Role::Defence, defence, see);
                        each(Role::Service, service, see);
                    }
                }
            }

            /// The names in a condition.
            pub fn when<'a>(cond: &'a $($m)? When, see: See<'_, 'a>) {
                match cond {
                    When::All(list) | When::Any(list) | When::Count(_, list) => {
                        for cond in list {
                            when(cond, see);
                        }
                    }
                    When::Not(inner) => when(inner, see),
                    When::Time(time) => see(Role::Moment, time),
                    When::Flag(flag) => see(Role::FlagRead, flag),
                    When::Service(service, _) | When::Stolen(service) => see(Role::Service, service),
                    When::Knows(who, item) => {
                        see(Role::Address, who);
                        see(Role::Intel, item);
                    }
                    When::Ordered { by, what, .. } => {
                        each(Role::Address, by, see);
                        act(what, see);
                    }
                    When::Answered { inject, within } => {
                        see(Role::Inject, inject);
                        see(Role::Duration, within);
                    }
                    When::Delivered(inject) => see(Role::Inject, inject),
                    When::Chance(_) => {}
                    When::Mode(mechanism, mode) => {
                        see(Role::Mechanism, mechanism);
                        see(Role::Mode, mode);
                    }
                    When::Adopted(mechanism) | When::Landed(mechanism) => see(Role::Mechanism, mechanism),
                    When::Detected(stage) | When::TippedOff(stage) | When::Stopped(stage) => {
                        see(Role::Stage, stage);
                    }
                    When::Reach { content, .. } => see(Role::Content, content),
                    When::Attributed { by, .. } => each(Role::Address, by, see),
                    When::Classed { by, incident, .. } => {
                        each(Role::Address, by, see);
                        see(Role::Incident, incident);
                    }
                }
            }

            /// The names in an effect.
            pub fn then<'a>(effect: &'a $($m)? Then, see: See<'_, 'a>) {
                match effect {
                    Then::Fire(inject) | Then::Skip(inject) => see(Role::Inject, inject),
                    Then::Set(flag) | Then::Clear(flag) => see(Role::FlagSet, flag),
                    Then::Shock { service, lasts, .. } => {
                        see(Role::Service, service);
                        see(Role::Length, lasts);
                    }
                    Then::Reveal { item, to } => {
                        see(Role::Intel, item);
                        each(Role::Address, to, see);
                    }
                    Then::Start(stage) | Then::Stop(stage) => see(Role::Stage, stage),
                    Then::Publish(content) | Then::Withdraw(content) => see(Role::Content, content),
                    Then::News(_) => {}
                    Then::Speed { stage, .. } => see(Role::Stage, stage),
                    Then::Quiet { stage, lasts } => {
                        see(Role::Stage, stage);
                        see(Role::Length, lasts);
                    }
                    Then::Switch { stage, technique: _, stopped_by } => {
                        see(Role::Stage, stage);
                        each(Role::Defence, stopped_by, see);
                    }
                    Then::Leak { stage, service, .. } => {
                        see(Role::Stage, stage);
                        see(Role::Service, service);
                    }
                    Then::BuildCapacity { state, .. } => see(Role::State, state),
                }
            }

            /// The names in an expected action.
            pub fn expect<'a>(expect: &'a $($m)? Expect, see: See<'_, 'a>) {
                let Expect { who, of: _, what, by, since, accept, or_else, objective, counts: _ } = expect;
                each(Role::Address, who, see);
                act(what, see);
                see(Role::Length, by);
                if let Some(since) = since
                    && since.as_str() != Expect::DELIVERY
                {
                    see(Role::Moment, since);
                }
                for other in accept {
                    act(other, see);
                }
                each(Role::Inject, or_else, see);
                each(Role::Objective, objective, see);
            }

            /// The names in an inject, its own id left out.
            pub fn inject<'a>(inject: &'a $($m)? Inject, see: See<'_, 'a>) {
                let Inject { at, when: cond, after, to, about, gives, expects, then: effects, .. } = inject;
                each(Role::Trigger, at, see);
                if let Some(cond) = cond {
                    when(cond, see);
                }
                each(Role::Duration, after, see);
                each(Role::Address, to, see);
                each(Role::Incident, about, see);
                each(Role::Intel, gives, see);
                for one in expects {
                    expect(one, see);
                }
                for effect in effects {
                    then(effect, see);
                }
            }
        }
    };
}

walkers!(
    /// Names to be looked up.
    read
);
walkers!(
    /// Names to be changed in place.
    change,
    mut
);
