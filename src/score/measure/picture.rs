//! Measure 5, common picture (doctrine 6.3): accuracy × agreement, from freeze probes (Endsley 1995) and from what
//! situation reports claim.
//!
//! Accuracy = correct ÷ asked; no answer is no knowledge. A report is as accurate as the share of its claims on cause,
//! severity, malice and cross-border reach that hold; “not known yet” claims nothing. Agreement = the share of pairs of
//! those asked that gave the same answer (Fleiss' P̄; silence agrees with nobody). κ is shown beside it from ten items
//! and four raters. Agreed but wrong: questions on which more than half gave one and the same wrong answer.

use std::collections::BTreeMap;

use crate::base::{At, Ppm};
use crate::exercise::order::Staffing;
use crate::model::agreement::agreement;
use crate::scenario::script::{QuestionId, SeatId};
use crate::scenario::words::{Cause, Tri};

use crate::score::board::{Round, Word};
use crate::score::convention::{KAPPA_ITEMS, KAPPA_RATERS};
use crate::score::court::Court;
use crate::score::moment::{Figure, Moment, Part, Tally, mean};

/// As people read it.
pub(super) const FORMULA: &str =
    "accuracy × agreement: (correct ÷ asked) × (agreeing pairs ÷ pairs of those asked)";

/// Judges probes and situation reports.
pub(crate) fn judge(court: &Court<'_>) -> Tally {
    let mut tally = Tally::default();
    let mut wrong_together = 0;
    let mut tables = Vec::new();
    for (&(question, round), row) in &court.board.rounds {
        if !court.counts(row.mark) {
            continue;
        }
        let answers = answers(court, question, row);
        let truth = court.script.questions[question].truth.get(usize::from(round)).copied().unwrap_or(0);
        for &(seat, answer) in &answers {
            tally.moments.push(accuracy(court, question, row, seat, answer, truth));
        }
        if row.closed {
            tally.moments.extend(agreements(court, row, &answers));
            wrong_together += u32::from(agreed_but_wrong(&answers, truth).is_some());
            tables.push(table(&answers, court.script.questions[question].answers.len()));
        }
    }
    for report in court.board.reports.iter().filter(|r| court.counts(r.mark)) {
        tally.moments.extend(report_accuracy(court, report));
    }
    details(&mut tally, wrong_together, tables);
    tally
}

/// A question that was put: who was right, how far they agreed, and whether they agreed on what is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoundPicture {
    /// The question.
    pub question: QuestionId,
    /// When it was put.
    pub at: At,
    /// Seats that were asked and could answer.
    pub asked: u32,
    /// Those that were right.
    pub right: u32,
    /// Share of pairs of those asked that gave the same answer; none for one alone.
    pub agreement: Option<Ppm>,
    /// The wrong answer that more than half of them gave: agreed, but wrong.
    pub agreed_but_wrong: Option<u8>,
}

/// Every question that was put and closed, in order of time.
pub(crate) fn rounds(court: &Court<'_>) -> Vec<RoundPicture> {
    let mut found: Vec<RoundPicture> = Vec::new();
    for (&(question, round), row) in &court.board.rounds {
        if !row.closed || !court.counts(row.mark) {
            continue;
        }
        let answers = answers(court, question, row);
        let truth = court.script.questions[question].truth.get(usize::from(round)).copied().unwrap_or(0);
        let right = answers.iter().filter(|(_, a)| a.map(usize::from) == Some(truth)).count() as u32;
        found.push(RoundPicture {
            question,
            at: row.mark.at,
            asked: answers.len() as u32,
            right,
            agreement: pairs_agreeing(&answers),
            agreed_but_wrong: agreed_but_wrong(&answers, truth),
        });
    }
    found.sort_by_key(|round| (round.at, round.question));
    found
}

