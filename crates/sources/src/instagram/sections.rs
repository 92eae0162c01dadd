//! The files of an Instagram export that are read.

use archive::{Frames, Path, Step};
use event::Channel;

use super::channels::*;
use super::{flat, map, messages, posts, profile};
use crate::common::meta::list;
use crate::common::meta_messages::{CONVERSATION, loose_participants, participants};
use crate::section::{Map, Section, common, hinted, shared, signed, with_context};

/// What a `title` in Threads' folder of the same names would be mistaken for.
const THREADS: &[&str] = &["threads"];

const fn section(
    files: &'static [&'static str],
    frames: Frames,
    map: Map,
    channels: &'static [&'static Channel],
    yields: &'static str,
) -> Section {
    Section { not_below: THREADS, ..Section::json(files, frames, map, channels, yields) }
}

const FLAT_CONVERSATIONS: Frames = Frames {
    paths: &[
        Path::aside(&[Step::Items, Step::Key("participants")]),
        Path::records(&[Step::Items, Step::Key("conversation"), Step::Items]),
    ],
    single: &[],
};

/// The lists of a flat file, one path each; the mapping tells them apart by position.
macro_rules! lists {
    ($($key:literal),* $(,)?) => {
        Frames { paths: &[$(Path::records(&[Step::Key($key), Step::Items]),)*], single: &[] }
    };
}

/// Every list of a flat file, whatever its name.
const ANY_LIST: Frames = Frames { paths: &[Path::records(&[Step::Entries, Step::Items])], single: &[] };

const ROOT_OBJECT: Frames = Frames { paths: &[Path::records(&[])], single: &[] };

