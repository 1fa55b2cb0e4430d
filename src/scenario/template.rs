//! The text that `startex new FILE` writes: a small scenario with remarks, to be changed into one's own.

/// A commented starting scenario: checks without a finding, and runs.
pub const TEXT: &str = include_str!("template/first.ron");

#[cfg(test)]
mod tests {
    use crate::scenario::checks::fixture::load_text;

    #[test]
    fn the_starting_scenario_checks_without_a_finding_and_compiles() {
        let loaded = load_text(super::TEXT);
        assert_eq!(loaded.findings, []);
        let script = loaded.script.unwrap();
        assert_eq!((script.states.len(), script.seats.len(), script.injects.len()), (2, 4, 7));
    }
}
