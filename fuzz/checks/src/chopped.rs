//! The same bytes in other portions: a reader must not care how its input is served.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use archive::ReadAt;

/// Serves bytes in portions of changing size, and fails behind them if it is told to.
pub struct Chopped<'a> {
    bytes: &'a [u8],
    sizes: Sizes,
    fails: bool,
}

impl<'a> Chopped<'a> {
    pub fn new(bytes: &'a [u8], seed: u8, fails: bool) -> Self {
        Self { bytes, sizes: Sizes(u64::from(seed) + 1), fails }
    }
}

impl Read for Chopped<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.bytes.is_empty() && self.fails {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let count = self.sizes.next().min(buffer.len()).min(self.bytes.len());
        buffer[..count].copy_from_slice(&self.bytes[..count]);
        self.bytes = &self.bytes[count..];
        Ok(count)
    }
}

/// Serves fewer bytes than it is asked for. How many depends on the place only, so that readings agree.
pub struct Short {
    pub bytes: Vec<u8>,
    pub seed: u8,
}

impl ReadAt for Short {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let most = Sizes(offset ^ (u64::from(self.seed) << 32)).next().min(buffer.len());
        self.bytes.read_at(&mut buffer[..most], offset)
    }

    fn size(&self) -> u64 {
        self.bytes.len() as u64
    }
}

/// Serves at most so many bytes at once, from any place; 0 is as many as are wanted.
pub struct Portions<'a> {
    bytes: Cursor<&'a [u8]>,
    most: u8,
}

impl<'a> Portions<'a> {
    pub fn new(bytes: &'a [u8], most: u8) -> Self {
        Self { bytes: Cursor::new(bytes), most }
    }
}

impl Read for Portions<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = if self.most == 0 { buffer.len() } else { buffer.len().min(self.most.into()) };
        self.bytes.read(&mut buffer[..most])
    }
}

impl Seek for Portions<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}

/// Sizes of portions: mostly small, some of a page.
struct Sizes(u64);

impl Sizes {
    fn next(&mut self) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let random = (self.0 >> 33) as usize;
        1 + if random.is_multiple_of(4) { random / 4 % 4096 } else { random / 4 % 37 }
    }
}
