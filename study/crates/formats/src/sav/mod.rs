//! SPSS system files: `.sav` and `.zsav`.
//!
//! Written from PSPP's "System File Format" (<https://www.gnu.org/software/pspp/pspp-dev/html_node/System-File-Format.html>).
//! Read: any byte order and encoding, plain, bytecode and zlib; labels, up to three missing values or a range, measurement
//! levels, long names, very long strings, the weight, multiple-response sets (MD and MC), dates. Written: UTF-8, little
//! endian, bytecode or zlib.
//!
//! What a system file cannot hold, and [`Writer`] says when it happens: more than three missing codes of a variable that
//! are not one range; labels of values above 120 bytes and of variables above 255; texts above 32,767 bytes; line breaks
//! in question wordings; titles above 64 bytes; names that SPSS does not take. Blanks at the end of a text are not kept, without
//! a word, as SPSS fills texts with them. States of codes, question wordings and bases are kept as custom attributes.

mod assemble;
mod attributes;
mod cells;
mod extensions;
mod kinds;
mod read;
mod records;
mod text;
mod write;

pub use read::Reader;
pub use write::{Compression, Writer};
