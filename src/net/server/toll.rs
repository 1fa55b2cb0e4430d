//! Counts the frames of a WebSocket as their bytes come in. The library tells of whole messages and of signs of life; of
//! the pieces that messages come in it tells nothing, and takes in as many as come without a stop.

/// Bytes of the longest header: two, a long length, a mask.
const HEADER: usize = 2 + 8 + 4;

/// Follows the frames of one direction.
#[derive(Debug, Default)]
pub(super) struct Toll {
    header: [u8; HEADER],
    /// Bytes of the header that came.
    has: usize,
    /// Bytes of the payload that are still to come.
    left: u64,
    due: u32,
}

impl Toll {
    /// These bytes came in. A frame counts once its header is whole.
    pub(super) fn pass(&mut self, mut bytes: &[u8]) {
        while let Some((first, rest)) = bytes.split_first() {
            if self.left > 0 {
                let over = bytes.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
                self.left -= over as u64;
                bytes = &bytes[over..];
                continue;
            }
            self.header[self.has] = *first;
            self.has += 1;
            bytes = rest;
            if self.has >= 2 && self.has == self.long() {
                self.left = self.payload();
                self.has = 0;
                self.due = self.due.saturating_add(1);
            }
        }
    }

    /// Frames that were not counted to anybody yet.
    pub(super) fn due(&self) -> u32 {
        self.due
    }

    /// The same; from now on they are.
    pub(super) fn take(&mut self) -> u32 {
        std::mem::take(&mut self.due)
    }

    /// Bytes of the length that stands behind the first two.
    fn length(&self) -> usize {
        match self.header[1] & 0x7f {
            126 => 2,
            127 => 8,
            _ => 0,
        }
    }

    /// Bytes of the whole header.
    fn long(&self) -> usize {
        let mask = if self.header[1] & 0x80 == 0 { 0 } else { 4 };
        2 + self.length() + mask
    }

    fn payload(&self) -> u64 {
        let length = self.length();
        if length == 0 {
            return u64::from(self.header[1] & 0x7f);
        }
        self.header[2..2 + length].iter().fold(0, |long, byte| long << 8 | u64::from(*byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A masked frame with so many bytes.
    fn frame(long: usize) -> Vec<u8> {
        let mut bytes = vec![0x81];
        match long {
            0..=125 => bytes.push(0x80 | long as u8),
            126..=65_535 => {
                bytes.push(0x80 | 126);
                bytes.extend((long as u16).to_be_bytes());
            }
            _ => {
                bytes.push(0x80 | 127);
                bytes.extend((long as u64).to_be_bytes());
            }
        }
        // Mask and payload look like headers.
        bytes.extend(vec![0x81; 4 + long]);
        bytes
    }

    #[test]
    fn every_frame_counts_once_however_its_bytes_are_cut() {
        let lengths = [0, 0, 1, 125, 126, 65_535, 65_536, 0, 7];
        let bytes: Vec<u8> = lengths.iter().flat_map(|long| frame(*long)).collect();
        for cut in [1, 2, 3, 5, 1_024, bytes.len()] {
            let mut toll = Toll::default();
            bytes.chunks(cut).for_each(|piece| toll.pass(piece));
            assert_eq!((toll.take(), toll.due()), (lengths.len() as u32, 0), "in pieces of {cut}");
        }
    }

    #[test]
    fn a_length_beyond_all_bounds_is_waited_for_and_nothing_else() {
        let mut toll = Toll::default();
        toll.pass(&[0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4]);
        toll.pass(&[0; 4_096]);
        assert_eq!(toll.due(), 1);
    }
}
