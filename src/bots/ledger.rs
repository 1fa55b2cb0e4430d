//! What a bot has seen of other states: how far it trusts them, and whose turn it was. A fold of its own entries.

use crate::base::{At, Ppm};
use crate::exercise::entry::{Entry, News, PostKind};
use crate::model::trust::Evidence;
use crate::scenario::bot::Sharing;
use crate::scenario::words::{Tlp, Vote};

use super::chart::{Chart, StateNo};

/// Of a risk, what each leak that was seen adds.
const LEAK_SEEN: Ppm = Ppm(250_000);

/// What was seen of each state, by its number.
#[derive(Clone, Debug, Default)]
pub(super) struct Ledger {
    states: Vec<Seen>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    evidence: Evidence,
    leaks: u32,
    /// The last move against.
    against: Option<At>,
    /// A question of ours that waits for its answer.
    asked: Option<At>,
}

impl Ledger {
    /// Nothing was seen yet of so many states.
    pub(super) fn new(states: usize) -> Self {
        Self { states: vec![Seen::default(); states] }
    }

    /// Takes in an entry of a seat of the state `home`.
    pub(super) fn hear(&mut self, chart: &Chart, home: Option<StateNo>, entry: &Entry) {
        match &entry.news {
            News::Intel { from: Some(from), .. } => self.with(chart, home, from, Seen::kept),
            News::Post(post) => {
                let gives = matches!(post.kind, PostKind::Answer | PostKind::Sitrep | PostKind::Notice(..));
                if let Some(from) = post.from_seat.as_ref().filter(|_| gives) {
                    self.with(chart, home, from, Seen::kept);
                }
            }
            News::Voted { by, vote: Vote::Against, .. } => {
                self.with(chart, home, by, |seen| seen.defected(entry.at));
            }
            News::Breach { by, .. } => self.with(chart, home, by, |seen| {
                seen.leaks = seen.leaks.saturating_add(1);
                seen.defected(entry.at);
            }),
            _ => {}
        }
    }

    /// Notes that a seat was asked something.
    pub(super) fn asked(&mut self, chart: &Chart, home: Option<StateNo>, seat: &str, now: At) {
        self.with(chart, home, seat, |seen| seen.asked = seen.asked.or(Some(now)));
    }

    fn with(&mut self, chart: &Chart, home: Option<StateNo>, seat: &str, note: impl FnOnce(&mut Seen)) {
        let other = chart.state_of(seat).filter(|other| Some(*other) != home);
        if let Some(seen) = other.and_then(|other| self.states.get_mut(other.0 as usize)) {
            note(seen);
        }
    }

    fn of(&self, state: StateNo) -> Seen {
        self.states.get(state.0 as usize).copied().unwrap_or_default()
    }

    /// How far the state is trusted: one half for a stranger.
    pub(super) fn trust(&self, state: StateNo) -> Ppm {
        self.of(state).evidence.trust()
    }

    /// Whether its last move was one against us that is not forgiven yet. Strangers are met with an open hand.
    pub(super) fn is_against(&self, state: StateNo, sharing: &Sharing, now: At) -> bool {
        let seen = self.of(state);
        let grudge = seen.against.is_some_and(|at| now.since(at) < sharing.forgives_in);
        grudge || seen.asked.is_some_and(|at| now.since(at) > sharing.patience)
    }

    /// T · benefit ± reciprocity − leak risk · cost > 0, in millionths of a point.
    pub(super) fn would_share(&self, state: StateNo, tlp: Tlp, sharing: &Sharing, now: At) -> bool {
        let points = |share: Ppm, points: u32| i64::from(share.0) * i64::from(points);
        let turn = points(Ppm::ONE, sharing.reciprocity);
        let turn = if self.is_against(state, sharing, now) { -turn } else { turn };
        let seen_leaks = LEAK_SEEN.0.saturating_mul(self.of(state).leaks);
        let risk = Ppm(sharing.leak_risk.0.saturating_add(seen_leaks).min(Ppm::ONE.0));
        points(self.trust(state), sharing.benefit) + turn > points(risk, sharing.costs.of(tlp))
    }
}

impl Seen {
    /// A good turn answers what was asked, and ends a grudge: tit for tat.
    fn kept(&mut self) {
        self.evidence.praise(Evidence::ACT);
        (self.asked, self.against) = (None, None);
    }

