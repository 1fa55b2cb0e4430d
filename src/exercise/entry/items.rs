//! The items that come with a post: nearly always none or one, so that these need no place on the heap.

use std::ops::Deref;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::exercise::reference::Handle;

/// Handles of items, in order; a copy costs nothing. Read like a slice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Items(Few);

/// Each number of items has one shape only, so that equal ones compare equal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Few {
    #[default]
    None,
    One(Handle),
    Many(Arc<[Handle]>),
}

impl Deref for Items {
    type Target = [Handle];

    fn deref(&self) -> &[Handle] {
        match &self.0 {
            Few::None => &[],
            Few::One(one) => std::slice::from_ref(one),
            Few::Many(many) => many,
        }
    }
}

impl FromIterator<Handle> for Items {
    fn from_iter<I: IntoIterator<Item = Handle>>(items: I) -> Self {
        let mut items = items.into_iter();
        let Some(one) = items.next() else { return Self::default() };
        match items.next() {
            None => Self(Few::One(one)),
            Some(two) => Self(Few::Many([one, two].into_iter().chain(items).collect())),
        }
    }
}

/// As a list.
impl Serialize for Items {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.iter())
    }
}

impl<'de> Deserialize<'de> for Items {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Vec::<Handle>::deserialize(from).map(Self::from_iter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_read_like_a_list_and_come_back_from_the_wire() {
        for count in 0..4 {
            let list: Vec<Handle> = (1..=count).map(Handle).collect();
            let items: Items = list.iter().copied().collect();
            assert_eq!(*items, *list);
            let text = serde_json::to_string(&items).unwrap();
            assert_eq!(text, serde_json::to_string(&list).unwrap());
            assert_eq!(serde_json::from_str::<Items>(&text).unwrap(), items);
        }
    }
}
