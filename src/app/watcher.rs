//! The desk of an evaluator, an observer, the room or a national moderator in this window. Its exercise runs elsewhere: on
//! this machine exercise control sees all of it.

use egui::Ui;

use super::chair::{line, refusal};
use super::far::Far;
use super::map;
use crate::desk::watch::{self, Out, WatchDesk, WatchInput};
use crate::exercise::order::OrderId;
use crate::exercise::role::Role;
use crate::net::DeskEnd;
use crate::net::client::{Client, Mirror};
use crate::stage::StageView;
use crate::wire::WatchMirror;

/// A desk that watches.
pub(super) struct Watcher {
    pub(super) client: Client,
    desk: WatchDesk,
    title: String,
    /// The refusal that was read.
    dismissed: Option<OrderId>,
}

impl Watcher {
    /// Sits down at this end of a link; `key` counts its orders.
    pub(super) fn new(end: DeskEnd, role: Role, key: u64) -> Self {
        let client = Client::new(end, Mirror::Watch(Box::new(WatchMirror::new(role, key))));
        Self { client, desk: WatchDesk::default(), title: String::new(), dismissed: None }
    }

    /// What the desk is called.
    pub(super) fn title(&self) -> &str {
        &self.title
    }

    /// What the map shows.
    pub(super) fn map(&self) -> StageView {
        match &self.client.mirror {
            Mirror::Watch(mirror) => map::public(&mirror.directory, &mirror.public.view),
            _ => StageView::default(),
        }
    }

    /// Draws the desk into all of `ui`; gives the rectangle that it left for the map.
    pub(super) fn ui(&mut self, ui: &mut Ui, far: &Far) -> Option<egui::Rect> {
        far.ui(ui);
        let Mirror::Watch(mirror) = &self.client.mirror else { return None };
        self.title = watch::title(&mirror.role, &mirror.directory);
        let last = mirror.orders.settled.back().filter(|last| self.dismissed != Some(last.order.id));
        let refused = last.and_then(|last| Some((last.order.act.control()?, refusal(&last.outcome)?)));
        let read = last.map(|last| last.order.id);
        let input = WatchInput {
            role: &mirror.role,
            directory: &mirror.directory,
            clock: mirror.clock,
            public: &mirror.public,
            seats: &mirror.seats,
            guide: mirror.guide.as_deref(),
            injects: mirror.injects.as_deref(),
            here: &mirror.here,
            staffed: &mirror.staffed,
            pending: mirror.orders.waiting.len(),
            refused: refused.as_ref().map(|(control, why)| (*control, why)),
            line: line(&self.client, Some(far), mirror.fault.is_some()),
        };
        let mut out = Vec::new();
        let free = self.desk.ui(ui, &input, &mut out);
        for out in out {
            match out {
                Out::Act(control) => self.client.control(*control),
                Out::Dismiss => self.dismissed = read,
                Out::Here { writing } => self.client.here(writing),
            }
        }
        free
    }
}
