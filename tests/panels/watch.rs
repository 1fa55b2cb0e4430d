//! The desks of those who watch, by their accessibility tree: whose pictures they show, and what can be done at them.

use std::cell::RefCell;
use std::collections::BTreeMap;

use egui::Key;
use egui::accesskit::Role as Widget;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use startex::base::Span;
use startex::desk::line::Line;
use startex::desk::watch::{Out, WatchDesk, WatchInput};
use startex::exercise::mirror::Projector;
use startex::exercise::order::{Control, RaterRole, Rating, Staffing, Verb};
use startex::exercise::role::Role;
use startex::exercise::state::State;
use startex::score::evaluation::guide::{Guide, guide};
use startex::score::score;
use startex::session::injects::injects;
use startex::wire::{Chair, ClockFace, InjectLine, Injects, Sits, ToDesk, WatchMirror, Watched};

use super::desk::{Desk, click, harness, lines, press};
use super::exercise::Played;

/// A desk that watches the quick start.
pub(super) struct Bench {
    pub(super) played: Played,
    role: Role,
    public: Watched,
    pub(super) seats: BTreeMap<String, Watched>,
    guide: Option<Guide>,
    /// A moderator's injects, as its mirror has them.
    pub(super) injects: Option<Vec<InjectLine>>,
    /// Who is at the own seats of a moderator.
    pub(super) here: Vec<Chair>,
    /// Who plays them.
    pub(super) staffed: BTreeMap<String, Sits>,
    desk: WatchDesk,
    /// Whether they write, as often as it was told that somebody is there.
    pub(super) told: Vec<bool>,
    pub(super) out: Vec<Out>,
    map: Option<egui::Rect>,
    pub(super) line: Line,
}

impl Bench {
    pub(super) fn new(role: Role, seats: &[&str]) -> RefCell<Self> {
        let mut played = Played::play("quickstart", Span::mins(40), &["si-csirt"]);
        let (seat, staffing) = ("si-csirt".to_owned(), Staffing::Person);
        played.control(Control::Staff { seat, staffing });
        let text = "Gates at Obala stand still. Stay away until noon.".to_owned();
        played.act("si-csirt", Verb::Statement { incident: None, claims: Default::default(), text });
        let (rater, states) = ("Evaluator 1".to_owned(), vec!["SI".to_owned()]);
        played.control(Control::Appoint { rater, role: Some(RaterRole::Evaluator), states });
        let state = &played.exercise.state;
        let score = score(&played.board, &played.script, state, state.now);
        let record = |number: u64| played.records.get(number as usize - 1).map(AsRef::as_ref);
        let guide = matches!(role, Role::Evaluator(_))
            .then(|| guide(&score, (&played.script, state), "Evaluator 1", record));
        let injects = match &role {
            Role::Moderator(code) => {
                received(injects(&played.script, state, played.script.names.states[code]))
            }
            _ => None,
        };
        let watched = |id: &&str| {
            let view = played.views[*id].clone();
            ((*id).to_owned(), Watched { view, records: Vec::new() })
        };
        let seats = seats.iter().map(watched).collect();
        let (public, desk) = (public(&played), WatchDesk::default());
        RefCell::new(Self {
            role,
            public,
            seats,
            guide,
            injects,
            here: Vec::new(),
            staffed: BTreeMap::new(),
            desk,
            played,
            told: Vec::new(),
            out: Vec::new(),
            map: None,
            line: Line::Stands,
        })
    }
}

/// What the mirror of a moderator has of these.
pub(super) fn received(lines: Vec<InjectLine>) -> Option<Vec<InjectLine>> {
    let mut mirror = WatchMirror::new(Role::Moderator("SI".to_owned()), 70_000);
    mirror.receive(ToDesk::Injects(Box::new(Injects { anew: true, lines, gone: Vec::new() })));
    mirror.injects
}

/// What everybody may know of what was played.
fn public(played: &Played) -> Watched {
    let mut watched = Watched::default();
    let (mut state, mut projector) = (State::new(&played.script, 7), Projector::new(&played.script));
    for record in &played.records {
        let replayed = startex::exercise::apply::replay(&played.script, &mut state, record);
        assert_eq!(replayed, Ok(()));
        projector.entries(&played.script, &state, record);
        projector.public().iter().for_each(|entry| watched.view.apply(entry));
    }
    watched
}

impl Desk for Bench {
    fn ui(&mut self, ui: &mut egui::Ui) {
        let state = &self.played.exercise.state;
        let input = WatchInput {
            role: &self.role,
            directory: &self.played.directory,
            clock: ClockFace { now: state.now, phase: state.phase, pace: state.pace, no_play: state.no_play },
            public: &self.public,
            seats: &self.seats,
            guide: self.guide.as_ref(),
            injects: self.injects.as_deref(),
            here: &self.here,
            staffed: &self.staffed,
            pending: 0,
            refused: None,
            line: self.line,
        };
        let mut out = Vec::new();
        self.map = self.desk.ui(ui, &input, &mut out);
        for out in out {
            match out {
                Out::Here { writing } => self.told.push(writing),
                out => self.out.push(out),
            }
        }
    }
}

