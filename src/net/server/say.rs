//! What a connection's own task says: the first frame, answers, what the door tells, the last word. What the exercise has
//! for a desk otherwise is brought by the [round](super::round).

use std::sync::Arc;

use crate::wire::text::Down;
use crate::wire::{Book, Hello};

use super::frames::Frames;
use super::socket::{End, Talk};
use super::websocket::Stuck;

/// Bytes of a piece of a long text.
const PIECE: usize = 16 << 10;

impl Talk {
    /// The first frame of the exercise, without the directory where the desk holds it: in pieces, so that the directory,
    /// which all desks share, is not held once for each of them.
    pub(super) async fn hello(&mut self, hello: Hello) -> End {
        let shared = Arc::clone(&self.shared);
        let directory = hello.directory.clone().unwrap_or_default();
        let book = shared.book.get_or_init(|| Book::new(&directory));
        let parts = book.hello(hello, self.holds.take().as_deref());
        let pieces: Vec<&[u8]> = parts.iter().flat_map(|part| part.as_bytes().chunks(PIECE)).collect();
        let mut frames = Frames::default();
        for (place, piece) in pieces.iter().enumerate() {
            frames.clear();
            frames.piece(piece, place == 0, place + 1 == pieces.len());
            self.put(&frames).await?;
        }
        Ok(())
    }

    /// A ping, at times that nothing in the exercise decides; whoever has gone without a word is missed.
    pub(super) async fn beat(&mut self) -> End {
        if self.heard.elapsed() > self.shared.limits.silence {
            return Err(None);
        }
        let mut ping = Frames::default();
        ping.ping();
        self.put(&ping).await
    }

    pub(super) async fn say(&mut self, frame: &Down) -> End {
        let mut frames = Frames::default();
        frames.text(|text| frame.write(text));
        self.put(&frames).await
    }

    /// Puts frames out, and waits until they have left.
    async fn put(&mut self, frames: &Frames) -> End {
        self.shared.counters.sent(frames);
        match self.socket.out.put(frames) {
            Ok(true) => Ok(()),
            Ok(false) => self.drained().await,
            Err(why) => self.gone(Err(why)),
        }
    }

    pub(super) async fn drained(&mut self) -> End {
        let drained = self.socket.out.drained(self.shared.limits.send).await;
        self.gone(drained)
    }

    /// Who does not read is let go, and resumes.
    fn gone(&mut self, said: Result<(), Stuck>) -> End {
        said.map_err(|why| {
            if matches!(why, Stuck::Slow) {
                self.shared.counters.slow.add(1);
                self.hears_nothing = true;
            }
            None
        })
    }
}
