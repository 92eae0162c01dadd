//! Exports of platforms that are not read (yet), by the names of their files, so that a person who brings one is
//! told what it is and not just that it is unknown.

use crate::listing::Listing;
use crate::source::Foreign;

/// What Facebook writes, to Instagram's and Threads' readers. Facebook names many files as Instagram does, and puts its own
/// profile and its own folders beside them.
pub const FACEBOOK: Foreign = Foreign {
    wrappers: &["facebook-"],
    folders: &["your_facebook_activity", "your_activity_across_facebook"],
    files: &[
        "personal_information/profile_information/profile_information.json",
        "profile_information/profile_information.json",
    ],
    own: &[
        "your_instagram_activity/**",
        "connections/followers_and_following/**",
        "personal_information/personal_information/**",
        "instagram_ads_and_businesses/**",
    ],
};

/// What Instagram writes, to Facebook's reader.
pub const INSTAGRAM: Foreign = Foreign {
    wrappers: &["instagram-"],
    folders: &["your_instagram_activity"],
    files: &[
        "connections/followers_and_following/followers_*.json",
        "connections/followers_and_following/following.json",
        "followers_and_following/followers.json",
        "followers_and_following/followers_*.json",
        "followers_and_following/following.json",
        "personal_information/personal_information/personal_information.json",
        "personal_information/personal_information.json",
        "account_information/personal_information.json",
    ],
    own: &[
        "your_facebook_activity/**",
        "your_activity_across_facebook/**",
        "profile_information/**",
        "comments_and_reactions/**",
        "friends/**",
        "friends_and_followers/**",
        "following_and_followers/**",
        "connections/followers/**",
        "logged_information/interactions/**",
        "logged_information/location/**",
        "logged_information/notifications/**",
        "logged_information/search/**",
        "logged_information/your_interactions_on_facebook/**",
        "account_activity.json",
        "advertisers_you've_interacted_with.json",
        "logins_and_logouts.json",
        "record_details.json",
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
    marked("TikTok", &["user_data_tiktok.json", "user_data.json", "user_data_tiktok.txt"]),
    marked("Google Takeout without YouTube", &["archive_browser.html", "Archiv_Übersicht.html"]),
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
