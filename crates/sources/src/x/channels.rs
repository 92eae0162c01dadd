//! Through which channels an X archive speaks, and what each can tell about the other side.

use event::{Channel, Kind, Mode, Platform, Reverse};

const fn channel(kind: Kind, name: &'static str, mode: Mode, reverse: Reverse) -> Channel {
    Channel::new(Platform::X, kind, name, mode, reverse)
}

const fn act(kind: Kind, name: &'static str) -> Channel {
    channel(kind, name, Mode::Log, Reverse::None)
}

const fn standing(kind: Kind, name: &'static str) -> Channel {
    channel(kind, name, Mode::Snapshot, Reverse::None)
}

const fn recent(kind: Kind, name: &'static str) -> Channel {
    channel(kind, name, Mode::Recent, Reverse::None)
}

pub static POST: Channel = act(Kind::Post, "posts");
pub static REPLY: Channel = act(Kind::Reply, "replies");
pub static SHARE: Channel = act(Kind::Share, "reposts and quotes");
pub static MENTION: Channel = act(Kind::Mention, "mentions");
pub static DELETED_POST: Channel = recent(Kind::Post, "posts deleted lately");
pub static DELETED_REPLY: Channel = recent(Kind::Reply, "replies deleted lately");
pub static DELETED_SHARE: Channel = recent(Kind::Share, "reposts and quotes deleted lately");
pub static DELETED_MENTION: Channel = recent(Kind::Mention, "mentions in posts deleted lately");
pub static LIKE: Channel = standing(Kind::React, "likes");
pub static NOTE_RATING: Channel = act(Kind::React, "ratings of community notes");
pub static FOLLOWER: Channel = channel(Kind::Follow, "followers", Mode::Snapshot, Reverse::State);
pub static FOLLOWING: Channel = channel(Kind::Follow, "accounts followed", Mode::Snapshot, Reverse::State);
pub static BLOCK: Channel = standing(Kind::Block, "blocked accounts");
pub static MUTE: Channel = standing(Kind::Mute, "muted accounts");
pub static MESSAGE: Channel = channel(Kind::Message, "messages between two", Mode::Log, Reverse::Full);
pub static GROUP_MESSAGE: Channel = channel(Kind::Message, "messages in groups", Mode::Log, Reverse::Partial);
pub static MESSAGE_REACTION: Channel =
    channel(Kind::React, "reactions to messages", Mode::Log, Reverse::Partial);
pub static LOGIN: Channel = recent(Kind::Session, "logins");
pub static DEVICE: Channel = recent(Kind::Session, "devices signed in");
pub static AD_SHOWN: Channel = recent(Kind::View, "ads shown").of_consumption();
pub static AD_WATCHED: Channel = recent(Kind::View, "ads played").of_consumption();
pub static AD_CLICK: Channel = recent(Kind::AdClick, "ads clicked");
pub static LINK: Channel = recent(Kind::View, "links opened");
pub static SEARCH: Channel = standing(Kind::Search, "saved searches");
pub static CHANGE: Channel = act(Kind::AccountChange, "changes of the account");
