//! The codebook beside a CSV file: the dictionary as JSON.

use microdata::{Dictionary, Error};

/// A dictionary as JSON for people: indented, with a line break at the end.
///
/// # Errors
/// If the dictionary makes no sense.
pub fn to_json(dictionary: &Dictionary) -> Result<String, Error> {
    dictionary.check()?;
    let json = serde_json::to_string_pretty(dictionary);
    Ok(json.map_err(|_| Error::new("the codebook cannot be written as JSON"))? + "\n")
}

/// The other way.
///
/// # Errors
/// Names the line and column of what is no JSON or no codebook, or what makes no sense in it.
pub fn from_json(json: &str) -> Result<Dictionary, Error> {
    let dictionary: Dictionary =
        serde_json::from_str(json).map_err(|error| json_error("the codebook", &error))?;
    dictionary.check()?;
    Ok(dictionary)
}

/// Place and kind of an error in JSON, without its words, which quote what was read.
pub fn json_error(what: &str, error: &serde_json::Error) -> Error {
    let kind = match error.classify() {
        serde_json::error::Category::Io => "cannot be read",
        serde_json::error::Category::Syntax => "is not JSON",
        serde_json::error::Category::Data => "has something else than expected",
        serde_json::error::Category::Eof => "ends too early",
    };
    Error::new(format!("{what} {kind} at line {}, column {}", error.line(), error.column()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_codebooks_are_told_by_place() {
        let cases = [
            "",
            "{\"title\": 7}",
            "{\"variables\": [{\"name\": \"a\", \"kind\": \"text\", \"x\": 1}]}",
            "{\"weight\": \"w\"}",
            "[",
            "{\"variables\": [{\"name\": \"a\", \"kind\": {\"number\": {\"decimals\": 900}}}]}",
        ];
        let said = cases.map(|json| from_json(json).unwrap_err().to_string());
        insta::assert_snapshot!(said.join("\n"));
    }
}