/// Agreeing pairs ÷ pairs; silence agrees with nobody.
fn pairs_agreeing(answers: &[(SeatId, Option<u8>)]) -> Option<Ppm> {
    let others = answers.len().checked_sub(1).filter(|n| *n > 0)? as u64;
    let same = |(who, answer): &(SeatId, Option<u8>)| {
        answers.iter().filter(|(other, a)| other != who && answer.is_some() && a == answer).count() as u64
    };
    Some(Ppm::ratio(answers.iter().map(same).sum(), answers.len() as u64 * others))
}

/// What those asked answered; none where they said nothing that counts.
fn answers(court: &Court<'_>, question: QuestionId, row: &Round) -> Vec<(SeatId, Option<u8>)> {
    let given = |seat: &SeatId| {
        row.answers.get(seat).filter(|(_, mark)| court.counts(*mark)).map(|(answer, _)| *answer)
    };
    asked(court, question, row).into_iter().map(|seat| (seat, given(&seat))).collect()
}

/// Those asked who could answer. A bot has no picture of its own: its silence is not assessed.
fn asked(court: &Court<'_>, question: QuestionId, row: &Round) -> Vec<SeatId> {
    let open = court.script.questions[question].open;
    let until = row.mark.at + open;
    let could = |seat: &SeatId| {
        let person = court.board.staffing[*seat] == Staffing::Person || row.answers.contains_key(seat);
        person && court.played(*seat, row.mark.at, until).0 > 0
    };
    court.script.questions[question].to.iter().copied().filter(could).collect()
}

fn accuracy(
    court: &Court<'_>,
    question: QuestionId,
    row: &Round,
    seat: SeatId,
    answer: Option<u8>,
    truth: usize,
) -> Moment {
    let right = answer.map(usize::from) == Some(truth);
    let mark = row.answers.get(&seat).filter(|_| answer.is_some()).map_or(row.mark, |(_, mark)| *mark);
    let spec = &court.script.questions[question];
    let mut moment = court.moment(mark, seat, if right { Ppm::ONE } else { Ppm::ZERO }, || {
        let said = answer.and_then(|a| spec.answers.get(usize::from(a)));
        let said = said.map_or("no answer".to_owned(), |text| format!("“{text}”"));
        format!("“{}”: {said}, {}", spec.ask, if right { "right" } else { "not right" })
    });
    if answer.is_none() && !row.closed {
        moment.part = Part::Pending;
    }
    moment
}

/// For each who was asked, the share of the others that gave the same answer.
fn agreements(court: &Court<'_>, row: &Round, answers: &[(SeatId, Option<u8>)]) -> Vec<Moment> {
    let others = answers.len().saturating_sub(1) as u64;
    if others == 0 {
        return Vec::new();
    }
    let same = |seat: SeatId, answer: Option<u8>| {
        answers.iter().filter(|(who, a)| *who != seat && answer.is_some() && *a == answer).count() as u64
    };
    answers
        .iter()
        .map(|&(seat, answer)| {
            let same = same(seat, answer);
            let mut moment = court.moment(row.mark, seat, Ppm::ratio(same, others), || {
                format!("{same} of {others} others gave the same answer")
            });
            moment.part = Part::Beside;
            moment
        })
        .collect()
}

/// The wrong answer that more than half gave, if there is one.
fn agreed_but_wrong(answers: &[(SeatId, Option<u8>)], truth: usize) -> Option<u8> {
    let mut counts: BTreeMap<u8, usize> = BTreeMap::new();
    for answer in answers.iter().filter_map(|(_, answer)| *answer) {
        *counts.entry(answer).or_default() += 1;
    }
    let most = |(answer, n): &(&u8, &usize)| usize::from(**answer) != truth && **n * 2 > answers.len();
    counts.iter().find(most).map(|(answer, _)| *answer)
}

/// A row for Fleiss: how many gave each answer, none at the end.
fn table(answers: &[(SeatId, Option<u8>)], offered: usize) -> Vec<u32> {
    let mut row = vec![0; offered + 1];
    for (_, answer) in answers {
        row[answer.map_or(offered, |a| usize::from(a).min(offered))] += 1;
    }
    row
}

