//! The fixed mix: three invented exports of one person, in the layouts that the platforms write. Same bytes at every run.
//!
//! Words are about 12% of all bytes; the run prints the share.

use std::fmt::Write as _;
use std::io::Write as _;

/// The exports of the mix.
pub struct Mix {
    /// Many members, several of them large.
    pub x: Vec<u8>,
    /// Hundreds of members, most of them small.
    pub instagram: Vec<u8>,
    /// One member.
    pub tiktok: Vec<u8>,
    /// Bytes of words that people wrote, of all exports, as they stand in the files.
    pub text_bytes: u64,
}

pub const OWNER: &str = "1000041";
pub const BEGIN: i64 = 1_688_169_600; // 2023-07-01
const SECONDS: u64 = 3 * 365 * 86_400;
const ACCOUNTS: usize = 3000;
const WORDS: &[&str] = &[
    "the", "river", "was", "quiet", "and", "we", "talked", "about", "bread", "music", "trains", "weather",
    "what", "to", "read", "next", "week", "again", "then", "nobody", "came", "because", "of", "rain", "so",
    "tea", "it", "is",
];

/// SplitMix64 (Steele, Lea, Flood 2014).
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
    pub fn below(&mut self, count: u64) -> u64 {
        self.next() % count
    }
    fn id(&mut self) -> u64 {
        10_u64.pow(18) + self.below(10_u64.pow(18))
    }
}

/// How what is done lies in time.
pub enum Time {
    /// Anywhere.
    Anywhere,
    /// One thing soon after the other, with a new sitting now and then; it holds the second of the last one.
    Sittings(i64),
}

/// Invents records.
pub struct Pen {
    pub dice: Dice,
    pub accounts: usize,
    pub time: Time,
    pub text_bytes: u64,
}

impl Pen {
    /// An account; a few are met most of the time.
    pub fn account(&mut self) -> usize {
        let share = self.dice.below(1 << 20) as f64 / f64::from(1 << 20);
        (self.accounts as f64 * share * share * share) as usize
    }

    pub fn moment(&mut self) -> i64 {
        let new_sitting = match self.time {
            Time::Anywhere => true,
            Time::Sittings(_) => self.dice.below(12) == 0,
        };
        let at = match &self.time {
            Time::Sittings(last) if !new_sitting => last + 5 + self.dice.below(85) as i64,
            _ => BEGIN + self.dice.below(SECONDS) as i64,
        };
        if let Time::Sittings(last) = &mut self.time {
            *last = at;
        }
        at
    }

    /// So many words; one text in eight holds what has to be escaped in JSON.
    fn text(&mut self, words: u64, escaped: &str) -> String {
        let mut text = String::new();
        for _ in 0..1 + self.dice.below(2 * words) {
            text.push_str(WORDS[self.dice.below(WORDS.len() as u64) as usize]);
            text.push(' ');
        }
        if self.dice.below(8) == 0 {
            text.push_str(escaped);
        }
        let text = text.trim_end().to_owned();
        self.text_bytes += text.len() as u64;
        text
    }
}

struct Writer {
    pen: Pen,
    zip: rawzip::ZipArchiveWriter<Vec<u8>>,
}

impl Writer {
    fn new(seed: u64) -> Self {
        let pen = Pen { dice: Dice::new(seed), accounts: ACCOUNTS, time: Time::Anywhere, text_bytes: 0 };
        let mut new = Self { pen, zip: rawzip::ZipArchiveWriter::new(Vec::new()) };
        new.member("SYNTHETIC.txt", "invented for a benchmark; no real person\n");
        new
    }

    fn member(&mut self, name: &str, content: &str) {
        let file = self.zip.new_file(name).compression_method(rawzip::CompressionMethod::DEFLATE);
        let (mut entry, config) = file.start().expect("memory");
        let encoder = flate2::write::DeflateEncoder::new(&mut entry, flate2::Compression::new(6));
        let mut writer = config.wrap(encoder);
        writer.write_all(content.as_bytes()).expect("memory");
        let (encoder, descriptor) = writer.finish().expect("memory");
        encoder.finish().expect("memory");
        entry.finish(descriptor).expect("memory");
    }

    fn finish(self) -> (Vec<u8>, u64) {
        (self.zip.finish().expect("memory"), self.pen.text_bytes)
    }
}

/// In UTC.
fn date(second: i64) -> jiff::Timestamp {
    jiff::Timestamp::from_second(second).expect("a time")
}

fn list(name: &str, records: impl Iterator<Item = String>) -> String {
    let mut out = format!("window.YTD.{name} = [\n");
    for (number, record) in records.enumerate() {
        out.push_str(if number > 0 { ",\n" } else { "" });
        out.push_str(&record);
    }
    out + "\n]"
}

