//! Files that are known and not read, and why.

const REQUEST: &str = "a request is no friendship";
const NO_KIND: &str = "no kind of act that is measured";
const NO_ACCOUNT: &str = "a group is no account";
const SUMS: &str = "sums, not acts";
const ELSEWHERE: &str = "did not happen on this platform";
const GUESSED: &str = "worked out by the platform";
const OTHERS: &str = "other people's data";
const NOTHING: &str = "nothing that is measured";
const AGAIN: &str = "the same stands in another file";
const UNCONFIRMED: &str = "its shape is not confirmed by any reader";

/// Pattern and reason.
pub static UNREAD: &[(&str, &str)] = &[
    ("sent_friend_requests.json", REQUEST),
    ("received_friend_requests.json", REQUEST),
    ("rejected_friend_requests.json", REQUEST),
    ("pokes.json", NO_KIND),
    ("event_invitations.json", NO_KIND),
    ("your_events.json", NO_KIND),
    ("group_invites_you've_received.json", NO_KIND),
    ("group_invites_you've_sent.json", NO_KIND),
    ("invites_to_follow.json", NO_KIND),
    ("your_group_membership_activity.json", NO_ACCOUNT),
    ("groups_you've_visited.json", NO_ACCOUNT),
    ("your_groups.json", NO_ACCOUNT),
    ("your_badges.json", NO_ACCOUNT),
    ("your_group_messages/*.json", UNCONFIRMED),
    ("your_facebook_activity_history.json", SUMS),
    ("your_comment_active_days.json", SUMS),
    ("story_views_in_past_7_days.json", SUMS),
    ("facebook_reels_usage_information.json", SUMS),
    ("your_facebook_watch_activity_in_the_last_28_days.json", SUMS),
    ("your_video_consumption_summary.json", SUMS),
    ("your_activity_off_meta_technologies.json", ELSEWHERE),
    ("your_off-facebook_activity.json", ELSEWHERE),
    ("apps_and_websites.json", ELSEWHERE),
    ("posts_from_apps_and_websites.json", ELSEWHERE),
    ("people_you_may_know.json", GUESSED),
    ("suggested_friends.json", GUESSED),
    ("people_we_think_you_should_follow.json", GUESSED),
    ("advertisers_using_your_activity_or_information.json", GUESSED),
    ("advertisers_who_uploaded_a_contact_list_with_your_information.json", GUESSED),
    ("other_categories_used_to_reach_you.json", GUESSED),
    ("ads_interests.json", GUESSED),
    ("locations_of_interest.json", GUESSED),
    ("primary_location.json", GUESSED),
    ("primary_public_location.json", GUESSED),
    ("device_location.json", GUESSED),
    ("location_history.json", "seen by the platform alone"),
    ("contacts_uploaded_from_your_phone.json", OTHERS),
    ("your_imported_contacts.json", OTHERS),
    ("your_address_books.json", OTHERS),
    ("people_and_friends.json", "what was done is not said"),
    ("edits_you_made_to_posts.json", AGAIN),
    ("your_comment_edits.json", AGAIN),
    ("where_you're_logged_in.json", AGAIN),
    ("used_ip_addresses.json", AGAIN),
    ("media_used_for_memories.json", AGAIN),
    ("fundraisers_donated_to.json", UNCONFIRMED),
    ("profiles_you_visited_in_the_past_7_days.json", UNCONFIRMED),
    ("your_recently_followed_history.json", UNCONFIRMED),
    ("your_notifications_tab_activity.json", NOTHING),
    ("secret_conversations.json", NOTHING),
    ("recognized_devices.json", NOTHING),
    ("mobile_devices.json", NOTHING),
    ("devices.json", NOTHING),
    ("browser_cookies.json", NOTHING),
    ("collections.json", NOTHING),
];
