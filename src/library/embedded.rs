//! What comes with the program: scenarios and packs inside the binary.

use include_dir::{Dir, include_dir};

use crate::scenario::{ReadFault, Sources};

static DOCTRINE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/doctrine");
static WORLD: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/world");
static SCENARIOS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/scenarios");

/// The main file of the shipped scenario `id`, in the folder of the same name.
pub fn main_of(id: &str) -> String {
    format!("{id}.ron")
}

/// Ids of the shipped scenarios, in the order of the alphabet.
pub fn shipped() -> Vec<String> {
    let mut ids: Vec<String> = SCENARIOS
        .dirs()
        .filter_map(|dir| dir.path().to_str())
        .filter(|id| SCENARIOS.contains(format!("{id}/{}", main_of(id))))
        .map(ToOwned::to_owned)
        .collect();
    ids.sort();
    ids
}

/// A shipped pack, by its path `doctrine/ID.ron` or `world/ID.ron`.
pub(super) fn pack(path: &str) -> Option<&'static [u8]> {
    let (kind, name) = path.split_once('/')?;
    let dir = match kind {
        "doctrine" => &DOCTRINE,
        "world" => &WORLD,
        _ => return None,
    };
    dir.get_file(name).map(include_dir::File::contents)
}

/// The texts of a shipped scenario, packs included.
#[derive(Clone, Debug)]
pub struct EmbeddedSources {
    id: String,
}

impl EmbeddedSources {
    /// The shipped scenario `id`; none where there is none of this id.
    pub fn new(id: &str) -> Option<Self> {
        shipped().iter().any(|known| known == id).then(|| Self { id: id.to_owned() })
    }

    /// A file beside the scenario, such as an order file.
    pub fn file(&self, path: &str) -> Option<&'static [u8]> {
        SCENARIOS.get_file(format!("{}/{path}", self.id)).map(include_dir::File::contents)
    }
}

impl Sources for EmbeddedSources {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadFault> {
        self.file(path).or_else(|| pack(path)).map(<[u8]>::to_vec).ok_or(ReadFault::Missing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pack_that_scenarios_may_name_is_in_the_binary() {
        for id in crate::scenario::packs::DOCTRINE {
            assert!(pack(&format!("doctrine/{id}.ron")).is_some(), "{id}");
        }
        for id in crate::scenario::packs::WORLDS {
            assert!(pack(&format!("world/{id}.ron")).is_some(), "{id}");
        }
        assert!(pack(&format!("world/{}.ron", crate::scenario::packs::DEPENDENCIES)).is_some());
        assert!(pack("doctrine/../world/europe.ron").is_none());
    }
}
