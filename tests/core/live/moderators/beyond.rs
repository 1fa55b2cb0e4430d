//! What follows from an inject of one state alone and is felt elsewhere: its time is control's to say, its words are the moderator's.

use super::*;

#[test]
fn what_others_would_feel_of_an_own_inject_is_controls_to_time_and_the_words_are_the_moderators() {
    // Each way in which a delivery is felt elsewhere, and the same way where it stays in Estonia.
    let inject = |id: &str, to: &str, more: &str| {
        format!("(id: \"{id}\", to: [\"{to}\"], from: \"Mayor\", by: phone, says: \"{id}.\", {more}),")
    };
    let ways = [
        ("leads-to", r#"at: "40m""#, r#"at: "+5m after OWN""#, ""),
        (
            "unanswered",
            r#"at: "40m", expects: (what: statement, by: "20m", else: ["NEXT"])"#,
            "contingency: true",
            "",
        ),
        ("fires", r#"at: "40m", then: [fire("NEXT")]"#, "contingency: true", ""),
        ("skips", r#"at: "40m", then: [skip("NEXT")]"#, r#"at: "50m""#, ""),
        ("waited-for", r#"at: "40m""#, r#"when: delivered("OWN")"#, ""),
        (
            "answer-waited-for",
            r#"at: "40m", expects: (what: statement, by: "20m")"#,
            r#"when: answered(inject: "OWN", within: "20m")"#,
            "",
        ),
        ("flag", r#"at: "40m", then: [set("told")]"#, r#"when: flag("told")"#, ""),
        (
            "rule",
            r#"at: "40m""#,
            "contingency: true",
            r#"(id: "on", when: delivered("OWN"), then: [fire("NEXT")]),"#,
        ),
        ("item", r#"at: "40m", gives: ["hidden-item"]"#, r#"when: knows("ee-csirt", "hidden-item")"#, ""),
        (
            "service",
            r#"at: "40m", then: [shock(service: "port", lost: 0.5, lasts: "1h")]"#,
            r#"when: service("port", strained)"#,
            "",
        ),
    ];
    let beyond = |way: &str, injects: &str, rules: &str| {
        let mut room = room_of(&format!("injects: [{injects}"), &format!("rules: [{rules}"));
        room.control(Control::Start);
        let mut own = Watcher::joins(&mut room, desk("moderator-EE"));
        let told = line(&own, "OWN").beyond;
        let act = |control| own.control(&mut room, control);
        let inject = || "OWN".to_owned();
        let timing = [hold("OWN", true), hold("OWN", false), Control::Fire { inject: inject() }];
        let outcomes = timing.map(act);
        for outcome in &outcomes {
            match told {
                true => {
                    let (rule, words) = refused(outcome);
                    assert_eq!(*rule, Rule::NotThisDesk, "{way}");
                    assert!(
                        words.contains("reaches beyond Estonia") && !words.contains("NEXT"),
                        "{way}: {words}"
                    );
                }
                false => assert_eq!(*outcome, Outcome::Taken, "{way}"),
            }
        }
        if told {
            assert_eq!(
                *refused(&own.control(&mut room, Control::Skip { inject: inject() })).0,
                Rule::NotThisDesk
            );
            assert_eq!(own.control(&mut room, retell("OWN", "Other words.")), Outcome::Taken, "{way}");
            assert_eq!(room.control(hold("OWN", true)), Outcome::Taken, "control may");
        }
        told
    };
    for (way, of_own, of_next, rules) in ways {
        let own = inject("OWN", "ee-csirt", of_own);
        assert!(beyond(way, &format!("{own}{}", inject("NEXT", "lv-csirt", of_next)), rules), "{way} abroad");
        let stays = format!("{own}{}", inject("NEXT", "ee-csirt", of_next));
        // Nobody needs the port; what it does to those who live by it is theirs.
        assert!(!beyond(way, &stays, rules), "{way} within the state");
    }
    for (way, more) in [
        ("news", r#"at: "40m", then: [news("All hear of it.")]"#),
        ("stage", r#"at: "40m", then: [start("hidden-stage")]"#),
        ("reveal", r#"at: "40m", then: [reveal(item: "hidden-item", to: "lv-csirt")]"#),
        ("shock", r#"at: "40m", then: [shock(service: "clinic", lost: 0.5, lasts: "1h")]"#),
        ("expected", r#"at: "40m", expects: (who: "lv-csirt", what: statement, by: "20m")"#),
    ] {
        assert!(beyond(way, &inject("OWN", "ee-csirt", more), ""), "{way}");
    }
}

#[test]
fn whether_an_own_inject_reaches_others_follows_where_control_sends_what_hangs_on_it() {
    let mut room = room_with(&format!("{MORE}{LONE}"));
    room.control(Control::Start);
    let mut own = Watcher::joins(&mut room, desk("moderator-EE"));
    assert!(line(&own, "EE-FORTY").beyond && !line(&own, "EE-LONE").beyond);
    assert_eq!(room.control(readdress("EE-TAIL", "lv-csirt")), Outcome::Taken);
    own.hears(&mut room);
    assert!(line(&own, "EE-LONE").beyond);
    assert_eq!(*refused(&own.control(&mut room, hold("EE-LONE", true))).0, Rule::NotThisDesk);
    assert_eq!(room.control(readdress("EE-TAIL", "ee-csirt")), Outcome::Taken);
    own.hears(&mut room);
    assert!(!line(&own, "EE-LONE").beyond);
    assert_eq!(own.control(&mut room, hold("EE-LONE", true)), Outcome::Taken);
}
