//! Searches, logins, ads, notifications, what was seen, time spent.

use event::{Direction, Kind, PartyQuality};

use super::{ADS, Era, LOGINS, OTHER, SEARCHES, SEEN, TOLD, Writer, labelled, row};
use crate::json::{Json, object};

impl Writer<'_> {
    pub(super) fn logged(&mut self) {
        self.searches();
        self.logins();
        self.ads();
        if self.era != Era::Early || self.dice.chance(0.5) {
            self.notifications();
        }
        let variant = &self.person.variant;
        if variant.consumption {
            self.seen();
        }
        if variant.time_spent && self.era == Era::Activity2024 {
            self.time_spent();
        }
    }

    fn searches(&mut self) {
        let mut sheet = self.sheet(SEARCHES, "your_search_history.json");
        for _ in 0..4 {
            let (at, words) = (self.moment(), *self.dice.pick(&["tern island", "Tee kaufen", "vélo"]));
            let owner = &self.person.owner.name;
            sheet.push(object! {
                "timestamp" => at,
                "title" => format!("{owner} searched Facebook"),
                "data" => vec![object! { "text" => words }],
            });
            self.expect(&sheet, &row(Kind::Search, Direction::Own, at).own_text(words));
        }
        self.add_list(sheet, "searches_v2");
    }

    fn logins(&mut self) {
        let mut sheet = self.sheet(LOGINS, "account_activity.json");
        for _ in 0..3 {
            let at = self.moment();
            sheet.push(object! {
                "action" => "Session updated",
                "timestamp" => at,
                "ip_address" => "192.0.2.7",
                "user_agent" => "invented",
                "site_name" => "www.facebook.com",
            });
            self.expect(&sheet, &row(Kind::Session, Direction::Own, at));
        }
        self.add_list(sheet, "account_activity_v2");
        let mut sheet = self.sheet(LOGINS, "logins_and_logouts.json");
        let at = self.moment();
        sheet.push(object! { "action" => "Login", "timestamp" => at, "site" => "facebook.com", "ip_address" => "192.0.2.7" });
        self.expect(&sheet, &row(Kind::Session, Direction::Own, at));
        self.add_list(sheet, "account_accesses_v2");
    }

    fn ads(&mut self) {
        let mut sheet = self.sheet(ADS, "advertisers_you've_interacted_with.json");
        let at = self.moment();
        sheet.push(
            object! { "title" => "Spring offers", "action" => "Clic sur publicité", "timestamp" => at },
        );
        self.expect(&sheet, &row(Kind::AdClick, Direction::Own, at));
        self.add_list(sheet, "history_v2");
        let name = self.path(ADS, "other_categories_used_to_reach_you.json");
        self.books[0].add(&name, Json::from(vec![labelled(1_600_000_000, Vec::new())]).to_meta());
    }

    fn notifications(&mut self) {
        let mut sheet = self.sheet(TOLD, "notifications.json");
        let people = self.known();
        for number in 0..2 * self.weeks() {
            let at = self.moment();
            let name = match people.is_empty() {
                true => "Wry Tern".to_owned(),
                false => self.person.accounts[*self.dice.pick(&people)].name.clone(),
            };
            let href = format!("https://www.facebook.com/n/{number}");
            let (text, kind) = match self.dice.below(5) {
                0 => (format!("{name} reacted to your post: \"Garten\"."), Some(Kind::React)),
                1 => (format!("{name} and 3 others commented on your photo."), Some(Kind::Comment)),
                2 => (format!("{name} mentioned you in a comment."), Some(Kind::Mention)),
                3 => (format!("{name} replied to your comment."), Some(Kind::Reply)),
                _ => (format!("{name} added a new photo."), None),
            };
            sheet.push(object! {
                "timestamp" => at, "unread" => false, "href" => href.as_str(), "text" => text.as_str(),
            });
            let Some(kind) = kind else { continue };
            let mut expected = row(kind, Direction::Incoming, at).item(&href);
            // Of several people only one whom the lists name can be told.
            if !people.is_empty() || kind != Kind::Comment {
                expected = expected.party(&name, PartyQuality::DisplayName);
            }
            self.expect(&sheet, &expected);
        }
        self.add_list(sheet, "notifications_v2");
    }

    fn seen(&mut self) {
        let mut sheet = self.sheet(SEEN, "recently_viewed.json");
        let mut entries = Vec::new();
        for number in 0..self.weeks() {
            let (at, watched) = (self.moment(), self.dice.between(3, 90));
            let uri = format!("https://www.facebook.com/watch/{number}");
            let data =
                object! { "name" => "A film", "uri" => uri.as_str(), "watch_time" => watched.to_string() };
            entries.push(object! { "timestamp" => at, "data" => data });
            sheet.count_one();
            let mut expected = row(Kind::View, Direction::Own, at).item(&uri);
            expected.duration_s = u64::try_from(watched).ok();
            self.expect(&sheet, &expected);
        }
        let at = self.moment();
        sheet.count_one();
        self.expect(&sheet, &row(Kind::View, Direction::Own, at).item("https://www.facebook.com/ad"));
        let ad = object! { "timestamp" => at, "data" => object! { "name" => "Ad", "uri" => "https://www.facebook.com/ad" } };
        let watched = object! { "name" => "Time spent", "description" => "-", "entries" => entries };
        let groups = vec![
            object! { "name" => "Videos", "description" => "-", "children" => vec![watched] },
            object! { "name" => "Ads", "description" => "-", "entries" => vec![ad] },
        ];
        self.add(&sheet, &object! { "recently_viewed" => groups });
        self.visited();
    }

    fn visited(&mut self) {
        let mut sheet = self.sheet(SEEN, "recently_visited.json");
        let mut visits = Vec::new();
        for at in self.known().into_iter().take(4) {
            let (time, name) = (self.moment(), self.person.accounts[at].name.as_str());
            let uri = format!("https://www.facebook.com/{}", at + 1000);
            visits.push(
                object! { "timestamp" => time, "data" => object! { "name" => name, "uri" => uri.as_str() } },
            );
            sheet.count_one();
            let expected = row(Kind::ProfileVisit, Direction::Outgoing, time).item(&uri);
            self.expect(&sheet, &expected.party(name, PartyQuality::DisplayName));
        }
        let group = object! { "name" => "Profile visits", "description" => "-", "entries" => visits };
        self.add(&sheet, &object! { "visited_things_v2" => vec![group] });
    }

    fn time_spent(&mut self) {
        let mut sheet = self.sheet(OTHER, "time_spent_on_facebook.json");
        let mut intervals = Vec::new();
        let mut rows = Vec::new();
        for _ in 0..6 {
            let (at, length) = (self.moment(), self.dice.between(20, 110));
            let ends = vec![
                object! { "label" => "Start time", "timestamp_value" => at },
                object! { "label" => "End time", "timestamp_value" => at + length },
            ];
            intervals.push(object! { "dict" => ends });
            let mut expected = row(Kind::Session, Direction::Own, at);
            expected.duration_s = u64::try_from(length).ok();
            rows.push(expected);
        }
        let values = vec![object! { "label" => "Intervals", "vec" => intervals }];
        sheet.push(labelled(self.person.days.made(), values));
        for expected in rows {
            self.expect(&sheet, &expected);
        }
        self.add_bare(sheet);
    }
}
