//! Mechanisms as a page that people read: what there is, who may use it, by which clock, and on whose word.

use std::fmt::Write;

use crate::base::Span;

use super::mechanism::{
    Approval, ClockStart, Mechanism, MechanismEffect, MechanismKind, Precondition, Reach, RegimeStep, SoleAct,
};
use super::pack::{SeverityClass, WorldPack};
use super::words::Sector;

/// A Markdown table of mechanisms, then one of the duties with clocks. Times that are ours and not the law's are
/// marked, and so is everything whose official text was not read.
pub fn mechanism_table(mechanisms: &[Mechanism]) -> String {
    let mut out = String::from(
        "| Mechanism | Body | Level | Members | Who may use it | Needs | Clock | Approval | Effect | Source | Verified |\n\
         |---|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for m in mechanisms {
        let cells = [
            format!("**{}** `{}`<br>{}", m.title, m.id, m.summary),
            format!("`{}`", m.body),
            m.level.label().to_owned(),
            members(m),
            who(m),
            needs(m),
            clock(m),
            agrees(m),
            does(m),
            m.source.clone(),
            verified(m.verified),
        ];
        row(&mut out, &cells);
    }
    duties(&mut out, mechanisms);
    notes(&mut out, mechanisms);
    out
}

/// What is a convention of each mechanism, what was not read, and what the simulation leaves out.
fn notes(out: &mut String, mechanisms: &[Mechanism]) {
    out.push_str("\n| Mechanism | Conventions, and what is not modelled |\n|---|---|\n");
    for m in mechanisms.iter().filter(|m| !m.note.is_empty()) {
        row(out, &[format!("**{}** `{}`", m.title, m.id), m.note.clone()]);
    }
}

/// Who is a member of what, as the packs count it, and whether that list was read anywhere.
pub fn membership_table(world: &WorldPack) -> String {
    let mut out =
        String::from("| Membership | States counted | Source | List of members |\n|---|---|---|---|\n");
    for membership in &world.memberships {
        let counted = world.states.iter().filter(|state| state.memberships.contains(&membership.id));
        let codes = list(counted.map(|state| state.code.clone()));
        let name = format!("**{}** `{}`", membership.name, membership.id);
        row(&mut out, &[name, codes, membership.source.clone(), verified(membership.verified)]);
    }
    out
}

/// The ladder of classes as a table; nothing where a pack has none.
pub fn severity_table(ladder: &[SeverityClass]) -> String {
    if ladder.is_empty() {
        return String::new();
    }
    let mut out = String::from("\n| Class | When | Source | Verified |\n|---|---|---|---|\n");
    for class in ladder {
        let title = format!("**{}** {}", class.title, class.class);
        row(&mut out, &[title, class.meaning.to_string(), class.source.clone(), verified(class.verified)]);
    }
    out
}

fn duties(out: &mut String, mechanisms: &[Mechanism]) {
    if mechanisms.iter().all(|m| m.steps().is_empty()) {
        return;
    }
    out.push_str(
        "\n| Duty | Who | To whom | Clock | From | Owed | Must say | Source | Verified |\n\
         |---|---|---|---|---|---|---|---|---|\n",
    );
    for m in mechanisms {
        for step in m.steps() {
            let ours = if step.convention { " (convention)" } else { "" };
            let cells = [
                format!("{} `{}/{}`", step.title, m.id, step.id),
                list(step.by.iter().cloned()),
                recipients(step),
                format!("{}{ours}", hours(step.due)),
                start(step),
                owed(step),
                list(step.must.iter().map(|claim| format!("`{claim}`"))),
                step.source.clone(),
                verified(step.verified),
            ];
            row(out, &cells);
        }
    }
}

fn recipients(step: &RegimeStep) -> String {
    let to = list(step.to.iter().map(|to| format!("`{to}`")));
    if step.one_platform { format!("{to}, by one platform") } else { to }
}

/// A line of a table; a bar inside a cell would end it.
fn row(out: &mut String, cells: &[String]) {
    for cell in cells {
        // Writing to a string cannot fail.
        let _ = write!(out, "| {} ", cell.replace('|', "\\|"));
    }
    out.push_str("|\n");
}

