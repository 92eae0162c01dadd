//! One row per interaction.

use crate::at::At;
use crate::coverage::Channel;
use crate::kinds::{Audience, Direction, Kind, Platform};
use crate::named;
use crate::private::Words;

/// One interaction, in the fields of the codebook, section 1.
///
/// `platform` and `kind` come from the [`Channel`] that the event was seen through, which also says whether
/// an answer would have been exported.
#[derive(Debug, Clone)]
pub struct Event<'a> {
    /// Where the event was seen: platform, kind, mode of coverage, reverse.
    pub channel: &'static Channel,
    /// The owner of the export, in the platform's own terms.
    pub owner: Option<Words<'a>>,
    /// The other party; empty for the owner's own acts and where the export does not tell.
    pub party: Option<Party<'a>>,
    pub direction: Direction,
    pub at: At,
    /// Seconds, where the export gives a duration.
    pub duration_s: Option<u64>,
    /// In `currency`, where money is named.
    pub amount: Option<f64>,
    pub currency: Option<Words<'a>>,
    /// What it was done to or with: a post's id or address.
    pub item: Option<Words<'a>>,
    /// The conversation it belongs to.
    pub thread: Option<Words<'a>>,
    pub audience: Audience,
    pub text: Option<Text<'a>>,
    pub origin: Origin,
}

impl<'a> Event<'a> {
    /// An event with nothing known but where it was seen and where it stands.
    pub const fn new(channel: &'static Channel, direction: Direction, at: At, origin: Origin) -> Self {
        Self {
            channel,
            owner: None,
            party: None,
            direction,
            at,
            duration_s: None,
            amount: None,
            currency: None,
            item: None,
            thread: None,
            audience: Audience::Unknown,
            text: None,
            origin,
        }
    }

    /// The platform it happened on.
    pub const fn platform(&self) -> Platform {
        self.channel.platform
    }

    /// What was done.
    pub const fn kind(&self) -> Kind {
        self.channel.kind
    }

    /// The quality of the other party's name; [`PartyQuality::None`] without one.
    pub fn party_quality(&self) -> PartyQuality {
        self.party.as_ref().map_or(PartyQuality::None, |party| party.quality)
    }

    /// The owner's own words, if this event holds any.
    pub fn own_words(&self) -> Option<&Words<'a>> {
        self.text.as_ref().filter(|text| text.author == Author::Owner).map(|text| &text.body)
    }
}

/// The other side of an event.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Party<'a> {
    /// The account in the platform's own terms, as good as `quality` says.
    pub name: Words<'a>,
    pub quality: PartyQuality,
}

named! {
    /// How well an account is known. Codebook: `account_quality`.
    pub enum PartyQuality {
        /// The platform's own number for it.
        Id = "id",
        /// Its handle (user name).
        Handle = "handle",
        /// Only a display name, which others may share.
        DisplayName = "display_name",
        /// Read out of a text or an address, not given as a field.
        Inferred = "inferred",
        /// Not known.
        None = "none",
    }
}

/// Words, and whose they are.
#[derive(Debug, Clone)]
pub struct Text<'a> {
    pub author: Author,
    pub body: Words<'a>,
}

impl<'a> Text<'a> {
    /// The owner's words.
    pub fn owner(body: impl Into<Words<'a>>) -> Self {
        Self { author: Author::Owner, body: body.into() }
    }

    /// Somebody else's words.
    pub fn other(body: impl Into<Words<'a>>) -> Self {
        Self { author: Author::Other, body: body.into() }
    }
}

named! {
    /// Whose words a text is.
    pub enum Author {
        Owner = "owner",
        Other = "other",
    }
}

/// Where a record stands: which archive of the export, which member of it, which record of that.
///
/// Archives and members are numbers here; their names, which are a person's words, stay with the listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Origin {
    /// Position of the archive among those read, from 0.
    pub archive: u16,
    /// Position of the member in its archive, from 0.
    pub member: u32,
    /// Number of the record in its member, from 1.
    pub record: u64,
}
