//! The form in which a Takeout comes: decided by the seed.

use event::named;

use super::life::Tube;
use super::words::{Names, Tongue};
use crate::dice::Dice;
use crate::request::{Country, Language, Request};

named! {
    /// The forms of a history.
    pub enum History {
        Json = "json",
        Html = "html",
        MyActivityJson = "my_activity_json",
        MyActivityHtml = "my_activity_html",
        /// Until 2017: a playlist as the platform's interface for programs writes it.
        Snippets = "snippets",
    }
}

named! {
    /// The layouts of comments.
    pub enum Comments {
        /// Until 2024: one object of segments.
        Segments = "segments",
        /// Since: segments side by side.
        SideBySide = "side_by_side",
        /// The same with the numbers of posts.
        WithPosts = "with_posts",
        /// Before tables.
        Page = "page",
        /// Where the language's own table is known.
        Own = "own",
    }
}

/// How times stand in pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    /// Behind the time; empty for none.
    pub name: String,
    pub seconds: i64,
}

/// The form of one person's Takeout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    pub tongue: Tongue,
    pub history: History,
    pub comments: Comments,
    pub zone: Zone,
    pub two_parts: bool,
    /// Packed again, without the upper folders.
    pub bare: bool,
    /// Times of JSON with milliseconds.
    pub milliseconds: bool,
    /// Whether there is a file about the channel.
    pub channel_file: bool,
}

impl Form {
    pub fn choose(request: &Request) -> Self {
        let mut dice = Dice::new(request.seed, "youtube form");
        let tongue = if dice.chance(0.55) { own(request) } else { *dice.pick(Tongue::ALL) };
        let names = tongue.names();
        let english = tongue == Tongue::English;
        // The dates of pages are known in two languages only.
        let dated = english || tongue == Tongue::German;
        let history = match dice.below(10) {
            _ if names.watched.is_none() => History::MyActivityJson,
            0..=3 if dated => History::Html,
            4 if names.my_activity.is_some() => History::MyActivityJson,
            5 if dated => History::MyActivityHtml,
            6 | 7 if english => History::Snippets,
            _ => History::Json,
        };
        let early = history == History::Snippets;
        let comments = match dice.below(4) {
            _ if early => Comments::Page,
            _ if !english => Comments::Own,
            0 => Comments::Segments,
            1 => Comments::SideBySide,
            2 => Comments::WithPosts,
            _ => Comments::Page,
        };
        Self {
            tongue,
            history,
            comments,
            zone: zone(request, tongue, &mut dice),
            two_parts: dice.chance(0.3) && names.subscriptions.is_some(),
            bare: dice.chance(0.2),
            milliseconds: dice.chance(0.7),
            channel_file: dice.chance(0.6),
        }
    }

    pub const fn names(&self) -> &'static Names {
        self.tongue.names()
    }

    /// The folder around everything.
    pub fn folder(&self) -> String {
        if self.bare { String::new() } else { "Takeout".to_owned() }
    }

    /// The folder of the product.
    pub fn product(&self) -> Option<&'static str> {
        if self.bare {
            None
        } else if self.history == History::Snippets {
            Some("YouTube")
        } else {
            self.names().product
        }
    }

    /// Whether some file says whose channel it is.
    pub fn tells_channel(&self, tube: &Tube) -> bool {
        let by_comments = self.comments != Comments::Page && self.names().comments.is_some();
        let by_chats = self.has_chats() && !tube.chats.is_empty();
        by_comments && !tube.comments.is_empty() || by_chats || self.has_channel_file()
    }

    pub fn has_channel_file(&self) -> bool {
        self.channel_file && self.history != History::Snippets && self.names().channel.is_some()
    }

    /// Whether messages in live chats come as a table.
    pub fn has_chats(&self) -> bool {
        self.comments != Comments::Page && self.names().chats.is_some()
    }
}

fn own(request: &Request) -> Tongue {
    match request.language {
        Language::English => Tongue::English,
        Language::German => Tongue::German,
        Language::Spanish if request.country == Country::Peru => Tongue::SpanishAmerica,
        Language::Spanish => Tongue::Spanish,
        Language::French => Tongue::French,
    }
}

/// None, UTC, or the one that held where the person lives on a day of summer; exports of another season are in UTC.
fn zone(request: &Request, tongue: Tongue, dice: &mut Dice) -> Zone {
    let summer = (4..=9).contains(&request.until.month());
    let (name, hours) = match request.country {
        Country::UnitedStates => ("CDT", -5),
        Country::UnitedKingdom => ("BST", 1),
        Country::Indonesia => ("GMT+7", 7),
        Country::Peru => ("GMT-5", -5),
        Country::Germany | Country::France | Country::Spain | Country::Denmark => {
            (if tongue == Tongue::German { "MESZ" } else { "CEST" }, 2)
        }
    };
    match dice.below(4) {
        0 => Zone { name: String::new(), seconds: 0 },
        1 => Zone { name: "UTC".into(), seconds: 0 },
        _ if summer => Zone { name: name.into(), seconds: hours * 3600 },
        _ => Zone { name: "UTC".into(), seconds: 0 },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn two_hundred_seeds_show_every_form() {
        let forms: Vec<Form> = (0..200).map(|seed| Form::choose(&Request::from_seed(seed))).collect();
        let tongues: BTreeSet<Tongue> = forms.iter().map(|form| form.tongue).collect();
        let histories: BTreeSet<History> = forms.iter().map(|form| form.history).collect();
        let comments: BTreeSet<Comments> = forms.iter().map(|form| form.comments).collect();
        assert_eq!(tongues.len(), Tongue::ALL.len());
        assert_eq!(histories.len(), History::ALL.len());
        assert_eq!(comments.len(), Comments::ALL.len());
        let both = |of: fn(&Form) -> bool| forms.iter().any(of) && !forms.iter().all(of);
        assert!(both(|form| form.two_parts) && both(|form| form.bare) && both(|form| form.milliseconds));
        assert!(both(|form| form.channel_file) && both(|form| form.zone.name.is_empty()));
    }
}
