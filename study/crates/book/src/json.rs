//! A book as JSON: every number exact. Its schema is published in `docs/tables.schema.json`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::Book;
use crate::methods::{Item, disclosure};

/// What is written: the book, and what its methods disclose.
#[derive(Serialize, JsonSchema)]
#[schemars(title = "Tables")]
struct Document<'a> {
    #[serde(flatten)]
    book: &'a Book,
    /// The items of AAPOR and ESOMAR/WAPOR; `says` is null where the study does not state it.
    disclosure: Vec<Item>,
}

/// The book as indented JSON with a line end. A number that is none is null.
///
/// # Errors
/// When something has no JSON form, which would be a bug.
pub fn text(book: &Book) -> Result<String, serde_json::Error> {
    let document = Document { book, disclosure: disclosure(book) };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

/// The JSON Schema (2020-12) of what [`text`] writes.
///
/// # Errors
/// As [`text`].
pub fn schema() -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string_pretty(&schemars::schema_for!(Document))? + "\n")
}
