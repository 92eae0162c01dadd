//! The closed lists of the codebook, section 1.

use crate::named;

named! {
    /// A network whose exports are read.
    pub enum Platform {
        Facebook = "facebook",
        Instagram = "instagram",
        Threads = "threads",
        X = "x",
        YouTube = "youtube",
    }
}

impl Platform {
    /// The name a person knows it by.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Facebook => "Facebook",
            Self::Instagram => "Instagram",
            Self::Threads => "Threads",
            Self::X => "X",
            Self::YouTube => "YouTube",
        }
    }
}

named! {
    /// What was done.
    pub enum Kind {
        Follow = "follow",
        Unfollow = "unfollow",
        Block = "block",
        Mute = "mute",
        Friend = "friend",
        React = "react",
        Comment = "comment",
        Reply = "reply",
        Mention = "mention",
        Share = "share",
        Save = "save",
        Post = "post",
        Story = "story",
        View = "view",
        Search = "search",
        ProfileVisit = "profile_visit",
        Message = "message",
        Call = "call",
        PollAnswer = "poll_answer",
        Subscribe = "subscribe",
        Pay = "pay",
        Attend = "attend",
        AdClick = "ad_click",
        Session = "session",
        AccountChange = "account_change",
    }
}

named! {
    /// Who did it to whom.
    pub enum Direction {
        /// By the owner of the export, towards someone.
        Outgoing = "outgoing",
        /// By someone, towards the owner.
        Incoming = "incoming",
        /// By the owner, towards nobody in particular.
        Own = "own",
        /// The export does not say which side the owner is on (a loose message file without its profile).
        Unknown = "unknown",
    }
}

named! {
    /// Who could see it.
    pub enum Audience {
        Public = "public",
        /// Followers or friends.
        Followers = "followers",
        Private = "private",
        Unknown = "unknown",
    }
}
