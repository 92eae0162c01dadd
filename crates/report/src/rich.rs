//! Sentences in which our words and a person's are told apart.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// A sentence or two.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rich(pub Vec<Span>);

/// A piece of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Our words.
    Text(String),
    /// Our words, stressed.
    Strong(String),
    /// A name or words of a person, already made safe by [`name`].
    Name(String),
    /// Something to type.
    Code(String),
    /// An address to open.
    Link { text: String, url: String },
}

impl Rich {
    /// An empty sentence.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span::Text(text.into()));
        self
    }

    pub fn strong(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span::Strong(text.into()));
        self
    }

    /// A person's name or words, made safe.
    pub fn name(mut self, text: &str) -> Self {
        self.0.push(Span::Name(name(text)));
        self
    }

    pub fn code(mut self, text: impl Into<String>) -> Self {
        self.0.push(Span::Code(text.into()));
        self
    }

    pub fn link(mut self, text: impl Into<String>, url: impl Into<String>) -> Self {
        self.0.push(Span::Link { text: text.into(), url: url.into() });
        self
    }

    /// Another sentence behind this one.
    pub fn then(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Without any marks.
    pub fn plain(&self) -> String {
        let plain = |span: &Span| match span {
            Span::Text(text) | Span::Strong(text) | Span::Name(text) => text.clone(),
            Span::Code(text) => format!("`{text}`"),
            Span::Link { text, url } => format!("{text} ({url})"),
        };
        self.0.iter().map(plain).collect()
    }
}

impl<T: Into<String>> From<T> for Rich {
    fn from(text: T) -> Self {
        Self::new().text(text)
    }
}

impl Serialize for Rich {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.plain())
    }
}

impl JsonSchema for Rich {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}

/// Letters of a name that are shown. Names in exports have no upper limit.
const LONGEST_NAME: usize = 60;

/// A name as it can be shown: control characters and those that turn the direction of writing are replaced, and what is too
/// long is cut.
pub fn name(text: &str) -> String {
    cut(text, LONGEST_NAME)
}

/// The same for words of a given length.
pub fn cut(text: &str, longest: usize) -> String {
    let safe = |letter: char| match letter {
        '\n' | '\r' | '\t' => ' ',
        control if control.is_control() => '\u{fffd}',
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}' => '\u{fffd}',
        other => other,
    };
    let mut letters = text.chars().map(safe);
    let mut shown: String = letters.by_ref().take(longest).collect();
    if letters.next().is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_and_cannot_turn_the_writing() {
        assert_eq!(name("\u{202e}evil\n\u{0}"), "\u{fffd}evil \u{fffd}");
        assert_eq!(name(&"x".repeat(1 << 20)).chars().count(), LONGEST_NAME + 1);
    }

    #[test]
    fn plain_text_keeps_the_address_of_a_link() {
        let rich = Rich::new().text("see ").link("the post", "https://x.com/i/web/status/1").text(".");
        assert_eq!(rich.plain(), "see the post (https://x.com/i/web/status/1).");
    }
}
