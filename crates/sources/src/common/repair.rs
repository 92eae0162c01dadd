//! Second chances for records that are almost JSON.

use archive::Frame;

use crate::reading::Unreadable;

/// Runs `read` on a repaired copy of the record; the first error again if there was nothing to repair.
pub fn with_repaired<T>(
    frame: &Frame<'_>,
    read: impl FnOnce(&Frame<'_>) -> Result<T, Unreadable>,
) -> Result<T, Unreadable> {
    let bytes = repaired(frame.bytes);
    read(&Frame { bytes: &bytes, ..*frame })
}

/// Runs `read` on a copy in which bytes that are no UTF-8 are replaced; the first error again if there were none.
pub fn with_letters<T>(
    frame: &Frame<'_>,
    error: Unreadable,
    read: impl FnOnce(&Frame<'_>) -> Result<T, Unreadable>,
) -> Result<T, Unreadable> {
    if std::str::from_utf8(frame.bytes).is_ok() && std::str::from_utf8(frame.header).is_ok() {
        return Err(error);
    }
    let (bytes, header) = (String::from_utf8_lossy(frame.bytes), String::from_utf8_lossy(frame.header));
    read(&Frame { bytes: bytes.as_bytes(), header: header.as_bytes(), ..*frame })
}

/// A copy with `NaN` and infinities as `null`, `\xNN` as `\u00NN`, other wrong escapes as the letter itself, raw
/// control characters escaped, commas before closing brackets gone, and bytes that are no UTF-8 replaced.
fn repaired(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text.as_ref();
    while let Some(letter) = rest.chars().next() {
        if letter == '"' {
            rest = copy_string(rest, &mut out);
            continue;
        }
        if let Some(word) = NOT_JSON.iter().find(|word| rest.starts_with(**word)) {
            out.push_str("null");
            rest = &rest[word.len()..];
            continue;
        }
        let next = &rest[letter.len_utf8()..];
        let closes = || next.trim_start().starts_with([']', '}']);
        if letter != ',' || !closes() {
            out.push(letter);
        }
        rest = next;
    }
    out.into_bytes()
}

const NOT_JSON: [&str; 5] = ["NaN", "-Infinity", "Infinity", "undefined", "None"];

/// Copies the string that begins here, mended; returns what follows it.
fn copy_string<'t>(text: &'t str, out: &mut String) -> &'t str {
    out.push('"');
    let mut letters = text[1..].char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => {
                out.push('"');
                return &text[at + 2..];
            }
            '\\' => match letters.next() {
                Some((_, 'x')) => out.push_str("\\u00"),
                Some((_, escaped)) if "\"\\/bfnrtu".contains(escaped) => out.extend(['\\', escaped]),
                Some((_, other)) => out.push(other),
                None => {}
            },
            control if control.is_control() && (control as u32) < 0x20 => {
                out.push_str(&format!("\\u{:04x}", control as u32));
            }
            other => out.push(other),
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_almost_json_becomes_json() {
        let cases = [
            (r#"{"a": NaN, "b": -Infinity}"#, r#"{"a": null, "b": null}"#),
            (r#"{"a": "caf\xe9"}"#, r#"{"a": "caf\u00e9"}"#),
            ("{\"a\": \"one\ntwo\"}", r#"{"a": "one\u000atwo"}"#),
            (r#"{"a": [1, 2, ], }"#, r#"{"a": [1, 2 ] }"#),
            (r#"{"a": "NaN, ]"}"#, r#"{"a": "NaN, ]"}"#),
            (r#"{"a": "\q\"}"#, r#"{"a": "q\"}"#),
        ];
        for (broken, whole) in cases {
            assert_eq!(String::from_utf8(repaired(broken.as_bytes())).unwrap(), whole);
        }
        assert_eq!(repaired(b"\"\xff\""), "\"\u{fffd}\"".as_bytes());
    }

    proptest::proptest! {
        /// Whole JSON comes through unchanged in meaning.
        #[test]
        fn whole_json_stays_what_it_is(text in ".{0,60}", number in proptest::num::i64::ANY) {
            let value = serde_json::json!({"a": [text, number, null, true], "b": {"c": "x\\\"y"}});
            let mended: serde_json::Value = serde_json::from_slice(&repaired(value.to_string().as_bytes())).unwrap();
            proptest::prop_assert_eq!(mended, value);
        }
    }
}
