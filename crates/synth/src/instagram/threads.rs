//! Threads, which lies inside Instagram's export.

use event::{At, Audience, Direction, Kind, PartyQuality, Platform, ProfileKey};

use super::entries::{entry, list, map, text, time};
use super::profile::{Stated, private, public, truth};
use super::{Folder, Root, Writer};
use crate::dice::Dice;
use crate::export::{Row, Sheet};
use crate::json::{Json, object};
use crate::life::act::{Act, Sort, What, With};
use crate::text_time::second;

const THREADS: Platform = Platform::Threads;

impl Writer<'_> {
    pub(super) fn threads(&mut self) {
        if self.book.person.variant.instagram_profile {
            self.threads_profile();
        }
        let audience = self.threads_audience();
        let current = |what| matches!(what, What::Post(Sort::Usual) | What::Reply);
        self.threads_posts("threads_and_replies.json", "text_post_app_text_posts", current, audience);
        self.threads_posts(
            "archived_threads.json",
            "text_post_app_text_app_archived_posts",
            |what| what == What::Post(Sort::Gone),
            Audience::Private,
        );
        self.reacted("liked_threads.json", "text_post_app_media_likes", What::Like, Kind::React);
        self.reacted("saved_threads.json", "text_post_app_text_post_app_saved_posts", What::Save, Kind::Save);
        if self.book.person.variant.consumption {
            self.threads_viewed();
        }
        self.threads_ties();
    }

    fn threads_audience(&self) -> Audience {
        let variant = &self.book.person.variant;
        match (variant.instagram_profile, variant.private_threads) {
            (false, _) => Audience::Unknown,
            (true, true) => Audience::Followers,
            (true, false) => Audience::Public,
        }
    }

    fn threads_profile(&mut self) {
        let person = self.book.person;
        let (owner, stated) = (&person.owner, Stated::of(person));
        let private_account = truth(person.variant.private_threads);
        let mut entries = vec![(self.label("Email"), text(&owner.email))];
        if !stated.phone.is_empty() {
            entries.push(("Phone Number", text(&stated.phone)));
        }
        entries.extend([
            (self.label("Username"), text(&owner.instagram)),
            (self.label("Name"), text(&owner.name)),
            ("Bio", text("")),
            ("Birthday", text(&stated.born)),
            (self.label("Private Account"), text(private_account)),
            ("Onboarding Time", time(person.days.second(person.days.from, 0) - 86_400)),
        ]);
        let mut sheet = Sheet::new(self.path(Folder::Threads, "personal_information.json"));
        sheet.push(map("", entries));
        let fields = [
            public(ProfileKey::Handle, &owner.instagram),
            public(ProfileKey::Name, &owner.name),
            public(ProfileKey::PrivateAccount, private_account),
            private(ProfileKey::Email, &owner.email),
            private(ProfileKey::Phone, &stated.phone),
            private(ProfileKey::BirthDate, &stated.born),
        ];
        for field in fields {
            self.book.expect_profile(&sheet, THREADS, field);
        }
        self.add(sheet, Root::Key("text_post_app_text_post_app_profile"));
    }

    fn threads_posts(&mut self, name: &str, key: &'static str, which: fn(What) -> bool, audience: Audience) {
        let mut dice = Dice::new(self.book.person.request.seed, name);
        let mut sheet = Sheet::new(self.path(Folder::Threads, name));
        for (at, act) in self.book.acts(THREADS, which) {
            let reply = act.what == What::Reply;
            sheet.push(threads_post(act, reply, dice.chance(0.5)));
            let uri = act.media.first().map_or("", |medium| medium.uri.as_str());
            let (kind, direction) =
                if reply { (Kind::Reply, Direction::Outgoing) } else { (Kind::Post, Direction::Own) };
            let mut row = Row::new(THREADS, kind, direction, At::second(second(act.at)));
            row = row.item(uri).own_text(&act.text).audience(audience);
            // Whom a reply answers, only the beginning of its text says.
            if let (true, With::Account(_)) = (reply, act.with) {
                row = row.party(self.book.handle(THREADS, act.with), PartyQuality::Inferred);
            }
            self.book.place(at, &sheet, audience);
            self.book.expect_act(&sheet, row, act);
            for medium in &act.media {
                self.book.expect_media(&sheet, THREADS, medium, At::second(second(act.at)), audience);
            }
        }
        self.add(sheet, Root::Key(key));
    }

    fn reacted(&mut self, name: &str, key: &'static str, what: What, kind: Kind) {
        let mut dice = Dice::new(self.book.person.request.seed, name);
        let mut sheet = Sheet::new(self.path(Folder::Threads, name));
        for (_, act) in self.book.acts(THREADS, |done| done == what) {
            let handle = self.book.handle(THREADS, act.with);
            // The author may stand in the address only.
            let title = if dice.chance(0.2) { "" } else { handle };
            sheet.push(list(title, vec![entry(Some(&act.item), Some(&act.other), act.at)]));
            let row =
                Row::new(THREADS, kind, Direction::Outgoing, At::second(second(act.at))).item(&act.item);
            self.book.expect_act(&sheet, row, act);
        }
        self.add(sheet, Root::Key(key));
    }

    fn threads_viewed(&mut self) {
        let mut sheet = Sheet::new(self.path(Folder::Threads, "threads_viewed.json"));
        for (_, act) in self.book.acts(THREADS, |what| what == What::SeeThread) {
            let handle = self.book.handle(THREADS, act.with);
            let mut entries = vec![(self.label("Author"), text(handle))];
            if !act.item.is_empty() {
                entries.push(("URL", super::entries::address(&act.item, 0)));
            }
            entries.push((self.label("Time"), time(act.at)));
            sheet.push(map("", entries));
            let row = Row::new(THREADS, Kind::View, Direction::Outgoing, At::second(second(act.at)))
                .item(&act.item);
            self.book.expect_act(&sheet, row, act);
        }
        self.add(sheet, Root::Key("text_post_app_text_post_app_posts_seen"));
    }

    /// Followers and the like; here the title is a display name.
    fn threads_ties(&mut self) {
        let host = if self.newest() { "www.threads.com" } else { "www.threads.net" };
        let lists = [
            ("followers.json", "text_post_app_text_post_app_followers", Direction::Incoming),
            ("following.json", "text_post_app_text_post_app_following", Direction::Outgoing),
        ];
        for (name, key, direction) in lists {
            let mut sheet = Sheet::new(self.path(Folder::Threads, name));
            for (at, since) in self.follows(THREADS, direction) {
                let person = self.book.person;
                let handle = person.accounts[at].handle(THREADS).unwrap_or_default();
                let href = format!("https://{host}/@{handle}");
                sheet.push(list(&person.accounts[at].name, vec![entry(Some(&href), Some(handle), since)]));
                self.tie(&sheet, THREADS, (Kind::Follow, direction), handle, since);
            }
            self.add(sheet, Root::Key(key));
        }
        let away = [
            ("blocked_profiles.json", "text_post_app_text_post_app_blocked_users", What::Block, Kind::Block),
            (
                "restricted_profiles.json",
                "text_post_app_text_post_app_restricted_users",
                What::Mute,
                Kind::Mute,
            ),
            (
                "recently_unfollowed_profiles.json",
                "text_post_app_text_post_app_unfollowed_users",
                What::Unfollow,
                Kind::Unfollow,
            ),
        ];
        for (name, key, what, kind) in away {
            let mut sheet = Sheet::new(self.path(Folder::Threads, name));
            for (_, act) in self.book.acts(THREADS, |done| done == what) {
                let handle = self.book.handle(THREADS, act.with);
                let href = format!("https://{host}/@{handle}");
                sheet.push(list("", vec![entry(Some(&href), Some(handle), act.at)]));
                self.tie(&sheet, THREADS, (kind, Direction::Outgoing), handle, act.at);
            }
            self.add(sheet, Root::Key(key));
        }
    }
}

/// Text and time stand at the post or at its medium; a post without a picture has a medium without an address.
fn threads_post(act: &Act, reply: bool, at_post: bool) -> Json {
    let (uri, pictured) = act.media.first().map_or(("", false), |medium| (medium.uri.as_str(), true));
    let at_post = at_post && pictured;
    let medium = object! {
        "uri" => uri,
        "creation_timestamp" => act.at,
        "title" => if at_post { "" } else { act.text.as_str() },
        "media_metadata" => object! { "camera_metadata" => object! { "has_camera_metadata" => false } },
        "cross_post_source" => object! { "source_app" => "FB" },
        "text_app_post" => object! { "reply_control" => "everyone", "geo_gated_country_list" => "", "is_reply" => reply },
    };
    let post = object! { "media" => vec![medium] };
    if at_post { post.with("title", &act.text).with("creation_timestamp", act.at) } else { post }
}
