//! Who the people of the seats are, for other programs, and the erasing of it.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::exercise::team::pseudonym;
use crate::net::server::access::EXCON;
use crate::wire::AccessOrder;

use super::super::Shared;
use super::access::done;
use super::body::In;
use super::caller::Control;
use super::{Problem, ProblemBody};

/// The names of the people of all seats.
#[derive(Serialize, ToSchema)]
pub(super) struct Roster {
    /// The first day on which they are not kept any more.
    #[schema(example = "2027-02-24")]
    erase_on: String,
    /// Everybody who said who they are.
    people: Vec<Person>,
}

/// Somebody.
#[derive(Serialize, ToSchema)]
struct Person {
    /// As the journal has it.
    #[schema(example = "ee-csirt/2")]
    pseudonym: String,
    /// Who it is.
    name: String,
}

/// Who the people of the seats are. The journal has their pseudonyms alone.
#[utoipa::path(
    get, path = "/api/v1/roster", tag = "access", security(("secret" = [])),
    responses(
        (status = 200, body = Roster), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody),
        (status = 429, body = ProblemBody),
    )
)]
pub(super) async fn roster(State(shared): State<Arc<Shared>>, _: Control) -> Json<Roster> {
    shared.note(EXCON, "role", "read the roster");
    let inside = shared.door.lock();
    let person = |(seat, number, name): (&str, u16, &str)| Person {
        pseudonym: pseudonym(seat, number),
        name: name.to_owned(),
    };
    Json(Roster { erase_on: inside.roster.erase_on(), people: inside.roster.all().map(person).collect() })
}

/// Erases every name. The exercise goes on with the numbers, and its journal verifies as before.
#[utoipa::path(
    delete, path = "/api/v1/roster", tag = "access", security(("secret" = [])),
    responses(
        (status = 200, description = "It is done", body = Object), (status = 401, body = ProblemBody),
        (status = 403, body = ProblemBody), (status = 429, body = ProblemBody),
    )
)]
pub(super) async fn erase(State(shared): State<Arc<Shared>>, _: Control) -> Result<Json<Value>, Problem> {
    done(shared.order_door(AccessOrder::Forget { person: None }))
}

/// Erases one person's name.
#[utoipa::path(
    delete, path = "/api/v1/roster/{desk}/{number}", tag = "access", security(("secret" = [])),
    params(
        ("desk" = String, Path, description = "Seat id"),
        ("number" = u16, Path, description = "Number of the person")
    ),
    responses(
        (status = 200, description = "It is done", body = Object), (status = 400, body = ProblemBody),
        (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 429, body = ProblemBody),
    )
)]
pub(super) async fn erase_one(
    State(shared): State<Arc<Shared>>,
    _: Control,
    In((seat, person)): In<(String, u16)>,
) -> Result<Json<Value>, Problem> {
    done(shared.order_door(AccessOrder::Forget { person: Some(pseudonym(&seat, person)) }))
}
