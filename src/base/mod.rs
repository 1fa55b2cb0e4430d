//! The ground floor: time, texts, integer units, dice, limits, marking. Imports nothing of the house.

pub mod dice;
pub mod excerpt;
pub mod ids;
pub mod limits;
pub mod lookup;
pub mod marking;
pub mod name;
pub mod text;
pub mod time;
pub mod units;

pub use dice::Dice;
pub use ids::{Id, Table};
pub use lookup::{Known, Lookup};
pub use name::Name;
pub use text::Text;
pub use time::{At, Span};
pub use units::{Cents, Ppm};
