//! Findings by value: the same thing said twice is one finding, said twice.

use std::collections::{BTreeMap, BTreeSet};

use event::{At, Audience, Media, Origin, Platform, Private, Timestamp};
use lexicon::{Match, Rule, Subject, TextPlace};

use super::{KindFound, Modifiers};

/// Values of one kind of which the places are kept.
const MOST_VALUES: usize = 500;
/// Further values of one kind that are counted one by one.
const MOST_COUNTED: usize = 100_000;
/// Letters of text around a finding.
const AROUND: usize = 110;

/// Where a text stands.
#[derive(Debug, Clone)]
pub struct Instance {
    pub platform: Platform,
    pub place: TextPlace,
    pub at: At,
    pub audience: Audience,
    pub link: Option<String>,
    pub origin: Origin,
    /// The text repeats one that is an event: the long form of a post.
    pub repeats: bool,
}

/// The finding's own words with some of the text around them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Snippet {
    pub before: Private<String>,
    pub found: Private<String>,
    pub after: Private<String>,
}

/// One finding, with its severity after all modifiers.
#[derive(Debug, Clone)]
pub struct Finding {
    pub platform: Platform,
    pub place: TextPlace,
    pub at: At,
    pub audience: Audience,
    pub link: Option<String>,
    pub origin: Origin,
    pub snippet: Snippet,
    pub subject: Subject,
    /// 0 to 1.
    pub confidence: f64,
    /// 1 to 5.
    pub severity: u8,
    /// It no longer holds.
    pub expired: bool,
    /// The place that more pictures come from than from any other.
    pub home: bool,
}

impl Finding {
    /// For sorting: severity first, then confidence.
    pub fn weight(&self) -> f64 {
        f64::from(self.severity) + self.confidence
    }
}

/// One value, where it weighs most.
#[derive(Debug, Clone)]
pub struct ValueFound {
    pub value: Private<String>,
    /// How often it was said.
    pub count: u64,
    pub finding: Finding,
}

/// The values of one kind.
///
/// Where more than a thousand are found, only the worst keep their places; the others keep their counts (by a hash of the
/// value), so that what comes back later is not new.
#[derive(Clone, Default)]
pub struct Values {
    by_value: BTreeMap<String, Value>,
    counted: BTreeMap<u64, Times>,
    /// Findings that there was no room to count one by one.
    uncounted: u64,
}

/// How often a value was said: in events, and in texts that repeat them.
#[derive(Debug, Clone, Copy, Default)]
struct Times {
    first_hand: u64,
    repeated: u64,
}

impl Times {
    fn add(&mut self, other: Self) {
        self.first_hand += other.first_hand;
        self.repeated += other.repeated;
    }

    /// Each repetition is one of the first-hand ones, unless there are more of them.
    fn told(self) -> u64 {
        self.first_hand.max(self.repeated)
    }
}

#[derive(Clone, Default)]
struct Value {
    times: Times,
    /// The most telling place for each audience.
    by_audience: BTreeMap<Audience, Candidate>,
}

/// A place before its severity is settled: that depends on the day of the export and on how often it was said.
#[derive(Clone)]
struct Candidate {
    instance: Instance,
    snippet: Snippet,
    subject: Subject,
    confidence: f64,
    severity: u8,
    expires: Option<Timestamp>,
}

impl Candidate {
    /// Among places of one audience: severe, lasting, sure, recent; then what stands first.
    fn rank(&self) -> (u8, i64, u64, i64, std::cmp::Reverse<Origin>) {
        let expires = self.expires.map_or(i64::MAX, |time| time.as_second());
        let confidence = (self.confidence * 1e6) as u64;
        let at = self.instance.at.time().map_or(i64::MIN, |time| time.as_second());
        (self.severity, expires, confidence, at, std::cmp::Reverse(self.instance.origin))
    }

