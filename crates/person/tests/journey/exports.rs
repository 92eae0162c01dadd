//! What the tests share: exports in memory, and the lines that come out of them.

use std::sync::{Arc, LazyLock};

use archive::{Archive, Limits};
use person::{EventFilter, Kit, Options, Streamed, stream_events};

/// The data files, loaded once.
pub static KIT: LazyLock<Kit> = LazyLock::new(|| Kit::load(&data::Data::builtin()).unwrap());

/// Bytes as an archive.
pub fn archive(label: &str, bytes: Vec<u8>) -> Archive {
    Archive::open(label, Arc::new(bytes), &Limits::default()).unwrap()
}

/// An invented export as the zip that the platform would send.
pub fn zipped(export: &synth::Export) -> Archive {
    archive(&export.file_name, synth::to_zip(&export.members).unwrap())
}

/// Every line that `parasocial events --all --others-text` prints, and what was said beside it.
pub fn lines(archives: &[Archive]) -> (Vec<String>, Streamed) {
    let filter = EventFilter { others_text: true, all: true, ..EventFilter::default() };
    let mut out = Vec::new();
    let streamed = stream_events(archives, &KIT, &Options::default(), &filter, &mut out, &mut ());
    let text = String::from_utf8(out).unwrap();
    (text.lines().map(str::to_owned).collect(), streamed)
}
