//! The author's ids that no seat may ever read.

use std::collections::BTreeSet;

use startex::scenario::script::Script;

/// Ids that would stand alone in a field, and those of them that no word of a text looks like: they may stand nowhere.
pub(crate) fn secret_ids(script: &Script) -> (BTreeSet<String>, Vec<String>) {
    let names = &script.names;
    let mut ids: BTreeSet<String> = BTreeSet::new();
    ids.extend(names.injects.keys().cloned());
    ids.extend(names.intel.keys().cloned());
    ids.extend(names.incidents.keys().cloned());
    ids.extend(names.flags.keys().cloned());
    ids.extend(names.questions.keys().cloned());
    ids.extend(script.stages.rows().map(|stage| stage.id.clone()));
    ids.extend(script.rules.rows().map(|rule| rule.id.clone()));
    // Services, seats and defences stand in the directory: everybody may know them.
    let public = |id: &String| {
        names.services.contains_key(id) || names.seats.contains_key(id) || names.defences.contains_key(id)
    };
    ids.retain(|id| !public(id));
    let odd = ids.iter().filter(|id| id.contains('-') && id.len() > 5).cloned().collect();
    (ids, odd)
}
