//! The flat layout before 2021: a dozen files, and lists of tuples `[time, user]`.
//!
//! Instagram wrote it until early 2021. An invented export may use it for later days all the same: what is being
//! tested is the layout, not the year.

use event::{At, Audience, Direction, Kind, PartyQuality, Platform};

use crate::dice::Dice;
use crate::export::{Book, Row, Sheet};
use crate::json::{Json, object};
use crate::life::act::{Act, Change, Sticker, What};
use crate::life::talking::{Conversation, Line, LineKind, Sender};
use crate::text_time::{instant, offset, offset_micros, second};

const INSTAGRAM: Platform = Platform::Instagram;

/// Writes all files.
pub(super) fn write(book: &mut Book<'_>) {
    let lesser = book.person.variant.instagram_lesser;
    let likes = [("media_likes", What::Like), ("comment_likes", What::LikeComment)];
    pairs(book, "likes.json", if lesser { &likes } else { &likes[..1] }, Kind::React);
    comments(book);
    stickers(book);
    if lesser {
        pairs(book, "saved.json", &[("saved_media", What::Save)], Kind::Save);
    }
    connections(book);
    searches(book);
    seen(book);
    messages(book);
    account_history(book);
    super::flat_media::media(book);
    super::flat_media::profile(book);
    not_read(book);
}

/// A line of an act, towards somebody or the owner's own.
pub(super) fn row(kind: Kind, direction: Direction, act: &Act) -> Row {
    Row::new(INSTAGRAM, kind, direction, At::second(second(act.at)))
}

/// A file of lists of `[time, user]`.
fn pairs(book: &mut Book<'_>, name: &str, lists: &[(&str, What)], kind: Kind) {
    let mut sheet = Sheet::new(name.to_owned());
    let mut json = Vec::new();
    for &(key, what) in lists {
        let mut items = Vec::new();
        for (_, act) in book.acts(INSTAGRAM, |done| done == what) {
            items.push(Json::from(vec![offset(act.at).into(), book.handle(INSTAGRAM, act.with).into()]));
            sheet.count_one();
            book.expect_act(&sheet, row(kind, Direction::Outgoing, act), act);
        }
        json.push((key.to_owned(), Json::from(items)));
    }
    book.add(name, Json::object(json).to_meta());
}

fn comments(book: &mut Book<'_>) {
    let mut sheet = Sheet::new("comments.json".to_owned());
    let mut items = Vec::new();
    for (at, act) in book.acts(INSTAGRAM, |what| matches!(what, What::Comment(_))) {
        let user = book.handle(INSTAGRAM, act.with);
        items.push(Json::from(vec![offset(act.at).into(), Json::from(&act.text), user.into()]));
        sheet.count_one();
        book.place(at, &sheet, Audience::Unknown);
        book.expect_act(&sheet, row(Kind::Comment, Direction::Outgoing, act).own_text(&act.text), act);
    }
    book.add("comments.json", object! { "media_comments" => items }.to_meta());
}

fn stickers(book: &mut Book<'_>) {
    let lists = [
        ("polls", What::Sticker(Sticker::Poll)),
        ("emoji_sliders", What::Sticker(Sticker::Slider)),
        ("questions", What::Sticker(Sticker::Question)),
        ("countdowns", What::Sticker(Sticker::Countdown)),
        ("quizzes", What::Sticker(Sticker::Quiz)),
    ];
    pairs(book, "stories_activities.json", &lists, Kind::PollAnswer);
}

