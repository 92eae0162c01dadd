//! Facebook's exports (FORMATS.md, sections 1.2, 1.3 and 4), in the folders of three eras, in one zip or two, with or
//! without the end-to-end-encrypted messages, which come as a zip of their own.
//!
//! Nothing here is part of the life that the other exports show: who is known and when the owner was online come from it,
//! what is done comes from dice of its own. It is little, so that hours and posts per day stay what they are.

mod acts;
mod logged;
mod people;
mod posts;
mod talks;

use event::{At, Audience, Basis, Direction, Kind, Platform, ProfileKey};

use crate::dice::Dice;
use crate::export::{Book, Row, Sheet, Written};
use crate::json::{Json, object};
use crate::life::days::within;
use crate::life::people::Role;
use crate::person::Person;
use crate::text_time::second;

/// Which folders an export has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Era {
    /// Before 2023: everything at the top.
    Early,
    /// 2023: below `your_activity_across_facebook/`.
    Across2023,
    /// Since 2024: `your_facebook_activity/`, `connections/`, `logged_information/`.
    Activity2024,
}

/// Where a file belongs: its folder in each era.
type Folder = [&'static str; 3];

const FRIENDS: Folder =
    ["friends_and_followers", "your_activity_across_facebook/friends", "connections/friends"];
const FOLLOWS: Folder = ["friends_and_followers", "following_and_followers", "connections/followers"];
const PAGES: Folder = ["pages", "your_activity_across_facebook/pages", "your_facebook_activity/pages"];
const POSTS: Folder = ["posts", "your_activity_across_facebook/posts", "your_facebook_activity/posts"];
const ACTS: Folder = [
    "comments_and_reactions",
    "your_activity_across_facebook/comments_and_reactions",
    "your_facebook_activity/comments_and_reactions",
];
const STORIES: Folder =
    ["stories", "your_activity_across_facebook/stories", "your_facebook_activity/stories"];
const MESSAGES: Folder =
    ["messages", "your_activity_across_facebook/messages", "your_facebook_activity/messages"];
const EVENTS: Folder = ["events", "your_activity_across_facebook/events", "your_facebook_activity/events"];
const POLLS: Folder = ["polls", "your_activity_across_facebook/polls", "your_facebook_activity/polls"];
const SAVED: Folder = [
    "saved_items_and_collections",
    "your_activity_across_facebook/saved_items_and_collections",
    "your_facebook_activity/saved_items_and_collections",
];
const OTHER: Folder = [
    "other_activity",
    "your_activity_across_facebook/other_activity",
    "your_facebook_activity/other_activity",
];
const SEARCHES: Folder = ["search", "logged_information/search", "logged_information/search"];
const SEEN: Folder = [
    "your_interactions_on_facebook",
    "logged_information/your_interactions_on_facebook",
    "logged_information/interactions",
];
const TOLD: Folder =
    ["notifications", "logged_information/notifications", "logged_information/notifications"];
const LOGINS: Folder = ["security_and_login_information"; 3];
const ADS: Folder = ["ads_information"; 3];
const PROFILE: Folder = [
    "profile_information",
    "personal_information/profile_information",
    "personal_information/profile_information",
];

/// Writes a person's Facebook export: one zip or two, and perhaps the encrypted messages.
pub fn write(person: &Person) -> Vec<Written> {
    let seed = person.request.seed;
    let mut dice = Dice::new(seed, "facebook");
    let era = [Era::Early, Era::Across2023, Era::Activity2024][(seed % 3) as usize];
    let (parts, folder, encrypted) = (1 + usize::from(dice.chance(0.2)), dice.chance(0.6), dice.chance(0.4));
    let handle = &person.owner.instagram;
    let name = format!("facebook-{handle}-{}-SYNTHETIC", person.request.until);
    let book = |part: usize| {
        let number = if parts > 1 { format!("-{}", part + 1) } else { String::new() };
        let wrapper =
            if folder { format!("facebook-{handle}-{}-Ab1", person.request.until) } else { String::new() };
        Book::new(person, Platform::Facebook, format!("{name}{number}.zip"), &wrapper)
    };
    let mut writer = Writer { person, era, dice, books: (0..parts).map(book).collect() };
    writer.profile();
    writer.people();
    writer.acts();
    writer.posts();
    writer.logged();
    writer.messages();
    if encrypted && era == Era::Activity2024 {
        writer.books.push(Book::new(person, Platform::Facebook, format!("messages-{name}.zip"), ""));
        writer.encrypted();
    }
    // A person without anybody to write to has nothing in the second zip, and no zip is sent that holds nothing.
    writer.books.into_iter().map(Book::close).filter(|written| !written.export.expected.is_empty()).collect()
}

/// Writes one export.
struct Writer<'p> {
    person: &'p Person,
    era: Era,
    dice: Dice,
    books: Vec<Book<'p>>,
}

