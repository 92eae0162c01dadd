//! JSON as the two companies print it: Meta with one escape per UTF-8 byte, X with blanks around its colons.
//!
//! A tree of our own instead of `serde_json::Value`, because the order of keys matters here (a reader may go by
//! it) and because both printings are unlike serde's.

use std::fmt::Write as _;

/// A JSON value whose objects keep the order of their keys.
#[derive(Debug, Clone, PartialEq)]
pub enum Json {
    Null,
    Bool(bool),
    Int(i64),
    Real(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// `object! { "key": value, ... }`, each value anything that turns into a [`Json`].
macro_rules! object {
    ($($key:expr => $value:expr),* $(,)?) => {
        $crate::json::Json::Object(vec![$(($key.to_owned(), $crate::json::Json::from($value))),*])
    };
}
pub(crate) use object;

impl Json {
    /// An object of keys known only when it runs.
    pub fn object(entries: impl IntoIterator<Item = (String, Self)>) -> Self {
        Self::Object(entries.into_iter().collect())
    }

    /// Adds a key to an object; anything else stays as it is.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Self>) -> Self {
        if let Self::Object(entries) = &mut self {
            entries.push((key.to_owned(), value.into()));
        }
        self
    }

    /// The same, if there is a value.
    #[must_use]
    pub fn with_some(self, key: &str, value: Option<impl Into<Self>>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// Whether it is a list or an object with nothing in it.
    pub const fn is_empty(&self) -> bool {
        match self {
            Self::List(items) => items.is_empty(),
            Self::Object(entries) => entries.is_empty(),
            _ => false,
        }
    }

    /// As Meta prints it: every string, key or value, as its UTF-8 bytes, each byte above ASCII as one `\u00XX`.
    pub fn to_meta(&self) -> Vec<u8> {
        let mut out = String::new();
        self.print(&Style::META, 0, &mut out);
        out.into_bytes()
    }

    /// As X prints it, behind `window.YTD.<global> = `.
    pub fn to_x(&self, global: &str) -> Vec<u8> {
        let mut out = format!("window.{global} = ");
        self.print(&Style::X, 0, &mut out);
        out.into_bytes()
    }

    /// As Google prints it: UTF-8, with what could be HTML escaped.
    pub fn to_google(&self) -> Vec<u8> {
        let mut out = String::new();
        self.print(&Style::GOOGLE, 0, &mut out);
        out.into_bytes()
    }

    /// As everybody prints it.
    pub fn to_plain(&self) -> Vec<u8> {
        let mut out = String::new();
        self.print(&Style::PLAIN, 0, &mut out);
        out.into_bytes()
    }

    fn print(&self, style: &Style, depth: usize, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Int(value) => push(out, format_args!("{value}")),
            Self::Real(value) => push(out, format_args!("{value}")),
            Self::Text(text) => (style.text)(text, out),
            Self::List(items) if items.is_empty() => style.empty(('[', ']'), depth, out),
            Self::Object(entries) if entries.is_empty() => style.empty(('{', '}'), depth, out),
            Self::List(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    line(at, depth + 1, out);
                    item.print(style, depth + 1, out);
                }
                close(']', depth, out);
            }
            Self::Object(entries) => {
                out.push('{');
                for (at, (key, value)) in entries.iter().enumerate() {
                    line(at, depth + 1, out);
                    (style.text)(key, out);
                    out.push_str(style.colon);
                    value.print(style, depth + 1, out);
                }
                close('}', depth, out);
            }
        }
    }
}

/// What tells the two printings apart.
struct Style {
    colon: &'static str,
    /// Whether an empty list is spread over three lines.
    airy: bool,
    text: fn(&str, &mut String),
}

impl Style {
    const META: Self = Self { colon: ": ", airy: true, text: meta_text };
    const PLAIN: Self = Self { colon: ": ", airy: false, text: x_text };
    const X: Self = Self { colon: " : ", airy: false, text: x_text };

    const GOOGLE: Self = Self { colon: ": ", airy: false, text: google_text };

    fn empty(&self, (open, end): (char, char), depth: usize, out: &mut String) {
        out.push(open);
        if self.airy {
            line(0, depth + 1, out);
            close(end, depth, out);
        } else {
            out.push(' ');
            out.push(end);
        }
    }
}

fn line(at: usize, depth: usize, out: &mut String) {
    if at > 0 {
        out.push(',');
    }
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

fn close(end: char, depth: usize, out: &mut String) {
    line(0, depth, out);
    out.push(end);
}

/// Writing to a string cannot fail.
fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
}

/// A Meta string: each byte of its UTF-8 on its own. A reader that goes by the standard gets mojibake.
pub fn meta_text(text: &str, out: &mut String) {
    out.push('"');
    for byte in text.bytes() {
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            0x20..=0x7e => out.push(char::from(byte)),
            _ => push(out, format_args!("\\u{byte:04x}")),
        }
    }
    out.push('"');
}

/// A standard JSON string.
pub fn x_text(text: &str, out: &mut String) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\0'..='\u{1f}' => push(out, format_args!("\\u{:04x}", u32::from(letter))),
            _ => out.push(letter),
        }
    }
    out.push('"');
}

/// A JSON string without any letter that HTML could take for its own.
fn google_text(text: &str, out: &mut String) {
    let mut plain = String::new();
    x_text(text, &mut plain);
    for letter in plain.chars() {
        match letter {
            '=' | '&' | '<' | '>' | '\'' => push(out, format_args!("\\u{:04x}", u32::from(letter))),
            _ => out.push(letter),
        }
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}
impl From<i64> for Json {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}
impl From<f64> for Json {
    fn from(value: f64) -> Self {
        Self::Real(value)
    }
}
impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}
impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}
impl From<&String> for Json {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}
impl From<Vec<Self>> for Json {
    fn from(items: Vec<Self>) -> Self {
        Self::List(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meta_writes_one_escape_per_byte_in_keys_and_values() {
        let json = object! { "Nom d’utilisateur" => "zoë \"q\"\n", "empty" => Vec::new() };
        let text = String::from_utf8(json.to_meta()).unwrap();
        assert_eq!(
            text,
            "{\n  \"Nom d\\u00e2\\u0080\\u0099utilisateur\": \"zo\\u00c3\\u00ab \\\"q\\\"\\n\",\n  \"empty\": [\n    \n  ]\n}"
        );
        let parsed: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(parsed["Nom d\u{e2}\u{80}\u{99}utilisateur"], "zo\u{c3}\u{ab} \"q\"\n");
    }

    #[test]
    fn x_writes_plain_utf8_behind_its_name() {
        let json = Json::from(vec![
            object! { "a" => "ø", "b" => Vec::new(), "c" => 1.5, "d" => true, "e" => -3_i64 },
        ]);
        let text = String::from_utf8(json.to_x("YTD.tweets.part0")).unwrap();
        let body = text.strip_prefix("window.YTD.tweets.part0 = ").unwrap();
        assert!(body.contains("\"a\" : \"ø\"") && body.contains("\"b\" : [ ]"));
        assert!(serde_json::from_str::<serde_json::Value>(body).is_ok());
    }
}
