//! Orders of exercise control from other programs: journalled and answered like those of its desk.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::Notify;
use utoipa::ToSchema;

use crate::exercise::order::{Act, Control as ControlAct, Desk, OrderId};
use crate::exercise::team::NOBODY;
use crate::net::server::access::EXCON;
use crate::net::{Bell, Lost};
use crate::wire::{FromDesk, ToDesk};

use super::super::Shared;
use super::body::Sent;
use super::caller::Control;
use super::{Problem, ProblemBody};

/// An order of control.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Order {
    /// Its id: sent again under the same one it is answered again, and not carried out again.
    id: Id,
    /// An act of control, as in docs/protocol.md.
    #[schema(value_type = Object, example = json!({"pace": {"minutes": 12}}))]
    control: Value,
}

/// The id of an order.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Id {
    /// Drawn at random when the client starts, above 65535.
    #[schema(example = 4503599627370001_u64)]
    key: u64,
    /// Counts the client's orders up by one, from 1.
    #[schema(example = 1)]
    counter: u32,
}

/// What became of an order.
#[derive(Serialize, ToSchema)]
pub(super) struct Answer {
    /// The id of the order.
    order: Id,
    /// `taken`, `known`, or an object with `refused` or `not_taken`, as in docs/protocol.md.
    #[schema(value_type = Object, example = json!("taken"))]
    outcome: Value,
}

/// An order of exercise control. The answer comes when what it tells of is on the disk.
#[utoipa::path(
    post, path = "/api/v1/orders", tag = "control", security(("secret" = [])), request_body = Order,
    responses(
        (status = 200, body = Answer), (status = 400, body = ProblemBody),
        (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 408, body = ProblemBody),
        (status = 413, body = ProblemBody), (status = 415, body = ProblemBody), (status = 429, body = ProblemBody),
        (status = 503, body = ProblemBody),
    )
)]
pub(super) async fn order(
    State(shared): State<Arc<Shared>>,
    _: Control,
    sent: Sent,
) -> Result<Json<Answer>, Problem> {
    let (order, control) = read_order(&sent.bytes().await?).map_err(Problem::frame)?;
    let id = Id { key: order.key, counter: order.counter };
    shared.note(EXCON, "role", format!("an order over REST, {}/{}", id.key, id.counter));
    let news = Arc::new(Notify::new());
    let rings = Arc::clone(&news);
    let end = shared.host.let_in(Desk::Excon, NOBODY, Bell::calling(move || rings.notify_one()));
    let gone = || Problem::closed(Lost.to_string());
    if !end.send(FromDesk::Order { id: order, act: Act::Control(control) }) {
        return Err(gone());
    }
    loop {
        while let Some(frame) = end.next().map_err(|_| gone())? {
            if let ToDesk::Answer { order: of, outcome } = frame
                && of == order
            {
                let outcome = serde_json::to_value(outcome).unwrap_or_default();
                return Ok(Json(Answer { order: id, outcome }));
            }
        }
        news.notified().await;
    }
}

/// What the body of an order of control says.
///
/// # Errors
/// Words where it is none.
pub fn read_order(body: &[u8]) -> Result<(OrderId, ControlAct), String> {
    let unread = |why: serde_json::Error| format!("the order cannot be read: {why}");
    let Order { id, control } = serde_json::from_slice(body).map_err(unread)?;
    Ok((OrderId { key: id.key, counter: id.counter }, serde_json::from_value(control).map_err(unread)?))
}
