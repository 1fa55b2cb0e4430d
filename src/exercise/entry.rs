//! What one seat receives of the facts: self-contained, in public names and the seat's own handles.

mod items;
mod worth;

use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::base::{At, Name, Ppm, Text};
use crate::scenario::words::{Channel, Class, Confidence, Pap, ServiceStep, Tlp, Vote};

use super::fact::{CaseEnd, Marking, Phase};
use super::order::{Claims, OrderId, Verb};
use super::reference::Handle;
use super::team::DraftEnd;

pub use items::Items;
pub use worth::{Graded, Marked};

/// An entry under the seat's own, dense number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// From 1, without gaps: a gap would tell that something is hidden.
    pub number: u32,
    /// When.
    pub at: At,
    /// What the seat learns.
    pub news: News,
}

/// What the seat learns.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum News {
    /// The phase of the exercise changed.
    Phase(Phase),
    /// The pace changed: exercise minutes in a real minute.
    Pace(u32),
    /// Time was skipped to this moment.
    SkippedTo(At),
    /// A real matter interrupts all, or is over.
    NoPlay(bool),
    /// Something to read.
    Post(Post),
    /// An incident has a name from now on.
    Incident {
        /// The seat's handle for it.
        incident: Handle,
        /// Its name.
        title: Text,
        /// Public ids of the services it is about.
        services: Vec<Name>,
    },
    /// Somebody's classification became known.
    Class {
        /// Seat id.
        by: Name,
        /// The incident.
        incident: Handle,
        /// The class.
        class: Class,
    },
    /// The seat holds an item.
    Intel {
        /// Its handle.
        item: Handle,
        /// What it says.
        says: Text,
        /// The marking it is held under.
        tlp: Tlp,
        /// What may be done with it.
        pap: Pap,
        /// From which seat; none where the seat found it itself, or the exercise gave it.
        from: Option<Name>,
        /// Whether it is the seat's own to give: its organisation is the source, and chooses who gets it.
        #[serde(default)]
        own: bool,
        /// The incident it belongs to, where the seat knows of that.
        about: Option<Handle>,
        /// Defences that it makes possible.
        enables: Arc<[Name]>,
        /// What it is worth as evidence of who did it; none where it is no such evidence.
        #[serde(default)]
        evidence: Option<Arc<Graded>>,
        /// Its simulated classification; none where it bears its TLP only.
        #[serde(default)]
        classified: Option<Arc<Marked>>,
        /// The seat's handle of the classified item whose tear-line this is.
        #[serde(default)]
        tear_line_of: Option<Handle>,
    },
    /// A clock runs, by the seat's own classification.
    Duty {
        /// The duty's handle.
        duty: Handle,
        /// Mechanism id of the regime.
        regime: Name,
        /// Step id.
        step: Name,
        /// The incident.
        incident: Handle,
        /// Organisation paths that must be told.
        owed: Vec<Name>,
        /// When it began.
        opened: At,
        /// Deadline.
        due: At,
        /// Whether the time is a convention, not law.
        convention: bool,
    },
    /// A duty was done, as far as everybody owed was told.
    DutyDone(Handle),
    /// A duty's deadline passed.
    DutyLapsed(Handle),
    /// A service of the own state, or an outage that everybody can see.
    Service {
        /// Service id.
        service: Name,
        /// How it stands.
        step: ServiceStep,
    },
    /// A mechanism stands in a mode.
    Mode {
        /// Mechanism id.
        mechanism: Name,
        /// Mode id.
        mode: Name,
        /// Seat id of who set it.
        by: Option<Name>,
    },
    /// A request, offer or proposal that the seat has to do with.
    Case {
        /// Its handle.
        case: Handle,
        /// Mechanism id.
        mechanism: Name,
        /// Seat id of who opened it.
        by: Name,
        /// The incident.
        incident: Option<Handle>,
        /// Whether it is an offer.
        offer: bool,
        /// Whether this seat may vote, or is heard before the chair decides.
        may_vote: bool,
        /// Until when.
        due: At,
        /// This seat is the chair and hears others first, or may overturn an order to a provider of its state, so long at most.
        #[serde(default)]
        heard_by: Option<At>,
    },
    /// A vote on a case that the seat may see.
    Voted {
        /// The case.
        case: Handle,
        /// Seat id.
        by: Name,
        /// The vote.
        vote: Vote,
        /// The reason given.
        text: Arc<str>,
    },
    /// A case was decided.
    CaseClosed {
        /// The case.
        case: Handle,
        /// How.
        how: CaseEnd,
        /// Whether it was adopted.
        adopted: bool,
    },
    /// An adopted case took effect: help arrived, a measure is out.
    CaseLanded(Handle),
    /// A member acted alone against a measure: endorsements fall away, or those who carry it may withdraw.
    Contradicted {
        /// The measure.
        case: Handle,
        /// Seat id of who acted alone.
        by: Name,
    },
    /// An adopted measure stands no more.
    CaseFell(Handle),
    /// A defence of the own state is under way or done.
    Defence {
        /// Defence id.
        defence: Name,
        /// Service ids.
        services: Vec<Name>,
        /// Seat id.
        by: Name,
        /// Done; false where the evidence that was to be kept was gone already; none while under way.
        done: Option<bool>,
    },
    /// A question of a probe is open.
    Probe {
        /// The question's handle.
        question: Handle,
        /// The question.
        ask: Text,
        /// The answers offered.
        answers: Vec<Text>,
        /// Until when.
        until: At,
    },
    /// A question closed.
    ProbeClosed(Handle),
    /// A question, of another seat or of a probe, has this seat's answer.
    Answered(Handle),
    /// An own order was carried out.
    Done {
        /// Its id.
        order: OrderId,
        /// What was decided, things named by the seat's own handles.
        verb: Arc<Verb>,
    },
    /// A marking of the own side's item was broken by somebody.
    Breach {
        /// The item.
        item: Handle,
        /// Seat id.
        by: Name,
        /// Which marking.
        #[serde(default)]
        marking: Marking,
        /// Seat id of who got it and should not have.
        #[serde(default)]
        to: Option<Name>,
    },
    /// Evidence at a service of the own state was kept (true) or destroyed.
    Evidence(Name, bool),
    /// Content has got so far, or has just come up on the own platform.
    Content {
        /// Its handle.
        content: Handle,
        /// What people call it.
        title: Text,
        /// What it says.
        says: Text,
        /// Organisation path of the platform.
        platform: Name,
        /// Share of the audience that has met it at least, in steps.
        reach: Ppm,
    },
    /// The platform has taken content down (true), or lets it spread less.
    ContentActedOn(Handle, bool),
    /// How sure the own side may be of a culprit, by what its seats hold together: told where the desk helps.
    Bears {
        /// The incident.
        incident: Handle,
        /// The actor, as the evidence names it.
        actor: Name,
        /// How sure; none where it bears no confidence at all.
        confidence: Option<Confidence>,
    },
    /// What the platform had taken down stands there again: the order was overturned.
    ContentBack(Handle),
    /// Something that only a later release knows: never told, only ever read.
    Later,
    /// What a case asks of an originator: behind the [`News::Case`] of the same moment.
    ReleaseAsked {
        /// The case.
        case: Handle,
        /// The item.
        item: Handle,
        /// Seat ids to whom it should go; nobody for a tear-line.
        to: Vec<Name>,
        /// A tear-line is asked for.
        tear_line: bool,
    },
    /// The originator agreed that these seats get an item.
    Released {
        /// The item.
        item: Handle,
        /// Seat ids.
        to: Vec<Name>,
    },
    /// A person of this seat orders under this key.
    Seated {
        /// Number of the person, from 1.
        person: u16,
        /// Key of the client.
        key: u64,
    },
    /// This person releases what the seat decides; none: each decides alone.
    Releases(Option<u16>),
    /// A decision lies before whoever releases.
    Draft {
        /// Its number at this seat.
        draft: u32,
        /// Number of the person who wrote it; 0 for somebody who has not said who they are.
        by: u16,
        /// The decision.
        verb: Arc<Verb>,
    },
    /// A draft waits no more.
    DraftEnded {
        /// Its number.
        draft: u32,
        /// What became of it.
        how: DraftEnd,
        /// Number of the person who did it.
        by: u16,
        /// Why it was given back.
        #[serde(default)]
        reason: Arc<str>,
    },
    /// A real matter takes this seat alone out of play, or is over.
    SeatNoPlay(bool),
}

