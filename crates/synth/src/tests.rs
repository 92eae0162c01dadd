//! What must hold of every person, whatever the seed.

use std::collections::{BTreeMap, BTreeSet};

use event::Platform;
use serde_json::Value;

use crate::json;
use crate::life::act::{Change, What};
use crate::life::days::home;
use crate::life::people::Role;
use crate::life::talking::{LineKind, Sender};
use crate::{
    Export, FindingKind, InstagramEra, LABEL, LABEL_MEMBER, P0, Person, PersonKind, Request, T0, to_zip,
};

fn person(seed: u64) -> Person {
    Person::invent(&Request::from_seed(seed)).unwrap()
}

/// The JSON of a member, without what X puts before it.
fn parsed(name: &str, bytes: &[u8]) -> Value {
    let text = std::str::from_utf8(bytes).unwrap();
    let body = if name.ends_with(".js") { text.split_once('=').unwrap().1 } else { text };
    serde_json::from_str(body).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn lines(export: &Export) -> Vec<Value> {
    export.expected.iter().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    for seed in [1, 8, 27] {
        let (one, two) = (person(seed), person(seed));
        assert_eq!(one.exports(), two.exports());
        assert_eq!(one.truth(), two.truth());
        let members = &one.exports()[0].members;
        assert_eq!(to_zip(members).unwrap(), to_zip(members).unwrap());
    }
    assert_ne!(person(1).truth(), person(201).truth());
}

#[test]
fn every_member_is_what_its_name_says_and_says_that_it_is_invented() {
    for seed in 0..24 {
        for export in person(seed).exports() {
            assert!(export.file_name.contains("SYNTHETIC"));
            let label = export.members.iter().find(|member| member.name.ends_with(LABEL_MEMBER)).unwrap();
            assert!(label.bytes.starts_with(LABEL.as_bytes()));
            let names: BTreeSet<&str> = export.members.iter().map(|member| member.name.as_str()).collect();
            assert_eq!(names.len(), export.members.len(), "no name twice");
            for member in &export.members {
                match member.name.rsplit('.').next() {
                    Some("json") => {
                        // Messenger's encrypted messages and YouTube's lists are written in plain UTF-8.
                        let plain =
                            export.platform == Platform::YouTube || export.file_name.starts_with("messages-");
                        assert!(plain || member.bytes.is_ascii(), "{}", member.name);
                        parsed(&member.name, &member.bytes);
                    }
                    Some("csv") => assert!(member.bytes.contains(&b',') && member.bytes.ends_with(b"\n")),
                    Some("js") => {
                        parsed(&member.name, &member.bytes);
                    }
                    Some("jpg") => assert_eq!(member.bytes[..2], [0xff, 0xd8]),
                    _ => assert!(member.bytes.starts_with(b"invented") || member.name.ends_with(".html")),
                }
            }
        }
    }
}

#[test]
fn expected_lines_come_from_members_that_are_there() {
    for seed in 0..40 {
        for export in person(seed).exports() {
            assert!(!export.expected.is_empty(), "seed {seed}");
            let names: BTreeSet<&str> = export.members.iter().map(|member| member.name.as_str()).collect();
            for line in lines(&export) {
                let origin = &line["origin"];
                assert_eq!(origin["archive"], export.file_name);
                assert!(names.contains(origin["member"].as_str().unwrap()), "seed {seed}: {origin}");
                assert!(origin["record"].as_u64().unwrap() > 0);
                assert!(line["account"].as_str() != Some(""), "seed {seed}: {line}");
            }
        }
    }
}

/// Files of YouTube by their names, in one language or another, and what has to be in them somewhere.
const OF_YOUTUBE: &[(&str, &str)] = &[
    ("watch-history.json", "\"subtitles\""),
    ("watch-history.json", "\"snippet\""),
    ("watch-history.json", "From Google Ads"),
    ("watch-history.html", "a video that has been removed"),
    ("watch-history.html", "M UTC</div>"),
    ("watch-history.html", "M BST</div>"),
    ("watch-history.html", "M</div>"),
    ("Wiedergabeverlauf.html", "angesehen<br>"),
    ("Wiedergabeverlauf.html", " MESZ</div>"),
    ("kijkgeschiedenis.json", "\"titleUrl\""),
    ("historial-de-reproducciones.json", "De los anuncios de Google"),
    ("historial de reproducciones.json", "Has visto"),
    ("historial de visualitzacions.json", "\"titleUrl\""),
    ("istoricul-vizionărilor.json", "\"titleUrl\""),
    ("žiūrėjimo istorija.json", "\"titleUrl\""),
    ("MonActivité.json", "Des annonces Google"),
    ("MyActivity.json", "results?search_query"),
    ("MyActivity.html", "results?search_query"),
    ("search-history.json", "From Google Ads"),
    ("comments.csv", "takeoutSegments"),
    ("comments.csv", "Top-level Comment Id"),
    ("comments.csv", "Price,Comment ID"),
    ("Kommentare.csv", "Ugkx"),
    ("reacties.csv", "{\"\"text\"\""),
    ("comentarios.csv", "{\"\"text\"\""),
    ("comentarii.csv", "{\"\"text\"\""),
    ("komentarai.csv", "{\"\"text\"\""),
    ("my-comments.html", "while watching"),
    ("my-live-chat-messages.html", "while watching"),
    ("live chats.csv", ",2000000,"),
    ("Livechats.csv", "{\"\"text\"\""),
    ("subscriptions.csv", "http://"),
    ("likes.json", "\"publishedAt\""),
    ("Watch later-videos.csv", "+00:00"),
    ("Video_s in Watch later.csv", "+00:00"),
    ("videos.csv", "Unlisted"),
    ("video recordings.csv", "Video Recording Latitude"),
    ("channel.csv", "(synthetic)"),
];

#[test]
fn two_hundred_seeds_show_every_form_of_youtube() {
    let mut missing: Vec<&(&str, &str)> = OF_YOUTUBE.iter().collect();
    let (mut in_parts, mut bare) = (0, 0);
    for seed in 0..200 {
        let exports = person(seed).exports();
        let exports: Vec<&Export> =
            exports.iter().filter(|export| export.platform == Platform::YouTube).collect();
        in_parts += usize::from(exports.len() > 1);
        for member in exports.iter().flat_map(|export| &export.members) {
            bare += usize::from(!member.name.starts_with("Takeout/"));
            let text = String::from_utf8_lossy(&member.bytes);
            let last = member.name.rsplit('/').next().unwrap();
            missing.retain(|(name, holds)| last != *name || !text.contains(holds));
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
    assert!(in_parts > 5 && bare > 5);
}

#[test]
fn hours_and_posts_stay_clear_of_the_thresholds() {
    for seed in 0..100 {
        let person = person(seed);
        let (hours, posts) = (person.hours_per_day(), person.posts_per_day());
        let kind = person.request().kind;
        let clear = |value: f64, edge: f64, above: bool| {
            if above { value >= 2.0 * edge } else { value <= edge / 2.0 }
        };
        assert!(clear(hours, T0, kind.much_time()), "seed {seed} {kind}: {hours} h");
        assert!(clear(posts, P0, kind.many_posts()), "seed {seed} {kind}: {posts} posts");
        if kind == PersonKind::Offliner {
            let last = person.days.sessions.iter().map(|session| session.end).max().unwrap();
            assert!(person.days.made() - last > 90 * 86_400);
        }
    }
}

#[test]
fn two_hundred_seeds_show_every_layout_and_every_kind_of_finding() {
    let mut found = BTreeSet::new();
    let mut names = BTreeSet::new();
    let mut consumption = BTreeSet::new();
    for seed in 0..200 {
        let person = person(seed);
        consumption.insert(person.variant().consumption);
        found.extend(person.planted.iter().map(|planted| (planted.kind, planted.decoy)));
        if seed < 60 {
            for export in person.exports() {
                names.extend(export.members.iter().map(|m| m.name.rsplit('/').next().unwrap().to_owned()));
            }
        }
    }
    for &kind in FindingKind::ALL {
        assert!(found.contains(&(kind, false)), "{kind}");
        assert!(kind == FindingKind::PhotoPlace || found.contains(&(kind, true)), "{kind} as decoy");
    }
    assert_eq!(consumption.len(), 2);
    for name in [
        "likes.json",
        "liked_posts.json",
        "threads_and_replies.json",
        "time_spent_on_instagram.json",
        "tweet.js",
        "tweets.js",
        "tweets-part1.js",
        "message_2.json",
        "manifest.js",
        "direct-message-headers.js",
        "followers_1.json",
    ] {
        assert!(names.contains(name), "{name}");
    }
}

/// The sentence as it stands in a member: escaped as its format escapes it.
fn as_written(member: &str, sentence: &str) -> String {
    let mut out = String::new();
    if member.ends_with(".json") {
        json::meta_text(sentence, &mut out);
    } else {
        let escaped = if member.contains("tweet") {
            sentence.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
        } else {
            sentence.to_owned()
        };
        json::x_text(&escaped, &mut out);
    }
    out.trim_matches('"').to_owned()
}

#[test]
fn every_finding_stands_where_the_truth_says() {
    let mut seen = BTreeMap::new();
    for seed in 0..60 {
        let person = person(seed);
        let exports = person.exports();
        let truth: Value = serde_json::from_str(&person.truth()).unwrap();
        for finding in truth["findings"].as_array().unwrap() {
            let archive = exports.iter().find(|export| finding["archive"] == *export.file_name).unwrap();
            let name = finding["member"].as_str().unwrap_or_else(|| panic!("seed {seed}: {finding}"));
            let member = archive.members.iter().find(|member| member.name == name).unwrap();
            let text = std::str::from_utf8(&member.bytes).unwrap();
            if finding["where"] == "photo" {
                let uri = finding["uri"].as_str().unwrap();
                assert!(text.contains(uri));
                let file = archive.members.iter().find(|member| member.name.ends_with(uri));
                let says = file.is_some_and(|file| file.bytes.windows(4).any(|four| four == b"Exif"));
                assert_eq!(finding["in_file"] == true, says, "seed {seed}: {uri}");
            } else {
                let sentence = as_written(name, finding["sentence"].as_str().unwrap());
                assert!(text.contains(&sentence), "seed {seed} {name}: {sentence}");
            }
            *seen.entry(finding["where"].as_str().unwrap().to_owned()).or_insert(0) += 1;
        }
    }
    let places: Vec<&str> = seen.keys().map(String::as_str).collect();
    assert_eq!(places, ["bio", "caption", "comment", "photo", "post"]);
}

#[test]
fn every_post_finds_its_way_into_an_export() {
    for seed in 0..60 {
        let person = person(seed);
        let written = [crate::instagram::write(&person), crate::x::write(&person)];
        for (at, act) in person.acts.iter().enumerate().filter(|(_, act)| act.is_posting()) {
            assert!(written.iter().any(|written| written.placed.contains_key(&at)), "seed {seed}: {act:?}");
        }
    }
}

#[test]
fn whatever_the_owner_does_falls_into_a_session() {
    for seed in 0..30 {
        let person = person(seed);
        let inside = |platform: Platform, second: i64| {
            let sessions = &person.days.sessions;
            let after = sessions.partition_point(|session| session.start <= second);
            let session = after.checked_sub(1).map(|at| sessions[at]);
            session.is_some_and(|session| session.platform == home(platform) && second <= session.end)
        };
        for act in person.acts.iter().filter(|act| act.what != What::Change(Change::SignUp)) {
            assert!(inside(act.platform, act.at), "seed {seed}: {act:?}");
        }
        for talk in &person.conversations {
            for line in &talk.lines {
                let second = line.at.div_euclid(1000);
                if line.from == Sender::Owner {
                    assert!(inside(talk.platform, second), "seed {seed}: {line:?}");
                }
                if let LineKind::Call(seconds) = line.kind {
                    assert!(inside(talk.platform, second + seconds as i64), "seed {seed}: {line:?}");
                }
                for reaction in line.reactions.iter().filter(|reaction| reaction.by == Sender::Owner) {
                    assert!(inside(talk.platform, reaction.at.div_euclid(1000)));
                }
                assert!(line.at < person.days.made() * 1000);
            }
        }
    }
}

#[test]
fn contacts_follow_the_share_they_were_drawn_with() {
    let (mut hits, mut all) = (0, 0);
    for seed in 0..60 {
        let person = person(seed);
        for talk in person.conversations.iter().filter(|talk| talk.members.len() == 1 && !talk.group) {
            let account = &person.accounts[talk.members[0]];
            let (out, back) = talk.contacts();
            match account.role {
                Role::NeverAnswers | Role::PublicFigure => assert_eq!(back, 0),
                Role::NeverAnswered | Role::Brand => assert_eq!(out, 0),
                Role::Friend if out + back >= 10 => {
                    let share =
                        account.talks.iter().find(|(platform, _)| *platform == talk.platform).unwrap().1;
                    let (total, got) = ((out + back) as f64, out as f64);
                    all += 1;
                    let spread = 2.0 * (total * share * (1.0 - share)).sqrt() + 1.0;
                    hits += usize::from((got - total * share).abs() <= spread);
                }
                _ => {}
            }
        }
    }
    assert!(all > 300 && hits * 100 >= all * 90, "{hits} of {all}");
}

/// The handles in a text by the rule of `docs/events.md`, written here a second time.
fn handles(text: &str, x: bool) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    for (at, _) in letters.iter().enumerate().filter(|(_, letter)| **letter == '@') {
        let before = at.checked_sub(1).map(|at| letters[at]);
        if before.is_some_and(|c| c.is_alphanumeric() || "@._-/+%".contains(c)) {
            continue;
        }
        let fits = |c: &&char| c.is_ascii_alphanumeric() || **c == '_' || (!x && **c == '.');
        let mut handle: String = letters[at + 1..].iter().take_while(fits).collect();
        while handle.ends_with('.') {
            handle.pop();
        }
        if !handle.is_empty() && !found.contains(&handle) {
            found.push(handle);
        }
    }
    found
}

#[test]
fn mentions_are_those_that_stand_in_the_texts() {
    for seed in 0..40 {
        let person = person(seed);
        // Facebook tags people beside the text.
        for export in person.exports().into_iter().filter(|export| export.platform != Platform::Facebook) {
            let mut mentions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
            let lines = lines(&export);
            for line in lines.iter().filter(|line| line["kind"] == "mention") {
                let names = mentions.entry(line["origin"].to_string()).or_default();
                names.insert(line["account"].as_str().unwrap().to_owned());
            }
            for line in &lines {
                let kind = line["kind"].as_str().unwrap_or_default();
                let own = line["direction"] != "incoming" && line["direction"] != "unknown";
                let has_mentions = matches!(kind, "post" | "story" | "comment" | "reply")
                    || (kind == "message" && line["account"].is_null());
                let (true, true, Some(text)) = (own, has_mentions, line["text"].as_str()) else { continue };
                let x = line["platform"] == "x";
                let mut expected: BTreeSet<String> = handles(text, x).into_iter().collect();
                if x && kind != "message" {
                    let id = |handle: &String| {
                        let names = person.accounts.iter().filter_map(|account| account.x.as_ref());
                        names.into_iter().find(|x| x.handle == *handle).unwrap().id.clone()
                    };
                    expected = expected.iter().map(id).collect();
                }
                expected.remove(line["account"].as_str().unwrap_or_default());
                let got = mentions.remove(&line["origin"].to_string()).unwrap_or_default();
                assert_eq!(got, expected, "seed {seed}: {line}");
            }
            assert!(mentions.is_empty(), "seed {seed}: {mentions:?}");
        }
    }
}

#[test]
fn the_manifest_counts_what_is_there() {
    for seed in [5, 11, 17] {
        let exports = person(seed).exports();
        let x = &exports[1];
        let member = |tail: &str| x.members.iter().find(|member| member.name.ends_with(tail)).unwrap();
        let manifest = parsed("manifest.js", &member("data/manifest.js").bytes);
        for (kind, entry) in manifest["dataTypes"].as_object().unwrap() {
            for file in entry["files"].as_array().unwrap() {
                let name = file["fileName"].as_str().unwrap();
                let records = parsed(name, &member(name).bytes).as_array().unwrap().len().to_string();
                assert_eq!(file["count"], records, "{kind}");
            }
        }
        assert!(manifest["archiveInfo"]["generationDate"].as_str().unwrap().starts_with("2026-06-30T"));
    }
}

#[test]
fn dense_traces_recover_the_hours_and_no_trace_is_left_where_there_is_none() {
    let mut checked = 0;
    for seed in 0..60 {
        let person = person(seed);
        if person.request().kind == PersonKind::Offliner {
            continue;
        }
        let mut seen: Vec<i64> = person
            .acts
            .iter()
            .filter(|act| {
                matches!(
                    act.what,
                    What::SeePost | What::WatchVideo | What::SeeAd | What::SeeSuggestion | What::SeeThread
                )
            })
            .map(|act| act.at)
            .collect();
        assert_eq!(seen.is_empty(), !person.variant().consumption);
        if seen.is_empty() || person.variant().time_spent {
            continue;
        }
        checked += 1;
        seen.sort_unstable();
        let from = person.days.last_weeks(person.variant().seen_weeks);
        let true_seconds: i64 = person
            .days
            .sessions
            .iter()
            .filter(|session| session.start >= from)
            .map(|session| session.seconds())
            .sum();
        for gap in [300, 900, 1800] {
            let found: i64 = seen.windows(2).map(|pair| pair[1] - pair[0]).filter(|step| *step <= gap).sum();
            let ratio = found as f64 / true_seconds as f64;
            assert!((0.97..1.03).contains(&ratio), "seed {seed} {gap}: {ratio}");
        }
    }
    assert!(checked > 15);
}

#[test]
fn a_large_volume_does_more_and_keeps_the_type() {
    let mut request = Request::from_seed(7);
    let usual = Person::invent(&request).unwrap();
    request.volume = 4.0;
    let much = Person::invent(&request).unwrap();
    assert_eq!(much.hours_per_day(), usual.hours_per_day());
    assert!(much.acts.len() > usual.acts.len() + 500);
    let lines = |person: &Person| person.conversations.iter().map(|talk| talk.lines.len()).sum::<usize>();
    assert!(lines(&much) > 2 * lines(&usual));
    let few = Request { weeks: 4, ..Request::from_seed(2) };
    assert!(Person::invent(&few).unwrap().posts_per_day() >= 2.0 * P0);
}

#[test]
fn each_layout_is_met_in_each_language_of_its_labels() {
    let french = (0..200).map(person).filter(|p| p.variant().labels == crate::Labels::French);
    let mut checked = 0;
    for person in french.filter(|person| person.variant().instagram != InstagramEra::Flat2020).take(4) {
        let export = &person.exports()[0];
        let labelled = export.members.iter().any(|member| {
            let text = String::from_utf8_lossy(&member.bytes);
            text.contains("Nom d\\u00e2\\u0080\\u0099utilisateur") || text.contains("\"Heure\"")
        });
        assert!(labelled);
        checked += 1;
    }
    assert!(checked > 0);
}
