//! Tables of a sweep for other programs: RFC 4180, a full stop before decimals, an empty field where there is no figure.

use crate::base::Ppm;
use crate::batch::trial::{Fate, Figures};
use crate::scenario::words::Measure;

use super::{Plan, Summary};

/// A line a run: parameters, seed, score, every measure and state, loss.
pub fn runs(plan: &Plan, figures: &[Figures]) -> String {
    let Some(script) = plan.script() else { return String::new() };
    let mut table = Table::default();
    let names =
        plan.cells.first().map(|c| c.values.iter().map(|(name, _)| name.clone())).into_iter().flatten();
    let measures = Measure::ALL.iter().map(|m| m.id().to_owned());
    let states = script.states.rows().map(|s| format!("state_{}", s.code));
    table.line(
        names
            .chain(["seed".to_owned(), "overall".to_owned()])
            .chain(measures)
            .chain(states)
            .chain(["user_hours", "euros", "records", "journal_hash"].map(str::to_owned)),
    );
    for (cell, runs) in plan.cells.iter().zip(figures.chunks(plan.seeds.len().max(1))) {
        for run in runs {
            let values = cell.values.iter().map(|(_, value)| value.clone());
            let cents = run.loss.money.0;
            table.line(
                values
                    .chain([run.seed.to_string(), share(run.overall)])
                    .chain(run.measures.iter().map(|m| share(*m)))
                    .chain(run.states.iter().map(|s| share(*s)))
                    .chain([
                        run.loss.user_hours.to_string(),
                        format!("{}.{:02}", cents / 100, cents % 100),
                        run.records.to_string(),
                        run.journal.clone(),
                    ]),
            );
        }
    }
    table.0
}

/// A line a run and an inject: what became of it.
pub fn injects(plan: &Plan, figures: &[Figures]) -> String {
    let Some(script) = plan.script() else { return String::new() };
    let mut table = Table::default();
    table.line(["run", "seed", "inject", "fate"].map(str::to_owned));
    for (place, run) in figures.iter().enumerate() {
        for (id, fate) in run.injects.iter() {
            let word = match fate {
                Fate::NotDelivered => "not_delivered",
                Fate::Delivered => "delivered",
                Fate::Met => "met",
                Fate::Missed => "missed",
            };
            let id = script.injects.get(id).map_or(String::new(), |i| i.id.clone());
            table.line([(place + 1).to_string(), run.seed.to_string(), id, word.to_owned()]);
        }
    }
    table.0
}

/// A line a seat: who played it, what it received and decided, what it explains.
pub fn seats(summary: &Summary) -> String {
    let mut table = Table::default();
    let head = [
        "seat",
        "title",
        "state",
        "played_by",
        "received_mean",
        "decisions_mean",
        "explains_score",
        "explains_loss",
    ];
    table.line(head.map(str::to_owned));
    let number = |of: Option<f64>| of.map_or(String::new(), |x| format!("{x:.6}"));
    for seat in &summary.seats {
        let played: Vec<String> = seat.played_by.iter().map(|(who, runs)| format!("{who}:{runs}")).collect();
        table.line([
            seat.id.clone(),
            seat.title.clone(),
            seat.state.clone().unwrap_or_default(),
            played.join(" "),
            number(seat.received.map(|r| r.mean)),
            number(seat.decisions.map(|d| d.mean)),
            number(seat.explains_score),
            number(seat.explains_loss),
        ]);
    }
    table.0
}

fn share(of: Option<Ppm>) -> String {
    of.map_or(String::new(), |share| format!("{:.6}", share.as_f64()))
}

#[derive(Default)]
struct Table(String);

impl Table {
    fn line(&mut self, fields: impl IntoIterator<Item = String>) {
        for (place, field) in fields.into_iter().enumerate() {
            if place > 0 {
                self.0.push(',');
            }
            // A spreadsheet would compute what begins so: names come from people who are not trusted.
            let harmless = match field.chars().next() {
                Some('=' | '+' | '@' | '\t' | '\r') => format!("'{field}"),
                Some('-') if field.parse::<f64>().is_err() => format!("'{field}"),
                _ => field,
            };
            if harmless.contains([',', '"', '\n', '\r']) {
                self.0.push_str(&format!("\"{}\"", harmless.replace('"', "\"\"")));
            } else {
                self.0.push_str(&harmless);
            }
        }
        self.0.push_str("\r\n");
    }
}
