//! Instagram.
//!
//! **Getting it.** Accounts Center, Your information and permissions, Export your information; choose JSON (HTML is the
//! default) and all of the time. A zip `instagram-<user>-<date>-<rand>.zip`.
//!
//! **Versions seen.** The flat layout before 2021 (`likes.json`, tuples; `flat.rs`); folders since 2021 (`likes/`,
//! `content/`); since 2023 below `your_instagram_activity/`, `connections/`, ...; in each, Meta's two dialects of a
//! record (`common/meta.rs`), labels in the language of the account, and letters written byte by byte.
//!
//! **Files read**: [`sections`]. **Known and not read, and why**: [`unread`]. What becomes of each: `docs/events.md`.

mod channels;
mod flat;
mod map;
mod messages;
mod posts;
mod profile;
mod sections;
mod unread;

use event::Platform;

use crate::common::archive_name;
use crate::listing::Listing;
use crate::others;
use crate::source::{Missing, Source};

/// Instagram's line in the table of sources.
pub static SOURCE: Source = Source {
    platform: Platform::Instagram,
    how_to_get: "Instagram app or instagram.com: Settings, Accounts Center, Your information and permissions, Export your \
                 information; choose your profile, Export to device, all information, all time, format JSON",
    sections: sections::SECTIONS,
    unread: unread::UNREAD,
    variants: &[
        "folders of 2024 and later",
        "folders of 2023",
        "folders of 2021 and 2022",
        "flat files before 2021",
        "single files",
    ],
    variant,
    wrong_forms: &[
        ("followers_and_following/followers_*.html", Missing::JsonForm),
        ("followers_and_following/following.html", Missing::JsonForm),
        ("likes/liked_posts.html", Missing::JsonForm),
        ("personal_information/personal_information.html", Missing::JsonForm),
        ("content/posts_*.html", Missing::JsonForm),
        ("media/posts_*.html", Missing::JsonForm),
    ],
    foreign: others::FACEBOOK,
    told_by_name: archive_name::meta,
    owner_from: None,
};

fn variant(listing: &Listing<'_>) -> &'static str {
    let since_2023 =
        ["your_instagram_activity/*/liked_posts.json", "connections/followers_and_following/following.json"];
    if listing.has("your_instagram_activity/media/posts_*.json")
        || listing.has("story_interactions/story_likes.json")
    {
        "folders of 2024 and later"
    } else if since_2023.iter().any(|pattern| listing.has(pattern))
        || listing.has("content/posts_*.json") && listing.has("your_instagram_activity/content/posts_*.json")
    {
        "folders of 2023"
    } else if listing.has("followers_and_following/following.json") || listing.has("likes/liked_posts.json") {
        "folders of 2021 and 2022"
    } else if listing.has("connections.json") || listing.has("likes.json") || listing.has("media.json") {
        "flat files before 2021"
    } else {
        "single files"
    }
}
