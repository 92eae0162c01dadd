//! Friends, follows and pages.

use event::{Direction, Kind, PartyQuality};

use super::{Era, FOLLOWS, FRIENDS, PAGES, Writer, row};
use crate::json::object;
use crate::life::people::Role;

impl Writer<'_> {
    pub(super) fn people(&mut self) {
        let name = if self.era == Era::Early { "friends.json" } else { "your_friends.json" };
        let known = self.known();
        self.named(FRIENDS, name, "friends_v2", &known, (Kind::Friend, Direction::Outgoing));
        let followed: Vec<usize> = known.iter().copied().filter(|_| self.dice.chance(0.3)).collect();
        let (name, key) = match self.era {
            Era::Activity2024 => ("who_you've_followed.json", "following_v3"),
            _ => ("who_you_ve_followed.json", "following_v2"),
        };
        self.named(FOLLOWS, name, key, &followed, (Kind::Follow, Direction::Outgoing));
        if self.era != Era::Activity2024 {
            let followers: Vec<usize> =
                self.of(&[Role::Stranger]).into_iter().filter(|_| self.dice.chance(0.2)).collect();
            self.named(
                FOLLOWS,
                "followers.json",
                "followers_v2",
                &followers,
                (Kind::Follow, Direction::Incoming),
            );
        }
        let removed: Vec<usize> = self.of(&[Role::Stranger]).into_iter().take(2).collect();
        self.named(
            FRIENDS,
            "removed_friends.json",
            "deleted_friends_v2",
            &removed,
            (Kind::Unfollow, Direction::Outgoing),
        );
        self.pages();
        let requests = self.path(FRIENDS, "received_friend_requests.json");
        self.books[0].add(
            &requests,
            object! { "received_requests_v2" => vec![object! { "name" => "Fen Aoki", "timestamp" => 1_600_000_000_i64 }] }
                .to_meta(),
        );
    }

    fn named(
        &mut self,
        folder: super::Folder,
        file: &str,
        key: &str,
        accounts: &[usize],
        (kind, direction): (Kind, Direction),
    ) {
        let mut sheet = self.sheet(folder, file);
        for &at in accounts {
            // A time of 0 is common.
            let since = if self.dice.chance(0.1) { 0 } else { self.moment() };
            let name = self.person.accounts[at].name.as_str();
            sheet.push(object! { "name" => name, "timestamp" => since });
            self.expect(&sheet, &row(kind, direction, since).party(name, PartyQuality::DisplayName));
        }
        self.add_list(sheet, key);
    }

    fn pages(&mut self) {
        let pages = self.of(&[Role::PublicFigure, Role::Brand]);
        let liked: Vec<usize> = pages.iter().copied().filter(|_| self.dice.chance(0.4)).collect();
        let mut sheet = self.sheet(PAGES, "pages_you've_liked.json");
        for at in liked {
            let (since, name) = (self.moment(), self.person.accounts[at].name.as_str());
            let url = format!("https://www.facebook.com/{}", at + 1000);
            sheet.push(object! { "name" => name, "timestamp" => since, "url" => url });
            self.expect(
                &sheet,
                &row(Kind::Follow, Direction::Outgoing, since).party(name, PartyQuality::DisplayName),
            );
        }
        self.add_list(sheet, "page_likes_v2");
        let name = if self.era == Era::Early {
            "pages_you_follow.json"
        } else {
            "pages_and_profiles_you_follow.json"
        };
        let mut sheet = self.sheet(PAGES, name);
        for at in pages {
            let (since, name) = (self.moment(), self.person.accounts[at].name.as_str());
            sheet.push(
                object! { "timestamp" => since, "title" => name, "data" => vec![object! { "name" => name }] },
            );
            self.expect(
                &sheet,
                &row(Kind::Follow, Direction::Outgoing, since).party(name, PartyQuality::DisplayName),
            );
        }
        self.add_list(sheet, "pages_followed_v2");
    }
}
