//! What is asked all the time and never gone through: found without a search, in no order that anybody could see.
//! The one place of the core with hashed tables: the order of these is not the same in every build.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;
use std::ops::{Deref, Index};

use foldhash::fast::FixedState;

/// What a name means: every address of every order is looked up. Read in the order of the names.
#[derive(Clone, Debug)]
pub struct Lookup<T> {
    sorted: BTreeMap<String, T>,
    /// The same again.
    found: HashMap<String, T, FixedState>,
}

impl<T> Default for Lookup<T> {
    fn default() -> Self {
        Self { sorted: BTreeMap::new(), found: HashMap::default() }
    }
}

impl<T: Copy> Lookup<T> {
    /// What the name means.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.found.get(name)
    }

    /// Gives a name a meaning; gives back what it meant before.
    pub fn insert(&mut self, name: String, means: T) -> Option<T> {
        self.found.insert(name.clone(), means);
        self.sorted.insert(name, means)
    }
}

/// All else is that of a map in order.
impl<T> Deref for Lookup<T> {
    type Target = BTreeMap<String, T>;

    fn deref(&self) -> &BTreeMap<String, T> {
        &self.sorted
    }
}

/// Opens a name that is known to be there.
impl<T: Copy> Index<&str> for Lookup<T> {
    type Output = T;

    fn index(&self, name: &str) -> &T {
        &self.found[name]
    }
}

/// What was met before: it can be asked, not gone through.
#[derive(Clone, Debug)]
pub struct Known<T>(HashSet<T, FixedState>);

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self(HashSet::default())
    }
}

impl<T: Eq + Hash> Known<T> {
    /// Whether it was met.
    pub fn contains(&self, one: &T) -> bool {
        self.0.contains(one)
    }

    /// Meets it; whether for the first time.
    pub fn insert(&mut self, one: T) -> bool {
        self.0.insert(one)
    }

    /// Forgets it.
    pub fn remove(&mut self, one: &T) {
        self.0.remove(one);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_and_read_in_their_order() {
        let mut names = Lookup::default();
        for (name, means) in [("lv", 2), ("at", 1), ("lv", 3)] {
            names.insert(name.to_owned(), means);
        }
        assert_eq!((names.get("lv"), names["at"], names.get("ee")), (Some(&3), 1, None));
        let read: Vec<(&str, i32)> = names.iter().map(|(name, means)| (name.as_str(), *means)).collect();
        assert_eq!(read, [("at", 1), ("lv", 3)]);
    }

    #[test]
    fn what_is_known_is_new_once_until_it_is_forgotten() {
        let mut known = Known::default();
        assert!(known.insert("at") && !known.insert("at") && known.contains(&"at"));
        known.remove(&"at");
        assert!(!known.contains(&"at") && known.insert("at"));
    }
}
