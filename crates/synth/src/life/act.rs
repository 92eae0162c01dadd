//! One thing done, as it happened, before any format takes hold of it.

use event::Platform;

use crate::stock::FindingKind;

/// What was done. Which file it goes to, and what of it that file can hold, is the writers' business.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A post of one's own.
    Post(Sort),
    Story,
    /// Words under somebody's post.
    Comment(CommentOn),
    /// An answer on X or Threads.
    Reply,
    /// Somebody's post passed on, with or without own words beside it.
    Repost,
    Quote,
    Like,
    LikeComment,
    LikeStory,
    /// A quick reaction to a story.
    StoryReaction,
    /// An answer to a poll, quiz, question, slider or countdown in a story.
    Sticker(Sticker),
    Save,
    Attend,
    Subscribe,
    HidePost,
    HideProfile,
    SeePost,
    WatchVideo,
    SeeAd,
    SeeSuggestion,
    SeeThread,
    ClickAd,
    /// An ad on X that was played or opened.
    EngageAd,
    SearchProfile,
    SearchWords,
    OpenLink,
    Login,
    Logout,
    Change(Change),
    Block,
    Mute,
    Unfollow,
    /// A rating of a community note on X.
    RateNote,
}

/// Where a post of one's own stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    Usual,
    /// Instagram: a reel. X: a post too long for one, cut off, with the whole beside it.
    Long,
    /// Instagram: archived. X: deleted.
    Gone,
    /// Instagram: recently deleted. X: in a community.
    Aside,
}

/// What a comment stands under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CommentOn {
    Post,
    Reel,
    Story,
}

/// What in a story was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sticker {
    Poll,
    Quiz,
    Question,
    Slider,
    Countdown,
}

impl Sticker {
    pub const ALL: [Self; 5] = [Self::Poll, Self::Quiz, Self::Question, Self::Slider, Self::Countdown];
}

/// A change of the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    SignUp,
    Password,
    Privacy,
    Status,
    Profile,
    Photo,
    Email,
    Handle,
    Protection,
    App,
}

/// Towards whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum With {
    Nobody,
    /// Oneself: a comment under one's own post.
    Owner,
    /// Position in the list of accounts.
    Account(usize),
}

/// A picture or film of one's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Medium {
    /// Its address in the export.
    pub uri: String,
    pub video: bool,
    /// Where it was taken, and whether the export's JSON says so, the file says so, or both.
    pub gps: Option<(f64, f64)>,
    pub gps_in_json: bool,
    pub gps_in_file: bool,
    /// The phone, where the export says it.
    pub device: Option<String>,
}

/// One thing done by the owner.
#[derive(Debug, Clone, PartialEq)]
pub struct Act {
    pub platform: Platform,
    pub what: What,
    /// Seconds since 1970.
    pub at: i64,
    pub with: With,
    /// The owner's words; for a repost the other's, for an ad its text. Empty if there are none.
    pub text: String,
    /// Accounts named in the text, in order, none twice.
    pub mentions: Vec<usize>,
    /// Its own id or address, or that of what it was done to; empty if there is none.
    pub item: String,
    /// X: the post that is answered or quoted. Instagram: what else is typed or chosen.
    pub other: String,
    pub media: Vec<Medium>,
}

impl Act {
    /// An act with nothing but when and what.
    pub const fn new(platform: Platform, what: What, at: i64) -> Self {
        Self {
            platform,
            what,
            at,
            with: With::Nobody,
            text: String::new(),
            mentions: Vec::new(),
            item: String::new(),
            other: String::new(),
            media: Vec::new(),
        }
    }

    /// Whether it counts as a post in the codebook's sense (section 3): own words, in public or to followers.
    pub const fn is_posting(&self) -> bool {
        matches!(self.what, What::Post(_) | What::Story | What::Comment(_) | What::Reply | What::Quote)
    }
}

/// A finding or a decoy that was planted.
#[derive(Debug, Clone, PartialEq)]
pub struct Planted {
    pub kind: FindingKind,
    /// The value in one form; empty for decoys and where the sentence is the finding.
    pub value: String,
    pub place: PlantedIn,
    pub decoy: bool,
    /// Just the sentence that was planted; around it may stand mentions and hashtags.
    pub text: String,
}

/// Where something was planted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlantedIn {
    /// In the text of an act (position in the list of acts).
    Act(usize),
    /// In a medium of an act.
    Photo(usize, usize),
    /// In the biography of a platform.
    Bio(Platform),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_repost_is_no_posting_and_a_quote_is() {
        assert!(!Act::new(Platform::X, What::Repost, 0).is_posting());
        assert!(Act::new(Platform::X, What::Quote, 0).is_posting());
    }
}
