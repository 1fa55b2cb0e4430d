//! What stands between a client and a server on loopback: a wire that can be cut, led elsewhere, slowed down, and that can
//! leave its lines half open; and a proxy of the kind that ministries have.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A wire with an address of its own.
pub(crate) struct Wire {
    pub(crate) port: u16,
    to: Arc<Mutex<Option<SocketAddr>>>,
    open: Arc<Mutex<Vec<TcpStream>>>,
    /// Of each line whether it carries anything: what is hushed stays open at both ends.
    hushed: Arc<Mutex<Vec<Arc<AtomicBool>>>>,
    /// Milliseconds that everything takes, each way.
    delay: Arc<AtomicU64>,
}

impl Wire {
    pub(crate) fn to(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let here = listener.local_addr().unwrap().port();
        let to = Arc::new(Mutex::new(Some(local(port))));
        let open: Arc<Mutex<Vec<TcpStream>>> = Arc::default();
        let (lead, kept) = (Arc::clone(&to), Arc::clone(&open));
        let hushed: Arc<Mutex<Vec<Arc<AtomicBool>>>> = Arc::default();
        let delay: Arc<AtomicU64> = Arc::default();
        let (lines, slow) = (Arc::clone(&hushed), Arc::clone(&delay));
        std::thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                let Some(to) = *lead.lock().unwrap() else { continue };
                let Ok(server) = TcpStream::connect(to) else { continue };
                kept.lock().unwrap().extend([client.try_clone().unwrap(), server.try_clone().unwrap()]);
                let hush = Arc::new(AtomicBool::new(false));
                lines.lock().unwrap().push(Arc::clone(&hush));
                both_ways(client, server, &hush, &slow);
            }
        });
        Self { port: here, to, open, hushed, delay }
    }

    /// From now on everything takes so long, each way.
    pub(crate) fn delay(&self, by: Duration) {
        self.delay.store(by.as_millis() as u64, Ordering::Relaxed);
    }

    /// Leaves what is open half open: either side may write, neither hears anything more, not even an end. New lines work.
    pub(crate) fn hush(&self) {
        for line in self.hushed.lock().unwrap().drain(..) {
            line.store(true, Ordering::Relaxed);
        }
    }

    /// How many lines were ever opened and not cut.
    pub(crate) fn lines(&self) -> usize {
        self.open.lock().unwrap().len() / 2
    }

    /// Cuts what is open, and lets nobody through until it leads somewhere.
    pub(crate) fn cut(&self) {
        *self.to.lock().unwrap() = None;
        for end in self.open.lock().unwrap().drain(..) {
            let _ = end.shutdown(Shutdown::Both);
        }
    }

    pub(crate) fn lead(&self, port: u16) {
        *self.to.lock().unwrap() = Some(local(port));
    }
}

/// A proxy that lets through by CONNECT whoever names himself with these words (`user:password` in base64).
pub(crate) fn proxy(words: &'static str) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut client in listener.incoming().map_while(Result::ok) {
            let mut head = Vec::new();
            let mut byte = [0];
            while !head.ends_with(b"\r\n\r\n") && client.read(&mut byte).is_ok_and(|n| n == 1) {
                head.push(byte[0]);
            }
            let head = String::from_utf8_lossy(&head).into_owned();
            let target = head.strip_prefix("CONNECT ").and_then(|rest| rest.split(' ').next());
            let named = head.lines().any(|line| {
                line.split_once(": ").is_some_and(|(name, value)| {
                    name.eq_ignore_ascii_case("proxy-authorization") && value == format!("Basic {words}")
                })
            });
            let Some(target) = target.filter(|_| named) else {
                let _ = client.write_all(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
                continue;
            };
            let Ok(server) = TcpStream::connect(target) else { continue };
            client.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").unwrap();
            both_ways(client, server, &Arc::default(), &Arc::default());
        }
    });
    port
}

fn local(port: u16) -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], port))
}

fn both_ways(client: TcpStream, server: TcpStream, hush: &Arc<AtomicBool>, delay: &Arc<AtomicU64>) {
    let ends = [(client.try_clone().unwrap(), server.try_clone().unwrap()), (server, client)];
    for (from, to) in ends {
        let (hush, delay) = (Arc::clone(hush), Arc::clone(delay));
        std::thread::spawn(move || carry(from, to, &hush, &delay));
    }
}

/// One way of a line, until it ends. A hushed one swallows all, the end included.
fn carry(mut from: TcpStream, mut to: TcpStream, hush: &AtomicBool, delay: &AtomicU64) {
    let mut bytes = [0; 16 << 10];
    while let Ok(n @ 1..) = from.read(&mut bytes) {
        std::thread::sleep(Duration::from_millis(delay.load(Ordering::Relaxed)));
        if !hush.load(Ordering::Relaxed) && to.write_all(&bytes[..n]).is_err() {
            break;
        }
    }
    if !hush.load(Ordering::Relaxed) {
        let _ = to.shutdown(Shutdown::Both);
    }
}