/// Maps from user to time. Those that are not read are not counted.
fn connections(book: &mut Book<'_>) {
    let mut sheet = Sheet::new("connections.json".to_owned());
    let blocked: Vec<(String, i64)> = book
        .acts(INSTAGRAM, |what| what == What::Block)
        .into_iter()
        .map(|(_, act)| (book.handle(INSTAGRAM, act.with).to_owned(), act.at))
        .collect();
    let follows = |direction: Direction| -> Vec<(String, i64)> {
        let time = |tie: crate::life::people::Tie| {
            if direction == Direction::Incoming { tie.incoming } else { tie.outgoing }
        };
        let accounts = book.person.accounts.iter();
        accounts
            .filter_map(|account| Some((account.instagram.clone()?, time(account.tie(INSTAGRAM))?)))
            .collect()
    };
    let (following, followers) = (follows(Direction::Outgoing), follows(Direction::Incoming));
    let mut json = vec![("follow_requests_sent".to_owned(), object! {})];
    let lists = [
        ("blocked_users", blocked, Kind::Block, Direction::Outgoing),
        ("following", following, Kind::Follow, Direction::Outgoing),
        ("followers", followers, Kind::Follow, Direction::Incoming),
    ];
    for (key, mut people, kind, direction) in lists {
        if direction == Direction::Incoming && !book.person.variant.instagram_followers {
            continue;
        }
        // A map has each name once.
        people.sort();
        people.dedup_by(|a, b| a.0 == b.0);
        let mut entries = Vec::new();
        for (handle, at) in people {
            sheet.count_one();
            let line = Row::new(INSTAGRAM, kind, direction, At::second(second(at)));
            book.expect(&sheet, &line.party(&handle, PartyQuality::Handle));
            entries.push((handle, Json::from(offset(at))));
        }
        json.push((key.to_owned(), Json::object(entries)));
    }
    json.push(("following_hashtags".to_owned(), object! { "fog" => "2020-05-01T10:00:00+00:00" }));
    book.add("connections.json", Json::object(json).to_meta());
}

fn searches(book: &mut Book<'_>) {
    let mut sheet = Sheet::new("searches.json".to_owned());
    for (_, act) in book.acts(INSTAGRAM, |what| what == What::SearchWords) {
        sheet.push(object! { "search_click" => &act.text, "time" => offset(act.at), "type" => "hashtag" });
        book.expect(&sheet, &row(Kind::Search, Direction::Own, act).own_text(&act.text));
    }
    book.add("searches.json", Json::from(sheet.into_records()).to_meta());
}

fn seen(book: &mut Book<'_>) {
    if !book.person.variant.consumption {
        return;
    }
    let lists = [
        ("ads_clicked", What::ClickAd),
        ("chaining_seen", What::SeeSuggestion),
        ("ads_seen", What::SeeAd),
        ("posts_seen", What::SeePost),
        ("videos_watched", What::WatchVideo),
    ];
    let mut sheet = Sheet::new("seen_content.json".to_owned());
    let mut json = Vec::new();
    for (key, what) in lists {
        let mut items = Vec::new();
        for (_, act) in book.acts(INSTAGRAM, |done| done == what) {
            let time = offset(act.at);
            let author = book.handle(INSTAGRAM, act.with);
            sheet.count_one();
            let item = match what {
                What::ClickAd => object! { "timestamp" => time, "caption" => &act.other },
                What::SeeSuggestion => object! { "timestamp" => time, "username" => author },
                _ => object! { "timestamp" => time, "author" => author },
            };
            items.push(item);
            match what {
                What::ClickAd => book.expect(&sheet, &row(Kind::AdClick, Direction::Own, act)),
                What::SeePost | What::WatchVideo => {
                    book.expect_act(&sheet, row(Kind::View, Direction::Outgoing, act), act);
                }
                _ => book.expect(&sheet, &row(Kind::View, Direction::Own, act)),
            }
        }
        json.push((key.to_owned(), Json::from(items)));
    }
    book.add("seen_content.json", Json::object(json).to_meta());
}

/// All conversations in one file, newest line first; people go by their user names.
fn messages(book: &mut Book<'_>) {
    let mut sheet = Sheet::new("messages.json".to_owned());
    let mut talks = Vec::new();
    let person = book.person;
    for conversation in person.conversations.iter().filter(|talk| talk.platform == INSTAGRAM) {
        let mut lines = Vec::new();
        for line in conversation.lines.iter().rev() {
            let mut json = object! { "sender" => sender(book, line), "created_at" => offset_micros(line.at) };
            json = match line.kind {
                LineKind::Photo => json.with("media", format!("https://scontent.invented/{}.jpg", line.id)),
                _ => json.with("text", &line.text),
            };
            lines.push(json);
            sheet.count_one();
            expect_line(book, &sheet, conversation, line);
        }
        let others =
            conversation.members.iter().map(|&at| person.accounts[at].instagram.clone().unwrap_or_default());
        let everybody: Vec<Json> = others.chain([person.owner.instagram.clone()]).map(Json::from).collect();
        talks.push(object! { "participants" => everybody, "conversation" => lines });
    }
    book.add("messages.json", Json::from(talks).to_meta());
}

