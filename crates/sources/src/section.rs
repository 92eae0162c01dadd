//! A section: one declared kind of file in an export.

use archive::{Frame, Frames};
use event::Channel;

use crate::context::Context;
use crate::reading::{Out, Unreadable};

/// One kind of file: where it is found, where its records lie, what becomes of them.
pub struct Section {
    /// Patterns of its path, from the end: `messages/inbox/*/message_*.json`. A `*` inside the last part stands for
    /// digits, a whole part `*` for any folder, a last part `**` for any file below. The first pattern is the
    /// section's name in messages.
    pub files: &'static [&'static str],
    /// Where the folder above must not be called so (`threads` holds files of the same names as Instagram's own).
    pub not_below: &'static [&'static str],
    /// Groups of words; a file of this section holds all words of one of them in its first 4 KB, by which a file that
    /// somebody renamed is found. Empty where the key of its list is enough.
    pub signs: &'static [&'static [&'static str]],
    /// Other platforms use the name too, so the signs have to confirm it, or one of [`Section::hints`], or another file
    /// of this kind in the same folder.
    pub common_name: bool,
    /// Words of which one confirms the name, and which say nothing where the name is another: what stands in front
    /// of the signs may be long.
    pub hints: &'static [&'static str],
    /// Whether finding one is enough to know the platform. Where it is not, the key of its list is.
    pub telling: bool,
    pub body: Body,
    pub channels: &'static [&'static Channel],
    /// What a person reads about it: "likes of posts", "your profile".
    pub yields: &'static str,
    /// Read only in an export without these sections (they repeat them).
    pub unless: &'static [&'static str],
    /// Holds all that the sections of `unless` hold, in another form: where it is there, they are not missing.
    pub in_their_place: bool,
    /// Gives context, before anything else is read.
    pub context: Option<MapContext>,
    /// Where the file is a whole export: what its lists are, one for each path of the frames. Each is then there,
    /// empty, missing or broken on its own. Empty for a file that is one list.
    pub parts: &'static [Part],
    /// Where the file is a whole export: what it holds that is known and not read, each with the reason.
    pub unread_parts: &'static [(&'static str, &'static str)],
}

/// One list of a file that holds many.
pub struct Part {
    /// What the platform calls it.
    pub name: &'static str,
    pub channels: &'static [&'static Channel],
    /// What a person reads about it.
    pub yields: &'static str,
}

/// The sections of a source are written with these.
impl Section {
    /// A file of JSON by whose name the platform is known.
    pub const fn json(
        files: &'static [&'static str],
        frames: Frames,
        map: Map,
        channels: &'static [&'static Channel],
        yields: &'static str,
    ) -> Self {
        Self::new(files, Body::Json { frames, map }, channels, yields)
    }

    /// A table by whose name the platform is known.
    pub const fn csv(
        files: &'static [&'static str],
        map: Map,
        channels: &'static [&'static Channel],
        yields: &'static str,
    ) -> Self {
        Self::new(files, Body::Csv { map }, channels, yields)
    }

    /// A page of HTML by whose name the platform is known. Each of its records begins with `begins`.
    pub const fn html(
        files: &'static [&'static str],
        begins: &'static [u8],
        map: Map,
        channels: &'static [&'static Channel],
        yields: &'static str,
    ) -> Self {
        Self::new(files, Body::Html { begins, map }, channels, yields)
    }

    /// Pictures and films.
    pub const fn media(files: &'static [&'static str], yields: &'static str) -> Self {
        Self { telling: false, ..Self::new(files, Body::Media, &[], yields) }
    }

    const fn new(
        files: &'static [&'static str],
        body: Body,
        channels: &'static [&'static Channel],
        yields: &'static str,
    ) -> Self {
        Self {
            files,
            not_below: &[],
            signs: &[],
            common_name: false,
            hints: &[],
            telling: true,
            body,
            channels,
            yields,
            unless: &[],
            in_their_place: false,
            context: None,
            parts: &[],
            unread_parts: &[],
        }
    }
}

/// A file whose name many platforms use: its first bytes have to show all words of one of these groups.
pub const fn common(section: Section, signs: &'static [&'static [&'static str]]) -> Section {
    Section { signs, common_name: true, ..section }
}

/// One of these words is enough where the name fits.
pub const fn hinted(section: Section, hints: &'static [&'static str]) -> Section {
    Section { hints, ..section }
}

