//! Who may come in: exercise control's orders to the door, for other programs.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::net::server::access::EXCON;
use crate::wire::{AccessNews, AccessOrder, Admission, SeatTwice};

use super::super::Shared;
use super::super::door::watchers;
use super::body::{In, Sent};
use super::caller::Control;
use super::{Problem, ProblemBody};

/// Who may come in, and who is there.
#[derive(Serialize, ToSchema)]
pub(super) struct Seats {
    /// Every desk, `excon` first.
    desks: Vec<Desk>,
    /// What happens to a seat that is taken twice: `share`, `take_over`, `refuse` or `ask`.
    #[schema(value_type = String, example = "share")]
    seat_twice: SeatTwice,
    /// Who waits for a seat that is taken.
    knocks: Vec<Knock>,
}

/// A desk.
#[derive(Serialize, ToSchema)]
struct Desk {
    /// Seat id, or `excon`.
    desk: String,
    /// Connections that it has now.
    connections: usize,
    /// Whether its link was revoked and not issued again.
    revoked: bool,
}

/// Somebody waits for a seat that is taken.
#[derive(Serialize, ToSchema)]
struct Knock {
    /// Number of the knock.
    number: u64,
    /// Seat id.
    seat: String,
}

/// A new link, shown this once.
#[derive(Serialize, ToSchema)]
pub(super) struct Link {
    /// Seat id, or `excon`.
    seat: String,
    /// The join link.
    link: String,
}

/// What control decides.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Decision {
    /// `share`, `take_over` or `refuse`.
    #[schema(value_type = String, example = "take_over")]
    how: Admission,
}

/// A rule for seats that are taken twice.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Rule {
    /// `share`, `take_over`, `refuse` or `ask`.
    #[schema(value_type = String, example = "ask")]
    seat_twice: SeatTwice,
}

/// Who may come in, who is there, who waits.
#[utoipa::path(
    get, path = "/api/v1/seats", tag = "access", security(("secret" = [])),
    responses(
        (status = 200, body = Seats), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody),
        (status = 429, body = ProblemBody),
    )
)]
pub(super) async fn seats(State(shared): State<Arc<Shared>>, _: Control) -> Json<Seats> {
    let script = shared.host.script();
    let inside = shared.door.lock();
    let desk = |desk: &str| Desk {
        desk: desk.to_owned(),
        connections: inside.seats.at(desk),
        revoked: inside.access.is_revoked(desk),
    };
    let seats = script.seats.rows().map(|seat| seat.id.as_str());
    let names = std::iter::once(EXCON).chain(seats).chain(watchers(&script, &inside.access));
    let knocks = inside.seats.knocks().map(|(number, seat)| Knock { number, seat: seat.to_owned() });
    Json(Seats { desks: names.map(desk).collect(), knocks: knocks.collect(), seat_twice: inside.twice })
}

/// A new link for a desk. The old one is worth nothing from now on, and whoever came by it is let go.
#[utoipa::path(
    post, path = "/api/v1/links/{desk}", tag = "access", security(("secret" = [])),
    params(("desk" = String, Path, description = "Seat id, `excon`, `controller-1`, `evaluator-2`, `observer`, `room` or `moderator-LV`")),
    responses(
        (status = 200, body = Link), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody), (status = 429, body = ProblemBody),
    )
)]
pub(super) async fn reissue(
    State(shared): State<Arc<Shared>>,
    _: Control,
    In(seat): In<String>,
) -> Result<Json<Link>, Problem> {
    match shared.order_door(AccessOrder::Reissue { seat }) {
        Ok(AccessNews::Link { seat, link }) => Ok(Json(Link { seat, link })),
        Ok(_) => Err(Problem::closed("no link was made".to_owned())),
        Err(why) => Err(Problem::frame(why)),
    }
}

/// No link for a seat any more, until one is issued again. Whoever came by it is let go.
#[utoipa::path(
    delete, path = "/api/v1/links/{desk}", tag = "access", security(("secret" = [])),
    params(("desk" = String, Path, description = "As above, but for `excon`")),
    responses(
        (status = 200, description = "It is done", body = Object), (status = 400, body = ProblemBody),
        (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 429, body = ProblemBody),
    )
)]
pub(super) async fn revoke(
    State(shared): State<Arc<Shared>>,
    _: Control,
    In(seat): In<String>,
) -> Result<Json<Value>, Problem> {
    done(shared.order_door(AccessOrder::Revoke { seat }))
}

/// What happens to seats that are taken twice from now on.
#[utoipa::path(
    put, path = "/api/v1/seat-twice", tag = "access", security(("secret" = [])), request_body = Rule,
    responses(
        (status = 200, description = "It is done", body = Object), (status = 400, body = ProblemBody),
        (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 408, body = ProblemBody), (status = 413, body = ProblemBody),
        (status = 415, body = ProblemBody), (status = 429, body = ProblemBody),
    )
)]
pub(super) async fn seat_twice(
    State(shared): State<Arc<Shared>>,
    _: Control,
    sent: Sent,
) -> Result<Json<Value>, Problem> {
    let Rule { seat_twice } = sent.read().await?;
    done(shared.order_door(AccessOrder::SeatTwice(seat_twice)))
}

/// Decides of somebody who waits for a seat that is taken.
#[utoipa::path(
    post, path = "/api/v1/knocks/{number}", tag = "access", security(("secret" = [])), request_body = Decision,
    params(("number" = u64, Path, description = "Number of the knock")),
    responses(
        (status = 200, description = "It is done", body = Object), (status = 400, body = ProblemBody),
        (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 408, body = ProblemBody), (status = 413, body = ProblemBody),
        (status = 415, body = ProblemBody), (status = 429, body = ProblemBody),
    )
)]
pub(super) async fn admit(
    State(shared): State<Arc<Shared>>,
    _: Control,
    In(knock): In<u64>,
    sent: Sent,
) -> Result<Json<Value>, Problem> {
    let Decision { how } = sent.read().await?;
    done(shared.order_door(AccessOrder::Admit { knock, how }))
}

/// What the door says to an order, as its frame would.
pub(super) fn done(said: Result<AccessNews, String>) -> Result<Json<Value>, Problem> {
    let news = said.map_err(Problem::frame)?;
    Ok(Json(serde_json::to_value(news).unwrap_or_default()))
}
