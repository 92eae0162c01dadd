//! Lists that are known and not read, and why.

const NOTHING: &str = "nothing that is measured";
const UNCONFIRMED: &str = "its shape is not confirmed by any reader";
const GUESSED: &str = "worked out by the platform";

/// Name and reason. Where a list has had several names, the newest.
pub static UNREAD: &[(&str, &str)] = &[
    ("Hashtag", "a hashtag is no account"),
    ("Activity Summary", "sums, not acts"),
    ("Off TikTok Activity", "did not happen on this platform"),
    ("Ad Interests", GUESSED),
    ("Profile Views", "whether it ever holds anything is not confirmed"),
    ("Income+ Wallet", UNCONFIRMED),
    ("Go Live Settings", NOTHING),
    ("AI-Moji", NOTHING),
    ("Status", NOTHING),
];
