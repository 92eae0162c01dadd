//! Through which channels YouTube in a Google Takeout speaks. Nothing in it shows what others did: not who subscribes, not
//! who answers.

use event::{Channel, Kind, Mode, Platform, Reverse};

const fn channel(kind: Kind, name: &'static str, mode: Mode) -> Channel {
    Channel::new(Platform::YouTube, kind, name, mode, Reverse::None)
}

pub static VIEW: Channel = channel(Kind::View, "videos watched", Mode::Log).of_consumption();
/// Shown, not chosen.
pub static AD: Channel = channel(Kind::View, "ads shown", Mode::Log).of_consumption();
pub static SEARCH: Channel = channel(Kind::Search, "searches", Mode::Log);
pub static SUBSCRIPTION: Channel = channel(Kind::Follow, "channels subscribed to", Mode::Snapshot);
pub static COMMENT: Channel = channel(Kind::Comment, "comments", Mode::Log);
pub static REPLY: Channel = channel(Kind::Reply, "replies to comments", Mode::Log);
pub static LIVE_CHAT: Channel = channel(Kind::Comment, "messages in live chats", Mode::Log);
pub static SUPER_CHAT: Channel = channel(Kind::Pay, "paid messages in live chats", Mode::Log);
pub static SAVE: Channel = channel(Kind::Save, "videos in playlists", Mode::Snapshot);
pub static LIKE: Channel = channel(Kind::React, "likes", Mode::Snapshot);
pub static POST: Channel = channel(Kind::Post, "videos published", Mode::Snapshot);
