//! `need-out-of-reach`: somebody needs what nobody may ever give to them.

use super::context::short;
use super::{Check, Context};
use crate::scenario::compile::clearance;
use crate::scenario::finding::{Finding, Severity, Sink};
use crate::scenario::schema::{Audience, Name};

pub(super) const CHECK: Check = Check {
    code: "need-out-of-reach",
    severity: Severity::Warning,
    cause: "A seat needs a classified item for which it is not cleared, and the item has no tear-line: only a breach could bring it there",
    mend: "Add a `tear_line`, raise the seat's `clearance`, or take it out of `needed_by`",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    for item in &cx.file.intel {
        let Some(classification) = item.classification.as_ref().filter(|c| c.tear_line.is_none()) else { continue };
        let mut needing = addresses(cx, item.needed_by.as_ref()).into_iter().flat_map(|to| cx.people.at(to)).copied();
        let low = |place: &usize| {
            let person = &cx.people.seats[*place];
            clearance(cx.file, cx.packs.world.as_ref(), person.seat, person.kind) < *classification.level
        };
        if let Some(place) = needing.find(low) {
            let who = &cx.people.seats[place].seat.id;
            let message = format!("`{}` needs `{}` and is not cleared for it", short(who), short(&item.id));
            sink.push(Finding::warning(CHECK.code, item.id.span, message).with_help(CHECK.mend));
        }
    }
}

/// Who needs it, by address; of a product the operators.
fn addresses<'a>(cx: &Context<'a>, audience: Option<&'a Audience>) -> Vec<&'a Name> {
    match audience {
        None => Vec::new(),
        Some(Audience::Seats(names)) => names.iter().collect(),
        Some(Audience::Uses(product)) => {
            let using = cx.file.services.iter().filter(|s| s.uses.iter().any(|used| used.value == product.value));
            using.filter_map(|s| s.operator.as_ref()).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{clean, found};

    const ITEM: &str = r#"(id: "foreign-address","#;

    #[test]
    fn who_needs_what_only_a_breach_could_bring_is_found() {
        let with = |tear: &str| format!("(id: §\"foreign-address\", classification: (level: sim1, originator: \"LV/csirt\", releasable_to: \"EE\"{tear}),");
        found("need-out-of-reach", &[(ITEM, &with(""))]);
        let tear = r#", tear_line: (says: "An address abroad.", tlp: green, after: "1h")"#;
        clean("need-out-of-reach", &[(ITEM, &with(tear).replace('§', ""))]);
        let cleared = (r#"of: "EE/operator/port-west","#, r#"of: "EE/operator/port-west", clearance: sim1,"#);
        clean("need-out-of-reach", &[(ITEM, &with("").replace('§', "")), cleared]);
    }
}