impl Writer<'_> {
    /// Weeks that are lived: most things are done about once in each.
    fn weeks(&self) -> u64 {
        u64::from(self.person.request.weeks)
    }

    fn path(&self, folder: Folder, name: &str) -> String {
        format!("{}/{name}", folder[self.era as usize])
    }

    fn sheet(&self, folder: Folder, name: &str) -> Sheet {
        Sheet::new(self.path(folder, name))
    }

    /// A second at which the owner was online.
    fn moment(&mut self) -> i64 {
        let sessions = &self.person.days.sessions;
        let at = self.dice.index(sessions.len());
        let made = self.person.days.made() - 86_400;
        sessions.get(at).map_or(made, |session| within(*session, &mut self.dice))
    }

    /// Positions of the accounts of these roles.
    fn of(&self, roles: &[Role]) -> Vec<usize> {
        let accounts = self.person.accounts.iter().enumerate();
        accounts.filter(|(_, account)| roles.contains(&account.role)).map(|(at, _)| at).collect()
    }

    fn known(&self) -> Vec<usize> {
        self.of(&[Role::Friend, Role::NeverAnswers, Role::NeverAnswered])
    }

    /// A line to be expected from the newest record of a sheet of the first zip.
    fn expect(&mut self, sheet: &Sheet, row: &Row) {
        self.books[0].expect(sheet, row);
    }

    /// Adds a file of the first zip.
    fn add(&mut self, sheet: &Sheet, json: &Json) {
        self.books[0].add(&sheet.path, json.to_meta());
    }

    /// Adds a file with a list under a key.
    fn add_list(&mut self, sheet: Sheet, key: &str) {
        let path = sheet.path.clone();
        let json = Json::object([(key.to_owned(), Json::from(sheet.into_records()))]);
        self.books[0].add(&path, json.to_meta());
    }

    fn profile(&mut self) {
        let owner = &self.person.owner;
        let registered = self.person.days.second(self.person.days.from, 43_200);
        let (born, gender) = (owner.born, owner.gender.to_uppercase());
        let json = object! {
            "name" => object! { "full_name" => &owner.name, "first_name" => &owner.name },
            "emails" => object! {
                "emails" => vec![Json::from(&owner.email)], "previous_emails" => Vec::new(), "pending_emails" => Vec::new(),
            },
            "birthday" => object! {
                "year" => i64::from(born.year()), "month" => i64::from(born.month()), "day" => i64::from(born.day()),
            },
            "gender" => object! { "gender_option" => gender.as_str(), "pronoun" => "NEUTER" },
            "previous_names" => Vec::new(),
            "current_city" => object! { "name" => &owner.town, "timestamp" => registered },
            "phone_numbers" => vec![object! { "phone_type" => "Mobile", "phone_number" => &owner.phone.e164, "verified" => true }],
            "registration_timestamp" => registered,
            "profile_uri" => format!("https://www.facebook.com/{}", owner.instagram),
        };
        let mut sheet = self.sheet(PROFILE, "profile_information.json");
        sheet.count_one();
        let own =
            Row::new(Platform::Facebook, Kind::AccountChange, Direction::Own, At::second(second(registered)));
        self.expect(&sheet, &own);
        let (unknown, private, stated) = (Audience::Unknown, Audience::Private, Basis::Stated);
        let born = owner.born.to_string();
        for (key, value, audience) in [
            (ProfileKey::Name, owner.name.as_str(), Audience::Public),
            (ProfileKey::Email, owner.email.as_str(), private),
            (ProfileKey::BirthDate, born.as_str(), private),
            (ProfileKey::Gender, gender.as_str(), unknown),
            (ProfileKey::Location, owner.town.as_str(), unknown),
            (ProfileKey::Phone, owner.phone.e164.as_str(), private),
        ] {
            self.books[0].expect_profile(&sheet, Platform::Facebook, (key, value, audience, stated));
        }
        self.add(&sheet, &object! { "profile_v2" => json });
    }
}

/// A line of Facebook.
fn row(kind: Kind, direction: Direction, at: i64) -> Row {
    let at = if at == 0 { At::NONE } else { At::second(second(at)) };
    Row::new(Platform::Facebook, kind, direction, at)
}

/// A record of the newer dialect.
fn labelled(timestamp: i64, values: Vec<Json>) -> Json {
    object! { "timestamp" => timestamp, "media" => Vec::new(), "label_values" => values, "fbid" => "1" }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::request::Request;

    #[test]
    fn two_hundred_seeds_cover_every_form() {
        let mut forms = BTreeSet::new();
        for seed in 0..200 {
            let person = Person::invent(&Request::from_seed(seed)).unwrap();
            for written in write(&person) {
                let export = written.export;
                let wrapped = export.members.iter().any(|member| member.name.starts_with("facebook-"));
                let under = |folder: &str| export.members.iter().any(|member| member.name.contains(folder));
                let era = match (under("your_facebook_activity/"), under("your_activity_across_facebook/")) {
                    (true, _) => "2024",
                    (_, true) => "2023",
                    _ => "early",
                };
                let part = export.file_name.rsplit('-').next().unwrap_or_default().to_owned();
                let encrypted = export.file_name.starts_with("messages-");
                forms.insert(if encrypted { "encrypted".into() } else { format!("{era} {wrapped} {part}") });
            }
        }
        // Three eras, in a folder or not, in one zip or two; and the encrypted messages.
        assert_eq!(forms.len(), 3 * 2 * 3 + 1, "{forms:?}");
    }
}