/// The mix. `scale` is 1 for the one that is published.
pub fn mix(scale: f64) -> Mix {
    let count = |records: f64| (records * scale) as usize;
    let (x, x_text) = x(count(14_000.0), count(36_000.0), count(80_000.0), count(14_000.0));
    let (instagram, instagram_text) = instagram(count(60_000.0), count(40_000.0), count(500.0));
    let (tiktok, tiktok_text) = tiktok(count(250_000.0), count(70_000.0));
    Mix { x, instagram, tiktok, text_bytes: x_text + instagram_text + tiktok_text }
}

fn x(tweets: usize, messages: usize, likes: usize, ads: usize) -> (Vec<u8>, u64) {
    let mut writer = Writer::new(1);
    writer.member("data/account.js", &format!("window.YTD.account.part0 = [\n  {{\n    \"account\" : {{\n      \"username\" : \"quiet_heron\",\n      \"accountId\" : \"{OWNER}\",\n      \"accountDisplayName\" : \"Ida Heron\",\n      \"createdAt\" : \"2019-01-02T03:04:05.000Z\"\n    }}\n  }}\n]"));
    for part in 0..5 {
        let end = if part == 0 { String::new() } else { format!("-part{part}") };
        let content = list(&format!("tweets.part{part}"), (0..tweets).map(|_| tweet(&mut writer.pen)));
        writer.member(&format!("data/tweets{end}.js"), &content);
        let mut left = messages;
        let talks = std::iter::from_fn(|| {
            let length = left.min(5 + writer.pen.dice.below(200) as usize);
            left -= length;
            (length > 0).then(|| talk(&mut writer.pen, length))
        });
        let content = list(&format!("direct_messages.part{part}"), talks);
        writer.member(&format!("data/direct-messages{end}.js"), &content);
    }
    let content = list("like.part0", (0..likes).map(|_| {
        let (id, text) = (writer.pen.dice.id(), writer.pen.text(12, "\\\"so\\\""));
        format!("  {{\n    \"like\" : {{\n      \"tweetId\" : \"{id}\",\n      \"fullText\" : \"{text}\",\n      \"expandedUrl\" : \"https://twitter.com/i/web/status/{id}\"\n    }}\n  }}")
    }));
    writer.member("data/like.js", &content);
    let content = list("ad_impressions.part0", (0..ads / 20).map(|_| {
        let shown: Vec<String> = (0..20).map(|_| impression(&mut writer.pen)).collect();
        format!("  {{\n    \"ad\" : {{\n      \"adsUserData\" : {{\n        \"adImpressions\" : {{\n          \"impressions\" : [\n{}\n          ]\n        }}\n      }}\n    }}\n  }}", shown.join(",\n"))
    }));
    writer.member("data/ad-impressions.js", &content);
    writer.finish()
}

pub fn tweet(pen: &mut Pen) -> String {
    let (id, at, other) = (pen.dice.id(), pen.moment(), 2_000_000 + pen.account());
    let reply = pen.dice.below(2) == 0;
    let text = pen.text(25, "&amp; \\\"so\\\"\\nit goes");
    let (text, mention) = if reply {
        (
            format!("@user_{other} {text}"),
            format!(
                "[\n          {{\n            \"name\" : \"User {other}\",\n            \"screen_name\" : \"user_{other}\",\n            \"indices\" : [\n              \"0\",\n              \"13\"\n            ],\n            \"id_str\" : \"{other}\",\n            \"id\" : \"{other}\"\n          }}\n        ]"
            ),
        )
    } else {
        (text, "[ ]".to_owned())
    };
    let mut out = format!(
        "  {{\n    \"tweet\" : {{\n      \"edit_info\" : {{\n        \"initial\" : {{\n          \"editTweetIds\" : [\n            \"{id}\"\n          ],\n          \"editableUntil\" : \"{}\",\n          \"editsRemaining\" : \"5\",\n          \"isEditEligible\" : true\n        }}\n      }},\n      \"retweeted\" : false,\n      \"source\" : \"<a href=\\\"https://mobile.twitter.com\\\" rel=\\\"nofollow\\\">Twitter Web App</a>\",\n",
        date(at + 3600).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    );
    let _ = write!(
        out,
        "      \"entities\" : {{\n        \"hashtags\" : [ ],\n        \"symbols\" : [ ],\n        \"user_mentions\" : {mention},\n        \"urls\" : [ ]\n      }},\n      \"display_text_range\" : [\n        \"0\",\n        \"{}\"\n      ],\n      \"favorite_count\" : \"{}\",\n      \"id_str\" : \"{id}\",\n      \"truncated\" : false,\n      \"retweet_count\" : \"0\",\n      \"id\" : \"{id}\",\n      \"possibly_sensitive\" : false,\n      \"created_at\" : \"{}\",\n      \"favorited\" : false,\n      \"full_text\" : \"{text}\",\n      \"lang\" : \"en\"",
        text.len(),
        pen.dice.below(30),
        date(at).strftime("%a %b %d %H:%M:%S +0000 %Y")
    );
    if reply {
        let answered = pen.dice.id();
        let _ = write!(
            out,
            ",\n      \"in_reply_to_status_id_str\" : \"{answered}\",\n      \"in_reply_to_status_id\" : \"{answered}\",\n      \"in_reply_to_user_id_str\" : \"{other}\",\n      \"in_reply_to_user_id\" : \"{other}\",\n      \"in_reply_to_screen_name\" : \"user_{other}\""
        );
    }
    out + "\n    }\n  }"
}

