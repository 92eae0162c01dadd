//! Instagram's exports (FORMATS.md, sections 1.2, 1.3, 3 and 5), in four layouts.
//!
//! Every file is written from the acts of a life; as each record is added, the lines that `docs/events.md` makes
//! of it are expected from the same act. Keys and their order follow the inventories of real exports.

mod acts;
mod entries;
mod flat;
mod flat_media;
mod logged;
mod messages;
mod posts;
mod profile;
mod seen;
mod threads;
mod ties;

use event::{Audience, Platform};

use crate::export::{Book, Sheet, Written};
use crate::json::Json;
use crate::life::act::{Act, Change, What};
use crate::person::Person;
use crate::request::{InstagramEra, Labels};

/// Writes a person's Instagram export.
pub fn write(person: &Person) -> Written {
    let stamp = person.request.until;
    let handle = &person.owner.instagram;
    let folder =
        if person.variant.instagram_folder { format!("instagram-{handle}-{stamp}") } else { String::new() };
    let file_name = format!("instagram-{handle}-{stamp}-SYNTHETIC.zip");
    let mut book = Book::new(person, Platform::Instagram, file_name, &folder);
    if person.variant.instagram == InstagramEra::Flat2020 {
        flat::write(&mut book);
        return book.close();
    }
    let mut writer = Writer { era: person.variant.instagram, labels: person.variant.labels, book };
    writer.profile();
    writer.connections();
    writer.acts();
    writer.posts();
    writer.messages();
    writer.seen();
    writer.logged();
    if person.variant.threads {
        writer.threads();
    }
    writer.book.close()
}

/// Writes the layouts since 2021.
struct Writer<'p> {
    era: InstagramEra,
    labels: Labels,
    book: Book<'p>,
}

/// Where a file belongs.
#[derive(Debug, Clone, Copy)]
enum Folder {
    Connections,
    Likes,
    Comments,
    Stories,
    Saved,
    Media,
    Messages,
    Seen,
    Searches,
    Links,
    Logins,
    Profile,
    About,
    Autofill,
    Events,
    Subscriptions,
    Other,
    Threads,
    Topics,
    Devices,
    Advertisers,
}

/// How the records of a file stand in it.
#[derive(Debug, Clone, Copy)]
enum Root {
    /// `[...]`.
    Bare,
    /// `{"key": [...]}`.
    Key(&'static str),
}

impl<'p> Writer<'p> {
    /// Whether this is the layout of 2023 or later.
    fn late(&self) -> bool {
        self.era >= InstagramEra::Activity2023
    }

    /// Whether this is the layout of 2025.
    fn newest(&self) -> bool {
        self.era == InstagramEra::Activity2025
    }

    /// A file's path. Names that changed with the layouts are given as `old|new`.
    fn path(&self, folder: Folder, name: &str) -> String {
        let name = match name.split_once('|') {
            Some((_, new)) if self.newest() => new,
            Some((old, _)) => old,
            None => name,
        };
        let folder = if self.late() { self.late_folder(folder) } else { early_folder(folder) };
        format!("{folder}/{name}")
    }

    fn late_folder(&self, folder: Folder) -> &'static str {
        let newest = self.newest();
        match folder {
            Folder::Connections => "connections/followers_and_following",
            Folder::Likes => "your_instagram_activity/likes",
            Folder::Comments => "your_instagram_activity/comments",
            Folder::Stories if newest => "your_instagram_activity/story_interactions",
            Folder::Stories => "your_instagram_activity/story_sticker_interactions",
            Folder::Saved => "your_instagram_activity/saved",
            Folder::Media if newest => "your_instagram_activity/media",
            Folder::Media => "your_instagram_activity/content",
            Folder::Messages => "your_instagram_activity/messages",
            Folder::Seen => "ads_information/ads_and_topics",
            Folder::Searches => "logged_information/recent_searches",
            Folder::Links => "logged_information/link_history",
            Folder::Logins if newest => "security_and_login_information/login_and_profile_creation",
            Folder::Logins => "security_and_login_information/login_and_account_creation",
            Folder::Profile if newest => "personal_information/personal_information",
            Folder::Profile => "personal_information",
            Folder::About => "personal_information/information_about_you",
            Folder::Autofill => "personal_information/autofill_information",
            Folder::Events => "your_instagram_activity/events",
            Folder::Subscriptions => "your_instagram_activity/subscriptions",
            Folder::Other => "your_instagram_activity/other_activity",
            Folder::Threads => "your_instagram_activity/threads",
            Folder::Topics => "preferences/your_topics",
            Folder::Devices => "personal_information/device_information",
            Folder::Advertisers => "ads_information/instagram_ads_and_businesses",
        }
    }

