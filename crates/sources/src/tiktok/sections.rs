//! The lists of a TikTok export that are read. All of them stand in one file.

use archive::{Frame, Frames, Path, Step};
use event::Channel;

use super::channels::*;
use super::{map, messages, profile, shop, unread};
use crate::context::Context;
use crate::reading::{Out, Unreadable};
use crate::section::{Map, MapContext, Next, Part, Section, common, hinted, with_context};

/// The items of a list, by the names of its section and its own. What stands around the section has changed often, so
/// it is not looked at.
macro_rules! items {
    ($section:expr) => {
        &[Step::Entries, Step::Named(&$section), Step::Entries, Step::Items]
    };
    ($section:expr, $list:expr) => {
        &[Step::Entries, Step::Named(&$section), Step::Named(&$list), Step::Items]
    };
}

/// The entries of a map: a record each.
macro_rules! entries {
    ($section:expr, $map:expr) => {
        &[Step::Entries, Step::Named(&$section), Step::Named(&$map), Step::Entries]
    };
}

/// One object.
macro_rules! object {
    ($section:expr, $name:expr) => {
        &[Step::Entries, Step::Named(&$section), Step::Named(&$name)]
    };
}

/// The table: name, where, what becomes of a record, through which channels, what it is, and what is learnt beforehand.
macro_rules! lists {
    ($($name:literal, $steps:expr, $map:expr, [$($channel:ident),*], $yields:literal $(, learns $learn:expr)?;)+) => {
        const PATHS: &[Path] = &[$(Path::records($steps)),+];
        static PARTS: &[Part] = &[$(Part { name: $name, channels: &[$(&$channel),*], yields: $yields }),+];
        static MAPS: &[Map] = &[$($map),+];
        static LEARNS: &[Option<MapContext>] = &[$(lists!(@learns $($learn)?)),+];
        static CHANNELS: &[&Channel] = &[$($(&$channel,)*)+];
    };
    (@learns) => { None };
    (@learns $learn:expr) => { Some($learn) };
}

const FAVOURITES: [&str; 5] =
    ["Favorite Sounds", "Favorite Effects", "Favorite Hashtags", "Favorite Collection", "Favorite Location"];
const FAVOURITE_LISTS: [&str; 6] = [
    "FavoriteSoundList",
    "FavoriteEffectsList",
    "FavoriteEffectList",
    "FavoriteHashtagList",
    "FavoriteCollectionList",
    "FavoriteLocationList",
];

