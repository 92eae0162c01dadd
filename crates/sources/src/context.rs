//! What has to be known before records can be read: who the owner is, above all.

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
    /// When the export was made, if it tells.
    pub exported: Option<Timestamp>,
    /// The owner's time zone, if the export tells (an IANA name or what the platform calls it).
    pub zone: Option<Words<'static>>,
    /// The owner's phone numbers, as far as profiles tell: they say which country's numbers are likely in texts.
    pub(crate) phones: Vec<Words<'static>>,
    pub(crate) labels: Labels,
    /// Participants of conversations: how many conversations each name takes part in.
    pub(crate) participants: std::collections::BTreeMap<String, u32>,
    pub(crate) conversations: u32,
    /// The time of the newest word on the account's privacy.
    pub(crate) privacy_told: Option<Timestamp>,
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
        let names = names.iter().map(|name| Words::from(name.clone())).collect();
        Self {
            owner: Owner { names, ..Owner::default() },
            private_account: None,
            began: None,
            exported: None,
            zone: None,
            phones: Vec::new(),
            labels,
            participants: std::collections::BTreeMap::new(),
            conversations: 0,
            privacy_told: None,
        }
    }

    /// Draws the last conclusion once all context members are read: without a name, the owner is the one who takes
    /// part in every one of at least two conversations, if that is one.
    pub fn settle(&mut self) {
        let participants = std::mem::take(&mut self.participants);
        if !self.owner.names.is_empty() || self.conversations < 2 {
            return;
        }
        let mut everywhere = participants.into_iter().filter(|(_, count)| *count == self.conversations);
        if let (Some((name, _)), None) = (everywhere.next(), everywhere.next()) {
            self.owner.names.push(name.into());
        }
    }

    /// Counts one more conversation of these people.
    pub(crate) fn count_participants<'a>(&mut self, names: impl Iterator<Item = &'a str>) {
        self.conversations += 1;
        for name in names {
            *self.participants.entry(name.to_owned()).or_default() += 1;
        }
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
        self.owner.handle.as_ref().is_some_and(|own| own.expose().eq_ignore_ascii_case(handle))
    }

    /// Whether an id is the owner's.
    pub fn is_owner_id(&self, id: &str) -> bool {
        self.owner.id.as_ref().is_some_and(|own| &**own.expose() == id)
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
