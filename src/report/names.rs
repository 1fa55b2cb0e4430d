//! Names as people read them: titles in place of numbers. A number that names nothing becomes a plain word, so that a
//! damaged journal can still be told.

use crate::base::excerpt::{count, own_word};
use crate::base::{At, Cents, Id, Ppm, Table, Text, marking};
use crate::exercise::fact::CaseId;
use crate::exercise::order::{Desk, Staffing};
use crate::exercise::role;
use crate::exercise::state::{CaseState, State};
use crate::scenario::mechanism::MechanismId;
use crate::scenario::script::{
    ContentId, DefenceId, IncidentId, InjectId, IntelId, OrgId, RuleId, Script, SeatId, ServiceId, StageId,
    StateId,
};
use crate::scenario::secrecy::Secrecy;

pub use crate::base::excerpt::{excerpt, quoted, short};

/// How many names of a list are said.
const SAID: usize = 4;

/// The scenario and all that is true after the record that is told.
#[derive(Clone, Copy, Debug)]
pub struct Names<'a> {
    /// The scenario.
    pub script: &'a Script,
    /// The state behind the record.
    pub state: &'a State,
}

/// The text of a row, or a plain word.
fn row<I: Id, T>(table: &Table<I, T>, id: I, text: impl Fn(&T) -> String, else_: &str) -> String {
    table.get(id).map(text).filter(|t| !t.trim().is_empty()).unwrap_or_else(|| else_.to_owned())
}

impl Names<'_> {
    /// `D1 09:42`.
    pub fn clock(&self, at: At) -> String {
        self.script.clock.show(at)
    }

    /// A seat's title.
    pub fn seat(&self, seat: SeatId) -> String {
        row(&self.script.seats, seat, |s| s.title.to_string(), "a seat")
    }

    /// Whoever an order comes from.
    pub fn desk(&self, desk: Desk) -> String {
        desk.seat().map_or_else(|| role::title(self.script, desk), |seat| self.seat(seat))
    }

    /// Some seats, the first few by title.
    pub fn seats(&self, seats: &[SeatId]) -> String {
        if !seats.is_empty() && seats.len() == self.script.seats.len() && seats.len() > 2 {
            return "every seat".to_owned();
        }
        list(seats.iter().map(|seat| self.seat(*seat)), "nobody")
    }

    /// An organisation.
    pub fn org(&self, org: OrgId) -> String {
        row(&self.script.orgs, org, |o| o.name.to_string(), "an organisation")
    }

    /// A state.
    pub fn state_name(&self, state: StateId) -> String {
        row(&self.script.states, state, |s| s.name.to_string(), "a state")
    }

    /// An incident, in quotation marks.
    pub fn incident(&self, incident: IncidentId) -> String {
        row(&self.script.incidents, incident, |i| quoted(&i.title.to_string()), "an incident")
    }

    /// An item of intelligence by its first words.
    pub fn intel(&self, item: IntelId) -> String {
        row(&self.script.intel, item, |i| quoted(&i.says.to_string()), "an item of intelligence")
    }

    /// The level of a classified item, as it is marked.
    pub fn level(&self, item: IntelId) -> String {
        let classified = self.script.intel.get(item).and_then(|i| i.classified.as_ref());
        marking::simulated(classified.map_or(Secrecy::Open, |c| c.level))
    }

    /// A piece of content, in quotation marks.
    pub fn content(&self, content: ContentId) -> String {
        row(&self.script.contents, content, |c| quoted(&c.title.to_string()), "some content")
    }

    /// A service.
    pub fn service(&self, service: ServiceId) -> String {
        row(&self.script.services, service, |s| s.name.to_string(), "a service")
    }

    /// Some services.
    pub fn services(&self, services: &[ServiceId]) -> String {
        list(services.iter().map(|service| self.service(*service)), "no service")
    }

    /// A defence, in quotation marks.
    pub fn defence(&self, defence: DefenceId) -> String {
        row(&self.script.defences, defence, |d| quoted(&d.name.to_string()), "a defence")
    }

    /// A stage of the campaign, by the author's word for it.
    pub fn stage(&self, stage: StageId) -> String {
        row(&self.script.stages, stage, |s| format!("stage {}", own_word(&s.id)), "a stage of the campaign")
    }

    /// A rule, by the author's word for it.
    pub fn rule(&self, rule: RuleId) -> String {
        row(&self.script.rules, rule, |r| format!("rule {}", own_word(&r.id)), "a rule")
    }

    /// An objective by what it asks for, from its id.
    pub fn objective(&self, id: &str) -> String {
        let known = self.script.names.objectives.get(id).and_then(|o| self.script.objectives.get(*o));
        known.map_or_else(|| own_word(id), |o| quoted(&o.text.to_string()))
    }

    /// A mechanism.
    pub fn mechanism(&self, mechanism: MechanismId) -> String {
        row(&self.script.mechanisms, mechanism, |m| m.title.to_string(), "a mechanism")
    }

    /// A step of a regime.
    pub fn step(&self, regime: MechanismId, step: u8) -> String {
        let steps = self.script.mechanisms.get(regime).map_or(&[][..], |m| m.steps());
        steps.get(usize::from(step)).map_or("a step".to_owned(), |s| s.title.to_string())
    }

    /// A mode of a ladder, in quotation marks.
    pub fn mode(&self, mechanism: MechanismId, mode: u8) -> String {
        let modes = self.script.mechanisms.get(mechanism).map_or(&[][..], |m| m.modes());
        modes.get(usize::from(mode)).map_or("a mode".to_owned(), |m| quoted(&m.title.to_string()))
    }

    /// An inject: its MSEL number and title, or what was written on the fly.
    pub fn inject(&self, inject: InjectId) -> String {
        if let Some(spec) = self.script.injects.get(inject) {
            return format!("{} {}", spec.id, quoted(&spec.title));
        }
        let composed = self.state.injects.get(inject).and_then(|i| i.composed.as_ref());
        composed.map_or("an inject".to_owned(), |c| format!("the inject {}", quoted(&c.says.to_string())))
    }

    /// A case.
    pub fn case(&self, case: CaseId) -> Option<&CaseState> {
        self.state.cases.get(case)
    }

    /// What a case is: “request under …”.
    pub fn case_words(&self, case: CaseId) -> String {
        let Some(case) = self.case(case) else { return "a case".to_owned() };
        let what = if case.offer { "offer" } else { "request" };
        format!("the {what} of {} under {}", self.seat(case.by), self.mechanism(case.mechanism))
    }
}

