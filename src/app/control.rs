//! Exercise control's desk in this window: its own link, its own mirror, and the debrief that looks back on it.

use egui::Ui;

use super::chair::{line, lost_ui, refusal};
use super::debrief::{Debrief, Wish};
use super::far::Far;
use super::lobby::Kept;
use super::map;
use crate::desk::excon::{self, ExconDesk, ExconInput, Room};
use crate::exercise::directory::Directory;
use crate::exercise::fact::Phase;
use crate::exercise::order::{self, OrderId};
use crate::exercise::refusal::Refusal;
use crate::exercise::role::Role;
use crate::net::DeskEnd;
use crate::net::client::{Client, Mirror};
use crate::record::Tip;
use crate::stage::StageView;
use crate::wire::ExconMirror;

/// Exercise control's desk that is open.
pub(super) struct Control {
    pub(super) client: Client,
    desk: ExconDesk,
    debrief: Debrief,
    /// What everybody may know, once the scenario is known.
    directory: Option<Directory>,
    /// The refusal that was read.
    dismissed: Option<OrderId>,
    /// The phase at the last look.
    seen: Phase,
}

impl Control {
    /// Sits down at this end of a link; `key` counts its orders.
    pub(super) fn new(end: DeskEnd, key: u64) -> Self {
        Self {
            client: Client::new(end, Mirror::Excon(Box::new(ExconMirror::new(key)))),
            desk: ExconDesk::default(),
            debrief: Debrief::default(),
            directory: None,
            dismissed: None,
            seen: Phase::Ready,
        }
    }

    /// What it knows.
    pub(super) fn mirror(&self) -> Option<&ExconMirror> {
        match &self.client.mirror {
            Mirror::Excon(mirror) => Some(mirror),
            Mirror::Seat(_) | Mirror::Watch(_) => None,
        }
    }

    /// Course of the exercise.
    pub(super) fn phase(&self) -> Phase {
        self.mirror().map_or(Phase::Ready, |mirror| mirror.clock.phase)
    }

    /// What its desk is called.
    pub(super) fn title(&self) -> &str {
        self.mirror().and_then(controller).unwrap_or("Exercise control")
    }

    /// Whether the debrief is held here: it is exercise control's.
    pub(super) fn debriefs(&self) -> bool {
        self.mirror().and_then(controller).is_none()
    }

    /// Whether ENDEX has come since somebody asked: the hot wash begins. An exercise that had ended when it was opened
    /// is looked at wherever the person goes.
    pub(super) fn hot_wash(&mut self) -> bool {
        let phase = self.phase();
        let before = std::mem::replace(&mut self.seen, phase);
        phase == Phase::Ended && matches!(before, Phase::Running | Phase::Paused) && self.debriefs()
    }

    /// Draws the desk into all of `ui`; `far` is the line where the exercise runs on another machine. Gives the rectangle
    /// that it left for the map, and the seat over whose shoulder the person wants to look.
    pub(super) fn ui(&mut self, ui: &mut Ui, far: Option<&Far>) -> (Option<egui::Rect>, Option<String>) {
        match far {
            Some(far) => far.ui(ui),
            None => lost_ui(ui, self.client.lost.as_deref()),
        }
        // What its own fault is, control reads in its own words.
        let line = line(&self.client, far, false);
        let Mirror::Excon(mirror) = &self.client.mirror else { return (None, None) };
        let Some(open) = mirror.open.as_ref() else { return (None, None) };
        self.debrief.count(open, mirror.clock.now);
        let directory = self.directory.get_or_insert_with(|| Directory::new(&open.script));
        let (read, refused) = last_refused(mirror, self.dismissed);
        let input = ExconInput {
            script: &open.script,
            directory,
            state: &open.state,
            records: &open.records,
            views: &open.views,
            score: self.debrief.score(),
            history: open.board.history(),
            clock: mirror.clock,
            present: &mirror.present,
            pending: mirror.orders.waiting.len(),
            refused: refused.as_ref().map(|(control, why)| (*control, why)),
            fault: mirror.fault.as_deref(),
            room: Room { here: &mirror.here, door: mirror.door.open.then_some(&mirror.door) },
            line,
            controller: controller(mirror),
        };
        let mut out = Vec::new();
        let free = self.desk.ui(ui, &input, &mut out);
        let mut look_over = None;
        for out in out {
            match out {
                excon::Out::Act(control) => self.client.control(*control),
                excon::Out::LookOver(seat) => look_over = Some(seat),
                excon::Out::Dismiss => self.dismissed = read,
                excon::Out::Door(order) => self.client.door(order),
            }
        }
        (Some(free), look_over)
    }

    /// What the map shows to control.
    pub(super) fn map(&self) -> Option<StageView> {
        let mirror = self.mirror()?;
        let open = mirror.open.as_ref()?;
        Some(map::view(open, mirror.clock.now, self.desk.layers, self.desk.chosen_state.as_deref()))
    }

    /// Draws the debrief into all of `ui`; `stored` is where the journal ends, where it is on this machine. Says whether
    /// the person wants to leave.
    pub(super) fn debrief_ui(
        &mut self,
        ui: &mut Ui,
        far: Option<&Far>,
        (kept, stored): (Option<&Kept>, Option<&Tip>),
    ) -> bool {
        if let Some(far) = far {
            far.ui(ui);
        }
        let line = line(&self.client, far, false);
        let Mirror::Excon(mirror) = &self.client.mirror else { return false };
        let Some(open) = mirror.open.as_ref() else { return false };
        let directory = self.directory.get_or_insert_with(|| Directory::new(&open.script));
        let (read, refused) = last_refused(mirror, self.dismissed);
        let refused = refused.as_ref().map(|(control, why)| (*control, why));
        let wishes = self.debrief.ui(ui, (mirror, line), directory, (kept, stored), refused);
        let mut leave = false;
        for wish in wishes {
            match wish {
                Wish::Act(control) => self.client.control(*control),
                Wish::Dismiss => self.dismissed = read,
                Wish::Leave => leave = true,
            }
        }
        leave
    }
}

/// What whoever sits there is called where they are a controller.
fn controller(mirror: &ExconMirror) -> Option<&str> {
    match &mirror.role {
        Some(Role::Controller(name)) => Some(name),
        _ => None,
    }
}

/// The last order of control's desk that nobody has read the answer of, and why it was refused, if it was.
fn last_refused(
    mirror: &ExconMirror,
    dismissed: Option<OrderId>,
) -> (Option<OrderId>, Option<(&order::Control, Refusal)>) {
    let last = mirror.orders.settled.back().filter(|last| dismissed != Some(last.order.id));
    let refused = last.and_then(|last| Some((last.order.act.control()?, refusal(&last.outcome)?)));
    (last.map(|last| last.order.id), refused)
}
