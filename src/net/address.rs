//! Join links: where an exercise is, whose seat it is, and how its server is known.
//!
//! ```text
//! https://exercise.example:7373/join#secret=3f0c…-9a41…&pin=77e1…
//! ```
//! Secret and pin stand behind `#`: no browser and no proxy ever sends that part.

use std::fmt;
use std::str::FromStr;

/// A join link.
#[derive(Clone, PartialEq, Eq)]
pub struct JoinLink {
    /// Whether the server speaks TLS.
    pub tls: bool,
    /// Name or address of the server; an IPv6 address without its brackets.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// The secret of the seat.
    pub secret: String,
    /// SHA-256 of the server's certificate; none where an authority vouches for it.
    pub pin: Option<[u8; 32]>,
}

/// What is wrong with a text that should be a join link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoLink {
    /// It does not begin as one.
    #[error("a join link begins with https:// (or http:// on this machine)")]
    Scheme,
    /// Its server cannot be read.
    #[error("the join link names no server")]
    Host,
    /// It leads elsewhere.
    #[error("the join link does not lead to /join: copy it as a whole")]
    Path,
    /// There is no secret in it.
    #[error("the join link ends too early: the part behind # is missing; copy it as a whole")]
    Secret,
    /// The fingerprint is none.
    #[error("the fingerprint in the join link is not whole: copy the link as a whole")]
    Pin,
    /// It would send the secret in the clear.
    #[error("this join link has no TLS and leads to another machine: ask exercise control for another one")]
    Plain,
}

impl JoinLink {
    /// Scheme, server and port, without anything secret.
    pub fn server(&self) -> String {
        let scheme = if self.tls { "https" } else { "http" };
        format!("{scheme}://{}", self.authority())
    }

    /// Server and port, as they stand in a `Host` header.
    pub fn authority(&self) -> String {
        match (self.host.contains(':'), self.port == self.usual_port()) {
            (true, true) => format!("[{}]", self.host),
            (true, false) => format!("[{}]:{}", self.host, self.port),
            (false, true) => self.host.clone(),
            (false, false) => format!("{}:{}", self.host, self.port),
        }
    }

    /// Where the WebSocket is.
    pub fn socket(&self) -> String {
        let scheme = if self.tls { "wss" } else { "ws" };
        format!("{scheme}://{}/ws", self.authority())
    }

    /// Whether the server is this very machine.
    pub fn is_loopback(&self) -> bool {
        let address = self.host.parse::<std::net::IpAddr>();
        address.is_ok_and(|ip| ip.is_loopback()) || self.host == "localhost"
    }

    fn usual_port(&self) -> u16 {
        if self.tls { 443 } else { 80 }
    }
}

impl FromStr for JoinLink {
    type Err = NoLink;

    fn from_str(text: &str) -> Result<Self, NoLink> {
        let text = text.trim();
        let (tls, rest) = match text.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => (true, rest),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => (false, rest),
            _ => return Err(NoLink::Scheme),
        };
        let (place, fragment) = rest.split_once('#').ok_or(NoLink::Secret)?;
        let (authority, path) = place.split_once('/').ok_or(NoLink::Path)?;
        if path.trim_end_matches('/') != "join" {
            return Err(NoLink::Path);
        }
        let (host, port) = split(authority, if tls { 443 } else { 80 })?;
        let (mut secret, mut pin) = (None, None);
        for part in fragment.split('&') {
            match part.split_once('=') {
                Some(("secret", value)) => secret = Some(value.to_owned()),
                Some(("pin", value)) => pin = Some(bytes(value).ok_or(NoLink::Pin)?),
                // A later release may say more.
                _ => {}
            }
        }
        let secret = secret.filter(|secret| is_secret(secret)).ok_or(NoLink::Secret)?;
        let link = Self { tls, host, port, secret, pin };
        if !link.tls && !link.is_loopback() {
            return Err(NoLink::Plain);
        }
        Ok(link)
    }
}

impl fmt::Display for JoinLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/join#secret={}", self.server(), self.secret)?;
        if let Some(pin) = &self.pin {
            f.write_str("&pin=")?;
            pin.iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
        }
        Ok(())
    }
}

/// A log may say where a link leads, never what opens the door.
impl fmt::Debug for JoinLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinLink").field("server", &self.server()).finish_non_exhaustive()
    }
}

