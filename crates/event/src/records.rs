//! What stands beside the events: accounts, the owner's other texts, media, profile fields.

use crate::at::At;
use crate::interaction::Origin;
use crate::kinds::{Audience, Platform};
use crate::named;
use crate::private::{Private, Words};

/// What one record says about one account: names that belong together.
#[derive(Debug, Clone)]
pub struct Account<'a> {
    pub platform: Platform,
    pub id: Option<Words<'a>>,
    pub handle: Option<Words<'a>>,
    pub display_name: Option<Words<'a>>,
}

/// A text of the owner that is no event of its own: the long form of a post, a biography.
#[derive(Debug, Clone)]
pub struct OwnText<'a> {
    pub platform: Platform,
    pub body: Words<'a>,
    pub at: At,
    pub audience: Audience,
    pub item: Option<Words<'a>>,
    pub origin: Origin,
}

/// A picture or a film of the owner.
#[derive(Debug, Clone)]
pub struct Media<'a> {
    pub platform: Platform,
    pub kind: MediaKind,
    /// When it was published, not when it was taken.
    pub at: At,
    pub audience: Audience,
    /// Its address inside the export.
    pub uri: Option<Words<'a>>,
    /// Where it was taken, if that is in its metadata.
    pub gps: Option<Gps>,
    /// The camera's or phone's own name or number, if that is in its metadata.
    pub device: Option<Words<'a>>,
    pub origin: Origin,
}

named! {
    pub enum MediaKind {
        Photo = "photo",
        Video = "video",
        Audio = "audio",
        Other = "other",
    }
}

/// A place to the metre.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gps {
    /// Degrees, -90 to 90.
    pub latitude: Private<f64>,
    /// Degrees, -180 to 180.
    pub longitude: Private<f64>,
    pub source: GpsSource,
}

impl Gps {
    /// A place, unless the numbers are none (out of range, or 0, 0, which exports write for "not known").
    pub fn new(latitude: f64, longitude: f64, source: GpsSource) -> Option<Self> {
        let real = latitude.abs() <= 90.0 && longitude.abs() <= 180.0 && (latitude, longitude) != (0.0, 0.0);
        real.then_some(Self { latitude: Private::new(latitude), longitude: Private::new(longitude), source })
    }
}

named! {
    /// Where a place was read.
    pub enum GpsSource {
        /// In what the platform's export says about the file.
        Export = "export",
        /// In the file itself (EXIF, QuickTime).
        File = "file",
    }
}

/// One thing that the platform knows about the owner.
#[derive(Debug, Clone)]
pub struct ProfileField<'a> {
    pub platform: Platform,
    pub key: ProfileKey,
    pub value: Words<'a>,
    /// Who can see it on the platform; `Private` for what only the platform knows.
    pub audience: Audience,
    pub basis: Basis,
    pub origin: Origin,
}

named! {
    pub enum ProfileKey {
        Id = "id",
        Handle = "handle",
        Name = "name",
        Email = "email",
        Phone = "phone",
        BirthDate = "birth_date",
        Age = "age",
        Gender = "gender",
        Bio = "bio",
        Website = "website",
        Location = "location",
        Address = "address",
        Coordinates = "coordinates",
        Language = "language",
        Zone = "zone",
        PrivateAccount = "private_account",
        Photo = "photo",
        Other = "other",
    }
}

named! {
    /// How the platform came to know it.
    pub enum Basis {
        /// The owner said so.
        Stated = "stated",
        /// The platform worked it out.
        Inferred = "inferred",
    }
}
