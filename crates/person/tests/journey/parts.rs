//! Several archives at once: which belong together, whose they are, which are older.

use archive::Archive;
use person::{EventFilter, Options, stream_events};
use serde_json::{Value, json};

use crate::exports::{KIT, archive};

const TIME: i64 = 1_700_000_000;

fn zip(label: &str, members: &[(&str, String)]) -> Archive {
    let members: Vec<synth::Member> = members
        .iter()
        .map(|(name, text)| synth::Member { name: (*name).to_owned(), bytes: text.clone().into_bytes() })
        .collect();
    archive(label, synth::to_zip(&members).unwrap())
}

/// The events, each as its owner, kind, party and archive, and what was refused.
fn events(archives: &[Archive], owner: &[&str]) -> (Vec<String>, Vec<String>) {
    let options =
        Options { owner_names: owner.iter().map(|name| (*name).to_owned()).collect(), ..Options::default() };
    let mut out = Vec::new();
    let streamed = stream_events(archives, &KIT, &options, &EventFilter::default(), &mut out, &mut ());
    let line = |line: &str| {
        let line: Value = serde_json::from_str(line).unwrap();
        let word = |key: &str| line[key].as_str().unwrap_or("-").to_owned();
        format!(
            "{} {} {} {} {}",
            word("platform"),
            word("owner_account"),
            word("kind"),
            word("direction"),
            word("account")
        )
    };
    let events = String::from_utf8(out).unwrap().lines().map(line).collect();
    (events, streamed.refused.into_iter().map(|refused| refused.label).collect())
}

fn list(user: &str) -> String {
    json!([{"title": "", "string_list_data": [{"href": "", "value": user, "timestamp": TIME}]}]).to_string()
}

fn liked_thread(author: &str) -> String {
    let entry = json!({"href": "https://www.threads.net/t/C1", "timestamp": TIME});
    json!({"text_post_app_media_likes": [{"title": author, "string_list_data": [entry]}]}).to_string()
}

const FOLLOWERS: &str = "connections/followers_and_following/followers_1.json";
const THREADS: &str = "your_instagram_activity/threads/liked_threads.json";

#[test]
fn a_zip_of_facebook_is_no_part_of_an_export_of_instagram() {
    let inbox = "messages/inbox/wim_1/message_1.json";
    let talk = json!({"participants": [{"name": "Wim"}], "messages": [{"sender_name": "Wim", "timestamp_ms": TIME * 1000}]});
    let archives = [
        zip("instagram-nadia.k-2024-01-02-x.zip", &[(FOLLOWERS, list("wim.aalto"))]),
        zip("some.zip", &[("friends/your_friends.json", "{}".to_owned()), (inbox, talk.to_string())]),
    ];
    let (events, refused) = events(&archives, &[]);
    assert_eq!(events, ["facebook - message unknown -", "instagram nadia.k follow incoming wim.aalto"]);
    assert!(refused.is_empty());
}

#[test]
fn parts_of_an_export_of_facebook_are_read_together_and_what_may_be_either_is_not() {
    let name = json!({"full_name": "Nadia Koh"});
    let profile = json!({"profile_v2": {"name": name, "profile_uri": "https://www.facebook.com/nadia.koh"}});
    let people = json!([{"name": "Wim"}, {"name": "Nadia Koh"}]);
    let talk = |from: &str| {
        let said = json!([{"sender_name": from, "timestamp_ms": TIME * 1000}]);
        json!({"participants": people, "messages": said}).to_string()
    };
    let secret = json!({
        "participants": ["Wim", "Nadia Koh"],
        "threadName": "Wim_1",
        "messages": [{"senderName": "Wim", "timestamp": TIME * 1000}],
    });
    let inbox = "your_facebook_activity/messages/inbox/wim_1/message_1.json";
    let profile_file = "personal_information/profile_information/profile_information.json";
    let facebook = || {
        [
            zip("facebook-nadia.koh-2024-01-02-a-1.zip", &[(inbox, talk("Nadia Koh"))]),
            zip("facebook-nadia.koh-2024-01-02-a-2.zip", &[(profile_file, profile.to_string())]),
            zip("messages.zip", &[("Wim_1.json", secret.to_string())]),
        ]
    };
    let either = || zip("rest.zip", &[("messages/inbox/wim_2/message_1.json", talk("Wim"))]);
    let (sent, got) = ("facebook nadia.koh message outgoing Wim", "facebook nadia.koh message incoming Wim");
    let all: Vec<Archive> = facebook().into_iter().chain([either()]).collect();
    let (mut found, refused) = events(&all, &[]);
    found.sort_unstable();
    assert_eq!(found, [got, got, sent]);
    assert!(refused.is_empty());
    let instagram = zip("instagram-nadia.k-2024-01-02-x.zip", &[(FOLLOWERS, list("wim.aalto"))]);
    let all: Vec<Archive> = facebook().into_iter().chain([instagram, either()]).collect();
    let (mut found, refused) = events(&all, &[]);
    found.sort_unstable();
    assert_eq!(found, [got, sent, "instagram nadia.k follow incoming wim.aalto"]);
    assert_eq!(refused, ["rest.zip"]);
}

