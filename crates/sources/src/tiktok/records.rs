//! Records of a TikTok export: rows of a few named values, in capitals here and in small letters there.

use std::fmt;

use event::{At, Str, Words};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::common::scalar::Scalar;
use crate::common::time;
use crate::reading::{Out, Unreadable, parse};

/// One row. What is nested in it is left out.
pub struct Row<'a>(Vec<(Str<'a>, Scalar<'a>)>);

impl<'a> Row<'a> {
    /// The value under the first of these keys that holds one.
    pub fn get(&self, keys: &[&str]) -> Option<&Scalar<'a>> {
        let of = |key: &&str| self.0.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
        keys.iter().filter_map(of).map(|(_, value)| value).find(|value| **value != Scalar::Null)
    }

    /// What somebody wrote there.
    pub fn written(&self, keys: &[&str]) -> Option<Words<'_>> {
        self.get(keys)?.as_text().map(Words::from)
    }

    /// What stands there, unless it is one of the words for nothing. A number is a text too.
    pub fn text(&self, keys: &[&str]) -> Option<Words<'_>> {
        let given = |key: &&str| match self.get(&[key])? {
            Scalar::Int(number) => Some(Words::from(number.to_string())),
            scalar => scalar.as_text().map(str::trim).filter(|text| !is_nothing(text)).map(Words::from),
        };
        keys.iter().find_map(given)
    }

    /// The time there. What is there and is none is told.
    pub fn at(&self, key: &'static str, out: &mut Out<'_>) -> At {
        let value = self.get(&[key]);
        if let Some(at) = value.and_then(Scalar::as_text).and_then(read_time) {
            return at;
        }
        let odd = value.filter(|value| value.as_text().is_none_or(|text| !is_nothing(text.trim())));
        if let Some(value) =
            odd.filter(|value| !matches!(value, Scalar::Text(text) if text.trim().is_empty()))
        {
            out.odd_field(key, "a time in UTC", value.type_name());
        }
        At::NONE
    }
}

/// What TikTok writes where there is nothing.
fn is_nothing(text: &str) -> bool {
    ["N/A", "None", "null"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// `2024-12-15 20:54:45`, now and then with ` UTC` behind it; ISO 8601 with an offset means one thing only.
fn read_time(text: &str) -> Option<At> {
    let text = text.trim();
    time::utc_second(text.trim_end_matches("UTC")).or_else(|| time::iso(text))
}

impl<'de: 'a, 'a> Deserialize<'de> for Row<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfRow;
        impl<'de> Visitor<'de> for OfRow {
            type Value = Row<'de>;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(entry) = entries.next_entry()? {
                    fields.push(entry);
                }
                Ok(Row(fields))
            }
        }
        deserializer.deserialize_map(OfRow)
    }
}

/// Rows where there may be several, one, or any of the words for nothing.
#[derive(Default)]
pub struct Rows<'a>(pub Vec<Row<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for Rows<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfRows;
        impl<'de> Visitor<'de> for OfRows {
            type Value = Rows<'de>;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("rows")
            }
            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Rows::default())
            }
            fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
                Ok(Rows::default())
            }
            fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
                Ok(Rows::default())
            }
            fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
                Ok(Rows::default())
            }
            fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
                Ok(Rows::default())
            }
            fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
                Ok(Rows::default())
            }
            fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Self::Value, A::Error> {
                Row::deserialize(MapAccessDeserializer::new(entries)).map(|row| Rows(vec![row]))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
                let mut rows = Vec::new();
                while let Some(inner) = items.next_element::<Rows<'de>>()? {
                    rows.extend(inner.0);
                }
                Ok(Rows(rows))
            }
        }
        deserializer.deserialize_any(OfRows)
    }
}

/// The one object that stands there, if it is more than a word for nothing.
pub fn object<'r>(bytes: &'r [u8]) -> Result<Option<Row<'r>>, Unreadable> {
    Ok(parse::<Rows<'r>>(bytes)?.0.into_iter().find(|row| !row.0.is_empty()))
}

/// The rows under one key of a record, whatever its case.
pub fn nested<'r>(bytes: &'r [u8], key: &'static str) -> Result<Vec<Row<'r>>, Unreadable> {
    Ok(parse::<Nested<'r>>(bytes)?
        .0
        .into_iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case(key))
        .flat_map(|(_, rows)| rows.0)
        .collect())
}

/// What is nested in a row.
struct Nested<'a>(Vec<(Str<'a>, Rows<'a>)>);

impl<'de: 'a, 'a> Deserialize<'de> for Nested<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OfNested;
        impl<'de> Visitor<'de> for OfNested {
            type Value = Nested<'de>;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(entry) = entries.next_entry()? {
                    fields.push(entry);
                }
                Ok(Nested(fields))
            }
        }
        deserializer.deserialize_map(OfNested)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_have_any_case_and_nothing_has_many_words() {
        let row: Row<'_> = serde_json::from_str(
            r#"{"date": "2024-01-02 03:04:05 UTC", "Link": " N/A ", "x": {"y": [1]}, "Number": 7}"#,
        )
        .unwrap();
        let text = |keys: &[&str]| row.text(keys).map(|words| words.expose().to_string());
        assert_eq!(text(&["link"]), None);
        assert_eq!(text(&["Link", "number"]).as_deref(), Some("7"));
        assert_eq!(row.written(&["LINK"]).unwrap().expose().trim(), "N/A");
        let written = |text: &str| read_time(text).and_then(At::to_text);
        assert_eq!(written("2024-01-02 03:04:05 UTC").as_deref(), Some("2024-01-02T03:04:05Z"));
        assert_eq!(written("2026-03-02T03:04:05Z").as_deref(), Some("2026-03-02T03:04:05Z"));
        assert_eq!(written("yesterday"), None);
    }
}
