//! Exports of platforms that are not read (yet), by the names of their files, so that a person who brings one is
//! told what it is and not just that it is unknown.

use crate::listing::Listing;
use crate::source::Foreign;

/// Facebook names many files as Instagram does, and puts its own profile and its own folders beside them.
pub const FACEBOOK: Foreign = Foreign {
    wrappers: &["facebook-"],
    folders: &["your_facebook_activity", "your_activity_across_facebook"],
    files: &[
        "personal_information/profile_information/profile_information.json",
        "profile_information/profile_information.json",
    ],
};

/// A platform whose exports are known and not read.
#[derive(Debug, PartialEq, Eq)]
pub struct OtherPlatform {
    pub title: &'static str,
    /// One of these is enough.
    marks: &'static [&'static str],
    /// All of these are needed.
    together: &'static [&'static str],
}

const fn marked(title: &'static str, marks: &'static [&'static str]) -> OtherPlatform {
    OtherPlatform { title, marks, together: &[] }
}

const fn together(title: &'static str, together: &'static [&'static str]) -> OtherPlatform {
    OtherPlatform { title, marks: &[], together }
}

static OTHERS: &[OtherPlatform] = &[
    marked(
        "Facebook",
        &[
            "profile_information/profile_information.json",
            "profile_information/profile_information.html",
            "your_facebook_activity/**",
            "your_activity_across_facebook/**",
            "friends/your_friends.json",
            "comments_and_reactions/comments.json",
        ],
    ),
    marked(
        "YouTube (Google Takeout)",
        &[
            "history/watch-history.html",
            "history/watch-history.json",
            "subscriptions/subscriptions.csv",
            "archive_browser.html",
            "Verlauf/Wiedergabeverlauf.html",
            "Verlauf/Wiedergabeverlauf.json",
        ],
    ),
    together("Reddit", &["checkfile.csv", "statistics.csv"]),
    together("LinkedIn", &["Connections.csv", "Profile.csv"]),
    marked("LinkedIn", &["Connections.csv", "Invitations.csv"]),
    marked("Snapchat", &["json/snap_history.json", "json/chat_history.json", "html/snap_history.html"]),
    together("Mastodon", &["outbox.json", "actor.json"]),
    marked("Discord", &["package/account/user.json", "messages/index.json"]),
    together("Telegram", &["result.json"]),
    marked("WhatsApp", &["_chat.txt"]),
];

/// Which platform that is not read this export comes from, if its files tell.
pub fn other_platform(listing: &Listing<'_>) -> Option<&'static OtherPlatform> {
    OTHERS.iter().find(|other| {
        let all = !other.together.is_empty() && other.together.iter().all(|name| listing.has(name));
        all || other.marks.iter().any(|name| listing.has(name))
    })
}
