//! X's archives (FORMATS.md, section 2), in two layouts.
//!
//! Each file is `window.YTD.<type>.part<N> = [...]`; all numbers are texts. As each record is added, the lines that
//! `docs/events.md` makes of it are expected from the same act.

mod account;
mod messages;
mod posts;
mod seen;
mod tweet;

use event::{Audience, Platform};

use crate::dice::Dice;
use crate::export::{Book, Written};
use crate::json::{Json, object};
use crate::life::act::{Act, Change, What};
use crate::person::Person;
use crate::request::XEra;
use crate::text_time::zulu;

/// Records in one part of a file. Real parts are much larger; a small number shows them.
const PER_PART: usize = 250;

/// Writes a person's X archive.
pub fn write(person: &Person) -> Written {
    let mut dice = Dice::new(person.request.seed, "x archive");
    let stamp = person.request.until;
    let hash = dice.letters("0123456789abcdef", 24);
    let folder = if person.variant.x_folder { format!("twitter-{stamp}-{hash}") } else { String::new() };
    let file_name = format!("twitter-{stamp}-SYNTHETIC-{hash}.zip");
    let book = Book::new(person, Platform::X, file_name, &folder);
    let mut writer = Writer { era: person.variant.x, book, listed: Vec::new(), dice };
    writer.account();
    writer.posts();
    writer.reactions();
    writer.ties();
    writer.messages();
    writer.seen();
    writer.empty_files();
    if writer.era == XEra::Modern {
        writer.manifest();
    }
    writer.book.close()
}

/// Writes one archive.
struct Writer<'p> {
    era: XEra,
    book: Book<'p>,
    /// Files for the manifest: name without ending, part, records.
    listed: Vec<(String, usize, usize)>,
    dice: Dice,
}

impl<'p> Writer<'p> {
    fn modern(&self) -> bool {
        self.era == XEra::Modern
    }

    /// The audience of posts: what the newest entry of the protection history says.
    fn audience(&self) -> Audience {
        let history = self.own(|what| what == What::Change(Change::Protection));
        match history.first() {
            Some((_, act)) if act.other == "Protect" => Audience::Followers,
            _ => Audience::Public,
        }
    }

    /// The acts on X that `which` picks, newest first.
    fn own(&self, which: impl Fn(What) -> bool) -> Vec<(usize, &'p Act)> {
        self.book.acts(Platform::X, which)
    }

    /// The path of one part of a file.
    fn path(name: &str, part: usize) -> String {
        if part == 0 { format!("data/{name}.js") } else { format!("data/{name}-part{part}.js") }
    }

    /// Adds one part of a file.
    fn file(&mut self, name: &str, part: usize, records: Vec<Json>) {
        self.listed.push((name.to_owned(), part, records.len()));
        let global = format!("YTD.{}.part{part}", name.replace('-', "_"));
        self.book.add(&Self::path(name, part), Json::from(records).to_x(&global));
    }

    /// Adds a file of a sheet that has been filled.
    fn sheet(&mut self, name: &str, sheet: crate::export::Sheet) {
        self.file(name, 0, sheet.into_records());
    }

    /// Files that archives have even where there is nothing to say.
    fn empty_files(&mut self) {
        if !self.book.person.variant.empty_sections {
            return;
        }
        let names: &[&str] = if self.modern() {
            &[
                "account-suspension",
                "app",
                "article",
                "contact",
                "grok-chat-item",
                "moment",
                "smartblock",
                "sso",
                "tweetdeck",
            ]
        } else {
            &["account-suspension", "contact", "moment", "lists-created"]
        };
        for name in names {
            self.file(name, 0, Vec::new());
        }
    }

    /// `manifest.js`, the read-me and the page that shows the archive.
    fn manifest(&mut self) {
        let person = self.book.person;
        let mut types: Vec<(String, Json)> = Vec::new();
        let listed = std::mem::take(&mut self.listed);
        for name in listed.iter().filter(|(_, part, _)| *part == 0).map(|(name, _, _)| name) {
            let files: Vec<Json> = listed
                .iter()
                .filter(|(other, _, _)| other == name)
                .map(|(name, part, count)| {
                    object! {
                        "fileName" => Self::path(name, *part),
                        "globalName" => format!("YTD.{}.part{part}", name.replace('-', "_")),
                        "count" => count.to_string(),
                    }
                })
                .collect();
            let media =
                matches!(name.as_str(), "tweets" | "community-tweet" | "deleted-tweets" | "direct-messages");
            let directory = media.then(|| format!("data/{}_media", name.replace('-', "_")));
            types.push((camel(name), object! {}.with_some("mediaDirectory", directory).with("files", files)));
        }
        let made = zulu(person.days.made() * 1000 + 82);
        let manifest = object! {
            "userInfo" => object! {
                "accountId" => &person.owner.x.id,
                "userName" => &person.owner.x.handle,
                "displayName" => &person.owner.name,
            },
            "archiveInfo" => object! {
                "sizeBytes" => "4563235",
                "generationDate" => made,
                "isPartialArchive" => false,
                "maxPartSizeBytes" => "53687091200",
            },
            "readmeInfo" => object! { "fileName" => "data/README.txt", "directory" => "data/", "name" => "README.txt" },
            "dataTypes" => Json::object(types),
        };
        self.book.add("data/manifest.js", manifest.to_x("__THAR_CONFIG"));
        self.book.add("data/README.txt", format!("{}\n", crate::LABEL).into_bytes());
        let page = format!("<!doctype html><title>Your archive</title><p>{}</p>\n", crate::LABEL);
        self.book.add("Your archive.html", page.into_bytes());
    }
}

/// `direct-messages` to `directMessages`.
fn camel(name: &str) -> String {
    let mut parts = name.split('-');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (first, rest) = part.split_at(part.len().min(1));
        out.push_str(&first.to_uppercase());
        out.push_str(rest);
    }
    out
}
