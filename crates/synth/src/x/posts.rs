//! Posts, replies, reposts, quotes; and what is only listed: likes, follows, blocks, ratings.

use event::{At, Audience, Direction, Kind, PartyQuality, Platform};

use super::tweet::{self, Tweet};
use super::{PER_PART, Writer};
use crate::export::{Row, Sheet};
use crate::jpeg;
use crate::json::{Json, object};
use crate::life::act::{Act, Sort, What, With};
use crate::text_time::{instant, second, tweet as tweet_time, zulu};

impl Writer<'_> {
    pub(super) fn posts(&mut self) {
        let usual = |what| {
            matches!(what, What::Post(Sort::Usual | Sort::Long) | What::Reply | What::Quote | What::Repost)
        };
        let name = if self.modern() { "tweets" } else { "tweet" };
        let bare = self.book.person.variant.bare_tweets;
        let audience = self.audience();
        let acts = self.own(usual);
        let mut parts: Vec<&[(usize, &Act)]> = acts.chunks(PER_PART).collect();
        if parts.is_empty() {
            parts.push(&[]);
        }
        for (part, acts) in parts.into_iter().enumerate() {
            let mut sheet = Sheet::new(Self::path(name, part));
            for &(at, act) in acts {
                self.post(&mut sheet, (at, act), audience, bare);
            }
            self.file(name, part, sheet.into_records());
        }
        if self.modern() {
            self.headers("tweet-headers", &acts);
            self.notes(&acts);
            self.community();
            self.deleted(audience);
        }
        self.pictures(name, &acts);
    }

    /// Adds one post and expects its lines.
    fn post(&mut self, sheet: &mut Sheet, (at, act): (usize, &Act), audience: Audience, bare: bool) {
        let tweet = tweet::build(self.book.person, act, &mut self.dice);
        let json = tweet.json.clone();
        sheet.push(if bare {
            json
        } else {
            object! { "tweet" => json }
        });
        self.book.place(at, sheet, audience);
        self.expect_post(sheet, act, &tweet, audience);
    }

    fn expect_post(&mut self, sheet: &Sheet, act: &Act, tweet: &Tweet, audience: Audience) {
        let (kind, direction) = match act.what {
            What::Repost => (Kind::Share, Direction::Outgoing),
            What::Reply if act.with != With::Owner => (Kind::Reply, Direction::Outgoing),
            _ => (Kind::Post, Direction::Own),
        };
        let mut row = Row::new(Platform::X, kind, direction, At::second(second(act.at)));
        row = row.item(&act.item).audience(audience);
        if act.what == What::Repost {
            row = row.others_text(&tweet.text);
            if !tweet.author_known {
                row = row.party(self.book.handle(Platform::X, act.with), PartyQuality::Handle);
            }
            return self.book.expect_act(sheet, row, act);
        }
        row = row.own_text(&tweet.text);
        if act.what == What::Reply {
            row.thread.clone_from(&act.other);
            self.book.expect_act(sheet, row, act);
        } else {
            self.book.expect(sheet, &row);
            self.book.expect_mentions(sheet, &row, &act.mentions, None);
            self.expect_quote(sheet, act, tweet, audience);
        }
        for medium in &act.media {
            self.book.expect_media(sheet, Platform::X, medium, At::second(second(act.at)), audience);
        }
    }

    /// A quote of somebody else is passed on to them, by the handle in its address.
    fn expect_quote(&mut self, sheet: &Sheet, act: &Act, tweet: &Tweet, audience: Audience) {
        if tweet.quoted.is_empty() || act.with == With::Owner {
            return;
        }
        let mut row = Row::new(Platform::X, Kind::Share, Direction::Outgoing, At::second(second(act.at)));
        row = row.item(&act.other).audience(audience).party(&tweet.quoted, PartyQuality::Handle);
        row.thread.clone_from(&act.item);
        self.book.expect(sheet, &row);
    }

    /// The times of posts, beside the posts: readers leave them.
    fn headers(&mut self, name: &str, acts: &[(usize, &Act)]) {
        let owner = &self.book.person.owner.x.id;
        let header = |act: &Act| {
            object! {
                "tweet" => object! { "tweet_id" => &act.item, "user_id" => owner, "created_at" => tweet_time(act.at) },
            }
        };
        let records: Vec<Json> = acts.iter().map(|(_, act)| header(act)).collect();
        self.file(name, 0, records);
    }

    /// The whole text of posts that were too long: a text of the owner, and no event.
    fn notes(&mut self, acts: &[(usize, &Act)]) {
        let mut records = Vec::new();
        for (_, act) in acts.iter().filter(|(_, act)| act.what == What::Post(Sort::Long)) {
            let at = zulu(act.at * 1000);
            records.push(object! {
                "noteTweet" => object! {
                    "noteTweetId" => &act.item,
                    "updatedAt" => &at,
                    "lifecycle" => object! { "value" => "0", "name" => "Active", "originalName" => "Active", "annotations" => object! {} },
                    "createdAt" => &at,
                    "core" => object! {
                        "styletags" => Vec::new(),
                        "urls" => Vec::new(),
                        "text" => &act.text,
                        "mentions" => Vec::new(),
                        "cashtags" => Vec::new(),
                        "hashtags" => Vec::new(),
                    },
                },
            });
        }
        self.file("note-tweet", 0, records);
    }

    fn community(&mut self) {
        let mut sheet = Sheet::new(Self::path("community-tweet", 0));
        for (at, act) in self.own(|what| what == What::Post(Sort::Aside)) {
            self.post(&mut sheet, (at, act), Audience::Public, false);
        }
        self.sheet("community-tweet", sheet);
    }

    fn deleted(&mut self, audience: Audience) {
        let acts = self.own(|what| what == What::Post(Sort::Gone));
        let mut sheet = Sheet::new(Self::path("deleted-tweets", 0));
        for &(at, act) in &acts {
            let tweet = tweet::build(self.book.person, act, &mut self.dice);
            let json = tweet.json.clone().with("deleted_at", tweet_time(act.at + 7200));
            sheet.push(object! { "tweet" => json });
            self.book.place(at, &sheet, audience);
            self.expect_post(&sheet, act, &tweet, audience);
        }
        self.sheet("deleted-tweets", sheet);
        self.headers("deleted-tweet-headers", &acts);
    }

    /// A few of the pictures themselves. X takes places out of them.
    fn pictures(&mut self, name: &str, acts: &[(usize, &Act)]) {
        for (_, act) in acts.iter().filter(|(_, act)| !act.media.is_empty()).take(3) {
            for medium in &act.media {
                let file = medium.uri.rsplit('/').next().unwrap_or_default();
                let path = format!("data/{name}_media/{}-{file}", act.item);
                self.book.add(&path, jpeg::photo(None));
            }
        }
    }

    pub(super) fn reactions(&mut self) {
        let mut likes = Sheet::new(Self::path("like", 0));
        for (_, act) in self.own(|what| what == What::Like) {
            // Nobody has said how an ampersand stands in a like, so there is none.
            let text = act.other.replace('&', "+");
            likes.push(object! {
                "like" => object! {
                    "tweetId" => &act.item,
                    "fullText" => &text,
                    "expandedUrl" => format!("https://twitter.com/i/web/status/{}", act.item),
                },
            });
            let row = Row::new(Platform::X, Kind::React, Direction::Outgoing, At::NONE);
            self.book.expect(&likes, &row.item(&act.item).others_text(&text));
        }
        self.sheet("like", likes);
        if self.modern() {
            self.note_ratings();
        }
    }

    fn note_ratings(&mut self) {
        let mut sheet = Sheet::new(Self::path("community-note-rating", 0));
        for (_, act) in self.own(|what| what == What::RateNote) {
            let milliseconds = act.at * 1000 + 512;
            // Both are met: a date, and a bare number of milliseconds.
            let made = if self.dice.chance(0.5) { zulu(milliseconds) } else { milliseconds.to_string() };
            sheet.push(object! {
                "communityNoteRating" => object! {
                    "noteId" => &act.item,
                    "helpfulnessLevel" => "HELPFUL",
                    "createdAt" => made,
                    "userId" => &self.book.person.owner.x.id,
                    "helpfulTags" => vec![Json::from("Clear")],
                },
            });
            let row =
                Row::new(Platform::X, Kind::React, Direction::Outgoing, At::instant(instant(milliseconds)));
            self.book.expect(&sheet, &row.item(&act.item));
        }
        self.sheet("community-note-rating", sheet);
    }

    /// Lists of numbers without dates.
    pub(super) fn ties(&mut self) {
        let accounts = &self.book.person.accounts;
        let ids = |direction: Direction| -> Vec<String> {
            let there = |account: &&crate::life::people::Account| {
                let tie = account.tie(Platform::X);
                if direction == Direction::Incoming { tie.incoming.is_some() } else { tie.outgoing.is_some() }
            };
            accounts.iter().filter(there).filter_map(|account| Some(account.x.as_ref()?.id.clone())).collect()
        };
        let (followers, following) = (ids(Direction::Incoming), ids(Direction::Outgoing));
        if self.book.person.variant.x_followers {
            self.id_list("follower", "follower", followers, (Kind::Follow, Direction::Incoming));
        }
        self.id_list("following", "following", following, (Kind::Follow, Direction::Outgoing));
        for (name, inner, what, kind) in
            [("block", "blocking", What::Block, Kind::Block), ("mute", "muting", What::Mute, Kind::Mute)]
        {
            let mut ids: Vec<String> =
                self.own(|done| done == what).iter().filter_map(|(_, act)| self.id_of(act.with)).collect();
            ids.sort();
            ids.dedup();
            self.id_list(name, inner, ids, (kind, Direction::Outgoing));
        }
    }

    /// The number of an account.
    pub(super) fn id_of(&self, with: With) -> Option<String> {
        let With::Account(at) = with else { return None };
        Some(self.book.person.accounts[at].x.as_ref()?.id.clone())
    }

    fn id_list(&mut self, name: &str, inner: &str, ids: Vec<String>, (kind, direction): (Kind, Direction)) {
        let mut sheet = Sheet::new(Self::path(name, 0));
        for id in ids {
            let link = format!("https://twitter.com/intent/user?user_id={id}");
            sheet.push(object! { inner => object! { "accountId" => &id, "userLink" => link } });
            let row = Row::new(Platform::X, kind, direction, At::NONE);
            self.book.expect(&sheet, &row.party(&id, PartyQuality::Id));
        }
        self.sheet(name, sheet);
    }
}
