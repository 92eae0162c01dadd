//! Meta's two dialects of a record, read as one.
//!
//! *Legacy*: `title`, `string_list_data: [{href, value, timestamp}]`, `string_map_data: {label: {href, value, timestamp}}`.
//! *label_values*: `timestamp`, `label_values: [{label, value | href | timestamp_value, dict: [...], vec: [...]}]`, nested.

use std::fmt;
use std::marker::PhantomData;

use archive::{Path, Step};
use event::{At, Words};
use serde::Deserialize as DeriveDeserialize;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::labels::Labels;
use super::meta_text::MetaText;
use super::scalar::Scalar;
use super::time;

/// The first keys of a record that stands alone, without a list around it.
pub const SINGLE: &[&str] = &[
    "title",
    "timestamp",
    "media",
    "fbid",
    "label_values",
    "string_map_data",
    "string_list_data",
    "ent_name",
];

/// The records of a list that stands bare.
pub const BARE: Path = Path::records(&[Step::Items]);

/// A list of records: bare, wrapped under one of the keys, or a single record.
macro_rules! list {
    ($($key:literal),* $(,)?) => {
        archive::Frames {
            paths: &[
                $crate::common::meta::BARE,
                $(archive::Path::records(&[archive::Step::Key($key), archive::Step::Items]),)*
            ],
            single: $crate::common::meta::SINGLE,
        }
    };
}
pub(crate) use list;

/// A record of either dialect.
#[derive(DeriveDeserialize)]
pub struct MetaRecord<'a> {
    #[serde(borrow, default)]
    title: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    timestamp: Scalar<'a>,
    #[serde(borrow, default)]
    string_list_data: Many<Entry<'a>>,
    #[serde(borrow, default)]
    string_map_data: Labelled<'a>,
    #[serde(borrow, default)]
    label_values: Many<LabelValue<'a>>,
}

#[derive(DeriveDeserialize, Default)]
struct Entry<'a> {
    #[serde(borrow, default)]
    href: Scalar<'a>,
    #[serde(borrow, default)]
    value: Scalar<'a>,
    #[serde(borrow, default)]
    timestamp: Scalar<'a>,
}

#[derive(DeriveDeserialize, Default)]
struct LabelValue<'a> {
    #[serde(borrow, default)]
    label: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    value: Scalar<'a>,
    #[serde(borrow, default)]
    href: Scalar<'a>,
    #[serde(borrow, default)]
    timestamp_value: Scalar<'a>,
    #[serde(borrow, default)]
    dict: Many<LabelValue<'a>>,
    #[serde(borrow, default)]
    vec: Many<LabelValue<'a>>,
}

/// A list that may be missing or null.
pub struct Many<T>(pub Vec<T>);

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ManyVisitor<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for ManyVisitor<T> {
            type Value = Many<T>;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a list")
            }
            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Many::default())
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
                let mut many = Vec::new();
                while let Some(item) = items.next_element()? {
                    many.push(item);
                }
                Ok(Many(many))
            }
        }
        deserializer.deserialize_any(ManyVisitor(PhantomData))
    }
}

/// `{label: entry}` in the order of the file; an empty list stands for an empty map.
#[derive(Default)]
struct Labelled<'a>(Vec<(MetaText<'a>, Entry<'a>)>);

impl<'de: 'a, 'a> Deserialize<'de> for Labelled<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct LabelledVisitor;
        impl<'de> Visitor<'de> for LabelledVisitor {
            type Value = Labelled<'de>;
            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("labelled values")
            }
            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(Labelled::default())
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
                while items.next_element::<serde::de::IgnoredAny>()?.is_some() {}
                Ok(Labelled::default())
            }
            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Self::Value, A::Error> {
                let mut labelled = Vec::new();
                while let Some(entry) = entries.next_entry()? {
                    labelled.push(entry);
                }
                Ok(Labelled(labelled))
            }
        }
        deserializer.deserialize_any(LabelledVisitor)
    }
}

