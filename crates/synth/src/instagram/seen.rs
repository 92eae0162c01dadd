//! What was seen and searched for.

use event::{Kind, PartyQuality, Platform};

use super::acts::{outgoing, own};
use super::entries::{entry, list, map, text, time};
use super::{Folder, Root, Writer};
use crate::export::Sheet;
use crate::life::act::What;

impl Writer<'_> {
    pub(super) fn seen(&mut self) {
        // Without any trace of what was consumed, not even empty lists of it.
        if self.book.person.variant.consumption {
            let files = [
                ("posts_viewed.json", "impressions_history_posts_seen", What::SeePost, "Author"),
                ("videos_watched.json", "impressions_history_videos_watched", What::WatchVideo, "Author"),
                ("ads_viewed.json", "impressions_history_ads_seen", What::SeeAd, "Author"),
                (
                    "suggested_accounts_viewed.json|suggested_profiles_viewed.json",
                    "impressions_history_chaining_seen",
                    What::SeeSuggestion,
                    "Username",
                ),
            ];
            for (name, key, what, label) in files {
                self.seen_file(name, key, what, label);
            }
            self.ads_clicked();
        }
        self.profile_searches();
        self.word_searches();
    }

    fn seen_file(&mut self, name: &str, key: &'static str, what: What, label: &'static str) {
        let mut sheet = Sheet::new(self.path(Folder::Seen, name));
        let sought = matches!(what, What::SeePost | What::WatchVideo);
        for (_, act) in self.own(|done| done == what) {
            let handle = self.book.handle(Platform::Instagram, act.with);
            sheet.push(self.seen_record(label, handle, act.at));
            if sought {
                self.book.expect_act(&sheet, outgoing(Kind::View, act), act);
            } else {
                self.book.expect(&sheet, &own(Kind::View, act));
            }
        }
        self.add(sheet, Root::Key(key));
    }

    fn ads_clicked(&mut self) {
        let mut sheet = Sheet::new(self.path(Folder::Seen, "ads_clicked.json"));
        for (_, act) in self.own(|what| what == What::ClickAd) {
            let record = crate::json::object! {
                "title" => &act.other,
                "string_list_data" => vec![entry(None, None, act.at)],
            };
            sheet.push(record);
            self.book.expect(&sheet, &own(Kind::AdClick, act));
        }
        self.add(sheet, Root::Key("impressions_history_ads_clicked"));
    }

    /// Newer exports have the name in the title.
    fn profile_searches(&mut self) {
        let name = "account_searches.json|profile_searches.json";
        let mut sheet = Sheet::new(self.path(Folder::Searches, name));
        for (_, act) in self.own(|what| what == What::SearchProfile) {
            let handle = self.book.handle(Platform::Instagram, act.with);
            let record = if self.newest() {
                let href = format!("https://www.instagram.com/{handle}");
                list(handle, vec![entry(Some(&href), None, act.at)])
            } else {
                map("", vec![("Search", text(handle)), (self.label("Time"), time(act.at))])
            };
            sheet.push(record);
            let row = outgoing(Kind::Search, act).party(handle, PartyQuality::Handle);
            self.book.expect_act(&sheet, row, act);
        }
        self.add(sheet, Root::Key("searches_user"));
    }

    fn word_searches(&mut self) {
        let mut sheet = Sheet::new(self.path(Folder::Searches, "word_or_phrase_searches.json"));
        for (_, act) in self.own(|what| what == What::SearchWords) {
            sheet.push(map("", vec![("Search", text(&act.text)), (self.label("Time"), time(act.at))]));
            self.book.expect(&sheet, &own(Kind::Search, act).own_text(&act.text));
        }
        self.add(sheet, Root::Key("searches_keyword"));
    }
}