    fn settle(self, repeated: bool, modifiers: &Modifiers, as_of: Option<Timestamp>, home: bool) -> Finding {
        let by_audience = match self.instance.audience {
            Audience::Public => modifiers.public,
            Audience::Followers => modifiers.followers,
            Audience::Private => modifiers.private,
            Audience::Unknown => modifiers.unknown,
        };
        let expired = self.expires.zip(as_of).is_some_and(|(expires, now)| expires < now);
        let added = [
            by_audience,
            if expired { modifiers.expired } else { 0 },
            if repeated { modifiers.repeated } else { 0 },
            if home { modifiers.home } else { 0 },
        ];
        let severity = (self.severity as i8 + added.iter().sum::<i8>()).clamp(1, 5) as u8;
        let Instance { platform, place, at, audience, link, origin, repeats: _ } = self.instance;
        Finding {
            platform,
            place,
            at,
            audience,
            link,
            origin,
            snippet: self.snippet,
            subject: self.subject,
            confidence: self.confidence,
            severity,
            expired,
            home,
        }
    }
}

impl Values {
    /// Adds what was found in a text.
    pub fn add(&mut self, found: &Match, text: &str, instance: &Instance) {
        let candidate = Candidate {
            instance: instance.clone(),
            snippet: snippet(text, &found.span),
            subject: found.subject,
            confidence: found.confidence,
            severity: found.severity,
            expires: found.expires,
        };
        let times = match instance.repeats {
            true => Times { repeated: 1, ..Times::default() },
            false => Times { first_hand: 1, ..Times::default() },
        };
        let value = self.remember(found.value.expose().clone());
        value.times.add(times);
        value.offer(candidate);
        self.make_room();
    }

    /// The value, with what was counted of it before.
    fn remember(&mut self, value: String) -> &mut Value {
        let counted = &mut self.counted;
        self.by_value.entry(value).or_insert_with_key(|value| {
            let times = counted.remove(&hash(value)).unwrap_or_default();
            Value { times, ..Value::default() }
        })
    }

    /// Takes in what another gathered.
    pub fn merge(&mut self, other: Self) {
        self.uncounted += other.uncounted;
        for (value, theirs) in other.by_value {
            let known = self.remember(value);
            known.times.add(theirs.times);
            theirs.by_audience.into_values().for_each(|candidate| known.offer(candidate));
        }
        let kept: BTreeMap<u64, String> =
            self.by_value.keys().map(|value| (hash(value), value.clone())).collect();
        for (hash, times) in other.counted {
            match kept.get(&hash).and_then(|value| self.by_value.get_mut(value)) {
                Some(known) => known.times.add(times),
                None => self.count(hash, times),
            }
        }
        self.make_room();
    }

    fn count(&mut self, hash: u64, times: Times) {
        if self.counted.len() < MOST_COUNTED || self.counted.contains_key(&hash) {
            self.counted.entry(hash).or_default().add(times);
        } else {
            self.uncounted += times.told();
        }
    }

    fn make_room(&mut self) {
        if self.by_value.len() > 2 * MOST_VALUES {
            self.keep_worst();
        }
    }

    /// Keeps the most telling values, and of the others the counts.
    fn keep_worst(&mut self) {
        let mut ranked: Vec<_> =
            self.by_value.iter().map(|(value, known)| (known.rank(), value.clone())).collect();
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        for (_, value) in ranked.into_iter().skip(MOST_VALUES) {
            if let Some(known) = self.by_value.remove(&value) {
                self.count(hash(&value), known.times);
            }
        }
    }

    /// Settles severities.
    pub fn finish(mut self, rule: usize, modifiers: &Modifiers, as_of: Option<Timestamp>) -> KindFound {
        let distinct = self.by_value.len() + self.counted.len();
        if self.by_value.len() > MOST_VALUES {
            self.keep_worst();
        }
        let counted: u64 = self.counted.values().map(|times| times.told()).sum();
        let kept: u64 = self.by_value.values().map(|value| value.times.told()).sum();
        let mut values: Vec<ValueFound> = self
            .by_value
            .into_iter()
            .filter_map(|(value, known)| {
                let times = known.times.told();
                known.settle(value, times, modifiers, as_of, None)
            })
            .collect();
        sort(&mut values);
        let total = kept + counted + self.uncounted;
        KindFound { rule, total, distinct, at_least: self.uncounted > 0, values }
    }
}

