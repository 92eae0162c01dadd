//! What the files of an X archive look like. Every field may be missing; every number is a text.

use event::{Private, Str, Words};
use serde::Deserialize;

use crate::common::meta::Many;
use crate::common::scalar::Scalar;

/// `{"tweet": {...}}`; early archives have the inner object alone.
#[derive(Deserialize)]
pub struct TweetRecord<'a> {
    #[serde(borrow, default)]
    pub tweet: Option<Tweet<'a>>,
}

#[derive(Deserialize, Default)]
pub struct Tweet<'a> {
    #[serde(borrow, default)]
    pub id_str: Option<Words<'a>>,
    /// Where only the headers of posts are left.
    #[serde(borrow, default)]
    pub tweet_id: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub created_at: Scalar<'a>,
    #[serde(borrow, default)]
    pub full_text: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub in_reply_to_status_id_str: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub in_reply_to_user_id_str: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub in_reply_to_screen_name: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub entities: Option<Entities<'a>>,
    #[serde(borrow, default)]
    pub extended_entities: Option<Entities<'a>>,
}

#[derive(Deserialize, Default)]
pub struct Entities<'a> {
    #[serde(borrow, default)]
    pub user_mentions: Many<Mentioned<'a>>,
    #[serde(borrow, default)]
    pub urls: Many<Url<'a>>,
    #[serde(borrow, default)]
    pub media: Many<Medium<'a>>,
}

#[derive(Deserialize)]
pub struct Mentioned<'a> {
    #[serde(borrow, default)]
    pub screen_name: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub name: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub id_str: Option<Words<'a>>,
}

#[derive(Deserialize)]
pub struct Url<'a> {
    #[serde(borrow, default)]
    pub expanded_url: Option<Words<'a>>,
}

#[derive(Deserialize)]
pub struct Medium<'a> {
    #[serde(borrow, default)]
    pub media_url_https: Option<Words<'a>>,
    #[serde(borrow, default, rename = "type")]
    pub kind: Option<Words<'a>>,
}

/// Any object under any one key: `{"like": {...}}`.
#[derive(Deserialize)]
pub struct Wrapped<T>(pub std::collections::BTreeMap<Private<String>, T>);

impl<T> Wrapped<T> {
    /// The inner object.
    pub fn into_inner(self) -> Option<T> {
        self.0.into_values().next()
    }
}

/// The fields of every small record, whatever it is wrapped in. Names do not collide in meaning.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
pub struct Small<'a> {
    #[serde(borrow, default)]
    pub account_id: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub created_at: Scalar<'a>,
    #[serde(borrow, default)]
    pub last_seen_at: Scalar<'a>,
    #[serde(borrow, default)]
    pub approved_at: Scalar<'a>,
    #[serde(borrow, default)]
    pub protected_at: Scalar<'a>,
    #[serde(borrow, default)]
    pub action: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub tweet_id: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub full_text: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub note_id: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub saved_search_id: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub query: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub phone_number: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub time_zone: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub email: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub username: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub account_display_name: Option<Words<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MessageEntry<'a> {
    #[serde(borrow, default, alias = "welcomeMessageCreate")]
    pub message_create: Option<MessageCreate<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MessageCreate<'a> {
    #[serde(borrow, default)]
    pub id: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub sender_id: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub recipient_id: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub text: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub created_at: Scalar<'a>,
    #[serde(borrow, default)]
    pub reactions: Many<Reaction<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Reaction<'a> {
    #[serde(borrow, default)]
    pub sender_id: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub created_at: Scalar<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Impression<'a> {
    #[serde(borrow, default)]
    pub promoted_tweet_info: Option<PromotedTweet<'a>>,
    #[serde(borrow, default)]
    pub advertiser_info: Option<Advertiser<'a>>,
    #[serde(borrow, default)]
    pub impression_time: Scalar<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PromotedTweet<'a> {
    #[serde(borrow, default)]
    pub tweet_id: Option<Words<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Advertiser<'a> {
    #[serde(borrow, default)]
    pub screen_name: Option<Words<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Engagement<'a> {
    #[serde(borrow, default)]
    pub impression_attributes: Option<Impression<'a>>,
    #[serde(borrow, default)]
    pub engagement_attributes: Many<EngagementAttribute<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EngagementAttribute<'a> {
    #[serde(borrow, default)]
    pub engagement_time: Scalar<'a>,
    #[serde(borrow, default)]
    pub engagement_type: Option<Words<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LinkClickRecord<'a> {
    #[serde(borrow, default)]
    pub user_interactions_data: Option<LinkClicks<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LinkClicks<'a> {
    #[serde(borrow, default)]
    pub link_click: Option<LinkClick<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LinkClick<'a> {
    #[serde(borrow, default)]
    pub tweet_id: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub time_stamp_of_interaction: Scalar<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NoteRecord<'a> {
    #[serde(borrow, default)]
    pub note_tweet: Option<Note<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Note<'a> {
    #[serde(borrow, default)]
    pub created_at: Scalar<'a>,
    #[serde(borrow, default)]
    pub core: Option<NoteCore<'a>>,
}

