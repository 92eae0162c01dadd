//! Threads, which comes inside the Instagram export.
//!
//! **Getting it.** As Instagram; its files lie in `your_instagram_activity/threads/`, or in a bare `threads/`.
//!
//! **Versions seen.** Exports of 2023 to 2026, root keys that begin `text_post_app_`. A reply tells neither the post that
//! it answers nor, but for `@names` at its beginning, whom.
//!
//! **Files read**: [`SECTIONS`]. **Known and not read, and why**: [`UNREAD`]. What becomes of each: `docs/events.md`.

mod map;
mod profile;

use event::{Channel, Kind, Mode, Platform, Reverse};

use crate::common::archive_name;
use crate::common::meta::list;
use crate::listing::Listing;
use crate::others;
use crate::section::Section;
use crate::source::{Missing, Source};

/// Threads' line in the table of sources.
pub static SOURCE: Source = Source {
    platform: Platform::Threads,
    how_to_get: "Threads comes inside the Instagram export: see Instagram",
    sections: SECTIONS,
    unread: UNREAD,
    variants: &["inside an Instagram export"],
    variant,
    wrong_forms: &[
        ("threads/threads_and_replies.html", Missing::JsonForm),
        ("threads/liked_threads.html", Missing::JsonForm),
    ],
    foreign: others::FACEBOOK,
    told_by_name: archive_name::meta,
    owner_from: Some(Platform::Instagram),
};

fn variant(_: &Listing<'_>) -> &'static str {
    "inside an Instagram export"
}

const fn channel(kind: Kind, name: &'static str, mode: Mode, reverse: Reverse) -> Channel {
    Channel::new(Platform::Threads, kind, name, mode, reverse)
}

static POST: Channel = channel(Kind::Post, "threads posted", Mode::Log, Reverse::None);
static REPLY: Channel = channel(Kind::Reply, "replies", Mode::Log, Reverse::None);
static MENTION: Channel = channel(Kind::Mention, "mentions in texts", Mode::Log, Reverse::None);
static LIKE: Channel = channel(Kind::React, "likes", Mode::Log, Reverse::None);
static SAVE: Channel = channel(Kind::Save, "saved threads", Mode::Snapshot, Reverse::None);
static VIEW: Channel = channel(Kind::View, "threads seen", Mode::Recent, Reverse::None).of_consumption();
static FOLLOWER: Channel = channel(Kind::Follow, "followers", Mode::Snapshot, Reverse::State);
static FOLLOWING: Channel = channel(Kind::Follow, "accounts followed", Mode::Snapshot, Reverse::State);
static BLOCK: Channel = channel(Kind::Block, "blocked accounts", Mode::Snapshot, Reverse::None);
static RESTRICT: Channel = channel(Kind::Mute, "restricted accounts", Mode::Snapshot, Reverse::None);
static UNFOLLOW: Channel = channel(Kind::Unfollow, "accounts unfollowed lately", Mode::Recent, Reverse::None);

static SECTIONS: &[Section] = &[
    Section::json(
        &["threads_and_replies.json"],
        list!("text_post_app_text_posts"),
        map::post,
        &[&POST, &REPLY, &MENTION],
        "your threads and replies",
    ),
    Section::json(
        &["archived_threads.json"],
        list!("text_post_app_text_app_archived_posts"),
        map::archived_post,
        &[&POST, &REPLY, &MENTION],
        "your archived threads",
    ),
    Section::json(
        &["liked_threads.json"],
        list!("text_post_app_media_likes"),
        map::like,
        &[&LIKE],
        "likes of threads",
    ),
    Section::json(
        &["saved_threads.json"],
        list!("text_post_app_text_post_app_saved_posts"),
        map::save,
        &[&SAVE],
        "saved threads",
    ),
    Section::json(
        &["threads_viewed.json"],
        list!("text_post_app_text_post_app_posts_seen"),
        map::view,
        &[&VIEW],
        "threads you saw",
    ),
    Section::json(
        &["threads/followers_*.json", "threads/followers.json"],
        list!("text_post_app_text_post_app_followers"),
        map::follower,
        &[&FOLLOWER],
        "followers on Threads",
    ),
    Section::json(
        &["threads/following.json"],
        list!("text_post_app_text_post_app_following"),
        map::following,
        &[&FOLLOWING],
        "accounts you follow on Threads",
    ),
    Section::json(
        &["threads/blocked_profiles.json"],
        list!("text_post_app_text_post_app_blocked_users"),
        map::block,
        &[&BLOCK],
        "accounts you blocked on Threads",
    ),
    Section::json(
        &["threads/restricted_profiles.json"],
        list!("text_post_app_text_post_app_restricted_users"),
        map::restrict,
        &[&RESTRICT],
        "accounts you restricted on Threads",
    ),
    Section::json(
        &["threads/recently_unfollowed_profiles.json"],
        list!("text_post_app_text_post_app_unfollowed_users"),
        map::unfollow,
        &[&UNFOLLOW],
        "accounts you unfollowed lately on Threads",
    ),
    Section {
        context: Some(profile::owner),
        ..Section::json(
            &["threads/personal_information.json"],
            list!("text_post_app_text_post_app_profile"),
            profile::profile,
            &[],
            "your profile on Threads",
        )
    },
];

static UNREAD: &[(&str, &str)] = &[
    ("threads/pending_follow_requests.json", "a request is no follow"),
    ("threads/recent_follow_requests.json", "a request is no follow"),
    ("threads/follow_requests_you've_received.json", "a request is no follow"),
    ("threads/interest_feeds_on_threads.json", "nothing that is measured"),
    ("threads/threads_home.json", "nothing that is measured"),
    ("threads/collapsed_trends.json", "nothing that is measured"),
];
