//! Keeps the connection: speaks while it stands, and makes it again when it broke.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::sync::Notify;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep};
use tokio_tungstenite::tungstenite::{Error, Message, Utf8Bytes};

use super::dial::{Socket, Way};
use super::{Connection, JoinLink, Who};
use crate::net::{HostEnd, Lost};
use crate::wire::text::{Code, Denied, Down};
use crate::wire::{FromDesk, Held, Line, ToDesk};

/// Between two pings.
const PING: Duration = Duration::from_secs(5);
/// A connection on which nothing came for so long is broken, whatever the machine says of it.
const SILENCE: Duration = Duration::from_secs(20);
/// Waits before another try, in milliseconds; the last one stays.
const AGAIN: [u64; 6] = [250, 500, 1_000, 2_000, 4_000, 8_000];

pub(super) struct Keep {
    pub(super) to: JoinLink,
    pub(super) way: Way,
    pub(super) who: Who,
    pub(super) desk: HostEnd,
    pub(super) said: Arc<Notify>,
    pub(super) state: Arc<Mutex<Connection>>,
    /// When the exercise was last heard.
    pub(super) heard: Arc<Mutex<Option<std::time::Instant>>>,
    pub(super) wake: Box<dyn Fn() + Send + Sync>,
}

/// Why a connection is over.
enum Over {
    /// It broke: another try may help.
    Broke(String),
    /// The server ended it.
    Denied(Denied),
    /// The desk was closed.
    Left,
}

impl Keep {
    /// Until the desk is closed, or the server wants it no more.
    pub(super) async fn run(self) {
        let (mut tries, mut held) = (0, None);
        loop {
            let (over, spoke) = self.once(&mut held).await;
            if spoke {
                tries = 0;
            }
            let why = match over {
                Over::Left => return,
                Over::Denied(denied) if !comes_back(denied.code) => {
                    return self.stand(Connection::Ended(denied.message));
                }
                Over::Denied(denied) => denied.message,
                Over::Broke(why) => why,
            };
            let wait = self.wait(tries);
            tries += 1;
            self.stand(Connection::Broken { why, again_in: wait.as_secs().max(1) });
            sleep(wait).await;
        }
    }

    /// Longer from try to try, and not the same for all: after a break thousands come back.
    fn wait(&self, tries: usize) -> Duration {
        let base = AGAIN[tries.min(AGAIN.len() - 1)];
        Duration::from_millis(base / 2 + self.who.client.rotate_left(tries as u32) % base)
    }

    fn stand(&self, now: Connection) {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner) = now;
        (self.wake)();
    }

    fn is_heard(&self) {
        *self.heard.lock().unwrap_or_else(PoisonError::into_inner) = Some(std::time::Instant::now());
    }

    /// One connection from its beginning to its end; whether the exercise said hello on it.
    async fn once(&self, held: &mut Option<Held>) -> (Over, bool) {
        let mut socket = match self.way.dial(&self.to).await {
            Ok(socket) => socket,
            Err(why) => return (Over::Broke(why), false),
        };
        let line = Line::again(self.to.secret.clone(), self.who.client, held.take());
        let mut talk = Talk { line: line.named(self.who.name.clone()), resumed: false };
        let over = match self.talk(&mut socket, &mut talk).await {
            Ok(never) => match never {},
            Err(over) => over,
        };
        if matches!(over, Over::Left) {
            let _ = socket.close(None).await;
        }
        *held = talk.line.held().cloned();
        (over, talk.line.greeted().is_some())
    }

    async fn talk(&self, socket: &mut Socket, talk: &mut Talk) -> Result<std::convert::Infallible, Over> {
        send(socket, talk.line.first()).await?;
        let mut ping = interval(PING);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut heard, mut pings) = (Instant::now(), 0);
        loop {
            loop {
                match self.desk.next() {
                    Ok(Some(frame)) => {
                        if let Some(text) = talk.say(frame) {
                            send(socket, text).await?;
                        }
                    }
                    Ok(None) => break,
                    Err(Lost) => return Err(Over::Left),
                }
            }
            tokio::select! {
                // A desk that does not read leaves it to the server to let it go.
                came = socket.next(), if self.desk.room() > 0 => {
                    heard = Instant::now();
                    match came {
                        Some(Ok(Message::Text(text))) => self.hear(talk, &text)?,
                        Some(Ok(_)) => {}
                        Some(Err(why)) => return Err(broke(&why)),
                        None => return Err(Over::Broke("the connection was closed".to_owned())),
                    }
                }
                () = self.said.notified() => {}
                _ = ping.tick() => {
                    if heard.elapsed() > SILENCE && self.desk.room() > 0 {
                        return Err(Over::Broke("nothing comes any more".to_owned()));
                    }
                    if let Some(greeted) = talk.line.greeted() {
                        pings += 1;
                        send(socket, greeted.ping(pings)).await?;
                    }
                }
            }
        }
    }

    fn hear(&self, talk: &mut Talk, text: &str) -> Result<(), Over> {
        let Some(frame) = talk.line.hear(text).map_err(Over::Denied)? else { return Ok(()) };
        match frame {
            Down::Desk(frame) => {
                self.is_heard();
                if matches!(frame, ToDesk::Hello(_)) {
                    self.stand(Connection::Connected);
                }
                self.desk.send(frame);
                (self.wake)();
            }
            Down::Wait(words) => self.stand(Connection::Waiting(words)),
            Down::Access(news) => {
                self.desk.send(ToDesk::Door(news));
                (self.wake)();
            }
            Down::Pong(_) => self.is_heard(),
            Down::Denied(_) => {}
        }
        Ok(())
    }
}

/// A conversation.
struct Talk {
    line: Line,
    /// The desk has answered this connection's `hello`.
    resumed: bool,
}

impl Talk {
    /// The text of a desk's frame, once it may be said. What is said before the desk resumed on this connection stands
    /// among what waits, and goes with it.
    fn say(&mut self, frame: FromDesk) -> Option<String> {
        let greeted = self.line.greeted()?;
        self.resumed |= matches!(frame, FromDesk::Resume { .. } | FromDesk::ResumeOf(_));
        self.resumed.then(|| greeted.say(frame))
    }
}

/// Whether another try may help.
fn comes_back(code: Code) -> bool {
    match code {
        Code::Rate | Code::Closed | Code::Other => true,
        Code::Version | Code::Secret | Code::Taken | Code::Frame | Code::Size | Code::Role => false,
    }
}

async fn send(socket: &mut Socket, text: String) -> Result<(), Over> {
    let sent = tokio::time::timeout(SILENCE, socket.send(Message::Text(Utf8Bytes::from(text)))).await;
    match sent {
        Ok(Ok(())) => Ok(()),
        Ok(Err(why)) => Err(broke(&why)),
        Err(_) => Err(Over::Broke("nothing goes out any more".to_owned())),
    }
}

fn broke(why: &Error) -> Over {
    Over::Broke(format!("the connection broke: {why}"))
}
