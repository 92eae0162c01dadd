//! Gives a member's bytes only if they are what its listing says: so many, with that checksum.

use std::io::{self, Read};

use flate2::Crc;

use crate::error::MemberError;

/// A reader that does not give its last bytes unless size and CRC-32 are as stated.
pub struct Checked<R> {
    inner: R,
    left: u64,
    want: u32,
    sum: Crc,
}

impl<R: Read> Checked<R> {
    /// Of a member that has that size and checksum when it is unpacked.
    pub fn new(inner: R, size: u64, crc: u32) -> Self {
        Self { inner, left: size, want: crc, sum: Crc::new() }
    }
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.sum.update(&buffer[..count]);
        match self.left.checked_sub(count as u64) {
            Some(left) => self.left = left,
            None => return Err(MemberError::Damaged.into()),
        }
        // Whoever has found the end of a record need not come back for the end of the member.
        let wrong = self.left == 0 && self.sum.sum() != self.want;
        let short = self.left != 0 && count == 0 && !buffer.is_empty();
        if wrong || short { Err(MemberError::Damaged.into()) } else { Ok(count) }
    }
}
