//! Typed numbers for interned things, and tables that only their own kind of number opens.

use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// A number that names one row of a [`Table`].
pub trait Id: Copy + Ord {
    /// The row's place.
    fn index(self) -> usize;
    /// The number of the row at `index`; the limits of the house keep it within the type.
    fn at(index: usize) -> Self;
}

/// Declares typed numbers: `ids! { /// One chair. SeatId, … }`. They are serialized under the names of their kinds, which no format
/// of ours writes: whoever looks for numbers of a table knows them by that.
#[macro_export]
macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),* $(,)?) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[allow(unreachable_pub, reason = "tests declare theirs in private modules")]
        pub struct $name(pub u32);

        impl $crate::base::ids::Id for $name {
            fn index(self) -> usize {
                self.0 as usize
            }
            fn at(index: usize) -> Self {
                Self(index as u32)
            }
        }
    )*};
}

/// A list that is opened by its own kind of number only: a seat's number cannot open the table of services.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Table<I, T> {
    rows: Vec<T>,
    #[serde(skip)]
    kind: PhantomData<fn(I)>,
}

impl<I, T> Default for Table<I, T> {
    fn default() -> Self {
        Self { rows: Vec::new(), kind: PhantomData }
    }
}

impl<I: Id, T> Table<I, T> {
    /// Makes room for so many rows more.
    pub fn reserve(&mut self, more: usize) {
        self.rows.reserve(more);
    }

    /// Adds a row and gives its number.
    pub fn push(&mut self, row: T) -> I {
        self.rows.push(row);
        I::at(self.rows.len() - 1)
    }

    /// The row, if there is one of that number.
    pub fn get(&self, id: I) -> Option<&T> {
        self.rows.get(id.index())
    }

    /// The row to change, if there is one of that number.
    pub fn get_mut(&mut self, id: I) -> Option<&mut T> {
        self.rows.get_mut(id.index())
    }

    /// The row to change; where there is none of that number, rows are made up to it.
    pub fn reach(&mut self, id: I) -> &mut T
    where
        T: Default,
    {
        if self.rows.len() <= id.index() {
            self.rows.resize_with(id.index() + 1, T::default);
        }
        &mut self.rows[id.index()]
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The number that the next row will get.
    pub fn next_id(&self) -> I {
        I::at(self.rows.len())
    }

    /// All numbers, in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = I> + use<I, T> {
        (0..self.rows.len()).map(I::at)
    }

    /// All rows with their numbers, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (I, &T)> {
        self.rows.iter().enumerate().map(|(i, row)| (I::at(i), row))
    }

    /// All rows, in order.
    pub fn rows(&self) -> std::slice::Iter<'_, T> {
        self.rows.iter()
    }

    /// All rows to change, in order.
    pub fn rows_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.rows.iter_mut()
    }
}

impl<I, T> FromIterator<T> for Table<I, T> {
    fn from_iter<F: IntoIterator<Item = T>>(rows: F) -> Self {
        Self { rows: rows.into_iter().collect(), kind: PhantomData }
    }
}

/// Opens a row that is known to be there: ids are made by `push` alone.
impl<I: Id, T> Index<I> for Table<I, T> {
    type Output = T;
    fn index(&self, id: I) -> &T {
        &self.rows[id.index()]
    }
}

impl<I: Id, T> IndexMut<I> for Table<I, T> {
    fn index_mut(&mut self, id: I) -> &mut T {
        &mut self.rows[id.index()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    ids! {
        /// A row of the test.
        RowId
    }

    #[test]
    fn a_table_gives_dense_numbers_in_order() {
        let mut table: Table<RowId, &str> = Table::default();
        assert_eq!(table.next_id(), RowId(0));
        assert_eq!(table.push("a"), RowId(0));
        assert_eq!(table.push("b"), RowId(1));
        assert_eq!(table[RowId(1)], "b");
        assert_eq!(table.get(RowId(2)), None);
        assert_eq!(table.ids().collect::<Vec<_>>(), [RowId(0), RowId(1)]);
    }
}
