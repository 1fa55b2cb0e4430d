//! Startex.
fn main() {}
