//! A zip that was cut off has no table of contents, but its members are still there, each behind a header of its
//! own (APPNOTE.TXT 4.3.7). Whole ones are found by walking from header to header.

use std::io::{self, BufReader, Read};

use flate2::bufread::DeflateDecoder;

use crate::bytes::{RangeOf, Shared};
use crate::checked::Checked;
use crate::container::Member;
use crate::error::{ArchiveError, MemberError};
use crate::limits::Limits;
use crate::names;

const LOCAL_HEADER: &[u8; 4] = b"PK\x03\x04";
const DIRECTORY_HEADER: &[u8; 4] = b"PK\x01\x02";
const DESCRIPTOR: &[u8; 4] = b"PK\x07\x08";

/// What a walk found.
pub struct Found {
    pub whole: Vec<Salvaged>,
    /// Members that begin but do not end, or make no sense.
    pub broken: u64,
}

/// A whole member, with where its data lies.
pub struct Salvaged {
    name: String,
    method: u16,
    encrypted: bool,
    start: u64,
    end: u64,
    size: u64,
    crc: u32,
}

impl Salvaged {
    /// Its line in the listing.
    pub fn member(&self) -> Member {
        let refused = match self.method {
            _ if self.encrypted => Some(MemberError::Encrypted),
            0 | 8 => None,
            method => Some(MemberError::Method(method)),
        };
        Member { name: self.name.clone(), size: self.size, refused }
    }

    /// Bytes before inflating.
    pub const fn compressed_size(&self) -> u64 {
        self.end - self.start
    }

    /// Reads it; the end comes only if size and checksum fit.
    pub fn reader(&self, bytes: &Shared) -> impl Read + use<> {
        let raw = BufReader::with_capacity(64 << 10, RangeOf::new(bytes.clone(), self.start, self.end));
        let inner: Box<dyn Read> = match self.method {
            0 => Box::new(raw),
            _ => Box::new(DeflateDecoder::new(raw)),
        };
        Checked::new(inner, self.size, self.crc)
    }
}

/// Walks from header to header.
pub fn members(bytes: &Shared, limits: &Limits) -> Result<Found, ArchiveError> {
    let mut found = Found { whole: Vec::new(), broken: 0 };
    let (mut at, mut patience) = (0, Patience::new(bytes.0.size(), limits));
    while let Some(header_at) = next_header(bytes, at)? {
        match member_at(bytes, header_at, &mut patience)? {
            Walk::Whole(member, end) => {
                at = end;
                if !member.name.ends_with('/') && !names::is_noise(&member.name) {
                    found.whole.push(member);
                }
            }
            Walk::Broken => {
                found.broken += 1;
                at = header_at + 4;
            }
            Walk::Directory => break,
        }
        if found.whole.len() as u64 > limits.members || found.broken > limits.members {
            return Err(ArchiveError::TooManyMembers { limit: limits.members });
        }
    }
    Ok(found)
}

/// How much may be inflated to no end: headers that each seem to begin what goes on to the end of the zip would have it
/// read once for each.
struct Patience {
    left: u64,
    ratio: u64,
    ratio_from_bytes: u64,
}

impl Patience {
    const fn new(size: u64, limits: &Limits) -> Self {
        let (ratio, ratio_from_bytes) = (limits.ratio, limits.ratio_from_bytes);
        let left = size.saturating_add(ratio_from_bytes).saturating_mul(4);
        Self { left, ratio, ratio_from_bytes }
    }

    fn lose(&mut self, bytes: u64) {
        self.left = self.left.saturating_sub(bytes);
    }

    /// Whether nothing honest is so much larger than its packed form.
    fn is_bomb(&self, packed: u64, whole: u64) -> bool {
        whole > packed.saturating_mul(self.ratio).max(self.ratio_from_bytes)
    }
}

enum Walk {
    Whole(Salvaged, u64),
    Broken,
    /// The table of contents begins: there are no more members.
    Directory,
}

/// The next place at or after `from` that begins like a member, or like the table of contents.
fn next_header(bytes: &Shared, from: u64) -> io::Result<Option<u64>> {
    let finder = memchr::memmem::Finder::new(b"PK");
    let mut window = vec![0_u8; 64 << 10];
    let mut base = from;
    loop {
        let filled = bytes.fill_at(&mut window, base)?;
        if filled < 4 {
            return Ok(None);
        }
        let here = finder
            .find_iter(&window[..filled])
            .find(|&at| matches!(window[..filled].get(at..at + 4), Some(s) if s == LOCAL_HEADER || s == DIRECTORY_HEADER));
        if let Some(at) = here {
            return Ok(Some(base + at as u64));
        }
        base += (filled - 3) as u64;
    }
}