pub static SECTIONS: &[Section] = &[
    // Connections.
    section(
        &["followers_*.json", "followers_and_following/followers.json"],
        list!("relationships_followers"),
        map::follower,
        &[&FOLLOWER],
        "followers",
    ),
    shared(section(
        &["following.json"],
        list!("relationships_following"),
        map::following,
        &[&FOLLOWING],
        "accounts you follow",
    )),
    section(
        &["blocked_profiles.json", "blocked_accounts.json"],
        list!("relationships_blocked_users"),
        map::block,
        &[&BLOCK],
        "accounts you blocked",
    ),
    section(
        &["restricted_profiles.json", "restricted_accounts.json"],
        list!("relationships_restricted_users"),
        map::restrict,
        &[&RESTRICT],
        "accounts you restricted",
    ),
    section(
        &["recently_unfollowed_profiles.json", "recently_unfollowed_accounts.json"],
        list!("relationships_unfollowed_users"),
        map::unfollow,
        &[&UNFOLLOW],
        "accounts you unfollowed lately",
    ),
    // Acts towards others.
    section(&["liked_posts.json"], list!("likes_media_likes"), map::like, &[&LIKE], "likes of posts"),
    section(&["liked_comments.json"], list!("likes_comment_likes"), map::like, &[&LIKE], "likes of comments"),
    section(
        &["story_likes.json"],
        list!("story_activities_story_likes"),
        map::story_reaction,
        &[&STORY_REACTION],
        "likes of stories",
    ),
    section(
        &["emoji_story_reactions.json"],
        list!("story_activities_emoji_quick_reactions"),
        map::story_reaction,
        &[&STORY_REACTION],
        "emoji reactions to stories",
    ),
    section(
        &["avatar_story_reactions.json"],
        list!("story_activities_avatar_quick_reactions"),
        map::story_reaction,
        &[&STORY_REACTION],
        "avatar reactions to stories",
    ),
    section(
        &["story_reaction_sticker_reactions.json"],
        list!("story_activities_reaction_sticker_reactions"),
        map::story_reaction,
        &[&STORY_REACTION],
        "sticker reactions to stories",
    ),
    section(
        &["question_media_response.json"],
        list!("story_activities_questions_media"),
        map::story_reaction,
        &[&STORY_REACTION],
        "pictures as answers in stories",
    ),
    section(
        &["question_music_response.json"],
        list!("story_activities_questions_music"),
        map::story_reaction,
        &[&STORY_REACTION],
        "music as answers in stories",
    ),
    section(
        &["story_interactions/polls.json", "story_sticker_interactions/polls.json"],
        list!("story_activities_polls"),
        map::story_answer,
        &[&STORY_ANSWER],
        "answers to polls",
    ),
    section(
        &["story_interactions/quizzes.json", "story_sticker_interactions/quizzes.json"],
        list!("story_activities_quizzes"),
        map::story_answer,
        &[&STORY_ANSWER],
        "answers to quizzes",
    ),
    section(
        &["story_interactions/questions.json", "story_sticker_interactions/questions.json"],
        list!("story_activities_questions"),
        map::story_answer,
        &[&STORY_ANSWER],
        "answers to questions",
    ),
    section(
        &["story_interactions/emoji_sliders.json", "story_sticker_interactions/emoji_sliders.json"],
        list!("story_activities_emoji_sliders"),
        map::story_answer,
        &[&STORY_ANSWER],
        "emoji sliders",
    ),
    section(
        &["story_interactions/countdowns.json", "story_sticker_interactions/countdowns.json"],
        list!("story_activities_countdowns"),
        map::story_answer,
        &[&STORY_ANSWER],
        "countdowns",
    ),
    section(
        &["post_comments_*.json", "post_comments.json"],
        list!("comments_media_comments"),
        map::comment,
        &[&COMMENT, &MENTION],
        "comments on posts",
    ),
    section(
        &["reels_comments.json"],
        list!("comments_reels_comments"),
        map::comment,
        &[&COMMENT, &MENTION],
        "comments on reels",
    ),
    section(
        &["comments/hype.json"],
        list!("comments_story_comments"),
        map::comment,
        &[&COMMENT, &MENTION],
        "comments on stories",
    ),
    section(&["saved_posts.json"], list!("saved_saved_media"), map::save, &[&SAVE], "saved posts"),
    section(
        &["personal_information/reposts.json", "reposts.json"],
        list!("profile_media_reposts"),
        map::repost,
        &[&REPOST],
        "reposts",
    ),
    section(
        &["event_reminders.json"],
        list!("events_event_reminders"),
        map::attend,
        &[&ATTEND],
        "reminders of events",
    ),
    section(
        &["subscriptions/reels.json"],
        list!("subscriptions_reels"),
        map::subscribe,
        &[&SUBSCRIBE],
        "subscriptions",
    ),
    section(
        &["posts_you're_not_interested_in.json"],
        list!("impressions_history_posts_not_interested"),
        map::hide_post,
        &[&HIDE],
        "posts you hid",
    ),
    section(
        &["profiles_you're_not_interested_in.json", "accounts_you're_not_interested_in.json"],
        list!("impressions_history_recs_hidden_authors"),
        map::hide_account,
        &[&HIDE],
        "accounts you hid",
    ),
    // Own posts.
    section(
        &["content/posts_*.json", "media/posts_*.json", "posts_*.json"],
        list!(),
        posts::post,
        &[&POST, &MENTION],
        "your posts",
    ),
    section(
        &["content/reels.json", "media/reels.json"],
        list!("ig_reels_media"),
        posts::post,
        &[&POST, &MENTION],
        "your reels",
    ),
    section(
        &["igtv_videos.json"],
        list!("ig_igtv_media"),
        posts::post,
        &[&POST, &MENTION],
        "your IGTV videos",
    ),
    section(
        &["other_content.json"],
        list!("ig_other_media"),
        posts::post,
        &[&POST, &MENTION],
        "other things you posted",
    ),
    section(
        &["archived_posts.json"],
        list!("ig_archived_post_media"),
        posts::archived_post,
        &[&POST, &MENTION],
        "your archived posts",
    ),
    section(
        &["recently_deleted_content.json"],
        list!("ig_recently_deleted_media"),
        posts::deleted_post,
        &[&DELETED_POST, &DELETED_MENTION],
        "posts you deleted lately",
    ),
    shared(section(
        &["content/stories.json", "media/stories.json", "stories.json"],
        list!("ig_stories"),
        posts::story,
        &[&STORY, &MENTION],
        "your stories",
    )),
    section(
        &["profile_photos.json"],
        list!("ig_profile_picture"),
        posts::profile_photo,
        &[&PROFILE_PHOTO],
        "your profile photos",
    ),
    Section::media(&["media/posts/**", "photos/*/**", "videos/*/**"], "pictures and films of your posts"),
    Section::media(&["media/stories/**", "stories/*/**"], "pictures and films of your stories"),
    Section::media(&["media/reels/**"], "films of your reels"),
    // Messages.
    shared(with_context(
        section(
            &["messages/inbox/*/message_*.json", "your_instagram_activity/*/message_*.json"],
            CONVERSATION,
            messages::message,
            &[&MESSAGE, &GROUP_MESSAGE, &CALL, &GROUP_CALL, &MESSAGE_REACTION, &MENTION],
            "messages",
        ),
        participants,
    )),
    shared(with_context(
        section(
            &["messages/message_requests/*/message_*.json"],
            CONVERSATION,
            messages::message,
            &[&MESSAGE, &GROUP_MESSAGE, &CALL, &GROUP_CALL, &MESSAGE_REACTION, &MENTION],
            "message requests",
        ),
        participants,
    )),
    common(
        with_context(
            section(
                &["message_*.json"],
                CONVERSATION,
                messages::loose_message,
                &[&MESSAGE, &GROUP_MESSAGE, &CALL, &GROUP_CALL, &MESSAGE_REACTION, &MENTION],
                "messages",
            ),
            loose_participants,
        ),
        &[&["\"messages\"", "\"sender_name\"", "\"timestamp_ms\""]],
    ),
    // Seen, searched, logged.
    section(
        &["posts_viewed.json"],
        list!("impressions_history_posts_seen"),
        map::view,
        &[&VIEW],
        "posts you saw",
    ),
    section(
        &["videos_watched.json"],
        list!("impressions_history_videos_watched"),
        map::view,
        &[&VIEW],
        "videos you watched",
    ),
    section(&["stories_viewed.json"], list!(), map::story_view, &[&VIEW], "stories you saw"),
    section(
        &["ads_viewed.json"],
        list!("impressions_history_ads_seen"),
        map::shown,
        &[&SHOWN],
        "ads shown to you",
    ),
    section(
        &["suggested_profiles_viewed.json", "suggested_accounts_viewed.json"],
        list!("impressions_history_chaining_seen"),
        map::shown,
        &[&SHOWN],
        "accounts suggested to you",
    ),
    section(
        &["ads_clicked.json"],
        list!("impressions_history_ads_clicked"),
        map::ad_click,
        &[&AD_CLICK],
        "ads you clicked",
    ),
    section(
        &["profile_searches.json", "account_searches.json"],
        list!("searches_user"),
        map::search_account,
        &[&SEARCH],
        "accounts you searched",
    ),
    section(
        &["word_or_phrase_searches.json"],
        list!("searches_keyword"),
        map::search_words,
        &[&SEARCH],
        "words you searched",
    ),
    shared(section(&["link_history/link_history.json"], list!(), map::link, &[&LINK], "links you opened")),
    section(
        &["time_spent_on_instagram.json"],
        list!(),
        map::time_spent,
        &[&TIME_SPENT],
        "time spent, as measured",
    ),
    shared(section(
        &["login_activity.json"],
        list!("account_history_login_history"),
        map::login,
        &[&LOGIN],
        "logins",
    )),
    shared(section(
        &["logout_activity.json"],
        list!("account_history_logout_history"),
        map::login,
        &[&LOGIN],
        "logouts",
    )),
    section(
        &["password_change_activity.json"],
        list!("account_history_password_change_history"),
        map::change,
        &[&CHANGE],
        "changes of password",
    ),
    section(
        &["profile_status_changes.json"],
        list!("account_history_account_active_status_changes"),
        map::change,
        &[&CHANGE],
        "the account switched off and on",
    ),
    section(
        &["profile_privacy_changes.json"],
        list!("account_history_account_privacy_history"),
        map::change,
        &[&CHANGE],
        "changes of privacy",
    ),
    shared(with_context(
        section(
            &["signup_details.json", "instagram_signup_details.json"],
            list!("account_history_registration_info"),
            map::change,
            &[&CHANGE],
            "the making of the account",
        ),
        profile::began,
    )),
    section(
        &["profile_changes.json"],
        list!("profile_profile_change"),
        profile::change,
        &[&CHANGE],
        "changes of the profile",
    ),
    // Profile.
    shared(with_context(
        section(
            &[
                "personal_information/personal_information.json",
                "account_information/personal_information.json",
                "personal_information.json",
            ],
            list!("profile_user"),
            profile::profile,
            &[],
            "your profile",
        ),
        profile::owner,
    )),
    section(
        &["professional_information.json"],
        list!("profile_business"),
        profile::professional,
        &[],
        "how your professional account is reached",
    ),
    shared(section(
        &["information_you've_submitted_to_advertisers.json"],
        list!("ig_lead_gen_info"),
        profile::submitted,
        &[],
        "what you filled in for advertisers",
    )),
    section(
        &["possible_emails.json"],
        list!("inferred_data_inferred_emails"),
        profile::possible_email,
        &[],
        "e-mail addresses that Instagram guesses",
    ),
    section(
        &["possible_phone_numbers.json"],
        list!("inferred_data_inferred_phone_numbers"),
        profile::possible_phone,
        &[],
        "phone numbers that Instagram guesses",
    ),
    section(
        &["profile_based_in.json", "account_based_in.json"],
        list!("inferred_data_primary_location"),
        profile::location,
        &[],
        "where Instagram thinks you live",
    ),
    shared(section(
        &["locations_of_interest.json"],
        list!(),
        profile::location,
        &[],
        "places that Instagram thinks matter to you",
    )),
    shared(section(
        &["last_known_location.json"],
        list!("account_history_imprecise_last_known_location"),
        profile::coordinates,
        &[],
        "where you were last",
    )),
    shared(section(
        &["autofill_information.json"],
        list!("ig_autofill_data"),
        profile::autofill,
        &[],
        "what the browser of the app fills in",
    )),
    // The flat layout before 2021. These names are everybody's: the words in them decide.
    common(
        section(
            &["likes.json"],
            lists!("media_likes", "comment_likes"),
            flat::like,
            &[&LIKE],
            "likes (before 2021)",
        ),
        &[&["\"media_likes\""], &["\"comment_likes\""]],
    ),
    common(
        section(&["comments.json"], ANY_LIST, flat::comment, &[&COMMENT, &MENTION], "comments (before 2021)"),
        &[&["\"media_comments\""]],
    ),
    signed(
        section(
            &["stories_activities.json"],
            ANY_LIST,
            flat::story_answer,
            &[&STORY_ANSWER],
            "answers in stories (before 2021)",
        ),
        &[&["\"polls\"", "\"emoji_sliders\""]],
    ),
    hinted(
        common(
            section(
                &["connections.json"],
                flat::CONNECTIONS,
                flat::connection,
                &[&FOLLOWER, &FOLLOWING, &BLOCK],
                "connections (before 2021)",
            ),
            &[&["\"follow_requests_sent\""]],
        ),
        &["\"followers\"", "\"following\"", "\"blocked_users\"", "\"following_hashtags\""],
    ),
    hinted(
        common(
            section(
                &["media.json"],
                lists!("photos", "videos", "stories", "profile"),
                flat::media,
                &[&POST, &STORY, &PROFILE_PHOTO, &MENTION],
                "your posts and stories (before 2021)",
            ),
            &[&["\"taken_at\"", "\"path\""]],
        ),
        &["\"caption\""],
    ),
    hinted(
        common(
            with_context(
                section(
                    &["messages.json"],
                    FLAT_CONVERSATIONS,
                    flat::message,
                    &[&MESSAGE, &GROUP_MESSAGE, &MENTION],
                    "messages (before 2021)",
                ),
                flat::participants,
            ),
            &[&["\"conversation\"", "\"participants\""]],
        ),
        &["\"conversation\""],
    ),
    signed(
        section(
            &["account_history.json"],
            flat::HISTORY,
            flat::history,
            &[&LOGIN, &CHANGE],
            "logins (before 2021)",
        ),
        &[&["\"login_history\""]],
    ),
    signed(
        section(
            &["seen_content.json"],
            lists!("posts_seen", "videos_watched", "ads_seen", "chaining_seen", "ads_clicked"),
            flat::seen,
            &[&VIEW, &SHOWN, &AD_CLICK],
            "what you saw (before 2021)",
        ),
        &[&["\"chaining_seen\""]],
    ),
    common(
        section(&["saved.json"], lists!("saved_media"), flat::save, &[&SAVE], "saved posts (before 2021)"),
        &[&["\"saved_media\""]],
    ),
    common(
        section(&["searches.json"], list!(), flat::search, &[&SEARCH], "searches (before 2021)"),
        &[&["\"search_click\""]],
    ),
    common(
        with_context(
            section(&["profile.json"], ROOT_OBJECT, flat::profile, &[], "your profile (before 2021)"),
            flat::owner,
        ),
        &[&["\"username\"", "\"private_account\""]],
    ),
];