/// Law counts in hours up to three days: `72 h`, not `3 d`.
fn hours(span: Span) -> String {
    match span.0 / Span::hours(1).0 {
        n @ 1..=96 if Span::hours(n) == span => format!("{n} h"),
        _ => span.to_string(),
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    if items.is_empty() { "–".to_owned() } else { items.join(", ") }
}

fn who(m: &Mechanism) -> String {
    if m.is_release() { "whoever holds the item".to_owned() } else { list(m.who.iter().cloned()) }
}

fn members(m: &Mechanism) -> String {
    let of = |membership: &str| match membership {
        "" => "all".to_owned(),
        membership => format!("`{membership}`"),
    };
    match m.agreed_by.as_str() {
        "" => of(&m.members),
        parties => format!("{}; agreed by {}", of(&m.members), of(parties)),
    }
}

fn needs(m: &Mechanism) -> String {
    let only = m.only_for.iter().map(|cause| format!("in truth a {cause}"));
    list(m.needs.iter().map(need).chain(only))
}

/// What a mechanism itself takes: time to decide, then time to take effect; duties stand in their own table.
fn clock(m: &Mechanism) -> String {
    let within = Some(m.approval.within()).filter(|w| *w > Span::ZERO);
    let within = within.map(|within| format!("decided within {}", hours(within)));
    let lead = Some(m.lead).filter(|lead| *lead > Span::ZERO);
    let lead = lead.map(|lead| format!("lands {} later", hours(lead)));
    list(within.into_iter().chain(lead))
}

fn need(need: &Precondition) -> String {
    match need {
        Precondition::Classed(class) => format!("classed at least {class}"),
        Precondition::OwnMeasures => "own measures first".to_owned(),
        Precondition::Mode(mechanism, mode) => format!("`{mechanism}` at `{mode}`"),
        Precondition::HoldsIntel => "own intelligence".to_owned(),
        Precondition::SuspectedMalicious => "suspected to be malicious".to_owned(),
        Precondition::Membership(m) => format!("one side in `{m}`"),
        Precondition::ExternalThreat => "a threat from outside the Union".to_owned(),
        Precondition::Attributed => "attributed by the own side".to_owned(),
        Precondition::ConcernedStates(n) => format!("classed as significant by {n} states"),
        Precondition::Adopted(id) => format!("`{id}` adopted"),
    }
}

fn agrees(m: &Mechanism) -> String {
    let among = |of: &str| match m.parties() {
        "" => format!("`*/{of}`"),
        parties => format!("`{parties}/{of}`"),
    };
    let who = match &m.approval {
        Approval::Alone => "nobody".to_owned(),
        Approval::Presidency { of, consults, hears, waived_by, .. } => {
            let mut text = format!("`{of}` decides");
            if !consults.is_empty() {
                let heard = list(consults.iter().map(|path| format!("`{path}`")));
                text += &format!(" after hearing {heard} for {} at most", hours(*hears));
            }
            if !waived_by.is_empty() {
                text += &format!(", not once `{waived_by}` is adopted");
            }
            text
        }
        Approval::Consensus { of, .. } => format!("consensus: no objection of {}", among(of)),
        Approval::Unanimity { of, .. } => format!("unanimity: all {} speak, none objects", among(of)),
        Approval::Asked { .. } => "those asked".to_owned(),
    };
    let against = m.contradicted_by.iter().map(|rule| {
        let act = match &rule.act {
            SoleAct::Attribution => "a public attribution".to_owned(),
            SoleAct::Measure(id) => format!("`{id}`"),
        };
        match rule.stands {
            Span::ZERO => act,
            stands => format!("{act} (until {} after adoption)", hours(stands)),
        }
    });
    let against: Vec<String> = against.collect();
    if against.is_empty() { who } else { format!("{who}<br>contradicted by {}", against.join(", ")) }
}

fn does(m: &Mechanism) -> String {
    let by_itself = match &m.kind {
        MechanismKind::Regime { steps, sectors, instead_of } => regime(steps.len(), sectors, instead_of),
        MechanismKind::Ladder { modes } => {
            let titles: Vec<String> = modes.iter().map(|mode| mode.title.to_string()).collect();
            titles.join(" → ")
        }
        MechanismKind::Assistance => "help".to_owned(),
        MechanismKind::Joint => "a joint measure".to_owned(),
        MechanismKind::Sovereign => "an act of one alone".to_owned(),
        MechanismKind::Consultation => "a consultation".to_owned(),
        MechanismKind::Removal { of, leaves, scrutiny, .. } => {
            let kinds: Vec<&str> = of.iter().map(|kind| kind.label()).collect();
            let does = if leaves.0 == 0 {
                "removed".to_owned()
            } else {
                format!("slowed to {} %", leaves.0 / 10_000)
            };
            format!("{} {does}{}", kinds.join(" and "), overturned(*scrutiny))
        }
        MechanismKind::Demand { keeps: true, reach, .. } => format!("data preserved{}", where_held(*reach)),
        MechanismKind::Demand { emergency, reach, scrutiny, waits, .. } => {
            let (place, objects) = (where_held(*reach), overturned(*scrutiny));
            let urgent = m.emergency_scrutiny();
            let shorter = if urgent < *scrutiny {
                format!(", in an emergency {}", hours(urgent))
            } else {
                String::new()
            };
            let first = if *waits { ", and not before, except in an emergency" } else { "" };
            format!("data handed over{place}, in an emergency within {emergency}{objects}{shorter}{first}")
        }
        MechanismKind::Release => "an item may go further, or its tear-line is written".to_owned(),
    };
    let told =
        (!m.tells.is_empty()).then(|| format!("told to {}", list(m.tells.iter().map(|t| format!("`{t}`")))));
    list(std::iter::once(by_itself).chain(told).chain(m.effects.iter().map(effect)))
}

/// Where the provider is that an order binds.
fn where_held(reach: Reach) -> &'static str {
    match reach {
        Reach::Anywhere => "",
        Reach::Abroad => " by providers abroad",
        Reach::Home => " by providers at home",
    }
}

