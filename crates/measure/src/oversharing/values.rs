//! Findings by value: the same thing said twice is one finding, said twice.

use std::collections::{BTreeMap, BTreeSet};

use event::{At, Audience, Media, Origin, Platform, Private, Timestamp};
use lexicon::{Match, Rule, Subject, TextPlace};

use super::{KindFound, Modifiers};

/// Values of one kind that are told apart.
const MOST_VALUES: usize = 500;
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
    /// The place that most pictures come from.
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
#[derive(Clone, Default)]
pub struct Values {
    total: u64,
    by_value: BTreeMap<String, Value>,
}

#[derive(Clone, Default)]
struct Value {
    count: u64,
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

    fn settle(self, count: u64, modifiers: &Modifiers, as_of: Option<Timestamp>, home: bool) -> Finding {
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
            if count >= modifiers.repeated_from { modifiers.repeated } else { 0 },
            if home { modifiers.home } else { 0 },
        ];
        let severity = (self.severity as i8 + added.iter().sum::<i8>()).clamp(1, 5) as u8;
        let Instance { platform, place, at, audience, link, origin } = self.instance;
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
        self.insert(found.value.expose().clone(), 1, candidate);
    }

    fn insert(&mut self, value: String, count: u64, candidate: Candidate) {
        self.total += count;
        let known = self.by_value.entry(value).or_default();
        known.count += count;
        known.offer(candidate);
        if self.by_value.len() > 2 * MOST_VALUES {
            self.prune();
        }
    }

    /// Takes in what another gathered.
    pub fn merge(&mut self, other: Self) {
        self.total += other.total;
        for (value, theirs) in other.by_value {
            let known = self.by_value.entry(value).or_default();
            known.count += theirs.count;
            theirs.by_audience.into_values().for_each(|candidate| known.offer(candidate));
        }
        if self.by_value.len() > 2 * MOST_VALUES {
            self.prune();
        }
    }

    /// Keeps the most telling values.
    fn prune(&mut self) {
        let mut ranked: Vec<_> =
            self.by_value.iter().map(|(value, known)| (known.rank(), value.clone())).collect();
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        for (_, value) in ranked.into_iter().skip(MOST_VALUES) {
            self.by_value.remove(&value);
        }
    }

    /// Settles severities.
    pub fn finish(mut self, rule: usize, modifiers: &Modifiers, as_of: Option<Timestamp>) -> KindFound {
        if self.by_value.len() > MOST_VALUES {
            self.prune();
        }
        let mut values: Vec<ValueFound> = self
            .by_value
            .into_iter()
            .filter_map(|(value, known)| known.settle(value, modifiers, as_of, false))
            .collect();
        sort(&mut values);
        KindFound { rule, total: self.total, distinct: values.len(), values }
    }
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
        modifiers: &Modifiers,
        as_of: Option<Timestamp>,
        home: bool,
    ) -> Option<ValueFound> {
        let settled =
            self.by_audience.into_values().map(|one| one.settle(self.count, modifiers, as_of, home));
        // Of equals the one that most people can see: audiences come in that order.
        let finding = settled.reduce(|best, next| if next.weight() > best.weight() { next } else { best })?;
        Some(ValueFound { value: Private::new(value), count: self.count, finding })
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
    total: u64,
    by_place: BTreeMap<(i64, i64), Place>,
}

#[derive(Clone, Default)]
struct Place {
    value: Value,
    days: BTreeSet<i32>,
    /// To four decimals, as the rule writes places.
    written: String,
}

impl Place {
    fn merge(&mut self, other: Self) {
        self.days.extend(other.days);
        if self.written.is_empty() || other.written < self.written {
            self.written = other.written;
        }
        self.value.count += other.value.count;
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
        self.total += 1;
        if self.by_place.len() >= MOST_PLACES && !self.by_place.contains_key(&key) {
            return;
        }
        let instance = Instance {
            platform: media.platform,
            place: TextPlace::Media,
            at: media.at,
            audience: media.audience,
            link: None,
            origin: media.origin,
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
        place.value.count += 1;
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
        self.total += other.total;
        for (key, theirs) in other.by_place {
            self.by_place.entry(key).or_default().merge(theirs);
        }
    }

    /// Joins fields of the grid with the neighbours that have more pictures: a house may lie where four fields meet.
    fn join_neighbours(&mut self) {
        let mut keys: Vec<((i64, i64), u64)> =
            self.by_place.iter().map(|(key, place)| (*key, place.value.count)).collect();
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

    /// Settles severities by the rule for media; says whether one place stands out as the one most pictures come from.
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
                place.value.count >= modifiers.home_pictures as u64 && place.days.len() >= modifiers.home_days
            })
            .max_by_key(|(key, place)| (place.value.count, std::cmp::Reverse(**key)))
            .map(|(key, _)| *key);
        let settle = |(key, mut place): ((i64, i64), Place)| {
            for candidate in place.value.by_audience.values_mut() {
                candidate.severity = says.severity;
                candidate.confidence = says.confidence;
            }
            place.value.settle(place.written, modifiers, as_of, home == Some(key))
        };
        let mut values: Vec<ValueFound> = self.by_place.into_iter().filter_map(settle).collect();
        sort(&mut values);
        let distinct = values.len();
        values.truncate(MOST_VALUES);
        (Some(KindFound { rule, total: self.total, distinct, values }), home.is_some())
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
            origin: event::Origin::default(),
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
        let counts: Vec<u64> = places.by_place.values().map(|place| place.value.count).collect();
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
