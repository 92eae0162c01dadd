//! Through which channels a Facebook export speaks, and what each can tell about the other side.

use event::{Channel, Kind, Mode, Platform, Reverse};

const fn channel(kind: Kind, name: &'static str, mode: Mode, reverse: Reverse) -> Channel {
    Channel::new(Platform::Facebook, kind, name, mode, reverse)
}

const fn act(kind: Kind, name: &'static str) -> Channel {
    channel(kind, name, Mode::Log, Reverse::None)
}

const fn recent(kind: Kind, name: &'static str) -> Channel {
    channel(kind, name, Mode::Recent, Reverse::None)
}

/// Something that others did, of which only a part is told.
const fn told(kind: Kind, name: &'static str) -> Channel {
    channel(kind, name, Mode::Recent, Reverse::Partial)
}

pub static FRIEND: Channel = channel(Kind::Friend, "friends", Mode::Snapshot, Reverse::State);
pub static FOLLOWER: Channel = channel(Kind::Follow, "followers", Mode::Snapshot, Reverse::State);
pub static FOLLOWING: Channel = channel(Kind::Follow, "accounts followed", Mode::Snapshot, Reverse::State);
/// A page follows nobody.
pub static PAGE: Channel = channel(Kind::Follow, "pages liked and followed", Mode::Snapshot, Reverse::None);
pub static UNFRIEND: Channel = channel(Kind::Unfollow, "friends removed", Mode::Snapshot, Reverse::None);
pub static UNFOLLOW: Channel =
    channel(Kind::Unfollow, "pages and profiles unfollowed", Mode::Snapshot, Reverse::None);
pub static BLOCK: Channel =
    channel(Kind::Block, "contacts blocked in Messenger", Mode::Snapshot, Reverse::None);
pub static REACTION: Channel = act(Kind::React, "likes and reactions");
pub static STORY_REACTION: Channel = act(Kind::React, "reactions to stories");
pub static COMMENT: Channel = act(Kind::Comment, "comments");
pub static POST: Channel = act(Kind::Post, "posts");
pub static SHARE: Channel = act(Kind::Share, "links shared");
pub static DELETED_POST: Channel = recent(Kind::Post, "posts deleted lately");
pub static DELETED_SHARE: Channel = recent(Kind::Share, "shared links deleted lately");
pub static DELETED_TAG: Channel = recent(Kind::Mention, "people tagged in posts deleted lately");
pub static STORY: Channel = act(Kind::Story, "stories");
pub static TAG: Channel = act(Kind::Mention, "people tagged");
pub static TAGGED: Channel = channel(Kind::Mention, "places you were tagged in", Mode::Log, Reverse::Partial);
pub static SAVE: Channel = channel(Kind::Save, "saved items", Mode::Snapshot, Reverse::None);
pub static POLL: Channel = act(Kind::PollAnswer, "votes in polls");
pub static ATTEND: Channel = act(Kind::Attend, "events joined");
pub static PAY: Channel = channel(Kind::Pay, "payments", Mode::Log, Reverse::Partial);
pub static SEARCH: Channel = recent(Kind::Search, "searches");
pub static VIEW: Channel = recent(Kind::View, "what was seen lately").of_consumption();
pub static VISIT: Channel = recent(Kind::ProfileVisit, "profiles visited lately");
pub static LINK: Channel = recent(Kind::View, "links opened");
pub static AD_CLICK: Channel = recent(Kind::AdClick, "ads clicked");
pub static TIME_SPENT: Channel = recent(Kind::Session, "time spent, as measured").of_consumption();
pub static LOGIN: Channel = recent(Kind::Session, "logins and sessions");
pub static CHANGE: Channel = act(Kind::AccountChange, "changes of the account");

/// What notifications tell of what others did.
pub static TOLD_REACTION: Channel = told(Kind::React, "reactions told in notifications");
pub static TOLD_COMMENT: Channel = told(Kind::Comment, "comments told in notifications");
pub static TOLD_REPLY: Channel = told(Kind::Reply, "replies told in notifications");
pub static TOLD_MENTION: Channel = told(Kind::Mention, "mentions and tags told in notifications");

/// With the encrypted messages beside them, both directions are whole.
pub static MESSAGE: Channel = channel(Kind::Message, "messages between two", Mode::Log, Reverse::Full);
pub static CALL: Channel = channel(Kind::Call, "calls between two", Mode::Log, Reverse::Full);
/// Without them, an answer may have been given in an encrypted chat.
pub static OPEN_MESSAGE: Channel =
    channel(Kind::Message, "messages between two, without encrypted ones", Mode::Log, Reverse::Partial);
pub static OPEN_CALL: Channel =
    channel(Kind::Call, "calls between two, without encrypted ones", Mode::Log, Reverse::Partial);
pub static GROUP_MESSAGE: Channel = channel(Kind::Message, "messages in groups", Mode::Log, Reverse::Partial);
pub static GROUP_CALL: Channel = channel(Kind::Call, "calls in groups", Mode::Log, Reverse::Partial);
pub static MESSAGE_REACTION: Channel =
    channel(Kind::React, "reactions to messages", Mode::Log, Reverse::Partial);
