//! One desk of a load.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use futures_util::{SinkExt, StreamExt};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::JoinHandle;
use tokio_tungstenite::tungstenite::{Message, Utf8Bytes};

use crate::exercise::order::{Act, OrderId};
use crate::net::JoinLink;
use crate::net::remote::{Socket, Way};
use crate::wire::text::Down;
use crate::wire::{FromDesk, Line, ToDesk};

use super::board::Board;

/// Orders that wait for a desk to send them at most.
const WAIT: usize = 1_024;

/// Where the first entry of a frame begins.
const FIRST: usize = "{\"entries\":[".len();

/// A desk that has joined, on a task of its own.
pub(super) struct Desk {
    way: Way,
    link: JoinLink,
    client: u64,
    hand: Sender<Act>,
    /// Number of the last entry that it has, over all its connections.
    has: Arc<AtomicU64>,
    /// Orders that it sent, over all its connections.
    sent: Arc<AtomicU64>,
    task: Running,
}

/// A task that ends with its desk.
struct Running(JoinHandle<()>);

/// A connection.
struct Talk {
    socket: Socket,
    line: Line,
    board: Arc<Board>,
    client: u64,
    has: Arc<AtomicU64>,
    sent: Arc<AtomicU64>,
    /// Orders that wait for their answers.
    waits: VecDeque<(OrderId, Instant)>,
}

impl Desk {
    /// Joins with a link, and reads from then on, unless it is exercise control's: that says things and reads no records.
    pub(super) async fn join(
        way: Way,
        link: JoinLink,
        client: u64,
        board: &Arc<Board>,
    ) -> Result<Self, String> {
        Self::with(way, link, client, board, Arc::default(), Arc::default()).await
    }

    /// The line is cut, and made again.
    pub(super) async fn come_back(self, board: &Arc<Board>) -> Result<Self, String> {
        let Self { way, link, client, has, sent, task, hand: _ } = self;
        drop(task);
        Self::with(way, link, client, board, has, sent).await
    }

    async fn with(
        way: Way,
        link: JoinLink,
        client: u64,
        board: &Arc<Board>,
        has: Arc<AtomicU64>,
        sent: Arc<AtomicU64>,
    ) -> Result<Self, String> {
        let socket = way.dial(&link).await?;
        let held = board.held().clone();
        let line = Line::again(link.secret.clone(), client, held);
        let (board, waits) = (Arc::clone(board), VecDeque::new());
        let mut talk = Talk { socket, line, board, client, has, sent, waits };
        talk.begin().await?;
        let (has, sent) = (Arc::clone(&talk.has), Arc::clone(&talk.sent));
        let (hand, told) = channel(WAIT);
        let task = Running(tokio::spawn(talk.go_on(told)));
        Ok(Self { way, link, client, hand, has, sent, task })
    }

    /// Gives an order.
    pub(super) fn order(&self, act: Act) {
        // A line that broke is counted as such, and an order for which there is no room as one without an answer.
        let _ = self.hand.try_send(act);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Talk {
    /// Until the exercise has said hello, and everything is asked for.
    async fn begin(&mut self) -> Result<(), String> {
        let first = self.line.first();
        self.send(first).await?;
        let control = loop {
            let text = self.next().await.ok_or("the line ended before the exercise said hello")?;
            if let Some(Down::Desk(ToDesk::Hello(hello))) =
                self.line.hear(&text).map_err(|why| why.to_string())?
            {
                break hello.seat.is_none();
            }
        };
        // One for all desks, not one for each.
        if let Some(held) = self.line.held() {
            self.board.held().get_or_insert_with(|| held.clone());
        }
        self.line.let_go();
        if control {
            return Ok(());
        }
        self.say(FromDesk::Resume { from: self.has.load(Ordering::Acquire) }).await
    }

    async fn go_on(mut self, mut told: Receiver<Act>) {
        loop {
            tokio::select! {
                // What lies there is read before it is asked for more to say: most of what desks do is read.
                biased;
                text = self.next() => match text {
                    Some(text) => self.hear(&text),
                    None => return self.board.broke(),
                },
                act = told.recv() => {
                    let Some(act) = act else { return };
                    let counter = self.sent.fetch_add(1, Ordering::AcqRel) + 1;
                    let id = OrderId { key: self.client, counter: u32::try_from(counter).unwrap_or(u32::MAX) };
                    self.waits.push_back((id, Instant::now()));
                    if self.say(FromDesk::Order { id, act }).await.is_err() {
                        return self.board.broke();
                    }
                }
            }
        }
    }

    /// Only what is counted is read.
    fn hear(&mut self, text: &str) {
        let now = Instant::now();
        if text.starts_with("{\"entries\"") {
            let last = last_number(text);
            if let Some((number, _)) = last {
                self.has.fetch_max(number, Ordering::AcqRel);
            }
            self.board.read(text, last.is_none_or(|(_, place)| place > FIRST), now);
        } else if text.starts_with("{\"answer\"")
            && let Ok(Some(Down::Desk(ToDesk::Answer { order, outcome }))) = Down::decode(text)
            && let Some(place) = self.waits.iter().position(|(id, _)| *id == order)
            && let Some((_, sent)) = self.waits.remove(place)
        {
            self.board.answered(&outcome, now - sent);
        }
    }

    async fn say(&mut self, frame: FromDesk) -> Result<(), String> {
        let greeted = self.line.greeted().ok_or("the exercise has not said hello")?;
        let text = greeted.say(frame);
        self.send(text).await
    }

    async fn send(&mut self, text: String) -> Result<(), String> {
        self.socket.send(Message::text(text)).await.map_err(|why| format!("the line broke: {why}"))
    }

    async fn next(&mut self) -> Option<Utf8Bytes> {
        loop {
            match self.socket.next().await? {
                Ok(Message::Text(text)) => return Some(text),
                Ok(_) => {}
                Err(_) => return None,
            }
        }
    }
}

/// Number of the last entry in a frame of entries, and where it begins: each begins with its own.
fn last_number(entries: &str) -> Option<(u64, usize)> {
    const BEGINS: &str = "{\"number\":";
    // Brackets are few, and found faster than words.
    let (place, _) = entries.rmatch_indices('{').find(|(place, _)| entries[*place..].starts_with(BEGINS))?;
    let rest = &entries[place + BEGINS.len()..];
    Some((rest.split(',').next()?.parse().ok()?, place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_number_of_a_frame_is_found_whatever_players_wrote() {
        let text = r#"{"entries":[{"number":7,"at":0,"news":{"x":"{\"number\":99,"}},{"number":8,"at":1,"news":{}}]}"#;
        let last = last_number(text).unwrap();
        assert!(last.0 == 8 && last.1 > FIRST);
        let one = r#"{"entries":[{"number":7,"at":0,"news":{"x":"{\"number\":99,"}}]}"#;
        assert_eq!(last_number(one), Some((7, FIRST)));
    }
}
