//! The score as JSON, with ids that people read: seat ids, state codes. Shares are numbers from 0 to 1.

use serde_json::{Map, Value, json};

use crate::base::Ppm;
use crate::scenario::script::Script;
use crate::scenario::words::Measure;

use super::board::Sample;
use super::moment::{Detail, Figure};
use super::result::{Evidence, MeasureScore, PairScore, Published, Score, StateScore};

impl Score {
    /// The whole score: for exercise control, reports and the command line.
    pub fn to_json(&self, script: &Script) -> Value {
        json!({
            "at": self.at.to_string(),
            "at_ms": self.at.0,
            "overall": share(self.overall),
            "cap": share(self.cap),
            "measures": self.measures.iter().map(|m| measure(m, script)).collect::<Vec<_>>(),
            "states": self.states.iter().map(|s| state(s, script)).collect::<Vec<_>>(),
            "pairs": self.pairs.iter().map(|p| pair(p, script)).collect::<Vec<_>>(),
        })
    }
}

/// The course over time.
pub fn history(samples: &[Sample], script: &Script) -> Value {
    let one = |sample: &Sample| {
        let measures: Map<String, Value> =
            Measure::ALL.iter().zip(&sample.measures).map(|(m, v)| (m.id().to_owned(), share(*v))).collect();
        let states: Map<String, Value> = script
            .states
            .rows()
            .zip(&sample.states)
            .map(|(state, value)| (state.code.clone(), share(*value)))
            .collect();
        json!({
            "at": sample.at.to_string(),
            "at_ms": sample.at.0,
            "overall": share(sample.overall),
            "measures": measures,
            "states": states,
        })
    };
    samples.iter().map(one).collect()
}

/// A share, or null.
fn share(of: Option<Ppm>) -> Value {
    of.map_or(Value::Null, |share| json!(share.as_f64()))
}

fn measure(measure: &MeasureScore, script: &Script) -> Value {
    json!({
        "id": measure.measure.id(),
        "number": measure.measure.number(),
        "value": share(measure.value),
        "weight": measure.weight.as_f64(),
        "assessed": measure.assessed,
        "opportunities": measure.opportunities,
        "formula": measure.formula,
        "details": details(&measure.details),
        "evidence": measure.evidence.iter().map(|e| evidence(e, script)).collect::<Vec<_>>(),
    })
}

fn details(details: &[Detail]) -> Value {
    let figure = |figure: Figure| match figure {
        Figure::Share(share) => json!(share.as_f64()),
        Figure::Count(count) => json!(count),
        Figure::Time(span) => json!(span.to_string()),
        Figure::Kappa(millionths) => json!(f64::from(millionths) / 1e6),
    };
    details.iter().map(|d| (d.id.to_owned(), figure(d.figure))).collect::<Map<_, _>>().into()
}

fn evidence(evidence: &Evidence, script: &Script) -> Value {
    json!({
        "record": evidence.record,
        "at": evidence.at.to_string(),
        "at_ms": evidence.at.0,
        "seat": evidence.seat.map(|seat| script.seats[seat].id.as_str()),
        "points": f64::from(evidence.points) / 1e6,
        "why": evidence.why,
    })
}

fn state(state: &StateScore, script: &Script) -> Value {
    let measures = state.measures.iter().map(|m| {
        json!({
            "id": m.measure.id(),
            "value": share(m.value),
            "assessed": m.assessed,
            "opportunities": m.opportunities,
            "published": m.published == Published::Yes,
            "withheld": m.published.reason(),
        })
    });
    json!({
        "state": script.states[state.state].code,
        "overall": share(state.overall),
        "cap": share(state.cap),
        "published": state.published == Published::Yes,
        "withheld": state.published.reason(),
        "staffing": {
            "people": state.staffing.people,
            "bots": state.staffing.bots,
            "empty": state.staffing.empty,
        },
        "measures": measures.collect::<Vec<_>>(),
    })
}

fn pair(pair: &PairScore, script: &Script) -> Value {
    json!({
        "from": script.states[pair.from].code,
        "to": script.states[pair.to].code,
        "information": share(pair.information),
        "items": pair.items,
        "asked": pair.asked,
        "answered": pair.answered,
        "latency": pair.latency.map(|l| l.to_string()),
        "latency_ms": pair.latency.map(|l| l.0),
        "trust": pair.trust.as_f64(),
        "published": pair.published == Published::Yes,
        "withheld": pair.published.reason(),
    })
}
