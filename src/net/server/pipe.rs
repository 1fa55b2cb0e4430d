//! The bytes of a connection, plain or over TLS, without waiting: what the other side does not take at once is kept, and
//! leaves when it does.

use std::io::{self, ErrorKind, IoSlice, Read, Write};
use std::sync::Arc;

use rustls::ServerConnection;
use tokio::net::TcpStream;

use super::toll::Toll;

/// Bytes that may wait when the WebSocket answers a ping or says goodbye: whoever asks on and does not read is not heard.
const ANSWERS: usize = 64 << 10;

/// Frames of the other side that are taken in before somebody counts them to it.
const UNCOUNTED: u32 = 32;
/// Bytes that are passed over at once.
const PASSED_OVER: usize = 4 << 10;

/// A connection that is read and written without waiting.
pub(super) struct Pipe {
    way: Way,
    /// What came of the other side.
    pub(super) toll: Toll,
    /// None: plain text.
    tls: Option<Box<ServerConnection>>,
}

/// The way out to the machine at the other end.
struct Way {
    tcp: Arc<TcpStream>,
    /// What it did not take yet. Takes no room while nothing waits.
    rest: Vec<u8>,
}

impl Pipe {
    /// `read` came already, and is with whoever reads.
    pub(super) fn new(tcp: Arc<TcpStream>, tls: Option<ServerConnection>, read: &[u8]) -> Self {
        let mut toll = Toll::default();
        toll.pass(read);
        Self { way: Way { tcp, rest: Vec::new() }, toll, tls: tls.map(Box::new) }
    }

    /// Sends these bytes, and keeps what is not taken.
    ///
    /// # Errors
    /// Where the other side has gone.
    pub(super) fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        let Some(tls) = &mut self.tls else { return self.way.write_all(bytes) };
        let mut left = bytes;
        while !left.is_empty() {
            left = &left[tls.writer().write(left)?..];
            while tls.wants_write() {
                tls.write_tls(&mut self.way)?;
            }
        }
        Ok(())
    }

    /// Bytes that wait for the other side.
    pub(super) fn waiting(&self) -> usize {
        self.way.rest.len()
    }

    /// Sends on what waits, as far as it is taken now.
    ///
    /// # Errors
    /// Where the other side has gone.
    pub(super) fn push(&mut self) -> io::Result<()> {
        self.way.push()
    }

    /// Takes in what came and passes it over; false where nothing comes any more.
    ///
    /// # Errors
    /// [`ErrorKind::WouldBlock`] until more comes.
    pub(super) fn pass_over(&mut self) -> io::Result<bool> {
        self.take_in(&mut [0; PASSED_OVER]).map(|long| long > 0)
    }

    fn take_in(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let Some(tls) = &mut self.tls else { return self.way.tcp.try_read(into) };
        loop {
            match tls.reader().read(into) {
                Err(why) if why.kind() == ErrorKind::WouldBlock => {}
                done => return done,
            }
            if tls.read_tls(&mut self.way)? == 0 {
                return Ok(0);
            }
            let heard = tls.process_new_packets();
            // An answer of TLS itself, or why it ends: the other side may be gone already.
            while tls.wants_write() && tls.write_tls(&mut self.way).is_ok() {}
            heard.map_err(|why| io::Error::new(ErrorKind::InvalidData, why))?;
        }
    }
}

/// For the WebSocket, which reads on until a message is whole: it is stopped to have the pieces counted.
impl Read for Pipe {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.toll.due() >= UNCOUNTED {
            return Err(ErrorKind::WouldBlock.into());
        }
        let long = self.take_in(into)?;
        self.toll.pass(&into[..long]);
        Ok(long)
    }
}

/// For what the WebSocket says by itself.
impl Write for Pipe {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.waiting() > ANSWERS {
            return Err(ErrorKind::WouldBlock.into());
        }
        self.send(bytes).map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Way {
    fn push(&mut self) -> io::Result<()> {
        let mut gone = 0;
        while gone < self.rest.len() {
            match self.tcp.try_write(&self.rest[gone..]) {
                Ok(sent) => gone += sent,
                Err(why) if why.kind() == ErrorKind::WouldBlock => break,
                Err(why) => return Err(why),
            }
        }
        if gone == self.rest.len() {
            self.rest = Vec::new();
        } else {
            self.rest.drain(..gone);
        }
        Ok(())
    }
}

impl Read for Way {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.tcp.try_read(into)
    }
}

/// Takes everything: what the other side does not is kept.
impl Write for Way {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_vectored(&[IoSlice::new(bytes)])
    }

    fn write_vectored(&mut self, all: &[IoSlice<'_>]) -> io::Result<usize> {
        let whole: usize = all.iter().map(|bytes| bytes.len()).sum();
        let mut sent = 0;
        // Nothing overtakes what waits.
        if self.rest.is_empty() {
            // One piece, as nearly always, costs the system less than a list of one.
            let tried = match all {
                [one] => self.tcp.try_write(one),
                all => self.tcp.try_write_vectored(all),
            };
            match tried {
                Ok(taken) => sent = taken,
                Err(why) if why.kind() == ErrorKind::WouldBlock => {}
                Err(why) => return Err(why),
            }
        }
        for bytes in all {
            let past = sent.min(bytes.len());
            sent -= past;
            self.rest.extend_from_slice(&bytes[past..]);
        }
        Ok(whole)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.push()
    }
}
