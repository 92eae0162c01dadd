//! The document as JSON. Its schema is published in `docs/report.schema.json`; secrets stay masked.

use crate::document::Document;

/// The document as indented JSON with a line end.
///
/// # Errors
/// When a number has no JSON form, which would be a bug.
pub fn render(document: &Document) -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string_pretty(document)? + "\n")
}

/// The JSON Schema (2020-12) of what [`render`] writes.
///
/// # Errors
/// As [`render`].
pub fn schema() -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string_pretty(&schemars::schema_for!(Document))? + "\n")
}
