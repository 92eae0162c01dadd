//! What has to be known before records can be read: who the owner is, above all.

use std::collections::{BTreeMap, BTreeSet};

use event::{Private, Str, Timestamp, Words};

use crate::common::labels::Labels;

/// The owner's identity and settings in one export, gathered from its context members and from what the person says.
#[derive(Debug, Clone)]
pub struct Context {
    pub owner: Owner,
    /// Whether posts are seen by followers only. Unknown where the export does not tell.
    pub private_account: Option<bool>,
    /// When the account began, if the export tells.
    pub began: Option<Timestamp>,
    /// When the export was made, if it tells; the end of the day that the platform's name for it tells, otherwise.
    pub exported: Option<Timestamp>,
    /// Whether the export itself said when it was made.
    pub(crate) exported_is_told: bool,
    /// Whether the export says that it is one part of several.
    pub partial: bool,
    /// The owner's time zone, if the export tells (an IANA name or what the platform calls it).
    pub zone: Option<Words<'static>>,
    /// The owner's phone numbers, as far as profiles tell: they say which country's numbers are likely in texts.
    pub(crate) phones: Vec<Words<'static>>,
    pub(crate) labels: Labels,
    /// What the person says that the owner is called.
    given: Vec<Words<'static>>,
    /// Who takes part in which conversation.
    pub(crate) conversations: BTreeMap<Place, Conversation>,
    /// Display names that sentences may hold, where a platform names people in sentences only.
    pub(crate) people: BTreeSet<Words<'static>>,
    /// Those of them that are friends: a page of the same name is no evidence then.
    pub(crate) friends: BTreeSet<Words<'static>>,
    /// Those of them that are pages: public figures.
    pub(crate) pages: BTreeSet<Words<'static>>,
    /// Whether the end-to-end-encrypted messages, which come as a download of their own, are there.
    pub(crate) encrypted: bool,
    /// Where the member that is being read for context stands.
    pub(crate) reading: Place,
    /// How records there begin whose sender was met.
    pub(crate) met: Vec<Vec<u8>>,
    /// The time of the newest word on the account's privacy.
    pub(crate) privacy_told: Option<Timestamp>,
}

/// Where a conversation stands: the folder that its files share; for one without, the member and the item of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub folder: Option<Words<'static>>,
    /// Archive, member and item.
    pub alone: Option<(u16, u32, u64)>,
}

/// What is known of a conversation before its messages are read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Conversation {
    pub people: BTreeSet<Words<'static>>,
    pub senders: BTreeSet<Words<'static>>,
    /// Others can join it.
    pub joinable: bool,
    /// People are named by id.
    pub by_id: bool,
}

impl Conversation {
    /// Whether it is more than a talk of two: others can join, take part, or once did and wrote.
    pub fn is_group(&self, is_owner: impl Fn(&Words<'_>) -> bool) -> bool {
        let left = |sender: &&Words<'static>| !self.people.contains(*sender) && !is_owner(sender);
        self.joinable
            || self.people.len() > 2
            || self.people.len() == 2 && self.senders.iter().any(|sender| left(&sender))
    }
}

/// Who the owner is, in the platform's own terms.
#[derive(Debug, Clone, Default)]
pub struct Owner {
    pub id: Option<Words<'static>>,
    pub handle: Option<Words<'static>>,
    /// Display names: the profile's, and those that the person gave.
    pub names: Vec<Words<'static>>,
}

impl Context {
    /// Nothing known yet but the names that the person gave.
    pub fn new(labels: Labels, names: &[String]) -> Self {
        let names: Vec<Words<'static>> = names.iter().map(|name| Words::from(name.clone())).collect();
        Self {
            owner: Owner { names: names.clone(), ..Owner::default() },
            private_account: None,
            began: None,
            exported: None,
            exported_is_told: false,
            partial: false,
            zone: None,
            phones: Vec::new(),
            labels,
            given: names,
            conversations: BTreeMap::new(),
            people: BTreeSet::new(),
            friends: BTreeSet::new(),
            pages: BTreeSet::new(),
            encrypted: false,
            reading: Place::default(),
            met: Vec::new(),
            privacy_told: None,
        }
    }

