//! Time spent, links opened, logins, and changes of the account.

use event::{At, Direction, Kind, Platform, ProfileKey};

use super::acts::own;
use super::entries::{labelled, link, map, text, time, value};
use super::profile::private;
use super::{Folder, Root, Writer};
use crate::dice::Dice;
use crate::export::{Row, Sheet};
use crate::json::{Json, object};
use crate::life::act::{Change, What};
use crate::life::days::Session;
use crate::text_time::{offset, second, spoken};

/// Sessions that one record of `time_spent_on_instagram` holds.
const PER_RECORD: usize = 40;

impl Writer<'_> {
    pub(super) fn logged(&mut self) {
        if self.book.person.variant.time_spent {
            self.time_spent();
        }
        if self.late() {
            self.link_history();
        }
        self.logins(What::Login, "login_activity.json", "account_history_login_history");
        self.logins(What::Logout, "logout_activity.json", "account_history_logout_history");
        self.changed(
            Change::Password,
            "password_change_activity.json",
            "account_history_password_change_history",
        );
        self.changed(
            Change::Privacy,
            "profile_privacy_changes.json",
            "account_history_account_privacy_history",
        );
        self.status_changes();
        self.profile_changes();
        self.sign_up();
    }

    /// Each session is one interval; visits with less than a minute between them are one to the platform.
    fn time_spent(&mut self) {
        let mut dice = Dice::new(self.book.person.request.seed, "time spent");
        let mut sheet = Sheet::new(self.path(Folder::Other, "time_spent_on_instagram.json"));
        let sessions: Vec<Session> = self.book.person.days.on(Platform::Instagram, i64::MIN).collect();
        for some in sessions.chunks(PER_RECORD) {
            let intervals: Vec<Json> = some
                .iter()
                .map(|session| {
                    let end = |label: &str, at: i64| object! { "label" => label, "timestamp_value" => at };
                    object! { "dict" => vec![end("Start time", session.start), end("End time", session.end)] }
                })
                .collect();
            let made = some.last().map_or(0, |session| session.end);
            let labels = vec![object! { "label" => "Intervals", "vec" => intervals }];
            sheet.push(labelled(made, labels, &mut dice));
            for session in some {
                let at = At::second(second(session.start));
                let mut row = Row::new(Platform::Instagram, Kind::Session, Direction::Own, at);
                row.duration_s = Some(session.seconds() as u64);
                self.book.expect(&sheet, &row);
            }
        }
        self.add(sheet, Root::Bare);
    }

    fn link_history(&mut self) {
        let mut dice = Dice::new(self.book.person.request.seed, "links");
        let mut sheet = Sheet::new(self.path(Folder::Links, "link_history.json"));
        for (_, act) in self.own(|what| what == What::OpenLink) {
            let labels = vec![
                link("Website link you visited", &act.item),
                value("Title of website page you visited", "Lantern Hall Weekly"),
                value("Website session start time", &spoken(act.at)),
                value("Website session end time", &spoken(act.at + 8)),
            ];
            sheet.push(labelled(act.at, labels, &mut dice));
            self.book.expect(&sheet, &own(Kind::View, act).item(&act.item));
        }
        self.add(sheet, Root::Bare);
    }

    fn logins(&mut self, what: What, name: &str, key: &'static str) {
        let mut dice = Dice::new(self.book.person.request.seed, name);
        let mut sheet = Sheet::new(self.path(Folder::Logins, name));
        for (_, act) in self.own(|done| done == what) {
            let cookie =
                format!("*************************{}", dice.letters("abcdefghkmnpqrstuvwxyzABCDEFGH", 3));
            // Addresses kept for documentation: they belong to nobody.
            let address = format!("203.0.113.{}", dice.between(1, 254));
            let agent = "Instagram 329.0.0.41.93 Android (33/13; 420dpi; 1080x2268; synthetic; phone; en_GB)";
            sheet.push(map(
                &offset(act.at),
                vec![
                    ("Cookie Name", text(&cookie)),
                    (self.label("IP Address"), text(&address)),
                    ("Port", text(&dice.between(30_000, 60_000).to_string())),
                    (self.label("Language Code"), text(self.book.person.request.language.as_str())),
                    (self.label("Time"), time(act.at)),
                    (self.label("User Agent"), text(agent)),
                ],
            ));
            self.book.expect(&sheet, &own(Kind::Session, act));
        }
        self.add(sheet, Root::Key(key));
    }

    fn changed(&mut self, change: Change, name: &str, key: &'static str) {
        let mut sheet = Sheet::new(self.path(Folder::Logins, name));
        for (_, act) in self.changes(change) {
            sheet.push(map("", vec![(self.label("Time"), time(act.at))]));
            self.book.expect(&sheet, &own(Kind::AccountChange, act));
        }
        self.add(sheet, Root::Key(key));
    }

    fn status_changes(&mut self) {
        let mut sheet = Sheet::new(self.path(Folder::Logins, "profile_status_changes.json"));
        for (_, act) in self.changes(Change::Status) {
            let entries = vec![
                ("Activation Type", text("Reactivation")),
                ("Automated", text("False")),
                ("Inactivation Reason", text("")),
                (self.label("Time"), time(act.at)),
            ];
            sheet.push(map("", entries));
            self.book.expect(&sheet, &own(Kind::AccountChange, act));
        }
        self.add(sheet, Root::Key("account_history_account_active_status_changes"));
    }

    fn profile_changes(&mut self) {
        let mut sheet = Sheet::new(self.path(Folder::Profile, "profile_changes.json"));
        for (_, act) in self.changes(Change::Profile) {
            let entries = vec![
                ("Changed", text("Profile Bio Text")),
                ("Previous Value", text("")),
                ("New Value", text("✨")),
                ("Change Date", time(act.at)),
            ];
            sheet.push(map("", entries));
            self.book.expect(&sheet, &own(Kind::AccountChange, act));
            self.book.expect_profile(&sheet, Platform::Instagram, private(ProfileKey::Bio, "✨"));
        }
        self.add(sheet, Root::Key("profile_profile_change"));
    }

    /// It names the owner, so it is not there where nobody is to know.
    fn sign_up(&mut self) {
        let person = self.book.person;
        if !person.variant.instagram_profile {
            return;
        }
        // Both names are met in exports of the same years.
        let name = if self.late() && !self.newest() {
            "instagram_signup_details.json"
        } else {
            "signup_details.json"
        };
        let mut sheet = Sheet::new(self.path(Folder::Logins, name));
        for (_, act) in self.changes(Change::SignUp) {
            let entries = vec![
                (self.label("Username"), text(&person.owner.instagram)),
                (self.label("IP Address"), text("203.0.113.7")),
                (self.label("Time"), time(act.at)),
                (self.label("Email"), text(&person.owner.email)),
                ("Phone Number", text("")),
                ("Device", text("synthetic phone")),
            ];
            sheet.push(map("", entries));
            self.book.expect(&sheet, &own(Kind::AccountChange, act));
        }
        self.add(sheet, Root::Key("account_history_registration_info"));
    }
}
