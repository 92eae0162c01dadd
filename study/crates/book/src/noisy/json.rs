//! A release as JSON: every number exact. Its schema is published in `docs/private-tables.schema.json`.

use super::Release;

/// The release as indented JSON with a line end.
///
/// # Errors
/// When something has no JSON form, which would be a bug.
pub fn text(release: &Release) -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string_pretty(release)? + "\n")
}

/// The JSON Schema (2020-12) of what [`text`] writes.
///
/// # Errors
/// As [`text`].
pub fn schema() -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string_pretty(&schemars::schema_for!(Release))? + "\n")
}
