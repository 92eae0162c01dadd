//! Lists of rows: what was watched, liked, written, bought.

use event::{At, Audience, Direction, Kind, PartyQuality, Platform};

use super::Writer;
use super::life::{Deed, Era, List};
use super::rows::{coins, product_time, video};
use crate::export::Row;
use crate::json::{Json, object};
use crate::text_time::{second, spaced};

fn row(kind: Kind, direction: Direction, at: i64) -> Row {
    Row::new(Platform::TikTok, kind, direction, At::second(second(at)))
}

impl Writer<'_> {
    /// Whether the keys of likes and comments have small letters.
    fn small(&self) -> bool {
        self.life.era != Era::Keys2022
    }

    /// The rows of a list, newest first.
    fn of(&self, list: List) -> Vec<Deed> {
        let mut deeds: Vec<Deed> = self.life.deeds.iter().filter(|deed| deed.list == list).cloned().collect();
        deeds.sort_by_key(|deed| std::cmp::Reverse(deed.at));
        deeds
    }

    /// Writes a list and expects a line for each row; what nothing stands in is one of the words for nothing.
    fn list(&mut self, list: List, json: impl Fn(&Deed) -> Json, expected: impl Fn(&Deed) -> Row) -> Json {
        let deeds = self.of(list);
        let mut rows = Vec::new();
        for deed in &deeds {
            self.sheet.count_one();
            rows.push(json(deed));
            let row = expected(deed);
            self.book.expect(&self.sheet, &row);
            self.expect_mentions(&row, deed);
        }
        if rows.is_empty() && !self.book.person.variant.empty_sections {
            Json::Null
        } else {
            Json::from(rows)
        }
    }

    fn expect_mentions(&mut self, row: &Row, deed: &Deed) {
        for &at in &deed.mentions {
            let mention =
                Row { kind: Kind::Mention, direction: Direction::Outgoing, text: None, ..row.clone() };
            let mention = mention.party(self.life.name(at), PartyQuality::Inferred);
            self.book.expect(&self.sheet, &mention);
        }
    }

    /// `Date` and a link to somebody's video.
    fn videos(&mut self, list: List, kind: Kind, key: &'static str) -> Json {
        let small = list == List::Like && self.small();
        let date = if small { "date" } else { "Date" };
        self.list(
            list,
            |deed| object! { date => spaced(deed.at), key => video(&deed.number) },
            |deed| row(kind, Direction::Outgoing, deed.at).item(&video(&deed.number)),
        )
    }

    fn link_key(&self) -> &'static str {
        if self.life.era == Era::Keys2022 { "VideoLink" } else { "Link" }
    }

    pub(super) fn watched(&mut self) -> Json {
        self.videos(List::Watch, Kind::View, self.link_key())
    }

    pub(super) fn likes(&mut self) -> Json {
        let key = if self.small() { "link" } else { "VideoLink" };
        self.videos(List::Like, Kind::React, key)
    }

    pub(super) fn favourites(&mut self) -> Json {
        self.videos(List::SaveVideo, Kind::Save, "Link")
    }

    pub(super) fn sounds(&mut self) -> Json {
        self.videos(List::SaveSound, Kind::Save, "Link")
    }

    pub(super) fn effects(&mut self) -> Json {
        self.videos(List::SaveEffect, Kind::Save, "EffectLink")
    }

    pub(super) fn reposts(&mut self) -> Json {
        self.videos(List::Repost, Kind::Share, "Link")
    }

    pub(super) fn shares(&mut self) -> Json {
        self.list(
            List::Share,
            |deed| {
                object! {
                    "Date" => spaced(deed.at),
                    "SharedContent" => "video",
                    "Link" => video(&deed.number),
                    "Method" => "chat_head",
                }
            },
            |deed| row(Kind::Share, Direction::Outgoing, deed.at).item(&video(&deed.number)),
        )
    }

    pub(super) fn searches(&mut self) -> Json {
        self.list(
            List::Search,
            |deed| object! { "Date" => spaced(deed.at), "SearchTerm" => &deed.text },
            |deed| row(Kind::Search, Direction::Own, deed.at).own_text(&deed.text),
        )
    }

    /// With the zone behind the time in older exports.
    pub(super) fn logins(&mut self) -> Json {
        let zone = if matches!(self.life.era, Era::Keys2022 | Era::Keys2024) { " UTC" } else { "" };
        self.list(
            List::Login,
            |deed| {
                object! {
                    "Date" => format!("{}{zone}", spaced(deed.at)),
                    // An address kept for documentation: it belongs to nobody.
                    "IP" => "203.0.113.7",
                    "DeviceModel" => "Synthetic One",
                    "DeviceSystem" => "Android 15",
                    "NetworkType" => "Wi-Fi",
                    "Carrier" => "Fog Mobile",
                }
            },
            |deed| row(Kind::Session, Direction::Own, deed.at),
        )
    }

    fn users(&mut self, list: List, kind: Kind, direction: Direction) -> Json {
        let life = self.life;
        let name = |deed: &Deed| deed.with.map(|at| life.name(at)).unwrap_or_default();
        self.list(
            list,
            |deed| object! { "Date" => spaced(deed.at), "UserName" => name(deed) },
            |deed| row(kind, direction, deed.at).party(name(deed), PartyQuality::Handle),
        )
    }

    pub(super) fn followers(&mut self) -> Json {
        self.users(List::Follower, Kind::Follow, Direction::Incoming)
    }

    pub(super) fn following(&mut self) -> Json {
        self.users(List::Following, Kind::Follow, Direction::Outgoing)
    }

    pub(super) fn blocks(&mut self) -> Json {
        self.users(List::Block, Kind::Block, Direction::Outgoing)
    }

    /// The video that is commented on is named in the newest exports only.
    pub(super) fn comments(&mut self) -> Json {
        let era = self.life.era;
        self.list(
            List::Comment,
            |deed| {
                let date = spaced(deed.at);
                match era {
                    Era::Keys2022 => object! { "Date" => format!("{date} UTC"), "Comment" => &deed.text },
                    Era::Keys2024 => object! { "date" => date, "comment" => &deed.text, "photo" => "N/A", "url" => "" },
                    Era::Keys2025 => {
                        object! { "date" => date, "comment" => &deed.text, "photo" => "N/A", "url" => video(&deed.number) }
                    }
                    Era::Keys2026 => object! {
                        "date" => date,
                        "comment" => &deed.text,
                        "photo" => "N/A",
                        "sticker" => "N/A",
                        "originalPostUrl" => video(&deed.number),
                    },
                }
            },
            |deed| {
                let known = matches!(era, Era::Keys2025 | Era::Keys2026);
                let item = if known { video(&deed.number) } else { String::new() };
                row(Kind::Comment, Direction::Outgoing, deed.at).item(&item).own_text(&deed.text)
            },
        )
    }

    fn post_row(deed: &Deed) -> Json {
        let place = deed.more.first().map_or("N/A", |(_, place)| place.as_str());
        object! {
            "Date" => spaced(deed.at),
            "Link" => format!("https://v16m.tiktokcdn.example/{}", deed.number),
            "Likes" => "3",
            "AllowComments" => "Yes",
            "Sound" => "original sound",
            "Location" => place,
            "Title" => &deed.text,
        }
    }

    /// Where nothing is said of who can see a post, the account's privacy tells.
    pub(super) fn posts(&mut self) -> Json {
        let private = self.life.private;
        let says = self.life.era != Era::Keys2022;
        let seen =
            move |deed: &Deed| match (says, deed.number.bytes().last().unwrap_or_default() % 3, private) {
                (true, 0, _) => (Some("Friends"), Audience::Followers),
                (true, 1, _) => (Some("Private"), Audience::Private),
                (true, _, _) => (Some("Public"), Audience::Public),
                (false, _, true) => (None, Audience::Followers),
                (false, _, false) => (None, Audience::Public),
            };
        self.list(
            List::Post,
            |deed| Self::post_row(deed).with_some("WhoCanView", seen(deed).0),
            |deed| {
                let link = format!("https://v16m.tiktokcdn.example/{}", deed.number);
                row(Kind::Post, Direction::Own, deed.at)
                    .item(&link)
                    .own_text(&deed.text)
                    .audience(seen(deed).1)
            },
        )
    }

    pub(super) fn deleted_posts(&mut self) -> Json {
        self.list(
            List::DeletedPost,
            |deed| Self::post_row(deed).with("DateDeleted", spaced(deed.at + 86_400)),
            |deed| {
                let link = format!("https://v16m.tiktokcdn.example/{}", deed.number);
                row(Kind::Post, Direction::Own, deed.at)
                    .item(&link)
                    .own_text(&deed.text)
                    .audience(Audience::Private)
            },
        )
    }

    pub(super) fn reviews(&mut self) -> Json {
        self.list(
            List::Review,
            |deed| {
                object! {
                    "PlaceName" => "Fog Bakery",
                    "Date" => spaced(deed.at),
                    "Rating" => "4",
                    "Status" => "Public",
                    "Likes" => "0",
                    "ReviewText" => &deed.text,
                }
            },
            |deed| row(Kind::Post, Direction::Own, deed.at).own_text(&deed.text),
        )
    }

    pub(super) fn lives(&mut self) -> Json {
        let length = |deed: &Deed| deed.number.parse().unwrap_or(60_i64);
        self.list(
            List::Live,
            |deed| {
                object! {
                    "LiveStartTime" => spaced(deed.at),
                    "LiveEndTime" => spaced(deed.at + length(deed)),
                    "TotalEarning" => "0",
                    "TotalLike" => "12",
                    "TotalView" => "8",
                    "TotalGifter" => "0",
                }
            },
            |deed| Row { duration_s: Some(length(deed) as u64), ..row(Kind::Post, Direction::Own, deed.at) },
        )
    }

    /// A map by number, each with what was said there.
    pub(super) fn lives_watched(&mut self) -> Json {
        let mut map = Vec::new();
        for deed in self.of(List::LiveWatch) {
            self.sheet.count_one();
            let link = format!("https://www.tiktok.com/live/{}", deed.number);
            let mut watched = row(Kind::View, Direction::Outgoing, deed.at).item(&link);
            watched.thread.clone_from(&deed.number);
            self.book.expect(&self.sheet, &watched);
            let mut said = Vec::new();
            for (at, text) in &deed.more {
                said.push(
                    object! { "CommentTime" => spaced(*at), "CommentContent" => text, "RawTime" => *at },
                );
                let mut comment = row(Kind::Comment, Direction::Outgoing, *at).item(&link).own_text(text);
                comment.thread.clone_from(&deed.number);
                self.book.expect(&self.sheet, &comment);
            }
            let comments = if said.is_empty() { Json::Null } else { Json::from(said) };
            let entry = object! { "WatchTime" => spaced(deed.at), "Link" => &link, "Comments" => comments, "Questions" => Json::Null };
            map.push((deed.number, entry));
        }
        Json::object(map)
    }

    pub(super) fn gifts(&mut self) -> Json {
        self.paid(List::Gift, Direction::Outgoing)
    }

    pub(super) fn coins(&mut self) -> Json {
        self.paid(List::Coins, Direction::Own)
    }

    fn paid(&mut self, list: List, direction: Direction) -> Json {
        self.list(
            list,
            |deed| object! { "Date" => spaced(deed.at), "Type" => "rose", "CoinAmount" => &deed.number },
            |deed| Row { amount: coins(&deed.number), ..row(Kind::Pay, direction, deed.at) },
        )
    }

    pub(super) fn products(&mut self) -> Json {
        self.list(
            List::Product,
            |deed| {
                object! {
                    "browsing_date" => product_time(deed.at),
                    "shop_name" => "Fog & Sons",
                    "product_name" => "a lamp",
                }
            },
            |deed| row(Kind::View, Direction::Own, deed.at),
        )
    }

    pub(super) fn ad_visits(&mut self) -> Json {
        let link = |deed: &Deed| format!("https://ads.example/{}", deed.number);
        self.list(
            List::AdVisit,
            |deed| object! { "CreateTime" => spaced(deed.at), "AdTitle" => "a lamp", "AdLink" => link(deed) },
            |deed| row(Kind::AdClick, Direction::Own, deed.at).item(&link(deed)),
        )
    }

    /// Orders by number, each sent to the owner.
    pub(super) fn orders(&mut self) -> Json {
        let mut map = Vec::new();
        for deed in self.of(List::Order) {
            self.sheet.count_one();
            self.book.expect(&self.sheet, &row(Kind::Pay, Direction::Own, deed.at).item(&deed.number));
            let receiver = self.receiver();
            map.push((
                deed.number.clone(),
                object! {
                    "order_date" => spaced(deed.at),
                    "order_number" => &deed.number,
                    "total_price" => "12.99",
                    "order_status" => "delivered",
                    "Receiver" => receiver,
                    "Products" => vec![object! { "product_name" => "a lamp", "quantity" => 1_i64 }],
                },
            ));
        }
        Json::object(map)
    }

    /// Conversations by name, newest line first.
    pub(super) fn chats(&mut self) -> Json {
        let life = self.life;
        let mut map = Vec::new();
        for chat in &life.chats {
            let partner = life.name(chat.with);
            let mut rows = Vec::new();
            for (at, own, text) in chat.lines.iter().rev() {
                self.sheet.count_one();
                let from = if *own { life.owner.as_str() } else { partner };
                rows.push(object! { "Date" => spaced(*at), "From" => from, "Content" => text });
                let direction = if *own { Direction::Outgoing } else { Direction::Incoming };
                let line = row(Kind::Message, direction, *at)
                    .audience(Audience::Private)
                    .party(partner, PartyQuality::Handle);
                let mut line = if *own { line.own_text(text) } else { line.others_text(text) };
                line.thread = partner.to_owned();
                self.book.expect(&self.sheet, &line);
            }
            map.push((format!("Chat History with {partner}:"), Json::from(rows)));
        }
        Json::object(map)
    }
}