    /// The audience of posts and stories: what the profile says, if it is there.
    fn audience(&self) -> Audience {
        let variant = &self.book.person.variant;
        match (variant.instagram_profile, variant.private_instagram) {
            (false, _) => Audience::Unknown,
            (true, true) => Audience::Followers,
            (true, false) => Audience::Public,
        }
    }

    /// Puts a sheet into the export. Empty ones are there only in some exports.
    fn add(&mut self, sheet: Sheet, root: Root) {
        if sheet.is_empty() && !self.book.person.variant.empty_sections {
            return;
        }
        let path = sheet.path.clone();
        let records = Json::from(sheet.into_records());
        let json = match root {
            Root::Bare => records,
            Root::Key(key) => Json::object([(key.to_owned(), records)]),
        };
        self.book.add(&path, json.to_meta());
    }

    /// The acts on Instagram that `which` picks, newest first.
    fn own(&self, which: impl Fn(What) -> bool) -> Vec<(usize, &'p Act)> {
        self.book.acts(Platform::Instagram, which)
    }

    /// The changes of one sort, newest first.
    fn changes(&self, change: Change) -> Vec<(usize, &'p Act)> {
        self.own(|what| what == What::Change(change))
    }

    /// A label in the language of the account, where FORMATS.md confirms it.
    fn label(&self, english: &'static str) -> &'static str {
        label(self.labels, english)
    }
}

const fn early_folder(folder: Folder) -> &'static str {
    match folder {
        Folder::Connections => "followers_and_following",
        Folder::Likes => "likes",
        Folder::Comments => "comments",
        Folder::Stories => "story_sticker_interactions",
        Folder::Saved => "saved",
        Folder::Media => "content",
        Folder::Messages => "messages",
        Folder::Seen => "ads_and_topics",
        Folder::Searches => "recent_searches",
        Folder::Links => "link_history",
        Folder::Logins => "login_and_account_creation",
        Folder::Profile => "account_information",
        Folder::About | Folder::Autofill => "information_about_you",
        Folder::Events => "events",
        Folder::Subscriptions => "subscriptions",
        Folder::Other => "other_activity",
        Folder::Threads => "threads",
        Folder::Topics => "your_topics",
        Folder::Devices => "device_information",
        Folder::Advertisers => "ads_and_businesses",
    }
}

/// The labels whose translations are confirmed (FORMATS.md, section 3, and the sample exports).
fn label(labels: Labels, english: &'static str) -> &'static str {
    match (labels, english) {
        (Labels::French, "Author") => "Auteur",
        (Labels::French, "Time") => "Heure",
        (Labels::French, "Username") => "Nom d’utilisateur",
        (Labels::French, "Name") => "Nom",
        (Labels::French, "Email") => "Adresse e-mail",
        (Labels::French, "Date of birth") => "Date de naissance",
        (Labels::French, "Private Account") => "Compte privé",
        (Labels::French, "Gender") => "Genre",
        (Labels::French, "Profile Photo") => "Photo de profil",
        (Labels::French, "User Information") => "Informations utilisateur",
        (Labels::French, "Phone Confirmed") => "Numéro de téléphone confirmé",
        (Labels::French, "IP Address") => "Adresse IP",
        (Labels::French, "Language Code") => "Code de langue",
        (Labels::French, "User Agent") => "Agent utilisateur",
        (Labels::French, "Imprecise Latitude") => "Latitude imprécise",
        (Labels::French, "Imprecise Longitude") => "Longitude inexacte",
        (Labels::Danish, "Author") => "Forfatter",
        (Labels::Danish, "Time") => "Tidspunkt",
        (_, english) => english,
    }
}
