//! What a reader has to say about what it could not read. Never a person's words.

use std::borrow::Cow;
use std::fmt;

use crate::kinds::Platform;
use crate::named;

named! {
    /// How much a note matters.
    pub enum Level {
        /// Good to know; nothing was lost.
        Info = "note",
        /// Something could not be read.
        Warning = "warning",
    }
}

/// Something that a reader has to say. Notes with the same code, place pattern and field are counted
/// together; the first one's record stands for all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub level: Level,
    /// Stable name: `sources.broken-record`.
    pub code: &'static str,
    pub platform: Option<Platform>,
    /// What happened, lower case, no full stop: "skipped records that are not valid JSON".
    pub what: Cow<'static, str>,
    pub place: Place,
    /// What was expected and found there, by type.
    pub detail: Option<Cow<'static, str>>,
    /// What the person can do.
    pub hint: Option<Cow<'static, str>>,
    /// How many times.
    pub count: u64,
    /// Whether something that was there was not read, so that `--strict` has to say so.
    pub lossy: bool,
}

/// Where. Members are named by their declared pattern, because their own names are a person's words.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The archive, as the person named it on the command line.
    pub archive: Option<String>,
    pub pattern: Option<&'static str>,
    /// Number of the record in its member, from 1.
    pub record: Option<u64>,
    /// Byte in the record, from 1.
    pub column: Option<u64>,
}

impl Note {
    /// A note about something that was not read.
    pub fn warning(code: &'static str, what: impl Into<Cow<'static, str>>) -> Self {
        Self {
            level: Level::Warning,
            code,
            platform: None,
            what: what.into(),
            place: Place::default(),
            detail: None,
            hint: None,
            count: 1,
            lossy: true,
        }
    }

    /// A note about something worth knowing.
    pub fn info(code: &'static str, what: impl Into<Cow<'static, str>>) -> Self {
        Self { level: Level::Info, lossy: false, ..Self::warning(code, what) }
    }

    pub fn on(mut self, platform: Platform) -> Self {
        self.platform = Some(platform);
        self
    }

    pub fn in_pattern(mut self, pattern: &'static str) -> Self {
        self.place.pattern = Some(pattern);
        self
    }

    pub fn at_record(mut self, record: u64) -> Self {
        self.place.record = Some(record);
        self
    }

    pub fn in_archive(mut self, name: impl Into<String>) -> Self {
        self.place.archive = Some(name.into());
        self
    }

    pub fn because(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    pub fn hint(mut self, hint: impl Into<Cow<'static, str>>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub fn times(mut self, count: u64) -> Self {
        self.count = count;
        self
    }

    /// Whether `other` says the same thing of the same place, so that the two are counted together.
    pub fn same_as(&self, other: &Self) -> bool {
        self.code == other.code
            && self.platform == other.platform
            && self.place.archive == other.place.archive
            && self.place.pattern == other.place.pattern
            && self.what == other.what
            && self.detail == other.detail
    }
}

impl fmt::Display for Note {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.level, self.what)?;
        if self.count > 1 {
            write!(out, " ({} times)", self.count)?;
        }
        let place: Vec<String> = [
            self.place.pattern.map(|pattern| format!("`{pattern}`")),
            self.place.archive.as_ref().map(|archive| format!("`{archive}`")),
            self.platform.map(|platform| platform.title().to_owned()),
            self.place.record.map(|record| match self.count {
                1 => format!("record {record}"),
                _ => format!("first at record {record}"),
            }),
            self.place.column.map(|column| format!("byte {column}")),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !place.is_empty() {
            write!(out, "\n  at: {}", place.join(", "))?;
        }
        if let Some(detail) = &self.detail {
            write!(out, "\n  found: {detail}")?;
        }
        if let Some(hint) = &self.hint {
            write!(out, "\nhint: {hint}")?;
        }
        Ok(())
    }
}
