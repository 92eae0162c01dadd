//! Ads, links, searches, logins: when the owner was there.

use event::{At, Direction, Kind, PartyQuality, Platform};

use super::Writer;
use crate::export::{Row, Sheet};
use crate::json::{Json, object};
use crate::life::act::{Act, What};
use crate::text_time::{instant, second, spaced, zulu};

/// Parts of the name of an engagement that make it a click.
const CLICKS: [&str; 9] =
    ["Click", "Follow", "Favorite", "Like", "Retweet", "Reply", "Install", "Detail", "Profile"];
/// Impressions in one record of the file.
const PER_RECORD: usize = 60;

impl Writer<'_> {
    pub(super) fn seen(&mut self) {
        if self.book.person.variant.consumption {
            self.impressions();
            self.engagements();
        }
        self.link_clicks();
        self.saved_searches();
        self.logins();
    }

    /// Records are the impressions, counted through all the ads they stand in.
    fn impressions(&mut self) {
        let mut sheet = Sheet::new(Self::path("ad-impressions", 0));
        let mut acts = self.own(|what| what == What::SeeAd);
        acts.reverse();
        for some in acts.chunks(PER_RECORD) {
            let impressions: Vec<Json> = some.iter().map(|(_, act)| self.impression(act)).collect();
            for (_, act) in some {
                sheet.count_one();
                let row = Row::new(Platform::X, Kind::View, Direction::Own, At::second(second(act.at)));
                self.book.expect(&sheet, &row.item(&act.item));
            }
            self.ads_record(&mut sheet, "adImpressions", "impressions", impressions);
        }
        self.sheet("ad-impressions", sheet);
    }

    /// `{"ad": {"adsUserData": {<name>: {<list>: [...]}}}}`, which is no record of its own.
    fn ads_record(&self, sheet: &mut Sheet, name: &str, list: &str, items: Vec<Json>) {
        let data = object! { name => object! { list => items } };
        sheet.add_uncounted(object! { "ad" => object! { "adsUserData" => data } });
    }

    fn impression(&self, act: &Act) -> Json {
        let mut json = object! {
            "deviceInfo" => object! { "osType" => "Android", "deviceId" => "c3ludGhldGljIGRldmljZQ==" },
            "displayLocation" => "TimelineHome",
        };
        if act.item.is_empty() {
            json = json.with(
                "promotedTrendInfo",
                object! { "trendId" => "71000", "name" => "#fog", "description" => "" },
            );
        } else {
            json = json.with(
                "promotedTweetInfo",
                object! {
                    "tweetId" => &act.item,
                    "tweetText" => &act.other,
                    "urls" => Vec::new(),
                    "mediaUrls" => vec![Json::from("https://t.co/synthetic1")],
                },
            );
        }
        if let Some(advertiser) = self.advertiser(act) {
            json = json.with("advertiserInfo", advertiser);
        }
        let criteria = vec![
            object! { "targetingType" => "Languages", "targetingValue" => "English" },
            object! { "targetingType" => "Age", "targetingValue" => "18 to 54" },
        ];
        json.with("matchedTargetingCriteria", criteria).with("impressionTime", spaced(act.at))
    }

    fn advertiser(&self, act: &Act) -> Option<Json> {
        let crate::life::act::With::Account(at) = act.with else { return None };
        let name = &self.book.person.accounts[at].name;
        let handle = self.book.handle(Platform::X, act.with);
        Some(object! { "advertiserName" => name, "screenName" => format!("@{handle}") })
    }

    /// Records are the engagements; each of their attributes is an event of the same record.
    fn engagements(&mut self) {
        let mut sheet = Sheet::new(Self::path("ad-engagements", 0));
        let mut acts = self.own(|what| what == What::EngageAd);
        acts.reverse();
        for some in acts.chunks(PER_RECORD) {
            let mut engagements = Vec::new();
            for (_, act) in some {
                sheet.count_one();
                let attributes = self.attributes(act);
                let listed: Vec<Json> = attributes
                    .iter()
                    .map(|(at, kind)| object! { "engagementTime" => spaced(*at), "engagementType" => *kind })
                    .collect();
                engagements.push(object! { "impressionAttributes" => self.impression(act), "engagementAttributes" => listed });
                for (at, kind) in attributes {
                    self.expect_engagement(&sheet, act, at, kind);
                }
            }
            self.ads_record(&mut sheet, "adEngagements", "engagements", engagements);
        }
        self.sheet("ad-engagements", sheet);
    }

    fn attributes(&mut self, act: &Act) -> Vec<(i64, &'static str)> {
        let seen =
            ["ChargeableImpression", "VideoSession", "VideoContentPlaybackStart", "VideoContentMrcView"];
        let mut attributes = vec![(act.at, *self.dice.pick(&seen))];
        if self.dice.chance(0.5) {
            attributes.push((act.at + 1, *self.dice.pick(&seen)));
        }
        if self.dice.chance(0.4) {
            attributes.push((
                act.at + 2,
                *self.dice.pick(&["CardUrlClick", "Detail", "ProfilePicClick", "LinkClick"]),
            ));
        }
        attributes
    }

    fn expect_engagement(&mut self, sheet: &Sheet, act: &Act, at: i64, kind: &str) {
        let time = At::second(second(at));
        let click = CLICKS.iter().any(|part| kind.contains(part));
        let handle = self.book.handle(Platform::X, act.with).to_owned();
        let row = match (click, handle.is_empty()) {
            (false, _) => Row::new(Platform::X, Kind::View, Direction::Own, time),
            (true, true) => Row::new(Platform::X, Kind::AdClick, Direction::Own, time),
            (true, false) => Row::new(Platform::X, Kind::AdClick, Direction::Outgoing, time)
                .party(&handle, PartyQuality::Handle),
        };
        self.book.expect(sheet, &row.item(&act.item));
    }

    fn link_clicks(&mut self) {
        if !self.modern() {
            return;
        }
        let mut sheet = Sheet::new(Self::path("user-link-clicks", 0));
        for (_, act) in self.own(|what| what == What::OpenLink) {
            let milliseconds = act.at * 1000 + 250;
            sheet.push(object! {
                "userInteractionsData" => object! {
                    "linkClick" => object! {
                        "tweetId" => &act.item,
                        "finalUrl" => &act.other,
                        "timeStampOfInteraction" => zulu(milliseconds),
                    },
                },
            });
            let row = Row::new(Platform::X, Kind::View, Direction::Own, At::instant(instant(milliseconds)));
            self.book.expect(&sheet, &row.item(&act.item));
        }
        self.sheet("user-link-clicks", sheet);
    }

    fn saved_searches(&mut self) {
        let mut sheet = Sheet::new(Self::path("saved-search", 0));
        for (_, act) in self.own(|what| what == What::SearchWords) {
            sheet.push(
                object! { "savedSearch" => object! { "savedSearchId" => &act.item, "query" => &act.text } },
            );
            let row = Row::new(Platform::X, Kind::Search, Direction::Own, At::NONE);
            self.book.expect(&sheet, &row.item(&act.item).own_text(&act.text));
        }
        self.sheet("saved-search", sheet);
    }

    /// Logins, and the phone that was last seen at one of them.
    fn logins(&mut self) {
        let logins = self.own(|what| what == What::Login);
        let id = self.book.person.owner.x.id.clone();
        let mut sheet = Sheet::new(Self::path("ip-audit", 0));
        for (_, act) in &logins {
            sheet.push(object! {
                "ipAudit" => object! {
                    "accountId" => &id,
                    "createdAt" => zulu(act.at * 1000),
                    // An address kept for documentation: it belongs to nobody.
                    "loginIp" => format!("198.51.100.{}", self.dice.between(1, 254)),
                    "loginPortNumber" => self.dice.between(1024, 65_000).to_string(),
                },
            });
            let row =
                Row::new(Platform::X, Kind::Session, Direction::Own, At::instant(instant(act.at * 1000)));
            self.book.expect(&sheet, &row);
        }
        self.sheet("ip-audit", sheet);
        if let (true, Some((_, last)), Some((_, first))) = (self.modern(), logins.first(), logins.last()) {
            self.device_token(first.at, last.at);
        }
    }

    fn device_token(&mut self, first: i64, last: i64) {
        let mut sheet = Sheet::new(Self::path("device-token", 0));
        sheet.push(object! {
            "deviceToken" => object! {
                "clientApplicationId" => "258901",
                "token" => self.dice.letters("abcdefghkmnpqrstuvwxyz0123456789", 40),
                "createdAt" => zulu(first * 1000),
                "lastSeenAt" => zulu(last * 1000),
                "clientApplicationName" => "Twitter for Android (Twitter, Inc.)",
            },
        });
        let mut times = vec![first, last];
        times.dedup();
        for at in times {
            let row = Row::new(Platform::X, Kind::Session, Direction::Own, At::instant(instant(at * 1000)));
            self.book.expect(&sheet, &row);
        }
        self.sheet("device-token", sheet);
    }
}
