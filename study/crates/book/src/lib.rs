//! A book of tables that are ready to be read, and its layouts.
//!
//! A [`Book`] holds what may be shown and nothing else; layouts only lay it out. Knows nothing of files of answers, of engines
//! or of statistics.

pub mod csv;
pub mod excel;
mod figures;
mod formula;
pub mod html;
pub mod json;
pub mod markdown;
pub mod methods;
mod model;
pub mod noisy;
mod places;
pub mod print;
mod words;

pub use methods::Methods;
pub use model::beside;
pub use model::{
    Area, Axis, Base, Book, Cell, Column, Conventions, Figure, Group, Kind, LeftOut, Plane, Published,
    PublishedLine, Row, RowKind, Spot, Table, Test, ThresholdRow, Thresholds,
};
