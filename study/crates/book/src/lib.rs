//! A book of tables that are ready to be read, and its layouts.
//!
//! A [`Book`] holds what may be shown and nothing else; layouts only lay it out. Knows nothing of files of answers, of engines
//! or of statistics.

mod model;
pub mod print;

pub use model::{Base, Book, Cell, Column, Conventions, Figure, Group, Kind, Row, RowKind, Table, Test};
