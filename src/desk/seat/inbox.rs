//! What arrived to read: newest first, unread in bold, narrowed by words and by what waits for an answer.

mod list;

use std::collections::BTreeSet;

use super::{Fate, SeatInput};
use crate::exercise::entry::PostKind;
use crate::exercise::order::Verb;
use crate::exercise::reference::Handle;
use crate::exercise::view::{CaseView, Received};

pub(super) use list::inbox_ui;

/// Orders at the end of the list whose fate may still change.
const UNSETTLED: usize = 64;

/// Which messages are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// All of them.
    #[default]
    All,
    /// Those not read yet.
    Unread,
    /// Questions and cases that wait for this seat.
    ToDo,
}

/// The inbox's own state.
#[derive(Clone, Debug, Default)]
pub(super) struct Inbox {
    query: String,
    filter: Filter,
    /// Entry number of the chosen post.
    chosen: Option<u32>,
    read: BTreeSet<u32>,
    /// Places of questions among the posts, oldest first.
    asks: Vec<usize>,
    /// Places of cases among the posts.
    cases: Vec<usize>,
    /// Places of the questions that wait for an answer, oldest first.
    open: Vec<usize>,
    /// Questions that this desk answered, or is about to, by their handles.
    answered: BTreeSet<u32>,
    /// Posts looked at so far.
    seen: usize,
    /// Orders looked at so far.
    orders: usize,
    /// Places of the posts that match, oldest first, with what they were sought by.
    hits: Vec<usize>,
    sought: Option<(String, Filter, usize)>,
    scroll: bool,
}

impl Inbox {
    /// Looks at what is new since the last pass; a view that grew shorter is another one.
    pub(super) fn take_in(&mut self, input: &SeatInput<'_>) {
        let posts = &input.view.inbox;
        if posts.len() < self.seen {
            *self = Self { query: std::mem::take(&mut self.query), ..Self::default() };
        }
        let more = posts.len() > self.seen;
        for (place, received) in posts.iter().enumerate().skip(self.seen) {
            match received.post.kind {
                PostKind::Ask => self.asks.push(place),
                PostKind::Case => self.cases.push(place),
                _ => {}
            }
        }
        self.seen = posts.len();
        if self.note_answers(input) || more {
            let waits = |place: &usize| {
                question(&posts[*place]).is_some_and(|number| !self.answered.contains(&number))
            };
            self.open = self.asks.iter().copied().filter(waits).collect();
        }
        self.seek(input);
    }

    /// Notes which questions were answered; whether that changed. An answer that was refused is none.
    fn note_answers(&mut self, input: &SeatInput<'_>) -> bool {
        let before = self.answered.len();
        // An answer of a colleague, of an earlier desk, or put down by control.
        self.answered.extend(&input.view.answered);
        let mut refused = false;
        // What became of the latest orders may still change; the older ones stand.
        let from = self.orders.min(input.orders.len()).saturating_sub(UNSETTLED);
        for sent in &input.orders[from..] {
            let Verb::Answer { ask, .. } = &sent.verb else { continue };
            let Some(number) = ask.number() else { continue };
            if matches!(sent.fate, Fate::Refused(_)) {
                refused |= !input.view.answered.contains(&number) && self.answered.remove(&number);
            } else {
                self.answered.insert(number);
            }
        }
        self.orders = input.orders.len();
        refused || self.answered.len() != before
    }

    /// The posts that match the words and the filter; only new ones are looked at while neither changes.
    fn seek(&mut self, input: &SeatInput<'_>) {
        let posts = &input.view.inbox;
        let from = match &self.sought {
            // What was read or answered leaves those lists only when one comes back to them.
            Some((query, filter, upto)) if *query == self.query && *filter == self.filter => *upto,
            _ => {
                self.hits.clear();
                0
            }
        };
        if from == posts.len() && from > 0 {
            return;
        }
        let words: Vec<String> = self.query.split_whitespace().map(str::to_lowercase).collect();
        let found: Vec<usize> = match self.filter {
            Filter::ToDo => self.waiting(input).filter(|place| *place >= from).collect(),
            Filter::All | Filter::Unread => (from..posts.len()).collect(),
        };
        let fits = |place: &usize| {
            let received = &posts[*place];
            (self.filter != Filter::Unread || !self.read.contains(&received.number))
                && (words.is_empty() || {
                    let text = list::said(received, input.view).to_lowercase();
                    words.iter().all(|word| text.contains(word.as_str()))
                })
        };
        let found: Vec<usize> = found.into_iter().filter(fits).collect();
        self.hits.extend(found);
        self.sought = Some((self.query.clone(), self.filter, posts.len()));
    }

