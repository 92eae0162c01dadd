//! Bundles as bytes.

use crate::bundle::Bundle;

/// Bytes of a bundle, at most.
pub const MOST_BYTES: usize = 1 << 20;

/// Why bytes are no bundle. Says where, never what stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReadProblem {
    #[error("larger than any bundle")]
    TooLarge,
    #[error("not JSON at line {line}, column {column}")]
    NotJson { line: usize, column: usize },
    #[error(
        "JSON, and no bundle of the form parasocial-donation/1: line {line}, column {column} is not what its schema asks for"
    )]
    NotABundle { line: usize, column: usize },
    #[error("a bundle whose values do not fit together: {0}")]
    DoesNotFit(&'static str),
}

impl Bundle {
    /// Reads a bundle, and checks that it is one in every part.
    ///
    /// # Errors
    /// When it is not. Nothing of what was read is in the error.
    pub fn read(bytes: &[u8]) -> Result<Self, ReadProblem> {
        if bytes.len() > MOST_BYTES {
            return Err(ReadProblem::TooLarge);
        }
        let bundle: Self = serde_json::from_slice(bytes).map_err(|error| {
            let (line, column) = (error.line(), error.column());
            if error.is_data() {
                ReadProblem::NotABundle { line, column }
            } else {
                ReadProblem::NotJson { line, column }
            }
        })?;
        bundle.check().map_err(ReadProblem::DoesNotFit)?;
        Ok(bundle)
    }

    /// The bundle as indented JSON with a line end.
    ///
    /// # Errors
    /// When a number has no JSON form, which would be a bug.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

/// Whether a file may be a bundle, by its first bytes: whoever looks through a folder leaves all other files alone.
pub fn is_ours(head: &[u8]) -> bool {
    const MARK: &[u8] = b"parasocial-donation/";
    head.windows(MARK.len()).take(256).any(|window| window == MARK)
}

/// The JSON Schema (2020-12) of a bundle.
///
/// # Errors
/// As [`Bundle::to_json`].
pub fn schema() -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string_pretty(&schemars::schema_for!(Bundle))? + "\n")
}
