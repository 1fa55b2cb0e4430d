//! One connection of a desk: who it is, what it says, what it is told.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Extension;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use tokio::time::{MissedTickBehavior, interval, timeout};

use crate::base::limits::{FRAME_BYTES, WIRE_FIRST, WIRE_UP};
use crate::exercise::order::Desk;
use crate::exercise::role;
use crate::exercise::team::{NOBODY, pseudonym};
use crate::net::Lost;
use crate::wire::text::{Code, Denied, Down, Join, Up, agree, fits};
use crate::wire::{AccessNews, Admission, FromDesk, Outcome, ToDesk};

use super::door::next_of;
use super::gate::Visitor;
use super::round::{Addressee, Bag, Left};
use super::seats::{Place, Welcome};
use super::websocket::{self, Came, WebSocket};
use super::{EXCON, MONITOR, Shared, rest};

/// So long the other side may take to hear the last word.
const TO_PART: Duration = Duration::from_secs(1);

/// None: the other side has gone, and there is nobody to tell anything.
pub(super) type End = Result<(), Option<Denied>>;

/// Lets a WebSocket in that speaks our version.
pub(super) async fn upgrade(
    State(shared): State<Arc<Shared>>,
    Extension(visitor): Extension<Visitor>,
    request: Request,
) -> Response {
    let headers = request.headers();
    let offered =
        headers.get("sec-websocket-protocol").and_then(|value| value.to_str().ok()).unwrap_or_default();
    if let Err(denied) = agree(offered) {
        shared.counters.denied(denied.code);
        return (StatusCode::BAD_REQUEST, denied.message).into_response();
    }
    let peer = rest::peer(&shared, headers, visitor.from);
    websocket::upgrade(request, move |socket| {
        let (holds, heard, longest) = (None, Instant::now(), WIRE_FIRST);
        let (controls, room, resumed, hears_nothing) = (false, 0, false, false);
        Talk { socket, shared, visitor, peer, holds, heard, longest, controls, room, resumed, hears_nothing }
            .serve()
    })
}

pub(super) struct Talk {
    pub(super) socket: WebSocket,
    pub(super) shared: Arc<Shared>,
    visitor: Visitor,
    /// The address, for the audit.
    peer: String,
    /// Hash of the directory that it holds.
    pub(super) holds: Option<String>,
    pub(super) heard: Instant,
    /// Bytes of a frame at most.
    longest: usize,
    /// It is control's, who writes for many: what it says counts by the frame, however long.
    controls: bool,
    /// Desks that its link may have at once.
    room: usize,
    /// It has asked once for what it has not.
    resumed: bool,
    /// It did not read what was said to it.
    pub(super) hears_nothing: bool,
}

/// What came of the other side.
enum Heard {
    Frame(Box<Up>),
    /// A sign of life, or a frame of a later release.
    Nothing,
}

impl Talk {
    /// Serves a connection to its end.
    async fn serve(mut self) {
        let end = match self.join().await {
            Ok((desk, person, mut place)) => {
                self.shared.counters.joins.add(1);
                let who = if person == NOBODY {
                    String::new()
                } else {
                    format!("as {}, ", pseudonym(&desk, person))
                };
                self.shared.note(&desk, "join", format!("{who}from {}", self.peer));
                let end = self.talk(&desk, person, &mut place).await;
                self.shared.door.lock().seats.leave(&desk, &place);
                let why = end.as_ref().err().and_then(Option::as_ref);
                let why = why.map_or_else(|| "went".to_owned(), ToString::to_string);
                self.shared.note(&desk, "leave", why);
                end
            }
            Err(why) => Err(why),
        };
        if let Err(Some(denied)) = end {
            self.shared.counters.denied(denied.code);
            // It may be gone already.
            let _ = self.say(&Down::Denied(denied)).await;
        }
        if self.hears_nothing {
            return;
        }
        self.socket.close(self.shared.limits.send).await;
        // What is still on its way is taken in: a line that ends over unread bytes loses the word that was just said.
        let rest = async { while !matches!(self.socket.hear().await, (Came::Over, _)) {} };
        let _ = timeout(TO_PART, rest).await;
    }

