//! What is asked for: which kind of person, from where, over which time, in which form of export.

use jiff::civil::{Date, date};
use serde::Serialize;

use crate::dice::Dice;
use event::named;

named! {
    /// The five types of the codebook, section 3.
    pub enum PersonKind {
        /// Little time online, few posts.
        SavvySocial = "savvy_social",
        /// Little time online, many posts, in bursts.
        BreezyPoster = "breezy_poster",
        /// Much time online, many posts.
        Oversharer = "oversharer",
        /// Much time online, few posts.
        Lurker = "lurker",
        /// Logged in a few times, then inactive for more than 90 days.
        Offliner = "offliner",
    }
}

impl PersonKind {
    /// Whether the truth lies above `T0` hours a day.
    pub const fn much_time(self) -> bool {
        matches!(self, Self::Oversharer | Self::Lurker)
    }

    /// Whether the truth lies above `P0` posts a day.
    pub const fn many_posts(self) -> bool {
        matches!(self, Self::Oversharer | Self::BreezyPoster)
    }
}

named! {
    /// Where a person lives: the plan of their phone numbers and bank accounts, their time zone, their places.
    pub enum Country {
        UnitedStates = "US",
        UnitedKingdom = "GB",
        Germany = "DE",
        France = "FR",
        Spain = "ES",
        Indonesia = "ID",
        Denmark = "DK",
        Peru = "PE",
    }
}

impl Country {
    /// The language, of those we can write, that most people there would post in.
    pub const fn language(self) -> Language {
        match self {
            Self::Germany => Language::German,
            Self::France => Language::French,
            Self::Spain | Self::Peru => Language::Spanish,
            Self::UnitedStates | Self::UnitedKingdom | Self::Indonesia | Self::Denmark => Language::English,
        }
    }
}

named! {
    /// The language of everything that a person writes.
    pub enum Language {
        English = "en",
        German = "de",
        Spanish = "es",
        French = "fr",
    }
}

named! {
    /// The layouts of Instagram's exports (FORMATS.md, section 3).
    pub enum InstagramEra {
        /// One folder, lists of tuples.
        Flat2020 = "flat-2020",
        /// Folders by topic, the legacy dialect, lists wrapped in objects.
        Folders2022 = "2022",
        /// `your_instagram_activity/` and `connections/`, the legacy dialect, some bare lists.
        Activity2023 = "2023",
        /// `media/` for `content/`, "profile" for "account", and for some files the label_values dialect.
        Activity2025 = "2025",
    }
}

named! {
    /// The layouts of X's archives (FORMATS.md, section 2).
    pub enum XEra {
        /// `tweet.js`, `tweet_media`, no manifest.
        Early2019 = "2019",
        /// `tweets.js` and its parts, header files beside the bodies, a manifest.
        Modern = "modern",
    }
}

named! {
    /// The language of the labels inside Instagram's files. Where FORMATS.md confirms no translation of a label,
    /// it stays English.
    pub enum Labels {
        English = "en",
        French = "fr",
        Danish = "da",
    }
}

/// Thresholds of the five types (codebook, section 3): hours and posts a day.
pub const T0: f64 = 2.0;
/// See [`T0`].
pub const P0: f64 = 1.0;

/// The day that exports are made on unless another is asked for.
pub const UNTIL: Date = date(2026, 6, 30);

/// What is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Everything that chance decides hangs on this.
    pub seed: u64,
    pub kind: PersonKind,
    pub country: Country,
    pub language: Language,
    /// Length of the life that is lived, in weeks before `until`; at least 1.
    pub weeks: u32,
    /// The day on which the exports are made. The last day that is lived is the one before.
    pub until: Date,
    /// Scales how much is done, 1 being usual. What makes the type (hours online, posts a day) stays as it is.
    pub volume: f64,
}

impl Request {
    /// A person of this kind with the usual rest: 26 weeks until 2026-06-30.
    pub const fn new(seed: u64, kind: PersonKind, country: Country, language: Language) -> Self {
        Self { seed, kind, country, language, weeks: 26, until: UNTIL, volume: 1.0 }
    }

    /// Everything from the seed. Any 200 seeds in a row cover every type, country, language and format.
    pub fn from_seed(seed: u64) -> Self {
        let kind = cycle(PersonKind::ALL, seed);
        let country = cycle(Country::ALL, seed / 5);
        // One person in five writes in a language that is not the first one of their country.
        let language = match seed % 40 / 8 {
            4 => cycle(Language::ALL, seed / 40),
            _ => country.language(),
        };
        Self::new(seed, kind, country, language)
    }
}

fn cycle<T: Copy>(list: &[T], at: u64) -> T {
    list[(at % list.len() as u64) as usize]
}

