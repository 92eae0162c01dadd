//! What YouTube's files of JSON look like. Every field may be missing.

use event::Words;
use serde::Deserialize;

use crate::common::meta::Many;
use crate::common::scalar::Scalar;

/// An item of a history; the same as in My Activity of any product.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
pub struct Item<'a> {
    #[serde(borrow, default)]
    pub header: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub title: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub title_url: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub subtitles: Many<Named<'a>>,
    #[serde(borrow, default)]
    pub time: Scalar<'a>,
    #[serde(borrow, default)]
    pub details: Many<Named<'a>>,
    /// Until 2017, and of likes.
    #[serde(borrow, default)]
    pub snippet: Option<Snippet<'a>>,
    #[serde(borrow, default)]
    pub content_details: Option<ContentDetails<'a>>,
}

#[derive(Deserialize, Default)]
pub struct Named<'a> {
    #[serde(borrow, default)]
    pub name: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub url: Option<Words<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
pub struct Snippet<'a> {
    #[serde(borrow, default)]
    pub published_at: Scalar<'a>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
pub struct ContentDetails<'a> {
    #[serde(borrow, default)]
    pub video_id: Option<Words<'a>>,
}

/// A comment's text until 2024.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
pub struct Segments<'a> {
    #[serde(borrow, default)]
    pub takeout_segments: Many<Segment<'a>>,
}

/// A part of a comment's text.
#[derive(Deserialize, Default)]
pub struct Segment<'a> {
    #[serde(borrow, default)]
    pub text: Option<Words<'a>>,
    #[serde(borrow, default)]
    pub link: Option<Link<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
pub struct Link<'a> {
    #[serde(borrow, default)]
    pub link_url: Option<Words<'a>>,
}