    /// Who it is, by its first frame.
    async fn join(&mut self) -> Result<(String, u16, Place), Option<Denied>> {
        let limit = self.shared.limits.join;
        let words = format!("the first frame is `join`, within {} seconds", limit.as_secs());
        let late = Denied::new(Code::Frame, words);
        let first = timeout(limit, self.first());
        let Up::Join(join) = first.await.map_err(|_| Some(late.clone()))?? else { return Err(Some(late)) };
        fits(&join)?;
        let desk = self.shared.opens(&join.secret, &self.peer).await?;
        if desk == MONITOR {
            let words =
                "this link is for programs that watch over the server: it opens /metrics, and no desk";
            return Err(Some(Denied::new(Code::Role, words)));
        }
        let plays = matches!(role::desk(&self.shared.host.script(), &desk), Some(Desk::Seat(_)));
        (self.controls, self.room) = (desk == EXCON, self.shared.limits.desks(plays));
        self.shared.may_join(&desk, self.room, &self.peer)?;
        let person = self.shared.person(&desk, join.name.as_deref()).await?;
        let place = self.sit(&desk, &join, plays).await?;
        self.longest = WIRE_UP;
        self.socket.allow_long();
        if place.taken_over {
            self.shared.host.hand_over(&desk, person);
        }
        self.holds = join.directory;
        Ok((desk, person, place))
    }

    /// The first frame, before which little may come.
    async fn first(&mut self) -> Result<Up, Option<Denied>> {
        let (mut frames, most) = (0, self.shared.limits.before_join);
        while frames <= most {
            let (heard, more) = self.hear().await?;
            if let Heard::Frame(first) = heard {
                return Ok(*first);
            }
            frames += more;
        }
        let words = format!("the first frame is `join`, and before it come {most} pings or pieces at most");
        Err(Some(Denied::new(Code::Rate, words)))
    }

    /// A place at the desk, if need be after control has decided.
    async fn sit(&mut self, desk: &str, join: &Join, plays: bool) -> Result<Place, Option<Denied>> {
        let (noting, peer) = (Arc::clone(&self.shared), self.peer.clone());
        let taken = || {
            noting.note(desk, "refused", format!("taken, from {peer}"));
            Some(Denied::new(Code::Taken, "somebody else has this seat; ask exercise control"))
        };
        let welcome = {
            let mut inside = self.shared.door.lock();
            // Exercise control is several people by its nature, and so are those who watch.
            let twice = if plays { inside.twice } else { Default::default() };
            inside.seats.join(desk, join.client, twice, self.room)
        };
        // Only who has a place, or waits for one, is no stranger any more: a link that is used without end drowns itself.
        let (knock, mut decided) = match welcome {
            Welcome::Taken => return Err(taken()),
            Welcome::Full => return Err(Some(self.shared.no_place(desk, self.room, &self.peer))),
            Welcome::Sit(place) => {
                self.shared.gate.knows(self.visitor);
                return Ok(place);
            }
            Welcome::Wait(knock, decided) => (knock, decided),
        };
        self.shared.gate.knows(self.visitor);
        self.shared.note(desk, "knock", format!("{knock}, from {}", self.peer));
        self.shared.door.tell(AccessNews::Knock { number: knock, seat: desk.to_owned() });
        let words = "somebody has this seat; exercise control decides who keeps it";
        let shared = Arc::clone(&self.shared);
        let waits = async {
            self.say(&Down::Wait(words.to_owned())).await.ok()?;
            loop {
                tokio::select! {
                    how = &mut decided => return how.ok(),
                    // Whoever goes waits no more, nor who is too loud.
                    heard = self.hear() => {
                        let (_, frames) = heard.ok()?;
                        shared.door.lock().seats.may_speak(desk, frames, Instant::now()).then_some(())?;
                    }
                }
            }
        };
        let how = timeout(shared.limits.knock, waits).await.ok().flatten();
        let mut inside = shared.door.lock();
        inside.seats.forget(knock);
        shared.door.tell(AccessNews::KnockOver { number: knock });
        // It may have been revoked meanwhile.
        let still = inside.access.desk(&join.secret) == Some(desk);
        match how.filter(|_| still) {
            Some(Admission::Share) => Ok(inside.seats.sit(desk, join.client, false)),
            Some(Admission::TakeOver) => Ok(inside.seats.sit(desk, join.client, true)),
            Some(Admission::Refuse) | None => {
                drop(inside);
                Err(taken())
            }
        }
    }

