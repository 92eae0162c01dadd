//! TikTok.
//!
//! **Getting it.** Settings and privacy, Account, Download your data; choose JSON (TXT is the other choice). A zip with one
//! file, `user_data_tiktok.json` (`user_data.json` in older ones), which holds everything.
//!
//! **Versions seen.** Keys of 2021 and 2022 (`Activity`, `Video Browsing History`, ...) and of 2025 and later (`Your
//! Activity`, `Watch History`, ...), mixed in between: a list is found by any of its names, whatever stands around it
//! and whatever the case. Keys are English in every language of the app. All times are UTC.
//!
//! **Lists read**: [`sections`]. **Known and not read, and why**: [`unread`]. The TXT form is told and not read: nobody
//! has confirmed its layout. What becomes of each list: `docs/events.md`.
//!
//! **What it cannot show**: whose videos were watched, liked, saved, shared or commented on. A link holds a number, and
//! no name.

mod channels;
mod map;
mod messages;
mod profile;
mod records;
mod sections;
mod shop;
mod unread;

use event::Platform;

use crate::context::Context;
use crate::listing::Listing;
use crate::source::{Foreign, Missing, Source};

/// TikTok's line in the table of sources.
pub static SOURCE: Source = Source {
    platform: Platform::TikTok,
    how_to_get: "TikTok app: Profile, Settings and privacy, Account, Download your data; choose All data and the format JSON",
    sections: sections::SECTIONS,
    unread: &[],
    variants: &["`user_data_tiktok.json`", "`user_data.json`, the older name", "a file of another name"],
    variant,
    wrong_forms: &[
        ("user_data_tiktok.txt", Missing::JsonFormOfText),
        ("user_data.txt", Missing::JsonFormOfText),
        ("Watch History.txt", Missing::JsonFormOfText),
        ("Video Browsing History.txt", Missing::JsonFormOfText),
        ("Like List.txt", Missing::JsonFormOfText),
        ("Follower List.txt", Missing::JsonFormOfText),
        ("Following List.txt", Missing::JsonFormOfText),
        ("Share History.txt", Missing::JsonFormOfText),
        ("Profile Info.txt", Missing::JsonFormOfText),
        ("Profile Information.txt", Missing::JsonFormOfText),
    ],
    foreign: Foreign::NONE,
    told_by_name: |_, _: &mut Context| {},
    owner_from: None,
};

fn variant(listing: &Listing<'_>) -> &'static str {
    if listing.has("user_data_tiktok.json") {
        "`user_data_tiktok.json`"
    } else if listing.has("user_data.json") {
        "`user_data.json`, the older name"
    } else {
        "a file of another name"
    }
}
