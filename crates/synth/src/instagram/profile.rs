//! What Instagram knows about the owner, and lists that real exports have and readers leave.

use event::{Audience, Basis, Platform, ProfileKey};

use super::entries::{entry, list, map, text, time};
use super::{Folder, Root, Writer};
use crate::dice::Dice;
use crate::export::Sheet;
use crate::json::{Json, object};
use crate::values::coords;

/// One field to be expected.
pub(super) type Field<'f> = (ProfileKey, &'f str, Audience, Basis);

/// Seen by everybody.
pub(super) const fn public(key: ProfileKey, value: &str) -> Field<'_> {
    (key, value, Audience::Public, Basis::Stated)
}

/// Known to the platform only.
pub(super) const fn private(key: ProfileKey, value: &str) -> Field<'_> {
    (key, value, Audience::Private, Basis::Stated)
}

/// Worked out by the platform.
pub(super) const fn inferred(key: ProfileKey, value: &str) -> Field<'_> {
    (key, value, Audience::Private, Basis::Inferred)
}

/// `True` or `False`, as Meta writes it.
pub(super) const fn truth(value: bool) -> &'static str {
    if value { "True" } else { "False" }
}

/// What of the owner stands in the profile of this export.
pub(super) struct Stated {
    pub website: &'static str,
    /// Empty where none is given.
    pub phone: String,
    /// Empty where none is given, and the export says 1919-01-01.
    pub born: String,
}

impl Stated {
    pub fn of(person: &crate::person::Person) -> Self {
        let mut dice = Dice::new(person.request.seed, "stated");
        Self {
            website: if dice.chance(0.3) { "https://www.lanternhall-weekly.com/people" } else { "" },
            phone: if dice.chance(0.75) { person.owner.phone.e164.clone() } else { String::new() },
            born: if dice.chance(0.85) { person.owner.born.to_string() } else { String::new() },
        }
    }
}

