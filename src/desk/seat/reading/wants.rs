//! What a post wants of the reader: an answer to a question, a vote on a case.

use egui::Ui;

use crate::base::{At, Span};
use crate::desk::Theme;
use crate::desk::names::capital;
use crate::desk::seat::SeatInput;
use crate::desk::seat::verbs::VerbKind;
use crate::desk::theme::Voice;
use crate::desk::widgets::button::primary_button_ui;
use crate::desk::widgets::{classified, icon, key, tlp};
use crate::exercise::entry::PostKind;
use crate::exercise::fact::CaseEnd;
use crate::exercise::view::{CaseView, Received, ReleaseView};
use crate::scenario::mechanism::{Mechanism, MechanismKind};
use crate::scenario::words::Vote;

/// What the reader chose.
pub(super) enum Want {
    /// Open this form.
    Form(VerbKind),
    /// Open the vote with this.
    Vote(Vote),
}

pub(super) fn wants_ui(ui: &mut Ui, received: &Received, input: &SeatInput<'_>) -> Option<Want> {
    match received.post.kind {
        PostKind::Ask => answer_ui(ui),
        PostKind::Case => {
            let number = received.post.thread?.number();
            let case = input.view.cases.get(&number)?;
            // Where nothing was written with it, the line of the head is line enough.
            let post = &received.post;
            if !(post.text.get("en").is_empty() && post.items.is_empty() && post.claims.is_empty()) {
                ui.separator();
            }
            case_ui(ui, case, input)
        }
        _ => None,
    }
}

fn answer_ui(ui: &mut Ui) -> Option<Want> {
    let clicked = ui
        .horizontal(|ui| {
            let clicked = primary_button_ui(ui, &format!("{} Answer", icon::CHAT_TEXT)).clicked();
            key::key_ui(ui, VerbKind::Answer.key().name());
            clicked
        })
        .inner;
    clicked.then_some(Want::Form(VerbKind::Answer))
}

fn case_ui(ui: &mut Ui, case: &CaseView, input: &SeatInput<'_>) -> Option<Want> {
    let theme = Theme::of(ui);
    let names = input.names();
    ui.label(theme.say(Voice::Title, names.mechanism(&case.mechanism)));
    let what = if case.offer { "Help is offered by" } else { "Asked for by" };
    ui.label(theme.body(format!("{what} {}", names.seat(&case.by))));
    if let Some(asked) = &case.release {
        asked_ui(ui, asked, input);
    }
    for (seat, (vote, why)) in &case.votes {
        let why = if why.is_empty() { String::new() } else { format!(": {why}") };
        ui.add(egui::Label::new(theme.body(format!("{} {vote}{why}", names.seat(seat)))).wrap());
    }
    for seat in &case.contradicted {
        let text = format!("{} acted alone, against this", names.seat(seat));
        ui.add(egui::Label::new(theme.strong(text)).wrap());
    }
    if let Some(until) = overturned_until(case, input) {
        return scrutiny_ui(ui, (case, until), input);
    }
    if let Some((how, adopted)) = case.end {
        let fell = case.fell.then_some("It stands no more: somebody withdrew, or overturned it".to_owned());
        ui.label(theme.strong(fell.unwrap_or_else(|| ended(how, adopted))));
        let may_leave = adopted && !case.fell && !case.contradicted.is_empty();
        let leaves = may_leave
            && (case.may_vote || case.by == input.me)
            && ui.button(format!("{} Withdraw", icon::X)).clicked();
        return leaves.then_some(Want::Vote(Vote::Against));
    }
    let left = case.due.since(input.now);
    ui.label(theme.note(format!("Decided by {}, {left} left", input.directory.clock.show(case.due))));
    if !case.may_vote {
        ui.label(theme.note("You have no vote on this"));
        return None;
    }
    if case.votes.contains_key(input.me) {
        ui.label(theme.note("You have voted; until then you may vote otherwise"));
    }
    if let Some(heard_by) = case.heard_by.filter(|at| *at > input.now) {
        let until = input.directory.clock.show(heard_by);
        ui.label(theme.note(format!("You hear others first, until {until} at most")));
    }
    let mut chosen = None;
    ui.horizontal(|ui| {
        for (vote, word) in [
            (Vote::For, for_word(case, input)),
            (Vote::Against, against_word(case, input)),
            (Vote::Abstain, "Abstain"),
        ] {
            if ui.button(format!("{} {word}", vote_icon(vote))).clicked() {
                chosen = Some(Want::Vote(vote));
            }
        }
        key::key_ui(ui, VerbKind::Vote.key().name());
    });
    chosen
}