/// Something to read in the inbox: a letter, with this seat's own handles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Post {
    /// Its handle, to answer it.
    pub post: Handle,
    /// The incident it is about.
    pub about: Option<Handle>,
    /// The question that it puts or answers, the case that it opens.
    pub thread: Option<Handle>,
    /// The items that came with it, all of which the seat now holds.
    #[serde(default)]
    pub items: Items,
    /// What is the same for all who got it.
    #[serde(flatten)]
    pub letter: Arc<Letter>,
}

/// A post reads like its letter.
impl Deref for Post {
    type Target = Letter;

    fn deref(&self) -> &Letter {
        &self.letter
    }
}

/// What many read: made once, however many get it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Letter {
    /// What it is.
    pub kind: PostKind,
    /// Who it is from, as shown.
    pub from: Text,
    /// Seat id of the sender, where it is a seat.
    pub from_seat: Option<Name>,
    /// Seat ids of all recipients that those who got it may see.
    pub to: Arc<[Name]>,
    /// How it came.
    pub by: Channel,
    /// The words.
    pub text: Text,
    /// Marking.
    pub tlp: Option<Tlp>,
    /// What it asserts.
    pub claims: Claims,
}

/// What a post is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostKind {
    /// Of the scenario, or of exercise control in a role.
    Inject,
    /// A message.
    Message,
    /// A notification under a regime: mechanism id and step id.
    Notice(Name, Name),
    /// Intel passed on.
    Share,
    /// A question.
    Ask,
    /// An answer.
    Answer,
    /// A situation report.
    Sitrep,
    /// A request, an offer or a proposal.
    Case,
    /// An attribution.
    Attribution,
    /// A statement to the public.
    Statement,
    /// The answer of a body that was asked for what is not in the seat's power.
    Rebuff,
}
