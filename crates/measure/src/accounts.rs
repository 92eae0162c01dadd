//! Which names are one account.
//!
//! Exports call the same account by its id here and by its handle there. Names are kept apart until the end; then those
//! that the export itself says belong together are joined, and only where it says so without doubt: a handle that was
//! seen with one id. A display name may be anybody's: it names an account only inside one conversation, and is joined
//! with nothing.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;

use event::{Account, Party, PartyQuality, Platform, Words};
use foldhash::fast::RandomState;
use hashbrown::HashTable;

/// A number for a name that events hold. Numbers are local to one [`Accounts`]; merging renumbers.
pub type AccountId = u32;

/// In which way a name names an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    Id,
    Handle,
    DisplayName,
}

/// What tells names apart.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key<'k> {
    platform: Platform,
    kind: NameKind,
    /// Handles without case, so that they compare.
    name: &'k str,
    /// The conversation that a display name belongs to.
    within: Option<&'k str>,
}

/// Where a name stands in [`Accounts::names`].
type Place = u32;

/// All names seen, and what the export says about which belong together. Each name is kept once.
#[derive(Debug, Clone, Default)]
pub struct Accounts {
    names: Vec<Name>,
    /// Where each name stands. Nothing is ever listed in the order of this table, which differs from run to run.
    by_key: HashTable<Place>,
    hasher: RandomState,
    /// The names that events hold, in the order in which they were met first.
    numbered: Vec<Place>,
    /// Handles that were seen with an id.
    together: BTreeSet<(Place, Place)>,
    /// Handles of ids, for people to read.
    called: BTreeMap<Place, Box<str>>,
}

#[derive(Debug, Clone)]
struct Name {
    platform: Platform,
    kind: NameKind,
    /// The best quality that events gave it.
    quality: PartyQuality,
    name: Box<str>,
    /// As the first event wrote it, where that is something else.
    written: Option<Box<str>>,
    within: Option<Box<str>>,
    /// Nothing where a record only says what belongs together.
    number: Option<AccountId>,
}

impl Name {
    fn key(&self) -> Key<'_> {
        Key { platform: self.platform, kind: self.kind, name: &self.name, within: self.within.as_deref() }
    }

    fn written(&self) -> &str {
        self.written.as_deref().unwrap_or(&self.name)
    }
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
        let within = thread.map(|thread| &**thread.expose());
        let written = party.name.expose();
        let place = self.place(Key { platform, kind, name: &compared(kind, written), within });
        self.number_at(place, written, party.quality)
    }

    /// The number of the name there, which an event writes so.
    fn number_at(&mut self, place: Place, written: &str, quality: PartyQuality) -> AccountId {
        let name = &mut self.names[place as usize];
        name.quality = name.quality.min(quality);
        if let Some(known) = name.number {
            return known;
        }
        let number = self.numbered.len() as AccountId;
        name.number = Some(number);
        name.written = (written != &*name.name).then(|| written.into());
        self.numbered.push(place);
        number
    }

    /// Where a name stands; behind all others if it is new.
    fn place(&mut self, key: Key<'_>) -> Place {
        let (names, hasher) = (&self.names, &self.hasher);
        let hash = hasher.hash_one(key);
        if let Some(known) = self.by_key.find(hash, |&place| names[place as usize].key() == key) {
            return *known;
        }
        let place = names.len() as Place;
        self.by_key.insert_unique(hash, place, |&place| hasher.hash_one(names[place as usize].key()));
        self.names.push(Name {
            platform: key.platform,
            kind: key.kind,
            quality: PartyQuality::None,
            name: key.name.into(),
            written: None,
            within: key.within.map(Into::into),
            number: None,
        });
        place
    }

    /// Takes what a record says about names that belong together.
    pub fn learn(&mut self, account: &Account<'_>) {
        let (Some(id), Some(handle)) = (&account.id, &account.handle) else { return };
        let (platform, written) = (account.platform, &**handle.expose());
        let id = self.place(Key { platform, kind: NameKind::Id, name: id.expose(), within: None });
        let kind = NameKind::Handle;
        let handle = self.place(Key { platform, kind, name: &compared(kind, written), within: None });
        self.called.entry(id).or_insert_with(|| written.into());
        self.together.insert((handle, id));
    }

    /// How many names events hold.
    pub const fn len(&self) -> usize {
        self.numbered.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.numbered.is_empty()
    }

    /// Takes in the names of another; returns what its numbers are called here.
    pub fn merge(&mut self, other: Self) -> Vec<AccountId> {
        let places: Vec<Place> = other.names.iter().map(|name| self.place(name.key())).collect();
        let here = |place: Place| places[place as usize];
        self.together.extend(other.together.into_iter().map(|(handle, id)| (here(handle), here(id))));
        for (id, handle) in other.called {
            self.called.entry(here(id)).or_insert(handle);
        }
        let renumber = |place: &Place| {
            let name = &other.names[*place as usize];
            self.number_at(here(*place), name.written(), name.quality)
        };
        other.numbered.iter().map(renumber).collect()
    }

    /// For each name the name that stands for its account: itself, or the one that it certainly belongs to.
    pub fn joined(&self) -> Vec<AccountId> {
        let number = |place: Place| self.names[place as usize].number;
        let mut stands_for: Vec<AccountId> = (0..self.numbered.len() as AccountId).collect();
        let together: Vec<(Place, Place)> = self.together.iter().copied().collect();
        for ids in together.chunk_by(|one, next| one.0 == next.0) {
            // More than one id is doubt, and doubt joins nothing.
            let [(handle, id)] = *ids else { continue };
            if let (Some(handle), Some(id)) = (number(handle), number(id)) {
                stands_for[handle as usize] = id;
            }
        }
        stands_for
    }

    /// What to call a name in front of people, and what kind of name it is.
    pub fn label(&self, number: AccountId) -> Label {
        let Some(&place) = self.numbered.get(number as usize) else { return Label::default() };
        let (name, called) = (&self.names[place as usize], self.called.get(&place));
        let written = name.written();
        let shown = match name.kind {
            NameKind::Id => {
                called.map_or_else(|| format!("account {written}"), |handle| format!("@{handle}"))
            }
            NameKind::Handle => format!("@{written}"),
            NameKind::DisplayName => written.to_owned(),
        };
        Label {
            platform: Some(name.platform),
            name: written.to_owned(),
            shown,
            quality: name.quality,
            thread: name.within.as_deref().map(str::to_owned),
        }
    }
}

/// A name as it compares with others of its kind.
fn compared(kind: NameKind, written: &str) -> Cow<'_, str> {
    let is_lower = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if kind == NameKind::Handle && !written.bytes().all(is_lower) {
        Cow::Owned(written.to_lowercase())
    } else {
        Cow::Borrowed(written)
    }
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
