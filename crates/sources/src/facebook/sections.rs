//! The files of a Facebook export that are read.

use archive::{Frames, Path, Step};
use event::Channel;

use super::channels::*;
use super::{acts, encrypted, logged, messages, people, posts, profile};
use crate::common::meta::list;
use crate::common::meta_messages::CONVERSATION;
use crate::section::{Map, MapContext, Section, common, shared, with_context};

/// A file with a list of records, each of which stands for itself.
const fn file(
    files: &'static [&'static str],
    frames: Frames,
    map: Map,
    channels: &'static [&'static Channel],
    yields: &'static str,
) -> Section {
    Section::json(files, frames, map, channels, yields)
}

const POSTS: &[&Channel] = &[&POST, &SHARE, &TAG];
const MESSAGES: &[&Channel] =
    &[&MESSAGE, &OPEN_MESSAGE, &GROUP_MESSAGE, &CALL, &OPEN_CALL, &GROUP_CALL, &MESSAGE_REACTION];
const ENCRYPTED: &[&Channel] = &[&MESSAGE, &GROUP_MESSAGE, &MESSAGE_REACTION];

/// Files of conversations in one of the folders that they lie in.
const fn conversations(files: &'static [&'static str], yields: &'static str) -> Section {
    const CONTEXT: MapContext = people::participants;
    shared(with_context(file(files, CONVERSATION, messages::message, MESSAGES, yields), CONTEXT))
}

/// Lists in lists: what was seen, in groups of groups.
const SEEN: Frames = Frames {
    paths: &[
        Path::records(&[
            Step::Key("recently_viewed"),
            Step::Items,
            Step::Key("children"),
            Step::Items,
            Step::Key("entries"),
            Step::Items,
        ]),
        Path::records(&[Step::Key("recently_viewed"), Step::Items, Step::Key("entries"), Step::Items]),
    ],
    single: &[],
};

/// The entries of groups.
macro_rules! entries {
    ($key:literal) => {
        Frames {
            paths: &[Path::records(&[Step::Key($key), Step::Items, Step::Key("entries"), Step::Items])],
            single: &[],
        }
    };
}

/// What stands under one of two keys.
macro_rules! under {
    ($($first:literal $(/ $then:literal)?),+) => {
        Frames { paths: &[$(Path::records(&[Step::Key($first) $(, Step::Key($then), Step::Items)?])),+], single: &[] }
    };
}

const PHOTOS: Frames = Frames { paths: &[Path::records(&[Step::Key("photos"), Step::Items])], single: &[] };

