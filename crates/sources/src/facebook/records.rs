//! The legacy dialect's records, as the files write them.

use event::Words;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::common::meta::Many;
use crate::common::meta_post::MediumRecord;
use crate::common::meta_text::MetaText;
use crate::common::scalar::Scalar;

/// A post, comment, reaction, follow, search: what is not there is not there.
#[derive(Deserialize)]
pub struct ActRecord<'a> {
    #[serde(borrow, default)]
    pub timestamp: Scalar<'a>,
    #[serde(borrow, default)]
    pub title: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    pub data: Many<DataRecord<'a>>,
    #[serde(borrow, default)]
    pub attachments: Many<Attachment<'a>>,
    #[serde(borrow, default)]
    pub tags: Many<Named<'a>>,
}

#[derive(Deserialize)]
pub struct DataRecord<'a> {
    #[serde(borrow, default)]
    pub post: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    pub text: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    pub name: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    pub comment: Option<CommentRecord<'a>>,
    #[serde(borrow, default)]
    pub reaction: Option<ReactionRecord<'a>>,
}

#[derive(Deserialize)]
pub struct CommentRecord<'a> {
    #[serde(borrow, default)]
    pub comment: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    pub author: Option<MetaText<'a>>,
}

#[derive(Deserialize)]
pub struct ReactionRecord<'a> {
    #[serde(borrow, default)]
    pub actor: Option<MetaText<'a>>,
}

#[derive(Deserialize)]
pub struct Attachment<'a> {
    #[serde(borrow, default)]
    pub data: Many<Attached<'a>>,
}

#[derive(Deserialize)]
pub struct Attached<'a> {
    #[serde(borrow, default)]
    pub media: Option<MediumRecord<'a>>,
    #[serde(borrow, default)]
    pub external_context: Option<Link<'a>>,
    #[serde(borrow, default)]
    pub place: Option<Place<'a>>,
    #[serde(borrow, default)]
    pub text: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    pub poll: Option<Poll<'a>>,
}

#[derive(Deserialize)]
pub struct Link<'a> {
    #[serde(borrow, default)]
    pub url: Option<MetaText<'a>>,
}

#[derive(Deserialize)]
pub struct Place<'a> {
    #[serde(borrow, default)]
    pub name: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    pub address: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    pub coordinate: Option<Coordinate<'a>>,
}

#[derive(Deserialize)]
pub struct Coordinate<'a> {
    #[serde(borrow, default)]
    pub latitude: Scalar<'a>,
    #[serde(borrow, default)]
    pub longitude: Scalar<'a>,
}

#[derive(Deserialize)]
pub struct Poll<'a> {
    #[serde(borrow, default)]
    pub options: Many<PollOption<'a>>,
}

#[derive(Deserialize)]
pub struct PollOption<'a> {
    #[serde(borrow, default)]
    pub option: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    pub voted: Scalar<'a>,
}

/// A person, a page, a number, an address on the web: an object that holds it, or in older exports it alone.
pub struct Named<'a>(pub Option<MetaText<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for Named<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NamedVisitor;
        impl<'de> Visitor<'de> for NamedVisitor {
            type Value = Named<'de>;
            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("a name")
            }
            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Named(None))
            }
            fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Self::Value, E> {
                Ok(Named(Some(event::Str::from(name).into())))
            }
            fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
                Ok(Named(Some(event::Str::from(name.to_owned()).into())))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
                let mut name = None;
                while let Some(key) = entries.next_key::<event::Str<'de>>()? {
                    if ["name", "address", "phone_number"].contains(&&*key) {
                        name = entries.next_value()?;
                    } else {
                        entries.next_value::<IgnoredAny>()?;
                    }
                }
                Ok(Named(name))
            }
        }
        deserializer.deserialize_any(NamedVisitor)
    }
}

impl<'a> ActRecord<'a> {
    /// What is attached, in one row.
    pub fn attached(&self) -> impl Iterator<Item = &Attached<'a>> {
        self.attachments.0.iter().flat_map(|attachment| &attachment.data.0)
    }

    /// Pictures and films.
    pub fn media(&self) -> impl Iterator<Item = &MediumRecord<'a>> {
        self.attached().filter_map(|attached| attached.media.as_ref())
    }

    /// The first address that is attached.
    pub fn link(&self) -> Option<Words<'a>> {
        let mut links =
            self.attached().filter_map(|attached| attached.external_context.as_ref()?.url.clone());
        links.find_map(MetaText::words)
    }

    /// The title.
    pub fn title(&self) -> Option<Words<'a>> {
        self.title.clone().and_then(MetaText::words)
    }

    /// The first thing in its data that there is.
    pub fn first<T>(&self, of: impl Fn(&DataRecord<'a>) -> Option<T>) -> Option<T> {
        self.data.0.iter().find_map(of)
    }
}
