//! What the server lets happen at most, and how long it waits: each protects something that all seats share.

use std::time::Duration;

/// The limits of a server. Rates and sizes of frames stand in [`crate::base::limits`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Connections at once.
    pub connections: usize,
    /// Connections at once of whom nobody knows yet who they are. Where there are more, the oldest of the network that
    /// has most of them goes: a flood drowns itself, and who has a link comes through.
    pub strangers: usize,
    /// Desks at once by the link of one seat, those that wait for control's word among them. Several people share a seat,
    /// some of them with two machines, and a shift comes before the other goes; more than that takes the places of others.
    pub desks_of_seat: usize,
    /// The same for a link that many use by its nature: control's, and each of those who watch.
    pub desks_of_control: usize,
    /// Connections at once of programs by one link, over REST. They are counted apart: a program that has lost its way
    /// takes no desk's place. Behind a proxy they are the proxy's, and not counted.
    pub programs: usize,
    /// So often in a minute each place of a link may be taken: all of its desks come back at once when a line breaks, and
    /// some try more than once; but each join costs the whole directory, and a note of the audit.
    pub joins: u32,
    /// Frames, signs of life and pieces among them, that may come before the first frame is whole.
    pub before_join: u32,
    /// So long a TLS handshake may take.
    pub handshake: Duration,
    /// So long the header of a request may take, and a connection between two requests.
    pub header: Duration,
    /// So long a request may take until its answer begins.
    pub request: Duration,
    /// So long a desk may take to say who it is.
    pub join: Duration,
    /// So long a frame may take to leave; who reads slower is let go, and resumes. Of an answer over HTTP something has to
    /// leave in that time.
    pub send: Duration,
    /// Between two pings to a desk, whatever happens in the exercise.
    pub beat: Duration,
    /// A desk of which nothing was heard for so long is gone.
    pub silence: Duration,
    /// So long somebody waits for a seat that is taken, until control decides.
    pub knock: Duration,
    /// What a wrong secret costs whoever tries it.
    pub wrong: Duration,
    /// Wrong secrets in a minute for one link, before the rest of that minute is answered short.
    pub wrong_for_link: u32,
    /// Wrong secrets in a minute for all links together.
    pub wrong_in_all: u32,
    /// Between two looks at whether the time is over for what is kept of people.
    pub look: Duration,
}

impl Limits {
    /// So long a connection may last of which nobody knows who it is: a handshake, a header, a first frame, and the
    /// answer to a wrong secret.
    pub fn stranger(&self) -> Duration {
        self.handshake + self.header + self.join + 2 * self.wrong
    }

    /// Desks that one link may have at once.
    pub(super) fn desks(&self, is_seat: bool) -> usize {
        if is_seat { self.desks_of_seat } else { self.desks_of_control }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 12_000,
            strangers: 1_024,
            desks_of_seat: 16,
            desks_of_control: 64,
            programs: 16,
            joins: 4,
            before_join: 16,
            handshake: Duration::from_secs(10),
            header: Duration::from_secs(10),
            request: Duration::from_secs(20),
            join: Duration::from_secs(10),
            send: Duration::from_secs(10),
            beat: Duration::from_secs(20),
            silence: Duration::from_secs(70),
            knock: Duration::from_secs(120),
            wrong: Duration::from_millis(500),
            wrong_for_link: 10,
            wrong_in_all: 60,
            look: Duration::from_secs(600),
        }
    }
}