fn member_at(bytes: &Shared, header_at: u64, patience: &mut Patience) -> io::Result<Walk> {
    let mut header = [0_u8; 30];
    if bytes.fill_at(&mut header, header_at)? < 30 {
        return Ok(Walk::Broken);
    }
    if header.starts_with(DIRECTORY_HEADER) {
        return Ok(Walk::Directory);
    }
    let u16_at = |at: usize| u16::from_le_bytes([header[at], header[at + 1]]);
    let u32_at = |at: usize| u32::from_le_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    let (flags, method) = (u16_at(6), u16_at(8));
    let (name_len, extra_len) = (usize::from(u16_at(26)), usize::from(u16_at(28)));
    let mut rest = vec![0_u8; name_len + extra_len];
    if bytes.fill_at(&mut rest, header_at + 30)? < rest.len() {
        return Ok(Walk::Broken);
    }
    let (name, extra) = rest.split_at(name_len);
    let start = header_at + 30 + rest.len() as u64;
    let mut sizes = Sizes { packed: u64::from(u32_at(18)), whole: u64::from(u32_at(22)), crc: u32_at(14) };
    sizes.widen(extra);
    let mut end = start.saturating_add(sizes.packed);
    let mut after = end;
    let follows = flags & 8 != 0;
    if follows && sizes.packed == 0 {
        // The sizes stand behind the data, so the data itself has to tell where it ends.
        let measured = if method == 8 { measure_deflate(bytes, start, patience)? } else { None };
        let Some(measured) = measured else { return Ok(Walk::Broken) };
        end = start + measured.packed;
        after = end + descriptor_length(bytes, end, &measured)?;
        sizes = measured;
    } else if end > bytes.0.size() {
        return Ok(Walk::Broken);
    }
    let name = names::decode(name).replace('\\', "/");
    let member =
        Salvaged { name, method, encrypted: flags & 1 != 0, start, end, size: sizes.whole, crc: sizes.crc };
    Ok(Walk::Whole(member, after))
}

struct Sizes {
    packed: u64,
    whole: u64,
    crc: u32,
}

impl Sizes {
    /// Takes the 64-bit sizes from the zip64 extra field (APPNOTE 4.5.3) where the 32-bit ones say so.
    fn widen(&mut self, mut extra: &[u8]) {
        while let [a, b, c, d, rest @ ..] = extra {
            let (id, len) = (u16::from_le_bytes([*a, *b]), usize::from(u16::from_le_bytes([*c, *d])));
            let Some(mut body) = rest.get(..len) else { return };
            if id == 1 {
                for size in [&mut self.whole, &mut self.packed] {
                    if *size == u64::from(u32::MAX)
                        && let Some((first, left)) = body.split_first_chunk::<8>()
                    {
                        *size = u64::from_le_bytes(*first);
                        body = left;
                    }
                }
            }
            extra = &rest[len..];
        }
    }
}

/// Inflates from `start` to the end of the stream, to learn its sizes and checksum. Nothing if it does not end.
fn measure_deflate(bytes: &Shared, start: u64, patience: &mut Patience) -> io::Result<Option<Sizes>> {
    if patience.left == 0 {
        return Ok(None);
    }
    // Always filled: what is found must not depend on how the bytes are served.
    let (mut window, mut filled, mut at) = (vec![0_u8; 64 << 10], 0, 0);
    let mut read = start;
    let mut inflate = flate2::Decompress::new(false);
    let (mut sum, mut out) = (flate2::Crc::new(), vec![0_u8; 64 << 10]);
    loop {
        if at == filled {
            (filled, at) = (bytes.fill_at(&mut window, read)?, 0);
            read += filled as u64;
        }
        let input = &window[at..filled];
        let at_end = input.is_empty();
        let (before_in, before_out) = (inflate.total_in(), inflate.total_out());
        let status = inflate.decompress(input, &mut out, flate2::FlushDecompress::None);
        let taken = (inflate.total_in() - before_in) as usize;
        let given = (inflate.total_out() - before_out) as usize;
        sum.update(&out[..given]);
        at += taken;
        if matches!(status, Ok(flate2::Status::StreamEnd)) {
            let sizes = Sizes { packed: inflate.total_in(), whole: inflate.total_out(), crc: sum.sum() };
            return Ok(Some(sizes));
        }
        let stuck = at_end || (taken == 0 && given == 0);
        if stuck || status.is_err() || patience.is_bomb(inflate.total_in(), inflate.total_out()) {
            patience.lose(inflate.total_in() + inflate.total_out());
            return Ok(None);
        }
    }
}

/// Bytes of the data descriptor at `at`: with or without its signature, with 32-bit or 64-bit sizes; 0 where none
/// fits (the walk then looks for the next header).
fn descriptor_length(bytes: &Shared, at: u64, sizes: &Sizes) -> io::Result<u64> {
    let mut after = [0_u8; 24];
    let filled = bytes.fill_at(&mut after, at)?;
    let after = &after[..filled];
    let (body, signature) = match after.strip_prefix(DESCRIPTOR) {
        Some(body) => (body, 4),
        None => (after, 0),
    };
    let Some(body) = body.strip_prefix(&sizes.crc.to_le_bytes()) else { return Ok(0) };
    let wide = body.starts_with(&sizes.packed.to_le_bytes());
    Ok(signature + 4 + if wide { 16 } else { 8 })
}