/// Who plays a seat, in words.
pub fn staffing(staffing: &Staffing) -> String {
    match staffing {
        Staffing::Person => "a person".to_owned(),
        Staffing::Bot(doctrine) => format!("a bot ({})", doctrine.replace('_', " ")),
        Staffing::Empty => "nobody; the White Cell answers".to_owned(),
    }
}

/// With a capital letter in front.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `: “…”`, or nothing where nothing was said.
pub fn said(text: &str) -> String {
    match quoted(text) {
        text if text.is_empty() => text,
        text => format!(": {text}"),
    }
}

/// `a, b and c`, `a, b, c and 7 others`; with semicolons where a name has a comma of its own.
pub fn list(of: impl Iterator<Item = String>, none: &str) -> String {
    let all: Vec<String> = of.collect();
    let (comma, and) =
        if all.iter().any(|name| name.contains(',')) { ("; ", "; and ") } else { (", ", " and ") };
    match all.as_slice() {
        [] => none.to_owned(),
        [one] => one.clone(),
        [first @ .., last] if all.len() <= SAID => format!("{}{and}{last}", first.join(comma)),
        _ => {
            let (first, rest) = all.split_at(SAID - 1);
            format!("{}{and}{}", first.join(comma), count(rest.len(), "other"))
        }
    }
}

/// `62 %`.
pub fn percent(share: Ppm) -> String {
    format!("{} %", (u64::from(share.0) + 5_000) / 10_000)
}

/// `0.62`; a dash where there is no figure.
pub fn figure(share: Option<Ppm>) -> String {
    share.map_or("–".to_owned(), |share| {
        let hundredths = (share.0 + 5_000) / 10_000;
        format!("{}.{:02}", hundredths / 100, hundredths % 100)
    })
}

/// `€1,234,567`, cents left out.
pub fn euros(money: Cents) -> String {
    format!("€{}", thousands(money.0 / 100))
}

/// `1,234,567`.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A text as reports show it.
pub fn text(of: &Text) -> String {
    of.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_between_words_and_lists_say_how_many_more() {
        let long = "word ".repeat(80);
        let cut = excerpt(&long);
        assert!(cut.ends_with("word …") && cut.chars().count() <= 122, "{cut}");
        assert_eq!(excerpt(" two\n lines "), "two lines");
        let names = |n: usize| list((0..n).map(|i| i.to_string()), "none");
        assert_eq!([names(0), names(1), names(2)], ["none", "0", "0 and 1"]);
        assert_eq!(names(6), "0, 1, 2 and 3 others");
        assert_eq!(list(["a, x", "b"].map(str::to_owned).into_iter(), ""), "a, x; and b");
    }

    #[test]
    fn figures_are_rounded_and_grouped() {
        assert_eq!(figure(Some(Ppm(994_999))), "0.99");
        assert_eq!(figure(Some(Ppm::ONE)), "1.00");
        assert_eq!(figure(None), "–");
        assert_eq!(euros(Cents(123_456_789)), "€1,234,567");
        assert_eq!(percent(Ppm(625_000)), "63 %");
    }
}
