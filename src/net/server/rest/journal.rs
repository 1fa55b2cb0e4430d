//! The journal, while the exercise goes on: its records for other programs, and a copy of the file.
#![allow(unused_qualifications, reason = "what `params` of utoipa expands to")]

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::IntoParams;

use crate::net::server::access::EXCON;

use super::super::Shared;
use super::body::Asked;
use super::caller::Control;
use super::{Problem, ProblemBody, ask};

/// Records in one answer at most.
const ROOM: usize = 1_000;

/// Which records.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct Which {
    /// Those behind this number; 0 for all.
    #[serde(default)]
    after: u64,
    /// So many at most, 1–1000.
    limit: Option<usize>,
}

/// Stored records, numbered without gaps, as control's desk gets them.
#[utoipa::path(
    get, path = "/api/v1/records", tag = "journal", security(("secret" = [])), params(Which),
    responses(
        (status = 200, description = "`records`, and `last`, the number to ask for more behind", body = Object),
        (status = 400, body = ProblemBody), (status = 401, body = ProblemBody), (status = 403, body = ProblemBody),
        (status = 429, body = ProblemBody), (status = 503, body = ProblemBody),
    )
)]
pub(super) async fn records(
    State(shared): State<Arc<Shared>>,
    _: Control,
    Asked(which): Asked<Which>,
) -> Result<Json<Value>, Problem> {
    let room = which.limit.unwrap_or(ROOM).clamp(1, ROOM);
    let records = ask(&shared, move |shared| shared.host.records(which.after, room)).await?;
    let last = records.last().map_or(which.after, |record| record.number);
    Ok(Json(json!({ "records": records, "last": last })))
}

/// A copy of the journal with all that is stored so far: a closed file that `startex verify`, `replay`, `report` and
/// `resume` read. It can be had while the exercise goes on, and while the disk is full.
#[utoipa::path(
    get, path = "/api/v1/journal", tag = "journal", security(("secret" = [])),
    responses(
        (status = 200, description = "The file", content_type = "application/vnd.sqlite3", body = [u8]),
        (status = 401, body = ProblemBody), (status = 403, body = ProblemBody),
        (status = 429, body = ProblemBody), (status = 503, body = ProblemBody),
    )
)]
pub(super) async fn journal(
    State(shared): State<Arc<Shared>>,
    _: Control,
) -> Result<impl IntoResponse, Problem> {
    shared.note(EXCON, "role", "took a copy of the journal");
    let bytes = ask(&shared, |shared| shared.host.copy()).await?;
    let named = [
        (header::CONTENT_TYPE, "application/vnd.sqlite3"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"exercise.journal\""),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((named, bytes))
}
