//! TikTok's export (FORMATS.md, section 6): one JSON file of sections of lists, in four sets of names.
//!
//! Records are numbered in the order of the file, through all lists that readers read; so each list is written and
//! expected in one go, and the file is put together in the order in which that happened.

pub mod life;
mod lists;
mod rows;

use event::Platform;

use crate::dice::Dice;
use crate::export::{Book, Sheet, Written};
use crate::json::{Json, object};
use crate::person::Person;
use life::{Era, Life};

/// Writes a person's export, if they are on TikTok.
pub fn write(person: &Person) -> Option<Written> {
    let life = person.tiktok.as_ref()?;
    let mut dice = Dice::new(person.request.seed, "tiktok export");
    let file_name = format!("tiktok-SYNTHETIC-{}.zip", dice.digits(10));
    let folder = if dice.chance(0.3) { "TikTok" } else { "" };
    let path = if life.era == Era::Keys2022 { "user_data.json" } else { "user_data_tiktok.json" };
    let book = Book::new(person, Platform::TikTok, file_name, folder);
    let sheet = Sheet::new(path.to_owned());
    let mut writer = Writer { life, book, sheet, dice };
    let file = match life.era {
        Era::Keys2022 => writer.keys_2022(),
        Era::Keys2024 => writer.keys_2024(),
        Era::Keys2025 => writer.keys_2025(),
        Era::Keys2026 => writer.keys_2026(),
    };
    writer.book.add(path, file.to_plain());
    Some(writer.book.close())
}

/// Writes one export.
struct Writer<'p> {
    life: &'p Life,
    book: Book<'p>,
    /// Counts the records; holds none.
    sheet: Sheet,
    dice: Dice,
}

/// A list in its section, with what else stands there.
fn section(list: &str, rows: Json) -> Json {
    object! { list => rows }
}