#[test]
fn two_accounts_in_one_run_keep_their_threads() {
    let of = |label: &str, author: &str| {
        zip(label, &[(FOLLOWERS, list("wim.aalto")), (THREADS, liked_thread(author))])
    };
    let archives = [
        of("instagram-nadia.k-2024-01-02-x.zip", "ines.duarte"),
        of("instagram-fen.press-2024-01-03-x.zip", "wim.aalto"),
    ];
    let (events, refused) = events(&archives, &[]);
    assert!(refused.is_empty());
    assert_eq!(
        events,
        [
            "instagram nadia.k follow incoming wim.aalto",
            "instagram fen.press follow incoming wim.aalto",
            "threads nadia.k react outgoing ines.duarte",
            "threads fen.press react outgoing wim.aalto",
        ]
    );
}

#[test]
fn threads_is_lent_the_owner_of_its_own_archive() {
    let of = |label: &str, user: &str, author: &str| {
        let profile = json!({"profile_user": [{"string_map_data": {"Username": {"value": user}}}]});
        let personal = "personal_information/personal_information/personal_information.json";
        zip(label, &[(personal, profile.to_string()), (THREADS, liked_thread(author))])
    };
    let archives = [of("a.zip", "nadia.k", "ines.duarte"), of("b.zip", "fen.press", "wim.aalto")];
    let (events, refused) = events(&archives, &[]);
    assert!(refused.is_empty());
    assert_eq!(
        events,
        ["threads nadia.k react outgoing ines.duarte", "threads fen.press react outgoing wim.aalto"]
    );
}

#[test]
fn the_name_of_an_export_says_which_is_newer_and_its_lists_stand() {
    let archives = [
        zip(
            "in/instagram-nadia.k-2024-01-02-x.zip",
            &[(FOLLOWERS, list("the.longer.name.of.an.older.export"))],
        ),
        zip("in/instagram-nadia.k-2025-01-02-x.zip", &[(FOLLOWERS, list("wim.aalto"))]),
    ];
    let (events, refused) = events(&archives, &[]);
    assert_eq!(events, ["instagram nadia.k follow incoming wim.aalto"]);
    assert!(refused.is_empty());
}

#[test]
fn a_list_that_only_the_older_export_has_is_read() {
    let archives = [
        zip("instagram-nadia.k-2024-01-02-x.zip", &[(FOLLOWERS, list("ines.duarte"))]),
        zip("instagram-nadia.k-2025-01-02-x.zip", &[(THREADS, liked_thread("wim.aalto"))]),
        zip("instagram-nadia.k-2023-01-02-x.zip", &[(FOLLOWERS, list("fen.press"))]),
    ];
    let (events, _) = events(&archives, &[]);
    assert_eq!(
        events,
        ["instagram nadia.k follow incoming ines.duarte", "threads nadia.k react outgoing wim.aalto"]
    );
}

fn part_of_x(part: u32, file: &str, liked: &str) -> Archive {
    let manifest = json!({
        "userInfo": {"accountId": "1", "userName": "nadia_k", "displayName": "Nadia"},
        "archiveInfo": {"generationDate": "2024-01-02T00:00:00.000Z", "isPartialArchive": true, "part": "x".repeat(part as usize)},
    });
    let likes = json!([{"like": {"tweetId": liked}}]);
    zip(
        &format!("part{part}.zip"),
        &[
            ("data/manifest.js", format!("window.__THAR_CONFIG = {manifest}")),
            (file, format!("window.YTD.like.part0 = {likes}")),
        ],
    )
}

#[test]
fn parts_of_one_archive_of_x_are_read_together() {
    // The same name with other content is no older export where both say that they are parts.
    for second in ["data/like-part1.js", "data/like.js"] {
        let archives = [part_of_x(1, "data/like.js", "5"), part_of_x(2, second, "66")];
        let (events, refused) = events(&archives, &[]);
        assert_eq!(events, ["x 1 react outgoing -", "x 1 react outgoing -"], "{second}");
        assert!(refused.is_empty(), "{second}");
    }
}

