//! The write-ahead log of an exercise that was killed: SQLite ends its reading silently at the first frame that does
//! not add up. Here that is told, since what follows was acknowledged once.
//!
//! The layout is that of <https://www.sqlite.org/fileformat2.html#walformat>.

use std::path::Path;

use super::Fault;

const HEADER: usize = 32;
const FRAME: usize = 24;

/// Checks every frame of the log at `path`.
///
/// # Errors
/// [`Fault::Altered`] where one does not add up.
pub(super) fn check(path: &Path) -> Result<(), Fault> {
    let bytes = std::fs::read(path).map_err(|fault| Fault::io(path, &fault))?;
    if is_whole(&bytes).unwrap_or(true) {
        return Ok(());
    }
    let why =
        "a write was altered, or torn as it was made; `startex resume` keeps all that is whole before it";
    Err(Fault::Altered { path: path.display().to_string(), why: why.to_owned() })
}

/// Whether the frames add up; none where the log ends before its first.
fn is_whole(log: &[u8]) -> Option<bool> {
    let header = log.get(..HEADER)?;
    let big = word(header, 0)? & 1 == 1;
    let mut sum = add(big, (0, 0), &header[..24])?;
    if sum != (word(header, 24)?, word(header, 28)?) {
        return Some(false);
    }
    let page = usize::try_from(word(header, 8)?).ok()?;
    let salts = (word(header, 16)?, word(header, 20)?);
    for frame in log.get(HEADER..)?.chunks_exact(FRAME + page) {
        let found = (word(frame, 8)?, word(frame, 12)?);
        if found.0 != salts.0 && found.1 != salts.1 {
            // A frame of an earlier round, which was taken into the file long ago.
            return Some(true);
        }
        sum = add(big, add(big, sum, &frame[..8])?, &frame[FRAME..])?;
        if found != salts || sum != (word(frame, 16)?, word(frame, 20)?) {
            return Some(false);
        }
    }
    Some(true)
}

/// A big-endian word.
fn word(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().map(|four| u32::from_be_bytes(*four))
}

/// Goes on with a checksum over pairs of words.
fn add(big: bool, sum: (u32, u32), bytes: &[u8]) -> Option<(u32, u32)> {
    let read = |four: &[u8]| {
        let four = *four.first_chunk()?;
        Some(if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) })
    };
    bytes.chunks_exact(8).try_fold(sum, |(a, b), pair| {
        let a = a.wrapping_add(read(pair)?).wrapping_add(b);
        Some((a, b.wrapping_add(read(&pair[4..])?).wrapping_add(a)))
    })
}