    /// Carries frames both ways until one side has enough.
    async fn talk(&mut self, desk: &str, person: u16, place: &mut Place) -> End {
        let addressee = Addressee::new(Arc::clone(&self.socket.out));
        let end = self.carry(desk, person, place, &addressee).await;
        addressee.leaves();
        end
    }

    async fn carry(&mut self, desk: &str, person: u16, place: &mut Place, addressee: &Arc<Addressee>) -> End {
        let closed = || Denied::new(Code::Closed, "the exercise is not there");
        let shared = Arc::clone(&self.shared);
        let mut stops = shared.stops.subscribe();
        let mut of_door = if desk == EXCON { Some(shared.door.listen()) } else { None };
        let who = role::desk(&shared.host.script(), desk);
        let bell = shared.round.bell(addressee);
        addressee.let_in(shared.host.let_in(who.ok_or_else(closed)?, person, bell));
        if *stops.borrow_and_update() {
            return Err(Some(closed()));
        }
        if desk == EXCON {
            self.tell_door().await?;
        } else if matches!(who, Some(Desk::Seat(_))) {
            // Where the roster has names of this seat.
            place.people.notify_one();
        }
        // What comes rarely is waited for once, not anew after each frame.
        let stop = async move { stops.changed().await };
        tokio::pin!(stop);
        let mut beat = interval(shared.limits.beat);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        beat.tick().await;
        // What came before the exercise had an end to put it to.
        self.bring(addressee).await?;
        loop {
            tokio::select! {
                () = addressee.left.notified() => self.bring(addressee).await?,
                why = &mut place.end => {
                    return Err(Some(why.unwrap_or_else(|_| closed())));
                }
                _ = &mut stop => {
                    return Err(Some(Denied::new(Code::Closed, "the server stops; join again in some seconds")));
                }
                () = place.people.notified() => self.tell_people(desk, person).await?,
                of_door = next_of(&mut of_door) => self.say(&Down::Access(of_door)).await?,
                _ = beat.tick() => self.beat().await?,
                heard = self.hear() => {
                    let (heard, frames) = heard?;
                    self.obey(desk, addressee, heard, frames).await?;
                }
            }
        }
    }

    /// What control must know of the door when it comes.
    async fn tell_door(&mut self) -> End {
        let news = {
            let inside = self.shared.door.lock();
            let mut news = vec![AccessNews::SeatTwice(inside.twice)];
            let knocks = inside.seats.knocks();
            news.extend(knocks.map(|(number, seat)| AccessNews::Knock { number, seat: seat.to_owned() }));
            news.extend(inside.roster.all().map(|(seat, person, name)| AccessNews::Person {
                seat: seat.to_owned(),
                person,
                name: name.to_owned(),
            }));
            news
        };
        for news in news.into_iter().chain([self.shared.watchers()]) {
            self.say(&Down::Access(news)).await?;
        }
        Ok(())
    }

    /// The names of the people of a seat, for one of them; nobody else has a use for them.
    async fn tell_people(&mut self, desk: &str, person: u16) -> End {
        let people = self.shared.door.lock().roster.people(desk);
        if person == NOBODY { Ok(()) } else { self.say(&Down::Desk(ToDesk::People(people))).await }
    }