/// One value of a record, whatever the dialect.
#[derive(Debug, Clone)]
pub struct Pair<'a> {
    pub label: Option<MetaText<'a>>,
    pub value: Option<Words<'a>>,
    pub href: Option<Words<'a>>,
    pub at: Option<At>,
}

/// A record with its values in a row, in the order of the file.
pub struct Flat<'a> {
    pub title: Option<Words<'a>>,
    /// The record's own time.
    at: Option<At>,
    /// The entries of `string_list_data`: several things of one kind.
    pub list: Vec<Pair<'a>>,
    /// The labelled values, nested ones behind the one that holds them.
    pub pairs: Vec<Pair<'a>>,
    /// Pairs of times that stand together: intervals.
    pub intervals: Vec<(At, At)>,
}

impl<'a> From<MetaRecord<'a>> for Flat<'a> {
    fn from(record: MetaRecord<'a>) -> Self {
        let mut flat = Self {
            title: record.title.and_then(MetaText::words),
            at: time::unix_seconds(&record.timestamp),
            list: record.string_list_data.0.into_iter().map(|entry| pair(None, entry)).collect(),
            pairs: Vec::new(),
            intervals: Vec::new(),
        };
        flat.pairs
            .extend(record.string_map_data.0.into_iter().map(|(label, entry)| pair(Some(label), entry)));
        flat.flatten(record.label_values);
        flat
    }
}

fn pair<'a>(label: Option<MetaText<'a>>, entry: Entry<'a>) -> Pair<'a> {
    let (value, href) = (words(entry.value), words(entry.href));
    let written = value.as_ref().and_then(|value| time::meta_text(value.expose()));
    Pair { label, at: time::unix_seconds(&entry.timestamp).or(written), value, href }
}

fn words(scalar: Scalar<'_>) -> Option<Words<'_>> {
    match scalar {
        Scalar::Text(text) => MetaText::from(text).words(),
        Scalar::Int(number) => Some(number.to_string().into()),
        Scalar::Bool(value) => Some(value.to_string().into()),
        _ => None,
    }
}

impl<'a> Flat<'a> {
    fn flatten(&mut self, values: Many<LabelValue<'a>>) {
        let times: Vec<At> =
            values.0.iter().filter_map(|value| time::unix_seconds(&value.timestamp_value)).collect();
        if let [first, second] = times[..] {
            self.intervals.push((first.min(second), first.max(second)));
        }
        for value in values.0 {
            let entry = Entry { href: value.href, value: value.value, timestamp: value.timestamp_value };
            self.pairs.push(pair(value.label, entry));
            self.flatten(value.dict);
            self.flatten(value.vec);
        }
    }

    /// When: the first entry with a time, else the record's own.
    pub fn at(&self) -> At {
        let entries = self.pairs.iter().chain(&self.list);
        entries.filter_map(|pair| pair.at).next().or(self.at).unwrap_or(At::NONE)
    }

    /// The first address.
    pub fn address(&self) -> Option<Words<'a>> {
        self.pairs.iter().chain(&self.list).find_map(|pair| {
            [&pair.href, &pair.value].into_iter().flatten().find(|words| is_address(words)).cloned()
        })
    }

    /// The value under a label that is known as `key`.
    pub fn labelled(&self, labels: &Labels, key: &str) -> Option<Words<'a>> {
        let known = |pair: &&Pair<'_>| pair.label.as_ref().is_some_and(|label| labels.is(key, label.text()));
        self.pairs.iter().find(known).and_then(|pair| pair.value.clone())
    }

    /// The values that are neither a time nor an address, in order.
    pub fn plain(&self) -> impl Iterator<Item = &Words<'a>> {
        let plain = self.pairs.iter().filter(|pair| pair.at.is_none());
        plain.filter_map(|pair| pair.value.as_ref()).filter(|value| !is_address(value))
    }

    /// The account: the value under a label known as `key`, else the only plain value.
    pub fn account(&self, labels: &Labels, key: &str) -> Option<Words<'a>> {
        self.labelled(labels, key).or_else(|| {
            let mut plain = self.plain();
            plain.next().filter(|_| plain.next().is_none()).cloned()
        })
    }
}