pub static SECTIONS: &[Section] = &[
    // Who the owner is and whom they know: sentences in other files name them.
    with_context(
        file(
            &["profile_information/profile_information.json", "profile_information.json"],
            under!("profile_v2"),
            profile::profile,
            &[&CHANGE],
            "your profile",
        ),
        profile::owner,
    ),
    with_context(
        file(
            &["your_friends.json", "friends/friends.json", "friends_and_followers/friends.json"],
            list!("friends_v2"),
            people::friend,
            &[&FRIEND],
            "friends",
        ),
        people::known_friend,
    ),
    with_context(
        file(
            &["who_you've_followed.json"],
            list!("following_v3", "following_v2"),
            people::following,
            &[&FOLLOWING],
            "accounts you follow",
        ),
        people::known,
    ),
    with_context(
        file(
            &[
                "connections/followers/followers.json",
                "friends_and_followers/followers.json",
                "following_and_followers/followers.json",
            ],
            list!("followers_v2"),
            people::follower,
            &[&FOLLOWER],
            "followers",
        ),
        people::known,
    ),
    with_context(
        file(&["pages_you've_liked.json"], list!("page_likes_v2"), people::page, &[&PAGE], "pages you liked"),
        people::known_page,
    ),
    with_context(
        file(
            &["pages_and_profiles_you_follow.json", "pages_you_follow.json"],
            list!("pages_followed_v2"),
            people::page,
            &[&PAGE],
            "pages you follow",
        ),
        people::known_page,
    ),
    file(
        &["removed_friends.json"],
        list!("deleted_friends_v2"),
        people::unfriend,
        &[&UNFRIEND],
        "friends you removed",
    ),
    file(
        &[
            "pages_and_profiles_you've_unfollowed.json",
            "pages_you've_unfollowed.json",
            "feed/unfollowed_profiles.json",
        ],
        list!("pages_unfollowed_v2"),
        people::unfollow,
        &[&UNFOLLOW],
        "pages and profiles you unfollowed",
    ),
    file(
        &["messenger_contacts_you've_blocked.json"],
        entries!("messenger_contacts_blocked_v2"),
        people::block,
        &[&BLOCK],
        "contacts you blocked in Messenger",
    ),
    // Acts towards others.
    file(
        &[
            "likes_and_reactions_*.json",
            "likes_and_reactions.json",
            "comments_and_reactions/posts_and_comments.json",
        ],
        list!("reactions_v2"),
        acts::reaction,
        &[&REACTION],
        "likes and reactions",
    ),
    file(
        &["story_reactions.json"],
        list!("stories_feedback_v2"),
        acts::story_reaction,
        &[&STORY_REACTION],
        "reactions to stories",
    ),
    file(
        &["comments_and_reactions/comments.json"],
        list!("comments_v2"),
        acts::comment,
        &[&COMMENT],
        "comments",
    ),
    file(
        &["your_comments_in_groups.json"],
        list!("group_comments_v2"),
        acts::comment,
        &[&COMMENT],
        "comments in groups",
    ),
    file(&["your_saved_items.json"], list!("saves_v2"), acts::save, &[&SAVE], "saved items"),
    file(
        &["polls_you_voted_on.json", "your_poll_votes.json"],
        list!("poll_votes_v2"),
        acts::poll,
        &[&POLL],
        "votes in polls",
    ),
    file(
        &["your_event_responses.json"],
        under!("event_responses_v2" / "events_joined"),
        acts::attend,
        &[&ATTEND],
        "events you joined",
    ),
    file(&["payment_history.json"], under!("payments_v2" / "payments"), acts::pay, &[&PAY], "payments"),
    // Own posts.
    file(
        &["your_posts__check_ins__photos_and_videos_*.json", "your_posts_*.json", "your_posts.json"],
        list!("status_updates"),
        posts::post,
        POSTS,
        "your posts",
    ),
    file(
        &["group_posts_and_comments.json"],
        list!("group_posts_v2"),
        posts::post,
        POSTS,
        "your posts in groups",
    ),
    file(
        &["posts_on_other_pages_and_profiles.json"],
        list!(),
        posts::post_elsewhere,
        POSTS,
        "your posts on pages and profiles of others",
    ),
    file(
        &["posts/trash.json"],
        list!("trash_v2"),
        posts::deleted_post,
        &[&DELETED_POST, &DELETED_SHARE, &DELETED_TAG],
        "posts you deleted lately",
    ),
    file(&["your_reels.json"], list!("lasso_videos_v2"), posts::post, POSTS, "your reels"),
    file(
        &["archived_stories.json"],
        list!("archived_stories_v2"),
        posts::story,
        &[&STORY, &TAG],
        "your stories",
    ),
    file(&["album/*.json"], PHOTOS, posts::medium, &[], "pictures of your albums"),
    file(
        &["your_uncategorized_photos.json"],
        list!("other_photos_v2"),
        posts::medium,
        &[],
        "pictures in no album",
    ),
    file(&["your_videos.json"], list!("videos_v2"), posts::medium, &[], "your films"),
    file(
        &["posts/check-ins.json", "your_places/check-ins.json"],
        list!(),
        posts::check_in,
        &[],
        "places you checked in",
    ),
    file(
        &["places_you_have_been_tagged_in.json"],
        list!(),
        posts::tagged,
        &[&TAGGED],
        "places you were tagged in",
    ),
    // Messages.
    conversations(
        &["messages/inbox/*/message_*.json", "your_activity_across_facebook/*/message_*.json"],
        "messages",
    ),
    conversations(&["messages/archived_threads/*/message_*.json"], "archived messages"),
    conversations(&["messages/filtered_threads/*/message_*.json"], "filtered messages"),
    conversations(&["messages/message_requests/*/message_*.json"], "message requests"),
    conversations(&["messages/e2ee_cutover/*/message_*.json"], "messages from before encryption"),
    common(
        with_context(
            file(
                &["*_*.json"],
                encrypted::CONVERSATION,
                encrypted::message,
                ENCRYPTED,
                "end-to-end-encrypted messages, a download of its own",
            ),
            encrypted::participants,
        ),
        &[&["\"participants\"", "\"threadName\"", "\"messages\""]],
    ),
    // Seen, searched, logged.
    file(&["recently_viewed.json"], SEEN, logged::view, &[&VIEW], "what you saw lately"),
    file(
        &["recently_visited.json"],
        entries!("visited_things_v2"),
        logged::visit,
        &[&VISIT, &VIEW],
        "what you visited lately",
    ),
    file(&["search/your_search_history.json"], list!("searches_v2"), logged::search, &[&SEARCH], "searches"),
    file(
        &["groups_you've_searched_for.json"],
        list!("group_search"),
        logged::search,
        &[&SEARCH],
        "groups you searched",
    ),
    file(
        &["notifications/notifications.json"],
        list!("notifications_v2"),
        logged::notification,
        &[&TOLD_REACTION, &TOLD_COMMENT, &TOLD_REPLY, &TOLD_MENTION],
        "notifications",
    ),
    file(&["other_activity/link_history.json"], list!(), logged::link, &[&LINK], "links you opened"),
    file(
        &["time_spent_on_facebook.json"],
        list!(),
        logged::time_spent,
        &[&TIME_SPENT],
        "time spent, as measured",
    ),
    file(
        &["account_activity.json"],
        list!("account_activity_v2"),
        logged::login,
        &[&LOGIN],
        "sessions and logins",
    ),
    file(
        &["logins_and_logouts.json"],
        list!("account_accesses_v2"),
        logged::login,
        &[&LOGIN],
        "logins and logouts",
    ),
    file(
        &["advertisers_you've_interacted_with.json"],
        list!("history_v2"),
        logged::ad_click,
        &[&AD_CLICK],
        "ads you clicked",
    ),
    file(
        &["profile_update_history.json"],
        list!("profile_updates_v2"),
        logged::change,
        &[&CHANGE],
        "changes of the profile",
    ),
    file(
        &["record_details.json"],
        list!("admin_records_v2"),
        logged::admin,
        &[&CHANGE],
        "changes of the account",
    ),
    // Where.
    file(
        &["last_location.json"],
        list!("last_location_v2"),
        profile::last_location,
        &[],
        "where you were last",
    ),
    with_context(
        file(
            &["location/timezone.json", "profile_information/timezone.json"],
            under!("timezone_v2"),
            profile::zone,
            &[],
            "your time zone",
        ),
        profile::zone_known,
    ),
];
