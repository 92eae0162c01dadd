//! Files that are known and not read, and why.

const REQUEST: &str = "a request is no follow";
const NO_KIND: &str = "no kind of act that is measured";
const SUMS: &str = "sums, not acts";
const ELSEWHERE: &str = "did not happen on this platform";
const GUESSED: &str = "worked out by the platform";
const OTHERS: &str = "other people's data";
const NOTHING: &str = "nothing that is measured";
const UNCONFIRMED: &str = "its shape is not confirmed by any reader";

/// Pattern and reason.
pub static UNREAD: &[(&str, &str)] = &[
    ("pending_follow_requests.json", REQUEST),
    ("recent_follow_requests.json", REQUEST),
    ("follow_requests_you've_received.json", REQUEST),
    ("close_friends.json", NO_KIND),
    ("profiles_you've_favorited.json", NO_KIND),
    ("hide_story_from.json", NO_KIND),
    ("custom_lists.json", NO_KIND),
    ("following_hashtags.json", NO_KIND),
    ("removed_suggestions.json", NO_KIND),
    ("past_instagram_insights/*", SUMS),
    ("your_activity_off_meta_technologies.json", ELSEWHERE),
    ("advertisers_using_your_activity_or_information.json", GUESSED),
    ("other_categories_used_to_reach_you.json", GUESSED),
    ("ads_interests.json", GUESSED),
    ("recommended_topics.json", GUESSED),
    ("your_topics.json", GUESSED),
    ("your_reels_topics.json", GUESSED),
    ("your_reels_sentiments.json", GUESSED),
    ("synced_contacts.json", OTHERS),
    ("contacts.json", OTHERS),
    ("devices.json", NOTHING),
    ("camera_information.json", NOTHING),
    ("settings.json", NOTHING),
    ("saved_collections.json", NOTHING),
    ("saved_music.json", NOTHING),
    ("recently_viewed_items.json", NOTHING),
    ("wishlist_items.json", NOTHING),
    ("eligibility.json", NOTHING),
    ("gifts.json", UNCONFIRMED),
    ("secret_conversations.json", NOTHING),
    ("reported_conversations.json", OTHERS),
    ("replies_*.json", UNCONFIRMED),
    ("messages/broadcast/**", UNCONFIRMED),
];
