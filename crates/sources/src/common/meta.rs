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
    "media_map_data",
    "media_list_data",
    "creation_timestamp",
    "uri",
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
    ent_field_name: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    title: Option<MetaText<'a>>,
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
    /// What the platform itself calls it, in English, where it says so.
    field: Option<MetaText<'a>>,
    /// It belongs to something that the record names: the account of a post, say.
    pub nested: bool,
    /// What that thing is called in the record: `Author`, `Group`.
    pub within: Option<MetaText<'a>>,
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
        flat.flatten(record.label_values, None, false);
        flat
    }
}

fn pair<'a>(label: Option<MetaText<'a>>, entry: Entry<'a>) -> Pair<'a> {
    let (value, href) = (words(entry.value), words(entry.href));
    let written = value.as_ref().and_then(|value| time::meta_text(value.expose()));
    let at = time::unix_seconds(&entry.timestamp).or(written);
    Pair { label, field: None, nested: false, within: None, at, value, href }
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
    fn flatten(&mut self, values: Many<LabelValue<'a>>, within: Option<&MetaText<'a>>, nested: bool) {
        let times: Vec<At> =
            values.0.iter().filter_map(|value| time::unix_seconds(&value.timestamp_value)).collect();
        if let [first, second] = times[..] {
            self.intervals.push((first.min(second), first.max(second)));
        }
        for value in values.0 {
            let entry = Entry { href: value.href, value: value.value, timestamp: value.timestamp_value };
            let field = value.ent_field_name;
            self.pairs.push(Pair { field, nested, within: within.cloned(), ..pair(value.label, entry) });
            let named = value.title.filter(|title| !title.text().trim().is_empty());
            let within = named.as_ref().or(within);
            self.flatten(value.dict, within, true);
            self.flatten(value.vec, within, true);
        }
    }

    /// When: the first entry with a time, else the record's own.
    pub fn at(&self) -> At {
        let entries = self.pairs.iter().chain(&self.list);
        entries.filter_map(|pair| pair.at).next().or(self.at).unwrap_or(At::NONE)
    }

    /// The first address of the record itself, else the first one in it that is no account's.
    pub fn address(&self) -> Option<Words<'a>> {
        let of = |pair: &Pair<'a>| -> Option<Words<'a>> {
            [&pair.href, &pair.value].into_iter().flatten().find(|words| is_address(words)).cloned()
        };
        let all = || self.pairs.iter().chain(&self.list);
        let own = all().filter(|pair| !pair.nested).find_map(of);
        own.or_else(|| all().filter_map(of).find(|address| account_in(address).is_none()))
    }

    /// The value under a label that is known as `key`.
    pub fn labelled(&self, labels: &Labels, key: &str) -> Option<Words<'a>> {
        self.pairs.iter().find(|pair| pair.is(labels, key)).and_then(|pair| pair.value.clone())
    }

    /// Whether there is a label that is known as `key`, with or without a value.
    pub fn has(&self, labels: &Labels, key: &str) -> bool {
        self.pairs.iter().any(|pair| pair.is(labels, key))
    }

    /// The values that are neither a time nor an address, in order.
    pub fn plain(&self) -> impl DoubleEndedIterator<Item = &Words<'a>> {
        self.pairs.iter().filter_map(Pair::plain)
    }

    /// The first value that belongs to the record itself and is no account, time or address.
    pub fn said(&self, labels: &Labels) -> Option<Words<'a>> {
        let own = self.pairs.iter().filter(|pair| !pair.nested && !pair.is(labels, "author"));
        own.filter_map(Pair::plain).next().cloned()
    }

    /// The value under a label known as `key`, else the only plain one.
    pub fn only(&self, labels: &Labels, key: &str) -> Option<Words<'a>> {
        self.labelled(labels, key).or_else(|| {
            let mut plain = self.plain();
            plain.next().filter(|_| plain.next().is_none()).cloned()
        })
    }

    /// The account: the value under a label known as `key`, else the account that the record names, else the only
    /// plain value.
    pub fn account(&self, labels: &Labels, key: &str) -> Option<Words<'a>> {
        self.labelled(labels, key).or_else(|| self.named()).or_else(|| self.only(labels, key))
    }

    /// The account that an act was done to: the value under a label of accounts, else the title, else the account that
    /// the record names.
    pub fn towards(&self, labels: &Labels) -> Option<Words<'a>> {
        self.labelled(labels, "author").or_else(|| self.title.clone()).or_else(|| self.named())
    }

    /// The account of a record that is nothing but an account: by label, else by its address, else the last plain value.
    pub fn itself(&self, labels: &Labels) -> Option<Words<'a>> {
        let by_address = || self.pairs.iter().filter_map(|pair| pair.href.as_ref()).find_map(last_part);
        let last = || self.plain().next_back().cloned();
        self.labelled(labels, "author").or_else(by_address).or_else(last)
    }

    /// The account that stands inside the record as a thing of its own, with address, name and user name: the last part
    /// of its address, else its last plain value.
    fn named(&self) -> Option<Words<'a>> {
        let nested = || self.pairs.iter().filter(|pair| pair.nested);
        let addresses = nested().flat_map(|pair| [&pair.href, &pair.value]).flatten();
        let by_address = addresses.into_iter().find_map(account_in);
        by_address.or_else(|| nested().filter_map(Pair::plain).next_back().cloned())
    }
}

