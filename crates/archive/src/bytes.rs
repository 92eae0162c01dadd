//! Bytes that can be read at any place.

use std::io;
use std::sync::Arc;

/// A source of bytes of known length, readable at any offset by several readers at once.
pub trait ReadAt: Send + Sync {
    /// Reads some bytes at `offset`; 0 at the end.
    ///
    /// # Errors
    /// Those of the source.
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize>;

    /// How many bytes there are.
    fn size(&self) -> u64;
}

impl ReadAt for Vec<u8> {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let start = usize::try_from(offset).unwrap_or(usize::MAX).min(self.len());
        let rest = self.get(start..).unwrap_or_default();
        let count = rest.len().min(buffer.len());
        buffer[..count].copy_from_slice(&rest[..count]);
        Ok(count)
    }

    fn size(&self) -> u64 {
        self.len() as u64
    }
}

/// Shared bytes, in the shape that the zip library wants them.
#[derive(Clone)]
pub struct Shared(pub Arc<dyn ReadAt>);

impl rawzip::ReaderAt for Shared {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        self.0.read_at(buffer, offset)
    }
}

impl Shared {
    /// Fills the buffer from `offset`; the count is short only at the end of the bytes.
    pub fn fill_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let mut filled = 0;
        while filled < buffer.len() {
            match self.0.read_at(&mut buffer[filled..], offset + filled as u64) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }
}

/// Reads a range of shared bytes from its start to its end.
pub struct RangeOf {
    bytes: Shared,
    at: u64,
    end: u64,
}

impl RangeOf {
    /// A reader of the bytes from `start` up to `end`.
    pub const fn new(bytes: Shared, start: u64, end: u64) -> Self {
        Self { bytes, at: start, end }
    }
}

impl io::Read for RangeOf {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end.saturating_sub(self.at)).unwrap_or(usize::MAX);
        let want = buffer.len().min(left);
        let count = self.bytes.0.read_at(&mut buffer[..want], self.at)?;
        self.at += count as u64;
        Ok(count)
    }
}
