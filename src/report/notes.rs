//! Sentences that both HTML and Markdown carry: what a section is, and why it is empty.

use super::model::{Evidence, Report};
use super::names::figure;
use crate::base::excerpt::count;

/// Said of a report that is not signed off.
pub(super) const PRELIMINARY: &str = "PRELIMINARY: nobody has signed this report off";
/// Whether somebody stands for the report, in a line.
pub(super) fn standing(report: &Report) -> String {
    let Some(signed) = &report.signed_off else { return PRELIMINARY.to_owned() };
    let words = super::narrate::signed_words(&signed.by, &signed.on);
    format!("{}{}", super::names::capital(&words), super::names::said(&signed.text))
}

/// The marking of a page: one that is not signed off says so on every page.
pub(super) fn marking(report: &Report) -> String {
    if report.preliminary { format!("{} · PRELIMINARY", report.marking) } else { report.marking.clone() }
}

/// Said above the improvement plan.
pub(super) const PLAN: &str = "Issues that the exercise shows. What is to be done about each, by whom and by when, is \
for people to fill in. Capability elements are planning, organisation, equipment, training and exercise.";
/// Said above the figures of states.
pub(super) const STATES: &str = "Each state beside what it could have done, not beside the others: the columns are no \
ranking. A figure with a reason in brackets may not be shown to other states.";
/// The same under pseudonyms.
pub(super) const PSEUDONYMS: &str = "One figure a state, under pseudonyms and in no order of merit. With fewer than three \
states none is shown: a pseudonym would hide nothing.";
/// Said above the course of trust.
pub(super) const TRUST: &str = "Trust over time, the pairs in which it moved most; a model's figure, from answers, \
useful sharing, and markings that were honoured or broken.";
/// Said above the services.
pub(super) const SERVICES: &str = "Disturbed is the time with more than 5 % of the function lost, out the time with more \
than half. The loss is a model's illustration.";
/// Said above the duties.
pub(super) const DUTIES: &str =
    "Duties by their deadline. Clocks run from what was true, not from what a seat took it for.";
/// Said where a section is empty.
pub(super) const NONE: &str = "None";

/// Why pairs are missing, or what they show.
pub(super) fn pairs(report: &Report) -> String {
    let mut said = vec![
        "Share of the value of what a state needed and the other held that arrived, from row to column."
            .to_owned(),
    ];
    for (why, n) in &report.pairs.withheld {
        said.push(format!("{} left out of the comparison: {why}.", count(*n as usize, "pair")));
    }
    said.join(" ")
}

/// What the figures of states are.
pub(super) fn states(report: &Report) -> &'static str {
    match report.states.iter().all(|s| s.measures.is_empty()) {
        true => PSEUDONYMS,
        false => STATES,
    }
}

/// What the overall figure stands on.
pub(super) fn overall(report: &Report) -> String {
    let score = &report.score;
    let assessed = score.measures.iter().filter(|m| m.value.0.is_some()).count();
    let mut said = format!(
        "The overall figure is {}: the mean of the measures that were assessed ({assessed} of {}), by their weights",
        figure(score.overall.0),
        score.measures.len()
    );
    if score.overall.0.is_some() && score.measures.iter().any(|m| m.opportunities > 0) {
        let sum = |of: fn(&super::model::Measure) -> u32| score.measures.iter().map(of).sum::<u32>();
        let (done, all) = (sum(|m| m.assessed), sum(|m| m.opportunities));
        said.push_str(&format!("; {done} of {all} opportunities could be assessed"));
    }
    if score.cap.0.is_some() {
        said.push_str(&format!("; a breach of confidentiality caps it at {}", figure(score.cap.0)));
    }
    said
}

/// `+0.12`, `−0.05`, with as many digits as tell it from nothing.
pub(super) fn points(of: &Evidence) -> String {
    let sign = if of.points_ppm < 0 { '−' } else { '+' };
    let thousandths = (of.points_ppm.unsigned_abs() + 500) / 1_000;
    format!("{sign}{}.{:03}", thousandths / 1_000, thousandths % 1_000)
}

/// A reason with its moment, seat and entry.
pub(super) fn reason(of: &Evidence) -> String {
    let seat = of.seat.as_ref().map(|seat| format!("{seat}: ")).unwrap_or_default();
    format!("{}, {seat}{} (entry {})", of.at.clock, of.why, of.record)
}

/// Said above the critical tasks.
pub(super) fn tasks(report: &Report) -> String {
    let mut said = "P performed without challenges, S with some challenges, M with major challenges, U unable to be performed \
(HSEEP). The figures suggest, people decide: a suggestion is the mean of the expected actions and measures that show the task; \
what nobody rated, or raters dispute, is not assessed."
        .to_owned();
    let raters = &report.raters;
    if raters.shared > 0 {
        said.push_str(&format!(
            " Raters agree on {} of {} things that two or more rated",
            raters.agreed, raters.shared
        ));
        said.push_str(&match raters.disputed {
            0 => ".".to_owned(),
            n => format!("; {n} wait for the lead evaluator."),
        });
    }
    said
}

/// Said above the words that people judge.
pub(super) fn words(report: &Report) -> String {
    let all: usize = report.words.iter().map(|words| words.criteria.len()).sum();
    let judged =
        report.words.iter().flat_map(|words| &words.criteria).filter(|by| by.agreed.is_some()).count();
    format!(
        "No figure is computed from words: people judge them by a few plain questions, conventions of ours. {judged} of {all} \
         are assessed; the others count neither for nor against anybody."
    )
}

/// Said above what participants said.
pub(super) fn feedback(report: &Report) -> String {
    let Some(people) = report.feedback.people else {
        return "Shown once the debrief is signed off, and where five or more have answered.".to_owned();
    };
    format!(
        "{people} answered the questionnaire after ENDEX. Marks from 1, strong disagreement, to 5, strong agreement; how many \
         gave each. Nobody's answers are told from another's."
    )
}

/// `Accuracy 0.80, agreement 0.50, agreed but wrong 1`.
pub(super) fn details(of: &super::model::Measure) -> String {
    of.details.iter().map(|(label, figure)| format!("{label} {figure}")).collect::<Vec<_>>().join(", ")
}