impl Writer<'_> {
    pub(super) fn profile(&mut self) {
        if self.book.person.variant.instagram_profile {
            self.personal_information();
        }
        if self.late() {
            self.about();
        }
        self.not_for_readers();
    }

    fn personal_information(&mut self) {
        let person = self.book.person;
        let (owner, stated) = (&person.owner, Stated::of(person));
        let private_account = truth(person.variant.private_instagram);
        let born = if stated.born.is_empty() { "1919-01-01" } else { &stated.born };
        let mut entries = vec![(self.label("Email"), text(&owner.email))];
        if stated.phone.is_empty() {
            entries.push((self.label("Phone Confirmed"), text("False")));
        } else {
            entries.push(("Phone Number", text(&stated.phone)));
        }
        entries.extend([
            (self.label("Username"), text(&owner.instagram)),
            (self.label("Name"), text(&owner.name)),
            ("Bio", text(&owner.bio_instagram)),
            (self.label("Gender"), text(owner.gender)),
            (self.label("Date of birth"), text(born)),
            ("Website", text(stated.website)),
            (self.label("Private Account"), text(private_account)),
        ]);
        let photo = object! { "uri" => "media/other/17900000000000000.jpg", "creation_timestamp" => 1_524_332_383_i64, "title" => "" };
        let mut record = map(self.label("User Information"), entries);
        if let Json::Object(parts) = &mut record {
            let photos = Json::object([(self.label("Profile Photo").to_owned(), photo)]);
            parts.retain(|(key, _)| key != "media_map_data");
            parts.insert(1, ("media_map_data".to_owned(), photos));
        }
        let mut sheet = Sheet::new(self.path(Folder::Profile, "personal_information.json"));
        sheet.push(record);
        let fields = [
            public(ProfileKey::Handle, &owner.instagram),
            public(ProfileKey::Name, &owner.name),
            public(ProfileKey::Bio, &owner.bio_instagram),
            public(ProfileKey::Website, stated.website),
            public(ProfileKey::PrivateAccount, private_account),
            private(ProfileKey::Email, &owner.email),
            private(ProfileKey::Phone, &stated.phone),
            private(ProfileKey::Gender, owner.gender),
            private(ProfileKey::BirthDate, &stated.born),
        ];
        for field in fields {
            self.book.expect_profile(&sheet, Platform::Instagram, field);
        }
        self.book.place_bio(&sheet, Audience::Public);
        self.add(sheet, Root::Key("profile_user"));
    }

    /// What Instagram has worked out, in some exports.
    fn about(&mut self) {
        let person = self.book.person;
        let mut dice = Dice::new(person.request.seed, "about");
        if dice.chance(0.6) {
            let record = list("", vec![entry(Some(""), Some(&person.owner.email), 0)]);
            self.worked_out(
                "possible_emails.json",
                "inferred_data_inferred_emails",
                record,
                (ProfileKey::Email, &person.owner.email),
            );
        }
        if dice.chance(0.5) {
            let record = list("", vec![entry(Some(""), Some(&person.owner.phone.e164), 0)]);
            self.worked_out(
                "possible_phone_numbers.json",
                "inferred_data_inferred_phone_numbers",
                record,
                (ProfileKey::Phone, &person.owner.phone.e164),
            );
        }
        if dice.chance(0.6) {
            let record = map("", vec![("City Name", text(&person.owner.town))]);
            self.worked_out(
                "account_based_in.json|profile_based_in.json",
                "inferred_data_primary_location",
                record,
                (ProfileKey::Location, &person.owner.town),
            );
        }
        if self.newest() && dice.chance(0.6) {
            self.locations_of_interest();
        }
        if dice.chance(0.4) {
            self.last_known_location(&mut dice);
        }
        if self.newest() && dice.chance(0.3) {
            self.autofill();
        }
    }

    fn worked_out(
        &mut self,
        name: &str,
        key: &'static str,
        record: Json,
        (field, value): (ProfileKey, &str),
    ) {
        // Its older name is not among those that are read.
        let name = name.split('|').next_back().unwrap_or(name);
        let mut sheet = Sheet::new(self.path(Folder::About, name));
        sheet.push(record);
        self.book.expect_profile(&sheet, Platform::Instagram, inferred(field, value));
        self.add(sheet, Root::Key(key));
    }

    /// One bare object with a list of places.
    fn locations_of_interest(&mut self) {
        let town = self.book.person.owner.town.clone();
        let mut sheet = Sheet::new(self.path(Folder::About, "locations_of_interest.json"));
        let places = vec![object! { "value" => &town }];
        let record = object! {
            "media" => Vec::new(),
            "label_values" => vec![object! { "label" => "Locations of interest", "vec" => places }],
            "fbid" => "17800000000000001",
        };
        let bytes = record.to_meta();
        sheet.push(record);
        self.book.expect_profile(&sheet, Platform::Instagram, inferred(ProfileKey::Location, &town));
        self.book.add(&sheet.path, bytes);
    }

    fn last_known_location(&mut self, dice: &mut Dice) {
        let place = coords::somewhere(self.book.person.request.country, dice);
        let (latitude, longitude) = (format!("{:.5}", place.0), format!("{:.5}", place.1));
        let mut sheet = Sheet::new(self.path(Folder::Logins, "last_known_location.json"));
        let at = self.book.person.days.sessions.last().map_or(0, |session| session.end);
        sheet.push(map(
            "",
            vec![
                (self.label("Imprecise Latitude"), text(&latitude)),
                (self.label("Imprecise Longitude"), text(&longitude)),
                ("GPS Time Uploaded", time(at)),
            ],
        ));
        let value = format!("{latitude},{longitude}");
        self.book.expect_profile(&sheet, Platform::Instagram, inferred(ProfileKey::Coordinates, &value));
        self.add(sheet, Root::Key("account_history_imprecise_last_known_location"));
    }

    fn autofill(&mut self) {
        let owner = &self.book.person.owner;
        let mut sheet = Sheet::new(self.path(Folder::Autofill, "autofill_information.json"));
        sheet.push(object! { "tel" => &owner.phone.e164, "email" => &owner.email });
        self.book.expect_profile(&sheet, Platform::Instagram, private(ProfileKey::Phone, &owner.phone.e164));
        self.book.expect_profile(&sheet, Platform::Instagram, private(ProfileKey::Email, &owner.email));
        self.add(sheet, Root::Key("ig_autofill_data"));
    }

    /// Topics, devices, advertisers: in every export, and nothing of the codebook.
    fn not_for_readers(&mut self) {
        let mut topics = Sheet::new(self.path(Folder::Topics, "your_topics.json|recommended_topics.json"));
        for topic in ["Fog", "Woodcut", "Soup"] {
            topics.push(map("", vec![(self.label("Name"), text(topic))]));
        }
        self.add(topics, Root::Key("topics_your_topics"));
        let mut devices = Sheet::new(self.path(Folder::Devices, "devices.json"));
        let at = self.book.person.days.sessions.last().map_or(0, |session| session.end);
        devices.push(map(
            "",
            vec![("Last Login", time(at)), (self.label("User Agent"), text("synthetic phone"))],
        ));
        self.add(devices, Root::Key("devices_devices"));
        let mut advertisers =
            Sheet::new(self.path(Folder::Advertisers, "advertisers_using_your_activity_or_information.json"));
        advertisers.push(object! {
            "advertiser_name" => "Wolkenwolle",
            "has_data_file_custom_audience" => true,
            "has_remarketing_custom_audience" => false,
            "has_in_person_store_visit" => false,
        });
        self.add(advertisers, Root::Key("ig_custom_audiences_all_types"));
    }
}
