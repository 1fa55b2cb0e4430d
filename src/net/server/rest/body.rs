//! What comes with a request: its body, and what stands in its path. Each is read or refused in a sentence.

use std::sync::Arc;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use futures_util::StreamExt;
use serde::de::DeserializeOwned;

use crate::base::limits::WIRE_UP;
use crate::wire::text::Code;

use super::super::Shared;
use super::Problem;

/// The body of a request that says it is JSON, or does not say what it is. It comes last in what a handler asks for, and is
/// not read before: nobody has to take in what a stranger sends.
pub(super) struct Sent(Body);

impl FromRequest<Arc<Shared>> for Sent {
    type Rejection = Problem;

    async fn from_request(request: Request, _: &Arc<Shared>) -> Result<Self, Problem> {
        match request.headers().get(CONTENT_TYPE) {
            Some(kind) if !kind.to_str().is_ok_and(is_json) => {
                let words = "the body of this request is JSON: say Content-Type: application/json";
                Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, Code::Frame, words))
            }
            _ => Ok(Self(request.into_body())),
        }
    }
}

fn is_json(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/json") || kind.to_ascii_lowercase().ends_with("+json")
}

impl Sent {
    /// All of it.
    pub(super) async fn bytes(self) -> Result<Bytes, Problem> {
        let large = || {
            let words = format!("this request has {WIRE_UP} bytes at most");
            Problem::new(StatusCode::PAYLOAD_TOO_LARGE, Code::Size, words)
        };
        // Whoever says beforehand that it is larger need not send it.
        if self.0.size_hint().lower() > WIRE_UP as u64 {
            return Err(large());
        }
        let (mut pieces, mut all) = (self.0.into_data_stream(), Vec::new());
        while let Some(piece) = pieces.next().await {
            let piece =
                piece.map_err(|_| Problem::frame("the body of this request does not come to its end"))?;
            if all.len() + piece.len() > WIRE_UP {
                return Err(large());
            }
            all.extend_from_slice(&piece);
        }
        Ok(all.into())
    }

    /// As JSON of this shape.
    pub(super) async fn read<T: DeserializeOwned>(self) -> Result<T, Problem> {
        serde_json::from_slice(&self.bytes().await?)
            .map_err(|why| Problem::frame(format!("the request cannot be read: {why}")))
    }
}

/// What stands in the path.
pub(super) struct In<T>(pub(super) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Arc<Shared>> for In<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, shared: &Arc<Shared>) -> Result<Self, Problem> {
        match Path::from_request_parts(parts, shared).await {
            Ok(Path(found)) => Ok(Self(found)),
            Err(why) => Err(Problem::frame(format!("the path cannot be read: {why}"))),
        }
    }
}

/// What stands behind the path's question mark.
pub(super) struct Asked<T>(pub(super) T);

impl<T: DeserializeOwned + Send> FromRequestParts<Arc<Shared>> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, shared: &Arc<Shared>) -> Result<Self, Problem> {
        match Query::from_request_parts(parts, shared).await {
            Ok(Query(found)) => Ok(Self(found)),
            Err(why) => Err(Problem::frame(format!("the question cannot be read: {why}"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_known_by_its_names() {
        for kind in ["application/json", "Application/JSON; charset=utf-8", "application/problem+json"] {
            assert!(is_json(kind), "{kind}");
        }
        for kind in ["", "text/plain", "application/x-www-form-urlencoded", "application/jsonp", "json"] {
            assert!(!is_json(kind), "{kind}");
        }
    }
}
