//! Elements of rows as bytecode, plain or in zlib blocks.

use std::io::{Seek, SeekFrom, Write};

use flate2::Compression as Level;
use flate2::write::ZlibEncoder;
use microdata::Error;

use super::Compression;

/// What one byte of code is above its number.
pub const BIAS: f64 = 100.0;
/// Unpacked bytes of a zlib block, as SPSS makes them.
const BLOCK: usize = 0x3f_f000;

/// Writes elements one by one.
pub struct Encoder<W: Write + Seek> {
    out: Blocks<W>,
    commands: Vec<u8>,
    data: Vec<u8>,
}

impl<W: Write + Seek> Encoder<W> {
    pub fn new(out: W, compression: Compression) -> Result<Encoder<W>, Error> {
        let zlib = compression == Compression::Zlib;
        Ok(Encoder { out: Blocks::new(out, zlib)?, commands: Vec::new(), data: Vec::new() })
    }

    /// NaN becomes system-missing.
    pub fn number(&mut self, number: f64) -> Result<(), Error> {
        if number.is_nan() {
            return self.command(255, None);
        }
        let code = number + BIAS;
        if number.fract() == 0.0
            && (1.0..=251.0).contains(&code)
            && !(number == 0.0 && number.is_sign_negative())
        {
            return self.command(code as u8, None);
        }
        self.command(253, Some(number.to_le_bytes()))
    }

    pub fn text(&mut self, eight: [u8; 8]) -> Result<(), Error> {
        if eight == [b' '; 8] { self.command(254, None) } else { self.command(253, Some(eight)) }
    }

    fn command(&mut self, command: u8, data: Option<[u8; 8]>) -> Result<(), Error> {
        self.commands.push(command);
        self.data.extend(data.into_iter().flatten());
        if self.commands.len() == 8 { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), Error> {
        self.out.write(&self.commands)?;
        self.out.write(&self.data)?;
        self.commands.clear();
        self.data.clear();
        Ok(())
    }

    pub fn finish(mut self) -> Result<(), Error> {
        self.commands.push(252);
        self.commands.resize(self.commands.len().next_multiple_of(8), 0);
        self.flush()?;
        self.out.finish()
    }
}

/// Bytes, gathered into zlib blocks if that is wanted.
struct Blocks<W> {
    out: W,
    zlib: bool,
    /// Where the header of the blocks stands.
    start: u64,
    gathered: Vec<u8>,
    /// Unpacked and packed length of each block.
    table: Vec<(usize, usize)>,
}

impl<W: Write + Seek> Blocks<W> {
    fn new(mut out: W, zlib: bool) -> Result<Blocks<W>, Error> {
        let start = out.stream_position()?;
        if zlib {
            out.write_all(&[0; 24])?; // filled in at the end
        }
        Ok(Blocks { out, zlib, start, gathered: Vec::new(), table: Vec::new() })
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        if !self.zlib {
            return Ok(self.out.write_all(bytes)?);
        }
        self.gathered.extend(bytes);
        if self.gathered.len() >= BLOCK {
            let rest = self.gathered.split_off(BLOCK);
            self.block()?;
            self.gathered = rest;
        }
        Ok(())
    }

    fn block(&mut self) -> Result<(), Error> {
        let mut packed = ZlibEncoder::new(Vec::new(), Level::default());
        packed.write_all(&self.gathered)?;
        let packed = packed.finish()?;
        self.out.write_all(&packed)?;
        self.table.push((self.gathered.len(), packed.len()));
        Ok(())
    }

    fn finish(mut self) -> Result<(), Error> {
        if self.zlib {
            if !self.gathered.is_empty() {
                self.block()?;
            }
            let trailer = self.trailer()?;
            self.out.seek(SeekFrom::Start(self.start))?;
            let at: [u64; 3] = [self.start, trailer, 24 + 24 * self.table.len() as u64];
            at.iter().try_for_each(|number| self.out.write_all(&number.to_le_bytes()))?;
            self.out.seek(SeekFrom::End(0))?;
        }
        Ok(self.out.flush()?)
    }

    /// The table of blocks; gives back where it stands.
    fn trailer(&mut self) -> Result<u64, Error> {
        let place = self.out.stream_position()?;
        self.out.write_all(&(-(BIAS as i64)).to_le_bytes())?;
        self.out.write_all(&0_i64.to_le_bytes())?;
        self.out.write_all(&(BLOCK as i32).to_le_bytes())?;
        self.out.write_all(&(self.table.len() as i32).to_le_bytes())?;
        let (mut unpacked_at, mut packed_at) = (self.start, self.start + 24);
        for (unpacked, packed) in &self.table {
            self.out.write_all(&unpacked_at.to_le_bytes())?;
            self.out.write_all(&packed_at.to_le_bytes())?;
            self.out.write_all(&(*unpacked as i32).to_le_bytes())?;
            self.out.write_all(&(*packed as i32).to_le_bytes())?;
            unpacked_at += *unpacked as u64;
            packed_at += *packed as u64;
        }
        Ok(place)
    }
}