/// How much of a report holds; nothing where it claims nothing that has a truth.
fn report_accuracy(court: &Court<'_>, report: &Word) -> Option<Moment> {
    let truth = &court.script.incidents[report.incident];
    let claims = &report.claims;
    let says = |claim: Option<Tri>, is: bool| match claim {
        Some(Tri::Yes) => Some(is),
        Some(Tri::No) => Some(!is),
        Some(Tri::Unknown) | None => None,
    };
    let checks = [
        ("cause", claims.cause.map(|c| c == truth.cause)),
        ("severity", claims.severity.map(|c| truth.defensible.contains(&c))),
        ("malice", says(claims.malicious, truth.cause == Cause::MaliciousAction)),
        ("cross-border reach", says(claims.cross_border, truth.concerns.len() > 1)),
    ];
    let made: Vec<(&str, bool)> = checks.iter().filter_map(|(name, held)| Some((*name, (*held)?))).collect();
    if made.is_empty() {
        return None;
    }
    let right = made.iter().filter(|(_, held)| *held).count() as u64;
    let got = Ppm::ratio(right, made.len() as u64);
    Some(court.moment(report.mark, report.seat, got, || {
        let wrong: Vec<&str> = made.iter().filter(|(_, held)| !held).map(|(name, _)| *name).collect();
        let name = court.incident(report.incident);
        if wrong.is_empty() {
            format!("{name}: all {right} claims of the report hold")
        } else {
            format!("{name}: {right} of {} claims hold, not on {}", made.len(), wrong.join(", "))
        }
    }))
}

fn details(tally: &mut Tally, wrong_together: u32, tables: Vec<Vec<u32>>) {
    if let Some(accuracy) = mean(&tally.moments, |part| part == Part::Chance) {
        tally.detail("accuracy", Figure::Share(accuracy));
    }
    if let Some(agreeing) = mean(&tally.moments, |part| part == Part::Beside) {
        tally.detail("agreement", Figure::Share(agreeing));
    }
    tally.detail("agreed_but_wrong", Figure::Count(wrong_together));
    let raters = |row: &Vec<u32>| row.iter().sum::<u32>() as usize;
    let width = tables.iter().map(Vec::len).max().unwrap_or(0);
    let enough = tables.len() >= KAPPA_ITEMS && tables.iter().all(|row| raters(row) >= KAPPA_RATERS);
    if enough {
        let even: Vec<Vec<u32>> = tables
            .into_iter()
            .map(|mut row| {
                row.resize(width, 0);
                row
            })
            .collect();
        if let Some(kappa) = agreement(&even).and_then(|a| a.kappa_millionths) {
            tally.detail("kappa", Figure::Kappa(kappa));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_of_them_wrong_together_is_seen() {
        let answers = |list: &[Option<u8>]| {
            list.iter().enumerate().map(|(n, a)| (SeatId(n as u32), *a)).collect::<Vec<_>>()
        };
        assert_eq!(agreed_but_wrong(&answers(&[Some(1), Some(1), Some(0)]), 0), Some(1));
        assert_eq!(
            agreed_but_wrong(&answers(&[Some(1), Some(1), Some(0), None]), 0),
            None,
            "half is not most"
        );
        assert_eq!(agreed_but_wrong(&answers(&[Some(0), Some(0)]), 0), None);
    }

    #[test]
    fn agreement_is_of_pairs_and_silence_agrees_with_nobody() {
        let answers = |list: &[Option<u8>]| {
            list.iter().enumerate().map(|(n, a)| (SeatId(n as u32), *a)).collect::<Vec<_>>()
        };
        // Of three pairs one agrees; two who say nothing do not agree.
        assert_eq!(pairs_agreeing(&answers(&[Some(1), Some(1), Some(0)])), Some(Ppm(333_333)));
        assert_eq!(pairs_agreeing(&answers(&[None, None])), Some(Ppm(0)));
        assert_eq!(pairs_agreeing(&answers(&[Some(1)])), None);
    }
}
