//! For whoever watches over the server: whether it lives, whether it can go on, and figures in Prometheus' text form.

use std::fmt::{Display, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::http::header;
use axum::response::IntoResponse;
use tokio::sync::Mutex;

use super::super::{Shared, Standing};
use super::caller::Caller;
use super::{Problem, ProblemBody, ask};

/// So long an answer holds: whoever asks has shown no secret, and the exercise has other things to do.
const HOLDS: Duration = Duration::from_secs(1);

/// Whether the exercise was ready when somebody last asked; why not, in words.
#[derive(Debug, Default)]
pub(in crate::net::server) struct Ready(Mutex<Option<(Instant, Result<(), String>)>>);

/// Whether the server lives.
#[utoipa::path(get, path = "/health", tag = "watch", responses((status = 200, description = "It lives", body = String)))]
pub(super) async fn health() -> &'static str {
    "ok"
}

/// Whether the exercise answers and can be stored.
#[utoipa::path(
    get, path = "/ready", tag = "watch",
    responses((status = 200, description = "It is", body = String), (status = 503, body = ProblemBody))
)]
pub(super) async fn ready(State(shared): State<Arc<Shared>>) -> Result<&'static str, Problem> {
    // Whoever asks meanwhile waits for the same answer.
    let mut last = shared.ready.0.lock().await;
    let said = match last.take().filter(|(asked, _)| asked.elapsed() < HOLDS) {
        Some(held) => held,
        None => {
            let standing = ask(&shared, |shared| shared.host.standing()).await;
            let said = match standing.map(|standing| standing.fault) {
                Ok(None) => Ok(()),
                // Where the journal lies is none of their business.
                Ok(Some(_)) => Err("the exercise cannot be stored".to_owned()),
                Err(problem) => Err(problem.denied.message),
            };
            (Instant::now(), said)
        }
    };
    let (_, ready) = last.insert(said);
    ready.clone().map(|()| "ready").map_err(Problem::closed)
}

/// Figures for Prometheus; for control's secret and the monitor's alone, since counts tell of what is hidden.
#[utoipa::path(
    get, path = "/metrics", tag = "watch", security(("secret" = [])),
    responses(
        (status = 200, description = "Prometheus' text form 0.0.4", content_type = "text/plain", body = String),
        (status = 401, body = ProblemBody), (status = 403, body = ProblemBody), (status = 429, body = ProblemBody),
        (status = 503, body = ProblemBody),
    )
)]
pub(super) async fn metrics(
    State(shared): State<Arc<Shared>>,
    caller: Caller,
) -> Result<impl IntoResponse, Problem> {
    if !caller.watches() {
        return Err(Problem::role("figures are for exercise control and the monitor"));
    }
    let standing = ask(&shared, |shared| shared.host.standing()).await?;
    let form = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    Ok((form, figures(&shared, &standing)))
}

fn figures(shared: &Shared, standing: &Standing) -> String {
    let mut page = Page::default();
    let (connections, strangers, turned_away) = shared.gate.count();
    let counters = &shared.counters;
    page.gauge("connections", "Connections", connections);
    page.gauge("strangers", "Connections that have not said who they are", strangers);
    page.gauge("desks", "Desks that have joined and are there", shared.door.lock().seats.count());
    page.gauge("seats_present", "Seats with at least one desk", standing.present.len());
    page.counter("turned_away_total", "Connections let go because there was no room", turned_away);
    page.counter("joins_total", "Desks that joined", counters.joins.get());
    page.counter("frames_received_total", "Frames of desks", counters.frames_in.get());
    page.counter("frames_sent_total", "Frames to desks", counters.frames_out.get());
    page.counter("frame_bytes_sent_total", "Bytes of frames to desks, before TLS", counters.bytes_out.get());
    page.counter("slow_desks_total", "Desks let go because they read too slowly", counters.slow.get());
    page.counter("notes_lost_total", "Notes of the audit that found no room", counters.notes_lost.get());
    page.head("denied_total", "Connections that ended with a reason", "counter");
    for (code, count) in counters.all_denied() {
        let code = serde_json::to_value(code).unwrap_or_default();
        page.line(&format!("denied_total{{code=\"{}\"}}", code.as_str().unwrap_or_default()), count);
    }
    page.counter("records_stored_total", "Records in the journal", standing.stored);
    page.gauge(
        "journal_failing",
        "1 while the journal cannot be written",
        u8::from(standing.fault.is_some()),
    );
    page.gauge("exercise_running", "1 while exercise time goes on", u8::from(standing.clock.runs()));
    page.gauge("exercise_time_seconds", "Exercise time after STARTEX", standing.clock.now.0 / 1_000);
    page.0
}

/// A page in Prometheus' text form.
#[derive(Default)]
struct Page(String);

impl Page {
    fn gauge(&mut self, name: &str, help: &str, value: impl Display) {
        self.head(name, help, "gauge");
        self.line(name, value);
    }

    fn counter(&mut self, name: &str, help: &str, value: impl Display) {
        self.head(name, help, "counter");
        self.line(name, value);
    }

    fn head(&mut self, name: &str, help: &str, kind: &str) {
        // Writing to memory cannot fail.
        let _ = writeln!(self.0, "# HELP startex_{name} {help}\n# TYPE startex_{name} {kind}");
    }

    fn line(&mut self, name: &str, value: impl Display) {
        let _ = writeln!(self.0, "startex_{name} {value}");
    }
}