pub fn talk(pen: &mut Pen, length: usize) -> String {
    let other = 2_000_000 + pen.account();
    let mut out = format!(
        "  {{\n    \"dmConversation\" : {{\n      \"conversationId\" : \"{OWNER}-{other}\",\n      \"messages\" : [\n"
    );
    for number in 0..length {
        let (sender, receiver) = if pen.dice.below(2) == 0 {
            (OWNER.to_owned(), other.to_string())
        } else {
            (other.to_string(), OWNER.to_owned())
        };
        let (id, at, text) = (pen.dice.id(), pen.moment(), pen.text(14, "\\\"so\\\" 😀"));
        out.push_str(if number > 0 { ",\n" } else { "" });
        let _ = write!(
            out,
            "        {{\n          \"messageCreate\" : {{\n            \"recipientId\" : \"{receiver}\",\n            \"reactions\" : [ ],\n            \"urls\" : [ ],\n            \"text\" : \"{text}\",\n            \"mediaUrls\" : [ ],\n            \"senderId\" : \"{sender}\",\n            \"id\" : \"{id}\",\n            \"createdAt\" : \"{}\",\n            \"editHistory\" : [ ]\n          }}\n        }}",
            date(at).strftime("%Y-%m-%dT%H:%M:%S.123Z")
        );
    }
    out + "\n      ]\n    }\n  }"
}

pub fn impression(pen: &mut Pen) -> String {
    let (id, at, by) = (pen.dice.id(), pen.moment(), pen.account());
    format!(
        "            {{\n              \"deviceInfo\" : {{\n                \"osType\" : \"Android\",\n                \"deviceId\" : \"c3ludGhldGljIGRldmljZQ==\"\n              }},\n              \"displayLocation\" : \"TimelineHome\",\n              \"promotedTweetInfo\" : {{\n                \"tweetId\" : \"{id}\",\n                \"tweetText\" : \"Sleep better on a cloud made of wool.\",\n                \"urls\" : [ ],\n                \"mediaUrls\" : [\n                  \"https://t.co/synthetic1\"\n                ]\n              }},\n              \"advertiserInfo\" : {{\n                \"advertiserName\" : \"Fogline Optics {by}\",\n                \"screenName\" : \"@fogline_{by}\"\n              }},\n              \"matchedTargetingCriteria\" : [\n                {{\n                  \"targetingType\" : \"Languages\",\n                  \"targetingValue\" : \"English\"\n                }},\n                {{\n                  \"targetingType\" : \"Age\",\n                  \"targetingValue\" : \"18 to 54\"\n                }}\n              ],\n              \"impressionTime\" : \"{}\"\n            }}",
        date(at).strftime("%Y-%m-%d %H:%M:%S")
    )
}

pub fn liked(pen: &mut Pen) -> String {
    let (id, at, other) = (pen.dice.id(), pen.moment(), pen.account());
    format!(
        "  {{\n    \"timestamp\": {at},\n    \"media\": [\n      \n    ],\n    \"label_values\": [\n      {{\n        \"label\": \"URL\",\n        \"value\": \"https://www.instagram.com/p/{id}/\",\n        \"href\": \"https://www.instagram.com/p/{id}/\"\n      }},\n      {{\n        \"dict\": [\n          {{\n            \"dict\": [\n              {{\n                \"label\": \"URL\",\n                \"value\": \"https://www.instagram.com/user.{other}\",\n                \"href\": \"https://www.instagram.com/user.{other}\"\n              }},\n              {{\n                \"label\": \"Name\",\n                \"value\": \"User {other}\"\n              }},\n              {{\n                \"label\": \"Username\",\n                \"value\": \"user.{other}\"\n              }}\n            ],\n            \"title\": \"\"\n          }}\n        ],\n        \"title\": \"Owner\"\n      }}\n    ],\n    \"fbid\": \"{id}\"\n  }}"
    )
}

