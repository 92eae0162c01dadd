//! Facebook.
//!
//! **Getting it.** Accounts Center, Your information and permissions, Export your information; choose JSON (HTML is the
//! default) and all of the time. One or several zips `facebook-<user>-<date>-<rand>.zip`. End-to-end-encrypted messages
//! are no part of it: they come as a download of their own from Messenger (Settings, Privacy and safety, End-to-end
//! encrypted chats, Message storage, Download secure storage data). Without it nobody knows what is missing, so
//! messages count as evidence for an answer and never against one.
//!
//! **Versions seen.** The folders before 2023 at the top of the zip (`posts/`, `comments_and_reactions/`,
//! `friends_and_followers/`), those of 2023 below `your_activity_across_facebook/`, those since 2024 below
//! `your_facebook_activity/`, `connections/`, `logged_information/`; Meta's two dialects of a record
//! (`common/meta.rs`); letters written byte by byte, but not in the encrypted messages.
//!
//! People are known by display name only. Towards whom an act was done stands, if anywhere, in a sentence in the
//! language of the account (`titles.rs`). Pages that the owner likes or follows are public figures (codebook, 2.2).
//!
//! **Files read**: [`sections`]. **Known and not read, and why**: [`unread`]. What becomes of each: `docs/events.md`.

mod acts;
mod channels;
mod encrypted;
mod logged;
mod messages;
mod people;
mod posts;
mod profile;
mod records;
mod sections;
mod titles;
mod unread;

use event::Platform;

use crate::common::archive_name;
use crate::listing::Listing;
use crate::others;
use crate::source::{Missing, Source};

/// Facebook's line in the table of sources.
pub static SOURCE: Source = Source {
    platform: Platform::Facebook,
    how_to_get: "Facebook app or facebook.com: Settings, Accounts Center, Your information and permissions, Export your \
                 information; choose your profile, Export to device, all information, all time, format JSON. Encrypted \
                 messages come apart: Messenger, Privacy and safety, End-to-end encrypted chats, Message storage, Download \
                 secure storage data",
    sections: sections::SECTIONS,
    unread: unread::UNREAD,
    variants: &["folders of 2024 and later", "folders of 2023", "folders before 2023", "single files"],
    variant,
    wrong_forms: &[
        ("profile_information/profile_information.html", Missing::JsonForm),
        ("comments_and_reactions/comments.html", Missing::JsonForm),
        ("friends/your_friends.html", Missing::JsonForm),
        ("your_facebook_activity/posts/your_posts*.html", Missing::JsonForm),
    ],
    foreign: others::INSTAGRAM,
    told_by_name: archive_name::facebook,
    owner_from: None,
};

fn variant(listing: &Listing<'_>) -> &'static str {
    let known = |patterns: &[&str]| patterns.iter().any(|pattern| listing.has(pattern));
    let newest = ["your_facebook_activity/**", "connections/friends/**", "connections/followers/**"];
    let early = [
        "profile_information/**",
        "comments_and_reactions/**",
        "posts/**",
        "friends/**",
        "friends_and_followers/**",
        "following_and_followers/**",
        "messages/inbox/**",
    ];
    if known(&["your_activity_across_facebook/**"]) {
        "folders of 2023"
    } else if known(&newest) {
        "folders of 2024 and later"
    } else if known(&early) {
        "folders before 2023"
    } else {
        "single files"
    }
}
