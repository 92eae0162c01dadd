//! The files of an X archive that are read.

use archive::{Frames, Path, Step};
use event::Channel;

use super::channels::*;
use super::{account, acts, messages, tweets};
use crate::section::{Section, common, unless, with_context};

const LIST: Frames = Frames { paths: &[Path::records(&[Step::Items])], single: &[] };
const OBJECT: Frames = Frames { paths: &[Path::records(&[])], single: &[] };

const CONVERSATIONS: Frames = Frames {
    paths: &[
        Path::aside(&[Step::Items, Step::Key("dmConversation"), Step::Key("conversationId")]),
        Path::records(&[Step::Items, Step::Key("dmConversation"), Step::Key("messages"), Step::Items]),
    ],
    single: &[],
};

const IMPRESSIONS: Frames = Frames {
    paths: &[Path::records(&[
        Step::Items,
        Step::Key("ad"),
        Step::Key("adsUserData"),
        Step::Key("adImpressions"),
        Step::Key("impressions"),
        Step::Items,
    ])],
    single: &[],
};

const ENGAGEMENTS: Frames = Frames {
    paths: &[Path::records(&[
        Step::Items,
        Step::Key("ad"),
        Step::Key("adsUserData"),
        Step::Key("adEngagements"),
        Step::Key("engagements"),
        Step::Items,
    ])],
    single: &[],
};

/// A file is known by its name and by what it assigns to.
macro_rules! section {
    ($name:literal, $type:literal, $frames:expr, $map:expr, $channels:expr, $yields:literal) => {
        section!([$name], [$type], $frames, $map, $channels, $yields)
    };
    // A file that was renamed once has an older name, and assigns to an older one.
    ([$($name:literal),+], [$($type:literal),+], $frames:expr, $map:expr, $channels:expr, $yields:literal) => {
        common(
            Section::json(
                &[$(concat!("data/", $name, ".js"), concat!($name, ".js"), concat!($name, "-part*.js")),+],
                $frames,
                $map,
                $channels,
                $yields,
            ),
            &[$(&[concat!("window.YTD.", $type, ".part")]),+],
        )
    };
}

const TWEETS: &[&Channel] = &[&POST, &REPLY, &SHARE, &MENTION];
const TALKS: &[&Channel] = &[&MESSAGE, &MESSAGE_REACTION];
const GROUPS: &[&Channel] = &[&GROUP_MESSAGE, &MESSAGE_REACTION, &MENTION];

