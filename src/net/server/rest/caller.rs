//! Who asks: by the secret of its join link, as bearer.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};

use crate::net::server::access::{EXCON, MONITOR};
use crate::wire::text::{Code, Denied};

use super::super::Shared;
use super::super::gate::Visitor;
use super::Problem;

/// Whoever asks, with a right secret.
pub(super) struct Caller {
    /// Seat id, [`EXCON`] or [`MONITOR`].
    pub(super) desk: String,
}

/// Exercise control asks.
pub(super) struct Control;

impl FromRequestParts<Arc<Shared>> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, shared: &Arc<Shared>) -> Result<Self, Problem> {
        let missing = || {
            let words = "the secret of a join link is missing: Authorization: Bearer SECRET";
            Problem::new(StatusCode::UNAUTHORIZED, Code::Secret, words)
        };
        let given = parts.headers.get("authorization").ok_or_else(missing)?;
        let given = given.to_str().ok().and_then(|text| text.split_once(' ')).ok_or_else(missing)?;
        let secret = Some(given).filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        let (_, secret) = secret.ok_or_else(missing)?;
        let nowhere = || Problem::closed("this request came from nowhere".to_owned());
        let visitor = *parts.extensions.get::<Visitor>().ok_or_else(nowhere)?;
        let peer = peer(shared, &parts.headers, visitor.from);
        let desk = shared.opens(secret.trim(), &peer).await.map_err(refused)?;
        let most = if shared.proxied { usize::MAX } else { shared.limits.programs };
        if !shared.gate.knows_program(visitor, &desk, most) {
            shared.tell_of_link(&desk, &format!("has {most} connections of programs, and more come"), &peer);
            let words = format!(
                "programs have {most} connections by this link, and there is room for no more: end one of them"
            );
            return Err(refused(Denied::new(Code::Rate, words)));
        }
        if !shared.door.lock().seats.may_speak(&desk, 1, Instant::now()) {
            return Err(refused(Denied::new(Code::Rate, "too much at once; ask again in some seconds")));
        }
        Ok(Self { desk })
    }
}

impl FromRequestParts<Arc<Shared>> for Control {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, shared: &Arc<Shared>) -> Result<Self, Problem> {
        let Caller { desk } = Caller::from_request_parts(parts, shared).await?;
        if desk == EXCON {
            return Ok(Self);
        }
        shared.note(&desk, "refused", format!("{} {}, which is control's", parts.method, parts.uri.path()));
        Err(Problem::role("only exercise control may do this"))
    }
}

impl Caller {
    /// Whether it may read the server's figures.
    pub(super) fn watches(&self) -> bool {
        self.desk == EXCON || self.desk == MONITOR
    }
}

fn refused(denied: Denied) -> Problem {
    let status = match denied.code {
        Code::Rate => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::UNAUTHORIZED,
    };
    Problem { status, denied }
}

/// The address of a client, for the audit. Only the proxy that we know of is believed what it says of others.
pub(in crate::net::server) fn peer(shared: &Shared, headers: &HeaderMap, from: SocketAddr) -> String {
    let told = || {
        let all = headers.get("x-forwarded-for")?.to_str().ok()?;
        let last = all.rsplit(',').next()?.trim();
        last.parse::<std::net::IpAddr>().ok()
    };
    if shared.proxied { told() } else { None }.map_or_else(|| from.ip().to_string(), |ip| ip.to_string())
}
