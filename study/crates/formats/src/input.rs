//! Bytes of a binary file as numbers. Nothing is allocated because a file says so: only as bytes arrive.

use std::io::{Read, Seek, SeekFrom};

use microdata::Error;

/// Longest record: long names of 30,000 variables take 3 MiB.
pub const LONGEST: u64 = 64 << 20;

/// A reader that knows the file's byte order and where it is.
pub struct Input<R> {
    inner: R,
    pub big_endian: bool,
    pub position: u64,
}

impl<R: Read> Input<R> {
    pub fn new(inner: R) -> Input<R> {
        Input { inner, big_endian: false, position: 0 }
    }

    pub fn into_inner(self) -> R {
        self.inner
    }

    pub fn array<const N: usize>(&mut self) -> Result<[u8; N], Error> {
        let mut bytes = [0; N];
        let read = self.inner.read_exact(&mut bytes);
        read.map_err(|error| Error::from(error).at(format!("byte {}", self.position)))?;
        self.position += N as u64;
        Ok(bytes)
    }

    /// So many bytes, at most [`LONGEST`].
    pub fn bytes(&mut self, length: u64, what: &str) -> Result<Vec<u8>, Error> {
        if length > LONGEST {
            let place = self.position;
            return Err(Error::new(format!("byte {place}: {what} has to be shorter than {LONGEST} bytes"))
                .found(format!("a stated length of {length}"))
                .hint("the file is damaged"));
        }
        let mut bytes = Vec::new();
        let read = self.inner.by_ref().take(length).read_to_end(&mut bytes)?;
        if (read as u64) < length {
            return Err(Error::new(format!("byte {}: the file ends inside {what}", self.position)));
        }
        self.position += length;
        Ok(bytes)
    }

    pub fn u16(&mut self) -> Result<u16, Error> {
        let bytes = self.array()?;
        Ok(if self.big_endian { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    }

    pub fn u32(&mut self) -> Result<u32, Error> {
        let bytes = self.array()?;
        Ok(if self.big_endian { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
    }

    pub fn u64(&mut self) -> Result<u64, Error> {
        let bytes = self.array()?;
        Ok(if self.big_endian { u64::from_be_bytes(bytes) } else { u64::from_le_bytes(bytes) })
    }

    pub fn i32(&mut self) -> Result<i32, Error> {
        let bytes = self.array()?;
        Ok(if self.big_endian { i32::from_be_bytes(bytes) } else { i32::from_le_bytes(bytes) })
    }

    pub fn i64(&mut self) -> Result<i64, Error> {
        let bytes = self.array()?;
        Ok(if self.big_endian { i64::from_be_bytes(bytes) } else { i64::from_le_bytes(bytes) })
    }

    pub fn f64(&mut self) -> Result<f64, Error> {
        let bytes = self.array()?;
        Ok(float(bytes, self.big_endian))
    }

    /// A count or a length: a number that cannot be negative.
    pub fn length(&mut self, what: &str) -> Result<u64, Error> {
        let place = self.position;
        let number = self.i32()?;
        u64::try_from(number).map_err(|_| {
            Error::new(format!("byte {place}: the length of {what} cannot be negative"))
                .hint("the file is damaged")
        })
    }
}

impl<R: Read + Seek> Input<R> {
    pub fn go(&mut self, position: u64) -> Result<(), Error> {
        self.inner.seek(SeekFrom::Start(position))?;
        self.position = position;
        Ok(())
    }

    /// Bytes of the whole file.
    pub fn size(&mut self) -> Result<u64, Error> {
        let size = self.inner.seek(SeekFrom::End(0))?;
        self.inner.seek(SeekFrom::Start(self.position))?;
        Ok(size)
    }
}

/// Goes to the beginning of a text, behind its byte order mark if it has one. Gives back its first bytes, at most three.
pub fn begin<R: Read + Seek>(from: &mut R) -> Result<Vec<u8>, Error> {
    from.seek(SeekFrom::Start(0))?;
    let mut start = Vec::new();
    from.by_ref().take(3).read_to_end(&mut start)?;
    let place = if start == b"\xef\xbb\xbf" { 3 } else { 0 };
    from.seek(SeekFrom::Start(place))?;
    Ok(start)
}

pub fn float(bytes: [u8; 8], big_endian: bool) -> f64 {
    if big_endian { f64::from_be_bytes(bytes) } else { f64::from_le_bytes(bytes) }
}