pub fn comment(pen: &mut Pen) -> String {
    let (at, other, text) = (pen.moment(), pen.account(), pen.text(11, "\\u00f0\\u009f\\u0098\\u0082"));
    format!(
        "  {{\n    \"media_list_data\": [\n      {{\n        \"uri\": \"\"\n      }}\n    ],\n    \"string_map_data\": {{\n      \"Comment\": {{\n        \"value\": \"{text}\"\n      }},\n      \"Media Owner\": {{\n        \"value\": \"user.{other}\"\n      }},\n      \"Time\": {{\n        \"timestamp\": {at}\n      }}\n    }}\n  }}"
    )
}

pub fn conversation(pen: &mut Pen, number: usize, lines: u64) -> String {
    let records = (0..lines).map(|_| {
            let (at, text) = (pen.moment() * 1000 + 123, pen.text(11, "\\u00f0\\u009f\\u0098\\u0082"));
            let sender = if pen.dice.below(2) == 0 { "Ida Heron".to_owned() } else { format!("User {number}") };
            format!("    {{\n      \"sender_name\": \"{sender}\",\n      \"timestamp_ms\": {at},\n      \"content\": \"{text}\",\n      \"is_geoblocked_for_viewer\": false,\n      \"is_unsent_image_by_messenger_kid_parent\": false\n    }}")
    }).collect::<Vec<_>>();
    format!(
        "{{\n  \"participants\": [\n    {{\n      \"name\": \"User {number}\"\n    }},\n    {{\n      \"name\": \"Ida Heron\"\n    }}\n  ],\n  \"messages\": [\n{}\n  ],\n  \"title\": \"User {number}\",\n  \"is_still_participant\": true,\n  \"thread_path\": \"inbox/user{number}_1725580637\",\n  \"magic_words\": []\n}}",
        records.join(",\n")
    )
}

fn instagram(likes: usize, comments: usize, talks: usize) -> (Vec<u8>, u64) {
    let mut writer = Writer::new(2);
    let wrap = |records: Vec<String>| format!("[\n{}\n]", records.join(",\n"));
    writer.member("personal_information/personal_information/personal_information.json", "{\n  \"profile_user\": [\n    {\n      \"title\": \"User Information\",\n      \"string_map_data\": {\n        \"Username\": {\n          \"href\": \"\",\n          \"value\": \"quiet.heron\",\n          \"timestamp\": 0\n        },\n        \"Name\": {\n          \"href\": \"\",\n          \"value\": \"Ida Heron\",\n          \"timestamp\": 0\n        }\n      }\n    }\n  ]\n}");
    let records = (0..likes).map(|_| liked(&mut writer.pen)).collect();
    writer.member("your_instagram_activity/likes/liked_posts.json", &wrap(records));
    for file in 1..=3 {
        let records = (0..comments / 3).map(|_| comment(&mut writer.pen)).collect();
        writer.member(&format!("your_instagram_activity/comments/post_comments_{file}.json"), &wrap(records));
    }
    for number in 0..talks {
        let lines = 50 + writer.pen.dice.below(400);
        let content = conversation(&mut writer.pen, number, lines);
        writer.member(
            &format!("your_instagram_activity/messages/inbox/user{number}_1725580637/message_1.json"),
            &content,
        );
    }
    writer.finish()
}

fn day_and_time(at: i64) -> String {
    date(at).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

pub fn seen(pen: &mut Pen) -> String {
    let (at, id) = (pen.moment(), pen.dice.id());
    format!(
        "        {{\n          \"Date\": \"{}\",\n          \"Link\": \"https://www.tiktokv.com/share/video/{id}/\"\n        }}",
        day_and_time(at)
    )
}

fn tiktok(watched: usize, comments: usize) -> (Vec<u8>, u64) {
    let mut writer = Writer::new(3);
    let said: Vec<String> = (0..comments).map(|_| {
        let (at, text) = (writer.pen.moment(), writer.pen.text(12, "\\\"so\\\" 😀"));
        format!("        {{\n          \"date\": \"{}\",\n          \"comment\": \"{text}\",\n          \"photo\": \"N/A\",\n          \"url\": \"\"\n        }}", day_and_time(at))
    }).collect();
    let seen: Vec<String> = (0..watched).map(|_| seen(&mut writer.pen)).collect();
    let content = format!(
        "{{\n  \"Profile\": {{\n    \"Profile Info\": {{\n      \"ProfileMap\": {{\n        \"userName\": \"quiet.heron\"\n      }}\n    }}\n  }},\n  \"Comment\": {{\n    \"Comments\": {{\n      \"CommentsList\": [\n{}\n      ]\n    }}\n  }},\n  \"Your Activity\": {{\n    \"Watch History\": {{\n      \"VideoList\": [\n{}\n      ]\n    }}\n  }}\n}}",
        said.join(",\n"),
        seen.join(",\n")
    );
    writer.member("user_data_tiktok.json", &content);
    writer.finish()
}
