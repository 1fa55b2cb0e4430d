//! The people at this seat: who is there, who releases, and the drafts that wait for them.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Label, Ui};

use super::decide::FormState;
use super::orders::line;
use super::{Out, SeatDesk, SeatInput};
use crate::desk::Theme;
use crate::desk::line::{act, act_button_ui};
use crate::desk::presence::does;
use crate::desk::widgets::banner::{Tone, banner_ui};
use crate::desk::widgets::button::primary_button_ui;
use crate::desk::widgets::icon;
use crate::exercise::order::Team;
use crate::exercise::refusal::Refusal;
use crate::exercise::team::{DraftEnd, NOBODY};
use crate::exercise::view::DraftView;
use crate::wire::Chair;

/// Drafts given back that are still shown to who wrote them.
const GIVEN_BACK: usize = 3;

/// The people at the seat, and which of them this is.
#[derive(Clone, Copy, Debug, Default)]
pub struct People<'a> {
    /// Number of the person at this desk; 0 where they have not said who they are.
    pub me: u16,
    /// Who is there, where that is more than one.
    pub here: &'a [Chair],
    /// Names by number, while the roster has them.
    pub names: Option<&'a BTreeMap<u16, String>>,
    /// Whether the communications check is asked for before STARTEX.
    pub checks: bool,
    /// What this desk ordered among its people last, where nothing was ordered since, and why it was refused, if it was.
    pub last: Option<(&'a Team, Option<&'a Refusal>)>,
}

impl People<'_> {
    /// A person of this seat, as their colleagues call them.
    pub fn name(&self, person: u16) -> String {
        match self.names.and_then(|names| names.get(&person)) {
            Some(name) => name.clone(),
            None if person == NOBODY => "somebody without a name".to_owned(),
            None => format!("person {person}"),
        }
    }

    fn is_here(&self, person: u16) -> bool {
        self.here.iter().any(|chair| chair.person == person)
    }
}

impl SeatInput<'_> {
    /// Whether what this desk decides goes out, and is no mere draft.
    pub(super) fn releases(&self) -> bool {
        self.view.team.releases(self.people.me)
    }
}

/// Draws who is there and what waits to be released; nothing where nobody shares the seat.
pub(super) fn team_ui(ui: &mut Ui, desk: &mut SeatDesk, input: &SeatInput<'_>, out: &mut Vec<Out>) {
    let team = &input.view.team;
    if team.releaser.is_none() && team.drafts.is_empty() && input.people.here.len() < 2 {
        return;
    }
    let theme = Theme::of(ui);
    ui.label(theme.note("People at this seat"));
    releaser_ui(ui, input, out);
    for chair in input.people.here.iter().filter(|chair| chair.person != input.people.me) {
        colleague_ui(ui, chair, input, out);
    }
    if let Some((Team::GiveBack { .. } | Team::HandOn { .. }, Some(why))) = input.people.last {
        banner_ui(ui, Tone::Alert, &why.message, why.needed.as_deref().unwrap_or(""));
    }
    for (number, draft) in &team.drafts {
        waiting_ui(ui, (*number, draft), desk, input, out);
    }
    given_back_ui(ui, desk, input);
    ui.add_space(theme.shape.space.s);
}

/// Who releases, and how that may change.
fn releaser_ui(ui: &mut Ui, input: &SeatInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    let Some(releaser) = input.view.team.releaser else {
        ui.label(theme.body("Each of you decides alone"));
        return;
    };
    let people = &input.people;
    if releaser == people.me {
        ui.add(Label::new(theme.body("You release what this seat decides; the others draft")).wrap());
        return;
    }
    let name = people.name(releaser);
    if people.is_here(releaser) {
        ui.add(Label::new(theme.body(format!("{name} releases what this seat decides; you draft"))).wrap());
        return;
    }
    ui.add(Label::new(theme.body(format!("{name} releases and is not here"))).wrap());
    // Whoever has no number of their own cannot be told from anybody else.
    if people.me == NOBODY {
        ui.add(
            Label::new(
                theme.muted("Join under your name to release in their place, or ask exercise control"),
            )
            .wrap(),
        );
    } else if act_button_ui(ui, "Step in: I release from now on") {
        out.push(Out::Team { tag: 0, act: Team::HandOn { to: people.me } });
    }
}

