//! What was watched and searched for, as JSON and as HTML.

use event::{At, Direction, Kind, PartyQuality, Platform};

use super::Writer;
use super::form::History;
use super::life::{Seen, Video};
use super::words::Tongue;
use crate::dice::Dice;
use crate::export::{Row, Sheet};
use crate::json::{Json, object};
use crate::text_time::{instant, second, zulu};

/// One item, before a form takes hold of it.
struct Item {
    /// Milliseconds since 1970.
    at: i64,
    music: bool,
    /// In front of what is done, and behind it.
    verb: (String, String),
    title: String,
    address: Option<String>,
    /// The name of a channel and its address.
    channel: Option<(String, String)>,
    ad: bool,
    row: Row,
}

impl Writer<'_> {
    pub(super) fn histories(&mut self, dice: &mut Dice) {
        let watched: Vec<Item> = self.tube.seen.iter().map(|&(at, seen)| self.seen(at, seen)).collect();
        let mut searched: Vec<Item> =
            self.tube.searches.iter().map(|(at, query)| self.searched(*at, query)).collect();
        let names = self.form.names();
        match self.form.history {
            History::MyActivityJson | History::MyActivityHtml => {
                let mut all = searched;
                all.extend(watched);
                // What is traced of videos is told by their history: where it was off, this file would say too much.
                if self.tube.seen.is_empty() {
                    return;
                }
                self.write_history(names.my_activity, all);
            }
            History::Snippets => self.snippets(),
            History::Json | History::Html => {
                // Ads that were watched turn up among searches too.
                let (ads, watched): (Vec<Item>, Vec<Item>) =
                    watched.into_iter().partition(|item| item.ad && dice.chance(0.2));
                searched.extend(ads);
                if !watched.is_empty() {
                    self.write_history(names.watched, watched);
                }
                self.write_history(names.searched, searched);
            }
        }
    }

    fn at(&self, milliseconds: i64) -> At {
        let html = matches!(self.form.history, History::Html | History::MyActivityHtml);
        if html || !self.form.milliseconds {
            At::second(second(milliseconds.div_euclid(1000)))
        } else {
            At::instant(instant(milliseconds))
        }
    }

    fn seen(&self, at: i64, seen: Seen) -> Item {
        let (Seen::Video(which)
        | Seen::Music(which)
        | Seen::Hidden(which)
        | Seen::Ad(which)
        | Seen::Post(which)) = seen
        else {
            return self.removed(at);
        };
        let video: &Video = &self.tube.videos[which];
        let host = if matches!(seen, Seen::Music(_)) { "music" } else { "www" };
        let mut address = format!("https://{host}.youtube.com/watch?v={}", video.id);
        let mut title = video.title.clone();
        let mut row =
            Row::new(Platform::YouTube, Kind::View, Direction::Outgoing, self.at(at)).item(&video.id);
        let (id, name) = match video.channel.map(|channel| &self.tube.channels[channel]) {
            Some(channel) => (&channel.id, &channel.name),
            None => (&self.tube.id, &self.tube.name),
        };
        let mut channel = Some((name.clone(), format!("https://www.youtube.com/channel/{id}")));
        match seen {
            Seen::Hidden(_) => {
                title.clone_from(&address);
                channel = None;
            }
            Seen::Post(_) => {
                let post = format!("Ugkx{}", video.id);
                address = format!("https://www.youtube.com/post/{post}");
                row = row.item(&post);
            }
            Seen::Ad(_) => channel = None,
            _ => {}
        }
        if channel.is_some() {
            row = row.party(id, PartyQuality::Id);
        }
        let own = video.channel.is_none() && channel.is_some() && self.form.tells_channel(self.tube);
        if own || matches!(seen, Seen::Ad(_)) {
            row.direction = Direction::Own;
            row.party = None;
        }
        Item {
            at,
            music: matches!(seen, Seen::Music(_)),
            verb: self.verb(),
            title,
            address: Some(address),
            channel,
            ad: matches!(seen, Seen::Ad(_)),
            row,
        }
    }

    /// A video that is gone. In My Activity nobody can say that it was one.
    fn removed(&self, at: i64) -> Item {
        Item {
            at,
            music: false,
            verb: self.verb(),
            title: "a video that has been removed".into(),
            address: None,
            channel: None,
            ad: false,
            row: Row::new(Platform::YouTube, Kind::View, Direction::Outgoing, self.at(at)),
        }
    }

    fn verb(&self) -> (String, String) {
        let (front, behind) = self.form.names().verb;
        (front.to_owned(), behind.to_owned())
    }

    fn searched(&self, at: i64, query: &str) -> Item {
        let address = format!("https://www.youtube.com/results?search_query={}", encoded(query));
        let front = if self.form.tongue == Tongue::English { "Searched for " } else { "" };
        Item {
            at,
            music: false,
            verb: (front.to_owned(), String::new()),
            title: query.to_owned(),
            address: Some(address),
            channel: None,
            ad: false,
            row: Row::new(Platform::YouTube, Kind::Search, Direction::Own, self.at(at)).own_text(query),
        }
    }

    fn write_history(&mut self, name: Option<&str>, mut items: Vec<Item>) {
        let Some(name) = name else { return };
        items.sort_by_key(|item| std::cmp::Reverse(item.at));
        let html = matches!(self.form.history, History::Html | History::MyActivityHtml);
        let mixed = matches!(self.form.history, History::MyActivityHtml | History::MyActivityJson);
        let path = self.path(&format!("{name}.{}", if html { "html" } else { "json" }));
        let mut sheet = Sheet::new(path.clone());
        let mut page = String::from(HEAD);
        for item in &items {
            if html {
                sheet.count_one();
                self.block(item, &mut page);
            } else {
                sheet.push(self.json(item));
            }
            if item.address.is_some() || !mixed {
                self.book.expect(&sheet, &item.row);
            }
        }
        let bytes = if html {
            page.push_str("</div></body></html>");
            page.into_bytes()
        } else {
            Json::from(sheet.into_records()).to_google()
        };
        self.book.add(&path, bytes);
    }

    fn json(&self, item: &Item) -> Json {
        let product = if item.music { "YouTube Music" } else { "YouTube" };
        let time = if self.form.milliseconds { zulu(item.at) } else { format!("{}Z", &zulu(item.at)[..19]) };
        let channel = item
            .channel
            .as_ref()
            .map(|(name, address)| Json::from(vec![object! { "name" => name, "url" => address }]));
        let details = item.ad.then(|| Json::from(vec![object! { "name" => self.form.names().ad }]));
        object! { "header" => product, "title" => format!("{}{}{}", item.verb.0, item.title, item.verb.1) }
            .with_some("titleUrl", item.address.as_ref())
            .with_some("subtitles", channel)
            .with("time", time)
            .with("products", vec![Json::from(product)])
            .with_some("details", details)
            .with("activityControls", vec![Json::from("YouTube watch history")])
    }

    /// One block of a page.
    fn block(&self, item: &Item, page: &mut String) {
        let product = if item.music { "YouTube Music" } else { "YouTube" };
        let front = escaped(&item.verb.0).replace(' ', "&nbsp;");
        let behind = escaped(&item.verb.1).replace(' ', "&nbsp;");
        let title = escaped(&item.title);
        let title = match &item.address {
            Some(address) => format!("<a href=\"{}\">{title}</a>", escaped(address)),
            None => title,
        };
        let channel = item
            .channel
            .as_ref()
            .map(|(name, address)| format!("<a href=\"{}\">{}</a><br>", escaped(address), escaped(name)));
        let details = if item.ad { "<b>Details:</b><br>&emsp;From Google Ads<br>" } else { "" };
        page.push_str(&format!(
            "<div class=\"outer-cell mdl-cell mdl-cell--12-col mdl-shadow--2dp\"><div class=\"mdl-grid\">\
             <div class=\"header-cell mdl-cell mdl-cell--12-col\"><p class=\"mdl-typography--title\">{product}<br></p></div>\
             <div class=\"content-cell mdl-cell mdl-cell--6-col mdl-typography--body-1\">{front}{title}{behind}<br>{}{}</div>\
             <div class=\"content-cell mdl-cell mdl-cell--6-col mdl-typography--body-1 mdl-typography--text-right\"></div>\
             <div class=\"content-cell mdl-cell mdl-cell--12-col mdl-typography--caption\"><b>Products:</b><br>&emsp;{product}<br>{details}\
             <b>Why is this here?</b><br>&emsp;This activity was saved to your Google Account because the following settings were on:&nbsp;\
             YouTube watch history.&nbsp;You can control these settings &nbsp;<a href=\"https://myaccount.google.com/activitycontrols\">here</a>.\
             </div></div></div>\n",
            channel.unwrap_or_default(),
            self.written_time(item.at)
        ));
    }

    /// `Jun 23, 2015, 2:43:45 PM CDT` or `23.06.2015, 14:43:45 MESZ`.
    fn written_time(&self, at: i64) -> String {
        let zone = &self.form.zone;
        let local = zulu(at.div_euclid(1000).saturating_add(zone.seconds) * 1000);
        let (year, month, day) = (&local[..4], &local[5..7], &local[8..10]);
        let (hour, rest) = (local[11..13].parse::<u32>().unwrap_or(0), &local[14..19]);
        let gap = if zone.name.is_empty() { "" } else { " " };
        if self.form.tongue == Tongue::German {
            return format!("{day}.{month}.{year}, {hour:02}:{rest}{gap}{}", zone.name);
        }
        let name = MONTHS[(month.parse::<usize>().unwrap_or(1) - 1).min(11)];
        let (half, hour) = (if hour < 12 { "AM" } else { "PM" }, (hour + 11) % 12 + 1);
        let day = day.trim_start_matches('0');
        // Since 2023 or so the gap before AM and PM is a narrow one that does not break.
        let narrow = if self.form.milliseconds { "\u{202f}" } else { " " };
        format!("{name} {day}, {year}, {hour}:{rest}{narrow}{half}{gap}{}", zone.name)
    }

    /// Until 2017: only videos that still have an address, and nothing of whose they are.
    fn snippets(&mut self) {
        if self.tube.seen.is_empty() {
            return;
        }
        let path = self.path("history/watch-history.json");
        let mut sheet = Sheet::new(path.clone());
        for &(at, seen) in &self.tube.seen {
            let (Seen::Video(which) | Seen::Music(which)) = seen else { continue };
            let video = &self.tube.videos[which];
            sheet.push(object! {
                "contentDetails" => object! { "videoId" => &video.id },
                "kind" => "youtube#playlistItem",
                "snippet" => object! { "publishedAt" => zulu(at), "title" => &video.title },
            });
            let at = At::instant(instant(at));
            let row = Row::new(Platform::YouTube, Kind::View, Direction::Outgoing, at).item(&video.id);
            self.book.expect(&sheet, &row);
        }
        self.book.add(&path, Json::from(sheet.into_records()).to_google());
    }
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const HEAD: &str = "<html><head><title>My Activity History</title><style type=\"text/css\">\n.content-cell.mdl-cell {\n  color: \
                    rgba(0, 0, 0, 0.54);\n}\n</style></head><body><div class=\"mdl-grid\">\n";

/// Text as HTML holds it.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(letter),
        }
    }
    out
}

/// A query in an address.
fn encoded(query: &str) -> String {
    let mut out = String::new();
    for byte in query.bytes() {
        match byte {
            b' ' => out.push('+'),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
