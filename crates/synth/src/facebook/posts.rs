//! Posts, links that were passed on, stories.

use event::{At, Audience, Direction, Kind, PartyQuality, Platform};

use super::{Era, POSTS, STORIES, Writer, row};
use crate::export::Sheet;
use crate::json::{Json, object};
use crate::life::act::Medium;
use crate::text_time::second;

const TEXTS: [&str; 6] = [
    "Der Garten ist wieder grün 🌿",
    "Long walk, short photo",
    "Été comme hiver, le même banc",
    "¿Quién viene a la feria?",
    "So many terns today",
    "New shelves, old books",
];

impl Writer<'_> {
    pub(super) fn posts(&mut self) {
        let name = match self.era {
            Era::Early => "your_posts_1.json",
            _ => "your_posts__check_ins__photos_and_videos_1.json",
        };
        let mut sheet = self.sheet(POSTS, name);
        for number in 0..self.weeks() / 4 + 3 {
            let at = self.moment();
            match number % 3 {
                0 => self.words(&mut sheet, at),
                1 => self.link(&mut sheet, at),
                _ => self.picture(&mut sheet, at, number),
            }
        }
        self.add_bare(sheet);
        self.story();
    }

    fn words(&mut self, sheet: &mut Sheet, at: i64) {
        let (text, people) = (*self.dice.pick(&TEXTS), self.known());
        let tagged = (self.dice.chance(0.5) && !people.is_empty())
            .then(|| self.person.accounts[*self.dice.pick(&people)].name.clone());
        let mut json = object! {
            "timestamp" => at,
            "data" => vec![object! { "post" => text }, object! { "update_timestamp" => at }],
            "title" => format!("{} updated a status.", self.person.owner.name),
        };
        if let Some(name) = &tagged {
            json = json.with("tags", vec![object! { "name" => name }]);
        }
        sheet.push(json);
        self.expect(sheet, &row(Kind::Post, Direction::Own, at).own_text(text));
        if let Some(name) = tagged {
            let mention = row(Kind::Mention, Direction::Outgoing, at).party(&name, PartyQuality::DisplayName);
            self.expect(sheet, &mention);
        }
    }

    fn link(&mut self, sheet: &mut Sheet, at: i64) {
        let url = format!("https://example.org/news/{at}");
        let text = *self.dice.pick(&TEXTS);
        let context = object! { "external_context" => object! { "name" => "News", "url" => url.as_str() } };
        sheet.push(object! {
            "timestamp" => at,
            "attachments" => attached(context),
            "data" => vec![object! { "post" => text }],
            "title" => format!("{} shared a link.", self.person.owner.name),
        });
        self.expect(sheet, &row(Kind::Share, Direction::Own, at).item(&url).own_text(text));
    }

    fn picture(&mut self, sheet: &mut Sheet, at: i64, number: u64) {
        let uri = format!("{}/media/Mobileuploads_1/{number}.jpg", POSTS[self.era as usize]);
        let exif = object! { "upload_ip" => "192.0.2.7", "taken_timestamp" => -62_169_958_800_i64 };
        let metadata = object! { "photo_metadata" => object! { "exif_data" => vec![exif] } };
        let media = object! {
            "uri" => uri.as_str(),
            "creation_timestamp" => at,
            "media_metadata" => metadata,
            "title" => "Mobile uploads",
            "description" => "Ebbe",
        };
        sheet.push(object! {
            "timestamp" => at,
            "attachments" => attached(object! { "media" => media }),
            "data" => vec![object! { "update_timestamp" => at }],
            "title" => format!("{} added a new photo.", self.person.owner.name),
        });
        self.expect(sheet, &row(Kind::Post, Direction::Own, at).item(&uri).own_text("Ebbe"));
        self.expect_medium(sheet, uri, at);
    }

    fn expect_medium(&mut self, sheet: &Sheet, uri: String, at: i64) {
        let video = uri.ends_with(".mp4");
        let medium = Medium { uri, video, gps: None, gps_in_json: false, gps_in_file: false, device: None };
        let at = At::second(second(at));
        self.books[0].expect_media(sheet, Platform::Facebook, &medium, at, Audience::Unknown);
    }

    fn story(&mut self) {
        let mut sheet = self.sheet(STORIES, "archived_stories.json");
        let at = self.moment();
        let uri = format!("{}/media/{at}.mp4", STORIES[self.era as usize]);
        let media = object! { "uri" => uri.as_str(), "creation_timestamp" => at, "description" => "" };
        sheet.push(object! {
            "timestamp" => at,
            "attachments" => attached(object! { "media" => media }),
            "title" => self.person.owner.name.as_str(),
        });
        self.expect(&sheet, &row(Kind::Story, Direction::Own, at).item(&uri));
        self.expect_medium(&sheet, uri, at);
        self.add_list(sheet, "archived_stories_v2");
    }
}

fn attached(one: Json) -> Vec<Json> {
    vec![object! { "data" => vec![one] }]
}
