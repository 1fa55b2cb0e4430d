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
    /// So long a TLS handshake may take.
    pub handshake: Duration,
    /// So long the header of a request may take, and a connection between two requests.
    pub header: Duration,
    /// So long a request may take until its answer begins.
    pub request: Duration,
    /// So long a desk may take to say who it is.
    pub join: Duration,
    /// So long a frame may take to leave; who reads slower is let go, and resumes.
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
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 12_000,
            strangers: 1_024,
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
