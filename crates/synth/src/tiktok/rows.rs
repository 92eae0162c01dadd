//! What stands alone in an export: profile, settings, place, addresses.

use event::{Audience, Basis, Platform, ProfileKey};

use super::Writer;
use super::life::Era;
use crate::json::{Json, object};
use crate::text_time::spaced;

/// The address of a video.
pub fn video(number: &str) -> String {
    format!("https://www.tiktokv.com/share/video/{number}/")
}

/// An amount of coins.
pub fn coins(number: &str) -> Option<(f64, &'static str)> {
    number.parse().ok().map(|amount| (amount, "coins"))
}

/// The shop writes times as everybody else does.
pub fn product_time(at: i64) -> String {
    spaced(at)
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Writer<'_> {
    fn expect_field(&mut self, key: ProfileKey, value: &str, audience: Audience, basis: Basis) {
        self.book.expect_profile(&self.sheet, Platform::TikTok, (key, value, audience, basis));
    }

    fn expect_private(&mut self, key: ProfileKey, value: &str) {
        self.expect_field(key, value, Audience::Private, Basis::Stated);
    }

    /// New exports say more.
    fn late(&self) -> bool {
        matches!(self.life.era, Era::Keys2025 | Era::Keys2026)
    }

    pub(super) fn profile(&mut self) -> Json {
        let owner = &self.book.person.owner;
        self.sheet.count_one();
        let born = format!(
            "{:02}-{}-{:04}",
            owner.born.day(),
            MONTHS[owner.born.month() as usize - 1],
            owner.born.year()
        );
        let phone = owner.phone.e164.clone();
        let mut json = object! {
            "PlatformInfo" => Vec::new(),
            "bioDescription" => &owner.bio_x,
            "birthDate" => born,
            "emailAddress" => &owner.email,
            "likesReceived" => "None",
            "profilePhoto" => "None",
            "telephoneNumber" => &phone,
            "userName" => &self.life.owner,
        };
        self.expect_field(ProfileKey::Handle, &self.life.owner, Audience::Public, Basis::Stated);
        self.expect_field(ProfileKey::Bio, &owner.bio_x, Audience::Public, Basis::Stated);
        self.expect_private(ProfileKey::Email, &owner.email);
        self.expect_private(ProfileKey::Phone, &phone);
        self.expect_private(ProfileKey::BirthDate, &owner.born.to_string());
        if self.late() {
            let link = "https://www.instagram.com/synthetic";
            json = json
                .with("displayName", &owner.name)
                .with("inferredGender", owner.gender)
                .with("followerCount", 12_i64)
                .with("instagramLink", link);
            self.expect_field(ProfileKey::Name, &owner.name, Audience::Public, Basis::Stated);
            self.expect_field(ProfileKey::Gender, owner.gender, Audience::Private, Basis::Inferred);
            self.expect_field(ProfileKey::Website, link, Audience::Public, Basis::Stated);
        }
        json
    }

    pub(super) fn settings(&mut self) -> Json {
        self.sheet.count_one();
        let private = if self.life.private { "Enabled" } else { "Disabled" };
        self.expect_field(ProfileKey::PrivateAccount, private, Audience::Public, Basis::Stated);
        self.expect_private(ProfileKey::Language, "English");
        object! {
            "Allow DownLoad" => "Default",
            "App Language" => "English",
            "Content Preferences" => object! { "Video Languages Preferences" => Json::Null },
            "Private Account" => private,
            "Who can see your following list::" => "Everyone",
        }
    }

    pub(super) fn autofill(&mut self) -> Json {
        let owner = &self.book.person.owner;
        self.sheet.count_one();
        let address = format!("{}, {}", self.life.address, owner.town);
        self.expect_private(ProfileKey::Email, &owner.email);
        self.expect_private(ProfileKey::Address, &address);
        object! {
            "PhoneNumber" => "N/A",
            "Email" => &owner.email,
            "FirstName" => "N/A",
            "LastName" => "",
            "Address" => &self.life.address,
            "ZipCode" => "N/A",
            "Unit" => "N/A",
            "City" => &owner.town,
            "State" => "N/A",
            "Country" => "N/A",
        }
    }

    pub(super) fn location(&mut self) -> Json {
        let town = &self.book.person.owner.town;
        self.sheet.count_one();
        self.expect_field(ProfileKey::Location, town, Audience::Private, Basis::Inferred);
        object! { "Date" => spaced(self.book.person.days.made()), "GpsData" => "N/A", "LastRegion" => town }
    }

    pub(super) fn receiver(&mut self) -> Json {
        let address = format!("{}, {}", self.life.address, self.book.person.owner.town);
        self.expect_private(ProfileKey::Address, &address);
        object! { "Name" => "A. Fog", "Phone" => "N/A", "Address" => &address }
    }

    pub(super) fn saved_address(&mut self) -> Json {
        let address = format!("{}, {}", self.life.address, self.book.person.owner.town);
        if self.dice.chance(0.4) {
            return Json::Null;
        }
        self.sheet.count_one();
        self.expect_private(ProfileKey::Address, &address);
        Json::from(vec![object! {
            "receiver_name" => "A. Fog",
            "masked_phone_number" => "(+00)****00",
            "adress_info" => &address,
        }])
    }

    pub(super) fn device(&self) -> Json {
        object! { "Resolution" => "1080x2400", "App Version" => "30.0.0", "IDFA" => "", "GAID" => "N/A" }
    }

    pub(super) fn summary(&self) -> Json {
        object! {
            "note" => "since the account was registered",
            "videosCommentedOnSinceAccountRegistration" => 8_i64,
            "videosSharedSinceAccountRegistration" => 5_i64,
            "videosWatchedToTheEndSinceAccountRegistration" => 22_i64,
        }
    }
}
