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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nameless_exercise_is_marked_all_the_same() {
        assert_eq!(marking("  ", "TLP:AMBER+STRICT"), "EXERCISE EXERCISE EXERCISE · TLP:AMBER+STRICT");
    }
}
