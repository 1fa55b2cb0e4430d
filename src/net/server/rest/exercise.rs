//! How the exercise goes, and what it came to, as far as whoever asks may know.

use std::sync::{Arc, PoisonError};

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::base::marking::marking;
use crate::net::server::access::EXCON;

use super::super::Shared;
use super::caller::Caller;
use super::{Problem, ProblemBody, ask};

/// How the exercise goes.
#[derive(Serialize, ToSchema)]
pub(super) struct Status {
    /// The marking that everything of an exercise carries.
    marking: String,
    /// Title, in English where it has several languages.
    title: String,
    /// `ready`, `running`, `paused` or `ended`.
    #[schema(value_type = String, example = "running")]
    phase: Value,
    /// Exercise time, in milliseconds after STARTEX.
    now: u64,
    /// Exercise minutes in a real minute.
    pace: u32,
    /// A real matter interrupts.
    no_play: bool,
    /// Why nothing goes on; where it stands is told to control only.
    fault: Option<String>,
    /// For control: seats whose desk is connected.
    #[serde(skip_serializing_if = "Option::is_none")]
    present: Option<Vec<String>>,
    /// For control: number of the last record that is stored.
    #[serde(skip_serializing_if = "Option::is_none")]
    records: Option<u64>,
    /// For control: hash that stands for the whole journal.
    #[serde(skip_serializing_if = "Option::is_none")]
    hash: Option<String>,
}

/// How the exercise goes. Any desk may ask; control is told more.
#[utoipa::path(
    get, path = "/api/v1/status", tag = "exercise", security(("secret" = [])),
    responses(
        (status = 200, body = Status),
        (status = 401, body = ProblemBody), (status = 429, body = ProblemBody), (status = 503, body = ProblemBody),
    )
)]
pub(super) async fn status(
    State(shared): State<Arc<Shared>>,
    caller: Caller,
) -> Result<Json<Status>, Problem> {
    let script = shared.host.script();
    let standing = ask(&shared, |shared| shared.host.standing()).await?;
    let (clock, all) = (standing.clock, caller.watches());
    let veiled = "The exercise cannot be stored: the clock stands until it can";
    let title = script.about.title.get("en").to_owned();
    Ok(Json(Status {
        marking: marking(&title, script.about.handling),
        title,
        phase: json!(clock.phase),
        now: clock.now.0,
        pace: clock.pace,
        no_play: clock.no_play,
        fault: standing.fault.map(|why| if all { why } else { veiled.to_owned() }),
        present: all.then_some(standing.present),
        records: all.then_some(standing.stored),
        hash: standing.hash.filter(|_| all).map(|hash| hash.to_string()),
    }))
}

/// The score, as far as whoever asks may see it: control the whole of it at any time, a seat its own state's once the
/// debrief is signed off.
#[utoipa::path(
    get, path = "/api/v1/results", tag = "exercise", security(("secret" = [])),
    responses(
        (status = 200, description = "For control `preliminary` and `score` as `startex run --json` prints it; for a \
            seat what the frame `score` of docs/protocol.md tells it", body = Object),
        (status = 401, body = ProblemBody), (status = 403, body = ProblemBody),
        (status = 429, body = ProblemBody), (status = 503, body = ProblemBody),
    )
)]
pub(super) async fn results(
    State(shared): State<Arc<Shared>>,
    caller: Caller,
) -> Result<Json<Value>, Problem> {
    let script = shared.host.script();
    let seat = script.names.seats.get(&caller.desk).copied();
    if seat.is_none() && caller.desk != EXCON {
        return Err(Problem::role("only desks of the exercise have results"));
    }
    let desk = caller.desk.clone();
    let told = ask(&shared, move |shared| {
        shared.note(&desk, "role", "asked for results");
        let mut tally = shared.tally.lock().unwrap_or_else(PoisonError::into_inner);
        match seat {
            None => tally.for_control(&*shared.host).map(Some),
            Some(seat) => tally.for_seat(&*shared.host, seat),
        }
    })
    .await?;
    told.map(Json).ok_or_else(|| Problem::role("results are shown to seats once the debrief is signed off"))
}
