//! What participants said of the exercise after ENDEX: how many agree how far, and their words. Nobody's answers are told
//! from another's: not by seat, nor by person.

use std::collections::BTreeMap;

use crate::exercise::fact::{Fact, Record};
use crate::exercise::order::{Act, Team};
use crate::exercise::team::{Answer, NOBODY, TeamFact};
use crate::scenario::questionnaire::Questionnaire;
use crate::scenario::script::SeatId;

/// Fewer than this and one could tell who said what: then the figures are exercise control's alone.
pub const FEWEST: usize = 5;
/// Marks from 1, strong disagreement, to 5, strong agreement.
pub const MARKS: usize = 5;

/// All answers, the latest of each person.
#[derive(Clone, Debug, Default)]
pub struct Answers(BTreeMap<(SeatId, u16, u64), Vec<Answer>>);

/// How a statement was rated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rated {
    /// The statement.
    pub says: String,
    /// How many gave each mark, from 1 to 5.
    pub counts: [u32; MARKS],
}

/// What was answered to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The question.
    pub asks: String,
    /// The answers, by the alphabet: their order tells nothing.
    pub said: Vec<String>,
}

impl Answers {
    /// Takes a record in.
    pub fn fold(&mut self, record: &Record) {
        let given = record.facts.iter().find_map(|fact| match fact {
            Fact::Team(seat, TeamFact::Answered(person)) => Some((*seat, *person)),
            _ => None,
        });
        let (Some((seat, person)), Some(order)) = (given, record.order()) else { return };
        let Act::Team(Team::Feedback { answers }) = &order.act else { return };
        // Whoever has not said who they are is told from others by their client alone.
        let key = if person == NOBODY { order.id.key } else { 0 };
        self.0.insert((seat, person, key), answers.clone());
    }

    /// How many have answered.
    pub fn people(&self) -> usize {
        self.0.len()
    }

    /// How the statements were rated.
    pub fn rated(&self, asked: &Questionnaire) -> Vec<Rated> {
        let rated = |says: &str| {
            let mut counts = [0; MARKS];
            for rating in self.to(says).filter_map(|answer| answer.rating) {
                if let Some(count) = usize::from(rating).checked_sub(1).and_then(|n| counts.get_mut(n)) {
                    *count += 1;
                }
            }
            Rated { says: says.to_owned(), counts }
        };
        asked.statements.iter().map(|says| rated(says.get("en"))).collect()
    }

    /// What was answered in words; statements may have some, too.
    pub fn told(&self, asked: &Questionnaire) -> Vec<Told> {
        let told = |asks: &str| {
            let words = self.to(asks).map(|answer| answer.text.trim()).filter(|text| !text.is_empty());
            let mut said: Vec<String> = words.map(str::to_owned).collect();
            said.sort_unstable();
            Told { asks: asks.to_owned(), said }
        };
        asked.questions.iter().map(|asks| told(asks.get("en"))).collect()
    }

    fn to<'a>(&'a self, asked: &'a str) -> impl Iterator<Item = &'a Answer> {
        self.0.values().flatten().filter(move |answer| answer.asked == asked)
    }
}

impl Rated {
    /// How many rated it.
    pub fn of(&self) -> u32 {
        self.counts.iter().sum()
    }

    /// The mean mark in hundredths; none where nobody rated it.
    pub fn mean(&self) -> Option<u32> {
        let sum: u32 = (1..).zip(self.counts).map(|(mark, count)| mark * count).sum();
        (sum * 100).checked_div(self.of())
    }
}
