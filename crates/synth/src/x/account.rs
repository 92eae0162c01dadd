//! What X knows about the owner, and what was changed about the account.

use event::{At, Audience, Basis, Direction, Kind, Platform, ProfileKey};

use super::Writer;
use crate::dice::Dice;
use crate::export::{Row, Sheet};
use crate::json::{Json, object};
use crate::life::act::{Act, Change, What};
use crate::life::days::zone_name;
use crate::text_time::{instant, zulu};

const X: Platform = Platform::X;

/// A file of changes: its name, the change, and the record of one.
type ChangeFile = (&'static str, Change, Box<dyn Fn(&Act) -> Json>);

impl Writer<'_> {
    pub(super) fn account(&mut self) {
        let mut dice = Dice::new(self.book.person.request.seed, "x account");
        self.account_itself();
        self.bio(&mut dice);
        self.changes();
        self.phone(&mut dice);
        if self.modern() {
            self.age();
            if dice.chance(0.5) {
                self.zone();
            }
        }
        self.personalization(&mut dice);
        self.lists();
    }

    fn field(&mut self, sheet: &Sheet, field: (ProfileKey, &str, Audience, Basis)) {
        self.book.expect_profile(sheet, X, field);
    }

    fn private(&mut self, sheet: &Sheet, key: ProfileKey, value: &str) {
        self.field(sheet, (key, value, Audience::Private, Basis::Stated));
    }

    fn inferred(&mut self, sheet: &Sheet, key: ProfileKey, value: &str) {
        self.field(sheet, (key, value, Audience::Private, Basis::Inferred));
    }

    /// The changes of one sort, newest first.
    fn changed(&self, change: Change) -> Vec<(usize, &Act)> {
        self.book.acts(X, |what| what == What::Change(change))
    }

    /// Expects a change at a time that the export holds to the millisecond.
    fn expect_change(&mut self, sheet: &Sheet, at: i64) {
        let row = Row::new(X, Kind::AccountChange, Direction::Own, At::instant(instant(at * 1000)));
        self.book.expect(sheet, &row);
    }

    fn account_itself(&mut self) {
        let owner = &self.book.person.owner;
        let made = self.changed(Change::SignUp).first().map_or(0, |(_, act)| act.at);
        let mut sheet = Sheet::new(Self::path("account", 0));
        sheet.push(object! {
            "account" => object! {
                "email" => &owner.email,
                "createdVia" => "web",
                "username" => &owner.x.handle,
                "accountId" => &owner.x.id,
                "createdAt" => zulu(made * 1000),
                "accountDisplayName" => &owner.name,
            },
        });
        self.expect_change(&sheet, made);
        let public = [
            (ProfileKey::Id, &owner.x.id),
            (ProfileKey::Handle, &owner.x.handle),
            (ProfileKey::Name, &owner.name),
        ];
        for (key, value) in public {
            self.field(&sheet, (key, value, Audience::Public, Basis::Stated));
        }
        self.private(&sheet, ProfileKey::Email, &owner.email);
        self.sheet("account", sheet);
    }

    fn bio(&mut self, dice: &mut Dice) {
        let owner = &self.book.person.owner;
        let website = if dice.chance(0.3) { "https://t.co/synthetic2" } else { "" };
        let mut sheet = Sheet::new(Self::path("profile", 0));
        sheet.push(object! {
            "profile" => object! {
                "description" => object! { "bio" => &owner.bio_x, "website" => website, "location" => &owner.town },
                "avatarMediaUrl" => "https://pbs.twimg.com/profile_images/synthetic/avatar.jpg",
                "headerMediaUrl" => "https://pbs.twimg.com/profile_banners/synthetic",
            },
        });
        let audience = self.audience();
        for (key, value) in [
            (ProfileKey::Bio, &owner.bio_x),
            (ProfileKey::Website, &website.to_owned()),
            (ProfileKey::Location, &owner.town),
        ] {
            self.field(&sheet, (key, value, audience, Basis::Stated));
        }
        self.book.place_bio(&sheet, audience);
        self.sheet("profile", sheet);
    }

    fn changes(&mut self) {
        let id = self.book.person.owner.x.id.clone();
        let (handle, email) = (self.book.person.owner.x.handle.clone(), self.book.person.owner.email.clone());
        let files: [ChangeFile; 4] = [
            ("screen-name-change", Change::Handle, {
                let id = id.clone();
                Box::new(move |act| {
                    let change = object! { "changedAt" => zulu(act.at * 1000), "changedFrom" => &act.other, "changedTo" => &handle };
                    object! { "screenNameChange" => object! { "accountId" => &id, "screenNameChange" => change } }
                })
            }),
            ("email-address-change", Change::Email, {
                Box::new(move |act| {
                    let change = object! { "changedAt" => zulu(act.at * 1000), "changedFrom" => &act.other, "changedTo" => &email };
                    object! { "emailAddressChange" => object! { "accountId" => &id, "emailChange" => change } }
                })
            }),
            ("protected-history", Change::Protection, {
                Box::new(|act| {
                    object! { "protectedHistory" => object! { "protectedAt" => zulu(act.at * 1000), "action" => &act.other } }
                })
            }),
            ("connected-application", Change::App, Box::new(connected)),
        ];
        for (name, change, record) in files {
            let times: Vec<Act> = self.changed(change).into_iter().map(|(_, act)| act.clone()).collect();
            let mut sheet = Sheet::new(Self::path(name, 0));
            for act in &times {
                sheet.push(record(act));
                self.expect_change(&sheet, act.at);
                match change {
                    Change::Handle => self.private(&sheet, ProfileKey::Handle, &act.other),
                    Change::Email => self.private(&sheet, ProfileKey::Email, &act.other),
                    _ => {}
                }
            }
            if !sheet.is_empty() || self.book.person.variant.empty_sections {
                self.sheet(name, sheet);
            }
        }
    }

    fn phone(&mut self, dice: &mut Dice) {
        let phone = self.book.person.owner.phone.e164.clone();
        if dice.chance(0.7) {
            let mut sheet = Sheet::new(Self::path("phone-number", 0));
            sheet.push(object! { "device" => object! { "phoneNumber" => &phone } });
            self.private(&sheet, ProfileKey::Phone, &phone);
            self.sheet("phone-number", sheet);
        }
        if dice.chance(0.4) {
            let mut sheet = Sheet::new(Self::path("ni-devices", 0));
            let push = object! { "deviceVersion" => "33", "udid" => "synthetic", "deviceType" => "android" };
            sheet.push(object! { "niDeviceResponse" => object! { "pushDevice" => push } });
            let messaging =
                object! { "phoneNumber" => &phone, "carrier" => "synthetic", "deviceType" => "Auth" };
            sheet.push(object! { "niDeviceResponse" => object! { "messagingDevice" => messaging } });
            self.private(&sheet, ProfileKey::Phone, &phone);
            self.sheet("ni-devices", sheet);
        }
    }

    fn age(&mut self) {
        let person = self.book.person;
        let (born, until) = (person.owner.born, person.request.until);
        let before = (until.month(), until.day()) < (born.month(), born.day());
        let age = (i32::from(until.year()) - i32::from(born.year()) - i32::from(before)).to_string();
        let mut sheet = Sheet::new(Self::path("ageinfo", 0));
        let info = object! { "age" => vec![Json::from(&age)], "birthDate" => born.to_string() };
        sheet.push(object! { "ageMeta" => object! { "ageInfo" => info } });
        self.private(&sheet, ProfileKey::BirthDate, &born.to_string());
        self.inferred(&sheet, ProfileKey::Age, &age);
        self.sheet("ageinfo", sheet);
    }

    fn zone(&mut self) {
        let person = self.book.person;
        let zone = zone_name(person.request.country);
        let mut sheet = Sheet::new(Self::path("account-timezone", 0));
        let inner = object! { "accountId" => &person.owner.x.id, "timeZone" => zone };
        sheet.push(object! { "accountTimezone" => inner });
        self.private(&sheet, ProfileKey::Zone, zone);
        self.sheet("account-timezone", sheet);
    }

    fn personalization(&mut self, dice: &mut Dice) {
        let gender = self.book.person.owner.gender;
        let language = *dice.pick(&["English", "German", "Spanish", "French"]);
        let mut sheet = Sheet::new(Self::path("personalization", 0));
        sheet.push(object! {
            "p13nData" => object! {
                "demographics" => object! {
                    "languages" => vec![object! { "language" => language, "isDisabled" => false }],
                    "genderInfo" => object! { "gender" => gender },
                },
                "interests" => object! {
                    "interests" => vec![object! { "name" => "Fog", "isDisabled" => false }],
                    "partnerInterests" => Vec::new(),
                    "audienceAndAdvertisers" => object! { "lookalikeAdvertisers" => Vec::new(), "advertisers" => Vec::new(), "numAudiences" => "0" },
                    "shows" => Vec::new(),
                },
                "locationHistory" => Vec::new(),
                "inferredAgeInfo" => object! { "age" => vec![Json::from("13-54")], "birthDate" => "" },
            },
        });
        self.inferred(&sheet, ProfileKey::Language, language);
        self.inferred(&sheet, ProfileKey::Gender, gender);
        self.inferred(&sheet, ProfileKey::Age, "13-54");
        self.sheet("personalization", sheet);
    }

    /// A list is no account: readers leave these.
    fn lists(&mut self) {
        let handle = self.book.person.owner.x.handle.clone();
        for name in ["lists-member", "lists-subscribed"] {
            let url = format!("https://twitter.com/{handle}/lists/fog");
            self.file(name, 0, vec![object! { "userListInfo" => object! { "url" => url } }]);
        }
        let creation =
            object! { "accountId" => &self.book.person.owner.x.id, "userCreationIp" => "198.51.100.9" };
        self.file("account-creation-ip", 0, vec![object! { "accountCreationIp" => creation }]);
        let verified = object! { "accountId" => &self.book.person.owner.x.id, "verified" => false };
        self.file("verified", 0, vec![object! { "verified" => verified }]);
    }
}

fn connected(act: &Act) -> Json {
    object! {
        "connectedApplication" => object! {
            "organization" => object! { "name" => "Fog Tools", "url" => "", "privacyPolicyUrl" => "", "termsAndConditionsUrl" => "" },
            "name" => "Fog Reader",
            "description" => "reads the fog",
            "permissions" => vec![Json::from("read")],
            "approvedAt" => zulu(act.at * 1000),
            "id" => "1800001",
        },
    }
}
