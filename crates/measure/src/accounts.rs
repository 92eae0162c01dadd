//! Which names are one account.
//!
//! Exports call the same account by its id here and by its handle there. Names are kept apart until the end; then those
//! that the export itself says belong together are joined, and only where it says so without doubt: a handle that was
//! seen with one id, a display name that was seen with one handle.

use std::collections::{BTreeMap, BTreeSet};

use event::{Account, Party, PartyQuality, Platform};

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
}

/// All names seen, and what the export says about which belong together.
#[derive(Debug, Clone, Default)]
pub struct Accounts {
    by_key: BTreeMap<Key, AccountId>,
    names: Vec<Name>,
    /// Handles that were seen with an id, display names that were seen with a handle.
    together: BTreeSet<(Key, Key)>,
    /// Display names of ids and handles, for people to read.
    called: BTreeMap<Key, String>,
}

#[derive(Debug, Clone)]
struct Name {
    platform: Platform,
    kind: NameKind,
    /// As it was first written.
    written: String,
    /// The best quality it was given.
    quality: PartyQuality,
}

impl Accounts {
    /// The number of a party's name.
    pub fn number(&mut self, platform: Platform, party: &Party<'_>) -> AccountId {
        let kind = match party.quality {
            PartyQuality::Id => NameKind::Id,
            PartyQuality::DisplayName => NameKind::DisplayName,
            PartyQuality::Handle | PartyQuality::Inferred | PartyQuality::None => NameKind::Handle,
        };
        let number = self.number_of(platform, kind, party.name.expose(), party.quality);
        if let Some(name) = self.names.get_mut(number as usize) {
            name.quality = name.quality.min(party.quality);
        }
        number
    }

    fn number_of(
        &mut self,
        platform: Platform,
        kind: NameKind,
        name: &str,
        quality: PartyQuality,
    ) -> AccountId {
        let key = key(platform, kind, name);
        if let Some(&known) = self.by_key.get(&key) {
            return known;
        }
        let number = self.names.len() as AccountId;
        self.by_key.insert(key, number);
        self.names.push(Name { platform, kind, written: name.to_owned(), quality });
        number
    }

    /// Takes what a record says about names that belong together.
    pub fn learn(&mut self, account: &Account<'_>) {
        let text = |words: &Option<event::Words<'_>>| words.as_ref().map(|words| words.expose().to_string());
        let (id, handle, shown) = (text(&account.id), text(&account.handle), text(&account.display_name));
        let platform = account.platform;
        let id = id.map(|name| key(platform, NameKind::Id, &name));
        let written = handle.clone();
        let handle = handle.map(|name| key(platform, NameKind::Handle, &name));
        if let (Some(id), Some(handle)) = (&id, &handle) {
            self.together.insert((handle.clone(), id.clone()));
            self.called.entry(id.clone()).or_insert_with(|| format!("@{}", written.unwrap_or_default()));
        }
        if let (Some(shown), Some(handle)) = (shown, &handle) {
            self.together.insert((key(platform, NameKind::DisplayName, &shown), handle.clone()));
        }
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
            let number = self.number_of(name.platform, name.kind, &name.written, name.quality);
            if let Some(known) = self.names.get_mut(number as usize) {
                known.quality = known.quality.min(name.quality);
            }
            number
        };
        other.names.into_iter().map(renumber).collect()
    }

    /// For each name the name that stands for its account: itself, or the one that it certainly belongs to.
    pub fn joined(&self) -> Vec<AccountId> {
        let mut partners: BTreeMap<&Key, BTreeSet<&Key>> = BTreeMap::new();
        for (name, better) in &self.together {
            partners.entry(name).or_default().insert(better);
        }
        let mut stands_for: Vec<AccountId> = (0..self.names.len() as AccountId).collect();
        for (key, &number) in &self.by_key {
            let mut best = key;
            // At most two steps: display name to handle to id. More than one partner is doubt, and doubt joins nothing.
            while let Some(partner) =
                partners.get(best).filter(|all| all.len() == 1).and_then(|all| all.first())
            {
                if partner.kind >= best.kind {
                    break;
                }
                best = partner;
            }
            if let Some(&better) = self.by_key.get(best) {
                stands_for[number as usize] = better;
            } else if best != key {
                // The better name was never acted on; a step on the way may have been.
                let step =
                    partners.get(key).and_then(|all| all.first()).and_then(|step| self.by_key.get(*step));
                stands_for[number as usize] = step.copied().unwrap_or(number);
            }
        }
        stands_for
    }

    /// What to call a name in front of people, and what kind of name it is.
    pub fn label(&self, number: AccountId) -> Label {
        let Some(name) = self.names.get(number as usize) else { return Label::default() };
        let called = self.called.get(&key(name.platform, name.kind, &name.written));
        let shown = match name.kind {
            NameKind::Id => called.cloned().unwrap_or_else(|| format!("account {}", name.written)),
            NameKind::Handle => format!("@{}", name.written),
            NameKind::DisplayName => name.written.clone(),
        };
        Label { platform: Some(name.platform), name: name.written.clone(), shown, quality: name.quality }
    }
}

fn key(platform: Platform, kind: NameKind, name: &str) -> Key {
    let name = if kind == NameKind::Handle { name.to_lowercase() } else { name.to_owned() };
    Key { platform, kind, name }
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
}

impl Default for Label {
    fn default() -> Self {
        Self { platform: None, name: String::new(), shown: String::new(), quality: PartyQuality::None }
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
        let id = accounts.number(x, &party("22", PartyQuality::Id));
        let handle = accounts.number(x, &party("Otter", PartyQuality::Handle));
        let same = accounts.number(x, &party("otter", PartyQuality::Inferred));
        let shown = accounts.number(x, &party("River Otter", PartyQuality::DisplayName));
        let twin = accounts.number(x, &party("Sam", PartyQuality::DisplayName));
        assert_eq!(handle, same);
        accounts.learn(&seen(Some("22"), "otter", Some("River Otter")));
        accounts.learn(&seen(None, "sam1", Some("Sam")));
        accounts.learn(&seen(None, "sam2", Some("Sam")));
        let joined = accounts.joined();
        assert_eq!([joined[handle as usize], joined[shown as usize]], [id, id]);
        assert_eq!(joined[twin as usize], twin);
        assert_eq!(accounts.label(id).shown, "@otter");
    }

    #[test]
    fn merging_keeps_every_name_once() {
        let (mut left, mut right) = (Accounts::default(), Accounts::default());
        left.number(Platform::X, &party("1", PartyQuality::Id));
        right.number(Platform::X, &party("2", PartyQuality::Id));
        right.number(Platform::X, &party("1", PartyQuality::Id));
        assert_eq!(left.merge(right), [1, 0]);
        assert_eq!(left.len(), 2);
    }
}
