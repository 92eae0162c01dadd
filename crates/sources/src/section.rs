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
    /// Words that a file of this section holds in its first 4 KB, all of them, by which a file that somebody renamed is
    /// found. Empty where the key of its list is enough.
    pub signs: &'static [&'static str],
    /// Other platforms use the name too, so the signs have to confirm it.
    pub common_name: bool,
    /// Whether finding one is enough to know the platform.
    pub telling: bool,
    pub body: Body,
    pub channels: &'static [&'static Channel],
    /// What a person reads about it: "likes of posts", "your profile".
    pub yields: &'static str,
    /// Read only in an export without these sections (they repeat them).
    pub unless: &'static [&'static str],
    /// Gives context, before anything else is read.
    pub context: Option<MapContext>,
}

impl Section {
    /// Its name in messages and tables: its first pattern.
    pub fn id(&self) -> &'static str {
        self.files.first().copied().unwrap_or_default()
    }

    /// Whether the first bytes of a file show that it belongs here.
    pub fn shows(&self, head: &[u8]) -> bool {
        let holds = |sign: &str| memchr::memmem::find(head, sign.as_bytes()).is_some();
        if !self.signs.is_empty() {
            return self.signs.iter().all(|sign| holds(sign));
        }
        let Body::Json { frames, .. } = &self.body else { return false };
        // Keys of one plain word are everybody's.
        let keys = frames.paths.iter().filter_map(|path| path.first_key()).filter(|key| key.contains('_'));
        keys.into_iter().any(|key| holds(&format!("\"{key}\"")))
    }
}

/// What kind of file it is.
pub enum Body {
    /// JSON, cut into records.
    Json { frames: Frames, map: Map },
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