/// Until when the reader, of the provider's own state, may overturn an order from another; none where it may not.
fn overturned_until(case: &CaseView, input: &SeatInput<'_>) -> Option<At> {
    let until = case.heard_by.filter(|until| *until >= input.now && !case.fell)?;
    let spec = input.directory.mechanism(&case.mechanism)?;
    let open = case.end.is_none_or(|(_, adopted)| adopted);
    (spec.scrutiny() > Span::ZERO && open).then_some(until)
}

fn scrutiny_ui(ui: &mut Ui, (case, until): (&CaseView, At), input: &SeatInput<'_>) -> Option<Want> {
    let until = input.directory.clock.show(until);
    let waits = input.directory.mechanism(&case.mechanism).is_some_and(Mechanism::waits_for_scrutiny);
    let text = format!(
        "The provider is established in your state: you may overturn the order until {until}, and say why"
    );
    ui.add(egui::Label::new(Theme::of(ui).note(text)).wrap());
    let mut chosen = None;
    ui.horizontal(|ui| {
        // Where the provider waits for a word of this state, that there is no objection is one.
        let silent = !case.landed && !case.votes.contains_key(input.me);
        if waits && silent && ui.button(format!("{} No objection", vote_icon(Vote::For))).clicked() {
            chosen = Some(Want::Vote(Vote::For));
        }
        if ui.button(format!("{} Overturn", icon::X)).clicked() {
            chosen = Some(Want::Vote(Vote::Against));
        }
    });
    chosen
}

/// What an originator is asked, with the marking of the item.
fn asked_ui(ui: &mut Ui, asked: &ReleaseView, input: &SeatInput<'_>) {
    let theme = Theme::of(ui);
    let names = input.names();
    let to: Vec<&str> = asked.to.iter().map(|seat| names.seat(seat)).collect();
    let what = if asked.tear_line {
        "A tear-line is asked for".to_owned()
    } else {
        format!("To be released to {}", to.join("; "))
    };
    ui.add(egui::Label::new(theme.strong(what)).wrap());
    let Some(item) = input.view.intel.get(&asked.item) else { return };
    ui.horizontal_wrapped(|ui| {
        tlp::tlp_ui(ui, item.tlp);
        if let Some(marked) = &item.classified {
            classified::classified_ui(ui, marked.level, &marked.marking);
        }
    });
    ui.add(egui::Label::new(theme.body(item.says.get("en"))).wrap());
}

fn for_word(case: &CaseView, input: &SeatInput<'_>) -> &'static str {
    match case.offer {
        true => "Accept",
        false if is_order(case, input) => "Comply",
        false => "Agree",
    }
}

fn against_word(case: &CaseView, input: &SeatInput<'_>) -> &'static str {
    match case.offer {
        true => "Decline",
        false if is_order(case, input) => "Refuse",
        false => "Object",
    }
}

/// Whether somebody is ordered to do something, and not asked for a view.
fn is_order(case: &CaseView, input: &SeatInput<'_>) -> bool {
    let kind = input.directory.mechanism(&case.mechanism).map(|m| &m.kind);
    matches!(kind, Some(MechanismKind::Demand { .. } | MechanismKind::Removal { .. }))
}

fn vote_icon(vote: Vote) -> &'static str {
    match vote {
        Vote::For => icon::CHECK,
        Vote::Against => icon::X,
        Vote::Abstain => icon::MINUS,
    }
}

/// How a case ended, in words.
pub(in crate::desk) fn ended(how: CaseEnd, adopted: bool) -> String {
    let result = if adopted { "adopted" } else { "not adopted" };
    capital(&match how {
        CaseEnd::Adopted => result.to_owned(),
        CaseEnd::Objected => format!("{result}: somebody objected"),
        CaseEnd::Lapsed if adopted => format!("{result}: nobody objected in time"),
        CaseEnd::Lapsed => format!("{result}: the time ran out"),
        CaseEnd::ByControl => format!("{result} by exercise control"),
    })
}