fn colleague_ui(ui: &mut Ui, chair: &Chair, input: &SeatInput<'_>, out: &mut Vec<Out>) {
    let theme = Theme::of(ui);
    let name = input.people.name(chair.person);
    ui.horizontal_wrapped(|ui| {
        ui.label(theme.muted(format!("{} {name} {}", icon::USER, does(chair))));
        let mine = input.view.team.releaser == Some(input.people.me) && chair.person != NOBODY;
        if mine && act_button_ui(ui, format!("Let {name} release")) {
            out.push(Out::Team { tag: 0, act: Team::HandOn { to: chair.person } });
        }
    });
}

/// A draft that waits: to be released, changed or given back by who may, taken back by who wrote it.
fn waiting_ui(
    ui: &mut Ui,
    (number, draft): (u32, &DraftView),
    desk: &mut SeatDesk,
    input: &SeatInput<'_>,
    out: &mut Vec<Out>,
) {
    let theme = Theme::of(ui);
    let what = line(&draft.verb, &input.names());
    let own = draft.by == input.people.me && draft.by != NOBODY;
    let by = if own { "you".to_owned() } else { input.people.name(draft.by) };
    ui.add(Label::new(theme.body(format!("Draft {number} by {by}: {what}"))).wrap());
    let team = |act| Out::Team { tag: 0, act };
    let back = || Team::GiveBack { draft: number, reason: String::new() };
    ui.horizontal_wrapped(|ui| {
        if input.releases() {
            let release = ui.add_enabled_ui(input.why_not().is_none(), |ui| {
                primary_button_ui(ui, &format!("Release draft {number}")).clicked()
            });
            if release.inner {
                out.push(team(Team::Release { draft: number, verb: Arc::clone(&draft.verb) }));
            }
            if ui.button("Change").on_hover_text("Opens it in its form").clicked() {
                desk.form = Some(FormState { of_draft: Some(number), ..FormState::of(&draft.verb) });
            }
            give_back_ui(ui, number, desk, out);
        } else if own && act_button_ui(ui, format!("Take draft {number} back")) {
            out.push(team(back()));
        }
    });
}

/// Giving back takes a word on why; without one the author does not know what to change.
fn give_back_ui(ui: &mut Ui, number: u32, desk: &mut SeatDesk, out: &mut Vec<Out>) {
    let reason = desk.reasons.entry(number).or_default();
    let field = ui.add(egui::TextEdit::singleline(reason).hint_text("Why it goes back").desired_width(140.0));
    ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(format!("Why draft {number} goes back")));
    let ready = !reason.trim().is_empty();
    if act(ui, ready, egui::Button::new(format!("Give draft {number} back"))).clicked() {
        let reason = std::mem::take(reason).trim().to_owned();
        out.push(Out::Team { tag: 0, act: Team::GiveBack { draft: number, reason } });
    }
}

/// What this person drafted and was given back, to be mended.
fn given_back_ui(ui: &mut Ui, desk: &mut SeatDesk, input: &SeatInput<'_>) {
    let theme = Theme::of(ui);
    let me = input.people.me;
    let ended = input.view.team.ended.iter().rev().filter(|ended| {
        ended.how == DraftEnd::GivenBack && ended.draft.by == me && ended.by != me && me != NOBODY
    });
    for ended in ended.take(GIVEN_BACK) {
        let (by, what) = (input.people.name(ended.by), line(&ended.draft.verb, &input.names()));
        ui.add(Label::new(theme.body(format!("{by} gave back “{what}”: {}", ended.reason))).wrap());
        if ui.button("Mend it").clicked() {
            desk.form = Some(FormState::of(&ended.draft.verb));
        }
    }
}
