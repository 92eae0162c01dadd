//! The shape of an export: which files, which keys, which types, how many. Never a value, and never a key or a name that is
//! not known from the formats: some exports use people's names as keys and as folders.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::Read;

use archive::Archive;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use sources::SOURCES;

/// Levels that are looked into.
const DEEPEST: usize = 12;
/// Different lines for one file.
const MOST_LINES: usize = 400;

/// Keys that formats are known to use.
pub struct KnownKeys(BTreeSet<String>);

impl KnownKeys {
    /// Reads `data/platforms/keys.txt`: one key in a line.
    pub fn load(data: &data::Data) -> Self {
        let text = data.get("platforms/keys.txt").unwrap_or_default();
        Self(
            String::from_utf8_lossy(text)
                .lines()
                .map(str::trim)
                .filter(|l| !l.starts_with('#'))
                .map(str::to_owned)
                .collect(),
        )
    }

    /// The key, or a stand-in that tells its length only.
    fn shown(&self, key: &str) -> String {
        if self.0.contains(key) {
            key.to_owned()
        } else {
            format!("<key of {} letters>", key.chars().count())
        }
    }
}

/// Describes an archive, one line for each file kind and key path.
pub fn describe(archive: &Archive, keys: &KnownKeys) -> String {
    let mut text = format!("{:?}, {} files\n", archive.form(), archive.members().len());
    let mut others: BTreeMap<String, u64> = BTreeMap::new();
    let known_names = names(keys);
    for (index, member) in archive.members().iter().enumerate() {
        let lower = member.name.to_lowercase();
        let shown = masked_name(&member.name, &known_names);
        if !(lower.ends_with(".json") || lower.ends_with(".js")) {
            *others.entry(shown).or_default() += 1;
            continue;
        }
        text += &format!("\n{shown} ({} bytes)\n", member.size);
        text += &match archive.read(index) {
            Ok(reader) => of_json(reader, keys),
            Err(error) => format!("  not readable: {error}\n"),
        };
    }
    if !others.is_empty() {
        text += "\nother files\n";
        others.into_iter().for_each(|(name, count)| text += &format!("  {count} x {name}\n"));
    }
    text
}

/// Names of files and folders that formats are known to use: every part of every declared pattern.
fn names(keys: &KnownKeys) -> BTreeSet<String> {
    let patterns = SOURCES.iter().flat_map(|source| {
        let read = source.sections.iter().flat_map(|section| section.files.iter().copied());
        read.chain(source.unread.iter().map(|(pattern, _)| *pattern))
    });
    let parts = patterns.flat_map(|pattern| pattern.split('/')).map(str::to_owned);
    parts.chain(keys.0.iter().cloned()).collect()
}

