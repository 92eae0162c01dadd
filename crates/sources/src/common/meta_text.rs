//! Meta writes each byte of a UTF-8 text as a letter of its own: `é` becomes `\u00c3\u00a9`. Undone here, in values
//! and in keys.

use std::borrow::Cow;

use event::{Private, Str, Words};
use serde::{Deserialize, Deserializer};

/// A text of a Meta export, with its letters put together again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MetaText<'a>(Private<Str<'a>>);

impl<'a> MetaText<'a> {
    /// The words, unless they are blank.
    pub fn words(self) -> Option<Words<'a>> {
        Some(self.0).filter(|words| !words.is_blank())
    }

    /// The text itself.
    pub fn text(&self) -> &str {
        self.0.expose()
    }
}

impl<'a> From<Str<'a>> for MetaText<'a> {
    fn from(text: Str<'a>) -> Self {
        Self(Private::new(put_together(text)))
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for MetaText<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Str::deserialize(deserializer).map(Self::from)
    }
}

/// Letters as bytes, bytes as UTF-8; unchanged where that makes no sense.
fn put_together(text: Str<'_>) -> Str<'_> {
    if text.is_ascii() {
        return text;
    }
    let bytes: Option<Vec<u8>> = text.chars().map(|letter| u8::try_from(u32::from(letter)).ok()).collect();
    match bytes.map(String::from_utf8) {
        Some(Ok(whole)) => Str::from(Cow::Owned(whole)),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> String {
        serde_json::from_str::<MetaText<'_>>(json).unwrap().text().to_owned()
    }

    #[test]
    fn bytes_as_letters_are_put_together() {
        assert_eq!(read(r#""caf\u00c3\u00a9 \u00f0\u009f\u0091\u008d""#), "café 👍");
        assert_eq!(read(r#""plain""#), "plain");
        // Correct already, or mixed: left as it is.
        assert_eq!(read(r#""caf\u00e9""#), "café");
        assert_eq!(read(r#""\u2764 \u00c3\u00a9""#), "❤ Ã©");
    }

    proptest::proptest! {
        #[test]
        fn whatever_was_written_comes_back(text in "\\PC{0,40}") {
            let written: String = text.bytes().map(char::from).collect();
            let json = serde_json::to_string(&written).unwrap();
            proptest::prop_assert_eq!(read(&json), text);
        }
    }
}
