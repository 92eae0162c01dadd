//! Through which channels an Instagram export speaks, and what each can tell about the other side.

use event::{Channel, Kind, Mode, Platform, Reverse};

const fn channel(kind: Kind, name: &'static str, mode: Mode, reverse: Reverse) -> Channel {
    Channel::new(Platform::Instagram, kind, name, mode, reverse)
}

const fn act(kind: Kind, name: &'static str) -> Channel {
    channel(kind, name, Mode::Log, Reverse::None)
}

const fn recent(kind: Kind, name: &'static str) -> Channel {
    channel(kind, name, Mode::Recent, Reverse::None)
}

pub static FOLLOWER: Channel = channel(Kind::Follow, "followers", Mode::Snapshot, Reverse::State);
pub static FOLLOWING: Channel = channel(Kind::Follow, "accounts followed", Mode::Snapshot, Reverse::State);
pub static BLOCK: Channel = channel(Kind::Block, "blocked accounts", Mode::Snapshot, Reverse::None);
pub static RESTRICT: Channel = channel(Kind::Mute, "restricted accounts", Mode::Snapshot, Reverse::None);
pub static UNFOLLOW: Channel = recent(Kind::Unfollow, "accounts unfollowed lately");
pub static LIKE: Channel = act(Kind::React, "likes");
pub static STORY_REACTION: Channel = act(Kind::React, "reactions to stories");
pub static STORY_ANSWER: Channel =
    act(Kind::PollAnswer, "answers to polls, quizzes and questions in stories");
pub static COMMENT: Channel = act(Kind::Comment, "comments");
pub static SAVE: Channel = channel(Kind::Save, "saved posts", Mode::Snapshot, Reverse::None);
pub static REPOST: Channel = act(Kind::Share, "reposts");
pub static ATTEND: Channel = act(Kind::Attend, "reminders of events");
pub static SUBSCRIBE: Channel = channel(Kind::Subscribe, "subscriptions", Mode::Snapshot, Reverse::None);
pub static HIDE: Channel = recent(Kind::Mute, "posts and accounts hidden");
pub static POST: Channel = act(Kind::Post, "posts");
pub static DELETED_POST: Channel = recent(Kind::Post, "posts deleted lately");
pub static DELETED_MENTION: Channel = recent(Kind::Mention, "mentions in posts deleted lately");
pub static STORY: Channel = act(Kind::Story, "stories");
pub static MENTION: Channel = act(Kind::Mention, "mentions in texts");
pub static PROFILE_PHOTO: Channel = act(Kind::AccountChange, "profile photos");
pub static MESSAGE: Channel = channel(Kind::Message, "messages between two", Mode::Log, Reverse::Full);
pub static CALL: Channel = channel(Kind::Call, "calls between two", Mode::Log, Reverse::Full);
pub static GROUP_MESSAGE: Channel = channel(Kind::Message, "messages in groups", Mode::Log, Reverse::Partial);
pub static GROUP_CALL: Channel = channel(Kind::Call, "calls in groups", Mode::Log, Reverse::Partial);
pub static MESSAGE_REACTION: Channel =
    channel(Kind::React, "reactions to messages", Mode::Log, Reverse::Partial);
pub static VIEW: Channel = recent(Kind::View, "posts and videos seen").of_consumption();
pub static SHOWN: Channel = recent(Kind::View, "ads and suggestions shown").of_consumption();
pub static LINK: Channel = recent(Kind::View, "links opened");
pub static AD_CLICK: Channel = recent(Kind::AdClick, "ads clicked");
pub static SEARCH: Channel = recent(Kind::Search, "searches");
pub static TIME_SPENT: Channel = recent(Kind::Session, "time spent, as measured").of_consumption();
pub static LOGIN: Channel = recent(Kind::Session, "logins and logouts");
pub static CHANGE: Channel = act(Kind::AccountChange, "changes of the account");
