//! Through which channels a TikTok export speaks, and what each can tell about the other side.

use event::{Channel, Kind, Mode, Platform, Reverse};

const fn channel(kind: Kind, name: &'static str, mode: Mode, reverse: Reverse) -> Channel {
    Channel::new(Platform::TikTok, kind, name, mode, reverse)
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

pub static POST: Channel = act(Kind::Post, "videos posted");
pub static DELETED_POST: Channel = recent(Kind::Post, "posts deleted lately");
pub static LIVE: Channel = act(Kind::Post, "lives of your own");
pub static REVIEW: Channel = act(Kind::Post, "reviews of places");
pub static COMMENT: Channel = act(Kind::Comment, "comments");
pub static LIVE_COMMENT: Channel = act(Kind::Comment, "comments in lives");
pub static MENTION: Channel = act(Kind::Mention, "mentions in texts");
pub static DELETED_MENTION: Channel = recent(Kind::Mention, "mentions in posts deleted lately");
pub static LIKE: Channel = act(Kind::React, "likes");
pub static SAVE: Channel = standing(Kind::Save, "favourite videos");
pub static SAVE_OTHER: Channel = standing(Kind::Save, "favourite sounds, effects and the like");
pub static REPOST: Channel = act(Kind::Share, "reposts");
pub static SHARE: Channel = act(Kind::Share, "shares");
pub static FOLLOWER: Channel = channel(Kind::Follow, "followers", Mode::Snapshot, Reverse::State);
pub static FOLLOWING: Channel = channel(Kind::Follow, "accounts followed", Mode::Snapshot, Reverse::State);
pub static BLOCK: Channel = standing(Kind::Block, "blocked accounts");
pub static MESSAGE: Channel = channel(Kind::Message, "messages between two", Mode::Log, Reverse::Full);
pub static GROUP_MESSAGE: Channel = channel(Kind::Message, "messages in groups", Mode::Log, Reverse::Partial);
pub static WATCH: Channel = recent(Kind::View, "videos watched").of_consumption();
pub static LIVE_WATCH: Channel = recent(Kind::View, "lives watched").of_consumption();
pub static PRODUCT: Channel = recent(Kind::View, "products seen").of_consumption();
pub static SEARCH: Channel = recent(Kind::Search, "searches");
pub static LOGIN: Channel = recent(Kind::Session, "logins");
pub static AD_CLICK: Channel = recent(Kind::AdClick, "pages of advertisers visited");
pub static GIFT: Channel = act(Kind::Pay, "gifts sent");
pub static COINS: Channel = act(Kind::Pay, "coins bought");
pub static ORDER: Channel = act(Kind::Pay, "orders in the shop");