/// The form in which this person's exports come: decided by the seed, stated in the truth.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Variant {
    pub instagram: InstagramEra,
    pub x: XEra,
    /// Whether all members lie in one more folder.
    pub instagram_folder: bool,
    pub x_folder: bool,
    pub labels: Labels,
    /// Whether anything consumed is exported (time spent, views, ads). If not, the time online has no upper
    /// bound and the type can only be named as a pair.
    pub consumption: bool,
    /// Whether `time_spent_on_instagram` is there: measured sessions over the whole time.
    pub time_spent: bool,
    /// Weeks before the export that views and ads are exported for; all of them if `null`.
    pub seen_weeks: Option<u32>,
    /// Weeks before the export that Instagram's views are exported for; as `seen_weeks` if `null`.
    pub views_weeks: Option<u32>,
    pub private_instagram: bool,
    pub private_threads: bool,
    pub protected_x: bool,
    /// Whether Instagram's profile file is there (without it nobody can say whose export it is).
    pub instagram_profile: bool,
    pub threads: bool,
    /// Whether sections in which nothing happened are there as empty lists.
    pub empty_sections: bool,
    /// Whether the lists of followers are there (without them, nobody can say who follows back).
    pub instagram_followers: bool,
    pub x_followers: bool,
    /// Whether likes of comments and saved posts are there.
    pub instagram_lesser: bool,
    /// Whether posts on X lack the `{"tweet": ...}` around them.
    pub bare_tweets: bool,
    /// Whether X's messages come without their texts (`direct-message-headers` only).
    pub x_headers_only: bool,
}

impl Variant {
    /// The form for this request.
    pub fn choose(request: &Request) -> Self {
        let mut dice = Dice::new(request.seed, "variant");
        let instagram = cycle(InstagramEra::ALL, request.seed);
        let x = if (request.seed / 4).is_multiple_of(5) { XEra::Early2019 } else { XEra::Modern };
        let labels = match request.language {
            Language::French if dice.chance(0.75) => Labels::French,
            _ if request.country == Country::Denmark && dice.chance(0.6) => Labels::Danish,
            _ => Labels::English,
        };
        let consumption = !dice.chance(0.12);
        let late = matches!(instagram, InstagramEra::Activity2023 | InstagramEra::Activity2025);
        let time_spent = consumption && late && (instagram == InstagramEra::Activity2025 || dice.chance(0.6));
        Self {
            instagram,
            x,
            instagram_folder: dice.chance(0.5),
            x_folder: dice.chance(0.4),
            labels,
            consumption,
            time_spent,
            // Much time in dense views would fill megabytes: nine weeks of them show it as well as 26.
            seen_weeks: (request.kind.much_time() && !time_spent).then_some(9),
            views_weeks: time_spent.then_some(2),
            private_instagram: dice.chance(0.4),
            private_threads: dice.chance(0.4),
            protected_x: dice.chance(0.2),
            instagram_profile: !dice.chance(if request.kind == PersonKind::Offliner { 0.25 } else { 0.06 }),
            threads: late && dice.chance(0.8),
            empty_sections: dice.chance(0.5),
            instagram_followers: !dice.chance(0.08),
            x_followers: !dice.chance(0.08),
            instagram_lesser: !dice.chance(0.1),
            bare_tweets: x == XEra::Early2019 && dice.chance(0.6),
            x_headers_only: dice.chance(0.07),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn two_hundred_seeds_cover_everything() {
        for start in [0, 1000] {
            let requests: Vec<Request> = (start..start + 200).map(Request::from_seed).collect();
            let kinds: BTreeSet<_> = requests.iter().map(|r| r.kind).collect();
            let countries: BTreeSet<_> = requests.iter().map(|r| r.country).collect();
            let languages: BTreeSet<_> = requests.iter().map(|r| r.language).collect();
            assert_eq!((kinds.len(), countries.len(), languages.len()), (5, 8, 4));
            let variants: Vec<Variant> = requests.iter().map(Variant::choose).collect();
            let pairs: BTreeSet<_> =
                requests.iter().zip(&variants).map(|(r, v)| (r.kind, v.instagram)).collect();
            assert_eq!(pairs.len(), 20);
            assert_eq!(variants.iter().map(|v| v.x).collect::<BTreeSet<_>>().len(), 2);
            assert_eq!(variants.iter().map(|v| v.labels).collect::<BTreeSet<_>>().len(), 3);
            let both = |of: fn(&Variant) -> bool| variants.iter().any(of) && !variants.iter().all(of);
            assert!(both(|v| v.consumption) && both(|v| v.time_spent) && both(|v| v.threads));
            assert!(both(|v| v.instagram_folder) && both(|v| v.x_folder) && both(|v| v.bare_tweets));
            assert!(
                both(|v| v.instagram_profile) && both(|v| v.x_headers_only) && both(|v| v.empty_sections)
            );
        }
    }
}