#[derive(Deserialize)]
pub struct NoteCore<'a> {
    #[serde(borrow, default)]
    pub text: Option<Words<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest<'a> {
    #[serde(borrow, default)]
    pub user_info: Option<UserInfo<'a>>,
    #[serde(borrow, default)]
    pub archive_info: Option<ArchiveInfo<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserInfo<'a> {
    #[serde(borrow, default)]
    pub account_id: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub user_name: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub display_name: Option<Words<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ArchiveInfo<'a> {
    #[serde(borrow, default)]
    pub generation_date: Scalar<'a>,
    #[serde(borrow, default)]
    pub is_partial_archive: Scalar<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangeRecord<'a> {
    #[serde(borrow, default)]
    pub screen_name_change: Option<Changed<'a>>,
    #[serde(borrow, default)]
    pub email_change: Option<Changed<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Changed<'a> {
    #[serde(borrow, default)]
    pub changed_at: Scalar<'a>,
    #[serde(borrow, default, alias = "from")]
    pub changed_from: Option<Words<'a>>,
}

#[derive(Deserialize)]
pub struct ProfileRecord<'a> {
    #[serde(borrow, default)]
    pub profile: Option<Profile<'a>>,
}

#[derive(Deserialize)]
pub struct Profile<'a> {
    #[serde(borrow, default)]
    pub description: Option<Description<'a>>,
}

#[derive(Deserialize)]
pub struct Description<'a> {
    #[serde(borrow, default)]
    pub bio: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub website: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub location: Option<Words<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgeRecord<'a> {
    #[serde(borrow, default)]
    pub age_meta: Option<AgeMeta<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgeMeta<'a> {
    #[serde(borrow, default)]
    pub age_info: Option<AgeInfo<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AgeInfo<'a> {
    #[serde(borrow, default)]
    pub age: OneOrMany<'a>,
    #[serde(borrow, default)]
    pub birth_date: Option<Words<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DevicesRecord<'a> {
    #[serde(borrow, default)]
    pub ni_device_response: Option<Devices<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Devices<'a> {
    #[serde(borrow, default)]
    pub messaging_device: Option<Small<'a>>,
}

#[derive(Deserialize)]
pub struct PersonalizationRecord<'a> {
    #[serde(borrow, default, rename = "p13nData")]
    pub data: Option<Personalization<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Personalization<'a> {
    #[serde(borrow, default)]
    pub demographics: Option<Demographics<'a>>,
    #[serde(borrow, default)]
    pub inferred_age_info: Option<AgeInfo<'a>>,
    #[serde(borrow, default)]
    pub location_history: Many<Scalar<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Demographics<'a> {
    #[serde(borrow, default)]
    pub languages: Many<Language<'a>>,
    #[serde(borrow, default)]
    pub gender_info: Option<GenderInfo<'a>>,
}

#[derive(Deserialize)]
pub struct Language<'a> {
    #[serde(borrow, default)]
    pub language: Option<Words<'a>>,
}

#[derive(Deserialize)]
pub struct GenderInfo<'a> {
    #[serde(borrow, default)]
    pub gender: Option<Words<'a>>,
}

/// A text, or a list of texts.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum OneOrMany<'a> {
    Many(#[serde(borrow)] Vec<Str<'a>>),
    One(#[serde(borrow)] Str<'a>),
    Nothing(serde::de::IgnoredAny),
}

impl Default for OneOrMany<'_> {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl<'a> OneOrMany<'a> {
    /// The texts.
    pub fn into_words(self) -> Vec<Words<'a>> {
        match self {
            Self::Many(texts) => texts.into_iter().map(Private::new).collect(),
            Self::One(text) => vec![Private::new(text)],
            Self::Nothing(_) => Vec::new(),
        }
    }
}
