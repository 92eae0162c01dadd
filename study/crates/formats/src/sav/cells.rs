//! The elements of rows: eight bytes each, plain, as bytecode, or as bytecode in zlib blocks.

use std::io::{BufRead, Take};

use flate2::{Decompress, FlushDecompress, Status};
use microdata::Error;

use crate::input::float;

/// One element.
pub enum Element {
    /// A number, or eight bytes of a string.
    Raw([u8; 8]),
    /// A number in one byte of code.
    Small(f64),
    Missing,
}

impl Element {
    /// As a number; SPSS's system-missing is NaN.
    pub fn number(&self, big_endian: bool) -> f64 {
        match self {
            Element::Raw(bytes) => match float(*bytes, big_endian) {
                // The largest negative number is how SPSS writes a blank. Infinities mean nothing either.
                number if number == -f64::MAX || !number.is_finite() => f64::NAN,
                number => number,
            },
            Element::Small(number) => *number,
            Element::Missing => f64::NAN,
        }
    }

    /// As part of a string; numbers do not belong there and become blanks.
    pub fn bytes(&self) -> [u8; 8] {
        match self {
            Element::Raw(bytes) => *bytes,
            Element::Small(_) | Element::Missing => [b' '; 8],
        }
    }
}

/// Reads elements one by one.
pub struct Cells<R> {
    source: Source<R>,
    bytecode: bool,
    bias: f64,
    commands: [u8; 8],
    next: usize,
}

impl<R: BufRead> Cells<R> {
    pub fn new(source: Source<R>, bytecode: bool, bias: f64) -> Cells<R> {
        Cells { source, bytecode, bias, commands: [0; 8], next: 8 }
    }

    /// The next element; `None` at the end.
    pub fn next(&mut self) -> Result<Option<Element>, Error> {
        if !self.bytecode {
            return Ok(self.source.eight()?.map(Element::Raw));
        }
        loop {
            if self.next == 8 {
                let Some(commands) = self.source.eight()? else { return Ok(None) };
                (self.commands, self.next) = (commands, 0);
            }
            let command = self.commands[self.next];
            self.next += 1;
            match command {
                0 => {}
                252 => return Ok(None),
                253 => {
                    let raw = self.source.eight()?;
                    return raw.map(|bytes| Some(Element::Raw(bytes))).ok_or_else(ends);
                }
                254 => return Ok(Some(Element::Raw([b' '; 8]))),
                255 => return Ok(Some(Element::Missing)),
                code => return Ok(Some(Element::Small(f64::from(code) - self.bias))),
            }
        }
    }
}

pub fn ends() -> Error {
    Error::new("the file ends inside a row").hint("it was cut off; copy or download it again")
}

/// Where the bytes of rows come from.
pub enum Source<R> {
    Plain(R),
    Zlib(Zlib<R>),
}

/// Zlib streams one behind the other.
pub struct Zlib<R> {
    inner: Take<R>,
    /// Nothing between two of them.
    stream: Option<Box<Decompress>>,
    damaged: bool,
}

impl<R: BufRead> Zlib<R> {
    /// What stands before a damage is given out first, so that it does not depend on how many bytes come at a time.
    fn read(&mut self, into: &mut [u8]) -> Result<usize, Error> {
        loop {
            if self.damaged {
                return Err(Error::new("a compressed block of the file cannot be unpacked")
                    .hint("the file is damaged"));
            }
            let input = self.inner.fill_buf()?;
            let ended = input.is_empty();
            if ended && self.stream.is_none() {
                return Ok(0);
            }
            let stream = self.stream.get_or_insert_with(|| Box::new(Decompress::new(true)));
            let (read, written) = (stream.total_in(), stream.total_out());
            let status = stream.decompress(input, into, FlushDecompress::None);
            let (read, written) = (stream.total_in() - read, stream.total_out() - written);
            self.inner.consume(read as usize);
            match status {
                Ok(Status::StreamEnd) => self.stream = None,
                Ok(_) if ended && written == 0 => return Err(ends()),
                Ok(_) => {}
                Err(_) => self.damaged = true,
            }
            if written > 0 {
                return Ok(written as usize);
            }
        }
    }
}

impl<R: BufRead> Source<R> {
    /// Blocks that take so many bytes of the file.
    pub fn blocks(inner: R, length: u64) -> Source<R> {
        Source::Zlib(Zlib { inner: inner.take(length), stream: None, damaged: false })
    }

    /// The next eight bytes; `None` at the end.
    fn eight(&mut self) -> Result<Option<[u8; 8]>, Error> {
        let (mut bytes, mut filled) = ([0; 8], 0);
        while filled < 8 {
            match self.read(&mut bytes[filled..])? {
                0 if filled == 0 => return Ok(None),
                0 => return Err(ends()),
                read => filled += read,
            }
        }
        Ok(Some(bytes))
    }

    fn read(&mut self, into: &mut [u8]) -> Result<usize, Error> {
        match self {
            Source::Plain(inner) => Ok(inner.read(into)?),
            Source::Zlib(zlib) => zlib.read(into),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Write};

    use flate2::Compression;
    use flate2::write::ZlibEncoder;

    use super::*;

    /// All elements, and how it ended.
    fn all(bytes: &[u8], at_a_time: usize) -> (Vec<[u8; 8]>, Option<String>) {
        let mut source = Source::blocks(BufReader::with_capacity(at_a_time, bytes), bytes.len() as u64);
        let mut found = Vec::new();
        loop {
            match source.eight() {
                Ok(Some(eight)) => found.push(eight),
                Ok(None) => return (found, None),
                Err(error) => return (found, Some(error.to_string())),
            }
        }
    }

    #[test]
    fn what_stands_before_a_damage_does_not_depend_on_how_bytes_come() {
        let mut block = ZlibEncoder::new(Vec::new(), Compression::fast());
        block.write_all(&[7; 80]).unwrap();
        let whole = block.finish().unwrap();
        let mut wrong_sum = whole.clone();
        *wrong_sum.last_mut().unwrap() ^= 1;
        let cut = &whole[..whole.len() - 1];
        for (bytes, ends_well) in [(&whole[..], true), (&wrong_sum[..], false), (cut, false)] {
            let (elements, error) = all(bytes, 4096);
            assert_eq!((elements.len(), error.is_none()), (10, ends_well));
            (1..30)
                .for_each(|at_a_time| assert_eq!(all(bytes, at_a_time), (elements.clone(), error.clone())));
        }
    }
}
