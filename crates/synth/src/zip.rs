//! Members to one zip, always the same bytes.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use rawzip::time::UtcDateTime;
use rawzip::{CompressionMethod, ZipArchiveWriter};

/// One file inside an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its path in the zip, with `/` between its parts.
    pub name: String,
    pub bytes: Vec<u8>,
}

/// Packs members, in their order, with one fixed time stamp (the clock is no part of an invention).
///
/// # Errors
/// When a member or the whole is larger than the format can say.
pub fn to_zip(members: &[Member]) -> io::Result<Vec<u8>> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    let stamp = UtcDateTime::from_components(2026, 1, 1, 0, 0, 0, 0);
    for member in members {
        let mut builder =
            archive.new_file(member.name.as_str()).compression_method(CompressionMethod::DEFLATE);
        if let Some(stamp) = stamp {
            builder = builder.last_modified(stamp);
        }
        let (mut entry, config) = builder.start().map_err(io::Error::other)?;
        let mut writer = config.wrap(DeflateEncoder::new(&mut entry, Compression::default()));
        writer.write_all(&member.bytes)?;
        let (encoder, descriptor) = writer.finish().map_err(io::Error::other)?;
        encoder.finish()?;
        entry.finish(descriptor).map_err(io::Error::other)?;
    }
    archive.finish().map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_goes_in_comes_out_and_twice_the_same() {
        let members = [
            Member { name: "a/b.json".into(), bytes: b"[]".repeat(5000) },
            Member { name: "SYNTHETIC.txt".into(), bytes: b"invented".to_vec() },
        ];
        let bytes = to_zip(&members).unwrap();
        assert_eq!(bytes, to_zip(&members).unwrap());
        let archive = rawzip::ZipArchive::from_slice(&bytes).unwrap();
        let mut entries = archive.entries();
        for member in &members {
            let entry = entries.next_entry().unwrap().unwrap();
            assert_eq!(entry.file_path().try_normalize().unwrap().as_ref(), member.name);
            let local = archive.get_entry(entry.wayfinder()).unwrap();
            let mut out = Vec::new();
            let inflate = flate2::bufread::DeflateDecoder::new(local.data());
            local.verifying_reader(inflate).read_to_end(&mut out).unwrap();
            assert_eq!(out, member.bytes);
        }
    }
}