fn split(authority: &str, usual: u16) -> Result<(String, u16), NoLink> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (host, rest) = rest.split_once(']').ok_or(NoLink::Host)?;
            host.parse::<std::net::Ipv6Addr>().map_err(|_| NoLink::Host)?;
            (host, rest.strip_prefix(':').or(rest.is_empty().then_some("")))
        }
        None => match authority.split_once(':') {
            Some((host, port)) => (host, Some(port).filter(|port| !port.is_empty())),
            None => (authority, Some("")),
        },
    };
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':');
    // A name may end in a dot, and has no other that nothing stands before.
    let has_gaps = host.strip_suffix('.').unwrap_or(host).split('.').any(str::is_empty);
    if has_gaps || host.len() > 253 || !host.chars().all(fits) {
        return Err(NoLink::Host);
    }
    let port = match port.ok_or(NoLink::Host)? {
        "" => usual,
        port => port.parse().ok().filter(|port| *port != 0).ok_or(NoLink::Host)?,
    };
    Ok((host.to_owned(), port))
}

fn is_secret(text: &str) -> bool {
    (16..=256).contains(&text.len()) && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

fn bytes(hex: &str) -> Option<[u8; 32]> {
    let hex = hex.as_bytes().as_chunks::<2>();
    let (pairs, []) = hex else { return None };
    let byte = |pair: &[u8; 2]| {
        let digit = |c: u8| char::from(c).to_digit(16).and_then(|d| u8::try_from(d).ok());
        Some(digit(pair[0])? << 4 | digit(pair[1])?)
    };
    pairs.iter().map(byte).collect::<Option<Vec<u8>>>()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "0a1b2c3d-00112233445566778899aabbccddeeff";

    #[test]
    fn a_link_is_read_as_it_was_written() {
        let pin = "ab".repeat(32);
        for text in [
            format!("https://exercise.example:7373/join#secret={SECRET}&pin={pin}"),
            format!("https://exercise.example/join#secret={SECRET}"),
            format!("https://[2001:db8::7]:7373/join#secret={SECRET}&pin={pin}"),
            format!("http://127.0.0.1:7373/join#secret={SECRET}"),
        ] {
            let link: JoinLink = text.parse().unwrap();
            assert_eq!(link.to_string(), text);
            assert!(!format!("{link:?}").contains(SECRET));
        }
        let link: JoinLink =
            format!(" HTTPS://h/join/#later=1&pin={}&secret={SECRET}\n", pin.to_uppercase()).parse().unwrap();
        assert_eq!((link.port, link.pin, link.socket().as_str()), (443, Some([0xab; 32]), "wss://h/ws"));
    }

    #[test]
    fn what_is_no_link_is_told_so_in_words() {
        let read = |text: &str| text.parse::<JoinLink>().unwrap_err();
        assert_eq!(read("exercise.example/join#secret=x"), NoLink::Scheme);
        assert_eq!(read("https://h/join"), NoLink::Secret);
        assert_eq!(read("https://h/join#secret=short"), NoLink::Secret);
        assert_eq!(read(&format!("https://h/other#secret={SECRET}")), NoLink::Path);
        assert_eq!(read(&format!("https://:1/join#secret={SECRET}")), NoLink::Host);
        assert_eq!(read(&format!("https://h:0/join#secret={SECRET}")), NoLink::Host);
        assert_eq!(read(&format!("https://me@h/join#secret={SECRET}")), NoLink::Host);
        for host in [".", ".h", "h..h", "h.."] {
            assert_eq!(read(&format!("https://{host}/join#secret={SECRET}")), NoLink::Host, "{host}");
        }
        assert!(format!("https://h.example./join#secret={SECRET}").parse::<JoinLink>().is_ok());
        assert_eq!(read(&format!("https://h/join#secret={SECRET}&pin=abc")), NoLink::Pin);
        assert_eq!(read(&format!("http://exercise.example/join#secret={SECRET}")), NoLink::Plain);
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_pasted_is_a_link_or_told_why_not(
            pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..14),
            any in ".*",
        ) {
            let link = format!("https://h/join#secret={SECRET}{any}");
            for text in [pieces.concat(), link, any] {
                match text.parse::<JoinLink>() {
                    Ok(link) => proptest::prop_assert_eq!(link.to_string().parse(), Ok(link)),
                    Err(why) => proptest::prop_assert!(!why.to_string().is_empty()),
                }
            }
        }
    }

    const PIECES: &[&str] = &[
        "https://",
        "http://",
        "[::1]",
        "[",
        "]",
        "localhost",
        "h",
        ":",
        "7373",
        "0",
        "99999",
        "/join",
        "/",
        "#",
        "secret=",
        SECRET,
        "&",
        "pin=",
        "abababababababababababababababababababababababababababababababab",
        "é",
        "\u{202e}",
        "%00",
        " ",
        "@",
    ];
}