impl Writer<'_> {
    /// The old names, capitals everywhere, the profile near the end.
    fn keys_2022(&mut self) -> Json {
        object! {
            "Activity" => object! {
                "Favorite Effects" => object! {},
                "Favorite Hashtags" => object! { "FavoriteHashtagList" => Json::Null },
                "Favorite Sounds" => section("FavoriteSoundList", self.sounds()),
                "Favorite Videos" => section("FavoriteVideoList", self.favourites()),
                "Follower List" => section("FansList", self.followers()),
                "Following List" => section("Following", self.following()),
                "Hashtag" => object! {},
                "Like List" => section("ItemFavoriteList", self.likes()),
                "Login History" => section("LoginHistoryList", self.logins()),
                "Purchase History" => object! {},
                "Search History" => section("SearchList", self.searches()),
                "Share History" => section("ShareHistoryList", self.shares()),
                "Status" => section("Status List", Json::from(vec![self.device()])),
                "Video Browsing History" => section("VideoList", self.watched()),
            },
            "Ads and data" => object! { "Ad Interests" => object! { "AdInterestCategories" => "" } },
            "App Settings" => object! {
                "Block" => section("BlockList", self.blocks()),
                "Settings" => section("SettingsMap", self.settings()),
            },
            "Comment" => object! { "Comments" => section("CommentsList", self.comments()) },
            "Direct Messages" => object! { "Chat History" => section("ChatHistory", self.chats()) },
            "Profile" => object! { "Profile Information" => section("ProfileMap", self.profile()) },
            "Tiktok Shopping" => object! { "Order History" => object! {}, "Shopping Cart List" => object! { "ShoppingCart" => Json::Null } },
            "Video" => object! { "Videos" => section("VideoList", self.posts()) },
        }
    }

    /// The old names, small letters in likes and comments, more sections.
    fn keys_2024(&mut self) -> Json {
        object! {
            "Activity" => object! {
                "Activity Summary" => section("ActivitySummaryMap", self.summary()),
                "Favorite Videos" => section("FavoriteVideoList", self.favourites()).with("App", 1_233_i64),
                "Follower List" => section("FansList", self.followers()).with("App", 1_233_i64).with("IsFastLane", false),
                "Following List" => section("Following", self.following()),
                "Hashtag" => object! { "HashtagList" => vec![object! { "HashtagName" => "fog", "HashtagLink" => "" }] },
                "Like List" => section("ItemFavoriteList", self.likes()),
                "Login History" => section("LoginHistoryList", self.logins()),
                "Most Recent Location Data" => section("LocationData", self.location()),
                "Search History" => section("SearchList", self.searches()),
                "Share History" => section("ShareHistoryList", self.shares()),
                "Status" => section("Status List", Json::from(vec![self.device()])),
                "Video Browsing History" => section("VideoList", self.watched()),
            },
            "Ads and data" => object! { "Ad Interests" => object! { "AdInterestCategories" => "" } },
            "App Settings" => object! {
                "Block" => section("BlockList", self.blocks()),
                "Settings" => section("SettingsMap", self.settings()),
            },
            "Comment" => object! { "Comments" => section("CommentsList", self.comments()) },
            "Direct Messages" => object! { "Chat History" => section("ChatHistory", self.chats()) },
            "Poi Review" => object! { "POI Review" => section("ReviewsList", self.reviews()) },
            "Profile" => object! {
                "AIMoji" => object! { "CreateDate" => "None" },
                "Auto Fill" => self.autofill(),
                "Profile Information" => section("ProfileMap", self.profile()),
            },
            "Tiktok Live" => object! {
                "Go Live History" => section("GoLiveList", self.lives()),
                "Watch Live History" => section("WatchLiveMap", self.lives_watched()),
            },
            "Video" => object! {
                "RecentlyDeletedPosts" => section("PostList", self.deleted_posts()),
                "Videos" => section("VideoList", self.posts()),
            },
        }
    }

    /// The new names, with likes and followers in `Your Activity`.
    fn keys_2025(&mut self) -> Json {
        object! {
            "App" => 1_233_i64,
            "Comment" => object! { "Comments" => section("CommentsList", self.comments()) },
            "Direct Message" => object! { "Direct Messages" => section("ChatHistory", self.chats()) },
            "Location Review" => object! { "Location Reviews" => section("ReviewsList", self.reviews()) },
            "Post" => object! {
                "Posts" => section("VideoList", self.posts()),
                "Recently Deleted Posts" => section("PostList", self.deleted_posts()),
            },
            "Profile" => object! {
                "AI-Moji" => object! { "CreateDate" => "None", "AIMojiList" => "N/A" },
                "Autofill" => self.autofill(),
                "Profile Info" => section("ProfileMap", self.profile()),
            },
            "App Settings" => object! {
                "Block List" => section("BlockList", self.blocks()),
                "Settings" => section("SettingsMap", self.settings()),
            },
            "TikTok Shop" => self.shop(),
            "Tiktok Live" => self.live_section(),
            "Your Activity" => object! {
                "Activity Summary" => section("ActivitySummaryMap", self.summary()),
                "Favorite Effects" => section("FavoriteEffectsList", self.effects()),
                "Favorite Sounds" => section("FavoriteSoundList", self.sounds()),
                "Favorite Videos" => section("FavoriteVideoList", self.favourites()),
                "Follower" => section("FansList", self.followers()).with("IsFastLane", true),
                "Following" => section("Following", self.following()),
                "Like List" => section("ItemFavoriteList", self.likes()),
                "Login History" => section("LoginHistoryList", self.logins()),
                "Most Recent Location Data" => section("LocationData", self.location()),
                "Purchases" => self.purchases(),
                "Searches" => section("SearchList", self.searches()),
                "Share History" => section("ShareHistoryList", self.shares()),
                "Watch History" => section("VideoList", self.watched()),
            },
        }
    }

    /// The new names in new places.
    fn keys_2026(&mut self) -> Json {
        object! {
            "Profile And Settings" => object! {
                "AI-Moji" => object! { "CreateDate" => "None" },
                "Autofill" => self.autofill(),
                "Block List" => section("BlockList", self.blocks()),
                "Follower" => section("FansList", self.followers()),
                "Following" => section("Following", self.following()),
                "Profile Info" => section("ProfileMap", self.profile()),
                "Settings" => section("SettingsMap", self.settings()),
            },
            "IsFastLane" => false,
            "Your Activity" => object! {
                "Ads Visit History" => section("AdsVisitHistoryList", self.ad_visits()),
                "Login History" => section("LoginHistoryList", self.logins()),
                "Most Recent Location Data" => section("LocationData", self.location()),
                "Off TikTok Activity" => object! {
                    "OffTikTokActivityDataList" => vec![object! { "TimeStamp" => "2026-01-02 03:04:05", "Source" => "fog.example", "Event" => "ViewContent" }],
                },
                "Purchases" => self.purchases(),
                "Reposts" => section("RepostList", self.reposts()),
                "Searches" => section("SearchList", self.searches()),
                "Share History" => section("ShareHistoryList", self.shares()),
                "Watch History" => section("VideoList", self.watched()),
            },
            "Likes and Favorites" => object! {
                "Favorite Effects" => section("FavoriteEffectsList", self.effects()),
                "Favorite Sounds" => section("FavoriteSoundList", self.sounds()),
                "Favorite Videos" => section("FavoriteVideoList", self.favourites()),
                "Like List" => section("ItemFavoriteList", self.likes()),
            },
            "Comment" => object! { "Comments" => section("CommentsList", self.comments()) },
            "Direct Message" => object! { "Direct Messages" => section("ChatHistory", self.chats()) },
            "Location Review" => object! { "Location Reviews" => section("ReviewsList", self.reviews()) },
            "Post" => object! {
                "Posts" => section("VideoList", self.posts()),
                "Recently Deleted Posts" => section("PostList", self.deleted_posts()),
            },
            "TikTok Live" => self.live_section(),
            "TikTok Shop" => self.shop(),
            "Income+ Wallet" => object! { "Transaction History" => object! { "TransactionsList" => Json::Null } },
        }
    }

    fn live_section(&mut self) -> Json {
        object! {
            "Go Live History" => section("GoLiveList", self.lives()),
            "Watch Live History" => section("WatchLiveMap", self.lives_watched()),
        }
    }

    fn purchases(&mut self) -> Json {
        object! {
            "SendGifts" => section("SendGifts", self.gifts()),
            "BuyGifts" => section("BuyGifts", self.coins()),
        }
    }

    fn shop(&mut self) -> Json {
        object! {
            "Order History" => section("OrderHistories", self.orders()),
            "Product Browsing History" => section("ProductBrowsingHistories", self.products()),
            "Saved Address Information" => section("SavedAddress", self.saved_address()),
            "Shopping Cart List" => object! { "ShoppingCart" => Json::Null },
        }
    }
}