fn sender<'b>(book: &'b Book<'_>, line: &Line) -> &'b str {
    match line.from {
        Sender::Account(at) => book.person.accounts[at].instagram.as_deref().unwrap_or_default(),
        _ => &book.person.owner.instagram,
    }
}

fn expect_line(book: &mut Book<'_>, sheet: &Sheet, conversation: &Conversation, line: &Line) {
    // People go by their user names here, and the owner's is in the name of the export.
    let own = line.from == Sender::Owner;
    let direction = if own { Direction::Outgoing } else { Direction::Incoming };
    let mut row = Row::new(INSTAGRAM, Kind::Message, direction, At::instant(instant(line.at)));
    row = row.audience(Audience::Private);
    row = if own { row.own_text(&line.text) } else { row.others_text(&line.text) };
    // A message to a group goes to nobody in particular.
    let party = match (conversation.members.as_slice(), line.from) {
        ([other], _) => Some(*other),
        ([], Sender::Account(at)) => Some(at),
        _ => None,
    };
    if let Some(handle) = party.and_then(|at| book.person.accounts[at].instagram.clone()) {
        row = row.party(&handle, PartyQuality::Handle);
    }
    book.expect(sheet, &row);
    if own {
        book.expect_mentions(sheet, &row, &line.mentions, None);
    }
}

fn account_history(book: &mut Book<'_>) {
    let mut dice = Dice::new(book.person.request.seed, "account history");
    let mut sheet = Sheet::new("account_history.json".to_owned());
    let logins = history_list(book, &mut sheet, What::Login, &mut dice);
    let mut registration = object! {};
    for (_, act) in book.acts(INSTAGRAM, |what| what == What::Change(Change::SignUp)) {
        // The user name would say whose export it is, where the profile is to be missing.
        let name =
            if book.person.variant.instagram_profile { book.person.owner.instagram.as_str() } else { "" };
        registration = object! {
            "registration_username" => name,
            "ip_address" => "203.0.113.7",
            "registration_time" => offset(act.at),
            "registration_email" => &book.person.owner.email,
            "registration_phone_number" => "",
            "device_name" => "",
        };
        sheet.count_one();
        book.expect(&sheet, &row(Kind::AccountChange, Direction::Own, act));
    }
    let logouts = history_list(book, &mut sheet, What::Logout, &mut dice);
    let json = object! { "login_history" => logins, "registration_info" => registration, "logout_history" => logouts };
    book.add("account_history.json", json.to_meta());
}

fn history_list(book: &mut Book<'_>, sheet: &mut Sheet, what: What, dice: &mut Dice) -> Vec<Json> {
    let mut items = Vec::new();
    for (_, act) in book.acts(INSTAGRAM, |done| done == what) {
        items.push(object! {
            "cookie_name" => format!("*************************{}", dice.letters("abcdefghkmnpqrstuvwxyzABCDEFGH", 3)),
            "ip_address" => format!("203.0.113.{}", dice.between(1, 254)),
            "language_code" => book.person.request.language.as_str(),
            "timestamp" => offset(act.at),
            "user_agent" => "Instagram 87.0.0.16.99 (synthetic phone)",
            "device_id" => "",
        });
        sheet.count_one();
        book.expect(sheet, &row(Kind::Session, Direction::Own, act));
    }
    items
}

/// Files that real exports have and readers leave.
fn not_read(book: &mut Book<'_>) {
    book.add("settings.json", object! { "allow_comments_from" => "Everyone" }.to_meta());
    book.add("devices.json", Json::from(vec![object! { "user_agent" => "synthetic phone" }]).to_meta());
}
