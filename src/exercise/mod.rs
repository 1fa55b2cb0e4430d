//! The exercise itself: what is asked, what happens, what is due.

pub mod agenda;
