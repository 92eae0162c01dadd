//! YouTube, in a Google Takeout.
//!
//! **Getting it.** takeout.google.com, YouTube and YouTube Music; under "Multiple formats" choose JSON for the history (HTML is
//! the default, and is read too, though its times are those of one zone only). One zip or several,
//! `takeout-YYYYMMDDTHHMMSSZ-NNN.zip`; several are given together.
//!
//! **Versions seen.** Histories of JSON and of HTML, since 2017; `snippet` before; tables since about 2021, comments in three
//! layouts; pages of comments before. Names of folders, files and columns follow the language of the account: English, German,
//! Dutch, Spanish, Catalan, Romanian and Lithuanian are known. My Activity (`My Activity/YouTube/MyActivity.json`) is read
//! where the histories are not there.
//!
//! **Files read**: [`sections`]. **Known and not read, and why**: [`UNREAD`]. What becomes of each: `docs/events.md`.

mod address;
mod channels;
mod columns;
mod comments;
mod history;
mod lists;
mod pages;
mod records;
mod sections;

use event::Platform;

use crate::common::archive_name;
use crate::listing::Listing;
use crate::source::{Foreign, Source};

/// YouTube's line in the table of sources.
pub static SOURCE: Source = Source {
    platform: Platform::YouTube,
    how_to_get: "takeout.google.com: deselect all, select YouTube and YouTube Music; under Multiple formats choose JSON for history; \
                 all of the zips that come",
    sections: sections::SECTIONS,
    unread: UNREAD,
    variants: &[
        "Takeout with a history in JSON",
        "Takeout with a history in HTML",
        "Takeout without a history of videos",
    ],
    variant,
    wrong_forms: &[],
    foreign: Foreign::NONE,
    told_by_name: archive_name::takeout,
    owner_from: None,
};

/// Told by the form of the history, which is what a person chooses.
fn variant(listing: &Listing<'_>) -> &'static str {
    let held = listing.units(&SOURCE);
    let holds = |ending: &str| {
        held.iter().any(|unit| {
            let section = &sections::SECTIONS[unit.section];
            section.channels.iter().any(|channel| channel.consumption) && section.id().ends_with(ending)
        })
    };
    if holds(".json") {
        "Takeout with a history in JSON"
    } else if holds(".html") {
        "Takeout with a history in HTML"
    } else {
        "Takeout without a history of videos"
    }
}

const NOTHING: &str = "nothing that is measured";

static UNREAD: &[(&str, &str)] = &[
    ("playlists/playlists.csv", "a playlist is no account; its videos are read"),
    ("Listas de reproducción.csv", "a playlist is no account; its videos are read"),
    ("playlisturi.csv", "a playlist is no account; its videos are read"),
    ("grojaraščiai.csv", "a playlist is no account; its videos are read"),
    ("channel page settings.csv", NOTHING),
    ("channel community moderation settings.csv", NOTHING),
    ("Kanalseiteneinstellungen.csv", NOTHING),
    ("music-uploads/**", NOTHING),
    ("music library songs.csv", NOTHING),
    ("musik-mediathek-songs.csv", NOTHING),
    ("archive_browser.html", "a list of what the archive holds"),
    ("Archiv_Übersicht.html", "a list of what the archive holds"),
];
