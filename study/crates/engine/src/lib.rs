//! Answers as Parquet, and survey tables over them in one pass.
//!
//! [`store`] writes and reads files of answers. [`tables()`] works out a [`Request`]: shares, nets and means of any number of
//! items by groups of columns, with bases, standard errors under the design, covariances between columns (for letters) and
//! what tests of independence need. The statistics are those of [`survey::tally`]; DataFusion reads the files on all threads
//! and carries the sums. Ten rows and a hundred million take the same path.
//!
//! **Invariants.** Types of Arrow and DataFusion never leave this crate. Results do not depend on the order of rows, on how
//! they are spread over files, or on the number of threads. Memory grows with units, patterns of columns and codes, never with
//! rows. A message names files, columns and rows, never a value.
//!
//! ```
//! use engine::store::{Column, Stored, Values, Writer};
//! use engine::{Code, Condition, Group, Item, Limits, Line, Request};
//! let folder = tempfile::tempdir().unwrap();
//! let path = folder.path().join("answers.parquet");
//! let column = |name: &str| Column { name: name.into(), stored: Stored::Int8 };
//! let mut writer = Writer::create(&path, &[column("sex"), column("q1")], "").unwrap();
//! let rows = [vec![1.0, 1.0, 2.0, 2.0], vec![1.0, 0.0, 1.0, 1.0]];
//! writer.write(rows.map(Values::Numbers).into()).unwrap();
//! writer.finish().unwrap();
//!
//! let sex = |code: f64| vec![Condition { column: "sex".into(), codes: vec![code.into()] }];
//! let request = Request {
//!     files: vec![path],
//!     items: vec![Item::Coded {
//!         column: "q1".into(),
//!         valid: vec![Code::Number(0.0)],
//!         lines: vec![Line::Share(vec![Code::Number(1.0)])],
//!     }],
//!     groups: vec![Group { columns: vec![sex(1.0), sex(2.0)] }],
//!     ..Request::default()
//! };
//! let tables = engine::tables(&request, Limits::default()).unwrap();
//! let line = &tables.tables[0][0].lines[0];
//! assert_eq!(line.estimates.values, [0.5, 1.0, 0.75]); // sex 1, sex 2, total
//! ```

mod error;
mod kind;
mod request;
pub mod store;
mod tables;

pub use error::EngineError;
pub use kind::Kind;
pub use request::{Code, Condition, Design, Group, Item, Line, Population, Request};
pub use tables::{Limits, Table, Tables, tables};
