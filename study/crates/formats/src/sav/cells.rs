//! The elements of rows: eight bytes each, plain, as bytecode, or as bytecode in zlib blocks.

use std::io::{BufRead, Read, Take};

use flate2::bufread::ZlibDecoder;
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
    /// Zlib streams one behind the other; `None` between them.
    Zlib(Option<Box<ZlibDecoder<Take<R>>>>, Option<Take<R>>),
}

impl<R: BufRead> Source<R> {
    /// Blocks that take so many bytes of the file.
    pub fn blocks(inner: R, length: u64) -> Source<R> {
        Source::Zlib(None, Some(inner.take(length)))
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
        let (decoder, rest) = match self {
            Source::Plain(inner) => return Ok(inner.read(into)?),
            Source::Zlib(decoder, rest) => (decoder, rest),
        };
        loop {
            if let Some(stream) = decoder {
                let read = stream.read(into);
                match read.map_err(|_| {
                    Error::new("a compressed block of the file cannot be unpacked")
                        .hint("the file is damaged")
                })? {
                    0 => *rest = decoder.take().map(|stream| stream.into_inner()),
                    read => return Ok(read),
                }
            }
            let Some(mut inner) = rest.take() else { return Ok(0) };
            if inner.fill_buf()?.is_empty() {
                *rest = Some(inner);
                return Ok(0);
            }
            *decoder = Some(Box::new(ZlibDecoder::new(inner)));
        }
    }
}
