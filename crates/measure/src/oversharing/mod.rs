//! Oversharing (codebook, section 4): what is in the owner's texts, profile and media that a stranger could use.
//!
//! Memory: for each kind at most 1,000 values with at most four places each, and for each place at most some 300 letters; 24
//! bytes for each of at most 100,000 further values, 8 for each picture with a place.

mod chains;
mod scores;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use event::{Event, Kind, Media, OwnText, Platform, ProfileField, ProfileKey, Timestamp};
use lexicon::{Lexicon, Matcher, TextContext, TextPlace};
use serde::Deserialize;

pub use chains::{Chain, ChainFound};
pub use scores::{ConsequenceFound, Level};
pub use values::{Finding, Snippet, ValueFound};
use values::{Instance, Places, Values};

use crate::parameters::{ParametersProblem, load};

/// `data/consequences.toml` and `data/chains.toml`.
#[derive(Debug, Clone)]
pub struct OversharingParameters {
    pub score: ScoreParameters,
    pub modifiers: Modifiers,
    pub consequences: Vec<ConsequenceText>,
    pub chains: Vec<Chain>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ConsequencesFile {
    score: ScoreParameters,
    modifiers: Modifiers,
    consequence: Vec<ConsequenceText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChainsFile {
    chain: Vec<Chain>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScoreParameters {
    pub steps: [f64; 5],
    pub per_kind: usize,
    pub raised_from: f64,
    pub high_from: f64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Modifiers {
    pub public: i8,
    pub unknown: i8,
    pub followers: i8,
    pub private: i8,
    pub expired: i8,
    pub repeated_from: u64,
    pub repeated: i8,
    pub home: i8,
    pub home_pictures: usize,
    pub home_days: usize,
}

/// One consequence, in words.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsequenceText {
    pub id: String,
    pub title: String,
    pub says: String,
}

impl OversharingParameters {
    /// Reads both files.
    ///
    /// # Errors
    /// When one is missing or not of its shape.
    pub fn load(data: &data::Data) -> Result<Self, ParametersProblem> {
        let file: ConsequencesFile = load(data, "consequences.toml")?;
        let chains: ChainsFile = load(data, "chains.toml")?;
        let ConsequencesFile { score, modifiers, consequence } = file;
        Ok(Self { score, modifiers, consequences: consequence, chains: chains.chain })
    }
}

/// What a text's writer is known by: helps to read phone numbers and to tell the writer from others.
#[derive(Debug, Clone, Default)]
pub struct Writer {
    /// ISO 3166 codes of the countries whose phone numbers are likely.
    pub regions: Vec<String>,
    pub names: Vec<String>,
}

/// Gathers findings.
pub struct Oversharing<'l> {
    lexicon: &'l Lexicon,
    writer: Writer,
    by_rule: BTreeMap<usize, Values>,
    places: Places,
    profile: BTreeMap<(ProfileKey, Platform), BTreeSet<String>>,
    seen: Seen,
}

/// How much was looked at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seen {
    pub texts: u64,
    pub bytes: u64,
    pub media: u64,
    pub media_with_place: u64,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct OversharingFound {
    /// Kinds with at least one finding, worst first.
    pub kinds: Vec<KindFound>,
    /// Every consequence, in the order of the data file.
    pub consequences: Vec<ConsequenceFound>,
    pub chains: Vec<ChainFound>,
    pub seen: Seen,
}

/// All findings of one kind.
#[derive(Debug, Clone)]
pub struct KindFound {
    /// Position of the rule in the lexicon.
    pub rule: usize,
    pub total: u64,
    /// How many values were told apart.
    pub distinct: usize,
    /// There were too many to tell all of them apart.
    pub at_least: bool,
    /// Worst first.
    pub values: Vec<ValueFound>,
}

impl<'l> Oversharing<'l> {
    /// Nothing gathered yet.
    pub fn new(lexicon: &'l Lexicon, writer: Writer) -> Self {
        Self {
            lexicon,
            writer,
            by_rule: BTreeMap::new(),
            places: Places::default(),
            profile: BTreeMap::new(),
            seen: Seen::default(),
        }
    }

    /// Looks at the owner's words in an event.
    pub fn update(&mut self, event: &Event<'_>) {
        let Some(words) = event.own_words() else { return };
        let Some(place) = place_of(event.kind()) else { return };
        let instance = Instance {
            platform: event.platform(),
            place,
            at: event.at,
            audience: event.audience,
            link: link(event.platform(), event.item.as_ref().map(|item| &**item.expose())),
            origin: event.origin,
            repeats: false,
        };
        self.scan(words.expose(), &instance);
    }

    /// Looks at a text that is no event: the long form of one that is.
    pub fn own_text(&mut self, text: &OwnText<'_>) {
        let instance = Instance {
            platform: text.platform,
            place: TextPlace::Post,
            at: text.at,
            audience: text.audience,
            link: None,
            origin: text.origin,
            repeats: true,
        };
        self.scan(text.body.expose(), &instance);
    }

    /// Looks at a profile field that others can see, and keeps what chains need.
    pub fn profile(&mut self, field: &ProfileField<'_>) {
        if field.audience == event::Audience::Private {
            return;
        }
        let values = self.profile.entry((field.key, field.platform)).or_default();
        values.insert(field.value.expose().trim().to_lowercase());
        let place = match field.key {
            ProfileKey::Bio => TextPlace::Bio,
            ProfileKey::Website | ProfileKey::Location | ProfileKey::Email | ProfileKey::Phone => {
                TextPlace::Profile
            }
            _ => return,
        };
        let (platform, at, audience, origin) =
            (field.platform, event::At::NONE, field.audience, field.origin);
        self.scan(
            field.value.expose(),
            &Instance { platform, place, at, audience, link: None, origin, repeats: false },
        );
    }

    /// Looks at where a picture or film was taken.
    pub fn media(&mut self, media: &Media<'_>) {
        self.seen.media += 1;
        let Some(gps) = media.gps else { return };
        self.seen.media_with_place += 1;
        let (latitude, longitude) = (*gps.latitude.expose(), *gps.longitude.expose());
        self.places.add(latitude, longitude, media);
    }

    fn scan(&mut self, text: &str, instance: &Instance) {
        self.seen.texts += 1;
        self.seen.bytes += text.len() as u64;
        let names: Vec<&str> = self.writer.names.iter().map(String::as_str).collect();
        let regions: Vec<&str> = self.writer.regions.iter().map(String::as_str).collect();
        let context = TextContext {
            posted: instance.at.time(),
            regions: &regions,
            owner_names: &names,
            ..TextContext::new(instance.place)
        };
        for found in self.lexicon.scan(text, &context) {
            self.by_rule.entry(found.rule).or_default().add(&found, text, instance);
        }
    }

    /// Takes in what another gathered.
    pub fn merge(&mut self, other: Self) {
        for (rule, values) in other.by_rule {
            self.by_rule.entry(rule).or_default().merge(values);
        }
        self.places.merge(other.places);
        for (key, values) in other.profile {
            self.profile.entry(key).or_default().extend(values);
        }
        self.seen.texts += other.seen.texts;
        self.seen.bytes += other.seen.bytes;
        self.seen.media += other.seen.media;
        self.seen.media_with_place += other.seen.media_with_place;
    }

    /// Works severities, scores and chains out, as seen from the day of the export.
    pub fn finish(self, parameters: &OversharingParameters, as_of: Option<Timestamp>) -> OversharingFound {
        let mut kinds: Vec<KindFound> = Vec::new();
        for (rule, values) in self.by_rule {
            kinds.push(values.finish(rule, &parameters.modifiers, as_of));
        }
        let media_rule = self.lexicon.rules().iter().position(|rule| rule.matcher == Matcher::Media);
        let mut home = false;
        if let Some(rule) = media_rule {
            let (kind, has_home) =
                self.places.finish(rule, &self.lexicon.rules()[rule], &parameters.modifiers, as_of);
            home = has_home;
            kinds.extend(kind);
        }
        kinds.sort_by(|a, b| worst(b).total_cmp(&worst(a)).then(a.rule.cmp(&b.rule)));
        let facts = chains::Facts::new(self.lexicon, &kinds, &self.profile, home);
        let chains = chains::found(&parameters.chains, &facts);
        let consequences = scores::score(self.lexicon, &kinds, &chains, parameters);
        OversharingFound { kinds, consequences, chains, seen: self.seen }
    }
}

/// What a kind weighs: its worst value.
fn worst(kind: &KindFound) -> f64 {
    kind.values.first().map_or(0.0, |value| value.finding.weight())
}

/// In which kind of text the words of an event stand; nothing for words that nobody posts.
const fn place_of(kind: Kind) -> Option<TextPlace> {
    Some(match kind {
        Kind::Post | Kind::Share => TextPlace::Post,
        Kind::Story => TextPlace::Story,
        Kind::Comment | Kind::PollAnswer => TextPlace::Comment,
        Kind::Reply => TextPlace::Reply,
        Kind::Message => TextPlace::Message,
        _ => return None,
    })
}

/// The address of a post, where one can be made from what the export holds.
fn link(platform: Platform, item: Option<&str>) -> Option<String> {
    let id = item.filter(|id| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()))?;
    (platform == Platform::X).then(|| format!("https://x.com/i/web/status/{id}"))
}
