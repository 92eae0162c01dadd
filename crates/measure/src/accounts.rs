//! Which names are one account.
//!
//! Exports call the same account by its id here and by its handle there. Names are kept apart until the end; then those
//! that the export itself says belong together are joined, and only where it says so without doubt: a handle that was
//! seen with one id. A display name may be anybody's: it names an account only inside one conversation, and is joined
//! with nothing.

use std::collections::{BTreeMap, BTreeSet};

use event::{Account, Party, PartyQuality, Platform, Words};

/// A number for a name. Numbers are local to one [`Accounts`]; merging renumbers.
pub type AccountId = u32;

/// In which way a name names an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameKind {
    Id,
    Handle,
    DisplayName,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    platform: Platform,
    kind: NameKind,
    /// Handles without case, so that they compare.
    name: String,
    /// The conversation that a display name belongs to.
    within: Option<String>,
}

/// All names seen, and what the export says about which belong together.
#[derive(Debug, Clone, Default)]
pub struct Accounts {
    by_key: BTreeMap<Key, AccountId>,
    names: Vec<Name>,
    /// Handles that were seen with an id.
    together: BTreeSet<(Key, Key)>,
    /// Handles of ids, for people to read.
    called: BTreeMap<Key, String>,
}

#[derive(Debug, Clone)]
struct Name {
    platform: Platform,
    kind: NameKind,
    within: Option<String>,
    /// As it was first written.
    written: String,
    /// The best quality it was given.
    quality: PartyQuality,
}

impl Accounts {
    /// The number of a party's name, met in a conversation or outside of any.
    pub fn number(&mut self, platform: Platform, party: &Party<'_>, thread: Option<&Words<'_>>) -> AccountId {
        let kind = match party.quality {
            PartyQuality::Id => NameKind::Id,
            PartyQuality::DisplayName => NameKind::DisplayName,
            PartyQuality::Handle | PartyQuality::Inferred | PartyQuality::None => NameKind::Handle,
        };
        let thread = thread.filter(|_| kind == NameKind::DisplayName);
        let within = thread.map(|thread| thread.expose().to_string());
        let number = self.number_of(key(platform, kind, party.name.expose(), within), party);
        if let Some(name) = self.names.get_mut(number as usize) {
            name.quality = name.quality.min(party.quality);
        }
        number
    }

    fn number_of(&mut self, key: Key, party: &Party<'_>) -> AccountId {
        if let Some(&known) = self.by_key.get(&key) {
            return known;
        }
        let written = party.name.expose().to_string();
        self.add(key, written, party.quality)
    }

    fn add(&mut self, key: Key, written: String, quality: PartyQuality) -> AccountId {
        let number = self.names.len() as AccountId;
        self.names.push(Name {
            platform: key.platform,
            kind: key.kind,
            within: key.within.clone(),
            written,
            quality,
        });
        self.by_key.insert(key, number);
        number
    }

