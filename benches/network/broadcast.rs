//! The least that a fan-out can be: the same bytes to every connection by a broadcast channel of tokio. They are a frame
//! of a WebSocket as the server sends one, and are read as the desks of a load read theirs.

use std::io::BufRead;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use futures_util::StreamExt;
use startex::base::{At, Text};
use startex::exercise::entry::{Entry, Items, Letter, News, Post, PostKind};
use startex::exercise::order::Claims;
use startex::exercise::reference::Handle;
use startex::scenario::words::Channel;
use startex::wire::ToDesk;
use startex::wire::text::Down;
use tokio::io::AsyncWriteExt;
use tokio::sync::{Notify, broadcast};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::frame::FrameHeader;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};

use super::bare::{Bare, serve_each};

/// What makes this program the bare server.
pub(crate) const WORD: &str = "bare-broadcast";
/// What a desk reads at once.
const READ_BUFFER: usize = 16 << 10;

/// Sends every line of its input to every connection, each as one frame.
pub(crate) fn serve() {
    let (send, _) = broadcast::channel::<Arc<[u8]>>(16);
    let tell = send.clone();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            let _ = tell.send(framed(&line).into());
        }
        std::process::exit(0);
    });
    serve_each(move |mut stream| {
        let mut hear = send.subscribe();
        async move {
            while let Ok(bytes) = hear.recv().await {
                if stream.write_all(&bytes).await.is_err() {
                    return;
                }
            }
        }
    });
}

fn framed(text: &str) -> Vec<u8> {
    let header = FrameHeader { opcode: OpCode::Data(Data::Text), ..FrameHeader::default() };
    let mut bytes = Vec::new();
    header.format(text.len() as u64, &mut bytes).expect("room");
    bytes.extend_from_slice(text.as_bytes());
    bytes
}

/// An inject as a desk is told it.
pub(crate) fn inject(says: &str) -> String {
    let letter = Letter {
        kind: PostKind::Inject,
        from: Text::plain("Press"),
        from_seat: None,
        to: Arc::default(),
        by: Channel::Mail,
        text: Text::plain(says),
        tlp: None,
        claims: Claims::default(),
    };
    let (about, thread, items, letter) = (None, None, Items::default(), Arc::new(letter));
    let post = Post { post: Handle(1), about, thread, items, letter };
    Down::Desk(ToDesk::Entries(vec![Entry { number: 1, at: At(60_000), news: News::Post(post) }])).encode()
}

/// A broadcast with its readers.
pub(crate) struct Broadcast {
    bare: Bare,
    have: Arc<AtomicUsize>,
    changed: Arc<Notify>,
    count: usize,
}

impl Broadcast {
    pub(crate) async fn start(count: usize) -> Self {
        let all = Self { bare: Bare::start(WORD), have: Arc::default(), changed: Arc::default(), count };
        let config = WebSocketConfig::default().read_buffer_size(READ_BUFFER);
        for stream in all.bare.lines(count).await {
            let (have, changed) = (Arc::clone(&all.have), Arc::clone(&all.changed));
            let mut socket = WebSocketStream::from_raw_socket(stream, Role::Client, Some(config)).await;
            tokio::spawn(async move {
                while let Some(Ok(_)) = socket.next().await {
                    if (have.fetch_add(1, Ordering::AcqRel) + 1).is_multiple_of(count) {
                        changed.notify_one();
                    }
                }
            });
        }
        all
    }

    /// How long a text takes to the last of them.
    pub(crate) async fn send(&mut self, text: &str) -> Duration {
        let sent = Instant::now();
        self.bare.tell(text);
        self.changed.notified().await;
        assert!(self.have.load(Ordering::Acquire).is_multiple_of(self.count));
        sent.elapsed()
    }

    pub(crate) fn cpu(&self) -> Duration {
        self.bare.cpu()
    }
}