pub static SECTIONS: &[Section] = &[
    Section {
        files: &["data/manifest.js", "manifest.js"],
        signs: &[&["window.__THAR_CONFIG"]],
        ..with_context(
            section!("manifest", "manifest", OBJECT, account::nothing, &[], "when the archive was made"),
            account::manifest,
        )
    },
    // Before the messages, which need not tell whose they are where this does.
    with_context(
        section!("account", "account", LIST, account::account, &[&CHANGE], "your account"),
        account::owner,
    ),
    // Posts.
    section!("tweets", "tweets", LIST, tweets::tweet, TWEETS, "your posts"),
    section!("tweet", "tweet", LIST, tweets::tweet, TWEETS, "your posts (before 2023)"),
    section!(
        "deleted-tweets",
        "deleted_tweets",
        LIST,
        tweets::deleted_tweet,
        &[&DELETED_POST, &DELETED_REPLY, &DELETED_SHARE, &DELETED_MENTION],
        "posts you deleted lately"
    ),
    section!(
        "community-tweet",
        "community_tweet",
        LIST,
        tweets::community_tweet,
        TWEETS,
        "your posts in communities"
    ),
    section!(
        "twitter-circle-tweet",
        "twitter_circle_tweet",
        LIST,
        tweets::circle_tweet,
        TWEETS,
        "your posts for a circle"
    ),
    section!("note-tweet", "note_tweet", LIST, tweets::note, &[], "the long form of your posts"),
    unless(
        section!("tweet-headers", "tweet_headers", LIST, tweets::header, &[&POST], "when you posted"),
        &["data/tweets.js", "data/tweet.js"],
    ),
    unless(
        section!(
            "deleted-tweet-headers",
            "deleted_tweet_headers",
            LIST,
            tweets::deleted_header,
            &[&DELETED_POST],
            "when you posted what you deleted"
        ),
        &["data/deleted-tweets.js"],
    ),
    Section::media(
        &["data/tweets_media/**", "data/tweet_media/**", "tweets_media/**", "tweet_media/**"],
        "pictures and films of your posts",
    ),
    // Acts towards others.
    section!("like", "like", LIST, acts::like, &[&LIKE], "likes"),
    section!("follower", "follower", LIST, acts::follower, &[&FOLLOWER], "followers"),
    section!("following", "following", LIST, acts::following, &[&FOLLOWING], "accounts you follow"),
    section!("block", "block", LIST, acts::block, &[&BLOCK], "accounts you blocked"),
    section!("smartblock", "smartblock", LIST, acts::block, &[&BLOCK], "accounts blocked for you"),
    section!("mute", "mute", LIST, acts::mute, &[&MUTE], "accounts you muted"),
    section!(
        "community-note-rating",
        "community_note_rating",
        LIST,
        acts::note_rating,
        &[&NOTE_RATING],
        "notes you rated"
    ),
    section!(
        "birdwatch-note-rating",
        "birdwatch_note_rating",
        LIST,
        acts::note_rating,
        &[&NOTE_RATING],
        "notes you rated (before 2023)"
    ),
    // Messages.
    with_context(
        section!(
            ["direct-messages", "direct-message"],
            ["direct_messages", "direct_message"],
            CONVERSATIONS,
            messages::between_two,
            TALKS,
            "messages"
        ),
        messages::participants,
    ),
    section!(
        ["direct-messages-group", "direct-message-group"],
        ["direct_messages_group", "direct_message_group"],
        CONVERSATIONS,
        messages::in_group,
        GROUPS,
        "messages in groups"
    ),
    unless(
        with_context(
            section!(
                "direct-message-headers",
                "direct_message_headers",
                CONVERSATIONS,
                messages::between_two,
                TALKS,
                "when messages were sent"
            ),
            messages::participants,
        ),
        &["data/direct-messages.js"],
    ),
    unless(
        section!(
            "direct-message-group-headers",
            "direct_message_group_headers",
            CONVERSATIONS,
            messages::in_group,
            GROUPS,
            "when messages in groups were sent"
        ),
        &["data/direct-messages-group.js"],
    ),
    // Seen, searched, logged.
    section!(
        "ad-impressions",
        "ad_impressions",
        IMPRESSIONS,
        acts::ad_impression,
        &[&AD_SHOWN],
        "ads shown to you"
    ),
    section!(
        "ad-engagements",
        "ad_engagements",
        ENGAGEMENTS,
        acts::ad_engagement,
        &[&AD_WATCHED, &AD_CLICK],
        "ads you played or clicked"
    ),
    section!("user-link-clicks", "user_link_clicks", LIST, acts::link_click, &[&LINK], "links you opened"),
    section!("saved-search", "saved_search", LIST, acts::saved_search, &[&SEARCH], "saved searches"),
    section!("ip-audit", "ip_audit", LIST, acts::login, &[&LOGIN], "logins"),
    section!("device-token", "device_token", LIST, acts::device, &[&DEVICE], "devices signed in"),
    // The account.
    with_context(
        section!(
            "protected-history",
            "protected_history",
            LIST,
            account::protected,
            &[&CHANGE],
            "changes of privacy"
        ),
        account::privacy,
    ),
    with_context(
        section!("account-timezone", "account_timezone", LIST, account::zone_field, &[], "your time zone"),
        account::zone,
    ),
    section!(
        "screen-name-change",
        "screen_name_change",
        LIST,
        account::screen_name,
        &[&CHANGE],
        "changes of your user name"
    ),
    section!(
        "email-address-change",
        "email_address_change",
        LIST,
        account::email_change,
        &[&CHANGE],
        "changes of your e-mail address"
    ),
    section!(
        "connected-application",
        "connected_application",
        LIST,
        account::application,
        &[&CHANGE],
        "apps you connected"
    ),
    section!("profile", "profile", LIST, account::profile, &[], "your profile"),
    with_context(
        section!("phone-number", "phone_number", LIST, account::phone, &[], "your phone number"),
        account::own_phone,
    ),
    section!("ni-devices", "ni_devices", LIST, account::device_phone, &[], "phone numbers of your devices"),
    section!("ageinfo", "ageinfo", LIST, account::age, &[], "your date of birth"),
    section!(
        "personalization",
        "personalization",
        LIST,
        account::personalization,
        &[],
        "what X thinks you are"
    ),
];
