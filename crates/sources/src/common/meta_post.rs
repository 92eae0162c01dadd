//! A post of a Meta export and its pictures and films, the same on Facebook, Instagram and Threads.

use event::{At, Audience, Gps, GpsSource, Media, MediaKind, Words};
use serde::Deserialize;

use super::meta::Many;
use super::meta_text::MetaText;
use super::scalar::Scalar;
use super::time;
use crate::reading::Out;

/// A post: its own text and time, or those of its first medium.
#[derive(Deserialize)]
pub struct PostRecord<'a> {
    #[serde(borrow, default)]
    title: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    creation_timestamp: Scalar<'a>,
    #[serde(borrow, default)]
    media: Many<MediumRecord<'a>>,
}

impl<'a> PostRecord<'a> {
    /// When it was published.
    pub fn at(&self) -> At {
        let first = || self.media.0.first().and_then(MediumRecord::at);
        time::unix_seconds(&self.creation_timestamp).or_else(first).unwrap_or(At::NONE)
    }

    /// What the owner wrote.
    pub fn words(&self) -> Option<Words<'a>> {
        let own = self.title.clone().and_then(MetaText::words);
        own.or_else(|| self.media.0.first().and_then(MediumRecord::words))
    }

    /// The address of the first medium that has one.
    pub fn item(&self) -> Option<Words<'a>> {
        self.media.0.iter().find_map(MediumRecord::address)
    }

    /// Whether Threads says that it answers another.
    pub fn is_reply(&self) -> bool {
        self.media
            .0
            .iter()
            .any(|medium| medium.text_app_post.as_ref().is_some_and(|post| post.is_reply == Some(true)))
    }

    /// Sends its media to the sink.
    pub fn send_media(&self, out: &mut Out<'_>, audience: Audience) {
        for medium in &self.media.0 {
            medium.send(out, audience);
        }
    }
}

/// A picture or film as the export describes it.
#[derive(Deserialize)]
pub struct MediumRecord<'a> {
    #[serde(borrow, default)]
    uri: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    creation_timestamp: Scalar<'a>,
    #[serde(borrow, default)]
    title: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    description: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    media_metadata: Option<Metadata<'a>>,
    #[serde(default)]
    text_app_post: Option<TextAppPost>,
}

/// What Threads adds.
#[derive(Deserialize)]
struct TextAppPost {
    #[serde(default)]
    is_reply: Option<bool>,
}

#[derive(Deserialize, Default)]
struct Metadata<'a> {
    #[serde(borrow, default)]
    photo_metadata: Option<ExifList<'a>>,
    #[serde(borrow, default)]
    video_metadata: Option<ExifList<'a>>,
}

#[derive(Deserialize)]
struct ExifList<'a> {
    #[serde(borrow, default)]
    exif_data: Many<ExifRecord<'a>>,
}

#[derive(Deserialize)]
struct ExifRecord<'a> {
    #[serde(borrow, default)]
    latitude: Scalar<'a>,
    #[serde(borrow, default)]
    longitude: Scalar<'a>,
    #[serde(borrow, default)]
    device_id: Scalar<'a>,
}

/// The kind of a media file by the ending of its name; `Other` where that says nothing.
pub fn kind_by_ending(name: &str) -> MediaKind {
    let ending = name.rsplit('.').next().unwrap_or_default();
    match ending.to_ascii_lowercase().as_str() {
        "mp4" | "mov" | "m4v" | "webm" => MediaKind::Video,
        "jpg" | "jpeg" | "png" | "webp" | "heic" | "heif" | "gif" => MediaKind::Photo,
        _ => MediaKind::Other,
    }
}

impl<'a> MediumRecord<'a> {
    /// When it was published.
    pub fn at(&self) -> Option<At> {
        time::unix_seconds(&self.creation_timestamp)
    }

    /// Its address inside the export.
    pub fn address(&self) -> Option<Words<'a>> {
        self.uri.clone().and_then(MetaText::words)
    }

    /// Its text.
    pub fn words(&self) -> Option<Words<'a>> {
        self.title.clone().and_then(MetaText::words)
    }

    /// What was written under it, on Facebook.
    pub fn description(&self) -> Option<Words<'a>> {
        self.description.clone().and_then(MetaText::words)
    }

    /// What kind of file it is, by its ending, else by its metadata.
    fn kind(&self) -> MediaKind {
        let metadata = self.media_metadata.as_ref();
        match kind_by_ending(self.uri.as_ref().map_or("", |uri| uri.text())) {
            MediaKind::Other if metadata.is_some_and(|metadata| metadata.video_metadata.is_some()) => {
                MediaKind::Video
            }
            MediaKind::Other if metadata.is_some_and(|metadata| metadata.photo_metadata.is_some()) => {
                MediaKind::Photo
            }
            kind => kind,
        }
    }

    /// Sends it to the sink as a medium of the owner, unless it has neither a file nor metadata: a text post on Threads
    /// carries its words in one like that.
    pub fn send(&self, out: &mut Out<'_>, audience: Audience) {
        let metadata = self.media_metadata.as_ref();
        let lists = metadata.map(|metadata| [&metadata.photo_metadata, &metadata.video_metadata]);
        let exif = || lists.into_iter().flatten().flatten().flat_map(|list| &list.exif_data.0);
        if self.address().is_none() && exif().next().is_none() {
            return;
        }
        let gps = exif().find_map(|record| {
            Gps::new(record.latitude.as_float()?, record.longitude.as_float()?, GpsSource::Export)
        });
        let device = exif().find_map(|record| record.device_id.as_text());
        let media = Media {
            platform: out.platform(),
            kind: self.kind(),
            at: self.at().unwrap_or(At::NONE),
            audience,
            uri: self.address(),
            gps,
            device: device.map(Words::from),
            origin: out.origin(),
        };
        out.sink().media(&media);
    }
}
