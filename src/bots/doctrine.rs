//! Doctrines: the delays and habits of a seat that nobody plays. All figures are conventions of ours.

use crate::base::Span;

/// How a bot behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doctrine {
    /// Id, as scenarios write it.
    pub id: &'static str,
    /// What the staffing table says.
    pub summary: &'static str,
    /// Whether it does anything at all.
    pub acts: bool,
    /// How long it takes to read and decide.
    pub decides_in: Span,
    /// How long it takes to write to others.
    pub writes_in: Span,
    /// Whether what it knows goes to other states.
    pub shares_abroad: bool,
    /// Whether it speaks to the public.
    pub speaks: bool,
    /// Whether it votes yes; else it abstains with a reason.
    pub agrees: bool,
    /// Whether it asks other levels and bodies in.
    pub escalates: bool,
}

/// The doctrines that the program knows.
pub const DOCTRINES: &[Doctrine] = &[
    Doctrine {
        id: "by_the_book",
        summary: "Does what the law asks, in time, and shares with those who need it",
        acts: true,
        decides_in: Span::mins(10),
        writes_in: Span::mins(15),
        shares_abroad: true,
        speaks: true,
        agrees: true,
        escalates: true,
    },
    Doctrine {
        id: "cautious",
        summary: "Slow, keeps to its own state, says little in public",
        acts: true,
        decides_in: Span::mins(40),
        writes_in: Span::mins(50),
        shares_abroad: false,
        speaks: false,
        agrees: false,
        escalates: false,
    },
    Doctrine {
        id: "silent",
        summary: "Reads everything, does nothing",
        acts: false,
        decides_in: Span::ZERO,
        writes_in: Span::ZERO,
        shares_abroad: false,
        speaks: false,
        agrees: false,
        escalates: false,
    },
];

/// The doctrine of this id.
pub fn doctrine(id: &str) -> Option<&'static Doctrine> {
    DOCTRINES.iter().find(|d| d.id == id)
}
