//! The marking that every message, screen, print and export carries. It cannot be switched off.

use std::fmt::Display;

/// The word of the marking, said three times so that no part of a screen or page is without it.
pub const EXERCISE: &str = "EXERCISE EXERCISE EXERCISE";

/// The marking of the exercise `name`, whose material may travel as far as `ceiling` (a TLP word) says at most.
///
/// The one function from which screens, messages, prints and exports take it.
///
/// ```
/// use startex::base::marking::marking;
/// assert_eq!(marking("Northern Lights", "TLP:GREEN"), "EXERCISE EXERCISE EXERCISE · Northern Lights · TLP:GREEN");
/// ```
pub fn marking(name: &str, ceiling: impl Display) -> String {
    match name.trim() {
        "" => format!("{EXERCISE} · {ceiling}"),
        name => format!("{EXERCISE} · {name} · {ceiling}"),
    }
}

/// The word that stands in every marking of simulated classification, so that none can be taken for a real one.
pub const SIMULATED: &str = "SIMULATED";

/// The marking of material that is classified in the exercise: its level, whom it may be released to, whose it is.
///
/// The one function from which desks, reports and exports take it.
///
/// ```
/// use startex::base::marking::classification;
/// assert_eq!(classification("SIM-2", &["IT", "GR"], "LT/defence"), "SIMULATED SIM-2 · releasable to IT, GR · originator LT/defence");
/// ```
pub fn classification(level: impl Display, releasable: &[impl AsRef<str>], originator: &str) -> String {
    let to: Vec<&str> = releasable.iter().map(AsRef::as_ref).collect();
    format!("{} · releasable to {} · originator {originator}", simulated(level), to.join(", "))
}

/// The level alone, where there is no room for the rest: on a chip, in a list.
pub fn simulated(level: impl Display) -> String {
    format!("{SIMULATED} {level}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nameless_exercise_is_marked_all_the_same() {
        assert_eq!(marking("  ", "TLP:AMBER+STRICT"), "EXERCISE EXERCISE EXERCISE · TLP:AMBER+STRICT");
    }
}
