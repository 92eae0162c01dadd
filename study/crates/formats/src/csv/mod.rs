//! Comma-separated values.
//!
//! A CSV file knows names and codes, nothing else; what they mean stands in a codebook beside it ([`crate::codebook`]).
//! What it cannot hold even so: an empty text (blank), text that differs only in line breaks `\r\n` and `\n` at its ends,
//! days that are not whole, fractions of a second below a microsecond.

mod infer;
mod numbers;
mod read;
mod rows;
mod write;

pub use infer::STRAY;
pub use numbers::{parse as parse_number, print as print_number};
pub use read::{Options, Reader};
pub use rows::LONGEST as LONGEST_ROW;
pub use write::Writer;
