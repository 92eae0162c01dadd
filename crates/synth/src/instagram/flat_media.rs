//! The flat layout's pictures and profile.

use event::{At, Audience, Direction, Kind, Platform, ProfileKey};

use super::flat::row;
use super::posts::photo_files;
use super::profile::{Stated, private, public};
use crate::export::{Book, Sheet};
use crate::json::{Json, object};
use crate::life::act::{Act, Change, What};
use crate::text_time::{offset, second};

/// One list of `media.json`: its key, what goes into it, what a reader makes of it, and who can see it.
type MediaList<'m> = (&'m str, &'m dyn Fn(&Act) -> bool, Kind, Audience);

const INSTAGRAM: Platform = Platform::Instagram;

/// `media.json`: one record for each medium; posts of people who use this layout have one each.
pub(super) fn media(book: &mut Book<'_>) {
    let audience = audience(book);
    let mut sheet = Sheet::new("media.json".to_owned());
    let mut json = Vec::new();
    let picture = |act: &Act, video: bool| act.media.first().is_some_and(|medium| medium.video == video);
    let lists: [MediaList<'_>; 4] = [
        ("stories", &|act| act.what == What::Story, Kind::Story, audience),
        ("photos", &|act| matches!(act.what, What::Post(_)) && picture(act, false), Kind::Post, audience),
        ("videos", &|act| matches!(act.what, What::Post(_)) && picture(act, true), Kind::Post, audience),
        ("profile", &|act| act.what == What::Change(Change::Photo), Kind::AccountChange, Audience::Unknown),
    ];
    for (key, which, kind, audience) in lists {
        let mut items = Vec::new();
        for (at, act) in book.acts(INSTAGRAM, |_| true).into_iter().filter(|(_, act)| which(act)) {
            let Some(medium) = act.media.first() else { continue };
            let item =
                object! { "caption" => &act.text, "taken_at" => offset(act.at), "path" => &medium.uri };
            items.push(if kind == Kind::AccountChange { item.with("is_active_profile", true) } else { item });
            sheet.count_one();
            book.place(at, &sheet, audience);
            let line =
                row(kind, Direction::Own, act).item(&medium.uri).own_text(&act.text).audience(audience);
            book.expect(&sheet, &line);
            book.expect_mentions(&sheet, &line, &act.mentions, None);
            book.expect_media(&sheet, INSTAGRAM, medium, At::second(second(act.at)), audience);
        }
        json.push((key.to_owned(), Json::from(items)));
    }
    book.add("media.json", Json::object(json).to_meta());
    for photo in photo_files(book.person) {
        book.add_photo(&photo, INSTAGRAM, audience);
    }
}

/// `profile.json`: one object.
pub(super) fn profile(book: &mut Book<'_>) {
    let person = book.person;
    if !person.variant.instagram_profile {
        return;
    }
    let (owner, stated) = (&person.owner, Stated::of(person));
    let json = object! {
        "biography" => &owner.bio_instagram,
        "date_joined" => "2017-03-02T09:12:00+00:00",
        "email" => &owner.email,
        "website" => stated.website,
        "gender" => owner.gender,
        "private_account" => person.variant.private_instagram,
        "name" => &owner.name,
        "phone_number" => &stated.phone,
        "username" => &owner.instagram,
    };
    let mut sheet = Sheet::new("profile.json".to_owned());
    sheet.count_one();
    let private_account = if person.variant.private_instagram { "true" } else { "false" };
    let fields = [
        public(ProfileKey::Handle, &owner.instagram),
        public(ProfileKey::Name, &owner.name),
        public(ProfileKey::Bio, &owner.bio_instagram),
        public(ProfileKey::Website, stated.website),
        public(ProfileKey::PrivateAccount, private_account),
        private(ProfileKey::Email, &owner.email),
        private(ProfileKey::Phone, &stated.phone),
        private(ProfileKey::Gender, owner.gender),
    ];
    for field in fields {
        book.expect_profile(&sheet, INSTAGRAM, field);
    }
    book.place_bio(&sheet, Audience::Public);
    book.add("profile.json", json.to_meta());
}

fn audience(book: &Book<'_>) -> Audience {
    let variant = &book.person.variant;
    match (variant.instagram_profile, variant.private_instagram) {
        (false, _) => Audience::Unknown,
        (true, true) => Audience::Followers,
        (true, false) => Audience::Public,
    }
}
