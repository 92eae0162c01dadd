//! Comments, live chats, subscriptions, playlists, own videos, the channel.

use event::{At, Audience, Basis, Direction, Kind, PartyQuality, Platform, ProfileKey};

use super::Writer;
use super::form::{Comments, History};
use super::history::escaped;
use super::life::{Said, Upload};
use crate::export::{Row, Sheet};
use crate::json::{Json, object};
use crate::life::act::Medium;
use crate::text_time::{instant, offset_micros, second, spaced, zulu};

/// A table in the making.
struct Table {
    sheet: Sheet,
    text: String,
}

impl Table {
    fn new(path: String, header: &str) -> Self {
        Self { sheet: Sheet::new(path), text: format!("{header}\n") }
    }

    fn row(&mut self, fields: &[&str]) {
        let fields: Vec<String> = fields.iter().map(|field| quoted(field)).collect();
        self.text.push_str(&fields.join(","));
        self.text.push('\n');
        self.sheet.count_one();
    }
}

/// A field, in quotes where it needs them.
fn quoted(field: &str) -> String {
    if field.contains(['"', ',', '\n']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

const fn row(kind: Kind, direction: Direction, at: At) -> Row {
    Row::new(Platform::YouTube, kind, direction, at)
}

impl Writer<'_> {
    pub(super) fn tables(&mut self) {
        self.comments();
        self.chats();
        self.subscriptions();
        self.saved();
        if self.form.history == History::Snippets {
            self.likes();
        } else {
            self.videos();
            self.recordings();
            self.channel();
            self.defaults();
        }
    }

    fn add(&mut self, table: Table) {
        self.book.add(&table.sheet.path, table.text.into_bytes());
    }

    fn comments(&mut self) {
        let Some((file, header)) = self.form.names().comments else { return };
        let header = match self.form.comments {
            Comments::Page => {
                let (folder, file) = ("my-comments", "my-comments.html");
                return self.page(&format!("{folder}/{file}"), &self.tube.comments);
            }
            Comments::Own => header,
            Comments::Segments => {
                "Comment ID,Channel ID,Comment Create Timestamp,Price,Parent Comment ID,Video ID,Comment Text"
            }
            Comments::SideBySide => {
                "Channel ID,Comment Create Timestamp,Price,Comment ID,Parent Comment ID,Video ID,Comment Text"
            }
            Comments::WithPosts => {
                "Channel Id,Comment Create Timestamp,Price,Comment Id,Parent Comment Id,Post Id,Video Id,Comment Text,Top-level Comment Id"
            }
        };
        let mut table = Table::new(self.path(file), header);
        for said in &self.tube.comments {
            let fields = self.comment(said, header);
            table.row(&fields.iter().map(String::as_str).collect::<Vec<_>>());
            let has = |names: &[&str]| header.split(',').any(|column| names.contains(&column));
            let parent = said
                .parent
                .as_deref()
                .filter(|_| has(&["Parent Comment ID", "Parent Comment Id", "Übergeordnete Kommentar-ID"]));
            let post = said.post.as_deref().filter(|_| has(&["Post Id", "Beitrags-ID"]));
            let kind = if parent.is_some() { Kind::Reply } else { Kind::Comment };
            let at = At::instant(instant(said.at));
            let mut line = row(kind, Direction::Outgoing, at)
                .item(post.unwrap_or(&self.tube.videos[said.video].id))
                .audience(Audience::Public)
                .own_text(&said.text);
            parent.unwrap_or_default().clone_into(&mut line.thread);
            self.book.expect(&table.sheet, &line);
        }
        self.add(table);
    }

    /// The fields of a comment, in the order of its header.
    fn comment(&self, said: &Said, header: &str) -> Vec<String> {
        let has_posts = header.contains("Post Id") || header.contains("Beitrags-ID");
        let segments = if self.form.comments == Comments::Segments { in_one_object } else { side_by_side };
        // What a column holds follows from its place among those of its kind.
        let field = |column: &str| {
            let column = column.to_lowercase();
            let is = |words: &[&str]| words.iter().any(|word| column.contains(word));
            if is(&["parent", "übergeordnete"]) {
                said.parent.clone().unwrap_or_default()
            } else if is(&["top-level", "oberste"]) {
                said.parent.clone().unwrap_or_else(|| said.id.clone())
            } else if is(&["post id", "beitrags"]) {
                said.post.clone().unwrap_or_default()
            } else if is(&["text", "tekst", "tekstą"]) {
                segments(&said.text)
            } else if is(&["timestamp", "zeitstempel", "tijdstempel", "tiempo", "temporal", "laiko"]) {
                offset_micros(said.at)
            } else if is(&["price", "preis", "prijs", "precio", "preț", "kaina"]) {
                "0".to_owned()
            } else if is(&["channel", "kanal", "kanaal", "canal"]) {
                self.tube.id.clone()
            } else if is(&["comment", "kommentar", "reactie", "comentari", "komentaro"]) {
                said.id.clone()
            } else if has_posts && said.post.is_some() {
                String::new()
            } else {
                self.tube.videos[said.video].id.clone()
            }
        };
        header.split(',').map(field).collect()
    }

    fn chats(&mut self) {
        if self.form.comments == Comments::Page {
            return self.page("my-live-chat-messages/my-live-chat-messages.html", &self.tube.chats);
        }
        let Some((file, header)) = self.form.names().chats else { return };
        let mut table = Table::new(self.path(file), header);
        for said in &self.tube.chats {
            let video = &self.tube.videos[said.video].id;
            let (time, price) = (offset_micros(said.at), if said.paid { "2000000" } else { "0" });
            table.row(&[&said.id, &self.tube.id, &time, price, video, &side_by_side(&said.text)]);
            let at = At::instant(instant(said.at));
            let line = row(Kind::Comment, Direction::Outgoing, at).item(video).audience(Audience::Public);
            self.book.expect(&table.sheet, &line.own_text(&said.text));
            if said.paid {
                let line = row(Kind::Pay, Direction::Outgoing, at).item(video).audience(Audience::Public);
                self.book.expect(&table.sheet, &line);
            }
        }
        self.add(table);
    }

    /// Comments before tables.
    fn page(&mut self, file: &str, all: &[Said]) {
        let path = self.path(file);
        let mut sheet = Sheet::new(path.clone());
        let mut page = String::from("<html><head><title>Comments</title></head><body><ul>");
        for (at, said) in all.iter().enumerate() {
            let video = &self.tube.videos[said.video].id;
            let seconds = said.at.div_euclid(1000);
            let time = if at % 2 == 0 {
                format!("{} UTC", spaced(seconds))
            } else {
                format!("{}Z", &zulu(said.at)[..19])
            };
            page.push_str(&format!(
                "<li>Sent at {time} while watching <a href=\"http://www.youtube.com/watch?v={video}\">a video</a>.<br/>{}</li>",
                escaped(&said.text).replace('\n', "<br/>")
            ));
            sheet.count_one();
            let line = row(Kind::Comment, Direction::Outgoing, At::second(second(seconds)));
            self.book.expect(&sheet, &line.item(video).audience(Audience::Public).own_text(&said.text));
        }
        page.push_str("</ul></body></html>");
        self.book.add(&path, page.into_bytes());
    }

    fn subscriptions(&mut self) {
        let Some((file, header)) = self.form.names().subscriptions else { return };
        let mut table = Table::new(self.path(file), header);
        for channel in self.tube.subscriptions.iter().map(|&at| &self.tube.channels[at]) {
            let address = format!("http://www.youtube.com/channel/{}", channel.id);
            table.row(&[&channel.id, &address, &channel.name]);
            let line = row(Kind::Follow, Direction::Outgoing, At::NONE).party(&channel.id, PartyQuality::Id);
            self.book.expect(&table.sheet, &line);
        }
        self.add(table);
    }

    fn saved(&mut self) {
        let Some((file, header)) = self.form.names().saved else { return };
        let mut table = Table::new(self.path(file), header);
        for (at, video) in &self.tube.saved {
            let id = &self.tube.videos[*video].id;
            table.row(&[id, &format!("{}+00:00", &zulu(*at)[..19])]);
            let at = At::second(second(at.div_euclid(1000)));
            self.book.expect(&table.sheet, &row(Kind::Save, Direction::Outgoing, at).item(id));
        }
        self.add(table);
    }

    /// Likes of older exports.
    fn likes(&mut self) {
        let path = self.path("playlists/likes.json");
        let mut sheet = Sheet::new(path.clone());
        for (at, video) in &self.tube.liked {
            let video = &self.tube.videos[*video];
            sheet.push(object! {
                "contentDetails" => object! { "videoId" => &video.id },
                "kind" => "youtube#playlistItem",
                "snippet" => object! { "description" => "", "publishedAt" => zulu(*at), "title" => &video.title },
            });
            let line = row(Kind::React, Direction::Outgoing, At::instant(instant(*at))).item(&video.id);
            self.book.expect(&sheet, &line);
        }
        self.book.add(&path, Json::from(sheet.into_records()).to_google());
    }

    fn videos(&mut self) {
        let Some((file, header)) = self.form.names().videos.filter(|_| !self.tube.uploads.is_empty()) else {
            return;
        };
        let mut table = Table::new(self.path(file), header);
        for Upload { at, video, description, privacy, .. } in &self.tube.uploads {
            let made = offset_micros(at - 60_000);
            let published = offset_micros(*at);
            table.row(&[&video.id, description, &self.tube.id, &video.title, privacy, &made, &published]);
            let audience = match *privacy {
                "Public" => Audience::Public,
                "Private" => Audience::Private,
                _ => Audience::Unknown,
            };
            let line = row(Kind::Post, Direction::Own, At::instant(instant(*at))).item(&video.id);
            self.book.expect(&table.sheet, &line.audience(audience).own_text(&video.title));
        }
        self.add(table);
    }

    fn recordings(&mut self) {
        let Some((file, header)) = self.form.names().recordings.filter(|_| !self.tube.uploads.is_empty())
        else {
            return;
        };
        let mut table = Table::new(self.path(file), header);
        for Upload { video, place, .. } in &self.tube.uploads {
            let [latitude, longitude] =
                place.map_or_else(Default::default, |(a, b)| [a.to_string(), b.to_string()]);
            table.row(&[&video.id, "", &latitude, &longitude]);
            let Some(place) = place else { continue };
            let medium = Medium {
                uri: video.id.clone(),
                video: true,
                gps: Some(*place),
                gps_in_json: true,
                gps_in_file: false,
                device: None,
            };
            self.book.expect_media(&table.sheet, Platform::YouTube, &medium, At::NONE, Audience::Unknown);
        }
        self.add(table);
    }

    fn channel(&mut self) {
        let Some((file, header)) = self.form.names().channel.filter(|_| self.form.has_channel_file()) else {
            return;
        };
        let mut table = Table::new(self.path(file), header);
        table.row(&[&self.tube.id, &self.tube.name, "Public"]);
        for (key, value) in [(ProfileKey::Id, &self.tube.id), (ProfileKey::Name, &self.tube.name)] {
            let field = (key, value.as_str(), Audience::Public, Basis::Stated);
            self.book.expect_profile(&table.sheet, Platform::YouTube, field);
        }
        self.add(table);
    }

    fn defaults(&mut self) {
        let Some((file, header)) = self.form.names().defaults else { return };
        let mut table = Table::new(self.path(file), header);
        let place = self.tube.default_place;
        let [latitude, longitude] =
            place.map_or_else(Default::default, |(a, b)| [a.to_string(), b.to_string()]);
        table.row(&[&self.tube.id, &latitude, &longitude]);
        if place.is_some() {
            let value = format!("{latitude},{longitude}");
            let field = (ProfileKey::Coordinates, value.as_str(), Audience::Private, Basis::Stated);
            self.book.expect_profile(&table.sheet, Platform::YouTube, field);
        }
        self.add(table);
    }
}

/// Text as JSON, which has no line breaks in it.
fn json(text: &str) -> String {
    let mut out = String::new();
    crate::json::x_text(text, &mut out);
    out
}

/// The parts of a text: its lines and what breaks them.
fn segments(text: &str) -> String {
    let mut parts = Vec::new();
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            parts.push("{\"text\":\"\\n\"}".to_owned());
        }
        parts.push(format!("{{\"text\":{}}}", json(line)));
    }
    parts.join(",")
}

fn in_one_object(text: &str) -> String {
    format!("{{\"takeoutSegments\":[{}]}}", segments(text))
}

fn side_by_side(text: &str) -> String {
    segments(text)
}