    /// Places of the posts that wait for this seat.
    fn waiting<'s>(&'s self, input: &'s SeatInput<'_>) -> impl Iterator<Item = usize> + 's {
        let posts = &input.view.inbox;
        let open_case = |place: &&usize| open_case(input, &posts[**place]);
        let mut all: Vec<usize> =
            self.open.iter().chain(self.cases.iter().filter(open_case)).copied().collect();
        all.sort_unstable();
        all.into_iter()
    }

    /// Questions put to this seat that it has not answered, newest first.
    pub(super) fn open_asks<'s, 'v: 's>(
        &'s self,
        input: &'s SeatInput<'v>,
    ) -> impl ExactSizeIterator<Item = &'v Received> + 's {
        let posts = &input.view.inbox;
        self.open.iter().rev().map(move |place| &posts[*place])
    }

    /// The chosen post.
    pub(super) fn chosen<'v>(&self, input: &SeatInput<'v>) -> Option<&'v Received> {
        let posts = &input.view.inbox;
        posts.binary_search_by_key(&self.chosen?, |r| r.number).ok().map(|place| &posts[place])
    }

    /// Chooses a post; it counts as read.
    pub(super) fn choose(&mut self, number: u32) {
        self.chosen = Some(number);
        self.read.insert(number);
    }

    /// Goes so many messages down the list (up for a negative number).
    pub(super) fn step(&mut self, input: &SeatInput<'_>, by: isize) {
        let last = self.hits.len();
        if last == 0 {
            return;
        }
        // The list shows the newest first.
        let shown = self.row(input).map_or(if by > 0 { -1 } else { last as isize }, |row| row as isize);
        let row = (shown + by).clamp(0, last as isize - 1) as usize;
        self.choose(input.view.inbox[self.hits[last - 1 - row]].number);
        self.scroll = true;
    }

    /// The row of the chosen post, from the top.
    fn row(&self, input: &SeatInput<'_>) -> Option<usize> {
        let chosen = self.chosen?;
        let place = input.view.inbox.binary_search_by_key(&chosen, |r| r.number).ok()?;
        self.hits.binary_search(&place).ok().map(|hit| self.hits.len() - 1 - hit)
    }

    /// Whether the post is a question that this desk has answered.
    pub(super) fn was_answered(&self, received: &Received) -> bool {
        received.post.kind == PostKind::Ask && question(received).is_some_and(|n| self.answered.contains(&n))
    }

    fn unread(&self, received: &Received) -> bool {
        !self.read.contains(&received.number)
    }

    fn unread_count(&self) -> usize {
        self.seen.saturating_sub(self.read.len())
    }
}

/// The handle of the question that a post puts.
fn question(received: &Received) -> Option<u32> {
    received.post.thread.map(Handle::number)
}

fn open_case(input: &SeatInput<'_>, received: &Received) -> bool {
    case_of(input, received).is_some_and(|c| waits_for_vote(c, input))
}

/// The case that a post is about.
fn case_of<'a>(input: &SeatInput<'a>, received: &Received) -> Option<&'a CaseView> {
    received.post.thread.map(Handle::number).and_then(|n| input.view.cases.get(&n))
}

/// Whether a case waits for this seat: it has a vote and has not cast it.
pub(super) fn waits_for_vote(case: &CaseView, input: &SeatInput<'_>) -> bool {
    case.may_vote && case.end.is_none() && !case.votes.contains_key(input.me)
}