    /// Does what the postman left: what takes time, or ends the connection.
    async fn bring(&mut self, addressee: &Addressee) -> End {
        let mut bag = Bag::default();
        loop {
            match addressee.bring(&mut bag, &self.shared.counters) {
                Left::Nothing => return Ok(()),
                Left::Rest => self.drained().await?,
                Left::Hello => match addressee.next() {
                    Ok(Some(ToDesk::Hello(hello))) => {
                        self.hello(*hello).await?;
                        addressee.greeted();
                    }
                    Ok(Some(other)) => self.say(&Down::Desk(other)).await?,
                    Ok(None) => return Ok(()),
                    Err(Lost) => return Err(Some(Denied::new(Code::Closed, Lost.to_string()))),
                },
                Left::Lost => return Err(Some(Denied::new(Code::Closed, Lost.to_string()))),
                Left::Gone => return Err(None),
            }
        }
    }

    /// Does what a frame asks for, after it and those that came with it are counted.
    async fn obey(&mut self, desk: &str, addressee: &Addressee, heard: Heard, frames: u32) -> End {
        if !self.shared.door.lock().seats.may_speak(desk, frames, Instant::now()) {
            return Err(Some(Denied::new(Code::Rate, "too much at once; join again in some seconds")));
        }
        let Heard::Frame(frame) = heard else { return Ok(()) };
        self.shared.counters.frames_in.add(1);
        match *frame {
            Up::Join(_) => Err(Some(Denied::new(Code::Frame, "`join` is the first frame, and no other"))),
            Up::Ping(number) => self.say(&Down::Pong(number)).await,
            Up::Unreadable { id, why } => {
                self.say(&Down::Desk(ToDesk::Answer { order: id, outcome: Outcome::NotTaken(why) })).await
            }
            Up::Access(_) if desk != EXCON => {
                self.shared.note(desk, "refused", "an order to the door, which is control's");
                Err(Some(Denied::new(Code::Role, "only exercise control may do this")))
            }
            Up::Access(order) => match order.and_then(|order| self.shared.order_door(order)) {
                // For whoever asked, and nobody else.
                Ok(link @ AccessNews::Link { .. }) => self.say(&Down::Access(link)).await,
                Err(why) => self.say(&Down::Access(AccessNews::Refused(why))).await,
                // Told to all desks of control, this one among them.
                Ok(_) => Ok(()),
            },
            Up::Desk(frame) => {
                if matches!(frame, FromDesk::Resume { .. } | FromDesk::ResumeOf(_)) {
                    self.may_resume(desk)?;
                }
                let again = if matches!(frame, FromDesk::Order { .. }) { "; join again" } else { "" };
                if addressee.says(frame) {
                    return Ok(());
                }
                let words = format!("too many orders wait for the exercise{again}");
                Err(Some(Denied::new(Code::Rate, words)))
            }
        }
    }

    /// It asks for what it has not. That may be everything, so that to ask again costs what it costs to join again.
    fn may_resume(&mut self, desk: &str) -> End {
        if std::mem::replace(&mut self.resumed, true) {
            self.shared.may_join(desk, self.room, &self.peer)?;
        }
        Ok(())
    }

    /// The next thing from the other side, and the frames that are to be counted with it.
    async fn hear(&mut self) -> Result<(Heard, u32), Option<Denied>> {
        let (came, mut frames) = self.socket.hear().await;
        self.heard = Instant::now();
        if let Came::Text(text) = &came
            && !self.controls
        {
            frames += (text.len() / FRAME_BYTES) as u32;
        }
        let heard = match came {
            Came::Text(text) if text.len() <= self.longest => {
                Up::decode(&text)?.map_or(Heard::Nothing, |up| Heard::Frame(Box::new(up)))
            }
            Came::Beat => Heard::Nothing,
            Came::Bytes => return Err(Some(Denied::new(Code::Frame, "frames are text messages"))),
            Came::Text(_) | Came::TooLarge => return Err(Some(self.too_large())),
            Came::Over => return Err(None),
        };
        Ok((heard, frames))
    }

    fn too_large(&self) -> Denied {
        let which = if self.longest == WIRE_FIRST { "the first frame" } else { "a frame" };
        Denied::new(Code::Size, format!("{which} is too large; {} bytes are allowed", self.longest))
    }
}