impl<'a> Pair<'a> {
    fn is(&self, labels: &Labels, key: &str) -> bool {
        [&self.label, &self.field].into_iter().flatten().any(|label| labels.is(key, label.text()))
    }

    /// The value, unless it is a time or an address.
    pub fn plain(&self) -> Option<&Words<'a>> {
        self.value.as_ref().filter(|value| self.at.is_none() && !is_address(value))
    }
}

/// Whether it is a web address.
pub fn is_address(words: &Words<'_>) -> bool {
    let text = words.expose();
    text.starts_with("https://") || text.starts_with("http://")
}

/// The account whose address it is: nothing but a host and a name.
fn account_in(words: &Words<'_>) -> Option<Words<'static>> {
    let (_, path) = words.expose().split_once("://")?;
    let path = path.split(['?', '#']).next()?.trim_end_matches('/');
    let (_, path) = path.split_once('/')?;
    let name = path.strip_prefix("_u/").unwrap_or(path);
    (!name.is_empty() && !name.contains('/')).then(|| Words::from(name.trim_start_matches('@').to_owned()))
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
    fn accounts_are_found_in_languages_nobody_listed() {
        let labels = Labels::load(&data::Data::builtin()).unwrap();
        let owner = |inside: &str| {
            format!(
                r#"{{"timestamp": 1568361404, "label_values": [{{"label": "?", "value": "tea"}},
                    {{"label": "?", "href": "https://www.instagram.com/p/x/"}},
                    {{"title": "?", "dict": [{{"dict": [{inside}]}}]}}]}}"#
            )
        };
        let name = r#"{"label": "?", "value": "A Heron"}, {"label": "?", "value": "quiet.heron"}"#;
        let address = r#"{"label": "?", "href": "https://www.instagram.com/_u/quiet.heron"}"#;
        for json in [owner(name), owner(address), owner(&format!("{address}, {name}"))] {
            let flat = flat(&json);
            assert_eq!(open(flat.towards(&labels)), "quiet.heron", "{json}");
            assert_eq!(open(flat.said(&labels)), "tea");
            assert_eq!(open(flat.address()), "https://www.instagram.com/p/x/");
        }
        let field = r#"{"label_values": [{"label": "?", "ent_field_name": "Username", "value": "quiet.heron"},
            {"label": "?", "value": "A Heron"}]}"#;
        assert_eq!(open(flat(field).towards(&labels)), "quiet.heron");
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
