//! Where the texts of a scenario come from.

use std::collections::BTreeMap;

/// Where texts come from: a folder, the binary itself, a journal's header.
pub trait Sources {
    /// The bytes of a file by its path relative to the scenario's folder, with `/`; packs under
    /// `doctrine/ID.ron` and `world/ID.ron`.
    ///
    /// # Errors
    /// Why it cannot be had, in words for a finding.
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadFault>;
}

/// Why a text cannot be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadFault {
    /// There is no such file.
    Missing,
    /// It lies outside the scenario's folder, or is a link.
    Outside,
    /// It is larger than the limit, in bytes.
    TooLarge(u64),
    /// The machine says why.
    Failed(String),
}

impl Sources for BTreeMap<String, String> {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadFault> {
        self.get(path).map(|text| text.clone().into_bytes()).ok_or(ReadFault::Missing)
    }
}
