//! `unknown-state`: a state that the world does not have, or that does not take part.

use super::{Check, Context};
use crate::scenario::finding::{Severity, Sink, words};
use crate::scenario::walk::Role;

pub(super) const CHECK: Check = Check {
    code: "unknown-state",
    severity: Severity::Error,
    cause: "A state under `states`, or one that somebody is `established` in, is not in the world pack, or one is named elsewhere that does not take part",
    mend: "Write the ISO code of two letters (GR and GB, not EL and UK), and list it under `states`",
    run,
};

fn run(cx: &Context<'_>, sink: &mut Sink) {
    cx.unknown(Role::State, CHECK.code, "state", sink);
    let Some(world) = &cx.packs.world else { return };
    let established = cx.file.organisations.iter().filter_map(|org| org.established.as_ref());
    for name in cx.file.states.iter().chain(established) {
        if world.states.iter().any(|s| s.code == **name) {
            continue;
        }
        sink.error_with(CHECK.code, name.span, || match name.as_str() {
            "EL" => words("the world pack has no state `EL`", "Greece is `GR`"),
            "UK" => words("the world pack has no state `UK`", "the United Kingdom is `GB`"),
            code => {
                let by_name = world.states.iter().find(|s| s.name.words().any(|n| n == code));
                match by_name {
                    Some(state) => words(format!("`{code}` is no code"), format!("write `{}`", state.code)),
                    None => cx.no_such("state", code, world.states.iter().map(|s| s.code.as_str())),
                }
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::{changed, clean, found, load_text};

    #[test]
    fn a_state_that_does_not_take_part_is_found_where_it_stands() {
        found("unknown-state", &[(r#"state: "EE", sector"#, r#"state: §"FI", sector"#)]);
        found("unknown-state", &[(r#"["EE", "LV"],"#, r#"["EE", "LV"], law: { §"NO": ["nis2"] },"#)]);
        let tool = r#"organisations: [(path: "private/tool", name: "Tool", established: §"XX")], states: ["EE", "LV"],"#;
        found("unknown-state", &[(r#"states: ["EE", "LV"],"#, tool)]);
        clean("unknown-state", &[(r#"["EE", "LV"],"#, r#"["EE", "LV", "FI"],"#)]);
    }

    #[test]
    fn a_code_that_the_world_does_not_have_gets_a_word_on_the_right_one() {
        let loaded = load_text(&changed(&[(r#"["EE", "LV"],"#, r#"["EE", "LV", "EL", "Finland"],"#)]));
        let helps: Vec<_> = loaded.findings.iter().filter(|f| f.code == "unknown-state").map(|f| f.help.clone()).collect();
        assert_eq!(helps, [Some("Greece is `GR`".to_owned()), Some("write `FI`".to_owned())]);
    }
}