/// 64-bit FNV-1a.
fn hash(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

impl Value {
    fn offer(&mut self, candidate: Candidate) {
        match self.by_audience.get(&candidate.instance.audience) {
            Some(known) if known.rank() >= candidate.rank() => {}
            _ => {
                self.by_audience.insert(candidate.instance.audience, candidate);
            }
        }
    }

    fn rank(&self) -> Option<(u8, i64, u64, i64, std::cmp::Reverse<Origin>)> {
        self.by_audience.values().map(Candidate::rank).max()
    }

    fn settle(
        self,
        value: String,
        times: u64,
        modifiers: &Modifiers,
        as_of: Option<Timestamp>,
        as_place: Option<bool>,
    ) -> Option<ValueFound> {
        // Said again and again, a thing is easier to find; a place is where it is, however many pictures show it.
        let repeated = as_place.is_none() && times >= modifiers.repeated_from;
        let home = as_place.unwrap_or(false);
        let settled = self.by_audience.into_values().map(|one| one.settle(repeated, modifiers, as_of, home));
        // Of equals the one that most people can see: audiences come in that order.
        let finding = settled.reduce(|best, next| if next.weight() > best.weight() { next } else { best })?;
        Some(ValueFound { value: Private::new(value), count: times, finding })
    }
}

fn sort(values: &mut [ValueFound]) {
    values.sort_by(|a, b| {
        b.finding
            .weight()
            .total_cmp(&a.finding.weight())
            .then(b.count.cmp(&a.count))
            .then(a.value.cmp(&b.value))
    });
}

/// Some letters before and behind a span, cut between letters.
fn snippet(text: &str, span: &std::ops::Range<usize>) -> Snippet {
    let (start, end) = (span.start.min(text.len()), span.end.min(text.len()));
    let before = &text[..start];
    let from = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let after = &text[end..];
    let to = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    let cut = |text: &str, whole: bool, front: bool| match (whole, front) {
        (true, _) => text.to_owned(),
        (false, true) => format!("…{text}"),
        (false, false) => format!("{text}…"),
    };
    Snippet {
        before: Private::new(cut(&before[from..], from == 0, true)),
        found: Private::new(text[start..end].to_owned()),
        after: Private::new(cut(&after[..to], to == after.len(), false)),
    }
}

/// Places of pictures and films, on a grid of about a hundred metres.
#[derive(Clone, Default)]
pub struct Places {
    by_place: BTreeMap<(i64, i64), Place>,
    /// Pictures of places that there was no room for.
    uncounted: u64,
}

#[derive(Clone, Default)]
struct Place {
    value: Value,
    days: BTreeSet<i32>,
    /// The pictures, by their file names (hashed): what the export says of a file and the file itself are one picture.
    pictures: BTreeSet<u64>,
    /// To four decimals, as the rule writes places.
    written: String,
}

impl Place {
    fn merge(&mut self, other: Self) {
        self.days.extend(other.days);
        self.pictures.extend(other.pictures);
        if self.written.is_empty() || other.written < self.written {
            self.written = other.written;
        }
        other.value.by_audience.into_values().for_each(|candidate| self.value.offer(candidate));
    }
}

/// Places that are told apart.
const MOST_PLACES: usize = 20_000;

impl Places {
    /// Adds where a picture or film was taken.
    pub fn add(&mut self, latitude: f64, longitude: f64, media: &Media<'_>) {
        let Some(written) = lexicon::place_value(latitude, longitude) else { return };
        let written = written.expose_owned();
        let key = ((latitude * 1000.0).round() as i64, (longitude * 1000.0).round() as i64);
        if self.by_place.len() >= MOST_PLACES && !self.by_place.contains_key(&key) {
            self.uncounted += 1;
            return;
        }
        let instance = Instance {
            platform: media.platform,
            place: TextPlace::Media,
            at: media.at,
            audience: media.audience,
            link: None,
            origin: media.origin,
            repeats: false,
        };
        let snippet = Snippet {
            before: Private::new(String::new()),
            found: Private::new(written.clone()),
            after: Private::new(String::new()),
        };
        let place = self.by_place.entry(key).or_default();
        place.days.extend(media.at.day());
        if place.written.is_empty() || written < place.written {
            place.written = written;
        }
        place.pictures.insert(picture(media));
        place.value.offer(Candidate {
            instance,
            snippet,
            subject: Subject::Owner,
            confidence: 0.0,
            severity: 0,
            expires: None,
        });
    }

    /// Takes in what another gathered.
    pub fn merge(&mut self, other: Self) {
        self.uncounted += other.uncounted;
        for (key, theirs) in other.by_place {
            if self.by_place.len() >= MOST_PLACES && !self.by_place.contains_key(&key) {
                self.uncounted += theirs.pictures.len() as u64;
            } else {
                self.by_place.entry(key).or_default().merge(theirs);
            }
        }
    }

    /// Joins fields of the grid with the neighbours that have more pictures: a house may lie where four fields meet.
    fn join_neighbours(&mut self) {
        let mut keys: Vec<((i64, i64), usize)> =
            self.by_place.iter().map(|(key, place)| (*key, place.pictures.len())).collect();
        keys.sort_by_key(|(key, count)| (std::cmp::Reverse(*count), *key));
        let mut joined = BTreeMap::new();
        for ((north, east), _) in keys {
            let Some(mut place) = self.by_place.remove(&(north, east)) else { continue };
            for (up, right) in (-1..=1).flat_map(|up| (-1..=1).map(move |right| (up, right))) {
                if let Some(neighbour) = self.by_place.remove(&(north + up, east + right)) {
                    place.merge(neighbour);
                }
            }
            joined.insert((north, east), place);
        }
        self.by_place = joined;
    }

    /// Settles severities by the rule for media; says whether one place stands out: on several days, more pictures come from
    /// it than from any other.
    pub fn finish(
        mut self,
        rule: usize,
        says: &Rule,
        modifiers: &Modifiers,
        as_of: Option<Timestamp>,
    ) -> (Option<KindFound>, bool) {
        self.join_neighbours();
        if self.by_place.is_empty() {
            return (None, false);
        }
        let home = self
            .by_place
            .iter()
            .filter(|(_, place)| {
                place.pictures.len() >= modifiers.home_pictures && place.days.len() >= modifiers.home_days
            })
            .max_by_key(|(key, place)| (place.pictures.len(), std::cmp::Reverse(**key)))
            .map(|(key, _)| *key);
        let settle = |(key, mut place): ((i64, i64), Place)| {
            for candidate in place.value.by_audience.values_mut() {
                candidate.severity = says.severity;
                candidate.confidence = says.confidence;
            }
            let pictures = place.pictures.len() as u64;
            place.value.settle(place.written, pictures, modifiers, as_of, Some(home == Some(key)))
        };
        let shown: usize = self.by_place.values().map(|place| place.pictures.len()).sum();
        let total = shown as u64 + self.uncounted;
        let mut values: Vec<ValueFound> = self.by_place.into_iter().filter_map(settle).collect();
        sort(&mut values);
        let distinct = values.len();
        values.truncate(MOST_VALUES);
        let at_least = self.uncounted > 0;
        (Some(KindFound { rule, total, distinct, at_least, values }), home.is_some())
    }
}

/// Which picture it is: its file name, else where its record stands.
fn picture(media: &Media<'_>) -> u64 {
    match &media.uri {
        Some(uri) => hash(uri.expose().rsplit('/').next().unwrap_or_default()),
        None => {
            let Origin { archive, member, record } = media.origin;
            hash(&format!("{archive}/{member}/{record}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_where_fields_meet_is_one_place() {
        let media = |day: i64| Media {
            platform: event::Platform::Instagram,
            kind: event::MediaKind::Photo,
            at: event::At::second(Timestamp::from_second(day * 86_400).unwrap()),
            audience: event::Audience::Public,
            uri: None,
            gps: None,
            device: None,
            origin: event::Origin { archive: 0, member: 0, record: day as u64 },
        };
        let mut places = Places::default();
        for (day, (latitude, longitude)) in
            [(57.155_51, -4.991_7), (57.155_49, -4.992_51), (57.155_52, -4.992_49), (57.2, -4.99)]
                .into_iter()
                .enumerate()
        {
            places.add(latitude, longitude, &media(day as i64));
        }
        places.join_neighbours();
        let counts: Vec<usize> = places.by_place.values().map(|place| place.pictures.len()).collect();
        assert_eq!(counts, [3, 1]);
    }

    #[test]
    fn snippets_are_cut_between_letters() {
        let text = format!("{}x@y{}", "é".repeat(200), "ü".repeat(200));
        let snippet = snippet(&text, &(400..403));
        assert_eq!(snippet.found.expose(), "x@y");
        assert_eq!(snippet.before.expose().chars().count(), AROUND + 1);
        assert!(snippet.after.expose().ends_with('…'));
    }
}
