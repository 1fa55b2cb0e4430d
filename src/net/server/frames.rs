//! Frames of a WebSocket on their way out, in one buffer that is used again and again: what a desk is told at once costs
//! one call of the system, and no room of its own.

use tokio_tungstenite::tungstenite::protocol::frame::FrameHeader;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Control, Data, OpCode};

/// Room that the buffer keeps: what was longer gives its room back.
const KEPT: usize = 64 << 10;
/// Bytes of the header of most frames; others are made room for when their length is known.
const HEAD: usize = 4;

/// Frames that leave together.
#[derive(Debug, Default)]
pub(super) struct Frames {
    bytes: Vec<u8>,
    count: u64,
}

impl Frames {
    /// A frame of text: `write` appends the text, and nothing else.
    pub(super) fn text(&mut self, write: impl FnOnce(&mut Vec<u8>)) {
        self.data(Data::Text, true, write);
    }

    /// A piece of a text, so that nobody holds the whole of a long one.
    pub(super) fn piece(&mut self, piece: &[u8], first: bool, last: bool) {
        let kind = if first { Data::Text } else { Data::Continue };
        self.data(kind, last, |bytes| bytes.extend_from_slice(piece));
    }

    /// A ping.
    pub(super) fn ping(&mut self) {
        self.frame(OpCode::Control(Control::Ping), true, |_| ());
    }

    fn data(&mut self, kind: Data, last: bool, write: impl FnOnce(&mut Vec<u8>)) {
        self.frame(OpCode::Data(kind), last, write);
        self.count += u64::from(last);
    }

    fn frame(&mut self, opcode: OpCode, is_final: bool, write: impl FnOnce(&mut Vec<u8>)) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(&[0; HEAD]);
        write(&mut self.bytes);
        let long = (self.bytes.len() - start - HEAD) as u64;
        let header = FrameHeader { is_final, opcode, ..FrameHeader::default() };
        let (mut head, size) = ([0; 10], header.len(long));
        // There is room for the longest header that a server writes.
        let _ = header.format(long, &mut head.as_mut_slice());
        self.bytes.splice(start..start + HEAD, head[..size].iter().copied());
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whole messages among them.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    pub(super) fn clear(&mut self) {
        self.count = 0;
        self.bytes.clear();
        self.bytes.shrink_to(KEPT);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
    use tokio_tungstenite::tungstenite::protocol::{Role, WebSocket};

    use super::*;

    #[test]
    fn frames_of_any_length_are_read_by_a_client_as_they_were_written() {
        let texts: Vec<String> =
            [0, 1, 125, 126, 65_535, 65_536, 200_000].iter().map(|long| "x".repeat(*long)).collect();
        let mut frames = Frames::default();
        for text in &texts {
            frames.text(|bytes| bytes.extend_from_slice(text.as_bytes()));
        }
        frames.piece(b"in ", true, false);
        frames.piece(b"two", false, true);
        assert_eq!(frames.count(), texts.len() as u64 + 1);
        let config = Some(WebSocketConfig::default());
        let mut client =
            WebSocket::from_raw_socket(Cursor::new(frames.bytes().to_vec()), Role::Client, config);
        for text in texts.iter().map(String::as_str).chain(["in two"]) {
            assert_eq!(client.read().unwrap().to_text().unwrap(), text);
        }
        frames.clear();
        assert!(frames.bytes().is_empty() && frames.bytes.capacity() <= KEPT);
    }
}
