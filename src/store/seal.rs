//! The seal of a closed journal: a hash of the whole file, so that a change of any byte shows, also of those that
//! SQLite never reads.
//!
//! The table `seal` holds a mark: a marker (which follows from block 0 and stands nowhere else) and a hash of the file
//! in which the hash's own place is zero. While an exercise runs the hash is zero: nothing is claimed.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::Fault;

/// Bytes of the marker.
pub(super) const MARKER: usize = 16;
const HASH: usize = 32;
const CHUNK: usize = 1 << 20;

/// The marker of a journal, by its block 0.
pub(super) fn marker(header: &[u8]) -> [u8; MARKER] {
    let mut hash = blake3::Hasher::new();
    hash.update(b"startex seal 1");
    hash.update(header);
    hash.finalize().as_bytes().first_chunk().copied().unwrap_or_default()
}

/// A mark that claims nothing.
pub(super) fn blank(marker: &[u8; MARKER]) -> Vec<u8> {
    let mut mark = marker.to_vec();
    mark.resize(MARKER + HASH, 0);
    mark
}

/// Writes the hash of a closed file into it.
pub(super) fn seal(path: &Path, marker: &[u8; MARKER]) -> Result<(), Fault> {
    let io = |fault: std::io::Error| Fault::io(path, &fault);
    let mut file = OpenOptions::new().read(true).write(true).open(path).map_err(io)?;
    seal_in(&mut file, marker).map_err(io)?;
    file.sync_all().map_err(io)
}

/// Writes the hash of a file into it, wherever its bytes are.
pub(super) fn seal_in(file: &mut (impl Read + Write + Seek), marker: &[u8; MARKER]) -> std::io::Result<()> {
    let Some((place, hash)) = hash(file, marker)? else { return Ok(()) };
    file.seek(SeekFrom::Start(place))?;
    file.write_all(&hash)
}

/// Whether a file is sealed, and as it was sealed.
pub(super) fn check(path: &Path, marker: &[u8; MARKER], mark: &[u8]) -> Result<bool, Fault> {
    let altered = |why: &str| Fault::Altered { path: path.display().to_string(), why: why.to_owned() };
    let Some((found, sealed)) = mark.split_first_chunk::<MARKER>() else {
        return Err(altered("its seal is broken"));
    };
    if found != marker {
        return Err(altered("its seal is of another journal"));
    }
    if sealed == [0; HASH] {
        return Ok(false);
    }
    let mut file = File::open(path).map_err(|fault| Fault::io(path, &fault))?;
    match hash(&mut file, marker).map_err(|fault| Fault::io(path, &fault))? {
        Some((_, hash)) if hash == sealed => Ok(true),
        _ => Err(altered("its bytes are not those that it was closed with")),
    }
}

/// Where the hash stands in the file, and what it should be. None unless the marker stands there exactly once.
fn hash(file: &mut (impl Read + Seek), marker: &[u8; MARKER]) -> std::io::Result<Option<(u64, [u8; HASH])>> {
    let Some(place) = find(file, marker)? else { return Ok(None) };
    file.seek(SeekFrom::Start(0))?;
    let mut hash = blake3::Hasher::new();
    std::io::copy(&mut Read::take(&mut *file, place), &mut hash)?;
    hash.update(&[0; HASH]);
    file.seek(SeekFrom::Start(place + HASH as u64))?;
    std::io::copy(file, &mut hash)?;
    Ok(Some((place, *hash.finalize().as_bytes())))
}

/// The place behind the only marker in the file.
fn find(file: &mut (impl Read + Seek), marker: &[u8; MARKER]) -> std::io::Result<Option<u64>> {
    file.seek(SeekFrom::Start(0))?;
    let (mut window, mut base, mut found) = (Vec::new(), 0_u64, None);
    loop {
        let read = Read::take(&mut *file, CHUNK as u64).read_to_end(&mut window)?;
        for (n, bytes) in window.windows(MARKER).enumerate() {
            if bytes == marker {
                if found.is_some() {
                    return Ok(None);
                }
                found = Some(base + (n + MARKER) as u64);
            }
        }
        if read == 0 {
            return Ok(found);
        }
        // A marker may lie across two chunks; the overlap is too short to find one twice.
        let keep = window.len().saturating_sub(MARKER - 1);
        window.drain(..keep);
        base += keep as u64;
    }
}