    /// Takes what a record says about names that belong together.
    pub fn learn(&mut self, account: &Account<'_>) {
        let (Some(id), Some(handle)) = (&account.id, &account.handle) else { return };
        let id = key(account.platform, NameKind::Id, id.expose(), None);
        let written = handle.expose();
        let handle = key(account.platform, NameKind::Handle, written, None);
        self.called.entry(id.clone()).or_insert_with(|| format!("@{}", &**written));
        self.together.insert((handle, id));
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Takes in the names of another; returns what its numbers are called here.
    pub fn merge(&mut self, other: Self) -> Vec<AccountId> {
        self.together.extend(other.together);
        for (key, name) in other.called {
            self.called.entry(key).or_insert(name);
        }
        let renumber = |name: Name| {
            let key = key(name.platform, name.kind, &name.written, name.within);
            match self.by_key.get(&key) {
                Some(&known) => {
                    let known_name = &mut self.names[known as usize];
                    known_name.quality = known_name.quality.min(name.quality);
                    known
                }
                None => self.add(key, name.written, name.quality),
            }
        };
        other.names.into_iter().map(renumber).collect()
    }

    /// For each name the name that stands for its account: itself, or the one that it certainly belongs to.
    pub fn joined(&self) -> Vec<AccountId> {
        let mut ids: BTreeMap<&Key, BTreeSet<&Key>> = BTreeMap::new();
        for (handle, id) in &self.together {
            ids.entry(handle).or_default().insert(id);
        }
        let mut stands_for: Vec<AccountId> = (0..self.names.len() as AccountId).collect();
        for (key, &number) in &self.by_key {
            // More than one id is doubt, and doubt joins nothing.
            let certain = ids.get(key).filter(|ids| ids.len() == 1).and_then(|ids| ids.first());
            if let Some(&better) = certain.and_then(|id| self.by_key.get(*id)) {
                stands_for[number as usize] = better;
            }
        }
        stands_for
    }

    /// What to call a name in front of people, and what kind of name it is.
    pub fn label(&self, number: AccountId) -> Label {
        let Some(name) = self.names.get(number as usize) else { return Label::default() };
        let called = self.called.get(&key(name.platform, name.kind, &name.written, None));
        let shown = match name.kind {
            NameKind::Id => called.cloned().unwrap_or_else(|| format!("account {}", name.written)),
            NameKind::Handle => format!("@{}", name.written),
            NameKind::DisplayName => name.written.clone(),
        };
        Label {
            platform: Some(name.platform),
            name: name.written.clone(),
            shown,
            quality: name.quality,
            thread: name.within.clone(),
        }
    }
}

fn key(platform: Platform, kind: NameKind, name: &str, within: Option<String>) -> Key {
    let name = if kind == NameKind::Handle { name.to_lowercase() } else { name.to_owned() };
    Key { platform, kind, name, within }
}

/// What to call an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub platform: Option<Platform>,
    /// The name as the export writes it: what `parasocial events --account` takes.
    pub name: String,
    /// The name as a person reads it.
    pub shown: String,
    pub quality: PartyQuality,
    /// The conversation, where the name is known in that only: what `parasocial events --thread` takes.
    pub thread: Option<String>,
}

impl Default for Label {
    fn default() -> Self {
        let (name, shown) = (String::new(), String::new());
        Self { platform: None, name, shown, quality: PartyQuality::None, thread: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(name: &'static str, quality: PartyQuality) -> Party<'static> {
        Party { name: name.into(), quality }
    }

    fn seen(id: Option<&'static str>, handle: &'static str, shown: Option<&'static str>) -> Account<'static> {
        let platform = Platform::X;
        Account {
            platform,
            id: id.map(Into::into),
            handle: Some(handle.into()),
            display_name: shown.map(Into::into),
        }
    }

    #[test]
    fn names_are_joined_only_without_doubt() {
        let mut accounts = Accounts::default();
        let x = Platform::X;
        let id = accounts.number(x, &party("22", PartyQuality::Id), None);
        let handle = accounts.number(x, &party("Otter", PartyQuality::Handle), None);
        let same = accounts.number(x, &party("otter", PartyQuality::Inferred), None);
        let twice = accounts.number(x, &party("sam", PartyQuality::Handle), None);
        assert_eq!(handle, same);
        accounts.learn(&seen(Some("22"), "otter", Some("River Otter")));
        accounts.learn(&seen(Some("31"), "sam", None));
        accounts.learn(&seen(Some("32"), "sam", None));
        let joined = accounts.joined();
        assert_eq!(joined[handle as usize], id);
        assert_eq!(joined[twice as usize], twice);
        assert_eq!(accounts.label(id).shown, "@otter");
    }

    #[test]
    fn a_display_name_is_somebody_in_one_conversation_only() {
        let mut accounts = Accounts::default();
        let anna = party("Anna", PartyQuality::DisplayName);
        let here = accounts.number(Platform::Instagram, &anna, Some(&"anna_1".into()));
        let there = accounts.number(Platform::Instagram, &anna, Some(&"anna_2".into()));
        assert_ne!(here, there);
        assert_eq!(here, accounts.number(Platform::Instagram, &anna, Some(&"anna_1".into())));
        let handle = accounts.number(Platform::Instagram, &party("anna.star", PartyQuality::Handle), None);
        accounts.learn(&Account { platform: Platform::Instagram, ..seen(None, "anna.star", Some("Anna")) });
        assert_eq!(accounts.joined(), [here, there, handle]);
        assert_eq!(accounts.label(there).thread.as_deref(), Some("anna_2"));
    }

    #[test]
    fn merging_keeps_every_name_once() {
        let (mut left, mut right) = (Accounts::default(), Accounts::default());
        left.number(Platform::X, &party("1", PartyQuality::Id), None);
        right.number(Platform::X, &party("2", PartyQuality::Id), None);
        right.number(Platform::X, &party("1", PartyQuality::Id), None);
        assert_eq!(left.merge(right), [1, 0]);
        assert_eq!(left.len(), 2);
    }
}
