//! A rule as everybody else sees it: what it finds, why that matters, what to do.

use event::named;

/// One kind of finding. Its patterns stay inside the [`crate::Lexicon`]; this is what a report needs of it.
///
/// ```
/// let lexicon = lexicon::Lexicon::load(&data::Data::builtin())?;
/// let card = lexicon.rule("fin.card").ok_or("no such rule")?;
/// assert_eq!(card.severity, 5);
/// assert!(card.consequences.contains(&lexicon::Consequence::Theft));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// As in the taxonomy: `id.email`.
    pub id: String,
    /// The data file it was read from: `rules/identifiers.toml`.
    pub file: String,
    /// A few words: "E-mail address".
    pub title: String,
    /// What was found, to follow "found": "an e-mail address, also one that is spelled out".
    pub finds: String,
    /// What someone could do with it, one sentence.
    pub consequence: String,
    /// What it feeds, at least one.
    pub consequences: Vec<Consequence>,
    /// 1 (note only) to 5 (usable at once for serious harm), for the author, a public audience, a value that is
    /// still valid. A [`crate::Match`] carries its own, which may differ.
    pub severity: u8,
    /// 0 to 1: how often a match of this rule is what it seems to be. Patterns may have their own.
    pub confidence: f64,
    /// Languages it knows; empty where language does not matter.
    pub languages: Vec<Language>,
    /// Texts it is run on.
    pub applies_to: Vec<TextPlace>,
    /// Days after the post when it stops mattering; none where it does not.
    pub expires_after_days: Option<u16>,
    /// What is looked at.
    pub matcher: Matcher,
    /// What a candidate has to pass.
    pub validator: Validator,
    /// Standards and sources.
    pub references: Vec<String>,
    /// What to do about it: one to three short sentences.
    pub advice: String,
    /// How many patterns it has.
    pub patterns: usize,
    /// How many examples it was checked with, of both sorts.
    pub examples: usize,
}

named! {
    /// What someone could do with a finding. The codes of the taxonomy.
    pub enum Consequence {
        /// Account takeover.
        Hack = "HACK",
        /// Targeted phishing.
        Phish = "PHISH",
        /// Doxing, or finding out who somebody is.
        Dox = "DOX",
        /// Bullying, harassment.
        Harass = "HARASS",
        /// Shaming, loss of job or reputation.
        Shame = "SHAME",
        /// Burglary.
        Burglary = "BURG",
        /// Identity theft, fraud.
        Theft = "IDT",
        /// Stalking, physical harm.
        Stalk = "STALK",
    }
}

named! {
    /// A language that phrase rules know.
    pub enum Language {
        English = "en",
        German = "de",
        Spanish = "es",
        French = "fr",
    }
}

named! {
    /// What kind of text it is, or what else a rule looks at.
    pub enum TextPlace {
        Post = "post",
        Comment = "comment",
        Reply = "reply",
        Story = "story",
        Message = "message",
        /// The text about oneself on a profile.
        Bio = "bio",
        /// Any other field of a profile.
        Profile = "profile",
        /// What was typed into a search box. Nobody sees it, so few rules apply.
        Search = "search",
        /// A picture or a film, and the words right under it.
        Media = "media",
    }
}

named! {
    /// What a rule looks at.
    pub enum Matcher {
        /// Texts, by patterns.
        Text = "text",
        /// The metadata of pictures and films, which `measure` reads; the rule says how much it matters.
        Media = "media",
    }
}

named! {
    /// A test in code that a candidate has to pass, and that says which value it stands for.
    pub enum Validator {
        /// Known top-level domain; flags role mailboxes; drops reserved domains.
        Email = "email",
        /// Valid under a numbering plan, by libphonenumber's data.
        Phone = "phone",
        /// A day of the calendar in a plausible year, or an age with the day of the post.
        Birthdate = "birthdate",
        /// Latitude and longitude in range and precise enough.
        Coordinates = "coordinates",
        /// Issuer range, length and Luhn digit.
        Card = "card",
        /// Country, its length and ISO 7064 check digits.
        Iban = "iban",
        /// The answer to a recovery question: a name and not a filler.
        Answer = "answer",
        /// Something that can be a password.
        Password = "password",
        /// A phrase: the pattern is the whole test.
        Phrase = "phrase",
        /// Nothing, for rules without patterns.
        None = "none",
    }
}

impl Validator {
    /// The lists of words that a rule has to supply for this validator, by name.
    pub(crate) const fn lists(self) -> &'static [&'static str] {
        match self {
            Self::Email => {
                &["top_level_domains", "mail_providers", "role_mailboxes", "not_names", "not_mail", "samples"]
            }
            Self::Phone => &["regions_with_cue", "samples"],
            Self::Card | Self::Iban | Self::Password => &["samples"],
            Self::Answer => &["not_answers"],
            Self::Birthdate | Self::Coordinates | Self::Phrase | Self::None => &[],
        }
    }
}
