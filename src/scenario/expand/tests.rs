use crate::scenario::checks::fixture::{self, load_text};
use crate::scenario::script::{Script, Trigger};

fn script(text: &str) -> Script {
    let loaded = load_text(text);
    let said: Vec<_> =
        loaded.findings.iter().filter(|f| f.severity == crate::scenario::Severity::Error).collect();
    assert!(said.is_empty(), "{said:?}");
    (*loaded.script.unwrap()).clone()
}

fn with(injects: &str) -> String {
    fixture::changed(&[("injects: [", &format!("injects: [{injects}"))])
}

const NEWS: &str = r#"
    (id: "NEWS", at: "40m", for_each: states, to: "{state}/csirt", by: news, from: "{state_name} news desk",
     says: {"en": "Is {state_name} hit?", "et": "Kas {state_name} on löödud?"},
     expects: (what: statement, by: "1h", else: "ASK"),
     overrides: {"LV": (says: "Riga reads of it, {state}", at: "50m")}),
    (id: "ASK", contingency: true, for_each: ["EE", "LV"], to: "{state}/csirt", says: "And in {state}?"),
"#;

#[test]
fn an_inject_for_each_state_becomes_one_a_state_with_a_stable_id() {
    let script = script(&with(NEWS));
    let of = |id: &str| &script.injects[script.names.injects[id]];
    assert_eq!(of("NEWS-EE").says.get("en"), "Is Estonia hit?");
    assert_eq!(of("NEWS-EE").from.get("en"), "Estonia news desk");
    assert_eq!(of("NEWS-LV").says.get("en"), "Riga reads of it, LV");
    assert!(matches!(of("NEWS-LV").trigger, Trigger::At(at) if at.0 == 50 * 60_000));
    assert_eq!(of("NEWS-LV").to, [script.names.seats["lv-csirt"]]);
    assert!(!script.names.injects.contains_key("NEWS"));
}

#[test]
fn a_copy_means_its_own_states_copy_of_another_inject() {
    let script = script(&with(&format!(
        r#"{NEWS} (id: "LATER", for_each: states, at: "+5m after NEWS", to: "{{state}}/csirt", says: "Well?"),"#
    )));
    let of = |id: &str| script.names.injects[id];
    assert_eq!(script.injects[of("NEWS-EE")].expects[0].or_else, [of("ASK-EE")]);
    assert!(
        matches!(script.injects[of("LATER-LV")].trigger, Trigger::After(first, _) if first == of("NEWS-LV"))
    );
}

#[test]
fn others_mean_all_copies_and_after_must_say_which() {
    let more = r#"
    (id: "BOTH", when: delivered("NEWS"), to: "ee-csirt", says: "All have asked.", then: fire("ASK")),
    (id: "WHICH", at: "+5m after NEWS", to: "ee-csirt", says: "Well?"),"#;
    let loaded = load_text(&with(&format!("{NEWS}{more}")));
    let errors: Vec<_> = loaded.findings.iter().filter(|f| f.code == "ambiguous-inject").collect();
    assert_eq!(errors.len(), 1, "{:?}", loaded.findings);
    assert!(errors[0].help.as_ref().unwrap().contains("`NEWS-EE`, `NEWS-LV`"));
    let script = script(&with(&format!("{NEWS}{}", more.lines().nth(1).unwrap())));
    let both = &script.injects[script.names.injects["BOTH"]];
    assert_eq!(both.then.len(), 2);
    assert!(
        matches!(&both.trigger, Trigger::When(crate::scenario::condition::Cond::All(list), _) if list.len() == 2)
    );
}

#[test]
fn a_state_may_be_left_out_and_unknown_ones_are_found() {
    let script = script(&with(
        r#"(id: "X", at: "1h", for_each: states, to: "{state}/csirt", says: "Hello.", overrides: {"LV": (leave_out: true)}),"#,
    ));
    assert!(script.names.injects.contains_key("X-EE") && !script.names.injects.contains_key("X-LV"));
    let loaded = load_text(&with(
        r#"(id: "X", at: "1h", for_each: ["EE", "EL"], to: "{state}/csirt", says: "Hello.", overrides: {"FI": (leave_out: true)}),"#,
    ));
    assert_eq!(loaded.findings.iter().filter(|f| f.code == "unknown-state").count(), 2);
}
