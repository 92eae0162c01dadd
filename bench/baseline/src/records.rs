//! The records, with the fields that `check` reads of them.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};

/// A text that borrows where it holds no escapes (a `Cow` inside of `Option` would not).
#[derive(Default)]
pub struct Text<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Text<'de>;
            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("a text")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Text(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

/// Makes a number of a record that depends on all of its fields.
pub trait Record {
    fn fold(&self) -> u64;
}

impl Record for Text<'_> {
    fn fold(&self) -> u64 {
        let bytes = self.0.as_bytes();
        bytes.len() as u64
            + bytes.first().copied().map_or(0, u64::from)
            + bytes.last().copied().map_or(0, u64::from)
    }
}

/// A whole number. Borrows nothing; the lifetime is there so that all fields look alike.
#[derive(Default)]
pub struct Number<'a>(i64, std::marker::PhantomData<&'a str>);

impl<'de: 'a, 'a> Deserialize<'de> for Number<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        i64::deserialize(deserializer).map(|number| Self(number, std::marker::PhantomData))
    }
}

impl Record for Number<'_> {
    fn fold(&self) -> u64 {
        self.0 as u64
    }
}

impl<T: Record> Record for Option<T> {
    fn fold(&self) -> u64 {
        self.as_ref().map_or(0, Record::fold)
    }
}

impl<T: Record> Record for Vec<T> {
    fn fold(&self) -> u64 {
        self.iter().fold(self.len() as u64, |sum, one| sum.wrapping_add(one.fold()))
    }
}

macro_rules! record {
    ($(#[$serde:meta])* $name:ident { $($(#[$of:meta])* $field:ident: $type:ty,)* }) => {
        #[derive(Deserialize)]
        $(#[$serde])*
        pub struct $name<'a> { $(#[serde(borrow, default)] $(#[$of])* $field: $type,)* }
        impl Record for $name<'_> {
            fn fold(&self) -> u64 {
                [$(self.$field.fold()),*].into_iter().fold(0, u64::wrapping_add)
            }
        }
    };
}

record!(Tweet { tweet: Option<Post<'a>>, });
record!(Post {
    id_str: Option<Text<'a>>,
    created_at: Option<Text<'a>>,
    full_text: Option<Text<'a>>,
    in_reply_to_status_id_str: Option<Text<'a>>,
    in_reply_to_user_id_str: Option<Text<'a>>,
    in_reply_to_screen_name: Option<Text<'a>>,
    entities: Option<Entities<'a>>,
    extended_entities: Option<Entities<'a>>,
});
record!(Entities { user_mentions: Vec<Mention<'a>>, urls: Vec<Url<'a>>, media: Vec<Medium<'a>>, });
record!(Mention { screen_name: Option<Text<'a>>, name: Option<Text<'a>>, id_str: Option<Text<'a>>, });
record!(Url { expanded_url: Option<Text<'a>>, });
record!(Medium { media_url_https: Option<Text<'a>>, #[serde(rename = "type")] kind: Option<Text<'a>>, });

record!(Like { like: Option<Liked<'a>>, });
record!(#[serde(rename_all = "camelCase")] Liked { tweet_id: Option<Text<'a>>, full_text: Option<Text<'a>>, });

record!(#[serde(rename_all = "camelCase")] Conversation { message_create: Option<Written<'a>>, });
record!(#[serde(rename_all = "camelCase")] Written {
    id: Option<Text<'a>>,
    sender_id: Option<Text<'a>>,
    recipient_id: Option<Text<'a>>,
    text: Option<Text<'a>>,
    created_at: Option<Text<'a>>,
    reactions: Vec<Reaction<'a>>,
});
record!(#[serde(rename_all = "camelCase")] Reaction { sender_id: Option<Text<'a>>, created_at: Option<Text<'a>>, });

record!(#[serde(rename_all = "camelCase")] Impression {
    promoted_tweet_info: Option<Promoted<'a>>,
    advertiser_info: Option<Advertiser<'a>>,
    impression_time: Option<Text<'a>>,
});
record!(#[serde(rename_all = "camelCase")] Promoted { tweet_id: Option<Text<'a>>, });
record!(#[serde(rename_all = "camelCase")] Advertiser { screen_name: Option<Text<'a>>, });

record!(Labelled { label_values: Vec<Value<'a>>, #[serde(rename = "timestamp")] seconds: Number<'a>, });
record!(Value {
    label: Option<Text<'a>>,
    title: Option<Text<'a>>,
    value: Option<Text<'a>>,
    href: Option<Text<'a>>,
    dict: Vec<Value<'a>>,
});

record!(Comment { string_map_data: Option<CommentMap<'a>>, });
record!(CommentMap {
    #[serde(rename = "Comment")] comment: Option<Entry<'a>>,
    #[serde(rename = "Media Owner")] owner: Option<Entry<'a>>,
    #[serde(rename = "Time")] time: Option<Entry<'a>>,
});
record!(Entry { value: Option<Text<'a>>, timestamp: Number<'a>, });

record!(Message {
    sender_name: Option<Text<'a>>,
    timestamp_ms: Number<'a>,
    content: Option<Text<'a>>,
    reactions: Vec<ReactionOfMeta<'a>>,
});
record!(ReactionOfMeta { actor: Option<Text<'a>>, timestamp: Number<'a>, });

record!(TikTokComment { date: Option<Text<'a>>, comment: Option<Text<'a>>, });
record!(#[serde(rename_all = "PascalCase")] Watched { date: Option<Text<'a>>, link: Option<Text<'a>>, });
