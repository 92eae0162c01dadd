//! A person's words, private by type and not by care.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer};

/// A value from an export. It prints as `[private]`, does not serialise, and opens only through
/// [`Private::expose`], which a test of `xtask tidy` allows in a short list of files.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Private<T>(T);

impl<T> Private<T> {
    /// Wraps a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// Opens the wrapper. Whoever calls this answers for where the value goes next.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// Opens the wrapper and gives the value away.
    pub fn expose_owned(self) -> T {
        self.0
    }

    /// Changes the value without opening the wrapper.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Private<U> {
        Private(change(self.0))
    }

    /// A wrapper of a reference to the value.
    pub const fn as_ref(&self) -> Private<&T> {
        Private(&self.0)
    }
}

impl<T> fmt::Debug for Private<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[private]")
    }
}

impl<T> fmt::Display for Private<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("[private]")
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Private<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}

/// A string that is borrowed from the record it was read from wherever that is possible.
///
/// `Cow<str>` inside another type always deserialises to an owned string; this borrows when the text holds
/// no escapes.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Str<'a>(Cow<'a, str>);

/// A borrowed or owned text of a person.
pub type Words<'a> = Private<Str<'a>>;

impl<'a> Str<'a> {
    /// The text, as borrowed or as owned as it is.
    pub fn into_cow(self) -> Cow<'a, str> {
        self.0
    }

    /// The same text, no longer tied to its record.
    pub fn into_owned(self) -> Str<'static> {
        Str(Cow::Owned(self.0.into_owned()))
    }
}

impl std::ops::Deref for Str<'_> {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'a> From<&'a str> for Str<'a> {
    fn from(text: &'a str) -> Self {
        Self(Cow::Borrowed(text))
    }
}

impl From<String> for Str<'_> {
    fn from(text: String) -> Self {
        Self(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Str<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self(text)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Str<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Str<'de>;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a text")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Str(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Str(Cow::Owned(text.to_owned())))
            }
            fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
                Ok(Str(Cow::Owned(text)))
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

impl<'a> From<&'a str> for Private<Str<'a>> {
    fn from(text: &'a str) -> Self {
        Self(Str::from(text))
    }
}

impl From<String> for Private<Str<'_>> {
    fn from(text: String) -> Self {
        Self(Str::from(text))
    }
}

impl Private<Str<'_>> {
    /// The same words, no longer tied to their record.
    pub fn into_owned(self) -> Private<Str<'static>> {
        self.map(Str::into_owned)
    }

    /// Whether there is nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.0.trim().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_debug_nor_display_shows_the_value() {
        let secret = Private::new("hunter2");
        assert_eq!(format!("{secret} {secret:?}"), "[private] [private]");
        assert_eq!(format!("{:?}", Some(secret.map(str::len))), "Some([private])");
    }
}
