//! One connection: who it is, what it says, what it is told.

use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::ws::{Message, WebSocket};
use tokio::sync::Notify;

use crate::net::{DeskEnd, Lost};
use crate::wire::text::{Code, Denied, Down, Join, Up, fits};
use crate::wire::{FromDesk, Outcome, ToDesk};

use super::{EXCON, Shared};

/// So long a client may take to say who it is.
const TO_JOIN: Duration = Duration::from_secs(10);
/// So long a frame may take to leave; who reads slower is let go, and resumes.
const TO_SEND: Duration = Duration::from_secs(10);
/// What a wrong secret costs whoever tries it.
const WRONG: Duration = Duration::from_millis(500);

type End = Result<(), Option<Denied>>;

/// Serves a connection to its end.
pub(super) async fn serve(mut socket: WebSocket, shared: Arc<Shared>) {
    let end = match join(&mut socket, &shared).await {
        Ok((desk, mine)) => {
            let end = talk(&mut socket, &shared, &desk, &mine).await;
            shared.seats.lock().unwrap_or_else(PoisonError::into_inner).leave(&desk, &mine);
            end
        }
        Err(why) => Err(why),
    };
    if let Err(Some(denied)) = end {
        eprintln!("startex: a desk was let go: {denied}");
        // It may be gone already.
        let _ = say(&mut socket, &Down::Denied(denied)).await;
    }
    let _ = tokio::time::timeout(TO_SEND, socket.send(Message::Close(None))).await;
}

/// Who it is, by its first frame.
async fn join(socket: &mut WebSocket, shared: &Shared) -> Result<(String, Arc<Notify>), Option<Denied>> {
    let late = Denied::new(Code::Frame, "the first frame is `join`, within ten seconds");
    let first = tokio::time::timeout(TO_JOIN, hear(socket)).await.map_err(|_| Some(late.clone()))??;
    let Some(Up::Join(join)) = first else { return Err(Some(late)) };
    fits(&join)?;
    let Some(desk) = known(shared, &join) else {
        tokio::time::sleep(WRONG).await;
        let words = "this link is not valid; ask exercise control for another one";
        return Err(Some(Denied::new(Code::Secret, words)));
    };
    let mut seats = shared.seats.lock().unwrap_or_else(PoisonError::into_inner);
    let taken = || Denied::new(Code::Taken, "somebody else has this seat; ask exercise control");
    let mine = seats.join(&desk, shared.twice).ok_or_else(taken)?;
    Ok((desk, mine))
}

fn known(shared: &Shared, join: &Join) -> Option<String> {
    let access = shared.access.lock().unwrap_or_else(PoisonError::into_inner);
    access.desk(&join.secret).map(str::to_owned)
}

/// Carries frames both ways until one side has enough.
async fn talk(socket: &mut WebSocket, shared: &Shared, desk: &str, mine: &Notify) -> End {
    let closed = || Denied::new(Code::Closed, "the exercise is not there");
    let mut news = shared.news.subscribe();
    let end = match desk {
        EXCON => Some(shared.host.connect(crate::exercise::order::Desk::Excon)),
        seat => shared.host.connect_seat(seat),
    };
    let end = end.ok_or_else(closed)?;
    loop {
        tell(socket, &end).await?;
        tokio::select! {
            changed = news.changed() => changed.map_err(|_| closed())?,
            () = mine.notified() => {
                return Err(Some(Denied::new(Code::Taken, "somebody else has taken this seat over")));
            }
            frame = hear(socket) => obey(socket, shared, desk, &end, frame?).await?,
        }
    }
}

/// Sends all that the exercise has for the desk.
async fn tell(socket: &mut WebSocket, end: &DeskEnd) -> End {
    loop {
        match end.next() {
            Ok(Some(frame)) => say(socket, &Down::Desk(frame)).await?,
            Ok(None) => return Ok(()),
            Err(Lost) => return Err(Some(Denied::new(Code::Closed, Lost.to_string()))),
        }
    }
}

async fn obey(socket: &mut WebSocket, shared: &Shared, desk: &str, end: &DeskEnd, frame: Option<Up>) -> End {
    let may = |shared: &Shared| {
        shared.seats.lock().unwrap_or_else(PoisonError::into_inner).may_speak(desk, Instant::now())
    };
    if !may(shared) {
        return Err(Some(Denied::new(Code::Rate, "too much at once; join again in some seconds")));
    }
    match frame {
        None => Ok(()),
        Some(Up::Join(_)) => Err(Some(Denied::new(Code::Frame, "`join` is the first frame, and no other"))),
        Some(Up::Ping(number)) => say(socket, &Down::Pong(number)).await,
        Some(Up::Unreadable { id, why }) => {
            say(socket, &Down::Desk(ToDesk::Answer { order: id, outcome: Outcome::NotTaken(why) })).await
        }
        Some(Up::Desk(frame)) => {
            let id = match &frame {
                FromDesk::Order { id, .. } => Some(*id),
                FromDesk::Resume { .. } => None,
            };
            if end.send(frame) {
                return Ok(());
            }
            let words = format!("too many orders wait for the exercise{}", id.map_or("", |_| "; join again"));
            Err(Some(Denied::new(Code::Rate, words)))
        }
    }
}

/// The next frame; none within it where its kind is not known.
async fn hear(socket: &mut WebSocket) -> Result<Option<Up>, Option<Denied>> {
    loop {
        match socket.recv().await {
            Some(Ok(Message::Text(text))) => return Up::decode(&text).map_err(Some),
            Some(Ok(Message::Binary(_))) => {
                return Err(Some(Denied::new(Code::Frame, "frames are text messages")));
            }
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
            Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(None),
        }
    }
}

async fn say(socket: &mut WebSocket, frame: &Down) -> End {
    let sent = socket.send(Message::Text(frame.encode().into()));
    match tokio::time::timeout(TO_SEND, sent).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(None),
    }
}