pub(super) fn shown(harness: &Harness<'_>, words: &str) -> bool {
    harness.query_all_by_label_contains(words).next().is_some()
}

#[test]
fn an_evaluator_rates_what_is_theirs_and_reads_their_seats_without_a_way_to_act_in_their_place() {
    let bench = Bench::new(Role::Evaluator("Evaluator 1".to_owned()), &["si-csirt"]);
    let mut harness = harness(&bench);
    harness.get_by_role_and_label(Widget::Heading, "Evaluator 1");
    assert!(shown(&harness, "EXERCISE EXERCISE EXERCISE"));
    assert!(bench.borrow().map.is_some(), "the map stands over what everybody may know");
    assert!(!shown(&harness, "All together"), "one state is theirs");
    harness.get_by_role_and_label(Widget::Grid, "Critical tasks").focus();
    harness.run();
    press(&mut harness, Key::ArrowDown);
    click(&mut harness, "The task: S, performed with some challenges");
    lines(&mut harness, "Why", "One slip");
    click(&mut harness, "Put the rating down");
    let out = bench.borrow().out.clone();
    let [Out::Act(act)] = out.as_slice() else { panic!("{out:?}") };
    let Control::RateTask { by, state, rating, text, .. } = act.as_ref() else { panic!("{act:?}") };
    assert_eq!((by.as_str(), state.as_deref(), text.as_str()), ("Evaluator 1", Some("SI"), "One slip"));
    assert_eq!(*rating, Some(Rating::SomeChallenges));
    harness.get_by_label_contains("Words ").click();
    harness.run();
    assert!(shown(&harness, "Gates at Obala stand still. Stay away until noon."));

    let title = bench.borrow().played.directory.seats["si-csirt"].title.get("en").to_owned();
    harness.get_by_role_and_label(Widget::Button, &title).click();
    harness.run();
    assert!(bench.borrow().map.is_none());
    harness.get_by_role_and_label(Widget::Heading, "Inbox");
    harness.get_by_role_and_label(Widget::Heading, "Our situation");
    harness.get_by_role(Widget::ListBox).focus();
    harness.run();
    press(&mut harness, Key::ArrowDown);
    assert!(harness.query_by_label("No message is open").is_none());
    for act in ["Reply", "Ask back", "Classify the incident", "Send", "Classify"] {
        assert!(harness.query_by_label(act).is_none(), "{act}");
    }
    assert_eq!(bench.borrow().out.len(), 1);
}

#[test]
fn an_observer_and_the_room_do_nothing_and_read_what_everybody_may_know() {
    for role in [Role::Observer, Role::Room] {
        let bench = Bench::new(role.clone(), &[]);
        let harness = harness(&bench);
        assert!(shown(&harness, "Gates at Obala stand still. Stay away until noon."), "{role:?}");
        assert!(shown(&harness, "EXERCISE EXERCISE EXERCISE"), "{role:?}");
        assert!(shown(&harness, "exercise time"), "{role:?}");
        assert!(
            bench.borrow().map.is_some_and(|map| map.width() > 400.0 && map.height() > 200.0),
            "{role:?}"
        );
        assert!(harness.query_by_role(Widget::MultilineTextInput).is_none(), "{role:?}");
        assert_eq!(harness.query_by_label("NO PLAY").is_some(), role == Role::Observer);
        assert!(bench.borrow().out.is_empty());
    }
}

#[test]
fn a_national_moderator_writes_to_the_own_seats_and_to_no_other() {
    let bench = Bench::new(Role::Moderator("SI".to_owned()), &["si-csirt"]);
    let mut harness = harness(&bench);
    harness.get_by_role_and_label(Widget::Heading, "Moderator of Slovenia");
    click(&mut harness, "Write");
    click(&mut harness, "Send it now");
    harness.get_by_role_and_label(Widget::Alert, "Choose who gets it");
    assert_eq!(harness.query_all_by_role(Widget::CheckBox).count(), 1);
    harness.get_by_role(Widget::CheckBox).click();
    harness.run();
    super::desk::line(&mut harness, "Seems to come from", "The mayor");
    lines(&mut harness, "Words", "What is closed?");
    click(&mut harness, "Send it now");
    let out = bench.borrow().out.clone();
    let [Out::Act(act)] = out.as_slice() else { panic!("{out:?}") };
    let Control::Compose { to, sender, says, about: None, at: None, .. } = act.as_ref() else { panic!() };
    assert_eq!((to.as_slice(), sender.as_str()), (&["si-csirt".to_owned()][..], "The mayor"));
    assert_eq!(says, "What is closed?");
}