/// Who else has a say in the state where the provider is.
fn overturned(scrutiny: Span) -> String {
    if scrutiny == Span::ZERO {
        return String::new();
    }
    format!(", unless the state of establishment objects within {}", hours(scrutiny))
}

fn effect(effect: &MechanismEffect) -> String {
    match effect {
        MechanismEffect::Recovery(share) => format!("recovery {} % faster", share.0 / 10_000),
        MechanismEffect::Capacity(levels) => format!("teams {} levels more mature", levels.as_f64()),
        MechanismEffect::Relay(kind) => format!("what one {kind} gets reaches all"),
        MechanismEffect::Intelligence => "intelligence".to_owned(),
        MechanismEffect::Evidence => "evidence kept".to_owned(),
        MechanismEffect::Statement => "one public line".to_owned(),
        MechanismEffect::Attribution => "states compare what they know before they name anybody".to_owned(),
        MechanismEffect::Flag(flag) => format!("sets `{flag}`"),
        MechanismEffect::Announce => "everybody hears of it".to_owned(),
        MechanismEffect::Raise(mechanism, mode) => format!("`{mechanism}` goes to `{mode}`"),
        MechanismEffect::Hinder(share) => format!("the attack goes on {} % slower", share.0 / 10_000),
        MechanismEffect::Replace => "the product is taken out of services".to_owned(),
    }
}

fn regime(duties: usize, sectors: &[Sector], instead_of: &[String]) -> String {
    let mut text = format!("{duties} duties");
    if !sectors.is_empty() {
        text += &format!(" of {}", list(sectors.iter().map(ToString::to_string)));
    }
    if !instead_of.is_empty() {
        text += &format!(", in place of {}", list(instead_of.iter().map(|id| format!("`{id}`"))));
    }
    text
}

fn start(step: &RegimeStep) -> String {
    let from = match &step.from {
        ClockStart::Aware => "awareness".to_owned(),
        ClockStart::Classified => "own classification".to_owned(),
        ClockStart::Received(step) => format!("receipt of `{step}`"),
        ClockStart::Given(step) => format!("own `{step}`"),
        ClockStart::Patched => "a patch that works".to_owned(),
    };
    match step.no_later {
        Span::ZERO => from,
        latest => format!("{from}; no later than {} from awareness", hours(latest)),
    }
}

fn owed(step: &RegimeStep) -> String {
    let states = match (step.states, step.cross_border) {
        (0, false) => None,
        (0, true) => {
            Some("more than one state concerned, in a state with a service of the incident".to_owned())
        }
        (n, _) => Some(format!("{n} states concerned")),
    };
    let class = match step.optional {
        true => format!("by nobody; may be done from {}", step.class),
        false => format!("from {}", step.class),
    };
    let heard = (!step.after_hearing.is_empty()).then(|| format!("after hearing the {}", step.after_hearing));
    list([class].into_iter().chain(states).chain(heard))
}

fn verified(yes: bool) -> String {
    if yes { "yes".to_owned() } else { "*not verified*".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_read_and_what_is_ours_is_marked() {
        let pack = r#"[(id: "a", title: "A | B", summary: "S", body: "EU/enisa", level: technical, who: ["csirt"],
            kind: regime(steps: [(id: "s", title: "S", due: "72h", from: aware, by: ["csirt"], to: ["EU/enisa"],
                class: significant, convention: true, source: "Art. 1")]),
            source: "Art. 1", verified: false)]"#;
        let mechanisms: Vec<Mechanism> = ron::from_str(pack).expect("the pack of the test");
        let table = mechanism_table(&mechanisms);
        assert!(table.contains("72 h (convention)"), "{table}");
        assert_eq!(table.matches("| *not verified* |").count(), 2, "{table}");
        assert!(table.contains("A \\| B"), "a bar must not end a cell: {table}");
    }
}