lists! {
    "Profile Info", object!(["Profile Info", "Profile Information"], ["ProfileMap"]), profile::profile, [],
        "your profile", learns profile::owner;
    "Settings", object!(["Settings"], ["SettingsMap"]), profile::settings, [],
        "whether your account is private, your language", learns profile::privacy;
    "Autofill", &[Step::Entries, Step::Named(&["Autofill", "Auto Fill"])], profile::autofill, [],
        "what fills forms in for you";
    "Most Recent Location Data", object!(["Most Recent Location Data"], ["LocationData"]), profile::location, [],
        "where you used the app last";
    "Watch History", items!(["Watch History", "Video Browsing History"], ["VideoList"]), map::watched, [WATCH],
        "videos you watched";
    "Like List", items!(["Like List"], ["ItemFavoriteList"]), map::like, [LIKE], "likes";
    "Favorite Videos", items!(["Favorite Videos"], ["FavoriteVideoList"]), map::favourite, [SAVE], "favourite videos";
    "Favorite Sounds", items!(FAVOURITES, FAVOURITE_LISTS), map::favourite_thing, [SAVE_OTHER],
        "favourite sounds, effects, hashtags, collections, places";
    "Comments", items!(["Comments"], ["CommentsList"]), map::comment, [COMMENT, MENTION], "your comments";
    "Reposts", items!(["Reposts"], ["RepostList"]), map::repost, [REPOST], "videos you reposted";
    "Share History", items!(["Share History"], ["ShareHistoryList"]), map::share, [SHARE], "what you shared";
    "Searches", items!(["Searches", "Search History"], ["SearchList"]), map::search, [SEARCH], "words you searched";
    "Follower", items!(["Follower", "Follower List"], ["FansList"]), map::follower, [FOLLOWER], "followers";
    "Following", items!(["Following", "Following List"], ["Following"]), map::following, [FOLLOWING],
        "accounts you follow";
    "Block List", items!(["Block List", "Block"], ["BlockList"]), map::block, [BLOCK], "accounts you blocked";
    "Posts", items!(["Posts", "Videos"], ["VideoList"]), map::post, [POST, MENTION], "your videos";
    "Recently Deleted Posts", items!(["Recently Deleted Posts", "RecentlyDeletedPosts"], ["PostList"]),
        map::deleted_post, [DELETED_POST, DELETED_MENTION], "videos you deleted lately";
    "Direct Messages",
        &[
            Step::Entries,
            Step::Named(&["Direct Messages", "Chat History"]),
            Step::Named(&["ChatHistory"]),
            Step::Entries,
            Step::Items,
        ],
        messages::message, [MESSAGE, GROUP_MESSAGE, MENTION], "messages", learns messages::participants;
    "Login History", items!(["Login History"], ["LoginHistoryList"]), map::login, [LOGIN], "logins";
    "Watch Live History", entries!(["Watch Live History"], ["WatchLiveMap"]), map::live_watched,
        [LIVE_WATCH, LIVE_COMMENT, MENTION], "lives you watched, your comments there";
    "Go Live History", items!(["Go Live History"], ["GoLiveList"]), map::live, [LIVE], "lives of your own";
    "Location Reviews", items!(["Location Reviews", "POI Review"], ["ReviewsList"]), map::review, [REVIEW, MENTION],
        "places you reviewed";
    "SendGifts", &[Step::Entries, Step::Named(&["Purchases", "Purchase History"]), Step::Named(&["SendGifts"]), Step::Named(&["SendGifts"]), Step::Items],
        shop::gift, [GIFT], "gifts you sent";
    "BuyGifts", &[Step::Entries, Step::Named(&["Purchases", "Purchase History"]), Step::Named(&["BuyGifts"]), Step::Named(&["BuyGifts"]), Step::Items],
        shop::coins, [COINS], "coins you bought";
    "Coin Purchase History", items!(["Coin Purchase History"]), shop::coins, [COINS], "coins you bought";
    "Order History", entries!(["Order History"], ["OrderHistories"]), shop::order, [ORDER], "orders in the shop";
    "Product Browsing History", items!(["Product Browsing History"], ["ProductBrowsingHistories"]), shop::product,
        [PRODUCT], "products you looked at";
    "Saved Address Information", items!(["Saved Address Information"], ["SavedAddress"]), shop::address, [],
        "addresses in the shop";
    "Ads Visit History", items!(["Ads Visit History"]), map::ad_visit, [AD_CLICK], "advertisers' pages you opened";
}

const ALL: Frames = Frames { paths: PATHS, single: &[] };

/// Sections that TikTok's file begins with, one is enough. A file of its name that holds none of them is another's.
const SIGNS: &[&[&str]] = &[
    &["\"ItemFavoriteList\""],
    &["\"FavoriteVideoList\""],
    &["\"FavoriteSoundList\""],
    &["\"FavoriteHashtagList\""],
    &["\"FansList\""],
    &["\"CommentsList\""],
    &["\"ActivitySummaryMap\""],
    &["\"LoginHistoryList\""],
    &["\"ShareHistoryList\""],
    &["\"Video Browsing History\""],
    &["\"Watch History\"", "\"VideoList\""],
    &["\"ChatHistory\"", "\"Chat History with "],
    &["\"ProfileMap\"", "\"bioDescription\""],
    &["\"Your Activity\""],
    &["\"Likes and Favorites\""],
    &["\"Profile And Settings\""],
    &["\"OffTikTokActivityDataList\""],
];

/// What such a file may begin with, under one of its names.
const HINTS: &[&str] = &[
    "\"Activity\"",
    "\"Profile\"",
    "\"Direct Message\"",
    "\"Direct Messages\"",
    "\"Comment\"",
    "\"Video\"",
    "\"Post\"",
    "\"App Settings\"",
    "\"Ads and data\"",
    "\"TikTok Live\"",
    "\"Tiktok Live\"",
    "\"TikTok Shop\"",
    "\"Tiktok Shopping\"",
];

pub static SECTIONS: &[Section] = &[Section {
    parts: PARTS,
    unread_parts: unread::UNREAD,
    ..with_context(
        hinted(
            common(
                Section::json(
                    &["user_data_tiktok.json", "user_data.json"],
                    ALL,
                    record,
                    CHANNELS,
                    "everything, in these lists",
                ),
                SIGNS,
            ),
            HINTS,
        ),
        learn,
    )
}];

fn record(frame: &Frame<'_>, out: &mut Out<'_>) -> Result<(), Unreadable> {
    MAPS.get(frame.path).map_or(Ok(()), |map| map(frame, out))
}

fn learn(frame: &Frame<'_>, context: &mut Context) -> Result<Next, Unreadable> {
    let learn = LEARNS.get(frame.path).copied().flatten();
    learn.map_or(Ok(Next::Continue), |learn| learn(frame, context))
}