/// A path with every part that is not known masked; digits in file names stand as they are.
fn masked_name(name: &str, known: &BTreeSet<String>) -> String {
    let part = |part: &str| {
        let digits_out: String = star_digits(part);
        if known.contains(part) || known.contains(&digits_out) {
            return part.to_owned();
        }
        let ending = part.rsplit_once('.').map(|(_, ending)| ending).filter(|e| e.len() <= 5 && e.is_ascii());
        format!("<{} letters>{}", part.chars().count(), ending.map(|e| format!(".{e}")).unwrap_or_default())
    };
    name.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// `message_12.json` as `message_*.json`.
fn star_digits(part: &str) -> String {
    let mut out = String::new();
    let mut in_digits = false;
    for letter in part.chars() {
        if letter.is_ascii_digit() {
            if !in_digits {
                out.push('*');
            }
            in_digits = true;
        } else {
            out.push(letter);
            in_digits = false;
        }
    }
    out
}

/// Streams through a JSON file (behind a JavaScript prefix, if there is one) and counts types by key path.
fn of_json(mut reader: impl Read, keys: &KnownKeys) -> String {
    let mut start = Vec::new();
    let mut byte = [0_u8];
    // Up to the first bracket: `window.YTD.like.part0 = [`.
    while start.len() < 4096 && matches!(reader.read(&mut byte), Ok(1)) {
        start.push(byte[0]);
        if matches!(byte[0], b'[' | b'{') {
            break;
        }
    }
    let bracket = start.pop().filter(|byte| matches!(byte, b'[' | b'{'));
    let Some(bracket) = bracket else { return "  not JSON\n".into() };
    let prefix = if start.iter().any(|byte| !byte.is_ascii_whitespace() && byte.is_ascii()) {
        "  behind a prefix\n"
    } else {
        ""
    };
    let mut counts = Counts::default();
    let whole = std::io::Cursor::new([bracket]).chain(reader);
    let mut json = serde_json::Deserializer::from_reader(std::io::BufReader::new(whole));
    let end = Look { path: String::from("$"), depth: 0, keys, counts: &mut counts }.deserialize(&mut json);
    let mut text = prefix.to_owned();
    for ((path, kind), count) in &counts.lines {
        text += &format!("  {path} {kind} x {count}\n");
    }
    if counts.left_out > 0 {
        text += &format!("  and {} more kinds of values\n", counts.left_out);
    }
    if end.is_err() {
        text += "  breaks off: no valid JSON behind this\n";
    }
    text
}

#[derive(Default)]
struct Counts {
    lines: BTreeMap<(String, &'static str), u64>,
    left_out: u64,
}

impl Counts {
    fn add(&mut self, path: &str, kind: &'static str) {
        let key = (path.to_owned(), kind);
        if self.lines.len() < MOST_LINES || self.lines.contains_key(&key) {
            *self.lines.entry(key).or_default() += 1;
        } else {
            self.left_out += 1;
        }
    }
}

/// Looks at a value without keeping it.
struct Look<'k> {
    path: String,
    depth: usize,
    keys: &'k KnownKeys,
    counts: &'k mut Counts,
}

impl<'de> DeserializeSeed<'de> for Look<'_> {
    type Value = ();
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Look<'_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("any value")
    }
    fn visit_unit<E>(self) -> Result<(), E> {
        self.counts.add(&self.path, "null");
        Ok(())
    }
    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        self.counts.add(&self.path, "true or false");
        Ok(())
    }
    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        self.counts.add(&self.path, "number");
        Ok(())
    }
    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        self.counts.add(&self.path, "number");
        Ok(())
    }
    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        self.counts.add(&self.path, "number");
        Ok(())
    }
    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.counts.add(&self.path, if text.is_empty() { "empty text" } else { "text" });
        Ok(())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.counts.add(&self.path, "list");
        let path = format!("{}[]", self.path);
        let (depth, keys, counts) = (self.depth + 1, self.keys, self.counts);
        loop {
            let look = Look { path: path.clone(), depth, keys, counts };
            let more = if depth > DEEPEST {
                items.next_element::<serde::de::IgnoredAny>()?.map(drop)
            } else {
                items.next_element_seed(look)?
            };
            if more.is_none() {
                return Ok(());
            }
        }
    }
    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        self.counts.add(&self.path, "object");
        let (depth, keys, counts) = (self.depth + 1, self.keys, self.counts);
        while let Some(key) = entries.next_key::<String>()? {
            let path = format!("{}.{}", self.path, keys.shown(&key));
            if depth > DEEPEST {
                entries.next_value::<serde::de::IgnoredAny>()?;
            } else {
                entries.next_value_seed(Look { path, depth, keys, counts })?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_and_private_keys_do_not_show() {
        let keys = KnownKeys(["like", "tweetId"].map(str::to_owned).into());
        let json = br#"window.YTD.like.part0 = [{"like": {"tweetId": "canary-1", "canary key": 3}}, {"like": null}]"#;
        let shape = of_json(&json[..], &keys);
        assert_eq!(
            shape,
            "  behind a prefix\n  $ list x 1\n  $[] object x 2\n  $[].like null x 1\n  $[].like object x 1\n  \
             $[].like.<key of 10 letters> number x 1\n  $[].like.tweetId text x 1\n"
        );
        assert!(!shape.contains("canary"));
    }

    #[test]
    fn names_of_files_are_masked_but_for_those_of_the_format() {
        let keys = KnownKeys(BTreeSet::new());
        let known = names(&keys);
        assert_eq!(
            masked_name("messages/inbox/jane_123/message_2.json", &known),
            "messages/inbox/<8 letters>/message_2.json"
        );
        assert_eq!(masked_name("jane/photo of jane.jpg", &known), "<4 letters>/<17 letters>.jpg");
    }
}