    /// Draws the last conclusion once all context members are read: where the owner is in no conversation under a name
    /// that is known, the owner is the one who takes part in every one of at least two conversations, if that is one.
    pub fn settle(&mut self) {
        if let Some(found) = self.in_all_conversations(false) {
            self.owner.names.push(found);
        }
        if let Some(found) = self.in_all_conversations(true) {
            self.owner.id = Some(found);
        }
    }

    /// The owner as the conversations show it, among those that name people by id or among the others.
    fn in_all_conversations(&self, by_id: bool) -> Option<Words<'static>> {
        let theirs =
            self.conversations.iter().filter(|(_, one)| one.by_id == by_id && !one.people.is_empty());
        // A conversation may lie in several files, and in several archives.
        let apart: BTreeSet<_> = theirs.map(|(place, one)| (&place.folder, &one.people)).collect();
        let mut people = apart.iter().flat_map(|(_, people)| people.iter());
        if by_id {
            let given = people.find(|name| self.given.contains(name));
            if self.owner.id.is_some() || given.is_some() {
                return given.filter(|_| self.owner.id.is_none()).cloned();
            }
        } else if people.any(|name| self.is_owner_name(name.expose()) || self.is_owner_handle(name.expose()))
        {
            return None;
        }
        let (_, first) = apart.first().filter(|_| apart.len() > 1)?;
        let mut everywhere =
            first.iter().filter(|name| apart.iter().all(|(_, people)| people.contains(name)));
        everywhere.next().filter(|_| everywhere.next().is_none()).cloned()
    }

    /// The conversation of the member that is being read for context.
    pub(crate) fn conversation(&mut self, place: Place) -> &mut Conversation {
        self.conversations.entry(place).or_default()
    }

    /// The names of accounts that the export says are pages: public figures (codebook, section 2.2).
    pub fn pages(&self) -> impl Iterator<Item = &str> {
        self.pages.difference(&self.friends).map(|page| &**page.expose())
    }

    /// The owner's phone numbers.
    pub fn phones(&self) -> impl Iterator<Item = &str> {
        self.phones.iter().map(|phone| &**phone.expose())
    }

    /// Whether a display name is the owner's.
    pub fn is_owner_name(&self, name: &str) -> bool {
        self.owner.names.iter().any(|own| &**own.expose() == name)
    }

    /// Whether a handle is the owner's. Handles compare without case.
    pub fn is_owner_handle(&self, handle: &str) -> bool {
        let same = |own: &Words<'_>| own.expose().trim_start_matches('@').eq_ignore_ascii_case(handle);
        self.owner.handle.as_ref().is_some_and(same) || self.given.iter().any(same)
    }

    /// Whether an id is the owner's.
    pub fn is_owner_id(&self, id: &str) -> bool {
        let same = |own: &Words<'_>| &**own.expose() == id;
        match &self.owner.id {
            Some(own) => same(own),
            None => self.given.iter().any(same),
        }
    }

    /// Adds what a context record says; what was known first stays.
    pub(crate) fn learn_owner(&mut self, id: Option<&str>, handle: Option<&str>, name: Option<&str>) {
        let owned = |text: Option<&str>| {
            text.filter(|text| !text.trim().is_empty()).map(|text| Words::from(text.to_owned()))
        };
        self.owner.id = self.owner.id.take().or_else(|| owned(id));
        self.owner.handle = self.owner.handle.take().or_else(|| owned(handle));
        if let Some(name) = owned(name)
            && !self.owner.names.contains(&name)
        {
            self.owner.names.push(name);
        }
    }

    /// Who sees the owner's posts.
    pub(crate) fn posts_audience(&self) -> event::Audience {
        match self.private_account {
            Some(true) => event::Audience::Followers,
            Some(false) => event::Audience::Public,
            None => event::Audience::Unknown,
        }
    }
}

impl Owner {
    /// The name that `owner_account` shows: the id where the platform speaks in ids, else the handle.
    pub fn account(&self) -> Option<Private<Str<'_>>> {
        let known = self.id.as_ref().or(self.handle.as_ref())?;
        Some(Words::from(&**known.expose()))
    }
}
