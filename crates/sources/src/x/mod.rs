//! X (Twitter).
//!
//! **Getting it.** Settings, Your account, Download an archive of your data; ready after about a day. One zip,
//! `twitter-<date>-<id>.zip`.
//!
//! **Versions seen.** 2019 to 2022 (`tweet.js`, some files without the inner wrapper) and later (`tweets.js`,
//! `manifest.js`, long files in parts). Every file is `window.YTD.<type>.part<N> = [...]`, and all numbers are texts.
//! Archives before 2019 (`Grailbird`) are known and not read: no reader of them was found.
//!
//! **Files read**: [`sections`]. **Known and not read, and why**: [`UNREAD`]. What becomes of each: `docs/events.md`.

mod account;
mod acts;
mod channels;
mod messages;
mod records;
mod sections;
mod tweets;

use event::Platform;

use crate::common::archive_name;
use crate::listing::Listing;
use crate::source::{Foreign, Missing, Source};

/// X's line in the table of sources.
pub static SOURCE: Source = Source {
    platform: Platform::X,
    how_to_get: "X app or x.com: Settings and privacy, Your account, Download an archive of your data; it takes a day or more",
    sections: sections::SECTIONS,
    unread: UNREAD,
    variants: &["archive of 2022 and later", "archive of 2019 to 2022", "single files"],
    variant,
    wrong_forms: &[
        ("data/js/tweet_index.js", Missing::NewerForm),
        ("data/js/user_details.js", Missing::NewerForm),
    ],
    foreign: Foreign::NONE,
    told_by_name: archive_name::x,
    owner_from: None,
};

fn variant(listing: &Listing<'_>) -> &'static str {
    if listing.has("manifest.js") || listing.has("tweets.js") {
        "archive of 2022 and later"
    } else if listing.has("tweet.js") {
        "archive of 2019 to 2022"
    } else {
        "single files"
    }
}

const NOTHING: &str = "nothing that is measured";
const UNCONFIRMED: &str = "its shape is not confirmed by any reader";

static UNREAD: &[(&str, &str)] = &[
    ("data/direct-message-mute.js", UNCONFIRMED),
    ("data/audio-video-calls-in-dm.js", UNCONFIRMED),
    ("data/audio-video-calls-in-dm-recipient-sessions.js", UNCONFIRMED),
    ("data/spaces-metadata.js", UNCONFIRMED),
    ("data/moment.js", UNCONFIRMED),
    ("data/periscope-broadcast-metadata.js", UNCONFIRMED),
    ("data/periscope-comments-made-by-user.js", UNCONFIRMED),
    ("data/community-note.js", UNCONFIRMED),
    ("data/birdwatch-note.js", UNCONFIRMED),
    ("data/article.js", UNCONFIRMED),
    ("data/grok-chat-item.js", UNCONFIRMED),
    ("data/account-suspension.js", UNCONFIRMED),
    ("data/lists-created.js", "a list is no account"),
    ("data/lists-member.js", "a list is no account"),
    ("data/lists-subscribed.js", "a list is no account"),
    ("data/contact.js", "other people's data"),
    ("data/sso.js", NOTHING),
    ("data/app.js", NOTHING),
    ("data/branch-links.js", NOTHING),
    ("data/key-registry.js", NOTHING),
    ("data/verified.js", NOTHING),
    ("data/account-creation-ip.js", NOTHING),
    ("data/ad-mobile-conversions-attributed.js", NOTHING),
    ("data/ad-mobile-conversions-unattributed.js", NOTHING),
    ("data/ad-online-conversions-attributed.js", NOTHING),
    ("data/ad-online-conversions-unattributed.js", NOTHING),
];