fn takeout(stamp: &str, part: u32, members: &[(&str, String)]) -> Archive {
    zip(&format!("takeout-{stamp}-{part:03}.zip"), members)
}

const CHANNEL: &str = "Takeout/YouTube and YouTube Music/channels/channel.csv";
const WATCHED: &str = "Takeout/YouTube and YouTube Music/history/watch-history.json";

fn of_channel() -> String {
    "Channel ID,Channel Title (Original),Channel Visibility\nUC0000000000000000000001,Nadia,Public\n".into()
}

fn watched(channels: &[&str]) -> String {
    let item = |channel: &&str| {
        json!({
            "header": "YouTube", "title": "Watched something", "titleUrl": "https://www.youtube.com/watch?v=aB3-_xYz012",
            "subtitles": [{"name": "Somebody", "url": format!("https://www.youtube.com/channel/{channel}")}],
            "time": "2025-11-15T11:17:16.719Z", "products": ["YouTube"],
        })
    };
    serde_json::Value::from(channels.iter().map(item).collect::<Vec<_>>()).to_string()
}

#[test]
fn parts_of_one_takeout_are_read_together_whatever_is_in_them() {
    let archives = [
        takeout("20260301T101502Z", 1, &[(CHANNEL, of_channel())]),
        takeout("20260301T101502Z", 2, &[(WATCHED, watched(&["UCa"]))]),
        takeout("20260301T101502Z", 3, &[("Takeout/Drive/notes.txt", "x".into())]),
        takeout("20260302T101502Z", 1, &[("Takeout/archive_browser.html", "<html></html>".into())]),
    ];
    let (events, refused) = events(&archives, &[]);
    assert_eq!(events, ["youtube UC0000000000000000000001 view outgoing UCa"]);
    assert_eq!(refused, ["takeout-20260302T101502Z-001.zip"]);
}

#[test]
fn what_two_takeouts_hold_counts_once_and_a_search_only_the_older_one_has_is_read() {
    let search = "Takeout/YouTube and YouTube Music/history/search-history.json";
    let item = json!({
        "header": "YouTube", "title": "Searched for x", "titleUrl": "https://www.youtube.com/results?search_query=x",
        "time": "2025-11-15T11:17:16.719Z", "products": ["YouTube"],
    });
    let archives = [
        takeout("20251201T101502Z", 1, &[(CHANNEL, of_channel()), (WATCHED, watched(&["UCa"]))]),
        takeout("20251201T101502Z", 2, &[(search, json!([item]).to_string())]),
        takeout("20260301T101502Z", 1, &[(CHANNEL, of_channel()), (WATCHED, watched(&["UCa", "UCb"]))]),
    ];
    let (events, refused) = events(&archives, &[]);
    assert_eq!(
        events,
        [
            "youtube UC0000000000000000000001 view outgoing UCa",
            "youtube UC0000000000000000000001 view outgoing UCb",
            "youtube UC0000000000000000000001 search own -",
        ]
    );
    assert!(refused.is_empty());
}

#[test]
fn between_two_takeouts_that_do_not_meet_nothing_is_known() {
    let old = json!([{
        "header": "YouTube", "title": "Watched something", "titleUrl": "https://www.youtube.com/watch?v=aB3-_xYz012",
        "subtitles": [{"name": "Somebody", "url": "https://www.youtube.com/channel/UCold"}],
        "time": "2024-01-15T11:17:16.719Z", "products": ["YouTube"],
    }]);
    let archives = [
        takeout("20250301T101502Z", 1, &[(CHANNEL, of_channel()), (WATCHED, old.to_string())]),
        takeout("20260301T101502Z", 1, &[(CHANNEL, of_channel()), (WATCHED, watched(&["UCa"]))]),
    ];
    assert_eq!(events(&archives, &[]).0, ["youtube UC0000000000000000000001 view outgoing UCa"]);
}

#[test]
fn the_owner_of_a_loose_file_of_messages_can_be_given_by_id() {
    let said = json!({"id": "9", "senderId": "2", "recipientId": "1", "text": "hi", "createdAt": "2024-01-02T00:00:00.000Z"});
    let talk = json!([{"dmConversation": {"conversationId": "1-2", "messages": [{"messageCreate": said}]}}]);
    let file = format!("window.YTD.direct_messages.part0 = {talk}");
    let archives = [archive("direct-messages.js", file.into_bytes())];
    assert_eq!(events(&archives, &[]).0, ["x - message unknown -"]);
    assert_eq!(events(&archives, &["1"]).0, ["x 1 message incoming 2"]);
}
