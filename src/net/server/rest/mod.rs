//! REST on the same port, for programs that are no desk: what stands here is described by `/openapi.json`, made from
//! the handlers themselves.

mod access;
mod body;
mod caller;
mod exercise;
mod journal;
mod orders;
mod roster;
mod tally;
mod watch;

use std::sync::{Arc, LazyLock};

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post, put};
use axum::{Json, Router};
use serde::Serialize;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi, ToSchema};

use crate::wire::text::{Code, Denied};

use super::Shared;

pub(super) use caller::peer;
pub use orders::read_order;
pub(super) use tally::Tally;
pub(super) use watch::Ready;

/// Everything that can be asked for.
pub(super) fn routes(shared: &Arc<Shared>) -> Router<Arc<Shared>> {
    let watched = Router::new()
        .route("/openapi.json", get(description))
        .route("/health", get(watch::health))
        .route("/ready", get(watch::ready))
        .route("/metrics", get(watch::metrics))
        .route("/api/v1/status", get(exercise::status))
        .route("/api/v1/results", get(exercise::results))
        .route("/api/v1/records", get(journal::records))
        .route("/api/v1/journal", get(journal::journal))
        .route("/api/v1/orders", post(orders::order))
        .route("/api/v1/seats", get(access::seats))
        .route("/api/v1/links/{desk}", post(access::reissue))
        .route("/api/v1/links/{desk}", delete(access::revoke))
        .route("/api/v1/seat-twice", put(access::seat_twice))
        .route("/api/v1/knocks/{number}", post(access::admit))
        .route("/api/v1/roster", get(roster::roster))
        .route("/api/v1/roster", delete(roster::erase))
        .route("/api/v1/roster/{desk}/{number}", delete(roster::erase_one))
        .fallback(async || Problem::not_found("there is nothing here; see /openapi.json".to_owned()))
        .method_not_allowed_fallback(async || {
            let words = "this path has other methods; see /openapi.json";
            Problem::new(StatusCode::METHOD_NOT_ALLOWED, Code::Frame, words)
        });
    watched.layer(from_fn_with_state(Arc::clone(shared), in_time))
}

/// The description of the interface. It is written out once: whoever asks for it has shown no secret.
async fn description() -> impl IntoResponse {
    static WRITTEN: LazyLock<String> = LazyLock::new(|| openapi().to_string());
    ([(header::CONTENT_TYPE, "application/json")], WRITTEN.as_str())
}

/// No request takes for ever, however slowly its body comes.
async fn in_time(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    match tokio::time::timeout(shared.limits.request, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            let words = format!("a request takes {} seconds at most", shared.limits.request.as_secs());
            Problem::new(StatusCode::REQUEST_TIMEOUT, Code::Frame, words).into_response()
        }
    }
}

/// Why a request was not answered.
#[derive(Debug)]
struct Problem {
    status: StatusCode,
    denied: Denied,
}

/// Why a request was not answered, as JSON.
#[derive(Serialize, ToSchema)]
#[allow(dead_code, reason = "describes what `Denied` looks like")]
struct ProblemBody {
    /// For programs: `secret`, `role`, `rate`, `size`, `frame`, `closed`.
    #[schema(example = "role")]
    code: String,
    /// For people.
    #[schema(example = "only exercise control may do this")]
    message: String,
}

impl Problem {
    fn new(status: StatusCode, code: Code, message: impl Into<String>) -> Self {
        Self { status, denied: Denied::new(code, message) }
    }

    /// The request makes no sense.
    fn frame(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, Code::Frame, message)
    }

    fn role(message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, Code::Role, message)
    }

    fn not_found(message: String) -> Self {
        Self::new(StatusCode::NOT_FOUND, Code::Frame, message)
    }

    /// The exercise does not answer, or cannot do it now.
    fn closed(message: String) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, Code::Closed, message)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(&self.denied)).into_response();
        let headers = response.headers_mut();
        let value = axum::http::HeaderValue::from_static;
        match self.status {
            StatusCode::UNAUTHORIZED => drop(headers.insert("www-authenticate", value("Bearer"))),
            StatusCode::TOO_MANY_REQUESTS => drop(headers.insert("retry-after", value("60"))),
            _ => {}
        }
        response
    }
}

/// Asks the exercise for something, away from the threads that carry frames.
async fn ask<T: Send + 'static>(
    shared: &Arc<Shared>,
    what: impl FnOnce(&Shared) -> Result<T, String> + Send + 'static,
) -> Result<T, Problem> {
    let shared = Arc::clone(shared);
    let asked = tokio::task::spawn_blocking(move || what(&shared)).await;
    asked.map_err(|why| Problem::closed(why.to_string()))?.map_err(Problem::closed)
}

/// The description of the whole interface.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Startex server",
        description = "What a running exercise answers to programs that are no desk. Desks speak over the WebSocket at \
                       `/ws`, as docs/protocol.md says. Everything here belongs to an EXERCISE: nothing in it is real.",
    ),
    paths(
        watch::health,
        watch::ready,
        watch::metrics,
        exercise::status,
        exercise::results,
        journal::records,
        journal::journal,
        orders::order,
        access::seats,
        access::reissue,
        access::revoke,
        access::seat_twice,
        access::admit,
        roster::roster,
        roster::erase,
        roster::erase_one
    ),
    modifiers(&Secret),
    tags(
        (name = "watch", description = "For whoever watches over the server"),
        (name = "exercise", description = "How it goes, and what it came to"),
        (name = "journal", description = "All that happened; exercise control's alone"),
        (name = "control", description = "What exercise control orders"),
        (name = "access", description = "Who may come in; exercise control's alone"),
    )
)]
struct Description;

/// The secret of a join link, as bearer.
struct Secret;

impl Modify for Secret {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The secret of a desk: what stands behind `secret=` in its join link"))
            .build();
        let components = openapi.components.get_or_insert_with(Default::default);
        components.add_security_scheme("secret", SecurityScheme::Http(scheme));
    }
}

/// The description of the whole interface, as OpenAPI.
pub fn openapi() -> serde_json::Value {
    serde_json::to_value(Description::openapi()).unwrap_or_default()
}