    fn defected(&mut self, at: At) {
        self.evidence.blame(2 * Evidence::ACT);
        self.against = Some(at);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::base::Span;
    use crate::exercise::directory::{Directory, SeatEntry};
    use crate::exercise::reference::Handle;
    use crate::scenario::bot::shipped;

    const HOME: Option<StateNo> = Some(StateNo(0));
    const LV: StateNo = StateNo(2);
    const LT: StateNo = StateNo(1);

    fn chart() -> Chart {
        let seat = |state: &str| SeatEntry { state: Some(state.to_owned()), ..SeatEntry::default() };
        let seats = [("ee", "EE"), ("lv", "LV"), ("lt", "LT")];
        let seats = seats.map(|(id, state)| (id.to_owned(), seat(state))).into();
        let chart = Chart::new(Arc::new(Directory { seats, ..Directory::default() }));
        assert_eq!([chart.state("EE"), chart.state("LV"), chart.state("LT")], [HOME, Some(LV), Some(LT)]);
        chart
    }

    fn entry(at: At, news: News) -> Entry {
        Entry { number: 1, at, news }
    }

    fn sharing(id: &str) -> Sharing {
        shipped().into_iter().find(|d| d.id == id).unwrap().sharing
    }

    #[test]
    fn the_formula_weighs_trust_reciprocity_and_risk() {
        let (ledger, book, cautious) = (Ledger::new(3), sharing("by_the_book"), sharing("cautious"));
        let goes = |sharing, tlp| ledger.would_share(LV, tlp, sharing, At::STARTEX);
        assert!(goes(&book, Tlp::Red), "0.5 · 60 + 20 > 0.2 · 100");
        assert!(goes(&cautious, Tlp::Clear), "0.5 · 40 + 10 > 0");
        assert!(!goes(&cautious, Tlp::Green), "0.5 · 40 + 10 < 0.8 · 40");
    }

    #[test]
    fn a_good_turn_earns_what_a_stranger_does_not_get() {
        let (mut ledger, chart, cautious) = (Ledger::new(3), chart(), sharing("cautious"));
        let news = News::Intel {
            item: Handle(1),
            says: "".into(),
            tlp: Tlp::Green,
            pap: crate::scenario::words::Pap::Clear,
            from: Some("lv".into()),
            own: false,
            about: None,
            enables: Arc::default(),
            evidence: None,
            classified: None,
            tear_line_of: None,
        };
        ledger.hear(&chart, HOME, &entry(At::STARTEX, news));
        assert!(ledger.would_share(LV, Tlp::Green, &cautious, At::STARTEX), "2/3 · 40 + 10 > 32");
        assert!(!ledger.would_share(LT, Tlp::Green, &cautious, At::STARTEX));
    }

    #[test]
    fn a_leak_is_answered_in_kind_and_forgiven_in_time() {
        let (mut ledger, chart, book) = (Ledger::new(3), chart(), sharing("by_the_book"));
        let (item, by, marking) = (Handle(1), "lv".into(), Default::default());
        ledger.hear(&chart, HOME, &entry(At::STARTEX, News::Breach { item, by, marking, to: None }));
        let later = |hours| At::STARTEX + Span::hours(hours);
        let goes = |at| ledger.would_share(LV, Tlp::Amber, &book, at);
        assert!(!goes(later(1)), "1/4 · 60 − 20 < 0.45 · 40");
        assert!(goes(later(12)), "1/4 · 60 + 20 > 0.45 · 40: forgiven after 12 h");
    }

    #[test]
    fn a_question_left_open_is_a_move_against() {
        let (mut ledger, chart, book) = (Ledger::new(3), chart(), sharing("by_the_book"));
        ledger.asked(&chart, HOME, "lv", At::STARTEX);
        let against = |hours| ledger.is_against(LV, &book, At::STARTEX + Span::hours(hours));
        assert!(!against(4) && against(5));
        ledger.asked(&chart, HOME, "ee", At::STARTEX);
        assert!(
            !ledger.is_against(StateNo(0), &book, At::STARTEX + Span::hours(9)),
            "at home nobody keeps books"
        );
    }
}