/// A file of a telling name, found by these words too.
pub const fn signed(section: Section, signs: &'static [&'static [&'static str]]) -> Section {
    Section { signs, ..section }
}

/// A file that tells what has to be known before others are read.
pub const fn with_context(section: Section, context: MapContext) -> Section {
    Section { context: Some(context), ..section }
}

/// Not telling: another platform uses the name too. The key of its list tells.
pub const fn shared(section: Section) -> Section {
    Section { telling: false, ..section }
}

/// Read only in an export without these.
pub const fn unless(section: Section, unless: &'static [&'static str]) -> Section {
    Section { unless, ..section }
}

/// The same as these in another form, read only in an export without them.
pub const fn in_place_of(section: Section, others: &'static [&'static str]) -> Section {
    Section { unless: others, in_their_place: true, ..section }
}

impl Section {
    /// Its name in messages and tables: its first pattern.
    pub fn id(&self) -> &'static str {
        self.files.first().copied().unwrap_or_default()
    }

    /// Whether the first bytes of a file show that it belongs here, whatever its name.
    pub fn shows(&self, head: &[u8]) -> bool {
        // Tables of different years differ in the case of their headers.
        let lower;
        let head = match &self.body {
            Body::Csv { .. } => {
                lower = String::from_utf8_lossy(head).to_lowercase();
                lower.as_bytes()
            }
            _ => head,
        };
        if !self.signs.is_empty() {
            return self.signs.iter().any(|group| group.iter().all(|sign| holds(head, sign)));
        }
        self.keys().any(|key| holds(head, &format!("\"{key}\"")))
    }

    /// Whether there is anything by which its first bytes are known.
    pub fn has_marks(&self) -> bool {
        !self.signs.is_empty() || self.keys().next().is_some()
    }

    /// Whether the first bytes of a file of its name show that it belongs here.
    pub fn confirms(&self, head: &[u8]) -> bool {
        self.shows(head) || self.hints.iter().any(|hint| holds(head, hint))
    }

    /// The keys that its list may stand under and nobody else's does. Keys of one plain word are everybody's.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        let paths = match &self.body {
            Body::Json { frames, .. } => frames.paths,
            Body::Csv { .. } | Body::Html { .. } | Body::Media => &[],
        };
        let records = paths.iter().filter(|path| path.counts());
        records.filter_map(|path| path.first_key()).filter(|key| key.contains('_'))
    }

    /// Whether a file whose name ends so can be of this kind.
    pub fn is_in_form(&self, name: &str) -> bool {
        let endings: &[&str] = match &self.body {
            Body::Json { .. } => &[".json", ".js"],
            Body::Csv { .. } => &[".csv"],
            Body::Html { .. } => &[".html"],
            Body::Media => return true,
        };
        endings.iter().any(|ending| name.ends_with(ending))
    }

    /// Whether what it is can be found in its text.
    pub const fn is_text(&self) -> bool {
        !matches!(self.body, Body::Media)
    }

    /// Whether it says who the owner is, and nothing of what they did.
    pub fn is_context_only(&self) -> bool {
        self.context.is_some() && self.channels.is_empty()
    }
}

fn holds(head: &[u8], sign: &str) -> bool {
    memchr::memmem::find(head, sign.as_bytes()).is_some()
}

/// What kind of file it is.
pub enum Body {
    /// JSON, cut into records.
    Json { frames: Frames, map: Map },
    /// A table (CSV), cut into rows.
    Csv { map: Map },
    /// HTML, cut where records begin.
    Html { begins: &'static [u8], map: Map },
    /// Pictures and films, of which only the metadata is read.
    Media,
}

/// Turns one record into events and what stands beside them.
pub type Map = for<'r> fn(&Frame<'r>, &mut Out<'_>) -> Result<(), Unreadable>;

/// Takes context from one record. `Stop` saves reading on.
pub type MapContext = for<'r> fn(&Frame<'r>, &mut Context) -> Result<Next, Unreadable>;

/// Whether the rest of a member can still hold context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    Continue,
    Stop,
}

/// One member to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Position of the section in the source.
    pub section: usize,
    pub archive: u16,
    pub member: u32,
    /// The folder that the member lies in: a conversation's name. A person's words.
    pub(crate) folder: Option<String>,
}

impl Unit {
    /// The folder that the member lies in, if that is the name of a conversation.
    pub fn folder(&self) -> Option<&str> {
        self.folder.as_deref()
    }
}
