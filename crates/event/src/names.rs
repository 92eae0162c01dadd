//! One macro: an enum whose members have one name each, used in data files, JSON and tests alike. `lexicon` and `synth` use
//! it too.

/// Declares a field-less enum with the name of each member beside it.
///
/// The enum gets `ALL` (in order of declaration), `as_str`, `from_name`, `Display` and `Serialize`.
#[macro_export]
macro_rules! named {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$member_meta:meta])* $member:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $($(#[$member_meta])* $member,)+ }

        impl $name {
            /// Every member, in order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$member,)+];

            /// The name used in data files and in JSON.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$member => $text,)+ }
            }

            /// The member of that name, if there is one.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$member),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.pad(self.as_str())
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = <std::borrow::Cow<'de, str> as $crate::serde::Deserialize<'de>>::deserialize(deserializer)?;
                Self::from_name(&name).ok_or_else(|| {
                    // The name comes from a data file of ours, never from an export.
                    $crate::serde::de::Error::custom(format_args!(
                        "expected one of {}", Self::ALL.iter().map(|m| m.as_str()).collect::<Vec<_>>().join(", ")
                    ))
                })
            }
        }
    };
}