/// Whether it is a web address.
pub fn is_address(words: &Words<'_>) -> bool {
    let text = words.expose();
    text.starts_with("https://") || text.starts_with("http://")
}

/// The last part of an address's path: an account's name, as in `https://www.instagram.com/_u/<name>`.
pub fn last_part(words: &Words<'_>) -> Option<Words<'static>> {
    let path = words.expose().split(['?', '#']).next()?.trim_end_matches('/');
    let (rest, last) = path.rsplit_once('/')?;
    // Only what follows a host is a path.
    let known = rest.contains("://") && !last.is_empty() && !rest.ends_with('/');
    known.then(|| Words::from(last.trim_start_matches('@').to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(json: &str) -> Flat<'_> {
        serde_json::from_str::<MetaRecord<'_>>(json).unwrap().into()
    }

    fn open(words: Option<Words<'_>>) -> String {
        words.map(|words| words.expose().to_string()).unwrap_or_default()
    }

    #[test]
    fn both_dialects_say_the_same() {
        let labels = Labels::load(&data::Data::builtin()).unwrap();
        let legacy = r#"{"title": "", "string_map_data": {
            "Auteur": {"href": "", "value": "quiet.heron", "timestamp": 0},
            "Heure": {"href": "", "value": "", "timestamp": 1568361404}}}"#;
        let newer = r#"{"timestamp": 5, "media": [], "label_values": [
            {"label": "URL", "value": "https://www.instagram.com/p/x/", "href": "https://www.instagram.com/p/x/"},
            {"title": "Owner", "dict": [{"dict": [{"label": "Name", "value": "Heron"},
                {"label": "Username", "value": "quiet.heron"}]}]},
            {"label": "When", "timestamp_value": 1568361404}]}"#;
        for (json, key) in [(legacy, "author"), (newer, "username")] {
            let flat = flat(json);
            assert_eq!(open(flat.account(&labels, key)), "quiet.heron", "{json}");
            assert_eq!(flat.at().to_text().unwrap(), "2019-09-13T07:56:44Z");
        }
        assert_eq!(open(flat(newer).address()), "https://www.instagram.com/p/x/");
    }

    #[test]
    fn a_written_time_is_a_time_and_no_account() {
        let labels = Labels::load(&data::Data::builtin()).unwrap();
        let flat = flat(
            r#"{"string_map_data": {"X": {"value": "heron"}, "Y": {"value": "Jun 12, 2019, 14:44 PM"}}}"#,
        );
        assert_eq!(flat.at().to_text().unwrap(), "2019-06-12T14:44Z");
        assert_eq!(open(flat.account(&labels, "author")), "heron");
    }

    #[test]
    fn intervals_are_two_times_that_stand_together() {
        let flat = flat(
            r#"{"label_values": [{"label": "Intervals", "vec": [
                {"dict": [{"label": "End", "timestamp_value": 1700000600}, {"label": "Start", "timestamp_value": 1700000000}]},
                {"dict": [{"label": "Start", "timestamp_value": 1700001000}]}]}]}"#,
        );
        assert_eq!(flat.intervals.len(), 1);
        assert!(flat.intervals[0].0 < flat.intervals[0].1);
    }

    #[test]
    fn names_in_addresses() {
        let last = |text: &str| open(last_part(&text.into()));
        assert_eq!(last("https://www.instagram.com/_u/quiet.heron"), "quiet.heron");
        assert_eq!(last("https://www.threads.net/@quiet.heron/?x=/y"), "quiet.heron");
        assert_eq!(last("https://www.instagram.com"), "");
        assert_eq!(last("no address"), "");
    }
}
