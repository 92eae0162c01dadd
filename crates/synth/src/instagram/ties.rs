//! Who follows whom, and who is kept away.

use event::{At, Direction, Kind, PartyQuality, Platform};

use super::entries::{entry, list};
use super::{Folder, Root, Writer};
use crate::export::{Row, Sheet};
use crate::life::act::What;
use crate::text_time::second;

/// One line of a list of people: their position, since when.
pub(super) type Since = (usize, i64);

impl Writer<'_> {
    pub(super) fn connections(&mut self) {
        let followers = self.follows(Platform::Instagram, Direction::Incoming);
        let following = self.follows(Platform::Instagram, Direction::Outgoing);
        if self.book.person.variant.instagram_followers {
            self.followers(&followers);
        }
        self.following(&following);
        let kept_away = [
            (
                "blocked_accounts.json|blocked_profiles.json",
                "relationships_blocked_users",
                What::Block,
                Kind::Block,
            ),
            (
                "restricted_accounts.json|restricted_profiles.json",
                "relationships_restricted_users",
                What::Mute,
                Kind::Mute,
            ),
            (
                "recently_unfollowed_accounts.json|recently_unfollowed_profiles.json",
                "relationships_unfollowed_users",
                What::Unfollow,
                Kind::Unfollow,
            ),
        ];
        for (name, key, what, kind) in kept_away {
            self.kept_away(name, key, what, kind);
        }
        self.not_read();
    }

    /// People who follow, or are followed, newest first.
    pub(super) fn follows(&self, platform: Platform, direction: Direction) -> Vec<Since> {
        let accounts = &self.book.person.accounts;
        let mut since: Vec<Since> = accounts
            .iter()
            .enumerate()
            .filter_map(|(at, account)| {
                let tie = account.tie(platform);
                let time = if direction == Direction::Incoming { tie.incoming } else { tie.outgoing };
                time.map(|time| (at, time))
            })
            .collect();
        since.sort_by_key(|(at, time)| (std::cmp::Reverse(*time), *at));
        since
    }

    fn handle_of(&self, platform: Platform, at: usize) -> &str {
        self.book.person.accounts[at].handle(platform).unwrap_or_default()
    }

    fn followers(&mut self, since: &[Since]) {
        let (name, root) = match self.late() {
            true => ("followers_1.json", Root::Bare),
            false => ("followers.json", Root::Key("relationships_followers")),
        };
        let mut sheet = Sheet::new(self.path(Folder::Connections, name));
        for &(at, time) in since {
            let handle = self.handle_of(Platform::Instagram, at).to_owned();
            let href = format!("https://www.instagram.com/{handle}");
            sheet.push(list("", vec![entry(Some(&href), Some(&handle), time)]));
            self.tie(&sheet, Platform::Instagram, (Kind::Follow, Direction::Incoming), &handle, time);
        }
        self.add(sheet, root);
    }

    /// Newer exports have the name only in the title, and another form of address.
    fn following(&mut self, since: &[Since]) {
        let mut sheet = Sheet::new(self.path(Folder::Connections, "following.json"));
        for &(at, time) in since {
            let handle = self.handle_of(Platform::Instagram, at).to_owned();
            let record = if self.newest() {
                let href = format!("https://www.instagram.com/_u/{handle}");
                list(&handle, vec![entry(Some(&href), None, time)])
            } else {
                let href = format!("https://www.instagram.com/{handle}");
                list("", vec![entry(Some(&href), Some(&handle), time)])
            };
            sheet.push(record);
            self.tie(&sheet, Platform::Instagram, (Kind::Follow, Direction::Outgoing), &handle, time);
        }
        self.add(sheet, Root::Key("relationships_following"));
    }

    fn kept_away(&mut self, name: &str, key: &'static str, what: What, kind: Kind) {
        let mut sheet = Sheet::new(self.path(Folder::Connections, name));
        for (_, act) in self.own(|done| done == what) {
            let handle = self.book.handle(Platform::Instagram, act.with).to_owned();
            let href = format!("https://www.instagram.com/{handle}");
            let record = if what == What::Block {
                list(&handle, vec![entry(Some(&href), None, act.at)])
            } else {
                list("", vec![entry(Some(&href), Some(&handle), act.at)])
            };
            sheet.push(record);
            self.tie(&sheet, Platform::Instagram, (kind, Direction::Outgoing), &handle, act.at);
        }
        self.add(sheet, Root::Key(key));
    }

    /// Expects a line of a list of people.
    pub(super) fn tie(
        &mut self,
        sheet: &Sheet,
        platform: Platform,
        (kind, direction): (Kind, Direction),
        handle: &str,
        time: i64,
    ) {
        let row = Row::new(platform, kind, direction, At::second(second(time)));
        self.book.expect(sheet, &row.party(handle, PartyQuality::Handle));
    }

    /// Lists that real exports have and readers leave: requests, close friends, hashtags.
    fn not_read(&mut self) {
        let friends: Vec<Since> =
            self.follows(Platform::Instagram, Direction::Outgoing).into_iter().take(3).collect();
        let files = [
            ("close_friends.json", "relationships_close_friends"),
            ("pending_follow_requests.json", "relationships_follow_requests_sent"),
        ];
        for (name, key) in files {
            let mut sheet = Sheet::new(self.path(Folder::Connections, name));
            for &(at, time) in &friends {
                let handle = self.handle_of(Platform::Instagram, at).to_owned();
                let href = format!("https://www.instagram.com/{handle}");
                sheet.push(list("", vec![entry(Some(&href), Some(&handle), time + 60)]));
            }
            self.add(sheet, Root::Key(key));
        }
    }
}
