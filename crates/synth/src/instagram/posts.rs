//! What the owner published, with its pictures.

use event::{At, Audience, Kind, Platform};

use super::acts::own;
use super::{Folder, Root, Writer};
use crate::export::{PhotoFile, Sheet};
use crate::json::{Json, object};
use crate::life::act::{Act, Change, Medium, Sort, What};
use crate::request::InstagramEra;
use crate::text_time::{offset, second};

/// A file of posts: its name, key, sort, and whether only the account itself can see them any more.
type PostFile = (&'static str, Option<&'static str>, Sort, bool);

impl Writer<'_> {
    pub(super) fn posts(&mut self) {
        let files: [PostFile; 4] = [
            ("posts_1.json", None, Sort::Usual, false),
            ("reels.json", Some("ig_reels_media"), Sort::Long, false),
            ("archived_posts.json", Some("ig_archived_post_media"), Sort::Gone, true),
            ("recently_deleted_content.json", Some("ig_recently_deleted_media"), Sort::Aside, true),
        ];
        for (name, key, sort, hidden) in files {
            // Deleted posts came with the layout of 2023.
            if sort == Sort::Aside && !self.late() {
                continue;
            }
            let mut sheet = Sheet::new(self.path(Folder::Media, name));
            for (at, act) in self.own(|what| what == What::Post(sort)) {
                sheet.push(self.post(act));
                let audience = if hidden { Audience::Private } else { self.audience() };
                self.published(&sheet, (at, act), Kind::Post, audience);
            }
            self.add(sheet, key.map_or(Root::Bare, Root::Key));
        }
        self.stories();
        self.profile_photos();
        self.photo_files();
    }

    /// Text and time stand at the post only if it has several media, else at its medium.
    fn post(&self, act: &Act) -> Json {
        let single = act.media.len() == 1;
        let media: Vec<Json> = act
            .media
            .iter()
            .map(|medium| self.medium(medium, act.at, if single { &act.text } else { "" }))
            .collect();
        if single {
            object! { "media" => media }
        } else {
            object! { "media" => media, "title" => &act.text, "creation_timestamp" => act.at }
        }
    }

    /// One medium, with the metadata that exports of its time have.
    fn medium(&self, medium: &Medium, at: i64, title: &str) -> Json {
        let mut json = object! { "uri" => &medium.uri, "creation_timestamp" => at };
        let exif = exif(medium, at, self.era);
        let kind = if medium.video { "video_metadata" } else { "photo_metadata" };
        let known = (!exif.is_empty()).then(|| object! { "exif_data" => exif });
        let music = (self.newest() && medium.video).then(|| object! { "music_genre" => "" });
        let metadata = object! {}.with_some(kind, known.or(music));
        let camera = self.late().then(|| object! { "has_camera_metadata" => false });
        let metadata = metadata.with_some("camera_metadata", camera);
        if !metadata.is_empty() {
            json = json.with("media_metadata", metadata);
        }
        json = json.with("title", title);
        if self.late() {
            json = json.with("cross_post_source", object! { "source_app" => "FB" });
        }
        if self.newest() && medium.video {
            json = json.with("dubbing_info", Vec::new()).with("media_variants", Vec::new());
        }
        json
    }

    fn stories(&mut self) {
        let mut sheet = Sheet::new(self.path(Folder::Media, "stories.json"));
        for (at, act) in self.own(|what| what == What::Story) {
            for medium in &act.media {
                sheet.push(self.medium(medium, act.at, &act.text));
                self.published(&sheet, (at, act), Kind::Story, self.audience());
            }
        }
        self.add(sheet, Root::Key("ig_stories"));
    }

    fn profile_photos(&mut self) {
        let mut sheet = Sheet::new(self.path(Folder::Media, "profile_photos.json"));
        for (_, act) in self.changes(Change::Photo) {
            for medium in &act.media {
                sheet.push(self.medium(medium, act.at, "").with("is_profile_picture", true));
                self.book.expect(&sheet, &own(Kind::AccountChange, act).item(&medium.uri));
                let at = At::second(second(act.at));
                self.book.expect_media(&sheet, Platform::Instagram, medium, at, Audience::Unknown);
            }
        }
        self.add(sheet, Root::Key("ig_profile_picture"));
    }

    /// Expects what has been published, its mentions and its media.
    fn published(&mut self, sheet: &Sheet, (at, act): (usize, &Act), kind: Kind, audience: Audience) {
        let uri = act.media.first().map_or("", |medium| medium.uri.as_str());
        let row = own(kind, act).item(uri).own_text(&act.text).audience(audience);
        self.book.place(at, sheet, audience);
        self.book.expect_act(sheet, row, act);
        for medium in &act.media {
            self.book.expect_media(sheet, act.platform, medium, At::second(second(act.at)), audience);
        }
    }

    /// The few pictures that are in the zip themselves: those whose file knows a place, and some that do not.
    fn photo_files(&mut self) {
        let audience = self.audience();
        for photo in photo_files(self.book.person) {
            self.book.add_photo(&photo, Platform::Instagram, audience);
        }
    }
}

/// The files of pictures that an export holds.
pub(super) fn photo_files(person: &crate::person::Person) -> Vec<PhotoFile> {
    let mut plain = 0;
    let mut files = Vec::new();
    let media =
        person.acts.iter().filter(|act| act.platform == Platform::Instagram).flat_map(|act| &act.media);
    for medium in media.filter(|medium| !medium.video) {
        if medium.gps_in_file {
            files.push(PhotoFile { path: medium.uri.clone(), gps: medium.gps });
        } else if plain < 5 {
            plain += 1;
            files.push(PhotoFile { path: medium.uri.clone(), gps: None });
        }
    }
    files
}

/// One object with what the camera said, empty of a place where the export does not say it.
fn exif(medium: &Medium, at: i64, era: InstagramEra) -> Vec<Json> {
    let mut data = object! {};
    if let Some(device) = &medium.device {
        data = data.with("device_id", device);
        if era >= InstagramEra::Activity2023 {
            data = data.with("source_type", "library").with("scene_capture_type", "standard");
            data = data.with("date_time_original", offset(at - 600).replace('T', " ").replace("+00:00", ""));
        }
    }
    if let Some((latitude, longitude)) = medium.gps.filter(|_| medium.gps_in_json) {
        data = data.with("latitude", latitude).with("longitude", longitude);
    }
    if data.is_empty() { Vec::new() } else { vec![data] }
}
